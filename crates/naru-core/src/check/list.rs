//! A list of items to check (점검 목록): data, not code. The shipped ones are a reconstruction and
//! say so; an official list is imported as one file and becomes a new version.

use super::model::Kind;
use super::signal::Signal;
use naru_base::{Lang, Refusal, unreadable};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

/// The most items of one list, and the longest text in it.
const ITEMS_MAX: usize = 200;
const TEXT_CHARS_MAX: usize = 1_000;
/// The largest file that is read as a list.
pub const LIST_BYTES_MAX: usize = 512 * 1024;

/// The same in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Korean, the original.
    pub ko: String,
    /// English.
    pub en: String,
}

impl Words {
    /// In one language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }

    fn fits(&self) -> bool {
        [&self.ko, &self.en].into_iter().all(|it| {
            (1..=TEXT_CHARS_MAX).contains(&it.trim().chars().count())
                && !it.chars().any(char::is_control)
        })
    }
}

/// Names one version of one list: `org@1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: i64,
}

impl ListKey {
    /// Reads `org@1`.
    pub fn parse(text: &str) -> Option<ListKey> {
        let (id, version) = text.split_once('@')?;
        let version = version.parse().ok().filter(|it| *it > 0)?;
        is_name(id).then(|| ListKey { id: id.to_owned(), version })
    }
}

impl fmt::Display for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.version)
    }
}

fn is_name(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}

/// Whether an item must be met for the check to be passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It must.
    Must,
    /// It should; a grave finding stops the check all the same.
    Should,
}

/// When what was found stops a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// An open finding of this severity or more stops it at once.
    pub block_severity: i64,
    /// One of this severity or more stops it once it is old.
    pub old_severity: i64,
    /// How old, in days.
    pub old_days: i64,
    /// Where the rule comes from.
    pub source: Words,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its name.
    pub id: String,
    /// What it belongs to: administrative, physical, technical.
    pub group: Words,
    /// What it is called.
    pub title: Words,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name: `ORG-26`.
    pub id: String,
    /// The part of the list it stands in.
    pub area: String,
    /// What it is called.
    pub title: Words,
    /// How it is checked.
    pub verify: Words,
    /// Whether it must be met.
    pub level: Level,
    /// How grave it is when it is not: 1 to 5.
    pub severity: i64,
    /// The same in other lists.
    pub refs: Vec<String>,
    /// Which kinds of documents speak about it.
    pub evidence: Vec<String>,
    /// What the machine can say of it.
    pub signals: Vec<String>,
    /// For how long a document about it counts, from when what it says was so.
    pub validity_days: i64,
}

impl Item {
    /// The number at the end of its name, for a narrow column: `26`.
    pub fn number(&self) -> &str {
        self.id.rsplit('-').next().unwrap_or(&self.id)
    }
}

/// What differs between two lists, by the names of items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes<'l> {
    /// In the later one only.
    pub new: Vec<&'l str>,
    /// In the one before only.
    pub gone: Vec<&'l str>,
    /// In both, and not the same.
    pub changed: Vec<&'l str>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// What is checked by it.
    pub kind: Kind,
    /// What it is called.
    pub title: Words,
    /// Who wrote it: `naru-reconstruction`, or the office whose list it is.
    pub source: String,
    /// What a reader must know of where it comes from.
    pub source_note: Words,
    /// When what was found stops the check.
    pub rule: Rule,
    /// Its parts, in order.
    pub areas: Vec<Area>,
    /// Its items, in order.
    pub items: Vec<Item>,
}

const MALFORMED: &str = "check/list-malformed";

fn malformed(at: impl fmt::Display) -> Refusal {
    Refusal::new(MALFORMED).with("at", at)
}

impl Checklist {
    /// Reads a list from its file. The refusal says where it is wrong.
    pub fn read(text: &str) -> Result<Checklist, Refusal> {
        if text.len() > LIST_BYTES_MAX {
            return Err(malformed("size"));
        }
        let unread = |e| unreadable::because(Refusal::new(MALFORMED), &e);
        let it: Checklist = serde_json::from_str(text).map_err(unread)?;
        it.checked()
    }

