//! `POST /v2.0/user/register` (사용자계좌등록): an institution that authenticates its own users
//! registers an account and what the user agreed to. One call for each service.

use super::{Asking, Logged, bad_field, failed, words};
use crate::api::Reply;
use crate::wire::{Doc, Kind, RspCode, Wrong, table};
use naru_base::{BankCode, No};
use naru_core::consent::{
    self, AccountToAgree, Agreeing, Agreement, Command, Evidence, Lives, Registered,
};
use naru_core::identity::{self, AccountDetails, PersonDetails};
use naru_core::relay::inquiry::CallPurpose;

table! {
    /// The fields of 사용자계좌등록.
    USER_REGISTER by F {
        Id "bank_tran_id": Kind::BankTranId, 20, Required;
        Bank "bank_code_std": Kind::BankCode, 3, Required;
        Number "register_account_num": Kind::Alnum, 16, Required;
        Seq "register_account_seq": Kind::Alnum, 3, Optional;
        Birth "user_info": Kind::Date, 8, Required;
        Name "user_name": Kind::Text, 20, Required;
        Ci "user_ci": Kind::Text, 100, Required;
        Email "user_email": Kind::Text, 100, Optional;
        Scope "scope": Kind::OneOf(&["inquiry", "transfer"]), 8, Required;
        InfoYn "info_prvd_agmt_yn": Kind::OneOf(&["Y", "N"]), 1, Optional;
        DebitYn "wd_agmt_yn": Kind::OneOf(&["Y", "N"]), 1, Optional;
        Evidence "agmt_data_type": Kind::OneOf(&["1", "2", "3", "4", "5", "6"]), 1, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Optional;
    }
}

fn evidence(digit: &str) -> Evidence {
    match digit {
        "1" => Evidence::Paper,
        "2" | "3" => Evidence::Certificate,
        "4" => Evidence::Recording,
        "5" => Evidence::Telephone,
        _ => Evidence::Other,
    }
}

/// 사용자계좌등록.
pub(super) async fn register(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let id = match asking.own_id(doc, F::Id) {
        Ok(id) => id,
        Err(reply) => return reply,
    };
    let (agreeing, bank) = match agreeing(asking, doc) {
        Ok(it) => it,
        Err(reply) => return reply,
    };
    match asking.is_logged(&id).await {
        Ok(false) => {}
        Ok(true) => return asking.call.says(RspCode::A0326),
        Err(no) => return failed(asking.call, &no),
    }
    if !asking.node.hub.directory().banks.get(&bank).is_some_and(|it| it.active) {
        return asking.call.says(RspCode::A0302);
    }
    let keys = &asking.node.hub.keys;
    let person = identity::person_hash(keys, &agreeing.person.ci);
    let account = identity::account_hash(keys, &bank, doc.text(F::Number));
    let command = Command {
        date: asking.call.env.now.business_date(),
        id: id.clone(),
        institution: asking.institution.clone(),
        kind: "register",
    };
    let registered = match registered(asking, agreeing, command).await {
        Ok(registered) => registered,
        Err(no) => return asking.no(&no),
    };
    let code = RspCode::A0000;
    let line = Logged {
        id: &id,
        purpose: CallPurpose::Register,
        person: Some(person),
        bank: &bank,
        account,
        outcome: code,
        bank_rsp_code: "000",
    };
    // It is done: that is what is answered, also if somebody took the id in the log meanwhile.
    if let Err(no) = asking.log(line).await {
        return failed(asking.call, &no);
    }
    let lang = asking.call.lang;
    let mut json = Reply::head(asking.call, code, &code.message(lang));
    asking.bank_part(&mut json, &id, &bank, ("000", &words::bank_code(lang, "000")));
    json.text("user_seq_no", registered.user.as_str());
    json.text("fintech_use_num", registered.handles.first().map_or("", |it| it.as_str()));
    Reply::of(code, json)
}

/// What the user agreed to. The agreement itself has to be said: `Y`, beside its scope.
fn agreeing(asking: &Asking<'_>, doc: &Doc<'_>) -> Result<(Agreeing, BankCode), Reply> {
    let own = |field: F| doc.text(field).to_owned();
    let bank = BankCode::parse(doc.text(F::Bank))
        .map_err(|_| bad_field(asking.call, &doc.wrong(F::Bank, Wrong::Form)))?;
    let to = Agreement::parse(doc.text(F::Scope))
        .ok_or_else(|| bad_field(asking.call, &doc.wrong(F::Scope, Wrong::Form)))?;
    let (said, code) = match to {
        Agreement::Inquiry => (F::InfoYn, RspCode::A0305),
        Agreement::Transfer => (F::DebitYn, RspCode::A0306),
    };
    if doc.text(said) != "Y" {
        return Err(asking.call.says(code));
    }
    let agreeing = Agreeing {
        institution: asking.institution.clone(),
        person: PersonDetails {
            name: own(F::Name),
            birth: own(F::Birth),
            phone: String::new(),
            email: own(F::Email),
            ci: own(F::Ci),
        },
        accounts: vec![AccountToAgree {
            bank: bank.clone(),
            account_num: own(F::Number),
            details: AccountDetails {
                holder: own(F::Name),
                seq: own(F::Seq),
                email: own(F::Email),
                ..Default::default()
            },
            to: vec![to],
        }],
        evidence: evidence(doc.text(F::Evidence)),
        lives: Lives::of(&asking.policy),
        renews: false,
    };
    Ok((agreeing, bank))
}

async fn registered(
    asking: &Asking<'_>,
    agreeing: Agreeing,
    command: Command,
) -> Result<Registered, No> {
    let (env, keys) = (asking.node.env(), asking.node.hub.keys.clone());
    let (entropy, actor) = (asking.node.entropy.clone(), asking.actor());
    let write = asking.node.book.write(move |tx| {
        consent::take_id(tx, &env, &command)?;
        let with = consent::With { env: &env, keys: &keys, entropy: &*entropy, actor: &actor };
        consent::agree(tx, with, &agreeing)
    });
    write.await
}
