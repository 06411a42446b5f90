//! `packages.lock.json`, project files of MSBuild and `packages.config`.

use super::maven::replaced;
use super::model::{
    Beside, Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Scope,
};
use super::tree;
use super::xml::{self, Element};
use std::collections::BTreeMap;

pub(crate) fn lock(text: &str) -> Result<Inventory, ReadError> {
    let file = tree::json(text)?;
    let mut inventory = Inventory::default();
    for (framework, entries) in file.need_map("dependencies")? {
        let first = inventory.packages.len();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (name, entry) in entries.entries() {
            let is_project = entry.text_at("type") == Some("Project");
            let place = format!("`dependencies`, `{}`, `{name}`", tree::shortened(framework));
            let version = match entry.text_at("resolved") {
                Some(version) => version,
                None if is_project => "",
                None => return Err(ReadError::new(place, "`resolved` is not a text")),
            };
            let mut package = Package::new("nuget", name, version);
            package.relation = match entry.text_at("type") {
                Some("Direct" | "Project") => Relation::Direct,
                Some(_) => Relation::Transitive,
                None => Relation::Unknown,
            };
            package.origin = if is_project { Origin::Folder } else { Origin::Registry };
            let hash = entry.text_at("contentHash").map(|it| format!("sha512-{it}"));
            let hashes: Vec<Hash> = hash.map(|it| super::model::integrity(&it)).unwrap_or_default();
            package.hashes = hashes;
            places.insert(name.to_lowercase(), inventory.packages.len());
            inventory.packages.push(package);
        }
        for (offset, (_, entry)) in entries.entries().iter().enumerate() {
            let asked = entry.at("dependencies").entries().iter();
            inventory.packages[first + offset].needs =
                asked.filter_map(|it| places.get(&it.0.to_lowercase()).copied()).collect();
        }
    }
    Ok(inventory)
}

/// Files that a project inherits from; of each name the nearest one upwards counts.
const CENTRAL: [&str; 4] = [
    "Directory.Packages.props",
    "../Directory.Packages.props",
    "../../Directory.Packages.props",
    "../../../Directory.Packages.props",
];
const BUILD: [&str; 4] = [
    "Directory.Build.props",
    "../Directory.Build.props",
    "../../Directory.Build.props",
    "../../../Directory.Build.props",
];
pub(crate) const COMPANIONS: &[&str] =
    &[CENTRAL[0], CENTRAL[1], CENTRAL[2], CENTRAL[3], BUILD[0], BUILD[1], BUILD[2], BUILD[3]];

/// `PackageReference`, with versions managed centrally in `Directory.Packages.props`, and what
/// that file and `Directory.Build.props` add to every project.
pub(crate) fn project(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = rooted(text, "Project")?;
    let nearest = |names: [&str; 4]| names.iter().find_map(|it| beside.xml(it));
    let (central, build) = (nearest(CENTRAL), nearest(BUILD));
    let files = || central.iter().chain(&build).chain([&file]);
    let properties = properties(files());
    let mut versions: BTreeMap<String, String> = BTreeMap::new();
    for entry in files().flat_map(|it| it.all("PackageVersion")) {
        if let (Some(name), Some(version)) = (entry.attribute("Include"), value(entry, "Version")) {
            versions.insert(name.to_lowercase(), version);
        }
    }
    let mut inventory = Inventory::default();
    for entry in build.iter().chain([&file]).flat_map(|it| it.all("PackageReference")) {
        reference(entry, &versions, &properties, &mut inventory);
    }
    // For building only, unless it is said otherwise.
    for entry in central.iter().flat_map(|it| it.all("GlobalPackageReference")) {
        reference(entry, &versions, &properties, &mut inventory);
        if let (None, Some(last)) = (value(entry, "PrivateAssets"), inventory.packages.last_mut()) {
            last.scope = Scope::Development;
        }
    }
    Ok(inventory)
}

/// A document whose root has this name.
fn rooted(text: &str, name: &str) -> Result<Element, ReadError> {
    let file = xml::read(text)?;
    if file.name == name {
        return Ok(file);
    }
    let what = format!("the root is `{}`, not `{name}`", tree::shortened(&file.name));
    Err(ReadError::at_line(1, what))
}

/// Values of properties by their names in small letters; none of what holds on a condition or has
/// several values: which one is taken only a build knows.
type Properties<'e> = BTreeMap<String, Option<&'e str>>;

fn properties<'e>(files: impl Iterator<Item = &'e Element>) -> Properties<'e> {
    let mut found = Properties::new();
    for group in files.flat_map(|it| it.all("PropertyGroup")) {
        for property in &group.children {
            let is_sure = [group, property].iter().all(|it| it.attribute("Condition").is_none());
            let value = is_sure.then(|| property.text());
            let known = found.entry(property.name.to_lowercase()).or_insert(value);
            if *known != value {
                *known = None;
            }
        }
    }
    found
}

fn reference(
    entry: &Element,
    versions: &BTreeMap<String, String>,
    properties: &Properties<'_>,
    inventory: &mut Inventory,
) {
    let Some(name) = entry.attribute("Include") else { return };
    let given = value(entry, "VersionOverride").or_else(|| value(entry, "Version"));
    let wanted = given.or_else(|| versions.get(&name.to_lowercase()).cloned());
    let value_of = |name: &str| properties.get(&name.to_lowercase()).copied().flatten();
    let wanted = wanted.map(|it| replaced(&it, ("$(", ')'), value_of));
    let exact = wanted.as_deref().and_then(exact_version);
    let mut package = Package::new("nuget", name, exact.unwrap_or_default());
    package.relation = Relation::Direct;
    if value(entry, "PrivateAssets").is_some_and(|it| it.eq_ignore_ascii_case("all")) {
        package.scope = Scope::Development;
    }
    if exact.is_none() {
        let subject = format!("{name} {}", wanted.as_deref().unwrap_or_default());
        inventory.notes.push(Note::new(NoteKind::NoExactVersion, subject.trim()));
        package.wanted = wanted;
    }
    inventory.packages.push(package);
}

/// As an attribute or as an element within.
fn value(entry: &Element, name: &str) -> Option<String> {
    entry.attribute(name).or_else(|| entry.child(name).map(Element::text)).map(str::to_owned)
}

/// A plain version is the lowest that may be taken, and the one that is.
fn exact_version(wanted: &str) -> Option<&str> {
    let inner = wanted.trim();
    let inner = inner.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(inner);
    let is_exact = !inner.is_empty() && !inner.contains(['*', ',', '[', '(', ')', ']', '$', ' ']);
    is_exact.then_some(inner)
}

pub(crate) fn config(text: &str) -> Result<Inventory, ReadError> {
    let file = rooted(text, "packages")?;
    let mut inventory = Inventory::default();
    for entry in file.all("package") {
        let (Some(name), Some(version)) = (entry.attribute("id"), entry.attribute("version"))
        else {
            let what = "a package needs `id` and `version`";
            return Err(ReadError::at_line(entry.line, what));
        };
        let mut package = Package::new("nuget", name, version);
        if entry.attribute("developmentDependency") == Some("true") {
            package.scope = Scope::Development;
        }
        inventory.packages.push(package);
    }
    Ok(inventory)
}
