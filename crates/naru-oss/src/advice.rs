//! Asking the database about every component of a project.

use crate::db::Held;
use crate::finding::{Finding, Unmatched};
use crate::problem::Problem;
use crate::project::{Project, Source};
use crate::question::{Question, Reason};
use naru_base::Micros;
use naru_sbom::advisory::{self, Unsure};
use naru_sbom::bom::{Component, Graph, Reach, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// The most paths that are told of one finding.
const PATHS_MAX: usize = 5;

/// The answer about a project.
#[derive(Default)]
pub(crate) struct Advice {
    /// What was found, the most urgent first.
    pub(crate) findings: Vec<Finding>,
    /// What nothing can be said about.
    pub(crate) unmatched: Vec<Unmatched>,
    /// How many different components there are.
    pub(crate) components: usize,
    /// How many of them the project asks for itself.
    pub(crate) direct: usize,
    /// Files with packages of which not one could be judged, and how many they have.
    pub(crate) blind: Vec<(String, usize)>,
    /// How many days old the data is.
    pub(crate) age_days: u32,
}

impl Advice {
    /// Components of which something could be said.
    pub(crate) fn judged(&self) -> usize {
        let whole = self.unmatched.iter().filter(|it| it.advisory.is_none());
        let left: BTreeSet<_> = whole.map(|it| (&it.purl, &it.name, &it.version)).collect();
        self.components.saturating_sub(left.len())
    }

    /// What nothing can be said about: each once, in however many files it stands.
    pub(crate) fn unjudged(&self) -> Vec<&Unmatched> {
        let mut all: Vec<&Unmatched> = self.unmatched.iter().collect();
        all.sort_by_key(|it| it.what());
        all.dedup_by_key(|it| it.what());
        all
    }
}

/// Asks about everything.
pub(crate) fn ask(project: &Project, held: &Held, now: Micros) -> Result<Advice, Problem> {
    let mut all = Gathered::default();
    for source in &project.sources {
        ask_source(source, held, &mut all)?;
    }
    let mut findings: Vec<Finding> = all.findings.into_values().collect();
    findings.sort_by(Finding::by_priority);
    Ok(Advice {
        findings,
        unmatched: all.unmatched.into_iter().collect(),
        components: different(all.components),
        direct: different(all.direct),
        blind: all.blind,
        age_days: held.age_days(now),
    })
}

/// How many of them differ: they come in their order mostly, so that sorting is a walk.
fn different(mut all: Vec<&str>) -> usize {
    all.sort_unstable();
    all.dedup();
    all.len()
}

#[derive(Default)]
struct Gathered<'p> {
    findings: BTreeMap<(String, String), Finding>,
    unmatched: BTreeSet<Unmatched>,
    components: Vec<&'p str>,
    direct: Vec<&'p str>,
    blind: Vec<(String, usize)>,
}

fn ask_source<'p>(source: &'p Source, held: &Held, all: &mut Gathered<'p>) -> Result<(), Problem> {
    let graph = source.bom.graph();
    let (mut here, mut judged) = (0, 0);
    let things = source.bom.everything().zip(&source.questions).zip(graph.reaches());
    for ((component, question), reach) in things {
        // A package of the project itself is none of those that it uses.
        if reach != Reach::Top && !matches!(question, Question::Own) {
            let key = component.purl.known().unwrap_or(&component.id);
            all.components.push(key);
            here += 1;
            if reach == Reach::Direct {
                all.direct.push(key);
            }
        }
        match question {
            Question::Own => {}
            Question::Cannot(reason) => {
                all.unmatched.insert(unmatched(component, source, reason.word(), None));
            }
            Question::Ask(names) => {
                if !source.tells_sources && is_of_source(component) {
                    let reason = Reason::NoSource.word();
                    all.unmatched.insert(unmatched(component, source, reason, None));
                }
                judged += usize::from(ask_one(component, names, source, &graph, held, all)?);
            }
        }
    }
    if here > 0 && judged == 0 {
        all.blind.push((source.name.clone(), here));
    }
    Ok(())
}

