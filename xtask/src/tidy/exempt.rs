//! Exceptions to the size rules, listed in `floors.toml` under `[exempt]`.

use super::{Finding, Project};

/// Whether `what` (a path, or `path#function`) is excepted from `rule`.
pub(super) fn is_exempt(project: &Project, rule: &str, what: &str) -> bool {
    project
        .floor_table("exempt")
        .is_some_and(|table| table.list(rule).iter().any(|entry| entry == what))
}

/// An exception for a file that is gone would wait for the next file of that name.
pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(table) = project.floor_table("exempt") else { return found };
    for rule in table.keys() {
        for entry in table.list(rule) {
            let path = entry.split('#').next().unwrap_or(entry);
            if project.file(path).is_none() {
                let text = format!("[exempt] {rule}: `{path}` is not there; remove the entry");
                found.push(Finding::new("floors.toml", 0, "exempt", text));
            }
        }
    }
    found
}
