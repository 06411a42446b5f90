//! What is looked up in the portfolio: lists by page, each from a key onward, and single things.

use super::model::{Duty, Gone, Grade, Reach};
use super::{sql_found, sql_found_merged, sql_list, sql_package, who};
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;

/// Where a list goes on that is ordered by a number and an identifier: after this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListKey {
    /// The number.
    pub by: i64,
    /// The identifier.
    pub id: String,
}

impl ListKey {
    /// Before everything in a list that begins with the greatest number.
    pub fn top() -> ListKey {
        ListKey { by: i64::MAX, id: String::new() }
    }

    /// Reads the form that it is displayed in; `None` also for nothing.
    pub fn parse(text: &str) -> Option<ListKey> {
        let (by, id) = text.split_once('.')?;
        Some(ListKey { by: by.parse().ok()?, id: id.to_owned() })
    }
}

impl std::fmt::Display for ListKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.by, self.id)
    }
}

/// The grade of a priority.
pub fn grade_of(priority: i64) -> Grade {
    let index = usize::try_from(priority / 1_000_000).unwrap_or(0);
    Grade::ALL.get(index).copied().unwrap_or(Grade::Exploited)
}

/// A bill on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillRow {
    /// Its id.
    pub id: Id,
    /// SHA-256 of the document.
    pub sha256: [u8; 32],
    /// Its format.
    pub format: String,
    /// What made it.
    pub tool: String,
    /// When it was made, as it says.
    pub made_at: String,
    /// Whether it was accepted.
    pub is_accepted: bool,
    /// Components in it.
    pub components: i64,
    /// What spoke against it.
    pub faults: Vec<super::FaultText>,
    /// When it came.
    pub received_at: Micros,
    /// From whom.
    pub received_by: String,
    /// The name of the key that signed it, and whether it was revoked since.
    pub signer: Option<(String, bool)>,
    /// Who confirmed that the product is called so now, and when.
    pub product_confirmed: Option<(String, Micros)>,
}

/// The newest bills of a system, also those that were refused.
pub fn bills(tx: &mut Tx<'_>, system: Id, limit: usize) -> Result<Vec<BillRow>, Fault> {
    sql_list::bills(tx, system, limit)
}

/// What leaves it in doubt of what the bill speaks that is in force for a system.
pub fn doubts(tx: &mut Tx<'_>, system: Id) -> Result<Vec<super::FaultText>, Fault> {
    let mut all = super::sql::remarked_in_force(tx, system)?;
    all.retain(super::is_doubt);
    Ok(all)
}

/// The product of the bill in force, where it is another than before and nobody confirmed it.
pub fn renamed(tx: &mut Tx<'_>, system: Id) -> Result<Option<String>, Fault> {
    Ok(super::sql::renamed(tx, system)?.map(|it| it.1))
}

/// How many there are in all.
pub fn bills_count(tx: &mut Tx<'_>, system: Id) -> Result<i64, Fault> {
    sql_list::bills_count(tx, system)
}

/// A component in the bill of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRow {
    /// Whose system.
    pub institution: ClientUseCode,
    /// The system.
    pub system: Id,
    /// Its name.
    pub system_name: String,
    /// What it is for.
    pub duty: Duty,
    /// The package, to ask on.
    pub package: i64,
    /// The package URL.
    pub purl: String,
    /// Its version.
    pub version: String,
    /// How it came in.
    pub reach: Reach,
    /// By which way.
    pub path: String,
    /// Its licence.
    pub licence: String,
    /// Open findings about this version in this system, the gravest's priority; none if there are
    /// none. What is open about another version of the package there is not meant.
    pub worst: Option<i64>,
    /// By when the first of them is to be put right that no approved exception puts off.
    pub due_at: Option<Micros>,
    /// The exception, of those that put one off, that ends first, and when.
    pub excepted: Option<(Id, Micros)>,
}

/// Which components of a system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Components<'c> {
    /// With this part in their package URL; empty: all.
    pub name: &'c str,
    /// That came in so; none: in any way.
    pub reach: Option<Reach>,
}

