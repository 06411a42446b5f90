//! Installs what the tests need and is not there yet. What is there is left alone.

use crate::stage::{Line, run};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const NEXTEST: &str = "cargo install cargo-nextest --locked --version 0.9.143";
const INSTALL: &str = "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends";
const TIME_BOX: Duration = Duration::from_secs(15 * 60);

/// A Debian package and how to see that what it brings is there already.
struct Need {
    package: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 8] = [
    Need { package: "postgresql", is_there: has_postgresql },
    Need { package: "chromium", is_there: || on_path(&["chromium", "chromium-browser"]) },
    Need { package: "chromium-driver", is_there: || on_path(&["chromedriver"]) },
    Need { package: "python3", is_there: || on_path(&["python3"]) },
    Need { package: "curl", is_there: || on_path(&["curl"]) },
    Need { package: "jq", is_there: || on_path(&["jq"]) },
    Need { package: "fonts-noto-cjk", is_there: || has_font("NotoSansCJK") },
    Need { package: "fonts-nanum", is_there: || has_font("Nanum") },
];

/// Whether this is a CI run.
#[expect(clippy::disallowed_methods, reason = "xtask is a binary; CI tells itself by a variable")]
pub(crate) fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// Everything the full run needs.
pub(crate) fn everything() -> Result<(), String> {
    let missing = missing();
    if !missing.is_empty() {
        install(&missing)?;
        let still = self::missing();
        if !still.is_empty() {
            return Err(format!(
                "installed, but still not found: {} (xtask/src/setup.rs says what it looks for)",
                still.join(", ")
            ));
        }
    }
    nextest()?;
    println!(
        "PostgreSQL, Chromium with its driver, Korean fonts, Python, curl, jq and cargo-nextest are there"
    );
    Ok(())
}

/// Whether everything is there or can be installed; without root, the line to run.
pub(crate) fn told() -> Result<(), String> {
    let missing = missing();
    if missing.is_empty() { Ok(()) } else { can_install(&missing).map(drop) }
}

fn missing() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect()
}

/// cargo-nextest alone.
pub(crate) fn nextest() -> Result<(), String> {
    if succeeds("cargo", &["nextest", "--version"]) {
        return Ok(());
    }
    run(&Line::new(NEXTEST), TIME_BOX)
        .map_err(|e| format!("cargo-nextest could not be installed ({e}); run: {NEXTEST}"))
}

/// Python with environments of their own, for one tool that is not Debian's.
pub(crate) fn python_venv() -> Result<(), String> {
    if succeeds("python3", &["-c", "import venv, ensurepip"]) {
        return Ok(());
    }
    install(&["python3-venv"])
}

/// The line that installs these, if it can be run here.
fn can_install(packages: &[&str]) -> Result<String, String> {
    let words = format!("{INSTALL} {}", packages.join(" "));
    if !on_path(&["apt-get"]) {
        return Err(format!("these are missing, and there is no apt-get: {}", packages.join(", ")));
    }
    if !is_root() {
        return Err(format!("these need root; run this line, then try again:\n  sudo {words}"));
    }
    Ok(words)
}

fn install(packages: &[&str]) -> Result<(), String> {
    let words = can_install(packages)?;
    let install = || Line::new(&words).with("DEBIAN_FRONTEND", "noninteractive");
    // The list of packages may be absent or old: fetch it only if the first try fails.
    if run(&install(), TIME_BOX).is_err() {
        run(&Line::new("apt-get update"), TIME_BOX)?;
        run(&install(), TIME_BOX)?;
    }
    Ok(())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn on_path(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .any(|folder| programs.iter().any(|program| folder.join(program).is_file()))
}

/// Debian keeps the server's programs outside the path, in a folder for each version.
fn has_postgresql() -> bool {
    let versions = std::fs::read_dir(Path::new("/usr/lib/postgresql")).into_iter().flatten();
    on_path(&["initdb"])
        || versions.flatten().any(|version| version.path().join("bin/initdb").is_file())
}

/// Whether a font whose file name begins so is installed for everybody.
fn has_font(start: &str) -> bool {
    let mut folders = vec![PathBuf::from("/usr/share/fonts")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().to_string_lossy().starts_with(start) {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_name() {
        assert!(on_path(&["no-such-program-at-all", "sh"]));
        assert!(!on_path(&["no-such-program-at-all"]));
        assert!(succeeds("true", &[]));
        assert!(!succeeds("false", &[]));
        assert!(!has_font("NoSuchFontAtAll"));
    }
}
