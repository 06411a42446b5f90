//! CycloneDX in XML, versions 1.4 to 1.7: brought into the shape of its JSON and then judged and
//! read as that. Attributes become fields, lists of elements become arrays.
//!
//! What a reader of ours never asks for (pedigree, evidence, machine-learning cards) is left out:
//! it is neither judged nor kept. Document types are refused: an entity may stand for more memory
//! than there is.

use crate::json::Limits;
use crate::lock::xml::{Element, read};
use crate::refused::{Refused, Why, excerpt};
use serde_json::{Map, Value, json};

/// Where the schema of a version lives.
const NAMESPACE: &str = "http://cyclonedx.org/schema/bom/";

/// Whether bytes look like such a document.
#[must_use]
pub fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

/// The document in the shape of JSON.
///
/// # Errors
///
/// When it is too large, not UTF-8, not XML, or not CycloneDX.
pub fn as_json(bytes: &[u8], limits: Limits) -> Result<Value, Refused> {
    if bytes.len() > limits.bytes_max {
        let why = Why::TooLarge { bytes: bytes.len(), bytes_max: limits.bytes_max };
        return Err(Refused::whole(why));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Refused::whole(Why::NotUtf8 { offset: e.valid_up_to() }))?;
    let root = read(text.trim_start_matches('\u{FEFF}')).map_err(|e| {
        let line = e.place.strip_prefix("line ").and_then(|it| it.parse().ok()).unwrap_or(1);
        Refused::whole(Why::Syntax { line, column: 1, detail: excerpt(&e.what) })
    })?;
    let namespace = root.attribute("xmlns").or_else(|| root.attribute("bom")).unwrap_or_default();
    let version = namespace.strip_prefix(NAMESPACE);
    let (Some(version), "bom") = (version, root.name.as_str()) else {
        return Err(Refused::whole(Why::NotThisFormat { wanted: "CycloneDX" }));
    };
    let mut document = json!({ "bomFormat": "CycloneDX", "specVersion": version });
    let fields = fields(&mut document);
    attribute(&root, "serialNumber", fields);
    if let Some(revision) = root.attribute("version").and_then(|it| it.parse::<u64>().ok()) {
        fields.insert("version".to_owned(), json!(revision));
    }
    if let Some(metadata) = root.child("metadata") {
        fields.insert("metadata".to_owned(), metadata_of(metadata));
    }
    put_list(&root, "components", component, fields);
    put_list(&root, "dependencies", dependency, fields);
    put_list(&root, "compositions", composition, fields);
    put_list(&root, "vulnerabilities", vulnerability, fields);
    if root.child("Signature").is_some() {
        fields.insert("signature".to_owned(), json!({ "algorithm": "RS256", "value": "xml" }));
    }
    Ok(document)
}

fn fields(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("it was made as an object")
}

fn attribute(from: &Element, name: &str, to: &mut Map<String, Value>) {
    if let Some(value) = from.attribute(name) {
        to.insert(name.to_owned(), json!(value));
    }
}

fn texts(from: &Element, names: &[&str], to: &mut Map<String, Value>) {
    for name in names {
        if let Some(child) = from.child(name) {
            to.insert((*name).to_owned(), json!(child.text()));
        }
    }
}

/// An element that holds a list becomes an array; one that is not there is none.
fn put_list(from: &Element, name: &str, each: fn(&Element) -> Value, to: &mut Map<String, Value>) {
    if let Some(list) = from.child(name) {
        let all: Vec<Value> = list.children.iter().map(each).collect();
        to.insert(name.to_owned(), json!(all));
    }
}

fn metadata_of(from: &Element) -> Value {
    let mut value = json!({});
    let to = fields(&mut value);
    texts(from, &["timestamp"], to);
    put_list(from, "lifecycles", |it| only(it, &["phase", "name", "description"]), to);
    put_list(from, "authors", |it| only(it, &["name", "email", "phone"]), to);
    put_list(from, "properties", property, to);
    if let Some(tools) = from.child("tools") {
        let is_new = tools.child("components").is_some() || tools.child("services").is_some();
        let tools = if is_new {
            let mut inner = json!({});
            put_list(tools, "components", component, fields(&mut inner));
            put_list(
                tools,
                "services",
                |it| only(it, &["group", "name", "version"]),
                fields(&mut inner),
            );
            inner
        } else {
            let tool = |it: &Element| only(it, &["vendor", "name", "version"]);
            json!(tools.children.iter().map(tool).collect::<Vec<_>>())
        };
        to.insert("tools".to_owned(), tools);
    }
    for name in ["supplier", "manufacture", "manufacturer"] {
        if let Some(entity) = from.child(name) {
            to.insert(name.to_owned(), only(entity, &["name"]));
        }
    }
    if let Some(product) = from.child("component") {
        to.insert("component".to_owned(), component(product));
    }
    value
}

