//! `package-lock.json` and `npm-shrinkwrap.json`, versions 1, 2 and 3.

use super::graph;
use super::model::{
    Beside, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Root, Scope,
    integrity, origin_of_path,
};
use super::tree::{self, Tree};
use std::collections::BTreeMap;

/// The lists of a manifest that ask for packages.
pub(crate) const ASKING: [&str; 4] =
    ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/// What leads to a place on the disk.
pub(crate) const LOCAL: [&str; 4] = ["file:", "link:", "workspace:", "portal:"];

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = tree::json(text)?;
    let root = file.text_at("name").map(|name| Root {
        name: name.to_owned(),
        version: file.text_at("version").map(str::to_owned),
    });
    let mut inventory = if file.at("packages").is_null() {
        if file.at("dependencies").is_null() && file.at("lockfileVersion").is_null() {
            let what = "neither `packages` nor `dependencies` is there: not a lock file of npm";
            return Err(ReadError::new("the file", what));
        }
        version_1(&file, beside)
    } else {
        version_3(file.need_map("packages")?)?
    };
    inventory.root = root;
    Ok(inventory)
}

fn version_3(entries: &[(String, Tree)]) -> Result<Inventory, ReadError> {
    let mut found = Found::default();
    for (place, entry) in entries {
        let Some(name) = name_at(place, entry) else {
            found.own.push((place, entry));
            continue;
        };
        if entry.is_true_at("link") {
            found.links.insert(place, entry.text_at("resolved").unwrap_or_default());
            continue;
        }
        let Some(version) = entry.text_at("version") else {
            found.notes.push(Note::new(NoteKind::NoExactVersion, name));
            continue;
        };
        let mut package = package(name, version, entry);
        package.licence = licence_of(entry);
        found.places.insert(place, found.packages.len());
        found.entries.push((place, entry));
        found.packages.push(package);
    }
    for at in 0..found.entries.len() {
        let (place, entry) = found.entries[at];
        let mut needs = Vec::new();
        for list in ["dependencies", "optionalDependencies", "peerDependencies"] {
            needs.extend(
                entry.at(list).entries().iter().filter_map(|it| found.resolve(place, &it.0)),
            );
        }
        found.packages[at].needs = needs;
    }
    graph::mark_direct(&mut found.packages, |_| false);
    for (place, entry) in std::mem::take(&mut found.own) {
        for (name, _) in ASKING.iter().flat_map(|list| entry.at(list).entries()) {
            if let Some(at) = found.resolve(place, name) {
                found.packages[at].relation = Relation::Direct;
            }
        }
    }
    Ok(Inventory { root: None, packages: found.packages, notes: found.notes })
}

#[derive(Default)]
struct Found<'a> {
    packages: Vec<Package>,
    entries: Vec<(&'a str, &'a Tree)>,
    places: BTreeMap<&'a str, usize>,
    links: BTreeMap<&'a str, &'a str>,
    own: Vec<(&'a str, &'a Tree)>,
    notes: Vec<Note>,
}

impl Found<'_> {
    /// What `name` means to whoever stands at `place`: the nearest folder upwards that has it.
    fn resolve(&self, place: &str, name: &str) -> Option<usize> {
        let mut above = place;
        loop {
            if above != "node_modules" && !above.ends_with("/node_modules") {
                let between = if above.is_empty() { "" } else { "/" };
                let wanted = format!("{above}{between}node_modules/{name}");
                if let Some(at) = self.places.get(wanted.as_str()) {
                    return Some(*at);
                }
                if self.links.contains_key(wanted.as_str()) {
                    return None; // a folder of the project itself
                }
            }
            if above.is_empty() {
                return None;
            }
            above = above.rsplit_once('/').map_or("", |it| it.0);
        }
    }
}

/// The name of what stands at a place; none for the project's own folders.
fn name_at<'a>(place: &'a str, entry: &'a Tree) -> Option<&'a str> {
    let (_, last) = place.rsplit_once("node_modules/")?;
    Some(entry.text_at("name").unwrap_or(last))
}

