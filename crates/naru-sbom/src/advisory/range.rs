//! Ranges of versions as intervals.

use crate::version::{Scheme, compare, sorted_by};
use std::cmp::Ordering;

/// What a range counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RangeKind {
    /// Semantic versions.
    SemVer,
    /// Versions in the ecosystem's own order.
    Ecosystem,
    /// Commits. They have no order that could be known without the repository.
    Git,
    /// Versions that the source itself keeps apart, for people to read.
    Custom,
}

impl RangeKind {
    /// Whether versions can be looked up in it.
    pub fn is_ordered(self) -> bool {
        matches!(self, RangeKind::SemVer | RangeKind::Ecosystem)
    }
}

/// One end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// No end.
    Open,
    /// This version too.
    With(String),
    /// Not this version.
    Without(String),
}

impl Bound {
    /// The version at this end.
    pub fn version(&self) -> Option<&str> {
        match self {
            Bound::Open => None,
            Bound::With(version) | Bound::Without(version) => Some(version),
        }
    }
}

/// Affected versions from one end to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The older end.
    pub from: Bound,
    /// The newer end.
    pub to: Bound,
}

impl Interval {
    /// Whether a version lies in it.
    pub fn contains(&self, scheme: Scheme, version: &str) -> bool {
        let after_from = match &self.from {
            Bound::Open => true,
            Bound::With(from) => compare(scheme, version, from) != Ordering::Less,
            Bound::Without(from) => compare(scheme, version, from) == Ordering::Greater,
        };
        after_from
            && match &self.to {
                Bound::Open => true,
                Bound::With(to) => compare(scheme, version, to) != Ordering::Greater,
                Bound::Without(to) => compare(scheme, version, to) == Ordering::Less,
            }
    }
    /// The version that ends it, as one would tell it: `1.2.3`, or `> 1.2.3`.
    pub fn fixed(&self) -> Option<String> {
        match &self.to {
            Bound::Open => None,
            Bound::Without(version) => Some(version.clone()),
            Bound::With(version) => Some(format!("> {version}")),
        }
    }
}

/// A range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What it counts.
    pub kind: RangeKind,
    /// Repository, for commits.
    pub repo: Option<String>,
    /// Affected intervals, oldest first.
    pub intervals: Vec<Interval>,
}

/// An event of an OSV range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    Introduced(String),
    Fixed(String),
    LastAffected(String),
    Limit(String),
}

impl Event {
    fn version(&self) -> &str {
        match self {
            Event::Introduced(v) | Event::Fixed(v) | Event::LastAffected(v) | Event::Limit(v) => v,
        }
    }
    /// At one version, what ends comes before what begins; a last affected one after both.
    fn rank(&self) -> u8 {
        match self {
            Event::Fixed(_) | Event::Limit(_) => 0,
            Event::Introduced(_) => 1,
            Event::LastAffected(_) => 2,
        }
    }
    fn is_zero(&self) -> bool {
        matches!(self, Event::Introduced(v) if v == "0")
    }
}

/// Intervals of events. In an order that is known they are sorted first; otherwise they are taken
/// as they are listed.
pub(super) fn intervals(mut events: Vec<Event>, scheme: Option<Scheme>) -> Vec<Interval> {
    if let Some(scheme) = scheme {
        events = sorted_by(events, &|a: &Event, b: &Event| match (a.is_zero(), b.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                compare(scheme, a.version(), b.version()).then(a.rank().cmp(&b.rank()))
            }
        });
    }
    let mut found = Vec::new();
    let mut open: Option<Bound> = None;
    for event in events {
        let end = match event {
            Event::Introduced(version) => {
                let from = if version == "0" { Bound::Open } else { Bound::With(version) };
                open.get_or_insert(from);
                continue;
            }
            // "No limit": it ends nothing.
            Event::Limit(version) if version == "*" => continue,
            Event::Fixed(version) | Event::Limit(version) => Bound::Without(version),
            Event::LastAffected(version) => Bound::With(version),
        };
        if let Some(from) = open.take() {
            found.push(Interval { from, to: end });
        }
    }
    if let Some(from) = open {
        found.push(Interval { from, to: Bound::Open });
    }
    found
}
