//! `self-check`: 48 items; each that is answered is answered otherwise when its fact changes.

use crate::bed::Bed;
use serde_json::Value;
use std::collections::BTreeMap;

type Answers = BTreeMap<String, String>;

fn answers(bed: &Bed, more: &str) -> Answers {
    let ran = bed.run(&format!("self-check ship --db oss.db --json {more}"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = ran.json();
    let word = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.as_array()
        .cloned()
        .unwrap_or_default()
        .iter()
        .map(|it| (word(it, "id"), word(it, "answer")))
        .collect()
}

/// The items that records answer: everything that no file of a project tells.
const BY_RECORD: [&str; 31] = [
    "P1", "P2", "P3", "P4", "O1", "O2", "O3", "O4", "S1", "I4", "I6", "V3", "V6", "V7", "L1", "L5",
    "L6", "D1", "D2", "D3", "D4", "N2", "N3", "X1", "X2", "X3", "X4", "X5", "V4", "N1", "I5",
];

fn records(owner: &str, date: &str, evidence: &str) -> String {
    let record = |id: &&str| {
        format!(
            "[[record]]\nitem = \"{id}\"\nowner = \"{owner}\"\ndate = {date}\nevidence = [{evidence}]\n"
        )
    };
    BY_RECORD.iter().map(record).collect()
}

#[test]
fn a_record_answers_an_item_until_its_time_is_over_and_only_with_owner_and_evidence() {
    let bed = Bed::with_data();
    bed.file("policy.pdf", "signed");
    let wiki = "\"policy.pdf\", \"https://wiki.bank.example/oss\"";
    let with = |text: String| {
        bed.file("records.toml", text);
        answers(&bed, "--records records.toml")
    };
    let open = answers(&bed, "");
    let good = with(records("manager", "2026-06-01", wiki));
    let cases = [
        ("no owner", with(records(" ", "2026-06-01", wiki))),
        ("no evidence", with(records("manager", "2026-06-01", ""))),
        ("lost", with(records("manager", "2026-06-01", "\"gone.pdf\""))),
        ("from the future", with(records("manager", "2026-09-01", wiki))),
        ("over", with(records("manager", "2024-12-01", wiki))),
    ];
    let mut flipped = 0;
    for id in BY_RECORD {
        assert_eq!((open[id].as_str(), good[id].as_str()), ("open", "yes"), "{id}");
        for (why, answers) in &cases {
            assert_eq!(answers[id], "no", "{id}: {why}");
        }
        flipped += 1;
    }
    // Thirteen months: past twelve, within the eighteen of the conformance.
    let between = with(records("manager", "2025-06-15", wiki));
    assert_eq!((between["P1"].as_str(), between["X5"].as_str()), ("no", "yes"));
    println!("SUITE self-check by records {flipped}/{}", BY_RECORD.len());
    bed.file("records.toml", "[[record]]\nitem = \"Z1\"\nowner = \"x\"\ndate = 2026-06-01\n");
    assert_eq!(bed.run("self-check ship --db oss.db --records records.toml").code, 2);
}

#[test]
fn what_is_given_beside_the_project_answers_and_a_changed_fact_flips_the_answer() {
    let bed = Bed::with_data();
    let licence = |name: &str, version: &str, licence: &str| {
        bed.file(
            &format!("ship/vendor/{name}-{version}/Cargo.toml"),
            format!(
                "[package]\nname = \"{name}\"\nversion = \"{version}\"\nlicense = \"{licence}\"\n"
            ),
        );
    };
    for (name, version) in [
        ("hull", "0.3.0"),
        ("keel", "1.0.0"),
        ("mast", "2.9.0"),
        ("rigging", "4.0.0"),
        ("rope", "1.2.0"),
        ("rope", "1.2.3"),
        ("sail", "5.0.0"),
        ("tiller", "1.0.0"),
    ] {
        licence(name, version, "MIT");
    }
    let is = |id: &str, more: &str| answers(&bed, more)[id].clone();
    assert_eq!(is("L2", ""), "yes");
    licence("mast", "2.9.0", "Nobody-Knows-1.0");
    assert_eq!(is("L2", ""), "no");
    licence("mast", "2.9.0", "MIT");

    assert_eq!(is("L4", ""), "open");
    assert_eq!(bed.run("notice ship --contact oss@bank.example --out NOTICE.txt").code, 0);
    assert_eq!(is("L4", "--notice NOTICE.txt"), "yes");
    let notice = bed.read("NOTICE.txt").replace("mast", "boom");
    bed.file("NOTICE.txt", notice);
    assert_eq!(is("L4", "--notice NOTICE.txt"), "no");

    assert_eq!(bed.run("sbom ship --out bom.cdx.json").code, 0);
    assert_eq!(is("I5", "--bill bom.cdx.json"), "no", "it is not signed");
    let signed = bed.read("bom.cdx.json").trim_end().strip_suffix('}').unwrap().to_owned()
        + r#", "signature": {"algorithm": "RS256", "value": "AA"}}"#;
    bed.file("bom.cdx.json", &signed);
    assert_eq!(is("I5", "--bill bom.cdx.json"), "yes");
    bed.file("bom.cdx.json", signed.replace("pkg:cargo/sail@5.0.0", "pkg:cargo/sail@5.0.1"));
    assert_eq!(is("I5", "--bill bom.cdx.json"), "no", "it says something else");

    bed.file("before.cdx.json", r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"type": "library", "name": "mast", "version": "2.8.0", "purl": "pkg:cargo/mast@2.8.0", "licenses": [{"license": {"id": "MIT"}}]}]}"#);
    assert_eq!(is("L7", "--before before.cdx.json"), "yes");
    licence("mast", "2.9.0", "BSL-1.0");
    assert_eq!(is("L7", "--before before.cdx.json"), "no");

    let guard = |text: &str| {
        bed.file("zone/data.txt", text);
        bed.guard("scan zone --format json --out guard.json");
    };
    guard("nothing");
    let clean = answers(&bed, "--guard guard.json");
    assert_eq!((clean["N1"].as_str(), clean["N4"].as_str()), ("yes", "yes"));
    guard("900101-1234568 ghp_0123456789abcdefghijABCDEFGHIJ012345");
    let found = answers(&bed, "--guard guard.json");
    assert_eq!((found["N1"].as_str(), found["N4"].as_str()), ("no", "no"));

    assert_eq!(bed.run("scan ship --db oss.db --format openvex --out vex.json").code, 0);
    assert_eq!(is("V5", "--vex vex.json"), "yes");
    let cdx = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "vulnerabilities": [
        {"id": "CVE-1", "analysis": {"state": "not_affected"}}]}"#;
    bed.file("vex.cdx.json", cdx);
    assert_eq!(is("V5", "--vex vex.cdx.json"), "no", "not affected, and nobody says why");

    assert_eq!(is("D5", ""), "no", "tiller is needed by nothing");
    let lock = bed.read("ship/Cargo.lock");
    bed.file(
        "ship/Cargo.lock",
        &lock[..lock.find("[[package]]\nname = \"tiller\"").unwrap_or(lock.len())],
    );
    assert_eq!(is("D5", ""), "yes");
}

