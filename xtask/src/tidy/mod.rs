//! The rules that the compiler cannot see, checked over the whole tree.
//!
//! What no program checks does not survive many authors. Each rule is a function from the project
//! to findings; rules that are data stand in `floors.toml`. A finding says what to do.

mod bans;
mod crates;
mod exempt;
mod licences;
pub(crate) mod migrations;
mod names;
mod paths;
mod refusals;
mod sizes;
mod slices;
mod spdx;
mod sql;
mod vendor;

#[cfg(test)]
mod tests;

use crate::lines::Source;
use crate::toml::{self, Table};
use crate::tree::{self, File};
use std::fmt;
use std::path::Path;

/// A broken rule, or a warning, at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Path from the root.
    pub(crate) path: String,
    /// Line from 1; 0 means the whole file.
    pub(crate) line: usize,
    /// Short name of the rule.
    pub(crate) rule: &'static str,
    /// What is wrong and what to do.
    pub(crate) text: String,
    /// A warning does not fail the run.
    pub(crate) is_warning: bool,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, text: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), line, rule, text: text.into(), is_warning: false }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { path, line, rule, text, is_warning } = self;
        let kind = if *is_warning { "warning: " } else { "" };
        write!(f, "{path}:{}: {kind}{rule}: {text}", (*line).max(1))
    }
}

/// A Rust file with what tidy knows of it.
struct RustFile {
    path: String,
    text: String,
    source: Source,
    /// A file of tests or of their test bed, by its folder or its name.
    is_test: bool,
}

impl RustFile {
    /// Whether a line, from 1, is product code.
    fn is_product(&self, line: usize) -> bool {
        !self.is_test && !self.source.in_test(line)
    }
}

/// Everything a rule may look at.
pub(crate) struct Project {
    /// Every file.
    files: Vec<File>,
    /// The Rust files among them.
    rust: Vec<RustFile>,
    /// `floors.toml`.
    floors: Vec<Table>,
}

impl Project {
    fn new(files: Vec<File>) -> Result<Project, String> {
        let rust = files
            .iter()
            .filter(|file| file.path.ends_with(".rs"))
            .map(|file| RustFile {
                path: file.path.clone(),
                text: file.text.clone(),
                source: Source::new(&file.text),
                is_test: is_test_path(&file.path),
            })
            .collect();
        let mut project = Project { files, rust, floors: Vec::new() };
        project.floors = project.read_toml("floors.toml")?;
        Ok(project)
    }

    fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// A TOML file of the tree; empty if it is not there.
    fn read_toml(&self, path: &str) -> Result<Vec<Table>, String> {
        let Some(file) = self.file(path) else { return Ok(Vec::new()) };
        toml::parse(&file.text).map_err(|e| format!("{path}: {e}"))
    }

    fn floor_table(&self, name: &str) -> Option<&Table> {
        self.floors.iter().find(|table| table.name == name)
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_test_path(path: &str) -> bool {
    let name = file_name(path);
    path.split('/').any(|part| matches!(part, "tests" | "testbed" | "benches"))
        || name == "tests.rs"
        || name.ends_with("_tests.rs")
}

/// The rules that need nothing but the tree.
fn judge(project: &Project) -> Result<Vec<Finding>, String> {
    let mut found = Vec::new();
    found.extend(sizes::check(project));
    found.extend(names::check(project));
    found.extend(paths::check(project));
    found.extend(bans::check(project));
    found.extend(crates::check(project)?);
    found.extend(slices::check(project));
    found.extend(sql::check(project));
    found.extend(migrations::check(project));
    found.extend(vendor::check(project)?);
    found.extend(refusals::check(project));
    found.extend(exempt::check(project));
    found.sort();
    Ok(found)
}

/// Every rule over the tree at `root`.
pub(crate) fn findings(root: &Path) -> Result<Vec<Finding>, String> {
    let project = Project::new(tree::files(root)?)?;
    let mut found = judge(&project)?;
    found.extend(licences::check(root, &project)?);
    Ok(found)
}

/// `cargo xtask tidy`.
pub(crate) fn command() -> Result<(), String> {
    let found = findings(&tree::root())?;
    for finding in &found {
        println!("{finding}");
    }
    let broken = found.iter().filter(|finding| !finding.is_warning).count();
    if broken > 0 {
        return Err(format!("tidy: {broken} to put right (the lines above say what and where)"));
    }
    println!("tidy: in order ({} warnings)", found.len());
    Ok(())
}
