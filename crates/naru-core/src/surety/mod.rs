//! Surety (보증): what covers the damage that consumers may suffer through an institution, and how
//! much of it is free for further withdrawals.
//!
//! Invariants: free cover = active cover − unsettled exposure − pending claims, and no withdrawal
//! is reserved beyond it (I8): the reserve commit asks, reservations counted · what is pending is
//! told by the commit that books it, and proven against the ledger · exposure is read from the
//! ledger, never kept twice: what an institution has collected and reserved, less what is in a
//! closed settlement window · an instrument counts from its first instant to before its last by
//! itself, less what it has paid · two people record, release and adjust · instruments, releases,
//! draws and adjustments are only added · an insurer has one name at a time: a
//! contract that calls it otherwise is refused, and two people record that it changed.
//!
//! Read [`decide`] first.
//!
//! **Must never know** how a transfer or a gate is decided: they ask here.

mod cover;
pub mod decide;
pub mod deeds;
mod model;
pub mod report;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use cover::Cover;
pub use decide::{Factor, ITEMS, Item};
pub use model::{Adjustment, Facts, Instrument, InstrumentKind};
pub use service::{
    Adjusted, Position, adjusted, claimed, covers, drawn, facts_of, free, insurers, must_cover,
    netted, of_insurer, position, positions,
};
pub use sql::STATEMENTS;

/// What insurers are called since they changed their names.
pub const NAME_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0079_insurer_name",
    sql: include_str!("../../migrations/book/0079_insurer_name.sql"),
    later: &[],
};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0066_surety",
    sql: include_str!("../../migrations/book/0066_surety.sql"),
    later: &[],
};
