//! OSCAL out, read in again by ourselves.

use naru_evidence::oscal::{Head, Observation, Outcome, results};
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
