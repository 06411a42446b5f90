//! The list of what Alpine's apk installed: paragraphs of one-letter fields.

use super::super::model::{Beside, Hash, Inventory, Package, ReadError};
use super::super::tree::shortened;
use super::release::Release;
use std::collections::BTreeMap;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let release = Release::of(beside);
    let mut packages: Vec<Package> = Vec::new();
    let mut asked: Vec<Vec<String>> = Vec::new();
    let mut provided: BTreeMap<String, usize> = BTreeMap::new();
    let mut current: Option<Package> = None;
    let mut needs: Vec<String> = Vec::new();
    for (at, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if let Some(package) = current.take() {
                if package.name.is_empty() || package.version.is_none() {
                    return Err(ReadError::at_line(at, "a paragraph needs P: and V:"));
                }
                provided.entry(package.name.clone()).or_insert(packages.len());
                packages.push(package);
                asked.push(std::mem::take(&mut needs));
            }
            continue;
        }
        let Some((letter, value)) = line.split_once(':') else {
            let what = format!("`{}` is not a field", shortened(line));
            return Err(ReadError::at_line(at + 1, what));
        };
        let package = current.get_or_insert_with(|| blank(&release));
        match letter {
            "P" => value.clone_into(&mut package.name),
            "V" => package.version = Some(value.to_owned()),
            "A" => drop(package.qualifiers.insert("arch", value.to_owned())),
            "L" => package.licence = Some(value.to_owned()),
            // Of the control part of the package, not of the whole: kept under its own name.
            "C" => package.hashes.push(Hash { algorithm: "apk-q1", value: value.to_owned() }),
            "o" => {
                let version = package.version.clone().unwrap_or_default();
                package.source_package = Some((value.to_owned(), version));
            }
            "D" => needs.extend(names(value)),
            "p" => {
                for name in names(value) {
                    provided.entry(name).or_insert(packages.len());
                }
            }
            _ => {}
        }
    }
    if packages.is_empty() {
        return Err(ReadError::at_line(1, "no paragraph: not a database of apk"));
    }
    for (package, names) in packages.iter_mut().zip(asked) {
        package.needs = names.iter().filter_map(|it| provided.get(it).copied()).collect();
        if let (Some((_, version)), Some(own)) = (&mut package.source_package, &package.version) {
            own.clone_into(version);
        }
    }
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

fn blank(release: &Release) -> Package {
    let mut package = Package::new("apk", "", "");
    package.namespace = Some(release.id.clone().unwrap_or_else(|| "alpine".to_owned()));
    package.qualifiers.extend(release.distro().map(|it| ("distro", it)));
    package
}

/// `so:libc.musl-x86_64.so.1 busybox>=1.36 !conflict` becomes the names.
fn names(list: &str) -> impl Iterator<Item = String> + '_ {
    let words = list.split_whitespace().filter(|it| !it.starts_with('!'));
    words.filter_map(|it| it.split(['=', '<', '>', '~']).next()).map(str::to_owned)
}
