//! Findings: advisories that affect a package, each matter once whatever its names.

use super::encode::CodeError;
use super::feeds::{Epss, Kev};
use super::model::{Advisory, AffectedPath, Kind, Severity};
use super::package::Package;
use super::verdict::{Unsure, Verdict, affects, is_about};
use crate::cvss::{Cvss, Rating, Score};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of exploitation, by CVE.
pub(super) trait Exploitation {
    fn kev(&self, id: &str) -> Result<Option<Kev>, CodeError>;
    fn epss(&self, id: &str) -> Result<Option<Epss>, CodeError>;
}

/// A matter that affects a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Identifier to speak of it by: the ecosystem's own before GitHub's before the CVE.
    pub advisory: String,
    /// All its other identifiers.
    pub aliases: Vec<String>,
    /// What it is about.
    pub kind: Kind,
    /// How grave, by its score or else by the word of its source.
    pub rating: Option<Rating>,
    /// The highest score.
    pub score: Option<Score>,
    /// The vector of that score.
    pub vector: Option<String>,
    /// Its entry in the catalogue of known exploited vulnerabilities.
    pub kev: Option<Kev>,
    /// Forecast of exploitation.
    pub epss: Option<Epss>,
    /// Versions that repair it; none if nothing does yet.
    pub fixed: Vec<String>,
    /// One line.
    pub summary: String,
    /// First published.
    pub published: Option<String>,
    /// Where to read more.
    pub url: Option<String>,
    /// Parts of the package that are affected; empty for all.
    pub paths: Vec<AffectedPath>,
}

/// An advisory about the package of which nobody can tell whether it affects it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmatched {
    /// Its identifier.
    pub advisory: String,
    /// Why nobody can tell.
    pub why: Unsure,
}

/// The answer about one package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// What affects it, the gravest first.
    pub findings: Vec<Finding>,
    /// What may affect it.
    pub unmatched: Vec<Unmatched>,
}

impl Matches {
    /// What is said of a package under all the names that it has, each matter once.
    pub fn together(all: impl IntoIterator<Item = Matches>) -> Matches {
        let mut whole = Matches::default();
        for Matches { findings, unmatched } in all {
            for finding in findings {
                if !whole.findings.iter().any(|known| known.advisory == finding.advisory) {
                    whole.findings.push(finding);
                }
            }
            whole.unmatched.extend(unmatched);
        }
        gravest_first(&mut whole.findings);
        whole.unmatched.sort();
        whole.unmatched.dedup();
        whole
    }
}

fn gravest_first(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let weight = |f: &Finding| (f.kev.is_some(), f.kind, f.score, f.rating);
        weight(b).cmp(&weight(a)).then_with(|| a.advisory.cmp(&b.advisory))
    });
}

/// Judges candidates and merges those that are one matter.
pub(super) fn judge<'a>(
    package: &Package,
    candidates: impl IntoIterator<Item = &'a Advisory>,
    known: &impl Exploitation,
) -> Result<Matches, CodeError> {
    let mut hits: Vec<(&Advisory, Vec<String>)> = Vec::new();
    let mut unmatched = Vec::new();
    for advisory in candidates {
        match affects(advisory, package) {
            Verdict::Affected { fixed } => hits.push((advisory, fixed)),
            Verdict::NotAffected => {}
            Verdict::Unknown(why) => {
                unmatched.push(Unmatched { advisory: advisory.id.clone(), why });
            }
        }
    }
    hits.sort_by_key(|hit| {
        let advisory: &'a Advisory = hit.0;
        (authority(&advisory.id), advisory.id.as_str())
    });
    let groups = grouped(hits);
    let mut findings = Vec::new();
    for group in groups {
        findings.push(group.finding(package, known)?);
    }
    gravest_first(&mut findings);
    // What is found by another name is no longer in question.
    let found: BTreeSet<&str> = findings
        .iter()
        .flat_map(|f| f.aliases.iter().chain([&f.advisory]))
        .map(|id| &**id)
        .collect();
    unmatched.retain(|one| !found.contains(one.advisory.as_str()));
    unmatched.sort();
    Ok(Matches { findings, unmatched })
}

/// Hits that are one matter together. Of a package of which thousands are known, each is compared
/// only with those that bear a name of it.
fn grouped<'a>(hits: Vec<(&'a Advisory, Vec<String>)>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut by_id: BTreeMap<&'a str, BTreeSet<usize>> = BTreeMap::new();
    for hit in hits {
        let advisory = hit.0;
        let near: BTreeSet<usize> =
            advisory.ids().filter_map(|id| by_id.get(id)).flatten().copied().collect();
        let at = near.into_iter().find(|at| groups[*at].takes(advisory));
        match at {
            Some(at) => groups[at].push(hit),
            None => groups.push(Group::of(hit)),
        }
        let at = at.unwrap_or(groups.len() - 1);
        for id in advisory.ids() {
            by_id.entry(id).or_default().insert(at);
        }
    }
    groups
}

