//! A balance by the institution's handle for an account.

use super::super::bed::*;
use super::{has_fields, logged, repeats, text};
use naru_base::env::SystemEntropy;
use naru_base::token::{self, Claims};
use naru_base::{BankCode, ClientUseCode, UserSeqNo};
use naru_core::identity::{self, AccountToRegister, NewUser, PersonDetails, Scope, Token};
use serde_json::{Value, json};

fn question(bed: &Bed, handle: &str) -> Value {
    json!({
        "bank_tran_id": bed.id_of(NARAE),
        "fintech_use_num": handle,
        "tran_dtime": "20261122101921",
    })
}

on_both_stores!(a_balance_by_handle_is_the_account_s, nobody_asks_by_handle_without_consent);

async fn a_balance_by_handle_is_the_account_s(bed: Bed) {
    let asked = question(&bed, HANDLE);
    let answer = bed.look(BALANCE_FIN, &asked).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    has_fields(
        &answer,
        &[
            "bank_name",
            "savings_bank_name",
            "fintech_use_num",
            "balance_amt",
            "available_amt",
            "account_type",
            "product_name",
            "account_issue_date",
            "maturity_date",
            "last_tran_date",
        ],
    );
    let by_number = bed.ask(BALANCE, &bed.balance()).await;
    for name in ["balance_amt", "available_amt", "bank_name", "fintech_use_num", "bank_code_tran"] {
        assert_eq!(answer[name], by_number[name], "{name}");
    }
    assert_eq!(
        (text(&answer, "fintech_use_num"), text(&answer, "balance_amt")),
        (HANDLE, "50000000")
    );
    let again = bed.look(BALANCE_FIN, &asked).await;
    assert_eq!(again["rsp_code"], "A0326", "an id is used once");
    assert!(again.get("balance_amt").is_none(), "{again}");
    assert_eq!(
        (logged(&bed).await.len(), repeats(&bed).await),
        (2, 1),
        "the repeat too is on record"
    );
    bed.verify().await;
}

async fn nobody_asks_by_handle_without_consent(bed: Bed) {
    let foreign = "120260000200000000000000";
    register_at_maru(&bed, foreign).await;
    let cases = [
        (SHY_HANDLE, "A0305"),
        (GONE_HANDLE, "A0316"),
        (foreign, "A0304"),
        ("120260000199999999999999", "A0304"),
    ];
    for (handle, code) in cases {
        let answer = bed.look(BALANCE_FIN, &question(&bed, handle)).await;
        assert_eq!(answer["rsp_code"], code, "{handle}: {answer}");
        assert_eq!(answer.as_object().expect("an object").len(), 4, "{answer}");
    }
    assert_eq!(logged(&bed).await.len(), 4, "who tried is on record");
    bed.verify().await;
}

async fn register_at_maru(bed: &Bed, handle: &str) {
    let (env, keys) = (bed.node().env(), bed.node().hub.keys.clone());
    let user = NewUser {
        institution: ClientUseCode::parse(MARU).expect("a code"),
        user_seq_no: UserSeqNo::parse("1100000009").expect("a number"),
        details: PersonDetails {
            name: "이마루".into(),
            birth: "19910101".into(),
            phone: "010-0000-0009".into(),
            ci: "ci-of-maru".into(),
            email: String::new(),
        },
        accounts: vec![AccountToRegister {
            bank: BankCode::parse(BANK).expect("a code"),
            account_num: ACCOUNT.into(),
            fintech_use_num: handle.into(),
            inquiry_until: Some(env.now.plus_seconds(3600)),
            transfer_until: None,
        }],
    };
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let entropy = SystemEntropy::default();
        identity::register_user(tx, &env, &keys, &entropy, "staff:test", &user)
    };
    bed.node().book.write(write).await.expect("registered");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_person_is_nobody() {
    let bed = Bed::new().await;
    let erase = |tx: &mut naru_store::Tx<'_>| {
        Ok(tx.exec("UPDATE identity_person SET sealed_key = NULL", &[])?)
    };
    bed.node().book.write(erase).await.expect("erased");
    let answer = bed.look(BALANCE_FIN, &question(&bed, HANDLE)).await;
    assert_eq!(answer["rsp_code"], "A0337", "{answer}");
}

/// A token that its user gave opens that user's accounts and nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_user_s_token_opens_the_user_s_own_account() {
    let bed = Bed::new().await;
    let (hub, now) = (bed.node().hub.clone(), bed.node().clock.now());
    let token = |user: &str, scope: Scope| Token {
        id: bed.node().env().id(0).to_string(),
        institution: ClientUseCode::parse(NARAE).expect("a code"),
        scopes: vec![scope],
        user: Some(UserSeqNo::parse(user).expect("a number")),
        family: Some("a family".into()),
        expires_at: now.plus_seconds(60),
    };
    let mut texts = Vec::new();
    for (user, scope) in [(USER, Scope::Inquiry), (SHY, Scope::Inquiry), (USER, Scope::Login)] {
        let token = token(user, scope);
        let claims = Claims {
            aud: user.into(),
            scope: vec![scope.as_str().into()],
            exp: token.expires_at.unix_seconds(),
            jti: token.id.clone(),
        };
        texts.push(token::mint(&claims, bed.keys()).expect("mints"));
        let hub = hub.clone();
        let issue = move |tx: &mut naru_store::Tx<'_>| {
            hub.token_issued(tx, &token, now);
            Ok(())
        };
        bed.node().book.write(issue).await.expect("issued");
    }
    for (text, code) in texts.iter().zip(["A0000", "A0313", "O0004"]) {
        let request = bed.get(BALANCE_FIN, text, &query(&question(&bed, HANDLE)));
        let answer = bed.send(request).await.expect("an answer").1;
        assert_eq!(answer["rsp_code"], code, "{answer}");
    }
    let own = bed.post(BALANCE, &texts[0], bed.balance().to_string());
    assert_eq!(bed.send(own).await.expect("an answer").1["rsp_code"], "O0004", "not by number");
    let sql = "SELECT user_seq_no FROM relay_call ORDER BY bank_tran_id";
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(tx.all(sql, &[], |row| row.get(0))?);
    let askers: Vec<Option<String>> = bed.node().calls.read(read).await.expect("reads");
    assert_eq!(askers, [Some(USER.to_owned()), Some(SHY.to_owned())], "whose token it was");
    bed.verify().await;
}
