//! Finding the files of a project that say what it uses.

use crate::manifest;
use crate::problem::Problem;
use naru_sbom::lock::{self, Format};
use std::path::{Path, PathBuf};

/// Folders of what was fetched or built, not of what the project says.
const SKIPPED: [&str; 6] = ["node_modules", ".git", "target", ".hg", ".svn", "__pycache__"];
/// Deeper than any project; a circle of links would go on for ever.
const DEPTH_MAX: usize = 40;
/// More entries than this is not a project but a disk.
const ENTRIES_MAX: usize = 2_000_000;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A lock file, a manifest or a package database.
    Lock(Format),
    /// A bill of materials.
    Bom,
}

/// A file that was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path from the folder that was named, with `/` between the parts.
    pub(crate) name: String,
    /// What it is read as.
    pub(crate) what: What,
}

/// Whether a name is one that bills of materials have.
pub(crate) fn is_bom_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let endings = [".cdx.json", ".cdx.xml", ".spdx.json", ".spdx", ".bom.json", ".sbom.json"];
    matches!(name.as_str(), "bom.json" | "bom.xml" | "sbom.json" | "cyclonedx.json" | "spdx.json")
        || endings.iter().any(|it| name.ends_with(it))
}

/// What a folder holds.
pub(crate) struct Walked {
    /// What is read.
    pub(crate) found: Vec<Found>,
    /// Manifests that only wish, by their paths from the folder.
    pub(crate) manifests: Vec<String>,
}

/// Walks a folder, in the order of names, without following links.
pub(crate) fn walk(folder: &Path) -> Result<Walked, Problem> {
    let (mut found, mut manifests) = (Vec::new(), Vec::new());
    let mut waiting = vec![(folder.to_path_buf(), String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, name, depth)) = waiting.pop() {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(|e| Problem::read(&folder, e))? {
            let entry = entry.map_err(|e| Problem::read(&folder, e))?;
            let kind = entry.file_type().map_err(|e| Problem::read(&entry.path(), e))?;
            entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path(), kind));
        }
        seen += entries.len();
        if seen > ENTRIES_MAX {
            let why = format!("more than {ENTRIES_MAX} files and folders");
            return Err(Problem::read(&folder, why));
        }
        entries.sort_by(|a, b| b.0.cmp(&a.0));
        let inner = |entry: &str| {
            if name.is_empty() { entry.to_owned() } else { format!("{name}/{entry}") }
        };
        for (entry, path, kind) in entries {
            let name = inner(&entry);
            if kind.is_dir() {
                if !SKIPPED.contains(&entry.as_str()) && depth < DEPTH_MAX {
                    waiting.push((path, name, depth + 1));
                }
            } else if kind.is_file() {
                if manifest::kind_of(&name).is_some() {
                    manifests.push(name.clone());
                }
                if let Some(what) = what_is(&name) {
                    found.push(Found { path, name, what });
                }
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    leave_out_weaker(&mut found);
    manifests.sort();
    Ok(Walked { found, manifests })
}

/// A file that was named, if its name says what it is.
pub(crate) fn of_name(path: &Path) -> Option<Found> {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let what = what_is(whole.to_string_lossy().trim_start_matches('/'))?;
    Some(Found { path: path.to_path_buf(), name: path.display().to_string(), what })
}

/// What a file is read as, by its path from a folder.
pub(crate) fn what_is(name: &str) -> Option<What> {
    let last = name.rsplit('/').next().unwrap_or(name);
    // Readable from the root of a file system also when the folder is that root.
    let rooted = format!("/{name}");
    match lock::format_of(&rooted) {
        Some(format) => Some(What::Lock(format)),
        None => is_bom_name(last).then_some(What::Bom),
    }
}

/// A project file says what is wished; the lock file beside it says what is taken.
fn leave_out_weaker(found: &mut Vec<Found>) {
    let folders = |format: Format| -> Vec<String> {
        let fitting = found.iter().filter(|it| it.what == What::Lock(format));
        fitting.map(|it| folder_of(&it.name).to_owned()).collect()
    };
    let locked = folders(Format::NugetLock);
    found.retain(|it| {
        let is_weaker = it.what == What::Lock(Format::MsbuildProject);
        !(is_weaker && locked.iter().any(|folder| folder == folder_of(&it.name)))
    });
}

fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |it| it.0)
}
