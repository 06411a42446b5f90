//! SPDX 3, JSON-LD: a graph of elements that name each other. Packages with their licences,
//! vulnerabilities with what is said of them (VEX) and how grave they are.

use super::at;
use crate::draft::{Draft, Told};
use crate::model::{Component, Severity, State};
use crate::tree::Node;
use crate::weakness;
use std::collections::{BTreeMap, BTreeSet};

/// Whether it is a graph in the context of SPDX 3.
pub(crate) fn is_spdx3(root: &Node) -> bool {
    let context = match root.get("@context") {
        Node::List(items) => items.iter().find_map(Node::as_text),
        other => other.as_text(),
    };
    root.has("@graph") && context.is_some_and(|it| it.contains("spdx.org/rdf/3"))
}

/// What elements say of others, by identifier.
#[derive(Default)]
struct Known {
    /// What a package is called: its package URL, else its name.
    packages: BTreeMap<String, String>,
    expressions: BTreeMap<String, String>,
    /// Licences of packages, by the relationships that give them.
    licences: BTreeMap<String, Vec<String>>,
    tools: BTreeMap<String, String>,
    /// Vulnerabilities: name, weaknesses.
    vulnerabilities: BTreeMap<String, (String, Vec<u32>)>,
    severities: BTreeMap<String, Severity>,
    /// Pairs of vulnerability and package of which something is said.
    judged: BTreeSet<(String, String)>,
    /// Pairs of which it is said that the package has the vulnerability.
    associated: BTreeSet<(String, String)>,
}

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    root.take_texts("@context");
    let Some(graph) = root.get_mut("@graph") else { return };
    let elements = graph.own_items();
    let mut known = Known::default();
    elements.iter_mut().for_each(|it| learn(&mut known, it));
    for element in elements.iter().filter(|it| kind(it).ends_with("Relationship")) {
        relate(&mut known, element);
    }
    let created = creation(draft, elements, &known);
    draft.observed(created);
    let told = draft.told();
    for (index, element) in elements.iter_mut().enumerate() {
        let place = at("/@graph", index);
        match kind(element).as_str() {
            "SpdxDocument" => {
                let name = element.take_text("name");
                draft.target(&name.unwrap_or_default());
                draft.word("spdxId", element.take_text("spdxId"));
            }
            "software_Package" => package(draft, element, &known, place),
            of if of.ends_with("VulnAssessmentRelationship") || of == "Relationship" => {
                assessment(draft, element, &mut known, &place);
            }
            _ => {}
        }
    }
    let is_of_software = elements.iter().any(|it| kind(it).starts_with("software_"));
    if draft.told() == told && !is_of_software {
        draft.nothing_tested();
    }
}

fn kind(element: &Node) -> String {
    element.text("type").or_else(|| element.text("@type")).unwrap_or_default()
}

fn id(element: &Node) -> String {
    element.text("spdxId").or_else(|| element.text("@id")).unwrap_or_default()
}

/// One name or a list of names, left where it is.
fn names(element: &Node, field: &str) -> Vec<String> {
    match element.get(field) {
        Node::List(items) => items.iter().filter_map(Node::as_text).collect(),
        other => other.as_text().into_iter().collect(),
    }
}

/// An identifier of a kind that an element has elsewhere.
fn elsewhere(element: &Node, wanted: &[&str]) -> Option<String> {
    let identifiers = match element.get("externalIdentifier") {
        Node::List(items) => items.as_slice(),
        Node::Taken => &[],
        other => std::slice::from_ref(other),
    };
    let is_wanted = |it: &&Node| {
        it.text("externalIdentifierType").is_some_and(|it| wanted.contains(&it.as_str()))
    };
    identifiers.iter().find(is_wanted)?.text("identifier")
}

fn purl(element: &Node) -> Option<String> {
    element
        .text("software_packageUrl")
        .or_else(|| elsewhere(element, &["packageUrl"]))
        .filter(|it| it.starts_with("pkg:"))
}

fn learn(known: &mut Known, element: &mut Node) {
    let (of, id) = (kind(element), id(element));
    match of.as_str() {
        "software_Package" => {
            let name = element.text("name").unwrap_or_default();
            known.packages.insert(id, purl(element).unwrap_or(name));
        }
        "simplelicensing_LicenseExpression" => {
            let said = element.take_text("simplelicensing_licenseExpression").unwrap_or_default();
            known.expressions.insert(id, said);
        }
        "Tool" => {
            let name = element.take_text("name").unwrap_or_default();
            known.tools.insert(id, name);
        }
        "security_Vulnerability" => {
            let named = elsewhere(element, &["cve", "securityOther"]);
            let name = named.or_else(|| element.text("name")).unwrap_or_else(|| id.clone());
            let said = element.text("description").unwrap_or_default();
            let mut cwes = weakness::cwes_in(&said);
            let other = elsewhere(element, &["cwe"]).unwrap_or_default();
            weakness::join(&mut cwes, weakness::cwes_in(&other));
            known.vulnerabilities.insert(id, (name, cwes));
        }
        _ => {}
    }
}

