//! How long a scan takes from an encoded database: opening, reading the lock file, looking up.
//!
//! `cargo run --release -p naru-sbom --example scan_speed -- RUSTSEC.tar.gz Cargo.lock…`

use flate2::read::GzDecoder;
use naru_sbom::advisory::{Compiled, Database, Package, parse_rustsec};
use std::io::Read;
use std::time::Instant;

const ROUNDS: u32 = 50;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let archive = arguments.next().expect("name the archive of RustSec");
    let begun = now();
    let bytes = database(&archive).encode().expect("the database fits");
    println!("import and encode: {:?}, {} bytes", begun.elapsed(), bytes.len());
    let folder = std::env::temp_dir();
    let file = folder.join(format!("naru-scan-speed-{}.db", std::process::id()));
    std::fs::write(&file, bytes).expect("the database can be written");
    for lock in arguments {
        let (mut packages, mut findings) = (0, 0);
        let begun = now();
        for _ in 0..ROUNDS {
            let compiled = std::fs::read(&file).expect("the database can be read");
            let compiled = Compiled::open(compiled).expect("it is a database");
            let lock = std::fs::read_to_string(&lock).expect("the lock file can be read");
            let all = packages_of(&lock);
            packages = all.len();
            let found = all.iter().map(|package| compiled.find(package).expect("it is whole"));
            findings = found.map(|matches| matches.findings.len()).sum();
        }
        let each = begun.elapsed() / ROUNDS;
        println!("{lock}: {packages} packages, {findings} findings, {each:?} each");
    }
    std::fs::remove_file(&file).expect("the database can be removed");
}

#[expect(clippy::disallowed_methods, reason = "this measures")]
fn now() -> Instant {
    Instant::now()
}

fn database(path: &str) -> Database {
    let file = std::fs::File::open(path).expect("the archive can be opened");
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let mut database = Database::default();
    for entry in archive.entries().expect("the archive can be read") {
        let mut entry = entry.expect("the archive can be read");
        let name = entry.path().expect("entries have names").to_string_lossy().into_owned();
        if name.ends_with(".md") {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("the archive can be read");
            database.put(parse_rustsec(&name, &bytes).expect("RustSec's files can be read"));
        }
    }
    database
}

/// Packages of a Cargo.lock, read as TOML.
fn packages_of(lock: &str) -> Vec<Package> {
    let lock: toml::Table = lock.parse().expect("the lock file is TOML");
    let list = lock.get("package").and_then(toml::Value::as_array);
    let text = |entry: &toml::Value, key: &str| entry.get(key)?.as_str().map(str::to_owned);
    list.into_iter()
        .flatten()
        .filter_map(|entry| {
            let version = text(entry, "version");
            Some(Package::new("crates.io", &text(entry, "name")?, version.as_deref()))
        })
        .collect()
}
