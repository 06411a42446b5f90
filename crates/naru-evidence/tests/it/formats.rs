//! Small files of our own in every format: what the real ones do not happen to hold.

use naru_evidence::{Format, Remark, Report, Severity, State, read};

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
fn sarif_inherits_level_score_message_and_weakness_from_its_rule() {
    let report = one(r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T","version":"1",
        "rules":[{"id":"A","defaultConfiguration":{"level":"error"},
                  "messageStrings":{"m":{"text":"bad {0} in {1}"}},
                  "properties":{"tags":["external/cwe/cwe-089"],"security-severity":"9.8"}},
                 {"id":"B","defaultConfiguration":{"level":"note"},
                  "relationships":[{"target":{"id":"79","toolComponent":{"name":"CWE"}}}]}]}},
        "invocations":[{"executionSuccessful":true,"endTimeUtc":"2026-11-01T00:00:00Z"}],
        "artifacts":[{"location":{"uri":"src/x.rs"}}],
        "results":[
          {"ruleIndex":0,"message":{"id":"m","arguments":["q","x"]},
           "locations":[{"physicalLocation":{"artifactLocation":{"index":0},"region":{"startLine":7}}}]},
          {"ruleId":"B/1","message":{"text":"t"},"baselineState":"absent"},
          {"ruleId":"C","kind":"pass","message":{"text":"fine"}},
          {"ruleId":"C","kind":"review","message":{"text":"look"},"level":"none"}]}]}"#);
    assert_eq!(
        found(&report),
        [
            ("A", Severity::Critical, State::Open, "src/x.rs:7"),
            ("B/1", Severity::Low, State::Fixed, ""),
            ("C", Severity::Info, State::Passed, ""),
            ("C", Severity::Unknown, State::Review, ""),
        ]
    );
    assert_eq!(report.findings[0].message, "bad q in x");
    assert_eq!(report.rule_of(&report.findings[0]).cwes, [89]);
    assert_eq!(report.rule_of(&report.findings[1]).cwes, [79]);
    assert_eq!(report.observed.as_ref().unwrap().said, "2026-11-01T00:00:00Z");
    assert_eq!(report.remarks, []);
}

fn sarif_at(line: u32, uri: &str, order: [&str; 2]) -> Report {
    let result = |id: &str| {
        format!(
            r#"{{"ruleId":"{id}","message":{{"text":"line {line}: no"}},"locations":[{{
            "physicalLocation":{{"artifactLocation":{{"uri":"{uri}"}},"region":{{"startLine":{line}}}}}}}]}}"#
        )
    };
    let results = order.map(result).join(",");
    one(&format!(
        r#"{{"version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"T"}}}},"results":[{results}]}}]}}"#
    ))
}

#[test]
fn a_fingerprint_outlives_shifted_lines_and_another_order_and_tells_files_apart() {
    let prints = |report: &Report| {
        let mut prints: Vec<_> = report.findings.iter().map(|it| it.fingerprint).collect();
        prints.sort_unstable();
        prints
    };
    let first = sarif_at(10, "a.rs", ["X", "Y"]);
    assert_eq!(prints(&first), prints(&sarif_at(12, "a.rs", ["Y", "X"])));
    assert_ne!(prints(&first), prints(&sarif_at(10, "b.rs", ["X", "Y"])));
    let twice = sarif_at(10, "a.rs", ["X", "X"]);
    assert_ne!(twice.findings[0].fingerprint, twice.findings[1].fingerprint);
    assert_eq!(twice.findings[0].fingerprint, first.findings[0].fingerprint);
}

