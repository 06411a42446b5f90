//! `go.mod`, with the checksums of `go.sum` beside it. Before Go 1.17 only `go.sum` names what
//! comes in through others.

use super::model::{
    Beside, Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Root,
};
use super::tree::shortened;
use crate::version::{Scheme, compare};
use std::collections::{BTreeMap, BTreeSet};

/// From this version of the language on a `go.mod` names every module that is taken.
const NAMES_ALL_SINCE: &str = "1.17";

/// What a `go.mod` says.
#[derive(Default)]
struct File {
    module: Option<String>,
    language: Option<String>,
    toolchain: Option<String>,
    requires: Vec<Package>,
    replaces: Vec<Replace>,
}

/// `old [version] => new [version]`, where the new one may be a folder.
struct Replace {
    old: Vec<String>,
    new: Vec<String>,
}

/// Replacements by what they replace.
type Replaces<'f> = BTreeMap<&'f [String], &'f Replace>;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let file = parse(text)?;
    let Some(module) = &file.module else {
        return Err(ReadError::at_line(1, "no `module`: not a go.mod"));
    };
    let sums = sums(beside.text("go.sum").unwrap_or_default());
    let root = Some(Root { name: module.clone(), version: None });
    let mut inventory = Inventory { root, ..Inventory::default() };
    inventory.packages.extend(standard_library(&file));
    let mut named: BTreeSet<String> = BTreeSet::new();
    let replaces: Replaces<'_> = file.replaces.iter().map(|it| (it.old.as_slice(), it)).collect();
    for required in &file.requires {
        let taken = replaced(required, &replaces, &mut inventory.notes);
        named.extend([required.full_name(), taken.full_name()]);
        inventory.packages.push(taken);
    }
    let is_old = |it: &String| compare(Scheme::SemVer, it, NAMES_ALL_SINCE).is_lt();
    if file.language.as_ref().is_none_or(is_old) {
        inventory.packages.extend(unnamed(&sums, &named));
    }
    for package in &mut inventory.packages {
        let key = (package.full_name(), package.version.clone().unwrap_or_default());
        package.hashes = sums.get(&key).cloned().into_iter().collect();
    }
    Ok(inventory)
}

fn parse(text: &str) -> Result<File, ReadError> {
    let mut file = File::default();
    let mut block: Option<String> = None;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let (code, comment) = line.split_once("//").unwrap_or((line, ""));
        let mut words: Vec<String> = code.split_whitespace().map(unquoted).collect();
        if words.is_empty() {
            continue;
        }
        if words == [")"] {
            block = None;
            continue;
        }
        let verb = match &block {
            Some(verb) => verb.clone(),
            None => words.remove(0),
        };
        if words.last().is_some_and(|it| it == "(") {
            block = Some(verb);
            continue;
        }
        match verb.as_str() {
            "module" => file.module = words.into_iter().next(),
            "go" => file.language = words.into_iter().next(),
            "toolchain" => file.toolchain = words.into_iter().next(),
            "require" => {
                let [path, version] = words.as_slice() else {
                    let what = "a requirement is a module and a version";
                    return Err(ReadError::at_line(number, what));
                };
                let is_indirect = comment.trim().starts_with("indirect");
                file.requires.push(module(path, version, is_indirect));
            }
            "replace" => {
                let Some(arrow) = words.iter().position(|it| it == "=>") else {
                    let what = format!("`{}` has no =>", shortened(&words.join(" ")));
                    return Err(ReadError::at_line(number, what));
                };
                let new = words.split_off(arrow + 1);
                words.truncate(arrow);
                file.replaces.push(Replace { old: words, new });
            }
            _ => {}
        }
    }
    Ok(file)
}

fn unquoted(word: &str) -> String {
    word.trim_matches(['"', '`']).to_owned()
}

fn module(path: &str, version: &str, is_indirect: bool) -> Package {
    let mut package = Package::scoped("golang", path, version);
    package.relation = if is_indirect { Relation::Transitive } else { Relation::Direct };
    package
}

/// The standard library of the tools that build the module: at least of the language's version, of
/// the named tool chain's where that is later (`go1.22.5`, `go1.22.5-bank`).
fn standard_library(file: &File) -> Option<Package> {
    let toolchain = file.toolchain.as_deref().and_then(|it| it.strip_prefix("go"));
    let toolchain = toolchain.and_then(|it| it.split(['-', '+']).next());
    let language = file.language.as_deref();
    let version = match (language, toolchain) {
        (Some(language), Some(other)) if compare(Scheme::SemVer, language, other).is_lt() => other,
        (Some(language), _) => language,
        (None, other) => other?,
    };
    let mut library = Package::new("golang", "stdlib", version);
    library.relation = Relation::Direct;
    Some(library)
}

/// What is taken for a requirement. A replacement of just its version goes before one of all
/// versions, and what was put in its place is not replaced again.
fn replaced(required: &Package, replaces: &Replaces<'_>, notes: &mut Vec<Note>) -> Package {
    let mut meant = vec![required.full_name()];
    let of_all = replaces.get(meant.as_slice());
    meant.extend(required.version.clone());
    let Some(replace) = replaces.get(meant.as_slice()).or(of_all) else {
        return required.clone();
    };
    match replace.new.as_slice() {
        [path, version] => {
            let is_indirect = required.relation == Relation::Transitive;
            module(path, version, is_indirect)
        }
        new => {
            let subject = format!("{} => {}", replace.old.join(" "), new.join(" "));
            notes.push(Note::new(NoteKind::NotFollowed, subject));
            Package { origin: Origin::Folder, ..required.clone() }
        }
    }
}

/// The modules whose code was fetched although `go.mod` does not name them, each at the highest
/// version: that is the one which Go takes.
fn unnamed(sums: &BTreeMap<(String, String), Hash>, named: &BTreeSet<String>) -> Vec<Package> {
    let mut highest: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, version) in sums.keys().filter(|it| !named.contains(&it.0)) {
        let known = highest.entry(path).or_insert(version);
        if compare(Scheme::SemVer, known, version).is_lt() {
            *known = version;
        }
    }
    highest.into_iter().map(|(path, version)| module(path, version, true)).collect()
}

/// The checksums of whole modules; those of their `go.mod` alone say nothing about the code.
fn sums(text: &str) -> BTreeMap<(String, String), Hash> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let (Some(path), Some(version), Some(sum)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        if !version.ends_with("/go.mod") && sum.starts_with("h1:") {
            let hash = Hash { algorithm: "go-h1", value: sum.to_owned() };
            found.insert((path.to_owned(), version.to_owned()), hash);
        }
    }
    found
}
