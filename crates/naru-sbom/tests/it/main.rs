//! The public suites, and properties that hold for every input.

mod advisory;
mod cvss;
mod purl;
mod suites;
mod version;
