//! `go.mod`, with the checksums of `go.sum` beside it.

use super::model::{
    Beside, Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, Root,
};
use super::tree::shortened;
use std::collections::BTreeMap;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let sums = sums(beside.text("go.sum").unwrap_or_default());
    let mut inventory = Inventory::default();
    let mut replaced: Vec<(Vec<String>, usize)> = Vec::new();
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
            "module" => {
                let name = words.first().cloned().unwrap_or_default();
                inventory.root = Some(Root { name, version: None });
            }
            "require" => {
                let [path, version] = words.as_slice() else {
                    let what = "a requirement is a module and a version";
                    return Err(ReadError::at_line(number, what));
                };
                let is_indirect = comment.trim().starts_with("indirect");
                inventory.packages.push(module(path, version, is_indirect));
            }
            "replace" => replaced.push((words, number)),
            "go" => {
                let version = words.first().cloned().unwrap_or_default();
                let mut library = Package::new("golang", "stdlib", &version);
                library.relation = Relation::Direct;
                inventory.packages.push(library);
            }
            _ => {}
        }
    }
    for (words, number) in replaced {
        replace(&mut inventory, &words, number)?;
    }
    for package in &mut inventory.packages {
        let key = (package.full_name(), package.version.clone().unwrap_or_default());
        package.hashes = sums.get(&key).cloned().into_iter().collect();
    }
    Ok(inventory)
}

fn unquoted(word: &str) -> String {
    word.trim_matches(['"', '`']).to_owned()
}

fn module(path: &str, version: &str, is_indirect: bool) -> Package {
    let mut package = Package::scoped("golang", path, version);
    package.relation = if is_indirect { Relation::Transitive } else { Relation::Direct };
    package
}

/// `old [version] => new [version]`, where the new one may be a folder.
fn replace(inventory: &mut Inventory, words: &[String], number: usize) -> Result<(), ReadError> {
    let Some(arrow) = words.iter().position(|it| it == "=>") else {
        let what = format!("`{}` has no =>", shortened(&words.join(" ")));
        return Err(ReadError::at_line(number, what));
    };
    let (old, new) = (&words[..arrow], &words[arrow + 1..]);
    for package in &mut inventory.packages {
        let is_meant = old.first() == Some(&package.full_name())
            && old.get(1).is_none_or(|it| Some(it) == package.version.as_ref());
        if !is_meant {
            continue;
        }
        match new {
            [path, version] => {
                let relation = package.relation;
                *package = Package { relation, ..module(path, version, false) };
            }
            _ => {
                package.origin = Origin::Folder;
                inventory.notes.push(Note::new(NoteKind::NotFollowed, words.join(" ")));
            }
        }
    }
    Ok(())
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
