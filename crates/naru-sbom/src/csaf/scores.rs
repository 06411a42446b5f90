//! Tests about scores: one of a version for each product, the vector right, and everything beside
//! it in accord with it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Finding;
use crate::cvss::Cvss;
use crate::value::{list, text};

pub(super) fn judge(document: &Value, findings: &mut Vec<Finding>) {
    for (index, vulnerability) in list(document, "vulnerabilities").iter().enumerate() {
        let mut scored: BTreeSet<(&str, &str)> = BTreeSet::new();
        for (place, score) in list(vulnerability, "scores").iter().enumerate() {
            let at = format!("/vulnerabilities/{index}/scores/{place}");
            for field in ["cvss_v2", "cvss_v3"] {
                let Some(object) = score.get(field) else { continue };
                let version = text(object, "version").unwrap_or_default();
                for product in list(score, "products").iter().filter_map(Value::as_str) {
                    if !scored.insert((product, version)) {
                        findings.push(Finding::new("6.1.7", at.clone(), product));
                    }
                }
                one(object, field == "cvss_v2", &format!("{at}/{field}"), findings);
            }
        }
    }
}

fn one(object: &Value, is_two: bool, at: &str, findings: &mut Vec<Finding>) {
    let mut bad = |test, name: &str, about: &str| {
        findings.push(Finding::new(test, format!("{at}/{name}"), about));
    };
    let versions: &[&str] = if is_two { &["2.0"] } else { &["3.0", "3.1"] };
    let version = text(object, "version").unwrap_or_default();
    if !versions.contains(&version) {
        return bad("6.1.8", "version", version);
    }
    let vector = text(object, "vectorString").unwrap_or_default();
    let begins = if is_two { String::new() } else { format!("CVSS:{version}/") };
    let read = Cvss::parse(vector).ok().filter(|_| vector.starts_with(&begins));
    let Some(cvss) = read else { return bad("6.1.8", "vectorString", vector) };
    let Some(base) = tenths(object, "baseScore") else {
        return bad("6.1.8", "baseScore", "");
    };
    let severity = text(object, "baseSeverity");
    if !is_two && !severity.is_some_and(|word| SEVERITIES.contains(&word)) {
        return bad("6.1.8", "baseSeverity", severity.unwrap_or_default());
    }
    if base != u64::from(cvss.base().tenths()) {
        bad("6.1.9", "baseScore", &format!("{}", cvss.base()));
    }
    let word = severity_of(cvss.base().tenths());
    if !is_two && severity != Some(word) {
        bad("6.1.9", "baseSeverity", word);
    }
    for (name, score) in
        [("temporalScore", cvss.temporal()), ("environmentalScore", cvss.environmental())]
    {
        if let (Some(written), Some(score)) = (tenths(object, name), score)
            && written != u64::from(score.tenths())
        {
            bad("6.1.9", name, &format!("{score}"));
        }
    }
    let properties = if is_two { TWO } else { THREE };
    for (metric, value) in vector.split('/').filter_map(|part| part.split_once(':')) {
        let Some((_, name, words)) = properties.iter().find(|(known, _, _)| *known == metric)
        else {
            continue;
        };
        let wanted = words.iter().find(|(short, _)| *short == value).map(|(_, word)| *word);
        if let (Some(written), Some(wanted)) = (text(object, name), wanted)
            && written != wanted
        {
            bad("6.1.10", name, wanted);
        }
    }
}

const SEVERITIES: [&str; 5] = ["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

const fn severity_of(tenths: u8) -> &'static str {
    match tenths {
        0 => "NONE",
        1..=39 => "LOW",
        40..=69 => "MEDIUM",
        70..=89 => "HIGH",
        _ => "CRITICAL",
    }
}

/// A score in tenths, if it is a number from 0 to 10 with at most one decimal.
fn tenths(object: &Value, name: &str) -> Option<u64> {
    let written = object.get(name)?.as_number()?.to_string();
    let (whole, part) = written.split_once('.').unwrap_or((&written, "0"));
    let part = if part.is_empty() { "0" } else { part };
    let tenth = part.trim_end_matches('0');
    let tenth: u64 = if tenth.is_empty() { 0 } else { tenth.parse().ok().filter(|t| *t < 10)? };
    let whole: u64 = whole.parse().ok().filter(|whole| *whole <= 10)?;
    Some(whole * 10 + tenth)
}

type Property = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const IMPACT_TWO: &[(&str, &str)] = &[("N", "NONE"), ("P", "PARTIAL"), ("C", "COMPLETE")];

const TWO: &[Property] = &[
    ("AV", "accessVector", &[("L", "LOCAL"), ("A", "ADJACENT_NETWORK"), ("N", "NETWORK")]),
    ("AC", "accessComplexity", &[("H", "HIGH"), ("M", "MEDIUM"), ("L", "LOW")]),
    ("Au", "authentication", &[("M", "MULTIPLE"), ("S", "SINGLE"), ("N", "NONE")]),
    ("C", "confidentialityImpact", IMPACT_TWO),
    ("I", "integrityImpact", IMPACT_TWO),
    ("A", "availabilityImpact", IMPACT_TWO),
];

const LEVEL: &[(&str, &str)] = &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")];
const REQUIREMENT: &[(&str, &str)] =
    &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")];
const LEVEL_MODIFIED: &[(&str, &str)] =
    &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")];

const THREE: &[Property] = &[
    (
        "AV",
        "attackVector",
        &[("N", "NETWORK"), ("A", "ADJACENT_NETWORK"), ("L", "LOCAL"), ("P", "PHYSICAL")],
    ),
    ("AC", "attackComplexity", &[("H", "HIGH"), ("L", "LOW")]),
    ("PR", "privilegesRequired", LEVEL),
    ("UI", "userInteraction", &[("N", "NONE"), ("R", "REQUIRED")]),
    ("S", "scope", &[("U", "UNCHANGED"), ("C", "CHANGED")]),
    ("C", "confidentialityImpact", LEVEL),
    ("I", "integrityImpact", LEVEL),
    ("A", "availabilityImpact", LEVEL),
    (
        "E",
        "exploitCodeMaturity",
        &[
            ("X", "NOT_DEFINED"),
            ("U", "UNPROVEN"),
            ("P", "PROOF_OF_CONCEPT"),
            ("F", "FUNCTIONAL"),
            ("H", "HIGH"),
        ],
    ),
    (
        "RL",
        "remediationLevel",
        &[
            ("X", "NOT_DEFINED"),
            ("O", "OFFICIAL_FIX"),
            ("T", "TEMPORARY_FIX"),
            ("W", "WORKAROUND"),
            ("U", "UNAVAILABLE"),
        ],
    ),
    (
        "RC",
        "reportConfidence",
        &[("X", "NOT_DEFINED"), ("U", "UNKNOWN"), ("R", "REASONABLE"), ("C", "CONFIRMED")],
    ),
    ("CR", "confidentialityRequirement", REQUIREMENT),
    ("IR", "integrityRequirement", REQUIREMENT),
    ("AR", "availabilityRequirement", REQUIREMENT),
    ("MC", "modifiedConfidentialityImpact", LEVEL_MODIFIED),
    ("MI", "modifiedIntegrityImpact", LEVEL_MODIFIED),
    ("MA", "modifiedAvailabilityImpact", LEVEL_MODIFIED),
    ("MPR", "modifiedPrivilegesRequired", LEVEL_MODIFIED),
];
