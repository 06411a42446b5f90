//! The rules of a SARIF run: descriptions, default levels, scores, weaknesses. They are read and
//! left in the tree, because each may serve many results and none.

use super::sarif_taxa::{Taxonomies, guid_of, list, position};
use crate::draft::short;
use crate::items;
use crate::model::Rule;
use crate::tree::Node;
use std::collections::BTreeMap;

/// Tags of a rule that are told; the others stay in the tree.
const TAGS_MAX: usize = 32;

/// A rule with what results inherit from it.
pub(super) struct Known {
    pub(super) rule: Rule,
    guid: Option<String>,
    level: Option<String>,
    score: Option<String>,
    /// Its messages by id.
    pub(super) messages: Vec<(String, String)>,
}

/// What a result inherits: its rule, and the level that the run was told to give it.
pub(super) struct Inherited<'a> {
    pub(super) known: &'a Known,
    told: Option<&'a str>,
}

impl Inherited<'_> {
    /// The level of the run or else of the rule, and the rule's score if it has one.
    pub(super) fn level(&self) -> (Option<&str>, Option<&str>) {
        (self.told.or(self.known.level.as_deref()), self.known.score.as_deref())
    }
}

/// Component and position in it.
type At = (usize, usize);

/// All rules of a run: of the driver first, then of each extension.
pub(super) struct Rules {
    components: Vec<Vec<Known>>,
    by_id: BTreeMap<String, At>,
    by_guid: BTreeMap<String, At>,
    /// Levels other than the rules' own, by invocation.
    told: Vec<Vec<(At, String)>>,
    pub(super) taxonomies: Taxonomies,
    /// The weaknesses that the tool looks for, where it looks for nothing else.
    pub(super) of_tool: Vec<u32>,
}

impl Rules {
    pub(super) fn of(run: &Node, tool_name: &str) -> Rules {
        let tool = run.get("tool");
        let taxonomies = Taxonomies::of(run);
        let mut rules = Rules {
            // Forerunners of 2.1.0 had them in the run itself.
            components: vec![rules_of(
                if run.has("rules") { run } else { tool.get("driver") },
                &taxonomies,
            )],
            by_id: BTreeMap::new(),
            by_guid: BTreeMap::new(),
            told: Vec::new(),
            taxonomies,
            of_tool: items::cwes_of_name(tool_name),
        };
        for extension in list(tool.get("extensions")) {
            rules.components.push(rules_of(extension, &rules.taxonomies));
        }
        for (c, known) in rules.components.iter().enumerate() {
            for (r, known) in known.iter().enumerate() {
                rules.by_id.entry(known.rule.id.clone()).or_insert((c, r));
                if let Some(guid) = &known.guid {
                    rules.by_guid.entry(guid.clone()).or_insert((c, r));
                }
            }
        }
        for invocation in list(run.get("invocations")) {
            let overrides = list(invocation.get("ruleConfigurationOverrides")).iter();
            let told = overrides.filter_map(|it| {
                let reference = it.get("descriptor");
                let at = rules.find(reference, reference.text("id"), position(reference))?;
                Some((at, it.get("configuration").text("level")?))
            });
            let told = told.collect();
            rules.told.push(told);
        }
        rules
    }

    /// By `ruleId`, `rule` or `ruleIndex`.
    pub(super) fn of_result(&self, result: &Node) -> Option<Inherited<'_>> {
        let number =
            |node: &Node, name: &str| node.text(name).and_then(|it| it.parse::<usize>().ok());
        let reference = result.get("rule");
        let id = result.text("ruleId").or(reference.text("id"));
        let index = number(result, "ruleIndex").or(position(reference));
        let at = self.find(reference, id, index)?;
        let known = self.components.get(at.0)?.get(at.1)?;
        let told = match number(result.get("provenance"), "invocationIndex") {
            Some(index) => self.told.get(index),
            None => self.told.first().filter(|_| self.told.len() == 1),
        };
        let told = told.and_then(|it| it.iter().find(|it| it.0 == at));
        Some(Inherited { known, told: told.map(|it| it.1.as_str()) })
    }

    /// An id may have parts that its rule has not: `CA1000/1`.
    fn find(&self, reference: &Node, id: Option<String>, index: Option<usize>) -> Option<At> {
        let component = position(reference.get("toolComponent")).map_or(0, |it| it + 1);
        let by_index = index.map(|it| (component, it)).filter(|at| {
            let known = self.components.get(at.0).and_then(|rules| rules.get(at.1));
            known.is_some_and(|it| id.as_ref().is_none_or(|id| is_below(id, &it.rule.id)))
        });
        let by_guid = || self.by_guid.get(&guid_of(reference)?).copied();
        by_index.or_else(by_guid).or_else(|| {
            let mut id = id.as_deref()?;
            loop {
                if let Some(at) = self.by_id.get(id) {
                    return Some(*at);
                }
                id = id.rsplit_once('/')?.0;
            }
        })
    }
}

/// Whether an id is that of the rule, or that and more parts.
fn is_below(id: &str, of_rule: &str) -> bool {
    of_rule.is_empty()
        || id.strip_prefix(of_rule).is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

fn rules_of(component: &Node, taxonomies: &Taxonomies) -> Vec<Known> {
    let mut shared = Vec::new();
    strings(component.get("globalMessageStrings"), &mut shared);
    match component.get("rules") {
        Node::List(rules) => rules.iter().map(|it| known(it, "", &shared, taxonomies)).collect(),
        // There they are an object by id.
        Node::Object(rules) => {
            rules.iter().map(|it| known(&it.1, &it.0, &shared, taxonomies)).collect()
        }
        _ => Vec::new(),
    }
}

fn known(rule: &Node, name: &str, shared: &[(String, String)], taxonomies: &Taxonomies) -> Known {
    let id = rule.text("id").unwrap_or_else(|| name.to_owned());
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
    let level = level.or(rule.text("defaultLevel"));
    let title = short(&title);
    let guid = guid_of(rule);
    let tags = list(properties.get("tags")).iter().filter_map(Node::as_text);
    let words = tags.take(TAGS_MAX).map(|it| ("tags".to_owned(), short(&it))).collect();
    let rule = Rule { title, cwes: taxonomies.cwes_of(rule), words, id: short(&id) };
    Known { rule, guid, level, score, messages }
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
