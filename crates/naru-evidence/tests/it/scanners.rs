//! What scanners of code, web, network and apps leave unsaid: runs that looked at nothing, findings
//! in odd corners, states and weights that words alone do not show.

use naru_evidence::items::Table;
use naru_evidence::{Remark, Report, Severity, State, read};

fn one(text: &str) -> Report {
    read(text.as_bytes()).unwrap_or_else(|refused| panic!("{refused}: {text}"))
}

/// Rule, severity, state and location of each finding.
fn found(report: &Report) -> Vec<(&str, Severity, State, &str)> {
    let it = report.findings.iter();
    it.map(|it| (report.rule_of(it).id.as_str(), it.severity, it.state, it.location.as_str()))
        .collect()
}

#[test]
fn a_run_that_looked_at_nothing_supports_nothing() {
    for empty in [
        r#"{"@version":"2.14.0","@generated":"Fri, 2 Feb 2024 10:11:12","site":[]}"#.to_owned(),
        r#"<OWASPZAPReport version="2.9.0" generated="x"></OWASPZAPReport>"#.to_owned(),
        r#"<nmaprun scanner="nmap"><runstats><finished exit="success"/><hosts up="0"/></runstats>
           </nmaprun>"#
            .to_owned(),
        // Who is there was asked, not what is open.
        r#"<nmaprun scanner="nmap"><host><status state="up"/></host><runstats>
           <finished exit="success"/></runstats></nmaprun>"#
            .to_owned(),
        r#"{"version":"1.60.0","results":[],"errors":[],"paths":{"scanned":[]}}"#.to_owned(),
    ] {
        let report = one(&empty);
        assert!(report.remarks.contains(&Remark::NothingTested), "{empty}");
        assert!(Table::shipped().covered_by(&report).is_empty(), "{empty}");
    }
    for clean in [
        r#"{"@version":"2.14.0","site":[{"@name":"https://h","alerts":[]}]}"#.to_owned(),
        r#"<nmaprun scanner="nmap"><host><status state="up"/><ports><extraports state="closed"
           count="1000"/></ports></host><runstats><finished exit="success"/></runstats></nmaprun>"#
            .to_owned(),
        r#"{"version":"1.60.0","results":[],"errors":[],"paths":{"scanned":["a.py"]}}"#.to_owned(),
    ] {
        let report = one(&clean);
        assert!(report.is_finished && report.findings.is_empty(), "{clean}: {report:?}");
        assert!(!Table::shipped().covered_by(&report).is_empty(), "{clean}");
    }
}

#[test]
fn a_target_that_did_not_answer_ends_no_run() {
    let host = r#"<nmaprun scanner="nmap"><host timedout="true"><status state="up"/><address
        addr="10.0.0.1"/><ports><extraports state="closed" count="998"/></ports></host><runstats>
        <finished exit="success"/><hosts up="1"/></runstats></nmaprun>"#;
    let report = one(host);
    let unreached = |target: &str| Remark::NotReached { target: target.to_owned() };
    assert!(!report.is_finished && report.remarks.contains(&unreached("10.0.0.1")));
    assert!(one(&host.replace("\"true\"", "\"false\"")).is_finished);
    let wapiti = r#"{"classifications":{},"vulnerabilities":{"SQL Injection":[]},"anomalies":{},
        "infos":{"target":"https://h/","version":"Wapiti 3.2.4","crawled_pages_nbr":0}}"#;
    let report = one(wapiti);
    assert!(!report.is_finished && report.remarks.contains(&unreached("https://h/")));
    assert!(one(&wapiti.replace(":0}", ":7}")).is_finished);
    let missed = r#"{"template-id":"t","info":{"name":"N","severity":"low"},"host":"h",
        "matcher-status":false,"error":"deadline exceeded"}"#;
    let report = one(&format!("[{missed},{missed}]"));
    let why = Remark::ToolFailed { what: "deadline exceeded".to_owned() };
    assert!(!report.is_finished && report.remarks.contains(&why));
    let asked = missed.replace(r#","error":"deadline exceeded""#, "");
    assert!(one(&format!("[{missed},{asked}]")).is_finished, "one template that failed is no end");
}

