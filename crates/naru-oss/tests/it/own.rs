//! What is a project's own, and what stands in several of its files.

use crate::bed::Bed;

const CRATES_IO: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";

/// A workspace of two crates with a copy of somebody else's, and a Go module beside it.
fn fleet() -> Bed {
    let bed = Bed::with_data();
    let package = |name: &str, more: &str| {
        format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\n{more}\n")
    };
    let lock = [
        "version = 4\n\n".to_owned(),
        package("core", "dependencies = [\"copied\", \"rope\"]"),
        package("copied", ""),
        package("desk", "dependencies = [\"core\"]"),
        package("rope", CRATES_IO),
    ];
    bed.file("works/Cargo.lock", lock.concat());
    bed.file("works/Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n");
    bed.file("works/crates/core/Cargo.toml", "[package]\nname = \"core\"\n");
    bed.file("works/crates/desk/Cargo.toml", "[package]\nname = \"desk\"\n");
    bed.file("works/third/copied/Cargo.toml", "[package]\nname = \"copied\"\n");
    let fuzz = package("works-fuzz", "dependencies = [\"rope\"]") + &package("rope", CRATES_IO);
    bed.file("works/fuzz/Cargo.lock", format!("version = 4\n\n{fuzz}"));
    bed.file("works/fuzz/Cargo.toml", "[package]\nname = \"works-fuzz\"\n");
    bed
}

#[test]
fn own_packages_are_no_open_source_of_others_and_what_stands_twice_counts_once() {
    let bed = fleet();
    let ran = bed.run("licence works");
    assert!(ran.out.contains("copied 1.0.0") && ran.out.contains("rope 1.0.0"), "{}", ran.out);
    assert!(!ran.out.contains("desk") && !ran.out.contains("works-fuzz"), "{}", ran.out);
    assert!(ran.out.contains("of 2 packages"), "{}", ran.out);
    let notice = bed.run("notice works --contact oss@bank.example").out;
    assert!(notice.contains("copied 1.0.0") && !notice.contains("desk 1.0.0"), "{notice}");
    // Whoever is no member any more is taken for somebody else's.
    bed.file("works/Cargo.toml", "[workspace]\nmembers = [\"crates/core\"]\n");
    assert!(bed.run("licence works").out.contains("desk 1.0.0"));
}

#[test]
fn a_bill_made_of_the_same_folder_does_not_differ_from_it() {
    let bed = fleet();
    for form in ["cyclonedx", "spdx"] {
        let words = format!("sbom works --product works@1.0.0 --format {form} --out made/bom.json");
        bed.file("made/x", "");
        assert_eq!(bed.run_words(&words.split(' ').collect::<Vec<_>>()).code, 0);
        let rows = bed.run("self-check works --db oss.db --bill made/bom.json --json").json();
        let rows = rows.as_array().cloned().unwrap_or_default();
        let row = rows.iter().find(|it| it["id"] == "I5").cloned().unwrap_or_default();
        assert!(row.to_string().contains("not signed"), "{form}: {row}");
    }
    assert!(bed.read("made/bom.json").contains("rope"), "the bill holds what is used");
    assert_eq!(bed.run("sbom works --product works@1.0.0 --out made/bom.cdx.json").code, 0);
    let bill: serde_json::Value = serde_json::from_str(&bed.read("made/bom.cdx.json")).unwrap();
    let own = bill["components"].as_array().cloned().unwrap_or_default();
    let own = own.iter().filter(|it| it["properties"].to_string().contains("naru:own"));
    let mut own: Vec<String> =
        own.map(|it| it["name"].as_str().unwrap_or_default().to_owned()).collect();
    own.sort();
    assert_eq!(own, ["core", "desk", "works-fuzz"]);
}

#[test]
fn each_of_several_projects_is_named_with_what_it_uses() {
    let bed = fleet();
    bed.file("other/Cargo.lock", bed.read("works/Cargo.lock"));
    let ran = bed.run("impact pkg:cargo/rope works other --json");
    let files: Vec<String> = ran.json()["uses"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| it["file"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(files, ["works/Cargo.lock", "works/fuzz/Cargo.lock", "other/Cargo.lock"]);
    let one = bed.run("impact pkg:cargo/rope works --json").json();
    assert_eq!(one["uses"][0]["file"], "Cargo.lock");
}

#[test]
fn a_copy_of_a_package_database_is_of_no_distribution_above_what_was_named() {
    let bed = Bed::new();
    bed.file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    let status = "Package: knot\nStatus: install ok installed\nVersion: 1.0\n\n";
    bed.file("project/tests/var/lib/dpkg/status", status);
    assert!(!bed.run("sbom project").out.contains("debian-12"));
    assert!(!bed.run("sbom project/tests/var/lib/dpkg/status").out.contains("debian-12"));
    bed.file("project/tests/etc/os-release", "ID=debian\nVERSION_ID=\"11\"\n");
    for place in ["project", "project/tests", "project/tests/var/lib/dpkg/status"] {
        assert!(bed.run(&format!("sbom {place}")).out.contains("debian-11"), "{place}");
    }
}

#[test]
fn names_of_advisories_mean_the_same_in_small_letters() {
    let bed = Bed::with_data();
    for id in ["rustsec-2026-0901", "ghsa-AAAA-bbbb-cccc", "cve-2026-90001"] {
        let ran = bed.run_words(&["impact", id, "fleet", "--db", "oss.db"]);
        assert_eq!(ran.code, 1, "{id}: {}", ran.err);
    }
}

#[test]
fn what_is_not_there_and_what_is_signed_already_are_said_to_be_so() {
    let bed = Bed::with_data();
    let ran = bed.run("db import --from no/where --out x.db");
    assert!(ran.code == 2 && ran.err.contains("no such file or folder"), "{}", ran.err);
    for years in ["0", "2", "21"] {
        assert_eq!(bed.run(&format!("notice ship --years {years}")).code, 2, "{years}");
    }
    assert_eq!(bed.run("db key --out made.key").code, 0);
    assert_eq!(bed.run("sbom ship --out bom.cdx.json").code, 0);
    let sign = |bill: &str| bed.run(&format!("sign {bill} --key made.key --out {bill}.signed"));
    assert_eq!(sign("bom.cdx.json").code, 0);
    let again = sign("bom.cdx.json.signed");
    assert!(again.code == 2 && again.err.contains("already"), "{}", again.err);
}

#[test]
fn licences_are_read_below_the_folder_of_all_registries() {
    let bed = fleet();
    let place = "registry/src/index.crates.io-1949cf8c6b5b557f/rope-1.0.0/Cargo.toml";
    let manifest = "[package]\nname = \"rope\"\nversion = \"1.0.0\"\nlicense = \"ISC\"\n";
    bed.file(place, manifest);
    let ran = bed.run("licence works --sources registry/src");
    assert!(ran.out.contains("ISC"), "{}", ran.out);
}
