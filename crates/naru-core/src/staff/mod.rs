//! Staff accounts: enrolment by single-use link, password and one-time code, sessions.
//!
//! Invariants: a token, a password or a TOTP secret is never stored in the clear · a one-time code
//! is accepted once · each step is in the audit trail, in its own commit · no answer tells which
//! part of a login was wrong.
//!
//! **Must never know** about HTTP, cookies or pages. Passwords are hashed and verified by the pure
//! functions of [`password`], which the caller runs outside the store's threads.

pub mod decide;
pub mod deeds;
pub mod handover;
pub mod host;
pub mod model;
pub mod passkey;
pub mod password;
mod recovery;
mod service;
mod sql;
mod sql_roster;
#[cfg(test)]
mod tests;
pub mod totp;

pub use model::{
    CodeStep, Enrolment, EnrolmentForm, FormError, LoginFacts, PasswordStep, ReadyAccount,
    Recovery, RosterEntry, Session, StaffSealer, StepUp, Token, TokenHash,
};
pub use recovery::{
    RecoveryStart, account, accounts, is_fresh, must_be_fresh, post_of, recovery, recovery_finish,
    recovery_start, step_up,
};
pub use service::EnrolStart;
pub use service::{
    begin_login, create_ready_account, enrol_finish, enrol_start, enrolment, finish_login, invite,
    login_facts, logout, pending, session, touch,
};
pub use sql::STATEMENTS;
pub use sql_roster::{AccountFacts, ROSTER_STATEMENTS, accounts_of, login_of, people_of, standing};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0030_staff",
    sql: include_str!("../../migrations/book/0030_staff.sql"),
    later: &[],
};
