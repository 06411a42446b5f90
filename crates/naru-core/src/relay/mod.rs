//! The relay (중계): one withdrawal from order to settlement.
//!
//! Invariants: I1 conservation, I2 at most one effect per (institution, business date,
//! bank_tran_id), I3 same id with other content is refused, I5 final means nothing reserved,
//! I6 outward states only move forward, I7 unknown is never failed, I8 limits hold with
//! reservations counted, I10 an audit record in the same commit.
//!
//! Read [`decide`] first. The path: [`reserve`] → the bank (judged by
//! [`crossing`]) → [`conclude`]; what stays in doubt is found by [`due`].

pub mod accountwire;
pub mod bankwire;
pub mod crossing;
pub mod decide;
pub mod inquiry;
pub mod line;
mod model;
mod opened;
mod service;
mod sql;
mod sql_search;
mod sql_settle;
mod sql_watch;
#[cfg(test)]
mod tests;

pub use crate::identity::{Bank, banks};
pub use inquiry::{CALL_STATEMENTS, Call};
pub use model::{
    BankSaid, Check, Checks, Conclusion, Decline, Due, Event, Fingerprint, KeptOrder, Key,
    LineClosed, Order, OrderDetails, Outbound, Outward, Purpose, Requester, Reserved, State, Told,
    Transfer,
};
pub use opened::{Opened, opened};
pub use service::{Concluded, Found, bank_put, conclude, due, find_result, reserve};
pub use sql::{STATEMENTS, find};
pub use sql_search::{Listed, RowFacts, SEARCH_STATEMENTS, Search, row_facts, search};
pub use sql_settle::{
    AtBank, SETTLE_STATEMENTS, Settled, StillOpen, at_bank, close_days_until, first_date,
    settled_on, still_open,
};
pub use sql_watch::{
    InDoubt, OpenTransfers, WATCH_STATEMENTS, doubts_by_bank, oldest_in_doubt, open_transfers,
};