fn relate(known: &mut Known, element: &Node) {
    let from = element.text("from").unwrap_or_default();
    let to = names(element, "to");
    let how = element.text("relationshipType").unwrap_or_default();
    if matches!(how.as_str(), "hasDeclaredLicense" | "hasConcludedLicense") {
        let said = to.iter().map(|it| known.expressions.get(it).unwrap_or(it).clone());
        let licences: Vec<String> = said.collect();
        known.licences.entry(from).or_default().extend(licences);
        return;
    }
    if how == "hasAssociatedVulnerability" {
        known.associated.extend(to.into_iter().map(|it| (it, from.clone())));
        return;
    }
    if !known.vulnerabilities.contains_key(&from) {
        return;
    }
    if kind(element).contains("Vex") {
        known.judged.extend(to.into_iter().map(|it| (from.clone(), it)));
        return;
    }
    let word = element.text("security_severity").map(|it| weakness::severity(&it));
    let score = element.text("security_score").and_then(|it| weakness::of_score(&it));
    let vector = element.text("security_vectorString");
    let vector = vector.and_then(|it| weakness::of_vector(&it));
    let word = word.filter(|it| *it != Severity::Unknown);
    if let Some(severity) = word.or(score).or(vector) {
        let worst = known.severities.entry(from).or_insert(severity);
        *worst = (*worst).max(severity);
    }
}

/// Tells version and tools; gives the time of making.
fn creation(draft: &mut Draft, elements: &mut [Node], known: &Known) -> Option<String> {
    let mut created = None;
    let mut version = None;
    for element in elements.iter_mut().filter(|it| kind(it) == "CreationInfo") {
        version = element.take_text("specVersion").or(version);
        created = element.take_text("created").or(created);
        for tool in element.take_texts("createdUsing") {
            let name = known.tools.get(&tool).cloned().unwrap_or(tool);
            draft.tool(&name, None);
        }
    }
    // The minor versions of 3 only add.
    let is_known = version.as_deref().is_some_and(|it| it.starts_with("3."));
    let read = version.clone().filter(|_| is_known);
    draft.version(version, &[read.as_deref().unwrap_or("3")]);
    if draft.report.tools.is_empty() {
        draft.tool("SPDX", None);
    }
    created
}

fn package(draft: &mut Draft, element: &mut Node, known: &Known, place: String) {
    let id = id(element);
    let purl = purl(element);
    element.take_first(&["software_packageUrl"]);
    draft.component(Component {
        name: element.take_text("name").unwrap_or_default(),
        version: element.take_text("software_packageVersion"),
        purl,
        licences: known.licences.get(&id).cloned().unwrap_or_default(),
        id: element.take_first(&["spdxId", "@id"]),
        place,
    });
}

/// What is said of a vulnerability in packages; of one that a package only is said to have, that
/// it is open; of one whose severity there is all that is said, that somebody has to look.
fn assessment(draft: &mut Draft, element: &mut Node, known: &mut Known, place: &str) {
    let of = kind(element);
    let how = element.text("relationshipType").unwrap_or_default();
    let (from, to) = (element.text("from").unwrap_or_default(), names(element, "to"));
    let pairs: Vec<(String, String)> = if how == "hasAssociatedVulnerability" {
        let pairs = to.into_iter().map(|it| (it, from.clone()));
        pairs.filter(|it| !known.judged.contains(it)).collect()
    } else if of.contains("Vex") {
        to.into_iter().map(|it| (from.clone(), it)).collect()
    } else if of.ends_with("VulnAssessmentRelationship") {
        let pairs = to.into_iter().map(|it| (from.clone(), it));
        let pairs = pairs.filter(|it| !known.associated.contains(it));
        pairs.filter(|it| known.judged.insert(it.clone())).collect()
    } else {
        return;
    };
    let state = match of.as_str() {
        "security_VexNotAffectedVulnAssessmentRelationship" => State::NotAffected,
        "security_VexFixedVulnAssessmentRelationship" => State::Fixed,
        "security_VexUnderInvestigationVulnAssessmentRelationship" => State::Review,
        _ if of.contains("Vex") || how == "hasAssociatedVulnerability" => State::Open,
        _ => State::Review,
    };
    let said = ["security_impactStatement", "security_actionStatement", "security_statusNotes"];
    let mut message = element.take_first(&said).unwrap_or_default();
    let mut told = super::words(element, &["security_justificationType", "spdxId"]);
    for (vulnerability, package) in pairs {
        let Some((name, cwes)) = known.vulnerabilities.get(&vulnerability) else { continue };
        let location = known.packages.get(&package).unwrap_or(&package).clone();
        let severity = known.severities.get(&vulnerability).copied();
        let rule = draft.plain_rule(name, name, cwes);
        draft.finding(Told {
            rule,
            message: message.clone(),
            state: Some(state),
            key: vec![location.clone()],
            location,
            words: told.clone(),
            place: place.to_owned(),
            weighs: Some(severity.unwrap_or(Severity::Unknown)),
            ..Told::default()
        });
        // The first holds the whole words, the others their beginning.
        message = crate::draft::short(&message);
        told.iter_mut().for_each(|it| it.1 = crate::draft::short(&it.1));
    }
}
