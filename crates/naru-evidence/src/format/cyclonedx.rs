//! CycloneDX, JSON or XML, of any version: components, and what is said of their vulnerabilities.
//! A document that its own schema refuses is read nevertheless, and that is remarked: a scanner's
//! output is evidence, not an obligation of its maker.

use super::words;
use crate::draft::{Draft, Told};
use crate::model::{Component, Remark, Rule, Severity, State};
use crate::tree::Node;
use crate::weakness;
use std::collections::BTreeMap;

const KNOWN: [&str; 8] = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];
const DEPTH_MAX: usize = 32;

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    if root.has("bomFormat") || root.has("specVersion") {
        schema_faults(draft, root);
        root.take_text("bomFormat").into_iter().for_each(|it| draft.word("bomFormat", Some(it)));
        let version = root.take_text("specVersion");
        draft.version(version, &KNOWN);
        return document(draft, root, "");
    }
    let Some(bom) = root.items("bom").first_mut() else { return };
    let space = bom.take_text("@xmlns").or_else(|| {
        let of_bom = bom.fields().iter_mut().find(|it| is_namespace(&it.0, &it.1));
        of_bom.and_then(|it| it.1.take_own_text())
    });
    let version = space.as_deref().and_then(|it| it.rsplit('/').next()).map(str::to_owned);
    draft.word("xmlns", space);
    draft.version(version, &KNOWN);
    document(draft, bom, "/bom/0");
}

fn is_namespace(name: &str, value: &Node) -> bool {
    name.starts_with("@xmlns")
        && value.as_text().is_some_and(|it| it.contains("cyclonedx.org/schema/bom"))
}

/// What the standard's schema refuses, where it is known and the document is JSON.
fn schema_faults(draft: &mut Draft, root: &Node) {
    let Ok(text) = serde_json::to_string(root) else { return };
    let limits = crate::read::LIMITS;
    for fault in naru_sbom::cyclonedx::validate(text.as_bytes(), limits) {
        let is_version = matches!(fault.why, naru_sbom::refused::Why::UnknownVersion { .. });
        if !is_version {
            draft.remark(Remark::NotToStandard { what: fault.why.en(), at: fault.at });
        }
    }
}

fn document(draft: &mut Draft, bom: &mut Node, place: &str) {
    draft.report.words.extend(words(bom, &["$schema", "serialNumber", "version"]));
    draft.report.words.extend(words(bom, &["@serialNumber", "@version"]));
    let (findings, mut known) = draft.told();
    let (mut has_tool, mut ids) = (false, Ids::new());
    for metadata in bom.items("metadata") {
        draft.observed(metadata.take_text("timestamp"));
        if let Some(tools) = metadata.get_mut("tools") {
            tools.own_items().iter_mut().for_each(|it| has_tool |= made_by(draft, it));
        }
        for top in metadata.items("component") {
            let (_, index) = draft.told();
            component(draft, top, &format!("{place}/metadata/component"), &mut ids, 0);
            if let Some(it) = draft.report.components.get(index) {
                let version = it.version.as_ref();
                let shown = version.map_or(it.name.clone(), |v| format!("{}@{v}", it.name));
                draft.target(&shown);
                known += 1;
            }
        }
    }
    if !has_tool {
        draft.tool("CycloneDX", None);
    }
    components(draft, bom, place, &mut ids, 0);
    let is_xml = !place.is_empty();
    for (h, holder) in bom.items("vulnerabilities").iter_mut().enumerate() {
        if is_xml {
            let place = format!("{place}/vulnerabilities/{h}/vulnerability");
            for (index, one) in holder.items("vulnerability").iter_mut().enumerate() {
                vulnerability(draft, one, &format!("{place}/{index}"), &ids);
            }
        } else {
            vulnerability(draft, holder, &format!("{place}/vulnerabilities/{h}"), &ids);
        }
    }
    // Of a bill without such a list nobody said that its parts were looked up.
    let found = draft.told().0 - findings;
    if found > 0 || bom.has("vulnerabilities") {
        draft.word("vulnerabilities", Some(found.to_string()));
    }
    // Nothing but what it is a bill of.
    if draft.told() == (findings, known) && bom.items("services").is_empty() {
        draft.nothing_tested();
    }
}

/// Tells the tools that made it, each by itself or in a list of a list; says whether any was named.
fn made_by(draft: &mut Draft, holder: &mut Node) -> bool {
    let mut is_named = false;
    if let Some(name) = holder.take_text("name") {
        let version = holder.take_text("version");
        draft.tool(&name, version);
        draft.report.words.extend(words(holder, &["vendor", "publisher", "group"]));
        is_named = true;
    }
    for list in ["components", "component", "tool"] {
        // Two steps at most: XML has a list in a list.
        for one in holder.items(list) {
            is_named |= made_by(draft, one);
        }
    }
    is_named
}

/// What an id inside of the file stands for, and its version.
type Ids = BTreeMap<String, (String, Option<String>)>;

