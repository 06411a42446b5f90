//! Tests about the document as a whole: language, category, and what its profile demands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::tree::Tree;
use super::{Finding, cwe};
use crate::value::{list, text};

const INFORMATIONAL: &str = "csaf_informational_advisory";
const RESPONSE: &str = "csaf_security_incident_response";
const ADVISORY: &str = "csaf_security_advisory";
const VEX: &str = "csaf_vex";
const BASE: &str = "csaf_base";

pub(super) fn judge(document: &Value, tree: &Tree<'_>, findings: &mut Vec<Finding>) {
    let Some(head) = document.get("document") else { return };
    languages(head, findings);
    let category = text(head, "category").unwrap_or_default();
    category_name(category, findings);
    if matches!(category, INFORMATIONAL | RESPONSE) {
        informational(head, findings);
    }
    if category == INFORMATIONAL && document.get("vulnerabilities").is_some() {
        findings.push(Finding::new("6.1.27.3", "/vulnerabilities", category));
    }
    if matches!(category, ADVISORY | VEX) {
        for (test, field) in [("6.1.27.4", "product_tree"), ("6.1.27.11", "vulnerabilities")] {
            if document.get(field).is_none() {
                findings.push(Finding::new(test, "/document/category", category));
            }
        }
    }
    let mut cves = BTreeMap::new();
    for (index, vulnerability) in list(document, "vulnerabilities").iter().enumerate() {
        let at = format!("/vulnerabilities/{index}");
        by_profile(vulnerability, category, tree, &at, findings);
        weakness(vulnerability, &at, findings);
        involvements(vulnerability, &at, findings);
        if let Some(cve) = text(vulnerability, "cve")
            && cves.insert(cve, index).is_some()
        {
            findings.push(Finding::new("6.1.23", format!("{at}/cve"), cve));
        }
    }
}

fn languages(head: &Value, findings: &mut Vec<Finding>) {
    let lang = text(head, "lang");
    let source = text(head, "source_lang");
    for (name, tag) in [("lang", lang), ("source_lang", source)] {
        if let Some(tag) = tag.filter(|tag| !is_language(tag)) {
            findings.push(Finding::new("6.1.12", format!("/document/{name}"), tag));
        }
    }
    let publisher = head.get("publisher").and_then(|publisher| text(publisher, "category"));
    if publisher == Some("translator") && source.is_none() {
        findings.push(Finding::new("6.1.15", "/document", "source_lang"));
    }
    if let (Some(lang), Some(source)) = (lang, source)
        && lang.eq_ignore_ascii_case(source)
    {
        findings.push(Finding::new("6.1.28", "/document/lang", lang));
    }
}

/// The two-letter codes of ISO 639-1.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch \
    co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he \
    hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko \
    kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl \
    nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn \
    so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh \
    yi yo za zh zu";

/// A tag of BCP 47: a language that exists, then script, region and variants by their shape.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_known = match language.as_str() {
        "i" | "x" => return tag.len() > 2,
        // Where nobody has given a meaning to the code.
        "qaa" | "zzz" => false,
        two if two.len() == 2 => LANGUAGES.split_whitespace().any(|known| known == two),
        other => matches!(other.len(), 3 | 5..=8) && other.bytes().all(|b| b.is_ascii_alphabetic()),
    };
    is_known
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Only the profiles themselves may bear their names, or anything that reads like them.
fn category_name(category: &str, findings: &mut Vec<Finding>) {
    const PROFILES: [&str; 5] = [BASE, INFORMATIONAL, RESPONSE, ADVISORY, VEX];
    if PROFILES.contains(&category) {
        return;
    }
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| !c.is_whitespace() && !"-_".contains(*c));
        kept.flat_map(char::to_lowercase).collect()
    };
    let own = plain(category);
    let reads_like = PROFILES[1..]
        .iter()
        .any(|profile| own == plain(profile) || own == plain(profile.trim_start_matches("csaf_")));
    if reads_like || category.to_ascii_lowercase().starts_with("csaf_") {
        findings.push(Finding::new("6.1.26", "/document/category", category));
    }
}