/// Whose word names a matter: the ecosystem's own database, GitHub, CVE, anybody else.
fn authority(id: &str) -> u8 {
    match id.split_once('-').map_or(id, |(prefix, _)| prefix) {
        "MAL" => 0,
        "RUSTSEC" | "GO" | "PYSEC" | "HSEC" | "RSEC" | "GSD" | "OSV" => 1,
        "DSA" | "DLA" | "DEBIAN" | "ALPINE" | "USN" | "UBUNTU" | "RHSA" | "RLSA" | "ALSA" => 1,
        "GHSA" => 2,
        "CVE" => 3,
        _ => 4,
    }
}

fn prefix(id: &str) -> &str {
    id.split_once('-').map_or(id, |(prefix, _)| prefix)
}

struct Group<'a> {
    advisories: Vec<(&'a Advisory, Vec<String>)>,
    ids: BTreeSet<&'a str>,
}

impl<'a> Group<'a> {
    fn of(hit: (&'a Advisory, Vec<String>)) -> Group<'a> {
        Group { ids: hit.0.ids().collect(), advisories: vec![hit] }
    }
    /// One name in common makes it the same matter, but one database's two records are two.
    fn takes(&self, advisory: &Advisory) -> bool {
        advisory.ids().any(|id| self.ids.contains(id))
            && !self.advisories.iter().any(|(known, _)| {
                prefix(&known.id) == prefix(&advisory.id) && known.id != advisory.id
            })
    }
    fn push(&mut self, hit: (&'a Advisory, Vec<String>)) {
        self.ids.extend(hit.0.ids());
        self.advisories.push(hit);
    }

    fn finding(self, package: &Package, known: &impl Exploitation) -> Result<Finding, CodeError> {
        let (mut kev, mut epss) = (None, None);
        // A distribution's advisory is as urgent as the gravest of what it passes on.
        let passed_on = self.advisories.iter().flat_map(|(advisory, _)| &advisory.upstream);
        for id in self.ids.iter().copied().chain(passed_on.map(String::as_str)) {
            kev = kev.or(known.kev(id)?);
            epss = epss.max(known.epss(id)?);
        }
        let first = self.advisories[0].0;
        let all = || self.advisories.iter().map(|(advisory, _)| *advisory);
        let (score, vector) = worst(all(), package);
        let fixed = self.advisories.iter().map(|(_, fixed)| fixed).find(|fixed| !fixed.is_empty());
        let pick = |field: fn(&Advisory) -> Option<&str>| all().find_map(field).map(str::to_owned);
        let word =
            all().filter_map(|advisory| advisory.rating.max(word_of(advisory, package))).max();
        let aliases = self.ids.iter().filter(|id| **id != first.id);
        Ok(Finding {
            advisory: first.id.clone(),
            aliases: aliases.map(|id| (*id).to_owned()).collect(),
            kind: all().map(|advisory| advisory.kind).max().unwrap_or_default(),
            rating: score.map(Score::rating).or(word),
            score,
            vector,
            kev,
            epss,
            fixed: fixed.cloned().unwrap_or_default(),
            summary: pick(|a| Some(a.summary.as_str()).filter(|text| !text.is_empty()))
                .unwrap_or_default(),
            published: pick(|a| a.published.as_deref()),
            url: pick(|a| a.references.first().map(|reference| reference.url.as_str())),
            paths: first
                .affected
                .iter()
                .filter(|affected| is_about(affected, package))
                .flat_map(|affected| affected.paths.clone())
                .collect(),
        })
    }
}

/// What an advisory says of how grave it is for a package.
fn severities<'a>(advisory: &'a Advisory, package: &Package) -> Vec<&'a Severity> {
    let affected = advisory.affected.iter().filter(|affected| is_about(affected, package));
    advisory.severities.iter().chain(affected.flat_map(|a| &a.severities)).collect()
}

/// The gravest of the words that a distribution says instead of a score: Ubuntu does.
fn word_of(advisory: &Advisory, package: &Package) -> Option<Rating> {
    severities(advisory, package).into_iter().filter_map(|it| Rating::of_word(&it.score)).max()
}

/// The highest score among the vectors, and its vector. What is no vector is passed over.
fn worst<'a>(
    advisories: impl Iterator<Item = &'a Advisory>,
    package: &Package,
) -> (Option<Score>, Option<String>) {
    let all = advisories.flat_map(|advisory| severities(advisory, package));
    let scored = all.filter_map(|severity| {
        let score = Cvss::parse(&severity.score).ok()?.score();
        Some((score, severity.score.clone()))
    });
    match scored.max_by_key(|(score, _)| *score) {
        Some((score, vector)) => (Some(score), Some(vector)),
        None => (None, None),
    }
}
