//! SPDX 2, JSON or tags: packages, and the advisories that they refer to.

use super::{at, words};
use crate::draft::{Draft, Told};
use crate::model::{Component, Rule, Severity, State};
use crate::tree::Node;
use naru_sbom::json::Limits;
use naru_sbom::refused::{Refused, Why, excerpt};

const KNOWN: [&str; 4] = ["SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3"];

/// How JSON and tags name the same thing.
const NAMES: [(&str, &[&str]); 5] = [
    ("name", &["name", "PackageName"]),
    ("version", &["versionInfo", "PackageVersion"]),
    ("id", &["SPDXID"]),
    ("concluded", &["licenseConcluded", "PackageLicenseConcluded"]),
    ("declared", &["licenseDeclared", "PackageLicenseDeclared"]),
];

fn names(of: &str) -> &'static [&'static str] {
    NAMES.iter().find(|it| it.0 == of).map_or(&[], |it| it.1)
}

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    let version = root.take_first(&["spdxVersion", "SPDXVersion"]);
    draft.version(version, &KNOWN);
    let mut created = None;
    let mut makers = Vec::new();
    if let Some(info) = root.get_mut("creationInfo") {
        created = info.take_text("created");
        makers = info.take_texts("creators");
    }
    created = created.or_else(|| root.take_text("Created"));
    makers.extend(root.take_texts("Creator"));
    for maker in makers {
        match maker.trim().strip_prefix("Tool:").map(str::trim) {
            Some(tool) => {
                let at = tool.rfind('-').filter(|at| {
                    tool[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == 'v')
                });
                let (name, version) =
                    at.map_or((tool, None), |at| (&tool[..at], Some(&tool[at + 1..])));
                draft.tool(name, version.map(str::to_owned));
                draft.word("creator", Some(maker));
            }
            None => draft.word("creator", Some(maker)),
        }
    }
    if draft.report.tools.is_empty() {
        draft.tool("SPDX", None);
    }
    draft.observed(created);
    let name = root.take_first(&["name", "DocumentName"]);
    draft.target(&name.unwrap_or_default());
    draft.report.words.extend(words(root, &["documentNamespace", "DocumentNamespace", "SPDXID"]));
    draft.report.words.extend(words(root, &["dataLicense", "DataLicense"]));
    let told = draft.told();
    for (index, package) in root.items("packages").iter_mut().enumerate() {
        read_package(draft, package, &at("/packages", index));
    }
    let is_of_files = ["files", "others"].iter().any(|it| !root.items(it).is_empty());
    if draft.told() == told && !is_of_files {
        draft.nothing_tested();
    }
}

fn read_package(draft: &mut Draft, package: &mut Node, place: &str) {
    let name = package.take_first(names("name")).unwrap_or_default();
    let version = package.take_first(names("version"));
    let id = package.take_first(names("id"));
    let concluded = package.take_first(names("concluded"));
    let declared = package.take_first(names("declared"));
    let licences: Vec<String> = concluded.into_iter().chain(declared).collect();
    let mut purl = None;
    let mut advisories = Vec::new();
    for (index, reference) in package.items("externalRefs").iter_mut().enumerate() {
        let kind = reference.text("referenceType").unwrap_or_default();
        match kind.as_str() {
            "purl" if purl.is_none() => purl = reference.take_text("referenceLocator"),
            "advisory" | "fix" => {
                let place = at(&format!("{place}/externalRefs"), index);
                advisories.push((kind, reference.take_text("referenceLocator"), place));
            }
            _ => {}
        }
    }
    let shown = purl.clone().unwrap_or_else(|| name.clone());
    let place = place.to_owned();
    draft.component(Component { name, version, purl, licences, id, place });
    for (kind, locator, place) in advisories {
        let locator = locator.unwrap_or_default();
        let rule = draft.rule(Rule { id: locator.clone(), title: locator, ..Rule::default() });
        let is_fix = kind == "fix";
        let shown = crate::draft::short(&shown);
        draft.finding(Told {
            rule,
            words: vec![("referenceType".to_owned(), kind)],
            state: Some(if is_fix { State::Fixed } else { State::Review }),
            location: shown.clone(),
            place,
            key: vec![shown],
            weighs: Some(Severity::Unknown),
            ..Told::default()
        });
    }
}

