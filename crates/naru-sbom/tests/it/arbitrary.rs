//! Every reader of data from outside that has no test of its own for it: whatever the bytes are, it
//! answers, and what it answers can be used.

use crate::cyclonedx::IN_XML;
use naru_sbom::advisory::{
    Compiled, Database, FileParts, Package, join_file, parse_epss, parse_github, parse_kev,
    parse_osv, parse_rustsec,
};
use naru_sbom::cvss::Cvss;
use naru_sbom::json::{self, Limits};
use naru_sbom::licence::{Matrix, detect};
use naru_sbom::vex::openvex;
use naru_sbom::{csaf, cyclonedx};
use proptest::prelude::*;

const OSV: &str = r#"{"schema_version": "1.6.0", "id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-0001"],
 "modified": "2026-08-01T00:00:00Z", "published": "2026-07-01", "summary": "A weakness",
 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
 "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:log"}, "versions": ["1.0"],
 "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.15.0"}]}]}]}"#;
const RUSTSEC: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"rope\"\n\
 date = \"2026-01-02\"\naliases = [\"CVE-2026-0001\"]\n\n[versions]\npatched = [\">= 1.2.3\"]\n\
 unaffected = [\"< 0.4\"]\n```\n\n# Rope frays\n\nIt does.\n";
const KEV: &str = r#"{"vulnerabilities": [{"cveID": "CVE-2026-0001", "dateAdded": "2026-08-01",
 "dueDate": "2026-08-15", "knownRansomwareCampaignUse": "Unknown"}]}"#;
const EPSS: &str = "#model_version:v2025.03.14,score_date:2026-08-01T00:00:00+0000\n\
 cve,epss,percentile\nCVE-2026-0001,0.94321,0.99912\n";
const GITHUB: &str = r#"{"ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-0001", "summary": "s",
 "severity": "high", "published_at": "2026-07-01T00:00:00Z", "updated_at": "2026-08-01T00:00:00Z",
 "identifiers": [{"type": "CVE", "value": "CVE-2026-0001"}], "vulnerabilities": [{"package":
 {"ecosystem": "npm", "name": "rope"}, "vulnerable_version_range": ">= 1, < 2",
 "first_patched_version": "2.0.0"}]}"#;
const OPENVEX: &str = r#"{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex",
 "author": "x", "timestamp": "2026-08-01T00:00:00Z", "version": 1, "statements": [{"vulnerability":
 {"name": "CVE-2026-0001"}, "products": [{"@id": "pkg:cargo/rope@1.2.0"}],
 "status": "not_affected", "justification": "component_not_present"}]}"#;
const CSAF: &str = r#"{"document": {"category": "csaf_base", "csaf_version": "2.0", "title": "t",
 "publisher": {"category": "vendor", "name": "n", "namespace": "https://example.org"},
 "tracking": {"id": "1", "status": "final", "version": "1", "current_release_date":
 "2026-08-01T00:00:00Z", "initial_release_date": "2026-08-01T00:00:00Z", "revision_history":
 [{"number": "1", "date": "2026-08-01T00:00:00Z", "summary": "s"}]}}}"#;
const MATRIX: &str = "Compatibility,MIT,GPL-2.0-only\nMIT,Same,No\nGPL-2.0-only,Yes,Same\n";
const VECTOR: &str = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P";

fn limits() -> Limits {
    Limits { bytes_max: 1 << 20, depth_max: 32, values_max: 10_000 }
}

