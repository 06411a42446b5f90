//! testssl.sh: a flat list (JSON or CSV), or the nested form with one part for each target.
//!
//! Every line is kept as a finding: `OK` is what an item of the checklists rests on.

use super::{at, words};
use crate::draft::{Draft, Told, short};
use crate::model::{Remark, Rule, Severity, State};
use crate::tree::Node;
use crate::weakness;
use naru_sbom::json::Limits;
use naru_sbom::refused::{Refused, Why};
use std::collections::BTreeSet;

/// What the lines say of the run.
#[derive(Default)]
struct Run {
    problems: BTreeSet<String>,
    /// Whether any line is about a target.
    is_tested: bool,
}

/// Lines about the run, not about the target.
const ABOUT: [&str; 9] = [
    "scanTime",
    "engine_problem",
    "version",
    "openssl",
    "service",
    "optimal_proto",
    "rating_spec",
    "rating_doc",
    "old_fart",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    if root.has("scanResult") {
        return nested(draft, root);
    }
    draft.tool("testssl.sh", None);
    let is_one = !matches!(root, Node::List(_));
    let mut run = Run::default();
    for (index, line) in root.own_items().iter_mut().enumerate() {
        let place = if is_one { String::new() } else { at("", index) };
        let target = line.take_first(&["fqdn/ip", "ip"]).unwrap_or_default();
        let port = line.take_text("port");
        let target = port.map_or(target.clone(), |port| format!("{target}:{port}"));
        draft.target(&target);
        read_line(draft, line, &target, place, &mut run);
    }
    run.end(draft);
    if let Node::List(items) = root {
        items.iter_mut().for_each(|it| {
            it.take_if_empty();
        });
    }
}

fn nested(draft: &mut Draft, root: &mut Node) {
    let version = root.take_text("version");
    draft.tool("testssl.sh", version);
    draft.observed(root.take_text("startTime"));
    draft.report.words.extend(words(root, &["Invocation", "at", "openssl"]));
    // Seconds, or that it was interrupted.
    let took = root.take_text("scanTime");
    if let Some(took) = took.as_ref().filter(|it| it.parse::<f64>().is_err()) {
        draft.failed(took);
    }
    draft.word("scanTime", took);
    let mut run = Run::default();
    for (t, target) in root.items("scanResult").iter_mut().enumerate() {
        let place = at("/scanResult", t);
        if target.has("finding") {
            // What went wrong before there was a target.
            read_line(draft, target, "", place, &mut run);
            continue;
        }
        let host = target.take_text("targetHost").unwrap_or_default();
        let (ip, port) = (target.take_text("ip"), target.take_text("port"));
        let name = ip.map_or(host.clone(), |ip| format!("{host}/{ip}"));
        let name = port.map_or(name.clone(), |port| format!("{name}:{port}"));
        draft.target(&name);
        let name = short(&name);
        draft.report.words.extend(words(target, &["rDNS", "service"]));
        for (part, lines) in target.fields() {
            if !matches!(lines, Node::List(_)) || lines.take_if_empty() {
                continue;
            }
            let part = format!("{place}/{part}");
            for (index, line) in lines.own_items().iter_mut().enumerate() {
                if line.has("id") {
                    read_line(draft, line, &name, at(&part, index), &mut run);
                }
            }
        }
    }
    run.end(draft);
}

impl Run {
    fn end(&self, draft: &mut Draft) {
        if !self.is_tested && draft.report.is_finished {
            draft.nothing_tested();
        }
    }
}

