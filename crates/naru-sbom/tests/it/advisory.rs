//! Advisories: the whole of two real databases, the traps, and the encoding.

use crate::suites::{self, Count};
use flate2::read::GzDecoder;
use naru_sbom::advisory::{
    Advisory, Bound, Bytes, CodeError, Compiled, Database, Interval, Kind, Package, Rating, Source,
    SourceInfo, Unsure, Verdict, affects, is_github, parse_epss, parse_github, parse_kev,
    parse_osv, parse_rustsec,
};
use naru_sbom::purl::Purl;
use proptest::prelude::*;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Read;
use std::ops::Range;

/// Files of a packed archive whose name ends so.
fn unpacked(path: &str, ending: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let file = std::fs::File::open(suites::find(path)?).expect("the archive can be opened");
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let mut found = Vec::new();
    for entry in archive.entries().expect("the archive can be read") {
        let mut entry = entry.expect("the archive can be read");
        let name = entry.path().expect("entries have names").to_string_lossy().into_owned();
        if name.ends_with(ending) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("the archive can be read");
            found.push((name, bytes));
        }
    }
    Some(found)
}

fn rustsec() -> Option<Database> {
    let files = unpacked("oss/advisories/rustsec-bf5c0d2.tar.gz", ".md")?;
    let mut database = Database::default();
    for (path, bytes) in files {
        database.put(parse_rustsec(&path, &bytes).expect("RustSec's files can be read"));
    }
    Some(database)
}

fn go() -> Option<Database> {
    let files = unpacked("oss/advisories/go-osv-a752ea5.tar.gz", ".json")?;
    let mut database = Database::default();
    for (_, bytes) in files {
        database.put(parse_osv(&bytes).expect("Go's files can be read"));
    }
    Some(database)
}

#[test]
fn all_of_rustsec_is_read() {
    let Some(files) = unpacked("oss/advisories/rustsec-bf5c0d2.tar.gz", ".md") else { return };
    let mut count = Count::new("RustSec advisories");
    let mut kinds = std::collections::BTreeMap::new();
    for (path, bytes) in &files {
        let read = parse_rustsec(path, bytes);
        let holds = read.as_ref().is_ok_and(|advisory| {
            *kinds.entry(advisory.kind).or_insert(0) += 1;
            let stem = path.rsplit('/').next().unwrap().trim_end_matches(".md");
            let package = path.rsplit('/').nth(1).unwrap();
            let affected = &advisory.affected[0];
            let is_rust = path.rsplit('/').nth(2) == Some("rust");
            advisory.id == stem
                && affected.name == package
                && !advisory.summary.is_empty()
                && (affected.ecosystem.as_str() == "Rust") == is_rust
                && (!affected.ranges[0].intervals.is_empty() || advisory.withdrawn.is_some())
        });
        count.case(holds, || format!("{path}: {read:?}"));
    }
    count.finish(1_225);
    let of = |kind| kinds[&kind];
    assert_eq!((of(Kind::Unmaintained), of(Kind::Unsound), of(Kind::Notice)), (267, 203, 6));
}

#[test]
fn all_of_go_is_read() {
    let Some(files) = unpacked("oss/advisories/go-osv-a752ea5.tar.gz", ".json") else { return };
    let mut count = Count::new("Go advisories");
    let (mut packages, mut fixes, mut withdrawn) = (0, 0, 0);
    for (path, bytes) in &files {
        let read = parse_osv(bytes);
        let holds = read.as_ref().is_ok_and(|advisory| {
            packages += advisory.affected.len();
            withdrawn += usize::from(advisory.withdrawn.is_some());
            fixes += advisory.affected.iter().map(|a| a.fixed().len()).sum::<usize>();
            path.contains(&advisory.id) && !advisory.affected.is_empty()
        });
        count.case(holds, || format!("{path}: {read:?}"));
    }
    count.finish(4_291);
    assert_eq!((packages, withdrawn), (6_125, 17));
    assert!(fixes > 4_000, "{fixes}");
}

