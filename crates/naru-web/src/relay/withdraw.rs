//! `POST /v2.0/transfer/withdraw/acnt_num` (출금이체): the order read, the answer written.

use super::cross::{Crossed, Crossing};
use super::{BankPart, bank_name, branch, caller};
use crate::api::{Call, Reply};
use crate::node::{Busy, Dropped, Node};
use crate::wire::{
    self, BadField, Doc, Ending, JsonText, Kind, RspCode, Verdict, Wrong, clipped, masked, outcome,
    table,
};
use naru_base::{BankCode, BankTranId, ClientUseCode, UserSeqNo, Won};
use naru_core::hub::Directory;
use naru_core::identity::ContractPurpose;
use naru_core::relay::{Order, OrderDetails, Purpose, Requester, Told};
use std::sync::Arc;

table! {
    /// The fields of a withdrawal by account number, in wire order.
    WITHDRAW by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        CntrAccountType "cntr_account_type": Kind::OneOf(&["N", "C"]), 1, Required;
        CntrAccountNum "cntr_account_num": Kind::Alnum, 16, Required;
        DpsPrintContent "dps_print_content": Kind::Text, 20, Required;
        WdBankCodeStd "wd_bank_code_std": Kind::BankCode, 3, Required;
        WdAccountNum "wd_account_num": Kind::Alnum, 16, Required;
        UserSeqNo "user_seq_no": Kind::UserSeqNo, 10, Required;
        WdPrintContent "wd_print_content": Kind::Text, 20, Optional;
        TranAmt "tran_amt": Kind::Amount, 12, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        ReqClientName "req_client_name": Kind::Text, 20, Required;
        ReqClientBankCode "req_client_bank_code": Kind::BankCode, 3, Conditional;
        ReqClientAccountNum "req_client_account_num": Kind::Alnum, 16, Conditional;
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Digits, 24, Conditional;
        ReqClientNum "req_client_num": Kind::UpperAlnum, 20, Required;
        TransferPurpose "transfer_purpose": Kind::OneOf(&["TR", "ST", "RC", "WD", "EX"]), 2, Required;
        SubFrncName "sub_frnc_name": Kind::Text, 40, Optional;
        SubFrncNum "sub_frnc_num": Kind::Alnum, 20, Optional;
        SubFrncBusinessNum "sub_frnc_business_num" also "sub_frnc_bussiness_num": Kind::Alnum, 10, Optional;
        RecvClientName "recv_client_name": Kind::Text, 20, Conditional;
        RecvClientBankCode "recv_client_bank_code": Kind::BankCode, 3, Conditional;
        RecvClientAccountNum "recv_client_account_num": Kind::Alnum, 16, Conditional;
    }
}

/// Answers an order.
pub(crate) async fn withdraw(node: &Arc<Node>, call: &Call, body: &[u8]) -> Result<Reply, Dropped> {
    let doc = match wire::read(WITHDRAW, body) {
        Ok(doc) => doc,
        Err(wire::NotAnObject) => {
            return Ok(call.says_that(RspCode::A0004, &wire::bad_body(call.lang)));
        }
    };
    let (institution, policy) = match (caller(call), node.policy(call.env.now)) {
        (Ok(institution), Ok(policy)) => (institution.clone(), policy),
        (Err(fault), _) => return Ok(not_recorded(call, fault.into())),
        (_, Err(no)) => return Ok(not_recorded(call, no)),
    };
    let order = match order(&doc, &institution) {
        Ok(order) => Arc::new(order),
        Err(bad) => return Ok(call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad))),
    };
    let permit = match node.admit(&institution, &policy) {
        Ok(permit) => permit,
        Err(Busy::Node) => return Ok(call.says(RspCode::O0007)),
        Err(Busy::Institution) => return Ok(call.says(RspCode::O0008)),
    };
    let crossing = Crossing {
        node: node.clone(),
        env: call.env,
        policy,
        institution,
        order: order.clone(),
        permit,
    };
    // On a task of its own: a caller who hangs up drops this future, not the crossing.
    let crossed = match tokio::spawn(crossing.run()).await {
        Ok(crossed) => crossed?,
        Err(e) => {
            tracing::error!(id = %order.bank_tran_id, why = %e, "a crossing ended in a panic");
            Crossed { ending: Ending::Unknown, bank_us: None }
        }
    };
    Ok(answer(node, call, &order, &crossed))
}

fn not_recorded(call: &Call, no: naru_base::No) -> Reply {
    let ending = Ending::of_reserve(no, call.env.id(9));
    head_only(call, &outcome(&ending))
}

