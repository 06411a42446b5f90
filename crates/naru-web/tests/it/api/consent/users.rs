//! Who a user is, and the end of it: me, unlink, close.

use super::super::bed::*;
use super::both;
use super::people::*;
use serde_json::json;

both!(
    a_user_has_the_documented_form,
    only_who_may_is_told,
    unlinking_ends_the_tokens_at_once,
    whoever_leaves_is_gone_and_may_come_back,
    end_calls_check_their_fields,
);

async fn a_user_has_the_documented_form(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let query = format!("user_seq_no={USER}&unknown=1");
    let answer = bed.get_with(ME, &pair.access, &query).await;
    let wanted = [
        ("rsp_code", "A0000"),
        ("user_seq_no", USER),
        ("user_ci", "ci-of-0"),
        ("user_name", "김가람"),
        ("user_info", "19900101"),
        ("user_gender", ""),
        ("user_cell_no", "010-0000-0001"),
        ("user_email", ""),
        ("res_cnt", "2"),
    ];
    for (name, value) in wanted {
        assert_eq!(answer[name], *value, "{name}: {answer}");
    }
    assert_eq!(answer.as_object().expect("an object").len(), 4 + 8 + 1, "{answer}");
    let first = &answer["res_list"][0];
    let wanted = [
        ("fintech_use_num", OWN_HANDLE),
        ("account_alias", ""),
        ("bank_code_std", BANK),
        ("bank_code_sub", "9010001"),
        ("bank_name", "너울은행"),
        ("savings_bank_name", ""),
        ("account_num", ""),
        ("account_num_masked", "1002003***"),
        ("account_seq", ""),
        ("account_holder_name", "김가람"),
        ("account_holder_type", "P"),
        ("account_type", "1"),
        ("inquiry_agree_yn", "Y"),
        ("transfer_agree_yn", "Y"),
        ("payer_num", ""),
    ];
    for (name, value) in wanted {
        assert_eq!(first[name], *value, "{name}: {answer}");
    }
    let all_texts = first.as_object().expect("an object");
    assert!(all_texts.values().all(serde_json::Value::is_string), "{answer}");
    assert_eq!(all_texts.len(), 17, "{answer}");
    assert_eq!(first["inquiry_agree_dtime"].as_str().map(str::len), Some(14));
    // An institution that authenticates its users itself holds the number anyway.
    let own = bed.get_with(ME, &bed.token, &format!("user_seq_no={USER}")).await;
    assert_eq!(own["res_list"][0]["account_num"], ACCOUNT);
    assert_eq!(bed.get_with("//v2.0/user/me", &bed.token, &query).await["rsp_code"], "A0000");
    bed.verify().await;
}

async fn only_who_may_is_told(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let inquiry = bed.pair_for(NARAE, USER, "inquiry").await;
    let oob = bed.token_of(NARAE, "oob").await;
    let at_maru = bed.agree(MARU, person(1), &[(BANK, "1002003777")]).await;
    let maru = bed.pair_for(MARU, at_maru.user.as_str(), "login").await;
    let before = bed.dump().await;
    let cases = [
        (&pair.access, SHY, "A0313"),
        (&inquiry.access, USER, "O0004"),
        (&oob, USER, "O0004"),
        (&bed.token, "1199999999", "A0337"),
        (&bed.token, SHY, "A0332"),
        (&bed.token, GONE, "A0334"),
        (&bed.token, "", "A0004"),
        (&bed.token, "110000000", "A0004"),
        (&bed.token, "11000000001", "A0004"),
        (&bed.token, "11000%EA%B0%800", "A0004"),
        (&maru.access, SHY, "A0313"),
        (&maru.access, at_maru.user.as_str(), "A0000"),
    ];
    for (token, user, code) in cases {
        assert_eq!(bed.code_of_me(token, user).await, code, "{user}");
        let list = bed.get_with(ACCOUNTS, token, &format!("user_seq_no={user}")).await;
        assert_eq!(list["rsp_code"], code, "{user}: {list}");
        if code != "A0000" {
            assert!(list.get("res_list").is_none() && list.get("user_name").is_none(), "{list}");
        }
    }
    let doubled = format!("user_seq_no={USER}&user_seq_no={USER}");
    assert_eq!(bed.get_with(ME, &bed.token, &doubled).await["rsp_code"], "A0004");
    assert_eq!(bed.get_with(ME, &bed.token, "user_seq_no=%zz").await["rsp_code"], "A0004");
    let posted = bed.post_with(ME, &bed.token, &json!({ "user_seq_no": USER })).await;
    assert_eq!(posted["rsp_code"], "O0010");
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}

