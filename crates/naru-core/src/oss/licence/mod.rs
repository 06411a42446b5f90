//! Licences (라이선스 의무): which are in use, what each asks for in the form in which a system is
//! used, what does not go together, and the notice that goes with it.
//!
//! Invariants: what is not known is said to be unknown, never taken for harmless · a notice is of
//! the bill in force when it was made, and out of date with the next · what was published is kept
//! by its hash.
//!
//! Read [`decide`], then [`service`].
//!
//! **Must never know** HTTP, files, or the book.

pub mod decide;
mod model;
pub mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::{asks, chosen, clashes, may_set, named, notice_duty, overview, wrong_offer};
pub use model::{
    CONTACT_CHARS_MAX, Clash, ClashWhy, Form, Licensed, Notice, NoticeDuty, Overview,
    SystemLicences, Terms, YEARS_MAX,
};
pub use service::{
    UserKey, UserOf, made_on, notices, of_institution, of_system, publish, set_terms, texts,
    users_of,
};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0234_licence",
    sql: include_str!("../../../migrations/portfolio/0234_licence.sql"),
    later: &[],
};
