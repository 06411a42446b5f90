//! The border of the R&D zone (망분리 예외): a file that is to cross is looked through, two people
//! approve, and every crossing is on record.
//!
//! Invariants: what was found is never kept, nor the file · what holds something that its mode does
//! not let through, names a package with a grave advisory, or could not be looked into, never
//! crosses, whoever approves · whoever asked does not approve · what crosses is the file that was
//! looked through, by its SHA-256, once, before its time is over.
//!
//! Read [`decide`], then [`look`](mod@look).
//!
//! **Must never know** HTTP, files on a disk, or the book.

pub mod decide;
mod look;
mod model;
mod packages;
pub mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::{APPROVERS, wrong_fields};
pub use look::{File, Looked, Place, Unlooked, kind_of, look};
pub use model::{
    Crossing, Direction, FILE_BYTES_MAX, Mode, Standing, TEXT_CHARS_MAX, Verdict, Vote, Wish,
    ZoneRules,
};
pub use packages::{Packages, Vulnerable};
pub use service::{
    Which, ask, count, cross, decide as say, find, is_any_over, lapse, list, told, untold, withdraw,
};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0220_zone",
    sql: include_str!("../../../migrations/portfolio/0220_zone.sql"),
    later: &[],
};
