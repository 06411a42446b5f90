//! SARIF 2.1.0, and what of its forerunners has the same names.
//!
//! A result's level is its own, else its rule's, else a warning; a score that the rule carries
//! (`security-severity`) says more than a level of four steps.

use super::sarif_places::{Places, location};
use super::sarif_rules::{Rules, cwes_of};
use super::{at, words};
use crate::draft::{Draft, Told, digest, short};
use crate::model::{Severity, State};
use crate::tree::Node;
use crate::weakness;

const KNOWN: [&str; 1] = ["2.1.0"];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_text("version");
    draft.version(version, &KNOWN);
    draft.report.words.extend(words(root, &["$schema"]));
    for (index, run) in root.items("runs").iter_mut().enumerate() {
        read_run(draft, run, &at("/runs", index));
    }
}

fn read_run(draft: &mut Draft, run: &mut Node, place: &str) {
    let driver = run.get_mut("tool").and_then(|it| it.get_mut("driver"));
    let (mut name, mut version) = (None, None);
    if let Some(driver) = driver {
        name = driver.take_first(&["name", "fullName"]);
        version = driver.take_first(&["version", "semanticVersion", "dottedQuadFileVersion"]);
    }
    draft.tool(&name.unwrap_or_default(), version);
    for source in run.items("versionControlProvenance") {
        let uri = source.take_text("repositoryUri");
        let revision = source.take_text("revisionId");
        uri.iter().for_each(|it| draft.target(it));
        draft.word("revision", revision);
    }
    for invocation in run.items("invocations") {
        let (start, end) =
            (invocation.take_text("startTimeUtc"), invocation.take_text("endTimeUtc"));
        draft.observed(start);
        draft.observed(end);
        let succeeded = invocation.take_text("executionSuccessful");
        let why = invocation.text("exitCodeDescription").or(invocation.text("exitSignalName"));
        if succeeded.as_deref() == Some("false") {
            draft.failed(&why.unwrap_or_else(|| "executionSuccessful: false".to_owned()));
        }
    }
    let rules = Rules::of(run);
    let places = Places::of(run);
    let results = run.items("results");
    for (index, result) in results.iter_mut().enumerate() {
        read_result(draft, result, (&rules, &places), &at(&format!("{place}/results"), index));
    }
    if let Some(results) = run.get_mut("results") {
        results.take_if_empty();
    }
}

fn read_result(
    draft: &mut Draft,
    result: &mut Node,
    (rules, places): (&Rules, &Places),
    place: &str,
) {
    let found = rules.of_result(result);
    let mut rule = found.map_or_else(Default::default, |it| it.rule.clone());
    let id = result.take_text("ruleId");
    if let Some(id) = &id {
        rule.id.clone_from(id);
    }
    if rule.id.is_empty() {
        "unnamed".clone_into(&mut rule.id);
    }
    let index = result.take_text("ruleIndex");
    let own = cwes_of(result);
    weakness::join(&mut rule.cwes, own);
    let message = message(result, found.map(|it| &it.messages));
    let kind = result.take_text("kind");
    let level = result.take_text("level");
    let (severity, weighs) = severity(result, level, kind.as_deref(), found.map(|it| it.level()));
    let state = match state(result, kind.as_deref()) {
        State::Open if weighs == Severity::Unknown => State::Review,
        other => other,
    };
    let mut told_words: Vec<(String, String)> =
        kind.map(|it| ("kind".to_owned(), it)).into_iter().collect();
    told_words.extend(index.map(|it| ("ruleIndex".to_owned(), it)));
    told_words.extend(words(result, &["baselineState", "guid", "correlationGuid", "rank"]));
    let (location, uri, inner) = location(result, places, &mut told_words);
    let mut key = fingerprints(result, &mut told_words);
    if key.is_empty() {
        key = vec![uri, inner, digest(&without_numbers(&message))];
    }
    let rule = draft.rule(rule);
    draft.finding(Told {
        rule,
        message,
        severity,
        state: Some(state),
        location,
        words: told_words,
        place: place.to_owned(),
        key,
        weighs: Some(weighs),
    });
}

