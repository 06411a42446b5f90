//! Receive inquiries: who would be paid, and what a deposit finds of it.

use super::super::bed::*;
use super::{has_fields, text};
use naru_base::{BankTranId, BusinessDate, ClientUseCode};
use naru_core::identity::account_hash;
use naru_core::relay::inquiry::{self, Receive};
use serde_json::{Value, json};

pub fn question(bed: &Bed) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "cntr_account_type": "N",
        "cntr_account_num": PAYING,
        "bank_code_std": BANK,
        "account_num": SHY_ACCOUNT,
        "print_content": "환급",
        "tran_amt": 5000,
        "req_client_name": "나래페이",
        "req_client_bank_code": BANK,
        "req_client_account_num": PAYING,
        "req_client_num": "NARAE",
        "transfer_purpose": "TR",
        "cms_num": "C1",
    })
}

async fn kept(bed: &Bed, asked: &Value, whose: &str, date: BusinessDate) -> Option<Receive> {
    let id = BankTranId::parse(asked["bank_tran_id"].as_str().expect("text")).expect("an id");
    let whose = ClientUseCode::parse(whose).expect("a code");
    let read = move |tx: &mut naru_store::Tx<'_>| inquiry::find_receive(tx, &whose, date, &id);
    bed.node().calls.read(read).await.expect("reads")
}

on_both_stores!(a_payee_is_told_and_kept_for_the_deposit, a_deposit_pays_whom_it_inquired_about);

/// A deposit that names an inquiry.
fn naming(bed: &Bed, account: &str, inquiry: &Value) -> Value {
    let mut order = bed.deposit_order(1_000);
    order["req_list"][0]["account_num"] = json!(account);
    order["req_list"][0]["recv_bank_tran_id"] = inquiry.clone();
    order
}

