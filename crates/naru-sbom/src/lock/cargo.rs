//! `Cargo.lock`, versions 1 to 4.

use super::graph;
use super::model::{Beside, Inventory, Origin, Package, ReadError, Relation, Root, hex_hash};
use super::plain::{self, Plain};
use super::tree::{self, Tree};

/// A value of a lock file, however it was read.
trait Node: Sized {
    fn at(&self, key: &str) -> Option<&Self>;
    fn text(&self) -> Option<&str>;
    fn list(&self) -> Option<&[Self]>;
    fn text_at(&self, key: &str) -> Option<&str> {
        self.at(key)?.text()
    }
}

impl Node for Tree {
    fn at(&self, key: &str) -> Option<&Tree> {
        self.entries().iter().find(|it| it.0 == key).map(|it| &it.1)
    }
    fn text(&self) -> Option<&str> {
        self.text()
    }
    fn list(&self) -> Option<&[Tree]> {
        matches!(self, Tree::List(_)).then(|| self.members())
    }
}

impl Node for Plain<'_> {
    fn at(&self, key: &str) -> Option<&Self> {
        let Plain::Map(entries) = self else { return None };
        entries.iter().find(|it| it.0 == key).map(|it| &it.1)
    }
    fn text(&self) -> Option<&str> {
        if let Plain::Text(text) = self { Some(text) } else { None }
    }
    fn list(&self) -> Option<&[Self]> {
        if let Plain::List(members) = self { Some(members) } else { None }
    }
}

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    match plain::read(text) {
        Some(file) => inventory(&file, beside),
        None => inventory(&tree::whole_toml(text)?, beside),
    }
}

fn inventory<N: Node>(file: &N, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let listed = match file.at("package") {
        None if file.at("version").is_none() && file.at("root").is_none() => {
            let what = "neither `version` nor `package` is there: not a lock file of Cargo";
            return Err(ReadError::new("the file", what));
        }
        None => &[],
        Some(it) => {
            it.list().ok_or_else(|| ReadError::new("`package`", "must be there and be a list"))?
        }
    };
    // The first versions of Cargo wrote the project itself apart from what it needs.
    let entries: Vec<&N> = file.at("root").into_iter().chain(listed).collect();
    let metadata = file.at("metadata");
    let mut packages = Vec::with_capacity(entries.len());
    let mut by_name: Vec<(&str, usize)> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let need = |key: &str, place: &dyn Fn() -> String| {
            let missing = || ReadError::new(place(), format!("`{key}` is not a text"));
            entry.text_at(key).ok_or_else(missing)
        };
        let name = need("name", &|| format!("the package at place {}", at + 1))?;
        let version = need("version", &|| format!("package `{}`", tree::shortened(name)))?;
        by_name.push((name, at));
        packages.push(package(*entry, name, version, metadata));
    }
    // In the order of their names, as they stand in the file mostly.
    by_name.sort();
    let mut edges = 0_usize;
    for at in 0..packages.len() {
        let wishes = entries.get(at).and_then(|it| it.at("dependencies")?.list());
        let wishes = wishes.unwrap_or_default();
        let mut needs = Vec::with_capacity(wishes.len());
        for wanted in wishes {
            let wanted = wanted.text().unwrap_or_default();
            let found = resolve(wanted, &by_name, &packages).ok_or_else(|| {
                let place = format!("package `{}`", tree::shortened(&packages[at].name));
                let what = format!("needs `{}`, which is not in the file", tree::shortened(wanted));
                ReadError::new(place, what)
            })?;
            needs.push(found);
            edges += 1;
        }
        packages[at].needs = needs;
        if edges > super::EDGES_MAX {
            break; // refused by the guard
        }
    }
    settle(&mut packages);
    let root = root(&packages, beside);
    Ok(Inventory { root, packages, notes: Vec::new() })
}

