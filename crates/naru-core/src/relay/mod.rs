//! The relay (중계): one transfer from order to settlement, whichever way the money goes.
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
mod claim;
mod conclude;
pub mod crossing;
pub mod decide;
mod decline;
mod found;
mod fund;
pub mod inquiry;
pub mod line;
mod model;
mod opened;
mod order;
mod seal;
mod service;
mod sql;
mod sql_search;
mod sql_settle;
mod sql_use;
mod sql_watch;
#[cfg(test)]
mod tests;

pub use crate::identity::{Bank, banks};
pub use claim::{Claim, ClaimDetails, FoundClaim, KeptClaim, claim, find_claim};
pub use conclude::{Concluded, conclude};
pub use decline::Decline;
pub use found::{Found, due, find_result};
pub use fund::{Funding, fund};
pub use inquiry::{CALL_STATEMENTS, Call};
pub use model::{
    BankSaid, Check, Checks, Conclusion, Due, Event, Key, LineClosed, Outbound, Outward, Reserved,
    State, Told, Transfer,
};
pub use opened::{Opened, opened};
pub use order::{
    Deed, DepositDetails, Fingerprint, KeptOrder, Kind, NO_BANK, Order, OrderDetails, Purpose,
    Requester, Via,
};
pub use service::{bank_put, reserve};
pub use sql::{PERSON_DAY, STATEMENTS, find};
pub use sql_search::{Listed, RowFacts, SEARCH_STATEMENTS, Search, row_facts, search};
pub use sql_settle::{
    AtBank, SETTLE_STATEMENTS, Settled, StillOpen, Unsettled, at_bank, close_days_until,
    first_date, settled_on, still_open, unsettled,
};
pub use sql_use::{DayUse, USE_STATEMENTS, days_used, used_now, withdrawn};
pub use sql_watch::{
    InDoubt, OpenTransfers, WATCH_STATEMENTS, doubts_by_bank, oldest_in_doubt, open_transfers,
};
