//! A withdrawal goes through, is refused, or comes again; and what it leaves behind.

use super::bed::*;
use naru_base::{ClientUseCode, Won};
use naru_core::identity;
use naru_core::relay::State;
use naru_lab::bank::fault::{Mode, Rule};
use serde_json::json;

async fn moves_once(bed: Bed) {
    let order = bed.order(10_000);
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer["bank_rsp_code"], "000");
    assert_eq!(bed.state(&order).await, Some(State::Settled));
    assert_eq!(bed.posted("bank:901").await, (10_000, 0));
    assert_eq!(bed.posted("inst:M202600001").await, (-10_000, 0));
    assert_eq!(bed.posted("inst-fee:M202600001").await, (30, 0));
    assert_eq!(bed.posted("naru:fee").await, (-30, 0));
    let bank = bed.bank.as_ref().expect("runs");
    let account = bank.books.account(ACCOUNT.into()).await.expect("reads").expect("is there");
    assert_eq!(account.balance, Won::new(OPENING - 10_000));
    for action in ["relay.withdraw.reserved", "relay.withdraw.settled"] {
        assert_eq!(bed.audited(action).await, 1, "{action}");
    }
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_moves_once() {
    moves_once(Bed::new().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_moves_once_on_postgres() {
    if let Some(bed) = Bed::postgres(With::default()).await {
        moves_once(bed).await;
    }
}

/// The names, their order, and that every value is a text: strict clients break on any change.
#[tokio::test(flavor = "multi_thread")]
async fn the_answer_has_its_form() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    let request = bed.post(WITHDRAW, &bed.token, order.to_string());
    let (headers, answer) = bed.send(request).await.expect("an answer");
    assert_eq!(headers["content-type"], "application/json; charset=UTF-8");
    let id = order["bank_tran_id"].as_str().expect("text");
    let today = bed.today().to_string();
    let limit = (10_000_000 - 10_000).to_string();
    let wanted = [
        ("api_tran_id", None),
        ("api_tran_dtm", None),
        ("rsp_code", Some("A0000")),
        ("rsp_message", Some("처리 성공")),
        ("dps_bank_code_std", Some("901")),
        ("dps_bank_code_sub", Some("9010001")),
        ("dps_bank_name", Some("너울은행")),
        ("dps_account_num_masked", Some("9010000000***")),
        ("dps_print_content", Some("나래페이")),
        ("dps_account_holder_name", Some("나래페이")),
        ("bank_tran_id", Some(id)),
        ("bank_tran_date", Some(today.as_str())),
        ("bank_code_tran", Some("901")),
        ("bank_rsp_code", Some("000")),
        ("bank_rsp_message", None),
        ("fintech_use_num", Some("")),
        ("account_alias", Some("")),
        ("bank_code_std", Some("901")),
        ("bank_code_sub", Some("9010001")),
        ("bank_name", Some("너울은행")),
        ("savings_bank_name", Some("")),
        ("account_num_masked", Some("1002003***")),
        ("print_content", Some("충전")),
        ("account_holder_name", Some("김가람")),
        ("tran_amt", Some("10000")),
        ("wd_limit_remain_amt", Some(limit.as_str())),
    ];
    let fields = answer.as_object().expect("an object");
    let mut names: Vec<&str> = wanted.iter().map(|(n, _)| *n).collect();
    names.sort_unstable();
    assert_eq!(fields.keys().map(String::as_str).collect::<Vec<_>>(), names);
    for (name, value) in wanted {
        let text = fields[name].as_str().unwrap_or_else(|| panic!("{name} is no text"));
        assert!(value.is_none_or(|v| v == text), "{name}: {text}");
    }
    assert_eq!(fields["api_tran_id"].as_str().map(str::len), Some(36));
    assert_eq!(fields["api_tran_dtm"].as_str().map(str::len), Some(17));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_order_again_gets_the_recorded_answer() {
    let bed = Bed::new().await;
    let mut order = bed.order(10_000);
    let mut first = bed.withdraw(&order).await;
    let before = bed.dump().await;
    order["tran_dtime"] = json!("20261122102000");
    let mut again = bed.withdraw(&order).await;
    for answer in [&mut first, &mut again] {
        let fields = answer.as_object_mut().expect("an object");
        assert!(fields.remove("api_tran_id").is_some() && fields.remove("api_tran_dtm").is_some());
    }
    assert_eq!(first, again);
    assert_eq!(bed.dump().await, before, "nothing was recorded or moved");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_with_other_content_is_refused() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    assert_eq!(bed.withdraw(&order).await["rsp_code"], "A0000");
    let others = [
        ("tran_amt", "10001"),
        ("wd_account_num", SHY_ACCOUNT),
        ("user_seq_no", SHY),
        ("wd_print_content", "다른 글"),
        ("req_client_num", "OTHER"),
        ("transfer_purpose", "ST"),
        ("cntr_account_num", "9010000000002"),
    ];
    for (i, (field, value)) in others.into_iter().enumerate() {
        let mut other = order.clone();
        other[field] = json!(value);
        let answer = bed.withdraw(&other).await;
        assert_eq!(answer["rsp_code"], "A0326", "{field}: {answer}");
        let conflicts = bed.audited("relay.withdraw.conflict").await;
        assert_eq!(conflicts, i64::try_from(i).expect("few") + 1);
    }
    assert_eq!(bed.posted("bank:901").await, (10_000, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_that_refuses_gives_its_code_and_the_money_back() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::Refuse { code: "453".into() })])).await;
    let order = bed.order(10_000);
    let answer = bed.withdraw(&order).await;
    assert_eq!((&answer["rsp_code"], &answer["bank_rsp_code"]), (&json!("A0002"), &json!("453")));
    assert_eq!(bed.state(&order).await, Some(State::Released));
    assert_eq!(bed.posted("bank:901").await, (0, 0));
    assert_eq!(bed.posted("inst-fee:M202600001").await, (0, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reason_against_an_order_has_its_code() {
    let bed = Bed::new().await;
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("cntr_account_num", "9010000000009")], "A0322"),
        (&[("cntr_account_num", "9010000000002")], "A0322"),
        (&[("wd_bank_code_std", "912")], "A0302"),
        (&[("user_seq_no", "1199999999")], "A0337"),
        (&[("wd_account_num", SHY_ACCOUNT)], "A0323"),
        (&[("user_seq_no", SHY), ("wd_account_num", SHY_ACCOUNT)], "A0306"),
        (&[("user_seq_no", GONE), ("wd_account_num", GONE_ACCOUNT)], "A0319"),
    ];
    for (changes, code) in cases {
        let mut order = bed.order(10_000);
        for (field, value) in changes {
            order[*field] = json!(value);
        }
        for _ in 0..2 {
            let answer = bed.withdraw(&order).await;
            assert_eq!(answer["rsp_code"], code, "{changes:?}: {answer}");
            assert_eq!(answer.as_object().expect("an object").len(), 4, "only a head: {answer}");
        }
        assert_eq!(bed.state(&order).await, Some(State::Refused));
    }
    assert_eq!(bed.posted("bank:901").await, (0, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_orders_share_one_limit() {
    let bed = Bed::new().await;
    let first = bed.withdraw(&bed.order(9_999_999)).await;
    assert_eq!((&first["rsp_code"], &first["wd_limit_remain_amt"]), (&json!("A0000"), &json!("1")));
    let over = bed.withdraw(&bed.order(2)).await;
    assert_eq!(over["rsp_code"], "A0112");
    let last = bed.withdraw(&bed.order(1)).await;
    assert_eq!((&last["rsp_code"], &last["wd_limit_remain_amt"]), (&json!("A0000"), &json!("0")));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_never_pass_the_limit() {
    let bed = Bed::new().await;
    let orders: Vec<_> = (0..30).map(|_| bed.order(1_000_000)).collect();
    let answers = futures_util::future::join_all(orders.iter().map(|o| bed.withdraw(o))).await;
    let count = |code: &str| answers.iter().filter(|a| a["rsp_code"] == code).count();
    assert_eq!((count("A0000"), count("A0112")), (10, 20), "{answers:?}");
    assert_eq!(bed.posted("bank:901").await, (10_000_000, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_and_unknown_fields_are_accepted() {
    let bed = Bed::new().await;
    let mut order = bed.order(10_000);
    order["tran_amt"] = json!(10_000);
    order["tran_dtime"] = json!(20_261_122_101_921_u64);
    order["user_seq_no"] = json!(1_100_000_001_u64);
    order["sub_frnc_bussiness_num"] = json!("1234567890");
    order["recv_client_name"] = json!("");
    order["wd_print_content"] = json!(null);
    order["fintech_use_num"] = json!({"unknown": ["fields", {"are": "ignored"}]});
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    // The base URL may end in a slash.
    let order = bed.order(10_000);
    let answer = bed.ask(&format!("/{WITHDRAW}"), &order).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_institution_that_is_shut_out_moves_nothing() {
    let bed = Bed::new().await;
    let settled = bed.order(10_000);
    assert_eq!(bed.withdraw(&settled).await["rsp_code"], "A0000");
    let hub = bed.node().hub.clone();
    let shut = move |tx: &mut naru_store::Tx<'_>| {
        let sql = "UPDATE identity_institution SET active = 0 WHERE client_use_code = $1";
        tx.exec(sql, naru_store::args![ClientUseCode::parse(NARAE).expect("a code")])?;
        hub.directory_changed(tx)?;
        Ok(())
    };
    bed.node().book.write(shut).await.expect("written");
    assert_eq!(bed.withdraw(&bed.order(1)).await["rsp_code"], "A0013");
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0013");
    let result = bed.result(&[&settled]).await;
    assert_eq!(result["rsp_code"], "A0000", "it may ask what became of its money: {result}");
    let refused = bed.token_with(&token_form(NARAE, "sa")).await;
    assert_eq!(refused["rsp_code"], "O0001");
    bed.verify().await;
}

/// A caller who hangs up takes nothing with him.
#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_hangs_up_does_not_stop_the_crossing() {
    let bed = Bed::with(With::bank(vec![Rule::always(Mode::Slow { ms: 200 })])).await;
    let order = bed.order(10_000);
    let asked = bed.send(bed.post(WITHDRAW, &bed.token, order.to_string()));
    let waited = tokio::time::timeout(std::time::Duration::from_millis(100), asked).await;
    assert!(waited.is_err(), "hung up before the answer");
    bed.until("settled all the same", &order, Some(State::Settled)).await;
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_dead_at_the_next_call() {
    let bed = Bed::new().await;
    let claims = naru_base::token::verify(&bed.token, bed.keys(), bed.node().clock.now());
    let jti = claims.expect("genuine").jti;
    let (hub, env) = (bed.node().hub.clone(), bed.node().env());
    let revoke = move |tx: &mut naru_store::Tx<'_>| {
        identity::revoke_token(tx, &env, "staff:test", &jti)?;
        hub.token_revoked(tx, &jti);
        Ok(())
    };
    bed.node().book.write(revoke).await.expect("revoked");
    assert_eq!(bed.withdraw(&bed.order(1)).await["rsp_code"], "O0002");
    bed.verify().await;
}
