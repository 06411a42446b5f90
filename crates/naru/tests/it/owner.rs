//! `naru bank --accounts`: whoever is named there with a date of birth is found by the question of
//! the consent pages, and nobody else.

use crate::bed::{Bed, text};
use crate::http::{Answer, send};
use crate::running::{Running, start};
use naru_base::Clock as _;
use naru_base::env::SystemClock;
use naru_base::httpsig::{Request, SignParams, SigningKey, sign_request};
use serde_json::{Value, json};

const PATH: &str = "/naru/v1/accounts";

/// A bank that knows the relay by this key, with accounts as a file names them.
fn bank(bed: &Bed, key: &SigningKey, accounts: &str) -> (Running, String) {
    let path = bed.path("accounts.json");
    std::fs::write(&path, accounts).unwrap();
    let key = format!("relay={}", key.verifying_key());
    let data = bed.data_text();
    let own = ["bank", "--code", "901", "--data", data, "--relay-key", &key];
    let mut bank = start(&[&own[..], &["--accounts", text(&path)]].concat());
    let base = bank.out.json()["base_url"].as_str().unwrap().to_owned();
    (bank, base)
}

/// Asks like the consent pages.
fn ask(base: &str, key: &SigningKey, n: u32, (name, birth): (&str, &str)) -> Vec<Value> {
    let body = json!({
        "request_id": format!("question-{n}"), "account_holder_name": name,
        "account_holder_info": birth,
    });
    let (body, id) = (body.to_string(), format!("m-{n}"));
    let authority = base.strip_prefix("http://").expect(base);
    let created = SystemClock.now().unix_seconds();
    let params = SignParams {
        created,
        expires: created + 30,
        keyid: "relay".into(),
        nonce: format!("nonce-of-sixteen-{n}"),
    };
    let headers = [("content-type", "application/json"), ("naru-message-id", id.as_str())];
    let request =
        Request { method: "POST", path: PATH, authority, headers: &headers, body: body.as_bytes() };
    let signed = sign_request(key, &request, &params).unwrap();
    let all = headers.into_iter().chain(signed.iter());
    let lines: Vec<String> = all.map(|(name, value)| format!("{name}: {value}")).collect();
    let answer: Answer = send(base, "POST", PATH, &lines, &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["accounts"].as_array().expect(&answer.body).clone()
}

#[test]
fn a_customer_named_with_a_date_of_birth_is_found_for_a_consent() {
    let bed = Bed::new();
    let key = SigningKey::from_seed(&[7; 32]);
    let without = r#"[{"account_num":"9010000001","holder":"김가람","balance":1000000},
        {"account_num":"9010000002","holder":"이다온","balance":5}]"#;
    let (running, base) = bank(&bed, &key, without);
    assert_eq!(ask(&base, &key, 1, ("김가람", "19900131")), Vec::<Value>::new());
    assert_eq!(running.stopped().code, 0);

    // Said at the next start, of accounts that are there; not of somebody else's.
    let with = r#"[
        {"account_num":"9010000001","holder":"김가람","balance":1000000,"birth":"19900131"},
        {"account_num":"9010000002","holder":"박하람","balance":5,"birth":"19880808"},
        {"account_num":"9010000003","holder":"김가람","balance":0,"birth":"19900131"}]"#;
    let (running, base) = bank(&bed, &key, with);
    let found = ask(&base, &key, 2, ("김가람", "19900131"));
    let numbers: Vec<&str> = found.iter().filter_map(|it| it["account_num"].as_str()).collect();
    assert_eq!(numbers, ["9010000001", "9010000003"]);
    assert_eq!(ask(&base, &key, 3, ("김가람", "19900201")), Vec::<Value>::new());
    for (n, who) in [(4, ("이다온", "19880808")), (5, ("박하람", "19880808"))] {
        assert_eq!(ask(&base, &key, n, who), Vec::<Value>::new(), "{who:?}");
    }
    assert_eq!(running.stopped().code, 0);
}

#[test]
fn what_is_no_date_of_birth_is_said_so() {
    let bed = Bed::new();
    let path = bed.path("accounts.json");
    let wrong = r#"[{"account_num":"9010000001","holder":"김가람","balance":1,"birth":"900131"}]"#;
    std::fs::write(&path, wrong).unwrap();
    let key = format!("relay={}", SigningKey::from_seed(&[7; 32]).verifying_key());
    let own = ["bank", "--code", "901", "--data", bed.data_text(), "--relay-key", &key];
    let ran = bed.naru(&[&own[..], &["--accounts", text(&path)]].concat());
    assert_eq!(ran.code, 1, "{}", ran.out);
    for text in ["9010000001", "`birth`", "19900131"] {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
}
