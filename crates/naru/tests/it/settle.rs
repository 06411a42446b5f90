//! `naru settle`: past days closed by the node itself, shown, exported, and compared with banks.

use crate::bed::{Bed, Ran, text};
use crate::book::{book, number, tamper};
use crate::demo::{demo, demo_for};
use crate::running::until;
use naru_base::env::SystemClock;
use naru_base::{BusinessDate, Clock as _};
use serde_json::Value;

fn settle(bed: &Bed, words: &[&str]) -> Ran {
    bed.naru(&[&["settle"], words, &["--data", bed.data_text()]].concat())
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).expect(&ran.err)
}

/// Runs a demonstration, and makes what happened in it happen `days` earlier; but not how its
/// institutions were funded, which it would do again.
fn demo_of_the_past(days: usize) -> (Bed, String) {
    let bed = Bed::new();
    demo_for(bed.data_text(), "2", &["--rate", "60"]);
    let today = number(&book(&bed.data()), "SELECT max(business_date) FROM relay_transfer");
    let today = BusinessDate::from_yyyymmdd(today).unwrap();
    let past = (0..days).fold(today, |day, _| day.previous());
    let back = i64::try_from(days).unwrap() * 86_400_000_000;
    let (from, to) = (today.yyyymmdd(), past.yyyymmdd());
    let sql = format!(
        "UPDATE relay_transfer SET business_date = {to}, closed_on = {to}, \
         created_at = created_at - {back}, closed_at = closed_at - {back} \
         WHERE business_date = {from} AND state IN ('settled', 'released', 'refused') \
         AND kind <> 'fund'"
    );
    rusqlite::Connection::open(book(&bed.data())).unwrap().execute_batch(&sql).unwrap();
    for (code, table) in [("901", "bank_transaction"), ("902", "bank_transaction")] {
        let file = bed.data().join(format!("bank-{code}.db"));
        let sql = format!("UPDATE {table} SET business_date = {to} WHERE business_date = {from}");
        rusqlite::Connection::open(file).unwrap().execute_batch(&sql).unwrap();
    }
    (bed, past.to_string())
}

/// The sum of a column over the lines of an export.
fn sum(csv: &str, column: &str) -> i64 {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let at = lines.next().unwrap().iter().position(|it| *it == column).expect(column);
    lines.map(|fields| fields[at].parse::<i64>().unwrap()).sum()
}

#[test]
fn a_past_day_is_closed_shown_and_exported() {
    let (bed, day) = demo_of_the_past(2);
    let early = settle(&bed, &["show", "--date", &day]);
    assert_eq!(early.code, 1);
    assert!(early.err.contains(&format!("{day} is not closed")), "{}", early.err);

    let closed = settle(&bed, &["close", "--json"]);
    assert_eq!(closed.code, 0, "{}", closed.err);
    let closed = json(&closed);
    let days: Vec<&str> =
        closed.as_array().unwrap().iter().map(|it| it["business_date"].as_str().unwrap()).collect();
    assert_eq!((days.len(), days[0]), (2, day.as_str()), "that day and the empty one after it");
    assert!(closed[0]["count"].as_i64().unwrap() > 0, "{closed:#}");
    assert_eq!(closed[1]["count"], 0);

    let again = settle(&bed, &["close", "--date", &day, "--json"]);
    assert_eq!(json(&again)[0], closed[0], "closed once, told the same");
    let listed = json(&settle(&bed, &["list", "--json"]));
    assert_eq!(listed, serde_json::json!([closed[1], closed[0]]), "the newest first");

    let export = settle(&bed, &["export", "--date", &day, "--form", "csv"]);
    assert_eq!(export.code, 0, "{}", export.err);
    assert_eq!(sum(&export.out, "net"), 0);
    let count = format!(
        "SELECT count(*) FROM relay_transfer WHERE state = 'settled' AND closed_on = {day}"
    );
    let count = number(&book(&bed.data()), &count);
    let moved = sum(&export.out, "collected_count") + sum(&export.out, "paid_count");
    assert_eq!(moved, 2 * count, "at a bank and an institution each");
    let shown = json(&settle(&bed, &["show", "--date", &day, "--json"]));
    assert_eq!(shown, json(&settle(&bed, &["export", "--date", &day, "--form", "json"])));
    assert_eq!((&shown["count"], &shown["value_date"]), (&count.into(), &closed[0]["value_date"]));
    let korean = settle(&bed, &["show", "--date", &day, "--lang", "ko"]);
    assert!(
        korean.out.contains("나래페이") && korean.out.contains("차액 합계 0원"),
        "{}",
        korean.out
    );
    let today = SystemClock.now().business_date().to_string();
    let open = settle(&bed, &["close", "--date", &today]);
    assert_eq!(open.code, 1);
    assert!(open.err.contains(&format!("{today} is not over")), "{}", open.err);
}

