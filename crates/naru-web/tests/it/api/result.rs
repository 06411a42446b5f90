//! What became of orders: always from the book.

use super::bed::*;
use naru_lab::bank::fault::{Mode, Rule};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_result_has_its_form() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    bed.withdraw(&order).await;
    let answer = bed.result(&[&order]).await;
    assert_eq!((&answer["rsp_code"], &answer["res_cnt"]), (&json!("A0000"), &json!("1")));
    let item = &answer["res_list"][0];
    let wanted = [
        ("tran_no", "1"),
        ("bank_tran_id", order["bank_tran_id"].as_str().expect("text")),
        ("bank_tran_date", &bed.today().to_string()),
        ("bank_code_tran", "901"),
        ("bank_rsp_code", "000"),
        ("wd_bank_code_std", "901"),
        ("wd_bank_code_sub", "9010001"),
        ("wd_bank_name", "너울은행"),
        ("wd_savings_bank_name", ""),
        ("wd_fintech_use_num", ""),
        ("wd_account_num_masked", "1002003***"),
        ("wd_print_content", "충전"),
        ("wd_account_holder_name", "김가람"),
        ("dps_bank_code_std", "901"),
        ("dps_bank_code_sub", "9010001"),
        ("dps_bank_name", "너울은행"),
        ("dps_savings_bank_name", ""),
        ("dps_fintech_use_num", ""),
        ("dps_account_num_masked", "9010000000***"),
        ("dps_print_content", "나래페이"),
        ("dps_account_holder_name", "나래페이"),
        ("tran_amt", "10000"),
    ];
    for (name, value) in wanted {
        assert_eq!(item[name], *value, "{name}");
    }
    assert_eq!(item.as_object().expect("an object").len(), wanted.len() + 1, "{item}");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_id_date_amount_and_type_must_match() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    bed.withdraw(&order).await;
    let changes = [
        ("org_bank_tran_id", json!(bed.id_of(NARAE))),
        ("org_bank_tran_id", json!(bed.id_of(MARU))),
        ("org_bank_tran_date", json!("20200101")),
        ("org_tran_amt", json!("10001")),
    ];
    for (field, value) in changes {
        let mut question = bed.result_of(&[&order]);
        question["req_list"][0][field] = value;
        let answer = bed.ask(RESULT, &question).await;
        assert_eq!(answer["rsp_code"], "A0310", "{field}: {answer}");
        assert_eq!(answer["res_list"][0]["bank_rsp_code"], "701");
    }
    let mut deposits = bed.result_of(&[&order]);
    deposits["check_type"] = json!("2");
    assert_eq!(bed.ask(RESULT, &deposits).await["rsp_code"], "A0310");
    // Another institution does not find it either.
    let maru = bed.token_of(MARU, "oob").await;
    let request = bed.post(RESULT, &maru, bed.result_of(&[&order]).to_string());
    assert_eq!(bed.send(request).await.expect("an answer").1["rsp_code"], "A0310");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_answered_by_what_matters_most() {
    let bed = Bed::new().await;
    let done = bed.order(10_000);
    bed.withdraw(&done).await;
    bed.set_faults(vec![Rule::always(Mode::Refuse { code: "453".into() })]).await;
    let failed = bed.order(20_000);
    bed.withdraw(&failed).await;
    bed.set_faults(vec![Rule::always(Mode::LostReply)]).await;
    let doubtful = bed.order(30_000);
    bed.withdraw(&doubtful).await;
    let never = bed.order(40_000);
    let mut declined = bed.order(50_000);
    declined["user_seq_no"] = json!("1199999999");
    bed.withdraw(&declined).await;
    let cases: [(&[&serde_json::Value], &str, &[&str]); 5] = [
        (&[&done, &failed], "A0000", &["000", "453"]),
        (&[&done, &never], "A0000", &["000", "701"]),
        (&[&never, &declined], "A0310", &["701", "701"]),
        (&[&done, &doubtful, &never], "A0001", &["000", "400", "701"]),
        (&[&doubtful], "A0001", &["400"]),
    ];
    for (orders, code, items) in cases {
        let answer = bed.result(orders).await;
        assert_eq!(answer["rsp_code"], code, "{answer}");
        for (i, item) in items.iter().enumerate() {
            assert_eq!(answer["res_list"][i]["bank_rsp_code"], *item, "{answer}");
        }
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_count_is_the_lists_and_at_most_25() {
    let bed = Bed::new().await;
    let orders: Vec<_> = (0..26).map(|_| bed.order(1)).collect();
    let some = |n: usize| bed.result_of(&orders.iter().take(n).collect::<Vec<_>>());
    assert_eq!(bed.ask(RESULT, &some(25)).await["rsp_code"], "A0310");
    let mut number = some(2);
    number["req_cnt"] = json!(2);
    assert_eq!(bed.ask(RESULT, &number).await["rsp_code"], "A0310", "a number is as good");
    let bad = [
        ("req_cnt", json!("3")),
        ("req_cnt", json!("0")),
        ("req_cnt", json!("x")),
        ("req_list", json!([])),
        ("req_list", json!("text")),
        ("req_list", json!({})),
        ("req_list", json!(["text", "text"])),
        ("req_list", json!(null)),
        ("check_type", json!("3")),
        ("tran_dtime", json!("2026")),
    ];
    for (field, value) in bad {
        let mut question = some(2);
        question[field] = value;
        let answer = bed.ask(RESULT, &question).await;
        assert_eq!(answer["rsp_code"], "A0004", "{field}: {answer}");
    }
    assert_eq!(bed.ask(RESULT, &some(26)).await["rsp_code"], "A0004");
    assert_eq!(bed.ask(RESULT, &some(0)).await["rsp_code"], "A0004");
    bed.verify().await;
}
