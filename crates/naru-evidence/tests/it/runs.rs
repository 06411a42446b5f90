//! What a run proves: nothing where it broke off, looked at nothing, or left a check out.

use naru_evidence::items::Table;
use naru_evidence::{Remark, Report, State, read};

fn one(text: &str) -> Report {
    read(text.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {text}"))
}

fn covers(report: &Report) -> Vec<&'static str> {
    Table::shipped().covered_by(report).into_iter().collect()
}

fn tls_line(id: &str, severity: &str, finding: &str) -> String {
    format!(
        r#"{{"id":"{id}","ip":"h/10.0.0.1","port":"443","severity":"{severity}","finding":"{finding}"}}"#
    )
}

fn tls(lines: &[String]) -> Report {
    one(&format!("[{}]", lines.join(",")))
}

#[test]
fn testssl_that_was_interrupted_did_not_come_to_its_end() {
    let first = tls_line("TLS1_2", "OK", "offered");
    let whole = tls(&[first.clone(), tls_line("scanTime", "INFO", "63")]);
    assert!(whole.is_finished, "{:?}", whole.remarks);
    let broken = tls(&[first, tls_line("scanTime", "WARN", "Scan interrupted")]);
    let remark = Remark::ToolFailed { what: "Scan interrupted".to_owned() };
    assert!(!broken.is_finished && broken.remarks.contains(&remark), "{:?}", broken.remarks);
    let nested = |took: &str| {
        one(&format!(
            r#"{{"version":"3.2","startTime":"1793577600","scanResult":[{{"targetHost":"h","ip":"10.0.0.1",
            "port":"443","protocols":[{{"id":"TLS1_2","severity":"OK","finding":"offered"}}]}}],
            "scanTime":{took}}}"#
        ))
    };
    assert!(nested("27").is_finished);
    let broken = nested("\"Scan interrupted\"");
    assert!(!broken.is_finished && broken.remarks.contains(&remark), "{:?}", broken.remarks);
    assert!(broken.words.contains(&("scanTime".to_owned(), "Scan interrupted".to_owned())));
}

#[test]
fn what_testssl_could_not_test_waits_for_a_person_and_is_no_odd_word() {
    let report = tls(&[tls_line("cert_trust", "WARN", "could not check")]);
    assert_eq!(report.findings[0].state, State::Review);
    assert_eq!(report.remarks, [Remark::NoTime]);
    let odd = tls(&[tls_line("cert_trust", "PURPLE", "f")]);
    assert!(odd.remarks.contains(&Remark::OddSeverity { said: "PURPLE".to_owned() }));
}

#[test]
fn testssl_and_sslyze_that_looked_at_nothing_prove_nothing() {
    let only_about = tls(&[tls_line("service", "INFO", "HTTP"), tls_line("scanTime", "INFO", "1")]);
    let no_target =
        one(r#"{"version":"3.2","startTime":"1793577600","scanResult":[],"scanTime":1}"#);
    let no_server = one(&sslyze(""));
    let no_command = one(&sslyze(&server("")));
    let not_asked = one(&sslyze(&server(
        r#""robot":{"status":"NOT_SCHEDULED","error_reason":null,"result":null}"#,
    )));
    for report in [only_about, no_target, no_server, no_command, not_asked] {
        assert!(
            !report.is_finished && report.remarks.contains(&Remark::NothingTested),
            "{report:?}"
        );
        assert_eq!(covers(&report), [""; 0]);
    }
}

fn server(commands: &str) -> String {
    format!(
        r#"{{"scan_status":"COMPLETED","server_location":{{"hostname":"h","ip_address":"10.0.0.1",
        "port":443}},"scan_result":{{{commands}}}}}"#
    )
}

fn sslyze(servers: &str) -> String {
    format!(
        r#"{{"sslyze_version":"6.2.0","date_scans_completed":"2026-11-01T00:01:00.5",
        "server_scan_results":[{servers}]}}"#
    )
}

const PROTOCOL: &str = r#""tls_1_2_cipher_suites":{"status":"COMPLETED","result":{
    "is_tls_version_supported":true,"tls_version_used":"TLS_1_2","accepted_cipher_suites":[]}}"#;
const CERTIFICATE: &str = r#""certificate_info":{"status":"COMPLETED","result":{
    "certificate_deployments":[{"leaf_certificate_subject_matches_hostname":true,
    "path_validation_results":[{"verified_certificate_chain":["x"]}]}]}}"#;

#[test]
fn only_what_was_looked_at_is_spoken_to() {
    let all = ["APP-03", "APP-15", "ORG-20", "WEB-02", "WEB-09"];
    let protocol = tls_line("TLS1_2", "OK", "offered");
    let certificate = tls_line("cert_trust", "OK", "Ok via SAN");
    assert_eq!(covers(&tls(&[protocol.clone(), certificate.clone()])), all);
    assert_eq!(covers(&tls(&[protocol])), ["APP-15", "WEB-09"]);
    assert_eq!(covers(&tls(&[certificate])), ["APP-03", "WEB-02"]);
    assert_eq!(covers(&tls(&[tls_line("heartbleed", "OK", "not vulnerable")])), [""; 0]);
    let both = one(&sslyze(&server(&format!("{PROTOCOL},{CERTIFICATE}"))));
    assert_eq!(covers(&both), all);
    assert_eq!(covers(&one(&sslyze(&server(PROTOCOL)))), ["APP-15", "WEB-09"]);
    assert_eq!(covers(&one(&sslyze(&server(CERTIFICATE)))), ["APP-03", "WEB-02"]);
}

