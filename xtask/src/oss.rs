//! Naru's own gate: its lock file, judged by its own command, with the shared advisory snapshot.

use crate::stage::{self, Line};
use crate::tree;
use std::path::PathBuf;
use std::time::Duration;

/// The snapshot within the folder of the public suites.
const SNAPSHOT: &str = "oss/advisories/rustsec-bf5c0d2.tar.gz";

/// Imports the snapshot and judges `Cargo.lock`. Without the snapshot it says so and judges
/// nothing, unless `NARU_SUITES_REQUIRED` is 1.
pub(crate) fn gate() -> Result<(), String> {
    let beside = || tree::root().join("../shared/data");
    let suites = variable("NARU_SUITES").map_or_else(beside, PathBuf::from);
    let snapshot = suites.join(SNAPSHOT);
    if !snapshot.exists() {
        if variable("NARU_SUITES_REQUIRED").as_deref() == Some("1") {
            return Err(format!("{} is required and absent", snapshot.display()));
        }
        println!(
            "NOT JUDGED: the advisory snapshot {SNAPSHOT} is absent (set NARU_SUITES to the folder \
             of the public suites). Cargo.lock was not looked at."
        );
        return Ok(());
    }
    let naru = std::env::current_exe()
        .map_err(|e| format!("cannot tell where xtask was built: {e}"))?
        .with_file_name("naru");
    let database = naru.with_file_name("own-gate.db").display().to_string();
    let command = |words: &str| Line { program: naru.display().to_string(), ..Line::new(words) };
    let import = command("naru oss db import --from").arg(&snapshot.display().to_string());
    let check = command("naru oss check Cargo.lock --lang en --db").arg(&database);
    let limit = Duration::from_secs(60);
    stage::run(&import.arg("--out").arg(&database), limit)?;
    stage::run(&check, limit)
}

#[expect(clippy::disallowed_methods, reason = "where the suites are is told by the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}
