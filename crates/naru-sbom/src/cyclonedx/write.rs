//! A [`Bom`] as CycloneDX 1.6.
//!
//! **Must never** write what the schema of 1.6 refuses: a test validates whatever comes out.

use serde::Serialize;
use serde_json::{Value, json};

use super::statements::{self, Written};
use crate::bom::{
    ALGORITHMS, Bom, Component, Hash, KINDS, Licence, Metadata, Said, Scope, Tool, WITHHELD,
};

/// A document as CycloneDX 1.6, as text of JSON with a line break at the end.
///
/// Components that are part of others are written beside them, not inside: the dependency graph
/// carries the relation.
#[must_use]
pub fn write(bom: &Bom) -> String {
    let document = Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        format: "CycloneDX",
        version: "1.6",
        serial: bom.serial.as_deref().filter(|serial| is_serial(serial)),
        revision: bom.revision.unwrap_or(1).max(1),
        metadata: metadata(bom),
        components: bom.components.iter().map(component).collect(),
        dependencies: dependencies(bom),
        compositions: compositions(bom),
        vulnerabilities: bom.vulnerabilities.iter().map(statements::written).collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("texts and numbers serialise");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document<'b> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    #[serde(rename = "bomFormat")]
    format: &'static str,
    #[serde(rename = "specVersion")]
    version: &'static str,
    #[serde(rename = "serialNumber", skip_serializing_if = "Option::is_none")]
    serial: Option<&'b str>,
    #[serde(rename = "version")]
    revision: u64,
    metadata: WrittenMetadata<'b>,
    components: Vec<WrittenComponent<'b>>,
    dependencies: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compositions: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    vulnerabilities: Vec<Written<'b>>,
}

#[derive(Serialize)]
struct WrittenMetadata<'b> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<&'b str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lifecycles: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tools: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<WrittenComponent<'b>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<Value>,
}

#[derive(Serialize)]
struct WrittenComponent<'b> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref")]
    id: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'b str>,
    name: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hashes: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licenses: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpe: Option<&'b str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<&'b str>,
    #[serde(rename = "externalReferences", skip_serializing_if = "Vec::is_empty")]
    references: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Value>,
}

fn is_serial(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else { return false };
    let groups: Vec<&str> = uuid.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn metadata(bom: &Bom) -> WrittenMetadata<'_> {
    let Metadata { timestamp, tools, authors, supplier, phases, .. } = &bom.metadata;
    WrittenMetadata {
        timestamp: timestamp.as_deref().filter(|at| crate::json::format::is_date_time(at)),
        lifecycles: phases.iter().map(|phase| lifecycle(phase)).collect(),
        tools: (!tools.is_empty())
            .then(|| json!({ "components": tools.iter().map(tool).collect::<Vec<_>>() })),
        authors: authors.iter().map(|name| json!({ "name": name })).collect(),
        component: bom.top.as_ref().map(component),
        supplier: supplier.known().map(|name| json!({ "name": name })),
    }
}

fn lifecycle(phase: &str) -> Value {
    const KNOWN: [&str; 7] =
        ["design", "pre-build", "build", "post-build", "operations", "discovery", "decommission"];
    if KNOWN.contains(&phase) { json!({ "phase": phase }) } else { json!({ "name": phase }) }
}

fn tool(tool: &Tool) -> Value {
    let mut written = json!({ "type": "application", "name": tool.name });
    if let Some(version) = &tool.version {
        written["version"] = json!(version);
    }
    if let Some(vendor) = &tool.vendor {
        written["supplier"] = json!({ "name": vendor });
    }
    written
}

fn component(component: &Component) -> WrittenComponent<'_> {
    let kind = KINDS.iter().find(|(kind, _, _)| *kind == component.kind);
    let origin = |url: &String| json!({ "type": "distribution", "url": url });
    WrittenComponent {
        kind: kind.map_or("library", |(_, word, _)| word),
        id: &component.id,
        supplier: component.producer.known().map(|name| json!({ "name": name })),
        group: component.group.as_deref(),
        name: &component.name,
        version: component.version.known().map(String::as_str),
        description: component.description.as_deref(),
        scope: component.scope.map(|scope| match scope {
            Scope::Required => "required",
            Scope::Optional => "optional",
            Scope::Excluded => "excluded",
        }),
        hashes: component.hashes.iter().filter_map(hash).collect(),
        licenses: licences(&component.licences),
        cpe: component.cpe.as_deref(),
        purl: component.purl.known().map(String::as_str),
        references: component.origin.iter().filter(|url| is_iri(url)).map(origin).collect(),
        properties: properties(component),
    }
}

fn is_iri(url: &str) -> bool {
    crate::json::format::is_of("iri-reference", url)
}

fn hash(hash: &Hash) -> Option<Value> {
    let known = ALGORITHMS.iter().any(|(name, _)| *name == hash.algorithm);
    let is_hex = hash.value.bytes().all(|b| b.is_ascii_hexdigit());
    let fits = known && is_hex && [32, 40, 64, 96, 128].contains(&hash.value.len());
    fits.then(|| json!({ "alg": hash.algorithm, "content": hash.value }))
}

/// One expression alone, or any number of ids and names: the schema allows no mixture.
fn licences(licences: &Said<Vec<Licence>>) -> Option<Vec<Value>> {
    let list = match licences {
        Said::Is(list) => list,
        Said::Nothing => return Some(vec![json!({ "license": { "name": "NONE" } })]),
        Said::Unknown => return Some(vec![json!({ "license": { "name": "NOASSERTION" } })]),
        Said::Withheld | Said::Missing => return None,
    };
    if let [Licence::Expression(expression)] = list.as_slice() {
        return Some(vec![json!({ "expression": expression })]);
    }
    let one = |licence: &Licence| match licence {
        Licence::Id(id) if super::is_listed_licence(id) => json!({ "license": { "id": id } }),
        other => json!({ "license": { "name": other.text() } }),
    };
    Some(list.iter().map(one).collect())
}

fn properties(component: &Component) -> Vec<Value> {
    let mut withheld = Vec::new();
    let mut note = |is: bool, field: &'static str| {
        if is {
            withheld.push(field);
        }
    };
    note(component.version == Said::Withheld, "version");
    note(component.purl == Said::Withheld, "purl");
    note(component.producer == Said::Withheld, "producer");
    note(component.licences == Said::Withheld, "licences");
    let withheld = (!withheld.is_empty()).then(|| (WITHHELD.to_owned(), withheld.join(",")));
    let all = component.properties.iter().cloned().chain(withheld);
    all.map(|(name, value)| json!({ "name": name, "value": value })).collect()
}

fn dependencies(bom: &Bom) -> Vec<Value> {
    let mut depends = bom.depends.clone();
    for part in &bom.components {
        if let Some(whole) = &part.part_of {
            let list = depends.entry(whole.clone()).or_default();
            if !list.contains(&part.id) {
                list.push(part.id.clone());
            }
        }
    }
    let entry = |(from, list): (&String, &Vec<String>)| {
        if list.is_empty() {
            return json!({ "ref": from });
        }
        let list: std::collections::BTreeSet<&String> = list.iter().collect();
        json!({ "ref": from, "dependsOn": list })
    };
    depends.iter().map(entry).collect()
}

fn compositions(bom: &Bom) -> Vec<Value> {
    let (Some(top), Some(is_complete)) = (&bom.top, bom.metadata.is_complete) else {
        return Vec::new();
    };
    let aggregate = if is_complete { "complete" } else { "incomplete" };
    vec![json!({ "aggregate": aggregate, "dependencies": [top.id] })]
}
