//! RustSec advisories as their repository lays them out: TOML in front, Markdown after it.
//!
//! What RustSec lists as patched and unaffected becomes the intervals between: no patched version
//! means that everything from the first affected one on is affected.

use super::ReadError;
use super::model::{Advisory, Affected, AffectedPath, Kind, Reference, Severity, Source};
use super::osv::RECORD_BYTES_MAX;
use super::range::{Bound, Interval, Range, RangeKind};
use crate::version::{Ecosystem, Scheme, compare, sorted_by};
use serde::Deserialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const FORMAT: &str = "RustSec";

#[derive(Deserialize)]
struct File {
    advisory: Head,
    #[serde(default)]
    versions: Versions,
    #[serde(default)]
    affected: Parts,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    package: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    withdrawn: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    #[serde(default)]
    cvss: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    references: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default)]
    informational: Option<String>,
}

#[derive(Deserialize, Default)]
struct Versions {
    #[serde(default)]
    patched: Vec<String>,
    #[serde(default)]
    unaffected: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Parts {
    #[serde(default)]
    arch: Vec<String>,
    #[serde(default)]
    os: Vec<String>,
    #[serde(default)]
    functions: BTreeMap<String, Vec<String>>,
}

/// Reads one RustSec advisory. Its path in the repository says whether it is about a crate
/// (`crates/NAME/ID.md`) or about Rust's own parts (`rust/std/ID.md`).
///
/// # Errors
/// When the front matter is missing, is no TOML, or holds a requirement that cannot be read.
pub fn parse_rustsec(path: &str, bytes: &[u8]) -> Result<Advisory, ReadError> {
    if bytes.len() > RECORD_BYTES_MAX {
        let why = format!("{} bytes, at most {RECORD_BYTES_MAX} are read", bytes.len());
        return Err(ReadError::new(FORMAT, "the file", why));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::new(FORMAT, "the file", error.to_string()))?;
    let (front, body) = split(text)?;
    let file: File = toml::from_str(front)
        .map_err(|error| ReadError::new(FORMAT, "front matter", error.message()))?;
    let head = file.advisory;
    let intervals = vulnerable(&file.versions)
        .map_err(|why| ReadError::new(FORMAT, format!("{}: versions", head.id), why))?;
    let range = Range { kind: RangeKind::SemVer, repo: None, intervals };
    let (summary, details) = title(body);
    let urls = head.url.into_iter().chain(head.references);
    let cvss = head.cvss.into_iter().map(|score| Severity {
        kind: if score.starts_with("CVSS:4") { "CVSS_V4" } else { "CVSS_V3" }.to_owned(),
        score,
    });
    let name = head.package;
    Ok(Advisory {
        source: Source::RustSec,
        kind: head.informational.as_deref().map_or(Kind::Vulnerability, kind_of_word),
        aliases: head.aliases,
        related: head.related,
        summary,
        details,
        published: head.date,
        modified: None,
        withdrawn: head.withdrawn,
        severities: cvss.collect(),
        rating: None,
        categories: head.categories,
        references: urls.map(|url| Reference { kind: "WEB".to_owned(), url }).collect(),
        affected: vec![Affected {
            ecosystem: ecosystem_of(path),
            ranges: vec![range],
            versions: Vec::new(),
            severities: Vec::new(),
            paths: paths(&name, file.affected),
            name,
        }],
        id: head.id,
    })
}

fn ecosystem_of(path: &str) -> Ecosystem {
    let folder = path.rsplit(['/', '\\']).nth(2);
    Ecosystem::new(if folder == Some("rust") { "Rust" } else { "crates.io" })
}

/// The kind behind the word of an informational advisory.
pub(super) fn kind_of_word(word: &str) -> Kind {
    match word {
        "unmaintained" => Kind::Unmaintained,
        "unsound" => Kind::Unsound,
        _ => Kind::Notice,
    }
}

fn split(text: &str) -> Result<(&str, &str), ReadError> {
    let missing = || ReadError::new(FORMAT, "front matter", "no ```toml block at the beginning");
    let rest = text.trim_start().strip_prefix("```toml").ok_or_else(missing)?;
    rest.split_once("```").ok_or_else(missing)
}

fn title(body: &str) -> (String, String) {
    let body = body.trim();
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    match first.strip_prefix("# ") {
        Some(title) => (title.trim().to_owned(), rest.trim().to_owned()),
        None => (String::new(), body.to_owned()),
    }
}

fn paths(name: &str, parts: Parts) -> Vec<AffectedPath> {
    let is_everything = parts.functions.is_empty() && parts.os.is_empty() && parts.arch.is_empty();
    if is_everything {
        return Vec::new();
    }
    let symbols = parts.functions.into_keys().collect();
    vec![AffectedPath { path: name.to_owned(), symbols, os: parts.os, arch: parts.arch }]
}

/// The intervals that neither a patched nor an unaffected requirement covers.
fn vulnerable(versions: &Versions) -> Result<Vec<Interval>, String> {
    let mut safe = Vec::new();
    for text in versions.patched.iter().chain(&versions.unaffected) {
        safe.push(requirement(text)?);
    }
    let safe = sorted_by(safe, &|a: &Interval, b: &Interval| starts(&a.from, &b.from));
    let mut found = Vec::new();
    let mut from = Bound::Open;
    let mut is_open = true;
    for interval in safe {
        if let Some(to) = opposite(&interval.from)
            && is_open
            && is_some_between(&from, &to)
        {
            found.push(Interval { from: from.clone(), to });
        }
        match opposite(&interval.to) {
            None => is_open = false,
            Some(next) if starts(&from, &next) == Ordering::Less || from == Bound::Open => {
                from = next;
            }
            Some(_) => {}
        }
    }
    if is_open {
        found.push(Interval { from, to: Bound::Open });
    }
    Ok(found)
}

/// What ends where the other begins.
fn opposite(bound: &Bound) -> Option<Bound> {
    match bound {
        Bound::Open => None,
        Bound::With(version) => Some(Bound::Without(version.clone())),
        Bound::Without(version) => Some(Bound::With(version.clone())),
    }
}

/// Order of two lower ends.
fn starts(a: &Bound, b: &Bound) -> Ordering {
    match (a.version(), b.version()) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(left), Some(right)) => compare(Scheme::SemVer, left, right).then_with(|| {
            let is_strict = |bound: &Bound| matches!(bound, Bound::Without(_));
            is_strict(a).cmp(&is_strict(b))
        }),
    }
}

