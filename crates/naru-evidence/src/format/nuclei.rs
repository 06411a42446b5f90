//! nuclei: one finding a line, or a list of them. Older versions spell some names otherwise.

use super::{at, words};
use crate::draft::{Draft, Told, steady_address};
use crate::model::{Rule, State};
use crate::tree::Node;
use crate::weakness;

const OF_INFO: [&str; 7] =
    ["author", "tags", "description", "reference", "impact", "remediation", "severity"];
const OF_CLASS: [&str; 8] = [
    "cve-id",
    "cwe-id",
    "cvss-metrics",
    "cvss-score",
    "epss-score",
    "epss-percentile",
    "cpe",
    "cvss-metric",
];
const OF_FINDING: [&str; 26] = [
    "template",
    "template-url",
    "template-path",
    "template-encoded",
    "template-verified",
    "type",
    "host",
    "port",
    "scheme",
    "url",
    "path",
    "ip",
    "matcher-name",
    "matcher_name",
    "extractor-name",
    "extractor_name",
    "extracted-results",
    "extracted_results",
    "matched-line",
    "request",
    "response",
    "curl-command",
    "matcher-status",
    "error",
    "global-matchers",
    "interaction",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    draft.tool("nuclei", None);
    let is_one = !matches!(root, Node::List(_));
    let (mut is_tested, mut why) = (false, None);
    for (index, item) in root.own_items().iter_mut().enumerate() {
        let place = if is_one { String::new() } else { at("", index) };
        match read_one(draft, item, place) {
            Some(error) => why = Some(error),
            None => is_tested = true,
        }
    }
    // With `-matcher-status` what could not be asked stands there like what was not found.
    if let Some(why) = why.filter(|_| !is_tested) {
        draft.failed(&why);
    }
}

/// Tells one finding; the error for which there is none, if the template could not be run.
fn read_one(draft: &mut Draft, item: &mut Node, place: String) -> Option<String> {
    let id = item.take_first(&["template-id", "templateID"]);
    let id = id.or(item.text("template")).unwrap_or_default();
    let mut rule = Rule { id: id.clone(), title: id, ..Rule::default() };
    let mut severity = String::new();
    if let Some(info) = item.get_mut("info") {
        if let Some(name) = info.take_text("name") {
            rule.title = name;
        }
        severity = info.text("severity").unwrap_or_default();
        rule.words = words(info, &OF_INFO);
        if let Some(class) = info.get_mut("classification") {
            let told = words(class, &OF_CLASS);
            let cwes = told.iter().filter(|it| it.0 == "cwe-id");
            cwes.for_each(|it| weakness::join(&mut rule.cwes, weakness::cwes_in(&it.1)));
            rule.words.extend(told);
        }
        if let Some(metadata) = info.get_mut("metadata") {
            let names: Vec<String> = metadata.fields().iter().map(|it| it.0.clone()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            rule.words.extend(words(metadata, &names));
        }
    }
    draft.observed(item.take_text("timestamp"));
    let host = item.text("host").unwrap_or_default();
    draft.target(&host);
    let matched = item.take_first(&["matched-at", "matched"]).unwrap_or_else(|| host.clone());
    let matcher = item.text("matcher-name").or(item.text("matcher_name")).unwrap_or_default();
    let missed = item.text("matcher-status").as_deref() == Some("false");
    let error = item.text("error").filter(|_| missed);
    let told = words(item, &OF_FINDING);
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        severity,
        state: missed.then_some(State::Passed),
        key: vec![steady_address(&matched), matcher],
        location: matched,
        words: told,
        place,
        ..Told::default()
    });
    error
}
