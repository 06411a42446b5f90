//! `POST /v2.0/transfer/deposit/acnt_num` and `/fin_num` (입금이체): the order read, the answer
//! written. The request has a list that holds exactly one item.

use super::cross::Crossed;
use super::fields::{Asker, own_id_if_any, place, unresolved, whole_handle};
use super::order::{Admitted, admit, cross, head_only};
use super::{BankPart, bank_name, branch};
use crate::api::{Call, Endpoint, Reply};
use crate::node::{Dropped, Node};
use crate::wire::{
    self, BadField, Doc, Field, JsonText, Kind, RspCode, Verdict, Wrong, clipped, masked, outcome,
    table,
};
use naru_base::keyring::Keyring;
use naru_base::{BankCode, ClientUseCode};
use naru_core::hub::Directory;
use naru_core::identity::{self, ContractPurpose};
use naru_core::relay::{self, DepositDetails, Order, OrderDetails, Told, Via};
use std::sync::Arc;

table! {
    /// The one item of a deposit by account number, in wire order.
    DEPOSIT_ITEM by I {
        TranNo "tran_no": Kind::Digits, 5, Required;
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        AccountSeq "account_seq": Kind::Digits, 3, Optional;
        AccountHolderName "account_holder_name": Kind::Text, 20, Conditional;
        PrintContent "print_content": Kind::Text, 20, Required;
        TranAmt "tran_amt": Kind::Amount, 12, Required;
        ReqClientName "req_client_name": Kind::Text, 20, Required;
        ReqClientBankCode "req_client_bank_code": Kind::BankCode, 3, Conditional;
        ReqClientAccountNum "req_client_account_num": Kind::Alnum, 16, Conditional;
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Handle, 24, Conditional;
        ReqClientNum "req_client_num": Kind::UpperAlnum, 20, Required;
        TransferPurpose "transfer_purpose": Kind::OneOf(&["TR", "ST", "RC", "AU", "WD", "EX"]), 2, Required;
        RecvBankTranId "recv_bank_tran_id": Kind::BankTranId, 20, Optional;
        WithdrawBankTranId "withdraw_bank_tran_id": Kind::BankTranId, 20, Optional;
        CmsNum "cms_num": Kind::Alnum, 32, Optional;
    }
}

table! {
    /// The one item of a deposit by handle, in wire order.
    DEPOSIT_FIN_ITEM by J {
        TranNo "tran_no": Kind::Digits, 5, Required;
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        FintechUseNum "fintech_use_num": Kind::Handle, 24, Required;
        PrintContent "print_content": Kind::Text, 20, Required;
        TranAmt "tran_amt": Kind::Amount, 12, Required;
        ReqClientName "req_client_name": Kind::Text, 20, Required;
        ReqClientBankCode "req_client_bank_code": Kind::BankCode, 3, Conditional;
        ReqClientAccountNum "req_client_account_num": Kind::Alnum, 16, Conditional;
        ReqClientFintechUseNum "req_client_fintech_use_num": Kind::Handle, 24, Conditional;
        ReqClientNum "req_client_num": Kind::UpperAlnum, 20, Required;
        TransferPurpose "transfer_purpose": Kind::OneOf(&["TR", "ST", "RC", "AU", "WD", "EX"]), 2, Required;
        RecvBankTranId "recv_bank_tran_id": Kind::BankTranId, 20, Optional;
        WithdrawBankTranId "withdraw_bank_tran_id": Kind::BankTranId, 20, Optional;
        CmsNum "cms_num": Kind::Alnum, 32, Optional;
    }
}

/// Items in one request.
const ITEMS_MAX: usize = 1;

table! {
    /// The fields of a deposit by account number, in wire order.
    DEPOSIT by F {
        CntrAccountType "cntr_account_type": Kind::OneOf(&["N", "C"]), 1, Required;
        CntrAccountNum "cntr_account_num": Kind::Alnum, 16, Required;
        WdPassPhrase "wd_pass_phrase": Kind::Text, 128, Required;
        WdPrintContent "wd_print_content": Kind::Text, 20, Required;
        NameCheckOption "name_check_option": Kind::OneOf(&["on", "off"]), 3, Optional;
        SubFrncName "sub_frnc_name": Kind::Text, 40, Optional;
        SubFrncNum "sub_frnc_num": Kind::Alnum, 20, Optional;
        SubFrncBusinessNum "sub_frnc_business_num" also "sub_frnc_bussiness_num": Kind::Alnum, 10, Optional;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        ReqCnt "req_cnt": Kind::Digits, 5, Required;
        ReqList "req_list": Kind::List { fields: DEPOSIT_ITEM, items_max: ITEMS_MAX }, 1, Required;
    }
}

