//! Each outcome, idempotency, and the meaning of void.

use super::bed::{Bed, CLOSED, LIMITED, RICH, TODAY, id, order};
use naru_core::relay::bankwire::WITHDRAW_PATH;
use naru_lab::bank::books::model::State;

#[tokio::test]
async fn each_outcome_has_its_code_and_moves_what_it_says() {
    let bed = Bed::new().await;
    // account, amount, outcome, code
    let cases = [
        (RICH, 400_000, ("done", "000")),
        (RICH, 600_001, ("failed", "453")),
        (RICH, 600_000, ("done", "000")),
        (RICH, 1, ("failed", "453")),
        ("90199999999999", 1, ("failed", "412")),
        (CLOSED, 1, ("failed", "415")),
        (LIMITED, 50_001, ("failed", "455")),
        (LIMITED, 50_000, ("done", "000")),
        (LIMITED, 30_001, ("failed", "456")),
        (LIMITED, 30_000, ("failed", "453")),
    ];
    for (n, (account, amount, want)) in (1..).zip(cases) {
        let answer = bed.relay.withdraw(n, account, amount).await;
        assert_eq!((answer.status, answer.outcome()), (200, want), "{account} {amount}");
        assert!(answer.signed);
        let reply = answer.withdrawal();
        assert_eq!((reply.bank_tran_id, reply.tran_amt), (id(n), amount.to_string()));
        assert_eq!(reply.bank_tran_date, TODAY);
        assert_eq!(reply.account_holder_name.is_empty(), want.0 != "done");
    }
    assert_eq!((bed.balance_of(RICH).await, bed.balance_of(LIMITED).await), (0, 20_000));
    let totals = bed.bank.books.totals().await.expect("books");
    assert_eq!((totals.sum.get(), totals.settlement.get()), (0, 1_050_000));
    assert_eq!((totals.done, totals.failed, totals.done_amount.get()), (3, 7, 1_050_000));
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn the_bank_s_daily_limit_begins_anew_at_midnight() {
    let bed = Bed::new().await;
    assert_eq!(bed.relay.withdraw(1, LIMITED, 50_000).await.outcome(), ("done", "000"));
    bed.clock.forward_s(12 * 3600 - 1);
    assert_eq!(bed.relay.withdraw(2, LIMITED, 30_001).await.outcome(), ("failed", "456"));
    bed.clock.forward_s(1);
    assert_eq!(bed.relay.withdraw(3, LIMITED, 20_000).await.outcome(), ("done", "000"));
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn the_same_order_again_gets_the_recorded_answer() {
    let bed = Bed::new().await;
    let first = bed.relay.withdraw(1, RICH, 300_000).await;
    bed.clock.forward_s(7);
    let again = bed.relay.withdraw(1, RICH, 300_000).await;
    assert_eq!(again.outcome(), ("done", "000"));
    assert_eq!(again.body["account_holder_name"], first.body["account_holder_name"]);
    let refused = bed.relay.withdraw(2, RICH, 700_001).await;
    assert_eq!(refused.outcome(), ("failed", "453"));
    assert_eq!(bed.relay.withdraw(2, RICH, 700_001).await.outcome(), ("failed", "453"));
    assert_eq!(bed.relay.inquire(1, 300_000).await.outcome(), ("done", "000"));
    assert_eq!(bed.relay.inquire(2, 700_001).await.outcome(), ("failed", "453"));
    assert_eq!(bed.balance_of(RICH).await, 700_000);
}

#[tokio::test]
async fn the_same_id_with_other_content_is_refused_and_not_applied() {
    let bed = Bed::new().await;
    bed.relay.withdraw(1, RICH, 1000).await;
    for (account, amount) in [(RICH, 1001), (LIMITED, 1000)] {
        let answer = bed.relay.withdraw(1, account, amount).await;
        assert_eq!((answer.status, answer.signed), (409, true));
        assert_eq!(answer.body["error"], "contradictory");
    }
    let told = bed.relay.inquire(1, 1001).await.withdrawal();
    assert_eq!(told.tran_amt, "1000", "an inquiry tells the recorded amount");
    assert_eq!(bed.balance_of(RICH).await, 999_000);
    assert_eq!(bed.balance_of(LIMITED).await, 70_000);
}

#[tokio::test]
async fn an_inquiry_makes_an_unknown_id_void_for_ever() {
    let bed = Bed::new().await;
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("void", "701"));
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("void", "701"));
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("failed", "701"));
    let bed = bed.restart().await;
    assert_eq!(bed.relay.withdraw(1, RICH, 1000).await.outcome(), ("failed", "701"));
    assert_eq!(bed.relay.inquire(1, 1000).await.outcome(), ("void", "701"));
    assert_eq!(bed.balance_of(RICH).await, 1_000_000);
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn the_same_id_on_another_date_is_another_transaction() {
    let bed = Bed::new().await;
    bed.relay.withdraw(1, RICH, 1000).await;
    let mut body = order(&id(1), RICH, "1000");
    body["business_date"] = "20261122".into();
    let answer = bed.relay.send(&bed.relay.sign(WITHDRAW_PATH, &body)).await.expect("an answer");
    assert_eq!(answer.outcome(), ("done", "000"));
    assert_eq!(bed.balance_of(RICH).await, 998_000);
}

