//! Proposals (제안): the two-person rule as a thing of its own. One person with the right proposes
//! exactly what is to be done and why; another with the right confirms; the deed is done exactly
//! once, in the commit of its confirmation.
//!
//! Invariants: nobody confirms their own proposal, nor one about themselves · a proposal is decided
//! once · an expired one is not confirmed · proposing, deciding and doing are each in the audit
//! trail, in their own commit.
//!
//! **Must never know** what the deeds are: a slice that has dangerous deeds describes each as a
//! [`Kind`], and the registry of kinds is handed in.

pub mod decide;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use model::{Case, Deciding, Draft, Kind, Moment, State};
pub use service::{about, confirm, find, list, open_for, over, propose, reject, waiting, withdraw};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0050_proposal",
    sql: include_str!("../../migrations/book/0050_proposal.sql"),
    later: &[],
};

/// Why the second person said no.
pub const REFUSAL_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0078_proposal_refusal",
    sql: include_str!("../../migrations/book/0078_proposal_refusal.sql"),
    later: &[],
};
