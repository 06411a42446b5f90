//! Compensation claims (피해보상): a consumer's damage, from its report to the last won of recourse.
//!
//! Invariants: a transfer is claimed once · money that went on is asked to be frozen at every
//! receiving bank in the commit of the report · the damage is paid first, by whom the rule says,
//! and only then its cause is decided · frozen money that comes back lessens what is borne,
//! before the decision and after it · two people decide, never whoever reported · every won is a
//! line here and a posting in the ledger in the same commit; a claim that is closed has left
//! nothing on any account; what a party says that it paid is on record and books nothing · from
//! the report on, what an institution may have to answer for counts against its free cover.
//!
//! Read [`model`](mod@model), then [`decide`], [`book`] and [`liability`].
//!
//! **Must never know** pages, sockets, or how a bank freezes an account.

mod agenda;
pub mod book;
pub mod decide;
pub mod deeds;
mod duty;
mod freeze;
pub mod freezewire;
pub mod liability;
mod model;
mod notice;
mod overtaken;
pub mod remit;
pub mod report;
mod service;
mod sql;
mod sql_agenda;
mod sql_remit;
mod sql_trace;
#[cfg(test)]
mod tests;

pub use agenda::{
    Listed, Part, Place, Reader, Wanted, agenda, asked_by_instrument, duty_of_operator,
    first_payment, part_of, placed, todo_of, told_in, turns,
};
pub use book::Money;
pub use duty::{Duty, Known, Todo, is_own_time, is_own_time_over, to_pay, todo, told_now, told_of};
pub(crate) use freeze::concluded;
pub use freeze::{Due, due, due_now};
pub use liability::Uneven;
pub use model::{
    Cause, Claim, Clock, ClockState, Event, Freezing, Line, LineKind, Loss, Party, Payer,
    Remittance, Requests, Shares, State, Step, Target, Trace, TraceState,
};
pub use notice::{Notice, TakenOff, to_tell, waiting};
pub use overtaken::overtaken;
pub use remit::{NewRemittance, Seen, known_number, notices, off_why};
pub use service::{
    CLAIMS_PER_PAGE, Draft, Filter, Found, Told, by_link, counts, earlier, find, give_link, late,
    lines, lines_all, list, losses, lowered_by, money_of, named_in, said, shares_now, table,
    traces, uneven,
};
pub(crate) use service::{report_claim, told, withdraw};
pub use sql::STATEMENTS;
pub use sql_agenda::STATEMENTS as AGENDA_STATEMENTS;
pub use sql_remit::STATEMENTS as REMITTANCE_STATEMENTS;
pub use sql_trace::STATEMENTS as TRACE_STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0067_claim",
    sql: include_str!("../../migrations/book/0067_claim.sql"),
    later: &[],
};

/// Whose part money lowers that came back after the decision.
pub const RETURN_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0081_claim_return",
    sql: include_str!("../../migrations/book/0081_claim_return.sql"),
    later: &[],
};

/// Which notices of payments put others right, and how much of each duty waits to be booked.
pub const WAITING_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0082_claim_waiting",
    sql: include_str!("../../migrations/book/0082_claim_waiting.sql"),
    later: &[],
};

/// Which of what parties say that they paid never came true.
pub const OFF_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0083_remittance_off",
    sql: include_str!("../../migrations/book/0083_remittance_off.sql"),
    later: &[],
};

/// What parties say that they paid.
pub const REMITTANCE_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0076_remittance",
    sql: include_str!("../../migrations/book/0076_remittance.sql"),
    later: &[],
};