/// Asks every reader; what it read is put into a database and asked for again.
fn read_all(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut database = Database::default();
    let value = json::read(bytes, limits()).ok();
    let github = value.as_ref().and_then(|it| parse_github(it).ok());
    let read = [parse_osv(bytes).ok(), parse_rustsec("x.md", bytes).ok(), github];
    let read: Vec<_> = read.into_iter().flatten().collect();
    for advisory in &read {
        database.put(advisory.clone());
    }
    if let Ok(kev) = parse_kev(bytes) {
        database.kev.extend(kev);
    }
    drop(parse_epss(bytes));
    let encoded = database.encode().expect("what was read can be written");
    let compiled = Compiled::open(encoded.as_slice()).expect("what was written can be opened");
    for affected in read.iter().flat_map(|it| &it.affected) {
        let package = Package::new(affected.ecosystem.as_str(), &affected.name, Some("1.1"));
        compiled.find(&package).expect("what was written is whole");
    }
    drop(Cvss::parse(&text));
    drop(Matrix::of_csv(&text));
    drop(detect(&text));
    drop(openvex::read(bytes, limits()));
    drop(csaf::read(bytes, limits()));
    if let Err(faults) = cyclonedx::read_xml(bytes, limits()) {
        assert!(!faults.is_empty());
    }
}

/// A table that was damaged is refused or asked; it never takes the program with it.
fn ask_damaged(bytes: Vec<u8>) {
    let Ok(parts) = FileParts::of(&bytes) else { return };
    let Ok(compiled) = Compiled::open(&bytes[parts.compiled]) else { return };
    for name in ["org.example:log", "rope"] {
        drop(compiled.find(&Package::new("Maven", name, Some("1.0"))));
    }
    drop((compiled.named("CVE-2026-0001"), compiled.counts(), compiled.sources()));
    drop(compiled.decode());
}

fn file() -> Vec<u8> {
    let mut database = Database::default();
    database.put(parse_osv(OSV.as_bytes()).expect("it is as OSV asks"));
    database.put(parse_rustsec("x.md", RUSTSEC.as_bytes()).expect("it is as RustSec asks"));
    database.kev = parse_kev(KEV.as_bytes()).expect("it is as CISA asks");
    join_file(b"{}", &database.encode().expect("it can be written"), b"{}")
}

fn damaged(good: &[u8], edits: &[(usize, u8)], keep: usize) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for (at, byte) in edits {
        let at = at % bytes.len();
        if byte % 3 == 0 { bytes.insert(at, *byte) } else { bytes[at] = *byte }
    }
    bytes.truncate(keep % (2 * good.len()));
    bytes
}

#[test]
fn the_seeds_are_read() {
    // A seed that is refused tests the refusal only.
    assert!(parse_osv(OSV.as_bytes()).is_ok());
    assert!(parse_rustsec("x.md", RUSTSEC.as_bytes()).is_ok());
    assert!(parse_kev(KEV.as_bytes()).is_ok_and(|it| it.len() == 1));
    assert!(parse_epss(EPSS.as_bytes()).is_ok());
    let github = json::read(GITHUB.as_bytes(), limits()).expect("it is JSON");
    assert!(parse_github(&github).is_ok());
    assert!(openvex::read(OPENVEX.as_bytes(), limits()).is_ok());
    assert!(csaf::read(CSAF.as_bytes(), limits()).is_ok());
    assert!(Matrix::of_csv(MATRIX).is_ok());
    assert!(Cvss::parse(VECTOR).is_ok());
    let bytes = file();
    let parts = FileParts::of(&bytes).expect("it is whole");
    let compiled = Compiled::open(&bytes[parts.compiled]).expect("it is whole");
    let package = Package::new("Maven", "org.example:log", Some("1.0"));
    assert_eq!(compiled.find(&package).map(|it| it.findings.len()), Ok(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
        ask_damaged(bytes);
    }

    #[test]
    fn damaged_seeds_are_answered(
        edits in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
        keep in any::<usize>(),
    ) {
        for seed in [OSV, RUSTSEC, KEV, EPSS, GITHUB, OPENVEX, CSAF, MATRIX, VECTOR, IN_XML] {
            read_all(&damaged(seed.as_bytes(), &edits, keep.max(seed.len())));
            read_all(&damaged(seed.as_bytes(), &edits, keep));
        }
        let file = file();
        ask_damaged(damaged(&file, &edits, keep.max(file.len())));
        ask_damaged(damaged(&file, &edits, keep));
    }
}
