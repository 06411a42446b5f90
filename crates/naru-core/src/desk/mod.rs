//! The desk (업무대): what members of staff look up across slices, and the deeds they do there:
//! a transfer's whole life, what a user agreed to, persons revealed for a reason, days closed,
//! differences explained, proposals of any kind.
//!
//! Invariants: a person's data leave masked, or revealed after the reason is in the audit trail ·
//! a dangerous deed wants a fresh one-time code in the same commit.
//!
//! **Must never know** pages or languages.

mod agreed;
mod contract;
mod funds;
mod head_room;
mod institutions;
mod life;
pub mod mask;
mod programs;
mod proposals;
mod settle;
mod witness;

pub use agreed::{AgreedAccount, AgreedLife, AgreedPerson, UserKey, agreed_life, reveal_agreed};
pub use contract::{CHANGE_CONTRACT, ContractChange};
pub use funds::{Arrived, EVIDENCE_CHARS_MAX, FUND};
pub use head_room::{HeadRoom, Lasts, head_rooms};
pub use institutions::{end_secret, enter_institution};
pub use life::{Life, Persons, Reason, life, reveal};
pub use programs::{give_program_secret, revoke_program};
pub use proposals::{confirm, is_elsewhere, is_of_gates, kinds, may_see, propose, reject};
pub use settle::{close_day, explain};
pub use witness::{find_item, find_item_by, review_access, witnessed};
