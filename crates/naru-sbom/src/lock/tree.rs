//! A tree of values, the same for JSON, TOML and YAML. Refuses keys given twice: two readers of
//! such a file would see two different files.

use super::model::ReadError;
use super::plain;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

const NULL: &Tree = &Tree::Null;

impl Tree {
    /// The value of a key, or null.
    pub(crate) fn at(&self, key: &str) -> &Tree {
        match self {
            Tree::Map(entries) => {
                entries.iter().find(|it| it.0 == key).map_or(NULL, |found| &found.1)
            }
            _ => NULL,
        }
    }
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }
    /// The text of a key, or nothing.
    pub(crate) fn text_at(&self, key: &str) -> Option<&str> {
        self.at(key).text()
    }
    pub(crate) fn is_true_at(&self, key: &str) -> bool {
        *self.at(key) == Tree::Bool(true) || self.text_at(key) == Some("true")
    }
    /// The entries of a mapping; none of anything else.
    pub(crate) fn entries(&self) -> &[(String, Tree)] {
        match self {
            Tree::Map(entries) => entries,
            _ => &[],
        }
    }
    /// The members of a list; none of anything else.
    pub(crate) fn members(&self) -> &[Tree] {
        match self {
            Tree::List(members) => members,
            _ => &[],
        }
    }
    pub(crate) fn is_null(&self) -> bool {
        *self == Tree::Null
    }
    /// The text of a key that must be there.
    pub(crate) fn need(&self, key: &str, place: &str) -> Result<&str, ReadError> {
        self.text_at(key).ok_or_else(|| ReadError::new(place, format!("`{key}` is not a text")))
    }
    /// The mapping of a key that must be there.
    pub(crate) fn need_map(&self, key: &str) -> Result<&[(String, Tree)], ReadError> {
        match self.at(key) {
            Tree::Map(entries) => Ok(entries),
            _ => Err(ReadError::new(format!("`{key}`"), "must be there and be a mapping")),
        }
    }
    /// The list of a key that must be there.
    pub(crate) fn need_list(&self, key: &str) -> Result<&[Tree], ReadError> {
        match self.at(key) {
            Tree::List(members) => Ok(members),
            _ => Err(ReadError::new(format!("`{key}`"), "must be there and be a list")),
        }
    }
}

/// Reads JSON.
pub(crate) fn json(text: &str) -> Result<Tree, ReadError> {
    serde_json::from_str(text).map_err(|e| {
        let whole = e.to_string();
        let what = whole.rsplit_once(" at line ").map_or(whole.as_str(), |it| it.0);
        ReadError::new(format!("line {}, column {}", e.line(), e.column()), what)
    })
}

/// Reads TOML.
pub(crate) fn toml(text: &str) -> Result<Tree, ReadError> {
    plain::read(text).map_or_else(|| whole_toml(text), |it| Ok(it.into()))
}

/// Reads TOML, whatever of it is used.
pub(super) fn whole_toml(text: &str) -> Result<Tree, ReadError> {
    toml::from_str(text).map_err(|e| {
        let line = e
            .span()
            .and_then(|span| text.get(..span.start))
            .map_or(1, |before| before.bytes().filter(|it| *it == b'\n').count() + 1);
        ReadError::at_line(line, e.message())
    })
}

/// Adds an entry to a mapping, unless its key is there.
pub(crate) fn insert(
    entries: &mut Vec<(String, Tree)>,
    seen: &mut std::collections::BTreeSet<String>,
    key: String,
    value: Tree,
) -> Result<(), String> {
    // Small mappings are searched, large ones are indexed: most have a handful of keys.
    const SEARCHED_MAX: usize = 16;
    if entries.len() == SEARCHED_MAX {
        seen.extend(entries.iter().map(|it| it.0.clone()));
    }
    let is_there = if entries.len() < SEARCHED_MAX {
        entries.iter().any(|it| it.0 == key)
    } else {
        !seen.insert(key.clone())
    };
    if is_there {
        return Err(format!("the key `{}` is given twice", shortened(&key)));
    }
    entries.push((key, value));
    Ok(())
}

/// At most 80 characters of a text from outside, for a message.
pub(crate) fn shortened(text: &str) -> String {
    const CHARS_MAX: usize = 80;
    if text.chars().count() <= CHARS_MAX {
        return text.escape_debug().to_string();
    }
    let head: String = text.chars().take(CHARS_MAX).collect();
    format!("{}…", head.escape_debug())
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Tree, D::Error> {
        from.deserialize_any(Grow)
    }
}

struct Grow;

impl<'de> Visitor<'de> for Grow {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }
    fn visit_bool<E>(self, it: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(it))
    }
    fn visit_i64<E>(self, it: i64) -> Result<Tree, E> {
        Ok(Tree::Text(it.to_string()))
    }
    fn visit_u64<E>(self, it: u64) -> Result<Tree, E> {
        Ok(Tree::Text(it.to_string()))
    }
    fn visit_f64<E>(self, it: f64) -> Result<Tree, E> {
        Ok(Tree::Text(format!("{it:?}")))
    }
    fn visit_str<E>(self, it: &str) -> Result<Tree, E> {
        Ok(Tree::Text(it.to_owned()))
    }
    fn visit_string<E>(self, it: String) -> Result<Tree, E> {
        Ok(Tree::Text(it))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(it) = from.next_element()? {
            members.push(it);
        }
        Ok(Tree::List(members))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        while let Some((key, value)) = from.next_entry::<String, Tree>()? {
            insert(&mut entries, &mut seen, key, value).map_err(A::Error::custom)?;
        }
        Ok(Tree::Map(entries))
    }
}
