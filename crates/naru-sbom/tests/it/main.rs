//! The public suites, and properties that hold for every input.

mod advisory;
mod arbitrary;
mod bom;
mod csaf;
mod cvss;
mod cyclonedx;
mod distribution;
mod guard;
mod guard_found;
mod hostile;
mod licence;
mod lock;
mod portfolio;
mod purl;
mod spdx;
mod suites;
mod vers;
mod version;
mod vex;
