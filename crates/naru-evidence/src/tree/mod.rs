//! A file as a tree, whatever it was written in, from which readers *take* what they understand.
//! What is left at the end was not understood and is kept ([`leftover`]).
//!
//! An element of XML is an object: `@name` for attributes, a list under the name of its children,
//! `#text` for its text; an element with nothing but text is that text.

mod json;
mod xml;

use crate::model::{Kept, sha256};
use naru_sbom::json::escape;
use serde::{Serialize, Serializer, ser::SerializeMap};

pub(crate) use json::{lines, read as read_json};
pub(crate) use xml::read as read_xml;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// What was here has been understood.
    Taken,
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Taken => to.serialize_unit(),
            Self::Bool(it) => to.serialize_bool(*it),
            Self::Number(it) => it.serialize(to),
            Self::Text(it) => to.serialize_str(it),
            Self::List(items) => to.collect_seq(items),
            Self::Object(fields) => {
                let mut map = to.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

static NOTHING: Node = Node::Taken;

impl Node {
    /// A field; nothing where there is none.
    pub(crate) fn get(&self, name: &str) -> &Node {
        match self {
            Self::Object(fields) => {
                fields.iter().find(|it| it.0 == name).map_or(&NOTHING, |it| &it.1)
            }
            _ => &NOTHING,
        }
    }

    /// A field to take from.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        match self {
            Self::Object(fields) => fields.iter_mut().find(|it| it.0 == name).map(|it| &mut it.1),
            _ => None,
        }
    }

    /// Whether there is such a field.
    pub(crate) fn has(&self, name: &str) -> bool {
        !matches!(self.get(name), Self::Taken)
    }

    /// A text, number or truth value as text; the same alone in a list.
    pub(crate) fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(it) => Some(it.clone()),
            Self::Number(it) => Some(it.to_string()),
            Self::Bool(it) => Some(it.to_string()),
            Self::List(items) => match items.as_slice() {
                [one] => one.as_text(),
                _ => None,
            },
            _ => None,
        }
    }

    /// A field as text, left where it is.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).as_text().filter(|it| !it.trim().is_empty())
    }

    /// Takes this value if it is a text, number or truth value, or one alone in a list.
    pub(crate) fn take_own_text(&mut self) -> Option<String> {
        let text = match self {
            Self::Text(it) => std::mem::take(it),
            Self::List(items) if items.len() == 1 => items[0].take_own_text()?,
            _ => self.as_text()?,
        };
        *self = Self::Taken;
        Some(text)
    }

    /// Takes a field as text. An empty one is taken and says nothing.
    pub(crate) fn take_text(&mut self, name: &str) -> Option<String> {
        let text = self.get_mut(name)?.take_own_text()?;
        Some(text).filter(|it| !it.trim().is_empty())
    }

    /// Takes the first of these fields that is there as text.
    pub(crate) fn take_first(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.take_text(name))
    }

    /// Takes a field that is one text or a list of texts. Lists with anything else are left.
    pub(crate) fn take_texts(&mut self, name: &str) -> Vec<String> {
        let Some(node) = self.get_mut(name) else { return Vec::new() };
        if let Some(text) = node.take_own_text() {
            return vec![text];
        }
        let Self::List(items) = node else { return Vec::new() };
        if items.is_empty() || items.iter().any(|it| it.as_text().is_none()) {
            return Vec::new();
        }
        let texts = items.iter_mut().filter_map(Self::take_own_text).collect();
        *node = Self::Taken;
        texts
    }

    /// The items of a field to take from; a value alone counts as one.
    pub(crate) fn items(&mut self, name: &str) -> &mut [Node] {
        match self.get_mut(name) {
            Some(node) => node.own_items(),
            None => &mut [],
        }
    }

    /// The items of this value to take from; a value alone counts as one.
    pub(crate) fn own_items(&mut self) -> &mut [Node] {
        match self {
            Self::List(items) => items,
            Self::Null | Self::Taken => &mut [],
            other => std::slice::from_mut(other),
        }
    }

    /// The fields of an object to take from.
    pub(crate) fn fields(&mut self) -> &mut [(String, Node)] {
        match self {
            Self::Object(fields) => fields,
            _ => &mut [],
        }
    }

    /// Takes a list or object that was empty from the beginning.
    pub(crate) fn take_if_empty(&mut self) -> bool {
        let is_empty = match self {
            Self::List(items) => items.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            _ => false,
        };
        if is_empty {
            *self = Self::Taken;
        }
        is_empty
    }

    /// Single values in it: an empty list or object is one.
    pub(crate) fn values_count(&self) -> usize {
        match self {
            Self::Taken => 0,
            Self::List(items) if !items.is_empty() => items.iter().map(Self::values_count).sum(),
            Self::Object(fields) if !fields.is_empty() => {
                fields.iter().map(|it| it.1.values_count()).sum()
            }
            _ => 1,
        }
    }

    fn is_untouched(&self) -> bool {
        match self {
            Self::Taken => false,
            Self::List(items) => items.iter().all(Self::is_untouched),
            Self::Object(fields) => fields.iter().all(|it| it.1.is_untouched()),
            _ => true,
        }
    }
}

/// What was not taken: the largest untouched parts with their places, in order.
pub(crate) fn leftover(root: &Node) -> Vec<Kept> {
    let mut kept = Vec::new();
    collect(root, &mut String::new(), &mut kept);
    kept
}

fn collect(node: &Node, place: &mut String, kept: &mut Vec<Kept>) {
    if matches!(node, Node::Taken) {
        return;
    }
    if node.is_untouched() {
        let text = serde_json::to_string(node).expect("a tree of texts and numbers is JSON");
        let sha256 = sha256(text.as_bytes());
        let values_count = node.values_count();
        kept.push(Kept { place: place.clone(), sha256, text, values_count });
        return;
    }
    let length = place.len();
    let mut inner = |step: &str, node: &Node| {
        place.push('/');
        place.push_str(&escape(step));
        collect(node, place, kept);
        place.truncate(length);
    };
    match node {
        Node::List(items) => {
            items.iter().enumerate().for_each(|(index, it)| inner(&index.to_string(), it));
        }
        Node::Object(fields) => fields.iter().for_each(|(name, it)| inner(name, it)),
        _ => {}
    }
}
