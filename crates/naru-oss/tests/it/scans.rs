//! `scan`: findings for people and for programs.

use crate::bed::Bed;

#[test]
fn a_table_puts_the_most_urgent_first_and_says_what_to_do() {
    let bed = Bed::with_data();
    insta::assert_snapshot!("table_en", bed.run("scan fleet --db oss.db").shown());
    let bed = bed.in_korean();
    insta::assert_snapshot!("table_ko", bed.run("scan fleet --db oss.db").shown());
    insta::assert_snapshot!("table_clean_ko", bed.run("scan clean --db oss.db").shown());
}

#[test]
fn json_has_the_promised_shape() {
    let bed = Bed::with_data();
    let ran = bed.run("scan ship/Cargo.lock --db oss.db --format json");
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!("json", ran.out);
    let found = ran.json();
    let ids = |value: &serde_json::Value| -> Vec<String> {
        let list = value["findings"].as_array().cloned().unwrap_or_default();
        list.iter().map(|it| it["advisory"].as_str().unwrap_or_default().to_owned()).collect()
    };
    // Two versions of rope: one is hit, the mended one is not; what was taken back is not there.
    let expected =
        ["RUSTSEC-2026-0901", "RUSTSEC-2026-0904", "RUSTSEC-2026-0903", "RUSTSEC-2026-0902"];
    assert_eq!(ids(&found), expected);
    let keys: Vec<&String> =
        found["findings"][0].as_object().map(|it| it.keys().collect()).unwrap_or_default();
    let promised = [
        "advisory", "aliases", "cvss", "epss", "fixed", "kev", "kind", "name", "paths", "purl",
        "severity", "version",
    ];
    assert_eq!(keys, promised);
}

#[test]
fn a_bill_of_materials_gives_what_its_lock_file_gave() {
    let bed = Bed::with_data();
    let direct = bed.run("scan ship --db oss.db --format json").json();
    for (format, name) in [("cyclonedx", "ship.cdx.json"), ("spdx", "ship.spdx.json")] {
        let made = bed.run(&format!("sbom ship --format {format} --out {name}"));
        assert_eq!(made.code, 0, "{}", made.err);
        let ran = bed.run(&format!("scan {name} --db oss.db --format json"));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let by_bill = ran.json();
        assert_eq!(by_bill["findings"], direct["findings"], "{format}");
    }
}

#[test]
fn sarif_and_vex_are_documents_of_their_standards() {
    let bed = Bed::with_data();
    let sarif = bed.run("scan fleet --db oss.db --format sarif");
    insta::assert_snapshot!("sarif", sarif.out);
    let vex = bed.run("scan fleet --db oss.db --format vex");
    let limits = naru_sbom::json::Limits::default();
    let read = naru_sbom::cyclonedx::read(vex.out.as_bytes(), limits).expect("it is valid");
    assert_eq!(read.vulnerabilities.len(), 6);
    assert!(read.vulnerabilities.iter().all(|it| !it.affects.is_empty()));
    insta::assert_snapshot!("vex", vex.out);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let bed = Bed::with_data();
    bed.file("fleet/broken/Cargo.lock", "version = 4\n[[package]]\nname = \"x\"\n");
    let ran = bed.run("scan fleet --db oss.db --format json");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("broken/Cargo.lock"), "{}", ran.err);
    assert!(ran.err.contains("package `x`: `version` is not a text"), "{}", ran.err);
    assert_eq!(ran.json()["findings"].as_array().map(Vec::len), Some(6));
}

#[test]
fn wrong_paths_and_files_are_explained() {
    let bed = Bed::with_data();
    bed.file("empty/notes.txt", "nothing");
    bed.file("data.bin", b"\x00\x01");
    let ran: Vec<String> = [
        "scan nowhere/ --db oss.db",
        "scan empty --db oss.db",
        "scan data.bin --db oss.db",
        "scan ship --db nowhere.db",
        "scan ship --db data/kev.csv",
    ]
    .iter()
    .map(|it| format!("$ {it}\n{}", bed.run(it).shown()))
    .collect();
    insta::assert_snapshot!("explained", ran.join("\n"));
}

#[test]
fn an_output_file_is_whole_or_not_there() {
    let bed = Bed::with_data();
    let ran = bed.run("scan ship --db oss.db --format json --out no/such/folder.json");
    assert_eq!(ran.code, 2);
    let ran = bed.run("scan ship --db oss.db --format json --out found.json");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(bed.read("found.json").contains("RUSTSEC-2026-0901"));
}

#[test]
fn what_cannot_be_judged_is_counted_once_and_its_remedy_told() {
    let bed = Bed::with_data();
    for folder in ["a", "b"] {
        bed.file(&format!("two/{folder}/requirements.txt"), "flask>=2\n");
    }
    let ran = bed.run("scan two --db oss.db");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("\n1 could not be judged: no exact version 1\n"), "{}", ran.out);
    assert!(ran.out.contains("uv lock"), "it says what to do: {}", ran.out);
    let pom = "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId>\
        <artifactId>b</artifactId><version>1</version><dependencies><dependency>\
        <groupId>org.example</groupId><artifactId>log</artifactId></dependency></dependencies>\
        </project>";
    bed.file("java/pom.xml", pom);
    let ran = bed.run("scan java --db oss.db");
    assert!(ran.out.contains("cyclonedx-maven-plugin:makeAggregateBom"), "{}", ran.out);
    // A package of the project's own workspace is none of those that it uses.
    let lock = r#"{"name":"top","version":"1.0.0","lockfileVersion":3,"packages":{
        "":{"name":"top","version":"1.0.0","workspaces":["own"]},
        "node_modules/own":{"resolved":"own","link":true},
        "own":{"name":"own","version":"0.1.0"}}}"#;
    bed.file("web/package-lock.json", lock);
    let ran = bed.run("scan web --db oss.db");
    assert!(ran.out.contains("0 packages looked at"), "{}", ran.out);
}
