//! `yarn.lock`: version 1, which is a notation of its own, and later ones, which are YAML.

use super::graph;
use super::model::{Beside, Hash, Inventory, Origin, Package, ReadError, integrity};
use super::npm::{ASKING, origin};
use super::tree::{self, Tree, shortened};
use super::yaml::yaml;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of either version: what is asked for, and what answers it.
struct Entry {
    asked: Vec<String>,
    version: String,
    resolved: String,
    hashes: Vec<Hash>,
    needs: Vec<(String, String)>,
}

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let is_yaml = text.lines().any(|line| line.trim_end() == "__metadata:");
    let entries = if is_yaml { berry(text)? } else { classic(text)? };
    let mut packages = Vec::new();
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for asked in &entry.asked {
            answers.insert(asked, at);
        }
        let asked = entry.asked.first().map_or("", String::as_str);
        let (name, range) = split(asked);
        let (name, _) = super::npm::unaliased(name, range);
        let mut package = Package::scoped("npm", name, &entry.version);
        package.origin = if is_own(asked) { Origin::Folder } else { origin(&entry.resolved) };
        package.hashes.clone_from(&entry.hashes);
        packages.push(package);
    }
    for (at, entry) in entries.iter().enumerate() {
        packages[at].needs =
            entry.needs.iter().filter_map(|(name, range)| answer(&answers, name, range)).collect();
    }
    settle(&mut packages, beside);
    // The project itself stands in the file of later versions; it is no package of others.
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

fn answer(answers: &BTreeMap<&str, usize>, name: &str, range: &str) -> Option<usize> {
    let exact = format!("{name}@{range}");
    let with_protocol = format!("{name}@npm:{range}");
    answers.get(exact.as_str()).or_else(|| answers.get(with_protocol.as_str())).copied()
}

/// `name@range`; the name may begin with `@`.
fn split(asked: &str) -> (&str, &str) {
    match asked.get(1..).and_then(|rest| rest.find('@')) {
        Some(at) => (&asked[..=at], &asked[at + 2..]),
        None => (asked, ""),
    }
}

fn is_own(asked: &str) -> bool {
    let range = split(asked).1;
    ["workspace:", "link:", "portal:", "file:"].iter().any(|it| range.starts_with(it))
}

fn settle(packages: &mut [Package], beside: &Beside<'_>) {
    let own: Vec<usize> =
        (0..packages.len()).filter(|at| packages[*at].origin == Origin::Folder).collect();
    let manifest = beside.text("package.json").and_then(|it| tree::json(it).ok());
    let named: BTreeSet<String> = manifest
        .iter()
        .flat_map(|it| ASKING.iter().flat_map(|list| it.at(list).entries()))
        .map(|it| it.0.clone())
        .collect();
    if own.is_empty() && manifest.is_none() {
        return;
    }
    let asked: BTreeSet<usize> =
        own.iter().flat_map(|at| packages[*at].needs.clone()).chain(own.clone()).collect();
    // Where two versions of a name are there, the file does not say which one the project asked
    // for; the one that no package asks for, if there is such a one.
    let needed: BTreeSet<usize> = packages.iter().flat_map(|it| it.needs.clone()).collect();
    let count = |name: &str| packages.iter().filter(|it| it.full_name() == name).count();
    let by_name: BTreeSet<usize> = (0..packages.len())
        .filter(|at| {
            let name = packages[*at].full_name();
            own.is_empty() && named.contains(&name) && (count(&name) == 1 || !needed.contains(at))
        })
        .collect();
    let direct: BTreeSet<usize> = asked.union(&by_name).copied().collect();
    graph::mark_direct(packages, |_| false);
    for at in direct {
        packages[at].relation = super::Relation::Direct;
    }
}

fn berry(text: &str) -> Result<Vec<Entry>, ReadError> {
    let file = yaml(text)?;
    let mut entries = Vec::new();
    for (asked, entry) in file.entries() {
        if asked == "__metadata" {
            continue;
        }
        let place = format!("`{}`", shortened(asked));
        let needs = |list: &str| {
            let found = entry.at(list).entries();
            found
                .iter()
                .filter_map(|(name, range)| Some((name.clone(), range.text()?.to_owned())))
                .collect::<Vec<_>>()
        };
        entries.push(Entry {
            asked: asked.split(", ").map(str::to_owned).collect(),
            version: entry.need("version", &place)?.to_owned(),
            resolved: berry_origin(entry),
            hashes: Vec::new(), // of yarn's own archive, not of what the registry hands out
            needs: needs("dependencies"),
        });
    }
    Ok(entries)
}

/// `name@npm:1.2.3` is the registry; everything else stays as it is.
fn berry_origin(entry: &Tree) -> String {
    let resolution = entry.text_at("resolution").unwrap_or_default();
    let (_, place) = split(resolution);
    if place.starts_with("npm:") { String::new() } else { place.to_owned() }
}

fn classic(text: &str) -> Result<Vec<Entry>, ReadError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_needs = false;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let bare = line.trim_start_matches(' ');
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let depth = line.len() - bare.len();
        if depth == 0 {
            let head = bare
                .trim_end()
                .strip_suffix(':')
                .ok_or_else(|| ReadError::at_line(number, "an entry must end with a colon"))?;
            let asked = head.split(", ").map(|it| unquoted(it.trim()).to_owned()).collect();
            let (version, resolved) = (String::new(), String::new());
            entries.push(Entry { asked, version, resolved, hashes: vec![], needs: vec![] });
            in_needs = false;
            continue;
        }
        let Some(entry) = entries.last_mut() else {
            return Err(ReadError::at_line(number, "a field stands before the first entry"));
        };
        let (key, value) = match bare.trim_end().split_once(' ') {
            Some((key, value)) => (unquoted(key), unquoted(value.trim())),
            None => (bare.trim_end(), ""),
        };
        match (depth, key) {
            (2, "version") => value.clone_into(&mut entry.version),
            (2, "resolved") => {
                let (address, sha1) = value.split_once('#').unwrap_or((value, ""));
                address.clone_into(&mut entry.resolved);
                entry.hashes.extend(super::model::hex_hash(sha1));
            }
            (2, "integrity") => entry.hashes.extend(integrity(value)),
            (2, "dependencies:" | "optionalDependencies:") => in_needs = true,
            (2, _) => in_needs = false,
            (4, _) if in_needs => entry.needs.push((key.to_owned(), value.to_owned())),
            _ => {}
        }
    }
    match entries.iter().find(|it| it.version.is_empty()) {
        Some(entry) => {
            let place = format!("`{}`", shortened(&entry.asked.join(", ")));
            Err(ReadError::new(place, "has no version"))
        }
        None => Ok(entries),
    }
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(text)
}