#[test]
fn an_alert_of_zap_that_is_a_false_positive_or_has_no_instance_is_told_as_such() {
    let json = |more: &str| {
        one(&format!(
            r#"{{"@version":"2.14.0","created":"2026-11-03T01:00:00Z","site":[{{"@name":
            "https://h","alerts":[{{"pluginid":"40018","name":"N","riskcode":"3","riskdesc":
            "High (x)","cweid":"89"{more}}}]}}]}}"#
        ))
    };
    let instances = r#","instances":[{"uri":"https://h/a","method":"GET","param":"b"}]"#;
    let high = |state, location| [("40018", Severity::High, state, location)];
    let report = json(&format!(r#","confidence":"0"{instances}"#));
    assert_eq!(found(&report), high(State::NotAffected, "https://h/a"));
    let report = json(&format!(r#","confidence":"2"{instances}"#));
    assert_eq!(found(&report), high(State::Open, "https://h/a"));
    let report = json(r#","confidence":"2","instances":[],"count":"5""#);
    assert_eq!(found(&report), high(State::Open, "https://h"));
    assert_eq!(report.kept, []);
    let xml = |inner: &str| {
        one(&format!(
            r#"<OWASPZAPReport version="2.3.0" generated="Tue, 3 Nov 2026 10:00:00"><site
            name="https://h"><alerts><alertitem><pluginid>40018</pluginid><riskcode>3</riskcode>
            {inner}<cweid>89</cweid></alertitem></alerts></site></OWASPZAPReport>"#
        ))
    };
    let report = xml("<confidence>0</confidence><instances></instances>");
    assert_eq!(found(&report), high(State::NotAffected, "https://h"));
    // Before 2.4 what was found at several addresses followed each other.
    let (first, second) = (
        "<uri>https://h/a</uri><param>p</param><attack/>",
        "<uri>https://h/b</uri><param>q</param><attack>x</attack>",
    );
    let report = xml(&format!("{first}{second}"));
    let places = ["https://h/a", "https://h/b"];
    assert_eq!(found(&report), places.map(|it| ("40018", Severity::High, State::Open, it)));
    assert_eq!(report.findings[0].fingerprint, xml(first).findings[0].fingerprint);
    assert_eq!(report.findings[1].fingerprint, xml(second).findings[0].fingerprint);
    assert_eq!(report.findings[1].words, xml(second).findings[0].words);
    assert_eq!(report.findings[1].place, "/OWASPZAPReport/0/site/0/alerts/0/alertitem/0/uri/1");
}

#[test]
fn a_script_of_nmap_may_tell_of_several_things() {
    let of = |output: &str| {
        let report = one(&format!(
            r#"<nmaprun scanner="nmap"><host><status state="up"/><address addr="h"/><ports><port
            protocol="tcp" portid="443"><state state="open"/><script id="ssl-dh-params"
            output="{output}"/></port></ports></host><runstats><finished exit="success"/></runstats>
            </nmaprun>"#
        ));
        (report.findings[1].severity, report.findings[1].state)
    };
    let fine = "NOT VULNERABLE: Anonymous State: NOT VULNERABLE";
    let bad = "VULNERABLE: Weak group State: VULNERABLE";
    assert_eq!(of(fine), (Severity::Info, State::Passed));
    assert_eq!(of(bad), (Severity::High, State::Open));
    assert_eq!(of(&format!("{fine} {bad}")), (Severity::High, State::Open));
}

/// A report of MobSF with one part, and one more that makes it one.
fn mobsf(part: &str) -> Report {
    one(&format!(
        r#"{{"version":"v3.7","package_name":"kr.a","permissions":{{}},"appsec":{{}},{part}}}"#
    ))
}

#[test]
fn mobsf_tells_of_keys_databases_and_domains_in_their_own_corners() {
    let report = mobsf(
        r#""file_analysis":[{"issue":"Certificate/Key Files Hardcoded inside the App.","files":[
        {"file_path":"assets/a.p12","type":"p12","hash":"x"}]},{"finding":"Hardcoded Keystore found.",
        "files":["assets/b.jks"]},{"issue":"Plist Files","files":[{"file_path":"Info.plist"}]}],
        "firebase_urls":[{"url":"https://a.firebaseio.com","open":true},{"url":
        "https://b.firebaseio.com","open":false}],"domains":{"bad.example":{"bad":"yes","ofac":false},
        "good.example":{"bad":"no"}}"#,
    );
    let (certificates, stores) = (
        "file_analysis.Certificate/Key Files Hardcoded inside the App.",
        "file_analysis.Hardcoded Keystore found.",
    );
    assert_eq!(
        found(&report),
        [
            (certificates, Severity::Unknown, State::Review, "assets/a.p12"),
            (stores, Severity::Unknown, State::Review, "assets/b.jks"),
            ("firebase_urls", Severity::High, State::Open, "https://a.firebaseio.com"),
            ("domains", Severity::High, State::Open, "bad.example"),
        ]
    );
    assert_eq!(report.rule_of(&report.findings[0]).cwes, [321]);
    let kept: Vec<&str> = report.kept.iter().map(|it| it.place.as_str()).collect();
    assert!(kept.contains(&"/file_analysis/2") && kept.contains(&"/firebase_urls/1"), "{kept:?}");
}

#[test]
fn mobsf_of_before_3_1_said_one_word_of_the_certificate() {
    for (word, severity, state) in [
        ("bad", Severity::High, State::Open),
        ("warning", Severity::Medium, State::Open),
        ("good", Severity::None, State::Passed),
        ("odd", Severity::Unknown, State::Review),
    ] {
        let report = mobsf(&format!(
            r#""certificate_analysis":{{"certificate_info":"x","certificate_status":"{word}",
            "description":"signed"}}"#
        ));
        let rule = "certificate_analysis.certificate_status";
        assert_eq!(found(&report), [(rule, severity, state, "")], "{word}");
        assert_eq!(report.findings[0].message, "signed");
    }
}

