//! The public suites: where they are, and how a suite is counted.

use std::path::{Path, PathBuf};

/// A folder or file of the suites, or nothing with one visible line if they are not here.
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

/// The files of a suite's folder whose name ends so, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the suite's folder can be listed");
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the suite's folder can be listed").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

/// A file of a suite as text.
pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a suite's file can be read")
}

/// Counts the cases of a suite; `finish` prints the count and fails below the whole.
pub struct Count {
    name: &'static str,
    seen: usize,
    failures: Vec<String>,
}

impl Count {
    /// A suite by name.
    pub fn new(name: &'static str) -> Count {
        Count { name, seen: 0, failures: Vec::new() }
    }
    /// One case.
    pub fn case(&mut self, holds: bool, describe: impl FnOnce() -> String) {
        self.seen += 1;
        if !holds {
            self.failures.push(describe());
        }
    }
    /// Prints `name passed/total` and fails if a case failed or one is missing.
    pub fn finish(self, total: usize) {
        let passed = self.seen - self.failures.len();
        println!("SUITE {} {passed}/{total}", self.name);
        let shown: Vec<&str> = self.failures.iter().take(40).map(String::as_str).collect();
        assert!(shown.is_empty(), "{} {passed}/{total}:\n{}", self.name, shown.join("\n"));
        assert_eq!(passed, total, "{}: the suite has another number of cases", self.name);
    }
}