fn package(name: &str, version: &str, entry: &Tree) -> Package {
    let (name, version) = unaliased(name, version);
    let resolved = entry.text_at("resolved").unwrap_or_default();
    let mut package = Package::scoped("npm", name, version);
    package.origin = origin(if is_address(version) { version } else { resolved });
    if is_address(version) {
        package.version = None;
        package.wanted = Some(version.to_owned());
    }
    package.hashes = entry.text_at("integrity").map(integrity).unwrap_or_default();
    package.scope = if entry.is_true_at("dev") {
        Scope::Development
    } else if entry.is_true_at("optional") || entry.is_true_at("devOptional") {
        Scope::Optional
    } else {
        Scope::Runtime
    };
    package
}

/// `npm:real@1.2.3` is another package under a name of the project's choice.
pub(crate) fn unaliased<'a>(name: &'a str, version: &'a str) -> (&'a str, &'a str) {
    match version.strip_prefix("npm:").and_then(|it| it.rsplit_once('@')) {
        Some((real, version)) if !real.is_empty() => (real, version),
        _ => (name, version),
    }
}

fn is_address(version: &str) -> bool {
    version.contains("://")
        || ["file:", "github:", "link:"].iter().any(|it| version.starts_with(it))
}

pub(crate) fn origin(address: &str) -> Origin {
    const USUAL: [&str; 2] = ["https://registry.npmjs.org/", "https://registry.yarnpkg.com/"];
    if address.is_empty() || USUAL.iter().any(|it| address.starts_with(it)) {
        return Origin::Registry;
    }
    if LOCAL.iter().any(|it| address.starts_with(it)) {
        return origin_of_path(address);
    }
    if address.starts_with("git") || address.contains(".git#") || address.ends_with(".git") {
        return Origin::Repository(address.to_owned());
    }
    Origin::Address(address.to_owned())
}

/// `"MIT"`, or in old packages `{"type": "MIT"}` and lists of such.
pub(crate) fn licence_of(entry: &Tree) -> Option<String> {
    let one = |it: &Tree| it.text().or_else(|| it.text_at("type")).map(str::to_owned);
    let given = entry.at("license");
    if let Some(text) = one(given) {
        return Some(text);
    }
    let many = if given.is_null() { entry.at("licenses") } else { given };
    let all: Vec<String> = many.members().iter().filter_map(one).collect();
    if all.is_empty() { None } else { Some(all.join(" OR ")) }
}

fn version_1(file: &Tree, beside: &Beside<'_>) -> Inventory {
    let mut found: Vec<(String, &Tree)> = Vec::new();
    // Depth is bounded by the JSON reader.
    let mut waiting = vec![(String::new(), file)];
    while let Some((place, entry)) = waiting.pop() {
        for (name, inner) in entry.at("dependencies").entries() {
            let between = if place.is_empty() { "" } else { "/" };
            let at = format!("{place}{between}node_modules/{name}");
            found.push((at.clone(), inner));
            waiting.push((at, inner));
        }
    }
    let mut all = Found::default();
    for (at, (place, entry)) in found.iter().enumerate() {
        let name = place.rsplit_once("node_modules/").map_or("", |it| it.1);
        all.places.insert(place, at);
        all.packages.push(package(name, entry.text_at("version").unwrap_or_default(), entry));
    }
    for (at, (place, entry)) in found.iter().enumerate() {
        let needs = entry.at("requires").entries();
        all.packages[at].needs = needs.iter().filter_map(|it| all.resolve(place, &it.0)).collect();
    }
    let manifest = beside.text("package.json").and_then(|it| tree::json(it).ok());
    if let Some(manifest) = manifest {
        graph::mark_direct(&mut all.packages, |_| false);
        for (name, _) in ASKING.iter().flat_map(|list| manifest.at(list).entries()) {
            if let Some(at) = all.resolve("", name) {
                all.packages[at].relation = Relation::Direct;
            }
        }
    }
    Inventory { root: None, packages: all.packages, notes: Vec::new() }
}
