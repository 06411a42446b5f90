//! CycloneDX in JSON and XML, versions 1.4 to 1.7: validated against the standard's own schemas,
//! read into a [`Bom`], and written as 1.6 with what is said about vulnerabilities (VEX).
//!
//! **Must never** read a document that the schema of its own version refuses.

mod read;
mod statements;
mod write;
mod xml;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::Value;

use crate::bom::Bom;
use crate::json::{self, Limits, Schema, SchemaSet};
use crate::refused::{Refused, Why, excerpt};

pub use write::write;
pub use xml::is_xml;

/// The versions that are read.
pub const VERSIONS: [&str; 4] = ["1.4", "1.5", "1.6", "1.7"];

/// At most so many faults of one document are told.
const FAULTS_MAX: usize = 20;

/// Reads a document.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Bom, Vec<Refused>> {
    let document = json::read(bytes, limits).map_err(|refused| vec![refused])?;
    of_value(&document)
}

/// Reads a document in XML.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place in the JSON of the
/// same document.
pub fn read_xml(bytes: &[u8], limits: Limits) -> Result<Bom, Vec<Refused>> {
    let document = xml::as_json(bytes, limits).map_err(|refused| vec![refused])?;
    of_value(&document)
}

/// Reads a document that is already JSON.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place.
pub fn of_value(document: &Value) -> Result<Bom, Vec<Refused>> {
    let faults = faults_of(document);
    if faults.is_empty() { Ok(read::bom(document)) } else { Err(faults) }
}

/// Whether a JSON value claims to be a CycloneDX document.
#[must_use]
pub fn is_cyclonedx(document: &Value) -> bool {
    document.get("bomFormat").and_then(Value::as_str) == Some("CycloneDX")
}

/// Everything that is wrong with a document, at most twenty faults; none if it is valid.
#[must_use]
pub fn validate(bytes: &[u8], limits: Limits) -> Vec<Refused> {
    match json::read(bytes, limits) {
        Ok(document) => faults_of(&document),
        Err(refused) => vec![refused],
    }
}

fn faults_of(document: &Value) -> Vec<Refused> {
    if document.get("bomFormat").is_some() && !is_cyclonedx(document) || !document.is_object() {
        return vec![Refused::at("/bomFormat", Why::NotThisFormat { wanted: "CycloneDX" })];
    }
    let version = match document.get("specVersion") {
        Some(Value::String(version)) => version.as_str(),
        Some(other) => {
            let why = Why::WrongType { wanted: "string".to_owned(), found: json::kind_of(other) };
            return vec![Refused::at("/specVersion", why)];
        }
        None => {
            return vec![Refused::whole(Why::MissingField { name: "specVersion".to_owned() })];
        }
    };
    let Some(schema) = schema_of(version) else {
        let why = Why::UnknownVersion { found: excerpt(version) };
        return vec![Refused::at("/specVersion", why)];
    };
    let mut faults = schema.faults(document, FAULTS_MAX);
    if faults.is_empty() {
        repeated_ids(document, &mut faults);
    }
    faults
}

/// Compiled at first use: each takes a few milliseconds.
fn schema_of(version: &str) -> Option<&'static Schema> {
    static COMPILED: [OnceLock<Schema>; 4] = [const { OnceLock::new() }; 4];
    let index = VERSIONS.iter().position(|known| *known == version)?;
    Some(COMPILED[index].get_or_init(|| compile(version)))
}

fn compile(version: &str) -> Schema {
    let main = match version {
        "1.4" => include_str!("../../vendor/cyclonedx/bom-1.4.schema.json"),
        "1.5" => include_str!("../../vendor/cyclonedx/bom-1.5.schema.json"),
        "1.6" => include_str!("../../vendor/cyclonedx/bom-1.6.schema.json"),
        _ => include_str!("../../vendor/cyclonedx/bom-1.7.schema.json"),
    };
    SchemaSet::default()
        .with("bom", main)
        .with("spdx.schema.json", include_str!("../../vendor/cyclonedx/spdx.schema.json"))
        .with("jsf-0.82.schema.json", include_str!("../../vendor/cyclonedx/jsf-0.82.schema.json"))
        .with(
            "cryptography-defs.schema.json",
            include_str!("../../vendor/cyclonedx/cryptography-defs.schema.json"),
        )
        .compile("bom")
}

/// The schema says in words only that every `bom-ref` is unique in its document. The standard's own
/// examples repeat them inside of `formulation`, so that is left alone.
fn repeated_ids(document: &Value, faults: &mut Vec<Refused>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<(String, &Value)> = vec![(String::new(), document)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(id) = fields.get("bom-ref").and_then(Value::as_str)
                    && !seen.insert(id)
                    && faults.len() < FAULTS_MAX
                {
                    let why = Why::DuplicateId { id: excerpt(id) };
                    faults.push(Refused::at(format!("{at}/bom-ref"), why));
                }
                let inner = fields.iter().filter(|(name, inner)| {
                    (inner.is_object() || inner.is_array()) && *name != "formulation"
                });
                waiting.extend(
                    inner.map(|(name, inner)| (format!("{at}/{}", json::escape(name)), inner)),
                );
            }
            Value::Array(items) => {
                let inner = items.iter().enumerate().rev();
                waiting.extend(inner.map(|(index, item)| (format!("{at}/{index}"), item)));
            }
            _ => {}
        }
    }
}

/// Whether the schema lists a licence id.
fn is_listed_licence(id: &str) -> bool {
    static LISTED: OnceLock<BTreeSet<String>> = OnceLock::new();
    let listed = LISTED.get_or_init(|| {
        let text = include_str!("../../vendor/cyclonedx/spdx.schema.json");
        let schema: Value = serde_json::from_str(text).expect("a vendored schema is JSON");
        let ids = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        ids.filter_map(Value::as_str).map(str::to_owned).collect()
    });
    listed.contains(id)
}
