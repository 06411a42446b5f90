//! `POST /v2.0/transfer/withdraw/acnt_num` and `/fin_num` (출금이체): the order read, the answer
//! written.

use super::cross::Crossed;
use super::fields::{Asker, place, unresolved, whole_handle};
use super::order::{Admitted, admit, cross, head_only};
use super::{BankPart, bank_name, branch};
use crate::api::{Call, Endpoint, Reply};
use crate::node::{Dropped, Node};
use crate::wire::{
    self, BadField, Doc, Field, JsonText, Kind, RspCode, Verdict, Wrong, clipped, masked, outcome,
    table,
};
use naru_base::{BankCode, ClientUseCode, UserSeqNo};
use naru_core::hub::Directory;
use naru_core::identity::ContractPurpose;
use naru_core::relay::{self, Order, OrderDetails, Purpose, Told, Via};
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
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Handle, 24, Conditional;
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

table! {
    /// The fields of a withdrawal by handle, in wire order.
    WITHDRAW_FIN by H {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        CntrAccountType "cntr_account_type": Kind::OneOf(&["N", "C"]), 1, Required;
        CntrAccountNum "cntr_account_num": Kind::Alnum, 16, Required;
        DpsPrintContent "dps_print_content": Kind::Text, 20, Required;
        FintechUseNum "fintech_use_num": Kind::Handle, 24, Required;
        WdPrintContent "wd_print_content": Kind::Text, 20, Optional;
        TranAmt "tran_amt": Kind::Amount, 12, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        ReqClientName "req_client_name": Kind::Text, 20, Required;
        ReqClientBankCode "req_client_bank_code": Kind::BankCode, 3, Conditional;
        ReqClientAccountNum "req_client_account_num": Kind::Alnum, 16, Conditional;
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Handle, 24, Conditional;
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
    let by_handle = call.endpoint == Endpoint::WithdrawFin;
    let doc = match call.read(if by_handle { WITHDRAW_FIN } else { WITHDRAW }, body) {
        Ok(doc) => doc,
        Err(reply) => return Ok(reply),
    };
    // Busy is said to good orders only: whoever sends a bad one learns that first.
    let read = |institution: &ClientUseCode| {
        if by_handle { by_its_handle(&doc, institution) } else { by_its_number(&doc, institution) }
    };
    let order = match call.institution.as_ref().map(read) {
        Some(Ok(order)) => Some(order),
        Some(Err(bad)) => {
            return Ok(call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)));
        }
        None => None,
    };
    let (admitted, order): (Admitted, Order) = match (admit(node, call, KIND), order) {
        (Ok(admitted), Some(order)) => (admitted, order),
        (Err(reply), _) => return Ok(reply),
        // Without an institution nothing is admitted.
        (Ok(_), None) => return Ok(call.says(RspCode::A0003)),
    };
    Ok(match cross(node, call, admitted, order).await? {
        Ok((order, crossed)) => answer(node, call, &order, &crossed),
        Err(reply) => reply,
    })
}

const KIND: relay::Kind = relay::Kind::Withdraw;

/// Where the fields stand that both tables have.
struct Common {
    asker: Asker,
    cntr_account_type: usize,
    cntr_account_num: usize,
    dps_print_content: usize,
    wd_print_content: usize,
    recv: [usize; 3],
    sub_merchant: [usize; 3],
}

impl Common {
    const fn of(fields: &[Field]) -> Common {
        Common {
            asker: Asker::of(fields),
            cntr_account_type: place(fields, "cntr_account_type"),
            cntr_account_num: place(fields, "cntr_account_num"),
            dps_print_content: place(fields, "dps_print_content"),
            wd_print_content: place(fields, "wd_print_content"),
            recv: [
                place(fields, "recv_client_name"),
                place(fields, "recv_client_bank_code"),
                place(fields, "recv_client_account_num"),
            ],
            sub_merchant: [
                place(fields, "sub_frnc_name"),
                place(fields, "sub_frnc_num"),
                place(fields, "sub_frnc_business_num"),
            ],
        }
    }

    fn order(
        &self,
        doc: &Doc<'_>,
        institution: &ClientUseCode,
        (bank, account_num, via): (BankCode, String, Via),
    ) -> Result<Order, BadField> {
        let own = |field: usize| doc.text(field).to_owned();
        let asks = self.asker.read(doc, institution)?;
        if asks.purpose == Purpose::Remittance
            && let Some(missing) = self.recv.into_iter().find(|f| !doc.has(*f))
        {
            return Err(doc.wrong(missing, Wrong::Missing));
        }
        Ok(Order {
            kind: KIND,
            bank_tran_id: asks.id,
            cntr_account_type: doc.text(self.cntr_account_type).chars().next().unwrap_or('N'),
            cntr_account_num: own(self.cntr_account_num),
            pass_phrase: None,
            bank,
            account_num,
            via,
            amount: asks.amount,
            receive: None,
            details: OrderDetails {
                dps_print_content: own(self.dps_print_content),
                wd_print_content: own(self.wd_print_content),
                req_client_name: asks.name,
                requester: asks.requester,
                req_client_num: asks.num,
                purpose: asks.purpose,
                recv: self.recv.map(own),
                sub_merchant: self.sub_merchant.map(own),
                deposit: None,
            },
        })
    }
}

/// The order that the fields make; the first field that is wrong.
fn by_its_number(doc: &Doc<'_>, institution: &ClientUseCode) -> Result<Order, BadField> {
    const COMMON: Common = Common::of(WITHDRAW);
    doc.check()?;
    let form = |field: F| move |_| doc.wrong(field, Wrong::Form);
    let bank = BankCode::parse(doc.text(F::WdBankCodeStd)).map_err(form(F::WdBankCodeStd))?;
    let user = UserSeqNo::parse(doc.text(F::UserSeqNo)).map_err(form(F::UserSeqNo))?;
    let number = doc.text(F::WdAccountNum).to_owned();
    COMMON.order(doc, institution, (bank, number, Via::User(user)))
}

fn by_its_handle(doc: &Doc<'_>, institution: &ClientUseCode) -> Result<Order, BadField> {
    const COMMON: Common = Common::of(WITHDRAW_FIN);
    doc.check()?;
    let handle = whole_handle(doc, H::FintechUseNum.into())?;
    COMMON.order(doc, institution, unresolved(handle))
}

fn answer(node: &Node, call: &Call, order: &Order, crossed: &Crossed) -> Reply {
    let verdict = outcome(&crossed.ending, KIND);
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
    json.text("fintech_use_num", order.handle());
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
