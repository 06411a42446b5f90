//! `POST /v2.0/user/register` (사용자계좌등록): an institution that authenticates its own users
//! registers an account and what the user agreed to. One call for each service. The bank is asked
//! first whose the account is; without its answer nothing is registered.

use super::{Asking, Logged, bad_field, failed, words};
use crate::api::Reply;
use crate::relay::inquiry::{Asked, ask};
use crate::relay::plain_code;
use crate::wire::{Doc, Kind, RspCode, Wrong, clipped, table};
use naru_base::secret::SecretText;
use naru_base::{BankCode, BankTranId, No};
use naru_core::consent::{
    self, AccountToAgree, Agreeing, Agreement, Command, Evidence, Lives, Registered,
};
use naru_core::identity::{self, AccountDetails, PersonDetails};
use naru_core::relay::Bank;
use naru_core::relay::inquiry::CallPurpose;
use naru_core::relay::inquiry::message::{HolderReply, HolderRequest, SecretHolderInfo};

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
    let directory = asking.node.hub.directory();
    let Some(at) = directory.banks.get(&bank).filter(|it| it.active) else {
        return asking.call.says(RspCode::A0302);
    };
    let keys = &asking.node.hub.keys;
    let person = identity::person_hash(keys, &agreeing.person.ci);
    let account = identity::account_hash(keys, &bank, doc.text(F::Number));
    let line = Logged {
        id: &id,
        purpose: CallPurpose::Register,
        person: Some(person),
        bank: &bank,
        account,
        outcome: RspCode::A0000,
        bank_rsp_code: "000",
    };
    if let Err(no) = confirmed(asking, doc, at, &id).await {
        return no.answer(asking, line).await;
    }
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
    // It is done: that is what is answered, also if somebody took the id in the log meanwhile.
    if let Err(no) = asking.log(line).await {
        return failed(asking.call, &no);
    }
    let handle = registered.handles.first().map_or("", |it| it.as_str());
    let said = ("000", words::bank_code(asking.call.lang, "000"));
    answer(asking, (&id, &bank), RspCode::A0000, said, (registered.user.as_str(), handle))
}

fn answer(
    asking: &Asking<'_>,
    (id, bank): (&BankTranId, &BankCode),
    code: RspCode,
    (said, message): (&str, String),
    (user, handle): (&str, &str),
) -> Reply {
    let sentence = match code {
        RspCode::A0312 => words::not_registered(asking.call.lang),
        _ => code.message(asking.call.lang),
    };
    let mut json = Reply::head(asking.call, code, &sentence);
    asking.bank_part(&mut json, id, bank, (said, &message));
    json.text("user_seq_no", user);
    json.text("fintech_use_num", handle);
    Reply::of(code, json)
}

/// Why the account was not confirmed, and what the bank said of it.
struct Unconfirmed {
    code: RspCode,
    said: Option<(String, String)>,
}

/// Asks the bank whether the account is this person's, by date of birth and name.
async fn confirmed(
    asking: &Asking<'_>,
    doc: &Doc<'_>,
    bank: &Bank,
    id: &BankTranId,
) -> Result<(), Unconfirmed> {
    let birth = doc.text(F::Birth).get(2..).unwrap_or_default();
    let question = HolderRequest {
        bank_tran_id: id.to_string(),
        account_num: doc.text(F::Number).to_owned(),
        account_seq: doc.text(F::Seq).to_owned(),
        account_holder_info_type: " ".to_owned(),
        account_holder_info: SecretHolderInfo(SecretText::new(birth.to_owned())),
        tran_amt: String::new(),
    };
    let asked: Asked<HolderReply> = ask(asking.node, &asking.policy, bank, &question).await;
    let Some(said) = asked.said else { return Err(Unconfirmed { code: asked.code, said: None }) };
    let words = || Some((plain_code(&said.bank_rsp_code), said.bank_rsp_message.clone()));
    if asked.code != RspCode::A0000 {
        return Err(Unconfirmed { code: asked.code, said: words() });
    }
    if !is_same_name(&said.account_holder_name, doc.text(F::Name)) {
        return Err(Unconfirmed { code: RspCode::A0312, said: words() });
    }
    Ok(())
}

/// Banks and institutions put spaces differently.
fn is_same_name(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    plain(a) == plain(b)
}

impl Unconfirmed {
    /// Nothing was registered; that it was asked is on record before it is said.
    async fn answer(self, asking: &Asking<'_>, line: Logged<'_>) -> Reply {
        let (id, bank, code) = (line.id, line.bank, self.code);
        let bank_rsp_code = self.said.as_ref().map_or("", |(code, _)| code.as_str());
        match asking.log(Logged { outcome: code, bank_rsp_code, ..line }).await {
            Ok(true) => {}
            Ok(false) => return asking.call.says(RspCode::A0326),
            Err(no) => return failed(asking.call, &no),
        }
        match &self.said {
            Some((said, message)) => {
                let said = (said.as_str(), clipped(message, 100));
                answer(asking, (id, bank), code, said, ("", ""))
            }
            None => asking.call.says(code),
        }
    }
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
