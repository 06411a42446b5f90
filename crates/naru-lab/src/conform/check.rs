//! Whether an answer is what a case says; in a word, why not. Pure.

use super::client::Answer;
use super::fill::{Nameless, Names, at};
use super::model::{Expect, Order, Template};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const HEAD: [&str; 4] = ["api_tran_id", "api_tran_dtm", "rsp_code", "rsp_message"];

/// What an answer is held against.
pub(super) struct Held<'h> {
    pub(super) expect: &'h Expect,
    pub(super) template: &'h Template,
    /// Answers kept by name.
    pub(super) kept: &'h BTreeMap<String, Value>,
}

/// Why an answer is not what a case says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// This.
    Because(String),
    /// The case names something that the credentials do not say.
    Nameless(String),
    /// The hub has too little to ask about.
    TooLittle(String),
}

impl From<Nameless> for Wrong {
    fn from(it: Nameless) -> Wrong {
        Wrong::Nameless(it.0)
    }
}

fn because<T>(why: String) -> Result<T, Wrong> {
    Err(Wrong::Because(why))
}

/// Holds an answer against what a case says.
pub(super) fn check(held: &Held<'_>, names: &mut Names, answer: &Answer) -> Result<Value, Wrong> {
    let Held { expect, template, kept } = held;
    let status = expect.status.unwrap_or(200);
    if answer.status != status {
        return because(format!("HTTP {} instead of {status}", answer.status));
    }
    for (name, wanted) in &expect.header {
        let said = answer.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or("");
        if !said.eq_ignore_ascii_case(wanted) {
            return because(format!("header {name} is `{said}` instead of `{wanted}`"));
        }
    }
    let Ok(body) = serde_json::from_str::<Value>(&answer.text) else {
        return because("the body is no JSON".to_owned());
    };
    code(expect, &body)?;
    fields(expect, names, &body)?;
    whole(expect, template, &body)?;
    lines(expect, names, &body)?;
    against(expect, kept, &body)?;
    Ok(body)
}

fn text<'v>(body: &'v Value, path: &str) -> &'v str {
    at(body, path).and_then(Value::as_str).unwrap_or_default()
}

fn code(expect: &Expect, body: &Value) -> Result<(), Wrong> {
    let code = text(body, "rsp_code");
    if expect.without_code && body.get("rsp_code").is_some() {
        return because(format!("there is an rsp_code, {code}: a token that is granted has none"));
    }
    if !expect.code.is_empty() && !expect.code.iter().any(|it| it == code) {
        return because(format!("rsp_code is {code} instead of {}", expect.code.join(" or ")));
    }
    match &expect.says {
        Some(word) if !text(body, "rsp_message").contains(word.as_str()) => {
            because(format!("rsp_message does not name `{word}`"))
        }
        _ => Ok(()),
    }
}

fn fields(expect: &Expect, names: &mut Names, body: &Value) -> Result<(), Wrong> {
    for (path, wanted) in &expect.equal {
        let (said, wanted) = (text(body, path), names.fill(wanted)?);
        if said != wanted || at(body, path).is_none() {
            return because(format!("{path} is `{said}` instead of `{wanted}`"));
        }
    }
    for (path, other) in &expect.differs {
        if text(body, path) == names.fill(other)? {
            return because(format!("{path} is the same as before"));
        }
    }
    for (path, start) in &expect.begins {
        let (said, start) = (text(body, path), names.fill(start)?);
        if !said.starts_with(&start) {
            return because(format!("{path} is `{said}`, which does not begin with `{start}`"));
        }
    }
    if let Some(path) = expect.has.iter().find(|path| at(body, path).is_none()) {
        return because(format!("{path} is missing"));
    }
    if let Some(path) = expect.lacks.iter().find(|path| at(body, path).is_some()) {
        return because(format!("{path} is there"));
    }
    for (path, form) in &expect.forms {
        if !is_in_form(text(body, path), form) {
            return because(format!("{path} is `{}`, which is not {form}", text(body, path)));
        }
    }
    for (path, count) in &expect.counts {
        let found = at(body, path).and_then(Value::as_array).map(Vec::len);
        if found != Some(*count) {
            return because(format!("{path} has {} items, not {count}", found.unwrap_or(0)));
        }
    }
    Ok(())
}

/// `N12`, `N=8`, `AN20`, `ANS40`, `S13`.
fn is_in_form(text: &str, form: &str) -> bool {
    let letters = form.trim_end_matches(|c: char| c.is_ascii_digit() || c == '=');
    let length = form.get(letters.len()..).unwrap_or_default();
    let exactly = length.starts_with('=');
    let Ok(length) = length.trim_start_matches('=').parse::<usize>() else { return false };
    let unsigned = if letters == "S" { text.strip_prefix('-').unwrap_or(text) } else { text };
    let fits = if exactly { unsigned.len() == length } else { unsigned.len() <= length };
    let alphabet = unsigned.chars().all(|c| match letters {
        "N" | "S" => c.is_ascii_digit(),
        "AN" => c.is_ascii_alphanumeric(),
        _ => c.is_ascii_graphic(),
    });
    fits && alphabet && !unsigned.is_empty()
}