/// The text of a result: its own, or its rule's with the arguments put in.
fn message(result: &mut Node, of_rule: Option<&Vec<(String, String)>>) -> String {
    let Some(message) = result.get_mut("message") else { return String::new() };
    if let Some(text) = message.take_own_text() {
        return text;
    }
    let arguments: Vec<String> =
        message.items("arguments").iter().filter_map(|it| it.as_text()).collect();
    let template = match (message.take_first(&["text", "markdown"]), message.text("id")) {
        (Some(text), _) => Some(text),
        (None, Some(id)) => {
            let known = of_rule.into_iter().flatten().find(|it| it.0 == id);
            known.map(|it| short(&it.1)).or(Some(id))
        }
        (None, None) => None,
    };
    let Some(template) = template else { return arguments.join(" ") };
    filled(&template, &arguments)
}

fn filled(template: &str, arguments: &[String]) -> String {
    // A text that grows out of all proportion by its arguments is told without them.
    let parts: usize = arguments.iter().map(String::len).sum();
    let bytes_max = 2 * (template.len() + parts) + 1_000;
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        if out.len() > bytes_max {
            return template.to_owned(); // the arguments stay in the tree
        }
        out.push_str(&rest[..at]);
        let inner = &rest[at + 1..];
        let end = inner.find('}').unwrap_or(0);
        let argument = inner[..end].parse::<usize>().ok().and_then(|it| arguments.get(it));
        if let Some(argument) = argument {
            out.push_str(argument);
            rest = &inner[end + 1..];
        } else {
            out.push('{');
            rest = inner;
        }
    }
    out + rest
}

fn severity(
    result: &Node,
    level: Option<String>,
    kind: Option<&str>,
    of_rule: Option<(Option<&str>, Option<&str>)>,
) -> (String, Severity) {
    let (rule_level, rule_score) = of_rule.unwrap_or_default();
    let properties = result.get("properties");
    let own_score =
        ["security-severity", "securitySeverity", "cvss"].iter().find_map(|it| properties.text(it));
    let score = own_score.or(rule_score.map(str::to_owned));
    let said = level.or(rule_level.map(str::to_owned));
    let is_failure = kind.is_none_or(|it| it == "fail" || it == "pass" && said.is_some());
    let said = said.unwrap_or_else(|| if is_failure { "warning" } else { "none" }.to_owned());
    let by_score = score.as_deref().and_then(weakness::of_score);
    let weighs = by_score.unwrap_or_else(|| match said.as_str() {
        // To SARIF `none` means: the idea of a level does not apply.
        "none" => Severity::Info,
        other => weakness::severity(other),
    });
    (said, weighs)
}

fn state(result: &Node, kind: Option<&str>) -> State {
    let is_accepted = |it: &Node| {
        let status = it.text("status").or(it.text("state"));
        !matches!(status.as_deref(), Some("underReview" | "rejected"))
    };
    let suppressed = match result.get("suppressions") {
        Node::List(items) => !items.is_empty() && items.iter().all(is_accepted),
        _ => false,
    };
    if result.text("baselineState").as_deref() == Some("absent") {
        return State::Fixed;
    }
    if suppressed {
        return State::Suppressed;
    }
    match kind {
        // A level beside "pass" contradicts it: some tools write `pass` for everything.
        Some("pass") if !result.has("level") => State::Passed,
        Some("notApplicable") => State::NotAffected,
        Some("informational") => State::Passed,
        Some("open" | "review") => State::Review,
        _ => State::Open,
    }
}

/// The tool's own fingerprints, which are the same over re-runs by what the standard says.
fn fingerprints(result: &mut Node, told: &mut Vec<(String, String)>) -> Vec<String> {
    let mut key = Vec::new();
    for name in ["fingerprints", "partialFingerprints"] {
        let Some(prints) = result.get_mut(name) else { continue };
        let is_first = key.is_empty();
        for (print, value) in prints.fields() {
            if let Some(value) = value.take_own_text() {
                if is_first && !is_by_column(print) {
                    key.push(format!("{print}={value}"));
                }
                told.push((format!("{name}/{print}"), value));
            }
        }
    }
    key.sort_unstable();
    key
}

/// A column alone says nothing of the thing found.
fn is_by_column(name: &str) -> bool {
    name.contains("Column") || name.contains("Line") && !name.contains("Hash")
}

/// The words of a message without numbers: lines and counts change from run to run.
fn without_numbers(text: &str) -> String {
    text.chars().filter(|it| !it.is_ascii_digit()).collect()
}
