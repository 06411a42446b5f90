//! The public RustSec snapshot over our own lock file, as everybody would run it.

use crate::bed::Bed;
use std::path::{Path, PathBuf};

/// A file of the public suites, or nothing with one visible line if they are not here.
fn suite(path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let found = std::env::var_os("NARU_SUITES").map_or_else(beside, PathBuf::from).join(path);
    if found.exists() {
        return Some(found);
    }
    let is_required = std::env::var_os("NARU_SUITES_REQUIRED").is_some_and(|value| value == "1");
    assert!(!is_required, "the suite {} is required and absent", found.display());
    println!("SUITE ABSENT, not run: {path} (set NARU_SUITES to the folder of the public suites)");
    None
}

#[test]
fn the_whole_rustsec_snapshot_is_imported() {
    let Some(rustsec) = suite("oss/advisories/rustsec-bf5c0d2.tar.gz") else { return };
    let bed = Bed::new();
    let ran = bed.run(&format!("db import --from {} --out oss.db", rustsec.display()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let info = bed.run("db info --db oss.db --json").json();
    println!("SUITE rustsec import {}/1225", info["advisories"]);
    assert_eq!(info["advisories"], 1225, "{}", ran.err);
    assert_eq!(info["sources"][0]["refused"], 0, "{}", ran.err);
}

#[test]
fn the_whole_go_database_and_the_kev_catalogue_are_imported() {
    let (Some(go), Some(kev)) =
        (suite("oss/advisories/go-osv-a752ea5.tar.gz"), suite("oss/kev-min.csv"))
    else {
        return;
    };
    let bed = Bed::new();
    let words = format!("db import --from {} {} --out oss.db", go.display(), kev.display());
    let ran = bed.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let info = bed.run("db info --db oss.db --json").json();
    println!("SUITE go import {}/4291, kev {}/1404", info["advisories"], info["kev"]);
    assert_eq!((&info["advisories"], &info["kev"]), (&4291.into(), &1404.into()), "{}", ran.err);
}

#[test]
fn naru_passes_its_own_gate() {
    let Some(rustsec) = suite("oss/advisories/rustsec-bf5c0d2.tar.gz") else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bed = Bed::new();
    let import = bed.run(&format!("db import --from {} --out oss.db", rustsec.display()));
    assert_eq!(import.code, 0, "{}", import.err);
    let lock = root.join("Cargo.lock");
    let ran = bed.run(&format!("check {} --db oss.db", lock.display()));
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}
