//! Transaction lists: page by page, bound to their question, across restarts.

use super::super::bed::*;
use super::{has_fields, logged, names, sorted, text};
use serde_json::{Value, json};

fn by_number(bed: &Bed) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "bank_code_std": BANK,
        "account_num": ACCOUNT,
        "user_seq_no": USER,
        "inquiry_type": "A",
        "inquiry_base": "D",
        "from_date": PAST_FROM,
        "to_date": bed.today().to_string(),
        "sort_order": "D",
        "tran_dtime": "20261122101921",
    })
}

fn by_handle(bed: &Bed) -> Value {
    let mut fields = by_number(bed);
    let map = fields.as_object_mut().expect("an object");
    for name in ["bank_code_std", "account_num", "user_seq_no"] {
        map.remove(name);
    }
    fields["fintech_use_num"] = json!(HANDLE);
    fields
}

async fn ask(bed: &Bed, fields: &Value) -> Value {
    match fields.get("fintech_use_num") {
        Some(_) => bed.look(LIST_FIN, fields).await,
        None => bed.ask(LIST, fields).await,
    }
}

/// The next page's question: all the same, a new id, and where to go on.
fn next(bed: &Bed, fields: &Value, answer: &Value) -> Value {
    let mut fields = fields.clone();
    fields["bank_tran_id"] = json!(bed.id_of(NARAE));
    fields["befor_inquiry_trace_info"] = answer["befor_inquiry_trace_info"].clone();
    fields
}

fn lines(answer: &Value) -> Vec<Value> {
    answer["res_list"].as_array().unwrap_or_else(|| panic!("no list: {answer}")).clone()
}

async fn all(bed: &Bed, mut fields: Value) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..50 {
        let answer = ask(bed, &fields).await;
        if answer["rsp_code"] == "A0018" && all.is_empty() {
            return all;
        }
        assert_eq!(answer["rsp_code"], "A0000", "{answer}");
        let page = lines(&answer);
        assert_eq!(text(&answer, "page_record_cnt"), page.len().to_string());
        all.extend(page);
        if text(&answer, "next_page_yn") == "N" {
            assert_eq!(answer["befor_inquiry_trace_info"], "");
            return all;
        }
        assert_eq!(text(&answer, "page_record_cnt"), "25", "{answer}");
        assert_eq!(text(&answer, "befor_inquiry_trace_info").len(), 20);
        fields = next(bed, &fields, &answer);
    }
    panic!("the pages do not end");
}

fn when(line: &Value) -> String {
    format!("{}{}", text(line, "tran_date"), text(line, "tran_time"))
}

on_both_stores!(
    pages_make_the_whole_statement,
    a_page_goes_on_after_a_restart,
    a_cursor_belongs_to_its_question,
);

async fn pages_make_the_whole_statement(bed: Bed) {
    let down = all(&bed, by_number(&bed)).await;
    assert!(down.len() > 50, "three pages at least: {}", down.len());
    let mut up = by_handle(&bed);
    up["sort_order"] = json!("A");
    let mut up = all(&bed, up).await;
    let own = [
        "tran_date",
        "tran_time",
        "inout_type",
        "tran_type",
        "print_content",
        "tran_amt",
        "after_balance_amt",
        "branch_name",
    ];
    let mut balance = 0;
    for line in &up {
        assert_eq!(names(line), sorted(&own));
        let won: i64 = text(line, "tran_amt").parse().expect("digits");
        balance += match text(line, "inout_type") {
            "입금" => won,
            "출금" => -won,
            other => panic!("{other}"),
        };
        assert_eq!(text(line, "after_balance_amt"), balance.to_string(), "{line}");
    }
    assert_eq!(balance, OPENING);
    assert!(up.windows(2).all(|w| when(&w[0]) <= when(&w[1])), "oldest first");
    up.reverse();
    assert_eq!(up, down, "the same lines from the other end");
    // By kind.
    for (kind, word) in [("I", "입금"), ("O", "출금")] {
        let mut fields = by_number(&bed);
        fields["inquiry_type"] = json!(kind);
        let some = all(&bed, fields).await;
        let wanted: Vec<_> = down.iter().filter(|l| l["inout_type"] == word).cloned().collect();
        assert_eq!(some, wanted);
    }
    // By time: both ends belong to it.
    let (late, early) = (when(&down[3]), when(&down[7]));
    let mut fields = by_number(&bed);
    for (name, value) in [
        ("inquiry_base", "T"),
        ("from_date", &early[..8]),
        ("from_time", &early[8..]),
        ("to_date", &late[..8]),
        ("to_time", &late[8..]),
    ] {
        fields[name] = json!(value);
    }
    let some = all(&bed, fields).await;
    let within: Vec<_> =
        down.iter().filter(|l| (&early..=&late).contains(&&when(l))).cloned().collect();
    assert_eq!(some, within);
    // By date: times do not matter.
    let mut fields = by_number(&bed);
    fields["to_date"] = json!(PAST_FROM);
    fields["from_time"] = json!("235959");
    assert_eq!(all(&bed, fields).await.len(), 1, "the first day has the opening line alone");
    bed.verify().await;
}