#[test]
fn a_bill_speaks_to_what_is_known_against_its_parts_only_if_it_says_anything_of_that() {
    let bill = |more: &str| {
        one(&format!(
            r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{{"type":"library",
            "name":"a","version":"1","bom-ref":"r"}}]{more}}}"#
        ))
    };
    let of_parts = ["ORG-03", "ORG-18", "ORG-19"];
    let all = ["ORG-03", "ORG-18", "ORG-19", "ORG-28"];
    assert_eq!(covers(&bill("")), of_parts);
    assert_eq!(covers(&bill(r#","vulnerabilities":[]"#)), all);
    assert_eq!(covers(&bill(r#","vulnerabilities":[{"id":"C","affects":[{"ref":"r"}]}]"#)), all);
    let spdx = |more: &str| {
        one(&format!(
            r#"{{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","packages":[{{"name":"a"{more}}}]}}"#
        ))
    };
    assert_eq!(covers(&spdx("")), of_parts);
    let advisory = r#","externalRefs":[{"referenceType":"fix","referenceLocator":"https://x/1"}]"#;
    assert_eq!(covers(&spdx(advisory)), all);
}

#[test]
fn a_command_that_failed_in_an_older_sslyze_ends_its_run() {
    let report = one(r#"{"sslyze_version":"3.1.0","date_scans_completed":"2026-11-01 00:01:00.5",
        "server_scan_results":[{"server_info":{"server_location":{"hostname":"h","port":443,
        "ip_address":"10.0.0.1"}},"scan_commands_errors":{"certificate_info":{"reason":
        "BUG_IN_SSLYZE","exception_trace":"t"}},"scan_commands_results":{"heartbleed":
        {"is_vulnerable_to_heartbleed":false}}}]}"#);
    let remark = Remark::ToolFailed { what: "certificate_info: BUG_IN_SSLYZE".to_owned() };
    assert!(!report.is_finished && report.remarks.contains(&remark), "{:?}", report.remarks);
    assert_eq!(report.findings[0].state, State::Passed);
    assert!(report.kept.iter().any(|it| it.text.contains("\"t\"")), "{:?}", report.kept);
}

/// A report of version 2, with one server's commands.
fn older(commands: &str) -> Report {
    one(&format!(
        r#"{{"sslyze_version":"2.1.4","invalid_targets":[],"accepted_targets":[{{"server_info":
        {{"hostname":"h","port":443,"ip_address":"10.0.0.1"}},"commands_results":{{{commands}}}}}]}}"#
    ))
}

#[test]
fn sslyze_2_tells_the_certificate_in_the_command_and_the_server_in_a_name() {
    let report = older(
        r#""certinfo":{"leaf_certificate_subject_matches_hostname":false,"path_validation_result_list":
        [{"trust_store":{"name":"Mozilla"},"verified_certificate_chain":null,"verify_string":
        "self signed certificate"}]}"#,
    );
    let found: Vec<(&str, State, &str)> = report
        .findings
        .iter()
        .map(|it| (report.rule_of(it).id.as_str(), it.state, it.message.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("certificate_info.leaf_certificate_subject_matches_hostname", State::Open, ""),
            ("certificate_info.path_validation", State::Open, "self signed certificate"),
        ]
    );
    assert!(report.is_finished);
    assert_eq!(covers(&report), ["APP-03", "WEB-02"]);
    let failed = older(r#""robot":{"error_message":"ValueError - x"}"#);
    let remark = Remark::ToolFailed { what: "robot: ValueError - x".to_owned() };
    assert!(!failed.is_finished && failed.remarks.contains(&remark), "{:?}", failed.remarks);
    let away = one(r#"{"sslyze_version":"2.1.4","accepted_targets":[],"invalid_targets":[
        {"down:443":"Connection rejected"}]}"#);
    let remark = Remark::NotReached { target: "down:443".to_owned() };
    assert!(!away.is_finished && away.remarks.contains(&remark), "{:?}", away.remarks);
}

#[test]
fn an_empty_bill_of_materials_and_an_assessment_of_nothing_prove_nothing() {
    let of_itself = r#"{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{
        "component":{"type":"application","name":"app"}},"components":[]}"#;
    let spdx = r#"{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"d","packages":[]}"#;
    let graph = r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[
        {"type":"SpdxDocument","spdxId":"d","name":"d"}]}"#;
    let results = r#"{"assessment-results":{"metadata":{"oscal-version":"1.1.2"},"results":[]}}"#;
    for text in [of_itself, spdx, graph, results] {
        let report = one(text);
        assert!(!report.is_finished, "{text}");
        assert!(report.remarks.contains(&Remark::NothingTested), "{text}: {:?}", report.remarks);
    }
    let some = of_itself.replace("[]", r#"[{"type":"library","name":"a","version":"1"}]"#);
    let files = spdx.replace("[]", r#"[],"files":[{"fileName":"a","SPDXID":"SPDXRef-f"}]"#);
    let services = of_itself.replace("[]", r#"[],"services":[{"name":"s"}]"#);
    for text in [some, files, services] {
        assert!(one(&text).is_finished, "{text}");
    }
}
