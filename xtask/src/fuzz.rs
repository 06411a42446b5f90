//! `cargo xtask fuzz`: foreign bytes without end against the readers, guided by what they reach.
//!
//! The compiler of every other build will do: what it needs are two passes of LLVM, no sanitizer,
//! for there is no unsafe code in what is fuzzed.

use crate::stage::{Line, run};
use std::time::Duration;

/// The targets: `fuzz/targets/NAME.rs`.
const TARGETS: [&str; 8] =
    ["advisories", "archives", "bills", "evidence", "guard", "locks", "names", "signatures"];
/// How long a target is fuzzed if nothing is said.
const SECONDS: u64 = 60;
/// Building, in minutes.
const BUILD_MINUTES_MAX: u64 = 20;

/// Counters at each edge of the code, and where they are; the entry is libFuzzer's.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
     -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
     -Ccodegen-units=1 -Cdebug-assertions -Coverflow-checks";

/// Fuzzes the target of this name, or all one after the other.
pub(crate) fn command(words: &[&str]) -> Result<(), String> {
    let (which, seconds) = match words {
        [] => (None, SECONDS),
        [seconds] if seconds.parse::<u64>().is_ok() => (None, number(seconds)?),
        [which] => (Some(*which), SECONDS),
        [which, seconds] => (Some(*which), number(seconds)?),
        _ => return Err("at most a target and a number of seconds".to_owned()),
    };
    let targets = match which {
        None => TARGETS.to_vec(),
        Some(it) if TARGETS.contains(&it) => vec![it],
        Some(it) => {
            return Err(format!("there is no target `{it}`; there are {}", TARGETS.join(", ")));
        }
    };
    for target in targets {
        fuzz(target, seconds)?;
    }
    Ok(())
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number of seconds"))
}

fn fuzz(target: &str, seconds: u64) -> Result<(), String> {
    let root = crate::tree::root().join("fuzz");
    // What was found is kept from run to run, and what fails is left in fuzz/artifacts.
    let (found, failed) = (root.join("corpus").join(target), root.join("artifacts/"));
    for dir in [&found, &failed] {
        std::fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
    }
    let line = Line::new("cargo run --release --locked --manifest-path fuzz/Cargo.toml")
        // With a target named, the flags are kept from build scripts.
        .arg("--target")
        .arg(&host()?)
        .arg("--bin")
        .arg(target)
        .arg("--")
        .arg(&format!("-max_total_time={seconds}"))
        .arg("-max_len=8192")
        .arg("-timeout=10")
        .arg("-rss_limit_mb=2048")
        .arg(&format!("-artifact_prefix={}", failed.join(format!("{target}-")).display()))
        .arg(&found.display().to_string())
        .with("RUSTFLAGS", FLAGS);
    run(&line, Duration::from_secs(seconds + BUILD_MINUTES_MAX * 60))
}

/// The platform that rustc builds for.
fn host() -> Result<String, String> {
    let told = std::process::Command::new("rustc")
        .arg("-vV")
        .output()
        .map_err(|e| format!("cannot ask rustc: {e}"))?;
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say which platform it is".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_are_those_that_there_are() {
        let dir = crate::tree::root().join("fuzz/targets");
        let mut there: Vec<String> = std::fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        there.sort();
        assert_eq!(there, TARGETS);
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        let told = command(&["mails"]).unwrap_err();
        assert!(told.contains("mails") && told.contains("names"), "{told}");
        assert!(command(&["names", "soon"]).unwrap_err().contains("soon"));
    }
}
