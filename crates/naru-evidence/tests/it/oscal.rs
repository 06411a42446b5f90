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

/// Results with one finding on a target for each pair of end and status.
fn assessed(target: &str, results: &[(&str, &str)]) -> naru_evidence::Report {
    let results: Vec<String> = results
        .iter()
        .map(|(end, state)| {
            format!(
                r#"{{"uuid":"r","start":"2026-01-01T00:00:00Z","end":"{end}","findings":[{{"target":
                {{"target-id":"{target}","status":{{"state":"{state}"}}}}}}]}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"assessment-results":{{"metadata":{{"title":"t","oscal-version":"1.1.3"}},"results":[{}]}}}}"#,
        results.join(",")
    );
    read(text.as_bytes()).unwrap()
}

#[test]
fn a_newer_result_goes_before_an_older_one_on_the_same_target() {
    let (older, newer) =
        (("2026-03-01T00:00:00Z", "not-satisfied"), ("2026-06-01T00:00:00Z", "satisfied"));
    let states = |results: &[(&str, &str)]| {
        let report = assessed("org-20_obj", results);
        let states: Vec<(State, String)> =
            report.findings.iter().map(|it| (it.state, it.place.clone())).collect();
        (states, report.findings[0].fingerprint)
    };
    let at = |index: u32| format!("/assessment-results/results/{index}/findings/0");
    let (old_last, print) = states(&[newer, older]);
    assert_eq!(old_last, [(State::Passed, at(0)), (State::Fixed, at(1))]);
    let (old_first, same) = states(&[older, newer]);
    assert_eq!(old_first, [(State::Passed, at(1)), (State::Fixed, at(0))]);
    assert_eq!(print, same, "the newest is the one that later files go on with");
    // What was in order and is no longer is open.
    let (worse, _) =
        states(&[("2026-03-01T00:00:00Z", "satisfied"), ("2026-06-01T00:00:00Z", "not-satisfied")]);
    assert_eq!(worse, [(State::Open, at(1)), (State::Passed, at(0))]);
    // Within one result both count.
    let within = r#"{"assessment-results":{"metadata":{"oscal-version":"1.1.3"},"results":[{"findings":[
        {"target":{"target-id":"org-20_obj","status":{"state":"satisfied"}}},
        {"target":{"target-id":"org-20_obj","status":{"state":"not-satisfied"}}}]}]}}"#;
    let within = read(within.as_bytes()).unwrap();
    assert_eq!(within.findings[1].state, State::Open);
}

#[test]
fn every_item_of_the_lists_can_be_named_by_a_control() {
    let items = |target: &str| {
        let report = assessed(target, &[("2026-03-01T00:00:00Z", "not-satisfied")]);
        let finding = &report.findings[0];
        let table = naru_evidence::items::Table::shipped();
        let items = table.items_of(report.format, report.rule_of(finding), finding);
        items.into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(items("org-01_obj"), ["ORG-01"]);
    assert_eq!(items("ORG-23"), ["ORG-23"]);
    assert_eq!(items("app-11_obj.1"), ["APP-11"]);
    assert_eq!(items("org-08_smt.a"), ["ORG-08"]);
    for other in ["ac-2_obj", "org-1", "org-00", "org-123", "xorg-01", "org-01a"] {
        assert_eq!(items(other), [""; 0], "{other}");
    }
}

#[test]
fn xml_is_read_with_its_paragraphs_and_facets() {
    let text = r#"<assessment-results xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="u"><metadata>
        <title>t</title><oscal-version>1.1.2</oscal-version></metadata><result uuid="r"><title>R</title>
        <description><p>whole</p></description><start>2026-03-01T00:00:00Z</start><risk uuid="k">
        <title>Risk</title><description><p>first</p><p>second <em>part</em></p></description>
        <statement><p>said</p></statement><status>open</status><characterization><origin/>
        <facet name="severity" system="x" value="high"/></characterization></risk>
        <finding uuid="f"><title>F</title><description><p>kept in clear</p></description>
        <target type="objective-id" target-id="org-26_obj"><status state="not-satisfied"/></target>
        <related-risk risk-uuid="k"/></finding></result></assessment-results>"#;
    let report = read(text.as_bytes()).unwrap();
    let found: Vec<(&str, Severity, State)> =
        report.findings.iter().map(|it| (it.message.as_str(), it.severity, it.state)).collect();
    assert_eq!(
        found,
        [
            ("first\nsecond\npart", Severity::High, State::Review),
            ("kept in clear", Severity::High, State::Open),
        ]
    );
    assert!(report.findings[0].words.contains(&("statement".to_owned(), "said".to_owned())));
    assert!(report.words.contains(&("description".to_owned(), "whole".to_owned())));
    // A status is no word for a severity: nothing odd is remarked.
    assert_eq!(report.remarks, []);
    assert!(report.findings[1].words.contains(&("status".to_owned(), "not-satisfied".to_owned())));
}

#[test]
fn how_grave_a_risk_is_comes_from_severity_score_or_impact_and_never_from_likelihood() {
    let risk = |facets: &[(&str, &str)]| {
        let facets: Vec<String> = facets
            .iter()
            .map(|(name, value)| format!(r#"{{"name":"{name}","system":"s","value":"{value}"}}"#))
            .collect();
        let text = format!(
            r#"{{"plan-of-action-and-milestones":{{"metadata":{{"oscal-version":"1.1.3"}},"risks":[
            {{"uuid":"k","title":"x","status":"open","characterizations":[{{"facets":[{}]}}]}}]}}}}"#,
            facets.join(",")
        );
        read(text.as_bytes()).unwrap().findings[0].severity
    };
    assert_eq!(risk(&[("likelihood", "high"), ("impact", "low")]), Severity::Low);
    assert_eq!(risk(&[("likelihood", "high")]), Severity::Unknown);
    assert_eq!(risk(&[("impact", "low"), ("severity", "high")]), Severity::High);
    assert_eq!(risk(&[("cvss_base_score", "9.8")]), Severity::Critical);
    assert_eq!(risk(&[("risk", "moderate")]), Severity::Medium);
}
