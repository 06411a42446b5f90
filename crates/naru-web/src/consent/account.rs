//! The account calls: list, update_info, info, update, cancel.

use super::target::{self, Miss, Target};
use super::user::{impossible, known, seq_no, write_account};
use super::{Asking, Logged, Shown, bad_field, dtime, failed, words, yn};
use crate::api::{Endpoint, Reply};
use crate::wire::{Doc, Kind, RspCode, Wrong, masked, table};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, No};
use naru_core::consent::{self, Agreement, Command};
use naru_core::identity::{self, AccountDetails};
use naru_core::relay::inquiry::CallPurpose;

table! {
    /// The fields of 등록계좌조회. Some clients send the user's number only.
    ACCOUNT_LIST by L {
        User "user_seq_no": Kind::UserSeqNo, 10, Required;
        Cancelled "include_cancel_yn": Kind::OneOf(&["Y", "N"]), 1, Optional;
        Order "sort_order": Kind::OneOf(&["D", "A"]), 1, Optional;
    }
}

table! {
    /// The fields of 계좌정보변경.
    UPDATE_INFO by U {
        Handle "fintech_use_num": Kind::Handle, 24, Required;
        Alias "account_alias": Kind::Text, 50, Required;
    }
}

table! {
    /// The fields of 계좌정보조회.
    ACCOUNT_INFO by I {
        Id "bank_tran_id": Kind::BankTranId, 20, Required;
        User "user_seq_no": Kind::UserSeqNo, 10, Required;
        Bank "bank_code_std": Kind::BankCode, 3, Required;
        Number "account_num": Kind::Alnum, 16, Required;
        Scope "scope": Kind::OneOf(&["inquiry", "transfer"]), 8, Required;
    }
}

table! {
    /// The fields of 참가기관 등록 계좌정보변경.
    ACCOUNT_UPDATE by P {
        Id "bank_tran_id": Kind::BankTranId, 20, Required;
        User "user_seq_no": Kind::UserSeqNo, 10, Required;
        Bank "bank_code_std": Kind::BankCode, 3, Required;
        Number "account_num": Kind::Alnum, 16, Required;
        Scope "scope": Kind::OneOf(&["inquiry", "transfer"]), 8, Required;
        Email "update_user_email": Kind::Text, 100, Required;
    }
}

table! {
    /// The fields of 계좌해지: the account by its handle, or by user, bank and number.
    ACCOUNT_CANCEL by C {
        Id "bank_tran_id": Kind::BankTranId, 20, Required;
        Scope "scope": Kind::OneOf(&["inquiry", "transfer"]), 8, Required;
        Handle "fintech_use_num": Kind::Handle, 24, Conditional;
        User "user_seq_no": Kind::UserSeqNo, 10, Conditional;
        Bank "bank_code_std": Kind::BankCode, 3, Conditional;
        Number "account_num": Kind::Alnum, 16, Conditional;
    }
}

/// 등록계좌조회.
pub(super) async fn list(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let wanted = match seq_no(asking, doc, L::User) {
        Ok(wanted) => wanted,
        Err(reply) => return reply,
    };
    let known = match known(asking, wanted).await {
        Ok(known) => known,
        Err(reply) => return reply,
    };
    let with_cancelled = doc.text(L::Cancelled) == "Y";
    let wanted = |it: &&Shown| with_cancelled || !it.record.is_cancelled();
    let mut accounts: Vec<&Shown> = known.accounts.iter().filter(wanted).collect();
    if doc.text(L::Order) != "A" {
        accounts.reverse();
    }
    let code = RspCode::A0000;
    let mut json = Reply::head(asking.call, code, &code.message(asking.call.lang));
    json.text("user_name", &known.details.name);
    json.text("res_cnt", &accounts.len().to_string());
    json.list("res_list", accounts, |json, it| {
        write_account(json, asking, &known, it);
        json.text("account_state", if it.record.is_cancelled() { "09" } else { "01" });
    });
    Reply::of(code, json)
}

/// 계좌정보변경: the user's own name for the account.
pub(super) async fn update_info(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let target = match target::by_handle(asking, doc.text(U::Handle)).await {
        Ok(target) => target,
        Err(Miss::Failed(no)) => return failed(asking.call, &no),
        Err(_) => return asking.call.says(RspCode::A0304),
    };
    let said = AccountDetails { alias: doc.text(U::Alias).to_owned(), ..Default::default() };
    match describe(asking, &target, said, None).await {
        Ok(()) => asking.call.says(RspCode::A0000),
        Err(no) => asking.no(&no),
    }
}

