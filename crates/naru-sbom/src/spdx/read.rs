//! From a checked SPDX document to a [`Bom`]: packages are components, relations are dependencies.
//! Files and snippets are not kept.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::bom::{
    ALGORITHMS, Bom, Component, Hash, KINDS, Kind, Licence, Metadata, Said, Scope, Tool, WITHHELD,
    said,
};
use crate::value::{list, text};

pub(super) fn bom(document: &Value) -> Bom {
    let version = text(document, "spdxVersion").unwrap_or_default().replace("SPDX-", "SPDX ");
    let mut bom = Bom {
        format: version,
        serial: text(document, "documentNamespace").map(str::to_owned),
        metadata: metadata(document),
        components: list(document, "packages").iter().map(package).collect(),
        ..Bom::default()
    };
    let mut described: BTreeSet<String> = BTreeSet::new();
    for id in list(document, "documentDescribes").iter().filter_map(Value::as_str) {
        described.insert(id.to_owned());
    }
    let packages: BTreeSet<String> = bom.components.iter().map(|part| part.id.clone()).collect();
    for relation in list(document, "relationships") {
        let from = text(relation, "spdxElementId").unwrap_or_default();
        let to = text(relation, "relatedSpdxElement").unwrap_or_default();
        match text(relation, "relationshipType").unwrap_or_default() {
            "DESCRIBES" => {
                described.insert(to.to_owned());
            }
            "DESCRIBED_BY" => {
                described.insert(from.to_owned());
            }
            kind => relate(&mut bom, &packages, kind, from, to),
        }
    }
    described.retain(|id| packages.contains(id));
    if described.len() == 1 {
        let at = bom.components.iter().position(|part| described.contains(&part.id));
        bom.top = at.map(|at| bom.components.remove(at));
    }
    bom
}

fn relate(bom: &mut Bom, packages: &BTreeSet<String>, kind: &str, from: &str, to: &str) {
    let is_forward = matches!(
        kind,
        "DEPENDS_ON" | "CONTAINS" | "STATIC_LINK" | "DYNAMIC_LINK" | "HAS_PREREQUISITE"
    );
    let (whole, part) = if is_forward { (from, to) } else { (to, from) };
    let scope = match kind {
        "DEPENDENCY_OF"
        | "CONTAINED_BY"
        | "RUNTIME_DEPENDENCY_OF"
        | "PREREQUISITE_FOR"
        | "PROVIDED_DEPENDENCY_OF"
        | "PACKAGE_OF" => None,
        "DEV_DEPENDENCY_OF"
        | "TEST_DEPENDENCY_OF"
        | "BUILD_DEPENDENCY_OF"
        | "DEV_TOOL_OF"
        | "TEST_TOOL_OF"
        | "BUILD_TOOL_OF" => Some(Scope::Excluded),
        "OPTIONAL_DEPENDENCY_OF" | "OPTIONAL_COMPONENT_OF" => Some(Scope::Optional),
        _ if is_forward => None,
        _ => return,
    };
    if !packages.contains(whole) {
        return;
    }
    if part == "NONE" {
        bom.depends.entry(whole.to_owned()).or_default();
    }
    if packages.contains(part) {
        bom.link(whole, part);
        if let Some(scope) = scope
            && let Some(part) = bom.components.iter_mut().find(|known| known.id == part)
        {
            // Needed in one place is needed.
            part.scope = Some(part.scope.map_or(scope, |known| known.min(scope)));
        }
    }
}

fn metadata(document: &Value) -> Metadata {
    let Some(creation) = document.get("creationInfo") else { return Metadata::default() };
    let mut metadata =
        Metadata { timestamp: text(creation, "created").map(str::to_owned), ..Metadata::default() };
    for creator in list(creation, "creators").iter().filter_map(Value::as_str) {
        let (kind, name) = creator.split_once(':').unwrap_or(("", creator));
        match kind {
            "Tool" => metadata.tools.push(tool(name.trim())),
            _ => metadata.authors.push(name.trim().to_owned()),
        }
    }
    metadata
}

/// `name-1.2.3`, as the standard asks for.
fn tool(words: &str) -> Tool {
    let at = words.match_indices('-').map(|(at, _)| at).find(|at| {
        words[at + 1..].trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit())
    });
    match at {
        Some(at) => Tool {
            vendor: None,
            name: words[..at].to_owned(),
            version: Some(words[at + 1..].to_owned()),
        },
        None => Tool { vendor: None, name: words.to_owned(), version: None },
    }
}

