//! `naru staff`: administrators come back in, by whoever holds the root key on the host.

use crate::bed::{Bed, Ran, text, without_moments};
use crate::book::{book, number};
use crate::demo::{demo_for, json};
use crate::http::{Answer, get, post_form};
use crate::serve::serve;
use naru_base::Clock as _;
use naru_base::env::SystemClock;
use naru_core::staff::totp;
use serde_json::Value;

fn staff(bed: &Bed, words: &[&str]) -> Ran {
    bed.naru(&[&["staff"], words, &["--data", bed.data_text()]].concat())
}

/// What was said, without what nobody can know before.
fn shown(ran: &Ran, bed: &Bed, given: &[&str]) -> String {
    let all = given.iter().fold(ran.shown(bed), |all, it| all.replace(it, "[GIVEN]"));
    without_moments(&all)
}

/// A demonstration's directory is an installation with staff in it; and an administrator's login.
fn installed() -> (Bed, String) {
    let bed = Bed::new();
    demo_for(bed.data_text(), "0", &["--no-traffic"]);
    let credentials = json(&bed.data().join("credentials.json"));
    let staff = credentials["staff"].as_array().unwrap();
    let one = staff.iter().find(|it| it["role"] == "administrator").unwrap();
    (bed, one["login"].as_str().unwrap().to_owned())
}

fn one_time_code(secret: &str) -> String {
    let secret = totp::parse_secret(secret).unwrap();
    totp::code(&secret, totp::step_at(SystemClock.now()), 6)
}

/// The secret that the page of the second step shows.
fn secret_of(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("id=\"secret\"").expect(&page.body);
    let (_, rest) = rest.split_once('>').expect(rest);
    let (spaced, _) = rest.split_once('<').expect(rest);
    spaced.split_whitespace().collect()
}

#[test]
fn a_lost_administrator_comes_back_by_link_and_code() {
    let (bed, login) = installed();
    let korean = staff(&bed, &["list", "--lang", "ko"]);
    insta::assert_snapshot!("staff_list_ko", shown(&korean, &bed, &[]));
    let ran = staff(&bed, &["recover", &login, "--public-url", "https://naru.example/"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    let [link, code] = lines[..] else { panic!("{}{}", ran.out, ran.err) };
    let code = code.strip_prefix("code ").unwrap();
    let token = link.strip_prefix("https://naru.example/console/recover/").unwrap();
    insta::assert_snapshot!("staff_recovered", shown(&ran, &bed, &[token, code]));
    insta::assert_snapshot!("staff_list_en", shown(&staff(&bed, &["list"]), &bed, &[]));
    let audited = "SELECT count(*) FROM audit_record WHERE action = 'staff.account.reset' \
                   AND actor = 'system:host'";
    let told = "SELECT count(DISTINCT d.party) FROM notify_delivery d \
                JOIN notify_message m ON m.id = d.message_id WHERE m.topic = 'account'";
    assert_eq!(number(&book(&bed.data()), audited), 1);
    assert_eq!(number(&book(&bed.data()), told), 3, "administrators, security desk, auditor");

    let (serve, base) = serve(bed.data_text(), &[]);
    let path = format!("/console/recover/{token}");
    let page = get(&base, &path);
    assert_eq!(page.status, 200, "{}", page.body);
    let cookie = page.cookies();
    let send = |page: &Answer, fields: &[(&str, &str)]| {
        let all = [&[("form", page.hidden("form"))], fields].concat();
        post_form(&base, &path, &cookie, &all)
    };
    let password = "a ferry for everybody";
    let wrong = [("handover", "AAAAA-AAAAA"), ("login", &login), ("password", password)];
    assert_eq!(send(&page, &wrong).status, 422, "the link alone opens nothing");
    let right = [("handover", code), ("login", &login), ("password", password)];
    assert_eq!(send(&page, &right).status, 303);
    let again =
        |cookie: &str| crate::http::send(&base, "GET", &path, &[format!("cookie: {cookie}")], "");
    let second = again(&cookie);
    let done = send(&second, &[("code", &one_time_code(&secret_of(&second)))]);
    assert_eq!(done.header("location"), ["/console/login?said=enrolled"], "{}", done.body);
    assert_eq!(get(&base, &path).status, 404, "once");
    assert_eq!(serve.stopped().code, 0);
    let listed = staff(&bed, &["list", "--json"]).out;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert!(listed.as_array().unwrap().iter().all(|it| it["state"] == "active"), "{listed}");
    let verified = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

#[test]
fn another_is_invited_only_while_two_cannot_act() {
    let (bed, _) = Bed::installed();
    insta::assert_snapshot!("staff_none", staff(&bed, &["list"]).shown(&bed));
    let ran = staff(&bed, &["invite", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let link = said["link"].as_str().unwrap();
    let token = link.strip_prefix("http://127.0.0.1:8080").unwrap();
    assert!(token.starts_with("/console/enrol/"), "{link}");
    let (serve, base) = serve(bed.data_text(), &[]);
    assert_eq!(get(&base, token).status, 200);
    assert_eq!(serve.stopped().code, 0);
    let (bed, _) = installed();
    insta::assert_snapshot!("staff_enough", staff(&bed, &["invite"]).shown(&bed));
    insta::assert_snapshot!(
        "staff_enough_ko",
        staff(&bed, &["invite", "--lang", "ko"]).shown(&bed)
    );
}

#[test]
fn nobody_else_is_let_in_by_it() {
    let (bed, _) = installed();
    let credentials = json(&bed.data().join("credentials.json"));
    let staff_of = credentials["staff"].as_array().unwrap();
    let other = staff_of.iter().find(|it| it["role"] == "operator").unwrap();
    let login = other["login"].as_str().unwrap();
    let ran = staff(&bed, &["recover", login]);
    insta::assert_snapshot!("staff_unknown", ran.shown(&bed).replace(login, "[LOGIN]"));
    // Without the root key nothing is done.
    let settings = bed.data().join("naru.toml");
    let moved = text(&bed.path("elsewhere.key"));
    let words = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, words.replace("root.key", moved)).unwrap();
    let ran = staff(&bed, &["invite"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("elsewhere.key"), "{}", ran.err);
}
