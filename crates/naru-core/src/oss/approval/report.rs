//! The selection report: what is known of a package before it is used, and which of it speaks
//! against it. Pure. What is not known is said to be unknown, and is an issue itself.

use super::model::{Approval, ApprovalRules, Issue, IssueKind, IssueState, PURL_CHARS_MAX, Wish};
use crate::oss::portfolio::{Advisories, DataError, Grade, Health, Judged, Matter, is_one_version};
use naru_base::{BusinessDate, Micros, Refusal};
use naru_sbom::advisory::{Kind, Package};
use naru_sbom::licence::{self, Expression, Obligation, Reach, Term, UseCase};
use naru_sbom::purl::Purl;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Issues of one request: beyond that only a number.
const ISSUES_MAX: usize = 100;

/// The security record, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenOf {
    /// Advisories that ever spoke of the package, in any version.
    pub ever: usize,
    /// Those that affect the version.
    pub now: usize,
}

/// What was known when a request was made, by which data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// When the data were made; empty: there were none.
    pub made: String,
    /// Their SHA-256.
    pub sha256: String,
    /// The security record; none without data of the package's ecosystem.
    pub spoken_of: Option<SpokenOf>,
    /// How alive the project is; none: not known.
    pub health: Option<Health>,
}

/// What is known of a package in a version: for the report, and to be weighed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// For the record.
    pub report: Report,
    /// What affects the version.
    pub matters: Vec<Matter>,
    /// What the bills of the institution's systems call its licence, each once.
    pub bills: Vec<String>,
}

impl Known {
    /// Asks the data; without data nothing is known, which is not the same as nothing to say.
    pub fn of(data: Option<&Advisories>, purl: &Purl) -> Result<Known, DataError> {
        let Some(data) = data else { return Ok(Known::default()) };
        let Judged { matters, .. } = data.judge(&purl.to_string())?;
        let spoken_of = match data.knows(purl) {
            true => Some(SpokenOf { ever: data.spoken_of(purl)?, now: matters.len() }),
            false => None,
        };
        Ok(Known {
            report: Report {
                made: data.head.made.clone(),
                sha256: data.sha256.clone(),
                spoken_of,
                health: data.health(purl).cloned(),
            },
            matters,
            bills: Vec::new(),
        })
    }
}

/// Whether these data know the ecosystem of what a request is about.
pub fn is_known(data: &Advisories, it: &Approval) -> bool {
    Purl::parse_lenient(&it.wish.purl).is_ok_and(|purl| data.knows(&purl))
}

/// A package URL with a version, and its package.
pub fn read(purl: &str) -> Result<(Purl, String, String, String), Refusal> {
    let no = || Refusal::new("oss/approval-package");
    if purl.len() > PURL_CHARS_MAX {
        return Err(no());
    }
    let purl = Purl::parse_lenient(purl.trim()).map_err(|_| no())?;
    let version = purl.version().filter(|it| !it.is_empty() && is_one_version(it));
    let version = version.ok_or_else(no)?.to_owned();
    let package = Package::of_purl(&purl).ok_or_else(no)?;
    let ecosystem = package.ecosystem.base().to_owned();
    Ok((purl, ecosystem, package.name, version))
}

/// How far a licence reaches; of a choice the least. None: not known.
pub fn reach_of(expression: &str) -> Option<Reach> {
    least(expression, UseCase::Combined).map(|it| it.0)
}

/// What a licence asks for when it is combined into one program and handed on; of a choice what
/// reaches least. None: not known.
pub fn duties_of(expression: &str) -> Option<Vec<Obligation>> {
    duties_in(expression, UseCase::Combined)
}

/// The same in a use. None: not known.
pub fn duties_in(expression: &str, used: UseCase) -> Option<Vec<Obligation>> {
    duties_of_all(&least(expression, used)?.1, used)
}

/// Of an expression that leaves a choice, the licences whose duties are told: those that ask for
/// least in a use. None: there is no choice, or nothing is known.
pub fn chosen_in(expression: &str, used: UseCase) -> Option<String> {
    let is_choice = Expression::parse_lenient(expression).ok()?.choices().len() > 1;
    least(expression, used).filter(|_| is_choice).map(|it| it.1.join(", "))
}

/// The same where it is combined into one program and handed on.
pub fn chosen_of(expression: &str) -> Option<String> {
    chosen_in(expression, UseCase::Combined)
}

