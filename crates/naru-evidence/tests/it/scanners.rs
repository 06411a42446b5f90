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

/// A SARIF run with rules and results, and what else stands in it.
fn sarif(rules: &str, results: &str, more: &str) -> Report {
    one(&format!(
        r#"{{"version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"T","rules":[{rules}]}}}},
        "results":[{results}]{more}}}]}}"#
    ))
}

/// A SARIF result in a file.
fn result(rule: &str, uri: &str, more: &str) -> String {
    format!(
        r#"{{"ruleId":"{rule}","message":{{"text":"m"}},"locations":[{{"physicalLocation":{{
        "artifactLocation":{{"uri":"{uri}"}}}}}}]{more}}}"#
    )
}

#[test]
fn a_run_that_looked_at_nothing_supports_nothing() {
    let tool = r#""tool":{"driver":{"name":"T"}}"#;
    for empty in [
        r#"{"version":"2.1.0","runs":[]}"#.to_owned(),
        r#"{"version":"2.1.0","runs":null}"#.to_owned(),
        format!(r#"{{"version":"2.1.0","runs":[{{{tool}}}]}}"#),
        format!(r#"{{"version":"2.1.0","runs":[{{{tool},"results":null}}]}}"#),
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
    // One of two runs did not take place.
    let half = one(&format!(
        r#"{{"version":"2.1.0","runs":[{{{tool},"results":[]}},{{{tool},"results":null}}]}}"#
    ));
    let what = "/runs/1/results".to_owned();
    assert!(!half.is_finished && half.remarks.contains(&Remark::ToolFailed { what }));
    for clean in [
        format!(r#"{{"version":"2.1.0","runs":[{{{tool},"results":[]}}]}}"#),
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
fn sarif_results_beside_a_run_are_read_and_those_elsewhere_are_missed_aloud() {
    let tool = r#""tool":{"driver":{"name":"T","rules":[{"id":"R","defaultConfiguration":
        {"level":"error"}}]}}"#;
    let elsewhere = r#""externalPropertyFileReferences":{"results":[{"location":{"uri":
        "results-1.sarif-external-properties"},"guid":"A1","itemCount":277}]}"#;
    let report = one(&format!(r#"{{"version":"2.1.0","runs":[{{{tool},{elsewhere}}}]}}"#));
    let file = "results-1.sarif-external-properties".to_owned();
    assert!(!report.is_finished && report.remarks.contains(&Remark::InAnotherFile { file }));
    let beside = format!(
        r#""inlineExternalProperties":[{{"guid":"a1","results":[{}]}},{{"runGuid":"B2",
        "results":[{}]}},{{"guid":"c3","results":[{}]}}]"#,
        result("R", "a.py", ""),
        result("R", "b.py", ""),
        result("R", "c.py", "")
    );
    // Of two runs each gets its own part; what belongs to none is kept.
    let report = one(&format!(
        r#"{{"version":"2.1.0","runs":[{{{tool},{elsewhere}}},{{{tool},"automationDetails":
        {{"guid":"b2"}}}}],{beside}}}"#
    ));
    assert_eq!(
        found(&report),
        [("R", Severity::High, State::Open, "a.py"), ("R", Severity::High, State::Open, "b.py")]
    );
    assert_eq!(report.findings[1].place, "/inlineExternalProperties/1/results/0");
    assert!(report.is_finished, "{:?}", report.remarks);
    assert!(report.kept.iter().any(|it| it.place == "/inlineExternalProperties/2"));
    // Alone, a run has all of them.
    let report = one(&format!(r#"{{"version":"2.1.0","runs":[{{{tool}}}],{beside}}}"#));
    assert_eq!(report.findings.len(), 3);
}

#[test]
fn what_a_sarif_tool_could_not_decide_is_not_harmless() {
    let kinds = [
        ("", "", Severity::Medium, State::Open),
        ("review", "", Severity::Unknown, State::Review),
        ("open", "none", Severity::Unknown, State::Review),
        ("pass", "none", Severity::Info, State::Passed),
        ("pass", "error", Severity::High, State::Open),
        ("informational", "", Severity::Info, State::Passed),
        ("notApplicable", "", Severity::Info, State::NotAffected),
    ];
    for (kind, level, severity, state) in kinds {
        let field = |name: &str, value: &str| match value {
            "" => String::new(),
            value => format!(r#","{name}":"{value}""#),
        };
        let more = field("kind", kind) + &field("level", level);
        let report = sarif("", &result("A", "a.py", &more), "");
        assert_eq!(found(&report), [("A", severity, state, "a.py")], "{kind} {level}");
        assert_eq!(report.remarks, [Remark::NoTime], "{kind} {level}");
        // A rule's own level is for failures only.
        let rule = r#"{"id":"A","defaultConfiguration":{"level":"error"}}"#;
        let report = sarif(rule, &result("A", "a.py", &more), "");
        let severity = if more.is_empty() { Severity::High } else { severity };
        assert_eq!(found(&report), [("A", severity, state, "a.py")], "{kind} {level}");
    }
}

#[test]
fn a_sarif_level_comes_from_the_run_the_rule_or_the_score_in_this_order() {
    let rule = r#"{"id":"R","guid":"AB-1","defaultConfiguration":{"level":"note"}}"#;
    let told = |descriptor: &str| {
        format!(
            r#","invocations":[{{"executionSuccessful":true,"ruleConfigurationOverrides":[{{
            "descriptor":{descriptor},"configuration":{{"level":"error"}}}}]}}]"#
        )
    };
    for descriptor in [r#"{"index":0}"#, r#"{"id":"R"}"#, r#"{"guid":"ab-1"}"#] {
        let report = sarif(rule, &result("R", "a", ""), &told(descriptor));
        assert_eq!(found(&report), [("R", Severity::High, State::Open, "a")], "{descriptor}");
    }
    let other = sarif(rule, &result("R", "a", ""), &told(r#"{"id":"Q"}"#));
    assert_eq!(found(&other), [("R", Severity::Low, State::Open, "a")]);
    // A score of 0 says that nobody rated it.
    let unrated = r#"{"id":"V","defaultConfiguration":{"level":"note"},"properties":
        {"security-severity":"0.0"}}"#;
    let report = sarif(unrated, &result("V", "a", ""), "");
    assert_eq!(found(&report), [("V", Severity::Low, State::Open, "a")]);
}

