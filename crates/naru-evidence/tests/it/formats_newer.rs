//! Newer forms and other dresses of formats: plans of action, SPDX 3, scorecards, UTF-16, archives.

use naru_evidence::{Format, Report, Severity, State, read};
use naru_sbom::refused::Why;

fn one(text: &str) -> Report {
    read(text.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {text}"))
}

/// Rule, severity, state and location of each finding.
fn found(report: &Report) -> Vec<(&str, Severity, State, &str)> {
    let it = report.findings.iter();
    it.map(|it| (report.rule_of(it).id.as_str(), it.severity, it.state, it.location.as_str()))
        .collect()
}

const PLAN: &str = r#"{"plan-of-action-and-milestones":{"uuid":"u","metadata":{"title":"t",
    "last-modified":"2026-11-01T00:00:00Z","oscal-version":"1.1.3"},"risks":[
    {"uuid":"k1","title":"x","status":"closed"},
    {"uuid":"k2","title":"y","status":"open","characterizations":[{"facets":[{"name":"risk",
     "value":"high"}]}]}],"poam-items":[
    {"uuid":"i1","title":"Old","description":"d","related-risks":[{"risk-uuid":"k1"}]},
    {"uuid":"i2","title":"Half","description":"d","related-risks":[{"risk-uuid":"k1"},
     {"risk-uuid":"k2"}]},
    {"uuid":"i3","title":"Alone","description":"d"}]}}"#;

#[test]
fn a_plan_of_action_tells_what_is_not_put_right() {
    let report = one(PLAN);
    assert_eq!(report.format, Format::OscalPlan);
    let items: Vec<(&str, Severity, State)> = report
        .findings
        .iter()
        .filter(|it| report.rule_of(it).id == "poam-item")
        .map(|it| (report.rule_of(it).title.as_str(), it.severity, it.state))
        .collect();
    assert_eq!(
        items,
        [
            ("Old", Severity::Unknown, State::Fixed),
            ("Half", Severity::High, State::Open),
            ("Alone", Severity::Unknown, State::Open),
        ]
    );
    let xml = one(r#"<plan-of-action-and-milestones
        xmlns="http://csrc.nist.gov/ns/oscal/1.0" uuid="u"><metadata><title>t</title>
        <oscal-version>1.1.3</oscal-version></metadata><poam-item uuid="i3"><title>Alone</title>
        <description><p>d</p></description></poam-item></plan-of-action-and-milestones>"#);
    assert_eq!(xml.format, Format::OscalPlan);
    assert_eq!(xml.findings[0].fingerprint, report.findings[4].fingerprint);
}

const GRAPH: &str = r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[
    {"type":"CreationInfo","@id":"_:c","specVersion":"3.0.1","created":"2026-11-01T00:00:00Z",
     "createdBy":["https://x/org"],"createdUsing":["https://x/tool"]},
    {"type":"Tool","spdxId":"https://x/tool","creationInfo":"_:c","name":"maker"},
    {"type":"SpdxDocument","spdxId":"https://x/doc","creationInfo":"_:c","name":"d",
     "rootElement":["https://x/a"]},
    {"type":"software_Package","spdxId":"https://x/a","creationInfo":"_:c","name":"a",
     "software_packageVersion":"1","software_packageUrl":"pkg:npm/a@1"},
    {"type":"software_Package","spdxId":"https://x/b","creationInfo":"_:c","name":"b",
     "software_packageVersion":"2","externalIdentifier":[{"type":"ExternalIdentifier",
     "externalIdentifierType":"packageUrl","identifier":"pkg:npm/b@2"}]},
    {"type":"simplelicensing_LicenseExpression","spdxId":"https://x/l",
     "simplelicensing_licenseExpression":"MIT"},
    {"type":"Relationship","spdxId":"https://x/r","from":"https://x/a","to":["https://x/l"],
     "relationshipType":"hasDeclaredLicense"},
    {"type":"security_Vulnerability","spdxId":"https://x/v","externalIdentifier":[{"type":
     "ExternalIdentifier","externalIdentifierType":"cve","identifier":"CVE-2020-1"}]},
    {"type":"security_CvssV3VulnAssessmentRelationship","spdxId":"https://x/s","from":
     "https://x/v","to":["https://x/a"],"relationshipType":"hasAssessmentFor",
     "security_score":"9.8","security_severity":"critical"},
    {"type":"Relationship","spdxId":"https://x/h","from":"https://x/a","to":["https://x/v"],
     "relationshipType":"hasAssociatedVulnerability"},
    {"type":"Relationship","spdxId":"https://x/g","from":"https://x/b","to":["https://x/v"],
     "relationshipType":"hasAssociatedVulnerability"},
    {"type":"security_VexNotAffectedVulnAssessmentRelationship","spdxId":"https://x/n","from":
     "https://x/v","to":["https://x/b"],"relationshipType":"doesNotAffect",
     "security_justificationType":"vulnerableCodeNotPresent"}]}"#;

