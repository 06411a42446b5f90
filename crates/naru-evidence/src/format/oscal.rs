//! OSCAL: assessment results and plans of action as findings on controls; catalogues as lists.

use super::{at, words};
use crate::draft::{Draft, Told};
use crate::model::{Component, Rule, Severity, State};
use crate::tree::Node;
use std::collections::BTreeMap;

const DEPTH_MAX: usize = 32;

pub(crate) fn results(draft: &mut Draft, root: &mut Node) {
    for name in ["assessment-results", "plan-of-action-and-milestones"] {
        for (d, document) in root.items(name).iter_mut().enumerate() {
            let place = format!(
                "/{name}{}",
                if document.has("@uuid") { format!("/{d}") } else { String::new() }
            );
            metadata(draft, document);
            let told = draft.told();
            let mut judged = Judged::new();
            for list in ["results", "result"] {
                let results = document.items(list);
                for index in newest_first(results) {
                    let place = at(&format!("{place}/{list}"), index);
                    read_result(draft, &mut results[index], &place, &mut judged);
                }
            }
            if name.starts_with("plan") {
                let risks = read_result(draft, document, &place, &mut judged);
                for list in ["poam-items", "poam-item"] {
                    for (index, item) in document.items(list).iter_mut().enumerate() {
                        read_item(draft, item, &risks, at(&format!("{place}/{list}"), index));
                    }
                }
            }
            if draft.told() == told {
                draft.nothing_tested();
            }
        }
    }
}

/// What results newer than the one that is read say of targets.
type Judged = BTreeMap<String, State>;

/// Positions of results, the newest first: what it says of a target goes before what older ones
/// say.
fn newest_first(results: &[Node]) -> Vec<usize> {
    let time = |it: &Node| {
        let names = ["end", "@end", "start", "@start"];
        let said = names.iter().find_map(|name| it.text(name))?;
        crate::time::read(&said).map(|it| it.0)
    };
    let times: Vec<Option<i64>> = results.iter().map(time).collect();
    let mut order: Vec<usize> = (0..results.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(times[*index]));
    order
}

/// Takes a field of prose: a text, or in XML paragraphs and lists.
fn prose(node: &mut Node, name: &str) -> Option<String> {
    if let Some(text) = node.take_text(name) {
        return Some(text);
    }
    let mut texts = Vec::new();
    node.items(name).iter_mut().for_each(|it| take_all(it, &mut texts));
    Some(texts.join("\n")).filter(|it| !it.is_empty())
}

fn take_all(node: &mut Node, into: &mut Vec<String>) {
    if let Some(text) = node.take_own_text() {
        into.extend(Some(text).filter(|it| !it.trim().is_empty()));
        return;
    }
    match node {
        Node::List(items) => items.iter_mut().for_each(|it| take_all(it, into)),
        Node::Object(fields) => {
            let inner = fields.iter_mut().filter(|it| !it.0.starts_with('@'));
            inner.for_each(|it| take_all(&mut it.1, into));
        }
        _ => {}
    }
}

/// Fields of prose as words.
fn told(node: &mut Node, names: &[&str]) -> Vec<(String, String)> {
    let words = names.iter().filter_map(|name| Some(((*name).to_owned(), prose(node, name)?)));
    words.collect()
}

fn metadata(draft: &mut Draft, document: &mut Node) {
    let mut version = None;
    for metadata in document.items("metadata") {
        version = metadata.take_text("oscal-version");
        let title = metadata.take_text("title");
        draft.target(&title.unwrap_or_default());
        draft.report.words.extend(words(metadata, &["version", "published", "last-modified"]));
    }
    draft.tool("OSCAL", None);
    // The minor versions of 1 only add.
    let is_known = version.as_deref().is_some_and(|it| it.starts_with("1."));
    let known = version.clone().filter(|_| is_known);
    draft.version(version, &[known.as_deref().unwrap_or("1")]);
    draft.report.words.extend(words(document, &["uuid", "@uuid"]));
}

