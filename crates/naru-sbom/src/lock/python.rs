//! `poetry.lock`, `uv.lock` and `Pipfile.lock`.

use super::graph;
use super::model::{
    Beside, Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Root, Scope,
    hex_hash, origin_of_path,
};
use super::tree::{self, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// PEP 503: runs of `-`, `_` and `.` are one `-`; letters are small.
pub(crate) fn normal_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        if matches!(c, '-' | '_' | '.') {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// `sha256:…` as these files write checksums.
fn hash(text: &str) -> Option<Hash> {
    hex_hash(text.split_once(':')?.1)
}

pub(crate) fn poetry(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = tree::toml(text)?;
    let entries = match file.at("package") {
        Tree::Null if file.at("metadata").is_null() => {
            let what = "neither `package` nor `metadata` is there: not a lock file of poetry";
            return Err(ReadError::new("the file", what));
        }
        Tree::Null => &[],
        _ => file.need_list("package")?,
    };
    let old_hashes = file.at("metadata").at("files");
    let mut packages = Vec::new();
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let place = format!("the package at place {}", at + 1);
        let name = entry.need("name", &place)?;
        let version = entry.need("version", &format!("package `{}`", tree::shortened(name)))?;
        let mut package = Package::new("pypi", &normal_name(name), version);
        let files = match entry.at("files") {
            Tree::Null => old_hashes.at(name),
            files => files,
        };
        package.hashes = hashes_of(files, "hash");
        package.origin = poetry_origin(entry.at("source"));
        if entry.is_true_at("optional") {
            package.scope = Scope::Optional;
        }
        if is_development(entry) {
            package.scope = Scope::Development;
        }
        places.entry(package.name.clone()).or_default().push(at);
        packages.push(package);
    }
    for (at, entry) in entries.iter().enumerate() {
        let asked = entry.at("dependencies").entries().iter();
        packages[at].needs = asked
            .flat_map(|it| places.get(&normal_name(&it.0)).cloned().unwrap_or_default())
            .collect();
    }
    let manifest = beside.text("pyproject.toml").and_then(|it| tree::toml(it).ok());
    if let Some(manifest) = &manifest {
        let asked = asked_by_project(manifest);
        graph::mark_direct(&mut packages, |it| asked.contains(&it.name));
    }
    let root = manifest.as_ref().and_then(project_of);
    Ok(Inventory { root, packages, notes: Vec::new() })
}

/// The checksums of a list of files. Each is of one archive of several; all are kept.
fn hashes_of(files: &Tree, key: &str) -> Vec<Hash> {
    files.members().iter().filter_map(|it| hash(it.text_at(key)?)).collect()
}

fn is_development(entry: &Tree) -> bool {
    let groups = entry.at("groups").members();
    let in_groups = !groups.is_empty() && groups.iter().all(|it| it.text() != Some("main"));
    in_groups || entry.text_at("category") == Some("dev")
}

fn poetry_origin(source: &Tree) -> Origin {
    let url = source.text_at("url").unwrap_or_default();
    match source.text_at("type") {
        Some("git") => {
            let commit = source.text_at("resolved_reference").unwrap_or_default();
            Origin::Repository(format!("{url}#{commit}"))
        }
        Some("directory") => Origin::Folder,
        Some(_) => Origin::Address(url.to_owned()),
        None => Origin::Registry,
    }
}

/// The names that a `pyproject.toml` asks for, in its old and its new tables.
fn asked_by_project(manifest: &Tree) -> BTreeSet<String> {
    let poetry = manifest.at("tool").at("poetry");
    let mut tables = vec![poetry.at("dependencies"), poetry.at("dev-dependencies")];
    tables.extend(poetry.at("group").entries().iter().map(|it| it.1.at("dependencies")));
    let in_tables = tables.iter().flat_map(|it| it.entries()).map(|it| normal_name(&it.0));
    let project = manifest.at("project");
    let mut lists = vec![project.at("dependencies")];
    lists.extend(project.at("optional-dependencies").entries().iter().map(|it| &it.1));
    lists.extend(manifest.at("dependency-groups").entries().iter().map(|it| &it.1));
    let in_lists = lists
        .iter()
        .flat_map(|it| it.members())
        .filter_map(|it| Some(normal_name(requirement_name(it.text()?))));
    in_tables.chain(in_lists).collect()
}

/// The name at the head of a requirement such as `requests[socks]>=2`.
pub(crate) fn requirement_name(text: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let text = text.trim();
    &text[..text.find(|c| !is_name(c)).unwrap_or(text.len())]
}

fn project_of(manifest: &Tree) -> Option<Root> {
    let project = match manifest.at("project") {
        Tree::Null => manifest.at("tool").at("poetry"),
        project => project,
    };
    let name = project.text_at("name")?.to_owned();
    Some(Root { name, version: project.text_at("version").map(str::to_owned) })
}

pub(crate) fn uv(text: &str) -> Result<Inventory, ReadError> {
    let file = tree::toml(text)?;
    // `distribution` is the word of its first versions.
    let entries = match (file.at("package"), file.at("distribution")) {
        (Tree::Null, Tree::Null) if file.at("version").is_null() => {
            let what = "neither `version` nor `package` is there: not a lock file of uv";
            return Err(ReadError::new("the file", what));
        }
        (Tree::Null, Tree::Null) => &[],
        (Tree::Null, _) => file.need_list("distribution")?,
        _ => file.need_list("package")?,
    };
    let mut inventory = Inventory::default();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut own = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let name = entry.need("name", &format!("the package at place {}", at + 1))?;
        let version = entry.text_at("version").unwrap_or_default();
        let mut package = Package::new("pypi", &normal_name(name), version);
        package.origin = uv_origin(entry.at("source"));
        package.hashes = hashes_of(entry.at("wheels"), "hash");
        package.hashes.extend(entry.at("sdist").text_at("hash").and_then(hash));
        if package.origin == Origin::Folder {
            own.push(at);
        }
        places.entry(name).or_default().push(at);
        inventory.packages.push(package);
    }
    let find = |asked: &Tree| -> Vec<usize> {
        let found = asked.text_at("name").and_then(|it| places.get(it));
        let version = asked.text_at("version");
        let fits = |at: &&usize| {
            version.is_none() || entries.get(**at).and_then(|it| it.text_at("version")) == version
        };
        found.map_or(&[][..], Vec::as_slice).iter().filter(fits).copied().collect()
    };
    let mut runtime = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let optional = entry.at("optional-dependencies").entries().iter().map(|it| &it.1);
        let lists = std::iter::once(entry.at("dependencies")).chain(optional);
        let needs: Vec<usize> = lists.flat_map(|it| it.members()).flat_map(find).collect();
        if own.contains(&at) {
            runtime.extend(&needs);
        }
        inventory.packages[at].needs = needs;
    }
    graph::mark_direct(&mut inventory.packages, |_| false);
    for at in &own {
        runtime.push(*at);
        let development = entries[*at].at("dev-dependencies").entries().iter().map(|it| &it.1);
        let asked: Vec<usize> = development.flat_map(|it| it.members()).flat_map(find).collect();
        for direct in asked.into_iter().chain(inventory.packages[*at].needs.clone()) {
            inventory.packages[direct].relation = Relation::Direct;
        }
    }
    graph::mark_development(&mut inventory.packages, &runtime);
    inventory.root = own
        .first()
        .and_then(|at| inventory.packages.get(*at))
        .map(|it| Root { name: it.name.clone(), version: it.version.clone() });
    Ok(inventory)
}

