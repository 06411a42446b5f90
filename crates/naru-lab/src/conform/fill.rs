//! Names in the tables, and what stands for them: `${payer.bank}`, `${id}`, `${left - 1000}`.

use crate::fintech::ids::Ids;
use naru_base::{ClientUseCode, Micros};
use serde_json::Value;
use std::collections::BTreeMap;

/// A name that nothing stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Nameless(pub(super) String);

/// What stands for names. Some are made on the way:
/// `new` is a fresh transaction id each time, `id` and `id.x` one for a case.
pub(super) struct Names {
    ids: Ids,
    of_run: BTreeMap<String, String>,
    of_case: BTreeMap<String, String>,
}

impl Names {
    pub(super) fn new(code: ClientUseCode, now: Micros) -> Names {
        let mut names =
            Names { ids: Ids::from(code, now), of_run: BTreeMap::new(), of_case: BTreeMap::new() };
        names.tell_time(now);
        names
    }

    /// A run goes on over midnight.
    pub(super) fn tell_time(&mut self, now: Micros) {
        self.put("today", &now.business_date().to_string());
        self.put("yesterday", &now.plus_seconds(-86_400).business_date().to_string());
        self.put("now", now.kst_dtm17().get(..14).unwrap_or_default());
    }

    pub(super) fn put(&mut self, name: &str, value: &str) {
        self.of_run.insert(name.to_owned(), value.to_owned());
    }

    /// Keeps a value for the rest of a case.
    pub(super) fn keep(&mut self, name: &str, value: String) {
        self.of_case.insert(name.to_owned(), value);
    }

    /// Another case begins.
    pub(super) fn forget_case(&mut self) {
        self.of_case.clear();
    }

    fn of(&mut self, name: &str) -> Option<String> {
        if name == "new" {
            return Some(self.ids.next());
        }
        if let Some(known) = self.of_case.get(name).or_else(|| self.of_run.get(name)) {
            return Some(known.clone());
        }
        let made = match name {
            "id" => self.ids.next(),
            _ if name.starts_with("id.") => self.ids.next(),
            // Ten digits that no bank's account has: the day's time and a count.
            "new_account" => {
                let id = self.ids.next();
                let sum = id.bytes().fold(7_u64, |n, b| (n * 31 + u64::from(b)) % 1_000_000_000);
                format!("9{sum:09}")
            }
            _ => return None,
        };
        self.of_case.insert(name.to_owned(), made.clone());
        Some(made)
    }

    /// A text with its names replaced.
    pub(super) fn fill(&mut self, text: &str) -> Result<String, Nameless> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, inner)) = rest.split_once("${") {
            let (name, after) = inner.split_once('}').ok_or_else(|| Nameless(inner.to_owned()))?;
            out.push_str(before);
            out.push_str(&self.worth(name)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// A name, or a name and a number with a sign between.
    fn worth(&mut self, name: &str) -> Result<String, Nameless> {
        let missing = || Nameless(name.to_owned());
        let Some((left, sign, right)) = sum(name) else {
            return self.of(name).ok_or_else(missing);
        };
        let left: i64 = self.of(left).and_then(|it| it.parse().ok()).ok_or_else(missing)?;
        let right: i64 = right.parse().map_err(|_| missing())?;
        let worth = if sign == '+' { left.checked_add(right) } else { left.checked_sub(right) };
        worth.map(|it| it.to_string()).ok_or_else(missing)
    }

    /// The same for everything in a value.
    pub(super) fn fill_value(&mut self, value: &Value) -> Result<Value, Nameless> {
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text)?),
            Value::Array(items) => {
                let items: Result<_, _> = items.iter().map(|it| self.fill_value(it)).collect();
                Value::Array(items?)
            }
            Value::Object(fields) => {
                let mut out = serde_json::Map::new();
                for (name, it) in fields {
                    out.insert(name.clone(), self.fill_value(it)?);
                }
                Value::Object(out)
            }
            other => other.clone(),
        })
    }
}

fn sum(name: &str) -> Option<(&str, char, &str)> {
    let plus = name.split_once(" + ").map(|(left, right)| (left, '+', right));
    plus.or_else(|| name.split_once(" - ").map(|(left, right)| (left, '-', right)))
}

/// A dotted path into a value: `res_list.0.tran_no`.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |it, part| match it {
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => it.get(part),
    })
}

/// Puts a value at a path whose parents are there; null takes it away.
pub(super) fn put_at(value: &mut Value, path: &str, new: Value) {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut parts = parent.split('.').filter(|part| !part.is_empty());
    let parent = parts.try_fold(value, |it, part| match it {
        Value::Array(items) => items.get_mut(part.parse::<usize>().ok()?),
        it => it.get_mut(part),
    });
    let Some(fields) = parent.and_then(Value::as_object_mut) else { return };
    if new.is_null() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_replaced() {
        let code = ClientUseCode::parse("M202600001").expect("a code");
        let mut names = Names::new(code, Micros::new(1_780_000_000_000_000));
        names.put("a", "x");
        names.keep("left", "5000".into());
        assert_eq!(names.fill("${a}-${a}y"), Ok("x-xy".into()));
        assert_eq!(names.fill("${left - 1000}"), Ok("4000".into()));
        assert_eq!(names.fill("${left + 1}"), Ok("5001".into()));
        assert_eq!(names.fill("${nobody}"), Err(Nameless("nobody".into())));
        assert_eq!(names.fill("${a - 1}"), Err(Nameless("a - 1".into())));
        let (one, two) = (names.fill("${id}"), names.fill("${id}"));
        assert!(one == two && one.is_ok_and(|id| id.len() == 20));
        assert_ne!(names.fill("${new}"), names.fill("${new}"));
        assert_ne!(names.fill("${id.a}"), names.fill("${id.b}"));
    }

    #[test]
    fn paths_lead_into_lists() {
        let mut value = json!({"a": [{"b": "1"}], "c": "2"});
        assert_eq!(at(&value, "a.0.b"), Some(&json!("1")));
        assert_eq!(at(&value, "a.1.b"), None);
        put_at(&mut value, "a.0.b", json!("3"));
        put_at(&mut value, "c", Value::Null);
        put_at(&mut value, "d", json!("4"));
        assert_eq!(value, json!({"a": [{"b": "3"}], "d": "4"}));
    }
}
