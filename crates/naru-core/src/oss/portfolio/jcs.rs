//! JSON in its canonical form, as RFC 8785 has it: what a signature inside a document is made over.
//! Names of members in the order of their UTF-16 units, numbers as ECMAScript writes them, no
//! space.
//!
//! **Must never know** what the document says.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// Deeper than this is nobody's honest document.
const DEPTH_MAX: usize = 128;

/// A member's name, ordered by its UTF-16 units.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name(Vec<u16>);

/// A document, member by member: numbers as they are written canonically.
#[derive(Clone)]
enum Value {
    /// `true`, `false`, `null` or a number, in canonical form.
    Plain(String),
    Text(String),
    List(Vec<Value>),
    Members(BTreeMap<Name, (String, Value)>),
}

/// The canonical form of a document. `drop`: the member of this path is left out. None: it is no
/// JSON, or names a member twice.
pub(super) fn canonical(text: &str, drop: &[&str]) -> Option<String> {
    let mut rest = text.chars().peekable();
    let mut value = read(&mut rest, 0)?;
    space(&mut rest);
    if rest.next().is_some() {
        return None;
    }
    without(&mut value, drop)?;
    let mut out = String::with_capacity(text.len());
    write(&value, &mut out);
    Some(out)
}

/// The canonical forms of a document in which a list keeps one of its members at a time, each
/// without the member `drop` of its own: the others are gone, or with `keeps_earlier` those after
/// it. None: it is no JSON, or there is no such list.
pub(super) fn canonical_of_each(
    text: &str,
    path: &[&str],
    (keeps_earlier, drop): (bool, &str),
    mut each: impl FnMut(&str),
) -> Option<()> {
    let mut rest = text.chars().peekable();
    let mut value = read(&mut rest, 0)?;
    space(&mut rest);
    if rest.next().is_some() {
        return None;
    }
    let Value::List(all) = std::mem::replace(at(&mut value, path)?, Value::List(Vec::new())) else {
        return None;
    };
    for (i, own) in all.iter().enumerate() {
        let mut own = own.clone();
        without(&mut own, &[drop])?;
        let earlier = if keeps_earlier { all.get(..i)? } else { &[] };
        *at(&mut value, path)? = Value::List([earlier, &[own]].concat());
        let mut out = String::with_capacity(text.len());
        write(&value, &mut out);
        each(&out);
    }
    Some(())
}

fn at<'v>(value: &'v mut Value, path: &[&str]) -> Option<&'v mut Value> {
    let Some((first, rest)) = path.split_first() else { return Some(value) };
    let Value::Members(all) = value else { return None };
    at(&mut all.get_mut(&Name(first.encode_utf16().collect()))?.1, rest)
}

fn without(value: &mut Value, path: &[&str]) -> Option<()> {
    let (Value::Members(all), Some((first, rest))) = (value, path.split_first()) else {
        return path.is_empty().then_some(());
    };
    let name = Name(first.encode_utf16().collect());
    if rest.is_empty() {
        return all.remove(&name).map(drop);
    }
    without(&mut all.get_mut(&name)?.1, rest)
}

fn space(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|it| matches!(it, ' ' | '\t' | '\n' | '\r')).is_some() {}
}

