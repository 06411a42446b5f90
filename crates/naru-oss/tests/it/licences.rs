//! `licence`, `notice` and `self-check`.

use crate::bed::Bed;

/// The ship with its packages' own files beside it.
fn with_sources() -> Bed {
    let bed = Bed::with_data();
    let package = |place: &str, version: &str, licence: &str| {
        let name = place.split('-').next().unwrap_or(place);
        bed.file(
            &format!("ship/vendor/{place}/Cargo.toml"),
            format!(
                "[package]\nname = \"{name}\"\nversion = \"{version}\"\nlicense = \"{licence}\"\n"
            ),
        );
    };
    package("hull", "0.3.0", "MIT OR Apache-2.0");
    bed.file("ship/vendor/hull/LICENSE-MIT", "Permission is granted by the hull's makers.\n");
    package("keel", "1.0.0", "GPL-3.0-only");
    package("mast", "2.9.0", "MPL-2.0");
    package("rigging", "4.0.0", "MIT AND GPL-2.0-only");
    package("rope-1.2.0", "1.2.0", "ISC");
    package("rope", "1.2.3", "ISC");
    package("sail", "9.9.9", "MIT");
    bed
}

#[test]
fn licences_are_told_with_what_they_ask_for() {
    let bed = with_sources();
    insta::assert_snapshot!("licence_en", bed.run("licence ship").shown());
    let json = bed.run("licence ship --json").json();
    let duty = |licence: &str| {
        let rows = json.as_array().cloned().unwrap_or_default();
        let found = rows.into_iter().find(|it| it["licence"] == licence);
        found.map(|it| it["duty"].as_str().unwrap_or_default().to_owned()).unwrap_or_default()
    };
    // Of a choice the least, of a sum the most.
    assert_eq!(duty("MIT OR Apache-2.0"), "notice");
    assert_eq!(duty("MIT AND GPL-2.0-only"), "source");
    assert_eq!(duty("MPL-2.0"), "changed-files");
    let bed = bed.in_korean();
    insta::assert_snapshot!("licence_ko", bed.run("licence ship").shown());
}

#[test]
fn files_of_another_version_prove_nothing() {
    let bed = with_sources();
    let json = bed.run("licence ship --json").json();
    let rows = json.as_array().cloned().unwrap_or_default();
    let unknown = rows.iter().find(|it| it["licence"].is_null()).cloned().unwrap_or_default();
    let names = unknown["packages"].to_string();
    assert!(names.contains("sail 5.0.0"), "{names}");
}

#[test]
fn the_notice_passes_on_texts_and_offers_source_where_it_must() {
    let bed = with_sources();
    let ran =
        bed.run_words(&["notice", "ship", "--contact", "oss@bank.example", "--product", "Ferry 1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Permission is granted by the hull's makers."), "{}", ran.out);
    let offer = ran.out.split("2. Written offer").nth(1).and_then(|it| it.split("3. ").next());
    let offer = offer.unwrap_or_default();
    for name in ["keel 1.0.0", "mast 2.9.0", "rigging 4.0.0"] {
        assert!(offer.contains(name), "{name}: {offer}");
    }
    assert!(!offer.contains("hull") && offer.contains("oss@bank.example"), "{offer}");
    let head: Vec<&str> = ran.out.lines().take(30).collect();
    insta::assert_snapshot!("notice_en", head.join("\n"));
    let korean = bed.in_korean().run_words(&["notice", "ship", "--product", "나루호"]);
    assert!(korean.out.contains("[연락처를 적어야 합니다: --contact]"), "{}", korean.out);
    let head: Vec<&str> = korean.out.lines().take(30).collect();
    insta::assert_snapshot!("notice_ko", head.join("\n"));
}

#[test]
fn the_self_check_answers_what_files_prove_and_nothing_else() {
    let bed = with_sources();
    let answers = |words: &str| {
        let rows = bed.run(words).json().as_array().cloned().unwrap_or_default();
        let pair = |it: &serde_json::Value| {
            let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
            (text("id"), text("answer"))
        };
        rows.iter().map(pair).collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = answers("self-check ship --db oss.db --json");
    assert_eq!(before.len(), 48);
    let of = |all: &std::collections::BTreeMap<String, String>, id: &str| all[id].clone();
    for (id, answer) in [
        ("P1", "open"),
        ("I1", "yes"),
        ("I2", "yes"),
        ("I3", "no"),
        ("S2", "no"),
        ("S3", "no"),
        ("S4", "no"),
        ("S5", "yes"),
        ("V1", "no"),
        ("V2", "yes"),
        ("V4", "open"),
        ("V7", "open"),
        ("V8", "no"),
    ] {
        assert_eq!(of(&before, id), answer, "{id}");
    }
    // Each changed fact changes its answer.
    bed.file("ignore.toml", "[[ignore]]\nadvisory = \"RUSTSEC-2026-0901\"\nreason = \"x\"\nuntil = 2030-01-01\nby = \"board\"\n\
        [[ignore]]\nadvisory = \"RUSTSEC-2026-0904\"\nreason = \"x\"\nuntil = 2030-01-01\nby = \"board\"\n");
    let accepted = answers("self-check ship --db oss.db --ignore ignore.toml --json");
    assert_eq!((of(&accepted, "V1"), of(&accepted, "V4")), ("yes".to_owned(), "yes".to_owned()));
    bed.file(
        "ignore.toml",
        "[[ignore]]\nadvisory = \"RUSTSEC-2026-0901\"\nreason = \"x\"\nuntil = 2020-01-01\n",
    );
    let lapsed = answers("self-check ship --db oss.db --ignore ignore.toml --json");
    assert_eq!((of(&lapsed, "V1"), of(&lapsed, "V4")), ("no".to_owned(), "no".to_owned()));
    let web = answers("self-check fleet/web/package-lock.json --db oss.db --json");
    assert_eq!(
        (of(&web, "S5"), of(&web, "S4"), of(&web, "I2")),
        ("no".into(), "yes".into(), "no".into())
    );
    let clean = answers("self-check clean --db oss.db --json");
    assert_eq!(of(&clean, "V1"), "yes");
    assert_eq!(bed.run("db import --from data/rustsec --out rust.db").code, 0);
    let less = answers("self-check ship --db rust.db --json");
    assert_eq!(
        (of(&less, "V2"), of(&less, "S5"), of(&less, "S2")),
        ("no".into(), "open".into(), "open".into())
    );
    bed.file("policy.toml", "[fail]\nseverity = \"low\"\n[data]\nage_days_max = 30\n");
    let ruled = answers("self-check ship --db oss.db --policy policy.toml --json");
    assert_eq!(of(&ruled, "V8"), "open", "the signature is proven elsewhere");
    bed.file("fleet/odd/Cargo.lock", "[[package]]\n");
    assert_eq!(answers("self-check fleet --db oss.db --json")["I1"], "no");
    let shown = bed.run("self-check ship --db oss.db").out;
    assert!(shown.contains("Open is not passed."), "{shown}");
}
