//! Consent (동의): what users agreed to, and the authorizations that clients hold from them.
//!
//! Invariants: an agreement is looked at on every call, so withdrawing it works at once; at the
//! instant it ends it is over; a code and a refresh token are used once, and their second use ends
//! everything that came from the same authorization; a `user_seq_no` is never given twice.
//!
//! **Must never know** pages, cookies or how a person was identified.

mod decide;
mod grant;
mod journey;
mod model;
mod service;
mod sql;
mod sql_grant;
#[cfg(test)]
mod tests;

pub use crate::identity::Agreed;
pub use decide::{next_fintech_use_num, next_user_seq_no, user_may};
pub use grant::{
    NewPair, Redeemed, code_hash, issue_code, redeem_code, redeem_refresh, refresh_hash,
};
pub use journey::{
    Journey, Stage, Typed, begin_journey, change_journey, end_journey, find_journey, one_time_hash,
    type_code,
};
pub use model::{
    AccountToAgree, Agreeing, Agreement, CodeAsk, Ended, Evidence, GrantDecline, Granted, Lives,
    NewCode, Own, Registered, UserDecline,
};
pub use service::{
    Command, With, agree, close_user, set_account_details, take_id, unlink, withdraw_account,
    withdraw_own,
};
pub use sql::STATEMENTS;
pub use sql_grant::{GrantFacts, STATEMENTS as GRANT_STATEMENTS, grants_of};
