//! SARIF 2.1.0, and what of its forerunners has the same names.
//!
//! A result's level is its own, else its rule's, else a warning; a score that the rule carries
//! (`security-severity`) says more than a level of four steps.

use super::sarif_places::{Places, location};
use super::sarif_rules::Rules;
use super::sarif_taxa::{guid_of, list};
use super::{at, words};
use crate::draft::{Draft, Told, digest, short};
use crate::model::{Remark, Severity, State};
use crate::tree::Node;
use crate::weakness;
use naru_sbom::refused::excerpt;

const KNOWN: [&str; 1] = ["2.1.0"];

/// Parts of runs that stand beside them.
const BESIDE: &str = "inlineExternalProperties";

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_text("version");
    draft.version(version, &KNOWN);
    draft.report.words.extend(words(root, &["$schema"]));
    let beside = root.get_mut(BESIDE);
    let mut beside = beside.map_or(Node::Taken, |it| std::mem::replace(it, Node::Null));
    let runs = root.items("runs");
    let is_alone = runs.len() == 1;
    let (mut is_tested, mut missing) = (false, None);
    for (index, run) in runs.iter_mut().enumerate() {
        let place = at("/runs", index);
        if read_run(draft, run, (&mut beside, is_alone), &place) {
            is_tested = true;
        } else {
            missing = Some(format!("{place}/results"));
        }
    }
    if let Some(place) = root.get_mut(BESIDE) {
        *place = beside;
    }
    // Why it did not come to its end may be known already.
    match missing {
        _ if !draft.report.is_finished => {}
        _ if !is_tested => draft.nothing_tested(),
        Some(place) => draft.failed(&place),
        None => {}
    }
}

/// Reads a run; says whether it looked for anything. To the standard no results are a run that did
/// not take place, an empty list is one that found nothing.
fn read_run(
    draft: &mut Draft,
    run: &mut Node,
    (beside, is_alone): (&mut Node, bool),
    place: &str,
) -> bool {
    // Before 2.1.0 a tool had no parts.
    let has_driver = run.get("tool").has("driver");
    let tool = run.get_mut("tool");
    let tool = tool.and_then(|it| if has_driver { it.get_mut("driver") } else { Some(it) });
    let (mut name, mut version) = (None, None);
    if let Some(tool) = tool {
        name = tool.take_first(&["name", "fullName"]);
        version = tool.take_first(&["version", "semanticVersion", "dottedQuadFileVersion"]);
    }
    let name = name.unwrap_or_default();
    draft.tool(&name, version);
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
    let with = (&Rules::of(run, &name), &Places::of(run));
    let is_tested = read_results(draft, run, with, place);
    read_beside(draft, run, (beside, is_alone), with) || is_tested
}

/// Reads those results of a run that stand beside it in the same file, and misses those that stand
/// in another; says whether there is a list.
fn read_beside(
    draft: &mut Draft,
    run: &Node,
    (beside, is_alone): (&mut Node, bool),
    with: (&Rules, &Places),
) -> bool {
    let elsewhere = list(run.get("externalPropertyFileReferences").get("results"));
    let id = guid_of(run.get("automationDetails"));
    let (mut is_tested, mut here) = (false, Vec::new());
    for (index, part) in beside.own_items().iter_mut().enumerate() {
        let own = guid_of(part);
        let of_run = part.text("runGuid").map(|it| it.to_ascii_lowercase());
        let is_meant = own.is_some() && elsewhere.iter().any(|it| guid_of(it) == own);
        if is_meant || is_alone || of_run.is_some() && of_run == id {
            is_tested |= read_results(draft, part, with, &at(&format!("/{BESIDE}"), index));
            here.extend(own);
        }
    }
    for missing in elsewhere.iter().filter(|it| guid_of(it).is_none_or(|it| !here.contains(&it))) {
        draft.report.is_finished = false;
        let file = missing.get("location").text("uri").unwrap_or_default();
        draft.remark(Remark::InAnotherFile { file: excerpt(&file) });
    }
    is_tested
}

/// Reads the results of a run, which stand in it or beside it; says whether there is a list.
fn read_results(
    draft: &mut Draft,
    holder: &mut Node,
    with: (&Rules, &Places),
    place: &str,
) -> bool {
    let Some(results) = holder.get_mut("results") else { return false };
    let is_told = matches!(results, Node::List(_) | Node::Object(_));
    let place = format!("{place}/results");
    for (index, result) in results.own_items().iter_mut().enumerate() {
        read_result(draft, result, with, &at(&place, index));
    }
    results.take_if_empty();
    is_told
}

