//! Frozen migrations: `migrations.sha256` holds the checksum of each; an edited one is refused.
//!
//! Why: a database that ran yesterday's text and a database that runs today's must be the same.

use super::{Finding, Project, file_name};
use crate::sha256;
use crate::tree::File;

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
    let migrations = project.files.iter().filter(|file| is_migration(&file.path));
    for (expected, file) in (1_u32..).zip(migrations) {
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
        let number: Option<u32> =
            file_name(&file.path).split('_').next().and_then(|digits| digits.parse().ok());
        if number != Some(expected) {
            let text = format!("migrations count without gaps: expected {expected:04}_….sql here");
            found.push(Finding::new(&file.path, 0, "migrations", text));
        }
    }
    for (path, _) in &frozen {
        if project.file(path).is_none() {
            let text = format!("{path} is frozen but gone: bring it back");
            found.push(Finding::new(FROZEN, 0, "migrations", text));
        }
    }
    found
}
