//! What becomes of the findings of one package in one system. Pure.

use super::model::{Gone, Grade, Rules};
use naru_base::Micros;

/// What the bill in force and the newest data say now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The matter.
    pub advisory: String,
    /// Its other identifiers.
    pub aliases: Vec<String>,
    /// How grave.
    pub grade: Grade,
    /// For the order of lists.
    pub priority: i64,
    /// The versions of the package in the system that it affects.
    pub versions: String,
    /// Versions that repair it.
    pub fixed: String,
}

/// A finding as it is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The matter.
    pub advisory: String,
    /// How grave it was.
    pub grade: Grade,
    /// For the order of lists.
    pub priority: i64,
    /// The versions it was about.
    pub versions: String,
    /// Versions that repair it.
    pub fixed: String,
    /// When it was first found.
    pub found_at: Micros,
    /// By when it is to be put right.
    pub due_at: Micros,
    /// Since when it is gone, and why.
    pub gone: Option<(Micros, Gone)>,
}

/// What is to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is there for the first time.
    New(Known),
    /// It is there again, or something about it changed.
    Open(Known),
    /// It is gone.
    Close {
        /// Which.
        advisory: String,
        /// Why.
        why: Gone,
    },
}

/// What the system has of the package now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Present {
    /// The system is not in use any more.
    Retired,
    /// The package is not in it.
    No,
    /// It is, in the versions that it had before.
    Same,
    /// It is, and not in the versions that it had.
    Other,
}

/// Compares what is said now with what is on record. The order of the answer is that of the hits,
/// then of the record.
pub fn settle(
    hits: &[Hit],
    known: &[Known],
    present: impl Fn(&Known) -> Present,
    rules: &Rules,
    now: Micros,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for hit in hits {
        let own = known.iter().find(|it| it.advisory == hit.advisory);
        let before = own.or_else(|| earlier_name(hit, hits, known));
        let next = opened(hit, before, rules, now);
        match own {
            None => changes.push(Change::New(next)),
            Some(own) if *own != next => changes.push(Change::Open(next)),
            Some(_) => {}
        }
    }
    for it in known.iter().filter(|it| it.gone.is_none()) {
        if hits.iter().any(|hit| hit.advisory == it.advisory) {
            continue;
        }
        let is_renamed = hits.iter().any(|hit| hit.aliases.contains(&it.advisory));
        let why = match present(it) {
            Present::Retired => Gone::Retired,
            _ if is_renamed => Gone::Renamed,
            Present::No => Gone::Removed,
            Present::Other => Gone::Fixed,
            Present::Same => Gone::Cleared,
        };
        changes.push(Change::Close { advisory: it.advisory.clone(), why });
    }
    changes
}

/// The same matter under the identifier that it had before a better one was known.
fn earlier_name<'k>(hit: &Hit, hits: &[Hit], known: &'k [Known]) -> Option<&'k Known> {
    let is_free = |it: &&Known| !hits.iter().any(|other| other.advisory == it.advisory);
    let is_open = |it: &&Known| it.gone.is_none();
    known.iter().filter(is_open).filter(is_free).find(|it| hit.aliases.contains(&it.advisory))
}

/// The finding as it is from now on. One that was put right and comes back keeps its first
/// deadline; one whose advisory was taken back begins anew.
fn opened(hit: &Hit, before: Option<&Known>, rules: &Rules, now: Micros) -> Known {
    let goes_on = before.filter(|it| !matches!(it.gone, Some((_, Gone::Cleared))));
    let (found_at, due_at) = match goes_on {
        None => (now, now.plus_seconds(rules.limit_s(hit.grade))),
        Some(it) => (it.found_at, due(it, hit.grade, rules, now)),
    };
    Known {
        advisory: hit.advisory.clone(),
        grade: hit.grade,
        priority: hit.priority,
        versions: hit.versions.clone(),
        fixed: hit.fixed.clone(),
        found_at,
        due_at,
        gone: None,
    }
}

/// A matter that turns graver has the time of its new grade from now on, never more than it had;
/// one that turns milder has the time of its new grade from the beginning, never less than it had.
fn due(before: &Known, grade: Grade, rules: &Rules, now: Micros) -> Micros {
    let limit_s = rules.limit_s(grade);
    match grade.cmp(&before.grade) {
        std::cmp::Ordering::Equal => before.due_at,
        std::cmp::Ordering::Greater => before.due_at.min(now.plus_seconds(limit_s)),
        std::cmp::Ordering::Less => before.due_at.max(before.found_at.plus_seconds(limit_s)),
    }
}
