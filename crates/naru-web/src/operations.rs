//! Calls that programs make beside the relay, as data, and their description in OpenAPI 3.1: a
//! family of calls is a table, from which its routes, its document and its tests are made.
//!
//! **Must never know** how a call is answered.

use naru_base::Lang;
use naru_core::program::Scope;
use serde_json::{Map, Value, json};

/// A sentence in either language.
pub type Say = fn(Lang) -> String;

/// A field at the top of an answer: its name, its type in JSON schema, what it is.
pub type Field = (&'static str, &'static [&'static str], Say);

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// Nothing.
    Nothing,
    /// A file, as it is.
    File,
    /// A JSON object with these fields.
    Object(&'static [Field]),
    /// A JSON object with fields that it needs, and with others that may be left out.
    Partly(&'static [Field], &'static [Field]),
}

/// One call.
pub struct Call {
    /// Its name.
    pub name: &'static str,
    /// By which method, in small letters.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// What a program of staff must be allowed; none: an institution's own token is needed.
    pub scope: Option<Scope>,
    /// What it does.
    pub what: Say,
    /// What may stand in the query.
    pub query: &'static [(&'static str, Say)],
    /// What it sends.
    pub sends: Sends,
    /// The status of a good answer.
    pub status: u16,
    /// What a good answer holds.
    pub fields: &'static [Field],
    /// Refusals of its own, by status.
    pub refused: &'static [(u16, Say)],
    /// Answers that are neither the good one nor a refusal: status, what it means, what it holds.
    pub others: &'static [(u16, Say, &'static [Field])],
}

pub(crate) const OBJECT: &[&str] = &["object"];
pub(crate) const OBJECT_OR_NONE: &[&str] = &["object", "null"];
pub(crate) const LIST: &[&str] = &["array"];
pub(crate) const LIST_OR_NONE: &[&str] = &["array", "null"];
pub(crate) const TEXT: &[&str] = &["string"];
pub(crate) const TEXT_OR_NONE: &[&str] = &["string", "null"];
pub(crate) const NUMBER: &[&str] = &["integer"];
pub(crate) const NUMBER_OR_NONE: &[&str] = &["integer", "null"];
pub(crate) const YES_NO: &[&str] = &["boolean"];

pub(crate) const fn asks(
    name: &'static str,
    path: &'static str,
    what: Say,
    fields: &'static [Field],
) -> Call {
    Call {
        name,
        method: "get",
        path,
        scope: None,
        what,
        query: &[],
        sends: Sends::Nothing,
        status: 200,
        fields,
        refused: &[],
        others: &[],
    }
}

/// What is said of a family of calls as a whole.
pub(crate) struct About {
    pub(crate) title: Say,
    /// Sentences, one after the other.
    pub(crate) about: &'static [Say],
    /// What a good answer is called.
    pub(crate) good: Say,
    /// What a file is that is sent.
    pub(crate) file: fn(&Call) -> Say,
    /// What an object is that is sent.
    pub(crate) body: Say,
    /// What stands in a path between braces.
    pub(crate) place: fn(&Call) -> Option<(&'static str, Say)>,
    /// What each call may be refused with.
    pub(crate) everywhere: &'static [(u16, Say)],
}

/// The document of a family.
pub(crate) fn document<'c>(about: &About, calls: impl Iterator<Item = &'c Call>) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for it in calls {
        let path = paths.entry(it.path).or_insert_with(|| json!({}));
        path[it.method] = operation(about, it);
    }
    let (title, title_ko) = both(about.title);
    let said: Vec<(String, String)> = about.about.iter().copied().map(both).collect();
    let (en, ko): (Vec<String>, Vec<String>) = said.into_iter().unzip();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "x-title-ko": title_ko,
            "version": env!("CARGO_PKG_VERSION"),
            "description": en.join(" "),
            "x-description-ko": ko.join(" "),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "program": {"type": "http", "scheme": "bearer", "bearerFormat": "naru-program"},
            },
            "schemas": {"error": error()},
        },
    })
}

fn both(of: Say) -> (String, String) {
    (of(Lang::En), of(Lang::Ko))
}

fn error() -> Value {
    let text = json!({"type": "string"});
    let fields = json!({"code": text, "ko": text, "en": text});
    json!({
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {"type": "object", "required": ["code", "ko", "en"], "properties": fields},
        },
    })
}

fn operation(about: &About, it: &Call) -> Value {
    let (summary, ko) = both(it.what);
    let mut operation = json!({
        "operationId": it.name,
        "summary": summary,
        "x-summary-ko": ko,
        "responses": responses(about, it),
    });
    match it.scope {
        None => {
            operation["security"] = json!([{"bearer": []}]);
            operation["x-scopes"] = json!(["sa", "oob"]);
        }
        Some(scope) => {
            operation["security"] = json!([{"program": []}]);
            operation["x-program-scope"] = json!(scope.as_str());
        }
    }
    let parameters: Vec<Value> =
        (about.place)(it).map(path).into_iter().chain(it.query.iter().map(query)).collect();
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    let body = |say: Say, content: Value| {
        let (en, ko) = both(say);
        json!({"required": true, "description": en, "x-description-ko": ko, "content": content})
    };
    match it.sends {
        Sends::Nothing => {}
        Sends::File => {
            let any = json!({"application/octet-stream": {}});
            operation["requestBody"] = body((about.file)(it), any);
        }
        Sends::Object(fields) => {
            operation["requestBody"] = body(about.body, as_json(&object(fields)));
        }
        Sends::Partly(needed, further) => {
            let mut schema = object(needed);
            for (name, of) in further.iter().map(field) {
                schema["properties"][name] = of;
            }
            operation["requestBody"] = body(about.body, as_json(&schema));
        }
    }
    operation
}

fn object(fields: &[Field]) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, ..)| *name).collect();
    let properties: Map<String, Value> = fields.iter().map(field).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn path((name, say): (&str, Say)) -> Value {
    let (en, ko) = both(say);
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "schema": {"type": "string"},
        "description": en,
        "x-description-ko": ko,
    })
}

fn query((name, say): &(&str, Say)) -> Value {
    let (en, ko) = both(*say);
    json!({
        "name": name,
        "in": "query",
        "required": false,
        "schema": {"type": "string"},
        "description": en,
        "x-description-ko": ko,
    })
}

fn as_json(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

fn responses(about: &About, it: &Call) -> Value {
    let response = |say: Say, schema: &Value| {
        let (en, ko) = both(say);
        json!({"description": en, "x-description-ko": ko, "content": as_json(schema)})
    };
    let refusal = json!({"$ref": "#/components/schemas/error"});
    let good = (it.status, response(about.good, &object(it.fields)));
    let refused = it.refused.iter().chain(about.everywhere);
    let refused = refused.map(|(status, say)| (*status, response(*say, &refusal)));
    let others = it.others.iter();
    let others = others.map(|(status, say, of)| (*status, response(*say, &object(of))));
    let all = std::iter::once(good).chain(refused).chain(others);
    Value::Object(all.map(|(status, said)| (status.to_string(), said)).collect())
}

fn field((name, kind, say): &Field) -> (String, Value) {
    let (en, ko) = both(*say);
    let kind = match kind {
        [one] => json!(one),
        many => json!(many),
    };
    ((*name).to_owned(), json!({"type": kind, "description": en, "x-description-ko": ko}))
}
