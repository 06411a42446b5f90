//! A report while it is made: rules told once, fingerprints, remarks.
//!
//! **Must never** put into a fingerprint what changes from run to run: line numbers, times, order.

use crate::model::{
    Component, Finding, Observed, Remark, Report, Rule, Severity, State, Tool, hex_of, sha256,
};
use crate::read::Format;
use crate::tree::{Node, leftover};
use crate::{time, weakness};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Odd words are told so often, then no more: a file may hold a million.
const REMARKS_MAX: usize = 50;
/// What one text of a file is copied for many findings is cut to this: the file itself holds it.
const SHORT_CHARS_MAX: usize = 300;

pub(crate) struct Draft {
    pub(crate) report: Report,
    /// Rules by id, with the index of the last one told under it.
    rules: BTreeMap<String, usize>,
    /// Hashes of the rules' ids.
    rule_ids: Vec<[u8; 32]>,
    tools: BTreeSet<(String, Option<String>)>,
    /// The hash of the last tool's name.
    tool: [u8; 32],
    targets: BTreeSet<String>,
    /// How often the same key was met.
    met: BTreeMap<[u8; 32], u32>,
}

/// A finding as a reader tells it; the draft adds the fingerprint.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) rule: usize,
    pub(crate) message: String,
    pub(crate) severity: String,
    pub(crate) state: Option<State>,
    pub(crate) location: String,
    pub(crate) words: Vec<(String, String)>,
    pub(crate) place: String,
    /// What makes it this one and no other, beside tool and rule, and does not change from run to
    /// run.
    pub(crate) key: Vec<String>,
    /// How grave, where the word alone does not say.
    pub(crate) weighs: Option<Severity>,
}

impl Draft {
    pub(crate) fn new(format: Format, root: &Node) -> Draft {
        let report = Report {
            format,
            format_version: None,
            tools: Vec::new(),
            targets: Vec::new(),
            observed: None,
            is_finished: true,
            rules: Vec::new(),
            findings: Vec::new(),
            components: Vec::new(),
            words: Vec::new(),
            remarks: Vec::new(),
            kept: Vec::new(),
            values_count: root.values_count(),
            values_kept_count: 0,
        };
        Draft {
            report,
            rules: BTreeMap::new(),
            rule_ids: Vec::new(),
            tools: BTreeSet::new(),
            tool: [0; 32],
            targets: BTreeSet::new(),
            met: BTreeMap::new(),
        }
    }

    /// The report, with what was left of the tree.
    pub(crate) fn finish(mut self, root: &Node) -> Report {
        self.report.kept = leftover(root);
        self.report.values_kept_count = self.report.kept.iter().map(|it| it.values_count).sum();
        if self.report.observed.is_none() && self.report.format != Format::Empty {
            self.remark(Remark::NoTime);
        }
        self.report
    }

    pub(crate) fn remark(&mut self, remark: Remark) {
        let known = &mut self.report.remarks;
        if known.len() < REMARKS_MAX && !known.contains(&remark) {
            known.push(remark);
        }
    }

    /// The run did not come to its end.
    pub(crate) fn failed(&mut self, what: &str) {
        self.report.is_finished = false;
        self.remark(Remark::ToolFailed { what: naru_sbom::refused::excerpt(what) });
    }

    /// The tool ran, and there was nothing that it looked at: not a clean run.
    pub(crate) fn nothing_tested(&mut self) {
        self.report.is_finished = false;
        self.remark(Remark::NothingTested);
    }

    pub(crate) fn tool(&mut self, name: &str, version: Option<String>) {
        self.tool = sha256(name.as_bytes());
        if self.tools.insert((name.to_owned(), version.clone())) {
            self.report.tools.push(Tool { name: name.to_owned(), version });
        }
    }

    pub(crate) fn target(&mut self, target: &str) {
        if !target.trim().is_empty() && self.targets.insert(target.to_owned()) {
            self.report.targets.push(target.to_owned());
        }
    }

