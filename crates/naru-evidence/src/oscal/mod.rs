//! OSCAL out: lists as catalogues and profiles, what is known of each item as assessment results
//! (1.2.1). Identifiers are made from
//! names, so that the same state is the same document.
//!
//! **Must never** say `satisfied` of what nobody looked at.

mod catalog;

pub use catalog::{Control, Group, catalog, profile, prop};

use serde_json::{Map, Value, json};

const VERSION: &str = "1.2.1";

/// What a document is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Where the plan stands that it rests on.
    pub rests_on: String,
}

/// What is known of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The item: `WEB-06`.
    pub item: String,
    /// Whether something speaks against it; nothing is said of an item whose support is over.
    pub is_satisfied: bool,
    /// Why, in a word: `supported`, `refuted`.
    pub reason: String,
    /// In a sentence.
    pub description: String,
    /// The observations it rests on: their names.
    pub observations: Vec<String>,
}

/// One look at the thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Its name: the hash of the file.
    pub name: String,
    /// How it was looked at, in OSCAL's word: `TEST` or `EXAMINE`.
    pub method: &'static str,
    /// What was done, with which tool.
    pub description: String,
    /// When, RFC 3339.
    pub collected: String,
    /// Until when it counts, RFC 3339.
    pub expires: String,
}

/// An identifier of the form that OSCAL wants, made from names.
fn uuid(parts: &[&str]) -> String {
    let mut text = String::from("naru.oscal");
    for part in parts {
        text.push('\n');
        text.push_str(part);
    }
    let mut bytes = crate::sha256(text.as_bytes());
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = crate::model::hex_of(&bytes[..16]);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// An id of a control as OSCAL writes one: small letters.
fn token(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' };
    id.to_lowercase().chars().map(plain).collect()
}

fn metadata(head: &Head) -> Value {
    json!({
        "title": head.title,
        "last-modified": head.made_at,
        "version": head.version,
        "oscal-version": VERSION,
    })
}

/// What is known as a document of assessment results.
#[must_use]
pub fn results(head: &Head, outcomes: &[Outcome], observations: &[Observation]) -> Value {
    let name = head.title.as_str();
    let observation = |it: &Observation| {
        json!({
            "uuid": uuid(&[name, "observation", &it.name]),
            "title": it.name,
            "description": it.description,
            "methods": [it.method],
            "types": ["discovery"],
            "collected": it.collected,
            "expires": it.expires,
        })
    };
    let finding = |it: &Outcome| {
        let state = if it.is_satisfied { "satisfied" } else { "not-satisfied" };
        let related: Vec<Value> = it
            .observations
            .iter()
            .map(|known| json!({"observation-uuid": uuid(&[name, "observation", known])}))
            .collect();
        let mut finding = json!({
            "uuid": uuid(&[name, "finding", &it.item]),
            "title": it.item,
            "description": it.description,
            "target": {
                "type": "objective-id",
                "target-id": format!("{}_obj", token(&it.item)),
                "status": {"state": state, "reason": it.reason},
            },
        });
        if !related.is_empty() {
            finding["related-observations"] = Value::Array(related);
        }
        finding
    };
    let start = observations.iter().map(|it| it.collected.as_str()).min();
    let mut selection = Map::new();
    let included: Vec<Value> =
        outcomes.iter().map(|it| json!({"control-id": token(&it.item)})).collect();
    // OSCAL wants a selection; where nothing was answered, everything was looked for.
    match included.is_empty() {
        true => selection.insert("include-all".to_owned(), json!({})),
        false => selection.insert("include-controls".to_owned(), Value::Array(included)),
    };
    let mut result = json!({
        "uuid": uuid(&[name, "result", &head.made_at]),
        "title": head.title,
        "description": head.title,
        "start": start.unwrap_or(&head.made_at),
        "end": head.made_at,
        "reviewed-controls": {"control-selections": [selection]},
    });
    // OSCAL refuses lists with nothing in them.
    if !observations.is_empty() {
        result["observations"] = observations.iter().map(observation).collect();
    }
    if !outcomes.is_empty() {
        result["findings"] = outcomes.iter().map(finding).collect();
    }
    json!({"assessment-results": {
        "uuid": uuid(&[name, &head.made_at]),
        "metadata": metadata(head),
        "import-ap": {"href": head.rests_on},
        "results": [result],
    }})
}
