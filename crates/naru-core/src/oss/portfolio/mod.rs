//! The portfolio: systems, their bills of materials, and the findings that follow from advisories.
//!
//! Invariants: a version of a package is judged once, however many systems use it · a finding is
//! open exactly while the bill in force and the newest data say so, once it was settled ·
//! a finding that comes back keeps its first deadline · a bill that is refused changes nothing but
//! the record of it.
//!
//! Read [`decide`], then [`bill`] and [`service`].
//!
//! **Must never know** HTTP, files, or the book.

pub mod bill;
mod data;
pub mod decide;
mod grave;
mod jcs;
mod jsf;
mod lists;
mod matter;
mod model;
mod remark;
mod renew;
pub mod service;
mod settle;
pub mod signer;
mod sql;
mod sql_find;
mod sql_found;
mod sql_found_groups;
mod sql_found_merged;
mod sql_list;
mod sql_package;
mod sql_renew;
mod sql_signer;
mod sql_stance;
mod sql_state;
mod sql_systems;
mod sql_vex;
pub mod stance;
mod systems;
#[cfg(test)]
mod tests;
pub mod vex;
mod who;

pub use bill::{Bill, BillError, FaultText, Part};
pub use data::{Advisories, DataError, Health, Judged, Matter, Told};
pub use grave::{Excepted, GRAVE_SYSTEMS, Grave, GravePage, Span, grave};
pub use lists::{
    AdvisoryRow, AdvisoryView, BillRow, Components, Exposed, ExposedKey, ExposedPart, FindingKey,
    FindingRow, FindingSort, Found, ListKey, PackageView, Race, UseRow, VersionView, advisories,
    advisories_count, advisory, advisory_bearing, advisory_exposed, bills, bills_count, components,
    components_count, doubts, ecosystems, exposure_counts, finding, findings, findings_of,
    findings_of_advisory, findings_of_advisory_count, findings_of_count, grade_of,
    is_bearing_overdue, package, packages_named, race, renamed, unmaintained,
};
pub use model::{Duty, Gone, Grade, Reach, Rules, System};
pub use remark::{is_doubt, is_of_other_product};
pub use renew::{
    NAMES_PER_PAGE, Page, Renewal, Turn, begin, changes, finish, judge_named, judge_page, pending,
    settle_some, take,
};
pub use service::{Received, confirm_product, declare, receive, retire, wrong_name};
pub use sql_state::State;
pub use systems::{
    SystemRow, SystemSort, Systems, Totals, by_institution, excepted, system, system_at, systems,
    totals,
};
pub use who::{Question, QuestionError, Range, USERS_MAX, UseKey, UsedBy, is_one_version, who_has};

/// Every statement of the shelf, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[&str]] = &[
    sql::STATEMENTS,
    sql_find::STATEMENTS,
    sql_found::STATEMENTS,
    sql_found_groups::STATEMENTS,
    sql_found_merged::STATEMENTS,
    sql_list::STATEMENTS,
    sql_package::STATEMENTS,
    sql_renew::STATEMENTS,
    sql_signer::STATEMENTS,
    sql_stance::STATEMENTS,
    sql_state::STATEMENTS,
    sql_systems::STATEMENTS,
    sql_vex::STATEMENTS,
];
