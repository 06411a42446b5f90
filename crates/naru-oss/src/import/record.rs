//! What a file of data holds, told by its name and its beginning.

use crate::db::LicenceFacts;
use crate::health::{self, Health};
use naru_sbom::advisory::{
    Advisory, EpssTable, Kev, Source, is_github, parse_epss, parse_github, parse_kev, parse_osv,
    parse_rustsec,
};
use naru_sbom::licence::Matrix;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A file's content.
pub(super) enum Record {
    Advisory(Box<Advisory>),
    /// Of GitHub's REST interface: those that were read, and why others were not.
    GitHub(Vec<Advisory>, Vec<String>),
    Kev(BTreeMap<String, Kev>),
    Epss(EpssTable),
    Licences(BTreeMap<String, LicenceFacts>),
    Health(BTreeMap<String, Health>),
    /// A matrix of compatibility, with how many licences it knows.
    Matrix(String, usize),
}

impl Record {
    /// The name of the kind of source.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Record::Advisory(it) if it.source == Source::RustSec => RUSTSEC,
            Record::Advisory(_) => OSV,
            Record::GitHub(..) => GITHUB,
            Record::Kev(_) => KEV,
            Record::Epss(_) => EPSS,
            Record::Licences(_) => LICENCES,
            Record::Health(_) => HEALTH,
            Record::Matrix(..) => MATRIX,
        }
    }
}

const RUSTSEC: &str = "RustSec";
const OSV: &str = "OSV";
const GITHUB: &str = "GitHub";
const KEV: &str = "CISA KEV";
const EPSS: &str = "EPSS";
const LICENCES: &str = "licences";
const HEALTH: &str = "health";
const MATRIX: &str = "compatibility";

/// Reads a file; nothing if it is none of ours, such as a page of documentation.
pub(super) fn read(name: &str, bytes: &[u8]) -> Option<Result<Record, (&'static str, String)>> {
    let last = name.rsplit('/').next().unwrap_or(name);
    let (_, ending) = last.rsplit_once('.')?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match ending {
        "md" if bytes.starts_with(b"```toml") => Some(
            parse_rustsec(name, bytes)
                .map(|it| Record::Advisory(Box::new(it)))
                .map_err(|e| (RUSTSEC, e.to_string())),
        ),
        "json" => json(bytes),
        "csv" => csv(bytes),
        _ => None,
    }
}

fn csv(bytes: &[u8]) -> Option<Result<Record, (&'static str, String)>> {
    const HEAD_BYTES: usize = 4_096;
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD_BYTES))?).into_owned();
    if head.contains("cveID") {
        return Some(parse_kev(bytes).map(Record::Kev).map_err(|e| (KEV, e.to_string())));
    }
    if head.starts_with("Compatibility") {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let read = Matrix::of_csv(&text).map_err(|e| (MATRIX, e.to_string()));
        return Some(read.map(|it| Record::Matrix(text, it.names().len())));
    }
    if head.contains("epss") {
        return Some(parse_epss(bytes).map(Record::Epss).map_err(|e| (EPSS, e.to_string())));
    }
    None
}

/// The keys at the top of a JSON object by which its kind is known.
#[derive(Deserialize)]
struct Top {
    id: Option<serde::de::IgnoredAny>,
    #[serde(rename = "ghsa_id")]
    ghsa: Option<serde::de::IgnoredAny>,
    modified: Option<serde::de::IgnoredAny>,
    affected: Option<serde::de::IgnoredAny>,
    #[serde(rename = "catalogVersion")]
    catalog: Option<serde::de::IgnoredAny>,
    vulnerabilities: Option<serde::de::IgnoredAny>,
    licenses: Option<serde::de::IgnoredAny>,
    projects: Option<serde::de::IgnoredAny>,
    scorecard: Option<serde::de::IgnoredAny>,
    score: Option<serde::de::IgnoredAny>,
    repo: Option<serde::de::IgnoredAny>,
}

