//! `POST /v2.0/inquiry/receive` (수취조회): who would be paid, before a deposit that may name it.

use super::job::Inquiry;
use super::{Desk, Heard, Stop, bank_part, name_of};
use crate::api::Reply;
use crate::relay::{bank_name, branch};
use crate::wire::{Doc, JsonText, Kind, Wrong, clipped, masked, table};
use naru_base::Won;
use naru_core::identity::ContractPurpose;
use naru_core::relay::inquiry::message::{
    HolderReply, HolderRequest, Reply as _, SecretHolderInfo,
};
use naru_core::relay::inquiry::{CallPurpose, Receive, Resolved, Target, holder_hash};

table! {
    /// The fields of a receive inquiry, in wire order.
    RECEIVE by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        CntrAccountType "cntr_account_type": Kind::OneOf(&["N", "C"]), 1, Required;
        CntrAccountNum "cntr_account_num": Kind::Alnum, 16, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Conditional;
        AccountNum "account_num": Kind::Alnum, 16, Conditional;
        AccountSeq "account_seq": Kind::Digits, 3, Optional;
        FintechUseNum "fintech_use_num": Kind::Handle, 24, Conditional;
        PrintContent "print_content": Kind::Text, 20, Required;
        TranAmt "tran_amt": Kind::Amount, 12, Required;
        ReqClientName "req_client_name": Kind::Text, 20, Required;
        ReqClientBankCode "req_client_bank_code": Kind::BankCode, 3, Conditional;
        ReqClientAccountNum "req_client_account_num": Kind::Alnum, 16, Conditional;
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Handle, 24, Conditional;
        ReqClientNum "req_client_num": Kind::UpperAlnum, 20, Required;
        TransferPurpose "transfer_purpose": Kind::OneOf(&["TR", "ST", "RC", "AU", "WD", "EX"]), 2, Required;
        SubFrncName "sub_frnc_name": Kind::Text, 40, Optional;
        SubFrncNum "sub_frnc_num": Kind::Alnum, 20, Optional;
        SubFrncBusinessNum "sub_frnc_business_num" also "sub_frnc_bussiness_num": Kind::Alnum, 10, Optional;
        CmsNum "cms_num": Kind::Alnum, 32, Optional;
    }
}

/// An account, or a handle of one: exactly one of them.
fn either(desk: &Desk<'_>, doc: &Doc<'_>, account: [F; 2], handle: F) -> Result<bool, Stop> {
    if !doc.has(handle) {
        return match account.into_iter().find(|field| !doc.has(*field)) {
            Some(missing) => Err(desk.wrong(doc, missing, Wrong::Missing)),
            None => Ok(false),
        };
    }
    if account.into_iter().any(|field| doc.has(field)) {
        return Err(desk.wrong(doc, handle, Wrong::Exclusive));
    }
    Ok(true)
}

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let doc = desk.read(RECEIVE, given)?;
    let id = desk.own_id(&doc, F::BankTranId)?;
    let payee = [F::BankCodeStd, F::AccountNum];
    let by_handle = either(desk, &doc, payee, F::FintechUseNum)?;
    if by_handle && doc.has(F::AccountSeq) {
        return Err(desk.wrong(&doc, F::AccountSeq, Wrong::Exclusive));
    }
    let requester = [F::ReqClientBankCode, F::ReqClientAccountNum];
    either(desk, &doc, requester, F::ReqClientFintechUseNum)?;
    let amount = Won::parse_tran_amt(doc.text(F::TranAmt))
        .ok_or_else(|| desk.wrong(&doc, F::TranAmt, Wrong::Form))?;
    let kind = doc.text(F::CntrAccountType).chars().next().unwrap_or('N');
    let from = (kind, doc.text(F::CntrAccountNum).to_owned());
    let target = if by_handle {
        let fintech_use_num = doc.text(F::FintechUseNum).to_owned();
        Target::PayeeHandle { fintech_use_num, from: from.clone() }
    } else {
        let bank = desk.bank(&doc, F::BankCodeStd)?;
        let account_num = doc.text(F::AccountNum).to_owned();
        Target::Payee { bank, account_num, from: from.clone() }
    };
    let request = HolderRequest {
        bank_tran_id: id.to_string(),
        account_num: String::new(),
        account_seq: doc.text(F::AccountSeq).to_owned(),
        account_holder_info_type: "N".to_owned(),
        account_holder_info: SecretHolderInfo::default(),
        tran_amt: amount.to_string(),
    };
    let question = move |number: &str| HolderRequest { account_num: number.to_owned(), ..request };
    let inquiry = Inquiry { id, purpose: CallPurpose::Receive, target };
    let keep = kept(desk, &inquiry, amount);
    let heard: Heard<HolderReply> = desk.inquire(inquiry, question, keep).await?;
    let told = Told { desk, doc: &doc, from: &from, amount, by_handle };
    Ok(heard.reply(desk.call, |code, said, resolved| {
        let mut json = Reply::head(desk.call, code, &code.message(desk.call.lang));
        told.write(&mut json, &said, resolved);
        Reply::of(code, json)
    }))
}

/// What a deposit that names this inquiry is compared with.
fn kept(
    desk: &Desk<'_>,
    inquiry: &Inquiry,
    amount: Won,
) -> impl FnOnce(&HolderReply, &Resolved) -> Option<Receive> + Send + 'static {
    let (node, institution) = (desk.node.clone(), desk.institution.clone());
    let (date, id) = (desk.call.env.now.business_date(), inquiry.id.clone());
    move |said, resolved| {
        Some(Receive {
            date,
            id,
            institution,
            bank: resolved.bank.clone()?,
            account: resolved.account?,
            amount,
            holder: holder_hash(&node.hub.keys, &said.account_holder_name),
            answered_at: node.clock.now(),
        })
    }
}

/// What of the request stands in the answer.
struct Told<'t> {
    desk: &'t Desk<'t>,
    doc: &'t Doc<'t>,
    from: &'t (char, String),
    amount: Won,
    by_handle: bool,
}

impl Told<'_> {
    fn write(&self, json: &mut JsonText, said: &HolderReply, resolved: &Resolved) {
        let Told { desk, doc, from, amount, by_handle } = self;
        let directory = desk.node.hub.directory();
        let bank = resolved.bank.as_ref().map_or("", |b| b.as_str());
        let number = resolved.account_num.as_ref().map_or("", |n| n.expose());
        json.text("bank_code_std", bank);
        json.text("bank_code_sub", &branch(bank));
        json.text("bank_name", name_of(&directory, resolved));
        json.text("savings_bank_name", "");
        // Who named a handle is not told the number behind it.
        json.text("account_num", if *by_handle { "" } else { number });
        json.text("account_seq", doc.text(F::AccountSeq));
        json.text("account_num_masked", &masked(number));
        json.text("print_content", doc.text(F::PrintContent));
        json.text("account_holder_name", &clipped(&said.account_holder_name, 20));
        bank_part(json, desk.call, said.head(), resolved);
        let purpose = ContractPurpose::Deposit;
        let contract = directory.contract(desk.institution, from.0, &from.1, purpose);
        json.text("wd_bank_code_std", contract.map_or("", |c| c.bank.as_str()));
        json.text("wd_bank_name", contract.map_or("", |c| bank_name(&directory, &c.bank)));
        json.text("wd_account_num", &from.1);
        json.text("tran_amt", &amount.to_string());
        json.text("cms_num", doc.text(F::CmsNum));
    }
}
