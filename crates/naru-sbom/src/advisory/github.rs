//! Advisories as GitHub's REST interface answers them: one object, or a list of them.
//!
//! The same records are handed out as OSV, which is read in `osv.rs`; this is what a site has that
//! asked `GET /advisories` and kept the answer.

use super::ReadError;
use super::model::{Advisory, Affected, Kind, Reference, Severity, Source};
use super::range::{Bound, Interval, Range, RangeKind};
use crate::cvss::Rating;
use crate::value::{list, owned, text};
use crate::version::Ecosystem;
use serde_json::Value;

const FORMAT: &str = "GitHub";

/// Its names of ecosystems, and those of everybody else.
const ECOSYSTEMS: [(&str, &str); 12] = [
    ("actions", "GitHub Actions"),
    ("composer", "Packagist"),
    ("erlang", "Hex"),
    ("go", "Go"),
    ("maven", "Maven"),
    ("npm", "npm"),
    ("nuget", "NuGet"),
    ("pip", "PyPI"),
    ("pub", "Pub"),
    ("rubygems", "RubyGems"),
    ("rust", "crates.io"),
    ("swift", "SwiftURL"),
];

/// Whether a value is one of its records.
#[must_use]
pub fn is_github(value: &Value) -> bool {
    value.get("ghsa_id").is_some_and(Value::is_string)
}

/// Reads one record.
///
/// # Errors
/// When it has no identifier, or a range that cannot be understood: half of a record would call
/// harmless what is not.
pub fn parse_github(value: &Value) -> Result<Advisory, ReadError> {
    let id = owned(value, "ghsa_id")
        .ok_or_else(|| ReadError::new(FORMAT, "ghsa_id", "it is missing"))?;
    let affected = list(value, "vulnerabilities").iter().enumerate();
    let affected: Result<Vec<Option<Affected>>, ReadError> = affected
        .map(|(at, it)| {
            affected_of(it)
                .map_err(|why| ReadError::new(FORMAT, format!("{id}: vulnerabilities[{at}]"), why))
        })
        .collect();
    let identifiers = list(value, "identifiers").iter().filter_map(|it| owned(it, "value"));
    let mut aliases: Vec<String> =
        identifiers.chain(owned(value, "cve_id")).filter(|it| *it != id).collect();
    aliases.sort();
    aliases.dedup();
    let address = |it: &Value| it.as_str().map(str::to_owned).or_else(|| owned(it, "url"));
    let references = list(value, "references").iter().filter_map(address);
    let references = owned(value, "html_url").into_iter().chain(references);
    let is_malware = text(value, "type") == Some("malware");
    Ok(Advisory {
        source: Source::Osv,
        kind: if is_malware { Kind::Malicious } else { Kind::Vulnerability },
        aliases,
        summary: text(value, "summary").unwrap_or_default().to_owned(),
        details: text(value, "description").unwrap_or_default().to_owned(),
        published: owned(value, "published_at"),
        modified: owned(value, "updated_at"),
        withdrawn: owned(value, "withdrawn_at"),
        severities: severities(value),
        rating: text(value, "severity").and_then(Rating::of_word),
        categories: list(value, "cwes").iter().filter_map(|it| owned(it, "cwe_id")).collect(),
        affected: affected?.into_iter().flatten().collect(),
        references: references.map(|url| Reference { kind: "WEB".to_owned(), url }).collect(),
        id,
        ..Advisory::default()
    })
}

fn severities(value: &Value) -> Vec<Severity> {
    let both = value.get("cvss_severities");
    let vectors = [
        both.and_then(|it| it.get("cvss_v4")),
        both.and_then(|it| it.get("cvss_v3")),
        value.get("cvss"),
    ];
    let mut found: Vec<Severity> = Vec::new();
    for vector in vectors.into_iter().flatten().filter_map(|it| owned(it, "vector_string")) {
        let kind = if vector.starts_with("CVSS:4") { "CVSS_V4" } else { "CVSS_V3" };
        if !found.iter().any(|it| it.score == vector) {
            found.push(Severity { kind: kind.to_owned(), score: vector });
        }
    }
    found
}

/// A package and its range. What has no package, as unreviewed records do, concerns nobody.
fn affected_of(value: &Value) -> Result<Option<Affected>, String> {
    let Some(package) = value.get("package").filter(|it| it.is_object()) else { return Ok(None) };
    let (Some(name), Some(ecosystem)) = (owned(package, "name"), text(package, "ecosystem")) else {
        return Ok(None);
    };
    // One that is not known is kept under its own name.
    let known = ECOSYSTEMS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(ecosystem));
    let ecosystem = Ecosystem::new(known.map_or(ecosystem, |(_, name)| name));
    let range = text(value, "vulnerable_version_range").unwrap_or_default();
    let fixed = match value.get("first_patched_version") {
        Some(Value::String(version)) => Some(version.clone()),
        Some(it) => owned(it, "identifier"),
        None => None,
    };
    let (interval, versions) = range_of(range)?;
    // "<= 1.2" with a repaired 1.2.1: what lies between is repaired too late or not there.
    let interval = interval.map(|it| match (&it.to, fixed) {
        (Bound::Open, Some(fixed)) => Interval { to: Bound::Without(fixed), ..it },
        _ => it,
    });
    let ranges = interval.into_iter().map(|it| Range {
        kind: RangeKind::Ecosystem,
        repo: None,
        intervals: vec![it],
    });
    Ok(Some(Affected {
        ecosystem,
        name,
        ranges: ranges.collect(),
        versions,
        severities: Vec::new(),
        paths: Vec::new(),
    }))
}

/// `>= 1.0, < 1.2.3` as an interval; `= 1.2.3` as that version. An empty text is every version.
fn range_of(text: &str) -> Result<(Option<Interval>, Vec<String>), String> {
    let mut interval = Interval { from: Bound::Open, to: Bound::Open };
    let mut versions = Vec::new();
    for part in text.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let sign = part.len() - part.trim_start_matches(['<', '>', '=']).len();
        let (sign, version) = part.split_at(sign);
        let version = version.trim().to_owned();
        if version.is_empty() {
            return Err(format!("the range `{part}` has no version"));
        }
        match sign {
            "<" => interval.to = Bound::Without(version),
            "<=" => interval.to = Bound::With(version),
            // The way in which it writes "from the beginning".
            ">=" if version == "0" => {}
            ">=" => interval.from = Bound::With(version),
            ">" => interval.from = Bound::Without(version),
            "=" => versions.push(version),
            _ => return Err(format!("the range `{part}` cannot be understood")),
        }
    }
    let is_single = !versions.is_empty();
    Ok(((!is_single).then_some(interval), versions))
}
