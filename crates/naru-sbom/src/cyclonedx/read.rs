//! From a valid CycloneDX document to a [`Bom`].
//!
//! Components inside of components become entries of their own that are part of the outer one.

use std::collections::BTreeMap;

use serde_json::Value;

use super::statements;
use crate::bom::{
    Bom, Component, Hash, KINDS, Kind, Licence, Metadata, Said, Scope, Tool, WITHHELD, said,
};
use crate::value::{list, owned, text, texts};

pub(super) fn bom(document: &Value) -> Bom {
    let mut bom = Bom {
        format: format!("CycloneDX {}", text(document, "specVersion").unwrap_or_default()),
        serial: owned(document, "serialNumber"),
        revision: document.get("version").and_then(Value::as_u64),
        ..Bom::default()
    };
    if let Some(metadata) = document.get("metadata") {
        bom.metadata = read_metadata(metadata);
        if let Some(product) = metadata.get("component") {
            bom.top = Some(component(product, "/metadata/component", None));
            nested(&mut bom, product, "/metadata/component");
        }
    }
    bom.metadata.is_signed = document.get("signature").is_some();
    bom.metadata.is_complete = completeness(document, bom.top.as_ref());
    nested(&mut bom, document, "");
    for entry in list(document, "dependencies") {
        if let Some(from) = text(entry, "ref") {
            // An entry without a list says nothing more than an empty one in this format.
            bom.depends.entry(from.to_owned()).or_default();
            for to in texts(entry, "dependsOn") {
                bom.link(from, &to);
            }
        }
    }
    bom.vulnerabilities = list(document, "vulnerabilities").iter().map(statements::read).collect();
    let purls: BTreeMap<&str, &String> = bom
        .top
        .iter()
        .chain(&bom.components)
        .filter_map(|component| Some((component.id.as_str(), component.purl.known()?)))
        .collect();
    for affected in bom.vulnerabilities.iter_mut().flat_map(|statement| &mut statement.affects) {
        affected.purl = purls.get(affected.reference.as_str()).map(|purl| (*purl).clone());
    }
    bom
}

/// The components inside of a value, and those inside of them, outermost first.
fn nested(bom: &mut Bom, outer: &Value, at: &str) {
    let whole = (!at.is_empty()).then(|| owned(outer, "bom-ref").unwrap_or_else(|| at.to_owned()));
    let mut waiting = inner(outer, at, whole.as_deref());
    while let Some((value, at, whole)) = waiting.pop() {
        let read = component(value, &at, whole);
        waiting.extend(inner(value, &at, Some(&read.id)));
        bom.components.push(read);
    }
}

type Waiting<'v> = (&'v Value, String, Option<String>);

/// The components directly inside of a value, last first.
fn inner<'v>(value: &'v Value, at: &str, whole: Option<&str>) -> Vec<Waiting<'v>> {
    let inside = list(value, "components").iter().enumerate().rev();
    inside
        .map(|(index, inner)| (inner, format!("{at}/components/{index}"), whole.map(str::to_owned)))
        .collect()
}

fn component(value: &Value, at: &str, part_of: Option<String>) -> Component {
    let kind = text(value, "type").unwrap_or_default();
    let mut read = Component {
        id: owned(value, "bom-ref").unwrap_or_else(|| at.to_owned()),
        kind: KINDS.iter().find(|(_, word, _)| *word == kind).map_or(Kind::Library, |k| k.0),
        group: owned(value, "group"),
        name: text(value, "name").unwrap_or_default().to_owned(),
        version: said(text(value, "version")),
        purl: said(text(value, "purl")),
        cpe: owned(value, "cpe"),
        producer: producer(value),
        hashes: list(value, "hashes").iter().filter_map(hash).collect(),
        licences: licences(value),
        scope: match text(value, "scope") {
            Some("required") => Some(Scope::Required),
            Some("optional") => Some(Scope::Optional),
            Some("excluded") => Some(Scope::Excluded),
            _ => None,
        },
        description: owned(value, "description"),
        origin: origin(value),
        part_of,
        properties: properties(value),
    };
    withhold(&mut read);
    read
}

/// What the component's own remark says is withheld, where the field itself says nothing.
fn withhold(component: &mut Component) {
    let Some(at) = component.properties.iter().position(|(name, _)| name == WITHHELD) else {
        return;
    };
    let (_, fields) = component.properties.remove(at);
    for field in fields.split(',').map(str::trim) {
        match field {
            "version" if component.version.is_missing() => component.version = Said::Withheld,
            "purl" if component.purl.is_missing() => component.purl = Said::Withheld,
            "producer" if component.producer.is_missing() => component.producer = Said::Withheld,
            "licences" if component.licences.is_missing() => component.licences = Said::Withheld,
            _ => {}
        }
    }
}

