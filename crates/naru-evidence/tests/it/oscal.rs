//! OSCAL out, read in again by ourselves, and held against the standard's own schemas.

use naru_evidence::oscal::{Control, Group, Head, Observation, Outcome, catalog, profile, results};
use naru_evidence::{Severity, State, read};

fn head() -> Head {
    Head {
        title: "Narae Pay".to_owned(),
        version: "2026-11-26".to_owned(),
        made_at: "2026-11-26T04:00:00Z".to_owned(),
        rests_on: "#web".to_owned(),
    }
}

fn outcome(item: &str, is_satisfied: bool) -> Outcome {
    Outcome {
        item: item.to_owned(),
        is_satisfied,
        reason: "supported".to_owned(),
        description: "d".to_owned(),
        observations: vec!["abc".to_owned()],
    }
}

#[test]
fn what_is_written_as_results_is_read_as_results() {
    let observation = Observation {
        name: "abc".to_owned(),
        method: "TEST",
        description: "ZAP 2.15.0".to_owned(),
        collected: "2026-11-20T00:00:00Z".to_owned(),
        expires: "2027-05-20T00:00:00Z".to_owned(),
    };
    let outcomes = [outcome("WEB-06", false), outcome("WEB-09", true)];
    let written = results(&head(), &outcomes, &[observation]);
    let report = read(written.to_string().as_bytes()).unwrap();
    let found: Vec<(&str, Severity, State)> =
        report.findings.iter().map(|it| (it.location.as_str(), it.severity, it.state)).collect();
    assert_eq!(
        found,
        [
            ("web-06_obj", Severity::Unknown, State::Open),
            ("web-09_obj", Severity::None, State::Passed),
        ]
    );
    let items = naru_evidence::items::Table::shipped();
    let finding = &report.findings[0];
    let reached = items.items_of(report.format, report.rule_of(finding), finding);
    assert_eq!(reached.into_iter().collect::<Vec<_>>(), ["WEB-06"]);
    assert_eq!(
        written,
        results(
            &head(),
            &outcomes,
            &[Observation {
                name: "abc".to_owned(),
                method: "TEST",
                description: "ZAP 2.15.0".to_owned(),
                collected: "2026-11-20T00:00:00Z".to_owned(),
                expires: "2027-05-20T00:00:00Z".to_owned(),
            }]
        )
    );
    let id = written["assessment-results"]["uuid"].as_str().unwrap();
    let shape: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!((shape, &id[14..15]), (vec![8, 4, 4, 4, 12], "5"));
    let nothing = results(&head(), &[], &[]);
    assert!(nothing["assessment-results"]["results"][0].get("findings").is_none());
}

fn schema(name: &str) -> naru_sbom::json::Schema {
    let text = match name {
        "catalog" => include_str!("../vendor/oscal/oscal_catalog_schema.json"),
        "profile" => include_str!("../vendor/oscal/oscal_profile_schema.json"),
        _ => include_str!("../vendor/oscal/oscal_assessment-results_schema.json"),
    };
    naru_sbom::json::SchemaSet::default().with(name, text).compile(name)
}

fn faults(name: &str, document: &serde_json::Value) -> Vec<String> {
    schema(name).faults(document, 20).iter().map(|it| format!("{it:?}")).collect()
}

fn groups() -> Vec<Group> {
    let control = |id: &str, refs: &str| Control {
        id: id.to_owned(),
        title: "접근 통제".to_owned(),
        verify: "기록을 본다".to_owned(),
        also: "Access. The record is looked at".to_owned(),
        props: vec![("level", "must".to_owned()), ("refs", refs.to_owned())],
    };
    let group =
        |id: &str, controls| Group { id: id.to_owned(), title: "기술적".to_owned(), controls };
    vec![
        group("access", vec![control("ORG-01", "ISO 27001"), control("ORG-02", "")]),
        group("empty", vec![]),
    ]
}

#[test]
fn what_is_written_fits_the_standards_own_schemas() {
    let list = catalog(&head(), &groups());
    assert_eq!(faults("catalog", &list), [""; 0]);
    let must = profile(&head(), &["ORG-01", "ORG-02"]);
    assert_eq!(faults("profile", &must), [""; 0]);
    let observation = Observation {
        name: "abc".to_owned(),
        method: "EXAMINE",
        description: "규정집".to_owned(),
        collected: "2026-11-20T00:00:00Z".to_owned(),
        expires: "2027-05-20T00:00:00Z".to_owned(),
    };
    let found = results(&head(), &[outcome("WEB-06", false)], &[observation]);
    assert_eq!(faults("results", &found), [""; 0]);
    assert_eq!(faults("results", &results(&head(), &[], &[])), [""; 0]);
    // The schemas are not blind.
    for (name, place, document) in [
        ("catalog", "/catalog/uuid", list),
        ("profile", "/profile/imports", must),
        ("results", "/assessment-results/results/0/findings/0/target/status/state", found),
    ] {
        let mut broken = document;
        *broken.pointer_mut(place).unwrap() = serde_json::json!("no such thing\n");
        assert!(!faults(name, &broken).is_empty(), "{place}");
    }
}

#[test]
fn a_list_is_read_back_item_by_item() {
    let written = catalog(&head(), &groups());
    let report = read(written.to_string().as_bytes()).unwrap();
    let read: Vec<(&str, Option<&str>)> =
        report.components.iter().map(|it| (it.name.as_str(), it.id.as_deref())).collect();
    assert_eq!(read, [("접근 통제", Some("org-01")), ("접근 통제", Some("org-02"))]);
    // The objective that results speak of is in the list.
    let found = results(&head(), &[outcome("ORG-02", true)], &[]);
    let target =
        found.pointer("/assessment-results/results/0/findings/0/target/target-id").unwrap();
    let parts = written.pointer("/catalog/groups/0/controls/1/parts").unwrap();
    assert!(parts.as_array().unwrap().iter().any(|it| it["id"] == *target), "{parts}");
}