/// The components of a system in the order of their package URLs, from one on.
pub fn components(
    tx: &mut Tx<'_>,
    (system, which): (Id, Components<'_>),
    after: &str,
    limit: usize,
) -> Result<Vec<UseRow>, Fault> {
    sql_list::components(tx, (system, which), after, limit)
}

/// How many of them there are.
pub fn components_count(
    tx: &mut Tx<'_>,
    (system, which): (Id, Components<'_>),
) -> Result<i64, Fault> {
    sql_list::components_count(tx, (system, which))
}

/// How many components of a system are of which ecosystem.
pub fn ecosystems(tx: &mut Tx<'_>, system: Id) -> Result<Vec<(String, i64)>, Fault> {
    sql_list::ecosystems(tx, system)
}

/// A version of a package that is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    /// The package URL.
    pub purl: String,
    /// The version.
    pub version: String,
    /// Systems that use it.
    pub users: i64,
    /// Advisories that affect it.
    pub matters: i64,
    /// The priority of the gravest.
    pub worst: i64,
    /// A licence that a bill names for it.
    pub licence: String,
}

/// A package as the portfolio knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageView {
    /// Its ecosystem.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
    /// Its versions in use, the most used first.
    pub versions: Vec<VersionView>,
}

/// Versions that are shown of a package.
const VERSIONS_MAX: usize = 200;

/// A package: its versions in the systems of one institution, or of all; those with the gravest
/// finding first, of these the newest.
pub fn package(
    tx: &mut Tx<'_>,
    id: i64,
    institution: Option<&ClientUseCode>,
) -> Result<Option<PackageView>, Fault> {
    let Some((ecosystem, name)) = sql_package::package(tx, id)? else { return Ok(None) };
    let mut versions = sql_package::versions_in_use(tx, id, owner(institution), VERSIONS_MAX)?;
    versions.sort_by(|one, other| {
        let known = (one.worst, one.version.as_str());
        who::by_need(&ecosystem, known, (other.worst, &other.version))
    });
    Ok(Some(PackageView { ecosystem, name, versions }))
}

/// By what a list of findings is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingSort {
    /// The gravest first.
    #[default]
    Priority,
    /// The first due first.
    Due,
    /// The newest first.
    Found,
    /// By the name of the system.
    System,
    /// By the name of the package.
    Package,
    /// By the identifier of the advisory.
    Advisory,
}

/// Which findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Of one institution; none: of all.
    pub institution: Option<ClientUseCode>,
    /// Of one system.
    pub system: Option<Id>,
    /// Of one package.
    pub package: Option<i64>,
    /// At least so grave.
    pub grade_min: Option<Grade>,
    /// Only those that a standing hangs on: critical or exploited, in a system that serves users.
    pub is_bearing: bool,
}

/// Where a page of findings goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingKey {
    /// The value that it is ordered by.
    pub by: i64,
    /// The count of the finding.
    pub seq: i64,
}

/// A finding in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Its count.
    pub seq: i64,
    /// Whose.
    pub institution: ClientUseCode,
    /// In which system.
    pub system: Id,
    /// Its name.
    pub system_name: String,
    /// What it is for.
    pub duty: Duty,
    /// The package, to ask on.
    pub package: i64,
    /// Its ecosystem.
    pub ecosystem: String,
    /// Its name.
    pub name: String,
    /// The versions of it that are affected.
    pub versions: String,
    /// Versions that repair it.
    pub fixed: String,
    /// The advisory.
    pub advisory: String,
    /// Its one line.
    pub summary: String,
    /// How grave.
    pub grade: Grade,
    /// For the order.
    pub priority: i64,
    /// When it was found.
    pub found_at: Micros,
    /// By when it is to be put right.
    pub due_at: Micros,
    /// Since when it is gone, and why.
    pub gone: Option<(Micros, Gone)>,
}

impl FindingRow {
    /// Where a list of whom an advisory concerns goes on that ends with it.
    pub fn exposed_key(&self) -> ExposedKey {
        let part = match (&self.gone, self.duty) {
            (Some(_), _) => ExposedPart::Gone,
            (None, Duty::Live) => ExposedPart::Live,
            (None, Duty::Internal) => ExposedPart::Internal,
        };
        ExposedKey { part, due_at: self.due_at.get(), seq: self.seq }
    }

    /// Where a list that ends with it goes on.
    pub fn key(&self, sort: FindingSort) -> FindingKey {
        let by = match sort {
            FindingSort::Priority => self.priority,
            FindingSort::Due => self.due_at.get(),
            FindingSort::Found => self.found_at.get(),
            // The finding itself says where it stands.
            FindingSort::System | FindingSort::Package | FindingSort::Advisory => 0,
        };
        FindingKey { by, seq: self.seq }
    }
}

