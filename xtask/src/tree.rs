//! The files of the project, as git sees them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One file: its path from the root with `/`, and its text.
pub(crate) struct File {
    /// Path from the root.
    pub(crate) path: String,
    /// Contents.
    pub(crate) bytes: Vec<u8>,
    /// Contents as text; empty for a file that is not text.
    pub(crate) text: String,
}

impl File {
    /// A file from its contents.
    pub(crate) fn new(path: String, bytes: Vec<u8>) -> File {
        let text = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
        File { path, bytes, text }
    }
}

/// The root of the workspace. `cargo` sets the variable for `cargo run` and for tests alike.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// Every file of the project under `root`, sorted by path.
pub(crate) fn files(root: &Path) -> Result<Vec<File>, String> {
    let mut paths = match listed_by_git(root) {
        Some(paths) => paths,
        // A source archive has no git directory.
        None => found_by_walking(root)?,
    };
    paths.sort();
    paths.dedup();
    let mut files = Vec::new();
    for path in paths {
        // A file deleted but not yet committed is still listed by git.
        let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
        files.push(File::new(path, bytes));
    }
    Ok(files)
}

fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<String> = text.split('\0').filter(|p| !p.is_empty()).map(Into::into).collect();
    (!paths.is_empty()).then_some(paths)
}

fn found_by_walking(root: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let at = root.join(&folder);
        let entries =
            std::fs::read_dir(&at).map_err(|e| format!("cannot list {}: {e}", at.display()))?;
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
            match (is_folder, name.as_str()) {
                (true, "target" | ".git" | "demo-data") => {}
                (true, _) => folders.push(path),
                (false, _) => found.push(path.to_string_lossy().replace('\\', "/")),
            }
        }
    }
    Ok(found)
}
