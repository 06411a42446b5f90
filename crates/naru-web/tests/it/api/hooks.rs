//! Services of the operator's: one-time codes sent, and persons identified, by signed calls.

use super::notices::{Answer, Receiver, courier_parts};
use axum::body::Bytes;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::secret::SecretText;
use naru_web::consent::page::{
    Claimed, CodeSender as _, HookIdentifier, HookSender, Identifier as _, Service,
};
use naru_web::notify::{Caller, sign};
use std::sync::Arc;

async fn service(receiver: &Receiver) -> Service {
    Service {
        caller: Caller::new(courier_parts()).unwrap(),
        url: receiver.open().await,
        secret: SecretText::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::default()),
    }
}

/// The one call that came, its signature verified.
fn came(receiver: &Receiver, secret: &SecretText) -> serde_json::Value {
    let came = receiver.came();
    let (headers, body) = came.last().expect("a call");
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
    let signed = sign::signature([secret], &id, timestamp.parse().unwrap(), body).unwrap();
    assert_eq!(header("webhook-signature"), signed);
    serde_json::from_slice(body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_sent_by_the_service_or_the_person_hears_that_it_was_not() {
    let receiver = Receiver::default().answers([Answer::Status(202), Answer::Status(500)]);
    let service = service(&receiver).await;
    let sender = HookSender(service.clone());
    assert!(sender.send("01012345678", "나루 인증번호 123456").await.is_ok());
    let said = came(&receiver, &service.secret);
    assert_eq!(said["type"], "one-time-code.send");
    assert_eq!(said["data"]["phone"], "01012345678");
    assert_eq!(said["data"]["text"], "나루 인증번호 123456");
    let fault = sender.send("01012345678", "나루 인증번호 123456").await.unwrap_err();
    assert!(fault.is_retryable());
    let shown = fault.to_string();
    assert!(shown.contains("500") && !shown.contains("0101234") && !shown.contains("123456"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_who_the_service_says() {
    let body = |text: &'static str| Answer::Body(Bytes::from_static(text.as_bytes()));
    let receiver = Receiver::default().answers([
        body(r#"{"ci":"ci-of-a-person"}"#),
        body(r#"{"ci":null}"#),
        body(r#"{"ci":""}"#),
        body("홍나루"),
        Answer::Status(404),
    ]);
    let service = service(&receiver).await;
    let agency = HookIdentifier(service.clone());
    let who =
        Claimed { name: "김가람".into(), birth: "19900101".into(), phone: "01000000001".into() };
    let known = agency.identify(&who).await.unwrap().map(|it| it.expose().clone());
    assert_eq!(known.as_deref(), Some("ci-of-a-person"));
    let said = came(&receiver, &service.secret);
    assert_eq!(said["data"]["birth"], "19900101");
    assert!(agency.identify(&who).await.unwrap().is_none());
    assert!(agency.identify(&who).await.unwrap().is_none());
    for _ in 0..2 {
        let fault = agency.identify(&who).await.unwrap_err();
        assert!(fault.is_retryable() && !fault.to_string().contains("홍나루"), "{fault}");
    }
}
