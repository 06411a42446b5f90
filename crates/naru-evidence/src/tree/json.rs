//! JSON, and JSON by lines, as a tree: bounded in size, depth and number of values; a name that
//! appears twice in one object is refused, because its value would depend on the reader.

use super::Node;
use naru_sbom::json::{DEPTH_CEILING, Limits, escape};
use naru_sbom::refused::{Refused, Why, excerpt};
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// Objects with more names than this are compared by a set.
const FEW: usize = 16;
/// Longer numbers are kept as texts.
const NUMBER_BYTES_MAX: usize = 16;

/// A text in which numbers that would lose digits, or that no number type holds, are texts: keys of
/// certificates are integers of a thousand digits.
fn exact(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'-' | b'0'..=b'9' => {
                let is_part = |b: &u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                let end = at + bytes[at..].iter().take_while(|b| is_part(b)).count();
                if end - at > NUMBER_BYTES_MAX || text[at..end].contains(['e', 'E']) {
                    out.push_str(&text[copied..at]);
                    out.push('"');
                    out.push_str(&text[at..end]);
                    out.push('"');
                    copied = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Reads one document.
pub(crate) fn read(text: &str, limits: Limits) -> Result<Node, Refused> {
    let text = &*exact(text);
    let state = RefCell::new(State { values: 0, why: None, steps: Vec::new() });
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Seed::new(&state, limits);
    let outcome = seed.deserialize(&mut reader).and_then(|node| reader.end().map(|()| node));
    outcome.map_err(|error| refused(state.into_inner(), &error, (0, "")))
}

/// Reads one document a line; empty lines are none.
pub(crate) fn lines(text: &str, limits: Limits) -> Result<Node, Refused> {
    let state = RefCell::new(State { values: 0, why: None, steps: Vec::new() });
    let mut items = Vec::new();
    let text = &*exact(text);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let mut reader = serde_json::Deserializer::from_str(line);
        let seed = Seed::new(&state, limits);
        let outcome = seed.deserialize(&mut reader).and_then(|node| reader.end().map(|()| node));
        match outcome {
            Ok(node) => items.push(node),
            Err(error) => {
                let at = format!("/{}", items.len());
                return Err(refused(state.into_inner(), &error, (number, &at)));
            }
        }
    }
    Ok(Node::List(items))
}

fn refused(state: State, error: &serde_json::Error, (line, at): (usize, &str)) -> Refused {
    let steps = state.steps.iter().rev();
    let at = steps.fold(at.to_owned(), |at, step| at + "/" + &escape(step));
    let said = error.to_string();
    let detail = excerpt(said.split(" at line ").next().unwrap_or(&said));
    let (line, column) = (line + error.line(), error.column());
    Refused { at, why: state.why.unwrap_or(Why::Syntax { line, column, detail }) }
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

impl<'s> Seed<'s> {
    fn new(state: &'s RefCell<State>, limits: Limits) -> Seed<'s> {
        let depth_max = limits.depth_max.min(DEPTH_CEILING);
        Seed { state, depth: 0, depth_max, values_max: limits.values_max }
    }

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

    fn step(&self, step: String) {
        self.state.borrow_mut().steps.push(step);
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
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
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        loop {
            match seq.next_element_seed(inner) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(Node::List(items)),
                Err(error) => {
                    self.step(items.len().to_string());
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut fields: Vec<(String, Node)> = Vec::new();
        let mut many: BTreeSet<String> = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if fields.len() == FEW {
                many.extend(fields.iter().map(|it| it.0.clone()));
            }
            let is_twice = if fields.len() < FEW {
                fields.iter().any(|it| it.0 == key)
            } else {
                !many.insert(key.clone())
            };
            if is_twice {
                return Err(self.refuse(Why::DuplicateKey { key: excerpt(&key) }));
            }
            match map.next_value_seed(inner) {
                Ok(value) => fields.push((key, value)),
                Err(error) => {
                    self.step(key);
                    return Err(error);
                }
            }
        }
        Ok(Node::Object(fields))
    }
}