table! {
    /// The fields of a deposit by handle: only the item differs.
    DEPOSIT_FIN by G {
        CntrAccountType "cntr_account_type": Kind::OneOf(&["N", "C"]), 1, Required;
        CntrAccountNum "cntr_account_num": Kind::Alnum, 16, Required;
        WdPassPhrase "wd_pass_phrase": Kind::Text, 128, Required;
        WdPrintContent "wd_print_content": Kind::Text, 20, Required;
        NameCheckOption "name_check_option": Kind::OneOf(&["on", "off"]), 3, Optional;
        SubFrncName "sub_frnc_name": Kind::Text, 40, Optional;
        SubFrncNum "sub_frnc_num": Kind::Alnum, 20, Optional;
        SubFrncBusinessNum "sub_frnc_business_num" also "sub_frnc_bussiness_num": Kind::Alnum, 10, Optional;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        ReqCnt "req_cnt": Kind::Digits, 5, Required;
        ReqList "req_list": Kind::List { fields: DEPOSIT_FIN_ITEM, items_max: ITEMS_MAX }, 1, Required;
    }
}

const KIND: relay::Kind = relay::Kind::Deposit;

/// Where the fields stand that both items have.
struct Common {
    asker: Asker,
    tran_no: usize,
    print_content: usize,
    recv_bank_tran_id: usize,
    withdraw_bank_tran_id: usize,
    cms_num: usize,
}

impl Common {
    const fn of(fields: &[Field]) -> Common {
        Common {
            asker: Asker::of(fields),
            tran_no: place(fields, "tran_no"),
            print_content: place(fields, "print_content"),
            recv_bank_tran_id: place(fields, "recv_bank_tran_id"),
            withdraw_bank_tran_id: place(fields, "withdraw_bank_tran_id"),
            cms_num: place(fields, "cms_num"),
        }
    }
}

/// A deposit as it was read.
struct Read {
    order: Order,
    tran_no: String,
}

/// Answers an order.
pub(crate) async fn deposit(node: &Arc<Node>, call: &Call, body: &[u8]) -> Result<Reply, Dropped> {
    let by_handle = call.endpoint == Endpoint::DepositFin;
    let doc = match call.read(if by_handle { DEPOSIT_FIN } else { DEPOSIT }, body) {
        Ok(doc) => doc,
        Err(reply) => return Ok(reply),
    };
    let keys = &node.hub.keys;
    let read = match call.institution.as_ref().map(|it| read(&doc, it, keys, by_handle)) {
        Some(Ok(read)) => Some(read),
        Some(Err(bad)) => {
            return Ok(call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)));
        }
        None => None,
    };
    let (admitted, Read { order, tran_no }): (Admitted, Read) =
        match (admit(node, call, KIND), read) {
            (Ok(admitted), Some(read)) => (admitted, read),
            (Err(reply), _) => return Ok(reply),
            // Without an institution nothing is admitted.
            (Ok(_), None) => return Ok(call.says(RspCode::A0003)),
        };
    Ok(match cross(node, call, admitted, order).await? {
        Ok((order, crossed)) => answer(node, call, (&order, &tran_no), &crossed),
        Err(reply) => reply,
    })
}