async fn a_deposit_pays_whom_it_inquired_about(bed: Bed) {
    bed.fund(NARAE, 1, FUNDS).await;
    let asked = question(&bed);
    assert_eq!(bed.ask(RECEIVE, &asked).await["rsp_code"], "A0000");
    let id = &asked["bank_tran_id"];
    let fitting = naming(&bed, SHY_ACCOUNT, id);
    assert_eq!(bed.deposit(&fitting).await["rsp_code"], "A0000");
    assert_eq!(bed.deposit(&fitting).await["rsp_code"], "A0000", "the recorded answer");
    // Another amount, and once more, and by the handle of the same account.
    let mut more = naming(&bed, SHY_ACCOUNT, id);
    more["req_list"][0]["tran_amt"] = json!("7");
    assert_eq!(bed.deposit(&more).await["rsp_code"], "A0000");
    let mut by_handle = bed.deposit_fin(1_000);
    by_handle["req_list"][0]["fintech_use_num"] = json!(SHY_HANDLE);
    by_handle["req_list"][0]["recv_bank_tran_id"] = id.clone();
    let request = bed.post(DEPOSIT_FIN, &bed.token, by_handle.to_string());
    assert_eq!(bed.send(request).await.expect("an answer").1["rsp_code"], "A0000");

    let mut nobody = question(&bed);
    nobody["account_num"] = json!("77");
    assert_eq!(bed.ask(RECEIVE, &nobody).await["rsp_code"], "A0002");
    for (order, why) in [
        (naming(&bed, ACCOUNT, id), "another account"),
        (naming(&bed, SHY_ACCOUNT, &json!(bed.id_of(NARAE))), "an id of nothing"),
        (naming(&bed, "77", &nobody["bank_tran_id"]), "one that the bank refused"),
        (naming(&bed, SHY_ACCOUNT, &fitting["req_list"][0]["bank_tran_id"]), "a deposit"),
    ] {
        let answer = bed.deposit(&order).await;
        assert_eq!(answer["rsp_code"], "A0317", "{why}: {answer}");
        assert_eq!(bed.deposit(&order).await["rsp_code"], "A0317", "{why}: on record");
    }
    let moved = 1_000 + 7 + 1_000;
    assert_eq!(bed.posted("inst-out:M202600001").await, (-FUNDS + moved, 0));
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inquiry_that_is_too_old_is_not_followed() {
    let rules = vec![("receive_life_s", 0)];
    let bed = Bed::with(With { rules, ..With::default() }).await;
    bed.fund(NARAE, 1, FUNDS).await;
    let asked = question(&bed);
    assert_eq!(bed.ask(RECEIVE, &asked).await["rsp_code"], "A0000");
    let order = naming(&bed, SHY_ACCOUNT, &asked["bank_tran_id"]);
    assert_eq!(bed.deposit(&order).await["rsp_code"], "A0317");
    assert_eq!(bed.deposit(&naming(&bed, SHY_ACCOUNT, &json!(""))).await["rsp_code"], "A0000");
    bed.verify().await;
}

async fn a_payee_is_told_and_kept_for_the_deposit(bed: Bed) {
    let asked = question(&bed);
    let answer = bed.ask(RECEIVE, &asked).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    has_fields(
        &answer,
        &[
            "bank_code_std",
            "bank_code_sub",
            "bank_name",
            "savings_bank_name",
            "account_num",
            "account_seq",
            "account_num_masked",
            "print_content",
            "account_holder_name",
            "wd_bank_code_std",
            "wd_bank_name",
            "wd_account_num",
            "tran_amt",
            "cms_num",
        ],
    );
    for (name, value) in [
        ("account_num", SHY_ACCOUNT),
        ("account_num_masked", "1002003***"),
        ("account_holder_name", "김가람"),
        ("print_content", "환급"),
        ("tran_amt", "5000"),
        ("wd_bank_code_std", BANK),
        ("wd_account_num", PAYING),
        ("cms_num", "C1"),
    ] {
        assert_eq!(text(&answer, name), value, "{name}: {answer}");
    }
    let kept_now = kept(&bed, &asked, NARAE, bed.today()).await.expect("kept");
    let bank = naru_base::BankCode::parse(BANK).expect("a code");
    assert_eq!(kept_now.account, account_hash(bed.keys(), &bank, SHY_ACCOUNT));
    assert_eq!((kept_now.amount.get(), kept_now.bank), (5000, bank));
    assert_eq!(kept_now.holder, inquiry::holder_hash(bed.keys(), "김가람"));
    assert_eq!(kept(&bed, &asked, MARU, bed.today()).await, None, "another's is none");
    assert_eq!(kept(&bed, &asked, NARAE, bed.today().previous()).await, None);
    // By handle: nobody had to agree to inquiries, and the number is not told.
    let mut by_handle = question(&bed);
    by_handle["bank_code_std"] = json!("");
    by_handle["account_num"] = json!(null);
    by_handle["fintech_use_num"] = json!(SHY_HANDLE);
    let answer = bed.ask(RECEIVE, &by_handle).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(
        (text(&answer, "account_num"), text(&answer, "account_num_masked")),
        ("", "1002003***")
    );
    let kept_too = kept(&bed, &by_handle, NARAE, bed.today()).await.expect("kept");
    assert_eq!(kept_too.account, kept_now.account);
    // What the bank refused is nothing to refer to.
    let mut nobody = question(&bed);
    nobody["account_num"] = json!("77");
    let answer = bed.ask(RECEIVE, &nobody).await;
    assert_eq!((text(&answer, "rsp_code"), text(&answer, "bank_rsp_code")), ("A0002", "412"));
    assert_eq!(kept(&bed, &nobody, NARAE, bed.today()).await, None);
    bed.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_way_to_name_the_payee_and_the_requester() {
    let bed = Bed::new().await;
    let before = bed.dump().await;
    let cases: [(&[(&str, Value)], &str); 7] = [
        (&[("fintech_use_num", json!(SHY_HANDLE))], "fintech_use_num"),
        (&[("bank_code_std", json!(""))], "bank_code_std"),
        (&[("account_num", json!(""))], "account_num"),
        (
            &[
                ("fintech_use_num", json!(SHY_HANDLE)),
                ("bank_code_std", json!("")),
                ("account_num", json!("")),
                ("account_seq", json!("1")),
            ],
            "account_seq",
        ),
        (&[("req_client_fintech_use_num", json!(HANDLE))], "req_client_fintech_use_num"),
        (&[("req_client_bank_code", json!(""))], "req_client_bank_code"),
        (&[("req_client_account_num", json!(""))], "req_client_account_num"),
    ];
    for (changes, field) in cases {
        let mut asked = question(&bed);
        for (name, value) in changes {
            asked[*name] = value.clone();
        }
        let answer = bed.ask(RECEIVE, &asked).await;
        assert_eq!(answer["rsp_code"], "A0004", "{changes:?}: {answer}");
        assert!(text(&answer, "rsp_message").contains(field), "{answer}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    let cases = [
        ("cntr_account_num", CONTRACT, "A0322"),
        ("cntr_account_type", "C", "A0322"),
        ("bank_code_std", "912", "A0302"),
    ];
    for (name, value, code) in cases {
        let mut asked = question(&bed);
        asked[name] = json!(value);
        assert_eq!(bed.ask(RECEIVE, &asked).await["rsp_code"], code, "{name}");
    }
    let mut by_handle = question(&bed);
    by_handle["bank_code_std"] = json!("");
    by_handle["account_num"] = json!("");
    by_handle["fintech_use_num"] = json!("120260000199999999999999");
    assert_eq!(bed.ask(RECEIVE, &by_handle).await["rsp_code"], "A0304");
    bed.verify().await;
}