#[test]
fn the_encoding_gives_back_what_it_was_given_and_answers_the_same() {
    let (Some(mut database), Some(kev)) = (rustsec(), suites::find("oss/kev-min.csv")) else {
        return;
    };
    database.advisories.extend(go().expect("the suites are here").advisories);
    database.kev = parse_kev(&std::fs::read(kev).unwrap()).unwrap();
    assert_eq!(database.kev.len(), 1_404);
    let name = "RustSec".to_owned();
    database.sources.push(SourceInfo { name, records: 1_225, ..SourceInfo::default() });
    let bytes = database.encode().unwrap();
    assert_eq!(Database::decode(&bytes).as_ref(), Ok(&database));
    let compiled = Compiled::open(bytes.as_slice()).unwrap();
    assert_eq!(compiled.counts().unwrap(), (5_516, 1_404, 0));
    let index = database.index();
    let mut hits = 0;
    let affected = database.advisories.values().flat_map(|advisory| &advisory.affected);
    let names: BTreeSet<(&str, &str)> =
        affected.map(|affected| (affected.ecosystem.as_str(), affected.name.as_str())).collect();
    for (ecosystem, name) in names {
        for version in ["0.1.0", "1.2.3"] {
            let package = Package::new(ecosystem, name, Some(version));
            let found = index.find(&package);
            hits += found.findings.len();
            assert_eq!(compiled.find(&package).unwrap(), found, "{package:?}");
        }
    }
    for advisory in database.advisories.values() {
        assert!(compiled.named(&advisory.id).unwrap().contains(advisory));
    }
    assert!(hits > 5_000, "{hits}");
}

/// Bytes that count how many of them are asked for.
struct Counted {
    bytes: Vec<u8>,
    asked: Cell<usize>,
}

impl Bytes for Counted {
    fn length(&self) -> usize {
        self.bytes.len()
    }
    fn part(&self, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>, CodeError> {
        let found = self.bytes.get(range);
        self.asked.update(|it| it + found.map_or(0, <[u8]>::len));
        Ok(found.map(Cow::Borrowed))
    }
    fn held(&self, _: Range<usize>) -> Option<&[u8]> {
        None
    }
    fn keep(&mut self, _: Range<usize>) -> Result<(), CodeError> {
        Ok(())
    }
}

#[test]
fn a_look_up_reads_what_concerns_its_package_and_no_more() {
    let mut database = Database::default();
    for at in 0..1_000 {
        let mut advisory = osv(
            &format!("TEST-{at:04}"),
            "npm",
            &format!("package-{at:04}"),
            r#"{"introduced": "0"}, {"fixed": "2.0.0"}"#,
        );
        advisory.details = "long ".repeat(400);
        database.put(advisory);
    }
    let bytes = database.encode().unwrap();
    let whole = bytes.len();
    let compiled = Compiled::open(Counted { bytes, asked: Cell::new(0) }).unwrap();
    let asked = || compiled.bytes().asked.get();
    assert!(asked() < 1_000, "to open: {}", asked());
    let before = asked();
    let package = Package::new("npm", "package-0500", Some("1.0.0"));
    assert_eq!(compiled.find(&package).unwrap().findings.len(), 1);
    // Ten steps among the names, and one record.
    let found = asked() - before;
    assert!((2_000..5_000).contains(&found), "{found} of {whole}");
    let before = asked();
    let other = Package::new("npm", "package", Some("1.0.0"));
    assert_eq!(compiled.find(&other).unwrap().findings.len(), 0);
    assert!(asked() - before < 1_000, "{}", asked() - before);
}

/// An OSV record with one range.
fn osv(id: &str, ecosystem: &str, name: &str, events: &str) -> Advisory {
    let text = format!(
        r#"{{"id":"{id}","modified":"2026-01-01T00:00:00Z","affected":[{{"package":
        {{"ecosystem":"{ecosystem}","name":"{name}"}},"ranges":[{{"type":"ECOSYSTEM","events":[{events}]}}]}}]}}"#
    );
    parse_osv(text.as_bytes()).expect("the record can be read")
}