#[test]
fn zap_in_json_is_zap_in_xml() {
    let json = one(r#"{"@version":"2.15.0","@generated":"Tue, 3 Nov 2026 10:00:00",
        "created":"2026-11-03T01:00:00.0Z","site":[{"@name":"https://pay.example.kr","@host":
        "pay.example.kr","@port":"443","@ssl":"true","alerts":[{"pluginid":"40018","alertRef":
        "40018","alert":"SQL Injection","name":"SQL Injection","riskcode":"3","confidence":"2",
        "riskdesc":"High (Medium)","desc":"<p>d</p>","instances":[{"id":"1","uri":
        "https://pay.example.kr/pay?id=1&x=2","method":"GET","param":"id","attack":"'","evidence":
        "","otherinfo":""}],"count":"1","cweid":"89","wascid":"19","sourceid":"1"}]}]}"#);
    let xml = one(r#"<?xml version="1.0"?><OWASPZAPReport version="2.15.0"
        generated="Tue, 3 Nov 2026 10:00:00"><site name="https://pay.example.kr"
        host="pay.example.kr" port="443" ssl="true"><alerts><alertitem><pluginid>40018</pluginid>
        <alertRef>40018</alertRef><name>SQL Injection</name><riskcode>3</riskcode>
        <riskdesc>High (Medium)</riskdesc><instances><instance>
        <uri>https://pay.example.kr/pay?id=77&amp;x=3</uri><method>GET</method><param>id</param>
        </instance></instances><cweid>89</cweid></alertitem></alerts></site></OWASPZAPReport>"#);
    assert_eq!(json.findings[0].fingerprint, xml.findings[0].fingerprint);
    assert_eq!(json.findings[0].severity, Severity::High);
    assert_eq!(json.rule_of(&json.findings[0]).cwes, [89]);
    assert_eq!(json.observed.as_ref().unwrap().said, "2026-11-03T01:00:00.0Z");
    assert!(xml.remarks.iter().any(|it| matches!(it, Remark::NoZone { .. })));
    assert_eq!(json.kept, []);
}

#[test]
fn nuclei_by_lines_as_a_list_and_alone_is_the_same() {
    let line = r#"{"template-id":"t","info":{"name":"N","severity":"high","tags":["cve"],
        "classification":{"cwe-id":["cwe-22"],"cve-id":null}},"host":"h","matched-at":"https://h/x",
        "timestamp":"2026-11-01T00:00:00Z"}"#
        .replace('\n', "");
    let (alone, twice) = (one(&line), one(&format!("{line}\n{line}\n")));
    let list = one(&format!("[{line}]"));
    assert_eq!(alone.findings[0].fingerprint, list.findings[0].fingerprint);
    assert_eq!(twice.findings.len(), 2);
    assert_eq!(found(&alone), [("t", Severity::High, State::Open, "https://h/x")]);
    assert_eq!(alone.rule_of(&alone.findings[0]).cwes, [22]);
    let cut = format!("{line}\n{}", &line[..40]);
    let refused = read(cut.as_bytes()).unwrap_err();
    assert!(refused.en().starts_with("Line 2"), "{refused}");
}

const TESTSSL_FLAT: &str = r#"[
    {"id":"TLS1","ip":"h/10.0.0.1","port":"443","severity":"LOW","finding":"offered"},
    {"id":"heartbleed","ip":"h/10.0.0.1","port":"443","severity":"OK","finding":"not vulnerable",
     "cve":"CVE-2014-0160","cwe":"CWE-119"},
    {"id":"cert_chain_of_trust","ip":"h/10.0.0.1","port":"443","severity":"CRITICAL",
     "finding":"failed (self signed)."},
    {"id":"overall_grade","ip":"h/10.0.0.1","port":"443","severity":"WARN","finding":"?"}]"#;

