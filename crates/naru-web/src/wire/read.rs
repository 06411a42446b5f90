//! Reads a request's JSON or query: lenient about types that real clients mix up, strict about what
//! they say.
//!
//! A field may be text or a whole number; `""` and `null` mean that it is not there; unknown
//! fields are ignored. Everything else (nested values, fractions, doubled fields, broken JSON, too
//! deep nesting) is an error.

use super::field::{BadField, Field, Kind, Need, Wrong};
use super::form;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// What was found in the place of one field.
#[derive(Clone, Debug)]
enum Slot<'a> {
    Absent,
    Text(Cow<'a, str>),
    Items(Vec<Doc<'a>>),
    Bad(Wrong),
}

/// A request's fields, in the order of its table.
#[derive(Clone, Debug)]
pub struct Doc<'a> {
    fields: &'static [Field],
    slots: Vec<Slot<'a>>,
}

/// The body is not a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnObject;

/// Reads a body by a table. Fields are judged by [`Doc::check`], after the whole was read.
pub fn read<'a>(fields: &'static [Field], body: &'a [u8]) -> Result<Doc<'a>, NotAnObject> {
    let text = std::str::from_utf8(body).map_err(|_| NotAnObject)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let doc = json.deserialize_map(Object { fields }).map_err(|_| NotAnObject)?;
    json.end().map_err(|_| NotAnObject)?;
    Ok(doc)
}

/// Reads the query of a GET by a table, by the same rules as a body: `""` means that the field is
/// not there, an unknown one is ignored, a doubled one is wrong.
pub fn read_query<'a>(fields: &'static [Field], query: &[u8]) -> Result<Doc<'a>, NotAnObject> {
    let pairs = form::read(query).map_err(|_| NotAnObject)?;
    let mut slots = vec![Slot::Absent; fields.len()];
    let mut seen = vec![false; fields.len()];
    for (name, value) in pairs {
        let Some(i) = (Name { fields, next: 0 }).find(&name) else { continue };
        let doubled = std::mem::replace(&mut seen[i], true);
        let slot = || Value { kind: fields[i].kind }.one(Cow::Owned(value.expose().clone()));
        slots[i] = if doubled { Slot::Bad(Wrong::Doubled) } else { slot() };
    }
    Ok(Doc { fields, slots })
}

impl<'a> Doc<'a> {
    /// The first field, in the order of the table, that is wrong.
    pub fn check(&self) -> Result<(), BadField> {
        for (field, slot) in self.fields.iter().zip(&self.slots) {
            let why = match slot {
                Slot::Absent if field.need == Need::Required => Wrong::Missing,
                Slot::Absent => continue,
                Slot::Bad(why) => *why,
                Slot::Items(items) => {
                    items.iter().try_for_each(Doc::check)?;
                    continue;
                }
                Slot::Text(text) => match field.check(text) {
                    Ok(()) => continue,
                    Err(why) => why,
                },
            };
            return Err(BadField { name: field.name, why });
        }
        Ok(())
    }

