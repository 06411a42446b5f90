//! Claims for the return of a deposit, from the request to the two books.

use super::bed::*;
use naru_core::relay::State;
use naru_lab::bank::fault::{Mode, Rule};
use serde_json::{Value, json};

const CLAIM: &str = "/v2.0/return/claim";
const RESULT_OF_CLAIM: &str = "/v2.0/return/result";

/// A deposit of 10,000 won that the customer has.
async fn deposited(bed: &Bed) -> Value {
    let order = bed.deposit_order(10_000);
    assert_eq!(bed.deposit(&order).await["rsp_code"], "A0000");
    order["req_list"][0].clone()
}

pub fn claim(bed: &Bed, deposit: &Value) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "org_bank_tran_date": bed.today().to_string(),
        "org_bank_tran_id": deposit["bank_tran_id"],
        "org_dps_bank_code_std": BANK,
        "org_dps_account_num": ACCOUNT,
        "org_tran_amt": "10000",
        "org_wd_bank_code_std": BANK,
        "claim_code": "02",
        "claim_message": "착오송금",
        "total_return_yn": "Y",
        "return_account_num": PAYING,
        "use_org_contact": "0200000000",
        "use_org_email": "",
    })
}

pub fn question(bed: &Bed, claim: &Value) -> Value {
    json!({
        "claim_bank_tran_date": bed.today().to_string(),
        "claim_bank_tran_id": claim["bank_tran_id"],
    })
}

async fn balance_at_bank(bed: &Bed) -> i64 {
    let bank = bed.bank.as_ref().expect("runs");
    bank.books.account(ACCOUNT.into()).await.expect("reads").expect("is there").balance.get()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_comes_back() {
    let bed = Bed::funded().await;
    let deposit = deposited(&bed).await;
    let claim = claim(&bed, &deposit);
    let answer = bed.ask(CLAIM, &claim).await;
    let today = bed.today().to_string();
    let id = |value: &Value| value.as_str().expect("text").to_owned();
    let wanted = [
        ("rsp_code", "A0000".to_owned()),
        ("dps_bank_code_std", "901".into()),
        ("bank_tran_id", id(&claim["bank_tran_id"])),
        ("bank_tran_date", today.clone()),
        ("bank_code_tran", "901".into()),
        ("bank_rsp_code", "000".into()),
        ("wd_bank_code_std", "901".into()),
        ("wd_bank_code_sub", "9010001".into()),
        ("wd_bank_name", "너울은행".into()),
        ("org_bank_tran_date", today),
        ("org_bank_tran_id", id(&deposit["bank_tran_id"])),
        ("org_dps_account_num_masked", "1002003***".into()),
        ("org_dps_fintech_use_num", String::new()),
        ("org_tran_amt", "10000".into()),
        ("claim_code", "02".into()),
        ("return_tran_amt", "10000".into()),
        ("return_account_num", PAYING.into()),
        ("return_status", "02".into()),
    ];
    for (name, value) in &wanted {
        assert_eq!(answer[*name], **value, "{name}: {answer}");
    }
    // Beside these: api_tran_id, api_tran_dtm, rsp_message, bank_rsp_message.
    assert_eq!(answer.as_object().expect("an object").len(), wanted.len() + 4, "{answer}");
    assert_eq!(balance_at_bank(&bed).await, OPENING, "the customer has given it back");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS, 0));
    let result = bed.ask(RESULT_OF_CLAIM, &question(&bed, &claim)).await;
    assert_eq!((&result["rsp_code"], &result["return_status"]), (&json!("A0000"), &json!("02")));
    assert_eq!(result["claim_message"], "착오송금");
    let again = bed.ask(CLAIM, &claim).await;
    assert_eq!((&again["rsp_code"], &again["return_status"]), (&json!("A0000"), &json!("02")));
    let mut other = claim.clone();
    other["claim_code"] = json!("05");
    assert_eq!(bed.ask(CLAIM, &other).await["rsp_code"], "A0326");
    for action in ["relay.return.reserved", "relay.return.settled"] {
        assert_eq!(bed.audited(action).await, 1, "{action}");
    }
    bed.verify().await;
}

