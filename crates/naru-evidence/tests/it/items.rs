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
        let mut report = read(b"[]").unwrap();
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
    let oscal = r#"{"assessment-results":{"metadata":{"oscal-version":"1.1.2"},"results":[{"findings":
        [{"target":{"target-id":"org-21_obj","status":{"state":"satisfied"}}}]}]}}"#;
    assert_eq!(items_of(oscal), ["ORG-21"]);
}
