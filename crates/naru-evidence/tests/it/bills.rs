//! Bills of materials and what is said of their vulnerabilities: CycloneDX, SPDX.

use naru_evidence::{Report, Severity, State, read};

fn one(text: &str) -> Report {
    read(text.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {text}"))
}

fn found(report: &Report) -> Vec<(&str, Severity, State, &str)> {
    let it = report.findings.iter();
    it.map(|it| (report.rule_of(it).id.as_str(), it.severity, it.state, it.location.as_str()))
        .collect()
}

/// Components `a` and `b` below `app`, and vulnerabilities.
fn bill(vulnerabilities: &str) -> Report {
    one(&format!(
        r#"{{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{{"component":{{
        "type":"application","name":"app","version":"2","bom-ref":"root"}}}},"components":[
        {{"type":"library","bom-ref":"r1","name":"a","version":"1","purl":"pkg:npm/a@1"}},
        {{"type":"library","bom-ref":"r2","name":"b","version":"1","purl":"pkg:npm/b@1"}}],
        "vulnerabilities":[{vulnerabilities}]}}"#
    ))
}

fn vulnerability(affects: &str) -> Report {
    bill(&format!(
        r#"{{"id":"CVE-2020-1","ratings":[{{"severity":"high"}}],"affects":[{affects}]}}"#
    ))
}

