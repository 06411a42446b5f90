//! Every bound answers at once, definitely, and without a trace in the money.

use super::bed::*;
use naru_core::identity::Scope;
use naru_core::relay::State;
use naru_core::relay::line::Breaker;
use naru_lab::bank::fault::{Down, Mode, Rule};
use naru_web::Limits;
use serde_json::json;

async fn fills(bed: Bed, code: &str) {
    let orders: Vec<_> = (0..6).map(|_| bed.order(1_000)).collect();
    let answers = futures_util::future::join_all(orders.iter().map(|o| bed.withdraw(o))).await;
    let done = answers.iter().filter(|a| a["rsp_code"] == "A0000").count();
    let refused = answers.iter().filter(|a| a["rsp_code"] == code).count();
    assert_eq!((done, refused), (2, 4), "{answers:?}");
    for (order, answer) in orders.iter().zip(&answers) {
        let wanted = (answer["rsp_code"] == "A0000").then_some(State::Settled);
        assert_eq!(bed.state(order).await, wanted, "busy leaves no trace");
        if wanted.is_none() {
            assert_eq!(bed.withdraw(order).await["rsp_code"], "A0000", "later it goes through");
        }
    }
    bed.verify().await;
}

fn slow() -> With {
    With::bank(vec![Rule::always(Mode::Slow { ms: 150 })])
}

