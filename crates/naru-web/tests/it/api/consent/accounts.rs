//! The accounts of a user: list, alias, e-mail, cancel.

use super::super::bed::*;
use super::both;
use super::people::*;
use serde_json::{Value, json};

both!(
    a_list_shows_what_is_asked_for,
    an_account_is_cancelled_agreement_by_agreement,
    a_handle_opens_nothing_of_others,
    an_id_is_used_once,
    an_account_is_described,
    cancel_checks_its_fields,
);

fn by_number(bed: &Bed) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "user_seq_no": USER,
        "bank_code_std": BANK,
        "account_num": ACCOUNT,
        "scope": "inquiry",
    })
}

fn by_handle(bed: &Bed, handle: &str, scope: &str) -> Value {
    json!({ "bank_tran_id": bed.id_of(NARAE), "fintech_use_num": handle, "scope": scope })
}

async fn purposes(bed: &Bed) -> Vec<(String, String)> {
    let read = |tx: &mut naru_store::Tx<'_>| {
        let sql = "SELECT purpose, outcome FROM relay_call ORDER BY bank_tran_id";
        Ok(tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?)
    };
    bed.node().calls.read(read).await.expect("reads")
}

async fn a_list_shows_what_is_asked_for(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let query = format!("user_seq_no={USER}&include_cancel_yn=N&sort_order=A");
    let answer = bed.get_with(ACCOUNTS, &pair.access, &query).await;
    assert_eq!(answer["user_name"], "김가람");
    assert_eq!(answer["res_cnt"], "2");
    assert_eq!(answer.as_object().expect("an object").len(), 4 + 3, "{answer}");
    let handles = |answer: &Value| -> Vec<String> {
        let list = answer["res_list"].as_array().expect("a list");
        list.iter().map(|it| it["fintech_use_num"].as_str().expect("text").to_owned()).collect()
    };
    let up = handles(&answer);
    let first = answer["res_list"][0].as_object().expect("an object");
    assert_eq!(first["account_state"], "01");
    assert!(first.get("payer_num").is_none() && first.len() == 17, "{answer}");
    let down = bed.get_with(ACCOUNTS, &pair.access, &format!("user_seq_no={USER}")).await;
    assert_eq!(handles(&down), up.iter().rev().cloned().collect::<Vec<_>>());
    for scope in ["inquiry", "transfer"] {
        let body = by_handle(&bed, OWN_HANDLE, scope);
        assert_eq!(bed.post_with(CANCEL, &pair.access, &body).await["rsp_code"], "A0000");
    }
    let left = bed.get_with(ACCOUNTS, &pair.access, &query).await;
    assert_eq!(left["res_cnt"], "1");
    let all = bed.get_with(ACCOUNTS, &pair.access, &query.replace("yn=N", "yn=Y")).await;
    let states: Vec<&Value> =
        all["res_list"].as_array().expect("a list").iter().map(|it| &it["account_state"]).collect();
    assert_eq!(states, [&json!("09"), &json!("01")], "{all}");
    for bad in ["include_cancel_yn=X", "sort_order=Z", "sort_order=DD"] {
        let query = format!("user_seq_no={USER}&{bad}");
        assert_eq!(bed.get_with(ACCOUNTS, &pair.access, &query).await["rsp_code"], "A0004");
    }
    bed.verify().await;
}

async fn an_account_is_cancelled_agreement_by_agreement(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let answer = bed.post_with(CANCEL, &pair.access, &by_handle(&bed, OWN_HANDLE, "inquiry")).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer["bank_rsp_code"], "000", "{answer}");
    assert_eq!(answer.as_object().expect("an object").len(), 4 + 5, "{answer}");
    // It works on the very next call, and only on what was taken back.
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0305");
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000");
    let again = bed.post_with(CANCEL, &pair.access, &by_handle(&bed, OWN_HANDLE, "inquiry")).await;
    assert_eq!((&again["rsp_code"], &again["bank_rsp_code"]), (&json!("A0002"), &json!("551")));
    let mut by_number = by_number(&bed);
    by_number["scope"] = json!("transfer");
    assert_eq!(bed.ask(CANCEL, &by_number).await["rsp_code"], "A0000");
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0306");
    for (field, value, code, bank) in [
        ("user_seq_no", "1199999999", "A0002", json!("555")),
        ("account_num", "555", "A0323", Value::Null),
        ("bank_code_std", "912", "A0302", Value::Null),
    ] {
        let mut other = by_number.clone();
        other["bank_tran_id"] = bed.id_of(NARAE).into();
        other[field] = json!(value);
        let answer = bed.ask(CANCEL, &other).await;
        assert_eq!(answer["rsp_code"], code, "{answer}");
        assert_eq!(answer.get("bank_rsp_code").unwrap_or(&Value::Null), &bank, "{answer}");
    }
    assert_eq!(bed.audited("consent.account.withdrawn").await, 2);
    let logged = purposes(&bed).await;
    let cancels = logged.iter().filter(|(purpose, _)| purpose == "cancel").count();
    assert_eq!(cancels, 4, "{logged:?}");
    bed.verify().await;
}

