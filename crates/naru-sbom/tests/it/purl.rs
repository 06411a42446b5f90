//! Package URLs against the specification's own cases.

use crate::suites::{self, Count};
use naru_sbom::purl::{Parts, Purl};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn parts_of(value: &Value) -> Parts {
    let qualifiers = value["qualifiers"].as_object();
    let qualifiers: BTreeMap<String, String> = qualifiers
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), text_of(value).expect("a qualifier is a text")))
        .collect();
    Parts {
        kind: text_of(&value["type"]).unwrap_or_default(),
        namespace: text_of(&value["namespace"]),
        name: text_of(&value["name"]).unwrap_or_default(),
        version: text_of(&value["version"]),
        qualifiers,
        subpath: text_of(&value["subpath"]),
    }
}

/// What we make of a case's input.
fn outcome(case: &Value) -> Result<Value, String> {
    let input = case["input"].as_str().unwrap_or_default();
    match case["test_type"].as_str() {
        Some("parse") => Purl::parse(input)
            .map(|purl| serde_json::json!({ "parts": format!("{:?}", purl.into_parts()) })),
        Some("validate") => Purl::parse_lenient(input).map(|purl| Value::from(purl.to_string())),
        _ => parts_of(&case["input"]).build().map(|purl| Value::from(purl.to_string())),
    }
    .map_err(|error| error.to_string())
}

#[test]
fn the_specifications_cases() {
    let Some(folder) = suites::find("oss/purl") else { return };
    let mut count = Count::new("purl");
    for file in suites::files(&folder, ".json") {
        let suite: Value = serde_json::from_str(&suites::text(&file)).expect("the suite is JSON");
        for case in suite["tests"].as_array().expect("the suite has cases") {
            let is = outcome(case);
            let must = match case["test_type"].as_str() {
                Some("parse") => {
                    let parts = parts_of(&case["expected_output"]);
                    serde_json::json!({ "parts": format!("{parts:?}") })
                }
                _ => case["expected_output"].clone(),
            };
            let holds = match &is {
                Ok(is) => case["expected_failure"] != true && *is == must,
                Err(_) => case["expected_failure"] == true,
            };
            count.case(holds, || {
                format!("{} {}: {is:?}, must be {must}", case["test_type"], case["input"])
            });
        }
    }
    count.finish(586);
}

#[test]
fn what_is_refused_says_where_and_why() {
    let of = |text: &str| Purl::parse(text).expect_err("must be refused").to_string();
    assert_eq!(
        of("pkg:npm/a@1?Arch=x"),
        "not a package URL: qualifiers: the key `Arch` must be in lower case"
    );
    assert_eq!(of("cargo/rand"), "not a package URL: scheme: it must begin with `pkg:`");
    assert!(of("pkg:npm/%zz").contains("two hexadecimal digits"));
    assert!(of("pkg:npm/%ff").contains("UTF-8"));
    assert!(of("pkg:npm/a?b=1&b=2").contains("twice"));
    assert!(of(&format!("pkg:npm/{}", "a".repeat(20_000))).contains("at most 16384"));
}

#[test]
fn the_standard_library_of_go_has_no_namespace() {
    let purl = Purl::parse("pkg:golang/stdlib@1.22.3").unwrap();
    assert_eq!((purl.name(), purl.version()), ("stdlib", Some("1.22.3")));
}

fn any_parts() -> impl Strategy<Value = Parts> {
    let kinds =
        ["cargo", "npm", "pypi", "maven", "golang", "deb", "generic", "git", "pub", "made-up"];
    (
        prop::sample::select(kinds.to_vec()),
        prop::option::of("\\PC{0,12}"),
        "\\PC{0,12}",
        prop::option::of("\\PC{0,12}"),
        prop::collection::btree_map("[a-z][a-z0-9._-]{0,5}", "\\PC{0,8}", 0..4),
        prop::option::of("\\PC{0,12}"),
    )
        .prop_map(|(kind, namespace, name, version, qualifiers, subpath)| Parts {
            kind: kind.to_owned(),
            namespace,
            name,
            version,
            qualifiers,
            subpath,
        })
}

proptest! {
    #[test]
    fn what_is_built_reads_back_the_same(parts in any_parts()) {
        if let Ok(purl) = parts.build() {
            let text = purl.to_string();
            let again = Purl::parse(&text);
            prop_assert_eq!(again.as_ref(), Ok(&purl), "{}", text);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(pkg:[a-z]{1,6}/)?[\\PC%@?#&=/]{0,40}") {
        if let Ok(purl) = Purl::parse_lenient(&text) {
            let canonical = purl.to_string();
            prop_assert_eq!(Purl::parse(&canonical), Ok(purl), "{}", canonical);
        }
    }
}
