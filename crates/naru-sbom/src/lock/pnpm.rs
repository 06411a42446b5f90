//! `pnpm-lock.yaml`, versions 5, 6 and 9. Since pnpm 11 the file may have two documents: the first
//! says which pnpm and which settings of it are taken, the second what the project is made of.

use super::graph;
use super::model::{Inventory, Origin, Package, ReadError, Relation, Scope, integrity};
use super::tree::Tree;
use super::yaml::documents;
use std::collections::BTreeMap;

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let mut inventory = Inventory::default();
    let documents = documents(text)?;
    for file in documents.iter().chain(documents.is_empty().then_some(&Tree::Null)) {
        if file.at("lockfileVersion").is_null() {
            let what = "is not there: not a lock file of pnpm";
            return Err(ReadError::new("`lockfileVersion`", what));
        }
        let first = inventory.packages.len();
        for mut package in document(file)? {
            package.needs.iter_mut().for_each(|it| *it += first);
            inventory.packages.push(package);
        }
    }
    Ok(inventory)
}

/// What a project asks for, and whether it is for developing only.
const ASKING: [(&str, bool); 5] = [
    ("dependencies", false),
    ("optionalDependencies", false),
    ("devDependencies", true),
    ("configDependencies", true),
    ("packageManagerDependencies", true),
];

fn document(file: &Tree) -> Result<Vec<Package>, ReadError> {
    let mut packages = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    // From version 9 on the edges stand in `snapshots`, the checksums in `packages`.
    let described = file.at("packages");
    let listed = match file.at("snapshots") {
        Tree::Null => described,
        snapshots => snapshots,
    };
    for (key, entry) in listed.entries() {
        let Some(package) = package(key, entry, described) else {
            let what = "is not a name and a version";
            return Err(ReadError::new(format!("`{}`", super::tree::shortened(key)), what));
        };
        places.insert(key, packages.len());
        packages.push(package);
    }
    for (at, (_, entry)) in listed.entries().iter().enumerate() {
        let lists = ["dependencies", "optionalDependencies"];
        packages[at].needs = lists
            .iter()
            .flat_map(|list| entry.at(list).entries())
            .filter_map(|(name, version)| find(&places, name, version.text()?))
            .collect();
    }
    graph::mark_direct(&mut packages, |_| false);
    let mut runtime = Vec::new();
    let importers = file.at("importers").entries();
    let single = [(".".to_owned(), file.clone())];
    let projects = if importers.is_empty() { &single[..] } else { importers };
    for (_, project) in projects {
        for (list, is_development) in ASKING {
            for (name, asked) in project.at(list).entries() {
                let version = asked.text().or_else(|| asked.text_at("version"));
                let Some(at) = version.and_then(|it| find(&places, name, it)) else { continue };
                packages[at].relation = Relation::Direct;
                if !is_development {
                    runtime.push(at);
                }
            }
        }
    }
    graph::mark_development(&mut packages, &runtime);
    Ok(packages)
}

/// `/name/1.2.3`, `/name@1.2.3`, `name@1.2.3(peer@2.0.0)`, each with a scope perhaps.
fn package(key: &str, entry: &Tree, described: &Tree) -> Option<Package> {
    let bare = key.split('(').next().unwrap_or(key);
    let description = match described.at(bare) {
        Tree::Null => entry,
        found => found,
    };
    let (name, version) = match (description.text_at("name"), description.text_at("version")) {
        (Some(name), Some(version)) => (name, version),
        (_, version) => {
            let (name, in_key) = name_and_version(bare)?;
            (name, version.unwrap_or(in_key))
        }
    };
    let mut package = Package::scoped("npm", name, version);
    let resolution = description.at("resolution");
    package.hashes = resolution.text_at("integrity").map(integrity).unwrap_or_default();
    let at = |key| resolution.text_at(key);
    package.origin = match (at("repo"), at("tarball"), at("directory")) {
        (Some(repository), ..) => Origin::Repository(repository.to_owned()),
        (None, Some(address), _) => super::npm::origin(address),
        (None, None, Some(_)) => Origin::Folder,
        (None, None, None) => Origin::Registry,
    };
    if package.version.as_deref().is_some_and(|it| it.contains(':') || it.contains('/')) {
        package.wanted = package.version.take();
    }
    package.scope = if entry.is_true_at("dev") {
        Scope::Development
    } else if entry.is_true_at("optional") {
        Scope::Optional
    } else {
        Scope::Runtime
    };
    Some(package)
}

fn name_and_version(bare: &str) -> Option<(&str, &str)> {
    let bare = bare.strip_prefix('/').unwrap_or(bare);
    let after_scope = if bare.starts_with('@') { bare.find('/')? + 1 } else { 0 };
    let rest = bare.get(after_scope..)?;
    // Whichever comes first: peers may follow with a sign, addresses with slashes.
    let at = rest.find(['@', '/'])?;
    let name = bare.get(..after_scope + at)?;
    let version = rest.get(at + 1..)?;
    // Version 5 writes peers after an underscore.
    let version = version.split('_').next().unwrap_or(version);
    if name.is_empty() || version.is_empty() { None } else { Some((name, version)) }
}

fn find(places: &BTreeMap<&str, usize>, name: &str, version: &str) -> Option<usize> {
    if version.starts_with("link:") {
        return None; // a folder of the project itself
    }
    let forms =
        [format!("{name}@{version}"), format!("/{name}@{version}"), format!("/{name}/{version}")];
    let by_name = forms.iter().find_map(|it| places.get(it.as_str()));
    by_name.or_else(|| places.get(version)).copied()
}