/// Whether advisories speak only of the source that such a package was built from.
fn is_of_source(component: &Component) -> bool {
    let purl = component.purl.known().map_or("", String::as_str);
    purl.starts_with("pkg:deb/") || purl.starts_with("pkg:apk/")
}

/// Whether the database has something to say of its kind.
fn ask_one(
    component: &Component,
    names: &[advisory::Package],
    source: &Source,
    graph: &Graph<'_>,
    held: &Held,
    all: &mut Gathered<'_>,
) -> Result<bool, Problem> {
    if !names.iter().any(|it| held.knows(it.ecosystem.base())) {
        let reason = Reason::NoData.word();
        all.unmatched.insert(unmatched(component, source, reason, None));
        return Ok(false);
    }
    for name in names {
        let matches = held.advisories().find(name).map_err(|e| Problem::content("database", e))?;
        for unsure in matches.unmatched {
            let (reason, id) = (word(unsure.why), unsure.advisory);
            all.unmatched.insert(unmatched(component, source, reason, Some(id)));
        }
        for found in matches.findings {
            let finding = finding(component, found, source, graph);
            let key = (finding.purl.clone(), finding.advisory.clone());
            match all.findings.get_mut(&key) {
                None => drop(all.findings.insert(key, finding)),
                Some(known) => join(known, finding),
            }
        }
    }
    Ok(true)
}

fn word(why: Unsure) -> &'static str {
    match why {
        Unsure::NoVersion => "no-version",
        Unsure::NoOrder => "no-order",
        Unsure::NoRange => "no-range",
    }
}

/// The same finding in another file.
fn join(known: &mut Finding, other: Finding) {
    for path in other.paths {
        if known.paths.len() < PATHS_MAX && !known.paths.contains(&path) {
            known.paths.push(path);
        }
    }
    known.sources.extend(other.sources);
    known.is_development &= other.is_development;
}

fn unmatched(
    component: &Component,
    source: &Source,
    reason: &'static str,
    advisory: Option<String>,
) -> Unmatched {
    Unmatched {
        purl: component.purl.known().cloned(),
        name: shown_name(component),
        version: component.version.known().cloned(),
        reason,
        advisory,
        source: source.name.clone(),
    }
}

fn finding(
    component: &Component,
    found: advisory::Finding,
    source: &Source,
    graph: &Graph<'_>,
) -> Finding {
    let shown = |way: Vec<&Component>| way.into_iter().map(name_and_version).collect();
    let mut paths: Vec<Vec<String>> =
        graph.paths(&component.id, PATHS_MAX).into_iter().map(shown).collect();
    if paths.is_empty() {
        paths.push(vec![name_and_version(component)]);
    }
    Finding {
        purl: component.purl.known().cloned().unwrap_or_else(|| component.id.clone()),
        name: shown_name(component),
        version: component.version.known().cloned().unwrap_or_default(),
        advisory: found.advisory,
        aliases: found.aliases,
        kind: found.kind,
        rating: found.rating,
        cvss: found.score,
        vector: found.vector,
        kev: found.kev.is_some(),
        epss_ppb: found.epss.map(|it| it.probability_ppb),
        fixed: found.fixed,
        paths,
        summary: found.summary,
        sources: BTreeSet::from([source.name.clone()]),
        is_development: component.scope == Some(Scope::Excluded),
    }
}

/// The name as the ecosystem's people write it.
pub(crate) fn shown_name(component: &Component) -> String {
    let purl = component.purl.known().map_or("", String::as_str);
    let is_of = |kind: &str| purl.starts_with(&format!("pkg:{kind}/"));
    match component.group.as_deref() {
        Some(group) if is_of("maven") => format!("{group}:{}", component.name),
        Some(_) if ["deb", "apk", "rpm", "conan"].iter().any(|it| is_of(it)) => {
            component.name.clone()
        }
        _ => component.full_name(),
    }
}

fn name_and_version(component: &Component) -> String {
    let name = shown_name(component);
    match component.version.known() {
        Some(version) => format!("{name}@{version}"),
        None => name,
    }
}
