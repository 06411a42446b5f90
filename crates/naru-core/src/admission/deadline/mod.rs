//! Deadlines (추가점검): rules that make a requirement stricter by a date, and what happens to those
//! who do not meet it: a restriction, more time, or another measure.
//!
//! Invariants: nobody who meets a rule is restricted under it, and nobody who does not slips
//! through: [`finding`] is a pure function of what is on record and of `now` · the engine only
//! proposes; two people decide · who has no slot of the inspector although the check was applied
//! for in time gets more time, never a restriction · the participant sees what is coming from the
//! first day, is told of it, and may answer; answers and extensions are only added.
//!
//! Read [`decide`] first.

mod answer;
pub mod decide;
pub mod deeds;
mod ground;
mod ground_flaw;
mod model;
pub mod report;
mod rule_flaw;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use answer::{counting, decided_from, flaws, limits};
pub use decide::{Finding, Times, Why, finding, measure_rule};
pub use ground::{Ground, Grounds, INSPECTOR_LATE};
pub use ground_flaw::malformed;
pub use model::{Booking, Concerned, Extension, Known, Place, Reply, Rule, Text};
pub use rule_flaw::flaws as rule_flaws;
pub(crate) use service::answer as put_answer;
pub use service::{
    Answered, Under, add_rule, book, follow_booking, grounds, import_grounds, install_shipped,
    list_in, places, places_in, places_of, rules, times, under, waiting_grounds,
};
pub use sql::STATEMENTS;

/// The lists of grounds that were imported.
pub const GROUNDS_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0072_ground",
    sql: include_str!("../../../migrations/book/0072_ground.sql"),
    later: &[],
};

/// This part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0069_deadline",
    sql: include_str!("../../../migrations/book/0069_deadline.sql"),
    later: &[],
};
