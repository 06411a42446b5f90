//! A balance is asked of the bank, and who asked is on record.

use super::bed::*;
use naru_lab::bank::fault::{Down, Mode, Operation, Rule};
use serde_json::{Value, json};

fn rule(mode: Mode, count: Option<u32>) -> Rule {
    Rule { on: Some(Operation::Balance), count, ..Rule::always(mode) }
}

async fn logged(bed: &Bed) -> Vec<(String, String)> {
    let read = |tx: &mut naru_store::Tx<'_>| {
        let sql = "SELECT bank_tran_id, outcome FROM relay_call ORDER BY bank_tran_id";
        Ok(tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?)
    };
    bed.node().calls.read(read).await.expect("reads")
}

async fn asks(bed: &Bed, question: &Value) -> Value {
    bed.ask(BALANCE, question).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_has_its_form_and_is_on_record() {
    let bed = Bed::new().await;
    let question = bed.balance();
    let answer = asks(&bed, &question).await;
    let wanted = [
        ("rsp_code", "A0000"),
        ("bank_tran_id", question["bank_tran_id"].as_str().expect("text")),
        ("bank_code_tran", "901"),
        ("bank_rsp_code", "000"),
        ("bank_name", "너울은행"),
        ("savings_bank_name", ""),
        ("fintech_use_num", "120260000100000000000000"),
        ("balance_amt", "50000000"),
        ("available_amt", "50000000"),
    ];
    for (name, value) in wanted {
        assert_eq!(answer[name], *value, "{name}: {answer}");
    }
    let others = ["account_type", "product_name", "account_issue_date", "maturity_date"];
    for name in others.iter().chain(&["last_tran_date", "bank_tran_date", "bank_rsp_message"]) {
        assert!(answer[*name].is_string(), "{name}: {answer}");
    }
    assert_eq!(answer.as_object().expect("an object").len(), 19, "{answer}");
    let id = question["bank_tran_id"].as_str().expect("text").to_owned();
    assert_eq!(logged(&bed).await, [(id, "A0000".to_owned())]);
    assert_eq!(asks(&bed, &question).await["rsp_code"], "A0326", "an id is used once");
    assert_eq!(logged(&bed).await.len(), 1);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_asks_without_consent() {
    let bed = Bed::new().await;
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&[("bank_code_std", "912")], "A0302"),
        (&[("user_seq_no", "1199999999")], "A0337"),
        (&[("account_num", SHY_ACCOUNT)], "A0323"),
        (&[("user_seq_no", SHY), ("account_num", SHY_ACCOUNT)], "A0305"),
        (&[("user_seq_no", GONE), ("account_num", GONE_ACCOUNT)], "A0316"),
    ];
    for (changes, code) in cases {
        let mut question = bed.balance();
        for (field, value) in changes {
            question[*field] = json!(value);
        }
        let answer = asks(&bed, &question).await;
        assert_eq!(answer["rsp_code"], code, "{answer}");
        assert!(answer.get("balance_amt").is_none(), "{answer}");
    }
    assert_eq!(logged(&bed).await.len(), 5, "who tried is on record too");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inquiry_is_tried_once_more() {
    let bed = Bed::with(With::bank(vec![rule(Mode::Down { how: Down::Closed }, Some(1))])).await;
    assert_eq!(asks(&bed, &bed.balance()).await["rsp_code"], "A0000");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_bank_is_a_definite_answer() {
    let bed = Bed::with(With::bank(vec![rule(Mode::Down { how: Down::Closed }, None)])).await;
    let answer = asks(&bed, &bed.balance()).await;
    assert_eq!(answer["rsp_code"], "A0017", "{answer}");
    bed.set_faults(vec![rule(Mode::Slow { ms: 3_000 }, None)]).await;
    assert_eq!(asks(&bed, &bed.balance()).await["rsp_code"], "A0017");
    let mut nobody = bed.balance();
    nobody["bank_code_std"] = json!(EMPTY_BANK);
    assert_eq!(asks(&bed, &nobody).await["rsp_code"], "A0016");
    let outcomes: Vec<String> = logged(&bed).await.into_iter().map(|(_, o)| o).collect();
    assert_eq!(outcomes, ["A0017", "A0017", "A0016"]);
    bed.verify().await;
}