#[test]
fn a_pack_shows_the_fifty_materials_of_both_standards() {
    let bed = Bed::with_data();
    bed.file("policy.pdf", "signed");
    bed.file("records.toml", records("manager", "2026-06-01", "\"policy.pdf\""));
    let ran = bed.run("self-check ship --db oss.db --records records.toml --pack ./pack --json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = |name: &str| -> Value {
        serde_json::from_str(&bed.read(&format!("pack/{name}"))).expect("it is JSON")
    };
    let materials = json("materials.en.json");
    let all = materials.as_array().cloned().unwrap_or_default();
    let of = |standard: &str| all.iter().filter(|it| it["standard"] == standard).count();
    assert_eq!((of("ISO/IEC 5230:2020"), of("ISO/IEC 18974:2023")), (25, 25));
    let is_shown = |id: &str| all.iter().find(|it| it["id"] == id).map(|it| it["is_shown"] == true);
    assert_eq!((is_shown("3.1.1.1"), is_shown("4.3.2.1")), (Some(true), Some(false)));
    assert_eq!(json("self-check.ko.json").as_array().map(Vec::len), Some(48));
    let evidence = json("evidence.json");
    let hash = ring::digest::digest(&ring::digest::SHA256, b"signed");
    assert_eq!(evidence[0]["sha256"], data_encoding::HEXLOWER.encode(hash.as_ref()));
    let korean = bed.read("pack/self-check.ko.html");
    for want in ["글로 적은 오픈소스 정책", "<a href=\"#P1\">P1</a>", "manager", "48개 항목 가운데"]
    {
        assert!(korean.contains(want), "{want} in {korean}");
    }
    let english = bed.read("pack/self-check.en.html");
    assert!(english.contains("of 25 materials can be shown"), "{english}");
    let is_hangul = |it: char| ('가'..='힣').contains(&it);
    assert!(!english.contains(is_hangul), "an English document is English: {english}");
}
