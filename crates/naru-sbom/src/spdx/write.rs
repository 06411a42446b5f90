//! A [`Bom`] as SPDX 2.3 in JSON.
//!
//! **Must never** invent what the format demands and the bill does not say: the instant and the
//! author must be known.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::bom::{ALGORITHMS, Bom, Component, KINDS, Licence, Said, Scope, WITHHELD};
use crate::refused::{Refused, Why, excerpt};

/// A document as SPDX 2.3, as text of JSON with a line break at the end.
///
/// # Errors
///
/// If the bill does not say when it was made (in UTC), or by what or whom.
pub fn write(bom: &Bom) -> Result<String, Refused> {
    let ids = ids(bom);
    let mut extracted = BTreeMap::new();
    let parts: Vec<Value> =
        bom.everything().map(|part| package(part, &ids, &mut extracted)).collect();
    let name = bom.top.as_ref().map_or_else(|| "SBOM".to_owned(), label);
    let created = created(bom)?;
    let namespace = bom.serial.clone().unwrap_or_else(|| {
        format!("https://spdx.org/spdxdocs/{}-{created}", reference_words(&name))
    });
    let mut document = json!({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": namespace,
        "creationInfo": { "created": created, "creators": creators(bom)? },
        "packages": parts,
        "relationships": relations(bom, &ids),
    });
    if !extracted.is_empty() {
        let infos: Vec<Value> = extracted
            .iter()
            .map(|(id, name)| json!({ "licenseId": id, "name": name, "extractedText": name }))
            .collect();
        document["hasExtractedLicensingInfos"] = json!(infos);
    }
    let mut text = serde_json::to_string_pretty(&document).expect("texts and numbers serialise");
    text.push('\n');
    Ok(text)
}

fn label(component: &Component) -> String {
    match component.version.known() {
        Some(version) => format!("{}-{version}", component.full_name()),
        None => component.full_name(),
    }
}

/// Letters, digits, dots and hyphens: the alphabet of SPDX ids.
fn reference_words(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '.';
    text.chars().take(120).map(|c| if fits(c) { c } else { '-' }).collect()
}

/// Each component's id in SPDX: its own if it is one, else made of name and version.
fn ids(bom: &Bom) -> BTreeMap<&str, String> {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut ids = BTreeMap::new();
    for component in bom.everything() {
        let own = component.id.strip_prefix("SPDXRef-").unwrap_or_default();
        let words = if own.is_empty() { label(component) } else { own.to_owned() };
        let base = format!("SPDXRef-{}", reference_words(&words));
        let mut id = base.clone();
        let mut count = 1_u32;
        while id == "SPDXRef-DOCUMENT" || !used.insert(id.clone()) {
            count += 1;
            id = format!("{base}-{count}");
        }
        ids.insert(component.id.as_str(), id);
    }
    ids
}

fn created(bom: &Bom) -> Result<String, Refused> {
    let at = "/creationInfo/created";
    let Some(timestamp) = bom.metadata.timestamp.as_deref() else {
        return Err(Refused::at(at, Why::MissingField { name: "timestamp".to_owned() }));
    };
    match timestamp.get(..19) {
        Some(seconds)
            if timestamp.ends_with('Z') && crate::json::format::is_date_time(timestamp) =>
        {
            Ok(format!("{seconds}Z"))
        }
        _ => {
            let shape = "YYYY-MM-DDThh:mm:ssZ".to_owned();
            Err(Refused::at(at, Why::BadShape { value: excerpt(timestamp), shape }))
        }
    }
}

fn creators(bom: &Bom) -> Result<Vec<String>, Refused> {
    let tools = bom.metadata.tools.iter().map(|tool| match &tool.version {
        Some(version) => format!("Tool: {}-{version}", tool.name),
        None => format!("Tool: {}", tool.name),
    });
    let authors = bom.metadata.authors.iter().map(|name| format!("Organization: {name}"));
    let creators: Vec<String> = tools.chain(authors).collect();
    if creators.is_empty() {
        let why = Why::MissingField { name: "tools".to_owned() };
        return Err(Refused::at("/creationInfo/creators", why));
    }
    Ok(creators)
}

fn package(
    component: &Component,
    ids: &BTreeMap<&str, String>,
    extracted: &mut BTreeMap<String, String>,
) -> Value {
    let kind = KINDS.iter().find(|(kind, _, _)| *kind == component.kind);
    let mut written = json!({
        "SPDXID": ids.get(component.id.as_str()),
        "name": component.name,
        "downloadLocation": component.origin.as_deref().unwrap_or("NOASSERTION"),
        "filesAnalyzed": false,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": licences(&component.licences, extracted),
        "copyrightText": "NOASSERTION",
        "primaryPackagePurpose": kind.map_or("LIBRARY", |(_, _, word)| word),
    });
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            written[name] = value;
        }
    };
    let remark = |said: &Said<String>| match said {
        Said::Is(value) => Some(json!(value)),
        Said::Nothing => Some(json!("NONE")),
        Said::Unknown => Some(json!("NOASSERTION")),
        Said::Withheld | Said::Missing => None,
    };
    set("versionInfo", remark(&component.version));
    set(
        "supplier",
        match &component.producer {
            Said::Is(name) => Some(json!(format!("Organization: {name}"))),
            // The standard knows no NONE for a supplier.
            Said::Nothing | Said::Unknown => Some(json!("NOASSERTION")),
            Said::Withheld | Said::Missing => None,
        },
    );
    set("description", component.description.as_ref().map(|text| json!(text)));
    let sums: Vec<Value> = component.hashes.iter().filter_map(checksum).collect();
    set("checksums", (!sums.is_empty()).then(|| json!(sums)));
    let references = references(component);
    set("externalRefs", (!references.is_empty()).then(|| json!(references)));
    let remarks = remarks(component);
    set("comment", (!remarks.is_empty()).then(|| json!(remarks.join("\n"))));
    written
}