    fn checked(self) -> Result<Checklist, Refusal> {
        let is_named = is_name(&self.id) && self.version > 0 && is_name(&self.source);
        if !is_named || !self.title.fits() || !self.source_note.fits() {
            return Err(malformed("id, version, source or title"));
        }
        let rule = &self.rule;
        let is_severity = |it: i64| (1..=5).contains(&it);
        if !is_severity(rule.block_severity)
            || !is_severity(rule.old_severity)
            || !(1..=366).contains(&rule.old_days)
            || !rule.source.fits()
        {
            return Err(malformed("rule"));
        }
        if !(1..=ITEMS_MAX).contains(&self.items.len()) {
            return Err(malformed("items"));
        }
        let mut areas = BTreeSet::new();
        for it in &self.areas {
            let what = match () {
                () if !is_name(&it.id) => "name",
                () if !areas.insert(it.id.as_str()) => "twice",
                () if !it.group.fits() || !it.title.fits() => "text",
                () => continue,
            };
            return Err(malformed(&it.id).with("what", what));
        }
        let mut known = BTreeSet::new();
        for it in &self.items {
            if !known.insert(it.id.as_str()) {
                return Err(malformed(&it.id).with("what", "twice"));
            }
            if !areas.contains(it.area.as_str()) {
                return Err(malformed(&it.id).with("what", "area").with("value", &it.area));
            }
            fits(it).map_err(|(what, value)| {
                malformed(&it.id).with("what", what).with("value", value)
            })?;
        }
        Ok(self)
    }

    /// Its name and version.
    pub fn key(&self) -> ListKey {
        ListKey { id: self.id.clone(), version: self.version }
    }

    /// An item by its name.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|it| it.id == id)
    }

    /// What differs from the list before: items that are new, that are gone, and that changed.
    pub fn changes<'l>(&'l self, before: &'l Checklist) -> Changes<'l> {
        let new = self.items.iter().filter(|it| before.item(&it.id).is_none());
        let gone = before.items.iter().filter(|it| self.item(&it.id).is_none());
        let changed = self.items.iter().filter(|it| before.item(&it.id).is_some_and(|b| b != *it));
        Changes {
            new: new.map(|it| it.id.as_str()).collect(),
            gone: gone.map(|it| it.id.as_str()).collect(),
            changed: changed.map(|it| it.id.as_str()).collect(),
        }
    }

    /// Whether it is a reconstruction, not an office's own list.
    pub fn is_reconstruction(&self) -> bool {
        self.source == "naru-reconstruction"
    }
}

/// What is wrong with an item, and the value that is, if it is short.
fn fits(it: &Item) -> Result<(), (&'static str, String)> {
    use crate::admission::EvidenceKind;
    if !is_name(&it.id) {
        return Err(("name", String::new()));
    }
    if !it.title.fits() || !it.verify.fits() {
        return Err(("text", String::new()));
    }
    if !(1..=5).contains(&it.severity) {
        return Err(("severity", it.severity.to_string()));
    }
    if !(1..=3_660).contains(&it.validity_days) {
        return Err(("validity", it.validity_days.to_string()));
    }
    if let Some(kind) = it.evidence.iter().find(|it| EvidenceKind::parse(it).is_none()) {
        return Err(("evidence", kind.clone()));
    }
    if it.refs.iter().any(|it| it.chars().count() > 80) {
        return Err(("refs", String::new()));
    }
    match it.signals.iter().find(|it| Signal::parse(it).is_none()) {
        Some(name) => Err(("signal", name.clone())),
        None => Ok(()),
    }
}

/// The texts of the lists that Naru ships.
const SHIPPED_TEXTS: [&str; 3] = [
    include_str!("../../data/checklist/org-1.json"),
    include_str!("../../data/checklist/web-1.json"),
    include_str!("../../data/checklist/app-1.json"),
];

static SHIPPED: LazyLock<Vec<Checklist>> = LazyLock::new(|| {
    let read = |text: &&str| Checklist::read(text).expect("a test reads every shipped list");
    SHIPPED_TEXTS.iter().map(read).collect()
});

/// The lists that Naru ships.
pub fn shipped() -> &'static [Checklist] {
    &SHIPPED
}

/// The very text of a list that Naru ships.
pub fn shipped_text(key: &ListKey) -> Option<&'static str> {
    let at = shipped().iter().position(|it| it.key() == *key)?;
    SHIPPED_TEXTS.get(at).copied()
}