#[tokio::test(flavor = "multi_thread")]
async fn the_node_has_a_bound() {
    let limits = Limits { inflight_max: 2, ..slow().limits };
    fills(Bed::with(With { limits, ..slow() }).await, "O0007").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_institution_has_a_bound() {
    let rules = vec![("institution_inflight_max", 2)];
    fills(Bed::with(With { rules, ..slow() }).await, "O0008").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_has_a_bound() {
    let rules = vec![("bank_inflight_max", 2)];
    fills(Bed::with(With { rules, ..slow() }).await, "A0016").await;
}

/// Too much in doubt at one bank: a new order to it is refused at once and definitely; what moves
/// no money goes on, and so does whatever ends the doubt.
#[tokio::test(flavor = "multi_thread")]
async fn doubts_at_a_bank_have_a_bound() {
    let rules = vec![("bank_doubts_max", 1)];
    // The first inquiry about it is told "processing" too.
    let plan = With::bank(vec![Rule::times(Mode::Unknown { hidden: 1 }, 1)]).plan;
    let bed = Bed::with(With { rules, plan, ..With::default() }).await;
    let doubted = bed.order(1_000);
    assert_eq!(bed.withdraw(&doubted).await["rsp_code"], "A0001");
    naru_web::sweep::run_once(bed.node()).await.expect("asks");
    let order = bed.order(1_000);
    let refused = bed.withdraw(&order).await;
    assert_eq!(refused["rsp_code"], "A0016", "{refused}");
    assert_eq!(bed.state(&order).await, None, "a definite no leaves no trace");
    let question = bed.balance();
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000", "a balance moves nothing");
    assert_eq!(bed.withdraw(&doubted).await["rsp_code"], "A0001", "the book answers");
    bed.sweep().await;
    naru_web::sweep::run_once(bed.node()).await.expect("finds nothing in doubt");
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000", "now there is room again");
    bed.verify().await;
}

/// One person's limit of the day, spent through two institutions.
#[tokio::test(flavor = "multi_thread")]
async fn one_person_has_one_limit_through_two_institutions() {
    let bed = Bed::new().await;
    let handle = "120260000200000000000000";
    bed.joins(MARU, "2200000001", handle).await;
    let token = bed.token_of_user_at(MARU, "2200000001", Scope::Transfer).await;
    let through_maru = async |amount: i64| {
        let mut order = bed.order_fin(amount);
        order["bank_tran_id"] = json!(bed.id_of(MARU));
        order["fintech_use_num"] = json!(handle);
        let request = bed.post(WITHDRAW_FIN, &token, order.to_string());
        bed.send(request).await.expect("an answer").1
    };
    let first = bed.withdraw(&bed.order(6_000_000)).await;
    assert_eq!(
        (&first["rsp_code"], &first["wd_limit_remain_amt"]),
        (&json!("A0000"), &json!("4000000"))
    );
    let second = through_maru(4_000_000).await;
    assert_eq!(
        (&second["rsp_code"], &second["wd_limit_remain_amt"]),
        (&json!("A0000"), &json!("0")),
        "{second}"
    );
    assert_eq!(through_maru(1).await["rsp_code"], "A0112");
    assert_eq!(bed.withdraw(&bed.order(1)).await["rsp_code"], "A0112");
    assert_eq!(bed.withdraw(&bed.order(10_000_001)).await["rsp_code"], "A0105");
    bed.set_rule_of(NARAE, "withdraw_once_limit_won", 20_000_000).await;
    assert_eq!(bed.withdraw(&bed.order(10_000_001)).await["rsp_code"], "A0111");
    // What did not happen takes nothing.
    assert_eq!(bed.posted("bank:901").await, (10_000_000, 0));
    bed.verify().await;
}

/// Deposits are bounded like withdrawals: busy is definite, and leaves no trace.
#[tokio::test(flavor = "multi_thread")]
async fn deposits_have_the_same_bounds() {
    for (rule, code) in [("institution_inflight_max", "O0008"), ("bank_inflight_max", "A0016")] {
        let bed = Bed::with(With { rules: vec![(rule, 2)], ..slow() }).await;
        bed.fund(NARAE, 1, FUNDS).await;
        let orders: Vec<_> = (0..6).map(|_| bed.deposit_order(1_000)).collect();
        let answers = futures_util::future::join_all(orders.iter().map(|o| bed.deposit(o))).await;
        let done = answers.iter().filter(|a| a["rsp_code"] == "A0000").count();
        let busy = answers.iter().filter(|a| a["rsp_code"] == code).count();
        assert_eq!((done, busy), (2, 4), "{rule}: {answers:?}");
        for (order, answer) in orders.iter().zip(&answers) {
            let item = order["req_list"][0].clone();
            let wanted = (answer["rsp_code"] == "A0000").then_some(State::Settled);
            assert_eq!(bed.state(&item).await, wanted, "busy leaves no trace");
        }
        assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + 2_000, 0));
        bed.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_breaker_opens_and_closes_on_record() {
    let rules = vec![("breaker_failures", 2), ("breaker_open_ms", 300)];
    let down = With::bank(vec![Rule::always(Mode::Down { how: Down::Unavailable })]);
    let bed = Bed::with(With { rules, ..down }).await;
    let in_doubt = [bed.order(1_000), bed.order(1_000)];
    for order in &in_doubt {
        assert_eq!(bed.withdraw(order).await["rsp_code"], "A0001");
    }
    let line = || bed.node().line(&naru_base::BankCode::parse(BANK).expect("a code"));
    assert!(matches!(line().breaker(), Breaker::Open { .. }), "{:?}", line());
    let refused = bed.order(1_000);
    assert_eq!(bed.withdraw(&refused).await["rsp_code"], "A0016");
    assert_eq!(bed.state(&refused).await, None, "nothing was recorded");
    // What is recorded is told although the bank cannot be asked.
    assert_eq!(bed.withdraw(&in_doubt[0]).await["rsp_code"], "A0001");
    assert_eq!(bed.result(&[&in_doubt[0]]).await["rsp_code"], "A0001");
    bed.set_faults(Vec::new()).await;
    bed.sweep().await;
    assert_eq!(line().breaker(), Breaker::Closed { failures: 0 });
    assert_eq!(line().in_flight(), 0);
    assert_eq!(bed.withdraw(&refused).await["rsp_code"], "A0000");
    for action in ["relay.line.opened", "relay.line.closed"] {
        assert!(bed.audited(action).await >= 1, "{action}");
    }
    bed.verify().await;
}

/// What is under way when the server stops is brought to its end.
#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_what_is_under_way() {
    let mut bed = Bed::with(slow()).await;
    let order = bed.order(1_000);
    let asking = bed.send(bed.post(WITHDRAW, &bed.token, order.to_string()));
    let waited = tokio::time::timeout(std::time::Duration::from_millis(75), asking).await;
    assert!(waited.is_err(), "still under way");
    bed.restart().await;
    assert_eq!(bed.state(&order).await, Some(State::Settled), "concluded before the end");
    bed.verify().await;
}

/// One bank that is down keeps nobody else's doubts waiting.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_bank_does_not_fill_the_sweep() {
    let limits = Limits { sweep_batch_max: 2, ..With::default().limits };
    let rules = vec![("breaker_failures", 1_000)];
    let lost = With::bank(vec![Rule::always(Mode::LostReply)]);
    let bed = Bed::with(With { limits, rules, ..lost }).await;
    let silent = super::impostor::Impostor::start(super::impostor::Says::Plain(500, vec![])).await;
    let url = format!("http://{}", silent.addr);
    bed.put_bank(EMPTY_BANK, &url, &silent.public_key).await;
    for _ in 0..5 {
        let mut order = bed.order(1_000);
        order["wd_bank_code_std"] = json!(EMPTY_BANK);
        assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0001");
    }
    let order = bed.order(1_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0001");
    bed.set_faults(Vec::new()).await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let swept = naru_web::sweep::run_once(bed.node()).await.expect("sweeps");
    assert_eq!((swept.due, swept.settled), (3, 1), "{swept:?}");
    assert_eq!(bed.state(&order).await, Some(State::Settled));
    bed.verify().await;
}