fn rust(versions: &str) -> Advisory {
    let text = format!(
        "```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\npackage = \"boat\"\ndate = \"2026-01-01\"\n\n[versions]\n{versions}\n```\n\n# A leak\n\nWater comes in.\n"
    );
    parse_rustsec("crates/boat/RUSTSEC-2026-0001.md", text.as_bytes())
        .expect("the record can be read")
}

fn hit(advisory: &Advisory, ecosystem: &str, name: &str, version: &str) -> Option<Vec<String>> {
    match affects(advisory, &Package::new(ecosystem, name, Some(version))) {
        Verdict::Affected { fixed } => Some(fixed),
        Verdict::NotAffected => None,
        Verdict::Unknown(why) => panic!("{name} {version}: {why:?}"),
    }
}

#[test]
fn nothing_patched_means_that_everything_is_affected() {
    let advisory = rust("patched = []");
    assert_eq!(advisory.summary, "A leak");
    for version in ["0.0.1", "1.0.0-alpha", "99.0.0"] {
        assert_eq!(hit(&advisory, "crates.io", "boat", version), Some(vec![]));
    }
    let advisory = rust("patched = []\nunaffected = [\"< 1.2\"]");
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.1.9"), None);
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.2.0"), Some(vec![]));
}

#[test]
fn patched_and_unaffected_leave_the_intervals_between() {
    let advisory =
        rust("patched = [\">= 0.6.14, < 1.0.0\", \">= 1.6.1\"]\nunaffected = [\"< 0.6.3\"]");
    let of = |from: &str, to: &str| Interval {
        from: Bound::With(from.to_owned()),
        to: Bound::Without(to.to_owned()),
    };
    let intervals = &advisory.affected[0].ranges[0].intervals;
    assert_eq!(*intervals, [of("0.6.3", "0.6.14"), of("1.0.0", "1.6.1")]);
    assert_eq!(
        hit(&advisory, "crates.io", "boat", "0.6.3"),
        Some(vec!["0.6.14".into(), "1.6.1".into()])
    );
    assert_eq!(hit(&advisory, "crates.io", "boat", "0.6.14"), None);
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.6.0"), Some(vec!["1.6.1".into()]));
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.6.1"), None);
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.6.1-rc.1"), Some(vec!["1.6.1".into()]));
    let advisory =
        rust("patched = [\"^1.2.5\", \"=2.0.1\", \"> 3.0.0\"]\nunaffected = [\"<= 0.5\"]");
    let safe = |version| hit(&advisory, "crates.io", "boat", version).is_none();
    assert!(safe("0.5.0") && safe("1.2.5") && safe("1.9.0") && safe("2.0.1") && safe("3.0.1"));
    assert!(!safe("0.5.1") && !safe("1.2.4") && !safe("2.0.0") && !safe("2.0.2") && !safe("3.0.0"));
}

#[test]
fn what_was_taken_back_affects_nothing() {
    let mut advisory = rust("patched = []");
    advisory.withdrawn = Some("2026-02-01".to_owned());
    assert_eq!(hit(&advisory, "crates.io", "boat", "1.0.0"), None);
}

