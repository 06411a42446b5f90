//! `GET /v2.0/account/balance/fin_num`, `POST …/acnt_num` (잔액조회).

use super::job::Inquiry;
use super::{Desk, Heard, Stop, bank_part, name_of};
use crate::api::{Call, Endpoint, Reply};
use crate::wire::{Kind, RspCode, clipped, table};
use naru_core::hub::Directory;
use naru_core::relay::bankwire::{BalanceReply, BalanceRequest};
use naru_core::relay::inquiry::message::Reply as _;
use naru_core::relay::inquiry::{CallPurpose, Resolved, Target};

table! {
    /// The fields of a balance inquiry by account number, in wire order.
    BALANCE by A {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        UserSeqNo "user_seq_no": Kind::UserSeqNo, 10, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
    }
}

table! {
    /// The fields of a balance inquiry by handle, in wire order.
    BALANCE_FIN by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        FintechUseNum "fintech_use_num": Kind::Handle, 24, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
    }
}

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let inquiry = match desk.call.endpoint {
        Endpoint::BalanceFin => by_handle(desk, given)?,
        _ => by_number(desk, given)?,
    };
    let id = inquiry.id.to_string();
    let question =
        move |number: &str| BalanceRequest { bank_tran_id: id, account_num: number.to_owned() };
    let heard: Heard<BalanceReply> = desk.inquire(inquiry, question, |_, _| None).await?;
    let directory = desk.node.hub.directory();
    Ok(heard.reply(desk.call, |code, said, resolved| {
        written(desk.call, &directory, code, &said, resolved)
    }))
}

fn by_number(desk: &Desk<'_>, given: &[u8]) -> Result<Inquiry, Stop> {
    let doc = desk.read(BALANCE, given)?;
    Ok(Inquiry {
        id: desk.own_id(&doc, A::BankTranId)?,
        purpose: CallPurpose::Balance,
        target: Target::Registered {
            bank: desk.bank(&doc, A::BankCodeStd)?,
            account_num: doc.text(A::AccountNum).to_owned(),
            user: desk.user(&doc, A::UserSeqNo)?,
        },
    })
}

fn by_handle(desk: &Desk<'_>, given: &[u8]) -> Result<Inquiry, Stop> {
    let doc = desk.read(BALANCE_FIN, given)?;
    Ok(Inquiry {
        id: desk.own_id(&doc, F::BankTranId)?,
        purpose: CallPurpose::Balance,
        target: desk.handle(doc.text(F::FintechUseNum)),
    })
}

fn written(
    call: &Call,
    directory: &Directory,
    code: RspCode,
    said: &BalanceReply,
    resolved: &Resolved,
) -> Reply {
    let mut json = Reply::head(call, code, &code.message(call.lang));
    bank_part(&mut json, call, said.head(), resolved);
    json.text("bank_name", name_of(directory, resolved));
    json.text("savings_bank_name", "");
    json.text("fintech_use_num", &resolved.fintech_use_num);
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
