//! mobsfscan and njsscan: an object of rules, each with its files.

use super::{at, words};
use crate::draft::{Draft, Told, digest, short};
use crate::model::{Rule, State};
use crate::tree::Node;
use crate::weakness;

pub(crate) const OF_METADATA: [&str; 10] = [
    "description",
    "cwe",
    "owasp",
    "owasp-mobile",
    "owasp-web",
    "masvs",
    "reference",
    "cvss",
    "id",
    "input_case",
];

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_first(&["mobsfscan_version", "njsscan_version"]);
    let is_njsscan = root.has("nodejs") || root.has("templates");
    draft.tool(if is_njsscan { "njsscan" } else { "mobsfscan" }, version);
    for error in root.items("errors") {
        let what = error.as_text().or(error.text("message")).unwrap_or_default();
        draft.failed(&what);
    }
    for group in ["results", "nodejs", "templates"] {
        let Some(rules) = root.get_mut(group) else { continue };
        rules.take_if_empty();
        for (id, rule) in rules.fields() {
            let place = format!("/{group}/{}", naru_sbom::json::escape(id));
            read_rule(draft, id, rule, &place);
        }
    }
}

/// A rule with metadata and files; without files it concerns the whole thing.
pub(crate) fn read_rule(draft: &mut Draft, id: &str, node: &mut Node, place: &str) {
    let mut rule = Rule { id: id.to_owned(), title: id.replace('_', " "), ..Rule::default() };
    let mut severity = String::new();
    if let Some(metadata) = node.get_mut("metadata") {
        let said = metadata.take_text("severity").unwrap_or_default();
        severity = short(&said);
        rule.words = words(metadata, &OF_METADATA);
        rule.words.push(("severity".to_owned(), said));
    }
    let cwes = rule.words.iter().find(|it| it.0 == "cwe").map(|it| weakness::cwes_in(&it.1));
    rule.cwes = cwes.unwrap_or_default();
    let rule = draft.rule(rule);
    let is_good = severity.eq_ignore_ascii_case("good") || severity.eq_ignore_ascii_case("secure");
    let state = is_good.then_some(State::Passed);
    let mut told = false;
    let tell = |draft: &mut Draft, location: String, words: Vec<_>, (place, key): (String, _)| {
        let severity = severity.clone();
        draft.finding(Told {
            rule,
            severity,
            state,
            location,
            words,
            place,
            key,
            ..Told::default()
        });
    };
    match node.get_mut("files") {
        Some(Node::List(files)) => {
            for (index, file) in files.iter_mut().enumerate() {
                let path = file.take_text("file_path").unwrap_or_default();
                let matched = file.text("match_string").unwrap_or_default();
                let lines = file.take_texts("match_lines");
                let mut more = words(file, &["match_string"]);
                let span = file.take_texts("match_position");
                more.extend(span.into_iter().map(|it| ("match_position".to_owned(), it)));
                let location = lines.first().map_or(path.clone(), |it| format!("{path}:{it}"));
                more.extend(lines.into_iter().map(|it| ("match_lines".to_owned(), it)));
                let place = at(&format!("{place}/files"), index);
                tell(draft, location, more, (place, vec![path, digest(&matched)]));
                told = true;
            }
        }
        // MobSF: lines by file.
        Some(Node::Object(files)) => {
            for (path, lines) in files {
                let place = format!("{place}/files/{}", naru_sbom::json::escape(path));
                let lines = lines.take_own_text();
                let more = lines.map(|it| ("lines".to_owned(), it)).into_iter().collect();
                tell(draft, path.clone(), more, (place, vec![path.clone()]));
                told = true;
            }
        }
        _ => {}
    }
    if !told {
        tell(draft, String::new(), Vec::new(), (place.to_owned(), Vec::new()));
    }
}

impl Node {
    /// Whether it is an object whose values are rules of mobsfscan.
    pub(crate) fn is_object_of_rules(&self) -> bool {
        let Self::Object(fields) = self else { return false };
        !fields.is_empty() && fields.iter().all(|it| it.1.has("metadata"))
    }

    /// Whether it is a list.
    pub(crate) const fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }
}
