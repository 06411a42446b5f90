//! OpenVEX 0.2.0, written; 0.0.1 to 0.2.0, read.
//!
//! **Must never** let "not affected" pass without a reason, neither read nor written.

use super::{Affected, FLAGS, Justification, Statement, Status};
use crate::json::{self, Limits, kind_of};
use crate::refused::{Refused, Why, excerpt};
use crate::value::{list, owned, text, texts};
use serde_json::{Value, json};

/// The context of the version that is written.
const CONTEXT: &str = "https://openvex.dev/ns/v0.2.0";
/// How every context begins.
const CONTEXTS: &str = "https://openvex.dev/ns";

/// A document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Its identifier, an IRI.
    pub id: String,
    /// Who says it.
    pub author: String,
    /// When, RFC 3339.
    pub timestamp: String,
    /// Its edition, from 1.
    pub version: u64,
    /// What is said.
    pub statements: Vec<Statement>,
}

/// Whether a JSON value claims to be an OpenVEX document.
#[must_use]
pub fn is_openvex(document: &Value) -> bool {
    text(document, "@context").is_some_and(|it| it.starts_with(CONTEXTS))
}

/// Reads a document.
///
/// # Errors
///
/// The first thing that is wrong with it, with its place.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Document, Refused> {
    of_value(&json::read(bytes, limits)?)
}

/// Reads a document that is already JSON.
///
/// # Errors
///
/// The first thing that is wrong with it, with its place.
pub fn of_value(document: &Value) -> Result<Document, Refused> {
    if !is_openvex(document) {
        return Err(Refused::at("/@context", Why::NotThisFormat { wanted: "OpenVEX" }));
    }
    let field = |name: &str| owned(document, name).ok_or_else(|| missing("", name));
    // Up to 0.0.1 the version was a text.
    let version = document
        .get("version")
        .and_then(|it| it.as_u64().or_else(|| it.as_str().and_then(|it| it.parse().ok())));
    let entries = document.get("statements").and_then(Value::as_array);
    let entries = entries.ok_or_else(|| missing("", "statements"))?;
    if entries.is_empty() {
        return Err(Refused::at("/statements", Why::TooShort { min: 1 }));
    }
    let statement = |(at, entry)| statement(entry, &format!("/statements/{at}"));
    Ok(Document {
        id: field("@id")?,
        author: field("author")?,
        timestamp: field("timestamp")?,
        version: version.ok_or_else(|| missing("", "version"))?,
        statements: entries.iter().enumerate().map(statement).collect::<Result<_, _>>()?,
    })
}

fn missing(at: &str, name: &str) -> Refused {
    Refused::at(at, Why::MissingField { name: name.to_owned() })
}

fn statement(entry: &Value, at: &str) -> Result<Statement, Refused> {
    let vulnerability = entry.get("vulnerability").ok_or_else(|| missing(at, "vulnerability"))?;
    let id = match vulnerability {
        Value::String(name) => Some(name.clone()),
        it => owned(it, "name").or_else(|| owned(it, "@id")),
    };
    let id = id.ok_or_else(|| missing(&format!("{at}/vulnerability"), "name"))?;
    let status = match text(entry, "status") {
        Some("not_affected") => Status::NotAffected,
        Some("affected") => Status::Affected,
        Some("fixed") => Status::Fixed,
        Some("under_investigation") => Status::UnderInvestigation,
        Some(other) => {
            let why = Why::NotListed { value: excerpt(other) };
            return Err(Refused::at(format!("{at}/status"), why));
        }
        None => return Err(missing(at, "status")),
    };
    let justification = match text(entry, "justification") {
        None => None,
        Some(word) => Some(Justification::of_flag(word).ok_or_else(|| {
            let why = Why::NotListed { value: excerpt(word) };
            Refused::at(format!("{at}/justification"), why)
        })?),
    };
    let detail = owned(entry, "impact_statement").or_else(|| owned(entry, "status_notes"));
    if status == Status::NotAffected && justification.is_none() && detail.is_none() {
        return Err(missing(at, "justification"));
    }
    Ok(Statement {
        id,
        aliases: texts(vulnerability, "aliases"),
        description: owned(vulnerability, "description"),
        recommendation: owned(entry, "action_statement"),
        published: owned(entry, "timestamp"),
        updated: owned(entry, "last_updated"),
        status,
        justification,
        detail,
        affects: products(entry, at)?,
        ..Statement::default()
    })
}

