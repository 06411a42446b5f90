//! The OpenAPI 3.1 document.

use super::answer::{self, Out};
use super::catalogue::{self, Described, Ours, Together, When};
use super::{example, field_words, schema, words};
use crate::api::Endpoint;
use crate::wire::{Need, RspCode};
use hyper::Method;
use naru_base::Lang;
use serde_json::{Map, Value, json};

/// The document, as it is committed and served.
pub fn text() -> String {
    pretty(&document())
}

/// A document with its fields one a line.
pub(crate) fn pretty(it: &Value) -> String {
    let mut out = String::new();
    write(&mut out, it, 0);
    out.push('\n');
    out
}

/// Columns of a value that stands on one line, at most.
const LINE_MAX: usize = 96;

/// Writes a value: on one line if it is short, so that a field is a line and a change of it too.
fn write(out: &mut String, value: &Value, depth: usize) {
    let line = value.to_string();
    let room = LINE_MAX.saturating_sub(2 * depth);
    let all: Vec<(Option<&String>, &Value)> = match value {
        _ if line.len() <= room => Vec::new(),
        Value::Object(fields) => fields.iter().map(|(name, it)| (Some(name), it)).collect(),
        Value::Array(items) => items.iter().map(|it| (None, it)).collect(),
        _ => Vec::new(),
    };
    if all.is_empty() {
        return out.push_str(&line);
    }
    let (open, close) = if value.is_object() { ("{", "}") } else { ("[", "]") };
    out.push_str(open);
    for (i, (name, it)) in all.into_iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        if let Some(name) = name {
            out.push_str(&format!("{}: ", Value::String(name.clone())));
        }
        write(out, it, depth + 1);
    }
    out.push_str(&format!("\n{}{close}", "  ".repeat(depth)));
}

/// The document.
pub fn document() -> Value {
    let mut paths = Map::new();
    for it in catalogue::all() {
        let method = it.endpoint.method().as_str().to_ascii_lowercase();
        paths.insert(it.endpoint.path().to_owned(), json!({ method: operation(it) }));
    }
    let (en, ko) = (Lang::En, Lang::Ko);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": words::title(en),
            "x-title-ko": words::title(ko),
            "version": env!("CARGO_PKG_VERSION"),
            "description": about(en),
            "x-description-ko": about(ko),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
        },
        "x-rsp-codes": codes(),
    })
}

fn about(lang: Lang) -> String {
    let said = [words::intro(lang), words::checked_in_order(lang), words::reading(lang)];
    [said.join("\n\n"), words::ours_intro(lang)].join("\n\n")
}

/// A part of the catalogue: its tag, and its name in words.
type Part = (&'static str, fn(Lang) -> String);

/// The parts of the catalogue.
pub(super) const PARTS: [Part; 3] = [
    ("transfers", words::part_transfers),
    ("users", words::part_users),
    ("inquiries", words::part_inquiries),
];

fn tags() -> Value {
    let tag = |(name, text): &Part| {
        let (en, ko) = (text(Lang::En), text(Lang::Ko));
        json!({ "name": name, "description": en, "x-description-ko": ko })
    };
    json!(PARTS.iter().map(tag).collect::<Vec<_>>())
}

/// Every code with its sentences.
fn codes() -> Value {
    let one = |code: &RspCode| {
        let say = json!({ "ko": code.message(Lang::Ko), "en": code.message(Lang::En) });
        (code.as_str().to_owned(), say)
    };
    Value::Object(RspCode::ALL.iter().map(one).collect())
}

/// The name of an operation, and of its place on the page: the path without its prefix.
pub(super) fn operation_id(it: Endpoint) -> String {
    let path = it.path().trim_start_matches("/v2.0/").trim_start_matches("/oauth/2.0/");
    path.replace('/', "-")
}

fn tag_of(it: &Described) -> &'static str {
    let parts = PARTS.iter().zip(catalogue::CATALOGUE);
    let mut found = parts.filter(|(_, part)| part.iter().any(|e| e.endpoint == it.endpoint));
    found.next().map_or("", |((name, _), _)| name)
}

fn operation(it: &Described) -> Value {
    let mut out = json!({
        "operationId": operation_id(it.endpoint),
        "tags": [tag_of(it)],
        "summary": words::endpoint(it.endpoint, Lang::En),
        "x-summary-ko": words::endpoint(it.endpoint, Lang::Ko),
        "description": notes(it, Lang::En).join("\n\n"),
        "x-description-ko": notes(it, Lang::Ko).join("\n\n"),
        "responses": { "200": answers(it) },
        "x-rsp-codes": it.codes().iter().map(|code| code.as_str()).collect::<Vec<_>>(),
    });
    if it.needs_token() {
        let scopes: Vec<&str> = it.endpoint.scopes().iter().map(|s| s.as_str()).collect();
        out["security"] = json!([{ "bearer": [] }]);
        out["x-scopes"] = json!(scopes);
    }
    if !it.together.is_empty() {
        out["x-together"] = json!(it.together.iter().map(together).collect::<Vec<_>>());
    }
    if it.ours != Ours::Fields {
        out["x-ours"] = json!(true);
    }
    if it.endpoint == Endpoint::Token {
        out["requestBody"] = token_form();
    } else if it.endpoint.method() == Method::GET {
        let parameter = |field: &crate::wire::Field| {
            json!({
                "name": field.name, "in": "query",
                "required": field.need == Need::Required,
                "description": field_words::of(field.name, Lang::En),
                "schema": schema::field(field, true),
            })
        };
        out["parameters"] = json!(it.fields.iter().map(parameter).collect::<Vec<_>>());
    } else {
        let media = json!({ "schema": schema::request(it), "example": example::request(it) });
        out["requestBody"] = json!({ "required": true, "content": { "application/json": media } });
    }
    out
}

