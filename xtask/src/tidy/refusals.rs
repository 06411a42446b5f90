//! Refusal codes: `slice/kebab-case`, owned by one slice, each with one row in `docs/refusals.md`.

use super::{Finding, Project, RustFile};
use crate::toml::Table;
use std::collections::BTreeMap;

const PAGE: &str = "docs/refusals.md";

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let rows = documented(project, &mut found);
    let slices: Vec<&str> =
        project.floor_table("slices").into_iter().flat_map(Table::keys).collect();
    for file in project.rust.iter().filter(|file| file.path.starts_with("crates/")) {
        for (code, line) in codes_of(file, &slices) {
            let is_readable = is_well_formed(code);
            if !is_readable {
                let text = format!("`{code}`: a code reads `slice/reason-in-kebab-case`");
                found.push(Finding::new(&file.path, line, "refusal-code", text));
            } else if let Some(owner) = owner_of(&file.path)
                && code.split('/').next() != Some(owner)
            {
                let text =
                    format!("`{code}` belongs to another slice; here codes begin `{owner}/`");
                found.push(Finding::new(&file.path, line, "refusal-code", text));
            }
            if is_readable && !rows.contains_key(code) {
                let text = format!("`{code}` has no row in {PAGE}: add its meaning and way out");
                found.push(Finding::new(&file.path, line, "refusal-code", text));
            }
        }
    }
    let literals: Vec<&str> = project
        .rust
        .iter()
        .filter(|file| file.path.starts_with("crates/"))
        .flat_map(|file| file.source.literals.iter().map(|literal| literal.text.as_str()))
        .collect();
    for (code, line) in &rows {
        if !literals.contains(&code.as_str()) {
            let text = format!(
                "no code says `{code}` any more; a code is never used again: move \
                                its row to the section of retired codes"
            );
            found.push(Finding::new(PAGE, *line, "refusal-code", text));
        }
    }
    found
}

/// The codes with a row ``| `slice/code` | …`` before the section of retired codes.
fn documented(project: &Project, found: &mut Vec<Finding>) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::new();
    let text = project.file(PAGE).map_or("", |file| file.text.as_str());
    let mut is_retired = false;
    for (at, line) in text.lines().enumerate() {
        is_retired |= line.starts_with("## Retired");
        let Some(code) = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()) else {
            continue;
        };
        if rows.contains_key(code) {
            let text = format!("`{code}` has two rows: one code, one meaning");
            found.push(Finding::new(PAGE, at + 1, "refusal-code", text));
        }
        if !is_retired {
            rows.insert(code.to_owned(), at + 1);
        }
    }
    rows
}

/// The codes that product code says: what is given to `Refusal::new(`, and any literal that reads
/// like a code of a known slice, such as those of an enum's `code()`.
fn codes_of<'a>(file: &'a RustFile, slices: &[&str]) -> Vec<(&'a str, usize)> {
    let call = "Refusal::new(";
    file.source
        .literals
        .iter()
        .filter(|literal| {
            let is_given = file.source.code[..literal.at].trim_end().ends_with(call);
            let slice = literal.text.split('/').next().unwrap_or("");
            is_given || (slices.contains(&slice) && is_well_formed(&literal.text))
        })
        .filter(|literal| file.is_product(literal.line))
        .map(|literal| (literal.text.as_str(), literal.line))
        .collect()
}

fn is_well_formed(code: &str) -> bool {
    let is_kebab = |part: &str| {
        !part.is_empty()
            && part.split('-').all(|word| !word.is_empty())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    code.split_once('/').is_some_and(|(slice, reason)| is_kebab(slice) && is_kebab(reason))
}

/// The first part that codes of a file have: its slice in the core, its crate elsewhere.
/// None where codes of several slices meet (the floor under all, and the core's own files).
fn owner_of(path: &str) -> Option<&str> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["crates", "naru-core", "src", slice, _, ..] => Some(*slice),
        ["crates", "naru-core" | "naru-base" | "naru-web", ..] => None,
        ["crates", name, ..] => name.strip_prefix("naru-"),
        _ => None,
    }
}
