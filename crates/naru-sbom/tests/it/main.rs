//! The public suites, and properties that hold for every input.

mod advisory;
mod bom;
mod cvss;
mod cyclonedx;
mod hostile;
mod lock;
mod purl;
mod spdx;
mod suites;
mod vers;
mod version;