#[test]
fn mobsf_tells_nameless_entries_apart_by_what_they_say() {
    let of = |findings: &str| {
        mobsf(&format!(r#""network_security":{{"network_findings":[{findings}]}}"#))
    };
    let clear = r#"{"scope":["*"],"description":"permits cleartext","severity":"high"}"#;
    let trust = r#"{"scope":["*"],"description":"trusts user certs","severity":"warning"}"#;
    let (both, mended) = (of(&format!("{clear},{trust}")), of(trust));
    assert_eq!(mended.findings[0].fingerprint, both.findings[1].fingerprint);
}

#[test]
fn a_binary_of_mobsf_is_read_alone_as_in_a_list() {
    let binary = r#"{"name":"A","nx":{"has_nx":true,"severity":"info","description":"set"},
        "stack_canary":{"has_canary":false,"severity":"high","description":"none"}}"#;
    let alone = mobsf(&format!(r#""macho_analysis":{binary}"#));
    let listed = mobsf(&format!(r#""macho_analysis":[{binary}]"#));
    assert_eq!(
        found(&alone),
        [
            ("macho_analysis.nx", Severity::None, State::Passed, "A"),
            ("macho_analysis.stack_canary", Severity::High, State::Open, "A"),
        ]
    );
    let prints = |report: &Report| -> Vec<[u8; 32]> {
        report.findings.iter().map(|it| it.fingerprint).collect()
    };
    assert_eq!(prints(&alone), prints(&listed));
}
