//! `yarn.lock`: version 1, which is a notation of its own, and later ones, which are YAML.

use super::graph;
use super::model::{
    Beside, Hash, Inventory, Origin, Package, ReadError, integrity, origin_of_path,
};
use super::npm::{ASKING, LOCAL, origin};
use super::tree::{self, Tree, shortened};
use super::yaml::yaml;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of either version: what is asked for, and what answers it.
#[derive(Default)]
struct Entry {
    asked: Vec<String>,
    /// The package's own name, where the file says it apart from what is asked for.
    name: Option<String>,
    version: String,
    resolved: String,
    hashes: Vec<Hash>,
    needs: Vec<(String, String)>,
}

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let is_yaml = text.lines().any(|line| line.trim_end() == "__metadata:");
    let entries = if is_yaml { berry(text)? } else { classic(text)? };
    let manifest = beside.text("package.json").and_then(|it| tree::json(it).ok());
    let answers = Answers::of(&entries, manifest.as_ref());
    let mut packages: Vec<Package> = entries.iter().map(package).collect();
    for (at, entry) in entries.iter().enumerate() {
        packages[at].needs =
            entry.needs.iter().filter_map(|(name, range)| answers.find(name, range)).collect();
    }
    settle(&mut packages, &answers, manifest.as_ref());
    // The project itself stands in the file of later versions; it is no package of others.
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

fn package(entry: &Entry) -> Package {
    let asked = entry.asked.first().map_or("", String::as_str);
    let (name, range) = split(asked);
    let (name, _) = super::npm::unaliased(name, range);
    let mut package = Package::scoped("npm", entry.name.as_deref().unwrap_or(name), &entry.version);
    package.origin = if is_own(asked) { Origin::Folder } else { origin(&entry.resolved) };
    package.hashes.clone_from(&entry.hashes);
    package
}

/// Which entry answers what is asked for.
struct Answers<'e> {
    exact: BTreeMap<&'e str, usize>,
    by_name: BTreeMap<&'e str, Vec<usize>>,
    /// What a manifest puts in the place of every range.
    resolutions: BTreeMap<String, String>,
}

impl<'e> Answers<'e> {
    fn of(entries: &'e [Entry], manifest: Option<&Tree>) -> Answers<'e> {
        let mut answers = Answers {
            exact: BTreeMap::new(),
            by_name: BTreeMap::new(),
            resolutions: BTreeMap::new(),
        };
        for (at, entry) in entries.iter().enumerate() {
            for asked in &entry.asked {
                answers.exact.insert(asked, at);
                let (name, range) = split(asked);
                // An address alone names no package: the file says its name apart then.
                let own = entry.name.as_deref().filter(|_| range.is_empty());
                let all = answers.by_name.entry(own.unwrap_or(name)).or_default();
                if all.last() != Some(&at) {
                    all.push(at);
                }
            }
        }
        for (path, range) in manifest.map_or(&[][..], |it| it.at("resolutions").entries()) {
            if let (Some(name), Some(range)) = (resolved_name(path), range.text()) {
                answers.resolutions.insert(name.to_owned(), range.to_owned());
            }
        }
        answers
    }

    fn find(&self, name: &str, range: &str) -> Option<usize> {
        let exact = |range: &str| {
            let forms = [format!("{name}@{range}"), format!("{name}@npm:{range}")];
            forms.iter().find_map(|it| self.exact.get(it.as_str())).copied()
        };
        let by_resolution = || exact(self.resolutions.get(name)?);
        let only = || match self.named(name) {
            [only] => Some(*only),
            _ => None,
        };
        exact(range).or_else(by_resolution).or_else(only)
    }

    fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The name that a resolution is about wherever it is asked for: `rope`, `**/@naru/rope` or
/// `rope@npm:^1`; none where it is only of what one package asks for (`sail/rope`).
fn resolved_name(path: &str) -> Option<&str> {
    let path = path.strip_prefix("**/").unwrap_or(path);
    let name = split(path).0;
    let parts = name.split('/').count();
    let of_all = if name.starts_with('@') { 2 } else { 1 };
    (parts == of_all).then_some(name)
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
    LOCAL.iter().any(|it| range.starts_with(it)) && origin_of_path(range) == Origin::Folder
}

fn settle(packages: &mut [Package], answers: &Answers<'_>, manifest: Option<&Tree>) {
    let own: Vec<usize> =
        (0..packages.len()).filter(|at| packages[*at].origin == Origin::Folder).collect();
    if own.is_empty() && manifest.is_none() {
        return;
    }
    let mut direct: BTreeSet<usize> =
        own.iter().flat_map(|at| packages[*at].needs.clone()).chain(own.clone()).collect();
    let needed: BTreeSet<usize> = packages.iter().flat_map(|it| it.needs.clone()).collect();
    let asked = manifest.iter().flat_map(|it| ASKING.iter().flat_map(|list| it.at(list).entries()));
    for (name, range) in asked.filter(|_| own.is_empty()) {
        match answers.find(name, range.text().unwrap_or_default()) {
            Some(at) => drop(direct.insert(at)),
            // Which of several versions the project asked for is not told; the one that no package
            // asks for, if there is such a one.
            None => direct.extend(answers.named(name).iter().filter(|it| !needed.contains(it))),
        }
    }
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
        let resolved = entry.text_at("resolution").map(|it| split(it).0.to_owned());
        entries.push(Entry {
            asked: asked.split(", ").map(str::to_owned).collect(),
            name: resolved.filter(|it| !it.is_empty()),
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
            entries.push(Entry { asked, ..Entry::default() });
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
            (2, "name") => entry.name = Some(value.to_owned()),
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
    if entries.is_empty() && !text.contains("# yarn lockfile v1") {
        let what = "neither an entry nor `# yarn lockfile v1`: not a lock file of yarn";
        return Err(ReadError::at_line(1, what));
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
