//! Each fault on command: what the caller sees, what is true, and that the truth comes out.

use super::bed::{Bed, LIMITED, RICH, id, order};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use naru_base::{Clock as _, Won};
use naru_core::relay::bankwire::{Doubt, Proof, WITHDRAW_PATH, prove};
use naru_lab::bank::FAULTS_PATH;
use naru_lab::bank::fault::{Board, Down, Mode, Operation, Plan, Rule};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn plan(rule: Rule) -> Plan {
    Plan::new(7, vec![rule])
}

#[tokio::test]
async fn a_lost_reply_was_executed() {
    let bed = Bed::with(plan(Rule::times(Mode::LostReply, 1))).await;
    bed.relay.withdraw_unanswered(1, RICH, 1000).await;
    assert_eq!(bed.balance_of(RICH).await, 999_000);
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("done", "000"));
    assert_eq!(bed.relay.withdraw(2, RICH, 1000).await.outcome(), ("done", "000"), "only once");
    assert_eq!(bed.bank.faults().1, [1]);
}

#[tokio::test]
async fn a_late_reply_was_executed_long_before_it_came() {
    let bed = Bed::with(plan(Rule::always(Mode::LateReply { ms: 600_000 }))).await;
    let answer = bed.relay.withdraw(1, RICH, 1000);
    tokio::pin!(answer);
    loop {
        tokio::select! {
            answer = &mut answer => panic!("answered in time: {answer:?}"),
            told = bed.bank.books.totals() => if told.expect("books").done == 1 { break },
        }
    }
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("done", "000"));
}

#[tokio::test]
async fn a_slow_bank_executes_though_the_caller_has_gone() {
    let bed = Bed::with(plan(Rule::times(Mode::Slow { ms: 30 }, 1))).await;
    let signed = bed.relay.sign(WITHDRAW_PATH, &order(&id(1), RICH, "1000"));
    {
        let answer = bed.relay.send(&signed);
        tokio::pin!(answer);
        loop {
            tokio::select! {
                _ = &mut answer => panic!("answered before it could be abandoned"),
                () = tokio::task::yield_now() => if bed.bank.faults().1 == [1] { break },
            }
        }
    }
    while bed.bank.books.totals().await.expect("books").done == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(bed.balance_of(RICH).await, 999_000);
}

#[tokio::test]
async fn a_slow_bank_does_not_execute_after_the_expiry() {
    let bed = Bed::with(plan(Rule::times(Mode::Slow { ms: 30 }, 1))).await;
    let answer = bed.relay.withdraw(1, RICH, 1000);
    tokio::pin!(answer);
    let answer = loop {
        tokio::select! {
            answer = &mut answer => break answer,
            () = tokio::task::yield_now() => if bed.bank.faults().1 == [1] {
                bed.clock.forward_s(31);
                break answer.await;
            },
        }
    };
    assert_eq!(answer.outcome(), ("void", "701"));
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("failed", "701"));
    assert_eq!(bed.balance_of(RICH).await, 1_000_000);
}

#[tokio::test]
async fn a_contradictory_answer_proves_nothing_and_the_truth_comes_out() {
    let bed = Bed::with(plan(Rule::always(Mode::Contradictory))).await;
    let mut seen = BTreeSet::new();
    for n in 0..20 {
        let reply = bed.relay.withdraw(n, RICH, 1000).await.withdrawal();
        seen.insert(reply.tran_amt.clone());
        let now = bed.clock.now();
        let proof = prove(&reply, &id(n), Won::new(1000), now, 0);
        assert_eq!(proof, Proof::Nothing(Doubt::Contradictory), "{n}");
        assert_eq!(bed.relay.inquire(n, 1000).await.outcome(), ("done", "000"));
    }
    assert_eq!(seen.len(), 2, "both kinds occur: another amount, and success with failure");
    assert_eq!(bed.balance_of(RICH).await, 980_000);
}

