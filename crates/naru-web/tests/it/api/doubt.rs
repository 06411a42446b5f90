//! What is not known is never failed, and is found out: after lost, late and false words, after
//! death and restart.

use super::bed::*;
use super::impostor::{Impostor, Says, reply_to};
use naru_base::fault_point::{Calm, FaultPoint, FaultPoints, Stone};
use naru_core::relay::State;
use naru_core::relay::bankwire::BankOutcome;
use naru_lab::bank::fault::{Down, Mode, Rule};
use serde_json::json;
use std::sync::Arc;

/// Does not know at first; the sweep comes to `state`, and the money is where it belongs.
async fn is_found_out(bed: Bed, state: Option<State>) {
    let order = bed.order(10_000);
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0001", "{answer}");
    assert_eq!(answer["bank_rsp_code"], "", "the bank has not decided: {answer}");
    assert_eq!(answer["bank_tran_date"], bed.today().to_string());
    let again = bed.withdraw(&order).await;
    assert_eq!(again["rsp_code"], "A0001", "undecided, so the answer is the same: {again}");
    let mut other = order.clone();
    other["tran_amt"] = json!("1");
    assert_eq!(bed.withdraw(&other).await["rsp_code"], "A0326");
    let result = bed.result(&[&order]).await;
    assert_eq!(result["rsp_code"], "A0001", "{result}");
    assert_eq!(result["res_list"][0]["bank_rsp_code"], "400", "{result}");
    assert_eq!(bed.posted("bank:901").await, (0, 10_000), "still set aside");

    bed.set_faults(Vec::new()).await;
    bed.sweep().await;
    let now = bed.state(&order).await;
    assert!(state.is_none_or(|s| Some(s) == now), "{now:?}");
    let (code, bank_code, posted) = match now {
        Some(State::Settled) => ("A0000", "000", 10_000),
        // What the bank never had is void; what it had and gave up, it says so itself.
        _ if state.is_none() => ("A0002", "499", 0),
        _ => ("A0002", "701", 0),
    };
    let again = bed.withdraw(&order).await;
    assert_eq!(again["rsp_code"], code, "{again}");
    let result = bed.result(&[&order]).await;
    assert_eq!(result["rsp_code"], "A0000", "{result}");
    assert_eq!(result["res_list"][0]["bank_rsp_code"], bank_code, "{result}");
    assert_eq!(bed.posted("bank:901").await, (posted, 0));
    let bank = bed.bank.as_ref().expect("runs");
    let account = bank.books.account(ACCOUNT.into()).await.expect("reads").expect("is there");
    assert_eq!(account.balance.get(), OPENING - posted, "the bank's book says the same");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::LostReply)])).await;
    is_found_out(bed, Some(State::Settled)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_on_postgres() {
    let with = With::bank(vec![Rule::always(Mode::LostReply)]);
    if let Some(bed) = Bed::postgres(with).await {
        is_found_out(bed, Some(State::Settled)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_reply() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::LateReply { ms: 1_500 })])).await;
    is_found_out(bed, Some(State::Settled)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contradictory_reply() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::Contradictory)])).await;
    is_found_out(bed, Some(State::Settled)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_says_processing() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::Unknown { hidden: 2 })])).await;
    is_found_out(bed, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_closes_the_connection() {
    let bed = Bed::with(With::bank(vec![Rule::times(Mode::Down { how: Down::Closed }, 1)])).await;
    is_found_out(bed, Some(State::Released)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_says_unavailable() {
    let mode = Mode::Down { how: Down::Unavailable };
    let bed = Bed::with(With::bank(vec![Rule::times(mode, 1)])).await;
    is_found_out(bed, Some(State::Released)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_never_left_is_given_back_at_once() {
    let bed = Bed::new().await;
    let mut order = bed.order(10_000);
    order["wd_bank_code_std"] = json!(EMPTY_BANK);
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0016", "{answer}");
    assert_eq!(bed.state(&order).await, Some(State::Released));
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0016", "the recorded answer");
    let result = bed.result(&[&order]).await;
    assert_eq!(result["rsp_code"], "A0000");
    assert_eq!(result["res_list"][0]["bank_rsp_code"], "701", "the bank never had it: {result}");
    assert_eq!(bed.posted("bank:902").await, (0, 0));
    bed.verify().await;
}

/// Words that are not the bank's prove nothing, whatever they say.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_for_a_bank() {
    let bed = Bed::new().await;
    let mut order = bed.order(10_000);
    order["wd_bank_code_std"] = json!(EMPTY_BANK);
    let done = |order: &serde_json::Value| reply_to(order, BankOutcome::Done, "000");
    let failed = |order: &serde_json::Value| reply_to(order, BankOutcome::Failed, "453");
    let impostor = Impostor::start(Says::Plain(200, Vec::new())).await;
    let url = format!("http://{}", impostor.addr);
    bed.put_bank(EMPTY_BANK, &url, &impostor.public_key).await;
    let other = reply_to(&bed.order(10_000), BankOutcome::Done, "000");
    let false_words = [
        Says::Plain(200, done(&order)),
        Says::Plain(200, failed(&order)),
        Says::Plain(500, b"<html>".to_vec()),
        Says::Forged(done(&order)),
        Says::Forged(failed(&order)),
        Says::Changed(done(&order)),
        Says::Signed(other),
        Says::Signed(b"garbage".to_vec()),
        Says::Signed(vec![b' '; 70_000]),
        Says::Signed(reply_to(&order, BankOutcome::Done, "453")),
        Says::Signed(reply_to(&order, BankOutcome::Failed, "000")),
        Says::Signed(reply_to(&order, BankOutcome::Failed, "400")),
        Says::Signed(reply_to(&order, BankOutcome::NotFound, "701")),
    ];
    for (i, says) in false_words.into_iter().enumerate() {
        impostor.says(says);
        let answer = bed.withdraw(&order).await;
        assert_eq!(answer["rsp_code"], "A0001", "{i}: {answer}");
        naru_web::sweep::run_once(bed.node()).await.expect("sweeps");
        assert_eq!(bed.state(&order).await, Some(State::InDoubt), "{i}");
    }
    impostor.says(Says::Signed(done(&order)));
    bed.sweep().await;
    let answer = bed.withdraw(&order).await;
    assert_eq!(
        (&answer["rsp_code"], &answer["bank_tran_date"]),
        (&json!("A0000"), &json!("20190101"))
    );
    // The bank's own date names it too.
    let mut question = bed.result_of(&[&order]);
    question["req_list"][0]["org_bank_tran_date"] = json!("20190101");
    assert_eq!(bed.ask(RESULT, &question).await["rsp_code"], "A0000");
    bed.verify().await;
}

/// Drops one order's work at one point, as if the process had died there.
struct DiesAt(FaultPoint);

impl FaultPoints for DiesAt {
    fn at(&self, point: FaultPoint, _: &str) -> Stone {
        if point == self.0 { Stone::Drop } else { Stone::Pass }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn death_at_any_point_is_survived() {
    let cases = [
        (FaultPoint::BeforeReserve, None, 0),
        (FaultPoint::AfterReserve, Some(State::Released), 0),
        (FaultPoint::BeforeConclude, Some(State::Settled), 10_000),
        (FaultPoint::AfterConclude, Some(State::Settled), 10_000),
    ];
    for (point, state, posted) in cases {
        let mut bed = Bed::with(With { faults: Arc::new(DiesAt(point)), ..With::default() }).await;
        let order = bed.order(10_000);
        let answer = bed.send(bed.post(WITHDRAW, &bed.token, order.to_string())).await;
        assert!(answer.is_none(), "{point:?}: nobody answers");
        bed.restart().await;
        bed.sweep().await;
        assert_eq!(bed.state(&order).await, state, "{point:?}");
        assert_eq!(bed.posted("bank:901").await, (posted, 0), "{point:?}");
        let again = bed.withdraw(&order).await;
        let code = if state == Some(State::Released) { "A0002" } else { "A0000" };
        assert_eq!(again["rsp_code"], code, "{point:?}: {again}");
        bed.verify().await;
    }
}

/// The sweep of the running server finds what the one before left, by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_settles_what_was_in_doubt() {
    let limits = naru_web::Limits { sweep_every_ms: 20, ..naru_web::Limits::default() };
    let plan = naru_lab::bank::fault::Plan::new(
        7,
        vec![Rule::always(Mode::LostReply), inquiry(Mode::Down { how: Down::Unavailable })],
    );
    let mut bed = Bed::with(With { limits, plan, ..With::default() }).await;
    let order = bed.order(10_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0001");
    bed.stop().await;
    bed.set_faults(Vec::new()).await;
    bed.start(Arc::new(Calm)).await;
    bed.until("settled by the sweep", &order, Some(State::Settled)).await;
    bed.verify().await;
}

fn inquiry(mode: Mode) -> Rule {
    Rule { on: Some(naru_lab::bank::fault::Operation::Inquiry), ..Rule::always(mode) }
}
