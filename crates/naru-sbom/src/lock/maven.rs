//! `pom.xml`: what it asks for itself and in its profiles, with what its parents' files above it
//! say. What other parents and its dependencies ask for stands in other files: that gap is a note,
//! not a guess.

use super::model::{Beside, Inventory, Note, NoteKind, Package, ReadError, Relation, Root, Scope};
use super::tree::shortened;
use super::xml::{self, Element};
use std::collections::{BTreeMap, BTreeSet};

/// A property may name others; more steps than this is a circle.
const STEPS_MAX: usize = 16;
/// More parents than this no project has beside it.
const PARENTS_MAX: usize = 4;
/// Where files of parents lie as a rule.
pub(crate) const COMPANIONS: &[&str] = &[
    "../pom.xml",
    "../parent/pom.xml",
    "../../pom.xml",
    "../../parent/pom.xml",
    "../../../pom.xml",
];
/// The longest value that properties may grow to.
const VALUE_CHARS_MAX: usize = 1_000;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let project = xml::read(text)?;
    if project.name != "project" {
        let what = format!("the root is `{}`, not `project`", shortened(&project.name));
        return Err(ReadError::at_line(1, what));
    }
    let parents = parents_of(&project, beside);
    let levels = || parents.iter().chain([&project]);
    let profiles = project.child("profiles").map_or(&[][..], |it| &it.children);
    let mut known = Known::default();
    for level in levels() {
        known.properties.extend(properties(level));
    }
    for profile in profiles.iter().filter(|it| is_active(it)) {
        known.properties.extend(written_properties(profile));
    }
    let mut inventory = Inventory { root: root(&project, &known), ..Inventory::default() };
    let unread = parents.first().unwrap_or(&project).child("parent");
    inventory.notes.extend(unread.map(|it| not_followed(it, &known)));
    for level in levels() {
        known.manage(level, &mut inventory.notes);
    }
    let mut below: BTreeSet<String> = BTreeSet::new();
    for level in levels().rev() {
        for entry in asked(level).filter(|it| !below.contains(&key(it, &known))) {
            inventory.packages.push(dependency(entry, &known, &mut inventory.notes)?);
        }
        below.extend(asked(level).map(|it| key(it, &known)));
    }
    for profile in profiles {
        let properties = written_properties(profile).collect();
        let mut known = Known { properties, managed: BTreeMap::new(), below: Some(&known) };
        known.manage(profile, &mut inventory.notes);
        for entry in asked(profile) {
            let mut package = dependency(entry, &known, &mut inventory.notes)?;
            if package.scope == Scope::Runtime && !is_active(profile) {
                package.scope = Scope::Optional;
            }
            inventory.packages.push(package);
        }
    }
    Ok(inventory)
}

/// What holds for all that is asked for: of a project, or of a profile over its project.
#[derive(Default)]
struct Known<'e> {
    properties: BTreeMap<String, String>,
    managed: BTreeMap<String, &'e Element>,
    below: Option<&'e Known<'e>>,
}

impl<'e> Known<'e> {
    fn property(&self, name: &str) -> Option<&String> {
        self.properties.get(name).or_else(|| self.below?.property(name))
    }

    fn managed(&self, key: &str) -> Option<&'e Element> {
        self.managed.get(key).copied().or_else(|| self.below?.managed(key))
    }

    fn manage(&mut self, level: &'e Element, notes: &mut Vec<Note>) {
        for entry in level.child("dependencyManagement").into_iter().flat_map(asked) {
            if entry.child_text("scope") == Some("import") {
                notes.push(not_followed(entry, self));
            } else {
                self.managed.insert(key(entry, self), entry);
            }
        }
    }
}

/// The files of the parents, as far as they lie beside the project, the highest first.
fn parents_of(project: &Element, beside: &Beside<'_>) -> Vec<Element> {
    let mut parents: Vec<Element> = Vec::new();
    let mut folder = String::new();
    while parents.len() < PARENTS_MAX
        && let Some(path) = path_of_parent(parents.last().unwrap_or(project), &folder)
        && let Some(parent) = parent_at(&path, parents.last().unwrap_or(project), beside)
    {
        folder = path.rsplit_once('/').map(|it| it.0.to_owned()).unwrap_or_default();
        parents.push(parent);
    }
    parents.reverse();
    parents
}

