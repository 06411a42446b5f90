//! `pom.xml`: what it asks for itself. What its parents and its dependencies ask for stands in
//! other files: that gap is a note, not a guess.

use super::model::{Inventory, Note, NoteKind, Package, ReadError, Relation, Root, Scope};
use super::tree::shortened;
use super::xml::{self, Element};
use std::collections::BTreeMap;

/// A property may name others; more steps than this is a circle.
const STEPS_MAX: usize = 16;
/// The longest value that properties may grow to.
const VALUE_CHARS_MAX: usize = 1_000;

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let project = xml::read(text)?;
    if project.name != "project" {
        let what = format!("the root is `{}`, not `project`", shortened(&project.name));
        return Err(ReadError::at_line(1, what));
    }
    let properties = properties(&project);
    let mut inventory = Inventory { root: root(&project, &properties), ..Inventory::default() };
    if let Some(parent) = project.child("parent") {
        let subject = coordinates(parent, &properties);
        inventory.notes.push(Note::new(NoteKind::NotFollowed, subject));
    }
    let managed_list =
        project.child("dependencyManagement").and_then(|it| it.child("dependencies"));
    let mut managed: BTreeMap<String, &Element> = BTreeMap::new();
    for entry in managed_list.map_or(&[][..], |it| &it.children) {
        if entry.child_text("scope") == Some("import") {
            let subject = coordinates(entry, &properties);
            inventory.notes.push(Note::new(NoteKind::NotFollowed, subject));
        } else {
            managed.insert(key(entry, &properties), entry);
        }
    }
    let asked = project.child("dependencies").map_or(&[][..], |it| &it.children);
    for entry in asked.iter().filter(|it| it.name == "dependency") {
        dependency(entry, managed.get(&key(entry, &properties)), &properties, &mut inventory)?;
    }
    Ok(inventory)
}

fn dependency(
    entry: &Element,
    managed: Option<&&Element>,
    properties: &BTreeMap<String, String>,
    inventory: &mut Inventory,
) -> Result<(), ReadError> {
    let of = |name: &str| {
        let given = entry.child_text(name).or_else(|| managed.and_then(|it| it.child_text(name)));
        given.map(|it| filled(it, properties))
    };
    let (Some(group), Some(name)) = (of("groupId"), of("artifactId")) else {
        let what = "a dependency needs `groupId` and `artifactId`";
        return Err(ReadError::at_line(entry.line, what));
    };
    let wanted = of("version");
    let exact = wanted.as_deref().and_then(exact_version);
    let mut package = Package::new("maven", &name, exact.unwrap_or_default());
    package.namespace = Some(group.clone());
    package.relation = Relation::Direct;
    package.scope = match of("scope").as_deref() {
        Some("test" | "provided") => Scope::Development,
        _ if of("optional").as_deref() == Some("true") => Scope::Optional,
        _ => Scope::Runtime,
    };
    for (from, to) in [("classifier", "classifier"), ("type", "type")] {
        if let Some(value) = of(from).filter(|it| it != "jar") {
            package.qualifiers.insert(to, value);
        }
    }
    if exact.is_none() {
        let version = wanted.as_deref().unwrap_or_default();
        let subject = format!("{group}:{name} {version}");
        inventory.notes.push(Note::new(NoteKind::NoExactVersion, subject.trim()));
        package.wanted = wanted;
    }
    inventory.packages.push(package);
    Ok(())
}

fn root(project: &Element, properties: &BTreeMap<String, String>) -> Option<Root> {
    let group = properties.get("project.groupId").map(|it| format!("{it}:")).unwrap_or_default();
    let name = format!("{group}{}", filled(project.child_text("artifactId")?, properties));
    let version = properties.get("project.version").map(|it| filled(it, properties));
    Some(Root { name, version })
}

fn properties(project: &Element) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let parent = project.child("parent");
    for name in ["groupId", "artifactId", "version"] {
        let inherited = parent.and_then(|it| it.child_text(name));
        if let Some(value) = inherited {
            found.insert(format!("project.parent.{name}"), value.to_owned());
        }
        if let Some(value) = project.child_text(name).or(inherited) {
            found.insert(format!("project.{name}"), value.to_owned());
            found.insert(format!("pom.{name}"), value.to_owned());
        }
    }
    for property in project.child("properties").map_or(&[][..], |it| &it.children) {
        found.insert(property.name.clone(), property.text().to_owned());
    }
    found
}

/// The text with `${…}` replaced; what is unknown stays as it is written.
fn filled(text: &str, properties: &BTreeMap<String, String>) -> String {
    let mut text = text.to_owned();
    for _ in 0..STEPS_MAX {
        let Some(start) = text.find("${") else { return text };
        let Some(length) = text[start..].find('}') else { return text };
        let name = &text[start + 2..start + length];
        let Some(value) = properties.get(name) else { return text };
        text = format!("{}{value}{}", &text[..start], &text[start + length + 1..]);
        if text.len() > VALUE_CHARS_MAX {
            return "${…}".to_owned();
        }
    }
    text
}

fn key(entry: &Element, properties: &BTreeMap<String, String>) -> String {
    let part = |name| entry.child_text(name).map(|it| filled(it, properties)).unwrap_or_default();
    let (kind, classifier) = (part("type"), part("classifier"));
    let kind = if kind.is_empty() { "jar" } else { kind.as_str() };
    format!("{}:{}:{kind}:{classifier}", part("groupId"), part("artifactId"))
}

fn coordinates(entry: &Element, properties: &BTreeMap<String, String>) -> String {
    let part = |name| entry.child_text(name).map(|it| filled(it, properties)).unwrap_or_default();
    format!("{}:{}:{}", part("groupId"), part("artifactId"), part("version"))
}

/// A plain version is the one that is taken; ranges and unknown properties are not exact.
fn exact_version(wanted: &str) -> Option<&str> {
    let only = wanted.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(wanted);
    let is_exact = !only.is_empty() && !only.contains(['$', ',', '[', '(', ')', ']', ' ']);
    is_exact.then_some(only)
}