/// The deposit that the fields make; the first field that is wrong.
fn read(
    doc: &Doc<'_>,
    institution: &ClientUseCode,
    keys: &Keyring,
    by_handle: bool,
) -> Result<Read, BadField> {
    const BY_NUMBER: Common = Common::of(DEPOSIT_ITEM);
    const BY_HANDLE: Common = Common::of(DEPOSIT_FIN_ITEM);
    doc.check()?;
    let items = doc.items(F::ReqList);
    let [item] = items else { return Err(doc.wrong(F::ReqCnt, Wrong::NotTheCount)) };
    if doc.text(F::ReqCnt).parse() != Ok(ITEMS_MAX) {
        return Err(doc.wrong(F::ReqCnt, Wrong::NotTheCount));
    }
    // "on" unless it is said otherwise.
    let name_check = doc.text(F::NameCheckOption) != "off";
    let common = if by_handle { &BY_HANDLE } else { &BY_NUMBER };
    let asks = common.asker.read(item, institution)?;
    let mut payee_name = String::new();
    let (bank, account_num, via) = if by_handle {
        unresolved(whole_handle(item, J::FintechUseNum.into())?)
    } else {
        if name_check && !item.has(I::AccountHolderName) {
            return Err(item.wrong(I::AccountHolderName, Wrong::Missing));
        }
        item.text(I::AccountHolderName).clone_into(&mut payee_name);
        let bank = BankCode::parse(item.text(I::BankCodeStd));
        let bank = bank.map_err(|_| item.wrong(I::BankCodeStd, Wrong::Form))?;
        (bank, item.text(I::AccountNum).to_owned(), Via::Number)
    };
    let phrase = doc.text(F::WdPassPhrase);
    let order = Order {
        kind: KIND,
        bank_tran_id: asks.id,
        cntr_account_type: doc.text(F::CntrAccountType).chars().next().unwrap_or('N'),
        cntr_account_num: doc.text(F::CntrAccountNum).to_owned(),
        pass_phrase: Some(identity::pass_phrase_hash(keys, institution, phrase)),
        bank,
        account_num,
        via,
        amount: asks.amount,
        receive: None,
        details: OrderDetails {
            dps_print_content: item.text(common.print_content).to_owned(),
            wd_print_content: doc.text(F::WdPrintContent).to_owned(),
            req_client_name: asks.name,
            requester: asks.requester,
            req_client_num: asks.num,
            purpose: asks.purpose,
            recv: Default::default(),
            sub_merchant: [F::SubFrncName, F::SubFrncNum, F::SubFrncBusinessNum]
                .map(|field| doc.text(field).to_owned()),
            deposit: Some(DepositDetails {
                payee_name,
                name_check,
                recv_bank_tran_id: own_id_if_any(item, common.recv_bank_tran_id, institution)?,
                withdraw_bank_tran_id: own_id_if_any(
                    item,
                    common.withdraw_bank_tran_id,
                    institution,
                )?,
                cms_num: item.text(common.cms_num).to_owned(),
            }),
        },
    };
    Ok(Read { order, tran_no: item.text(common.tran_no).to_owned() })
}

fn answer(node: &Node, call: &Call, (order, tran_no): (&Order, &str), crossed: &Crossed) -> Reply {
    let verdict = outcome(&crossed.ending, KIND);
    let reply = match verdict.told {
        Some(told) => {
            let message = verdict.code.message(call.lang);
            let mut json = Reply::head(call, verdict.code, &message);
            let directory = node.hub.directory();
            paying_side(&mut json, &directory, call, order);
            json.text("res_cnt", "1");
            json.list("res_list", [tran_no], |json, tran_no| {
                json.text("tran_no", tran_no);
                item(json, &directory, order, told, &verdict);
            });
            Reply::of(verdict.code, json)
        }
        None => head_only(call, &verdict),
    };
    match crossed.bank_us {
        Some(us) => reply.after(&order.bank, Some(us)),
        None => reply,
    }
}

fn paying_side(json: &mut JsonText, directory: &Directory, call: &Call, order: &Order) {
    let contract = call.institution.as_ref().and_then(|institution| {
        let (kind, num) = (order.cntr_account_type, order.cntr_account_num.as_str());
        directory.contract(institution, kind, num, ContractPurpose::Deposit)
    });
    let (bank, name) =
        contract.map_or(("", ""), |c| (c.bank.as_str(), bank_name(directory, &c.bank)));
    json.text("wd_bank_code_std", bank);
    json.text("wd_bank_code_sub", &branch(bank));
    json.text("wd_bank_name", name);
    json.text("wd_account_num_masked", &masked(&order.cntr_account_num));
    json.text("wd_print_content", &order.details.wd_print_content);
    json.text("wd_account_holder_name", contract.map_or("", |c| &c.holder_name));
}

fn item(
    json: &mut JsonText,
    directory: &Directory,
    order: &Order,
    told: &Told,
    verdict: &Verdict<'_>,
) {
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
    json.text("print_content", &order.details.dps_print_content);
    json.text("account_holder_name", &said.map_or(String::new(), |s| clipped(&s.holder, 20)));
    json.text("tran_amt", &order.amount.to_string());
    let links = order.details.deposit.as_ref();
    json.text("cms_num", links.map_or("", |d| &d.cms_num));
    json.text("withdraw_bank_tran_id", links.map_or("", |d| &d.withdraw_bank_tran_id));
}
