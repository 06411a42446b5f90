//! Lists of items as OSCAL catalogues, and what must be met of them as profiles.

use super::{Head, metadata, token, uuid};
use serde_json::{Value, json};

/// Names of properties that OSCAL does not know.
const OURS: &str = "urn:naru:oscal";

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its items, in order.
    pub controls: Vec<Control>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Its name: `ORG-26`.
    pub id: String,
    /// What it asks for.
    pub title: String,
    /// How it is checked.
    pub verify: String,
    /// The same two in another language, in a sentence.
    pub also: String,
    /// What else is said of it, by name.
    pub props: Vec<(&'static str, String)>,
}

/// A property of ours.
#[must_use]
pub fn prop(name: &str, value: &str) -> Value {
    json!({"name": name, "ns": OURS, "value": value})
}

fn control(it: &Control) -> Value {
    let id = token(&it.id);
    let ours = |(name, value): &(&str, String)| prop(name, value);
    let label = json!({"name": "label", "value": it.id});
    // A property with nothing in it is none.
    let told = it.props.iter().filter(|(_, value)| !value.trim().is_empty());
    let props: Vec<Value> = std::iter::once(label).chain(told.map(ours)).collect();
    json!({
        "id": id,
        "class": "naru-item",
        "title": it.title,
        "props": props,
        "parts": [
            {"id": format!("{id}_smt"), "name": "statement", "prose": it.title},
            {"id": format!("{id}_obj"), "name": "assessment-objective", "prose": it.verify},
            {"id": format!("{id}_gdn"), "name": "guidance", "prose": it.also},
        ],
    })
}

/// A list of items as a catalogue. Objectives have the ids that [`super::results`] speaks of.
#[must_use]
pub fn catalog(head: &Head, groups: &[Group]) -> Value {
    let group = |it: &Group| {
        let controls: Vec<Value> = it.controls.iter().map(control).collect();
        json!({"id": token(&it.id), "title": it.title, "controls": controls})
    };
    // OSCAL refuses lists with nothing in them.
    let filled = groups.iter().filter(|it| !it.controls.is_empty());
    json!({"catalog": {
        "uuid": uuid(&[&head.title, "catalog", &head.version]),
        "metadata": metadata(head),
        "groups": filled.map(group).collect::<Vec<_>>(),
    }})
}

/// What must be met of a catalogue, which `head.rests_on` names, as a profile.
#[must_use]
pub fn profile(head: &Head, items: &[&str]) -> Value {
    let ids: Vec<String> = items.iter().map(|it| token(it)).collect();
    json!({"profile": {
        "uuid": uuid(&[&head.title, "profile", &head.version]),
        "metadata": metadata(head),
        "imports": [{"href": head.rests_on, "include-controls": [{"with-ids": ids}]}],
        "merge": {"as-is": true},
    }})
}
