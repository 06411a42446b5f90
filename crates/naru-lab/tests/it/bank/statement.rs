//! Statements and holders: what stands in the books, told page by page.

use super::bed::*;
use naru_base::{BusinessDate, Won};
use naru_core::relay::inquiry::message::{
    HOLDER_PATH, HolderReply, STATEMENT_PATH, StatementReply,
};
use naru_lab::bank::books::history;
use naru_lab::bank::books::model::NewAccount;
use serde_json::{Value, json};

const OLD: &str = "90100000000009";

async fn with_history(bed: &Bed) {
    let date = |text: &str| BusinessDate::parse(text).expect("a date");
    let won = Won::new(2_000_000);
    let lines = history::of_a_person(OLD, won, date("20260801"), date(TODAY));
    let account = NewAccount::open(OLD, "김나루", won, date("20260801"));
    let account = account.known_by("19900101").with_history(lines);
    bed.bank.books.open_accounts(vec![account]).await.expect("opened");
}

fn page(n: u32, account: &str, more: Value) -> Value {
    let mut body = json!({
        "bank_tran_id": id(n), "account_num": account, "inquiry_type": "A",
        "from": "20200101000000", "to": "20261231235959", "sort_order": "D", "line_cnt": "10",
    });
    for (name, value) in more.as_object().expect("fields") {
        body[name] = value.clone();
    }
    body
}

async fn ask(bed: &Bed, body: &Value) -> StatementReply {
    let answer = bed.relay.ask(STATEMENT_PATH, body).await;
    assert!(answer.signed && answer.status == 200, "{answer:?}");
    serde_json::from_value(answer.body).expect("a reply")
}

#[tokio::test]
async fn a_withdrawal_stands_on_the_statement_once() {
    let bed = Bed::new().await;
    bed.relay.withdraw(1, RICH, 1_000).await;
    bed.relay.withdraw(1, RICH, 1_000).await;
    bed.relay.withdraw(2, RICH, 9_000_000).await;
    bed.relay.inquire(3, 5).await;
    let bed = bed.restart().await;
    let told = ask(&bed, &page(4, RICH, json!({}))).await;
    let lines: Vec<_> = told
        .lines
        .iter()
        .map(|l| {
            (l.line_no, l.inout_type.as_str(), l.tran_amt.as_str(), l.after_balance_amt.as_str())
        })
        .collect();
    assert_eq!(lines, [(2, "출금", "1000", "999000"), (1, "입금", "1000000", "1000000")]);
    assert_eq!((told.balance_amt.as_str(), told.more), ("999000", false));
    bed.assert_books_hold().await;
}

#[tokio::test]
async fn pages_follow_each_other_both_ways() {
    let bed = Bed::new().await;
    with_history(&bed).await;
    bed.assert_books_hold().await;
    let mut found = Vec::new();
    for order in ["A", "D"] {
        let (mut lines, mut after) = (Vec::new(), String::new());
        for n in 1..100 {
            let more = json!({ "sort_order": order, "after_line": after });
            let told = ask(&bed, &page(n, OLD, more)).await;
            assert!(told.lines.len() == 10 || !told.more, "a full page");
            lines.extend(told.lines.iter().map(|line| line.line_no));
            after = lines.last().expect("lines").to_string();
            if !told.more {
                break;
            }
        }
        found.push(lines);
    }
    found[1].reverse();
    assert!(found[0].len() > 25);
    assert_eq!(found[0], found[1]);
    let closed = ask(&bed, &page(200, CLOSED, json!({}))).await;
    assert_eq!((closed.bank_rsp_code.as_str(), closed.lines.len()), ("415", 0));
    for bad in [
        json!({ "line_cnt": "0" }),
        json!({ "line_cnt": "101" }),
        json!({ "sort_order": "X" }),
        json!({ "from": "2026" }),
        json!({ "after_line": "-1" }),
        json!({ "remitters": "X" }),
    ] {
        let answer = bed.relay.ask(STATEMENT_PATH, &page(201, OLD, bad.clone())).await;
        assert_eq!((answer.status, answer.signed), (400, true), "{bad}");
    }
}

#[tokio::test]
async fn a_holder_is_checked_by_what_the_bank_knows() {
    let bed = Bed::new().await;
    with_history(&bed).await;
    let cases = [
        ("N", "", OLD, "000"),
        (" ", "900101", OLD, "000"),
        (" ", "900102", OLD, "463"),
        ("1", "9001011999990", OLD, "000"),
        ("1", "9001013999990", OLD, "463"),
        ("2", "9001015999990", OLD, "000"),
        ("6", "1208800001", OLD, "463"),
        (" ", "900101", RICH, "463"),
        ("N", "", CLOSED, "415"),
        ("N", "", "77", "412"),
    ];
    for (n, (kind, info, account, code)) in (1..).zip(cases) {
        let body = json!({
            "bank_tran_id": id(n), "account_num": account,
            "account_holder_info_type": kind, "account_holder_info": info,
        });
        let answer = bed.relay.ask(HOLDER_PATH, &body).await;
        assert!(!answer.body.to_string().contains("999990"), "the number comes back");
        let told: HolderReply = serde_json::from_value(answer.body).expect("a reply");
        assert_eq!(told.bank_rsp_code, code, "{kind} {info} {account}");
        assert_eq!(told.account_holder_name.is_empty(), code != "000");
    }
}