fn named(value: &Value) -> BTreeSet<&str> {
    value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

fn differ(said: &BTreeSet<&str>, wanted: &BTreeSet<&str>) -> Option<String> {
    let missing: Vec<&str> = wanted.difference(said).copied().collect();
    let more: Vec<&str> = said.difference(wanted).copied().collect();
    if missing.is_empty() && more.is_empty() {
        return None;
    }
    Some(format!("missing [{}], not of the rule [{}]", missing.join(" "), more.join(" ")))
}

fn whole(expect: &Expect, template: &Template, body: &Value) -> Result<(), Wrong> {
    if expect.strings
        && let Some(name) = not_a_text(body)
    {
        return because(format!("{name} is neither a text nor a list of objects of texts"));
    }
    if !expect.closed {
        return Ok(());
    }
    let said = named(body);
    let head: BTreeSet<&str> = HEAD.into_iter().collect();
    // A refusal is the head alone.
    if said == head && text(body, "rsp_code") != "A0000" {
        return Ok(());
    }
    let own = template.answer.iter().map(String::as_str);
    let wanted: BTreeSet<&str> = HEAD.into_iter().chain(own).collect();
    if let Some(why) = differ(&said, &wanted) {
        return because(format!("fields of the answer: {why}"));
    }
    let item: BTreeSet<&str> = template.item.iter().map(String::as_str).collect();
    let items = body["res_list"].as_array().into_iter().flatten();
    match items.filter_map(|it| differ(&named(it), &item)).next() {
        Some(why) => because(format!("fields of a line: {why}")),
        None => Ok(()),
    }
}

fn not_a_text(value: &Value) -> Option<String> {
    let bad = |(name, it): (&String, &Value)| match it {
        Value::String(_) => None,
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::Object(_) => not_a_text(item),
            _ => Some(name.clone()),
        }),
        _ => Some(name.clone()),
    };
    value.as_object().into_iter().flatten().find_map(bad)
}

fn lines_of(body: &Value) -> &[Value] {
    body["res_list"].as_array().map_or(&[], Vec::as_slice)
}

fn lines(expect: &Expect, names: &mut Names, body: &Value) -> Result<(), Wrong> {
    let all = lines_of(body);
    for (name, words) in &expect.lines {
        let other = all.iter().map(|it| text(it, name)).find(|it| !words.iter().any(|w| w == it));
        if let Some(other) = other {
            return because(format!("a line has {name} `{other}`"));
        }
    }
    if !expect.some_line.is_empty() {
        let mut wanted = Vec::new();
        for (name, value) in &expect.some_line {
            wanted.push((name.as_str(), names.fill(value)?));
        }
        let is_it = |line: &&Value| wanted.iter().all(|(name, it)| text(line, name) == it);
        if !all.iter().any(|line| is_it(&line)) {
            return because(format!("no line has {wanted:?}"));
        }
    }
    let times: Vec<String> = all
        .iter()
        .map(|it| format!("{}{}", text(it, "tran_date"), text(it, "tran_time")))
        .collect();
    let in_order = |a: &String, b: &String| match expect.sorted {
        Some(Order::Down) => a >= b,
        Some(Order::Up) => a <= b,
        None => true,
    };
    if times.windows(2).all(|pair| in_order(&pair[0], &pair[1])) {
        Ok(())
    } else {
        because("the lines are not in the order asked for".to_owned())
    }
}

fn against(expect: &Expect, kept: &BTreeMap<String, Value>, body: &Value) -> Result<(), Wrong> {
    let of = |name: &Option<String>| name.as_ref().and_then(|it| kept.get(it));
    if let Some(before) = of(&expect.same_as) {
        let own = |value: &Value| {
            let mut value = value.clone();
            if let Some(fields) = value.as_object_mut() {
                fields.remove("api_tran_id");
                fields.remove("api_tran_dtm");
            }
            value
        };
        let (before, now) = (own(before), own(body));
        let other = named(&before).into_iter().find(|name| before[*name] != now[*name]);
        if let Some(name) = other {
            return because(format!("{name} is {} and was {}", now[name], before[name]));
        }
        if let Some(why) = differ(&named(&now), &named(&before)) {
            return because(why);
        }
    }
    if let Some(before) = of(&expect.same_lines_as)
        && lines_of(before) != lines_of(body)
    {
        return because("the lines are not the same as before".to_owned());
    }
    match of(&expect.no_line_of) {
        Some(before) if lines_of(body).iter().any(|line| lines_of(before).contains(line)) => {
            because("a line comes again on the next page".to_owned())
        }
        Some(_) if lines_of(body).is_empty() => because("the next page is empty".to_owned()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn forms() {
        for (text, form, holds) in [
            ("20261126", "N=8", true),
            ("2026112", "N=8", false),
            ("1", "N12", true),
            ("", "N12", false),
            ("-5", "S13", true),
            ("-5", "N13", false),
            ("aB1", "AN3", true),
            ("a-1", "AN3", false),
            ("0198-x", "ANS40", true),
        ] {
            assert_eq!(is_in_form(text, form), holds, "{text} {form}");
        }
    }

    #[test]
    fn texts_are_told_from_numbers() {
        assert_eq!(not_a_text(&json!({"a": "1", "b": [{"c": "x"}]})), None);
        assert_eq!(not_a_text(&json!({"a": 1})), Some("a".into()));
        assert_eq!(not_a_text(&json!({"b": [{"c": null}]})), Some("c".into()));
        assert_eq!(not_a_text(&json!({"b": ["x"]})), Some("b".into()));
    }
}
