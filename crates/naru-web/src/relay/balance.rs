//! `POST /v2.0/account/balance/acnt_num` (잔액조회): asked of the bank, logged, answered.

use super::{BankPart, bank_name, caller, unwritable};
use crate::api::{Call, Reply};
use crate::bank::{NoAnswer, Question};
use crate::node::{Busy, Node};
use crate::wire::{self, BadField, Doc, Kind, RspCode, Wrong, clipped, table};
use naru_base::{Answer, BankCode, BankTranId, ClientUseCode, No, UserSeqNo};
use naru_core::hub::Directory;
use naru_core::identity::{self, KnownUser};
use naru_core::policy::Policy;
use naru_core::relay::bankwire::{BALANCE_PATH, BalanceReply, BalanceRequest};
use naru_core::relay::line::Heard;
use naru_core::relay::{self, Bank, InquiryDecline, Key};
use std::sync::Arc;

table! {
    /// The fields of a balance inquiry by account number, in wire order.
    BALANCE by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        UserSeqNo "user_seq_no": Kind::UserSeqNo, 10, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
    }
}

/// How often the bank is asked within one deadline: an inquiry changes nothing, so once more is
/// safe.
const ATTEMPTS_MAX: i64 = 2;

struct Inquiry {
    id: BankTranId,
    bank: BankCode,
    account_num: String,
    user: UserSeqNo,
}

fn inquiry(doc: &Doc<'_>, institution: &ClientUseCode) -> Result<Inquiry, BadField> {
    doc.check()?;
    let form = |field: F| move |_| doc.wrong(field, Wrong::Form);
    let id = BankTranId::parse(doc.text(F::BankTranId)).map_err(form(F::BankTranId))?;
    if !id.is_of(institution) {
        return Err(doc.wrong(F::BankTranId, Wrong::Foreign));
    }
    Ok(Inquiry {
        id,
        bank: BankCode::parse(doc.text(F::BankCodeStd)).map_err(form(F::BankCodeStd))?,
        account_num: doc.text(F::AccountNum).to_owned(),
        user: UserSeqNo::parse(doc.text(F::UserSeqNo)).map_err(form(F::UserSeqNo))?,
    })
}

/// Answers an inquiry.
pub(crate) async fn balance(node: &Arc<Node>, call: &Call, body: &[u8]) -> Reply {
    let Ok(doc) = wire::read(BALANCE, body) else {
        return call.says_that(RspCode::A0004, &wire::bad_body(call.lang));
    };
    let (institution, policy) = match (caller(call), node.policy(call.env.now)) {
        (Ok(institution), Ok(policy)) => (institution, policy),
        (Err(fault), _) => return failed(call, &fault.into()),
        (_, Err(no)) => return failed(call, &no),
    };
    let inquiry = match inquiry(&doc, institution) {
        Ok(inquiry) => inquiry,
        Err(bad) => return call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)),
    };
    let _permit = match node.admit(institution, &policy) {
        Ok(permit) => permit,
        Err(Busy::Node) => return call.says(RspCode::O0007),
        Err(Busy::Institution) => return call.says(RspCode::O0008),
    };
    match answered(node, call, institution, &policy, &inquiry).await {
        Ok(reply) => reply,
        Err(no) => failed(call, &no),
    }
}

/// Nothing was answered; an inquiry that failed has changed nothing, so it may be sent again.
fn failed(call: &Call, no: &No) -> Reply {
    let busy = matches!(no, No::Fault(f) if wire::fault_code(f) == RspCode::O0007);
    if busy {
        return call.says(RspCode::O0007);
    }
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "an inquiry failed");
    let sentence = RspCode::A0003.message(call.lang);
    call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
}

/// What the bank said, in the end.
struct Heeded {
    code: RspCode,
    reply: Option<Box<BalanceReply>>,
    bank_us: Option<i64>,
}

async fn answered(
    node: &Arc<Node>,
    call: &Call,
    institution: &ClientUseCode,
    policy: &Arc<Policy>,
    inquiry: &Inquiry,
) -> Answer<Reply> {
    let account = identity::account_hash(&node.hub.keys, &inquiry.bank, &inquiry.account_num);
    let directory = node.hub.directory();
    let user = {
        let (institution, user) = (institution.clone(), inquiry.user.clone());
        let bank = inquiry.bank.clone();
        let known = move |tx: &mut naru_store::Tx<'_>| {
            Ok(identity::known_user(tx, &institution, &user, &bank, &account)?)
        };
        node.book.read(known).await?
    };
    let allowed = relay::may_inquire(
        directory.institutions.get(institution),
        directory.banks.get(&inquiry.bank),
        user.as_ref(),
        call.env.now,
    );
    let heeded = match (allowed, directory.banks.get(&inquiry.bank)) {
        (Err(decline), _) => Heeded { code: decline_code(decline), reply: None, bank_us: None },
        (Ok(()), None) => Heeded { code: RspCode::A0302, reply: None, bank_us: None },
        (Ok(()), Some(bank)) => ask(node, policy, inquiry, bank).await,
    };
    // Who asked about whose account is on record before anybody reads the answer.
    let record = relay::Call {
        key: Key { date: call.env.now.business_date(), id: inquiry.id.clone() },
        institution: institution.clone(),
        api_tran_id: call.env.id(0).uuid(),
        purpose: "balance",
        person: user.as_ref().map(|u| u.person),
        bank: inquiry.bank.clone(),
        account,
        outcome: heeded.code.as_str().to_owned(),
        bank_rsp_code: heeded.reply.as_ref().map(|r| super::plain_code(&r.bank_rsp_code)),
        asked_at: call.env.now,
        answered_at: node.clock.now(),
    };
    let is_new = node.calls.write(move |tx| relay::record_call(tx, &record)).await?;
    let code = if is_new { heeded.code } else { RspCode::A0326 };
    let reply = match &heeded.reply {
        Some(said) if is_new => written(call, &directory, inquiry, user.as_ref(), code, said),
        _ => call.says(code),
    };
    Ok(match heeded.bank_us {
        Some(us) => reply.after(&inquiry.bank, Some(us)),
        None => reply,
    })
}

