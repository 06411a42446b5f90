//! `gate`: what each phase asks for, with an exit code that is never better than what is known.

use crate::bed::Bed;
use serde_json::Value;

/// A project with nothing against it and everything that a release asks for.
fn ready() -> Bed {
    let bed = Bed::with_data();
    let package = |name: &str, version: &str, needs: &str| {
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \
             \"registry+https://github.com/rust-lang/crates.io-index\"\ndependencies = [{needs}]\n\n"
        )
    };
    let lock = [
        "version = 4\n\n[[package]]\nname = \"raft\"\nversion = \"1.0.0\"\ndependencies = [\"hull\"]\n\n".to_owned(),
        package("hull", "0.3.0", "\"rigging\""),
        package("rigging", "4.0.0", ""),
    ];
    bed.file("raft/Cargo.lock", lock.concat());
    let notice = bed.run("notice raft --contact oss@bank.example --out NOTICE.txt");
    assert_eq!(notice.code, 0, "{}", notice.err);
    bed
}

fn answer(json: &Value, id: &str) -> String {
    let all = json["checks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = all.iter().find(|it| it["id"] == id);
    found.and_then(|it| it["answer"].as_str()).unwrap_or("-").to_owned()
}

#[test]
fn every_phase_is_judged_for_a_ship_and_each_form_is_there() {
    let bed = Bed::with_data();
    insta::assert_snapshot!(
        "gate_build_en",
        bed.run("gate ship --phase build --db oss.db").shown()
    );
    for phase in ["design", "build", "test", "release", "operate", "retire"] {
        let ran = bed.run(&format!("gate ship --phase {phase} --db oss.db --format json"));
        assert_eq!(ran.code, 1, "{phase}: {}", ran.out);
        assert_eq!(ran.json()["verdict"], "broken");
    }
    let sarif = bed.run("gate ship --phase build --db oss.db --format sarif").json();
    let results = sarif["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    assert!(results.iter().any(|it| it["ruleId"] == "V1" && it["level"] == "error"), "{sarif:#}");
    let bed = bed.in_korean();
    insta::assert_snapshot!(
        "gate_release_ko",
        bed.run("gate ship --phase release --db oss.db").shown()
    );
}

#[test]
fn a_release_holds_when_all_of_it_is_shown_and_is_open_while_it_is_not() {
    let bed = ready();
    let gate = "gate raft --phase release --db oss.db --format json";
    let ran = bed.run(gate);
    assert_eq!((ran.code, answer(&ran.json(), "L4").as_str()), (2, "open"), "{}", ran.out);
    let ran = bed.run(&format!("{gate} --notice NOTICE.txt"));
    assert_eq!(ran.code, 0, "{}", ran.out);
    bed.file("NOTICE.txt", "raft 1.0.0\n");
    let ran = bed.run(&format!("{gate} --notice NOTICE.txt"));
    assert_eq!((ran.code, answer(&ran.json(), "L4").as_str()), (1, "no"), "{}", ran.out);
}

#[test]
fn loose_versions_and_what_nobody_approved_are_told() {
    let bed = ready();
    let build = |path: &str, more: &str| {
        bed.run(&format!("gate {path} --phase build --db oss.db --format json {more}")).json()
    };
    assert_eq!(answer(&build("raft", ""), "G1"), "yes");
    assert_eq!(answer(&build("ship", ""), "G1"), "no", "tiller comes from a repository");
    assert_eq!(answer(&build("raft", ""), "G2"), "open");
    let approved = |until: &str| {
        format!("[[approved]]\npackage = \"pkg:cargo/hull\"\nby = \"board\"\nuntil = {until}\n")
    };
    bed.file("approved.toml", approved("2026-12-31"));
    assert_eq!(answer(&build("raft", "--approved approved.toml"), "G2"), "yes");
    assert_eq!(answer(&build("ship", "--approved approved.toml"), "G2"), "no");
    bed.file("approved.toml", approved("2026-07-31"));
    assert_eq!(answer(&build("raft", "--approved approved.toml"), "G2"), "no", "it is over");
}

#[test]
fn an_institution_may_ask_for_other_things() {
    let bed = ready();
    let printed = bed.run("gate --print-phases");
    assert_eq!(printed.code, 0);
    bed.file("phases.toml", "[[phase]]\nname = \"build\"\nmust = [\"I2\"]\n");
    assert_eq!(bed.run("gate raft --phase build --db oss.db --phases phases.toml").code, 0);
    let missing = bed.run("gate raft --phase retire --db oss.db --phases phases.toml");
    assert_eq!(missing.code, 2, "{}", missing.err);
    bed.file("phases.toml", "[[phase]]\nname = \"build\"\nmust = [\"Z9\"]\n");
    let unknown = bed.run("gate raft --phase build --db oss.db --phases phases.toml");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("there is no check Z9"), "{}", unknown.err);
}
