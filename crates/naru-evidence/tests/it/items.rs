//! The table of items.

use naru_evidence::items::Table;
use naru_evidence::{Format, read};

fn is_item(it: &str) -> bool {
    let lists = [("ORG-", 30), ("WEB-", 12), ("APP-", 17)];
    lists.iter().any(|(name, count)| {
        let number = it.strip_prefix(name).and_then(|it| it.parse::<u32>().ok());
        number.is_some_and(|number| (1..=*count).contains(&number))
    })
}

#[test]
fn the_shipped_table_names_items_of_the_lists_only() {
    let odd: Vec<&str> = Table::shipped().every_item().filter(|it| !is_item(it)).collect();
    assert!(odd.is_empty(), "{odd:?}");
    assert!(Table::parse("version = 1").is_err());
    assert_eq!(Table::shipped().source, "naru-reconstruction");
}

#[test]
fn every_scanner_speaks_to_some_item() {
    for format in Format::ALL {
        let is_plain = matches!(
            format,
            Format::Empty | Format::OscalCatalog | Format::OscalResults | Format::OscalPlan
        );
        // Of each check that one of them tells by itself, a line.
        let lines = ["TLS1_2", "cert_trust", "protocol.TLS_1_2", "certificate_info.leaf"];
        let lines = lines.map(|id| {
            format!(r#"{{"id":"{id}","ip":"h","port":"443","severity":"OK","finding":"f"}}"#)
        });
        let mut report = read(format!("[{}]", lines.join(",")).as_bytes()).unwrap();
        (report.format, report.is_finished) = (format, true);
        assert_eq!(Table::shipped().covered_by(&report).is_empty(), is_plain, "{format:?}");
        report.is_finished = false;
        assert!(Table::shipped().covered_by(&report).is_empty(), "what did not run proves nothing");
    }
}

/// The items of the first finding of a file.
fn items_of(text: &str) -> Vec<String> {
    let report = read(text.as_bytes()).unwrap();
    let finding = &report.findings[0];
    let items = Table::shipped().items_of(report.format, report.rule_of(finding), finding);
    items.into_iter().map(str::to_owned).collect()
}

#[test]
fn findings_reach_their_items_by_weakness_name_tag_and_control() {
    let sarif = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}},"results":[{"ruleId":"A",
        "message":{"text":"m"},"properties":{"cwe":"CWE-89"}}]}]}"#;
    assert_eq!(items_of(sarif), ["APP-13", "WEB-06"]);
    let testssl = r#"[{"id":"POODLE_SSL","ip":"h","port":"443","severity":"HIGH","finding":"f"}]"#;
    assert_eq!(items_of(testssl), ["APP-15", "ORG-28", "WEB-09"]);
    let nuclei =
        r#"{"template-id":"t","info":{"name":"n","severity":"low","tags":"exposure,git"}}"#;
    assert_eq!(items_of(nuclei), ["APP-14", "WEB-08"]);
    let cve = r#"{"template-id":"CVE-2021-1","info":{"name":"n","severity":"high","tags":"cve,sqli",
        "classification":{"cwe-id":["cwe-89"]}}}"#;
    assert_eq!(items_of(&cve.replace('\n', "")), ["APP-13", "ORG-28", "WEB-06"]);
    let ssl = r#"{"template-id":"t","info":{"name":"n","severity":"low","tags":"ssl,tech",
        "classification":{"cwe-id":["cwe-326"]}}}"#;
    assert_eq!(items_of(&ssl.replace('\n', "")), ["APP-15", "ORG-20", "WEB-09"]);
    for id in ["CVE-2023-1", "GHSA-aaaa-bbbb-cccc", "SNYK-JS-LODASH-1"] {
        let known = sarif.replace(r#""ruleId":"A""#, &format!(r#""ruleId":"{id}""#));
        assert_eq!(items_of(&known), ["APP-13", "ORG-19", "ORG-28", "WEB-06"], "{id}");
    }
    let infrastructure = sarif.replace(r#""ruleId":"A""#, r#""ruleId":"SNYK-CC-TF-1""#);
    assert_eq!(items_of(&infrastructure), ["APP-13", "WEB-06"]);
    let oscal = r#"{"assessment-results":{"metadata":{"oscal-version":"1.1.2"},"results":[{"findings":
        [{"target":{"target-id":"org-21_obj","status":{"state":"satisfied"}}}]}]}}"#;
    assert_eq!(items_of(oscal), ["ORG-21"]);
}

fn zap(plugin: &str, cwe: u32) -> Vec<String> {
    items_of(&format!(
        r#"{{"@version":"2.15.0","site":[{{"@name":"https://h","alerts":[{{"pluginid":"{plugin}",
        "name":"n","riskdesc":"Medium (Medium)","cweid":"{cwe}","instances":[{{"uri":"https://h/"}}]
        }}]}}]}}"#
    ))
}

#[test]
fn a_number_of_zap_is_meant_whole() {
    // 3 is a session in an address, 30001 an overflow; neither begins like the other.
    assert_eq!(zap("3", 1), ["WEB-03"]);
    assert_eq!(zap("3-2", 1), ["WEB-03"]);
    assert_eq!(zap("30001", 120), ["APP-13", "WEB-06"]);
    assert_eq!(zap("0", 1), ["APP-14", "WEB-08"]);
    assert_eq!(zap("6", 1), ["APP-13", "WEB-07"]);
    assert_eq!(zap("60000", 1), [""; 0]);
}

#[test]
fn a_scanner_of_addresses_says_nothing_of_an_apps_inside_nor_one_of_apps_of_a_site() {
    // A header that is missing is a protection that is missing, but not one of an app's code.
    assert_eq!(zap("10038-1", 693), ["APP-14", "WEB-08"]);
    let secret = r#"{"version":"v4.0","package_name":"p","permissions":{"android.permission.CAMERA":
        {"status":"dangerous","info":"i","description":"d"}},"manifest_analysis":{}}"#;
    assert_eq!(items_of(secret), ["APP-10"]);
    let log = r#"{"mobsfscan_version":"0.4","results":{"android_logging":{"files":[{"file_path":"a.java",
        "match_lines":[1,1],"match_string":"s"}],"metadata":{"cwe":"CWE-532: log","severity":"INFO",
        "description":"d"}}},"errors":[]}"#;
    assert_eq!(items_of(log), ["APP-04", "APP-14"]);
    let odd = "version='1'\nsource='s'\nweakness=[]\nrule=[]\ntag=[]\nname=[]\ncovers=[]\n\
        [[except]]\nformats=['zip']\nitems=[]\n";
    assert!(Table::parse(odd).is_err_and(|it| it.contains("zip")));
}
