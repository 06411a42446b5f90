//! `naru serve` with `naru bank` beside it, each a process of its own.

use crate::bed::{Bed, text};
use crate::book::{book, number, tamper};
use crate::demo::{demo_for, json};
use crate::http::{Client, get, post_form};
use crate::running::{Running, start};
use std::path::Path;

/// A virtual bank on the books in `data`.
pub fn bank(bed: &Bed, data: &str, code: &str, words: &[&str]) -> (Running, serde_json::Value) {
    let keys = bed.naru(&["keys", "public", "--data", data]);
    let key = keys.out.lines().next().expect(&keys.err).to_owned();
    let own = ["bank", "--code", code, "--data", data, "--relay-key", &key];
    let mut bank = start(&[&own, words].concat());
    let said = bank.out.json();
    (bank, said)
}

/// The words that enter it.
pub fn entry(said: &serde_json::Value) -> String {
    let of = |name: &str| said[name].as_str().unwrap();
    format!("{}={},{}", of("code"), of("base_url"), of("public_key"))
}

/// A node on the installation in `data`, and where it listens.
pub fn serve(data: &str, words: &[&str]) -> (Running, String) {
    let own = ["serve", "--data", data, "--listen", "127.0.0.1:0"];
    let mut serve = start(&[&own, words].concat());
    let base = serve.out.json()["base_url"].as_str().unwrap().to_owned();
    (serve, base)
}

#[test]
fn banks_of_their_own_pay_and_a_stop_waits_for_what_is_under_way() {
    let bed = Bed::new();
    let data = bed.data_text();
    // A demonstration's directory is an installation with banks' books in it.
    demo_for(data, "0", &["--no-traffic"]);
    let credentials = json(&bed.data().join("credentials.json"));
    let faults = bed.path("faults.json");
    let slow = r#"{"seed":1,"rules":[{"mode":"slow","ms":700,"on":"withdraw"}]}"#;
    std::fs::write(&faults, slow).unwrap();
    let (bank_901, said) = bank(&bed, data, "901", &["--faults", text(&faults)]);
    let (bank_902, other) = bank(&bed, data, "902", &[]);
    let (first, second) = (entry(&said), entry(&other));
    let (serve, base) = serve(data, &["--bank", &first, "--bank", &second]);

    let again = bed.naru(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    let shown = again.shown(&bed).replace(&serve.id().to_string(), "[PID]");
    insta::assert_snapshot!("serve_in_use", shown);
    let key = bed.naru(&["keys", "public", "--data", data]).out;
    let twice = ["bank", "--code", "901", "--data", data, "--relay-key", key.trim()];
    let shown = bed.naru(&twice).shown(&bed).replace(&bank_901.id().to_string(), "[PID]");
    insta::assert_snapshot!("bank_in_use", shown);
    let refused = post_form(&base, "/oauth/2.0/token", "", &[("client_id", "nobody")]);
    assert_eq!(refused.status, 200);
    assert!(refused.json()["rsp_code"].as_str().unwrap().starts_with('O'), "{}", refused.body);

    let client = Client::new(&base, &credentials);
    let at = |code: &str| {
        let users = credentials["users"].as_array().unwrap();
        users.iter().position(|it| it["accounts"][0]["bank_code_std"] == code).unwrap()
    };
    let quick = client.withdraw(at("902"), 1, 3_000);
    assert_eq!((&quick["rsp_code"], &quick["bank_rsp_code"]), (&"A0000".into(), &"000".into()));

    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| client.withdraw(at("901"), 2, 4_000));
        let reserved = "SELECT count(*) FROM relay_transfer WHERE state = 'reserved'";
        crate::running::until("it is reserved", || {
            (number(&book(&bed.data()), reserved) == 1).then_some(())
        });
        serve.signal("TERM");
        assert_eq!(waiting.join().unwrap()["rsp_code"], "A0000", "it is answered, not cut off");
    });
    let ran = serve.ended();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for bank in [bank_901, bank_902] {
        assert_eq!(bank.stopped().code, 0);
    }
    let verify = bed.naru(&["verify", "--data", data]);
    assert_eq!(verify.code, 0, "{}", verify.out);
    assert!(verify.out.contains("✓ bank-901-agrees (1)\n"), "{}", verify.out);
    assert!(verify.out.contains("✓ bank-902-agrees (1)\n"), "{}", verify.out);
}

#[test]
fn a_memory_that_differs_from_the_store_is_an_error_at_the_stop() {
    let (bed, _) = Bed::installed();
    let (sound, _) = serve(bed.data_text(), &[]);
    let ran = sound.stopped();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));

    let (serve, _) = serve(bed.data_text(), &[]);
    tamper(
        &book(&bed.data()),
        "UPDATE policy_parameter SET value = value + 1 WHERE name = 'withdraw_fee_won'",
    );
    let ran = serve.stopped();
    assert_eq!(ran.code, 1, "{}", ran.err);
    insta::assert_snapshot!("serve_memory_differs", ran.err);
    let chain = bed.naru(&["audit", "verify", "--data", bed.data_text()]);
    assert_eq!(chain.code, 0, "it was put away in order nevertheless: {}", chain.out);
}

#[test]
fn a_schema_from_the_future_is_refused_by_all() {
    let (bed, _) = Bed::installed();
    from_the_future(&bed.data());
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"], &["migrate", "--plan"]] {
        let ran = bed.naru(&[words, &["--data", bed.data_text()]].concat());
        assert_eq!(ran.code, 1, "{words:?}");
        assert!(ran.err.contains("9999_future"), "{words:?}: {}", ran.err);
        assert!(ran.err.contains("hint: "), "{words:?}: {}", ran.err);
    }
}

fn from_the_future(data: &Path) {
    tamper(
        &book(data),
        "INSERT INTO schema_migration SELECT '9999_future', checksum, applied_at FROM schema_migration LIMIT 1",
    );
}

#[test]
fn a_sandbox_is_served_beside_production_when_the_settings_say_so() {
    let (bed, _) = Bed::installed();
    let data = bed.data_text();
    let settings = bed.data().join("naru.toml");
    let mut text = std::fs::read_to_string(&settings).unwrap();
    text.push_str("\n[serve]\nsandbox_listen = \"127.0.0.1:0\"\n");
    std::fs::write(&settings, text).unwrap();
    let mut serve = start(&["serve", "--data", data, "--listen", "127.0.0.1:0"]);
    let said = serve.out.json();
    let of = |name: &str| said[name].as_str().unwrap().to_owned();
    let (base, sandbox) = (of("base_url"), of("sandbox_url"));
    assert_ne!(base, sandbox);
    let token = [
        ("client_id", "nobody"),
        ("client_secret", "x"),
        ("scope", "sa"),
        ("grant_type", "client_credentials"),
    ];
    let refused = post_form(&sandbox, "/oauth/2.0/token", "", &token);
    assert_eq!(refused.json()["rsp_code"], "O0001", "{}", refused.body);
    let codes = get(&sandbox, "/sandbox/codes/01000000001");
    assert_eq!((codes.status, codes.body.as_str()), (200, ""), "nobody was sent a code");
    assert_eq!(get(&base, "/sandbox/codes/01000000001").status, 404, "not of production");
    serve.signal("TERM");
    let ran = serve.ended();
    assert_eq!(ran.code, 0, "{}", ran.err);
    let listed = bed.naru(&["gate", "functional", "list", "--json", "--data", data]);
    let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    assert_eq!(listed["runs"], serde_json::json!([]));
    let verified = bed.naru(&["verify", "--data", data]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}