/// These texts of an element, and nothing else.
fn only(from: &Element, names: &[&str]) -> Value {
    let mut value = json!({});
    texts(from, names, fields(&mut value));
    value
}

fn component(from: &Element) -> Value {
    let mut value = json!({});
    let to = fields(&mut value);
    for name in ["type", "bom-ref", "mime-type"] {
        attribute(from, name, to);
    }
    texts(
        from,
        &[
            "publisher",
            "author",
            "group",
            "name",
            "version",
            "description",
            "scope",
            "copyright",
            "cpe",
            "purl",
        ],
        to,
    );
    for name in ["supplier", "manufacturer"] {
        if let Some(entity) = from.child(name) {
            to.insert(name.to_owned(), only(entity, &["name"]));
        }
    }
    put_list(from, "authors", |it| only(it, &["name", "email", "phone"]), to);
    put_list(
        from,
        "hashes",
        |it| json!({ "alg": it.attribute("alg").unwrap_or_default(), "content": it.text() }),
        to,
    );
    put_list(from, "licenses", licence, to);
    put_list(from, "externalReferences", reference, to);
    put_list(from, "properties", property, to);
    put_list(from, "components", component, to);
    value
}

fn licence(from: &Element) -> Value {
    if from.name == "expression" {
        let mut value = json!({ "expression": from.text() });
        attribute(from, "bom-ref", fields(&mut value));
        return value;
    }
    json!({ "license": only(from, &["id", "name", "url"]) })
}

fn reference(from: &Element) -> Value {
    let mut value = only(from, &["url", "comment"]);
    attribute(from, "type", fields(&mut value));
    value
}

fn property(from: &Element) -> Value {
    json!({ "name": from.attribute("name").unwrap_or_default(), "value": from.text() })
}

/// Elements inside of one another become a list of references.
fn dependency(from: &Element) -> Value {
    let refs = |name: &'static str| -> Vec<&str> {
        let inner = from.children.iter().filter(move |it| it.name == name);
        inner.filter_map(|it| it.attribute("ref")).collect()
    };
    let mut value = json!({ "ref": from.attribute("ref").unwrap_or_default() });
    for (element, field) in [("dependency", "dependsOn"), ("provides", "provides")] {
        let mut refs = refs(element);
        refs.dedup();
        if !refs.is_empty() {
            value[field] = json!(refs);
        }
    }
    value
}

fn composition(from: &Element) -> Value {
    let mut value = only(from, &["aggregate"]);
    for name in ["assemblies", "dependencies"] {
        if let Some(list) = from.child(name) {
            let refs = list.children.iter().filter_map(|it| it.attribute("ref"));
            value[name] = json!(refs.collect::<Vec<_>>());
        }
    }
    value
}

fn vulnerability(from: &Element) -> Value {
    let mut value = json!({});
    let to = fields(&mut value);
    attribute(from, "bom-ref", to);
    texts(
        from,
        &[
            "id",
            "description",
            "detail",
            "recommendation",
            "workaround",
            "created",
            "published",
            "updated",
            "rejected",
        ],
        to,
    );
    if let Some(source) = from.child("source") {
        to.insert("source".to_owned(), only(source, &["name", "url"]));
    }
    put_list(
        from,
        "references",
        |it| {
            let mut value = only(it, &["id"]);
            let source = it.child("source").map(|it| only(it, &["name", "url"]));
            fields(&mut value).insert("source".to_owned(), source.unwrap_or_else(|| json!({})));
            value
        },
        to,
    );
    put_list(from, "ratings", rating, to);
    put_list(from, "cwes", |it| it.text().parse::<u64>().map_or(Value::Null, |it| json!(it)), to);
    if let Some(analysis) = from.child("analysis") {
        let mut inner = only(analysis, &["state", "justification", "detail"]);
        let last = analysis.child_text("lastUpdated");
        if let Some(last) = last {
            inner["lastUpdated"] = json!(last);
        }
        put_list(analysis, "responses", |it| json!(it.text()), fields(&mut inner));
        // In JSON it is called in the singular.
        if let Some(responses) = fields(&mut inner).remove("responses") {
            inner["response"] = responses;
        }
        to.insert("analysis".to_owned(), inner);
    }
    put_list(
        from,
        "affects",
        |it| {
            let mut value = only(it, &["ref"]);
            put_list(
                it,
                "versions",
                |it| only(it, &["version", "range", "status"]),
                fields(&mut value),
            );
            value
        },
        to,
    );
    value
}

fn rating(from: &Element) -> Value {
    let mut value = only(from, &["severity", "method", "vector", "justification"]);
    if let Some(score) = from.child_text("score").and_then(|it| it.parse::<f64>().ok()) {
        value["score"] = json!(score);
    }
    if let Some(source) = from.child("source") {
        value["source"] = only(source, &["name", "url"]);
    }
    value
}
