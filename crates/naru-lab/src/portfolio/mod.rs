//! A large portfolio for measurements and tests: rows as the slices write them, drawn by the
//! database itself, so that ten million are there in minutes.
//!
//! **Must never know** how a finding is decided: what needs that goes through the slice's commands.

mod sql;

pub use sql::{STATEMENTS, drop_indexes, fill_findings, fill_systems, indexes, make_index};

use naru_base::Micros;

/// How large it is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Systems: of eight institutions, and one in 250 of a ninth.
    pub systems: i64,
    /// Findings, spread evenly over the systems; every two hundredth is grave.
    pub findings: i64,
    /// The instant from which on they were found, backwards over ninety days.
    pub now: Micros,
}