fn duties_of_all(ids: &[String], used: UseCase) -> Option<Vec<Obligation>> {
    let each = ids.iter().map(|id| licence::obligations(id, used));
    let mut all: Vec<Obligation> = each.collect::<Option<Vec<_>>>()?.concat();
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// The choice that reaches least, and of those the one that asks for least in a use, with its
/// licences.
fn least(expression: &str, used: UseCase) -> Option<(Reach, Vec<String>)> {
    let parsed = Expression::parse_lenient(expression).ok()?;
    let of_choice = |choice: &BTreeSet<Term>| {
        let ids: Vec<String> = choice.iter().map(|it| it.licence.clone()).collect();
        // A part that is not known leaves this choice unknown, not harmless.
        let reaches = ids.iter().map(|id| licence::reach_of(id)).collect::<Option<Vec<Reach>>>()?;
        let duties = duties_of_all(&ids, used).map_or(usize::MAX, |all| all.len());
        Some((reaches.into_iter().max()?, duties, ids))
    };
    let (reach, _, ids) = parsed.choices().iter().filter_map(of_choice).min()?;
    Some((reach, ids))
}

fn issue(kind: IssueKind, subject: &str, grade: Grade, now: Micros) -> Issue {
    Issue {
        seq: 0,
        kind,
        subject: subject.to_owned(),
        grade,
        state: IssueState::Open,
        note: String::new(),
        by: String::new(),
        at: now,
    }
}

/// What speaks against using it, the gravest first.
pub fn issues_of(known: &Known, wish: &Wish, rules: &ApprovalRules, now: Micros) -> Vec<Issue> {
    let mut all = of_matters(&known.matters, now);
    if known.report.spoken_of.is_none() {
        all.push(issue(IssueKind::RecordUnknown, "", Grade::Medium, now));
    }
    all.extend(of_health(known.report.health.as_ref(), rules, now));
    match reach_of(&wish.licence) {
        None => all.push(issue(IssueKind::LicenceUnknown, &wish.licence, Grade::Medium, now)),
        Some(Reach::Nothing) => {}
        Some(Reach::File | Reach::Library) => {
            all.push(issue(IssueKind::LicenceReach, &wish.licence, Grade::Low, now));
        }
        Some(Reach::Program | Reach::Network) => {
            all.push(issue(IssueKind::LicenceReach, &wish.licence, Grade::Medium, now));
        }
    }
    all.extend(differing(&wish.licence, &known.bills, now));
    if wish.origin.trim().is_empty() {
        all.push(issue(IssueKind::Unsigned, "", Grade::Low, now));
    }
    all.sort_by_key(|it| std::cmp::Reverse(it.grade));
    all.truncate(ISSUES_MAX);
    for (seq, it) in (1..).zip(&mut all) {
        it.seq = seq;
    }
    all
}

/// That bills call the licence otherwise than the request; of what nobody states, nothing.
pub(super) fn differing(asked: &str, bills: &[String], now: Micros) -> Option<Issue> {
    if asked.trim().is_empty() {
        return None;
    }
    let other: Vec<&str> =
        bills.iter().map(String::as_str).filter(|it| !says_the_same(asked, it)).collect();
    (!other.is_empty())
        .then(|| issue(IssueKind::LicenceDiffers, &other.join(", "), Grade::Medium, now))
}

/// Whether two expressions leave the same choices; what cannot be read is compared as it stands.
pub fn says_the_same(one: &str, other: &str) -> bool {
    let choices = |text: &str| {
        let parsed = Expression::parse_lenient(text).ok()?;
        Some(parsed.choices().iter().cloned().collect::<BTreeSet<BTreeSet<Term>>>())
    };
    match (choices(one), choices(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.trim().eq_ignore_ascii_case(other.trim()),
    }
}

/// What advisories say.
pub(super) fn of_matters(matters: &[Matter], now: Micros) -> Vec<Issue> {
    let of = |it: &Matter| match it.kind {
        Kind::Notice => None,
        Kind::Unmaintained => Some(issue(IssueKind::Unmaintained, &it.id, Grade::Medium, now)),
        Kind::Unsound => Some(issue(IssueKind::Advisory, &it.id, Grade::Low, now)),
        Kind::Vulnerability | Kind::Malicious => {
            Some(issue(IssueKind::Advisory, &it.id, it.grade, now))
        }
    };
    matters.iter().filter_map(of).collect()
}

fn of_health(health: Option<&Health>, rules: &ApprovalRules, now: Micros) -> Vec<Issue> {
    let Some(it) = health else {
        return vec![issue(IssueKind::ActivityUnknown, "", Grade::Low, now)];
    };
    let mut all = Vec::new();
    let ended = it.end_of_life.as_deref().and_then(|day| age_days(day, now));
    let is_over = ended.is_some_and(|age| age >= 0);
    if is_over || it.archived == Some(true) {
        let day = it.end_of_life.clone().filter(|_| is_over).unwrap_or_default();
        all.push(issue(IssueKind::Ended, &day, Grade::Medium, now));
    }
    let released = it.last_release.as_deref();
    let age = released.and_then(|day| age_days(day, now));
    let is_quiet = age.is_some_and(|age| age > rules.inactive_days);
    if is_quiet || it.contributors == Some(1) {
        let day = released.filter(|_| is_quiet).unwrap_or_default();
        all.push(issue(IssueKind::Inactive, day, Grade::Low, now));
    }
    all
}

/// How many days ago a day such as `2026-01-31` was; fewer than none if it is yet to come.
fn age_days(day: &str, now: Micros) -> Option<i64> {
    let plain: String = day.get(..10)?.split('-').collect();
    let day = BusinessDate::parse(&plain)?;
    Some(now.business_date().starts_at().since(day.starts_at()) / 86_400_000_000)
}
