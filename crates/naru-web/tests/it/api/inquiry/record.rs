//! No answer precedes its record; an id is used once, whatever it is used for.

use super::super::bed::*;
use super::{logged, repeats, text};
use naru_base::fault_point::{FaultPoint, FaultPoints, Stone};
use naru_lab::bank::fault::{Mode, Operation, Rule};
use serde_json::json;
use std::sync::Arc;
use std::sync::mpsc::{channel, sync_channel};
use std::time::Duration;

on_both_stores!(no_answer_precedes_its_record, an_id_is_used_once_across_the_shelves);

async fn no_answer_precedes_its_record(bed: Bed) {
    // The writer of the call log is held up by a command that waits for us.
    let (entered, is_in) = channel();
    let (go, wait) = sync_channel::<()>(1);
    let wait = std::sync::Mutex::new(wait);
    let hold = bed.node().calls.write(move |_| {
        let _ = entered.send(());
        let _ = wait.lock().expect("no panic").recv_timeout(Duration::from_secs(20));
        Ok(())
    });
    let held = tokio::spawn(hold);
    tokio::task::spawn_blocking(move || is_in.recv()).await.expect("no panic").expect("held");
    let question = bed.balance();
    let mut answered = Box::pin(bed.ask(BALANCE, &question));
    let early = tokio::time::timeout(Duration::from_millis(400), &mut answered).await;
    assert!(early.is_err(), "answered before it was on record: {early:?}");
    assert!(logged(&bed).await.is_empty());
    go.send(()).expect("waits");
    held.await.expect("no panic").expect("ends");
    assert_eq!(answered.await["rsp_code"], "A0000");
    assert_eq!(logged(&bed).await.len(), 1);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_recorded_is_not_answered() {
    let mut bed = Bed::new().await;
    bed.node().calls.clone().close().await.expect("closes");
    let question = bed.balance();
    let answer = bed.ask(BALANCE, &question).await;
    assert_eq!(answer["rsp_code"], "A0003", "{answer}");
    assert!(answer.get("balance_amt").is_none(), "{answer}");
    bed.restart_after_loss().await;
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000", "it was never used");
    assert_eq!(logged(&bed).await.len(), 1);
    bed.verify().await;
}

struct Dies;

impl FaultPoints for Dies {
    fn at(&self, point: FaultPoint, _: &str) -> Stone {
        if point == FaultPoint::BeforeRecord { Stone::Drop } else { Stone::Pass }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn death_before_the_record_is_silence() {
    let mut bed = Bed::with(With { faults: Arc::new(Dies), ..With::default() }).await;
    let question = bed.balance();
    let answer = bed.send(bed.post(BALANCE, &bed.token, question.to_string())).await;
    assert!(answer.is_none(), "the bank has told, and nobody is answered: {answer:?}");
    bed.restart().await;
    assert!(logged(&bed).await.is_empty());
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000");
    assert_eq!(logged(&bed).await.len(), 1);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_is_on_record() {
    let slow = Rule { on: Some(Operation::Balance), ..Rule::always(Mode::Slow { ms: 200 }) };
    let bed = Bed::with(With::bank(vec![slow])).await;
    let question = bed.balance();
    let asked = bed.send(bed.post(BALANCE, &bed.token, question.to_string()));
    let waited = tokio::time::timeout(Duration::from_millis(100), asked).await;
    assert!(waited.is_err(), "hung up before the answer");
    for _ in 0..500 {
        if !logged(&bed).await.is_empty() {
            return bed.verify().await;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the inquiry is on no record");
}

async fn an_id_is_used_once_across_the_shelves(bed: Bed) {
    // First an inquiry, then an order.
    let question = bed.balance();
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000");
    let mut order = bed.order(1_000);
    order["bank_tran_id"] = question["bank_tran_id"].clone();
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0326", "{answer}");
    assert_eq!(bed.state(&order).await, None, "nothing is recorded of it");
    assert_eq!(bed.audited("relay.order.id-of-an-inquiry").await, 1, "but that it was tried");
    // First an order, then an inquiry: of any kind.
    let order = bed.order(1_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    let mut question = bed.balance();
    question["bank_tran_id"] = order["bank_tran_id"].clone();
    let answer = bed.ask(BALANCE, &question).await;
    assert_eq!(answer["rsp_code"], "A0326", "{answer}");
    assert!(answer.get("balance_amt").is_none(), "{answer}");
    let by_handle = json!({
        "bank_tran_id": order["bank_tran_id"], "fintech_use_num": HANDLE,
        "tran_dtime": "20261122101921",
    });
    assert_eq!(text(&bed.look(BALANCE_FIN, &by_handle).await, "rsp_code"), "A0326");
    assert_eq!((logged(&bed).await.len(), repeats(&bed).await), (1, 2), "both are on record");
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000", "the order itself is told again");
    bed.verify().await;
}

/// Both at once with one id: one of them has it, the other is told so.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_under_way_is_taken() {
    let slow = Rule::always(Mode::Slow { ms: 150 });
    let bed = Bed::with(With::bank(vec![Rule { on: Some(Operation::Balance), ..slow }])).await;
    for _ in 0..5 {
        let order = bed.order(1_000);
        let mut question = bed.balance();
        question["bank_tran_id"] = order["bank_tran_id"].clone();
        let (moved, told) = tokio::join!(bed.withdraw(&order), bed.ask(BALANCE, &question));
        let codes = (text(&moved, "rsp_code"), text(&told, "rsp_code"));
        assert!([("A0000", "A0326"), ("A0326", "A0000")].contains(&codes), "{codes:?}");
    }
    bed.verify().await;
}
