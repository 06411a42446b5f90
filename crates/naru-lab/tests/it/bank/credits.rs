//! Deposits, and deposits that are claimed back.

use super::bed::{Answer, Bed, CLOSED, LIMITED, RICH, TODAY, id, order};
use naru_core::relay::bankwire::{DEPOSIT_PATH, RETURN_PATH, WITHDRAW_PATH};
use naru_lab::bank::fault::{Mode, Rule};
use serde_json::json;

async fn deposit(bed: &Bed, n: u32, account: &str, amount: i64, payee: &str) -> Answer {
    let mut body = order(&id(n), account, &amount.to_string());
    body["payee_name"] = json!(payee);
    bed.relay.send(&bed.relay.sign(DEPOSIT_PATH, &body)).await.expect("an answer")
}

async fn claim(bed: &Bed, n: u32, of: u32, account: &str, amount: i64) -> Answer {
    let body = json!({
        "bank_tran_id": id(n), "business_date": TODAY, "org_bank_tran_id": id(of),
        "org_business_date": TODAY, "account_num": account, "tran_amt": amount.to_string(),
        "claim_code": "01",
    });
    bed.relay.send(&bed.relay.sign(RETURN_PATH, &body)).await.expect("an answer")
}

#[tokio::test]
async fn a_deposit_is_credited_once_to_whom_it_is_meant_for() {
    let bed = Bed::new().await;
    let cases = [
        (RICH, "김나루", ("done", "000")),
        (RICH, "", ("done", "000")),
        (RICH, "임가명", ("failed", "815")),
        (CLOSED, "김나루", ("failed", "415")),
        ("90199999999999", "", ("failed", "412")),
        // Limits are for withdrawals.
        (LIMITED, "", ("done", "000")),
    ];
    for (n, (account, payee, want)) in (1..).zip(cases) {
        for _ in 0..2 {
            let answer = deposit(&bed, n, account, 100_000, payee).await;
            assert_eq!((answer.status, answer.outcome()), (200, want), "{account} {payee}");
        }
    }
    assert_eq!(bed.balance_of(RICH).await, 1_200_000);
    assert_eq!(bed.balance_of(LIMITED).await, 170_000);
    assert_eq!(bed.relay.inquire(1, 100_000).await.outcome(), ("done", "000"));
    bed.assert_books_hold().await;
}

/// One name is one transaction, whichever way it goes.
#[tokio::test]
async fn a_deposit_is_never_taken_for_a_withdrawal() {
    let bed = Bed::new().await;
    assert_eq!(deposit(&bed, 1, RICH, 100, "").await.outcome(), ("done", "000"));
    let body = order(&id(1), RICH, "100");
    let answer = bed.relay.send(&bed.relay.sign(WITHDRAW_PATH, &body)).await.expect("answers");
    assert_eq!((answer.status, &answer.body["error"]), (409, &json!("contradictory")));
    assert_eq!(bed.relay.withdraw(2, RICH, 100).await.outcome(), ("done", "000"));
    assert_eq!(deposit(&bed, 2, RICH, 100, "").await.status, 409);
    bed.relay.inquire(3, 100).await;
    assert_eq!(deposit(&bed, 3, RICH, 100, "").await.outcome(), ("failed", "701"), "void");
    assert_eq!(bed.balance_of(RICH).await, 1_000_000);
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn a_deposit_is_given_back_by_whom_it_went_to() {
    let bed = Bed::new().await;
    deposit(&bed, 1, RICH, 50_000, "").await;
    bed.relay.withdraw(2, RICH, 1_000).await;
    for (n, (of, account, amount)) in
        (10..).zip([(1, RICH, 50_001), (1, LIMITED, 50_000), (2, RICH, 1_000), (9, RICH, 1_000)])
    {
        let answer = claim(&bed, n, of, account, amount).await;
        assert_eq!(answer.outcome(), ("failed", "701"), "{of} {account} {amount}");
    }
    for _ in 0..2 {
        assert_eq!(claim(&bed, 20, 1, RICH, 50_000).await.outcome(), ("done", "000"));
    }
    assert_eq!(bed.balance_of(RICH).await, 999_000);
    // Whoever has spent it cannot give it back.
    deposit(&bed, 3, RICH, 50_000, "").await;
    bed.relay.withdraw(4, RICH, 1_049_000).await;
    assert_eq!(claim(&bed, 21, 3, RICH, 50_000).await.outcome(), ("failed", "453"));
    bed.assert_books_hold().await;
}

/// Faults strike whatever moves money; the books hold one truth, and an inquiry tells it.
#[tokio::test]
async fn a_lost_reply_to_a_deposit_is_told_by_an_inquiry() {
    let bed = Bed::new().await;
    let plan = naru_lab::bank::fault::Plan::new(1, vec![Rule::times(Mode::LostReply, 1)]);
    bed.bank.set_faults(plan).await.expect("ordered");
    let body = order(&id(1), RICH, "100");
    assert!(bed.relay.send(&bed.relay.sign(DEPOSIT_PATH, &body)).await.is_none());
    assert_eq!(bed.relay.inquire(1, 100).await.outcome(), ("done", "000"));
    let hidden = Mode::Unknown { hidden: 1 };
    let plan = naru_lab::bank::fault::Plan::new(1, vec![Rule::always(hidden)]);
    bed.bank.set_faults(plan).await.expect("ordered");
    for n in 10..30 {
        let body = order(&id(n), RICH, "100");
        let answer = bed.relay.send(&bed.relay.sign(DEPOSIT_PATH, &body)).await.expect("answers");
        assert_eq!(answer.outcome(), ("processing", "400"));
    }
    let mut done = 1;
    for n in 10..30 {
        let first = bed.relay.inquire(n, 100).await;
        assert_eq!(first.outcome().0, "processing");
        done += i64::from(bed.relay.inquire(n, 100).await.outcome().0 == "done");
    }
    assert_eq!(bed.balance_of(RICH).await, 1_000_000 + done * 100);
    assert!((2..=20).contains(&done), "some were executed, some not: {done}");
    bed.assert_books_hold().await;
}