async fn a_bank_takes_its_time(bed: Bed) {
    bed.fund(NARAE, 1, FUNDS).await;
    let deposit = deposited(&bed).await;
    bed.set_faults(vec![Rule::times(Mode::LostReply, 1)]).await;
    let claim = claim(&bed, &deposit);
    let answer = bed.ask(CLAIM, &claim).await;
    assert_eq!((&answer["rsp_code"], &answer["return_status"]), (&json!("A0001"), &json!("01")));
    let result = bed.ask(RESULT_OF_CLAIM, &question(&bed, &claim)).await;
    assert_eq!((&result["rsp_code"], &result["return_status"]), (&json!("A0001"), &json!("01")));
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + 10_000, 0), "not counted yet");
    bed.sweep().await;
    assert_eq!(bed.state(&claim).await, Some(State::Settled));
    let result = bed.ask(RESULT_OF_CLAIM, &question(&bed, &claim)).await;
    assert_eq!((&result["rsp_code"], &result["return_status"]), (&json!("A0000"), &json!("02")));
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS, 0));
    assert_eq!(balance_at_bank(&bed).await, OPENING);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_takes_its_time() {
    a_bank_takes_its_time(Bed::new().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_takes_its_time_on_postgres() {
    if let Some(bed) = Bed::postgres(With::default()).await {
        a_bank_takes_its_time(bed).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payee_who_does_not_give_it_back() {
    let bed = Bed::funded().await;
    let deposit = deposited(&bed).await;
    bed.set_faults(vec![Rule::times(Mode::Refuse { code: "472".into() }, 1)]).await;
    let refused = claim(&bed, &deposit);
    let answer = bed.ask(CLAIM, &refused).await;
    assert_eq!((&answer["rsp_code"], &answer["bank_rsp_code"]), (&json!("A0002"), &json!("472")));
    assert_eq!(answer["return_status"], "03");
    let result = bed.ask(RESULT_OF_CLAIM, &question(&bed, &refused)).await;
    assert_eq!((&result["rsp_code"], &result["return_status"]), (&json!("A0000"), &json!("03")));
    // In parts, up to what was deposited; what was refused does not count.
    let part = |amount: &str| {
        let mut part = claim(&bed, &deposit);
        part["total_return_yn"] = json!("N");
        part["return_tran_amt"] = json!(amount);
        part
    };
    assert_eq!(bed.ask(CLAIM, &part("6000")).await["rsp_code"], "A0000");
    assert_eq!(bed.ask(CLAIM, &part("4001")).await["rsp_code"], "A0005");
    assert_eq!(bed.ask(CLAIM, &part("4000")).await["rsp_code"], "A0000");
    assert_eq!(bed.ask(CLAIM, &part("1")).await["rsp_code"], "A0005");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_claimed() {
    let bed = Bed::funded().await;
    let deposit = deposited(&bed).await;
    let before = bed.posted("inst-out:M202600001").await;
    for (field, value, code) in [
        ("org_bank_tran_id", bed.id_of(NARAE), "A0310"),
        ("org_bank_tran_date", "20200101".into(), "A0310"),
        ("org_tran_amt", "10001".into(), "A0310"),
        ("org_dps_account_num", SHY_ACCOUNT.into(), "A0310"),
        ("org_dps_bank_code_std", "902".into(), "A0310"),
        ("org_dps_bank_code_std", "912".into(), "A0302"),
        ("org_wd_bank_code_std", "902".into(), "A0310"),
        ("return_account_num", CONTRACT.into(), "A0322"),
        ("bank_tran_id", bed.id_of(MARU), "A0004"),
        ("org_bank_tran_id", bed.id_of(MARU), "A0004"),
    ] {
        let mut claim = claim(&bed, &deposit);
        claim[field] = json!(value);
        assert_eq!(bed.ask(CLAIM, &claim).await["rsp_code"], code, "{field} = {value}");
    }
    let mut unknown = question(&bed, &claim(&bed, &deposit));
    assert_eq!(bed.ask(RESULT_OF_CLAIM, &unknown).await["rsp_code"], "A0310");
    unknown["claim_bank_tran_id"] = deposit["bank_tran_id"].clone();
    assert_eq!(bed.ask(RESULT_OF_CLAIM, &unknown).await["rsp_code"], "A0310", "no claim");
    // By its handle, too.
    let mut handle = claim(&bed, &deposit);
    for name in ["org_dps_bank_code_std", "org_dps_account_num"] {
        handle.as_object_mut().expect("an object").remove(name);
    }
    handle["org_dps_fintech_use_num"] = json!("120260000199999999999999");
    assert_eq!(bed.ask(CLAIM, &handle).await["rsp_code"], "A0304");
    assert_eq!(bed.posted("inst-out:M202600001").await, before);
    handle["bank_tran_id"] = json!(bed.id_of(NARAE));
    handle["org_dps_fintech_use_num"] = json!(HANDLE);
    let answer = bed.ask(CLAIM, &handle).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer["org_dps_fintech_use_num"], HANDLE);
    // Another institution's claims are its own.
    let asks = question(&bed, &handle).to_string();
    let token = bed.token_of(MARU, "oob").await;
    let answer = bed.send(bed.post(RESULT_OF_CLAIM, &token, asks)).await.expect("answers").1;
    assert_eq!(answer["rsp_code"], "A0310");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_a_claim() {
    let bed = Bed::funded().await;
    let deposit = deposited(&bed).await;
    let before = bed.dump().await;
    for (field, wrong) in [
        ("bank_tran_id", &["", "x"][..]),
        ("org_bank_tran_date", &["", "20260230"]),
        ("org_bank_tran_id", &["", "x"]),
        ("org_dps_bank_code_std", &["", "90a"]),
        ("org_dps_account_num", &["", "1-2"]),
        ("org_dps_fintech_use_num", &["1", HANDLE]),
        ("org_tran_amt", &["", "0", "1.0"]),
        ("org_wd_bank_code_std", &["", "9"]),
        ("claim_code", &["", "123", "-"]),
        ("total_return_yn", &["", "y", "N"]),
        ("return_account_num", &["1-2"]),
    ] {
        for value in wrong {
            let mut claim = claim(&bed, &deposit);
            claim[field] = json!(value);
            let answer = bed.ask(CLAIM, &claim).await;
            assert_eq!(answer["rsp_code"], "A0004", "{field} = {value}: {answer}");
        }
    }
    for (field, value) in [("claim_bank_tran_date", "2026"), ("claim_bank_tran_id", "")] {
        let mut question = question(&bed, &deposit);
        question[field] = json!(value);
        let answer = bed.ask(RESULT_OF_CLAIM, &question).await;
        assert_eq!(answer["rsp_code"], "A0004", "{field} = {value}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}
