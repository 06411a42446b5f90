//! Lock files, manifests and package databases: the first byte chooses the format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::lock::{format_of, read};

const NAMES: [&str; 24] = [
    "Cargo.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "pom.xml",
    "gradle.lockfile",
    "go.mod",
    "requirements.txt",
    "poetry.lock",
    "uv.lock",
    "Pipfile.lock",
    "composer.lock",
    "Gemfile.lock",
    "packages.lock.json",
    "app.csproj",
    "packages.config",
    "pubspec.lock",
    "mix.lock",
    "conan.lock",
    "var/lib/dpkg/status",
    "lib/apk/db/installed",
    "var/lib/rpm/rpmdb.sqlite",
    "var/lib/rpm/Packages.db",
    "var/lib/rpm/Packages",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*which) % NAMES.len()];
    let format = format_of(name).expect("each of these names is known");
    match read(format, rest, &[]) {
        Ok(_) => {}
        Err(refusal) => assert!(!refusal.to_string().is_empty(), "a refusal says why"),
    }
});
