//! Incidents (사건): what went wrong, how grave it is, what was done about it, and when it was over.
//!
//! Invariants: a closed incident does not change · every step is an entry of the timeline and an
//! audit record, in one commit · an incident says from its first moment whether it is real or an
//! exercise · what people wrote is sealed; audit records carry ids and grades only.
//!
//! **Must never know** who is told of it: that stands in `reactions.rs`, which is why the commands
//! that others must hear of are open to that module only.

mod decide;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use crate::notify::Status;
pub use model::{
    Closing, Entry, EntryKind, Event, Grade, Incident, NewIncident, Regrading, State,
    TEXT_CHARS_MAX, TITLE_CHARS_MAX,
};
pub use service::{Filter, find, list, note, open_count, placed, timeline};
pub(crate) use service::{close, open, regrade};
pub use sql::STATEMENTS;