fn package<N: Node>(entry: &N, name: &str, version: &str, metadata: Option<&N>) -> Package {
    let source = entry.text_at("source");
    let old_key = || format!("checksum {name} {version} ({})", source.unwrap_or_default());
    let checksum = entry.text_at("checksum").or_else(|| metadata?.text_at(&old_key()));
    let origin = match source {
        None => Origin::Folder,
        Some(it) if it.starts_with("git+") => Origin::Repository(it.to_owned()),
        Some("registry+https://github.com/rust-lang/crates.io-index") => Origin::Registry,
        Some("sparse+https://index.crates.io/") => Origin::Registry,
        Some(it) => Origin::Address(it.to_owned()),
    };
    let mut package = Package::new("cargo", name, version);
    package.hashes = checksum.and_then(hex_hash).into_iter().collect();
    if let Origin::Repository(url) = &origin {
        package.qualifiers.insert("vcs_url", url.clone());
    }
    package.origin = origin;
    package
}

/// `name`, `name version` or `name version (source)`.
fn resolve(wanted: &str, by_name: &[(&str, usize)], packages: &[Package]) -> Option<usize> {
    let mut words = wanted.split(' ');
    let name = words.next()?;
    let first = by_name.partition_point(|it| it.0 < name);
    let mut candidates = by_name.get(first..)?.iter().take_while(|it| it.0 == name).map(|it| it.1);
    let Some(version) = words.next() else { return candidates.next() };
    candidates.find(|at| packages.get(*at).is_some_and(|it| it.version.as_deref() == Some(version)))
}

/// Packages without a source are the project's own; what they need from elsewhere is direct.
fn settle(packages: &mut [Package]) {
    let own: Vec<bool> = packages.iter().map(|it| it.origin == Origin::Folder).collect();
    let asked: Vec<usize> = packages
        .iter()
        .filter(|it| it.origin == Origin::Folder)
        .flat_map(|it| it.needs.clone())
        .collect();
    graph::mark_direct(packages, |_| false);
    for at in asked {
        packages[at].relation = Relation::Direct;
    }
    for (package, is_own) in packages.iter_mut().zip(own) {
        if is_own {
            package.relation = Relation::Direct;
        }
    }
}

/// Whether a manifest may have a table `package`: that of a workspace has none, and is not worth
/// reading whole. Escapes could spell the word in another way.
fn may_name_a_package(manifest: &str) -> bool {
    let names =
        |line: &str| line.trim_start_matches(['[', ' ', '\t', '"', '\'']).starts_with("package");
    manifest.contains("\\u") || manifest.lines().any(names)
}

/// The package of the manifest beside the lock file, or the only one of the project.
fn root(packages: &[Package], beside: &Beside<'_>) -> Option<Root> {
    let manifest = beside.text("Cargo.toml").filter(|it| may_name_a_package(it));
    let manifest = manifest.and_then(|it| tree::toml(it).ok());
    let named = manifest.as_ref().and_then(|it| it.at("package").text_at("name"));
    let mut own = packages.iter().filter(|it| it.origin == Origin::Folder);
    let found = match named {
        Some(name) => own.find(|it| it.name == name)?,
        None => {
            let only = own.next()?;
            if own.next().is_some() {
                return None;
            }
            only
        }
    };
    Some(Root { name: found.name.clone(), version: found.version.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_manifests_without_a_package_are_passed_over() {
        for text in [
            "[package]\nname = \"a\"",
            "  [ package ]\n",
            "[\"package\"]",
            "package = { name = \"a\" }",
            "package.name = \"a\"",
            "[\"\\u0070ackage\"]",
        ] {
            assert!(may_name_a_package(text), "{text}");
            let tree = tree::toml(text).expect("TOML");
            assert!(!matches!(tree.at("package"), Tree::Null), "{text}");
        }
        assert!(!may_name_a_package("[workspace.package]\nversion = \"1\"\n[workspace]\n"));
    }
}