/// Where a project of this folder says that its parent lies; none: in a repository.
fn path_of_parent(project: &Element, folder: &str) -> Option<String> {
    let path = match project.child("parent")?.child("relativePath") {
        None => "../pom.xml".to_owned(),
        Some(it) if it.text().is_empty() => return None,
        Some(it) if it.text().ends_with(".xml") => it.text().to_owned(),
        Some(it) => format!("{}/pom.xml", it.text()),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The file at this place, if it is of the parent that is meant.
fn parent_at(path: &str, project: &Element, beside: &Beside<'_>) -> Option<Element> {
    let wanted = project.child("parent")?;
    let file = beside.xml(path).filter(|it| it.name == "project")?;
    let of_file = |name: &str| {
        file.child_text(name).or_else(|| file.child("parent").and_then(|it| it.child_text(name)))
    };
    let is_meant = file.child_text("artifactId") == wanted.child_text("artifactId")
        && ["groupId", "version"].iter().all(|it| of_file(it) == wanted.child_text(it));
    is_meant.then_some(file)
}

fn is_active(profile: &Element) -> bool {
    let activation = profile.child("activation");
    activation.and_then(|it| it.child_text("activeByDefault")) == Some("true")
}

/// Dependencies of a project or of a profile.
fn asked(of: &Element) -> impl Iterator<Item = &Element> {
    let listed = of.child("dependencies").map_or(&[][..], |it| &it.children);
    listed.iter().filter(|it| it.name == "dependency")
}

fn dependency(
    entry: &Element,
    known: &Known<'_>,
    notes: &mut Vec<Note>,
) -> Result<Package, ReadError> {
    let managed = known.managed(&key(entry, known));
    let of = |name: &str| {
        let given = entry.child_text(name).or_else(|| managed.and_then(|it| it.child_text(name)));
        given.map(|it| filled(it, known))
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
        notes.push(Note::new(NoteKind::NoExactVersion, subject.trim()));
        package.wanted = wanted;
    }
    Ok(package)
}

fn root(project: &Element, known: &Known<'_>) -> Option<Root> {
    let group = known.property("project.groupId").map(|it| format!("{it}:")).unwrap_or_default();
    let name = format!("{group}{}", filled(project.child_text("artifactId")?, known));
    let version = known.property("project.version").map(|it| filled(it, known));
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
    found.extend(written_properties(project));
    found
}

fn written_properties(of: &Element) -> impl Iterator<Item = (String, String)> {
    let listed = of.child("properties").map_or(&[][..], |it| &it.children);
    listed.iter().map(|it| (it.name.clone(), it.text().to_owned()))
}

/// The text with `${…}` replaced; what is unknown stays as it is written.
fn filled(text: &str, known: &Known<'_>) -> String {
    replaced(text, ("${", '}'), |name| known.property(name).map(String::as_str))
}

/// The text with what stands between these signs replaced by its value, and that in it again.
pub(super) fn replaced<'v>(
    text: &str,
    (open, close): (&str, char),
    value: impl Fn(&str) -> Option<&'v str>,
) -> String {
    let mut text = text.to_owned();
    for _ in 0..STEPS_MAX {
        let Some(start) = text.find(open) else { return text };
        let Some(length) = text[start..].find(close) else { return text };
        let name = &text[start + open.len()..start + length];
        let Some(value) = value(name) else { return text };
        text = format!("{}{value}{}", &text[..start], &text[start + length + 1..]);
        if text.len() > VALUE_CHARS_MAX {
            return format!("{open}…{close}");
        }
    }
    text
}

fn key(entry: &Element, known: &Known<'_>) -> String {
    let part = |name| entry.child_text(name).map(|it| filled(it, known)).unwrap_or_default();
    let (kind, classifier) = (part("type"), part("classifier"));
    let kind = if kind.is_empty() { "jar" } else { kind.as_str() };
    format!("{}:{}:{kind}:{classifier}", part("groupId"), part("artifactId"))
}

fn not_followed(entry: &Element, known: &Known<'_>) -> Note {
    let part = |name| entry.child_text(name).map(|it| filled(it, known)).unwrap_or_default();
    let subject = format!("{}:{}:{}", part("groupId"), part("artifactId"), part("version"));
    Note::new(NoteKind::NotFollowed, subject)
}

/// A plain version is the one that is taken; ranges and unknown properties are not exact.
fn exact_version(wanted: &str) -> Option<&str> {
    let only = wanted.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(wanted);
    let is_exact = !only.is_empty() && !only.contains(['$', ',', '[', '(', ')', ']', ' ']);
    is_exact.then_some(only)
}