#[test]
fn testssl_flat_nested_and_csv_agree() {
    let flat = one(TESTSSL_FLAT);
    assert_eq!(
        found(&flat),
        [
            ("TLS1", Severity::Low, State::Open, "h/10.0.0.1:443"),
            ("heartbleed", Severity::None, State::Passed, "h/10.0.0.1:443"),
            ("cert_chain_of_trust", Severity::Critical, State::Open, "h/10.0.0.1:443"),
            ("overall_grade", Severity::Unknown, State::Review, "h/10.0.0.1:443"),
        ]
    );
    let nested = one(r#"{"Invocation":"testssl.sh h","at":"m","version":"3.2","openssl":"o",
        "startTime":"1793577600","scanResult":[{"targetHost":"h","ip":"10.0.0.1","port":"443",
        "rDNS":"","service":"HTTP","pretest":[],"protocols":[{"id":"TLS1","severity":"LOW",
        "finding":"offered"}],"vulnerabilities":[]}],"scanTime":27}"#);
    let csv = one("\"id\",\"fqdn/ip\",\"port\",\"severity\",\"finding\",\"cve\",\"cwe\"\r\n\
        \"TLS1\",\"h/10.0.0.1\",\"443\",\"LOW\",\"offered \"\"so\"\"\nand so\",\"\",\"\"\r\n");
    assert_eq!(nested.findings[0].fingerprint, flat.findings[0].fingerprint);
    assert_eq!(csv.findings[0].fingerprint, flat.findings[0].fingerprint);
    assert_eq!(csv.findings[0].message, "offered \"so\"\nand so");
    assert_eq!(nested.tools[0].version.as_deref(), Some("3.2"));
    assert!(nested.observed.is_some());
    let of_itself = r#"[{"id":"engine_problem","ip":"/","port":"","severity":"WARN","finding":"No
        engine or GOST support"},{"id":"TLS1_2","ip":"h","port":"443","severity":"OK","finding":"offered"}]"#;
    let report = one(&of_itself.replace('\n', " "));
    assert!(report.is_finished, "what the tool lacks does not end its run");
    assert!(report.findings.iter().all(|it| it.state == State::Passed));
    let short = "\"id\",\"severity\",\"finding\"\n\"a\",\"OK\"\n";
    assert!(read(short.as_bytes()).unwrap_err().en().contains("Line 2 has 2 fields"));
}

#[test]
fn sslyze_facts_become_findings() {
    let report = one(
        r#"{"sslyze_version":"6.2.0","date_scans_started":"2026-11-01T00:00:00.000001",
      "date_scans_completed":"2026-11-01T00:01:00.5","invalid_server_strings":[],
      "server_scan_results":[{"scan_status":"COMPLETED","server_location":{"hostname":"h",
      "ip_address":"10.0.0.1","port":443},"scan_result":{
        "heartbleed":{"status":"COMPLETED","error_reason":null,"result":{"is_vulnerable_to_heartbleed":true}},
        "robot":{"status":"ERROR","error_reason":"BUG_IN_SSLYZE","result":null},
        "ssl_3_0_cipher_suites":{"status":"COMPLETED","result":{"is_tls_version_supported":true,
          "tls_version_used":"SSL_3_0","accepted_cipher_suites":[{"cipher_suite":{"name":
          "TLS_RSA_WITH_RC4_128_MD5","openssl_name":"RC4-MD5","is_anonymous":false,"key_size":128},
          "ephemeral_key":null}],"rejected_cipher_suites":[]}},
        "tls_1_3_cipher_suites":{"status":"COMPLETED","result":{"is_tls_version_supported":true,
          "tls_version_used":"TLS_1_3","accepted_cipher_suites":[{"cipher_suite":{"name":
          "TLS_AES_128_GCM_SHA256"}}],"rejected_cipher_suites":[]}}}},
      {"scan_status":"ERROR_NO_CONNECTIVITY","server_location":{"hostname":"down","port":443},
       "scan_result":null}]}"#,
    );
    assert_eq!(
        found(&report),
        [
            (
                "heartbleed.is_vulnerable_to_heartbleed",
                Severity::Critical,
                State::Open,
                "h/10.0.0.1:443"
            ),
            ("protocol.SSL_3_0", Severity::High, State::Open, "h/10.0.0.1:443"),
            ("cipher-suite", Severity::High, State::Open, "h/10.0.0.1:443"),
            ("protocol.TLS_1_3", Severity::None, State::Passed, "h/10.0.0.1:443"),
            ("cipher-suite", Severity::None, State::Passed, "h/10.0.0.1:443"),
        ]
    );
    assert!(!report.is_finished);
    assert!(report.remarks.contains(&Remark::NotReached { target: "down:443".to_owned() }));
}

