//! Bill-of-materials formats, package identity, version order and advisories.
//!
//! A pure library: takes bytes, returns values. **Must never** know anything of Naru, read a file,
//! ask the time or the network. What it reads comes from strangers: every parser answers with an
//! error that names the place, with memory bounded by its input and no unbounded recursion.
//!
//! Each module is exact against a public suite (`tests/it/`); the suites stay out of the repository
//! and are found through `NARU_SUITES`.

pub mod advisory;
pub mod bom;
pub mod csaf;
pub mod cvss;
pub mod cyclonedx;
pub mod guard;
pub mod json;
pub mod licence;
pub mod lock;
pub mod portfolio;
pub mod purl;
pub mod refused;
pub mod spdx;
mod value;
pub mod vers;
pub mod version;
pub mod vex;
