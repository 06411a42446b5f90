//! Advisories: one model for every source, what they affect, and a database of them.
//!
//! Sources are read into [`Advisory`] without loss of what decides: an ecosystem that this build
//! does not know is kept, and one bad record never hides the others. [`affects`] answers *unknown*
//! rather than guess. [`Database`] holds advisories with what is known of their exploitation;
//! [`Compiled`] is the same as bytes, of which a look-up reads only what concerns a package.
//!
//! **Must never** read a file or the clock: the caller brings bytes and says how old they are.

mod bytes;
mod code;
mod compiled;
mod database;
mod encode;
mod feeds;
mod file;
mod finding;
mod github;
mod model;
mod osv;
mod package;
mod range;
mod rustsec;
mod verdict;

pub use crate::cvss::Rating;
pub use bytes::Bytes;
pub use compiled::Compiled;
pub(crate) use database::keys;
pub use database::{Database, Index, SourceInfo};
pub use encode::CodeError;
pub use feeds::{Epss, EpssTable, Kev, parse_epss, parse_kev};
pub use file::{FileError, FileParts, join_file};
pub use finding::{Finding, Matches, Unmatched};
pub use github::{is_github, parse_github};
pub use model::{Advisory, Affected, AffectedPath, Kind, Reference, Severity, Source};
pub use osv::parse_osv;
pub use package::Package;
pub use range::{Bound, Interval, Range, RangeKind};
pub use rustsec::parse_rustsec;
pub use verdict::{Unsure, Verdict, affects};

/// Why a record could not be read. The caller counts it, tells it and goes on with the next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot read this {format} record: {place}: {why}")]
pub struct ReadError {
    /// `OSV`, `RustSec`, `KEV`, `EPSS`.
    pub format: &'static str,
    /// The field or line.
    pub place: String,
    /// What is wrong with it.
    pub why: String,
}

impl ReadError {
    fn new(format: &'static str, place: impl Into<String>, why: impl Into<String>) -> ReadError {
        ReadError { format, place: place.into(), why: why.into() }
    }
}