#[test]
fn a_sarif_rule_is_found_by_guid_and_never_by_the_beginning_of_its_name() {
    let rules = r#"{"id":"S1","defaultConfiguration":{"level":"error"},"properties":{"tags":
        ["CWE-79","injection"]}},{"id":"S10","guid":"AB-1","defaultConfiguration":{"level":"note"}}"#;
    let report = sarif(rules, &result("S10", "a", r#","ruleIndex":0"#), "");
    assert_eq!(found(&report), [("S10", Severity::Low, State::Open, "a")]);
    assert!(report.rule_of(&report.findings[0]).cwes.is_empty());
    let below = sarif(rules, &result("S1/2/3", "a", ""), "");
    assert_eq!(found(&below), [("S1/2/3", Severity::High, State::Open, "a")]);
    let rule = below.rule_of(&below.findings[0]);
    assert_eq!(rule.cwes, [79]);
    let tags = ["CWE-79", "injection"].map(|it| ("tags".to_owned(), it.to_owned()));
    assert_eq!(rule.words, tags);
    let by_guid = r#"{"rule":{"guid":"ab-1"},"message":{"text":"m"}}"#;
    assert_eq!(found(&sarif(rules, by_guid, "")), [("S10", Severity::Low, State::Open, "")]);
}

#[test]
fn sarif_weaknesses_are_found_in_taxonomies_by_position_and_guid() {
    let taxonomies = r#","taxonomies":[{"name":"OWASP","taxa":[{"id":"79"}]},{"name":"CWE","guid":
        "G-1","taxa":[{"id":"79"},{"id":"89","guid":"T-2"}]}]"#;
    let cwes = |reference: &str| {
        let as_taxon = format!(r#","taxa":[{reference}]"#);
        let report = sarif("", &result("A", "a", &as_taxon), taxonomies);
        let related = format!(r#"{{"id":"A","relationships":[{{"target":{reference}}}]}}"#);
        let by_rule = sarif(&related, &result("A", "a", ""), taxonomies);
        let own = report.rule_of(&report.findings[0]).cwes.clone();
        assert_eq!(by_rule.rule_of(&by_rule.findings[0]).cwes, own, "{reference}");
        own
    };
    assert_eq!(cwes(r#"{"index":0,"toolComponent":{"index":1}}"#), [79]);
    assert_eq!(cwes(r#"{"id":"22","toolComponent":{"guid":"g-1"}}"#), [22]);
    assert_eq!(cwes(r#"{"guid":"t-2","toolComponent":{"index":1}}"#), [89]);
    let of_another = cwes(r#"{"index":0,"toolComponent":{"index":0}}"#);
    assert!(of_another.is_empty(), "{of_another:?}");
}

#[test]
fn a_sarif_tool_that_looks_for_one_thing_names_its_weakness_by_its_name() {
    let of = |tool: &str, more: &str| {
        let report = one(&format!(
            r#"{{"version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"{tool}"}}}},"results":[
            {}]}}]}}"#,
            result("r", "a", more)
        ));
        report.rule_of(&report.findings[0]).cwes.clone()
    };
    assert_eq!(of("log4shell", ""), [1395]);
    assert_eq!(of("log4shell", r#","properties":{"cwe":"CWE-502"}"#), [502]);
    assert!(of("T", "").is_empty());
}

#[test]
fn sarif_of_before_2_1_is_read_by_its_own_names() {
    let report = one(r#"{"version":"1.0.0","runs":[{"tool":{"name":"Old","version":"1"},"rules":{
        "X":{"shortDescription":"boom","defaultLevel":"error","properties":{"tags":["CWE-79"]}}},
        "results":[{"ruleId":"X","message":"m","locations":[{"analysisTarget":{"uri":"t.c"},
        "resultFile":{"uri":"a.c","region":{"startLine":3}},"fullyQualifiedLogicalName":"n.f"}]},
        {"ruleId":"X","level":"pass","message":"m","locations":[{"analysisTarget":{"uri":"b.c"}}]},
        {"ruleId":"X","suppressionStates":["suppressedInSource"],"message":"m","locations":[]}]}]}"#);
    assert_eq!(
        found(&report),
        [
            ("X", Severity::High, State::Open, "a.c:3 n.f"),
            ("X", Severity::Info, State::Passed, "b.c"),
            ("X", Severity::High, State::Suppressed, ""),
        ]
    );
    assert_eq!(report.tools[0].name, "Old");
    assert_eq!(report.rule_of(&report.findings[0]).cwes, [79]);
}

#[test]
fn partial_fingerprints_of_sarif_count_for_one_file_and_not_for_people() {
    let hash = r#","partialFingerprints":{"primaryLocationLineHash":"aaaa:1"}"#;
    let both = [result("x", "a.js", hash), result("x", "b.js", hash)].join(",");
    let (before, after) = (sarif("", &both, ""), sarif("", &result("x", "b.js", hash), ""));
    assert_eq!(after.findings[0].fingerprint, before.findings[1].fingerprint);
    assert_ne!(after.findings[0].fingerprint, before.findings[0].fingerprint);
    let by = |who: &str, commit: &str, uri: &str| {
        let prints = format!(
            r#","partialFingerprints":{{"commitSha":"{commit}","author":"{who}","email":
            "{who}@h","date":"{who}","commitMessage":"{who}"}}"#
        );
        sarif("", &result("key", uri, &prints), "").findings[0].fingerprint
    };
    assert_eq!(by("Kim", "c1", "a.env"), by("Lee", "c1", "a.env"));
    assert_ne!(by("Kim", "c1", "a.env"), by("Kim", "c1", "b.env"));
    assert_ne!(by("Kim", "c1", "a.env"), by("Kim", "c2", "a.env"));
    assert_ne!(by("Kim", "", "a.env"), by("Kim", "", "b.env"));
    // A whole fingerprint says all by itself: the file may be moved.
    let whole = r#","fingerprints":{"0":"f"},"partialFingerprints":{"h":"1"}"#;
    let at = |uri: &str| sarif("", &result("x", uri, whole), "").findings[0].fingerprint;
    assert_eq!(at("a.js"), at("b.js"));
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
    let plus = instances.replace("\"method\"", "\"response-body\":\"ORA-00933\",\"method\"");
    let said = ("response-body".to_owned(), "ORA-00933".to_owned());
    assert!(json(&plus).findings[0].words.contains(&said));
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