#[tokio::test]
async fn a_balance_is_told_with_its_reasons() {
    let bed = Bed::new().await;
    bed.relay.withdraw(1, RICH, 1).await;
    let rich = bed.relay.balance(2, RICH).await;
    assert_eq!((rich.bank_rsp_code.as_str(), rich.balance_amt.as_str()), ("000", "999999"));
    assert_eq!(
        (rich.account_issue_date.as_str(), rich.last_tran_date.as_str()),
        ("20240229", TODAY)
    );
    let closed = bed.relay.balance(3, CLOSED).await;
    assert_eq!((closed.bank_rsp_code.as_str(), closed.balance_amt.as_str()), ("415", ""));
    assert_eq!(bed.relay.balance(4, "90199999999999").await.bank_rsp_code, "412");
}

#[tokio::test]
async fn a_restart_keeps_the_books_and_lists_them_in_order() {
    let bed = Bed::new().await;
    for n in (1..=5).rev() {
        bed.relay.withdraw(n, RICH, i64::from(n)).await;
    }
    bed.relay.withdraw(6, RICH, 2_000_000).await;
    bed.relay.inquire(7, 7).await;
    let bed = bed.restart().await;
    assert_eq!(bed.balance_of(RICH).await, 1_000_000 - 15);
    let first = bed.bank.books.transactions(None, 3).await.expect("books");
    let last = first.last().map(|t| (t.date, t.id.clone()));
    let rest = bed.bank.books.transactions(last, 100).await.expect("books");
    let all: Vec<_> =
        first.iter().chain(&rest).map(|t| (t.id.clone(), t.amount.get(), t.state)).collect();
    let done = (1..=5).map(|n| (id(n), i64::from(n), State::Done));
    let other = [(id(6), 2_000_000, State::Failed), (id(7), 7, State::Void)];
    assert_eq!(all, done.chain(other).collect::<Vec<_>>());
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn many_at_once_leave_books_that_hold() {
    let bed = Bed::new().await;
    let asks = (0..200).map(|n| bed.relay.withdraw(n % 100, RICH, i64::from(n % 100) + 1));
    let answers = futures_util::future::join_all(asks).await;
    assert!(answers.iter().all(|a| a.outcome() == ("done", "000")));
    assert_eq!(bed.balance_of(RICH).await, 1_000_000 - 5050, "each id once");
    bed.assert_books_hold().await;
}

#[test]
fn statements_name_their_parameters_in_order() {
    // SQLite numbers `$n` by where it first stands in the text: out of order, values change places.
    use naru_lab::bank::books::{HOLD_STATEMENTS, LINE_STATEMENTS, STATEMENTS};
    for sql in STATEMENTS.iter().chain(LINE_STATEMENTS).chain(HOLD_STATEMENTS) {
        let mut highest = 0;
        for part in sql.split('$').skip(1) {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            let n: u32 = digits.parse().expect("a number");
            assert!(n <= highest + 1, "${n} stands before ${} in: {sql}", highest + 1);
            highest = highest.max(n);
        }
    }
}
