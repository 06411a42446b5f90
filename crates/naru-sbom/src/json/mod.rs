//! JSON from strangers: bounded in size, depth and number of values, and with names that appear
//! twice refused instead of silently resolved. Errors carry the JSON pointer of the place.
//!
//! **Must never** recurse deeper than its limit or keep more than it.

mod check;
pub(crate) mod format;
mod schema;

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

pub use schema::{Schema, SchemaSet};

use crate::refused::{Refused, Why, excerpt};

/// How much of a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub bytes_max: usize,
    /// Nesting of objects and arrays; at most [`DEPTH_CEILING`] counts.
    pub depth_max: usize,
    /// Values in the document, at any depth.
    pub values_max: usize,
}

/// Deeper than this no document is read, whatever the limits say: the stack is finite.
pub const DEPTH_CEILING: usize = 120;

impl Default for Limits {
    fn default() -> Self {
        Self { bytes_max: 64 * 1024 * 1024, depth_max: 64, values_max: 8_000_000 }
    }
}

/// Reads a JSON document within limits.
///
/// # Errors
///
/// [`Refused`] with the place: too large, too deep, too many values, not UTF-8, not JSON, or a name
/// that appears twice in one object.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Value, Refused> {
    if bytes.len() > limits.bytes_max {
        let why = Why::TooLarge { bytes: bytes.len(), bytes_max: limits.bytes_max };
        return Err(Refused::whole(why));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Refused::whole(Why::NotUtf8 { offset: error.valid_up_to() }));
    }
    let state = RefCell::new(State { values: 0, why: None, steps: Vec::new() });
    let depth_max = limits.depth_max.min(DEPTH_CEILING);
    let seed = Seed { state: &state, depth: 0, depth_max, values_max: limits.values_max };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let outcome = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let state = state.into_inner();
    outcome.map_err(|error| Refused {
        at: state.steps.iter().rev().fold(String::new(), |at, step| at + "/" + &escape(step)),
        why: state.why.unwrap_or_else(|| Why::Syntax {
            line: error.line(),
            column: error.column(),
            detail: short_reason(&error),
        }),
    })
}

fn short_reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    excerpt(text.split(" at line ").next().unwrap_or(&text))
}

/// A name as a part of a JSON pointer.
#[must_use]
pub fn escape(step: &str) -> String {
    excerpt(step).replace('~', "~0").replace('/', "~1")
}

/// What kind of value this is, in the words of JSON.
#[must_use]
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

struct State {
    values: usize,
    why: Option<Why>,
    /// The way to the fault, innermost first: filled while unwinding only.
    steps: Vec<String>,
}

#[derive(Clone, Copy)]
struct Seed<'s> {
    state: &'s RefCell<State>,
    depth: usize,
    depth_max: usize,
    values_max: usize,
}

impl Seed<'_> {
    fn refuse<E: de::Error>(&self, why: Why) -> E {
        self.state.borrow_mut().why = Some(why);
        E::custom("refused")
    }

    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= self.depth_max {
            return Err(self.refuse(Why::TooDeep { depth_max: self.depth_max }));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn step(&self, step: impl FnOnce() -> String) {
        self.state.borrow_mut().steps.push(step());
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        let over = {
            let mut state = self.state.borrow_mut();
            state.values += 1;
            state.values > self.values_max
        };
        if over {
            return Err(self.refuse(Why::TooMany { values_max: self.values_max }));
        }
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        loop {
            match seq.next_element_seed(inner) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(Value::Array(items)),
                Err(error) => {
                    self.step(|| items.len().to_string());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if fields.contains_key(&key) {
                return Err(self.refuse(Why::DuplicateKey { key: excerpt(&key) }));
            }
            match map.next_value_seed(inner) {
                Ok(value) => {
                    fields.insert(key, value);
                }
                Err(error) => {
                    self.step(|| key);
                    return Err(error);
                }
            }
        }
        Ok(Value::Object(fields))
    }
}