async fn unlinking_ends_the_tokens_at_once(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login inquiry").await;
    let second = bed.pair_for(NARAE, USER, "transfer").await;
    let unused = bed.code_for(NARAE, USER, "login").await;
    let body = json!({ "client_use_code": NARAE, "user_seq_no": USER });
    assert_eq!(bed.post_with(UNLINK, &bed.token, &body).await["rsp_code"], "O0004");
    let other = json!({ "client_use_code": NARAE, "user_seq_no": SHY });
    assert_eq!(bed.post_with(UNLINK, &pair.access, &other).await["rsp_code"], "A0313");
    let answer = bed.post_with(UNLINK, &pair.access, &body).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer.as_object().expect("an object").len(), 4);
    assert_eq!(bed.code_of_me(&pair.access, USER).await, "O0002");
    assert_eq!(bed.post_with(UNLINK, &second.access, &body).await["rsp_code"], "O0002");
    for form in [refresh_form(NARAE, &pair.refresh), code_form(NARAE, &unused)] {
        let dead = bed.token_with(&form).await;
        assert_eq!(dead["rsp_code"], "O0001", "{dead}");
    }
    // The institution is not told any more; what the user agreed to for the account stands.
    assert_eq!(bed.code_of_me(&bed.token, USER).await, "A0332");
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0000");
    assert_eq!(bed.audited("consent.login.withdrawn").await, 1);
    bed.verify().await;
}

async fn whoever_leaves_is_gone_and_may_come_back(mut bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let body = json!({ "client_use_code": NARAE, "user_seq_no": USER });
    assert_eq!(bed.post_with(CLOSE, &pair.access, &body).await["rsp_code"], "A0000");
    assert_eq!(bed.code_of_me(&pair.access, USER).await, "O0002");
    assert_eq!(bed.code_of_me(&bed.token, USER).await, "A0014");
    assert_eq!(bed.post_with(CLOSE, &bed.token, &body).await["rsp_code"], "A0014");
    assert_eq!(bed.ask(BALANCE, &bed.balance()).await["rsp_code"], "A0337");
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0337");
    bed.restart().await;
    assert_eq!(bed.code_of_me(&bed.token, USER).await, "A0014", "also after a restart");
    // The same person again: another number, other handles.
    let again = naru_core::identity::PersonDetails { ci: "ci-of-0".into(), ..person(0) };
    let back = bed.agree(NARAE, again, &[(BANK, ACCOUNT)]).await;
    assert_ne!(back.user.as_str(), USER);
    assert!(!back.handles[0].is_empty() && back.handles[0] != OWN_HANDLE);
    assert_eq!(bed.code_of_me(&bed.token, back.user.as_str()).await, "A0000");
    let mut question = bed.balance();
    question["user_seq_no"] = back.user.as_str().into();
    assert_eq!(bed.ask(BALANCE, &question).await["rsp_code"], "A0000");
    bed.verify().await;
}

async fn end_calls_check_their_fields(bed: Bed) {
    let pair = bed.pair_for(NARAE, USER, "login").await;
    let before = bed.dump().await;
    for path in [UNLINK, CLOSE] {
        for (field, value, code) in [
            ("client_use_code", json!(MARU), "A0004"),
            ("client_use_code", json!(""), "A0004"),
            ("client_use_code", json!("M20260000１"), "A0004"),
            ("user_seq_no", json!(null), "A0004"),
            ("user_seq_no", json!("12345"), "A0004"),
            ("user_seq_no", json!({"a": 1}), "A0004"),
            ("user_seq_no", json!("1199999999"), "A0313"),
        ] {
            let mut body = json!({ "client_use_code": NARAE, "user_seq_no": USER });
            body[field] = value.clone();
            let answer = bed.post_with(path, &pair.access, &body).await;
            assert_eq!(answer["rsp_code"], code, "{path} {field}={value}: {answer}");
        }
    }
    let nobody = json!({ "client_use_code": NARAE, "user_seq_no": 1_199_999_999 });
    assert_eq!(bed.post_with(CLOSE, &bed.token, &nobody).await["rsp_code"], "A0337");
    assert_eq!(bed.dump().await, before, "nothing changed");
    bed.verify().await;
}
