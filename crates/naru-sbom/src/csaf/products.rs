//! Tests about products: definitions, references, states, identification.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Finding;
use super::tree::{Placed, Tree};
use crate::purl::Purl;
use crate::value::{list, text};

pub(super) fn judge(document: &Value, tree: &Tree<'_>, findings: &mut Vec<Finding>) {
    undefined("6.1.1", &tree.products, &tree.product_refs, findings);
    repeated("6.1.2", &tree.products, findings);
    circular(document, findings);
    undefined("6.1.4", &tree.groups, &tree.group_refs, findings);
    repeated("6.1.5", &tree.groups, findings);
    for (index, vulnerability) in list(document, "vulnerabilities").iter().enumerate() {
        let at = format!("/vulnerabilities/{index}");
        contradicting(vulnerability, &at, findings);
        unreferenced("6.1.29", vulnerability, "remediations", &at, findings);
        unreferenced("6.1.32", vulnerability, "flags", &at, findings);
        several_reasons(vulnerability, tree, &at, findings);
    }
    for (at, product) in &tree.definitions {
        identification(product, at, findings);
    }
    for (at, category, name) in &tree.branches {
        if *category == "product_version" && is_range(name) {
            findings.push(Finding::new("6.1.31", format!("{at}/name"), *name));
        }
    }
}

fn undefined(
    test: &'static str,
    defined: &[Placed<'_>],
    refs: &[Placed<'_>],
    findings: &mut Vec<Finding>,
) {
    let known: BTreeSet<&str> = defined.iter().map(|(_, id)| *id).collect();
    let missing = refs.iter().filter(|(_, id)| !known.contains(id));
    findings.extend(missing.map(|(at, id)| Finding::new(test, at.clone(), *id)));
}

fn repeated(test: &'static str, defined: &[Placed<'_>], findings: &mut Vec<Finding>) {
    let mut known = BTreeSet::new();
    for (at, id) in defined {
        if !known.insert(*id) {
            findings.push(Finding::new(test, at.clone(), *id));
        }
    }
}

/// A relationship defines a product out of two others; none may need itself.
fn circular(document: &Value, findings: &mut Vec<Finding>) {
    let relations =
        document.get("product_tree").map_or(&[][..], |root| list(root, "relationships"));
    let mut needs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for relation in relations {
        let id = relation.get("full_product_name").and_then(|name| text(name, "product_id"));
        let ends = ["product_reference", "relates_to_product_reference"];
        let ends = ends.iter().filter_map(|name| text(relation, name));
        needs.entry(id.unwrap_or_default()).or_default().extend(ends);
    }
    for (index, relation) in relations.iter().enumerate() {
        let name = relation.get("full_product_name");
        let Some(id) = name.and_then(|name| text(name, "product_id")) else { continue };
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&str> = needs.get(id).cloned().unwrap_or_default();
        while let Some(next) = waiting.pop() {
            if next == id {
                let at =
                    format!("/product_tree/relationships/{index}/full_product_name/product_id");
                findings.push(Finding::new("6.1.3", at, id));
                break;
            }
            if seen.insert(next) {
                waiting.extend(needs.get(next).into_iter().flatten());
            }
        }
    }
}

/// The states that exclude each other; `recommended` goes with any.
const CAMPS: [&[&str]; 4] = [
    &["first_affected", "known_affected", "last_affected"],
    &["known_not_affected"],
    &["first_fixed", "fixed"],
    &["under_investigation"],
];

fn contradicting(vulnerability: &Value, at: &str, findings: &mut Vec<Finding>) {
    let Some(status) = vulnerability.get("product_status") else { return };
    let mut camp_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (camp, states) in CAMPS.iter().enumerate() {
        for state in *states {
            for (index, id) in list(status, state).iter().enumerate() {
                let Some(id) = id.as_str() else { continue };
                if *camp_of.entry(id).or_insert(camp) != camp {
                    let at = format!("{at}/product_status/{state}/{index}");
                    findings.push(Finding::new("6.1.6", at, id));
                }
            }
        }
    }
}

fn unreferenced(
    test: &'static str,
    vulnerability: &Value,
    field: &str,
    at: &str,
    findings: &mut Vec<Finding>,
) {
    for (index, item) in list(vulnerability, field).iter().enumerate() {
        if item.get("product_ids").is_none() && item.get("group_ids").is_none() {
            let about = text(item, "category").or_else(|| text(item, "label"));
            let at = format!("{at}/{field}/{index}");
            findings.push(Finding::new(test, at, about.unwrap_or_default()));
        }
    }
}

fn several_reasons(vulnerability: &Value, tree: &Tree<'_>, at: &str, findings: &mut Vec<Finding>) {
    let mut reason_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, flag) in list(vulnerability, "flags").iter().enumerate() {
        for id in tree.concerned(flag) {
            if *reason_of.entry(id).or_insert(index) != index {
                findings.push(Finding::new("6.1.33", format!("{at}/flags/{index}"), id));
            }
        }
    }
}

fn identification(product: &Value, at: &str, findings: &mut Vec<Finding>) {
    let Some(helper) = product.get("product_identification_helper") else { return };
    let at = format!("{at}/product_identification_helper");
    if let Some(purl) = text(helper, "purl")
        && let Err(error) = Purl::parse(purl)
    {
        let about = format!("{purl}: {error}");
        findings.push(Finding::new("6.1.13", format!("{at}/purl"), about));
    }
    for (file, hashes) in list(helper, "hashes").iter().enumerate() {
        let mut known = BTreeSet::new();
        for (index, hash) in list(hashes, "file_hashes").iter().enumerate() {
            let algorithm = text(hash, "algorithm").unwrap_or_default();
            if !known.insert(algorithm) {
                let at = format!("{at}/hashes/{file}/file_hashes/{index}");
                findings.push(Finding::new("6.1.25", at, algorithm));
            }
        }
    }
}

/// Whether a name of one version speaks of several.
fn is_range(name: &str) -> bool {
    const WORDS: [&str; 8] =
        ["after", "all", "before", "earlier", "later", "prior", "version", "versions"];
    let is_word = |word: &str| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    name.contains(['<', '>']) || name.split_whitespace().any(is_word)
}