#[test]
fn a_vulnerability_is_one_finding_for_each_component_that_it_concerns() {
    let report = vulnerability(r#"{"ref":"r1"},{"ref":"r2"}"#);
    let (high, open) = (Severity::High, State::Open);
    assert_eq!(
        found(&report),
        [("CVE-2020-1", high, open, "pkg:npm/a@1"), ("CVE-2020-1", high, open, "pkg:npm/b@1")]
    );
    // What is left when one is mended is not a new finding.
    let rest = vulnerability(r#"{"ref":"r2"}"#);
    assert_eq!(rest.findings[0].fingerprint, report.findings[1].fingerprint);
    // Twice the same is one, of nothing is one too.
    let twice = vulnerability(r#"{"ref":"r2"},{"ref":"urn:cdx:x/1#r2"}"#);
    assert_eq!(found(&twice), [("CVE-2020-1", high, open, "pkg:npm/b@1")]);
    assert_eq!(twice.findings[0].words.iter().filter(|it| it.0 == "affects").count(), 2);
    assert_eq!(found(&vulnerability("")), [("CVE-2020-1", high, open, "")]);
    // The thing itself is a component too.
    assert_eq!(found(&vulnerability(r#"{"ref":"root"}"#)), [("CVE-2020-1", high, open, "app@2")]);
}

#[test]
fn versions_say_whether_the_component_is_affected() {
    let state = |versions: &str| {
        let affects = format!(r#"{{"ref":"r1","versions":[{versions}]}}"#);
        vulnerability(&affects).findings[0].state
    };
    let (unaffected, affected) =
        (r#"{"version":"1","status":"unaffected"}"#, r#"{"version":"1","status":"affected"}"#);
    let others = r#"{"range":"vers:npm/>=2","status":"affected"}"#;
    assert_eq!(state(unaffected), State::NotAffected);
    assert_eq!(state(affected), State::Open);
    assert_eq!(state(r#"{"version":"1"}"#), State::Open, "without a word it is affected");
    assert_eq!(state(&format!("{unaffected},{others}")), State::NotAffected, "its own counts");
    assert_eq!(state(&unaffected.replace("\"1\"", "\"9\"")), State::NotAffected);
    assert_eq!(
        state(&format!("{},{others}", unaffected.replace("\"1\"", "\"9\""))),
        State::Open,
        "of another version it says nothing"
    );
    assert_eq!(state(r#"{"version":"1","status":"unknown"}"#), State::Review);
    let mended = bill(
        r#"{"id":"C","analysis":{"state":"resolved"},"affects":[{"ref":"r1","versions":[
        {"version":"1","status":"unaffected"}]}]}"#,
    );
    assert_eq!(mended.findings[0].state, State::Fixed);
}

#[test]
fn a_vector_alone_tells_how_grave_it_is() {
    let rated = |vector: &str| {
        let text = format!(
            r#"{{"id":"C","ratings":[{{"method":"CVSSv31","vector":"{vector}"}}],"affects":[]}}"#
        );
        bill(&text).findings[0].severity
    };
    assert_eq!(rated("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), Severity::Critical);
    assert_eq!(rated("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H"), Severity::Medium);
    assert_eq!(rated("CVSS:3.1/AV:N"), Severity::Unknown);
}

#[test]
fn what_a_bill_is_of_stays_its_first_component_and_its_target() {
    let report = one(r#"{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{
        "component":{"type":"application","name":"app","version":"1","components":[{"type":"library",
        "name":"inner","version":"9"}]}},"components":[]}"#);
    assert_eq!(report.targets, ["app@1"]);
    let names: Vec<&str> = report.components.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["app", "inner"]);
    assert!(report.is_finished);
}

#[test]
fn tools_of_cyclonedx_in_xml_are_named() {
    let report = one(r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><metadata>
        <tools><components><component type="application"><group>OWASP</group><name>cdxgen</name>
        <version>10</version></component></components></tools></metadata><components>
        <component type="library"><name>a</name><version>1</version></component></components>
        </bom>"#);
    let tools: Vec<(&str, Option<&str>)> =
        report.tools.iter().map(|it| (it.name.as_str(), it.version.as_deref())).collect();
    assert_eq!(tools, [("cdxgen", Some("10"))]);
    let old = one(r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.2"><metadata><tools><tool>
        <vendor>v</vendor><name>dc</name><version>5</version></tool></tools></metadata>
        <components><component type="library"><name>a</name></component></components></bom>"#);
    assert_eq!(old.tools[0].name, "dc");
}

const TAGS: &str = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n\
    DocumentName: d\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n\
    RelationshipComment: c\nCreator: Tool: syft-1.2.3\nCreated: 2026-11-01T00:00:00Z\n\
    PackageName: a\nSPDXID: SPDXRef-a\nRelationship: SPDXRef-a CONTAINS SPDXRef-b\n\
    PackageVersion: 1\nExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\n\
    ExternalRef: SECURITY advisory https://x/1\nFileName: ./f\nSPDXID: SPDXRef-f\n\
    PackageName: b\nPackageVersion: 2\n";

#[test]
fn relationships_stand_anywhere_among_tags_and_comments_before_them() {
    let report = one(&format!("{}{TAGS}", "# made by a build\n".repeat(60)));
    assert_eq!(report.observed.as_ref().unwrap().said, "2026-11-01T00:00:00Z");
    assert_eq!(report.tools[0].name, "syft");
    let parts: Vec<(&str, Option<&str>, Option<&str>)> = report
        .components
        .iter()
        .map(|it| (it.name.as_str(), it.version.as_deref(), it.purl.as_deref()))
        .collect();
    assert_eq!(parts, [("a", Some("1"), Some("pkg:npm/a@1")), ("b", Some("2"), None)]);
    assert_eq!(report.findings.len(), 1);
    let kept: Vec<&str> = report.kept.iter().map(|it| it.text.as_str()).collect();
    assert!(kept.iter().any(|it| it.contains("SPDXRef-a CONTAINS SPDXRef-b")), "{kept:?}");
}

#[test]
fn an_advisory_is_a_kind_of_reference_and_no_severity() {
    let report = one(TAGS);
    assert_eq!(report.findings[0].severity, Severity::Unknown);
    let kind = ("referenceType".to_owned(), "advisory".to_owned());
    assert!(report.findings[0].words.contains(&kind));
    assert_eq!(report.remarks, []);
}

#[test]
fn githubs_answer_holds_the_bill_under_a_name_of_its_own() {
    let inner = r#"{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"d","creationInfo":{
        "created":"2026-11-01T00:00:00Z","creators":["Tool: GitHub.com-Dependency-Graph"]},"packages":[
        {"name":"a","SPDXID":"SPDXRef-a","externalRefs":[{"referenceCategory":"SECURITY",
        "referenceType":"advisory","referenceLocator":"https://x/1"}]}]}"#;
    let (plain, wrapped) = (one(inner), one(&format!(r#"{{"sbom":{inner}}}"#)));
    assert_eq!(wrapped.format, plain.format);
    assert_eq!(wrapped.findings[0].fingerprint, plain.findings[0].fingerprint);
    assert_eq!(wrapped.findings[0].place, "/sbom/packages/0/externalRefs/0");
    assert_eq!(wrapped.components[0].place, "/sbom/packages/0");
}

#[test]
fn spdx_3_that_only_says_how_grave_asks_for_a_look() {
    let graph = |more: &str| {
        one(&format!(
            r#"{{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[
            {{"type":"software_Package","spdxId":"p","name":"a","software_packageUrl":"pkg:npm/a@1"}},
            {{"type":"security_Vulnerability","spdxId":"v","name":"CVE-2024-1"}},
            {{"type":"security_CvssV3VulnAssessmentRelationship","spdxId":"s","from":"v","to":["p"],
             "relationshipType":"hasAssessmentFor","security_vectorString":
             "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
            {{"type":"security_EpssVulnAssessmentRelationship","spdxId":"e","from":"v","to":["p"],
             "relationshipType":"hasAssessmentFor","security_probability":"0.5"}}{more}]}}"#
        ))
    };
    let one_of = |state| [("CVE-2024-1", Severity::Critical, state, "pkg:npm/a@1")];
    assert_eq!(found(&graph("")), one_of(State::Review));
    let judged = r#",{"type":"security_VexFixedVulnAssessmentRelationship","spdxId":"x","from":"v",
        "to":["p"],"relationshipType":"fixedIn"}"#;
    assert_eq!(found(&graph(judged)), one_of(State::Fixed));
    let named = r#",{"type":"Relationship","spdxId":"x","from":"p","to":["v"],
        "relationshipType":"hasAssociatedVulnerability"}"#;
    assert_eq!(found(&graph(named)), one_of(State::Open));
}
