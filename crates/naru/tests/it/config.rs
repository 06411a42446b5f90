//! `naru serve --config`: the settings file, its TLS and its figures.

use crate::bed::{Bed, text};
use crate::http::get;
use crate::running::start;
use std::io::Write as _;

/// Adds lines to an installation's settings, and gives the file.
fn with_settings(bed: &Bed, lines: &str) -> &'static str {
    let file = bed.data().join("naru.toml");
    let mut open = std::fs::OpenOptions::new().append(true).open(&file).unwrap();
    open.write_all(lines.as_bytes()).unwrap();
    text(&file)
}

#[test]
fn an_unknown_key_is_refused_by_its_name() {
    let (bed, _) = Bed::installed();
    let file = with_settings(&bed, "\n[serve]\nlisten = \"127.0.0.1:0\"\nport = 80\n");
    insta::assert_snapshot!("config_unknown", bed.naru(&["serve", "--config", file]).shown(&bed));
    let both = bed.naru(&["serve", "--config", file, "--data", bed.data_text()]);
    assert_eq!(both.code, 2, "{}", both.err);
}

#[test]
fn figures_are_for_this_machine_and_on_a_socket_of_their_own() {
    let (bed, _) = Bed::installed();
    let lines = "\n[serve]\nlisten = \"127.0.0.1:0\"\nmetrics = \"127.0.0.1:0\"\n\n\
                 [serve.limits]\ninflight_max = 64\n";
    let mut serve = start(&["serve", "--config", with_settings(&bed, lines)]);
    let said = serve.out.json();
    let base = said["base_url"].as_str().unwrap();
    assert_eq!(get(base, "/v2.0/nothing").json()["rsp_code"], "O0005");
    let here = get(base, "/metrics");
    assert_eq!(here.status, 200);
    assert!(here.header("content-type")[0].starts_with("application/openmetrics-text"));
    let line = "naru_calls_total{endpoint=\"unknown\",institution=\"\",rsp_code=\"O0005\"} 1";
    assert!(here.body.contains(line), "{}", here.body);
    assert!(here.body.ends_with("# EOF\n"), "{}", here.body);
    let proxied = ["x-forwarded-for: 203.0.113.9".to_owned()];
    assert_eq!(crate::http::send(base, "GET", "/metrics", &proxied, "").status, 404);
    let own = said["metrics_url"].as_str().unwrap().strip_suffix("/metrics").unwrap();
    assert!(get(own, "/metrics").body.contains("naru_money_holds "));
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(get(base, path).status, 200, "{path}");
    }
    assert_eq!(serve.stopped().code, 0);
}

#[test]
fn tls_files_that_are_not_there_are_named() {
    let (bed, _) = Bed::installed();
    let lines = "\n[serve.tls]\ncertificate = \"server.pem\"\nkey = \"server.key\"\n";
    let file = with_settings(&bed, lines);
    insta::assert_snapshot!("config_no_tls", bed.naru(&["serve", "--config", file]).shown(&bed));
}