fn components(draft: &mut Draft, node: &mut Node, place: &str, ids: &mut Ids, depth: usize) {
    for (h, holder) in node.items("components").iter_mut().enumerate() {
        if holder.has("component") {
            let place = format!("{place}/components/{h}/component");
            for (index, one) in holder.items("component").iter_mut().enumerate() {
                component(draft, one, &format!("{place}/{index}"), ids, depth);
            }
        } else {
            component(draft, holder, &format!("{place}/components/{h}"), ids, depth);
        }
    }
}

fn component(draft: &mut Draft, node: &mut Node, place: &str, ids: &mut Ids, depth: usize) {
    let Some(name) = node.take_text("name") else { return };
    let group = node.take_text("group");
    let name = group.map_or(name.clone(), |group| format!("{group}/{name}"));
    let version = node.take_text("version");
    let purl = node.take_text("purl");
    let id = node.take_first(&["bom-ref", "@bom-ref"]);
    let mut licences = Vec::new();
    for holder in node.items("licenses") {
        licences.extend(holder.take_text("expression"));
        for one in holder.items("license") {
            licences.extend(one.take_first(&["id", "name"]));
        }
    }
    let shown = version.as_ref().map_or(name.clone(), |version| format!("{name}@{version}"));
    let reference = id.clone().or_else(|| purl.clone());
    if let Some(reference) = &reference {
        let stands_for = crate::draft::short(purl.as_ref().unwrap_or(&shown));
        ids.insert(reference.clone(), (stands_for, version.clone()));
    }
    let place_of = place.to_owned();
    draft.component(Component { name, version, purl, licences, id, place: place_of });
    // Before 1.4 vulnerabilities stood inside of their component.
    for (h, holder) in node.items("vulnerabilities").iter_mut().enumerate() {
        let place = format!("{place}/vulnerabilities/{h}/vulnerability");
        for (index, one) in holder.items("vulnerability").iter_mut().enumerate() {
            let reference = reference.clone().unwrap_or_else(|| shown.clone());
            let own = Ids::from([(String::new(), (crate::draft::short(&reference), None))]);
            vulnerability(draft, one, &format!("{place}/{index}"), &own);
        }
    }
    if depth < DEPTH_MAX {
        components(draft, node, place, ids, depth + 1);
    }
}

fn vulnerability(draft: &mut Draft, node: &mut Node, place: &str, ids: &Ids) {
    let own_id = node.take_text("id").unwrap_or_default();
    let mut rule = Rule { id: own_id.clone(), title: own_id, ..Rule::default() };
    rule.words = words(
        node,
        &["description", "detail", "recommendation", "created", "published", "updated", "bom-ref"],
    );
    rule.words.extend(words(node, &["@bom-ref", "@ref", "workaround"]));
    if let Some(text) = rule.words.iter().find(|it| it.0 == "description") {
        let first = text.1.lines().next().unwrap_or("");
        let title = crate::draft::short(first);
        if !title.is_empty() {
            rule.title = format!("{}: {title}", crate::draft::short(&rule.id));
        }
    }
    for source in node.items("source") {
        rule.words.extend(words(source, &["name", "url", "@name"]));
    }
    for holder in node.items("cwes") {
        let own = holder.take_own_text().into_iter();
        let own: Vec<String> = own.chain(holder.take_texts("cwe")).collect();
        own.iter().for_each(|it| weakness::join(&mut rule.cwes, weakness::cwes_in(it)));
        rule.words.extend(own.into_iter().map(|it| ("cwe".to_owned(), it)));
    }
    let (severity, weighs) = ratings(node, &mut rule.words);
    let severity = crate::draft::short(&severity);
    let (state, mut told) = analysis(node);
    let mut affected = affected(node, ids, place);
    if rule.id.is_empty() {
        "unnamed".clone_into(&mut rule.id);
    }
    let rule = draft.rule(rule);
    if affected.is_empty() {
        affected.push(Affected { place: place.to_owned(), ..Affected::default() });
    }
    for it in affected {
        let mut words = told.clone();
        words.extend(it.words);
        draft.finding(Told {
            rule,
            severity: severity.clone(),
            // That a version is not affected says less than that it was mended.
            state: Some(it.state.filter(|_| state.is_open()).unwrap_or(state)),
            key: it.name.clone().into_iter().collect(),
            location: it.name.unwrap_or_default(),
            words,
            place: it.place,
            weighs: Some(weighs),
            ..Told::default()
        });
        // The first holds the whole words, the others their beginning.
        told.iter_mut().for_each(|it| it.1 = crate::draft::short(&it.1));
    }
}

