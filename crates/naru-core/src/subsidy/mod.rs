//! Subsidy (점검 예산지원): public money that pays a share of firms' security checks.
//!
//! Invariants: what is promised, paid and carried out is never more than what was appropriated and
//! carried in, whoever decides at the same time: the fund's row is read and changed in one
//! transaction of the one writer, and the database refuses the rest · every won moves by a journal
//! entry, once, in the ledger too, in the commit of two people's decision · who applied for a firm,
//! or wrote its claim, does not decide about it · money is paid only against a report and an
//! invoice, by their hash, of an inspector who was recognised on the day of the check.
//!
//! A firm need not take part in the network: it is known by its business registration number.
//!
//! Read [`model`](mod@model), then [`decide`].
//!
//! **Must never know** what an admission is, or how a check is done: an engagement is a text here.

mod book;
pub mod decide;
pub mod deeds;
mod model;
pub mod report;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use book::{demanded, due_account, free_account, held_account};
pub use model::{
    Application, Check, Claim, Class, Event, Firm, Fund, Grounds, Inspector, Journal, JournalKind,
    Programme, Sha256, Standing, State, is_registration,
};
pub use service::{
    APPLICATIONS_PER_PAGE, Draft, NewClaim, apply, before, claim, claim_of, find, firms, fund,
    inspectors, journal, journal_of, journals_all, list, list_of, most, payable, programme,
    programmes, tally, withdraw,
};
pub use sql::{STATEMENTS, Tallied};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0068_subsidy",
    sql: include_str!("../../migrations/book/0068_subsidy.sql"),
    later: &[],
};