fn checksum(hash: &crate::bom::Hash) -> Option<Value> {
    let (_, word) = ALGORITHMS.iter().find(|(name, _)| *name == hash.algorithm)?;
    let is_hex = !hash.value.is_empty() && hash.value.bytes().all(|b| b.is_ascii_hexdigit());
    (!word.is_empty() && is_hex)
        .then(|| json!({ "algorithm": word, "checksumValue": hash.value.to_ascii_lowercase() }))
}

fn references(component: &Component) -> Vec<Value> {
    let purl = component.purl.known().map(|purl| ("PACKAGE-MANAGER", "purl", purl));
    let cpe = component.cpe.as_ref().map(|cpe| {
        let is_23 = cpe.starts_with("cpe:2.3:");
        ("SECURITY", if is_23 { "cpe23Type" } else { "cpe22Type" }, cpe)
    });
    let one = |(category, kind, place): (&str, &str, &String)| {
        let (category, kind) = (json!(category), json!(kind));
        json!({ "referenceCategory": category, "referenceType": kind, "referenceLocator": place })
    };
    purl.into_iter().chain(cpe).map(one).collect()
}

/// What SPDX has no field for, as lines `name=value` of the comment.
fn remarks(component: &Component) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(group) = &component.group {
        remarks.push(format!("sbom:group={group}"));
    }
    match component.scope {
        Some(Scope::Required) => remarks.push("sbom:scope=required".to_owned()),
        Some(Scope::Optional) => remarks.push("sbom:scope=optional".to_owned()),
        Some(Scope::Excluded) => remarks.push("sbom:scope=excluded".to_owned()),
        None => {}
    }
    let withheld: Vec<&str> = [
        (component.version == Said::Withheld, "version"),
        (component.purl == Said::Withheld, "purl"),
        (component.producer == Said::Withheld, "producer"),
        (component.licences == Said::Withheld, "licences"),
    ]
    .into_iter()
    .filter_map(|(is, field)| is.then_some(field))
    .collect();
    if !withheld.is_empty() {
        remarks.push(format!("{WITHHELD}={}", withheld.join(",")));
    }
    let line = |(name, value): &(String, String)| format!("{name}={}", value.replace('\n', " "));
    remarks.extend(component.properties.iter().map(line));
    remarks
}

/// Licences as one expression. What is no id or expression becomes a reference with its text.
fn licences(said: &Said<Vec<Licence>>, extracted: &mut BTreeMap<String, String>) -> String {
    let list = match said {
        Said::Is(list) if !list.is_empty() => list,
        Said::Nothing => return "NONE".to_owned(),
        _ => return "NOASSERTION".to_owned(),
    };
    let mut one = |licence: &Licence| match licence {
        Licence::Id(text) | Licence::Expression(text) if is_expression(text) => {
            let is_compound = list.len() > 1 && text.contains(" OR ");
            if is_compound { format!("({text})") } else { text.clone() }
        }
        other if other.text().starts_with("LicenseRef-") => reference_words(other.text()),
        other => {
            let id = format!("LicenseRef-{}", reference_words(other.text()));
            extracted.insert(id.clone(), other.text().to_owned());
            id
        }
    };
    // Several licences without a word between them: whoever obeys all of them is right in any case.
    list.iter().map(&mut one).collect::<Vec<_>>().join(" AND ")
}

fn is_expression(text: &str) -> bool {
    crate::licence::Expression::parse(text).is_ok()
}

fn relations(bom: &Bom, ids: &BTreeMap<&str, String>) -> Vec<Value> {
    let relation = |from: &str, kind: &str, to: &str| json!({ "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to });
    let mut relations = Vec::new();
    match bom.top.as_ref().and_then(|top| ids.get(top.id.as_str())) {
        Some(top) => relations.push(relation("SPDXRef-DOCUMENT", "DESCRIBES", top)),
        None => {
            let each = bom.components.iter().filter_map(|part| ids.get(part.id.as_str()));
            relations.extend(each.map(|id| relation("SPDXRef-DOCUMENT", "DESCRIBES", id)));
        }
    }
    for (from, list) in &bom.depends {
        let Some(from) = ids.get(from.as_str()) else { continue };
        let known: Vec<&String> = list.iter().filter_map(|to| ids.get(to.as_str())).collect();
        if list.is_empty() {
            relations.push(relation(from, "DEPENDS_ON", "NONE"));
        }
        relations.extend(known.into_iter().map(|to| relation(from, "DEPENDS_ON", to)));
    }
    for part in &bom.components {
        let whole = part.part_of.as_deref().and_then(|id| ids.get(id));
        if let (Some(whole), Some(id)) = (whole, ids.get(part.id.as_str())) {
            relations.push(relation(whole, "CONTAINS", id));
        }
    }
    relations
}
