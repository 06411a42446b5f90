//! `Gemfile.lock`: sections by indentation.

use super::graph;
use super::model::{Hash, Inventory, Origin, Package, ReadError, hex_hash};
use super::tree::shortened;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let mut packages: Vec<Package> = Vec::new();
    let mut needs: Vec<(usize, String)> = Vec::new();
    let mut asked: BTreeSet<String> = BTreeSet::new();
    let mut hashes: Vec<(String, Vec<Hash>)> = Vec::new();
    let mut section = String::new();
    let mut remote = String::new();
    for (at, line) in text.lines().enumerate() {
        let bare = line.trim_start_matches(' ');
        if bare.trim().is_empty() {
            continue;
        }
        match line.len() - bare.len() {
            0 => {
                bare.trim_end().clone_into(&mut section);
                remote.clear();
            }
            2 if section == "DEPENDENCIES" => {
                let name = bare.split([' ', '!']).next().unwrap_or_default();
                asked.insert(name.to_owned());
            }
            2 if section == "CHECKSUMS" => {
                let (gem, sums) = bare.split_once(") ").unwrap_or((bare, ""));
                let sums = sums.split(',').filter_map(|it| hex_hash(it.trim().split_once('=')?.1));
                hashes.push((gem.replacen(" (", " ", 1), sums.collect()));
            }
            2 => {
                if let Some(address) = bare.strip_prefix("remote: ") {
                    address.trim().clone_into(&mut remote);
                }
            }
            4 if is_source(&section) => packages.push(gem(bare, at + 1, &section, &remote)?),
            6 if is_source(&section) && !packages.is_empty() => {
                let name = bare.split(' ').next().unwrap_or_default();
                needs.push((packages.len() - 1, name.trim_end_matches('!').to_owned()));
            }
            _ => {}
        }
    }
    let is_section = |line: &str| is_source(line.trim_end()) || line.trim_end() == "DEPENDENCIES";
    if packages.is_empty() && !text.lines().any(is_section) {
        return Err(ReadError::at_line(
            1,
            "no section GEM or DEPENDENCIES: not a lock file of Bundler",
        ));
    }
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, package) in packages.iter().enumerate() {
        places.entry(package.name.clone()).or_default().push(at);
    }
    for (at, name) in needs {
        packages[at].needs.extend(places.get(&name).into_iter().flatten());
    }
    for (gem, sums) in hashes {
        let fits = |it: &&mut Package| written(it) == gem;
        if let Some(package) = packages.iter_mut().find(fits) {
            package.hashes = sums;
        }
    }
    graph::mark_direct(&mut packages, |it| asked.contains(&it.name));
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

fn is_source(section: &str) -> bool {
    matches!(section, "GEM" | "GIT" | "PATH" | "PLUGIN SOURCE")
}

/// Name, version and platform as the section of checksums writes them.
fn written(package: &Package) -> String {
    let version = package.version.as_deref().unwrap_or_default();
    match package.qualifiers.get("platform") {
        Some(platform) => format!("{} {version}-{platform}", package.name),
        None => format!("{} {version}", package.name),
    }
}

/// `nokogiri (1.16.0-x86_64-linux)`
fn gem(line: &str, number: usize, section: &str, remote: &str) -> Result<Package, ReadError> {
    let parts = line
        .trim_end()
        .split_once(" (")
        .and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
    let Some((name, version)) = parts else {
        let what = format!("`{}` is not a name and a version in brackets", shortened(line));
        return Err(ReadError::at_line(number, what));
    };
    let (version, platform) = match version.split_once('-') {
        Some((version, platform)) => (version, Some(platform)),
        None => (version, None),
    };
    let mut package = Package::new("gem", name, version);
    package.qualifiers.extend(platform.map(|it| ("platform", it.to_owned())));
    package.origin = match section {
        "GIT" => Origin::Repository(remote.to_owned()),
        "PATH" => Origin::Folder,
        _ if remote.is_empty() || remote.starts_with("https://rubygems.org") => Origin::Registry,
        _ => Origin::Address(remote.to_owned()),
    };
    Ok(package)
}
