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
    #[serde(default)]
    except: Vec<Except>,
}

#[derive(Deserialize)]
struct ByWeakness {
    cwes: Vec<u32>,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct ByRule {
    format: String,
    /// How names begin.
    #[serde(default)]
    begins: Vec<String>,
    /// Whole names, or what stands before a `-` in them.
    #[serde(default)]
    is: Vec<String>,
    items: Vec<String>,
}

#[derive(Deserialize)]
struct ByTag {
    words: Vec<String>,
    items: Vec<String>,
    /// Whether it counts beside weakness and name.
    #[serde(default)]
    always: bool,
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
    /// How names of rules begin, or what the run itself has a word of: of each it must hold one,
    /// or it did not look at it.
    #[serde(default)]
    needs: Vec<String>,
}

/// What a scanner cannot speak to, whatever weakness it names.
#[derive(Deserialize)]
struct Except {
    formats: Vec<String>,
    items: Vec<String>,
    /// Only rules whose names begin so; all without it.
    #[serde(default)]
    begins: Vec<String>,
}

/// A table: which items what concerns.
pub struct Table {
    /// Its version.
    pub version: String,
    /// Who made it.
    pub source: String,
    weaknesses: BTreeMap<u32, BTreeSet<String>>,
    rules: Vec<ByRule>,
    tags: Vec<ByTag>,
    names: BTreeMap<String, Vec<u32>>,
    covers: Vec<Covers>,
    except: Vec<Except>,
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
            tags: file.tag,
            names: BTreeMap::new(),
            covers: file.covers,
            except: file.except,
        };
        for it in file.weakness {
            for cwe in it.cwes {
                table.weaknesses.entry(cwe).or_default().extend(it.items.iter().cloned());
            }
        }
        for it in file.name {
            for name in it.is {
                table.names.insert(name.to_lowercase(), it.cwes.clone());
            }
        }
        let rules = table.rules.iter().map(|it| ("rule", &it.format));
        let covers = table.covers.iter().flat_map(|it| &it.formats).map(|it| ("covers", it));
        let except = table.except.iter().flat_map(|it| &it.formats).map(|it| ("except", it));
        let mut named = rules.chain(covers).chain(except);
        match named.find(|it| Format::parse(it.1).is_none()) {
            Some((part, odd)) => Err(format!("{part}: `{odd}` is not a format that is read")),
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
        let is_it = |it: &&ByRule| it.format == format.as_str() && it.is_of(rule);
        let by_name = self.rules.iter().filter(is_it);
        found.extend(by_name.flat_map(|it| it.items.iter().map(String::as_str)));
        let is_bare = found.is_empty();
        let tags = rule.words.iter().filter(|it| it.0 == "tags");
        let tags: Vec<&str> = tags.flat_map(|it| it.1.split([',', ' '])).collect();
        let is_tagged = |it: &&ByTag| {
            (is_bare || it.always) && it.words.iter().any(|word| tags.contains(&word.as_str()))
        };
        let by_tag = self.tags.iter().filter(is_tagged);
        found.extend(by_tag.flat_map(|it| it.items.iter().map(String::as_str)));
        for it in self.except.iter().filter(|it| it.is_of(format, rule)) {
            found.retain(|item| !it.items.iter().any(|it| it == item));
        }
        // A result on a control of a list names its item itself.
        if matches!(format, Format::OscalResults | Format::OscalPlan) {
            found.extend(named_item(&finding.location));
        }
        found
    }

    /// The items that a run of that tool speaks to when it came to its end.
    #[must_use]
    pub fn covered_by(&self, report: &Report) -> BTreeSet<&str> {
        if !report.is_finished {
            return BTreeSet::new();
        }
        let is_there = |needed: &String| {
            let mut names = report.findings.iter().map(|it| &report.rule_of(it).id);
            names.any(|it| it.starts_with(needed.as_str()))
                || report.words.iter().any(|it| it.0 == *needed)
        };
        let format = report.format.as_str();
        let of_format = self.covers.iter().filter(|it| it.formats.iter().any(|it| it == format));
        let looked_at = of_format.filter(|it| it.needs.iter().all(is_there));
        looked_at.flat_map(|it| it.items.iter().map(String::as_str)).collect()
    }

    /// Every item that the table names.
    pub fn every_item(&self) -> impl Iterator<Item = &str> {
        let rules = self.rules.iter().flat_map(|it| it.items.iter());
        let tags = self.tags.iter().flat_map(|it| it.items.iter());
        let covers = self.covers.iter().flat_map(|it| it.items.iter());
        let except = self.except.iter().flat_map(|it| it.items.iter());
        let sets = self.weaknesses.values().flatten().chain(rules).chain(tags);
        let all: BTreeSet<&str> = sets.chain(covers).chain(except).map(String::as_str).collect();
        all.into_iter()
    }
}

impl ByRule {
    fn is_of(&self, rule: &Rule) -> bool {
        let whole = rule.id.split('-').next().unwrap_or_default();
        self.begins.iter().any(|it| rule.id.starts_with(it.as_str()))
            || self.is.iter().any(|it| *it == rule.id || *it == whole)
    }
}

impl Except {
    fn is_of(&self, format: Format, rule: &Rule) -> bool {
        let is_begun = |begins: &String| rule.id.starts_with(begins.as_str());
        self.formats.iter().any(|it| it == format.as_str())
            && (self.begins.is_empty() || self.begins.iter().any(is_begun))
    }
}

/// The item that a name of a control begins with: a list's letters and a number of two digits, as
/// `org-21_obj` or `WEB-06.2`. Every such item, not only those that the table leads to.
fn named_item(control: &str) -> Option<&'static str> {
    static ITEMS: OnceLock<Vec<String>> = OnceLock::new();
    let all = ITEMS.get_or_init(|| {
        let lists = ["ORG", "WEB", "APP"];
        lists.iter().flat_map(|it| (1..100).map(move |n| format!("{it}-{n:02}"))).collect()
    });
    let word = control.split(['_', '.']).next().unwrap_or_default();
    all.iter().find(|it| it.eq_ignore_ascii_case(word)).map(String::as_str)
}

/// The weaknesses that a class named in words stands for.
pub(crate) fn cwes_of_name(name: &str) -> Vec<u32> {
    Table::shipped().names.get(&name.to_lowercase()).cloned().unwrap_or_default()
}
