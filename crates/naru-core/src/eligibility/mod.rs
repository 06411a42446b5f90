//! Eligibility (이용적합성): the first gate, on papers. A form with its documents, what the rules say
//! about it, and what two people decide: it opens the gate and gives the scopes.
//!
//! Invariants: a form is decided once, by two people, never by who filed it · nobody passes whose
//! class is not allowed, to whom an exclusion applies, or whose papers are missing · own user
//! authentication (scope `sa`) is given only to a large business: enough capital and enough points
//! on the sheet of the day · classes, exclusions and sheets are dated rows with a source.
//!
//! Read [`decide`].
//!
//! **Must never know** what documents hold, or what the relay does with a scope.

pub mod decide;
pub mod deeds;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use model::{
    Area, Exclusion, Finding, Form, Grounds, Item, Outcome, Paper, Rules, Sha256, Sheet,
};
pub use service::{
    Draft, Record, decided, file, findings, forms, latest, record, rules, sheet_at, sheets,
    to_decide,
};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0062_eligibility",
    sql: include_str!("../../migrations/book/0062_eligibility.sql"),
    later: &[],
};

/// What an applicant is told beside a refusal.
pub const NOTE_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0080_eligibility_note",
    sql: include_str!("../../migrations/book/0080_eligibility_note.sql"),
    later: &[],
};
