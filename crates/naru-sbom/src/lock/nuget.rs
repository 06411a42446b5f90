//! `packages.lock.json`, project files of MSBuild and `packages.config`.

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

/// `PackageReference`, with versions managed centrally in `Directory.Packages.props`.
pub(crate) fn project(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = xml::read(text)?;
    let central = beside.text("Directory.Packages.props").and_then(|it| xml::read(it).ok());
    let mut versions: BTreeMap<String, String> = BTreeMap::new();
    let described = central.iter().flat_map(|it| it.all("PackageVersion"));
    for entry in described.chain(file.all("PackageVersion")) {
        if let (Some(name), Some(version)) = (entry.attribute("Include"), value(entry, "Version")) {
            versions.insert(name.to_lowercase(), version);
        }
    }
    let mut inventory = Inventory::default();
    for entry in file.all("PackageReference") {
        let Some(name) = entry.attribute("Include") else { continue };
        let given = value(entry, "VersionOverride").or_else(|| value(entry, "Version"));
        let wanted = given.or_else(|| versions.get(&name.to_lowercase()).cloned());
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
    Ok(inventory)
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
    let file = xml::read(text)?;
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
