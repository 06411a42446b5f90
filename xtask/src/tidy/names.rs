//! Names that say nothing, modules without a head, and paths of somebody's machine.

use super::{Finding, Project, file_name};

const EMPTY_NAMES: [&str; 9] =
    ["utils", "util", "helpers", "helper", "common", "misc", "manager", "v2", "stuff"];

/// The folders in which a build machine keeps its work; written so that this list is not found.
const MACHINE_FOLDERS: [&str; 4] = ["work", "root", "farm", "tmp/bash_jobs"];

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &project.files {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            if EMPTY_NAMES.contains(&stem) {
                let text = format!("`{stem}` says nothing: name it after what it is about");
                found.push(Finding::new(&file.path, 0, "file-name", text));
            }
        }
        if file.path != "Cargo.lock" {
            machine_paths(&file.path, &file.text, &mut found);
        }
    }
    for file in &project.rust {
        let is_head = matches!(file_name(&file.path), "mod.rs" | "lib.rs");
        let first = file.text.lines().find(|line| !line.trim().is_empty());
        if is_head && !file.is_test && !first.is_some_and(|line| line.starts_with("//!")) {
            let text = "begin with `//!`: what it is for, and what it must never know";
            found.push(Finding::new(&file.path, 1, "head", text));
        }
    }
    found
}

fn machine_paths(path: &str, text: &str, found: &mut Vec<Finding>) {
    for (at, line) in text.lines().enumerate() {
        for folder in MACHINE_FOLDERS {
            let wanted = format!("/{folder}/");
            let is_absolute = line.match_indices(&wanted).any(|(column, _)| {
                let before = line[..column].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || "_.-".contains(c))
            });
            if is_absolute {
                let text = format!("`{wanted}` is a folder of one machine: use a relative path");
                found.push(Finding::new(path, at + 1, "machine-path", text));
            }
        }
    }
}
