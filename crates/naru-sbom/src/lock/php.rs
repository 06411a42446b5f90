//! `composer.lock`.

use super::graph;
use super::model::{Beside, Inventory, Origin, Package, ReadError, Root, Scope, hex_hash};
use super::tree::{self, Tree};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = tree::json(text)?;
    let mut packages = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut entries: Vec<&Tree> = Vec::new();
    for (section, scope) in [("packages", Scope::Runtime), ("packages-dev", Scope::Development)] {
        let listed = match file.at(section) {
            Tree::Null if section == "packages-dev" => &[],
            _ => file.need_list(section)?,
        };
        for (at, entry) in listed.iter().enumerate() {
            let place = format!("`{section}`, place {}", at + 1);
            let name = entry.need("name", &place)?.to_lowercase();
            let version = entry.need("version", &place)?;
            let mut package = Package::scoped("composer", &name, version);
            package.scope = scope;
            package.licence = licence(entry.at("license"));
            let dist = entry.at("dist");
            package.hashes = dist.text_at("shasum").and_then(hex_hash).into_iter().collect();
            package.origin = match dist.text_at("type") {
                Some("path") => Origin::Folder,
                Some(_) => Origin::Registry,
                None => match entry.at("source").text_at("url") {
                    Some(url) => Origin::Repository(url.to_owned()),
                    None => Origin::Registry,
                },
            };
            places.insert(name, packages.len());
            entries.push(entry);
            packages.push(package);
        }
    }
    for (at, entry) in entries.iter().enumerate() {
        let asked = entry.at("require").entries().iter();
        packages[at].needs =
            asked.filter_map(|it| places.get(&it.0.to_lowercase()).copied()).collect();
    }
    let manifest = beside.text("composer.json").and_then(|it| tree::json(it).ok());
    if let Some(manifest) = &manifest {
        let lists = ["require", "require-dev"];
        let asked: BTreeSet<String> = lists
            .iter()
            .flat_map(|list| manifest.at(list).entries())
            .map(|it| it.0.to_lowercase())
            .collect();
        graph::mark_direct(&mut packages, |it| asked.contains(&it.full_name()));
    }
    let root = manifest.as_ref().and_then(|it| {
        let version = it.text_at("version").map(str::to_owned);
        Some(Root { name: it.text_at("name")?.to_owned(), version })
    });
    Ok(Inventory { root, packages, notes: Vec::new() })
}

/// A text or a list, of which the user may choose one.
fn licence(given: &Tree) -> Option<String> {
    if let Some(text) = given.text() {
        return Some(text.to_owned());
    }
    let all: Vec<&str> = given.members().iter().filter_map(Tree::text).collect();
    if all.is_empty() { None } else { Some(all.join(" OR ")) }
}
