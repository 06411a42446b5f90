//! The records. All sources become these.

use super::range::Range;
use crate::cvss::Rating;
use crate::version::Ecosystem;

/// What an advisory is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// For information.
    Notice,
    /// Nobody maintains the package any more.
    Unmaintained,
    /// Sound code can go wrong through it; not shown to be exploitable.
    Unsound,
    /// A vulnerability.
    #[default]
    Vulnerability,
    /// The package itself is an attack.
    Malicious,
}

impl Kind {
    /// All kinds, the mildest first.
    pub const ALL: [Kind; 5] =
        [Kind::Notice, Kind::Unmaintained, Kind::Unsound, Kind::Vulnerability, Kind::Malicious];
    /// The word of the JSON output.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Notice => "notice",
            Kind::Unmaintained => "unmaintained",
            Kind::Unsound => "unsound",
            Kind::Vulnerability => "vulnerability",
            Kind::Malicious => "malicious",
        }
    }
}

/// Which format a record came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Source {
    /// OSV JSON, which GitHub's advisories are written in too.
    #[default]
    Osv,
    /// The RustSec repository.
    RustSec,
}

/// A score as its source gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Severity {
    /// `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, or a distribution's own word.
    pub kind: String,
    /// A vector, or a word.
    pub score: String,
}

/// Where to read more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// `ADVISORY`, `FIX`, `WEB` …
    pub kind: String,
    /// Address.
    pub url: String,
}

/// A part of a package that is affected, for whoever can tell what is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AffectedPath {
    /// Import path or module.
    pub path: String,
    /// Functions; empty for all.
    pub symbols: Vec<String>,
    /// Operating systems; empty for all.
    pub os: Vec<String>,
    /// Processor families; empty for all.
    pub arch: Vec<String>,
}

/// A package and which of its versions are affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Ecosystem, known to us or not.
    pub ecosystem: Ecosystem,
    /// Name as the source writes it.
    pub name: String,
    /// Ranges of versions.
    pub ranges: Vec<Range>,
    /// Versions named one by one.
    pub versions: Vec<String>,
    /// Scores for this package alone.
    pub severities: Vec<Severity>,
    /// Parts of the package.
    pub paths: Vec<AffectedPath>,
}

impl Affected {
    /// Versions that repair it, oldest first as the source lists them.
    pub fn fixed(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let ranges = self.ranges.iter().filter(|range| range.kind.is_ordered());
        for fixed in ranges.flat_map(|range| &range.intervals).filter_map(|i| i.fixed()) {
            if !found.contains(&fixed) {
                found.push(fixed);
            }
        }
        found
    }
}

/// An advisory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advisory {
    /// Its own identifier.
    pub id: String,
    /// Where it was read from.
    pub source: Source,
    /// What it is about.
    pub kind: Kind,
    /// Identifiers of the same thing elsewhere.
    pub aliases: Vec<String>,
    /// Identifiers of things near it.
    pub related: Vec<String>,
    /// One line.
    pub summary: String,
    /// The whole text.
    pub details: String,
    /// First published, RFC 3339 or a date.
    pub published: Option<String>,
    /// Last changed.
    pub modified: Option<String>,
    /// When it was taken back; then it affects nothing.
    pub withdrawn: Option<String>,
    /// Scores.
    pub severities: Vec<Severity>,
    /// The source's own rating.
    pub rating: Option<Rating>,
    /// Weaknesses (CWE) or categories.
    pub categories: Vec<String>,
    /// Packages.
    pub affected: Vec<Affected>,
    /// Where to read more.
    pub references: Vec<Reference>,
}

impl Advisory {
    /// Its identifier and its aliases.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}