#[test]
fn mobsf_reads_its_parts_in_each_of_their_shapes() {
    let report = one(r#"{"version":"v4.0","package_name":"kr.narae.pay","permissions":{
        "android.permission.CAMERA":{"status":"dangerous","info":"i","description":"d"},
        "android.permission.INTERNET":{"status":"normal","info":"i","description":"d"}},
      "certificate_analysis":{"certificate_info":"x","certificate_findings":[
        ["good","Application is signed","Signed Application"],
        ["high","Application signed with debug certificate","Debug certificate"]]},
      "manifest_analysis":{"manifest_findings":[{"rule":"app_allowbackup","title":"Backup","severity":
        "warning","description":"d","name":"n","component":["c"]}],"manifest_summary":{"high":0}},
      "code_analysis":{"findings":{"android_logging":{"files":{"a/B.java":"12,15"},"metadata":{
        "cvss":7.5,"cwe":"CWE-532: Insertion of Sensitive Information into Log File","masvs":"m",
        "owasp-mobile":"","description":"The App logs","severity":"info"}}},"summary":{}},
      "binary_analysis":[{"name":"lib/x.so","nx":{"is_nx":true,"severity":"info","description":"set"},
        "canary":{"has_canary":false,"severity":"high","description":"missing"}}],
      "secrets":["\"api_key\" : \"abc\""]}"#);
    let rules: Vec<(&str, Severity, State)> =
        found(&report).into_iter().map(|it| (it.0, it.1, it.2)).collect();
    assert_eq!(
        rules,
        [
            ("certificate_analysis.Signed Application", Severity::None, State::Passed),
            ("certificate_analysis.Debug certificate", Severity::High, State::Open),
            ("manifest_analysis.app_allowbackup", Severity::Medium, State::Open),
            ("android_logging", Severity::Info, State::Open),
            ("binary_analysis.nx", Severity::None, State::Passed),
            ("binary_analysis.canary", Severity::High, State::Open),
            ("permissions", Severity::Medium, State::Open),
            ("permissions", Severity::Info, State::Passed),
            ("secrets", Severity::High, State::Review),
        ]
    );
    assert_eq!(report.targets, ["kr.narae.pay"]);
}

#[test]
fn nmap_tells_open_ports_and_what_scripts_found() {
    let report =
        one(r#"<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap" version="7.95"
        start="1793577600" xmloutputversion="1.05"><host><status state="up"/>
        <address addr="10.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="443">
        <state state="open"/><service name="https" product="nginx"/>
        <script id="vulners" output="CVE-2021-23017 7.7"><table key="cpe:/a:nginx"><table>
        <elem key="id">CVE-2021-23017</elem><elem key="cvss">7.7</elem></table></table></script>
        <script id="ssl-poodle" output="VULNERABLE: SSL POODLE"/></port>
        <port protocol="tcp" portid="80"><state state="closed"/></port></ports></host>
        <runstats><finished time="1793577660" exit="success"/></runstats></nmaprun>"#);
    assert_eq!(
        found(&report),
        [
            ("open-port", Severity::Info, State::Review, "10.0.0.1:443/tcp"),
            ("vulners:CVE-2021-23017", Severity::High, State::Open, "10.0.0.1:443/tcp"),
            ("ssl-poodle", Severity::High, State::Open, "10.0.0.1:443/tcp"),
            ("open-port", Severity::None, State::Passed, "10.0.0.1:80/tcp"),
        ]
    );
    let cut = r#"<nmaprun scanner="nmap"><host><status state="up"/></host></nmaprun>"#;
    assert!(!one(cut).is_finished, "a run without its end did not come to it");
}

#[test]
fn semgrep_takes_severity_weakness_and_its_own_fingerprint() {
    let of = |line: u32| {
        one(&format!(
            r#"{{"version":"1.100.0","errors":[],"paths":{{}},"results":[{{"check_id":"a.b.sqli","path":
            "x.py","start":{{"line":{line},"col":1}},"end":{{"line":{line},"col":2}},"extra":{{"message":
            "m","metadata":{{"cwe":["CWE-89: SQL"],"confidence":"HIGH"}},"severity":"ERROR","fingerprint":
            "f00d","lines":"q","is_ignored":false}}}}]}}"#
        ))
    };
    let report = of(3);
    assert_eq!(found(&report), [("a.b.sqli", Severity::High, State::Open, "x.py:3")]);
    assert_eq!(report.rule_of(&report.findings[0]).cwes, [89]);
    assert_eq!(report.findings[0].fingerprint, of(9).findings[0].fingerprint);
}

