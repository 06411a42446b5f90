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
            for list in ["results", "result"] {
                for (index, result) in document.items(list).iter_mut().enumerate() {
                    read_result(draft, result, &at(&format!("{place}/{list}"), index));
                }
            }
            if name.starts_with("plan") {
                let risks = read_result(draft, document, &place);
                for list in ["poam-items", "poam-item"] {
                    for (index, item) in document.items(list).iter_mut().enumerate() {
                        read_item(draft, item, &risks, at(&format!("{place}/{list}"), index));
                    }
                }
            }
        }
    }
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

fn read_result(draft: &mut Draft, result: &mut Node, place: &str) -> Risks {
    let (start, end) =
        (result.take_first(&["start", "@start"]), result.take_first(&["end", "@end"]));
    draft.observed(start);
    draft.observed(end);
    draft.report.words.extend(words(result, &["title", "description", "uuid"]));
    let mut risks = BTreeMap::new();
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
            read_finding(draft, finding, &risks, at(&format!("{place}/{list}"), index));
        }
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
    let title = item.take_text("title").unwrap_or_default();
    let message = item.take_text("description").unwrap_or_default();
    let mut told = words(item, &["uuid", "@uuid", "remarks"]);
    let related = related(item, risks, &mut told);
    let closed = |it: &&(Option<String>, Option<Severity>)| it.0.as_deref() == Some("closed");
    let is_fixed = !related.is_empty() && related.iter().all(closed);
    let title = if title.is_empty() { crate::draft::short(&message) } else { title };
    let rule = Rule { id: "poam-item".to_owned(), title: title.clone(), ..Rule::default() };
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        message,
        state: Some(if is_fixed { State::Fixed } else { State::Open }),
        words: told,
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

/// Facets of a risk, where its maker gave a word for how grave it is.
fn severity_of(risk: &Node) -> Option<Severity> {
    let Node::List(characterizations) = risk.get("characterizations") else { return None };
    let facets = characterizations.iter().filter_map(|it| match it.get("facets") {
        Node::List(facets) => Some(facets),
        _ => None,
    });
    facets
        .flatten()
        .filter(|it| {
            let name = it.text("name").unwrap_or_default();
            matches!(name.as_str(), "risk" | "severity" | "impact" | "likelihood" | "cvss")
        })
        .filter_map(|it| it.text("value"))
        .map(|it| crate::weakness::severity(&it))
        .filter(|it| *it != Severity::Unknown)
        .max()
}

fn read_risk(draft: &mut Draft, risk: &mut Node, place: String) {
    let severity = severity_of(risk);
    let title = risk.take_text("title").unwrap_or_default();
    let status = risk.take_text("status").unwrap_or_default();
    let told = words(risk, &["statement", "deadline", "uuid", "@uuid"]);
    let message = risk.take_text("description").unwrap_or_default();
    let rule = draft.rule(Rule { id: "risk".to_owned(), title: title.clone(), ..Rule::default() });
    let state = match status.as_str() {
        "closed" => State::Fixed,
        "deviation-approved" => State::Suppressed,
        _ => State::Review,
    };
    draft.finding(Told {
        rule,
        message,
        severity: status,
        state: Some(state),
        words: told,
        place,
        key: vec![title],
        weighs: Some(severity.unwrap_or(Severity::Unknown)),
        ..Told::default()
    });
}

fn read_finding(draft: &mut Draft, finding: &mut Node, risks: &Risks, place: String) {
    let title = finding.take_text("title").unwrap_or_default();
    let message = finding.take_text("description").unwrap_or_default();
    let (mut target, mut status, mut told) = (String::new(), String::new(), Vec::new());
    for node in finding.items("target") {
        target = node.take_first(&["target-id", "@target-id"]).unwrap_or_default();
        told.extend(words(node, &["type", "@type", "description"]));
        for state in node.items("status") {
            status = state.take_first(&["state", "@state"]).unwrap_or_default();
            told.extend(words(state, &["reason", "@reason", "remarks"]));
            if status.is_empty() {
                status = state.take_own_text().unwrap_or_default();
            }
        }
    }
    let weighs = related(finding, risks, &mut told).iter().filter_map(|it| it.1).max();
    told.extend(words(finding, &["uuid", "@uuid", "implementation-statement-uuid"]));
    let state = match status.as_str() {
        "satisfied" => State::Passed,
        "not-satisfied" => State::Open,
        _ => State::Review,
    };
    let is_passed = state == State::Passed;
    let rule = draft.rule(Rule { id: target.clone(), title, ..Rule::default() });
    draft.finding(Told {
        rule,
        message,
        severity: status,
        state: Some(state),
        location: target.clone(),
        words: told,
        place,
        key: vec![target],
        weighs: Some(if is_passed { Severity::None } else { weighs.unwrap_or(Severity::Unknown) }),
    });
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