/// Whether any version lies between a lower and an upper end.
fn is_some_between(from: &Bound, to: &Bound) -> bool {
    match (from.version(), to.version()) {
        (Some(from_version), Some(to_version)) => {
            match compare(Scheme::SemVer, from_version, to_version) {
                Ordering::Less => true,
                Ordering::Equal => matches!((from, to), (Bound::With(_), Bound::With(_))),
                Ordering::Greater => false,
            }
        }
        _ => true,
    }
}

/// `>= 1.2, < 2.0` and the other requirements of Cargo, as the interval they cover.
fn requirement(text: &str) -> Result<Interval, String> {
    let mut interval = Interval { from: Bound::Open, to: Bound::Open };
    for part in text.split(',').map(str::trim) {
        let at = part.find(|c: char| !matches!(c, '<' | '>' | '=' | '^' | '~')).unwrap_or(0);
        let (sign, version) = (&part[..at], part[at..].trim());
        if !version.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(format!("`{text}` is no requirement (write it like `>= 1.2.3, < 2.0.0`)"));
        }
        let full = padded(version);
        match sign {
            ">=" => interval.from = Bound::With(full),
            ">" => interval.from = Bound::Without(full),
            "<=" => interval.to = Bound::With(full),
            "<" => interval.to = Bound::Without(full),
            "=" => interval = Interval { from: Bound::With(full.clone()), to: Bound::With(full) },
            "^" | "" => {
                let to = Bound::Without(next_breaking(&full)?);
                interval = Interval { from: Bound::With(full), to };
            }
            "~" => {
                let to = Bound::Without(next_minor(version)?);
                interval = Interval { from: Bound::With(full), to };
            }
            _ => return Err(format!("`{text}`: the sign `{sign}` is not known")),
        }
    }
    Ok(interval)
}

/// `1.2` is `1.2.0`.
fn padded(version: &str) -> String {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    let (numbers, rest) = version.split_at(end);
    let missing = 3_usize.saturating_sub(numbers.split('.').count());
    format!("{numbers}{}{rest}", ".0".repeat(missing))
}

fn numbers(version: &str) -> Result<Vec<u64>, String> {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    let parts = version[..end].split('.').map(str::parse);
    parts.collect::<Result<Vec<u64>, _>>().map_err(|_| format!("`{version}` is no version"))
}

/// The first version that a caret refuses: the leftmost number that is not zero, plus one.
fn next_breaking(version: &str) -> Result<String, String> {
    let parts = numbers(version)?;
    let of = |at: usize| parts.get(at).copied().unwrap_or(0);
    Ok(match (of(0), of(1), of(2)) {
        (0, 0, patch) => format!("0.0.{}", patch.saturating_add(1)),
        (0, minor, _) => format!("0.{}.0", minor.saturating_add(1)),
        (major, ..) => format!("{}.0.0", major.saturating_add(1)),
    })
}

fn next_minor(version: &str) -> Result<String, String> {
    let parts = numbers(version)?;
    Ok(match parts.as_slice() {
        [major] => format!("{}.0.0", major.saturating_add(1)),
        [major, minor, ..] => format!("{major}.{}.0", minor.saturating_add(1)),
        [] => return Err(format!("`{version}` is no version")),
    })
}