/// Packages that a name stands for.
const NAMED_MAX: usize = 20;

/// Packages in which something is open and whose name begins so, the shortest names first: those
/// that a name is taken to stand for.
pub fn packages_named(tx: &mut Tx<'_>, which: &Found, name: &str) -> Result<Vec<i64>, Fault> {
    sql_list::packages_begun(tx, name, owner(which.institution.as_ref()), NAMED_MAX)
}

/// Open findings about some packages, in one of the orders by number.
pub fn findings_of(
    tx: &mut Tx<'_>,
    (which, packages): (&Found, &[i64]),
    (sort, after): (FindingSort, Option<FindingKey>),
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    if sort == FindingSort::Priority {
        return sql_found_merged::of_packages(tx, (which, packages), after, limit);
    }
    let mut rows = Vec::new();
    for package in packages {
        let of = Found { package: Some(*package), ..which.clone() };
        rows.extend(sql_found::findings(tx, &of, sort, after, limit)?);
    }
    rows.sort_by_key(|it| match sort {
        FindingSort::Due => (it.due_at.get(), it.seq),
        _ => (-it.found_at.get(), it.seq),
    });
    rows.truncate(limit);
    Ok(rows)
}

/// How many of them there are, up to one more than [`crate::oss::COUNTED_MAX`] or few more.
pub fn findings_of_count(
    tx: &mut Tx<'_>,
    (which, packages): (&Found, &[i64]),
) -> Result<i64, Fault> {
    let mut count = 0;
    for package in packages {
        // Beyond what is counted nobody asks how many.
        if count < crate::oss::counted() {
            count += sql_found::count_of(tx, *package, which)?;
        }
    }
    Ok(count)
}

/// Open findings of an institution about one advisory, the first due first.
pub fn findings_of_advisory(
    tx: &mut Tx<'_>,
    (which, code, advisory): (&Found, &ClientUseCode, &str),
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    sql_found::of_advisory(tx, (which, code.as_str(), advisory), after, limit)
}

/// How many of them there are, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn findings_of_advisory_count(
    tx: &mut Tx<'_>,
    (which, code, advisory): (&Found, &ClientUseCode, &str),
) -> Result<i64, Fault> {
    sql_found::count_of_advisory(tx, (which, code.as_str(), advisory))
}

/// Findings of an institution's live systems about what nobody maintains, the first due first.
pub fn unmaintained(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    sql_found::unmaintained(tx, code, limit)
}

/// Whether a standing is lowered now: something that it hangs on is past its deadline, and no
/// exception is approved for it.
pub fn is_bearing_overdue(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    now: Micros,
) -> Result<bool, Fault> {
    sql_found_merged::is_bearing_overdue(tx, institution, now)
}

/// The finding that an advisory is about in a system.
pub fn finding(
    tx: &mut Tx<'_>,
    (system, package): (Id, i64),
    advisory: &str,
) -> Result<Option<FindingRow>, Fault> {
    sql_found::one(tx, (system, package), advisory)
}

/// Open findings.
pub fn findings(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    sql_found::findings(tx, which, sort, after, limit)
}

/// An advisory in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisoryRow {
    /// Its identifier.
    pub id: String,
    /// Its other identifiers.
    pub aliases: Vec<String>,
    /// How grave.
    pub grade: Grade,
    /// For the order.
    pub priority: i64,
    /// CVSS in tenths.
    pub score: Option<i64>,
    /// Chance of exploitation within 30 days, in billionths.
    pub epss_ppb: Option<i64>,
    /// Whether it is known to be exploited.
    pub is_kev: bool,
    /// What it is about: `vulnerability`, `malicious`, …
    pub kind: String,
    /// One line.
    pub summary: String,
    /// When it was published.
    pub published: String,
    /// Where to read more.
    pub url: String,
    /// Systems in which it is open.
    pub open: i64,
}

/// Advisories that are open somewhere, the gravest first, after (priority, id); with this part in
/// their names or their one line, or with an empty one all.
pub fn advisories(
    tx: &mut Tx<'_>,
    (institution, name): (Option<&ClientUseCode>, &str),
    after: Option<&ListKey>,
    limit: usize,
) -> Result<Vec<AdvisoryRow>, Fault> {
    let top = ListKey::top();
    sql_list::advisories(tx, (owner(institution), name), after.unwrap_or(&top), limit)
}