fn producer(value: &Value) -> Said<String> {
    let of = |name: &str| value.get(name).and_then(|entity| text(entity, "name"));
    let named = of("manufacturer").or_else(|| of("supplier"));
    let first_author = || list(value, "authors").first().and_then(|author| text(author, "name"));
    let named = named.or_else(|| text(value, "publisher")).or_else(|| text(value, "author"));
    said(named.or_else(first_author))
}

fn hash(value: &Value) -> Option<Hash> {
    Some(Hash { algorithm: owned(value, "alg")?, value: owned(value, "content")? })
}

fn licences(value: &Value) -> Said<Vec<Licence>> {
    let Some(entries) = value.get("licenses").and_then(Value::as_array) else {
        return Said::Missing;
    };
    let mut read = Vec::new();
    let mut remark = Said::Missing;
    for entry in entries {
        let licence = entry.get("license").unwrap_or(entry);
        let (words, make): (Option<&str>, fn(String) -> Licence) = if licence.get("id").is_some() {
            (text(licence, "id"), Licence::Id)
        } else if licence.get("name").is_some() {
            (text(licence, "name"), Licence::Name)
        } else {
            (text(licence, "expression"), Licence::Expression)
        };
        match said(words) {
            Said::Is(words) => read.push(make(words)),
            Said::Nothing => remark = Said::Nothing,
            Said::Unknown => remark = Said::Unknown,
            Said::Withheld => remark = Said::Withheld,
            Said::Missing => {}
        }
    }
    if read.is_empty() { remark } else { Said::Is(read) }
}

fn origin(value: &Value) -> Option<String> {
    let references = list(value, "externalReferences");
    let is_download = |reference: &&Value| text(reference, "type") == Some("distribution");
    references.iter().find(is_download).and_then(|reference| owned(reference, "url"))
}

fn properties(value: &Value) -> Vec<(String, String)> {
    let pair = |property: &Value| {
        let words = text(property, "value").unwrap_or_default();
        Some((owned(property, "name")?, words.to_owned()))
    };
    list(value, "properties").iter().filter_map(pair).collect()
}

fn read_metadata(value: &Value) -> Metadata {
    let person = |author: &Value| owned(author, "name").or_else(|| owned(author, "email"));
    let phase = |phase: &Value| owned(phase, "phase").or_else(|| owned(phase, "name"));
    let supplier = value.get("supplier").or_else(|| value.get("manufacturer"));
    let supplier = supplier.or_else(|| value.get("manufacture"));
    Metadata {
        timestamp: owned(value, "timestamp"),
        tools: tools(value),
        authors: list(value, "authors").iter().filter_map(person).collect(),
        supplier: said(supplier.and_then(|entity| text(entity, "name"))),
        phases: list(value, "lifecycles").iter().filter_map(phase).collect(),
        is_signed: false,
        is_complete: None,
    }
}

/// Tools are a list up to 1.4; from 1.5 on they are components and services.
fn tools(metadata: &Value) -> Vec<Tool> {
    let Some(tools) = metadata.get("tools") else { return Vec::new() };
    let all: Vec<&Value> = match tools {
        Value::Array(items) => items.iter().collect(),
        _ => list(tools, "components").iter().chain(list(tools, "services")).collect(),
    };
    let tool = |value: &Value| {
        let maker = |name: &str| value.get(name).and_then(|entity| owned(entity, "name"));
        let vendor = owned(value, "vendor").or_else(|| maker("manufacturer"));
        let vendor = vendor.or_else(|| maker("supplier")).or_else(|| owned(value, "publisher"));
        let vendor = vendor.or_else(|| owned(value, "group")).or_else(|| maker("provider"));
        Some(Tool { vendor, name: owned(value, "name")?, version: owned(value, "version") })
    };
    all.into_iter().filter_map(tool).collect()
}

/// What the author says of the completeness of the product's dependencies.
fn completeness(document: &Value, top: Option<&Component>) -> Option<bool> {
    let top = top?;
    let mut said = None;
    for entry in list(document, "compositions") {
        let names = |field: &str| texts(entry, field).contains(&top.id);
        let is_about_all =
            list(entry, "assemblies").is_empty() && list(entry, "dependencies").is_empty();
        if is_about_all || names("dependencies") || names("assemblies") {
            match text(entry, "aggregate") {
                Some("complete") => said = said.or(Some(true)),
                Some("not_specified") | None => {}
                Some(_) => said = Some(false),
            }
        }
    }
    said
}
