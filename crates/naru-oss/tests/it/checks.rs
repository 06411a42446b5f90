//! `check`: the exit code is the verdict.

use crate::bed::Bed;

#[test]
fn clean_broken_and_not_judged_have_codes_of_their_own() {
    let bed = Bed::with_data();
    assert_eq!(bed.run("check clean --db oss.db").code, 0);
    let broken = bed.run("check ship --db oss.db");
    assert_eq!(broken.code, 1);
    insta::assert_snapshot!("broken_en", broken.shown());
    let bed = bed.in_korean();
    insta::assert_snapshot!("broken_ko", bed.run("check ship --db oss.db").shown());
    assert_eq!(bed.run("check nowhere/ --db oss.db").code, 2);
    bed.file("odd/Cargo.lock", "[[package]]\n");
    assert_eq!(bed.run("check odd --db oss.db").code, 2);
}

#[test]
fn kinds_are_told_apart_by_the_policy() {
    let bed = Bed::with_data();
    let code = |rules: &str| {
        bed.file(
            "policy.toml",
            format!("[fail]\nseverity = \"never\"\nunknown_severity = false\n{rules}\n"),
        );
        let ran = bed.run("check ship --db oss.db --policy policy.toml --format json");
        let broken = ran.json()["broken"].as_array().cloned().unwrap_or_default();
        let rules = broken.iter().map(|it| it["rule"].as_str().unwrap_or_default().to_owned());
        (ran.code, rules.collect::<Vec<_>>())
    };
    assert_eq!(code(""), (0, vec![]));
    assert_eq!(code("unmaintained = true"), (1, vec!["fail.unmaintained".to_owned()]));
    assert_eq!(code("unsound = true"), (1, vec!["fail.unsound".to_owned()]));
    assert_eq!(code("notice = true"), (0, vec![]));
    assert_eq!(code("epss = 0.12"), (1, vec!["fail.epss".to_owned()]));
    assert_eq!(code("epss = 0.13"), (0, vec![]));
}

#[test]
fn severity_unknown_severity_exploitation_and_development() {
    let bed = Bed::with_data();
    let broken = |policy: &str, path: &str| {
        bed.file("policy.toml", policy);
        let ran = bed.run(&format!("check {path} --db oss.db --policy policy.toml --format json"));
        let broken = ran.json()["broken"].as_array().cloned().unwrap_or_default();
        let ids = broken.iter().map(|it| it["advisory"].as_str().unwrap_or_default().to_owned());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(
        broken("[fail]\nseverity = \"critical\"\nunknown_severity = false\n", "ship"),
        ["RUSTSEC-2026-0901"]
    );
    // An empty list of patched versions: affected, and nothing mends it.
    assert_eq!(broken("[fail]\nseverity = \"never\"\n", "ship"), ["RUSTSEC-2026-0904"]);
    let web = "fleet/web/package-lock.json";
    assert_eq!(
        broken("[fail]\nseverity = \"never\"\nmalicious = false\n", web),
        ["GHSA-aaaa-bbbb-cccc", "MAL-2026-9"]
    );
    assert_eq!(
        broken(
            "[fail]\nseverity = \"never\"\nunknown_severity = false\n[scope]\ndevelopment = false\n",
            web
        ),
        ["GHSA-aaaa-bbbb-cccc"]
    );
}

#[test]
fn an_exception_needs_a_reason_and_ends() {
    let bed = Bed::with_data();
    bed.file("ignore.toml", "[[ignore]]\nadvisory = \"CVE-2026-90001\"\npackage = \"rope\"\nreason = \"only tied, never pulled\"\nuntil = 2026-08-01\nby = \"security board\"\n\n\
        [[ignore]]\nadvisory = \"RUSTSEC-2026-0904\"\nreason = \"dry dock\"\nuntil = \"2026-08-01\"\n\n\
        [[ignore]]\nadvisory = \"RUSTSEC-1999-0001\"\nreason = \"forgotten\"\nuntil = 2030-01-01\n");
    let on_its_last_day = bed.run("check ship --db oss.db --ignore ignore.toml");
    insta::assert_snapshot!("ignored", on_its_last_day.shown());
    assert_eq!(on_its_last_day.code, 0);
    let bed = bed.later(1);
    let after = bed.run("check ship --db oss.db --ignore ignore.toml");
    assert_eq!(after.code, 1);
    assert!(
        after.out.contains("an exception is over and counts again: CVE-2026-90001 (2026-08-01)"),
        "{}",
        after.out
    );
    for (text, why) in [
        ("[[ignore]]\nadvisory = \"X\"\nuntil = 2026-08-01\n", "missing field `reason`"),
        (
            "[[ignore]]\nadvisory = \"X\"\nreason = \" \"\nuntil = 2026-08-01\n",
            "the reason is empty",
        ),
        ("[[ignore]]\nadvisory = \"X\"\nreason = \"y\"\n", "missing field `until`"),
        (
            "[[ignore]]\nadvisory = \"X\"\nreason = \"y\"\nuntil = \"soon\"\n",
            "until must be a date",
        ),
        ("[[ignored]]\n", "unknown field `ignored`"),
    ] {
        bed.file("ignore.toml", text);
        let ran = bed.run("check ship --db oss.db --ignore ignore.toml");
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.contains(why), "{text}: {}", ran.err);
    }
}