#[tokio::test]
async fn an_unknown_outcome_becomes_known_and_all_three_truths_occur() {
    let bed = Bed::with(plan(Rule::always(Mode::Unknown { hidden: 2 }))).await;
    let mut truths = BTreeSet::new();
    let mut done = 0;
    for n in 0..40 {
        let before = bed.balance_of(RICH).await;
        assert_eq!(bed.relay.withdraw(n, RICH, 1000).await.outcome(), ("processing", "400"));
        let at_once = bed.balance_of(RICH).await != before;
        assert_eq!(bed.relay.withdraw(n, RICH, 1000).await.outcome(), ("processing", "400"));
        for _ in 0..2 {
            assert_eq!(bed.relay.inquire(n, 1000).await.outcome(), ("processing", "400"));
        }
        let answer = bed.relay.inquire(n, 1000).await;
        let truth = answer.outcome();
        done += i64::from(truth == ("done", "000"));
        truths.insert((at_once, truth.0.to_owned(), truth.1.to_owned()));
        assert_eq!(bed.relay.inquire(n, 1000).await.outcome(), truth, "it stays");
        assert_eq!(bed.relay.withdraw(n, RICH, 1000).await.outcome(), truth, "it stays");
    }
    let want = [(false, "done", "000"), (false, "failed", "499"), (true, "done", "000")];
    let want = want.map(|(at_once, outcome, code)| (at_once, outcome.into(), code.into()));
    assert_eq!(truths, BTreeSet::from(want));
    assert_eq!(bed.balance_of(RICH).await, 1_000_000 - 1000 * done);
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn an_order_executed_later_still_meets_the_account_as_it_is_then() {
    let bed = Bed::with(plan(Rule::times(Mode::Unknown { hidden: 1 }, 40))).await;
    for n in 0..40 {
        bed.relay.withdraw(n, LIMITED, 50_000).await;
    }
    for n in 0..40 {
        bed.relay.inquire(n, 50_000).await;
        let answer = bed.relay.inquire(n, 50_000).await;
        assert_ne!(answer.outcome().0, "processing");
    }
    assert_eq!(bed.balance_of(LIMITED).await, 20_000, "one of them, not more");
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn a_bank_that_is_down_executes_nothing() {
    let bed = Bed::with(plan(Rule::always(Mode::Down { how: Down::Unavailable }))).await;
    let answer = bed.relay.withdraw(1, RICH, 1000).await;
    assert_eq!((answer.status, answer.signed), (503, false));
    bed.bank.set_faults(plan(Rule::always(Mode::Down { how: Down::Closed }))).await.expect("plan");
    bed.relay.withdraw_unanswered(1, RICH, 1000).await;
    assert_eq!(bed.bank.books.totals().await.expect("books").done, 0);
    bed.bank.set_faults(Plan::default()).await.expect("plan");
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("done", "000"));
}

#[tokio::test]
async fn a_refusal_on_command_is_a_recorded_refusal() {
    let bed = Bed::with(plan(Rule::times(Mode::Refuse { code: "420".into() }, 1))).await;
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("failed", "420"));
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("failed", "420"));
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("failed", "420"));
    assert_eq!(bed.balance_of(RICH).await, 1_000_000);
}

#[tokio::test]
async fn faults_outlive_a_restart() {
    let bed = Bed::with(plan(Rule::always(Mode::LostReply))).await;
    let bed = bed.restart().await;
    bed.relay.withdraw_unanswered(1, RICH, 1000).await;
}

#[test]
fn strikes_follow_from_the_seed_and_the_id_alone() {
    let struck = |seed, order: &mut dyn Iterator<Item = u32>| -> BTreeSet<u32> {
        let rule = Rule { per_mille: 300, ..Rule::always(Mode::LostReply) };
        let board = Board::new(Plan::new(seed, vec![rule]));
        order.filter(|n| board.pick(Operation::Withdraw, (&id(*n), None)).is_some()).collect()
    };
    let forward = struck(1, &mut (0..1000));
    assert_eq!(forward, struck(1, &mut (0..1000).rev()), "the order of requests does not matter");
    assert_ne!(forward, struck(2, &mut (0..1000)));
    assert!((250..350).contains(&forward.len()), "about 300 of 1000: {}", forward.len());
}

#[test]
fn an_inquiry_that_was_lost_once_is_not_lost_for_ever() {
    let rule =
        Rule { per_mille: 500, on: Some(Operation::Inquiry), ..Rule::always(Mode::LostReply) };
    let board = Board::new(Plan::new(1, vec![rule]));
    for n in 0..50 {
        let through = (0..20).any(|_| board.pick(Operation::Inquiry, (&id(n), None)).is_none());
        assert!(through, "{n}");
        assert!(board.pick(Operation::Withdraw, (&id(n), None)).is_none(), "another operation");
    }
}

#[tokio::test]
async fn faults_are_ordered_over_http_with_the_token_only() {
    let bed = Bed::new().await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let uri = format!("http://{}{FAULTS_PATH}", bed.bank.addr);
    let token = bed.bank.admin_token().expose().clone();
    let ask = async |method: &str, token: &str, body: Value| -> (u16, Value) {
        let request = hyper::Request::builder()
            .method(method)
            .uri(&uri)
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::from(body.to_string())))
            .expect("a request");
        let response = client.request(request).await.expect("an answer");
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        (status, serde_json::from_slice(&body).expect("json"))
    };
    let lost = json!({ "seed": 3, "rules": [{ "mode": "lost_reply", "count": 1 }] });
    assert_eq!(ask("PUT", "wrong", lost.clone()).await.0, 401);
    assert_eq!(ask("GET", "", Value::Null).await.0, 401);
    assert_eq!(ask("GET", &token, Value::Null).await.1["plan"]["rules"], json!([]));
    assert_eq!(ask("PUT", &token, lost).await.0, 200);
    bed.relay.withdraw_unanswered(1, RICH, 1000).await;
    let shown = ask("GET", &token, Value::Null).await.1;
    assert_eq!((&shown["plan"]["seed"], &shown["struck"]), (&json!(3), &json!([1])));
    let bad = [
        json!({ "rules": [{ "mode": "refuse", "code": "000" }] }),
        json!({ "rules": [{ "mode": "slow", "ms": 600_001 }] }),
        json!({ "rules": [{ "mode": "lost_reply", "per_mille": 1001 }] }),
        json!({ "rules": [{ "mode": "explode" }] }),
        json!({ "rulez": [] }),
    ];
    for body in bad {
        let (status, _) = ask("PUT", &token, body.clone()).await;
        assert!(status == 400 || status == 422, "{body}");
    }
    assert_eq!(ask("GET", &token, Value::Null).await.1["plan"]["seed"], 3, "still in force");
}
