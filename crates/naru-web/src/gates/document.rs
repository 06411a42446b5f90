//! The calls about gates as an OpenAPI 3.1 document, made from their table.

use super::calls::{CALLS, Call, Field, Say, Sends};
use super::calls_network::NETWORK;
use super::{words as w, words_network as n};
use naru_base::Lang;
use serde_json::{Map, Value, json};

/// The document, as it is committed and served.
pub fn text() -> String {
    crate::openapi::pretty(&document())
}

fn both(of: Say) -> (String, String) {
    (of(Lang::En), of(Lang::Ko))
}

/// The document.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for it in CALLS.iter().chain(&NETWORK) {
        let path = paths.entry(it.path).or_insert_with(|| json!({}));
        path[it.method] = operation(it);
    }
    let ((title, title_ko), (about, about_ko)) = (both(w::title), both(w::about));
    let (more, more_ko) = both(n::about);
    let (about, about_ko) = (format!("{about} {more}"), format!("{about_ko} {more_ko}"));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "x-title-ko": title_ko,
            "version": env!("CARGO_PKG_VERSION"),
            "description": about,
            "x-description-ko": about_ko,
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

fn operation(it: &Call) -> Value {
    let (summary, ko) = both(it.what);
    let mut operation = json!({
        "operationId": it.name,
        "summary": summary,
        "x-summary-ko": ko,
        "responses": responses(it),
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
        path_of(it).into_iter().chain(it.query.iter().map(query)).collect();
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
            operation["requestBody"] = body(w::body, json!({"application/octet-stream": {}}));
        }
        Sends::Object(fields) => {
            let schema = object(fields);
            operation["requestBody"] =
                body(n::body, json!({"application/json": {"schema": schema}}));
        }
    }
    operation
}

fn object(fields: &[Field]) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, ..)| *name).collect();
    let properties: Map<String, Value> = fields.iter().map(field).collect();
    json!({"type": "object", "required": required, "properties": properties})
}

fn path_of(it: &Call) -> Option<Value> {
    let (name, say) = match (it.path, it.scope) {
        (path, _) if path.contains("{code}") => ("code", n::q_code as Say),
        (path, None) if path.contains("{id}") => ("id", w::q_check as Say),
        (path, Some(_)) if path.contains("{id}") => ("id", n::q_id as Say),
        _ => return None,
    };
    let (en, ko) = both(say);
    Some(json!({
        "name": name,
        "in": "path",
        "required": true,
        "schema": {"type": "string"},
        "description": en,
        "x-description-ko": ko,
    }))
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

fn responses(it: &Call) -> Value {
    let mut all = Map::new();
    let schema = object(it.fields);
    let (en, ko) = both(w::good);
    let good = json!({
        "description": en,
        "x-description-ko": ko,
        "content": {"application/json": {"schema": schema}},
    });
    all.insert(it.status.to_string(), good);
    let everywhere: [(u16, Say); 3] = [(401, w::r_token), (403, w::r_scope), (503, w::r_busy)];
    for (status, say) in it.refused.iter().chain(&everywhere) {
        let (en, ko) = both(*say);
        let schema = json!({"$ref": "#/components/schemas/error"});
        let said = json!({
            "description": en,
            "x-description-ko": ko,
            "content": {"application/json": {"schema": schema}},
        });
        all.insert(status.to_string(), said);
    }
    Value::Object(all)
}

fn field((name, kind, say): &Field) -> (String, Value) {
    let (en, ko) = both(*say);
    let kind = match kind {
        [one] => json!(one),
        many => json!(many),
    };
    ((*name).to_owned(), json!({"type": kind, "description": en, "x-description-ko": ko}))
}
