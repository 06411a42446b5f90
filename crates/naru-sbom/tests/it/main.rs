//! The public suites, and properties that hold for every input.

mod lock;
mod purl;
mod suites;
mod version;