#[test]
fn wapiti_tells_what_it_found_and_nothing_of_classes_it_only_lists() {
    let report = one(r#"{"classifications":{"SQL Injection":{"desc":"d","sol":"s","ref":{"CWE-89":"u"},
        "wstg":["W"]}},"vulnerabilities":{"SQL Injection":[],"Path Traversal":[{"method":"GET","path":
        "/f?name=..","info":"i","level":3,"parameter":"name","referer":"","module":"file","http_request":
        "GET /","curl_command":"curl","wstg":["W"]}]},"anomalies":{},"additionals":{"Fingerprint web
         technology":[{"method":"GET","path":"/","info":"{}","level":0}]},"infos":{"target":
        "https://h/","date":"Thu, 26 Nov 2026 04:00:00 +0000","version":"Wapiti 3.2.4","scope":"folder"}}"#
        .replace("\n         ", " ").as_str());
    assert_eq!(
        found(&report),
        [
            ("Path Traversal", Severity::High, State::Open, "https://h/f?name=.."),
            ("Fingerprint web technology", Severity::Info, State::Open, "https://h/"),
        ]
    );
    assert_eq!(report.rule_of(&report.findings[0]).cwes, [22]);
    let listed = ("nothing reported".to_owned(), "SQL Injection".to_owned());
    assert!(report.words.contains(&listed) && report.kept.is_empty(), "{:?}", report.words);
    assert_eq!(report.tools[0].version.as_deref(), Some("3.2.4"));
    // Of a part of a host, paths are still those of the host.
    let part =
        one(r#"{"classifications":{},"vulnerabilities":{"Backup file":[{"method":"GET","path":
        "/app/old.zip","info":"i","level":1}]},"anomalies":{},"additionals":{},"infos":{"target":
        "https://h:8443/app","date":"Thu, 26 Nov 2026 04:00:00 +0000","version":"Wapiti 3.2.4"}}"#);
    let place = ("Backup file", Severity::Low, State::Open, "https://h:8443/app/old.zip");
    assert_eq!(found(&part), [place]);
}

#[test]
fn cyclonedx_tells_vulnerabilities_in_json_in_xml_and_inside_of_components() {
    let json = one(
        r#"{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[{"type":
        "library","bom-ref":"r1","name":"a","version":"1","purl":"pkg:npm/a@1"}],"vulnerabilities":[
        {"id":"CVE-2020-1","cwes":[79],"ratings":[{"severity":"low"},{"score":9.9,"method":"CVSSv31"}],
         "affects":[{"ref":"r1"}],"analysis":{"state":"not_affected","justification":
         "code_not_reachable"}}]}"#,
    );
    assert_eq!(
        found(&json),
        [("CVE-2020-1", Severity::Critical, State::NotAffected, "pkg:npm/a@1")]
    );
    let xml = one(r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component
        type="library" bom-ref="zz"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl>
        </component></components><vulnerabilities><vulnerability bom-ref="v"><id>CVE-2020-1</id>
        <ratings><rating><severity>critical</severity></rating></ratings><cwes><cwe>79</cwe></cwes>
        <affects><target><ref>zz</ref></target></affects></vulnerability></vulnerabilities></bom>"#);
    assert_eq!(found(&xml), [("CVE-2020-1", Severity::Critical, State::Open, "pkg:npm/a@1")]);
    assert_eq!(xml.findings[0].fingerprint, json.findings[0].fingerprint);
    let old = one(r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.2"
        xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"><components><component
        type="library"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl><v:vulnerabilities>
        <v:vulnerability ref="pkg:npm/a@1"><v:id>CVE-2020-1</v:id><v:ratings><v:rating><v:score>
        <v:base>9.1</v:base></v:score></v:rating></v:ratings></v:vulnerability></v:vulnerabilities>
        </component></components></bom>"#);
    assert_eq!(found(&old), [("CVE-2020-1", Severity::Critical, State::Open, "pkg:npm/a@1")]);
    assert_eq!(old.components[0].purl.as_deref(), Some("pkg:npm/a@1"));
}

#[test]
fn spdx_in_json_and_in_tags_is_the_same() {
    let json = one(
        r#"{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"d","dataLicense":
        "CC0-1.0","documentNamespace":"u","creationInfo":{"created":"2026-11-01T00:00:00Z","creators":
        ["Tool: syft-1.2.3","Organization: O"]},"packages":[{"name":"a","SPDXID":"SPDXRef-a",
        "versionInfo":"1","downloadLocation":"NONE","licenseConcluded":"MIT","externalRefs":[
        {"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/a@1"},
        {"referenceCategory":"SECURITY","referenceType":"advisory","referenceLocator":"https://x/1"}]}]}"#,
    );
    let tags = one("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n\
        DocumentName: d\nDocumentNamespace: u\nCreator: Tool: syft-1.2.3\nCreated: 2026-11-01T00:00:00Z\n\
        DocumentComment: <text>two\nlines</text>\n\nPackageName: a\nSPDXID: SPDXRef-a\n\
        PackageVersion: 1\nPackageLicenseConcluded: MIT\n\
        ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\nExternalRef: SECURITY advisory https://x/1\n");
    for report in [&json, &tags] {
        assert_eq!(report.components[0].purl.as_deref(), Some("pkg:npm/a@1"));
        assert_eq!(report.components[0].licences, ["MIT"]);
        assert_eq!(report.tools[0].version.as_deref(), Some("1.2.3"));
        assert_eq!(report.format, Format::Spdx);
        assert_eq!(
            found(report),
            [("https://x/1", Severity::Unknown, State::Review, "pkg:npm/a@1")]
        );
    }
    assert_eq!(json.findings[0].fingerprint, tags.findings[0].fingerprint);
}