#[test]
fn spdx_3_is_a_graph_of_packages_and_of_what_is_said_of_vulnerabilities() {
    let report = one(GRAPH);
    assert_eq!(report.format, Format::Spdx);
    assert_eq!(report.format_version.as_deref(), Some("3.0.1"));
    assert_eq!(report.remarks, [], "a minor version of 3 is known");
    assert_eq!(report.tools[0].name, "maker");
    let purls: Vec<_> = report.components.iter().map(|it| it.purl.as_deref()).collect();
    assert_eq!(purls, [Some("pkg:npm/a@1"), Some("pkg:npm/b@2")]);
    assert_eq!(report.components[0].licences, ["MIT"]);
    // Of `b` it is judged that it is not affected, so the bare relationship says no more.
    assert_eq!(
        found(&report),
        [
            ("CVE-2020-1", Severity::Critical, State::Open, "pkg:npm/a@1"),
            ("CVE-2020-1", Severity::Critical, State::NotAffected, "pkg:npm/b@2"),
        ]
    );
    let later = one(&GRAPH.replace("\"3.0.1\"", "\"4.0.0\""));
    assert!(later.remarks.iter().any(|it| it.en().contains("4.0.0")), "{:?}", later.remarks);
    // Other graphs are not SPDX.
    let other = GRAPH.replace("spdx.org/rdf/3.0.1", "example.org/rdf/3.0.1");
    assert!(matches!(read(other.as_bytes()).unwrap_err().why, Why::NotRecognised { .. }));
}

#[test]
fn a_scorecard_is_read_by_how_grave_its_lists_are() {
    let report =
        one(r#"{"version":"v4.0.7","file_name":"a.apk","appsec":{"high":[{"title":"Debug",
        "description":"d","section":"manifest"}],"warning":[{"title":"Logs","description":"l",
        "section":"code"}],"info":[],"secure":[{"title":"Pinned","description":"p","section":
        "network"}],"hotspot":[{"title":"Permissions","description":"2","section":"permissions"}],
        "total_trackers":1,"trackers":2,"security_score":50,"app_name":"A"}}"#);
    assert_eq!(report.format, Format::Mobsf);
    assert_eq!(report.targets, ["a.apk"].map(str::to_owned));
    assert_eq!(
        found(&report),
        [
            ("manifest.Debug", Severity::High, State::Open, "manifest"),
            ("code.Logs", Severity::Medium, State::Open, "code"),
            ("network.Pinned", Severity::None, State::Passed, "network"),
            ("permissions.Permissions", Severity::Info, State::Review, "permissions"),
        ]
    );
    let alone = one(r#"{"appsec":{"high":[],"security_score":80,"app_name":"A"}}"#);
    assert_eq!((alone.format, alone.findings.len()), (Format::Mobsf, 0));
    assert_eq!(alone.targets, ["A"]);
}

#[test]
fn what_a_windows_shell_redirected_is_read_like_the_file_itself() {
    let plain = one(PLAN);
    for to_bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let units = std::iter::once(0xFEFF).chain(PLAN.encode_utf16());
        let bytes: Vec<u8> = units.flat_map(to_bytes).collect();
        assert_eq!(read(&bytes).unwrap(), plain);
        assert!(matches!(read(&bytes[..99]).unwrap_err().why, Why::NotUtf8 { .. }), "cut off");
    }
    let broken = [0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00];
    assert!(matches!(read(&broken).unwrap_err().why, Why::NotUtf8 { .. }), "half a pair");
}

#[test]
fn archives_are_named_as_such() {
    for (bytes, kind) in [
        (&b"\x1F\x8B\x08\x00"[..], "gzip"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"7z\xBC\xAF\x27\x1C\x00", "7z"),
        (b"\xFD7zXZ\x00\x00", "xz"),
        (b"\x28\xB5\x2F\xFD\x00", "zstd"),
        (b"BZh91AY", "bzip2"),
    ] {
        let refused = read(bytes).unwrap_err();
        assert_eq!(refused.why, Why::Compressed { kind });
        assert!(refused.ko().contains("압축") && refused.en().contains("Unpack"), "{refused}");
    }
    let nothing = read(b"{}").unwrap_err();
    assert_eq!(nothing.why, Why::NotRecognised { seen: "{}".to_owned() });
}
