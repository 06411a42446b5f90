//! Inquiries (조회): balance, statement, holder, remitters. They move nothing, and each is on record.
//!
//! Invariants: an inquiry is answered only after its record in the call log is durable; an id is
//! used once in a business date, be it for an inquiry or for a transfer; a number that identifies
//! a holder passes through and is kept nowhere, not even as a hash.
//!
//! The path: [`resolve`] (what is asked about, and whether it may be) → the bank
//! ([`message`]) → [`record`]. How an id is kept from being used twice across the two shelves
//! stands in docs/decisions/0011.

pub mod cursor;
mod decide;
pub mod message;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::{Facts, InquiryDecline, decide};
pub use model::{Call, CallPurpose, Permit, Receive, Resolved, Target};
pub use service::{
    call_is_recorded, find_named_receive, find_receive, grant_permit, holder_hash, record,
    record_repeat, refuse_used_id, resolve, transfer_is_recorded,
};
pub use sql::{BOOK_STATEMENTS, CALL_STATEMENTS};
