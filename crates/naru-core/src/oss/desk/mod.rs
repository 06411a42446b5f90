//! The question-and-answer desk (묻고 답하기): an institution's people ask, the operator's open-source
//! office answers, and what helps others is published without whose question it was.
//!
//! Invariants: an institution sees its own and what is published, nothing else · an answer is added
//! to, never overwritten · only what is answered is published · whoever asked is told of every
//! answer once.
//!
//! Read [`decide`], then [`service`].
//!
//! **Must never know** HTTP, files, or the book: it keeps who is still to be told.

pub mod decide;
mod model;
pub mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::wrong_fields;
pub use model::{
    Asked, Found, Hit, Said, Standing, TEXT_CHARS_MAX, TITLE_CHARS_MAX, Untold, Viewer, Which,
};
pub use service::{answer, ask, count, find, list, publish, search, told, untold, withdraw};
pub use sql::STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0232_desk",
    sql: include_str!("../../../migrations/portfolio/0232_desk.sql"),
    later: &[],
};