#[test]
fn a_baseline_accepts_what_was_there_and_nothing_new() {
    let bed = Bed::with_data();
    bed.file("ship/Cargo.lock", crate::data::cargo_lock().replace("\"keel\"", "\"kiel\""));
    let written = bed.run("check ship --db oss.db --write-baseline old.json");
    assert_eq!(written.code, 0, "{}", written.err);
    assert_eq!(bed.run("check ship --db oss.db --baseline old.json").code, 0);
    bed.file("ship/Cargo.lock", crate::data::cargo_lock());
    let ran = bed.run("check ship --db oss.db --baseline old.json");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("RUSTSEC-2026-0904"), "{}", ran.out);
    assert!(!ran.out.contains("RUSTSEC-2026-0901"), "{}", ran.out);
}

#[test]
fn old_data_and_unjudged_packages_are_no_clean_bill() {
    let bed = Bed::with_data();
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n[data]\nage_days_max = 30\n");
    assert_eq!(bed.run("check clean --db oss.db --policy policy.toml").code, 0);
    let bed = bed.later(40);
    let ran = bed.run("check clean --db oss.db --policy policy.toml");
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("days old (at most 30)"), "{}", ran.out);
    bed.file("git/Cargo.lock", "[[package]]\nname = \"tiller\"\nversion = \"1.0.0\"\nsource = \"git+https://git.example/tiller#abc\"\n");
    // One that could not be judged may pass; a file with nothing else may not.
    assert_eq!(bed.run("check git --db oss.db").code, 2);
    bed.file("git/Cargo.lock", "[[package]]\nname = \"tiller\"\nversion = \"1.0.0\"\nsource = \"git+https://git.example/tiller#abc\"\n\n[[package]]\nname = \"deck\"\nversion = \"1.0.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n");
    assert_eq!(bed.run("check git --db oss.db").code, 0);
    bed.file(
        "policy.toml",
        "[fail]\nseverity = \"low\"\n[unmatched]\nrefuse = [\"from-repository\"]\n",
    );
    assert_eq!(bed.run("check git --db oss.db --policy policy.toml").code, 2);
}

#[test]
fn packages_of_a_kind_that_the_database_holds_nothing_of_are_never_called_clean() {
    let bed = Bed::with_data();
    bed.file(
        "site/go.mod",
        "module example.test/site\n\ngo 1.22\n\nrequire example.test/rope v1.0.0\n",
    );
    let ran = bed.run("check site --db oss.db");
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.out.contains("NOT JUDGED") && ran.out.contains("golang"), "{}", ran.out);
    assert!(ran.out.contains("naru oss db import"), "what would help: {}", ran.out);
    let scanned = bed.run("scan site --db oss.db").out;
    assert!(
        scanned.contains("None of these") && !scanned.contains("Nothing is known"),
        "{scanned}"
    );
    // Whoever knows it may let it pass, and is told all the same.
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n[unmatched]\nrefuse = []\n");
    let ran = bed.run("check site --db oss.db --policy policy.toml");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("pass unjudged"), "{}", ran.out);
    // A policy that says nothing of it minds it; a word that is none is no rule.
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n");
    assert_eq!(bed.run("check site --db oss.db --policy policy.toml").code, 2);
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n[unmatched]\nrefuse = [\"nodata\"]\n");
    let ran = bed.run("check site --db oss.db --policy policy.toml");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nodata") && ran.err.contains("no-data"), "{}", ran.err);
}

