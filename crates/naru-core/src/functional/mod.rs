//! The functional test (기능테스트): a sandbox for each applicant, the cases that its client goes
//! through, and what the relay saw it do, judged.
//!
//! Invariants: a sandbox is a book of its own from its birth, so nothing of it reaches production
//! and nothing of production reaches it · a case is judged from what was seen on the wire, by the
//! list version that the run began with · what was not seen is not passed · a signed record names
//! the calls it rests on by their hash, and ends · nothing that is kept is personal.
//!
//! Read [`list`], then [`decide`].
//!
//! **Must never know** how a call is read from the wire, or what a gate makes of a record.

pub mod decide;
pub mod deeds;
pub mod list;
mod model;
pub mod record;
mod service;
mod sql;
pub mod tenant;
#[cfg(test)]
mod tests;

pub use list::{Case, CaseList, Group, ListKey, Rule, Words};
pub use model::{Item, Judged, Overall, Run, Sandbox, Seen, State, Tenant, Why};
pub use record::{Record, Signed};
pub use service::{
    Progress, Standing, begin, end, found, load, note, progress, records, seal, standing, tenants,
};
pub use sql::STATEMENTS;
pub use tenant::{
    Applicant, Customer, contracts, credentials, customers, open, renew, tenant_code,
};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0063_functional",
    sql: include_str!("../../migrations/book/0063_functional.sql"),
    later: &[],
};