/// How a field that is free text begins when it names the source package, name and version.
const BUILT_FROM: &str = "built package from:";

fn package(value: &Value) -> Component {
    let purpose = text(value, "primaryPackagePurpose").unwrap_or_default();
    let kind = KINDS.iter().find(|(_, _, word)| *word == purpose && *word != "OTHER");
    let mut component = Component {
        id: text(value, "SPDXID").unwrap_or_default().to_owned(),
        kind: kind.map_or(Kind::Library, |kind| kind.0),
        name: text(value, "name").unwrap_or_default().to_owned(),
        version: said(text(value, "versionInfo")),
        purl: said(reference(value, &["purl"])),
        cpe: reference(value, &["cpe23Type", "cpe22Type"]).map(str::to_owned),
        producer: party(value, "supplier").or_better(party(value, "originator")),
        hashes: list(value, "checksums").iter().filter_map(hash).collect(),
        licences: licences(value, "licenseDeclared").or_better(licences(value, "licenseConcluded")),
        description: text(value, "description")
            .or_else(|| text(value, "summary"))
            .map(str::to_owned),
        origin: match said(text(value, "downloadLocation")) {
            Said::Is(place) => Some(place),
            _ => None,
        },
        ..Component::default()
    };
    remarks(&mut component, text(value, "comment").unwrap_or_default());
    let source = text(value, "sourceInfo").and_then(|it| it.trim().strip_prefix(BUILT_FROM));
    if let Some(source) = source.map(str::trim).filter(|it| !it.is_empty()) {
        component.properties.push((Component::SOURCE.to_owned(), source.to_owned()));
    }
    component
}

/// Lines `name=value` of a comment whose name has a colon in it are properties.
fn remarks(component: &mut Component, comment: &str) {
    for line in comment.lines() {
        let Some((name, value)) = line.split_once('=') else { continue };
        if name == WITHHELD {
            for field in value.split(',') {
                match field.trim() {
                    "version" => component.version = Said::Withheld,
                    "purl" => component.purl = Said::Withheld,
                    "producer" => component.producer = Said::Withheld,
                    "licences" => component.licences = Said::Withheld,
                    _ => {}
                }
            }
        } else if name == "sbom:group" {
            component.group = Some(value.to_owned());
        } else if name == "sbom:scope" {
            component.scope = match value {
                "optional" => Some(Scope::Optional),
                "excluded" => Some(Scope::Excluded),
                _ => Some(Scope::Required),
            };
        } else if name.contains(':') && !name.contains(' ') {
            component.properties.push((name.to_owned(), value.to_owned()));
        }
    }
}

fn reference<'v>(value: &'v Value, kinds: &[&str]) -> Option<&'v str> {
    let fits = |reference: &&Value| {
        text(reference, "referenceType").is_some_and(|kind| kinds.contains(&kind))
    };
    list(value, "externalRefs").iter().find(fits).and_then(|found| text(found, "referenceLocator"))
}

fn party(value: &Value, name: &str) -> Said<String> {
    match said(text(value, name)) {
        Said::Is(words) => {
            let (kind, rest) = words.split_once(':').unwrap_or(("", &words));
            let is_kind = matches!(kind, "Organization" | "Person" | "Tool");
            said(Some(if is_kind { rest.trim() } else { &words }))
        }
        other => other,
    }
}

fn hash(value: &Value) -> Option<Hash> {
    let algorithm = text(value, "algorithm")?;
    let known = ALGORITHMS.iter().find(|(_, spdx)| *spdx == algorithm);
    let algorithm = known.map_or(algorithm, |(name, _)| name).to_owned();
    Some(Hash { algorithm, value: text(value, "checksumValue")?.to_ascii_lowercase() })
}

fn licences(value: &Value, name: &str) -> Said<Vec<Licence>> {
    match said(text(value, name)) {
        Said::Is(words) if words.contains([' ', '(', '+']) => {
            Said::Is(vec![Licence::Expression(words)])
        }
        Said::Is(words) if words.starts_with("LicenseRef-") => Said::Is(vec![Licence::Name(words)]),
        Said::Is(words) => Said::Is(vec![Licence::Id(words)]),
        Said::Nothing => Said::Nothing,
        Said::Unknown => Said::Unknown,
        Said::Withheld => Said::Withheld,
        Said::Missing => Said::Missing,
    }
}