fn read_result(draft: &mut Draft, result: &mut Node, place: &str, judged: &mut Judged) -> Risks {
    let (start, end) =
        (result.take_first(&["start", "@start"]), result.take_first(&["end", "@end"]));
    draft.observed(start);
    draft.observed(end);
    draft.report.words.extend(words(result, &["title", "uuid", "@uuid"]));
    draft.report.words.extend(told(result, &["description"]));
    let (mut risks, mut own) = (BTreeMap::new(), Vec::new());
    for list in ["risks", "risk"] {
        for (index, risk) in result.items(list).iter_mut().enumerate() {
            if let Some(id) = risk.text("uuid").or(risk.text("@uuid")) {
                let said = (risk.text("status"), severity_of(risk));
                risks.insert(id, said);
            }
            read_risk(draft, risk, at(&format!("{place}/{list}"), index));
        }
    }
    for list in ["findings", "finding"] {
        for (index, finding) in result.items(list).iter_mut().enumerate() {
            let place = at(&format!("{place}/{list}"), index);
            let of = read_finding(draft, finding, &risks, (&place, judged));
            own.push(of);
        }
    }
    for (target, state) in own {
        judged.entry(target).or_insert(state);
    }
    for list in ["observations", "observation"] {
        for observation in result.items(list) {
            draft.observed(observation.take_text("collected"));
        }
    }
    risks
}

/// An item of a plan: a weakness that is not put right yet, but where all risks it names are
/// closed.
fn read_item(draft: &mut Draft, item: &mut Node, risks: &Risks, place: String) {
    let title = prose(item, "title").unwrap_or_default();
    let message = prose(item, "description").unwrap_or_default();
    let mut words = words(item, &["uuid", "@uuid"]);
    words.extend(told(item, &["remarks"]));
    let related = related(item, risks, &mut words);
    let closed = |it: &&(Option<String>, Option<Severity>)| it.0.as_deref() == Some("closed");
    let is_fixed = !related.is_empty() && related.iter().all(closed);
    let title = if title.is_empty() { crate::draft::short(&message) } else { title };
    let rule = Rule { id: "poam-item".to_owned(), title: title.clone(), ..Rule::default() };
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        message,
        state: Some(if is_fixed { State::Fixed } else { State::Open }),
        words,
        place,
        key: vec![title],
        weighs: Some(related.iter().filter_map(|it| it.1).max().unwrap_or(Severity::Unknown)),
        ..Told::default()
    });
}

/// The risks that something names, with what the file says of each.
fn related<'r>(
    node: &mut Node,
    risks: &'r Risks,
    told: &mut Vec<(String, String)>,
) -> Vec<&'r (Option<String>, Option<Severity>)> {
    let mut found = Vec::new();
    for name in ["related-risks", "associated-risks", "related-risk", "associated-risk"] {
        for related in node.items(name) {
            if let Some(id) = related.take_first(&["risk-uuid", "@risk-uuid"]) {
                found.extend(risks.get(&id));
                told.push(("risk-uuid".to_owned(), id));
            }
        }
    }
    found
}

type Risks = BTreeMap<String, (Option<String>, Option<Severity>)>;

/// How grave a risk is by its facets: as a risk, a severity or a score; else by its impact. How
/// likely it is does not make it graver.
fn severity_of(risk: &Node) -> Option<Severity> {
    let facets: Vec<&Node> = inner(risk, ["characterizations", "characterization"])
        .flat_map(|it| inner(it, ["facets", "facet"]))
        .collect();
    let said = |it: &&Node, name: &str| it.text(name).or_else(|| it.text(&format!("@{name}")));
    let gravest = |is_it: fn(&str) -> bool| {
        let named = facets.iter().filter(|it| said(it, "name").is_some_and(|it| is_it(&it)));
        let values = named.filter_map(|it| said(it, "value"));
        values.filter_map(|it| graveness(&it)).max()
    };
    let is_whole = |name: &str| {
        let name = name.to_lowercase();
        matches!(name.as_str(), "risk" | "severity") || name.contains("score") || name == "cvss"
    };
    gravest(is_whole).or_else(|| gravest(|name| name.eq_ignore_ascii_case("impact")))
}

/// A word, or a score of CVSS.
fn graveness(said: &str) -> Option<Severity> {
    let word = crate::weakness::severity(said);
    let word = Some(word).filter(|it| *it != Severity::Unknown);
    word.or_else(|| crate::weakness::of_score(said))
}

