//! The unknown-outcome rule, told and written down.

use super::stub::{Bed, Mood, Shared, customer};
use naru_base::{ClientUseCode, Micros, Won};
use naru_lab::fintech::Kind;
use naru_lab::fintech::ids::Ids;
use naru_lab::fintech::verdict::Verdict::{Done, Failed, Unknown};
use std::collections::BTreeSet;
use std::time::Duration;

use Mood::{ApplyAndSay, Garbage, Hang, Honest, Lose, Say, Swallow};

#[tokio::test]
async fn an_unknown_outcome_is_pursued_by_the_same_id_until_it_is_certain() {
    // moods of withdrawals, moods of results, verdict, orders sent, results asked
    let cases: &[(&[Mood], &[Mood], _, usize, usize)] = &[
        (&[Honest], &[], Done, 1, 0),
        (&[Say("A0002", "453")], &[], Failed, 1, 0),
        (&[Say("A0112", "")], &[], Failed, 1, 0),
        (&[Swallow], &[], Done, 1, 1),
        (&[Hang], &[], Done, 1, 1),
        (&[ApplyAndSay("A0001", "")], &[Say("A0001", ""), Say("A0007", "")], Done, 1, 3),
        (&[ApplyAndSay("A0000", "400")], &[Swallow, Garbage], Done, 1, 3),
        (&[ApplyAndSay("A0017", "")], &[Say("A0003", "")], Done, 1, 2),
        (&[ApplyAndSay("A0000", "")], &[], Done, 1, 1),
        (&[Lose], &[], Done, 2, 1),
        (&[Garbage, Lose, Swallow], &[], Done, 3, 3),
        (&[Lose, Say("A0013", "")], &[], Failed, 2, 2),
        // The first arrived after all, when the repetition was refused.
        (&[Swallow, Say("A0013", "")], &[Say("A0310", "")], Done, 2, 2),
        (&[Say("O0003", "")], &[], Done, 2, 0),
        (&[Swallow], &[Say("O0002", "")], Done, 1, 2),
    ];
    for (withdraw, result, verdict, sent, asked) in cases {
        let bed = Bed::new().await;
        {
            let mut state = bed.state.lock().expect("no panic");
            state.withdraw.extend(*withdraw);
            state.result.extend(*result);
        }
        let order = bed.fintech.order(Kind::Withdraw, customer(1), Won::new(1000));
        let outcome = bed.fintech.transfer(&order).await.expect("a journal");
        let case = format!("{withdraw:?} {result:?}");
        assert_eq!(outcome.verdict, *verdict, "{case}");
        let state = bed.state.lock().expect("no panic");
        assert_eq!((state.orders.len(), state.asked), (*sent, *asked), "{case}");
        let ids: BTreeSet<_> = state.orders.iter().map(|o| o["bank_tran_id"].to_string()).collect();
        assert_eq!(ids.len(), 1, "{case}: never another id");
        let history = bed.history();
        let (key, told) = history.transfers.first_key_value().expect("one transfer");
        assert_eq!(key.1, order.bank_tran_id);
        assert_eq!((told.done, told.failed), (*verdict == Done, *verdict == Failed), "{case}");
        assert_eq!((told.amount, told.sent as usize), (Won::new(1000), *sent), "{case}");
        assert_eq!(history.contradictions().count(), 0);
        let figures = bed.fintech.stats.whole();
        assert_eq!((figures.done + figures.failed, figures.in_doubt), (1, 0), "{case}");
    }
}

#[tokio::test]
async fn what_stays_unknown_stays_open() {
    let mut bed = Bed::new().await;
    let fintech = std::sync::Arc::get_mut(&mut bed.fintech).expect("alone");
    fintech.patience.give_up = Duration::from_millis(50);
    {
        let mut state = bed.state.lock().expect("no panic");
        state.withdraw.push_back(Swallow);
        state.result.extend([Say("A0001", ""); 1000]);
    }
    let order = bed.fintech.order(Kind::Withdraw, customer(1), Won::new(1000));
    let outcome = bed.fintech.transfer(&order).await.expect("a journal");
    assert_eq!((outcome.verdict, outcome.rsp_code.as_str()), (Unknown, "A0001"));
    let history = bed.history();
    assert!(history.transfers.values().all(|told| told.is_open()));
    assert_eq!(bed.fintech.stats.whole().open, 1);
}

#[tokio::test]
async fn a_relay_that_is_not_there_leaves_the_order_open_and_unsent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("an address");
    drop(listener);
    let mut bed = Bed::at(addr, Shared::default(), Duration::from_millis(300));
    let fintech = std::sync::Arc::get_mut(&mut bed.fintech).expect("alone");
    fintech.patience.give_up = Duration::from_millis(30);
    let order = bed.fintech.order(Kind::Withdraw, customer(1), Won::new(1000));
    let outcome = bed.fintech.transfer(&order).await.expect("a journal");
    assert_eq!((outcome.verdict, outcome.rsp_code.as_str()), (Unknown, "not-sent"));
    assert_eq!(bed.fintech.stats.whole().codes.keys().collect::<Vec<_>>(), ["not-sent/"]);
}

#[tokio::test]
async fn a_journal_whose_writer_died_is_read_up_to_there() {
    let bed = Bed::new().await;
    let order = bed.fintech.order(Kind::Withdraw, customer(1), Won::new(1000));
    bed.fintech.transfer(&order).await.expect("a journal");
    let path = bed.dir.path().join("journal.jsonl");
    let whole = std::fs::read(&path).expect("a journal");
    for cut in 1..whole.len() {
        std::fs::write(&path, &whole[..cut]).expect("written");
        assert!(bed.history().unreadable <= 1, "{cut}");
    }
    std::fs::write(&path, &whole).expect("written");
    assert_eq!(bed.history().unreadable, 0);
}

#[test]
fn ids_do_not_repeat_after_a_restart() {
    let code = ClientUseCode::parse("M202600001").expect("a code");
    let noon = Micros::parse_kst_dtime14("20261123120000").expect("a time");
    let mut seen = BTreeSet::new();
    for start in [noon, noon.plus_seconds(1), noon.plus_seconds(11 * 3600)] {
        let ids = Ids::from(code.clone(), start);
        for _ in 0..1000 {
            let id = ids.next();
            assert!(naru_base::BankTranId::parse(&id).is_ok_and(|id| id.is_of(&code)), "{id}");
            assert!(seen.insert(id));
        }
    }
}