#[test]
fn the_policy_to_start_from_is_the_one_that_judges() {
    let bed = Bed::with_data();
    let printed = bed.run("check --print-policy");
    assert_eq!(printed.code, 0);
    bed.file("policy.toml", &printed.out);
    let with = bed.run("check fleet --db oss.db --policy policy.toml --format json");
    assert_eq!(with.out, bed.run("check fleet --db oss.db --format json").out);
    bed.file("policy.toml", "[fail]\nseverity = \"grave\"\n");
    let ran = bed.run("check fleet --db oss.db --policy policy.toml");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("fail.severity is \"grave\""), "{}", ran.err);
}

#[test]
fn sarif_keeps_what_does_not_count_as_suppressed() {
    let bed = Bed::with_data();
    bed.file(
        "ignore.toml",
        "[[ignore]]\nadvisory = \"CVE-2026-90001\"\nreason = \"only tied\"\nuntil = 2030-01-01\n",
    );
    let ran = bed.run("check ship --db oss.db --ignore ignore.toml --format sarif");
    assert_eq!(ran.code, 1);
    let results = ran.json()["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    let suppressed: Vec<bool> = results.iter().map(|it| it.get("suppressions").is_some()).collect();
    assert_eq!(suppressed, [true, false]);
}

#[test]
fn what_was_found_not_to_matter_no_longer_counts_if_it_says_why() {
    let bed = Bed::with_data();
    assert_eq!(bed.run("scan ship --db oss.db --format openvex --out vex.json").code, 0);
    let check = || bed.run("check ship --db oss.db --vex vex.json");
    assert_eq!(check().code, 1, "it is only looked into");
    let mut vex: serde_json::Value = serde_json::from_str(&bed.read("vex.json")).unwrap();
    for statement in vex["statements"].as_array_mut().unwrap() {
        statement["status"] = "not_affected".into();
        statement["justification"] = "vulnerable_code_not_in_execute_path".into();
    }
    bed.file("vex.json", vex.to_string());
    let ran = check();
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("VEX: code_not_reachable"), "{}", ran.out);
    // Of another version it says nothing.
    bed.file("vex.json", vex.to_string().replace("@1.2.0", "@1.2.9"));
    assert_eq!(check().code, 1);
    vex["statements"][0].as_object_mut().unwrap().remove("justification");
    bed.file("vex.json", vex.to_string());
    let ran = check();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("/statements/0"), "{}", ran.err);
}

#[test]
fn a_statement_about_one_advisory_says_nothing_of_another_with_the_same_cve() {
    let bed = Bed::with_data();
    bed.file("more/RUSTSEC-2026-0777.md", crate::data::rope_with_cve("RUSTSEC-2026-0777"));
    bed.file("more/RUSTSEC-2026-0778.md", crate::data::rope_with_cve("RUSTSEC-2026-0778"));
    assert_eq!(bed.run("db import --from more --out two.db").code, 0);
    let found = bed.run("scan ship --db two.db --format json").json();
    assert_eq!(found["findings"].as_array().map(Vec::len), Some(2), "two matters: {found:#}");
    let said = r#"{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex",
        "author": "x", "timestamp": "2026-08-01T00:00:00Z", "version": 1, "statements": [{
        "vulnerability": {"name": "RUSTSEC-2026-0777", "aliases": ["CVE-2026-0777"]},
        "products": [{"@id": "pkg:cargo/rope@1.2.0"}], "status": "not_affected",
        "justification": "vulnerable_code_not_in_execute_path"}]}"#;
    bed.file("vex.json", said);
    let ran = bed.run("check ship --db two.db --vex vex.json");
    assert_eq!(ran.code, 1, "the other still counts: {}", ran.out);
    assert!(ran.out.contains("RUSTSEC-2026-0778"), "{}", ran.out);
    bed.file(
        "vex.json",
        said.replace(
            "\"RUSTSEC-2026-0777\", \"aliases\": [\"CVE-2026-0777\"]",
            "\"CVE-2026-0777\"",
        ),
    );
    assert_eq!(bed.run("check ship --db two.db --vex vex.json").code, 0, "said of the CVE itself");
}
