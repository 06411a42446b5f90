//! From a judged advisory to statements about products.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Advisory;
use super::tree::Tree;
use crate::value::{list, owned, text, texts};
use crate::vex::{Affected, Justification, Rating, Source, Statement, Status};

/// The states in the order in which they are told, and what they mean.
const STATES: [(&str, Status); 7] = [
    ("known_affected", Status::Affected),
    ("first_affected", Status::Affected),
    ("last_affected", Status::Affected),
    ("known_not_affected", Status::NotAffected),
    ("fixed", Status::Fixed),
    ("first_fixed", Status::Fixed),
    ("under_investigation", Status::UnderInvestigation),
];

pub(super) fn advisory(document: &Value) -> Advisory {
    let tree = Tree::of(document);
    let at = |pointer: &str| {
        document.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut read = Advisory {
        id: at("/document/tracking/id"),
        title: at("/document/title"),
        publisher: at("/document/publisher/name"),
        category: at("/document/category"),
        version: at("/document/tracking/version"),
        released: at("/document/tracking/current_release_date"),
        statements: Vec::new(),
    };
    let purls = purls(&tree);
    for vulnerability in list(document, "vulnerabilities") {
        of_vulnerability(vulnerability, &tree, &purls, &mut read);
    }
    read
}

/// The package URL of each product that has one, also by way of relationships' own entries.
fn purls<'d>(tree: &Tree<'d>) -> BTreeMap<&'d str, &'d str> {
    let purl = |product: &'d Value| {
        let helper = product.get("product_identification_helper")?;
        Some((text(product, "product_id")?, text(helper, "purl")?))
    };
    tree.definitions.iter().filter_map(|(_, product)| purl(product)).collect()
}

/// One statement for each state and reason, so that each product has exactly its own.
fn of_vulnerability(
    vulnerability: &Value,
    tree: &Tree<'_>,
    purls: &BTreeMap<&str, &str>,
    read: &mut Advisory,
) {
    let Some(status) = vulnerability.get("product_status") else { return };
    let mut groups: BTreeMap<(Status, Option<Justification>, Option<String>), Vec<Affected>> =
        BTreeMap::new();
    for (state, meaning) in STATES {
        for id in texts(status, state) {
            let (reason, detail) = match meaning {
                Status::NotAffected => reason(vulnerability, tree, &id),
                Status::Affected => (None, remedy(vulnerability, tree, &id)),
                _ => (None, None),
            };
            let purl = purls.get(id.as_str()).map(|purl| (*purl).to_owned());
            let affected = Affected { reference: id, purl, versions: Vec::new() };
            groups.entry((meaning, reason, detail)).or_default().push(affected);
        }
    }
    for ((status, justification, detail), affects) in groups {
        read.statements.push(Statement {
            status,
            justification,
            detail: detail.clone().filter(|_| status != Status::Affected),
            recommendation: detail.filter(|_| status == Status::Affected),
            affects,
            ..about(vulnerability, read)
        });
    }
}

/// What is said of the vulnerability itself.
fn about(vulnerability: &Value, read: &Advisory) -> Statement {
    let ids: Vec<String> =
        list(vulnerability, "ids").iter().filter_map(|id| owned(id, "text")).collect();
    let own = owned(vulnerability, "cve");
    let cwe = vulnerability.get("cwe").and_then(|cwe| text(cwe, "id"));
    let note = list(vulnerability, "notes")
        .iter()
        .find(|note| matches!(text(note, "category"), Some("description" | "summary" | "details")));
    Statement {
        id: own.clone().or_else(|| ids.first().cloned()).unwrap_or_default(),
        aliases: if own.is_some() { ids } else { ids.into_iter().skip(1).collect() },
        source: Some(Source { name: Some(read.publisher.clone()), url: None }),
        ratings: list(vulnerability, "scores").iter().flat_map(ratings).collect(),
        cwes: cwe.and_then(|id| id.strip_prefix("CWE-")?.parse().ok()).into_iter().collect(),
        description: note.and_then(|note| owned(note, "text")),
        published: owned(vulnerability, "release_date"),
        updated: Some(read.released.clone()).filter(|at| !at.is_empty()),
        ..Statement::default()
    }
}

fn ratings(score: &Value) -> Vec<Rating> {
    let one = |field: &str| {
        let object = score.get(field)?;
        let method = match text(object, "version") {
            Some("2.0") => "CVSSv2",
            Some("3.0") => "CVSSv3",
            _ => "CVSSv31",
        };
        Some(Rating {
            method: Some(method.to_owned()),
            vector: owned(object, "vectorString"),
            score: object.get("baseScore").and_then(Value::as_f64),
            severity: text(object, "baseSeverity").map(str::to_ascii_lowercase),
        })
    };
    ["cvss_v3", "cvss_v2"].into_iter().filter_map(one).collect()
}

fn reason(
    vulnerability: &Value,
    tree: &Tree<'_>,
    id: &str,
) -> (Option<Justification>, Option<String>) {
    let flag = list(vulnerability, "flags").iter().find(|flag| tree.concerned(flag).contains(id));
    let label = flag.and_then(|flag| text(flag, "label"));
    let threat = list(vulnerability, "threats").iter().find(|threat| {
        text(threat, "category") == Some("impact") && tree.concerned(threat).contains(id)
    });
    let detail = threat.and_then(|threat| owned(threat, "details"));
    (label.and_then(Justification::of_flag), detail)
}

fn remedy(vulnerability: &Value, tree: &Tree<'_>, id: &str) -> Option<String> {
    let remedies = list(vulnerability, "remediations").iter();
    let mut own = remedies.filter(|remedy| tree.concerned(remedy).contains(id));
    own.next().and_then(|remedy| owned(remedy, "details"))
}
