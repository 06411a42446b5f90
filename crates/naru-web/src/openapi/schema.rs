//! Fields as JSON schemas (2020-12, as OpenAPI 3.1 has them).

use super::answer::{Out, Shape};
use super::catalogue::{Described, Together, When};
use super::{example, field_words, words};
use crate::wire::{Field, Kind, Need};
use naru_base::Lang;
use serde_json::{Map, Value, json};

/// What AH does not take: control and formatting characters.
const TEXT: &str = "[^\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\
                    \\u2060-\\u206f\\ue000-\\uf8ff\\ufeff\\ufff9-\\uffff]";

/// A field's alphabet and length, as a pattern of a text that is not empty.
fn pattern(field: &Field) -> String {
    let most = field.len_max;
    match field.kind {
        Kind::Digits => format!("[0-9]{{1,{most}}}"),
        Kind::Alnum => format!("[0-9A-Za-z]{{1,{most}}}"),
        Kind::UpperAlnum => format!("[0-9A-Z]{{1,{most}}}"),
        Kind::Text => format!("{TEXT}{{1,{most}}}"),
        Kind::Amount => "0*[1-9][0-9]{0,11}".to_owned(),
        Kind::Dtime => {
            "[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]"
                .to_owned()
        }
        Kind::Date => "[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])".to_owned(),
        Kind::Time => "([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]".to_owned(),
        Kind::BankTranId => "[A-Z][0-9]{9}U[0-9A-Z]{9}".to_owned(),
        Kind::Handle => "[0-9]{24}".to_owned(),
        Kind::BankCode => "[0-9]{3}".to_owned(),
        Kind::UserSeqNo => "[0-9]{10}".to_owned(),
        Kind::OneOf(_) | Kind::List { .. } => String::new(),
    }
}

/// Whether the field may come as a whole number too, and between which.
fn numbers(field: &Field) -> Option<(u64, u64)> {
    let digits = |n: usize| 10_u64.checked_pow(u32::try_from(n).ok()?).map(|end| end - 1);
    match field.kind {
        Kind::Digits if field.len_max <= 18 => Some((0, digits(field.len_max)?)),
        Kind::Amount => Some((1, 999_999_999_999)),
        Kind::BankCode => Some((100, 999)),
        Kind::UserSeqNo => Some((1_000_000_000, 9_999_999_999)),
        // A date that exists is more than a range of numbers can say.
        _ => None,
    }
}

/// One field of a request, wherever it stands. `in_query`: always a text.
pub(super) fn field(it: &Field, in_query: bool) -> Value {
    if let Kind::List { fields, items_max } = it.kind {
        let item = object(fields, false);
        return described(
            json!({ "type": "array", "items": item, "minItems": 1, "maxItems": items_max }),
            it,
        );
    }
    let may_lack = it.need != Need::Required;
    let mut out = Map::new();
    if let Kind::OneOf(all) = it.kind {
        let mut all: Vec<Value> = all.iter().map(|word| json!(word)).collect();
        if !in_query {
            // Words that are numbers may come as such.
            let as_numbers: Vec<Value> = all
                .iter()
                .filter_map(|word| word.as_str()?.parse::<u64>().ok().map(|n| json!(n)))
                .collect();
            all.extend(as_numbers);
        }
        if may_lack {
            all.push(json!(""));
            all.extend((!in_query).then_some(Value::Null));
        }
        out.insert("enum".into(), json!(all));
    } else {
        let numbers = numbers(it).filter(|_| !in_query);
        let mut types = vec!["string"];
        types.extend(numbers.map(|_| "integer"));
        types.extend((may_lack && !in_query).then_some("null"));
        let whole = pattern(it);
        let whole = if may_lack { format!("^({whole})?$") } else { format!("^{whole}$") };
        out.insert("type".into(), if types.len() == 1 { json!("string") } else { json!(types) });
        out.insert("pattern".into(), json!(whole));
        out.insert("maxLength".into(), json!(it.len_max));
        if let Some((least, most)) = numbers {
            out.insert("minimum".into(), json!(least));
            out.insert("maximum".into(), json!(most));
        }
    }
    described(Value::Object(out), it)
}

fn described(mut schema: Value, it: &Field) -> Value {
    let say = |lang| field_words::of(it.name, lang).unwrap_or_default();
    schema["description"] = json!(say(Lang::En));
    schema["x-description-ko"] = json!(say(Lang::Ko));
    schema["x-kftc-type"] = json!(letters(it));
    if let Kind::Text = it.kind {
        schema["x-max-bytes-euc-kr"] = json!(it.len_max);
    }
    if let Some(also) = it.also {
        schema["x-also-read"] = json!(also);
    }
    if !matches!(it.kind, Kind::List { .. }) {
        schema["example"] = json!(example::of(it));
    }
    schema
}

