//! SARIF 2.1.0, as code-review tools show it beside the file.

use crate::finding::Finding;
use naru_sbom::advisory::Kind;
use naru_sbom::cvss::Rating;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A report. With a finding may stand why it does not count.
pub(crate) fn whole<'a>(findings: impl Iterator<Item = (&'a Finding, Option<String>)>) -> String {
    let mut rules: BTreeMap<&str, Value> = BTreeMap::new();
    let mut results = Vec::new();
    for (it, accepted) in findings {
        rules.entry(&it.advisory).or_insert_with(|| rule(it));
        for source in &it.sources {
            results.push(result(it, source, accepted.as_deref()));
        }
    }
    written("naru oss", rules.into_values().collect(), results)
}

/// A report of results by [`entry`]; each rule with what it is about.
pub(crate) fn document<'a>(
    tool: &str,
    rules: impl Iterator<Item = (&'a str, &'a str)>,
    results: Vec<Value>,
) -> String {
    let rule =
        |(id, about): (&str, &str)| json!({ "id": id, "shortDescription": { "text": about } });
    written(tool, rules.map(rule).collect(), results)
}

fn written(tool: &str, rules: Vec<Value>, results: Vec<Value>) -> String {
    super::json::text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": tool,
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "results": results,
        }],
    }))
}

/// A result at a line of a file.
pub(crate) fn entry(rule: &str, level: &str, text: &str, file: &str, line: u64) -> Value {
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file },
            "region": { "startLine": line },
        }}],
    })
}

/// Why a result does not count.
pub(crate) fn suppressed(reason: &str) -> Value {
    json!([{ "kind": "external", "status": "accepted", "justification": reason }])
}

fn rule(it: &Finding) -> Value {
    let summary = if it.summary.is_empty() { &it.advisory } else { &it.summary };
    let mut properties = json!({ "tags": ["security", it.kind.word()] });
    if let Some(score) = it.cvss {
        properties["security-severity"] = json!(score.to_string());
    }
    json!({
        "id": it.advisory,
        "shortDescription": { "text": summary },
        "helpUri": it.address(),
        "properties": properties,
    })
}

fn result(it: &Finding, source: &str, accepted: Option<&str>) -> Value {
    let fixed = if it.fixed.is_empty() {
        "no fixed version".to_owned()
    } else {
        format!("fixed in {}", it.fixed.join(", "))
    };
    let way = it.paths.first().map(|it| it.join(" > ")).unwrap_or_default();
    let text = format!("{} {}: {} ({fixed}; by way of {way})", it.name, it.version, it.summary);
    let mut result = json!({
        "ruleId": it.advisory,
        "level": level(it),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": source },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": { "finding/v1": format!("{} {}", it.purl, it.advisory) },
    });
    if let Some(reason) = accepted {
        result["suppressions"] = suppressed(reason);
    }
    result
}

fn level(it: &Finding) -> &'static str {
    match (it.kind, it.rating) {
        _ if it.kev => "error",
        (Kind::Malicious, _) | (Kind::Vulnerability, Some(Rating::High | Rating::Critical)) => {
            "error"
        }
        (Kind::Vulnerability, _) | (Kind::Unsound, _) => "warning",
        (Kind::Unmaintained | Kind::Notice, _) => "note",
    }
}