fn read_line(draft: &mut Draft, line: &mut Node, target: &str, place: String, run: &mut Run) {
    let id = line.take_text("id").unwrap_or_default();
    let severity = line.take_text("severity").unwrap_or_default();
    let finding = line.take_text("finding").unwrap_or_default();
    let told = words(line, &["cve", "cwe", "hint", "section"]);
    let cwes = told.iter().find(|it| it.0 == "cwe").map(|it| weakness::cwes_in(&it.1));
    let said = severity.to_ascii_uppercase();
    let is_problem = said == "FATAL" || id == "scanProblem";
    if is_problem && run.problems.insert(id.clone()) {
        draft.remark(Remark::NotReached { target: target.to_owned() });
        draft.failed(&finding);
    }
    // How long it took; a warning instead of seconds says that it was interrupted.
    if id == "scanTime" && said != "INFO" {
        draft.failed(&finding);
    }
    let is_about = ABOUT.contains(&id.as_str()) || said == "DEBUG";
    run.is_tested |= !is_about && !is_problem;
    let (weighs, state) = match said.as_str() {
        "OK" => (Severity::None, State::Passed),
        "INFO" | "DEBUG" => (Severity::Info, State::Passed),
        // What the tool says of itself: an old openssl, no GOST.
        "WARN" if is_about => (Severity::Info, State::Passed),
        // Something could not be tested: not in order, and not a finding either.
        "WARN" | "FATAL" => (Severity::Unknown, State::Review),
        other => {
            let weighs = weakness::severity(other);
            (weighs, if weighs == Severity::Unknown { State::Review } else { State::Open })
        }
    };
    let state = if is_about && weighs <= Severity::Info { State::Passed } else { state };
    let (cwes, title) = (cwes.unwrap_or_default(), id.clone());
    let rule = draft.rule(Rule { id, title, cwes, words: Vec::new() });
    draft.finding(Told {
        rule,
        message: finding,
        severity,
        state: Some(state),
        location: target.to_owned(),
        words: told,
        place,
        key: vec![target.to_owned()],
        weighs: Some(weighs),
    });
}

/// Whether the first line names the columns of testssl.sh.
pub(crate) fn is_csv(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or("").to_lowercase();
    let has = |name: &str| first.split([',', ';']).any(|it| it.trim().trim_matches('"') == name);
    has("id") && has("severity") && has("finding")
}

/// The table as a list of objects. Fields are quoted; a quote inside is doubled.
pub(crate) fn tree_of_csv(text: &str, limits: Limits) -> Result<Node, Refused> {
    let mut rows = rows_of(text)?.into_iter();
    let (_, names) = rows.next().unwrap_or_default();
    let (mut items, mut values) = (Vec::new(), 0_usize);
    for (line, row) in rows {
        if row.len() != names.len() {
            return Err(Refused::whole(Why::Columns {
                line,
                wanted: names.len(),
                found: row.len(),
            }));
        }
        values += row.len() + 1;
        if values > limits.values_max {
            return Err(Refused::whole(Why::TooMany { values_max: limits.values_max }));
        }
        let fields = names.iter().cloned().zip(row.into_iter().map(Node::Text));
        items.push(Node::Object(fields.collect()));
    }
    Ok(Node::List(items))
}

type Row = (usize, Vec<String>);

fn rows_of(text: &str) -> Result<Vec<Row>, Refused> {
    let text = text.trim_start();
    let first = text.lines().next().unwrap_or("");
    let comma = if first.contains("\";\"") || !first.contains(',') { ';' } else { ',' };
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut began, mut is_quoted, mut opened) = (1, 1, false, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if is_quoted || field.trim().is_empty() => {
                is_quoted = !is_quoted;
                opened = line;
                if is_quoted {
                    field.clear();
                }
            }
            '\n' if !is_quoted => {
                line += 1;
                end_of_row(&mut rows, &mut row, &mut field, began);
                began = line;
            }
            '\r' if !is_quoted => {}
            it if it == comma && !is_quoted => row.push(std::mem::take(&mut field)),
            it => {
                line += usize::from(it == '\n');
                field.push(it);
            }
        }
    }
    if is_quoted {
        return Err(Refused::whole(Why::Line { line: opened }));
    }
    end_of_row(&mut rows, &mut row, &mut field, began);
    Ok(rows)
}

fn end_of_row(rows: &mut Vec<Row>, row: &mut Vec<String>, field: &mut String, began: usize) {
    if row.is_empty() && field.trim().is_empty() {
        field.clear();
        return;
    }
    row.push(std::mem::take(field));
    rows.push((began, std::mem::take(row)));
}