/// Whether a text begins like tags of SPDX, whatever comments stand before them.
pub(crate) fn is_tags(text: &str) -> bool {
    let lines = text.lines().map(str::trim_start).filter(|it| !it.is_empty());
    lines.filter(|it| !it.starts_with('#')).take(40).any(|it| it.starts_with("SPDXVersion:"))
}

/// Tags of the document itself, wherever they stand.
const OF_DOCUMENT: [&str; 10] = [
    "SPDXVersion",
    "DataLicense",
    "DocumentName",
    "DocumentNamespace",
    "DocumentComment",
    "ExternalDocumentRef",
    "Creator",
    "Created",
    "CreatorComment",
    "LicenseListVersion",
];

/// Tags that may stand between those of a package and do not end it.
const BETWEEN: [&str; 7] = [
    "Relationship",
    "RelationshipComment",
    "Annotator",
    "AnnotationDate",
    "AnnotationType",
    "AnnotationComment",
    "SPDXREF",
];

/// Tags as the tree that JSON would be: packages in a list, everything before them at the top.
/// A tag that comes again is a list.
pub(crate) fn tree_of_tags(text: &str, limits: Limits) -> Result<Node, Refused> {
    let mut top: Vec<(String, Node)> = Vec::new();
    let mut packages: Vec<Vec<(String, Node)>> = Vec::new();
    let mut others: Vec<Vec<(String, Node)>> = Vec::new();
    let mut between: Vec<Vec<(String, Node)>> = Vec::new();
    let mut values = 0_usize;
    let (mut is_other, mut lines) = (false, text.lines().enumerate());
    while let Some((number, line)) = lines.next() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let Some((tag, value)) = line.split_once(':') else {
            return Err(Refused::whole(Why::Line { line: number + 1 }));
        };
        let (tag, mut value) = (tag.trim(), value.trim().to_owned());
        if value.starts_with("<text>") {
            while !value.contains("</text>") {
                let Some((_, more)) = lines.next() else {
                    return Err(Refused::whole(Why::Line { line: number + 1 }));
                };
                value.push('\n');
                value.push_str(more);
            }
            value = value.trim_start_matches("<text>").replace("</text>", "");
        }
        values += 1;
        if values > limits.values_max {
            return Err(Refused::whole(Why::TooMany { values_max: limits.values_max }));
        }
        match tag {
            "PackageName" => {
                is_other = false;
                packages.push(Vec::new());
            }
            "FileName" | "SnippetSPDXID" | "LicenseID" => {
                is_other = true;
                others.push(Vec::new());
            }
            "Relationship" | "Annotator" => between.push(Vec::new()),
            _ => {}
        }
        let fields = match tag {
            _ if OF_DOCUMENT.contains(&tag) => None,
            _ if BETWEEN.contains(&tag) => between.last_mut(),
            _ if is_other => others.last_mut(),
            _ => packages.last_mut(),
        };
        add(fields.unwrap_or(&mut top), tag, value);
    }
    let list =
        |all: Vec<Vec<(String, Node)>>| Node::List(all.into_iter().map(Node::Object).collect());
    if !packages.is_empty() {
        top.push(("packages".to_owned(), list(packages)));
    }
    for (name, all) in [("others", others), ("relationships", between)] {
        if !all.is_empty() {
            top.push((name.to_owned(), list(all)));
        }
    }
    Ok(Node::Object(top))
}

fn add(fields: &mut Vec<(String, Node)>, tag: &str, value: String) {
    if tag == "ExternalRef" {
        let mut parts = value.split_whitespace();
        let mut part = || Node::Text(parts.next().unwrap_or_default().to_owned());
        let names = ["referenceCategory", "referenceType", "referenceLocator"];
        let reference = Node::Object(names.map(|it| (it.to_owned(), part())).into());
        return push(fields, "externalRefs", reference, true);
    }
    push(fields, &excerpt(tag), Node::Text(value), false);
}

fn push(fields: &mut Vec<(String, Node)>, name: &str, value: Node, is_list: bool) {
    match fields.iter_mut().find(|it| it.0 == name) {
        Some((_, Node::List(items))) => items.push(value),
        Some((_, known)) => {
            let first = std::mem::replace(known, Node::Taken);
            *known = Node::List(vec![first, value]);
        }
        None => {
            let value = if is_list { Node::List(vec![value]) } else { value };
            fields.push((name.to_owned(), value));
        }
    }
}
