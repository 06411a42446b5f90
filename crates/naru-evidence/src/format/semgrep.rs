//! semgrep: results with the metadata of their rules; and its list of vulnerable dependencies.

use super::{at, words};
use crate::draft::{Draft, Told, digest};
use crate::model::{Remark, Rule, State};
use crate::tree::Node;
use crate::weakness;

const OF_METADATA: [&str; 21] = [
    "cwe",
    "owasp",
    "category",
    "technology",
    "confidence",
    "likelihood",
    "impact",
    "subcategory",
    "references",
    "source",
    "shortlink",
    "license",
    "vulnerability_class",
    "source-rule-url",
    "cwe2020-top25",
    "cwe2021-top25",
    "cwe2022-top25",
    "interfile",
    "functional-categories",
    "bandit-code",
    "cvss",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_text("version");
    if version.is_none() {
        draft.remark(Remark::NoVersion);
    }
    draft.tool("semgrep", version);
    let is_empty = |node: &Node| matches!(node, Node::List(items) if items.is_empty());
    let is_tested = !is_empty(root.get("paths").get("scanned")) || !is_empty(root.get("results"));
    for error in root.items("errors") {
        // A file that could not be parsed is a warning: the others were looked at.
        let is_grave = error.text("level").is_none_or(|it| it == "error");
        let what = error.text("message").or(error.text("long_msg")).or(error.text("type"));
        if is_grave {
            draft.failed(&what.unwrap_or_default());
        }
    }
    if let Some(results) = root.get_mut("results") {
        results.take_if_empty();
    }
    for (index, result) in root.items("results").iter_mut().enumerate() {
        read_result(draft, result, at("/results", index));
    }
    for (index, one) in root.items("vulns").iter_mut().enumerate() {
        read_vulnerability(draft, one, at("/vulns", index));
    }
    if !is_tested && draft.report.is_finished {
        draft.nothing_tested();
    }
}

fn position(node: &mut Node, name: &str, told: &mut Vec<(String, String)>) -> Option<String> {
    let at = node.get_mut(name)?;
    let line = at.take_text("line");
    for part in ["col", "offset"] {
        if let Some(value) = at.take_text(part) {
            told.push((format!("{name}.{part}"), value));
        }
    }
    line
}

fn read_result(draft: &mut Draft, result: &mut Node, place: String) {
    let id = result.take_text("check_id").unwrap_or_default();
    let path = result.take_text("path").unwrap_or_default();
    let mut told = Vec::new();
    let line = position(result, "start", &mut told);
    let end = position(result, "end", &mut told);
    told.extend(end.map(|it| ("end.line".to_owned(), it)));
    let title = id.rsplit('.').next().unwrap_or(&id).replace('-', " ");
    let mut rule = Rule { id, title, ..Rule::default() };
    let (mut severity, mut message, mut lines) = Default::default();
    let mut state = None;
    let mut own_print = None;
    if let Some(extra) = result.get_mut("extra") {
        severity = extra.take_text("severity").unwrap_or_default();
        message = extra.take_text("message").unwrap_or_default();
        lines = extra.text("lines").unwrap_or_default();
        let ignored = extra.take_text("is_ignored");
        state = (ignored.as_deref() == Some("true")).then_some(State::Suppressed);
        told.extend(ignored.map(|it| ("is_ignored".to_owned(), it)));
        own_print = extra.text("fingerprint").filter(|it| it != "requires login");
        told.extend(words(
            extra,
            &["lines", "fix", "fingerprint", "engine_kind", "validation_state"],
        ));
        if let Some(metadata) = extra.get_mut("metadata") {
            rule.words = words(metadata, &OF_METADATA);
        }
    }
    for word in rule.words.iter().filter(|it| it.0 == "cwe") {
        weakness::join(&mut rule.cwes, weakness::cwes_in(&word.1));
    }
    let location = line.map_or(path.clone(), |line| format!("{path}:{line}"));
    let key = own_print.map_or_else(|| vec![path, digest(lines.trim())], |it: String| vec![it]);
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        message,
        severity,
        state,
        location,
        words: told,
        place,
        key,
        weighs: None,
    });
}

fn read_vulnerability(draft: &mut Draft, one: &mut Node, place: String) {
    let title = one.take_text("title").unwrap_or_default();
    let mut rule = Rule { title, ..Rule::default() };
    let mut severity = one.take_text("severity");
    if let Some(advisory) = one.get_mut("advisory") {
        rule.id = advisory.take_first(&["ruleId", "ruleName", "id"]).unwrap_or_default();
        severity = advisory.take_text("severity").or(severity);
        let told = words(
            advisory,
            &["description", "references", "cweIds", "cveIds", "ecosystem", "summary", "sourceUrl"],
        );
        let cwes = told.iter().filter(|it| it.0 == "cweIds");
        cwes.for_each(|it| weakness::join(&mut rule.cwes, weakness::cwes_in(&it.1)));
        rule.words = told;
        if let Some(references) = advisory.get_mut("references") {
            for name in ["cweIds", "cveIds", "urls"] {
                let found = words(references, &[name]);
                let cwes = found.iter().filter(|it| it.0 == "cweIds");
                cwes.for_each(|it| weakness::join(&mut rule.cwes, weakness::cwes_in(&it.1)));
                rule.words.extend(found);
            }
        }
    }
    if rule.id.is_empty() {
        rule.id.clone_from(&rule.title);
    }
    let (mut path, mut line) = (String::new(), None);
    if let Some(file) = one.get_mut("dependencyFileLocation") {
        path = file.take_text("path").unwrap_or_default();
        line = file.take_text("startLine");
    }
    let told = words(one, &["repositoryId", "repositoryName", "openedAt", "reachability", "url"]);
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        severity: severity.unwrap_or_default(),
        location: line.map_or(path.clone(), |line| format!("{path}:{line}")),
        words: told,
        place,
        key: vec![path],
        ..Told::default()
    });
}
