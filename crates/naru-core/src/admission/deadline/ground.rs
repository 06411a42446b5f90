//! Grounds on which more time is given (연장 사유), as a file: who must show what, for how long it is
//! granted at most, and where that comes from. One list is shipped; an imported one of a higher
//! version takes its place.

use super::model::Text;
use naru_base::Refusal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The inspector's slot ends after the due date, although it was applied for in time: the engine
/// finds this one by itself, so every list has it.
pub const INSPECTOR_LATE: &str = "inspector-late";

/// The rules that may say for how long a ground is granted.
const MOSTS: [&str; 2] = ["deadline_extension_max_s", "deadline_special_max_s"];
/// What a list can hold.
const GROUNDS_MAX: usize = 40;
const NAME_LEN_MAX: usize = 40;
const TEXT_CHARS_MAX: usize = 300;
/// The largest file.
const FILE_BYTES_MAX: usize = 64 * 1024;

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

    /// Reads a list; the refusal says what is wrong with it.
    pub fn read(text: &str) -> Result<Grounds, Refusal> {
        let bad = |at: String| Refusal::new("admission/grounds-malformed").with("at", at);
        if text.len() > FILE_BYTES_MAX {
            return Err(bad("the file is too large".to_owned()));
        }
        let it: Grounds = serde_json::from_str(text).map_err(|e| bad(e.to_string()))?;
        if it.version < 1 || !fits(&it.source) {
            return Err(bad("version, source".to_owned()));
        }
        if it.grounds.is_empty() || it.grounds.len() > GROUNDS_MAX {
            return Err(bad("grounds".to_owned()));
        }
        let mut names = BTreeSet::new();
        for ground in &it.grounds {
            let texts = [&ground.title.ko, &ground.title.en, &ground.source];
            let is_good = is_name(&ground.name)
                && texts.into_iter().all(|text| fits(text))
                && MOSTS.contains(&ground.most.as_str());
            if !is_good || !names.insert(&ground.name) {
                return Err(bad(ground.name.clone()));
            }
        }
        match it.ground(INSPECTOR_LATE) {
            Some(_) => Ok(it),
            None => Err(bad(INSPECTOR_LATE.to_owned())),
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

fn fits(text: &str) -> bool {
    (1..=TEXT_CHARS_MAX).contains(&text.trim().chars().count())
}
