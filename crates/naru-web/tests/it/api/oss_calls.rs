//! The calls of open source: each answers what its description says, each institution its own.

use super::bed::*;
use super::gates_calls::holds_as;
use super::oss::{LOG, Story, WEB, story_by};
use naru_base::role::Role;
use naru_base::{Clock as _, Id};
use naru_core::identity;
use naru_lab::oss::bill;
use naru_web::oss::calls::{CALLS, Call, Sends};
use serde_json::{Value, json};

const FILE: &str = "week,sum\n1,200\n";

/// What a call sends: a system of its own for each declaration, a use not asked for before.
fn body(it: &Story, call: &Call, sha256: &str) -> String {
    let until = it.clock.now().plus_seconds(100 * 86_400).business_date().to_string();
    match call.name {
        "declareSystem" => json!({"name": "another", "duty": "internal"}).to_string(),
        "handInBill" => bill("pay", "1.0", &[WEB, LOG]),
        "askApproval" => json!({
            "purl": WEB, "purpose": "화면을 그리는 데 씀", "fit": "이미 쓰는 틀과 맞음",
            "alternatives": "직접 만듦", "until": until,
        })
        .to_string(),
        "askCrossing" => FILE.to_owned(),
        "cross" => json!({"sha256": sha256}).to_string(),
        other => panic!("{other} sends nothing"),
    }
}

/// What stands behind the path: needed, so that there is something to ask about.
fn query(call: &Call) -> &'static str {
    match call.name {
        "who" => "q=log-core",
        "desk" => "q=log",
        "askCrossing" => "name=a.csv&direction=out&mode=none&purpose=model+evaluation+of+May",
        _ => "",
    }
}

/// An approved crossing of an institution's gate, and the hash of its file.
async fn approved(it: &Story, token: &str) -> (String, String) {
    let call = CALLS.iter().find(|it| it.name == "askCrossing").expect("a call");
    let path = format!("{}?{}", call.path, query(call));
    let (_, said) = it.bed.call(it.bed.post(&path, token, FILE.to_owned())).await;
    let id = said["crossing"].as_str().expect("an id").to_owned();
    for (who, role) in [("staff:2", Role::SecurityDesk), ("staff:3", Role::Operator)] {
        let (by, yes) = ((who.to_owned(), role), (true, String::new()));
        let id = Id::parse(&id).expect("an id");
        it.bed.portfolio().decide_crossing(by, id, yes).await.expect("said");
    }
    (id, said["sha256"].as_str().expect("a hash").to_owned())
}

async fn answer_as_described(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story_by(place, &[]).await else { return };
    let of_user = it.bed.token_of_user(USER, identity::Scope::Login).await;
    let system = it.declare(&it.narae, "pay").await;
    assert_eq!(it.hand_in(&it.narae, &system, &bill("pay", "1.0", &[WEB, LOG])).await.0, 201);
    it.advisory_arrives().await;
    let (crossing, sha256) = approved(&it, &it.narae).await;
    let document = naru_web::oss::document();
    let mut approval = String::new();
    for call in &CALLS {
        let id = match call.path.strip_prefix("/oss/v1/").expect("a path of the family") {
            of if of.starts_with("systems/") => &system,
            of if of.starts_with("advisories/") => "CVE-2026-0001",
            of if of.starts_with("approvals/") => &approval,
            _ => &crossing,
        };
        let path = call.path.replace("{id}", id);
        let request = |token: &str| match call.sends {
            Sends::Nothing => it.bed.get(&path, token, query(call)),
            _ => it.bed.post(&format!("{path}?{}", query(call)), token, body(&it, call, &sha256)),
        };
        assert_eq!(it.bed.call(request("nonsense")).await.0, 401, "{}", call.name);
        assert_eq!(it.bed.call(request(&of_user)).await.0, 403, "{}", call.name);
        if call.path.contains("{id}") {
            assert_eq!(it.bed.call(request(&it.maru)).await.0, 404, "{}: another's", call.name);
        }
        let (status, said) = it.bed.call(request(&it.narae)).await;
        assert_eq!(status, call.status, "{}: {said}", call.name);
        if call.name == "vex" {
            assert_eq!(said["bomFormat"], "CycloneDX", "a document as its standard has it");
        } else {
            holds_as(&document, call, &said);
        }
        if call.name == "askApproval" {
            said["approval"].as_str().expect("an id").clone_into(&mut approval);
        }
    }
    let (_, said) = it.bed.told(it.bed.get("/oss/v1/openapi.json", "", "")).await;
    assert_eq!(said, document, "what is served is the program's own");
    let path = format!("/oss/v1/systems/{system}/bill");
    for (text, status, fields) in [
        ("neither one nor the other", 400, vec!["reasons", "verdict"]),
        (
            r#"{"bomFormat":"CycloneDX","specVersion":"1.6"}"#,
            422,
            vec!["bill", "reasons", "verdict"],
        ),
    ] {
        let (told, said) = it.bed.told(it.bed.post(&path, &it.narae, text.to_owned())).await;
        let names: Vec<&str> =
            said.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!((told, names), (status, fields.clone()), "{said}");
        let responses = &document["paths"]["/oss/v1/systems/{id}/bill"]["post"]["responses"];
        let schema = &responses[status.to_string()]["content"]["application/json"]["schema"];
        let required = schema["required"].as_array().expect("described");
        let mut described: Vec<&str> = required.iter().filter_map(Value::as_str).collect();
        described.sort_unstable();
        assert_eq!(described, fields);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_open_source_answers_what_its_description_says() {
    answer_as_described(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_open_source_answers_so_on_postgres_too() {
    answer_as_described(Bed::postgres).await;
}