    /// A field's text; empty if it is not there.
    pub fn text(&self, field: impl Into<usize>) -> &str {
        match self.slots.get(field.into()) {
            Some(Slot::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether the field is there.
    pub fn has(&self, field: impl Into<usize>) -> bool {
        !self.text(field).is_empty()
    }

    /// What is wrong with a field that by itself is right.
    pub fn wrong(&self, field: impl Into<usize>, why: Wrong) -> BadField {
        let name = self.fields.get(field.into()).map_or("", |f| f.name);
        BadField { name, why }
    }

    /// The items of a list.
    pub fn items(&self, field: impl Into<usize>) -> &[Doc<'a>] {
        match self.slots.get(field.into()) {
            Some(Slot::Items(items)) => items,
            _ => &[],
        }
    }
}

struct Object {
    fields: &'static [Field],
}

impl<'de> DeserializeSeed<'de> for Object {
    type Value = Doc<'de>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Doc<'de>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object {
    type Value = Doc<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Doc<'de>, A::Error> {
        let fields = self.fields;
        let mut slots = vec![Slot::Absent; fields.len()];
        let mut seen = vec![false; fields.len()];
        let mut next = 0;
        while let Some(found) = map.next_key_seed(Name { fields, next })? {
            let Some(i) = found else {
                map.next_value::<Skimmed>()?;
                continue;
            };
            let slot = map.next_value_seed(Value { kind: fields[i].kind })?;
            let doubled = std::mem::replace(&mut seen[i], true);
            slots[i] = if doubled { Slot::Bad(Wrong::Doubled) } else { slot };
            next = i + 1;
        }
        Ok(Doc { fields, slots })
    }
}

/// Finds a field by its name, first where clients that keep the order have it.
struct Name {
    fields: &'static [Field],
    next: usize,
}

impl Name {
    fn find(&self, name: &str) -> Option<usize> {
        let is = |f: &Field| f.name == name || f.also == Some(name);
        if self.fields.get(self.next).is_some_and(is) {
            return Some(self.next);
        }
        self.fields.iter().position(is)
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.find(name))
    }
}

struct Value {
    kind: Kind,
}

impl Value {
    fn one<'de>(&self, text: Cow<'de, str>) -> Slot<'de> {
        match self.kind {
            Kind::List { .. } => Slot::Bad(Wrong::NotAList),
            _ if text.is_empty() => Slot::Absent,
            _ => Slot::Text(text),
        }
    }
    fn wrong(&self) -> Wrong {
        if let Kind::List { .. } = self.kind { Wrong::NotAList } else { Wrong::Type }
    }
}

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Slot<'de>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Slot<'de>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Slot<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Slot<'de>, E> {
        Ok(self.one(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Slot<'de>, E> {
        Ok(self.one(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Slot<'de>, E> {
        Ok(self.one(Cow::Owned(number.to_string())))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Slot<'de>, E> {
        // No field takes a number below zero, and a text with a sign is none.
        if number < 0 {
            return Ok(Slot::Bad(Wrong::Alphabet));
        }
        Ok(self.one(Cow::Owned(number.to_string())))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Slot<'de>, E> {
        Ok(Slot::Bad(self.wrong()))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Slot<'de>, E> {
        Ok(Slot::Bad(self.wrong()))
    }
    fn visit_unit<E: Error>(self) -> Result<Slot<'de>, E> {
        Ok(Slot::Absent)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Slot<'de>, A::Error> {
        Skim.visit_map(map)?;
        Ok(Slot::Bad(self.wrong()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Slot<'de>, A::Error> {
        let Kind::List { fields, items_max } = self.kind else {
            Skim.visit_seq(seq)?;
            return Ok(Slot::Bad(Wrong::Type));
        };
        let mut items = Vec::new();
        let mut bad = None;
        while bad.is_none() {
            match seq.next_element_seed(Item { fields })? {
                None => return Ok(Slot::Items(items)),
                Some(Some(item)) if items.len() < items_max => items.push(item),
                Some(_) => bad = Some(Wrong::NotAList),
            }
        }
        Skim.visit_seq(seq)?;
        Ok(Slot::Bad(Wrong::NotAList))
    }
}

/// An item of a list; `None` if it is no object.
struct Item {
    fields: &'static [Field],
}

impl<'de> DeserializeSeed<'de> for Item {
    type Value = Option<Doc<'de>>;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item {
    type Value = Option<Doc<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Object { fields: self.fields }.visit_map(map).map(Some)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Skim.visit_seq(seq)?;
        Ok(None)
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// A value that is read and not kept. Unlike serde's own, it counts the depth: the parser refuses
/// more than 128.
struct Skimmed;
struct Skim;

impl<'de> Deserialize<'de> for Skimmed {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Skimmed, D::Error> {
        json.deserialize_any(Skim)
    }
}

impl<'de> Visitor<'de> for Skim {
    type Value = Skimmed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Skimmed, A::Error> {
        while map.next_entry::<IgnoredAny, Skimmed>()?.is_some() {}
        Ok(Skimmed)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Skimmed, A::Error> {
        while seq.next_element::<Skimmed>()?.is_some() {}
        Ok(Skimmed)
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
    fn visit_unit<E: Error>(self) -> Result<Skimmed, E> {
        Ok(Skimmed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::table;

    table! {
        T by F {
            A "a": Kind::Digits, 3, Required;
            B "b" also "bb": Kind::Text, 4, Optional;
        }
    }

    #[test]
    fn a_query_is_read_like_a_body() {
        let of = |query: &str| {
            let doc = read_query(T, query.as_bytes()).expect("a query");
            doc.check().map(|()| (doc.text(F::A).to_owned(), doc.text(F::B).to_owned()))
        };
        let wrong = |name, why| Err(BadField { name, why });
        let ok = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        assert_eq!(of("a=1&b=%EA%B0%80+b&c=d"), ok("1", "가 b"));
        assert_eq!(of("bb=x&a=1"), ok("1", "x"));
        assert_eq!(of("a=&b=x"), wrong("a", Wrong::Missing));
        assert_eq!(of("a=1&a=1"), wrong("a", Wrong::Doubled));
        assert_eq!(of("a=1&b=x&bb=y"), wrong("b", Wrong::Doubled));
        assert_eq!(of("a=1234"), wrong("a", Wrong::TooLong));
        assert_eq!(of(""), wrong("a", Wrong::Missing));
        assert!(read_query(T, b"a=%zz").is_err());
    }
}