/// The order that the fields make; the first field that is wrong.
fn order(doc: &Doc<'_>, institution: &ClientUseCode) -> Result<Order, BadField> {
    doc.check()?;
    let form = |field: F| move |_| doc.wrong(field, Wrong::Form);
    let own = |field: F| doc.text(field).to_owned();
    let bank_tran_id = BankTranId::parse(doc.text(F::BankTranId)).map_err(form(F::BankTranId))?;
    if !bank_tran_id.is_of(institution) {
        return Err(doc.wrong(F::BankTranId, Wrong::Foreign));
    }
    let purpose = Purpose::parse(doc.text(F::TransferPurpose))
        .ok_or_else(|| doc.wrong(F::TransferPurpose, Wrong::Form))?;
    let amount = Won::parse_tran_amt(doc.text(F::TranAmt))
        .ok_or_else(|| doc.wrong(F::TranAmt, Wrong::Form))?;
    let requester = requester(doc)?;
    let recv = [F::RecvClientName, F::RecvClientBankCode, F::RecvClientAccountNum];
    if purpose == Purpose::Remittance
        && let Some(missing) = recv.into_iter().find(|f| !doc.has(*f))
    {
        return Err(doc.wrong(missing, Wrong::Missing));
    }
    Ok(Order {
        bank_tran_id,
        cntr_account_type: doc.text(F::CntrAccountType).chars().next().unwrap_or('N'),
        cntr_account_num: own(F::CntrAccountNum),
        bank: BankCode::parse(doc.text(F::WdBankCodeStd)).map_err(form(F::WdBankCodeStd))?,
        account_num: own(F::WdAccountNum),
        user_seq_no: UserSeqNo::parse(doc.text(F::UserSeqNo)).map_err(form(F::UserSeqNo))?,
        amount,
        details: OrderDetails {
            dps_print_content: own(F::DpsPrintContent),
            wd_print_content: own(F::WdPrintContent),
            req_client_name: own(F::ReqClientName),
            requester,
            req_client_num: own(F::ReqClientNum),
            purpose,
            recv: recv.map(own),
            sub_merchant: [F::SubFrncName, F::SubFrncNum, F::SubFrncBusinessNum].map(own),
        },
    })
}

/// Who asks: an account, or a handle of it. Exactly one.
fn requester(doc: &Doc<'_>) -> Result<Requester, BadField> {
    let (bank, number) = (F::ReqClientBankCode, F::ReqClientAccountNum);
    let handle = F::ReqClientFintechUseNum;
    let own = |field: F| doc.text(field).to_owned();
    if !doc.has(handle) {
        return match [bank, number].into_iter().find(|f| !doc.has(*f)) {
            Some(missing) => Err(doc.wrong(missing, Wrong::Missing)),
            None => Ok(Requester::Account(own(bank), own(number))),
        };
    }
    if doc.has(bank) || doc.has(number) {
        return Err(doc.wrong(handle, Wrong::Exclusive));
    }
    if doc.text(handle).len() != 24 {
        return Err(doc.wrong(handle, Wrong::Form));
    }
    Ok(Requester::Handle(own(handle)))
}

fn answer(node: &Node, call: &Call, order: &Order, crossed: &Crossed) -> Reply {
    let verdict = outcome(&crossed.ending);
    let reply = match verdict.told {
        Some(told) => {
            let message = verdict.code.message(call.lang);
            let mut json = Reply::head(call, verdict.code, &message);
            let directory = node.hub.directory();
            body(&mut json, &directory, call, order, told, &verdict);
            Reply::of(verdict.code, json)
        }
        None => head_only(call, &verdict),
    };
    match crossed.bank_us {
        Some(us) => reply.after(&order.bank, Some(us)),
        None => reply,
    }
}

fn head_only(call: &Call, verdict: &Verdict<'_>) -> Reply {
    if !verdict.has_reference {
        return call.says(verdict.code);
    }
    let sentence = verdict.code.message(call.lang);
    call.says_that(verdict.code, &wire::a_reference(call.lang, &sentence, call.env.id(9)))
}

/// The fields of a recorded withdrawal: the contract account's side, the bank's part, the
/// customer's side.
fn body(
    json: &mut JsonText,
    directory: &Directory,
    call: &Call,
    order: &Order,
    told: &Told,
    verdict: &Verdict<'_>,
) {
    let contract = call.institution.as_ref().and_then(|institution| {
        let (kind, num) = (order.cntr_account_type, order.cntr_account_num.as_str());
        directory.contract(institution, kind, num, ContractPurpose::Withdraw)
    });
    let (bank, name) =
        contract.map_or(("", ""), |c| (c.bank.as_str(), bank_name(directory, &c.bank)));
    json.text("dps_bank_code_std", bank);
    json.text("dps_bank_code_sub", &branch(bank));
    json.text("dps_bank_name", name);
    json.text("dps_account_num_masked", &masked(&order.cntr_account_num));
    json.text("dps_print_content", &order.details.dps_print_content);
    json.text("dps_account_holder_name", contract.map_or("", |c| &c.holder_name));
    let ours = told.key.date.to_string();
    let said = verdict.bank;
    BankPart {
        id: order.bank_tran_id.as_str(),
        // Until the bank has named its own date, a result is asked for by ours.
        date: said.map(|s| s.tran_date.as_str()).filter(|d| !d.is_empty()).unwrap_or(&ours),
        bank: &order.bank,
        code: said.map_or("", |s| &s.code),
        message: said.map_or("", |s| &s.message),
    }
    .write(json);
    json.text("fintech_use_num", "");
    json.text("account_alias", "");
    json.text("bank_code_std", order.bank.as_str());
    json.text("bank_code_sub", &branch(order.bank.as_str()));
    json.text("bank_name", bank_name(directory, &order.bank));
    json.text("savings_bank_name", "");
    json.text("account_num_masked", &masked(&order.account_num));
    json.text("print_content", &order.details.wd_print_content);
    json.text("account_holder_name", &said.map_or(String::new(), |s| clipped(&s.holder, 20)));
    json.text("tran_amt", &order.amount.to_string());
    let remain = told.limit_remain.map_or(String::new(), |won| won.to_string());
    json.text("wd_limit_remain_amt", &remain);
}
