//! `naru institution`: an institution enters a fresh installation, and its secrets are replaced.

use crate::bed::{Bed, Ran, text};
use crate::demo::demo_for;
use crate::http::send;
use crate::running::start;
use crate::serve::serve;
use serde_json::Value;

const CODE: &str = "M202600009";
const FILE: &str = r#"
code = "M202600009"
name_ko = "가온핀"
name_en = "Gaon Fin"
scopes = ["oob", "login"]
redirect_uris = ["https://gaonfin.example/callback"]

[[contract]]
purpose = "withdraw"
account_num = "9010100000101"
bank = "901"
holder = "가온핀"

[[contract]]
purpose = "deposit"
account_num = "9010100000102"
bank = "901"
holder = "가온핀"
"#;

fn institution(bed: &Bed, words: &[&str]) -> Ran {
    bed.naru(&[&["institution"], words, &["--data", bed.data_text()]].concat())
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn file(bed: &Bed, name: &str, words: &str) -> &'static str {
    let path = bed.path(name);
    std::fs::write(&path, words).unwrap();
    text(&path)
}

/// Enters the bank of the contract accounts.
fn put_bank(bed: &Bed) {
    let words = "code = \"901\"\nname_ko = \"가온은행\"\nname_en = \"Gaon Bank\"\n\
        base_url = \"https://relay.gaonbank.example\"\n\
        public_key = \"TksUP3MrmkUyhpIz2oAFJGafux2ozJrO3TH2C59SkSM\"\n";
    let put = ["banks", "put", file(bed, "bank.toml", words), "--data", bed.data_text()];
    let ran = bed.naru(&put);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// What was said, without what nobody can know before.
fn shown(ran: &Ran, bed: &Bed, secrets: &[&str]) -> String {
    let all = ran.shown(bed);
    secrets.iter().filter(|it| !it.is_empty()).fold(all, |all, it| all.replace(it, "[GIVEN]"))
}

/// The words behind a label of two spaces or more.
fn values(out: &str) -> Vec<&str> {
    out.lines().map(|line| line.rsplit(' ').next().unwrap()).collect()
}

#[test]
fn an_institution_is_entered_and_its_secrets_shown_once() {
    let (bed, _) = Bed::installed();
    insta::assert_snapshot!("institution_none", institution(&bed, &["list"]).shown(&bed));
    let path = file(&bed, "gaon.toml", FILE);
    let early = institution(&bed, &["add", path]);
    assert_eq!(early.code, 1, "{}", early.out);
    assert!(early.err.contains("this network has no banks yet"), "{}", early.err);
    put_bank(&bed);
    let other = FILE.replace("bank = \"901\"", "bank = \"907\"");
    let other = ["add", file(&bed, "other.toml", &other)];
    let ran = institution(&bed, &other);
    assert_eq!(ran.code, 1, "{}", ran.out);
    for text in ["907 is no bank of this network; its banks are 901 Gaon Bank", "naru banks put"] {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
    let korean = institution(&bed, &[&other[..], &["--lang", "ko"]].concat());
    assert!(korean.err.contains("참가하는 은행은 901 가온은행입니다"), "{}", korean.err);
    assert_eq!(json(&institution(&bed, &["list", "--json"])), Value::Array(Vec::new()));
    let added = institution(&bed, &["add", path]);
    let given = values(&added.out);
    insta::assert_snapshot!("institution_added", shown(&added, &bed, &given[1..]));
    let [code, client, secret, phrase] = given[..] else { panic!("{}", added.out) };
    assert_eq!(code, CODE);
    assert!(client.len() == 20 && secret.len() == 40 && phrase.len() == 32, "{}", added.out);
    for entry in std::fs::read_dir(bed.data()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let lies = |it: &str| bytes.windows(it.len()).any(|w| w == it.as_bytes());
        assert!(!lies(secret) && !lies(phrase), "a secret lies in {}", path.display());
    }

    let again = institution(&bed, &["add", path]);
    insta::assert_snapshot!("institution_again", again.shown(&bed));
    let korean = institution(&bed, &["list", "--lang", "ko"]);
    insta::assert_snapshot!("institution_list_ko", shown(&korean, &bed, &[client]));
    let english = institution(&bed, &["list"]);
    insta::assert_snapshot!("institution_list_en", shown(&english, &bed, &[client]));
    let listed = json(&institution(&bed, &["list", "--json"]));
    assert_eq!(listed[0]["client_use_code"], CODE);
    assert_eq!(listed[0]["clients"][0]["client_id"], client);
    assert_eq!(listed[0]["clients"][0]["live_secrets"], 1);
    assert_eq!(listed[0]["contracts"][1]["purpose"], "deposit");
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let verified = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

/// Of an institution that has come through its gates: only such a one is given tokens.
#[test]
fn a_secret_is_replaced_without_a_pause() {
    let bed = Bed::new();
    demo_for(bed.data_text(), "0", &["--no-traffic"]);
    let credentials = crate::demo::json(&bed.data().join("credentials.json"));
    let first = &credentials["fintechs"][0];
    let of = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
    let (code, client) = (of(first, "client_use_code"), of(first, "client_id"));
    let second = institution(&bed, &["add-secret", &code, "--json"]);
    let (second, said) = (json(&second), second.err);
    assert!(said.contains("shown this once"), "{said}");
    assert_eq!(second["client_id"], client);
    let secrets = [first, &second].map(|it| of(it, "client_secret"));
    let third = institution(&bed, &["add-secret", &code]);
    insta::assert_snapshot!("institution_two_live", third.shown(&bed));

    // Both open while both live, and only the newer one once the earlier has ended.
    let opened = || {
        let (serve, base) = serve(bed.data_text(), &[]);
        let opened = secrets.each_ref().map(|secret| token(&base, &client, secret));
        assert_eq!(serve.stopped().code, 0);
        opened
    };
    assert_eq!(opened(), [true, true]);
    for (name, at) in [("late", "20990101000000"), ("past", "20260101000000")] {
        let ran = institution(&bed, &["end-secret", &code, "--at", at]);
        insta::assert_snapshot!(format!("institution_end_{name}"), ran.shown(&bed));
    }
    let ended = json(&institution(&bed, &["end-secret", &code, "--json"]));
    assert_eq!(ended["client_id"], client);
    assert_eq!(opened(), [false, true]);
    let listed = json(&institution(&bed, &["list", "--json"]));
    let mut own = listed.as_array().unwrap().iter().filter(|it| it["client_use_code"] == code);
    assert_eq!(own.next().unwrap()["clients"][0]["live_secrets"], 1);
    let last = institution(&bed, &["end-secret", &code]);
    insta::assert_snapshot!("institution_one_live", last.shown(&bed));
    let korean = institution(&bed, &["end-secret", &code, "--lang", "ko"]);
    insta::assert_snapshot!("institution_one_live_ko", korean.shown(&bed));
    let verified = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
}

/// Whether the client is let in with this secret.
fn token(base: &str, client: &str, secret: &str) -> bool {
    let body =
        format!("grant_type=client_credentials&client_id={client}&client_secret={secret}&scope=sa");
    let form = ["content-type: application/x-www-form-urlencoded".to_owned()];
    let answer = send(base, "POST", "/oauth/2.0/token", &form, &body).json();
    assert!(answer["access_token"].is_string() || answer["rsp_code"] == "O0001", "{answer}");
    answer["access_token"].is_string()
}

#[test]
fn what_cannot_be_is_said_with_what_to_do() {
    let (bed, _) = Bed::installed();
    let flawed = FILE.replace("\"deposit\"", "\"withdraw\"");
    let unknown_key = FILE.replace("name_en", "name");
    for (name, words) in [
        ("flawed", ["add", file(&bed, "flawed.toml", &flawed)]),
        ("unknown_key", ["add", file(&bed, "unknown.toml", &unknown_key)]),
        ("no_file", ["add", text(&bed.path("none.toml"))]),
        ("unknown", ["add-secret", "M209900001"]),
        ("bad_code", ["end-secret", "narae"]),
    ] {
        insta::assert_snapshot!(
            format!("institution_{name}"),
            institution(&bed, &words).shown(&bed)
        );
    }
    let korean = ["add", text(&bed.path("flawed.toml")), "--lang", "ko"];
    insta::assert_snapshot!("institution_flawed_ko", institution(&bed, &korean).shown(&bed));
    assert_eq!(json(&institution(&bed, &["list", "--json"])), Value::Array(Vec::new()));
}

#[test]
fn beside_a_running_server_nothing_is_entered() {
    let (bed, _) = Bed::installed();
    let mut serve = start(&["serve", "--data", bed.data_text(), "--listen", "127.0.0.1:0"]);
    serve.out.json();
    let ran = institution(&bed, &["add", file(&bed, "gaon.toml", FILE)]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("naru serve"), "{}", ran.err);
    assert_eq!(serve.stopped().code, 0);
}