/// The items of a list that JSON and XML name differently.
fn inner<'n>(node: &'n Node, names: [&str; 2]) -> impl Iterator<Item = &'n Node> {
    let lists = names.map(|name| match node.get(name) {
        Node::List(items) => items.as_slice(),
        Node::Taken => &[],
        other => std::slice::from_ref(other),
    });
    lists.into_iter().flatten()
}

fn read_risk(draft: &mut Draft, risk: &mut Node, place: String) {
    let severity = severity_of(risk);
    let title = prose(risk, "title").unwrap_or_default();
    let status = risk.take_text("status").unwrap_or_default();
    let mut words = words(risk, &["deadline", "uuid", "@uuid"]);
    words.extend(told(risk, &["statement"]));
    let message = prose(risk, "description").unwrap_or_default();
    let rule = draft.rule(Rule { id: "risk".to_owned(), title: title.clone(), ..Rule::default() });
    let state = match status.as_str() {
        "closed" => State::Fixed,
        "deviation-approved" => State::Suppressed,
        _ => State::Review,
    };
    // A status is not a word for how grave it is.
    words.push(("status".to_owned(), status));
    draft.finding(Told {
        rule,
        message,
        state: Some(state),
        words,
        place,
        key: vec![title],
        weighs: Some(severity.unwrap_or(Severity::Unknown)),
        ..Told::default()
    });
}

/// Reads a finding; says of which target it is and what it says.
fn read_finding(
    draft: &mut Draft,
    finding: &mut Node,
    risks: &Risks,
    (place, newer): (&str, &Judged),
) -> (String, State) {
    let title = prose(finding, "title").unwrap_or_default();
    let message = prose(finding, "description").unwrap_or_default();
    let (mut target, mut status, mut told_of) = (String::new(), String::new(), Vec::new());
    for node in finding.items("target") {
        target = node.take_first(&["target-id", "@target-id"]).unwrap_or_default();
        told_of.extend(words(node, &["type", "@type"]));
        told_of.extend(told(node, &["title", "description"]));
        for state in node.items("status") {
            status = state.take_first(&["state", "@state"]).unwrap_or_default();
            told_of.extend(words(state, &["reason", "@reason"]));
            told_of.extend(told(state, &["remarks"]));
            if status.is_empty() {
                status = state.take_own_text().unwrap_or_default();
            }
        }
    }
    let weighs = related(finding, risks, &mut told_of).iter().filter_map(|it| it.1).max();
    told_of.extend(words(finding, &["uuid", "@uuid", "implementation-statement-uuid"]));
    let said = match status.as_str() {
        "satisfied" => State::Passed,
        "not-satisfied" => State::Open,
        _ => State::Review,
    };
    let is_mended = said.is_open() && newer.get(&target) == Some(&State::Passed);
    let rule = draft.rule(Rule { id: target.clone(), title, ..Rule::default() });
    told_of.push(("status".to_owned(), status));
    let is_passed = said == State::Passed;
    draft.finding(Told {
        rule,
        message,
        state: Some(if is_mended { State::Fixed } else { said }),
        location: target.clone(),
        words: told_of,
        place: place.to_owned(),
        key: vec![target.clone()],
        weighs: Some(if is_passed { Severity::None } else { weighs.unwrap_or(Severity::Unknown) }),
        ..Told::default()
    });
    (target, said)
}

pub(crate) fn catalog(draft: &mut Draft, root: &mut Node) {
    for document in root.items("catalog") {
        metadata(draft, document);
        groups(draft, document, "/catalog", 0);
    }
}

fn groups(draft: &mut Draft, node: &mut Node, place: &str, depth: usize) {
    if depth > DEPTH_MAX {
        return;
    }
    for list in ["controls", "control"] {
        for (index, control) in node.items(list).iter_mut().enumerate() {
            let place = at(&format!("{place}/{list}"), index);
            let id = control.take_first(&["id", "@id"]);
            let name = control.take_text("title").unwrap_or_default();
            let place_of = place.clone();
            draft.component(Component { name, id, place: place_of, ..Component::default() });
            groups(draft, control, &place, depth + 1);
        }
    }
    for list in ["groups", "group"] {
        for (index, group) in node.items(list).iter_mut().enumerate() {
            let place = at(&format!("{place}/{list}"), index);
            groups(draft, group, &place, depth + 1);
        }
    }
}
