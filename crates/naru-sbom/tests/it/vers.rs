//! Version ranges against the specification's own cases.

use crate::suites::{self, Count};
use naru_sbom::vers::Vers;
use naru_sbom::version::{Scheme, compare, sorted_by, written};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cmp::Ordering;

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// What we make of a case.
fn outcome(case: &Value) -> Result<Value, String> {
    let input = &case["input"];
    let said = |error: naru_sbom::vers::VersError| error.to_string();
    match text(case, "test_type") {
        "comparison" | "equality" => {
            let scheme = Scheme::of_kind(text(input, "input_scheme")).ok_or("no such order")?;
            let list = input["versions"].as_array().ok_or("no versions")?;
            let versions: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            if text(case, "test_type") == "equality" {
                return Ok(json!(compare(scheme, versions[0], versions[1]) == Ordering::Equal));
            }
            let sorted = sorted_by(versions, &|a: &&str, b: &&str| compare(scheme, a, b));
            let sorted: Vec<_> = sorted.into_iter().map(|text| written(scheme, text)).collect();
            Ok(json!(sorted))
        }
        "from_native" => Vers::of_native(text(input, "scheme"), text(input, "native_range"))
            .map(|vers| json!(vers.to_string()))
            .map_err(said),
        "containment" => {
            let vers = Vers::parse_lenient(text(input, "vers")).map_err(said)?;
            Ok(json!(vers.contains(text(input, "version"))))
        }
        "validate" => Vers::parse_lenient(input.as_str().unwrap_or_default())
            .map(|vers| json!(vers.to_string()))
            .map_err(said),
        _ => Vers::parse(input.as_str().unwrap_or_default())
            .map(|vers| {
                let pairs: Vec<Value> = vers
                    .constraints()
                    .iter()
                    .map(|one| json!([one.comparator.sign(), one.version]))
                    .collect();
                json!({ "scheme": vers.kind(), "version_constraints": pairs })
            })
            .map_err(said),
    }
}

#[test]
fn the_specifications_cases() {
    let Some(folder) = suites::find("oss/vers-spec") else { return };
    let mut count = Count::new("vers");
    for file in suites::files(&folder, ".json") {
        let suite: Value = serde_json::from_str(&suites::text(&file)).expect("the suite is JSON");
        for case in suite["tests"].as_array().expect("the suite has cases") {
            let is = outcome(case);
            let must_fail = case["expected_failure"] == true;
            let holds = match &is {
                Ok(is) => !must_fail && *is == case["expected_output"],
                Err(_) => must_fail,
            };
            count.case(holds, || {
                let (kind, input) = (&case["test_type"], &case["input"]);
                format!("{kind} {input}: {is:?}, must be {}", case["expected_output"])
            });
        }
    }
    count.finish(2_701);
}

#[test]
fn canonical_means_canonical() {
    let of = |text: &str| Vers::parse(text).expect_err("must be refused").to_string();
    assert!(of("vers:npm/1.0.0|1.0.0").contains("twice"));
    assert!(of("vers:npm/>=1.0.0|>=2.0.0").contains("says nothing more"));
    assert!(of("vers:npm/1.0.0|<2.0.0").contains("says nothing more"));
    assert!(of("vers:npm/*|1.0.0").contains("stands alone"));
    assert!(of("vers:NPM/1.0.0").contains("lower case"));
    assert!(of("vers:npm/>=").contains("names no version"));
    assert!(of("vers:none/1.0.0").contains("vers:none/*"));
    assert!(of("vers:npm/*0").contains("not escaped"));
    assert!(of("vers:npm/=1.0.0").contains("without a sign"));
    assert!(of("npm/1.0.0").contains("vers:TYPE/CONSTRAINTS"));
}

#[test]
fn ranges_hold_what_they_say() {
    let holds = |range: &str, version: &str| Vers::parse_lenient(range).unwrap().contains(version);
    assert_eq!(holds("vers:npm/>=1.0.0|<2.0.0|>=3.0.0", "2.0.0"), Some(false));
    assert_eq!(holds("vers:npm/>=1.0.0|<2.0.0|>=3.0.0", "2.0.0-rc.1"), Some(true));
    assert_eq!(holds("vers:npm/>=1.0.0|<2.0.0|>=3.0.0", "9.0.0"), Some(true));
    assert_eq!(holds("vers:npm/>=1.0.0|!=1.5.0|<2.0.0", "1.5.0"), Some(false));
    assert_eq!(holds("vers:npm/!=1.5.0", "1.4.0"), Some(true));
    assert_eq!(holds("vers:npm/<1.0.0|1.5.0", "1.5.0"), Some(true));
    assert_eq!(holds("vers:deb/>=1:1.0|<1:2.0", "9.9"), Some(false));
    assert_eq!(holds("vers:all/*", "anything"), Some(true));
    assert_eq!(holds("vers:none/*", "anything"), Some(false));
    assert_eq!(holds("vers:unheard-of/>=1|<2", "1.5"), None);
    assert_eq!(holds("vers:unheard-of/>=1|<2", "1"), Some(true));
}

#[test]
fn other_notations_are_read_too() {
    let of = |kind: &str, text: &str| Vers::of_native(kind, text).map(|vers| vers.to_string());
    assert_eq!(of("maven", "[1.0,2.0),[3.0,)").unwrap(), "vers:maven/>=1.0|<2.0|>=3.0");
    assert_eq!(of("nuget", "1.0").unwrap(), "vers:nuget/>=1.0");
    assert_eq!(of("pypi", "~=1.4.2, !=1.4.5").unwrap(), "vers:pypi/>=1.4.2|!=1.4.5|<1.5");
    assert_eq!(of("pypi", "==1.4.*").unwrap(), "vers:pypi/>=1.4|<1.5");
    assert_eq!(of("cargo", "1.2").unwrap(), "vers:cargo/>=1.2.0|<2.0.0");
    assert_eq!(of("cargo", ">=1.2, <1.5").unwrap(), "vers:cargo/>=1.2.0|<1.5.0");
    assert!(of("nuget", "[1.0").is_err() && of("npm", ">=").is_err() && of("cpan", "1").is_err());
}

proptest! {
    #[test]
    fn what_is_read_is_written_and_read_again(text in "vers:(npm|pypi|deb|maven|x)/([<>=!]{0,2}[0-9a-z.%2A*]{1,6}\\|?){0,5}") {
        if let Ok(vers) = Vers::parse(&text) {
            prop_assert_eq!(&vers.to_string(), &text);
            prop_assert_eq!(Vers::parse_lenient(&text), Ok(vers));
        }
        if let Ok(vers) = Vers::parse_lenient(&text) {
            let _known_or_not = vers.contains("1.0");
            prop_assert_eq!(Vers::parse_lenient(&vers.to_string()), Ok(vers));
        }
    }

    #[test]
    fn any_native_text_is_read_or_refused(text in "[\\PC<>=~^|,()\\[\\]0-9.x* -]{0,30}") {
        for kind in ["npm", "cargo", "conan", "gem", "pypi", "openssl", "nginx", "nuget", "maven"] {
            if let Ok(vers) = Vers::of_native(kind, &text) {
                let _known_or_not = vers.contains("1.0.0");
            }
        }
    }
}
