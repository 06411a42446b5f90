//! Open source in a file that is to cross: named by lock files and bills of materials in it, and by
//! what archives of packages say of themselves (jars, wheels, npm packages, crates). Pure.
//!
//! **Must never** take a name for a package that does not say its version, nor keep a file.

use super::super::portfolio::{Advisories, Bill, DataError, Grade};
use naru_sbom::lock::{self, Companion};
use naru_sbom::purl::Purl;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that is kept to be read as a list of packages.
pub(super) const LIST_BYTES_MAX: usize = 16 << 20;
/// Different packages that are asked about.
const PACKAGES_MAX: usize = 20_000;
/// Vulnerable ones that are told; the counts go on.
const TOLD_MAX: usize = 100;
/// Places that could not be read as the list that their name promises.
const UNREAD_MAX: usize = 50;

/// A package with something known against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vulnerable {
    /// Which, as a package URL.
    pub purl: String,
    /// In which file; of an archive the way into it.
    pub file: String,
    /// The gravest advisory about it.
    pub advisory: String,
    /// How grave, as its word.
    pub grade: String,
    /// Versions that repair it.
    pub fixed: String,
}

/// What a look for packages came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Packages {
    /// Different packages that are named.
    pub named: u64,
    /// Those of them that could be asked about: there are data of their ecosystem.
    pub asked: u64,
    /// How many have something known against them.
    pub vulnerable: u64,
    /// How many of these are grave: critical, or known to be exploited.
    pub grave: u64,
    /// The first of them, the gravest first.
    pub told: Vec<Vulnerable>,
    /// Lists that could not be read.
    pub unread: Vec<String>,
    /// By which data: the newest change in them; empty: there were none.
    pub data: String,
}

/// What is named, gathered file by file.
#[derive(Default)]
pub(super) struct Named {
    /// By package URL: the first place.
    all: BTreeMap<String, String>,
    unread: BTreeSet<String>,
}

/// What a file is, by its name, as far as packages go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Lock(lock::Format),
    Bill,
    /// `pom.properties` of a jar.
    Jar,
    /// `package.json` of a package that is unpacked or in an archive of its own.
    Npm,
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What a file is, if its content names packages. `name` leads through archives by `!/`.
pub(super) fn kind_of(name: &str) -> Option<Kind> {
    let inner = name.rsplit("!/").next().unwrap_or(name);
    if inner.starts_with("META-INF/maven/") && last(inner) == "pom.properties" {
        return Some(Kind::Jar);
    }
    if last(inner) == "package.json" {
        let is_package = inner.contains("node_modules/") || inner == "package/package.json";
        return is_package.then_some(Kind::Npm);
    }
    if let Some(format) = lock::format_of(&format!("/{inner}")) {
        return Some(Kind::Lock(format));
    }
    let low = last(inner).to_ascii_lowercase();
    let is_bill = matches!(&*low, "bom.json" | "sbom.json" | "cyclonedx.json" | "spdx.json")
        || [".cdx.json", ".spdx.json", ".spdx", ".bom.json", ".sbom.json"]
            .iter()
            .any(|end| low.ends_with(end));
    is_bill.then_some(Kind::Bill)
}

impl Named {
    fn put(&mut self, purl: &str, file: &str) {
        if let Ok(purl) = Purl::parse(purl)
            && purl.version().is_some()
            && self.all.len() < PACKAGES_MAX
        {
            self.all.entry(purl.to_string()).or_insert_with(|| file.to_owned());
        }
    }

    /// A file or an archive, by its name alone. `shown` is the name as it may be told.
    pub(super) fn by_name(&mut self, name: &str, shown: &str) {
        for part in name.split("!/") {
            let part = last(part);
            if let Some(purl) = wheel(part).or_else(|| krate(part)) {
                self.put(&purl, shown);
            }
        }
        let inner = name.rsplit("!/").next().unwrap_or(name);
        let info = inner.split('/').find_map(|it| it.strip_suffix(".dist-info"));
        if let Some((name, version)) = info.and_then(|it| it.split_once('-')) {
            self.put(&format!("pkg:pypi/{name}@{version}"), shown);
        }
    }

