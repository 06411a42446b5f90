//! The rules of a SARIF run: descriptions, default levels, scores, weaknesses. They are read and
//! left in the tree, because each may serve many results and none.

use crate::draft::short;
use crate::model::Rule;
use crate::tree::Node;
use crate::weakness;
use std::collections::BTreeMap;

/// A rule with what results inherit from it.
pub(super) struct Known {
    pub(super) rule: Rule,
    level: Option<String>,
    score: Option<String>,
    /// Its messages by id.
    pub(super) messages: Vec<(String, String)>,
}

impl Known {
    /// The default level, and the score if it has one.
    pub(super) fn level(&self) -> (Option<&str>, Option<&str>) {
        (self.level.as_deref(), self.score.as_deref())
    }
}

/// All rules of a run: of the driver first, then of each extension.
pub(super) struct Rules {
    components: Vec<Vec<Known>>,
    by_id: BTreeMap<String, (usize, usize)>,
}

impl Rules {
    pub(super) fn of(run: &Node) -> Rules {
        let tool = run.get("tool");
        let mut components = vec![rules_of(tool.get("driver"))];
        if let Node::List(extensions) = tool.get("extensions") {
            components.extend(extensions.iter().map(rules_of));
        }
        let mut by_id = BTreeMap::new();
        for (c, rules) in components.iter().enumerate() {
            for (r, known) in rules.iter().enumerate() {
                by_id.entry(known.rule.id.clone()).or_insert((c, r));
            }
        }
        Rules { components, by_id }
    }

    /// By `ruleId`, `rule` or `ruleIndex`. An id may have a part that its rule has not: `CA1000/1`.
    pub(super) fn of_result(&self, result: &Node) -> Option<&Known> {
        let reference = result.get("rule");
        let id = result.text("ruleId").or(reference.text("id"));
        let number =
            |node: &Node, name: &str| node.text(name).and_then(|it| it.parse::<usize>().ok());
        let index = number(result, "ruleIndex").or(number(reference, "index"));
        let component = number(reference.get("toolComponent"), "index").map_or(0, |it| it + 1);
        let by_index =
            index.and_then(|it| self.components.get(component).and_then(|rules| rules.get(it)));
        let fits = |known: &&Known| {
            id.as_ref().is_none_or(|id| *id == known.rule.id || id.starts_with(&known.rule.id))
        };
        by_index.filter(fits).or_else(|| {
            let id = id.as_ref()?;
            let whole = self.by_id.get(id);
            let at = whole.or_else(|| self.by_id.get(id.rsplit_once('/')?.0))?;
            self.components.get(at.0)?.get(at.1)
        })
    }
}

fn rules_of(component: &Node) -> Vec<Known> {
    let mut shared = Vec::new();
    strings(component.get("globalMessageStrings"), &mut shared);
    match component.get("rules") {
        Node::List(rules) => rules.iter().map(|it| known(it, &shared)).collect(),
        // Forerunners of 2.1.0 had an object by id.
        Node::Object(rules) => rules.iter().map(|it| known(&it.1, &shared)).collect(),
        _ => Vec::new(),
    }
}

fn known(rule: &Node, shared: &[(String, String)]) -> Known {
    let id = rule.text("id").unwrap_or_default();
    let described = |name: &str| {
        let node = rule.get(name);
        node.as_text().or(node.text("text")).or(node.text("markdown"))
    };
    let title = described("shortDescription")
        .or(rule.text("name"))
        .or_else(|| described("fullDescription"))
        .unwrap_or_else(|| id.clone());
    let properties = rule.get("properties");
    let score = ["security-severity", "securitySeverity", "cvssV3_baseScore"]
        .iter()
        .find_map(|it| properties.text(it));
    let mut messages = Vec::new();
    strings(rule.get("messageStrings"), &mut messages);
    messages.extend(shared.iter().cloned());
    let configured = rule.get("defaultConfiguration");
    let level = configured.text("level").or(rule.get("configuration").text("defaultLevel"));
    let title = short(&title);
    let rule = Rule { title, cwes: cwes_of(rule), words: Vec::new(), id: short(&id) };
    Known { rule, level, score, messages }
}

fn strings(node: &Node, into: &mut Vec<(String, String)>) {
    if let Node::Object(fields) = node {
        for (id, value) in fields {
            if let Some(text) = value.as_text().or(value.text("text")) {
                into.push((id.clone(), text));
            }
        }
    }
}

/// The weaknesses that a rule or a result names: in tags, properties, relationships and taxa.
pub(super) fn cwes_of(node: &Node) -> Vec<u32> {
    let mut found = Vec::new();
    let properties = node.get("properties");
    if let Node::List(tags) = properties.get("tags") {
        tags.iter().filter_map(Node::as_text).filter(|it| is_named(it)).for_each(|it| {
            weakness::join(&mut found, weakness::cwes_in(&it));
        });
    }
    for name in ["cwe", "CWE", "cwes", "cwe-id", "cwe_id", "cweId"] {
        match properties.get(name) {
            Node::List(items) => items.iter().filter_map(Node::as_text).for_each(|it| {
                weakness::join(&mut found, weakness::cwes_in(&it));
            }),
            other => other.as_text().iter().for_each(|it| {
                weakness::join(&mut found, weakness::cwes_in(it));
            }),
        }
    }
    let lists = [("relationships", true), ("taxa", false)];
    for (name, is_nested) in lists {
        let Node::List(items) = node.get(name) else { continue };
        for item in items {
            let target = if is_nested { item.get("target") } else { item };
            let of = target.get("toolComponent").text("name").unwrap_or_default();
            let id = target.text("id").unwrap_or_default();
            if of.eq_ignore_ascii_case("cwe") || is_named(&id) {
                weakness::join(&mut found, weakness::cwes_in(&id));
            }
        }
    }
    found
}

fn is_named(text: &str) -> bool {
    text.to_ascii_lowercase().contains("cwe")
}
