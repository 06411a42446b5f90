//! Where the public files of scanners are.

use std::path::{Path, PathBuf};

/// A folder of the suites, or nothing with one visible line if it is not here.
///
/// `NARU_SUITES` names their folder, default `../shared/data` beside the project. With
/// `NARU_SUITES_REQUIRED=1` absence fails.
pub fn find(path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("NARU_SUITES").map_or_else(beside, PathBuf::from);
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    let is_required = std::env::var_os("NARU_SUITES_REQUIRED").is_some_and(|value| value == "1");
    assert!(!is_required, "the suite {} is required and absent", found.display());
    println!("SUITE ABSENT, not run: {path} (set NARU_SUITES to the folder of the public suites)");
    None
}

/// Every file below `scans`: name from there, and bytes.
pub fn scans() -> Vec<(String, Vec<u8>)> {
    let Some(root) = find("scans") else { return Vec::new() };
    let mut files = Vec::new();
    for kind in std::fs::read_dir(&root).unwrap() {
        for file in std::fs::read_dir(kind.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}