/// The services of the consent pages bring them; without them there are none.
#[test]
fn consent_pages_come_with_their_services() {
    let (bed, _) = Bed::installed();
    let plain = with_settings(&bed, "\n[serve]\nlisten = \"127.0.0.1:0\"\n");
    let page = "/oauth/2.0/authorize?response_type=code&client_id=nobody";
    let mut serve = start(&["serve", "--config", plain]);
    let base = serve.out.json()["base_url"].as_str().unwrap().to_owned();
    assert_eq!(get(&base, page).status, 404);
    assert_eq!(serve.stopped().code, 0);
    let lines = "\n[serve.consent]\ncodes_url = \"http://127.0.0.1:1/codes\"\n\
                 codes_secret_file = \"codes.secret\"\n\
                 identify_url = \"http://127.0.0.1:1/identify\"\n\
                 identify_secret_file = \"codes.secret\"\n";
    let file = with_settings(&bed, lines);
    let secret = bed.data().join("codes.secret");
    std::fs::write(&secret, "not a secret\n").unwrap();
    insta::assert_snapshot!("config_no_secret", bed.naru(&["serve", "--config", file]).shown(&bed));
    std::fs::write(&secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();
    let mut serve = start(&["serve", "--config", file]);
    let base = serve.out.json()["base_url"].as_str().unwrap().to_owned();
    assert_ne!(get(&base, page).status, 404);
    assert_ne!(get(&base, "/my").status, 404);
    assert_eq!(serve.stopped().code, 0);
}

#[test]
fn a_settings_file_elsewhere_names_the_data_directory() {
    let (bed, _) = Bed::installed();
    let root_key = bed.data().join("root.key");
    let elsewhere = bed.path("naru.toml");
    let lines = format!(
        "data = \"data\"\n\n[root_key]\nfile = {:?}\n\n[serve]\nlisten = \"127.0.0.1:0\"\n",
        text(&root_key)
    );
    std::fs::write(&elsewhere, lines).unwrap();
    let mut serve = start(&["serve", "--config", text(&elsewhere)]);
    let base = serve.out.json()["base_url"].as_str().unwrap().to_owned();
    assert_eq!(get(&base, "/health/ready").status, 200);
    assert_eq!(serve.stopped().code, 0);
}

#[test]
fn networks_and_certificates_are_listed_for_an_institution() {
    let bed = Bed::new();
    crate::demo::demo_for(bed.data_text(), "0", &["--no-traffic"]);
    let data = bed.data_text();
    let naru = |words: &[&str]| bed.naru(&[&["access"], words, &["--data", data]].concat());
    let code = "M202600001";
    let credentials = crate::demo::json(&bed.data().join("credentials.json"));
    assert_eq!(credentials["fintechs"][0]["client_use_code"], code);
    insta::assert_snapshot!("access_none", naru(&["list"]).shown(&bed));

    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(vec!["narae.test".to_owned()]).unwrap();
    params.not_after = rcgen::date_time_ymd(2031, 5, 6);
    let certificate = params.self_signed(&key).unwrap();
    let file = bed.path("narae.pem");
    std::fs::write(&file, certificate.pem()).unwrap();
    assert_eq!(naru(&["add-network", code, "203.0.113.7/24"]).code, 0);
    assert_eq!(naru(&["add-network", code, "2001:db8::1"]).code, 0);
    assert_eq!(naru(&["add-certificate", code, text(&file)]).code, 0);
    let listed = naru(&["list", "--json"]).out;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let of = &listed[code];
    assert_eq!(of["networks"], serde_json::json!(["2001:db8::1/128", "203.0.113.0/24"]));
    assert_eq!(of["certificates"][0]["until"], "20310506");
    let sha256 = of["certificates"][0]["sha256"].as_str().unwrap().to_owned();

    for (name, words) in [
        ("unknown_institution", &["add-network", "M209900001", "203.0.113.0/24"][..]),
        ("no_network", &["add-network", code, "203.0.113.0/99"]),
        ("no_certificate", &["add-certificate", code, text(&bed.data().join("naru.toml"))]),
        ("not_listed", &["remove-network", code, "198.51.100.0/24"]),
    ] {
        insta::assert_snapshot!(format!("access_{name}"), naru(words).shown(&bed));
    }
    assert_eq!(naru(&["remove-certificate", code, &sha256]).code, 0);
    assert_eq!(naru(&["remove-network", code, "203.0.113.0/24"]).code, 0);
    assert_eq!(naru(&["remove-network", code, "2001:db8::1"]).code, 0);
    assert_eq!(naru(&["list", "--json"]).out.trim(), "{}");
    let verified = bed.naru(&["verify", "--data", data]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn rules_with_a_date_are_shown() {
    let (bed, _) = Bed::installed();
    let data = bed.data_text();
    let naru =
        |words: &[&str]| bed.naru(&[&["gate", "deadline"], words, &["--data", data]].concat());
    let listed = naru(&["list"]);
    assert!(listed.out.contains("2020q1-former-platform-users  by 20200331"), "{}", listed.out);
    let said: serde_json::Value = serde_json::from_str(&naru(&["list", "--json"]).out).unwrap();
    let rules: Vec<_> = said["rules"].as_array().unwrap().iter().map(|it| &it["rule"]).collect();
    assert_eq!(rules, ["2020q1-former-platform-users", "2020q2-self-checks-confirmed"]);
    let grounds: Vec<_> =
        said["grounds"].as_array().unwrap().iter().map(|it| &it["ground"]).collect();
    assert_eq!(grounds, ["inspector-late", "third-party", "disaster", "special"]);
    assert_eq!(said["places"], serde_json::json!([]), "nobody is concerned");
    let none = naru(&["show", "M202600001"]);
    assert!(none.code == 1 && none.err.contains("no rule"), "{}", none.err);
}

#[test]
fn lists_of_checks_are_shown_and_imported() {
    let (bed, _) = Bed::installed();
    let data = bed.data_text();
    let naru = |words: &[&str]| bed.naru(&[&["gate"], words, &["--data", data]].concat());
    let lists = |words: &[&str]| naru(&[&["checklist"], words].concat());
    let listed: serde_json::Value = serde_json::from_str(&lists(&["list", "--json"]).out).unwrap();
    let items: Vec<_> = listed["lists"].as_array().unwrap().iter().map(|it| &it["items"]).collect();
    assert_eq!(items, [30, 12, 17]);
    let shown = lists(&["show", "org@1"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    let mut list: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    list["version"] = 2.into();
    list["source"] = "example-office".into();
    let file = bed.path("official.json");
    std::fs::write(&file, list.to_string()).unwrap();
    let imported = lists(&["import", text(&file)]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let again = lists(&["import", text(&file)]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("org@2"), "{}", again.err);
    let listed: serde_json::Value = serde_json::from_str(&lists(&["list", "--json"]).out).unwrap();
    assert_eq!(listed["lists"][3]["use"], "waiting", "nobody released it: {listed}");
    list["items"][4]["severity"] = 9.into();
    std::fs::write(&file, list.to_string()).unwrap();
    let wrong = lists(&["import", text(&file)]);
    assert!(wrong.code == 1 && wrong.err.contains("ORG-05"), "it says where: {}", wrong.err);
    assert_eq!(lists(&["show", "org@9"]).code, 1);
    assert_eq!(naru(&["show", "M209900001"]).code, 1);
    let none: serde_json::Value = serde_json::from_str(&naru(&["list", "--json"]).out).unwrap();
    assert_eq!(none["institutions"], serde_json::json!([]));
    let exported = naru(&["export", "--oscal", "web@1"]);
    let catalog: serde_json::Value = serde_json::from_str(&exported.out).unwrap();
    assert!(catalog["catalog"]["groups"].is_array(), "{}", exported.out);
    let must = naru(&["export", "--oscal", "--profile", "web@1"]).out;
    assert!(must.contains("include-controls"), "{must}");
    assert_eq!(naru(&["export", "--oscal", "web@9"]).code, 1);
    let verified = bed.naru(&["verify", "--data", data]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}