/// The products, each with the parts that are meant; a product that names none is meant itself.
fn products(entry: &Value, at: &str) -> Result<Vec<Affected>, Refused> {
    let mut found = Vec::new();
    for (number, product) in list(entry, "products").iter().enumerate() {
        let at = format!("{at}/products/{number}");
        let (reference, purl) = named(product, &at)?;
        // In 0.0.1 the parts stood beside the products.
        let inside = list(product, "subcomponents").iter().chain(list(entry, "subcomponents"));
        let before = found.len();
        for part in inside {
            let (part, purl) = named(part, &at)?;
            let purl = purl.or_else(|| part.starts_with("pkg:").then_some(part));
            found.push(Affected { reference: reference.clone(), purl, versions: Vec::new() });
        }
        if found.len() == before {
            found.push(Affected { reference, purl, versions: Vec::new() });
        }
    }
    Ok(found)
}

fn named(value: &Value, at: &str) -> Result<(String, Option<String>), Refused> {
    let own = match value {
        Value::String(id) => Some(id.clone()),
        it if it.is_object() => owned(it, "@id"),
        other => {
            let why = Why::WrongType { wanted: "object".to_owned(), found: kind_of(other) };
            return Err(Refused::at(at, why));
        }
    };
    let purl = value.get("identifiers").and_then(|it| owned(it, "purl"));
    let purl = purl.or_else(|| own.clone().filter(|it| it.starts_with("pkg:")));
    let id = own.or_else(|| purl.clone()).ok_or_else(|| missing(at, "@id"))?;
    Ok((id, purl))
}

/// Writes a document. What the format has no word for is written in the nearest one, with the
/// reason in words.
#[must_use]
pub fn write(document: &Document) -> String {
    let statements: Vec<Value> = document.statements.iter().map(written).collect();
    let whole = json!({
        "@context": CONTEXT,
        "@id": document.id,
        "author": document.author,
        "timestamp": document.timestamp,
        "version": document.version,
        "statements": statements,
    });
    format!("{whole:#}\n")
}

fn written(it: &Statement) -> Value {
    let mut vulnerability = json!({ "name": it.id });
    if !it.aliases.is_empty() {
        vulnerability["aliases"] = json!(it.aliases);
    }
    if let Some(description) = &it.description {
        vulnerability["description"] = json!(description);
    }
    let status = match it.status {
        Status::NotAffected | Status::FalsePositive => "not_affected",
        Status::Affected => "affected",
        Status::Fixed => "fixed",
        Status::UnderInvestigation => "under_investigation",
    };
    let mut entry = json!({ "vulnerability": vulnerability, "status": status });
    let products: Vec<Value> = it.affects.iter().map(product).collect();
    entry["products"] = json!(products);
    if status == "not_affected" {
        let flag = it.justification.map_or("component_not_present", flag);
        entry["justification"] = json!(flag);
    }
    for (name, value) in [
        ("impact_statement", it.detail.as_ref().filter(|_| status == "not_affected")),
        ("status_notes", it.detail.as_ref().filter(|_| status != "not_affected")),
        ("action_statement", it.recommendation.as_ref()),
        ("timestamp", it.published.as_ref()),
        ("last_updated", it.updated.as_ref()),
    ] {
        if let Some(value) = value {
            entry[name] = json!(value);
        }
    }
    // Whoever is affected is told what to do, also where nothing can be done yet.
    if status == "affected" && it.recommendation.is_none() {
        entry["action_statement"] = json!("No remedy is known yet.");
    }
    entry
}

fn product(it: &Affected) -> Value {
    match &it.purl {
        Some(purl) if *purl != it.reference => {
            json!({ "@id": it.reference, "subcomponents": [part(purl)] })
        }
        Some(purl) => part(purl),
        None => json!({ "@id": it.reference }),
    }
}

fn part(purl: &str) -> Value {
    json!({ "@id": purl, "identifiers": { "purl": purl } })
}

/// The nearest label: what a missing configuration keeps from running is not reached.
fn flag(it: Justification) -> &'static str {
    let known = FLAGS.iter().find(|(justification, _)| *justification == it);
    known.map_or("vulnerable_code_not_in_execute_path", |(_, word)| word)
}