fn uv_origin(source: &Tree) -> Origin {
    if let Some(text) = source.text() {
        return uv_origin_of_text(text);
    }
    if let Some(url) = source.text_at("git") {
        return Origin::Repository(url.to_owned());
    }
    if let Some(url) = source.text_at("url") {
        return Origin::Address(url.to_owned());
    }
    match source.text_at("registry") {
        Some("https://pypi.org/simple") => Origin::Registry,
        Some(other) => Origin::Address(other.to_owned()),
        None if source.is_null() => Origin::Registry,
        None => source.text_at("path").map_or(Origin::Folder, origin_of_path),
    }
}

/// `registry+https://…`, as the first versions wrote it.
fn uv_origin_of_text(source: &str) -> Origin {
    match source.split_once('+') {
        Some(("registry", "https://pypi.org/simple")) => Origin::Registry,
        Some(("registry" | "direct" | "url", address)) => Origin::Address(address.to_owned()),
        Some(("git", url)) => Origin::Repository(url.to_owned()),
        Some(("path", path)) => origin_of_path(path),
        _ => Origin::Folder,
    }
}

/// What stands beside the lists of packages: of the lock file and of its manifest.
const PIPFILE_OTHERS: [&str; 5] = ["_meta", "source", "requires", "scripts", "pipenv"];

pub(crate) fn pipfile(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = tree::json(text)?;
    if ["_meta", "default", "develop"].iter().all(|it| file.at(it).is_null()) {
        let what = "neither `default` nor `develop` is there: not a lock file of pipenv";
        return Err(ReadError::new("the file", what));
    }
    let mut inventory = Inventory::default();
    let is_list = |name: &str| !PIPFILE_OTHERS.contains(&name);
    for (section, entries) in file.entries().iter().filter(|it| is_list(&it.0)) {
        let scope = match section.as_str() {
            "default" => Scope::Runtime,
            "develop" => Scope::Development,
            _ => Scope::Optional, // a category of the project's own, installed where it is named
        };
        for (name, entry) in entries.entries() {
            let version = entry.text_at("version").unwrap_or_default();
            let exact = version.strip_prefix("==").unwrap_or_default();
            if exact.is_empty() {
                inventory.notes.push(Note::new(NoteKind::NoExactVersion, name));
            }
            let mut package = Package::new("pypi", &normal_name(name), exact);
            package.scope = scope;
            package.hashes =
                entry.at("hashes").members().iter().filter_map(|it| hash(it.text()?)).collect();
            package.origin = pipfile_origin(entry);
            inventory.packages.push(package);
        }
    }
    if let Some(manifest) = beside.text("Pipfile").and_then(|it| tree::toml(it).ok()) {
        let lists = manifest.entries().iter().filter(|it| is_list(&it.0));
        let asked: BTreeSet<String> =
            lists.flat_map(|it| it.1.entries()).map(|it| normal_name(&it.0)).collect();
        graph::mark_direct(&mut inventory.packages, |it| asked.contains(&it.name));
    }
    Ok(inventory)
}

fn pipfile_origin(entry: &Tree) -> Origin {
    if let Some(url) = entry.text_at("git") {
        return Origin::Repository(url.to_owned());
    }
    if let Some(url) = entry.text_at("file") {
        return Origin::Address(url.to_owned());
    }
    entry.text_at("path").map_or(Origin::Registry, origin_of_path)
}
