//! Floors between crates: each `Cargo.toml` against `[crate.NAME]` in `floors.toml`.

use super::{Finding, Project};
use crate::toml::{self, Table};

pub(super) fn check(project: &Project) -> Result<Vec<Finding>, String> {
    let mut found = Vec::new();
    for file in &project.files {
        let Some(name) = crate_of_manifest(&file.path) else { continue };
        let tables = toml::parse(&file.text).map_err(|e| format!("{}: {e}", file.path))?;
        if name == "xtask" {
            found.extend(dependencies(&tables).into_iter().map(|(dependency, _)| {
                let text = format!("`{dependency}`: xtask uses the standard library only");
                Finding::new(&file.path, 0, "floors", text)
            }));
            continue;
        }
        let Some(floor) = project.floor_table(&format!("crate.{name}")) else {
            let text = format!("floors.toml has no [crate.{name}]: say what it may depend on");
            found.push(Finding::new(&file.path, 0, "floors", text));
            continue;
        };
        for (dependency, is_dev) in dependencies(&tables) {
            if let Some(text) = refused(floor, name, &dependency, is_dev) {
                let line = file.text.lines().position(|l| l.starts_with(&dependency));
                let line = line.map_or(0, |at| at + 1);
                found.push(Finding::new(&file.path, line, "floors", text));
            }
        }
    }
    Ok(found)
}

fn crate_of_manifest(path: &str) -> Option<&str> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["crates", name, "Cargo.toml"] | [name @ "xtask", "Cargo.toml"] => Some(name),
        _ => None,
    }
}

/// Every dependency, and whether only tests see it.
fn dependencies(tables: &[Table]) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for table in tables {
        let is_dev = table.name.contains("dev-dependencies");
        if let Some((_, name)) = table.name.split_once("dependencies.") {
            found.push((name.to_owned(), is_dev)); // [dependencies.name]
        } else if table.name.ends_with("dependencies") {
            let names = table.keys().map(|key| key.split('.').next().unwrap_or(key));
            found.extend(names.map(|name| (name.to_owned(), is_dev)));
        }
    }
    found
}

fn refused(floor: &Table, name: &str, dependency: &str, is_dev: bool) -> Option<String> {
    let in_list = |key: &str| floor.list(key).iter().any(|entry| entry == dependency);
    let is_ours = dependency.starts_with("naru-") || dependency == "naru";
    if is_ours && !in_list("may") && !(is_dev && in_list("tests-may")) {
        let may = floor.list("may").join(", ");
        return Some(format!("{name} must not depend on {dependency}; it may: {may}"));
    }
    if !is_dev && in_list("never") {
        let why = floor.text("why").unwrap_or("it stands on the wrong floor");
        return Some(format!("{name} must not depend on {dependency}: {why}"));
    }
    None
}
