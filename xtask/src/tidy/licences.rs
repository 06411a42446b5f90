//! Licences, banned crates and sources of every dependency, by the lists in `deny.toml`.
//!
//! The same file serves cargo-deny; this check needs nothing installed and no network.

use super::spdx::is_allowed;
use super::{Finding, Project};
use crate::toml::Table;
use std::path::Path;
use std::process::Command;

const LISTS: &str = "deny.toml";
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A package as `cargo metadata` tells it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) licence: Option<String>,
}

pub(super) fn check(root: &Path, project: &Project) -> Result<Vec<Finding>, String> {
    let lists = project.read_toml(LISTS)?;
    let packages = packages(&metadata(root)?);
    // A change of cargo's output must not turn this check into one that sees nothing.
    if !packages.iter().any(|package| package.name == "naru-base") {
        return Err("the output of `cargo metadata` was not understood".to_owned());
    }
    let mut found = licences(&packages, &lists);
    found.extend(locked(project.file("Cargo.lock").map_or("", |f| f.text.as_str()), &lists));
    Ok(found)
}

/// Metadata of what is built for this machine; its sources are there once anything was built.
fn metadata(root: &Path) -> Result<String, String> {
    let version = run(root, "rustc", &["-vV"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let arguments =
        ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host];
    run(root, "cargo", &arguments)
        .map_err(|e| format!("{e}\nthe licences cannot be read; run `cargo fetch --locked` first"))
}

fn run(root: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .map_err(|e| format!("cannot run {program}: {e}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("{program} {} failed: {}", arguments.join(" "), text.trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Each package begins `{"name":…,"version":…,"id":…,"license":…`; dependencies lack the version.
pub(super) fn packages(metadata: &str) -> Vec<Package> {
    let mut found = Vec::new();
    for piece in metadata.split("{\"name\":\"").skip(1) {
        let Some((name, rest)) = piece.split_once('"') else { continue };
        if !rest.starts_with(",\"version\":\"") {
            continue;
        }
        let Some((_, value)) = rest.split_once("\"license\":") else { continue };
        let licence = value.strip_prefix('"').and_then(|v| v.split('"').next());
        found.push(Package { name: name.to_owned(), licence: licence.map(Into::into) });
    }
    found
}

pub(super) fn licences(packages: &[Package], lists: &[Table]) -> Vec<Finding> {
    let in_general = lists.iter().find(|table| table.name == "licenses");
    let mut found = Vec::new();
    for package in packages {
        let exception = lists.iter().find(|table| {
            table.name == "licenses.exceptions"
                && table.text("crate") == Some(package.name.as_str())
        });
        let is_known = |licence: &str| {
            [in_general, exception]
                .iter()
                .flatten()
                .any(|table| table.list("allow").iter().any(|entry| entry == licence))
        };
        let licence = package.licence.as_deref().unwrap_or("");
        if !is_allowed(licence, &is_known) {
            let text = format!(
                "{} has the licence `{licence}`, which {LISTS} does not allow: use another crate, \
                 or add the licence after reading what it asks for",
                package.name
            );
            found.push(Finding::new(LISTS, 0, "licences", text));
        }
    }
    found
}

/// Banned crates and foreign sources, for every platform: the lock file names them all.
pub(super) fn locked(lock: &str, lists: &[Table]) -> Vec<Finding> {
    let mut found = Vec::new();
    let banned = || lists.iter().filter(|table| table.name == "bans.deny");
    for (at, line) in lock.lines().enumerate() {
        let value = |key: &str| line.strip_prefix(key).map(|v| v.trim_matches('"'));
        if let Some(name) = value("name = ")
            && let Some(ban) = banned().find(|ban| ban.text("crate") == Some(name))
        {
            let why = ban.text("reason").unwrap_or("see deny.toml");
            let text = format!("{name} is banned: {why} (`cargo tree -i {name}` shows who asks)");
            found.push(Finding::new("Cargo.lock", at + 1, "bans", text));
        }
        if value("source = ").is_some_and(|source| source != REGISTRY) {
            let text = "this dependency comes from elsewhere than the public registry";
            found.push(Finding::new("Cargo.lock", at + 1, "sources", text));
        }
    }
    found
}