    /// What a file's content names; `None`: it was too long to be kept.
    pub(super) fn by_content(&mut self, kind: Kind, bytes: Option<&[u8]>, shown: &str) {
        let Some(purls) = bytes.and_then(|bytes| purls_of(kind, bytes)) else {
            if self.unread.len() < UNREAD_MAX {
                self.unread.insert(shown.to_owned());
            }
            return;
        };
        for purl in purls {
            self.put(&purl, shown);
        }
    }

    /// What is known against what was named.
    pub(super) fn judged(self, data: Option<&Advisories>) -> Result<Packages, DataError> {
        let count = |n: usize| n as u64;
        let mut out = Packages {
            named: count(self.all.len()),
            unread: self.unread.into_iter().collect(),
            ..Packages::default()
        };
        let Some(data) = data else { return Ok(out) };
        out.data = data.head.newest.clone().unwrap_or_else(|| data.head.made.clone());
        let mut told = Vec::new();
        for (purl, file) in self.all {
            out.asked += u64::from(Purl::parse(&purl).is_ok_and(|it| data.knows(&it)));
            let judged = data.judge(&purl)?;
            let Some(worst) = judged.matters.iter().max_by_key(|it| it.priority) else { continue };
            // What is not a vulnerability is no reason to keep it out.
            if worst.grade == Grade::None {
                continue;
            }
            out.vulnerable += 1;
            out.grave += u64::from(worst.grade.is_grave());
            told.push((
                -worst.priority,
                Vulnerable {
                    purl,
                    file,
                    advisory: worst.id.clone(),
                    grade: worst.grade.as_str().to_owned(),
                    fixed: worst.fixed.join(", "),
                },
            ));
        }
        told.sort_by(|one, other| (one.0, &one.1.purl).cmp(&(other.0, &other.1.purl)));
        out.told = told.into_iter().take(TOLD_MAX).map(|it| it.1).collect();
        Ok(out)
    }
}

/// `requests-2.19.0-py3-none-any.whl`
fn wheel(name: &str) -> Option<String> {
    let mut parts = name.strip_suffix(".whl")?.split('-');
    let (name, version) = (parts.next()?, parts.next()?);
    Some(format!("pkg:pypi/{name}@{version}"))
}

/// `rope-core-1.2.0.crate`
fn krate(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".crate")?;
    let mut places = stem.match_indices('-').map(|it| it.0);
    let at = places.find(|at| stem[at + 1..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some(format!("pkg:cargo/{}@{}", &stem[..at], &stem[at + 1..]))
}

fn purls_of(kind: Kind, bytes: &[u8]) -> Option<Vec<String>> {
    match kind {
        Kind::Lock(format) => {
            let none: [Companion<'_>; 0] = [];
            let read = lock::read(format, bytes, &none).ok()?;
            let purl = |it: &lock::Package| it.purl().ok().map(|it| it.to_string());
            Some(read.packages.iter().filter_map(purl).collect())
        }
        Kind::Bill => {
            let bill = Bill::read(bytes, &[]).ok()?;
            Some(bill.parts.into_iter().map(|it| it.purl).collect())
        }
        Kind::Jar => {
            let text = std::str::from_utf8(bytes).ok()?;
            let value = |key: &str| {
                let found = text.lines().find_map(|it| it.trim().strip_prefix(key));
                found.and_then(|it| it.trim_start().strip_prefix('=')).map(str::trim)
            };
            let (group, name) = (value("groupId")?, value("artifactId")?);
            Some(vec![format!("pkg:maven/{group}/{name}@{}", value("version")?)])
        }
        Kind::Npm => {
            let it: serde_json::Value = serde_json::from_slice(bytes).ok()?;
            let (Some(name), Some(version)) = (it["name"].as_str(), it["version"].as_str()) else {
                // A part of a package that is none of its own.
                return Some(Vec::new());
            };
            Some(vec![format!("pkg:npm/{}@{version}", name.replacen('@', "%40", 1))])
        }
    }
}
