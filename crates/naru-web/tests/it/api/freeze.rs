//! Freezing what went on, over the wire: the receiving bank keeps it, once, whatever happens to
//! its words, and lets it go again.

use super::bed::*;
use naru_base::{BankTranId, ClientUseCode, Id, Won};
use naru_core::claim::{self, Cause, Draft, State, TraceState};
use naru_core::relay::Key;
use naru_core::{notify, reactions};
use naru_lab::bank::fault::{Mode, Operation, Rule};
use naru_store::Tx;
use serde_json::{Value, json};

/// A withdrawal whose money goes on to the second user's account at the same bank.
async fn stolen(bed: &Bed, amount: i64) -> Value {
    let mut order = bed.order(amount);
    order["transfer_purpose"] = json!("TR");
    order["recv_client_name"] = json!("이나래");
    order["recv_client_bank_code"] = json!(BANK);
    order["recv_client_account_num"] = json!(SHY_ACCOUNT);
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    order
}

async fn report(bed: &Bed, order: &Value) -> Id {
    let id = BankTranId::parse(order["bank_tran_id"].as_str().expect("text")).expect("an id");
    let (node, key) = (bed.node().clone(), Key { date: bed.today(), id });
    let (env, hub) = (node.env(), node.hub.clone());
    let draft = Draft {
        id: env.id(0),
        institution: ClientUseCode::parse(NARAE).expect("a code"),
        said: Cause::Intrusion,
        words: "모르는 출금".to_owned(),
        transfers: vec![key],
    };
    let claim = draft.id;
    let write =
        move |tx: &mut Tx<'_>| reactions::report_claim(tx, &env, &hub.keys, "staff:test", &draft);
    node.book.write(write).await.expect("reported");
    claim
}

/// Waits until the one request of a claim stands here.
async fn until(bed: &Bed, id: Id, state: TraceState) -> claim::Trace {
    let read = move |tx: &mut Tx<'_>| Ok(claim::traces(tx, id)?);
    let waited = async {
        loop {
            let traces = bed.node().book.read(read).await.expect("read");
            let it = traces.into_iter().next().expect("a request");
            if it.state == state {
                return it;
            }
            tokio::task::yield_now().await;
        }
    };
    let in_time = std::time::Duration::from_secs(60);
    tokio::time::timeout(in_time, waited).await.expect("the bank has answered in its minute")
}

async fn kept(bed: &Bed) -> i64 {
    let bank = bed.bank.as_ref().expect("runs");
    let account = bank.books.account(SHY_ACCOUNT.into()).await.expect("reads");
    account.expect("is there").kept.get()
}

/// Frozen in its minute, not to be taken out, and free again when the report is taken back.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_freezes_at_the_receiving_bank_and_a_withdrawal_lets_go() {
    let bed = Bed::new().await;
    let order = stolen(&bed, 10_000).await;
    let id = report(&bed, &order).await;
    let it = until(&bed, id, TraceState::Frozen).await;
    assert_eq!((it.frozen, it.bank_rsp_code.as_deref()), (Won::new(10_000), Some("000")));
    assert_eq!(kept(&bed).await, 10_000);
    let found = bed.node().book.read(move |tx| claim::find(tx, id)).await.expect("found");
    let (frozen, reported) = (found.done_at[0].expect("frozen"), found.reported_at);
    assert_eq!(found.state, State::Frozen);
    assert!(frozen.since(reported) < 60_000_000, "within the minute");
    let keys = bed.node().hub.keys.clone();
    let party = notify::Party::Bank(naru_base::BankCode::parse(BANK).expect("a code"));
    let read = move |tx: &mut Tx<'_>| {
        let filter = notify::Filter { limit: 10, ..notify::Filter::default() };
        notify::inbox(tx, &keys, &party, &filter)
    };
    let told = bed.node().book.read(read).await.expect("read");
    assert!(told.iter().any(|it| it.content.kind() == "claim.reported"), "the bank is told");

    let (env, hub) = (bed.node().env(), bed.node().hub.clone());
    let back =
        move |tx: &mut Tx<'_>| reactions::withdraw_claim(tx, &env, &hub.keys, "staff:test", id);
    bed.node().book.write(back).await.expect("taken back");
    until(&bed, id, TraceState::Released).await;
    assert_eq!(kept(&bed).await, 0);
    bed.verify().await;
}

/// The bank keeps the money and its words are lost: it is asked again, and keeps it once.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_freezes_once() {
    let bed = Bed::new().await;
    let order = stolen(&bed, 10_000).await;
    let lost = Rule { on: Some(Operation::Freeze), ..Rule::times(Mode::LostReply, 1) };
    bed.set_faults(vec![lost]).await;
    let id = report(&bed, &order).await;
    let it = until(&bed, id, TraceState::Frozen).await;
    assert!(it.asked_count >= 2, "asked again: {}", it.asked_count);
    assert_eq!(kept(&bed).await, 10_000, "kept once");
}

/// Words that contradict themselves prove nothing; the truth comes when they are over.
#[tokio::test(flavor = "multi_thread")]
async fn false_words_freeze_nothing_and_a_refusal_is_an_answer() {
    let bed = Bed::new().await;
    let order = stolen(&bed, 10_000).await;
    let spoilt = Rule { on: Some(Operation::Freeze), ..Rule::times(Mode::Contradictory, 1) };
    bed.set_faults(vec![spoilt]).await;
    let id = report(&bed, &order).await;
    let it = until(&bed, id, TraceState::Frozen).await;
    assert!(it.asked_count >= 2, "the first answer proved nothing");
    let other = stolen(&bed, 5_000).await;
    let no =
        Rule { on: Some(Operation::Freeze), ..Rule::always(Mode::Refuse { code: "499".into() }) };
    bed.set_faults(vec![no]).await;
    let id = report(&bed, &other).await;
    let it = until(&bed, id, TraceState::Refused).await;
    assert_eq!(it.bank_rsp_code.as_deref(), Some("499"));
    assert_eq!(kept(&bed).await, 10_000, "only the first");
}
