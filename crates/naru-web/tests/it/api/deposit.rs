//! Deposits and withdrawals by handle, from the request to the two books.

use super::bed::*;
use naru_core::identity::Scope;
use naru_core::relay::State;
use naru_lab::bank::fault::{Down, Mode, Rule};
use serde_json::{Value, json};

/// The item of a deposit, by which the bed's questions about transfers go.
fn item(order: &Value) -> Value {
    order["req_list"][0].clone()
}

async fn balance_at_bank(bed: &Bed) -> i64 {
    let bank = bed.bank.as_ref().expect("runs");
    bank.books.account(ACCOUNT.into()).await.expect("reads").expect("is there").balance.get()
}

/// The names, and that every value is a text: strict clients break on any change.
#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_has_its_form() {
    let bed = Bed::funded().await;
    let mut order = bed.deposit_order(10_000);
    let link = bed.id_of(NARAE);
    order["req_list"][0]["withdraw_bank_tran_id"] = json!(link);
    order["req_list"][0]["cms_num"] = json!("CMS1");
    let answer = bed.deposit(&order).await;
    let head = [
        ("rsp_code", "A0000"),
        ("wd_bank_code_std", "901"),
        ("wd_bank_code_sub", "9010001"),
        ("wd_bank_name", "너울은행"),
        ("wd_account_num_masked", "9010000000***"),
        ("wd_print_content", "환급"),
        ("wd_account_holder_name", "나래페이"),
        ("res_cnt", "1"),
    ];
    for (name, value) in head {
        assert_eq!(answer[name], value, "{name}: {answer}");
    }
    assert_eq!(answer.as_object().expect("an object").len(), head.len() + 4, "{answer}");
    let sent = item(&order);
    let today = bed.today().to_string();
    let wanted = [
        ("tran_no", "1"),
        ("bank_tran_id", sent["bank_tran_id"].as_str().expect("text")),
        ("bank_tran_date", today.as_str()),
        ("bank_code_tran", "901"),
        ("bank_rsp_code", "000"),
        ("bank_rsp_message", "정상 처리되었습니다"),
        ("fintech_use_num", ""),
        ("account_alias", ""),
        ("bank_code_std", "901"),
        ("bank_code_sub", "9010001"),
        ("bank_name", "너울은행"),
        ("savings_bank_name", ""),
        ("account_num_masked", "1002003***"),
        ("print_content", "나래페이"),
        ("account_holder_name", "김가람"),
        ("tran_amt", "10000"),
        ("cms_num", "CMS1"),
        ("withdraw_bank_tran_id", link.as_str()),
    ];
    let got = &answer["res_list"][0];
    for (name, value) in wanted {
        assert_eq!(got[name], value, "{name}");
    }
    assert_eq!(got.as_object().expect("an object").len(), wanted.len(), "{got}");
    assert_eq!(balance_at_bank(&bed).await, OPENING + 10_000, "the customer has it");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + 10_000, 0));
    assert_eq!(bed.posted("inst-fee:M202600001").await, (20, 0));
    for action in ["relay.deposit.reserved", "relay.deposit.settled"] {
        assert_eq!(bed.audited(action).await, 1, "{action}");
    }
    bed.verify().await;
}

