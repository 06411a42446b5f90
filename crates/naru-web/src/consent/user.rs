//! `GET /v2.0/user/me`, `POST /v2.0/user/unlink`, `POST /v2.0/user/close`.

use super::{Asking, Shown, bad_field, decline_code, dtime, failed, yn};
use crate::api::{Endpoint, Reply};
use crate::relay::{bank_name, branch};
use crate::wire::{Doc, JsonText, Kind, RspCode, Wrong, clipped, masked, table};
use naru_base::{Fault, FaultKind, No, UserSeqNo};
use naru_core::consent;
use naru_core::identity::{self, PersonDetails, Scope, UserRecord};

table! {
    /// The fields of 사용자정보조회.
    USER_ME by M {
        User "user_seq_no": Kind::UserSeqNo, 10, Required;
    }
}

table! {
    /// The fields of 로그인 연결동의 해제.
    USER_UNLINK by E {
        Institution "client_use_code": Kind::Alnum, 10, Required;
        User "user_seq_no": Kind::UserSeqNo, 10, Required;
    }
}

/// The fields of 사용자탈퇴.
pub const USER_CLOSE: &[crate::wire::Field] = USER_UNLINK;

/// A user's number in a field.
pub(super) fn seq_no(
    asking: &Asking<'_>,
    doc: &Doc<'_>,
    field: impl Into<usize> + Copy,
) -> Result<UserSeqNo, Reply> {
    UserSeqNo::parse(doc.text(field))
        .map_err(|_| bad_field(asking.call, &doc.wrong(field, Wrong::Form)))
}

/// A user who may be told about, with the accounts, opened.
pub(super) struct Known {
    pub(super) user: UserRecord,
    pub(super) details: PersonDetails,
    pub(super) accounts: Vec<Shown>,
}

/// Looks a user up and asks whether the institution may be told.
pub(super) async fn known(asking: &Asking<'_>, wanted: UserSeqNo) -> Result<Known, Reply> {
    let (institution, who) = (asking.institution.clone(), wanted.clone());
    let read = asking.node.book.read(move |tx| {
        let user = identity::find_user(tx, &institution, &who)?;
        let accounts = identity::list_accounts(tx, &institution, &who)?;
        Ok((user, accounts))
    });
    let (user, accounts) = read.await.map_err(|no| failed(asking.call, &no))?;
    let (asks_for, now) = (asking.call.user.as_ref(), asking.call.env.now);
    consent::user_may(&wanted, asks_for, user.as_ref(), now)
        .map_err(|decline| asking.call.says(decline_code(decline)))?;
    let keys = &asking.node.hub.keys;
    let opened = || -> Result<Option<Known>, Fault> {
        let Some(user) = user else { return Ok(None) };
        let Some(details) = user.details(keys)? else { return Ok(None) };
        let mut shown = Vec::new();
        for record in accounts {
            if let Some((number, details)) = user.open_account(keys, &record)? {
                shown.push(Shown { record, number, details });
            }
        }
        Ok(Some(Known { user, details, accounts: shown }))
    };
    match opened() {
        Ok(Some(known)) => Ok(known),
        Ok(None) => Err(asking.call.says(RspCode::A0337)),
        Err(fault) => Err(failed(asking.call, &fault.into())),
    }
}

/// The fields of one account, as both lists have them.
pub(super) fn write_account(json: &mut JsonText, asking: &Asking<'_>, known: &Known, it: &Shown) {
    let now = asking.call.env.now;
    let directory = asking.node.hub.directory();
    let bank = &it.record.bank;
    // The number in clear only to institutions that hold it anyway (자체인증).
    let approved = asking.call.user.is_none()
        && directory
            .institutions
            .get(asking.institution)
            .is_some_and(|i| i.scopes.contains(&Scope::Sa));
    let holder =
        if it.details.holder.is_empty() { &known.details.name } else { &it.details.holder };
    let kind = if it.details.kind.is_empty() { "1" } else { &it.details.kind };
    json.text("fintech_use_num", &it.record.fintech_use_num);
    json.text("account_alias", &clipped(&it.details.alias, 50));
    json.text("bank_code_std", bank.as_str());
    json.text("bank_code_sub", &branch(bank.as_str()));
    json.text("bank_name", bank_name(&directory, bank));
    json.text("savings_bank_name", "");
    json.text("account_num", if approved { &it.number } else { "" });
    json.text("account_num_masked", &masked(&it.number));
    json.text("account_seq", &it.details.seq);
    json.text("account_holder_name", holder);
    json.text("account_holder_type", "P");
    json.text("account_type", kind);
    json.text("inquiry_agree_yn", yn(it.record.inquiry.holds(now)));
    json.text("inquiry_agree_dtime", &dtime(it.record.inquiry));
    json.text("transfer_agree_yn", yn(it.record.transfer.holds(now)));
    json.text("transfer_agree_dtime", &dtime(it.record.transfer));
}

/// 사용자정보조회.
pub(super) async fn me(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let wanted = match seq_no(asking, doc, M::User) {
        Ok(wanted) => wanted,
        Err(reply) => return reply,
    };
    let known = match known(asking, wanted).await {
        Ok(known) => known,
        Err(reply) => return reply,
    };
    let code = RspCode::A0000;
    let mut json = Reply::head(asking.call, code, &code.message(asking.call.lang));
    let PersonDetails { name, birth, phone, ci, email } = &known.details;
    json.text("user_seq_no", known.user.user.as_str());
    json.text("user_ci", ci);
    json.text("user_name", name);
    json.text("user_info", birth);
    json.text("user_gender", "");
    json.text("user_cell_no", phone);
    json.text("user_email", email);
    let live: Vec<&Shown> = known.accounts.iter().filter(|a| !a.record.is_cancelled()).collect();
    json.text("res_cnt", &live.len().to_string());
    json.list("res_list", live, |json, it| {
        write_account(json, asking, &known, it);
        json.text("payer_num", "");
    });
    Reply::of(code, json)
}

/// 로그인 연결동의 해제 and 사용자탈퇴.
pub(super) async fn end(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    if doc.text(E::Institution) != asking.institution.as_str() {
        return bad_field(asking.call, &doc.wrong(E::Institution, Wrong::Foreign));
    }
    let user = match seq_no(asking, doc, E::User) {
        Ok(user) => user,
        Err(reply) => return reply,
    };
    if asking.call.user.as_ref().is_some_and(|own| *own != user) {
        return asking.call.says(RspCode::A0313);
    }
    let closes = asking.call.endpoint == Endpoint::UserClose;
    let (env, hub) = (asking.node.env(), asking.node.hub.clone());
    let (institution, actor) = (asking.institution.clone(), asking.actor());
    let written = asking.node.book.write(move |tx| {
        let ours = (&institution, &user);
        let ended = if closes {
            consent::close_user(tx, &env, &actor, ours)?
        } else {
            consent::unlink(tx, &env, &actor, ours)?
        };
        hub.tokens_revoked(tx, ended.tokens);
        Ok(())
    });
    match written.await {
        Ok(()) => asking.call.says(RspCode::A0000),
        Err(no) => asking.no(&no),
    }
}

/// A fault for what the checks before have ruled out.
pub(super) fn impossible(what: &str) -> No {
    Fault::new(FaultKind::Permanent, what).into()
}