async fn describe(
    asking: &Asking<'_>,
    target: &Target,
    said: AccountDetails,
    command: Option<Command>,
) -> Result<(), No> {
    let (env, keys) = (asking.node.env(), asking.node.hub.keys.clone());
    let (entropy, actor) = (asking.node.entropy.clone(), asking.actor());
    let (institution, user) = (asking.institution.clone(), target.user.clone());
    let (bank, hash) = (target.bank.clone(), target.hash);
    let write = asking.node.book.write(move |tx| {
        if let Some(command) = &command {
            consent::take_id(tx, &env, command)?;
        }
        let with = consent::With { env: &env, keys: &keys, entropy: &*entropy, actor: &actor };
        let ours = (&institution, &user);
        consent::set_account_details(tx, with, ours, (&bank, &hash), &said)
    });
    write.await
}

/// The three fields that name an account by number. What is missing is wrong.
fn number<F: Into<usize> + Copy>(
    asking: &Asking<'_>,
    doc: &Doc<'_>,
    [user, bank, number]: [F; 3],
) -> Result<(naru_base::UserSeqNo, BankCode, String), Reply> {
    if let Some(missing) = [user, bank, number].into_iter().find(|f| !doc.has(*f)) {
        return Err(bad_field(asking.call, &doc.wrong(missing, Wrong::Missing)));
    }
    let code = BankCode::parse(doc.text(bank))
        .map_err(|_| bad_field(asking.call, &doc.wrong(bank, Wrong::Form)))?;
    Ok((seq_no(asking, doc, user)?, code, doc.text(number).to_owned()))
}

/// What a command with a `bank_tran_id` says, and is on record with.
struct Said {
    bank: BankCode,
    account: LookupHash,
    person: Option<LookupHash>,
    code: RspCode,
    bank_code: &'static str,
}

impl Said {
    fn of(target: &Target, code: RspCode, bank_code: &'static str) -> Said {
        Said {
            bank: target.bank.clone(),
            account: target.hash,
            person: Some(target.person),
            code,
            bank_code,
        }
    }
}

/// Logs and answers. The deed is done by then, so its answer is given also if somebody else took
/// the id in the log meanwhile.
async fn logged(
    asking: &Asking<'_>,
    id: &BankTranId,
    purpose: CallPurpose,
    said: &Said,
    more: impl FnOnce(&mut crate::wire::JsonText),
) -> Reply {
    let line = Logged {
        id,
        purpose,
        person: said.person,
        bank: &said.bank,
        account: said.account,
        outcome: said.code,
        bank_rsp_code: said.bank_code,
    };
    if let Err(no) = asking.log(line).await {
        return failed(asking.call, &no);
    }
    let lang = asking.call.lang;
    let mut json = Reply::head(asking.call, said.code, &said.code.message(lang));
    let message = words::bank_code(lang, said.bank_code);
    asking.bank_part(&mut json, id, &said.bank, (said.bank_code, &message));
    more(&mut json);
    Reply::of(said.code, json)
}

/// 계좌정보조회, and 참가기관 등록 계좌정보변경.
pub(super) async fn info_or_update(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let updates = asking.call.endpoint == Endpoint::AccountUpdate;
    let id = match asking.own_id(doc, I::Id) {
        Ok(id) => id,
        Err(reply) => return reply,
    };
    // Both tables begin with the same fields.
    let (user, bank, num) = match number(asking, doc, [I::User, I::Bank, I::Number]) {
        Ok(named) => named,
        Err(reply) => return reply,
    };
    match asking.is_logged(&id).await {
        Ok(false) => {}
        Ok(true) => return asking.call.says(RspCode::A0326),
        Err(no) => return failed(asking.call, &no),
    }
    let target = match target::by_number(asking, user, bank, &num).await {
        Ok(target) => target,
        Err(Miss::Code(code)) => return asking.call.says(code),
        Err(Miss::NoUser(..)) => return asking.call.says(RspCode::A0337),
        Err(Miss::Failed(no)) => return failed(asking.call, &no),
    };
    let said = Said::of(&target, RspCode::A0000, "000");
    if updates {
        let email = doc.text(P::Email).to_owned();
        let details = AccountDetails { email, ..Default::default() };
        let command = command(asking, &id, "update");
        return match describe(asking, &target, details, Some(command)).await {
            Ok(()) => logged(asking, &id, CallPurpose::AccountUpdate, &said, |_| {}).await,
            Err(no) => asking.no(&no),
        };
    }
    let Some(of) = Agreement::parse(doc.text(I::Scope)) else {
        return failed(asking.call, &impossible("a scope that is none passed the table"));
    };
    let shown = match opened(asking, &target).await {
        Ok(shown) => shown,
        Err(no) => return failed(asking.call, &no),
    };
    let Some(shown) = shown else { return asking.call.says(RspCode::A0323) };
    let agreed = match of {
        Agreement::Inquiry => shown.record.inquiry,
        Agreement::Transfer => shown.record.transfer,
    };
    let now = asking.call.env.now;
    logged(asking, &id, CallPurpose::AccountInfo, &said, |json| {
        json.text("fintech_use_num", &shown.record.fintech_use_num);
        json.text("account_num_masked", &masked(&shown.number));
        json.text("account_alias", &shown.details.alias);
        json.text("user_email", &shown.details.email);
        json.text("scope", of.as_str());
        json.text("agree_yn", yn(agreed.holds(now)));
        json.text("agree_dtime", &dtime(agreed));
    })
    .await
}

