//! OSV JSON, which GitHub's advisories, Go's, PyPA's and many others' are written in.

use super::ReadError;
use super::model::{Advisory, Affected, AffectedPath, Kind, Reference, Severity, Source};
use super::range::{Event, Range, RangeKind, intervals};
use crate::cvss::Rating;
use crate::version::{Ecosystem, Scheme};
use serde_json::Value;

/// Longest record that is read.
pub(super) const RECORD_BYTES_MAX: usize = 16 * 1024 * 1024;

const FORMAT: &str = "OSV";

/// Reads one OSV record.
///
/// # Errors
/// When it is no JSON object, has no `id`, or a field that decides has the wrong shape.
pub fn parse_osv(bytes: &[u8]) -> Result<Advisory, ReadError> {
    if bytes.len() > RECORD_BYTES_MAX {
        let why = format!("{} bytes, at most {RECORD_BYTES_MAX} are read", bytes.len());
        return Err(ReadError::new(FORMAT, "the file", why));
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        ReadError::new(FORMAT, place, format!("it is not JSON ({error})"))
    })?;
    let id = text(&value["id"]);
    if id.is_empty() {
        return Err(ReadError::new(FORMAT, "id", "it is missing"));
    }
    let specific = &value["database_specific"];
    let affected: Result<Vec<Affected>, ReadError> = list(&value["affected"])
        .iter()
        .enumerate()
        .filter(|(_, affected)| affected["package"].is_object())
        .map(|(at, affected)| affected_of(affected).map_err(|error| error.at(&id, at)))
        .collect();
    Ok(Advisory {
        source: Source::Osv,
        kind: kind_of(&value, &id),
        aliases: texts(&value["aliases"]),
        related: texts(&value["related"]),
        upstream: texts(&value["upstream"]),
        summary: text(&value["summary"]),
        details: text(&value["details"]),
        published: optional(&value["published"]),
        modified: optional(&value["modified"]),
        withdrawn: optional(&value["withdrawn"]),
        severities: severities(&value["severity"]),
        rating: specific["severity"].as_str().and_then(Rating::of_word),
        categories: texts(&specific["cwe_ids"]),
        affected: affected?,
        references: references(&value["references"]),
        id,
    })
}

impl ReadError {
    fn at(self, id: &str, at: usize) -> ReadError {
        ReadError { place: format!("{id}: affected[{at}].{}", self.place), ..self }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn optional(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().filter_map(optional).collect()
}

fn severities(value: &Value) -> Vec<Severity> {
    list(value)
        .iter()
        .map(|entry| Severity { kind: text(&entry["type"]), score: text(&entry["score"]) })
        .filter(|severity| !severity.score.is_empty())
        .collect()
}

fn references(value: &Value) -> Vec<Reference> {
    list(value)
        .iter()
        .map(|entry| Reference { kind: text(&entry["type"]), url: text(&entry["url"]) })
        .filter(|reference| !reference.url.is_empty())
        .collect()
}

/// Malicious packages have their own prefix; RustSec's exports say in words what they are.
fn kind_of(value: &Value, id: &str) -> Kind {
    let is_malicious = id.starts_with("MAL-")
        || texts(&value["aliases"]).iter().any(|alias| alias.starts_with("MAL-"))
        || texts(&value["database_specific"]["cwe_ids"]).iter().any(|cwe| cwe == "CWE-506");
    if is_malicious {
        return Kind::Malicious;
    }
    let informational = list(&value["affected"])
        .iter()
        .find_map(|affected| affected["database_specific"]["informational"].as_str());
    informational.map_or(Kind::Vulnerability, super::rustsec::kind_of_word)
}

fn affected_of(value: &Value) -> Result<Affected, ReadError> {
    let package = &value["package"];
    let (name, ecosystem) = (text(&package["name"]), text(&package["ecosystem"]));
    if name.is_empty() || ecosystem.is_empty() {
        return Err(ReadError::new(FORMAT, "package", "it needs an ecosystem and a name"));
    }
    let ecosystem = Ecosystem::new(&ecosystem);
    // One kind of event that is newer than this build does not cost the whole record: of this
    // package nobody can tell then, and what is said of the others holds.
    let mut ranges = match list(&value["ranges"]).iter().any(has_newer_event) {
        true => Vec::new(),
        false => ranges_of(&value["ranges"], &ecosystem, None)?,
    };
    let specific = &value["ecosystem_specific"];
    ranges.extend(ranges_of(&specific["custom_ranges"], &ecosystem, Some(RangeKind::Custom))?);
    Ok(Affected {
        ranges,
        versions: texts(&value["versions"]),
        severities: severities(&value["severity"]),
        paths: list(&specific["imports"]).iter().map(path_of).collect(),
        ecosystem,
        name,
    })
}

fn path_of(value: &Value) -> AffectedPath {
    AffectedPath {
        path: text(&value["path"]),
        symbols: texts(&value["symbols"]),
        os: texts(&value["goos"]),
        arch: texts(&value["goarch"]),
    }
}

fn ranges_of(
    value: &Value,
    ecosystem: &Ecosystem,
    kind: Option<RangeKind>,
) -> Result<Vec<Range>, ReadError> {
    let mut found = Vec::new();
    for (at, range) in list(value).iter().enumerate() {
        let own = match range["type"].as_str() {
            Some("SEMVER") => RangeKind::SemVer,
            Some("GIT") => RangeKind::Git,
            // A type that is newer than this build still has versions in the ecosystem's order.
            _ => RangeKind::Ecosystem,
        };
        let kind = kind.unwrap_or(own);
        let scheme = match kind {
            RangeKind::SemVer => Some(Scheme::SemVer),
            RangeKind::Ecosystem => ecosystem.scheme(),
            RangeKind::Git | RangeKind::Custom => None,
        };
        let events: Result<Vec<Event>, ReadError> = list(&range["events"])
            .iter()
            .map(|event| event_of(event).ok_or_else(|| no_event(at)))
            .collect();
        let intervals = intervals(events?, scheme);
        found.push(Range { kind, repo: optional(&range["repo"]), intervals });
    }
    Ok(found)
}

fn has_newer_event(range: &Value) -> bool {
    let is_newer = |event: &Value| {
        event_of(event).is_none() && event.as_object().is_some_and(|it| !it.is_empty())
    };
    list(&range["events"]).iter().any(is_newer)
}

fn no_event(at: usize) -> ReadError {
    let why = "an event needs introduced, fixed, last_affected or limit";
    ReadError::new(FORMAT, format!("ranges[{at}].events"), why)
}

fn event_of(value: &Value) -> Option<Event> {
    let of = |key: &str| optional(&value[key]);
    of("introduced")
        .map(Event::Introduced)
        .or_else(|| of("fixed").map(Event::Fixed))
        .or_else(|| of("last_affected").map(Event::LastAffected))
        .or_else(|| of("limit").map(Event::Limit))
}
