//! Tests about the history of a document: versions, dates, drafts.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::Value;

use super::Finding;
use crate::value::{list, text};

/// A version of a document: a whole number, or a semantic version.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version<'d> {
    /// The number, or major, minor and patch.
    parts: Vec<u64>,
    pre: Option<&'d str>,
}

impl<'d> Version<'d> {
    fn of(text: &'d str) -> Option<Self> {
        let (rest, _build) = text.split_once('+').unwrap_or((text, ""));
        let (numbers, pre) = match rest.split_once('-') {
            Some((numbers, pre)) => (numbers, Some(pre)),
            None => (rest, None),
        };
        let parts: Option<Vec<u64>> = numbers.split('.').map(|part| part.parse().ok()).collect();
        parts.filter(|parts| matches!(parts.len(), 1 | 3)).map(|parts| Self { parts, pre })
    }

    fn is_semantic(&self) -> bool {
        self.parts.len() == 3
    }

    fn major(&self) -> u64 {
        self.parts.first().copied().unwrap_or_default()
    }

    /// Semantic precedence; a pre-release comes before its release.
    fn order(&self, other: &Self) -> Ordering {
        self.parts.cmp(&other.parts).then_with(|| match (self.pre, other.pre) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(two)) => pre_order(one, two),
        })
    }
}

fn pre_order(one: &str, two: &str) -> Ordering {
    let (mut left, mut right) = (one.split('.'), two.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(two)) => match (one.parse::<u64>(), two.parse::<u64>()) {
                (Ok(one), Ok(two)) => one.cmp(&two),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => one.cmp(two),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

struct Revision<'d> {
    at: String,
    number: &'d str,
    version: Version<'d>,
    instant: (i64, String),
}

pub(super) fn judge(document: &Value, findings: &mut Vec<Finding>) {
    let at = "/document/tracking";
    let Some(tracking) = document.pointer(at) else { return };
    let words = text(tracking, "version").unwrap_or_default();
    let Some(version) = Version::of(words) else { return };
    let mut history = Vec::new();
    for (index, entry) in list(tracking, "revision_history").iter().enumerate() {
        let number = text(entry, "number").unwrap_or_default();
        let date = text(entry, "date").unwrap_or_default();
        if let (Some(version), Some(instant)) = (Version::of(number), instant(date)) {
            let at = format!("{at}/revision_history/{index}/number");
            history.push(Revision { at, number, version, instant });
        }
    }
    history.sort_by(|one, two| {
        one.instant.cmp(&two.instant).then_with(|| one.version.order(&two.version))
    });
    let status = text(tracking, "status").unwrap_or_default();
    let at = format!("{at}/version");
    of_order(&history, findings);
    of_version(&history, &version, words, status, &at, findings);
    of_numbers(&history, status, findings);
    of_gaps(&history, findings);
    let kinds: BTreeSet<bool> =
        history.iter().map(|revision| revision.version.is_semantic()).collect();
    if kinds.len() > 1 || kinds.contains(&!version.is_semantic()) {
        findings.push(Finding::new("6.1.30", at, words));
    }
}

fn of_order(history: &[Revision<'_>], findings: &mut Vec<Finding>) {
    for pair in history.windows(2) {
        if pair[0].version.order(&pair[1].version) == Ordering::Greater {
            findings.push(Finding::new("6.1.14", pair[1].at.clone(), pair[1].number));
        }
    }
}

fn of_version(
    history: &[Revision<'_>],
    version: &Version<'_>,
    words: &str,
    status: &str,
    at: &str,
    findings: &mut Vec<Finding>,
) {
    let is_draft = status == "draft";
    if let Some(last) = history.last() {
        // Build metadata never counts; what precedes a release does not while it is a draft.
        let is_same =
            last.version.parts == version.parts && (is_draft || last.version.pre == version.pre);
        // A pre-release beside a released number is test 6.1.20's.
        let is_other_test = !is_draft && version.pre.is_some();
        if !is_same && !is_other_test {
            findings.push(Finding::new("6.1.16", at, last.number));
        }
    }
    if (version.major() == 0 || version.pre.is_some()) && !is_draft {
        findings.push(Finding::new("6.1.17", at, words));
    }
    if version.pre.is_some() && !is_draft {
        findings.push(Finding::new("6.1.20", at, words));
    }
}

fn of_numbers(history: &[Revision<'_>], status: &str, findings: &mut Vec<Finding>) {
    let mut known = BTreeSet::new();
    for revision in history {
        if status != "draft" && revision.version.major() == 0 {
            findings.push(Finding::new("6.1.18", revision.at.clone(), revision.number));
        }
        if revision.version.pre.is_some() {
            findings.push(Finding::new("6.1.19", revision.at.clone(), revision.number));
        }
        if !known.insert(revision.number) {
            findings.push(Finding::new("6.1.22", revision.at.clone(), revision.number));
        }
    }
}

/// The first number is 0 or 1, and each goes at most one further: the whole number, or the major.
fn of_gaps(history: &[Revision<'_>], findings: &mut Vec<Finding>) {
    let mut majors: Vec<&Revision<'_>> = history.iter().collect();
    majors.sort_by(|one, two| one.version.order(&two.version));
    if let Some(first) = majors.first().filter(|first| first.version.major() > 1) {
        findings.push(Finding::new("6.1.21", first.at.clone(), first.number));
    }
    for pair in majors.windows(2) {
        if pair[1].version.major() > pair[0].version.major() + 1 {
            findings.push(Finding::new("6.1.21", pair[1].at.clone(), pair[1].number));
        }
    }
}

/// An instant as seconds since 1970 in UTC and the digits of its fraction, without closing zeros.
fn instant(text: &str) -> Option<(i64, String)> {
    if !crate::json::format::is_date_time(text) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let clock = number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?;
    let rest = text.get(19..)?;
    let (fraction, offset) = rest.split_at(rest.find(['Z', 'z', '+', '-'])?);
    let offset = match offset.as_bytes() {
        [sign @ (b'+' | b'-'), ..] => {
            let hours: i64 = offset.get(1..3)?.parse().ok()?;
            let minutes: i64 = offset.get(4..6)?.parse().ok()?;
            let seconds = hours * 3600 + minutes * 60;
            if *sign == b'+' { seconds } else { -seconds }
        }
        _ => 0,
    };
    let fraction = fraction.trim_start_matches('.').trim_end_matches('0').to_owned();
    Some((days_since_1970(year, month, day) * 86_400 + clock - offset, fraction))
}

/// Days of the Gregorian calendar, counted in years that begin in March.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = if month <= 2 { month + 9 } else { month - 3 };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}
