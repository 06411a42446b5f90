//! Frozen migrations: `migrations.sha256` holds the checksum of each; an edited one is refused.
//!
//! Why: a database that ran yesterday's text and a database that runs today's must be the same.

use super::{Finding, Project, file_name};
use crate::sha256;
use crate::tree::File;
use std::collections::BTreeMap;

/// The file with the checksums.
pub(crate) const FROZEN: &str = "migrations.sha256";

/// Whether a path is a migration.
pub(crate) fn is_migration(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/migrations/") && path.ends_with(".sql")
}

/// Whether a version was ever released: the changelog has a heading other than Unreleased.
pub(crate) fn is_released(changelog: &str) -> bool {
    changelog.lines().any(|line| {
        line.strip_prefix("## ").is_some_and(|title| {
            title.trim_start_matches('[').starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Path and checksum, line by line, as `sha256sum` writes them.
pub(crate) fn read_frozen(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, path)| (path.trim().to_owned(), sum.trim().to_owned()))
        .collect()
}

/// The checksum of a migration.
pub(crate) fn sum(file: &File) -> String {
    sha256::hex(&file.bytes)
}

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let released = project.file("CHANGELOG.md").is_some_and(|file| is_released(&file.text));
    let frozen = project.file(FROZEN).map_or_else(Vec::new, |file| read_frozen(&file.text));
    for file in project.files.iter().filter(|file| is_migration(&file.path)) {
        match frozen.iter().find(|(path, _)| *path == file.path) {
            None => {
                let text = "a new migration: freeze it with `cargo xtask gen`";
                found.push(Finding::new(&file.path, 0, "migrations", text));
            }
            Some((_, known)) if *known != sum(file) => {
                let text = if released {
                    "it is released and must never change: write a new migration instead"
                } else {
                    "it was edited; nothing is released yet, so `cargo xtask gen --refreeze` may \
                     freeze the new text"
                };
                found.push(Finding::new(&file.path, 0, "migrations", text));
            }
            Some(_) => {}
        }
    }
    found.extend(numbers(project));
    for (path, _) in &frozen {
        if project.file(path).is_none() {
            let text = format!("{path} is frozen but gone: bring it back");
            found.push(Finding::new(FROZEN, 0, "migrations", text));
        }
    }
    found
}

/// Numbers order the migrations of all shelves, so each stands once; and a file that no source
/// includes would never run.
fn numbers(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for file in project.files.iter().filter(|file| is_migration(&file.path)) {
        let name = file_name(&file.path);
        let number = name.split('_').next().unwrap_or("");
        if number.len() != 4 || !number.chars().all(|c| c.is_ascii_digit()) {
            let text = "its name begins with four digits: `0042_slice_what.sql`";
            found.push(Finding::new(&file.path, 0, "migrations", text));
        } else if let Some(other) = seen.insert(number, &file.path) {
            let text = format!("{number} is the number of {other} too: take the next free one");
            found.push(Finding::new(&file.path, 0, "migrations", text));
        }
        let is_included = project.rust.iter().any(|source| {
            source.source.literals.iter().any(|literal| literal.text.ends_with(name))
        });
        if !is_included {
            let text = "no source includes it, so it would never run: add it to its shelf's list";
            found.push(Finding::new(&file.path, 0, "migrations", text));
        }
    }
    found
}
