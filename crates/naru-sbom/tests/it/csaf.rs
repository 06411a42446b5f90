//! CSAF 2.0 against the standard's own failing and valid files, and VEX read out of it.

use naru_sbom::csaf::{self, Finding};
use naru_sbom::json::Limits;
use naru_sbom::vex::{Justification, Status};
use serde_json::{Value, json};

use crate::suites;

fn findings(bytes: &[u8]) -> Vec<Finding> {
    csaf::read(bytes, Limits::default()).err().unwrap_or_default()
}

#[test]
fn the_mandatory_tests_of_the_standard_are_judged_rightly() {
    let Some(folder) = suites::find("oss/csaf20/data") else { return };
    let list = suites::text(&folder.join("testcases.json"));
    let list: Value = serde_json::from_str(&list).expect("the list of cases is JSON");
    let mut count = suites::Count::new("csaf 2.0 mandatory");
    let mandatory = list["tests"].as_array().expect("a list").iter();
    for test in mandatory.filter(|test| test["group"] == "mandatory") {
        let id = test["id"].as_str().expect("a test has a number");
        for (field, must_fail) in [("failures", true), ("valid", false)] {
            for case in test[field].as_array().into_iter().flatten() {
                let name = case["name"].as_str().expect("a case has a file");
                let bytes = std::fs::read(folder.join(name)).expect("a suite's file can be read");
                let found = findings(&bytes);
                let explained = found.iter().all(|finding| {
                    finding.ko().contains(&finding.at) && finding.en().contains(&finding.at)
                });
                let is_right = if must_fail {
                    // A file made to fail one test has the shape of a document.
                    found.iter().any(|finding| finding.test == id) && found[0].test != "schema"
                } else {
                    found.is_empty()
                };
                count.case(is_right && explained, || format!("{name}: {found:?}"));
            }
        }
    }
    count.finish(147);
}

fn vex() -> Value {
    json!({
        "document": {
            "category": "csaf_vex", "csaf_version": "2.0", "title": "한 고지",
            "publisher": { "category": "vendor", "name": "다온", "namespace": "https://daon.example" },
            "tracking": {
                "current_release_date": "2026-11-26T00:00:00Z", "id": "DAON-1", "status": "final",
                "initial_release_date": "2026-11-26T00:00:00Z", "version": "1",
                "revision_history": [
                    { "date": "2026-11-26T00:00:00Z", "number": "1", "summary": "처음" }
                ]
            }
        },
        "product_tree": {
            "full_product_names": [
                { "product_id": "A", "name": "a",
                  "product_identification_helper": { "purl": "pkg:maven/org.daon/a@1" } },
                { "product_id": "B", "name": "b" }, { "product_id": "C", "name": "c" },
                { "product_id": "D", "name": "d" }
            ],
            "product_groups": [{ "group_id": "G", "product_ids": ["B", "C"] }]
        },
        "vulnerabilities": [{
            "cve": "CVE-2026-0001",
            "notes": [{ "category": "description", "text": "설명" }],
            "product_status": { "known_affected": ["A"], "known_not_affected": ["B", "C"],
                "under_investigation": ["D"] },
            "flags": [{ "label": "vulnerable_code_not_in_execute_path", "group_ids": ["G"] }],
            "remediations": [{ "category": "vendor_fix", "details": "2로 올리십시오.",
                "product_ids": ["A"] }],
            "scores": [{ "products": ["A"], "cvss_v3": { "version": "3.1", "baseScore": 9.8,
                "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "baseSeverity": "CRITICAL" } }]
        }]
    })
}

#[test]
fn each_product_gets_its_status_reason_and_remedy() {
    let bytes = vex().to_string();
    let read = csaf::read(bytes.as_bytes(), Limits::default()).expect("it passes every test");
    let of = |id: &str| {
        let holds = |affected: &naru_sbom::vex::Affected| affected.reference == id;
        let mut own = read.statements.iter().filter(|said| said.affects.iter().any(holds));
        let said = own.next().expect("each product has a statement");
        assert!(own.next().is_none(), "and only one");
        said
    };
    assert_eq!(
        (of("A").status, of("A").affects[0].purl.as_deref()),
        (Status::Affected, Some("pkg:maven/org.daon/a@1"))
    );
    assert_eq!(of("A").recommendation.as_deref(), Some("2로 올리십시오."));
    assert_eq!(of("C").status, Status::NotAffected);
    assert_eq!(of("C").justification, Some(Justification::CodeNotReachable));
    assert_eq!(of("D").status, Status::UnderInvestigation);
    assert_eq!(of("A").ratings[0].severity.as_deref(), Some("critical"));
    assert_eq!((read.id.as_str(), read.publisher.as_str()), ("DAON-1", "다온"));
}

#[test]
fn nothing_is_read_out_of_what_fails_a_test() {
    let mut bad = vex();
    bad["vulnerabilities"][0]["product_status"]["fixed"] = json!(["A"]);
    let found = findings(bad.to_string().as_bytes());
    assert_eq!((found[0].test, found[0].about.as_str()), ("6.1.6", "A"));
    assert_eq!(found[0].at, "/vulnerabilities/0/product_status/fixed/0");
    let mut shapeless = vex();
    shapeless["document"].as_object_mut().expect("an object").remove("tracking");
    let found = findings(shapeless.to_string().as_bytes());
    assert_eq!((found[0].test, found[0].at.as_str()), ("schema", "/document"));
    let dates = [("2026-11-26T09:00:00+09:00", false), ("2026-11-25T23:59:59.999Z", true)];
    for (date, is_wrong) in dates {
        let mut two = vex();
        two["document"]["tracking"]["version"] = json!("2");
        let history = &mut two["document"]["tracking"]["revision_history"];
        let entry = json!({ "date": date, "number": "2", "summary": "다음" });
        history.as_array_mut().expect("an array").push(entry);
        let found = findings(two.to_string().as_bytes());
        assert_eq!(found.iter().any(|finding| finding.test == "6.1.14"), is_wrong, "{date}");
    }
}