/// The letters of the network's own tables.
fn letters(it: &Field) -> String {
    let letters = match it.kind {
        Kind::Digits | Kind::Amount | Kind::Dtime | Kind::Date | Kind::Time | Kind::UserSeqNo => {
            "N"
        }
        Kind::Text => "AH",
        Kind::List { .. } => return "list".to_owned(),
        _ => "AN",
    };
    format!("{letters}{}", it.len_max)
}

fn object(fields: &'static [Field], in_query: bool) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|it| (it.name.to_owned(), field(it, in_query))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|it| it.need == Need::Required).map(|it| it.name).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The body of a request, with what its fields mean together.
pub(super) fn request(it: &Described) -> Value {
    let mut schema = object(it.fields, false);
    for rule in it.together {
        match *rule {
            Together::OneWay { inside: "", .. } => add(&mut schema, one_way(rule)),
            Together::OneWay { inside, .. } => {
                let items = &mut schema["properties"][inside]["items"];
                add(items, one_way(rule));
            }
            Together::Needed { .. } => add(&mut schema, needed(rule)),
        }
    }
    schema
}

fn add(schema: &mut Value, rule: Value) {
    match schema["allOf"].as_array_mut() {
        Some(all) => all.push(rule),
        None => schema["allOf"] = json!([rule]),
    }
}

/// There, and not empty.
fn given(names: &[&str]) -> Map<String, Value> {
    names
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "not": { "enum": ["", null] } })))
        .collect()
}

fn one_way(rule: &Together) -> Value {
    let Together::OneWay { these, or, .. } = rule else { return json!(true) };
    let way = |these: &[&str], or: &[&str]| {
        let mut properties = given(these);
        // One name too many of a longer way is not the whole way, but it is wrong all the same.
        let absent = |name: &&str| ((*name).to_owned(), json!({ "enum": ["", null] }));
        properties.extend(or.iter().map(absent));
        json!({ "required": these, "properties": properties })
    };
    json!({ "oneOf": [way(these, or), way(or, these)] })
}

fn needed(rule: &Together) -> Value {
    let Together::Needed { inside, when, says, then, .. } = rule else { return json!(true) };
    let is =
        |value: &str| json!({ "required": [when], "properties": { *when: { "const": value } } });
    let condition = match says {
        When::Is(value) => is(value),
        When::IsNot(value) => json!({ "not": is(value) }),
    };
    let wanted = json!({ "required": then, "properties": given(then) });
    let wanted = match *inside {
        "" => wanted,
        list => json!({ "properties": { list: { "items": wanted } } }),
    };
    json!({ "if": condition, "then": wanted })
}

/// One field of an answer.
pub(super) fn answered(it: &Out) -> Value {
    let most = it.len_max;
    let mut schema = match it.shape {
        Shape::Digits => text(&format!("^[0-9]{{0,{most}}}$"), most),
        Shape::Signed => text(&format!("^(-?[0-9]{{1,{most}}})?$"), most),
        Shape::Alnum => text(&format!("^[0-9A-Za-z]{{0,{most}}}$"), most),
        Shape::Marked => text(&format!("^[-0-9A-Za-z_.*]{{0,{most}}}$"), most),
        Shape::Text => json!({ "type": "string", "maxLength": most }),
        Shape::OneOf(all) => json!({ "enum": all }),
        Shape::Number => json!({ "type": "integer", "minimum": 0 }),
        Shape::List(items) => {
            json!({ "type": "array", "items": closed(items.iter()), "maxItems": most })
        }
    };
    let say = |lang| {
        let text = field_words::of(it.name, lang).unwrap_or_default();
        if it.ours { format!("{text} ({})", words::ours(lang)) } else { text }
    };
    schema["description"] = json!(say(Lang::En));
    schema["x-description-ko"] = json!(say(Lang::Ko));
    if it.ours {
        schema["x-ours"] = json!(true);
    }
    schema
}

fn text(pattern: &str, most: usize) -> Value {
    json!({ "type": "string", "pattern": pattern, "maxLength": most })
}

/// An object that has all of these fields and no other.
pub(super) fn closed<'o>(outs: impl Iterator<Item = &'o Out>) -> Value {
    let mut required = Vec::new();
    let mut properties = Map::new();
    for it in outs {
        required.push(it.name);
        properties.insert(it.name.to_owned(), answered(it));
    }
    json!({
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": false,
    })
}
