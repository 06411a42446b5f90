//! `gradle.lockfile`: one line for each module, without edges.

use super::model::{Inventory, Package, ReadError, Scope};
use super::tree::shortened;

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let mut packages = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line.starts_with("empty=") {
            continue;
        }
        let (module, configurations) = line.split_once('=').unwrap_or((line, ""));
        let mut parts = module.split(':');
        let (Some(group), Some(name), Some(version), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            let what = format!("`{}` is not group:name:version", shortened(module));
            return Err(ReadError::at_line(at + 1, what));
        };
        let mut package = Package::new("maven", name, version);
        package.namespace = Some(group.to_owned());
        let mut all = configurations.split(',').filter(|it| !it.is_empty()).peekable();
        let is_test = all.peek().is_some() && all.all(|it| it.to_lowercase().contains("test"));
        package.scope = if is_test { Scope::Development } else { Scope::Runtime };
        packages.push(package);
    }
    let is_marked = |line: &str| line.starts_with("empty=") || line.starts_with('#');
    if packages.is_empty() && !text.lines().any(|it| is_marked(it.trim())) {
        let what = "neither a module nor `empty=`: not a lock file of Gradle";
        return Err(ReadError::at_line(1, what));
    }
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}