#[test]
fn a_version_from_the_future_is_read_as_far_as_it_is_understood() {
    let report = one(
        r#"{"version":"3.0.0","runs":[{"tool":{"driver":{"name":"T"}},"newThing":{"a":[1,2]},
        "results":[{"ruleId":"A","message":{"text":"m"},"level":"catastrophic"}]}],"epoch":"next"}"#,
    );
    let other = Remark::OtherVersion { found: "3.0.0".to_owned(), known: "2.1.0".to_owned() };
    assert!(report.remarks.contains(&other));
    assert!(report.remarks.contains(&Remark::OddSeverity { said: "catastrophic".to_owned() }));
    assert_eq!(found(&report), [("A", Severity::Unknown, State::Review, "")]);
    let kept: Vec<(&str, &str)> =
        report.kept.iter().map(|it| (it.place.as_str(), it.text.as_str())).collect();
    assert_eq!(kept, [("/runs/0/newThing", r#"{"a":[1,2]}"#), ("/epoch", r#""next""#)]);
    assert_eq!(report.values_kept_count, 3);
    let bill = one(r#"{"bomFormat":"CycloneDX","specVersion":"2.0","components":[{"name":"a"}]}"#);
    assert!(bill.remarks.iter().any(|it| matches!(it, Remark::OtherVersion { .. })));
    assert_eq!(bill.components.len(), 1);
    assert!(report.remarks.iter().all(|it| !it.ko().is_empty() && !it.en().is_empty()));
}

#[test]
fn a_result_on_a_control_says_whether_it_is_satisfied() {
    let report = one(r#"{"assessment-results":{"uuid":"u","metadata":{"title":"t","oscal-version":
        "1.1.3"},"results":[{"uuid":"r","start":"2026-11-01T00:00:00Z","risks":[{"uuid":"k","title":"x",
        "status":"open","characterizations":[{"facets":[{"name":"risk","value":"high"}]}]}],"findings":[
        {"target":{"type":"objective-id","target-id":"ORG-20_obj","status":{"state":"satisfied"}}},
        {"target":{"type":"objective-id","target-id":"ORG-21","status":{"state":"not-satisfied"}},
         "related-risks":[{"risk-uuid":"k"}]}]}]}}"#);
    assert_eq!(
        found(&report),
        [
            ("risk", Severity::High, State::Review, ""),
            ("ORG-20_obj", Severity::None, State::Passed, "ORG-20_obj"),
            ("ORG-21", Severity::High, State::Open, "ORG-21"),
        ]
    );
}
