//! `naru oss` through the real binary: the words, the files, the exit codes.

use crate::bed::Bed;

const ADVISORY: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2026-0901\"\npackage = \"rope\"\n\
    date = \"2026-07-01\"\n\n[versions]\npatched = [\">= 1.2.3\"]\n```\n\n# Knots come undone\n";
const LOCK: &str = "version = 4\n\n[[package]]\nname = \"rope\"\nversion = \"1.2.0\"\n\
    source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";

#[test]
fn a_project_is_scanned_and_judged_without_a_server() {
    let bed = Bed::new();
    let text = |name: &str| bed.path(name).display().to_string();
    std::fs::create_dir_all(bed.path("db/crates/rope")).unwrap();
    std::fs::write(bed.path("db/crates/rope/RUSTSEC-2026-0901.md"), ADVISORY).unwrap();
    std::fs::write(bed.path("Cargo.lock"), LOCK).unwrap();
    let (from, db, lock) = (text("db"), text("oss.db"), text("Cargo.lock"));
    let import = bed.naru(&["oss", "db", "import", "--from", &from, "--out", &db]);
    assert_eq!(import.code, 0, "{}", import.err);
    let scan = bed.naru(&["oss", "scan", &lock, "--db", &db, "--format", "json"]);
    assert_eq!(scan.code, 0, "{}", scan.err);
    let found: serde_json::Value = serde_json::from_str(&scan.out).unwrap();
    assert_eq!(found["findings"][0]["advisory"], "RUSTSEC-2026-0901");
    assert_eq!(found["findings"][0]["fixed"][0], "1.2.3");
    assert_eq!(bed.naru(&["oss", "check", &lock, "--db", &db]).code, 1);
    std::fs::write(bed.path("Cargo.lock"), LOCK.replace("1.2.0", "1.2.3")).unwrap();
    assert_eq!(bed.naru(&["oss", "check", &lock, "--db", &db]).code, 0);
    assert_eq!(bed.naru(&["oss", "check", &lock, "--db", "nowhere.db"]).code, 2);
}