async fn an_unknown_outcome_is_found_out(bed: Bed, state: State) {
    bed.fund(NARAE, 1, FUNDS).await;
    let order = bed.deposit_order(10_000);
    let answer = bed.deposit(&order).await;
    assert_eq!(answer["rsp_code"], "A0001", "{answer}");
    assert_eq!(answer["res_list"][0]["bank_rsp_code"], "", "undecided: {answer}");
    assert_eq!(bed.deposit(&order).await["rsp_code"], "A0001");
    let mut other = order.clone();
    other["req_list"][0]["tran_amt"] = json!("1");
    assert_eq!(bed.deposit(&other).await["rsp_code"], "A0326");
    let mut question = bed.result_of(&[&item(&order)]);
    assert_eq!(bed.ask(RESULT, &question).await["rsp_code"], "A0310", "it is no withdrawal");
    question["check_type"] = json!("2");
    let result = bed.ask(RESULT, &question).await;
    assert_eq!(result["rsp_code"], "A0001", "{result}");
    assert_eq!(result["res_list"][0]["bank_rsp_code"], "400");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS, 10_000), "still set aside");

    bed.set_faults(Vec::new()).await;
    bed.sweep().await;
    assert_eq!(bed.state(&item(&order)).await, Some(state));
    let (code, item_code, moved) = match state {
        State::Settled => ("A0000", "000", 10_000),
        _ => ("A0009", "701", 0),
    };
    let again = bed.deposit(&order).await;
    assert_eq!(
        (&again["rsp_code"], &again["res_list"][0]["bank_rsp_code"]),
        (&json!(code), &json!(item_code)),
        "{again}"
    );
    let result = bed.ask(RESULT, &question).await;
    assert_eq!(result["rsp_code"], "A0000");
    assert_eq!(result["res_list"][0]["bank_rsp_code"], item_code, "{result}");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + moved, 0));
    assert_eq!(balance_at_bank(&bed).await, OPENING + moved, "the bank's book says the same");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_a_deposit() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::LostReply)])).await;
    an_unknown_outcome_is_found_out(bed, State::Settled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_a_deposit_on_postgres() {
    let with = With::bank(vec![Rule::always(Mode::LostReply)]);
    if let Some(bed) = Bed::postgres(with).await {
        an_unknown_outcome_is_found_out(bed, State::Settled).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_that_the_bank_never_got() {
    let down = Mode::Down { how: Down::Closed };
    let bed = Bed::with(With::bank(vec![Rule::times(down, 1)])).await;
    an_unknown_outcome_is_found_out(bed, State::Released).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_bank_refuses_is_the_items_failure() {
    let bed = Bed::funded().await;
    bed.set_faults(vec![Rule::times(Mode::Refuse { code: "420".into() }, 1)]).await;
    let answer = bed.deposit(&bed.deposit_order(10_000)).await;
    assert_eq!(answer["rsp_code"], "A0009", "{answer}");
    assert_eq!(answer["res_list"][0]["bank_rsp_code"], "420");
    // The payee's name is the bank's to know.
    let mut named = bed.deposit_order(10_000);
    named["req_list"][0]["account_holder_name"] = json!("임가명");
    let answer = bed.deposit(&named).await;
    assert_eq!(answer["rsp_code"], "A0312", "{answer}");
    assert_eq!(answer["res_list"][0]["bank_rsp_code"], "815");
    let mut off = bed.deposit_order(10_000);
    off["name_check_option"] = json!("off");
    off["req_list"][0]["account_holder_name"] = json!("임가명");
    assert_eq!(bed.deposit(&off).await["rsp_code"], "A0000", "nobody compares it");
    let mut nameless = bed.deposit_order(10_000);
    nameless["req_list"][0]["account_holder_name"] = json!("");
    assert_eq!(bed.deposit(&nameless).await["rsp_code"], "A0004", "on needs a name");
    nameless["name_check_option"] = json!("off");
    assert_eq!(bed.deposit(&nameless).await["rsp_code"], "A0000");
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + 20_000, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_needs_its_phrase_its_account_and_its_funds() {
    let bed = Bed::funded().await;
    let mut phrase = bed.deposit_order(10_000);
    phrase["wd_pass_phrase"] = json!("nope");
    assert_eq!(bed.deposit(&phrase).await["rsp_code"], "A0307");
    let mut contract = bed.deposit_order(10_000);
    contract["cntr_account_num"] = json!(CONTRACT);
    assert_eq!(bed.deposit(&contract).await["rsp_code"], "A0322", "it collects, it does not pay");
    let mut bank = bed.deposit_order(10_000);
    bank["req_list"][0]["bank_code_std"] = json!("912");
    assert_eq!(bed.deposit(&bank).await["rsp_code"], "A0302");
    assert_eq!(bed.deposit(&bed.deposit_order(FUNDS + 1)).await["rsp_code"], "A0101", "funds");
    for (rule, code) in [
        ("deposit_monthly_limit_won", "A0102"),
        ("deposit_daily_limit_won", "A0101"),
        ("deposit_once_limit_won", "A0106"),
    ] {
        bed.set_rule_of(NARAE, rule, 5_000).await;
        assert_eq!(bed.deposit(&bed.deposit_order(5_001)).await["rsp_code"], code, "{rule}");
    }
    assert_eq!(bed.deposit(&bed.deposit_order(5_000)).await["rsp_code"], "A0000");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_names_the_account() {
    let bed = Bed::funded().await;
    let answer = bed.ask(WITHDRAW_FIN, &bed.order_fin(10_000)).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer["fintech_use_num"], HANDLE);
    assert_eq!(
        (&answer["bank_code_std"], &answer["account_num_masked"]),
        (&json!("901"), &json!("1002003***"))
    );
    assert_eq!(answer["wd_limit_remain_amt"], "9990000");
    let order = bed.deposit_fin(4_000);
    let answer = bed.ask(DEPOSIT_FIN, &order).await;
    assert_eq!(answer["rsp_code"], "A0000", "the registered name is compared: {answer}");
    assert_eq!(answer["res_list"][0]["fintech_use_num"], HANDLE);
    let mut question = bed.result_of(&[&item(&order)]);
    question["check_type"] = json!("2");
    let result = bed.ask(RESULT, &question).await;
    let wanted = [
        ("wd_bank_code_std", "901"),
        ("wd_account_num_masked", "9010000000***"),
        ("wd_print_content", "환급"),
        ("wd_account_holder_name", "나래페이"),
        ("wd_fintech_use_num", ""),
        ("dps_account_num_masked", "1002003***"),
        ("dps_print_content", "나래페이"),
        ("dps_account_holder_name", "김가람"),
        ("dps_fintech_use_num", HANDLE),
    ];
    for (name, value) in wanted {
        assert_eq!(result["res_list"][0][name], value, "{name}: {result}");
    }
    assert_eq!(balance_at_bank(&bed).await, OPENING - 6_000);
    let mut nobody = bed.order_fin(10);
    nobody["fintech_use_num"] = json!("120260000199999999999999");
    for _ in 0..2 {
        assert_eq!(bed.ask(WITHDRAW_FIN, &nobody).await["rsp_code"], "A0304", "and again");
    }
    let mut nobody = bed.deposit_fin(10);
    nobody["req_list"][0]["fintech_use_num"] = json!("120260000199999999999999");
    assert_eq!(bed.ask(DEPOSIT_FIN, &nobody).await["rsp_code"], "A0304");
    let mut shy = bed.order_fin(10);
    shy["fintech_use_num"] = json!("120260000100000000000001");
    assert_eq!(bed.ask(WITHDRAW_FIN, &shy).await["rsp_code"], "A0306");
    bed.verify().await;
}

/// A user's token moves that user's money only, and only if it is for transfers.
#[tokio::test(flavor = "multi_thread")]
async fn a_users_token_is_for_that_users_accounts() {
    let bed = Bed::new().await;
    let own = bed.token_of_user(USER, Scope::Transfer).await;
    let others = bed.token_of_user(SHY, Scope::Transfer).await;
    let asks = bed.token_of_user(USER, Scope::Inquiry).await;
    for (token, code) in [(&own, "A0000"), (&others, "A0313"), (&asks, "O0004")] {
        let order = bed.order_fin(1_000).to_string();
        let answer = bed.send(bed.post(WITHDRAW_FIN, token, order)).await.expect("an answer").1;
        assert_eq!(answer["rsp_code"], code, "{answer}");
        let body = bed.deposit_fin(1_000).to_string();
        let answer = bed.send(bed.post(DEPOSIT_FIN, token, body)).await.expect("an answer").1;
        assert_eq!(answer["rsp_code"], "O0004", "deposits are the institution's own");
    }
    bed.verify().await;
}

/// Another institution neither pays from this one's account nor by its handles.
#[tokio::test(flavor = "multi_thread")]
async fn another_institutions_handles_and_accounts_open_nothing() {
    let bed = Bed::funded().await;
    let token = bed.token_of(MARU, "oob").await;
    for (path, mut order) in [(DEPOSIT, bed.deposit_order(10)), (DEPOSIT_FIN, bed.deposit_fin(10))]
    {
        let foreign = bed.send(bed.post(path, &token, order.to_string())).await.expect("answers").1;
        assert_eq!(foreign["rsp_code"], "A0004", "the id is another's: {foreign}");
        order["req_list"][0]["bank_tran_id"] = json!(bed.id_of(MARU));
        let answer = bed.send(bed.post(path, &token, order.to_string())).await.expect("answers").1;
        let wanted = if path == DEPOSIT { "A0101" } else { "A0304" };
        assert_eq!(answer["rsp_code"], wanted, "{answer}");
    }
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS, 0));
    bed.verify().await;
}