fn informational(head: &Value, findings: &mut Vec<Finding>) {
    let kinds = ["description", "details", "general", "summary"];
    let is_note = |note: &Value| text(note, "category").is_some_and(|kind| kinds.contains(&kind));
    if !list(head, "notes").iter().any(is_note) {
        findings.push(Finding::new("6.1.27.1", "/document/notes", ""));
    }
    let is_external =
        |reference: &Value| text(reference, "category").is_none_or(|kind| kind == "external");
    if !list(head, "references").iter().any(is_external) {
        findings.push(Finding::new("6.1.27.2", "/document/references", ""));
    }
}

fn by_profile(
    vulnerability: &Value,
    category: &str,
    tree: &Tree<'_>,
    at: &str,
    findings: &mut Vec<Finding>,
) {
    let mut miss = |is_missing: bool, test: &'static str| {
        if is_missing {
            findings.push(Finding::new(test, at, ""));
        }
    };
    let has = |name: &str| vulnerability.get(name).is_some();
    miss(matches!(category, ADVISORY | VEX) && !has("notes"), "6.1.27.5");
    miss(category == ADVISORY && !has("product_status"), "6.1.27.6");
    if category != VEX {
        return;
    }
    let status = vulnerability.get("product_status");
    let states = ["fixed", "known_affected", "known_not_affected", "under_investigation"];
    let has_state = |state: &&str| status.is_some_and(|status| status.get(*state).is_some());
    miss(!states.iter().any(has_state), "6.1.27.7");
    miss(!has("cve") && !has("ids"), "6.1.27.8");
    let Some(status) = status else { return };
    let impact = |item: &&Value| text(item, "category") == Some("impact");
    let flags = list(vulnerability, "flags").iter();
    let reasons = flags.chain(list(vulnerability, "threats").iter().filter(impact));
    let explained: BTreeSet<&str> = reasons.flat_map(|item| tree.concerned(item)).collect();
    let remedies = list(vulnerability, "remediations").iter();
    let mended: BTreeSet<&str> = remedies.flat_map(|item| tree.concerned(item)).collect();
    let needs =
        [("6.1.27.9", "known_not_affected", &explained), ("6.1.27.10", "known_affected", &mended)];
    for (test, state, said) in needs {
        for (index, id) in list(status, state).iter().enumerate() {
            if let Some(id) = id.as_str().filter(|id| !said.contains(id)) {
                let at = format!("{at}/product_status/{state}/{index}");
                findings.push(Finding::new(test, at, id));
            }
        }
    }
}

fn weakness(vulnerability: &Value, at: &str, findings: &mut Vec<Finding>) {
    let Some(object) = vulnerability.get("cwe") else { return };
    let (id, name) = (text(object, "id"), text(object, "name"));
    let (Some(id), Some(name)) = (id, name) else { return };
    let number = id.strip_prefix("CWE-").and_then(|number| number.parse().ok());
    let is_wrong = match number {
        None => true,
        Some(number) => cwe::name_of(number).is_some_and(|known| known != name),
    };
    if is_wrong {
        findings.push(Finding::new("6.1.11", format!("{at}/cwe"), format!("{id} {name}")));
    }
}

fn involvements(vulnerability: &Value, at: &str, findings: &mut Vec<Finding>) {
    let mut known = BTreeSet::new();
    for (index, entry) in list(vulnerability, "involvements").iter().enumerate() {
        let (party, date) = (text(entry, "party"), text(entry, "date"));
        if date.is_some() && !known.insert((party, date)) {
            let at = format!("{at}/involvements/{index}");
            findings.push(Finding::new("6.1.24", at, party.unwrap_or_default()));
        }
    }
}
