//! Admission (관문): the path from application to live, and the standing that an institution has.
//!
//! Invariants: nobody is live without every gate of [`PATH`] passed and unexpired · a gate is
//! decided by two people, never by one, never by the applicant's · an expired gate lowers the
//! standing by itself at that instant: [`admission`] is a pure function of what was decided and of
//! `now` · what lowers a standing names its rule, its notice, its due date and its appeal ·
//! decisions and measures are never changed, only followed by others.
//!
//! Read [`path`](mod@path), then [`decide`].
//!
//! **Must never know** what the relay does with a standing, or what documents hold: evidence is a
//! hash here.

mod ahead;
pub mod deadline;
pub mod decide;
pub mod deeds;
pub mod evidence;
pub mod exposure;
mod facts;
mod model;
mod paper;
mod path;
pub mod report;
mod service;
mod sql;
mod sql_exposure;
mod sql_paper;
mod sweep;
#[cfg(test)]
mod tests;
mod timeline;

pub use ahead::{Ahead, Next, ahead};
pub use decide::{Admission, GateState, GateView, admission, after, began_at};
pub use exposure::{Followed, follow, open_exposures};
pub use facts::{Answered, Appeal, Decision, Evidence, Exposure, Facts, Measure, Service};
pub(crate) use model::words;
pub use model::{
    Class, EvidenceKind, Gate, Ruling, ServiceKey, ServiceKind, Sha256, Standing, Verdict,
};
pub use paper::{
    Opens, PaperKind, bytes_max, keep_apart, keep_paper, may_keep, open_paper, papers,
};
pub use path::{PATH, Step, step};
pub(crate) use service::appeal;
pub use service::{
    Application, apply, declare_service, facts_of, hand_in, is_title, load,
    load_with_newest_documents, own_measure, timelines, version,
};
pub use sql::STATEMENTS;
pub use sql_exposure::STATEMENTS as EXPOSURE_STATEMENTS;
pub use sql_paper::PAPER_STATEMENTS;
pub use sweep::{Changed, changes, note_changes, noted_since};
pub use timeline::Timeline;

/// The documents that are kept themselves.
pub const PAPER_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0073_paper",
    sql: include_str!("../../migrations/book/0073_paper.sql"),
    later: &[],
};

/// The answers to appeals.
pub const ANSWER_MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0074_appeal_answer",
    sql: include_str!("../../migrations/book/0074_appeal_answer.sql"),
    later: &[],
};

/// This slice's part of the schema.
pub const MIGRATION: naru_store::Migration = naru_store::Migration {
    name: "0060_admission",
    sql: include_str!("../../migrations/book/0060_admission.sql"),
    later: &[],
};