/// How many of them, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn advisories_count(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    name: &str,
) -> Result<i64, Fault> {
    sql_list::advisories_count(tx, owner(institution), name)
}

/// An advisory with the numbers of its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisoryView {
    /// It.
    pub row: AdvisoryRow,
    /// Findings that are gone because they were put right.
    pub fixed: i64,
    /// Findings ever.
    pub all: i64,
}

/// One advisory, by its own identifier or by another name of it.
pub fn advisory(
    tx: &mut Tx<'_>,
    id: &str,
    institution: Option<&ClientUseCode>,
) -> Result<Option<AdvisoryView>, Fault> {
    sql_list::advisory(tx, id, owner(institution))
}

/// Whom a page of whom an advisory concerns is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExposedPart {
    /// Open ones of systems that serve users.
    Live,
    /// Open ones of others.
    Internal,
    /// Those that are gone.
    Gone,
}

impl ExposedPart {
    /// In their order.
    pub const ALL: [ExposedPart; 3] = [ExposedPart::Live, ExposedPart::Internal, ExposedPart::Gone];
}

/// Where a page of whom an advisory concerns goes on: by parts, in each the first due first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposedKey {
    /// The part.
    pub part: ExposedPart,
    /// Due date.
    pub due_at: i64,
    /// Count.
    pub seq: i64,
}

/// Whom an advisory concerns or concerned.
pub fn advisory_exposed(
    tx: &mut Tx<'_>,
    id: &str,
    institution: Option<&ClientUseCode>,
    after: Option<ExposedKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let first = ExposedKey { part: ExposedPart::Live, due_at: i64::MIN, seq: 0 };
    sql_found::exposed(tx, (id, owner(institution)), after.unwrap_or(first), limit)
}

/// In how many systems a standing hangs on an advisory at `now`: systems that serve users, in which
/// it is grave and open, and not excepted.
pub fn advisory_bearing(
    tx: &mut Tx<'_>,
    id: &str,
    institution: Option<&ClientUseCode>,
    now: Micros,
) -> Result<i64, Fault> {
    sql_found::exposed_bearing(tx, (id, owner(institution)), now)
}

/// How many systems of an institution are exposed to an advisory, and how many were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Whose.
    pub institution: ClientUseCode,
    /// Open.
    pub open: i64,
    /// Gone.
    pub gone: i64,
    /// By when the next is to be put right.
    pub due_at: Option<Micros>,
}

/// By institution, those with the most open first.
pub fn exposure_counts(
    tx: &mut Tx<'_>,
    id: &str,
    institution: Option<&ClientUseCode>,
) -> Result<Vec<Exposed>, Fault> {
    sql_list::exposure_counts(tx, id, owner(institution))
}

/// The race against an advisory: when each finding came, when it was due, when it was gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Race {
    /// Found, due, gone; in the order of coming.
    pub runs: Vec<(Micros, Micros, Option<Micros>)>,
}

/// Findings that a race is made of.
const RUNS_MAX: usize = 20_000;

/// The race against an advisory.
pub fn race(tx: &mut Tx<'_>, id: &str, institution: Option<&ClientUseCode>) -> Result<Race, Fault> {
    Ok(Race { runs: sql_list::runs(tx, id, owner(institution), RUNS_MAX)? })
}

impl Race {
    /// Open findings over time: an instant, and how many were open from it on.
    pub fn steps(&self) -> Vec<(Micros, i64)> {
        let came = self.runs.iter().map(|it| (it.0, 1));
        let went = self.runs.iter().filter_map(|it| it.2).map(|at| (at, -1));
        let mut all: Vec<(Micros, i64)> = came.chain(went).collect();
        all.sort_unstable();
        let mut open = 0;
        let mut steps: Vec<(Micros, i64)> = Vec::new();
        for (at, change) in all {
            open += change;
            match steps.last_mut() {
                Some(last) if last.0 == at => last.1 = open,
                _ => steps.push((at, open)),
            }
        }
        steps
    }

    /// The patch gap: the time from coming to going of the middle one of those that are gone.
    pub fn gap_us(&self) -> Option<i64> {
        let mut gaps: Vec<i64> =
            self.runs.iter().filter_map(|it| Some(it.2?.since(it.0))).collect();
        gaps.sort_unstable();
        gaps.get(gaps.len() / 2).copied()
    }
}

pub(super) fn owner(institution: Option<&ClientUseCode>) -> &str {
    institution.map_or("", ClientUseCode::as_str)
}
