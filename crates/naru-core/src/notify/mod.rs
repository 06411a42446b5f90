//! Notices (알림): what somebody has to be told, to whom, by which channel, and whether it arrived.
//!
//! A slice calls [`enqueue`] in the very transaction of the event it tells of, so nothing is told
//! that did not happen, and nothing that happened is forgotten. Delivery is somebody else's work,
//! outside every transaction: [`claim`] in one commit, the network, [`conclude`] in another.
//!
//! Invariants: one event tells a recipient once on a channel, however often it is enqueued · every
//! notice says whether it is real or an exercise · attempts are bounded, counted before they are
//! made, and what is given up stands where people look · addresses, secrets and what a notice says
//! are sealed with the data key; audit records carry ids only.
//!
//! **Must never know** sockets, or why a slice tells somebody something.

mod compensation;
mod compensation_words;
mod content;
mod decide;
mod inspection;
mod kind;
mod matter;
mod model;
mod open_source;
mod proposed;
mod roster;
mod say;
mod seal;
mod service;
mod sql;
mod sql_mark;
mod sql_roster;
mod sql_told;
mod subsidy;
mod surety;
#[cfg(test)]
mod tests;
mod topic;
mod why;
mod words;
mod words_check;
mod words_deed;
mod words_proposal;

pub use compensation::{EXPLAIN, cause_word, claim_todo, claim_todo_here, short};
pub use content::{Agreed, Called, ClaimTodo, Content, Credential};
pub use decide::due_step;
pub use model::{
    CONTACTS_MAX, Channel, Contact, Delivery, Event, Message, Notice, Outcome, Outgoing, Party,
    Queued, Room, Severity, State, Status, WebhookSecret,
};
pub use roster::{
    ChangedContact, NewContact, add_contact, address, change_contact, close_contact, contacts,
    rotate_secret,
};
pub use service::{
    Filter, acknowledge, claim, conclude, deliveries, enqueue, find, inbox, is_due, open, revive,
    unread,
};
pub use sql::{Counts, STATEMENTS, counts};
pub use sql_mark::{STATEMENTS as MARK_STATEMENTS, mark, set_mark};
pub use sql_roster::STATEMENTS as ROSTER_STATEMENTS;
pub use sql_told::{TOLD_STATEMENTS, Told, told};
pub use topic::Topic;
pub use why::Why;
pub use words_deed::deed_word;
