//! What an item counts, one by one: the requests, systems and bills behind a number, so that its
//! reader sees which. By the same marks as the numbers.

use super::model::Subject;
use super::service::{RECORDS_MAX, YEAR_S};
use super::sql_lacking as sql;
use crate::oss::approval::{self, Approval, IssueKind, IssueState};
use crate::oss::portfolio::{self, FaultText, FindingRow};
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;

/// A live system in whose bill something is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LackingSystem {
    /// Which.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Components in its bill.
    pub components: i64,
    /// Those that lack something. Of I3: a checksum, a licence, a producer; of D5: a way to them.
    pub lacking: [i64; 3],
}

/// A bill that was tested and refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedBill {
    /// Of which system.
    pub system: Id,
    /// Its name, and whose it is.
    pub name: String,
    /// Whose.
    pub institution: ClientUseCode,
    /// When it came.
    pub received_at: Micros,
    /// What spoke against it.
    pub faults: Vec<FaultText>,
}

/// A finding of a live system that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFinding {
    /// In which system.
    pub system: Id,
    /// Its name.
    pub system_name: String,
    /// About what.
    pub advisory: String,
    /// In which package.
    pub package: String,
    /// In which versions.
    pub versions: String,
    /// When it was put right.
    pub at: Micros,
    /// By when it was to be.
    pub due_at: Micros,
}

/// Whether one of these issues is open.
fn has_open(it: &Approval, kinds: &[IssueKind]) -> bool {
    let is_open = |issue: &approval::Issue| issue.state == IssueState::Open;
    it.issues.iter().any(|issue| is_open(issue) && kinds.contains(&issue.kind))
}

/// Whether its licence is still at issue.
pub(super) fn is_licence_open(it: &Approval) -> bool {
    let kinds = [IssueKind::LicenceUnknown, IssueKind::LicenceDiffers, IssueKind::LicenceReach];
    has_open(it, &kinds)
}

/// Whether its support is over, or nobody maintains it.
pub(super) fn is_ended(it: &Approval) -> bool {
    has_open(it, &[IssueKind::Ended, IssueKind::Unmaintained])
}

/// Whether it is known when its support ends.
pub(super) fn knows_end(it: &Approval) -> bool {
    it.report.health.as_ref().is_some_and(|it| it.end_of_life.is_some())
}

/// Whether it is known how alive its project is.
pub(super) fn knows_health(it: &Approval) -> bool {
    it.report.health.is_some()
}

/// Whether its origin and signature are stated.
pub(super) fn states_origin(it: &Approval) -> bool {
    !it.wish.origin.is_empty()
}

/// Whether a request is among those for which an item is not answered yes.
fn lacks(item: &str, it: &Approval) -> bool {
    match item {
        "S2" => !knows_health(it),
        // What is stated was not verified by that: somebody has to look.
        "S3" => true,
        "S4" => is_ended(it) || !knows_end(it),
        "L1" => is_licence_open(it),
        _ => false,
    }
}

/// The requests for which an item is not answered yes; of S3 those that state nothing first.
pub fn requests(tx: &mut Tx<'_>, subject: &Subject, item: &str) -> Result<Vec<Approval>, Fault> {
    let institution = subject.institution().cloned();
    let which = approval::Which { institution, ..approval::Which::default() };
    let mut all = approval::list(tx, &which, RECORDS_MAX)?;
    all.retain(|it| it.standing.is_alive() && lacks(item, it));
    if item == "S3" {
        all.sort_by_key(states_origin);
    }
    Ok(all)
}

/// The live systems that an item counts, those that lack most first.
pub fn systems(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    item: &str,
    limit: usize,
) -> Result<Vec<LackingSystem>, Fault> {
    sql::systems(tx, code, item, limit)
}

/// Findings of live systems about what nobody maintains, the first due first.
pub fn unmaintained(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    portfolio::unmaintained(tx, code, limit)
}

/// Findings of live systems that were put right within a year, the newest first.
pub fn fixed(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    now: Micros,
    limit: usize,
) -> Result<Vec<FixedFinding>, Fault> {
    sql::fixed(tx, code, now.plus_seconds(-YEAR_S), limit)
}

/// Bills that were refused, the newest first.
pub fn refused_bills(
    tx: &mut Tx<'_>,
    subject: &Subject,
    limit: usize,
) -> Result<Vec<RefusedBill>, Fault> {
    sql::refused_bills(tx, subject.institution().map_or("", ClientUseCode::as_str), limit)
}
