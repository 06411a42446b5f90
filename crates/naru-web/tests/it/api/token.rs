//! Tokens for institutions.

use super::bed::*;
use naru_base::token;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_token_has_its_form() {
    let bed = Bed::new().await;
    let answer = bed.token_with(&token_form(NARAE, "sa")).await;
    assert!(answer.get("rsp_code").is_none(), "clients tell a success by that: {answer}");
    assert_eq!(answer["token_type"], "Bearer");
    assert_eq!(answer["scope"], "sa");
    assert_eq!(answer["client_use_code"], NARAE);
    let life = answer["expires_in"].as_i64().expect("a number");
    assert!((7_775_990..=7_776_000).contains(&life), "{life}");
    assert_eq!(answer.as_object().expect("an object").len(), 5);
    let text = answer["access_token"].as_str().expect("text");
    let claims = token::verify(text, bed.keys(), bed.node().clock.now()).expect("genuine");
    assert_eq!(
        (claims.aud.as_str(), claims.scope.as_slice()),
        (NARAE, ["sa".to_owned()].as_slice())
    );
    assert_eq!(bed.audited("identity.token.issued").await, 2);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_request_has_its_error_code() {
    let bed = Bed::new().await;
    let good = token_form(NARAE, "sa");
    let (id, secret) = (client_id(NARAE), secret(NARAE));
    let form = |parts: &[&str]| parts.join("&");
    let ids = format!("client_id={id}&client_secret={secret}");
    let cases = [
        (String::new(), "3000103"),
        (form(&[&ids, "scope=sa"]), "3000103"),
        (form(&[&ids, "scope=sa", "grant_type=password"]), "3000103"),
        (form(&[&ids, "grant_type=client_credentials"]), "3000103"),
        (form(&[&good, "scope=sa"]), "3000103"),
        (form(&[&good, "a=%zz"]), "3000103"),
        (good.replace("client_id=", "client="), "3000103"),
        (good.replace("client_secret=", "x="), "3000103"),
        (good.replace(&secret, "wrong"), "3000201"),
        (good.replace(&id, "nobody"), "3000201"),
        (good.replace("scope=sa", "scope=login"), "3000115"),
        (good.replace("scope=sa", "scope=sa+oob"), "3000115"),
        (token_form(MARU, "sa"), "3000115"),
    ];
    let before = bed.dump().await;
    for (form, code) in cases {
        let answer = bed.token_with(&form).await;
        assert_eq!(answer["rsp_code"], "O0001", "{form}: {answer}");
        let message = answer["rsp_message"].as_str().expect("text");
        assert!(message.contains(&format!("({code})")), "{form}: {message}");
        assert!(!message.contains("wrong") && !message.contains("nobody"));
    }
    assert_eq!(bed.dump().await, before);
    let json = bed.ask("/oauth/2.0/token", &json!({"grant_type": "client_credentials"})).await;
    assert_eq!(json["rsp_code"], "O0001");
    let query = bed.post(&format!("/oauth/2.0/token?{good}"), "", "");
    assert!(bed.send(query).await.expect("an answer").1["access_token"].is_string());
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_are_bounded_for_each_client() {
    let limits = naru_web::Limits { token_burst: 3, ..With::default().limits };
    let bed = Bed::with(With { limits, ..With::default() }).await;
    let wrong = token_form(NARAE, "sa").replace(&secret(NARAE), "wrong");
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(bed.token_with(&wrong).await["rsp_code"].clone());
    }
    assert!(codes.contains(&json!("O0009")), "{codes:?}");
    assert_eq!(bed.token_with(&token_form(NARAE, "sa")).await["rsp_code"], "O0009");
    assert!(bed.token_with(&token_form(MARU, "oob")).await["access_token"].is_string());
    bed.verify().await;
}
