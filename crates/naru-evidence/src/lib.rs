//! What security scanners write, as findings: tool, target, time, weakness, place, a fingerprint
//! that stays the same over re-runs, and the items of the checklists that each concerns.
//!
//! A pure library: takes bytes, returns values. **Must never** know anything of institutions or
//! gates, read a file, ask the time or the network. What it reads comes from strangers: every
//! reader answers with an error that names the place, its memory is bounded by its input, and
//! nothing is half read. What it does not understand it keeps as it is, with hash and count
//! ([`Report::kept`]): nothing of a file is dropped.

mod draft;
mod format;
pub mod items;
mod model;
mod read;
pub mod time;
mod tree;
mod weakness;

pub use draft::without_values;
pub use model::{
    Component, Finding, Kept, Observed, Remark, Report, Rule, Severity, State, Tool, sha256,
};
pub use read::{BYTES_MAX, Format, LIMITS, read, read_as};
