//! Approval (사용 승인): what may be used at all. An institution asks for a package, in versions,
//! for a use and a time; what is known of it is filled in by itself; what speaks against it is an
//! issue that is put right or accepted; offices say yes, more of them the graver it is; and a new
//! advisory opens an approval again.
//!
//! Invariants: whoever asked neither accepts an issue nor says yes · nobody speaks for two offices
//! of one round · nothing is approved while an issue is open · an approval ends at its date by
//! itself · what was said in an earlier round does not count in the next.
//!
//! Read [`decide`], then [`service`].
//!
//! **Must never know** HTTP, files, or the book.

pub mod decide;
mod model;
mod report;
mod seats;
pub mod service;
mod sql;
mod sql_seats;
mod sql_use;
#[cfg(test)]
mod tests;

pub use decide::{licence_asked, wrong_fields};
pub use model::{
    Approval, ApprovalRules, Class, Cover, Issue, IssueKind, IssueState, Office, PURL_CHARS_MAX,
    SeatStanding, Standing, TEXT_CHARS_MAX, Urgency, VERSIONS_CHARS_MAX, Vote, Wish,
};
pub use report::{
    Known, Report, SpokenOf, chosen_in, chosen_of, duties_in, duties_of, is_known, issues_of,
    reach_of, read, says_the_same,
};
pub use seats::{
    Seat, SeatChange, SeatNews, Seats, confirm_seat, is_any_seat_over, lapse_seats, may_propose,
    propose_seat, refuse_seat, seat_change, seat_changes, seat_changes_ended, seat_told, seat_why,
    seats as seats_now, seats_untold, withdraw_seat, wrong_source, wrong_why,
};
pub use service::{
    Asked, Direct, KnownOf, Order, Tally, Waits, Watched, Which, ask, back_told, back_untold,
    billed_licences, compare, count, decide as say, direct, direct_of, find, in_force, is_any_over,
    lapse, list, of_package, settle, tally, told, untold, watch, watched, withdraw,
};
pub use sql::STATEMENTS;
pub use sql_seats::STATEMENTS as SEAT_STATEMENTS;
pub use sql_use::STATEMENTS as USE_STATEMENTS;

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0210_approval",
    sql: include_str!("../../../migrations/portfolio/0210_approval.sql"),
    later: &[],
};

/// Who fills the offices.
pub const SEAT_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0236_seats",
    sql: include_str!("../../../migrations/portfolio/0236_seats.sql"),
    later: &[],
};
