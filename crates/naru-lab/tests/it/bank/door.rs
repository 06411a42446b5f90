//! Who may come in: only what the relay signed for this bank, in time, once.

use super::bed::{Bed, RICH, Relay, TODAY, id, order};
use naru_base::httpsig::SigningKey;
use naru_core::relay::bankwire::{INQUIRY_PATH, WITHDRAW_PATH};
use serde_json::json;

async fn assert_turned_away(bed: &Bed, signed: &super::bed::Signed, error: &str) {
    let answer = bed.relay.send(signed).await.expect("an answer");
    assert_eq!((answer.status, answer.signed), (401, false), "{error}");
    assert_eq!(answer.body["error"], error);
    assert_eq!(bed.balance_of(RICH).await, 1_000_000, "{error}: nothing is executed");
    assert_eq!(bed.bank.books.totals().await.expect("books").done, 0);
}

#[tokio::test]
async fn what_is_not_well_signed_is_not_executed() {
    let mut bed = Bed::new().await;
    let body = order(&id(1), RICH, "1000");
    let good = bed.relay.sign(WITHDRAW_PATH, &body);

    let mut unsigned = good.clone();
    unsigned.headers.retain(|(n, _)| !n.starts_with("signature"));
    assert_turned_away(&bed, &unsigned, "missing-header").await;

    let mut other_amount = good.clone();
    other_amount.body = serde_json::to_vec(&order(&id(1), RICH, "9000")).expect("json");
    assert_turned_away(&bed, &other_amount, "digest-mismatch").await;

    let mut other_path = good.clone();
    other_path.path = INQUIRY_PATH;
    assert_turned_away(&bed, &other_path, "bad-signature").await;

    let mut other_id = good.clone();
    for (name, value) in &mut other_id.headers {
        if name == "naru-message-id" {
            *value = "m-another".into();
        }
    }
    assert_turned_away(&bed, &other_id, "bad-signature").await;

    let for_another_bank = bed.relay.sign_for(WITHDRAW_PATH, &body, "127.0.0.1:9", 30);
    assert_turned_away(&bed, &for_another_bank, "wrong-authority").await;
    let too_long = bed.relay.sign_for(WITHDRAW_PATH, &body, &bed.bank.addr.to_string(), 3600);
    assert_turned_away(&bed, &too_long, "bad-lifetime").await;

    let late = bed.relay.sign(WITHDRAW_PATH, &body);
    bed.clock.forward_s(30);
    assert_turned_away(&bed, &late, "expired").await;
    let early = bed.relay.sign(WITHDRAW_PATH, &body);
    bed.clock.forward_s(-10);
    assert_turned_away(&bed, &early, "from-the-future").await;

    bed.relay.key = SigningKey::from_seed(&[3; 32]);
    let forged = bed.relay.sign(WITHDRAW_PATH, &body);
    assert_turned_away(&bed, &forged, "bad-signature").await;
}

#[tokio::test]
async fn a_replay_is_refused() {
    let bed = Bed::new().await;
    let inquiry = json!({ "bank_tran_id": id(1), "business_date": TODAY, "tran_amt": "1000" });
    let signed = bed.relay.sign(INQUIRY_PATH, &inquiry);
    assert_eq!(bed.relay.send(&signed).await.expect("an answer").status, 200);
    assert_turned_away(&bed, &signed, "replayed").await;
    // A second nonce under the same message id is a replay too.
    let second = Relay::to(bed.bank.addr, bed.bank.public_key, bed.clock.clone());
    assert_turned_away(&bed, &second.sign(INQUIRY_PATH, &inquiry), "replayed").await;
}

#[tokio::test]
async fn malformed_fields_are_named_and_nothing_is_recorded() {
    let bed = Bed::new().await;
    let cases = [
        ("tran_amt", json!("0")),
        ("tran_amt", json!("-1")),
        ("tran_amt", json!("1000000000000")),
        ("tran_amt", json!("1.0")),
        ("bank_tran_id", json!("M202600001X000000001")),
        ("business_date", json!("20260230")),
        ("account_num", json!("")),
        ("account_num", json!("12345678901234567")),
        ("account_num", json!("901-1")),
        ("print_content", json!("가".repeat(34))),
    ];
    for (field, value) in cases {
        let mut body = order(&id(1), RICH, "1000");
        body[field] = value.clone();
        let answer = bed.relay.send(&bed.relay.sign(WITHDRAW_PATH, &body)).await.expect("answer");
        assert_eq!((answer.status, answer.signed), (400, true), "{field} {value}");
        assert_eq!(answer.body["message"], field, "{value}");
    }
    let mut body = order(&id(1), RICH, "1000");
    body["tran_amt"] = json!(1000);
    let answer = bed.relay.send(&bed.relay.sign(WITHDRAW_PATH, &body)).await.expect("an answer");
    assert_eq!((answer.status, &answer.body["message"]), (400, &json!("body")));
    let totals = bed.bank.books.totals().await.expect("books");
    assert_eq!((totals.done, totals.failed, totals.void), (0, 0, 0));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let bed = Bed::new().await;
    let mut body = order(&id(1), RICH, "1000");
    body["print_content"] = "x".repeat(20_000).into();
    let answer = bed.relay.send(&bed.relay.sign(WITHDRAW_PATH, &body)).await.expect("an answer");
    assert_eq!(answer.status, 413);
    assert_eq!(bed.balance_of(RICH).await, 1_000_000);
}