const fn decline_code(decline: InquiryDecline) -> RspCode {
    match decline {
        InquiryDecline::InstitutionInactive => RspCode::A0013,
        InquiryDecline::BankUnknown => RspCode::A0302,
        InquiryDecline::UserUnknown => RspCode::A0337,
        InquiryDecline::AccountUnknown => RspCode::A0323,
        InquiryDecline::NotAgreed => RspCode::A0305,
        InquiryDecline::AgreementExpired => RspCode::A0316,
    }
}

/// Asks the bank, once more if it was silent, within one deadline.
async fn ask(node: &Arc<Node>, policy: &Arc<Policy>, inquiry: &Inquiry, bank: &Bank) -> Heeded {
    let began = node.clock.now();
    let share_ms = policy.bank_deadline_ms / ATTEMPTS_MAX;
    let mut code = RspCode::A0016;
    for attempt in 1..=ATTEMPTS_MAX {
        let env = node.env();
        let Ok(place) = node.enter(&inquiry.bank, policy, env.now) else { break };
        let request = BalanceRequest {
            bank_tran_id: inquiry.id.to_string(),
            account_num: inquiry.account_num.clone(),
        };
        let body = match serde_json::to_vec(&request).map_err(unwritable) {
            Ok(body) => body,
            Err(fault) => {
                tracing::error!(why = %fault, "a bank cannot be asked");
                break;
            }
        };
        let question = Question {
            bank,
            path: BALANCE_PATH,
            body,
            expires_at: env.now.plus_ms(policy.bank_request_expiry_ms),
            deadline_at: began.plus_ms(share_ms * attempt),
        };
        let asked = node.bank.ask(&env, &node.hub.keys, question).await;
        node.leave(place, &inquiry.bank, asked.heard);
        let bank_us = Some(node.clock.now().since(began));
        match asked.answer.map(|body| serde_json::from_slice::<BalanceReply>(&body)) {
            Ok(Ok(said)) if said.bank_tran_id == inquiry.id.as_str() => {
                let done = said.bank_rsp_code == "000";
                let code = if done { RspCode::A0000 } else { RspCode::A0002 };
                return Heeded { code, reply: Some(Box::new(said)), bank_us };
            }
            Err(NoAnswer::NotSent) => {}
            // Silence, or words that cannot be relied on: as good as no answer.
            _ => code = RspCode::A0017,
        }
        if asked.heard == Heard::Nothing {
            break;
        }
    }
    Heeded { code, reply: None, bank_us: Some(node.clock.now().since(began)) }
}

fn written(
    call: &Call,
    directory: &Directory,
    inquiry: &Inquiry,
    user: Option<&KnownUser>,
    code: RspCode,
    said: &BalanceReply,
) -> Reply {
    let mut json = Reply::head(call, code, &code.message(call.lang));
    let ours = call.env.now.business_date().to_string();
    BankPart {
        id: inquiry.id.as_str(),
        date: if said.bank_tran_date.is_empty() { &ours } else { &said.bank_tran_date },
        bank: &inquiry.bank,
        code: &said.bank_rsp_code,
        message: &said.bank_rsp_message,
    }
    .write(&mut json);
    let account = user.and_then(|u| u.account.as_ref());
    json.text("bank_name", bank_name(directory, &inquiry.bank));
    json.text("savings_bank_name", "");
    json.text("fintech_use_num", account.map_or("", |a| &a.fintech_use_num));
    for (name, value, max) in [
        ("balance_amt", &said.balance_amt, 13),
        ("available_amt", &said.available_amt, 13),
        ("account_type", &said.account_type, 1),
        ("product_name", &said.product_name, 100),
        ("account_issue_date", &said.account_issue_date, 8),
        ("maturity_date", &said.maturity_date, 8),
        ("last_tran_date", &said.last_tran_date, 8),
    ] {
        json.text(name, &clipped(value, max));
    }
    Reply::of(code, json)
}