    pub(crate) fn word(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.report.words.push((name.to_owned(), value));
        }
    }

    /// When it was observed; the latest word counts, because findings were there at least then.
    pub(crate) fn observed(&mut self, said: Option<String>) {
        let Some(said) = said else { return };
        let Some((at_us, has_zone)) = time::read(&said) else {
            self.report.words.push(("time".to_owned(), said.clone()));
            return self.remark(Remark::BadTime { said: naru_sbom::refused::excerpt(&said) });
        };
        if !has_zone {
            self.remark(Remark::NoZone { said: naru_sbom::refused::excerpt(&said) });
        }
        let observed = Observed { at_us, said, has_zone };
        match &mut self.report.observed {
            Some(known) if known.at_us >= at_us => {
                self.report.words.push(("time".to_owned(), observed.said));
            }
            known => {
                if let Some(earlier) = known.replace(observed) {
                    self.report.words.push(("time".to_owned(), earlier.said));
                }
            }
        }
    }

    /// The version of the format: anything but the known ones is remarked.
    pub(crate) fn version(&mut self, found: Option<String>, known: &[&str]) {
        match &found {
            None => self.remark(Remark::NoVersion),
            Some(found) if !known.iter().any(|it| found == it) => {
                let found = naru_sbom::refused::excerpt(found);
                self.remark(Remark::OtherVersion { found, known: known.join(", ") });
            }
            Some(_) => {}
        }
        self.report.format_version = found;
    }

    /// A rule, once for each different word about it.
    pub(crate) fn rule(&mut self, rule: Rule) -> usize {
        if let Some(index) = self.rules.get(&rule.id)
            && self.report.rules[*index] == rule
        {
            return *index;
        }
        let index = self.report.rules.len();
        self.rules.insert(rule.id.clone(), index);
        self.rule_ids.push(sha256(rule.id.as_bytes()));
        self.report.rules.push(rule);
        index
    }

    /// A rule that only has a name.
    pub(crate) fn plain_rule(&mut self, id: &str, title: &str, cwes: &[u32]) -> usize {
        let (id, title) = (id.to_owned(), title.to_owned());
        self.rule(Rule { id, title, cwes: cwes.to_vec(), words: Vec::new() })
    }

    pub(crate) fn finding(&mut self, told: Told) {
        let weighs = told.weighs.unwrap_or_else(|| weakness::severity(&told.severity));
        let is_odd = weakness::severity(&told.severity) == Severity::Unknown;
        if weighs == Severity::Unknown && is_odd && !told.severity.is_empty() {
            let said = naru_sbom::refused::excerpt(&told.severity);
            self.remark(Remark::OddSeverity { said });
        }
        let fallback = if weighs == Severity::Unknown { State::Review } else { State::Open };
        let fingerprint = self.fingerprint(told.rule, &told.key);
        self.report.findings.push(Finding {
            rule: told.rule,
            message: told.message,
            severity: weighs,
            severity_said: told.severity,
            state: told.state.unwrap_or(fallback),
            location: told.location,
            fingerprint,
            words: told.words,
            place: told.place,
        });
    }

    /// Tool, rule and key; the second of the same is told from the first by its number.
    fn fingerprint(&mut self, rule: usize, key: &[String]) -> [u8; 32] {
        let mut hash = Sha256::new().chain_update(self.tool).chain_update(self.rule_ids[rule]);
        for part in key {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
        let plain: [u8; 32] = hash.finalize().into();
        let number = self.met.entry(plain).or_default();
        *number += 1;
        if *number == 1 {
            return plain;
        }
        Sha256::new().chain_update(plain).chain_update(number.to_le_bytes()).finalize().into()
    }

    /// How many findings and components were told until now.
    pub(crate) const fn told(&self) -> (usize, usize) {
        (self.report.findings.len(), self.report.components.len())
    }

    /// What was told since then stands below this place.
    pub(crate) fn put_below(&mut self, (findings, components): (usize, usize), place: &str) {
        if place.is_empty() {
            return;
        }
        let findings = self.report.findings.iter_mut().skip(findings).map(|it| &mut it.place);
        let components = self.report.components.iter_mut().skip(components);
        for it in findings.chain(components.map(|it| &mut it.place)) {
            it.insert_str(0, place);
        }
    }

    pub(crate) fn component(&mut self, it: Component) {
        self.report.components.push(it);
    }
}

/// A text by its hash, for keys.
pub(crate) fn digest(text: &str) -> String {
    hex_of(&sha256(text.as_bytes()))
}

/// The beginning of a text that is told again with many findings.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(SHORT_CHARS_MAX).collect()
}

/// A place without the values of its query: they may be personal.
#[must_use]
pub fn without_values(place: &str) -> String {
    if place.contains("://") || place.starts_with('/') && place.contains('?') {
        return steady_address(place);
    }
    place.to_owned()
}

/// An address without what changes from run to run: host in small letters, names of the query
/// without their values, no fragment.
pub(crate) fn steady_address(address: &str) -> String {
    let address = address.split('#').next().unwrap_or(address).trim();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = match path.split_once("://") {
        Some((scheme, rest)) => {
            let (host, rest) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{}://{}/{rest}", scheme.to_lowercase(), host.to_lowercase())
        }
        None => path.to_owned(),
    };
    let mut names: Vec<&str> = query
        .split('&')
        .filter_map(|it| it.split('=').next())
        .filter(|it| !it.is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { path } else { format!("{path}?{}", names.join("&")) }
}
