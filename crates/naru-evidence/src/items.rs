//! Which items of the checklists a finding concerns: by weakness, by the tool's name for it, by
//! tags. The table is data (`data/items.toml`), because lists are replaced and tables with them.
//!
//! **Must never** say that an item is passed: it says what speaks to it.

use crate::model::{Finding, Report, Rule};
use crate::read::Format;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

#[derive(Deserialize)]
struct File {
    version: String,
    source: String,
    weakness: Vec<ByWeakness>,
    rule: Vec<ByRule>,
    tag: Vec<ByTag>,
    name: Vec<ByName>,
    covers: Vec<Covers>,
}

#[derive(Deserialize)]
struct ByWeakness {
    cwes: Vec<u32>,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct ByRule {
    format: String,
    begins: Vec<String>,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct ByTag {
    words: Vec<String>,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct ByName {
    is: Vec<String>,
    cwes: Vec<u32>,
}

#[derive(Deserialize)]
struct Covers {
    formats: Vec<String>,
    items: Vec<String>,
}

/// A table: which items what concerns.
pub struct Table {
    /// Its version.
    pub version: String,
    /// Who made it.
    pub source: String,
    weaknesses: BTreeMap<u32, BTreeSet<String>>,
    rules: Vec<ByRule>,
    tags: BTreeMap<String, BTreeSet<String>>,
    names: BTreeMap<String, Vec<u32>>,
    covers: BTreeMap<String, BTreeSet<String>>,
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with line and column.
    pub fn parse(text: &str) -> Result<Table, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut table = Table {
            version: file.version,
            source: file.source,
            weaknesses: BTreeMap::new(),
            rules: file.rule,
            tags: BTreeMap::new(),
            names: BTreeMap::new(),
            covers: BTreeMap::new(),
        };
        for it in file.weakness {
            for cwe in it.cwes {
                table.weaknesses.entry(cwe).or_default().extend(it.items.iter().cloned());
            }
        }
        for it in file.tag {
            for word in it.words {
                table.tags.entry(word).or_default().extend(it.items.iter().cloned());
            }
        }
        for it in file.name {
            for name in it.is {
                table.names.insert(name.to_lowercase(), it.cwes.clone());
            }
        }
        for it in file.covers {
            for format in it.formats {
                let known = Format::parse(&format).is_some();
                if !known {
                    return Err(format!("covers: `{format}` is not a format that is read"));
                }
                table.covers.entry(format).or_default().extend(it.items.iter().cloned());
            }
        }
        let odd = table.rules.iter().find(|it| Format::parse(&it.format).is_none());
        match odd {
            Some(odd) => Err(format!("rule: `{}` is not a format that is read", odd.format)),
            None => Ok(table),
        }
    }

    /// The table that is shipped.
    #[must_use]
    pub fn shipped() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            Table::parse(include_str!("../data/items.toml")).expect("the shipped table is tested")
        })
    }

    /// The items that a finding concerns, in order; none if the table knows nothing of it.
    #[must_use]
    pub fn items_of(&self, format: Format, rule: &Rule, finding: &Finding) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for cwe in &rule.cwes {
            found.extend(self.weaknesses.get(cwe).into_iter().flatten().map(String::as_str));
        }
        let is_it = |it: &&ByRule| {
            it.format == format.as_str()
                && it.begins.iter().any(|it| rule.id.starts_with(it.as_str()))
        };
        let by_name = self.rules.iter().filter(is_it);
        found.extend(by_name.flat_map(|it| it.items.iter().map(String::as_str)));
        if found.is_empty() {
            let tags = rule.words.iter().filter(|it| it.0 == "tags");
            for word in tags.flat_map(|it| it.1.split([',', ' '])) {
                found.extend(self.tags.get(word).into_iter().flatten().map(String::as_str));
            }
        }
        // A result on a control of a list names its item itself.
        if matches!(format, Format::OscalResults | Format::OscalPlan) {
            let word = finding.location.to_uppercase();
            let item = word.split(['_', '.']).next().unwrap_or("").to_owned();
            found.extend(self.every_item().filter(|it| *it == item));
        }
        found
    }

    /// The items that a run of that tool speaks to when it came to its end.
    #[must_use]
    pub fn covered_by(&self, report: &Report) -> BTreeSet<&str> {
        if !report.is_finished {
            return BTreeSet::new();
        }
        let found = self.covers.get(report.format.as_str());
        found.into_iter().flatten().map(String::as_str).collect()
    }

    /// Every item that the table names.
    pub fn every_item(&self) -> impl Iterator<Item = &str> {
        let rules = self.rules.iter().flat_map(|it| it.items.iter());
        let sets = self.weaknesses.values().chain(self.tags.values()).chain(self.covers.values());
        let all: BTreeSet<&str> = sets.flatten().chain(rules).map(String::as_str).collect();
        all.into_iter()
    }
}

/// The weaknesses that a class named in words stands for.
pub(crate) fn cwes_of_name(name: &str) -> Vec<u32> {
    Table::shipped().names.get(&name.to_lowercase()).cloned().unwrap_or_default()
}