#[test]
fn the_node_closes_past_days_by_itself() {
    let (bed, day) = demo_of_the_past(3);
    let (demo, _) = demo(bed.data_text(), &["--no-traffic"]);
    let closed = || json(&settle(&bed, &["list", "--json"])).as_array().unwrap().len();
    until("three days are closed", || (closed() == 3).then_some(()));
    drop(demo);
    let shown = json(&settle(&bed, &["show", "--date", &day, "--json"]));
    assert!(shown["count"].as_i64().unwrap() > 0, "{shown:#}");
}

#[test]
fn a_statement_is_compared_and_what_differs_is_kept() {
    let (bed, day) = demo_of_the_past(1);
    let compare = |words: &[&str]| {
        let own = ["reconcile", "--bank", "901", "--date", &day];
        settle(&bed, &[&own, words].concat())
    };
    let same = compare(&[]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    let first = "SELECT bank_tran_id FROM relay_transfer WHERE state = 'settled' \
         AND kind = 'withdraw' AND bank_code = '901' ORDER BY bank_tran_id LIMIT 1";
    let connection = rusqlite::Connection::open(book(&bed.data())).unwrap();
    let id: String = connection.query_row(first, [], |row| row.get(0)).unwrap();
    drop(connection);
    let taken = format!("DELETE FROM bank_transaction WHERE bank_tran_id = '{id}'");
    tamper(&bed.data().join("bank-901.db"), &taken);

    let differs = compare(&["--json"]);
    assert_eq!(differs.code, 1, "{}", differs.out);
    let found = json(&differs)["differences"].clone();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["kind"]), (1, &"missing-there".into()));
    assert_eq!(found[0]["bank_tran_id"], id.as_str());
    let listed = settle(&bed, &["differences"]);
    assert_eq!(listed.code, 1);
    assert!(listed.out.contains(&id) && listed.out.contains("signed answer"), "{}", listed.out);
    let own = ["explain", "--bank", "901", "--date", &day, "--id", &id];
    let explained = settle(&bed, &[&own[..], &["--because", "the bank's letter 17"]].concat());
    assert_eq!(explained.code, 0, "{}", explained.err);
    assert_eq!(settle(&bed, &["differences"]).code, 0);

    let file = bed.path("901.csv");
    let statement = format!("bank_tran_id,date,amount,outcome\n{id},{day},one,done\n");
    std::fs::write(&file, statement).unwrap();
    let bad = compare(&["--statement", text(&file)]);
    assert_eq!(bad.code, 1);
    assert!(bad.err.contains("line 2 of"), "{}", bad.err);
}

#[test]
fn a_year_is_given_its_holidays() {
    let (bed, _) = Bed::installed();
    let table = settle(&bed, &["calendar", "--year", "2027", "--csv"]);
    assert_eq!(table.code, 0, "{}", table.err);
    assert!(table.out.contains("20270209,대체공휴일,Substitute holiday,"), "{}", table.out);
    let file = bed.path("2027.csv");
    let with_one_more = format!("{}20271231,임시공휴일,Temporary holiday,declared\n", table.out);
    std::fs::write(&file, with_one_more).unwrap();
    let put = |year: &str| {
        settle(&bed, &["calendar", "--year", year, "--put", text(&file), "--source", "almanac"])
    };
    assert_eq!(put("2027").code, 0);
    let shown = settle(&bed, &["calendar", "--year", "2027"]);
    assert!(shown.out.contains("20271231  Temporary holiday"), "{}", shown.out);
    assert!(shown.out.lines().count() == table.out.lines().count() + 1, "{}", shown.out);
    let wrong = put("2026");
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("the table must have holidays of 2026"), "{}", wrong.err);
}