async fn a_page_goes_on_after_a_restart(mut bed: Bed) {
    let whole = all(&bed, by_handle(&bed)).await;
    let fields = by_handle(&bed);
    let first = ask(&bed, &fields).await;
    has_fields(
        &first,
        &[
            "bank_name",
            "savings_bank_name",
            "fintech_use_num",
            "balance_amt",
            "page_record_cnt",
            "next_page_yn",
            "befor_inquiry_trace_info",
            "res_list",
        ],
    );
    assert_eq!(text(&first, "balance_amt"), OPENING.to_string());
    // What comes in meanwhile does not shift the pages.
    let order = bed.order(10_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    bed.restart().await;
    let second = ask(&bed, &next(&bed, &fields, &first)).await;
    assert_eq!(lines(&second), whole[25..50], "{second}");
    let newest = lines(&ask(&bed, &by_handle(&bed)).await);
    let line = &newest[0];
    assert_eq!((text(line, "inout_type"), text(line, "tran_amt")), ("출금", "10000"));
    assert_eq!(text(line, "print_content"), "충전", "the withdrawal's own text");
    assert_eq!(text(line, "after_balance_amt"), (OPENING - 10_000).to_string());
    assert_eq!(newest[1], whole[0]);
    bed.verify().await;
}

async fn a_cursor_belongs_to_its_question(bed: Bed) {
    let fields = by_number(&bed);
    let first = ask(&bed, &fields).await;
    let before = logged(&bed).await.len();
    let changed = [
        ("sort_order", "A"),
        ("inquiry_type", "O"),
        ("from_date", "20260802"),
        ("to_date", "20261001"),
        ("account_num", SHY_ACCOUNT),
    ];
    for (name, value) in changed {
        let mut other = next(&bed, &fields, &first);
        other[name] = json!(value);
        let answer = ask(&bed, &other).await;
        assert_eq!(answer["rsp_code"], "A0004", "{name}: {answer}");
        assert!(text(&answer, "rsp_message").contains("befor_inquiry_trace_info"), "{answer}");
    }
    let mut by_handle = by_handle(&bed);
    by_handle["befor_inquiry_trace_info"] = first["befor_inquiry_trace_info"].clone();
    assert_eq!(ask(&bed, &by_handle).await["rsp_code"], "A0004");
    for forged in
        ["0", "00000000000000000000", "ZZZZZZZZZZZZZZZZZZZZ", "가", "0000000000000000000000"]
    {
        let mut other = next(&bed, &fields, &first);
        other["befor_inquiry_trace_info"] = json!(forged);
        assert_eq!(ask(&bed, &other).await["rsp_code"], "A0004", "{forged}");
    }
    assert_eq!(logged(&bed).await.len(), before, "no inquiry was made");
    let mut same_id = next(&bed, &fields, &first);
    same_id["bank_tran_id"] = fields["bank_tran_id"].clone();
    assert_eq!(ask(&bed, &same_id).await["rsp_code"], "A0326", "each page has its own id");
    let good = next(&bed, &fields, &first);
    assert_eq!(ask(&bed, &good).await["rsp_code"], "A0000");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_range_says_so() {
    let bed = Bed::new().await;
    let mut fields = by_number(&bed);
    fields["from_date"] = json!("20200101");
    fields["to_date"] = json!("20200102");
    let answer = ask(&bed, &fields).await;
    assert_eq!(answer["rsp_code"], "A0018", "{answer}");
    assert_eq!((text(&answer, "bank_rsp_code"), text(&answer, "page_record_cnt")), ("000", "0"));
    assert_eq!((text(&answer, "next_page_yn"), lines(&answer).len()), ("N", 0));
    let mut backwards = by_number(&bed);
    backwards["to_date"] = json!("20200102");
    assert_eq!(ask(&bed, &backwards).await["rsp_code"], "A0004");
    for missing in ["from_time", "to_time"] {
        let mut by_time = by_number(&bed);
        by_time["inquiry_base"] = json!("T");
        by_time["from_time"] = json!("000000");
        by_time["to_time"] = json!("235959");
        by_time[missing] = json!("");
        let answer = ask(&bed, &by_time).await;
        assert_eq!(answer["rsp_code"], "A0004", "{missing}: {answer}");
        assert!(text(&answer, "rsp_message").contains(missing), "{answer}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_a_statement_without_consent() {
    let bed = Bed::new().await;
    for (handle, code) in [(SHY_HANDLE, "A0305"), (GONE_HANDLE, "A0316")] {
        let mut fields = by_handle(&bed);
        fields["fintech_use_num"] = json!(handle);
        let answer = ask(&bed, &fields).await;
        assert_eq!(answer["rsp_code"], code, "{answer}");
        assert!(answer.get("res_list").is_none(), "{answer}");
    }
    let mut fields = by_number(&bed);
    fields["account_num"] = json!(SHY_ACCOUNT);
    assert_eq!(ask(&bed, &fields).await["rsp_code"], "A0323");
    bed.verify().await;
}