async fn a_handle_opens_nothing_of_others(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let at_maru = bed.agree(MARU, person(1), &[(BANK, "1002003777")]).await;
    let shy = "120260000100000000000001";
    let before = bed.dump().await;
    let none = "120260000199999999999999";
    for (handle, code) in
        [(at_maru.handles[0].as_str(), "A0304"), (shy, "A0304"), (none, "A0304"), ("1", "A0004")]
    {
        let body = by_handle(&bed, handle, "inquiry");
        assert_eq!(bed.post_with(CANCEL, &pair.access, &body).await["rsp_code"], code);
        let alias = json!({ "fintech_use_num": handle, "account_alias": "a" });
        assert_eq!(bed.post_with(UPDATE_INFO, &pair.access, &alias).await["rsp_code"], code);
    }
    let foreign = by_handle(&bed, &at_maru.handles[0], "inquiry");
    assert_eq!(bed.ask(CANCEL, &foreign).await["rsp_code"], "A0304");
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

async fn an_id_is_used_once(bed: Bed) {
    let asked = bed.balance();
    assert_eq!(bed.ask(BALANCE, &asked).await["rsp_code"], "A0000");
    let mut body = by_handle(&bed, OWN_HANDLE, "inquiry");
    body["bank_tran_id"] = asked["bank_tran_id"].clone();
    assert_eq!(bed.ask(CANCEL, &body).await["rsp_code"], "A0326", "an inquiry has it");
    let first = by_handle(&bed, OWN_HANDLE, "inquiry");
    assert_eq!(bed.ask(CANCEL, &first).await["rsp_code"], "A0000");
    assert_eq!(bed.ask(CANCEL, &first).await["rsp_code"], "A0326");
    let mut inquiry = bed.balance();
    inquiry["bank_tran_id"] = first["bank_tran_id"].clone();
    assert_eq!(bed.ask(BALANCE, &inquiry).await["rsp_code"], "A0326", "a command has it");
    let mut info = by_number(&bed);
    info["bank_tran_id"] = first["bank_tran_id"].clone();
    assert_eq!(bed.ask(INFO, &info).await["rsp_code"], "A0326");
    bed.verify().await;
}

async fn an_account_is_described(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let alias = json!({ "fintech_use_num": OWN_HANDLE, "account_alias": "생활비 통장" });
    let answer = bed.post_with(UPDATE_INFO, &pair.access, &alias).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    let mut email = by_number(&bed);
    email["update_user_email"] = json!("garam@narae.example");
    let answer = bed.ask(UPDATE, &email).await;
    assert_eq!((&answer["rsp_code"], &answer["bank_rsp_code"]), (&json!("A0000"), &json!("000")));
    assert_eq!(bed.ask(UPDATE, &email).await["rsp_code"], "A0326");
    let info = bed.ask(INFO, &by_number(&bed)).await;
    for (name, value) in [
        ("rsp_code", "A0000"),
        ("fintech_use_num", OWN_HANDLE),
        ("account_num_masked", "1002003***"),
        ("account_alias", "생활비 통장"),
        ("user_email", "garam@narae.example"),
        ("scope", "inquiry"),
        ("agree_yn", "Y"),
    ] {
        assert_eq!(info[name], *value, "{name}: {info}");
    }
    let me = bed.get_with(ME, &pair.access, &format!("user_seq_no={USER}")).await;
    assert_eq!(me["res_list"][0]["account_alias"], "생활비 통장", "{me}");
    let too_long = json!({ "fintech_use_num": OWN_HANDLE, "account_alias": "가".repeat(26) });
    assert_eq!(bed.post_with(UPDATE_INFO, &pair.access, &too_long).await["rsp_code"], "A0004");
    for path in [UPDATE, INFO] {
        let mut body = by_number(&bed);
        body["update_user_email"] = json!("a@b.example");
        for field in ["bank_tran_id", "user_seq_no", "bank_code_std", "account_num", "scope"] {
            let mut bad = body.clone();
            bad[field] = json!("");
            assert_eq!(bed.ask(path, &bad).await["rsp_code"], "A0004", "{path} {field}");
            bad[field] = json!("가");
            assert_eq!(bed.ask(path, &bad).await["rsp_code"], "A0004", "{path} {field}");
        }
        let mut nobody = body.clone();
        nobody["user_seq_no"] = json!("1199999999");
        assert_eq!(bed.ask(path, &nobody).await["rsp_code"], "A0337", "{path}");
        let mut foreign = body;
        foreign["bank_tran_id"] = bed.id_of(MARU).into();
        assert_eq!(bed.ask(path, &foreign).await["rsp_code"], "A0004", "{path}");
    }
    bed.verify().await;
}

async fn cancel_checks_its_fields(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let good = by_handle(&bed, OWN_HANDLE, "inquiry");
    for (field, value) in [
        ("bank_tran_id", json!("")),
        ("bank_tran_id", json!(bed.id_of(MARU))),
        ("scope", json!("login")),
        ("scope", json!(null)),
        ("fintech_use_num", json!("")),
        ("fintech_use_num", json!("12026000010000000000000000")),
        ("fintech_use_num", json!("a2026000010000000000000")),
    ] {
        let mut body = good.clone();
        body[field] = value.clone();
        let answer = bed.post_with(CANCEL, &pair.access, &body).await;
        assert_eq!(answer["rsp_code"], "A0004", "{field}={value}: {answer}");
    }
    for field in ["user_seq_no", "bank_code_std", "account_num"] {
        let mut body = by_number(&bed);
        body[field] = json!("");
        let answer = bed.ask(CANCEL, &body).await;
        assert_eq!(answer["rsp_code"], "A0004", "{answer}");
        assert!(answer["rsp_message"].as_str().expect("text").contains(field), "{answer}");
    }
    let mut both = by_number(&bed);
    both["fintech_use_num"] = json!(OWN_HANDLE);
    assert_eq!(bed.ask(CANCEL, &both).await["rsp_code"], "A0004");
    // By number only the institution itself.
    assert_eq!(bed.post_with(CANCEL, &pair.access, &by_number(&bed)).await["rsp_code"], "A0004");
    let inquiry = bed.pair_for(NARAE, USER, "inquiry").await;
    assert_eq!(bed.post_with(CANCEL, &inquiry.access, &good).await["rsp_code"], "O0004");
    assert_eq!(bed.audited("consent.account.withdrawn").await, 0);
    bed.verify().await;
}
