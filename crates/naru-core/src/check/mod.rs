//! Security checks (점검): lists of items as versioned data, engagements with their inspector, what
//! was found item by item, and the verdict of two people that the admission path builds on.
//!
//! Invariants: an engagement is judged by the list version it began with, whatever is imported
//! later · an item that nobody answered is not passed, and what the machine does not know speaks
//! for nothing · nobody passes against the list's own rule · a verdict is two people's, never the
//! applicant's, on exactly the findings that the first one saw · findings are never changed, only
//! followed by others · the machine supports or refutes; a person closes an item.
//!
//! Read [`list`], then [`decide`].
//!
//! **Must never know** how facts about an institution are gathered, or what documents hold.

pub mod decide;
pub mod deeds;
pub mod foresee;
mod hand;
pub mod list;
mod model;
pub mod oscal;
pub mod report;
mod service;
pub mod signal;
mod sql;
mod sql_seen;
#[cfg(test)]
mod tests;
mod versions;
mod word;

pub use hand::{Hand, give_back, is_free, take_over};
pub use list::{Area, Checklist, Item, Level, ListKey, Rule, Words};
pub use model::{
    Dossier, Engagement, Event, Evidence, Finding, How, Kind, Opinion, State, Statement, Value,
};
pub use service::{
    Request, begin, dossier, find, fixed, issue, item_of, known, open, open_items, promise,
    request, review, schedule, state, to_put_right, turn_of, withdraw,
};
pub use sql::STATEMENTS;
pub use sql_seen::{SEEN_STATEMENTS, Sighting, note_seen, reviewed, seen};
pub use versions::{
    ImportedList, checklist, current, import, items_of_others, list_of, lists, text_of,
};
pub use word::{Found, Said, found, name_evidence, state_item, take_off};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0065_check",
    sql: include_str!("../../migrations/book/0065_check.sql"),
    later: &[],
};

/// Hand-overs between inspectors.
pub const HAND_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0077_check_hand",
    sql: include_str!("../../migrations/book/0077_check_hand.sql"),
    later: &[],
};
