//! Who may call what, and the order in which that is asked.

use super::bed::*;
use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use naru_base::token::{self, Claims};
use naru_base::{BankTranId, ClientUseCode};
use naru_core::identity::Scope;
use serde_json::Value;

async fn code(bed: &Bed, request: Request<Full<Bytes>>) -> String {
    let (_, answer) = bed.send(request).await.expect("an answer");
    assert_eq!(answer.as_object().expect("an object").len(), 4, "only a head: {answer}");
    assert_eq!(answer["api_tran_id"].as_str().map(str::len), Some(36), "{answer}");
    answer["rsp_code"].as_str().expect("text").to_owned()
}

fn claims(bed: &Bed, jti: &str, life_s: i64) -> Claims {
    Claims {
        aud: NARAE.into(),
        scope: vec!["sa".into()],
        exp: bed.node().clock.now().unix_seconds() + life_s,
        jti: jti.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_wants_a_token() {
    let bed = Bed::new().await;
    let before = bed.dump().await;
    let now = bed.node().clock.now();
    let genuine = token::verify(&bed.token, bed.keys(), now).expect("genuine");
    let mint = |claims: &Claims| token::mint(claims, bed.keys()).expect("mints");
    let expired = mint(&claims(&bed, &genuine.jti, -1));
    let unknown = mint(&claims(&bed, "01JXXXXXXXXXXXXXXXXXXXXXXX", 60));
    let foreign = mint(&Claims { aud: MARU.into(), ..claims(&bed, &genuine.jti, 60) });
    let mut forged = bed.token.clone();
    let last = forged.pop().expect("not empty");
    forged.push(if last == 'A' { 'E' } else { 'A' });
    for path in [WITHDRAW, BALANCE, RESULT] {
        let bare = |value: Option<&str>| {
            let request = Request::post(bed.url(path)).header("content-type", "application/json");
            let request = match value {
                Some(value) => request.header("authorization", value),
                None => request,
            };
            request.body(Full::new(Bytes::from("{}"))).expect("a request")
        };
        assert_eq!(code(&bed, bare(None)).await, "O0001", "{path}");
        for value in ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer x", "Bearer a.b.c"] {
            assert_eq!(code(&bed, bare(Some(value))).await, "O0002", "{path} {value}");
        }
        for bad in [&forged, &unknown, &foreign] {
            assert_eq!(code(&bed, bed.post(path, bad, "{}")).await, "O0002", "{path}");
        }
        assert_eq!(code(&bed, bed.post(path, &expired, "{}")).await, "O0003", "{path}");
        let long = "x".repeat(5_000);
        assert_eq!(code(&bed, bed.post(path, &long, "{}")).await, "O0002", "{path}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_what_its_scope_says() {
    let bed = Bed::new().await;
    let oob = bed.token_of(NARAE, "oob").await;
    let before = bed.dump().await;
    for (path, scope_may) in [
        (WITHDRAW, false),
        (WITHDRAW_FIN, false),
        (DEPOSIT, true),
        (DEPOSIT_FIN, true),
        (BALANCE, false),
        (RESULT, true),
    ] {
        let with_oob = code(&bed, bed.post(path, &oob, "{}")).await;
        assert_eq!(with_oob, if scope_may { "A0004" } else { "O0004" }, "{path}");
        assert_eq!(code(&bed, bed.post(path, &bed.token, "{}")).await, "A0004", "{path}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

/// Path, method, token, scope, content type, size, JSON, fields: each only after those before it.
#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_checks_holds() {
    let bed = Bed::new().await;
    let oob = bed.token_of(NARAE, "oob").await;
    let request = |method: &str, path: &str, token: &str, kind: &str, body: String| {
        let request = Request::builder().method(method).uri(bed.url(path));
        let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
        let request = if token.is_empty() {
            request
        } else {
            request.header("authorization", format!("Bearer {token}"))
        };
        request.body(Full::new(Bytes::from(body))).expect("a request")
    };
    let long = || format!("{{\"a\":\"{}\"}}", "x".repeat(70_000));
    let (json, text) = ("application/json", "text/plain");
    let cases = [
        ("GET", "/v2.0/no/such/api", "", text, long(), "O0005"),
        ("POST", "/v2.0", "", text, long(), "O0005"),
        ("POST", "/v2.0/transfer/result/", &bed.token, json, "{}".into(), "O0005"),
        ("POST", "/oauth/2.0/authorize", "", text, long(), "O0005"),
        ("PUT", WITHDRAW, "", text, long(), "O0010"),
        ("GET", "/oauth/2.0/token", "", "", String::new(), "O0010"),
        ("POST", WITHDRAW, "", text, long(), "O0001"),
        ("POST", WITHDRAW, "forged", text, long(), "O0002"),
        ("POST", WITHDRAW, &oob, text, long(), "O0004"),
        ("POST", WITHDRAW, &bed.token, text, long(), "A0004"),
    ];
    for (method, path, token, kind, body, wanted) in cases {
        let got = code(&bed, request(method, path, token, kind, body)).await;
        assert_eq!(got, wanted, "{method} {path}");
    }
    let message = async |kind: &str, body: String| -> String {
        let request = request("POST", WITHDRAW, &bed.token, kind, body);
        let (_, answer) = bed.send(request).await.expect("an answer");
        assert_eq!(answer["rsp_code"], "A0004");
        answer["rsp_message"].as_str().expect("text").to_owned()
    };
    assert!(message(text, long()).await.contains("Content-Type"));
    assert!(message("", "{}".into()).await.contains("Content-Type"));
    assert!(message(json, long()).await.contains("65536"));
    assert!(message(json, "{".into()).await.contains("JSON"));
    assert!(message("application/json; charset=utf-8", "{}".into()).await.contains("bank_tran_id"));
    bed.verify().await;
}

/// An institution's token never moves money under another's name.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_another_institution_is_refused() {
    let bed = Bed::new().await;
    let mut order: Value = bed.order(10_000);
    order["bank_tran_id"] = bed.id_of(MARU).into();
    let before = bed.dump().await;
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0004");
    let id = BankTranId::parse(order["bank_tran_id"].as_str().expect("text")).expect("an id");
    assert!(!id.is_of(&ClientUseCode::parse(NARAE).expect("a code")));
    assert_eq!(bed.dump().await, before);
    assert_eq!(naru_web::api::Endpoint::Withdraw.scopes(), [Scope::Sa]);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_speak_english_when_asked() {
    let bed = Bed::new().await;
    let mut request = bed.post(WITHDRAW, &bed.token, "{}");
    request.headers_mut().insert("accept-language", "en-GB,en;q=0.9".parse().expect("a value"));
    let (_, answer) = bed.send(request).await.expect("an answer");
    assert_eq!(answer["rsp_message"], "Field bank_tran_id: required, but missing.");
    bed.verify().await;
}
