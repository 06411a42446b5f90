//! `conan.lock`: a graph (version 1) or lists (version 2).

use super::graph;
use super::model::{Beside, Inventory, Package, ReadError, Relation, Root, Scope};
use super::tree::{self, Tree, shortened};
use std::collections::BTreeMap;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = tree::json(text)?;
    let mut inventory = match file.at("graph_lock") {
        Tree::Null => lists(&file)?,
        graph => nodes(graph)?,
    };
    let manifests: Vec<&str> =
        ["conanfile.txt", "conanfile.py"].iter().filter_map(|it| beside.text(it)).collect();
    let is_told = inventory.packages.iter().any(|it| it.relation != Relation::Unknown);
    if !is_told && !manifests.is_empty() {
        graph::mark_direct(&mut inventory.packages, |it| {
            manifests.iter().any(|text| text.contains(&format!("{}/", it.name)))
        });
    }
    Ok(inventory)
}

fn lists(file: &Tree) -> Result<Inventory, ReadError> {
    let mut inventory = Inventory::default();
    let sections = [
        ("requires", Scope::Runtime),
        ("build_requires", Scope::Development),
        ("python_requires", Scope::Development),
        ("config_requires", Scope::Development),
    ];
    let is_list = |it: &(&str, Scope)| !file.at(it.0).is_null();
    if file.at("version").is_null() && !sections.iter().any(is_list) {
        let what = "neither `version` nor `requires` is there: not a lock file of Conan";
        return Err(ReadError::new("the file", what));
    }
    for (section, scope) in sections {
        let entries = match file.at(section) {
            Tree::Null => &[],
            _ => file.need_list(section)?,
        };
        for entry in entries {
            let reference = entry.text().unwrap_or_default();
            inventory.packages.push(package(reference, scope, section)?);
        }
    }
    Ok(inventory)
}

fn nodes(graph: &Tree) -> Result<Inventory, ReadError> {
    let mut inventory = Inventory::default();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own: Vec<&Tree> = Vec::new();
    let mut listed: Vec<&Tree> = Vec::new();
    for (id, node) in graph.need_map("nodes")? {
        let reference = node.text_at("ref").unwrap_or_default();
        let is_own = node.text_at("path").is_some() || reference.is_empty();
        if is_own {
            let (name, version) = split(reference).unwrap_or((reference, ""));
            inventory.root = (!name.is_empty()).then(|| Root {
                name: name.to_owned(),
                version: (!version.is_empty()).then(|| version.to_owned()),
            });
            own.push(node);
            continue;
        }
        let development = node.text_at("context") == Some("build");
        let scope = if development { Scope::Development } else { Scope::Runtime };
        places.insert(id, inventory.packages.len());
        inventory.packages.push(package(reference, scope, "nodes")?);
        listed.push(node);
    }
    let asked = |node: &Tree| -> Vec<usize> {
        let lists = [node.at("requires"), node.at("build_requires")];
        let ids = lists.iter().flat_map(|it| it.members()).filter_map(Tree::text);
        ids.filter_map(|it| places.get(it).copied()).collect()
    };
    for (package, node) in inventory.packages.iter_mut().zip(&listed) {
        package.needs = asked(node);
    }
    if !own.is_empty() {
        graph::mark_direct(&mut inventory.packages, |_| false);
        for at in own.iter().flat_map(|it| asked(it)) {
            inventory.packages[at].relation = Relation::Direct;
        }
    }
    Ok(inventory)
}

/// `name/version@user/channel#revision%time`
fn package(reference: &str, scope: Scope, place: &str) -> Result<Package, ReadError> {
    let Some((name, version)) = split(reference) else {
        let what = format!("`{}` is not name/version", shortened(reference));
        return Err(ReadError::new(format!("`{place}`"), what));
    };
    let mut package = Package::new("conan", name, version);
    package.scope = scope;
    let owner = reference.split(['#', '%']).next().and_then(|it| it.split_once('@'));
    if let Some((user, channel)) = owner.and_then(|it| it.1.split_once('/')) {
        package.qualifiers.insert("user", user.to_owned());
        package.qualifiers.insert("channel", channel.to_owned());
        package.namespace = Some(user.to_owned());
    }
    Ok(package)
}

fn split(reference: &str) -> Option<(&str, &str)> {
    let bare = reference.split(['#', '%', '@']).next()?;
    bare.split_once('/').filter(|it| !it.0.is_empty() && !it.1.is_empty())
}