fn read_result(
    draft: &mut Draft,
    result: &mut Node,
    (rules, places): (&Rules, &Places),
    place: &str,
) {
    let found = rules.of_result(result);
    let mut rule = found.as_ref().map_or_else(Default::default, |it| it.known.rule.clone());
    if let Some(id) = result.take_text("ruleId").or(result.get("rule").text("id")) {
        rule.id = id;
    }
    if rule.id.is_empty() {
        "unnamed".clone_into(&mut rule.id);
    }
    let index = result.take_text("ruleIndex");
    let own = rules.taxonomies.cwes_of(result);
    weakness::join(&mut rule.cwes, own);
    if rule.cwes.is_empty() {
        rule.cwes.clone_from(&rules.of_tool);
    }
    let message = message(result, found.as_ref().map(|it| &it.known.messages));
    let kind = result.take_text("kind");
    let level = result.take_text("level");
    // Before 2.1.0 the level said both.
    let (kind, level) = match (kind, level) {
        (None, Some(both)) if matches!(both.as_str(), "pass" | "notApplicable") => {
            (Some(both), None)
        }
        other => other,
    };
    let inherited = found.as_ref().map(|it| it.level()).unwrap_or_default();
    let (severity, weighs) = severity(result, (kind.as_deref(), level.as_deref()), inherited);
    let state = match state(result, (kind.as_deref(), level.as_deref())) {
        State::Open if weighs == Severity::Unknown => State::Review,
        other => other,
    };
    let mut told_words: Vec<(String, String)> =
        kind.map(|it| ("kind".to_owned(), it)).into_iter().collect();
    if severity.is_empty() {
        told_words.extend(level.map(|it| ("level".to_owned(), it)));
    }
    told_words.extend(index.map(|it| ("ruleIndex".to_owned(), it)));
    told_words.extend(words(result, &["baselineState", "guid", "correlationGuid", "rank"]));
    let (location, uri, inner) = location(result, places, &mut told_words);
    let mut key = fingerprints(result, &uri, &mut told_words);
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

/// Whether something was found wrong. A level beside "pass" contradicts it: some tools write `pass`
/// for everything.
fn is_failure(kind: Option<&str>, level: Option<&str>) -> bool {
    match kind {
        None | Some("fail") => true,
        Some("pass") => level.is_some_and(|it| it != "none"),
        Some(_) => false,
    }
}

/// The level as said, and how grave it is. What a result inherits counts for failures only.
fn severity(
    result: &Node,
    (kind, level): (Option<&str>, Option<&str>),
    (rule_level, rule_score): (Option<&str>, Option<&str>),
) -> (String, Severity) {
    let properties = result.get("properties");
    let own_score =
        ["security-severity", "securitySeverity", "cvss"].iter().find_map(|it| properties.text(it));
    let score = own_score.or(rule_score.map(str::to_owned));
    // Tools write a score of 0 for what was not rated.
    let by_score = score.as_deref().and_then(weakness::of_score);
    let by_score = by_score.filter(|it| *it != Severity::None);
    let is_failure = is_failure(kind, level);
    let inherited = if is_failure { rule_level.unwrap_or("warning") } else { "none" };
    let said = level.unwrap_or(inherited);
    let is_asked = matches!(kind, Some("open" | "review"));
    match (by_score, said) {
        (Some(weighs), _) if is_failure || is_asked => (said.to_owned(), weighs),
        // The tool could not tell; a person has to look.
        (_, "none") if is_asked => (String::new(), Severity::Unknown),
        // To SARIF `none` means: the idea of a level does not apply.
        (_, "none") => (said.to_owned(), Severity::Info),
        (_, other) => (other.to_owned(), weakness::severity(other)),
    }
}

fn state(result: &Node, (kind, level): (Option<&str>, Option<&str>)) -> State {
    let is_accepted = |it: &Node| {
        let status = it.text("status").or(it.text("state"));
        !matches!(status.as_deref(), Some("underReview" | "rejected"))
    };
    let suppressed = match result.get("suppressions") {
        Node::List(items) => !items.is_empty() && items.iter().all(is_accepted),
        // Before 2.1.0 there was no answer to a wish for one.
        _ => !list(result.get("suppressionStates")).is_empty(),
    };
    if result.text("baselineState").as_deref() == Some("absent") {
        return State::Fixed;
    }
    if suppressed {
        return State::Suppressed;
    }
    match kind {
        Some("pass") if !is_failure(kind, level) => State::Passed,
        Some("notApplicable") => State::NotAffected,
        Some("informational") => State::Passed,
        Some("open" | "review") => State::Review,
        _ => State::Open,
    }
}

/// The tool's own fingerprints, which are the same over re-runs by what the standard says. Partial
/// ones only add to what else tells results apart, so that they count for one file.
fn fingerprints(result: &mut Node, uri: &str, told: &mut Vec<(String, String)>) -> Vec<String> {
    let mut key = Vec::new();
    for name in ["fingerprints", "partialFingerprints"] {
        let Some(prints) = result.get_mut(name) else { continue };
        let mut found = Vec::new();
        for (print, value) in prints.fields() {
            if let Some(value) = value.take_own_text() {
                if !value.trim().is_empty() && !is_by_column(print) && !is_of_people(print) {
                    found.push(format!("{print}={value}"));
                }
                told.push((format!("{name}/{print}"), value));
            }
        }
        if key.is_empty() && !found.is_empty() {
            found.sort_unstable();
            if name == "partialFingerprints" {
                found.push(uri.to_owned());
            }
            key = found;
        }
    }
    key
}

/// A column alone says nothing of the thing found.
fn is_by_column(name: &str) -> bool {
    name.contains("Column") || name.contains("Line") && !name.contains("Hash")
}

/// Who wrote the line and when says nothing of the thing found.
fn is_of_people(name: &str) -> bool {
    ["author", "email", "date", "commitMessage"].iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// The words of a message without numbers: lines and counts change from run to run.
fn without_numbers(text: &str) -> String {
    text.chars().filter(|it| !it.is_ascii_digit()).collect()
}
