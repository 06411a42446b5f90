//! The public suites, and properties that hold for every input.

mod bom;
mod csaf;
mod cyclonedx;
mod guard;
mod hostile;
mod lock;
mod purl;
mod spdx;
mod suites;
mod version;