/// The gravest of the ratings, each kept with its method, score and vector.
fn ratings(node: &mut Node, told: &mut Vec<(String, String)>) -> (String, Severity) {
    let mut gravest: Option<(String, Severity)> = None;
    for holder in node.items("ratings") {
        let ratings = if holder.has("rating") {
            holder.items("rating")
        } else {
            std::slice::from_mut(holder)
        };
        for rating in ratings {
            for source in rating.items("source") {
                told.extend(words(source, &["name", "url"]));
            }
            let word = rating.take_text("severity");
            let score = match rating.get_mut("score") {
                Some(score) if score.as_text().is_none() => {
                    score.own_items().iter_mut().find_map(|it| it.take_text("base"))
                }
                _ => rating.take_text("score"),
            };
            let vector = rating.text("vector");
            told.extend(words(rating, &["method", "vector", "justification"]));
            let by_word =
                word.as_deref().map(weakness::severity).filter(|it| *it != Severity::Unknown);
            let by_score = || score.as_deref().and_then(weakness::of_score);
            let by_vector = || vector.as_deref().and_then(weakness::of_vector);
            let weighs = by_word.or_else(by_score).or_else(by_vector);
            told.extend(score.iter().map(|it| ("score".to_owned(), it.clone())));
            told.extend(word.iter().map(|it| ("severity".to_owned(), it.clone())));
            let said = word.or(score).unwrap_or_default();
            if let Some(weighs) = weighs
                && gravest.as_ref().is_none_or(|it| it.1 < weighs)
            {
                gravest = Some((said, weighs));
            }
        }
    }
    gravest.unwrap_or((String::new(), Severity::Unknown))
}

fn analysis(node: &mut Node) -> (State, Vec<(String, String)>) {
    let mut told = Vec::new();
    let mut state = State::Open;
    for analysis in node.items("analysis") {
        let said = analysis.take_text("state");
        state = match said.as_deref() {
            Some("resolved" | "resolved_with_pedigree") => State::Fixed,
            Some("not_affected" | "false_positive") => State::NotAffected,
            Some("in_triage") => State::Review,
            _ => State::Open,
        };
        told.extend(said.map(|it| ("analysis".to_owned(), it)));
        told.extend(words(analysis, &["justification", "detail", "response"]));
    }
    (state, told)
}

/// A component that a vulnerability is said to concern.
#[derive(Default)]
struct Affected {
    name: Option<String>,
    /// What its versions say, where they say anything.
    state: Option<State>,
    words: Vec<(String, String)>,
    place: String,
}

fn affected(node: &mut Node, ids: &Ids, place: &str) -> Vec<Affected> {
    let own = ids.get("").map(|it| Some(it.0.clone()));
    let own = own.map(|name| Affected { name, place: place.to_owned(), ..Affected::default() });
    let mut found: Vec<Affected> = own.into_iter().collect();
    for (h, holder) in node.items("affects").iter_mut().enumerate() {
        let place = format!("{place}/affects/{h}");
        if holder.has("target") {
            for (index, target) in holder.items("target").iter_mut().enumerate() {
                found.extend(one_affected(target, ids, format!("{place}/target/{index}")));
            }
        } else {
            found.extend(one_affected(holder, ids, place));
        }
    }
    merged(found)
}

/// Several ids may stand for the same thing.
fn merged(all: Vec<Affected>) -> Vec<Affected> {
    let mut at: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut found: Vec<Affected> = Vec::new();
    for it in all {
        match at.get(&it.name).map(|index| &mut found[*index]) {
            Some(known) => {
                known.words.extend(it.words);
                known.state = known.state.filter(|state| it.state == Some(*state));
            }
            None => {
                at.insert(it.name.clone(), found.len());
                found.push(it);
            }
        }
    }
    found
}

fn one_affected(target: &mut Node, ids: &Ids, place: String) -> Option<Affected> {
    let reference = target.take_text("ref")?;
    // The id changes from run to run, what it stands for does not.
    let known = ids.get(&reference).or_else(|| {
        let inner = reference.rsplit_once('#').map(|it| it.1)?;
        ids.get(inner)
    });
    let version = known.and_then(|it| it.1.as_deref());
    let state = of_versions(target, version);
    let name = Some(known.map_or_else(|| reference.clone(), |it| it.0.clone()));
    Some(Affected { name, state, words: vec![("affects".to_owned(), reference)], place })
}

/// What the versions of a target say of the component's own: of that version itself if it is
/// listed, else what all of them say. Ranges are not computed: one that is affected counts.
fn of_versions(target: &mut Node, own: Option<&str>) -> Option<State> {
    let mut said: Vec<(bool, String)> = Vec::new();
    for holder in target.items("versions") {
        let is_one = holder.has("status") || holder.text("version").is_some();
        let versions = if is_one { std::slice::from_mut(holder) } else { holder.items("version") };
        for one in versions {
            let is_own = own.is_some() && one.text("version").as_deref() == own;
            said.push((is_own, one.text("status").unwrap_or_else(|| "affected".to_owned())));
        }
    }
    if said.iter().any(|it| it.0) {
        said.retain(|it| it.0);
    }
    let all = |word: &str| !said.is_empty() && said.iter().all(|it| it.1 == word);
    if all("unaffected") {
        Some(State::NotAffected)
    } else if all("unknown") {
        Some(State::Review)
    } else {
        None
    }
}