#[test]
fn introduced_zero_last_affected_limit_and_events_out_of_order() {
    let zero = osv("A-1", "npm", "boat", r#"{"introduced":"0"},{"fixed":"2.0.0"}"#);
    assert_eq!(hit(&zero, "npm", "boat", "0.0.0-alpha"), Some(vec!["2.0.0".into()]));
    assert_eq!(hit(&zero, "npm", "boat", "2.0.0-rc.1"), Some(vec!["2.0.0".into()]));
    assert_eq!(hit(&zero, "npm", "boat", "2.0.0"), None);
    let last = osv("A-2", "npm", "boat", r#"{"introduced":"1.0.0"},{"last_affected":"1.4.2"}"#);
    assert_eq!(hit(&last, "npm", "boat", "1.4.2"), Some(vec!["> 1.4.2".into()]));
    assert_eq!(hit(&last, "npm", "boat", "1.4.3"), None);
    let mixed = osv(
        "A-3",
        "npm",
        "boat",
        r#"{"fixed":"3.1.0"},{"introduced":"3.0.0"},{"fixed":"1.2.0"},{"introduced":"0"}"#,
    );
    let inside = |version| hit(&mixed, "npm", "boat", version).is_some();
    assert!(inside("1.1.0") && !inside("1.2.0") && !inside("2.0.0") && inside("3.0.0"));
    let open = osv("A-4", "npm", "boat", r#"{"introduced":"0"},{"limit":"*"}"#);
    assert_eq!(hit(&open, "npm", "boat", "9.9.9"), Some(vec![]));
}

#[test]
fn go_writes_its_versions_in_several_ways() {
    let advisory = osv("GO-1", "Go", "example.com/boat", r#"{"introduced":"0"},{"fixed":"1.2.3"}"#);
    let inside = |version| hit(&advisory, "Go", "example.com/boat", version).is_some();
    assert!(
        inside("v1.2.2") && inside("1.2.2") && !inside("v1.2.3") && !inside("v1.2.3+incompatible")
    );
    assert!(inside("v0.0.0-20230101000000-0123456789ab"));
    let own = osv("GO-2", "Go", "stdlib", r#"{"introduced":"0"},{"fixed":"1.21.4"}"#);
    assert!(hit(&own, "Go", "stdlib", "go1.21.3").is_some());
    assert!(hit(&own, "Go", "stdlib", "go1.21.4").is_none());
    for version in ["(devel)", "", "devel"] {
        let package = Package::new("Go", "example.com/boat", Some(version));
        assert_eq!(affects(&advisory, &package), Verdict::Unknown(Unsure::NoVersion));
    }
}

#[test]
fn a_word_is_no_version_where_versions_are_numbers() {
    let unsure = |ecosystem: &str, version: &str| {
        let advisory = osv("A-1", ecosystem, "han/boat", r#"{"introduced":"0"},{"fixed":"2.0.0"}"#);
        let package = Package::new(ecosystem, "han/boat", Some(version));
        affects(&advisory, &package) == Verdict::Unknown(Unsure::NoVersion)
    };
    assert!(unsure("npm", "git+ssh://example.com/boat.git#main") && unsure("npm", "latest"));
    assert!(unsure("Packagist", "dev-main") && unsure("Packagist", "1.x-dev"));
    assert!(!unsure("npm", "1.0.0") && !unsure("Packagist", "v1.0.0") && !unsure("PyPI", "dev"));
}

#[test]
fn maven_debian_and_python_follow_their_own_order() {
    let maven = osv("A-1", "Maven", "org.boat:hull", r#"{"introduced":"0"},{"fixed":"2.15.0"}"#);
    let inside = |version| hit(&maven, "Maven", "org.boat:hull", version).is_some();
    assert!(inside("2.15.0-rc1") && inside("2.9") && !inside("2.15.0.Final") && !inside("2.15"));
    let debian = osv("A-2", "Debian:12", "boat", r#"{"introduced":"0"},{"fixed":"1:1.0-1"}"#);
    let inside = |version| hit(&debian, "Debian:12", "boat", version).is_some();
    assert!(inside("9.9-1") && inside("1:1.0~rc1-1") && !inside("1:1.0-1"));
    assert_eq!(hit(&debian, "Debian:11", "boat", "1.0"), None);
    assert!(hit(&debian, "Debian", "boat", "1.0").is_some());
    let python = osv("A-3", "PyPI", "Boat_Hull", r#"{"introduced":"0"},{"fixed":"1.0"}"#);
    assert!(hit(&python, "PyPI", "boat.hull", "1.0rc1").is_some());
    assert!(hit(&python, "PyPI", "boat-hull", "1.0.0").is_none());
}

#[test]
fn an_ecosystem_that_is_not_known_is_kept_and_never_guessed() {
    let text = r#"{"id":"NEW-1","affected":[{"package":{"ecosystem":"Ferry Harbour:3","name":"Boat"},
        "ranges":[{"type":"TIDAL","events":[{"introduced":"0"},{"fixed":"spring-2"}]}],
        "versions":["winter-1"]}]}"#;
    let advisory = parse_osv(text.as_bytes()).unwrap();
    assert_eq!(advisory.affected[0].ecosystem.as_str(), "Ferry Harbour:3");
    let ask = |version| affects(&advisory, &Package::new("Ferry Harbour:3", "Boat", Some(version)));
    assert!(matches!(ask("winter-1"), Verdict::Affected { .. }));
    assert_eq!(ask("summer-9"), Verdict::Unknown(Unsure::NoOrder));
    let all = r#"{"id":"MAL-1","affected":[{"package":{"ecosystem":"Ferry Harbour","name":"Boat"},
        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}"#;
    let all = parse_osv(all.as_bytes()).unwrap();
    assert_eq!(all.kind, Kind::Malicious);
    let semantic = r#"{"id":"NEW-2","affected":[{"package":{"ecosystem":"Ferry Harbour","name":"Boat"},
        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}]}"#;
    let semantic = parse_osv(semantic.as_bytes()).unwrap();
    let ask = |version| affects(&semantic, &Package::new("Ferry Harbour", "Boat", Some(version)));
    assert!(matches!(ask("1.9.0"), Verdict::Affected { .. }), "the range itself says its order");
    assert_eq!(ask("2.0.0"), Verdict::NotAffected);
    assert_eq!(ask("spring"), Verdict::Unknown(Unsure::NoOrder));
    let package = Package::new("Ferry Harbour", "Boat", Some("x"));
    assert!(matches!(affects(&all, &package), Verdict::Affected { .. }));
    let mut database = Database::default();
    database.put(advisory);
    let unmatched =
        database.index().find(&Package::new("Ferry Harbour:3", "Boat", Some("y"))).unmatched;
    assert_eq!((unmatched[0].advisory.as_str(), unmatched[0].why), ("NEW-1", Unsure::NoOrder));
}

/// The same matter from three sources, and another one.
fn four_advisories() -> Database {
    let record = |id: &str, aliases: &str, fixed: &str, extra: &str| {
        let text = format!(
            r#"{{"id":"{id}","aliases":[{aliases}]{extra},"affected":[{{"package":
            {{"ecosystem":"crates.io","name":"boat"}},"ranges":[{{"type":"SEMVER",
            "events":[{{"introduced":"0"}}{fixed}]}}]}}]}}"#
        );
        parse_osv(text.as_bytes()).expect("the record can be read")
    };
    let mut database = Database::default();
    database.put(record("CVE-2026-1", "", r#",{"fixed":"1.1.0"}"#, ""));
    database.put(record(
        "GHSA-aaaa-bbbb-cccc",
        r#""CVE-2026-1""#,
        r#",{"fixed":"1.1.0"}"#,
        r#","database_specific":{"severity":"HIGH"},"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#,
    ));
    database.put(record("RUSTSEC-2026-0001", r#""CVE-2026-1""#, "", r#","summary":"A leak""#));
    database.put(record("RUSTSEC-2026-0002", r#""CVE-2026-1""#, "", ""));
    database
}

#[test]
fn one_matter_is_counted_once_whatever_its_names() {
    let mut database = four_advisories();
    let kev = "cveID,vendorProject,product,dateAdded,dueDate,knownRansomwareCampaignUse\nCVE-2026-1,Han,\"Boat, wide\",2026-01-02,2026-01-23,Known\n";
    database.kev = parse_kev(kev.as_bytes()).unwrap();
    let epss = "#model_version:v2026.01.01,score_date:2026-01-05T00:00:00+0000\ncve,epss,percentile\nCVE-2026-1,0.97425,0.999700000\nCVE-2026-9,1.2e-05,0\n";
    let table = parse_epss(epss.as_bytes()).unwrap();
    assert_eq!(table.date.as_deref(), Some("2026-01-05T00:00:00+0000"));
    assert_eq!(table.scores["CVE-2026-9"].probability_ppb, 12_000);
    database.epss = table.scores;
    let found = database.index().find(&Package::new("crates.io", "boat", Some("1.0.0")));
    let ids: Vec<&str> = found.findings.iter().map(|f| f.advisory.as_str()).collect();
    assert_eq!(
        ids,
        ["RUSTSEC-2026-0001", "RUSTSEC-2026-0002"],
        "one database's two records are two"
    );
    let first = &found.findings[0];
    assert_eq!(first.aliases, ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"]);
    assert_eq!(first.fixed, ["1.1.0"], "what one source knows of a repair, another may not");
    assert_eq!(first.summary, "A leak");
    assert_eq!((first.rating, first.score.map(|s| s.tenths())), (Some(Rating::Critical), Some(98)));
    let kev = first.kev.as_ref().unwrap();
    assert_eq!((kev.product.as_str(), kev.is_ransomware), ("Han Boat, wide", true));
    assert_eq!(first.epss.unwrap().probability_ppb, 974_250_000);
}

#[test]
fn a_distributions_advisory_is_as_urgent_as_what_it_passes_on() {
    let text = r#"{"id":"DSA-1-1","upstream":["CVE-2026-1"],"affected":[{"package":
        {"ecosystem":"Debian:12","name":"boat"},"ranges":[{"type":"ECOSYSTEM",
        "events":[{"introduced":"0"},{"fixed":"1.0-2"}]}]}]}"#;
    let mut database = Database::default();
    database.put(parse_osv(text.as_bytes()).unwrap());
    database.kev =
        parse_kev(b"cveID,dateAdded,dueDate\nCVE-2026-1,2026-01-02,2026-01-23\n").unwrap();
    let found = database.index().find(&Package::new("Debian:12", "boat", Some("1.0-1")));
    assert_eq!(found.findings[0].kev.as_ref().unwrap().due, "2026-01-23");
    assert!(found.findings[0].aliases.is_empty(), "passing on is not being the same");
    assert_eq!(Database::decode(&database.encode().unwrap()), Ok(database.clone()));
}

#[test]
fn the_database_of_origin_wins_over_an_export_of_it() {
    let own = rust("patched = [\">= 1.0.0\"]");
    let export = osv("RUSTSEC-2026-0001", "crates.io", "boat", r#"{"introduced":"0"}"#);
    for order in [[own.clone(), export.clone()], [export, own]] {
        let mut database = Database::default();
        order.into_iter().for_each(|advisory| database.put(advisory));
        assert_eq!(database.advisories["RUSTSEC-2026-0001"].source, Source::RustSec);
    }
}

#[test]
fn a_package_url_names_the_package_that_advisories_speak_of() {
    let of = |text: &str| {
        let package = Package::of_purl(&Purl::parse(text).unwrap()).unwrap();
        format!("{} {} {}", package.ecosystem, package.name, package.version.unwrap_or_default())
    };
    assert_eq!(of("pkg:cargo/boat@1.0.0"), "crates.io boat 1.0.0");
    assert_eq!(of("pkg:maven/org.boat/hull@1.0"), "Maven org.boat:hull 1.0");
    assert_eq!(of("pkg:npm/%40han/boat@1.0.0"), "npm @han/boat 1.0.0");
    assert_eq!(of("pkg:golang/github.com/Han/boat@v1.0.0"), "Go github.com/Han/boat v1.0.0");
    assert_eq!(of("pkg:golang/stdlib@1.22.3"), "Go stdlib 1.22.3");
    assert_eq!(of("pkg:nuget/Han.Boat@1.0"), "NuGet han.boat 1.0");
    assert_eq!(
        of("pkg:deb/debian/libboat1@1.0-1?distro=debian-12&upstream=boat"),
        "Debian:12 boat 1.0-1"
    );
    assert_eq!(of("pkg:apk/alpine/boat@1.0-r1?distro=alpine-3.18.4"), "Alpine:v3.18 boat 1.0-r1");
    assert_eq!(of("pkg:rpm/redhat/boat@1.0-1?epoch=2"), "Red Hat boat 2:1.0-1");
    assert!(Package::of_purl(&Purl::parse("pkg:generic/boat@1.0").unwrap()).is_none());
}

#[test]
fn an_event_of_a_newer_kind_leaves_open_what_it_is_about_and_nothing_else() {
    let range = |event: &str| {
        format!(r#""ranges":[{{"type":"SEMVER","events":[{{"introduced":"0"}},{{{event}}}]}}]"#)
    };
    let (newer, known) = (range(r#""reopened":"1.5.0""#), range(r#""fixed":"2.0.0""#));
    let text = format!(
        r#"{{"id":"A-1","affected":[{{"package":{{"ecosystem":"npm","name":"boat"}},{newer}}},
        {{"package":{{"ecosystem":"npm","name":"hull"}},{known}}}]}}"#
    );
    let advisory = parse_osv(text.as_bytes()).unwrap();
    let verdict = |name: &str| affects(&advisory, &Package::new("npm", name, Some("1.0.0")));
    assert_eq!(verdict("boat"), Verdict::Unknown(Unsure::NoRange));
    assert!(matches!(verdict("hull"), Verdict::Affected { .. }));
}

#[test]
fn what_cannot_be_read_says_where() {
    let of = |text: &str| parse_osv(text.as_bytes()).unwrap_err().to_string();
    assert!(of("{").starts_with("cannot read this OSV record: line 1 column 1"));
    assert!(of("{}").contains("id: it is missing"));
    assert!(
        of(r#"{"id":"A","affected":[{"package":{"ecosystem":"npm","name":"b"},"ranges":[{"events":[{}]}]}]}"#)
            .contains("A: affected[0].ranges[0].events")
    );
    let rust = parse_rustsec("crates/a/A.md", b"# no front matter").unwrap_err().to_string();
    assert!(rust.contains("```toml"), "{rust}");
    assert!(parse_kev(b"name,value\n").unwrap_err().to_string().contains("cveID"));
    assert!(
        parse_epss(b"cve,epss,percentile\nCVE-1,two,3\n")
            .unwrap_err()
            .to_string()
            .contains("line 2")
    );
}

#[test]
fn damaged_bytes_are_refused() {
    let bytes = four_advisories().encode().unwrap();
    assert!(Database::decode(b"something else").unwrap_err().to_string().contains("NARUADV"));
    let mut newer = bytes.clone();
    newer[7] = 9;
    assert!(Database::decode(&newer).unwrap_err().to_string().contains("encoding 9"));
    for length in 0..bytes.len() {
        assert!(Database::decode(&bytes[..length]).is_err(), "cut to {length}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _read_or_refused = (parse_osv(&bytes), parse_kev(&bytes), parse_epss(&bytes));
        let _read_or_refused = (parse_rustsec("crates/a/A.md", &bytes), Database::decode(&bytes));
    }

    #[test]
    fn a_flipped_byte_is_refused_or_gives_a_database(at in 0_usize..2_000, by in 1_u8..=255) {
        let mut bytes = four_advisories().encode().unwrap();
        let at = at % bytes.len();
        bytes[at] ^= by;
        if let Ok(compiled) = Compiled::open(bytes.as_slice()) {
            let _found_or_refused = compiled.find(&Package::new("crates.io", "boat", Some("1.0.0")));
            let _decoded_or_refused = Database::decode(&bytes);
        }
    }

    #[test]
    fn almost_json_is_read_or_refused(
        key in "(id|affected|ranges|events|package|aliases|severity)",
        value in "(\\[\\{\\}\\]|\\{\\}|null|1|\"x\"|\\[1,\"a\"\\])",
    ) {
        let text = format!(r#"{{"id":"A","{key}":{value},"affected":[{{"package":{{"name":"n","ecosystem":"npm"}},"{key}":{value}}}]}}"#);
        let _read_or_refused = parse_osv(text.as_bytes());
    }
}

/// A record as GitHub's REST interface answers it, its parts that decide in every spelling.
const FROM_GITHUB: &str = r#"{
  "ghsa_id": "GHSA-aaaa-bbbb-cccc", "cve_id": "CVE-2026-90002", "type": "reviewed",
  "html_url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
  "summary": "Anchors run other people's code", "severity": "high",
  "identifiers": [{"type": "GHSA", "value": "GHSA-aaaa-bbbb-cccc"}, {"type": "CVE", "value": "CVE-2026-90002"}],
  "references": ["https://example.org/fix"], "published_at": "2026-07-01T00:00:00Z",
  "updated_at": "2026-07-20T00:00:00Z", "withdrawn_at": null,
  "vulnerabilities": [
    {"package": {"ecosystem": "npm", "name": "@naru/anchor"}, "vulnerable_version_range": ">= 1.0.0, < 2.1.0", "first_patched_version": "2.1.0"},
    {"package": {"ecosystem": "pip", "name": "Anchor"}, "vulnerable_version_range": "<= 0.9", "first_patched_version": null},
    {"package": {"ecosystem": "rust", "name": "anchor"}, "vulnerable_version_range": "= 3.0.0", "first_patched_version": {"identifier": "3.0.1"}},
    {"package": {"ecosystem": "galley", "name": "anchor"}, "vulnerable_version_range": ""}
  ],
  "cvss_severities": {"cvss_v3": {"vector_string": "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N", "score": 7.4}, "cvss_v4": {"vector_string": null, "score": 0.0}},
  "cwes": [{"cwe_id": "CWE-94", "name": "Code injection"}]
}"#;

#[test]
fn advisories_of_githubs_rest_interface_decide_as_the_same_in_osv_do() {
    let value = serde_json::from_str(FROM_GITHUB).unwrap();
    assert!(is_github(&value));
    let advisory = parse_github(&value).unwrap();
    assert_eq!(advisory.aliases, ["CVE-2026-90002"]);
    assert_eq!((advisory.rating, advisory.severities.len()), (Some(Rating::High), 1));
    let is_affected = |ecosystem: &str, name: &str, version: &str| {
        let verdict = affects(&advisory, &Package::new(ecosystem, name, Some(version)));
        matches!(verdict, Verdict::Affected { .. })
    };
    for (ecosystem, name, version, expected) in [
        ("npm", "@naru/anchor", "0.9.0", false),
        ("npm", "@naru/anchor", "1.0.0", true),
        ("npm", "@naru/anchor", "2.1.0", false),
        ("PyPI", "anchor", "0.9", true),
        ("PyPI", "anchor", "0.9.1", false),
        ("crates.io", "anchor", "3.0.0", true),
        ("crates.io", "anchor", "3.0.1", false),
        // Of an ecosystem that this build does not know, every version.
        ("galley", "anchor", "seven", true),
    ] {
        assert_eq!(is_affected(ecosystem, name, version), expected, "{ecosystem} {version}");
    }
    let broken = FROM_GITHUB.replace("<= 0.9", "~> 0.9");
    let error = parse_github(&serde_json::from_str(&broken).unwrap()).unwrap_err();
    assert!(error.to_string().contains("vulnerabilities[1]"), "{error}");
    let malware = FROM_GITHUB.replace("\"reviewed\"", "\"malware\"");
    let malware = parse_github(&serde_json::from_str(&malware).unwrap()).unwrap();
    assert_eq!(malware.kind, Kind::Malicious);
}
