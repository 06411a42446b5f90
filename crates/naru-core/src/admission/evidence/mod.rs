//! Evidence from tools (도구 증거): what scanners found, item by item of the checklists.
//!
//! Invariants: a file is imported whole or not at all, and the same file twice is one import · when
//! something was observed and when it came are two times · a finding is one over all runs that
//! found it, told by its fingerprint · only a run of the same thing that came to its end makes a
//! finding gone; silence does not · what is older than its rule allows supports nothing any more ·
//! tools support or refute an item, people close it.
//!
//! **Must never know** the bytes of a file: they lie on a shelf of their own, under their hash.

pub mod decide;
mod export;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::{Digest, Loose, digest, expiry_rule, items, loose};
pub use export::{About, oscal};
pub use model::{Cover, Finding, Handed, Imported, ItemEvidence, ItemState, Scan};
pub use service::{by_item, findings, import, scans};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0061_scan",
    sql: include_str!("../../../migrations/book/0061_scan.sql"),
    later: &[],
};
