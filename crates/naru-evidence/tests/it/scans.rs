//! Real files of scanners: each is read, nothing of it is lost, and what is found is what an
//! independent count finds.

use crate::suites::scans;
use naru_evidence::{Report, Severity, State, read};
use serde_json::Value;
use std::collections::BTreeSet;

/// Every text, number and truth value of a JSON value as text.
fn leaves(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Bool(it) => into.push(it.to_string()),
        Value::Number(it) => into.push(it.to_string()),
        Value::String(it) => into.push(it.trim().to_owned()),
        Value::Array(items) => items.iter().for_each(|it| leaves(it, into)),
        Value::Object(fields) => fields.values().for_each(|it| leaves(it, into)),
    }
}

/// The same of the file itself, read by other means than the library's.
fn leaves_of_file(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first() {
        None => {}
        Some(b'<') => leaves_of_xml(text, &mut found),
        Some(b'{' | b'[') => {
            let text = with_long_numbers_quoted(text);
            for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
                leaves(&value.unwrap(), &mut found);
            }
        }
        Some(_) => {
            for line in text.lines().skip(1) {
                let line = line.trim();
                let inner = line.get(1..line.len().max(2) - 1).unwrap_or_default();
                found.extend(inner.split("\",\"").map(|it| it.trim().to_owned()));
            }
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

/// serde_json does not read the integers of RSA keys.
fn with_long_numbers_quoted(text: &str) -> String {
    let is_long = |it: &str| it.len() > 16 && it.bytes().all(|b| b.is_ascii_digit());
    let lines = text.split('\n').map(|line| {
        let value = line.rsplit(": ").next().unwrap_or(line).trim_end_matches(',');
        if is_long(value) { line.replace(value, &format!("\"{value}\"")) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn leaves_of_xml(text: &str, into: &mut Vec<String>) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![String::new()];
    loop {
        match reader.read_event().unwrap() {
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (Event::Start(start) | Event::Empty(start)) = &event else { continue };
                for attribute in start.attributes() {
                    let version = quick_xml::XmlVersion::Implicit1_0;
                    let value = attribute.unwrap().normalized_value(version).unwrap().into_owned();
                    into.push(value.trim().to_owned());
                }
                if matches!(event, Event::Start(_)) {
                    open.push(String::new());
                }
            }
            Event::End(_) => into.push(open.pop().unwrap().trim().to_owned()),
            Event::Text(it) => open.last_mut().unwrap().push_str(&it.xml10_content()),
            Event::CData(it) => open.last_mut().unwrap().push_str(&it.xml10_content()),
            Event::GeneralRef(name) => {
                let text = match &*name.xml10_content() {
                    "lt" => "<".to_owned(),
                    "gt" => ">".to_owned(),
                    "amp" => "&".to_owned(),
                    "quot" => "\"".to_owned(),
                    "apos" => "'".to_owned(),
                    _ => name.resolve_char_ref().unwrap().unwrap().to_string(),
                };
                open.last_mut().unwrap().push_str(&text);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

/// Every text that a report holds, in what was understood and in what was kept.
fn texts_of(report: &Report) -> BTreeSet<String> {
    let mut found = Vec::new();
    leaves(&serde_json::to_value(report).unwrap(), &mut found);
    for part in &report.kept {
        leaves(&serde_json::from_str(&part.text).unwrap(), &mut found);
    }
    found.into_iter().collect()
}

#[test]
fn nothing_of_any_file_is_lost() {
    let mut count = 0;
    for (name, bytes) in scans() {
        let report = read(&bytes).unwrap_or_else(|refused| panic!("{name}: {refused}"));
        let text = String::from_utf8(bytes).unwrap();
        let held = texts_of(&report);
        let whole = held.iter().map(String::as_str).collect::<Vec<_>>().join("\u{0}");
        let lost: Vec<String> = leaves_of_file(&text)
            .into_iter()
            .filter(|it| !held.contains(it) && !whole.contains(it.as_str()))
            .collect();
        let shown: Vec<&String> = lost.iter().take(8).collect();
        assert!(lost.is_empty(), "{name}: {} texts are lost, as {shown:?}", lost.len());
        let kept: usize = report.kept.iter().map(|it| it.values_count).sum();
        assert_eq!(kept, report.values_kept_count, "{name}");
        assert!(kept <= report.values_count, "{name}");
        for part in &report.kept {
            assert_eq!(naru_evidence::sha256(part.text.as_bytes()), part.sha256, "{name}");
        }
        count += 1;
    }
    println!("SUITE scans {count}/{count}");
    assert!(count == 0 || count == 31, "{count} files: the suite has another number");
}

/// File, format, findings, open ones that block (4 and 5), state of the run.
const EXPECTED: [(&str, &str, usize, usize, bool); 31] = [
    ("cyclonedx/cyclonedx_bom.xml", "cyclonedx", 0, 0, true),
    ("cyclonedx/jake2.json", "cyclonedx", 7, 3, true),
    ("cyclonedx/log4j.json", "cyclonedx", 8, 5, true),
    ("cyclonedx/nested-component-log4j.json", "cyclonedx", 8, 5, true),
    ("mobsf/many_findings.json", "mobsfscan", 8, 0, true),
    ("mobsf/mobsf_3_7_9.json", "mobsf", 10, 2, true),
    ("mobsf/report2.json", "qark", 1465, 1, true),
    ("nmap/nmap_multiple_port.xml", "nmap", 13, 0, true),
    ("nuclei/empty.jsonl", "empty", 0, 0, false),
    ("nuclei/invalid_cwe.json", "nuclei", 1, 0, true),
    ("nuclei/many_findings_new.json", "nuclei", 2, 0, true),
    ("nuclei/multiple_v3.json", "nuclei", 6, 0, true),
    ("oscal/assessment-results.json", "oscal-results", 2, 0, true),
    ("oscal/basic-catalog.json", "oscal-catalog", 0, 0, true),
    ("sarif/appendix_k3.sarif", "sarif", 1, 0, true),
    ("sarif/codeQL-output.sarif", "sarif", 72, 11, true),
    ("sarif/flawfinder.sarif", "sarif", 54, 2, true),
    ("sarif/mobsfscan.json", "sarif", 9, 1, true),
    ("sarif/no_runs.sarif", "sarif", 0, 0, false),
    ("sarif/spotbugs.sarif", "sarif", 56, 0, false),
    ("sarif/suppression_test.sarif", "sarif", 5, 0, true),
    ("semgrep/many_vulns.json", "semgrep", 48, 13, true),
    ("sslyze/one_target_many_vuln_new.json", "sslyze", 65, 0, true),
    ("sslyze/one_target_zero_vuln_old.json", "sslyze", 22, 0, true),
    ("testssl/demo.csv", "testssl", 33, 0, true),
    ("testssl/failed_target.csv", "testssl", 1, 0, false),
    ("testssl/references.csv", "testssl", 56, 11, true),
    ("zap/dvwa_baseline_dojo.xml", "zap", 124, 0, true),
    ("zap/empty_2.9.0.xml", "zap", 0, 0, true),
    ("zap/some_2.9.0.xml", "zap", 17, 0, true),
    ("zap/zap-xml-plus-format.xml", "zap", 1, 0, true),
];

#[test]
fn what_is_found_is_what_the_files_say() {
    let mut wrong = Vec::new();
    for (name, bytes) in scans() {
        let report = read(&bytes).unwrap();
        let blocking = report.open_count(Severity::High) + report.open_count(Severity::Critical);
        let got = (
            name.as_str(),
            report.format.as_str(),
            report.findings.len(),
            blocking,
            report.is_finished,
        );
        if !EXPECTED.contains(&got) {
            wrong.push(format!("{got:?}"));
        }
    }
    assert!(wrong.is_empty(), "other than expected:\n{}", wrong.join("\n"));
}

#[test]
fn a_second_reading_has_the_same_fingerprints_and_each_only_once() {
    for (name, bytes) in scans() {
        let (first, second) = (read(&bytes).unwrap(), read(&bytes).unwrap());
        assert_eq!(first, second, "{name}");
        let prints: BTreeSet<[u8; 32]> = first.findings.iter().map(|it| it.fingerprint).collect();
        assert_eq!(prints.len(), first.findings.len(), "{name}: a fingerprint is used twice");
    }
}

#[test]
fn suppressions_of_sarif_count_as_the_standard_says() {
    let Some((_, bytes)) = scans().into_iter().find(|it| it.0 == "sarif/suppression_test.sarif")
    else {
        return;
    };
    let states: Vec<State> = read(&bytes).unwrap().findings.iter().map(|it| it.state).collect();
    use State::{Open, Suppressed};
    assert_eq!(states, [Suppressed, Suppressed, Suppressed, Open, Open]);
}
