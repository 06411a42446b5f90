//! The self-check (자가점검) of an institution, or of the operator's own house: 48 items. What the
//! system's facts tell is answered by them, each answer with what was seen and where it stands;
//! what they do not tell is answered by a person, with words and evidence, for a time. What neither
//! answers is open, and open is not passed.
//!
//! Invariants: a fact outweighs a person's word · a word without evidence, or past its time, is no
//! answer · nothing that was said is overwritten · whoever confirms the whole sees the counts that
//! are recorded with it.
//!
//! Read [`judge`](mod@judge), then [`service`].
//!
//! **Must never know** HTTP, files, or the book: what the book tells comes in as [`BookFacts`].

mod facts;
pub mod judge;
mod judge_more;
pub mod lacking;
mod model;
pub mod service;
mod sql;
mod sql_facts;
mod sql_lacking;
#[cfg(test)]
mod tests;
mod words;

pub use facts::{
    BookFacts, DataFacts, Facts, Findings, OwnFacts, Requests, Stances, Systems, ZoneFacts,
};
pub use judge::wrong_fields;
pub use model::{
    Affirmed, Checked, Live, Place, Said, SelfRules, Source, Spoken, Subject, TEXT_CHARS_MAX,
};
pub use service::{affirm, load, read_page, reads_of, said, say, unread_by};

/// Every statement of this slice.
pub const STATEMENTS: &[&[&str]] =
    &[sql::STATEMENTS, sql_facts::STATEMENTS, sql_lacking::STATEMENTS];

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0230_selfcheck",
    sql: include_str!("../../../migrations/portfolio/0230_selfcheck.sql"),
    later: &[],
};
