//! The calls about gates: each answers what the description says, each institution its own; a
//! scanner's file comes in from a program.

use super::bed::*;
use crate::bed::TestClock;
use naru_base::ClientUseCode;
use naru_base::env::SystemClock;
use naru_base::{Clock as _, Id};
use naru_core::admission::Gate;
use naru_core::check;
use naru_lab::admission::{check as lab_check, of_bed};
use naru_web::gates::calls::{CALLS, Call, Sends};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

/// A check that is over, and one that was only asked for.
pub(super) async fn checks_of(bed: &Bed, code: &str) -> (Id, Id) {
    let (code, env) = (ClientUseCode::parse(code).expect("a code"), bed.node().env());
    let hub = bed.node().hub.clone();
    let ask = move |tx: &mut naru_store::Tx<'_>| {
        let of = of_bed(&code);
        lab_check(tx, &env, &hub.keys, &of, (Gate::Organisation, None))?;
        let (_, closed) = check::state(tx, Some(&code))?;
        let over = closed.first().expect("just checked").id;
        let it = check::Request { id: env.id(1), institution: code.clone(), service: None };
        check::request(tx, &env, "system:test", &it)?;
        Ok((over, it.id))
    };
    bed.node().book.write(ask).await.expect("asked")
}

fn kinds_of(schema: &Value) -> Vec<&str> {
    match schema {
        Value::String(one) => vec![one],
        many => many.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// An answer holds the fields of its description, no more and no fewer, each of its type.
pub(super) fn holds(it: &Call, said: &Value) {
    holds_as(&naru_web::gates::document(), it, said);
}

/// The same, as a document describes it.
pub(super) fn holds_as(document: &Value, it: &Call, said: &Value) {
    let place = document["paths"][it.path][it.method]["responses"][it.status.to_string()].clone();
    let schema = &place["content"]["application/json"]["schema"]["properties"];
    let described = schema.as_object().expect("described");
    let mut names: Vec<&String> = said.as_object().expect("an object").keys().collect();
    let mut known: Vec<&String> = described.keys().collect();
    names.sort();
    known.sort();
    assert_eq!(names, known, "{}", it.name);
    for (name, value) in said.as_object().expect("an object") {
        let kinds = kinds_of(&described[name]["type"]);
        assert!(kinds.contains(&kind_of(value)), "{}: {name} is {value}", it.name);
    }
}

pub(super) fn zap(bed: &Bed) -> String {
    zap_at(bed.node().clock.now().unix_seconds() - 3_600)
}

/// A report of ZAP that says when it was made.
pub(super) fn zap_at(at: i64) -> String {
    format!(
        r#"{{"@version":"2.15.0","created":"{at}","site":[{{"@name":"https://pay.example","alerts":[
        {{"pluginid":"40018","name":"SQL Injection","riskcode":"3","riskdesc":"High","cweid":"89",
        "instances":[{{"uri":"https://pay.example/x?id=7","method":"GET","param":"id"}}]}}]}}]}}"#
    )
}

pub(super) async fn bed() -> Bed {
    let clock = Arc::new(TestClock(AtomicI64::new(SystemClock.now().get())));
    Bed::with(With { clock, ..With::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_answers_what_its_description_says_and_nobody_elses() {
    let bed = bed().await;
    let narae = bed.token.clone();
    let maru = bed.token_of(MARU, "oob").await;
    let of_user = bed.token_of_user(USER, naru_core::identity::Scope::Login).await;
    let (over, asked) = checks_of(&bed, NARAE).await;
    let (theirs, _) = checks_of(&bed, MARU).await;
    for it in &CALLS {
        let path = |id: Id| it.path.replace("{id}", &id.to_string());
        let request = |token: &str, id: Id| match it.sends {
            Sends::Nothing => bed.get(&path(id), token, ""),
            Sends::File => bed.post(&path(id), token, zap(&bed)),
            Sends::Object(_) | Sends::Partly(..) => panic!("{} is of programs of staff", it.name),
        };
        let (status, said) = bed.call(request(&narae, over)).await;
        assert_eq!(status, it.status, "{}: {said}", it.name);
        holds(it, &said);
        assert_eq!(bed.call(request("nonsense", over)).await.0, 401, "{}", it.name);
        assert_eq!(bed.call(request(&of_user, over)).await.0, 403, "{}", it.name);
        if it.path.contains("{id}") {
            let (status, said) = bed.call(request(&narae, theirs)).await;
            let what = (status, said["error"]["code"].as_str());
            assert_eq!(what, (404, Some("check/unknown")), "{}: another's", it.name);
            assert_eq!(bed.call(request(&narae, asked)).await.0, 200, "{}", it.name);
        } else if let Some(whose) = said.get("institution") {
            assert_eq!(whose, NARAE, "{}", it.name);
            let (_, said) = bed.call(request(&maru, over)).await;
            assert_eq!(said["institution"], MARU, "{}", it.name);
        }
    }
    let (_, said) = bed.call(bed.get("/gates/v1/standing", &narae, "")).await;
    assert_eq!((&said["standing"], &said["blocked_by"]), (&json!("live"), &Value::Null));
    let (_, said) = bed.call(bed.get(&format!("/gates/v1/checks/{over}"), &narae, "")).await;
    assert_eq!(said["items"].as_array().expect("items").len(), 30);
    assert_eq!((&said["state"], &said["items"][0]["value"]), (&json!("passed"), &json!("pass")));
    let (_, said) = bed.call(bed.get("/gates/v1/openapi.json", "", "")).await;
    assert_eq!(said, naru_web::gates::document());
}
