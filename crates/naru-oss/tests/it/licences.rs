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
    assert!(korean.out.contains("[연락처를 적어야 합니다]"), "{}", korean.out);
    assert!(korean.err.contains("--contact"), "how it is given: {}", korean.err);
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
        ("no".into(), "open".into(), "no".into()),
        "of its projects nothing is known, not that none is at its end"
    );
    // Somebody who looked into them may say so.
    bed.file("looked.txt", "ends of support, 2026-07-30");
    bed.file(
        "records.toml",
        "[[record]]\nitem = \"S4\"\nowner = \"manager\"\ndate = 2026-07-30\n\
        evidence = [\"looked.txt\"]\n",
    );
    let words = "self-check fleet/web/package-lock.json --db oss.db --records records.toml --json";
    assert_eq!(of(&answers(words), "S4"), "yes");
    // Where every end is known, one that is past turns the answer.
    for (day, answer) in [("2027-03-31", "yes"), ("2026-07-31", "no")] {
        bed.file(
            "known/health.json",
            format!(
                r#"{{"projects": [{{"purl": "pkg:npm/%40naru/anchor", "end_of_life": "{day}"}},
                {{"purl": "pkg:npm/bu0y", "end_of_life": "2027-03-31"}}]}}"#
            ),
        );
        let ran = bed.run("db import --from data/osv known --out known.db");
        assert_eq!(ran.code, 2, "one record of these is broken: {}", ran.err);
        let known = answers("self-check fleet/web/package-lock.json --db known.db --json");
        assert_eq!(of(&known, "S4"), answer, "{day}");
    }
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

const MATRIX: &str = "Compatibility*,Apache-2.0,GPL-3.0-only,MIT,MPL-2.0\n\
    Apache-2.0,Same,No,Yes,Check dependency\nGPL-3.0-only,Yes,Same,Yes,Yes\n\
    MIT,Yes,No,Same,Unknown\nMPL-2.0,Yes,No,Yes,Same\n";

#[test]
fn what_may_not_be_combined_is_told_and_unknown_is_never_yes() {
    let bed = with_sources();
    let no_matrix = bed.run("licence ship --under MIT --db oss.db");
    assert_eq!(no_matrix.code, 2);
    assert!(no_matrix.err.contains("holds no matrix"), "{}", no_matrix.err);
    bed.file("data/matrix.csv", MATRIX);
    assert_eq!(bed.run("db import --from data --out oss.db").code, 2);
    let ran = bed.run("licence ship --under MIT --db oss.db");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let told = ran.out.split("In a product under MIT:").nth(1).unwrap_or_default();
    for name in ["keel 1.0.0", "mast 2.9.0", "rope 1.2.0", "sail 5.0.0"] {
        assert!(told.contains(name), "{name}: {told}");
    }
    assert!(!told.contains("hull"), "a choice that may be combined is no conflict: {told}");
    assert_eq!(bed.run("licence ship --under Nonsense --db oss.db").code, 2);
}

/// A text of the SPDX list.
fn text_of(id: &str) -> &'static str {
    let found = spdx::text::LICENSE_TEXTS.iter().find(|it| it.0 == id);
    found.expect("it is on the list").1
}

#[test]
fn licence_texts_of_a_checkout_are_recognised_and_what_is_only_near_is_not() {
    let bed = Bed::new();
    bed.file("checkout/LICENSE-MIT", text_of("MIT"));
    bed.file("checkout/vendor/x/COPYING", text_of("GPL-3.0-only"));
    let half = &text_of("Apache-2.0")[..3_000];
    bed.file("checkout/docs/LICENSE.txt", half);
    bed.file("checkout/.git/LICENSE", text_of("MIT"));
    bed.file(
        "checkout/src/a.c",
        "/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */\n",
    );
    bed.file("checkout/src/b.c", "// SPDX-License-Identifier: MIT\n");
    bed.file("checkout/src/c.c", "// SPDX-License-Identifier: MIT\n");
    bed.file("checkout/src/license.rs", "fn main() {}\n");
    let found = bed.run("licence checkout --texts --json").json();
    let row = |file: &str| {
        let all = found["texts"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|it| it["file"] == file).unwrap_or_default()
    };
    assert_eq!(found["texts"].as_array().map(Vec::len), Some(3), "{found:#}");
    assert_eq!(row("LICENSE-MIT")["licence"], "MIT");
    let gnu = row("vendor/x/COPYING");
    let names = format!("{} {}", gnu["licence"], gnu["also"]);
    assert!(names.contains("GPL-3.0-only"), "{names}");
    assert_eq!(row("docs/LICENSE.txt")["licence"], serde_json::Value::Null);
    let nearest = row("docs/LICENSE.txt")["nearest"].as_str().unwrap_or_default().to_owned();
    assert!(["Apache-2.0", "Pixar"].contains(&nearest.as_str()), "they begin alike: {nearest}");
    assert_eq!(found["heads"]["MIT"], 2);
    assert_eq!(found["heads"]["GPL-2.0-only WITH Linux-syscall-note"], 1);
    let shown = bed.run("licence checkout --texts").out;
    assert!(shown.contains("but not that"), "{shown}");
}

#[test]
fn a_package_without_a_stated_licence_is_known_by_its_text() {
    let bed = Bed::with_data();
    bed.file(
        "ship/vendor/mast-2.9.0/Cargo.toml",
        "[package]\nname = \"mast\"\nversion = \"2.9.0\"\n",
    );
    bed.file("ship/vendor/mast-2.9.0/LICENSE", text_of("ISC"));
    let licence = || {
        let rows = bed.run("licence ship --json").json();
        let rows = rows.as_array().cloned().unwrap_or_default();
        let mine = rows.into_iter().find(|it| it["packages"].to_string().contains("mast"));
        mine.unwrap_or_default()["licence"].clone()
    };
    assert_eq!(licence(), "ISC");
    bed.file("ship/vendor/mast-2.9.0/LICENSE-OTHER", "Do as you like, but ask first.\n");
    assert_eq!(licence(), serde_json::Value::Null, "one text of two is not known");
}
