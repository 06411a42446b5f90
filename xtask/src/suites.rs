//! The public suites: found beside the project or through `NARU_SUITES`, and their counts shown.
//!
//! They stay out of the repository, so a clone elsewhere may stand without them. Then this stage
//! says so on one loud line and is not red, unless the caller set `NARU_SUITES_REQUIRED=1`.

use crate::stage::{self, Line};
use crate::tree;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longest time for the suites alone, built before.
pub(crate) const MINUTES_MAX: u64 = 2;

/// The command of the stage.
pub(crate) const COMMAND: &str =
    "nextest run --locked --workspace -E package(/^naru-(sbom|evidence)$/) --success-output immediate";

/// The variables under which tests must find the suites, or none if they are not here.
pub(crate) fn variables() -> Vec<(&'static str, String)> {
    let named = std::env::var_os("NARU_SUITES").map(PathBuf::from);
    variables_of(named.as_deref(), &tree::root())
}

fn variables_of(named: Option<&Path>, root: &Path) -> Vec<(&'static str, String)> {
    let required = ("NARU_SUITES_REQUIRED", "1".to_owned());
    let beside = root.join("../shared/data");
    // A folder that was named must be there: the tests will say that it is not.
    let folder = match named {
        Some(folder) => root.join(folder),
        None if beside.is_dir() => beside,
        None => return Vec::new(),
    };
    let folder = folder.canonicalize().unwrap_or(folder);
    vec![("NARU_SUITES", folder.display().to_string()), required]
}

/// Runs the tests over the suites and shows their counts.
pub(crate) fn stage(line: Line) -> Result<(), String> {
    let variables = variables();
    let is_required = std::env::var_os("NARU_SUITES_REQUIRED").is_some_and(|value| value == "1");
    if variables.is_empty() && !is_required {
        println!(
            "SUITES ABSENT: no folder ../shared/data beside the project and no NARU_SUITES; \
             the public suites are NOT RUN"
        );
        return Ok(());
    }
    let line = variables.iter().fold(line, |line, (name, value)| line.with(name, value));
    stage::run_showing(&line, Duration::from_secs(MINUTES_MAX * 60), is_shown)
}

/// The counts, what was not run, and the summary.
fn is_shown(line: &str) -> bool {
    let line = line.trim();
    ["SUITE ", "SUITES ", "Summary ", "FAIL ", "TIMEOUT "].iter().any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_required_where_they_are_and_not_elsewhere() {
        let nowhere = Path::new("/nowhere/at/all");
        assert_eq!(variables_of(None, nowhere), Vec::new());
        let named = variables_of(Some(Path::new("/nowhere/suites")), nowhere);
        assert_eq!(named[0], ("NARU_SUITES", "/nowhere/suites".to_owned()));
        assert_eq!(named[1], ("NARU_SUITES_REQUIRED", "1".to_owned()));
        let relative = variables_of(Some(Path::new("suites")), nowhere);
        assert_eq!(relative[0].1, "/nowhere/at/all/suites");
    }

    #[test]
    fn counts_are_shown_and_the_rest_is_not() {
        assert!(is_shown("    SUITE purl 586/586"));
        assert!(is_shown("     Summary [   3.480s] 10 tests run: 10 passed"));
        assert!(!is_shown("        PASS [   0.014s] (2/5) naru-sbom::it purl::x"));
    }
}
