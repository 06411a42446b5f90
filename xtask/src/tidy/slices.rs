//! Who may import whom inside `naru-core`: `[slices]` in `floors.toml`, a list per module.
//!
//! A slice sees another one through what its `mod.rs` exports, never through its `sql`.

use super::{Finding, Project, RustFile};
use crate::lines::words_at;
use crate::toml::Table;
use std::collections::BTreeSet;

const CORE: &str = "crates/naru-core/src/";

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let none = Table::default();
    let slices = project.floor_table("slices").unwrap_or(&none);
    let known: BTreeSet<&str> = slices.keys().collect();
    let present: BTreeSet<&str> = project.rust.iter().filter_map(|f| module_of(&f.path)).collect();
    let mut found = cycles(slices);
    let mut reported = BTreeSet::new();
    for file in &project.rust {
        let Some(module) = module_of(&file.path) else { continue };
        if !known.contains(module) {
            if reported.insert(module) {
                let text = format!("`{module}` is not in [slices] of floors.toml: add its imports");
                found.push(Finding::new(&file.path, 0, "slices", text));
            }
            continue;
        }
        let may = slices.list(module);
        for (other, inner, line) in imports(file, &present) {
            if other == module || !file.is_product(line) {
                continue;
            }
            if !may.iter().any(|entry| entry == &other || entry == "*") {
                let text = format!(
                    "{module} must not import {other} (floors.toml); what one slice's event means \
                     for another stands in reactions.rs"
                );
                found.push(Finding::new(&file.path, line, "slices", text));
            } else if inner.starts_with("sql") {
                let text = format!("{other}::{inner} is private to {other}: export a function");
                found.push(Finding::new(&file.path, line, "slices", text));
            }
        }
    }
    found
}

/// The top module of a file of the core; none for its `lib.rs`.
fn module_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(CORE)?;
    let first = rest.split('/').next().unwrap_or(rest);
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib").then_some(name)
}

/// Other modules that a file names: module, the name after it, line.
fn imports(file: &RustFile, present: &BTreeSet<&str>) -> Vec<(String, String, usize)> {
    let code = &file.source.code;
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for at in words_at(code, start) {
            let rest = &code[at + start.len()..];
            let line = file.source.line_of(at);
            for path in first_names(rest) {
                let mut parts = path.split("::").map(str::trim);
                let first = parts.next().unwrap_or("").to_owned();
                let inner = parts.next().unwrap_or("").to_owned();
                // `super::x` reaches the root of the crate only where x is one of its modules.
                if present.contains(first.as_str()) {
                    found.push((first, inner, line));
                }
            }
        }
    }
    found
}

/// The paths that follow `crate::`: one, or those of a group `{a::x, b::{y, z}}`.
fn first_names(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
        return vec![rest[..end.unwrap_or(rest.len())].to_owned()];
    };
    let mut names = vec![String::new()];
    let mut depth = 0_i32;
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            c if depth == 0 => names.last_mut().into_iter().for_each(|name| name.push(c)),
            _ => {}
        }
    }
    names.into_iter().map(|name| name.trim().to_owned()).collect()
}

/// The lists themselves must not go round in a circle.
fn cycles(slices: &Table) -> Vec<Finding> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = done.len();
        for slice in slices.keys() {
            let list = slices.list(slice);
            if list.iter().all(|other| other == "*" || done.contains(other.as_str())) {
                done.insert(slice);
            }
        }
        if done.len() == before {
            break;
        }
    }
    slices
        .keys()
        .filter(|slice| !done.contains(slice))
        .map(|slice| {
            let text = format!("[slices] {slice} is in a circle, or names a module not listed");
            Finding::new("floors.toml", 0, "slices", text)
        })
        .collect()
}
