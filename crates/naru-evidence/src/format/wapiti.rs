//! Wapiti: findings by class. It lists every class that it knows, whether or not it looked for it,
//! so that an empty list says nothing.

use super::{at, words};
use crate::draft::{Draft, Told, short, steady_address};
use crate::model::{Remark, Rule, Severity};
use crate::tree::Node;
use crate::{items, weakness};
use std::collections::BTreeMap;

const OF_CLASS: [&str; 2] = ["desc", "sol"];
const OF_FINDING: [&str; 9] = [
    "method",
    "path",
    "parameter",
    "referer",
    "module",
    "http_request",
    "curl_command",
    "wstg",
    "detail",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let mut target = String::new();
    if let Some(infos) = root.get_mut("infos") {
        let version = infos.take_text("version");
        let version = version.map(|it| it.trim_start_matches("Wapiti ").to_owned());
        if version.is_none() {
            draft.remark(Remark::NoVersion);
        }
        draft.tool("Wapiti", version);
        let whole = infos.take_text("target").unwrap_or_default();
        draft.target(&whole);
        target = short(&whole);
        draft.observed(infos.take_text("date"));
        if infos.text("crawled_pages_nbr").as_deref() == Some("0") {
            draft.report.is_finished = false;
            draft.remark(Remark::NotReached { target: target.clone() });
        }
        draft
            .report
            .words
            .extend(words(infos, &["scope", "auth", "crawled_pages_nbr", "detailed_report_level"]));
    }
    let mut classes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    if let Some(node) = root.get_mut("classifications") {
        for (name, class) in node.fields() {
            let mut told = words(class, &OF_CLASS);
            told.extend(words(class, &["wstg"]));
            if let Some(references) = class.get_mut("ref") {
                for (title, address) in references.fields() {
                    if let Some(address) = address.take_own_text() {
                        told.push((title.clone(), address));
                    }
                }
            }
            classes.insert(name.clone(), told);
        }
    }
    for group in ["vulnerabilities", "anomalies", "additionals"] {
        let Some(node) = root.get_mut(group) else { continue };
        node.take_if_empty();
        for (name, list) in node.fields() {
            let place = format!("/{group}/{}", naru_sbom::json::escape(name));
            let told = classes.remove(name);
            read_class(draft, (group, name, told.unwrap_or_default()), list, (&target, &place));
        }
    }
    // Classes that nothing was reported under.
    draft.report.words.extend(classes.into_values().flatten());
}

fn read_class(
    draft: &mut Draft,
    (group, name, told): (&str, &str, Vec<(String, String)>),
    list: &mut Node,
    (target, place): (&str, &str),
) {
    if list.take_if_empty() {
        draft.word("nothing reported", Some(name.to_owned()));
        draft.report.words.extend(told);
        return;
    }
    let mut cwes = items::cwes_of_name(name);
    for (_, text) in &told {
        if text.contains("CWE") {
            weakness::join(&mut cwes, weakness::cwes_in(text));
        }
    }
    let (id, title) = (name.to_owned(), name.to_owned());
    let rule = draft.rule(Rule { id, title, cwes, words: told });
    for (index, one) in list.own_items().iter_mut().enumerate() {
        let level = one.take_text("level").unwrap_or_default();
        let weighs = match level.as_str() {
            "0" => Severity::Info,
            "1" => Severity::Low,
            "2" => Severity::Medium,
            "3" => Severity::High,
            "4" => Severity::Critical,
            other => weakness::severity(other),
        };
        // What is only worth knowing is no finding, whatever level it carries.
        let weighs = if group == "additionals" { weighs.min(Severity::Info) } else { weighs };
        let text = |name: &str| one.text(name).unwrap_or_default();
        let (path, parameter, method) = (text("path"), text("parameter"), text("method"));
        let message = one.take_text("info").unwrap_or_default();
        // A path is of the whole host, also where a part of it was the target.
        let location = format!("{}{path}", host(target));
        let more = words(one, &OF_FINDING);
        draft.finding(Told {
            rule,
            message,
            severity: level,
            location,
            words: more,
            place: at(place, index),
            key: vec![steady_address(&path), method, parameter],
            weighs: Some(weighs),
            ..Told::default()
        });
    }
}

/// An address without its path.
fn host(address: &str) -> &str {
    let after = address.find("://").map_or(0, |at| at.saturating_add(3));
    let rest = address.get(after..).unwrap_or_default();
    let end = rest.find('/').map_or(address.len(), |at| after.saturating_add(at));
    address.get(..end).unwrap_or(address)
}