async fn opened(asking: &Asking<'_>, target: &Target) -> Result<Option<Shown>, No> {
    let (institution, user) = (asking.institution.clone(), target.user.clone());
    let (bank, hash, keys) = (target.bank.clone(), target.hash, asking.node.hub.keys.clone());
    let read = asking.node.book.read(move |tx| {
        let Some(owner) = identity::find_user(tx, &institution, &user)? else { return Ok(None) };
        let ours = (&institution, &user);
        let Some(record) = identity::find_account(tx, ours, &bank, &hash)? else {
            return Ok(None);
        };
        let opened = owner.open_account(&keys, &record)?;
        Ok(opened.map(|(number, details)| Shown { record, number, details }))
    });
    read.await
}

fn command(asking: &Asking<'_>, id: &BankTranId, kind: &'static str) -> Command {
    Command {
        date: asking.call.env.now.business_date(),
        id: id.clone(),
        institution: asking.institution.clone(),
        kind,
    }
}

/// 계좌해지: one agreement about one account ends. What had ended already, or has no user any more,
/// is answered as banks do (551, 555): to the institution it is done.
pub(super) async fn cancel(asking: &Asking<'_>, doc: &Doc<'_>) -> Reply {
    let id = match asking.own_id(doc, C::Id) {
        Ok(id) => id,
        Err(reply) => return reply,
    };
    let Some(of) = Agreement::parse(doc.text(C::Scope)) else {
        return failed(asking.call, &impossible("a scope that is none passed the table"));
    };
    match asking.is_logged(&id).await {
        Ok(false) => {}
        Ok(true) => return asking.call.says(RspCode::A0326),
        Err(no) => return failed(asking.call, &no),
    }
    let target = match cancel_target(asking, doc).await {
        Ok(found) => found,
        Err(reply) => return reply,
    };
    let said = match target {
        Err(Miss::Code(code)) => return asking.call.says(code),
        Err(Miss::Failed(no)) => return failed(asking.call, &no),
        Err(Miss::NoUser(bank, account)) => {
            let code = RspCode::A0002;
            Said { bank, account, person: None, code, bank_code: "555" }
        }
        Ok(target) => match withdrawn(asking, &id, &target, of).await {
            Ok(()) => Said::of(&target, RspCode::A0000, "000"),
            Err(No::Refusal(no)) if no.code == "consent/not-agreed" => {
                Said::of(&target, RspCode::A0002, "551")
            }
            Err(no) => return asking.no(&no),
        },
    };
    logged(asking, &id, CallPurpose::Cancel, &said, |_| {}).await
}

async fn cancel_target(asking: &Asking<'_>, doc: &Doc<'_>) -> Result<Result<Target, Miss>, Reply> {
    let by_number = [C::User, C::Bank, C::Number];
    if doc.has(C::Handle) {
        // Some clients send the bank's code beside the handle: only a whole second way is wrong.
        if by_number.into_iter().all(|f| doc.has(f)) {
            return Err(bad_field(asking.call, &doc.wrong(C::Handle, Wrong::Exclusive)));
        }
        return Ok(target::by_handle(asking, doc.text(C::Handle)).await);
    }
    if asking.call.user.is_some() {
        // A user's token opens accounts by handle only.
        return Err(bad_field(asking.call, &doc.wrong(C::Handle, Wrong::Missing)));
    }
    let (user, bank, num) = number(asking, doc, by_number)?;
    Ok(target::by_number(asking, user, bank, &num).await)
}

async fn withdrawn(
    asking: &Asking<'_>,
    id: &BankTranId,
    target: &Target,
    of: Agreement,
) -> Result<(), No> {
    let (env, actor) = (asking.node.env(), asking.actor());
    let (institution, user) = (asking.institution.clone(), target.user.clone());
    let (bank, hash, command) = (target.bank.clone(), target.hash, command(asking, id, "cancel"));
    let write = asking.node.book.write(move |tx| {
        consent::take_id(tx, &env, &command)?;
        let ours = (&institution, &user);
        consent::withdraw_account(tx, &env, &actor, ours, (&bank, &hash), of)
    });
    write.await
}
