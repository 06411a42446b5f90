//! Grounds on which more time is given (연장 사유), as a file: who must show what, for how long it is
//! granted at most, and where that comes from. One list is shipped; an imported one of a higher
//! version takes its place.

use super::ground_flaw::{Why, flaw, unread};
use super::model::Text;
use naru_base::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The inspector's slot ends after the due date, although it was applied for in time: the engine
/// finds this one by itself, so every list has it.
pub const INSPECTOR_LATE: &str = "inspector-late";

/// The rules that may say for how long a ground is granted.
pub(super) const MOSTS: [&str; 2] = ["deadline_extension_max_s", "deadline_special_max_s"];
/// What a list can hold.
pub(super) const GROUNDS_MAX: usize = 40;
pub(super) const NAME_LEN_MAX: usize = 40;
pub(super) const TEXT_CHARS_MAX: usize = 300;
/// The largest file.
pub(super) const FILE_BYTES_MAX: usize = 64 * 1024;

const SHIPPED: &str = include_str!("../../../data/deadline/grounds-1.json");

/// A ground for more time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Its name, in kebab-case.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// Whether the participant must hand in a document.
    pub needs_document: bool,
    /// The rule that says for how long after the due date it may be granted at most.
    pub most: String,
    /// Where it comes from.
    pub source: String,
}

/// A list of grounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grounds {
    /// Which edition; the highest counts.
    pub version: i64,
    /// Where the list comes from.
    pub source: String,
    /// The grounds, in the order of screens.
    pub grounds: Vec<Ground>,
}

static FIRST: LazyLock<Grounds> =
    LazyLock::new(|| Grounds::read(SHIPPED).expect("the shipped list is read by a test"));

impl Grounds {
    /// The list that is shipped.
    pub fn shipped() -> &'static Grounds {
        &FIRST
    }

    /// Reads a list; the refusal says what is wrong with it ([`malformed`](super::malformed) says
    /// it in words).
    pub fn read(text: &str) -> Result<Grounds, Refusal> {
        if text.len() > FILE_BYTES_MAX {
            return Err(flaw(Why::Size, ""));
        }
        let it: Grounds = serde_json::from_str(text).map_err(|e| unread(&e))?;
        if it.version < 1 {
            return Err(flaw(Why::Version, "version"));
        }
        fits(&it.source, || "source".to_owned())?;
        if it.grounds.is_empty() || it.grounds.len() > GROUNDS_MAX {
            return Err(flaw(Why::Count, "grounds"));
        }
        let mut names = BTreeSet::new();
        for (n, ground) in it.grounds.iter().enumerate() {
            let place = |field: &str| format!("grounds[{n}].{field}");
            if !is_name(&ground.name) || !names.insert(&ground.name) {
                return Err(flaw(Why::Name, &place("name")));
            }
            fits(&ground.title.ko, || place("title.ko"))?;
            fits(&ground.title.en, || place("title.en"))?;
            if !MOSTS.contains(&ground.most.as_str()) {
                return Err(flaw(Why::Most, &place("most")));
            }
            fits(&ground.source, || place("source"))?;
        }
        match it.ground(INSPECTOR_LATE) {
            Some(_) => Ok(it),
            None => Err(flaw(Why::Inspector, INSPECTOR_LATE)),
        }
    }

    /// The ground of this name.
    pub fn ground(&self, name: &str) -> Option<&Ground> {
        self.grounds.iter().find(|it| it.name == name)
    }
}

fn is_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=NAME_LEN_MAX).contains(&text.len()) && text.bytes().all(plain)
}

fn fits(text: &str, place: impl Fn() -> String) -> Result<(), Refusal> {
    let fits = (1..=TEXT_CHARS_MAX).contains(&text.trim().chars().count());
    if fits { Ok(()) } else { Err(flaw(Why::Text, &place())) }
}