fn read(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Value> {
    space(rest);
    if depth > DEPTH_MAX {
        return None;
    }
    match *rest.peek()? {
        '{' => members(rest, depth),
        '[' => list(rest, depth),
        '"' => text(rest).map(Value::Text),
        _ => plain(rest),
    }
}

fn members(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Value> {
    let mut all = BTreeMap::new();
    rest.next();
    space(rest);
    if rest.next_if_eq(&'}').is_some() {
        return Some(Value::Members(all));
    }
    loop {
        space(rest);
        let name = text(rest)?;
        space(rest);
        rest.next_if_eq(&':')?;
        let value = read(rest, depth + 1)?;
        let key = Name(name.encode_utf16().collect());
        if all.insert(key, (name, value)).is_some() {
            return None;
        }
        space(rest);
        match rest.next()? {
            ',' => {}
            '}' => return Some(Value::Members(all)),
            _ => return None,
        }
    }
}

fn list(rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Value> {
    let mut all = Vec::new();
    rest.next();
    space(rest);
    if rest.next_if_eq(&']').is_some() {
        return Some(Value::List(all));
    }
    loop {
        all.push(read(rest, depth + 1)?);
        space(rest);
        match rest.next()? {
            ',' => {}
            ']' => return Some(Value::List(all)),
            _ => return None,
        }
    }
}

fn text(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    rest.next_if_eq(&'"')?;
    let mut out = String::new();
    loop {
        match rest.next()? {
            '"' => return Some(out),
            '\\' => out.push(escaped(rest)?),
            it if it < ' ' => return None,
            it => out.push(it),
        }
    }
}

fn escaped(rest: &mut Peekable<Chars<'_>>) -> Option<char> {
    Some(match rest.next()? {
        it @ ('"' | '\\' | '/') => it,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let high = unit(rest)?;
            if !(0xD800..0xDC00).contains(&high) {
                return char::from_u32(high);
            }
            rest.next_if_eq(&'\\')?;
            rest.next_if_eq(&'u')?;
            let low = unit(rest).filter(|it| (0xDC00..0xE000).contains(it))?;
            char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?
        }
        _ => return None,
    })
}

fn unit(rest: &mut Peekable<Chars<'_>>) -> Option<u32> {
    (0..4).try_fold(0, |sum, _| Some(sum * 16 + rest.next()?.to_digit(16)?))
}

/// `true`, `false`, `null`, or a number.
fn plain(rest: &mut Peekable<Chars<'_>>) -> Option<Value> {
    let is_of = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.');
    let mut word = String::new();
    while let Some(it) = rest.next_if(is_of) {
        word.push(it);
    }
    if matches!(word.as_str(), "true" | "false" | "null") {
        return Some(Value::Plain(word));
    }
    let is_number = word.starts_with(|it: char| it == '-' || it.is_ascii_digit());
    let value = word.parse::<f64>().ok().filter(|it| is_number && it.is_finite())?;
    Some(Value::Plain(number(value)))
}

/// A number as ECMAScript writes it: its shortest digits, with an exponent only when it is very
/// large or very small.
fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let shortest = format!("{:e}", value.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let sign = if value < 0.0 { "-" } else { "" };
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let at = usize::try_from(point).unwrap_or(0).min(digits.len());
    let body = match point {
        1..=21 if count <= point => format!("{digits}{}", zeros(point - count)),
        1..=21 => format!("{}.{}", &digits[..at], &digits[at..]),
        -5..=0 => format!("0.{}{digits}", zeros(-point)),
        _ => {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            format!("{first}{dot}{rest}e{:+}", point - 1)
        }
    };
    format!("{sign}{body}")
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Plain(it) => out.push_str(it),
        Value::Text(it) => quoted(it, out),
        Value::List(all) => {
            out.push('[');
            for (i, it) in all.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(it, out);
            }
            out.push(']');
        }
        Value::Members(all) => {
            out.push('{');
            for (i, (name, it)) in all.values().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                quoted(name, out);
                out.push(':');
                write(it, out);
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for it in text.chars() {
        match it {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            it if it < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => out.push(it),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_that_of_the_specification() {
        // The examples of RFC 8785: members, literals and escapes; the order of names; numbers.
        let text = r#"{ "numbers": [333333333.33333329, 1E30, 4.50, 2e-3,
            0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false] }"#;
        let want = "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,\
                    0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(canonical(text, &[]).as_deref(), Some(want));
        let text = r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;
        let order = canonical(text, &[]).expect("JSON");
        let values: String = order.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(values, "21467153", "the name 1 stands before its value 4: {order}");
        for (value, want) in [
            (0.0, "0"),
            (-0.0, "0"),
            (9.8, "9.8"),
            (100.0, "100"),
            (1e21, "1e+21"),
            (999_999_999_999_999_900_000.0, "999999999999999900000"),
            (0.000_001, "0.000001"),
            (1e-7, "1e-7"),
            (-1.5e300, "-1.5e+300"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(number(value), want, "{value:e}");
        }
    }

    #[test]
    fn what_is_no_json_has_no_form_and_one_member_is_left_out() {
        let text = r#"{"b": [1, {"c": "x"}], "a": {"value": "y", "keep": 2}}"#;
        let cut = canonical(text, &["a", "value"]);
        assert_eq!(cut.as_deref(), Some(r#"{"a":{"keep":2},"b":[1,{"c":"x"}]}"#));
        assert_eq!(canonical(text, &["a", "gone"]), None);
        for bad in
            ["", "{", "{\"a\":1,\"a\":2}", "[1,]", "nul", "\"\u{1}\"", "1 2", "\"\\ud800\"", "NaN"]
        {
            assert_eq!(canonical(bad, &[]), None, "{bad:?}");
        }
        assert_eq!(canonical(&"[".repeat(100_000), &[]), None, "it does not run out of stack");
    }

    #[test]
    fn a_list_keeps_one_at_a_time_or_those_before_it() {
        let text = r#"{"s": {"all": [{"n": 1, "v": "x"}, {"n": 2, "v": "y"}]}, "a": 0}"#;
        let forms = |keeps_earlier: bool| {
            let mut all = Vec::new();
            canonical_of_each(text, &["s", "all"], (keeps_earlier, "v"), |it| {
                all.push(it.to_owned());
            })
            .map(|()| all)
        };
        let alone = [r#"{"a":0,"s":{"all":[{"n":1}]}}"#, r#"{"a":0,"s":{"all":[{"n":2}]}}"#];
        assert_eq!(forms(false).expect("a list"), alone);
        let after = r#"{"a":0,"s":{"all":[{"n":1,"v":"x"},{"n":2}]}}"#;
        assert_eq!(forms(true).expect("a list"), [alone[0], after]);
        for bad in ["{}", r#"{"s":{"all":{}}}"#, r#"{"s":{"all":[1]}}"#] {
            assert_eq!(canonical_of_each(bad, &["s", "all"], (false, "v"), |_| {}), None, "{bad}");
        }
    }
}