#[test]
fn the_weakest_cipher_that_nmap_grades_is_a_finding() {
    let of = |grade: &str| {
        one(&format!(
            r#"<nmaprun scanner="nmap"><host><status state="up"/><address addr="h"/><ports><port
            protocol="tcp" portid="443"><state state="open"/><script id="ssl-enum-ciphers"
            output="TLSv1.0: x&#xa;  least strength: {grade}"/></port></ports></host><runstats>
            <finished exit="success"/></runstats></nmaprun>"#
        ))
    };
    for (grade, severity, state) in [
        ("A", Severity::Info, State::Passed),
        ("B", Severity::Low, State::Open),
        ("C", Severity::Medium, State::Open),
        ("F", Severity::High, State::Open),
        ("weak", Severity::Medium, State::Open),
        ("unknown", Severity::Unknown, State::Review),
    ] {
        let report = of(grade);
        assert_eq!(found(&report)[1], ("ssl-enum-ciphers", severity, state, "h:443/tcp"));
        assert_eq!(report.findings[1].fingerprint, of("A").findings[1].fingerprint);
    }
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
fn permissions_of_mobsf_are_an_object_or_a_list() {
    let of = |permissions: &str| {
        one(&format!(r#"{{"version":"v2","permissions":{permissions},"file_analysis":[]}}"#))
    };
    let one = of(r#"{"NSCamera":{"status":"dangerous","description":"d","reason":"r"}}"#);
    let list = of(r#"[{"name":"NSCamera","status":"dangerous","description":"d","reason":"r"}]"#);
    assert_eq!(found(&list), [("permissions", Severity::Medium, State::Open, "NSCamera")]);
    assert_eq!(list.findings[0].fingerprint, one.findings[0].fingerprint);
    assert_eq!(list.findings[0].place, "/permissions/0");
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
