//! An institution that authenticates its own users registers them.

use super::super::bed::*;
use super::both;
use super::people::*;
use naru_lab::bank::fault::{Down, Mode, Rule};
use serde_json::{Value, json};

both!(
    a_user_is_registered_service_by_service,
    registering_checks_its_fields,
    the_bank_says_whose_the_account_is
);

fn body(bed: &Bed, scope: &str) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "bank_code_std": BANK,
        "register_account_num": UNREGISTERED,
        "register_account_seq": "",
        "user_info": 19_880_214,
        "user_name": "이나래",
        "user_ci": "ci/of+somebody==",
        "user_email": "narae@narae.example",
        "scope": scope,
        "info_prvd_agmt_yn": if scope == "inquiry" { "Y" } else { "" },
        "wd_agmt_yn": if scope == "transfer" { "Y" } else { "" },
        "agmt_data_type": "2",
        "tran_dtime": "20261122101921",
        "client_device_type": "unknown fields are ignored",
    })
}

async fn a_user_is_registered_service_by_service(bed: Bed) {
    let first = bed.ask(REGISTER, &body(&bed, "inquiry")).await;
    assert_eq!(first["rsp_code"], "A0000", "{first}");
    assert_eq!(first["bank_rsp_code"], "000");
    assert_eq!(first.as_object().expect("an object").len(), 4 + 5 + 2, "{first}");
    let user = first["user_seq_no"].as_str().expect("text").to_owned();
    let handle = first["fintech_use_num"].as_str().expect("text").to_owned();
    assert_eq!(user, "1100000004", "after the last one of the institution");
    assert_eq!(handle.len(), 24);
    assert!(handle.starts_with("1202600001"), "{handle}");
    let mut question = bed.balance();
    question["user_seq_no"] = json!(user);
    question["account_num"] = json!(UNREGISTERED);
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000");
    assert_eq!(bed.ask(REGISTER, &body(&bed, "inquiry")).await["rsp_code"], "A0324");
    let second = bed.ask(REGISTER, &body(&bed, "transfer")).await;
    assert_eq!(second["rsp_code"], "A0000", "{second}");
    assert_eq!(
        (&second["user_seq_no"], &second["fintech_use_num"]),
        (&json!(user), &json!(handle))
    );
    assert_eq!(bed.ask(REGISTER, &body(&bed, "transfer")).await["rsp_code"], "A0325");
    let me = bed.get_with(ME, &bed.token, &format!("user_seq_no={user}")).await;
    assert_eq!(me["user_ci"], "ci/of+somebody==", "{me}");
    assert_eq!(me["user_email"], "narae@narae.example");
    assert_eq!(me["res_list"][0]["account_holder_name"], "이나래");
    // Taken off and on again, it keeps its handle.
    let cancel = json!({
        "bank_tran_id": bed.id_of(NARAE), "fintech_use_num": handle, "scope": "inquiry",
    });
    assert_eq!(bed.ask(CANCEL, &cancel).await["rsp_code"], "A0000");
    let again = body(&bed, "inquiry");
    let third = bed.ask(REGISTER, &again).await;
    assert_eq!(third["fintech_use_num"], json!(handle), "{third}");
    assert_eq!(bed.ask(REGISTER, &again).await["rsp_code"], "A0326");
    assert_eq!(bed.audited("consent.account.agreed").await, 3);
    bed.verify().await;
}

/// Nothing is registered unless the bank has confirmed whose the account is; and no answer is no
/// decision.
async fn the_bank_says_whose_the_account_is(bed: Bed) {
    for (field, value, code, bank_code) in [
        ("register_account_num", "1002003998", "A0002", "412"),
        ("user_info", "19880215", "A0002", "463"),
        ("user_name", "이나라", "A0312", "000"),
    ] {
        let mut other = body(&bed, "inquiry");
        other[field] = json!(value);
        let answer = bed.ask(REGISTER, &other).await;
        assert_eq!(
            (&answer["rsp_code"], &answer["bank_rsp_code"]),
            (&json!(code), &json!(bank_code))
        );
        assert_eq!((&answer["user_seq_no"], &answer["fintech_use_num"]), (&json!(""), &json!("")));
        assert_eq!(answer.as_object().expect("an object").len(), 4 + 5 + 2, "{answer}");
        assert_eq!(bed.ask(REGISTER, &other).await["rsp_code"], "A0326", "it is on record");
    }
    for mode in [Mode::Slow { ms: 1_500 }, Mode::Down { how: Down::Closed }] {
        bed.set_faults(vec![Rule::always(mode.clone())]).await;
        let answer = bed.ask(REGISTER, &body(&bed, "inquiry")).await;
        assert_eq!(answer["rsp_code"], "A0017", "{mode:?}: {answer}");
    }
    let mut elsewhere = body(&bed, "inquiry");
    elsewhere["bank_code_std"] = json!(EMPTY_BANK);
    assert_eq!(bed.ask(REGISTER, &elsewhere).await["rsp_code"], "A0016", "nobody was asked");
    bed.set_faults(Vec::new()).await;
    assert_eq!(bed.audited("consent.account.agreed").await, 0, "nothing was registered");
    let mut spaced = body(&bed, "inquiry");
    spaced["user_name"] = json!("이 나래");
    assert_eq!(bed.ask(REGISTER, &spaced).await["rsp_code"], "A0000");
    bed.verify().await;
}

async fn registering_checks_its_fields(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let oob = bed.token_of(NARAE, "oob").await;
    let before = bed.dump().await;
    for (field, values, code) in [
        ("bank_tran_id", vec![json!(""), json!(bed.id_of(MARU)), json!("x")], "A0004"),
        ("bank_code_std", vec![json!(""), json!("90"), json!("9０1")], "A0004"),
        ("bank_code_std", vec![json!("912")], "A0302"),
        ("register_account_num", vec![json!(""), json!("1-2"), json!("1".repeat(17))], "A0004"),
        ("register_account_seq", vec![json!("0001"), json!("가")], "A0004"),
        ("user_info", vec![json!(""), json!("880214"), json!("19880230")], "A0004"),
        ("user_name", vec![json!(""), json!("가".repeat(11)), json!("a\u{202e}b")], "A0004"),
        ("user_ci", vec![json!(""), json!("a".repeat(101))], "A0004"),
        ("user_email", vec![json!("a".repeat(101)), json!("a\nb")], "A0004"),
        ("scope", vec![json!(""), json!("login"), json!(["inquiry"])], "A0004"),
        ("info_prvd_agmt_yn", vec![json!("X"), json!("y")], "A0004"),
        ("info_prvd_agmt_yn", vec![json!("N"), json!("")], "A0305"),
        ("agmt_data_type", vec![json!(""), json!("7"), json!(0)], "A0004"),
        ("tran_dtime", vec![json!("20261322101921"), json!("2026")], "A0004"),
    ] {
        for value in values {
            let mut bad = body(&bed, "inquiry");
            bad[field] = value.clone();
            let answer = bed.ask(REGISTER, &bad).await;
            assert_eq!(answer["rsp_code"], code, "{field}={value}: {answer}");
        }
    }
    let mut no_debit = body(&bed, "transfer");
    no_debit["wd_agmt_yn"] = json!("N");
    assert_eq!(bed.ask(REGISTER, &no_debit).await["rsp_code"], "A0306");
    for token in [&pair.access, &oob] {
        let answer = bed.post_with(REGISTER, token, &body(&bed, "inquiry")).await;
        assert_eq!(answer["rsp_code"], "O0004", "{answer}");
    }
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}
