//! A finding: a package, an advisory, how grave, and by which way the package came in.

use naru_sbom::advisory::Kind;
use naru_sbom::cvss::{Rating, Score};
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// An advisory that affects a package of the project.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) purl: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) advisory: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) kind: Kind,
    pub(crate) rating: Option<Rating>,
    pub(crate) cvss: Option<Score>,
    pub(crate) vector: Option<String>,
    pub(crate) kev: bool,
    /// Chance of exploitation within thirty days, in billionths.
    pub(crate) epss_ppb: Option<u32>,
    pub(crate) fixed: Vec<String>,
    pub(crate) paths: Vec<Vec<String>>,
    /// One line of the advisory.
    pub(crate) summary: String,
    /// The files in which the package stands.
    pub(crate) sources: BTreeSet<String>,
    /// Only for building and testing, in every one of them.
    pub(crate) is_development: bool,
}

/// A finding as machines read it.
#[derive(Serialize)]
pub(crate) struct Line<'a> {
    purl: &'a str,
    name: &'a str,
    version: &'a str,
    advisory: &'a str,
    aliases: &'a [String],
    kind: &'static str,
    severity: &'static str,
    cvss: Option<f64>,
    kev: bool,
    epss: Option<f64>,
    fixed: &'a [String],
    paths: &'a [Vec<String>],
}

impl Finding {
    /// The word for how grave it is.
    pub(crate) fn severity(&self) -> &'static str {
        self.rating.map_or("unknown", Rating::word)
    }
    pub(crate) fn line(&self) -> Line<'_> {
        Line {
            purl: &self.purl,
            name: &self.name,
            version: &self.version,
            advisory: &self.advisory,
            aliases: &self.aliases,
            kind: self.kind.word(),
            severity: self.severity(),
            cvss: self.cvss.and_then(|it| it.to_string().parse().ok()),
            kev: self.kev,
            epss: self.chance(),
            fixed: &self.fixed,
            paths: &self.paths,
        }
    }
    /// The chance of exploitation as a share of one.
    pub(crate) fn chance(&self) -> Option<f64> {
        self.epss_ppb.and_then(|it| share(it).parse().ok())
    }
    /// Its identifier and its aliases.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.advisory.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
    /// Where to read about it.
    pub(crate) fn address(&self) -> String {
        let id = &self.advisory;
        if id.starts_with("RUSTSEC-") {
            format!("https://rustsec.org/advisories/{id}.html")
        } else if id.starts_with("GHSA-") {
            format!("https://github.com/advisories/{id}")
        } else if id.starts_with("CVE-") {
            format!("https://nvd.nist.gov/vuln/detail/{id}")
        } else {
            format!("https://osv.dev/vulnerability/{id}")
        }
    }
    /// What must be looked at first: attacks and what is exploited, then what is likely to be, then
    /// how grave it is. What is only for information comes last.
    pub(crate) fn by_priority(a: &Finding, b: &Finding) -> Ordering {
        let urgency =
            |it: &Finding| (it.kev || it.kind == Kind::Malicious, it.kind >= Kind::Vulnerability);
        urgency(b)
            .cmp(&urgency(a))
            .then_with(|| b.epss_ppb.cmp(&a.epss_ppb))
            .then_with(|| b.cvss.cmp(&a.cvss))
            .then_with(|| b.rating.cmp(&a.rating))
            .then_with(|| b.kind.cmp(&a.kind))
            .then_with(|| (&a.name, &a.version).cmp(&(&b.name, &b.version)))
            .then_with(|| a.advisory.cmp(&b.advisory))
    }
}

/// Billionths as a decimal fraction.
fn share(ppb: u32) -> String {
    format!("{}.{:09}", ppb / 1_000_000_000, ppb % 1_000_000_000)
}

/// A component about which nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Unmatched {
    pub(crate) purl: Option<String>,
    pub(crate) name: String,
    pub(crate) version: Option<String>,
    pub(crate) reason: &'static str,
    /// An advisory that speaks of it, if it is one that cannot be decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) advisory: Option<String>,
    /// The file in which it stands.
    pub(crate) source: String,
}

impl Unmatched {
    /// What it is, without the file in which it stands.
    pub(crate) fn what(&self) -> (&str, &str, &str, &str, &str) {
        (
            self.purl.as_deref().unwrap_or_default(),
            &self.name,
            self.version.as_deref().unwrap_or_default(),
            self.reason,
            self.advisory.as_deref().unwrap_or_default(),
        )
    }
}
