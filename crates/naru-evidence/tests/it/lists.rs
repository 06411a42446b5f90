//! Lists of reports, and reports of others that only look like one that is read.

use naru_evidence::{Format, Severity, State, read};
use naru_sbom::refused::Why;

const SARIF: &str = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":[
    {"ruleId":"A","level":"error","message":{"text":"m"}}]}]}"#;
const OTHER: &str = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":[
    {"ruleId":"B","level":"warning","message":{"text":"m"}}]}]}"#;
const BILL: &str = r#"{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[
    {"type":"library","name":"a","version":"1","purl":"pkg:npm/a@1","bom-ref":"r"}],
    "vulnerabilities":[{"id":"CVE-2020-1","ratings":[{"severity":"high"}],"affects":[{"ref":"r"}]}]}"#;

fn found(text: &str) -> Vec<(String, Severity, State, String)> {
    let report = read(text.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {text}"));
    let name = |rule: usize| report.rules[rule].id.clone();
    let it = report.findings.iter();
    it.map(|it| (name(it.rule), it.severity, it.state, it.place.clone())).collect()
}

#[test]
fn each_report_of_a_list_is_read() {
    let two = found(&format!("[{SARIF},{OTHER}]"));
    let first = ("A".to_owned(), Severity::High, State::Open, "/0/runs/0/results/0".to_owned());
    let second = ("B".to_owned(), Severity::Medium, State::Open, "/1/runs/0/results/0".to_owned());
    assert_eq!(two, [first, second]);
    // One alone in a list, and two by lines, are no other thing.
    assert_eq!(found(&format!("[{SARIF}]"))[0].0, "A");
    let lines = format!("{}\n{}\n", SARIF.replace('\n', ""), OTHER.replace('\n', ""));
    assert_eq!(found(&lines).len(), 2);
    let bills = read(format!("[{BILL},{}]", BILL.replace("npm/a", "npm/b")).as_bytes()).unwrap();
    let places: Vec<(&str, &str)> =
        bills.findings.iter().map(|it| (it.location.as_str(), it.place.as_str())).collect();
    assert_eq!(
        places,
        [
            ("pkg:npm/a@1", "/0/vulnerabilities/0/affects/0"),
            ("pkg:npm/b@1", "/1/vulnerabilities/0/affects/0")
        ]
    );
    assert_eq!(bills.components[1].place, "/1/components/0");
    // testssl.sh's own report may be a list of lines or stand in a list.
    let tls = r#"{"scanResult":[{"targetHost":"h","ip":"10.0.0.1","port":"443","protocols":[
        {"id":"TLS1","severity":"LOW","finding":"offered"}]}],"scanTime":27}"#;
    let tls = found(&format!("[{tls}]"));
    assert_eq!(tls[0].0, "TLS1");
    assert_eq!(tls[0].3, "/0/scanResult/0/protocols/0");
}

#[test]
fn a_list_of_several_formats_is_refused_at_the_odd_one() {
    let mixed = read(format!("[{SARIF},{BILL}]").as_bytes()).unwrap_err();
    assert_eq!(mixed.at, "/1");
    assert!(matches!(mixed.why, Why::NotRecognised { seen } if seen.starts_with("bomFormat")));
    let odd = read(format!("[{SARIF},7]").as_bytes()).unwrap_err();
    assert_eq!(odd.at, "/1");
    let nested = read(format!("[[{SARIF}]]").as_bytes()).unwrap_err();
    assert!(matches!(nested.why, Why::NotRecognised { .. }), "{nested}");
}

#[test]
fn what_only_looks_like_a_report_is_refused() {
    let bandit = r#"{"errors":[],"generated_at":"2026-02-01T10:00:00Z","metrics":{"_totals":{}},
        "results":[{"filename":"a.py","issue_severity":"HIGH","issue_text":"shell","test_id":"B602"}]}"#;
    let clean = r#"{"errors":[],"generated_at":"2026-02-01T10:00:00Z","metrics":{},"results":[]}"#;
    let kics = r#"{"kics_version":"1","queries":[],"paths":["x"],"results":[]}"#;
    let runs = r#"{"total_count":1,"runs":[]}"#;
    let bill = r#"{"bom":{"x":1}}"#;
    let catalog = r#"{"catalog":[{"price":1}]}"#;
    for text in [bandit, clean, kics, runs, bill, catalog] {
        let refused = read(text.as_bytes()).map(|it| it.format).unwrap_err();
        assert!(matches!(refused.why, Why::NotRecognised { .. }), "{text}: {refused}");
    }
    let old = r#"{"results":[{"check_id":"a.b","path":"x.py","start":{"line":1},"end":{"line":1},
        "extra":{"message":"m","severity":"ERROR"}}],"errors":[]}"#;
    let empty = r#"{"version":"1.60.0","results":[],"errors":[],"paths":{"scanned":["a.py"]}}"#;
    for text in [old, empty] {
        assert_eq!(read(text.as_bytes()).unwrap().format, Format::Semgrep, "{text}");
    }
}
