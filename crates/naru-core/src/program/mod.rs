//! Programs of staff (직원 프로그램): what the operator's and the inspectors' own programs may ask of
//! the network, under credentials of their own.
//!
//! Invariants: a program has somebody who answers for it, may never more than that person's rights,
//! and opens nothing once that account is closed · what it may is named word by word ([`Scope`]) ·
//! two people agree to one · its secret is shown to whoever made it and kept as a keyed hash; two
//! live at once at most · it ends by itself, and at once when it is revoked · a program is never
//! one of two people.
//!
//! **Must never know** HTTP, or what is asked for.

pub mod decide;
pub mod deeds;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use model::{Admitted, Made, Program, Scope, Secret, Wish, named};
pub use service::{
    accounts, admit, find, give_secret, issue, list, must_manage, new_secret, revoke, text_of,
};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0071_program",
    sql: include_str!("../../migrations/book/0071_program.sql"),
    later: &[],
};