/// What is to be said of an endpoint beyond its tables.
pub(super) fn notes(it: &Described, lang: Lang) -> Vec<String> {
    let mut all: Vec<String> = it.together.iter().map(|rule| rule.said(lang)).collect();
    if moves_money(it.endpoint) {
        all.insert(0, words::moves_money(lang));
    }
    match it.ours {
        Ours::Fields => {}
        Ours::Answer => all.push(words::ours_answer(lang)),
        Ours::Meaning => all.push(words::ours_meaning(lang)),
    }
    all
}

fn moves_money(it: Endpoint) -> bool {
    matches!(
        it,
        Endpoint::Withdraw
            | Endpoint::WithdrawFin
            | Endpoint::Deposit
            | Endpoint::DepositFin
            | Endpoint::ReturnClaim
    )
}

impl When {
    /// Whether a field's value makes the others needed.
    pub fn holds(&self, value: &str) -> bool {
        match self {
            When::Is(it) => *it == value,
            When::IsNot(it) => *it != value,
        }
    }
}

impl Together {
    /// The rule in words.
    pub(super) fn said(&self, lang: Lang) -> String {
        match self {
            Together::OneWay { these, or, .. } => {
                words::one_way(lang, &these.join(" + "), &or.join(" + "))
            }
            Together::Needed { when, says, then, or_else, .. } => {
                let (then, code) = (then.join(" + "), or_else.as_str());
                match says {
                    When::Is(value) => words::needed_if(lang, when, value, &then, code),
                    When::IsNot(value) => words::needed_unless(lang, when, value, &then, code),
                }
            }
        }
    }
}

fn together(rule: &Together) -> Value {
    match rule {
        Together::OneWay { inside, these, or } => {
            json!({ "inside": inside, "these": these, "or": or, "rsp_code": "A0004" })
        }
        Together::Needed { inside, when, says, then, or_else } => {
            let (word, value) = match says {
                When::Is(value) => ("is", value),
                When::IsNot(value) => ("is_not", value),
            };
            json!({
                "inside": inside, "when": when, word: value, "then": then,
                "rsp_code": or_else.as_str(),
            })
        }
    }
}

fn token_form() -> Value {
    let text = |name: &str| {
        let say = |lang| field_words::of(name, lang).unwrap_or_default();
        json!({
            "type": "string", "minLength": 1,
            "description": say(Lang::En), "x-description-ko": say(Lang::Ko),
        })
    };
    let form = |grant: &str, names: &[&str], optional: &[&str]| {
        let mut properties = Map::new();
        properties.insert("grant_type".to_owned(), json!({ "const": grant }));
        for name in names.iter().chain(optional) {
            properties.insert((*name).to_owned(), text(name));
        }
        let required = [&["grant_type"], names].concat();
        json!({ "type": "object", "properties": properties, "required": required })
    };
    let client = ["client_id", "client_secret"];
    let with = |more: &[&'static str]| [&client[..], more].concat();
    let forms = [
        form("client_credentials", &with(&["scope"]), &[]),
        form("authorization_code", &with(&["code", "redirect_uri"]), &[]),
        form("refresh_token", &with(&["refresh_token"]), &["scope"]),
    ];
    let media = json!({ "schema": { "oneOf": forms } });
    json!({ "required": true, "content": { "application/x-www-form-urlencoded": media } })
}

fn answers(it: &Described) -> Value {
    let names = |codes: &[RspCode]| codes.iter().map(|c| c.as_str()).collect::<Vec<_>>();
    let with_codes = |mut schema: Value, codes: &[RspCode]| {
        schema["properties"]["rsp_code"]["enum"] = json!(names(codes));
        schema
    };
    let mut any = Vec::new();
    let mut alone = it.codes();
    if it.endpoint == Endpoint::Token {
        any.push(schema::closed(answer::TOKEN_OF_INSTITUTION.iter()));
        any.push(schema::closed(answer::TOKEN_OF_USER.iter()));
        alone.retain(|code| *code != RspCode::A0000);
    } else if !it.answer.is_empty() {
        let whole = schema::closed(answer::HEAD.iter().chain(it.answered()));
        any.push(with_codes(whole, it.whole));
        // Done is never said without what was done.
        alone.retain(|code| *code != RspCode::A0000);
    }
    any.push(with_codes(schema::closed(answer::HEAD.iter()), &alone));
    json!({
        "description": names(&it.codes()).join(" "),
        "content": { "application/json": {
            "schema": { "anyOf": any },
            "example": example_answer(it),
        } },
    })
}

/// A whole answer, made of examples.
pub(super) fn example_answer(it: &Described) -> Value {
    let one = |out: &Out| (out.name.to_owned(), example::answered(out));
    let all: Map<String, Value> = match it.endpoint {
        Endpoint::Token => answer::TOKEN_OF_INSTITUTION.iter().map(one).collect(),
        _ => answer::HEAD.iter().chain(it.answered()).map(one).collect(),
    };
    Value::Object(all)
}