fn json(bytes: &[u8]) -> Option<Result<Record, (&'static str, String)>> {
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return github_list(bytes).or_else(|| scancode(bytes)).map(Ok);
    }
    let top: Top = match serde_json::from_slice(bytes) {
        Ok(top) => top,
        Err(e) => return Some(Err((OSV, e.to_string()))),
    };
    if top.ghsa.is_some() {
        let value = serde_json::from_slice(bytes).ok()?;
        let read = parse_github(&value).map(|it| Record::GitHub(vec![it], Vec::new()));
        return Some(read.map_err(|e| (GITHUB, e.to_string())));
    }
    if top.id.is_some() && (top.affected.is_some() || top.modified.is_some()) {
        let read = parse_osv(bytes).map(|it| Record::Advisory(Box::new(it)));
        return Some(read.map_err(|e| (OSV, e.to_string())));
    }
    if top.catalog.is_some() && top.vulnerabilities.is_some() {
        return Some(parse_kev(bytes).map(Record::Kev).map_err(|e| (KEV, e.to_string())));
    }
    if top.licenses.is_some() {
        return Some(spdx_list(bytes).map_err(|e| (LICENCES, e)));
    }
    let is_scorecard = top.repo.is_some() && (top.scorecard.is_some() || top.score.is_some());
    if top.projects.is_some() || is_scorecard {
        return Some(health::read(bytes).map(Record::Health).map_err(|e| (HEALTH, e)));
    }
    None
}

/// A page of advisories; nothing if the list is another one.
fn github_list(bytes: &[u8]) -> Option<Record> {
    /// The first entry tells; a large list of another kind is not read as a whole for it.
    const HEAD_BYTES: usize = 64 * 1024;
    let head = bytes.get(..bytes.len().min(HEAD_BYTES))?;
    if !head.windows(9).any(|it| it == b"\"ghsa_id\"") {
        return None;
    }
    let list: Vec<serde_json::Value> = serde_json::from_slice(bytes).ok()?;
    if !list.first().is_some_and(is_github) {
        return None;
    }
    let (mut read, mut refused) = (Vec::new(), Vec::new());
    for value in &list {
        match parse_github(value) {
            Ok(advisory) => read.push(advisory),
            Err(e) => refused.push(e.to_string()),
        }
    }
    Some(Record::GitHub(read, refused))
}

#[derive(Deserialize)]
struct SpdxList {
    licenses: Vec<SpdxEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpdxEntry {
    license_id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    is_osi_approved: bool,
    #[serde(default)]
    is_deprecated_license_id: bool,
}

fn spdx_list(bytes: &[u8]) -> Result<Record, String> {
    let list: SpdxList = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    let facts = |it: SpdxEntry| {
        let SpdxEntry { license_id, name, is_osi_approved, is_deprecated_license_id } = it;
        let is_deprecated = is_deprecated_license_id;
        (license_id, LicenceFacts { name, is_osi_approved, is_deprecated, category: None })
    };
    Ok(Record::Licences(list.licenses.into_iter().map(facts).collect()))
}

#[derive(Deserialize)]
struct ScancodeEntry {
    #[serde(default)]
    spdx_license_key: Option<String>,
    #[serde(default)]
    license_key: String,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    is_deprecated: bool,
}

/// ScanCode's index of licences; nothing if the list is another one.
fn scancode(bytes: &[u8]) -> Option<Record> {
    let list: Vec<ScancodeEntry> = serde_json::from_slice(bytes).ok()?;
    let is_it = list.first().is_some_and(|it| !it.license_key.is_empty());
    let facts = |it: ScancodeEntry| {
        let id = it
            .spdx_license_key
            .unwrap_or_else(|| format!("LicenseRef-scancode-{}", it.license_key));
        let facts = LicenceFacts {
            name: it.license_key,
            is_deprecated: it.is_deprecated,
            category: it.category,
            ..LicenceFacts::default()
        };
        (id, facts)
    };
    is_it.then(|| Record::Licences(list.into_iter().map(facts).collect()))
}
