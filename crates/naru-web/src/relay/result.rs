//! `POST /v2.0/transfer/result` (이체결과조회): always answered from the book, whatever the bank.

use super::{BankPart, bank_name, branch, caller, plain_code};
use crate::api::{Call, Reply};
use crate::node::{Busy, Node};
use crate::wire::{
    self, BadField, Doc, JsonText, RspCode, Wrong, clipped, never_received, not_told, table,
};
use naru_base::{BankTranId, BusinessDate, No, Won};
use naru_core::hub::Directory;
use naru_core::relay::{self, Found, Kind, Outward};
use std::sync::Arc;

table! {
    /// One transfer asked about.
    RESULT_ITEM by I {
        TranNo "tran_no": wire::Kind::Digits, 5, Required;
        OrgBankTranId "org_bank_tran_id": wire::Kind::BankTranId, 20, Required;
        OrgBankTranDate "org_bank_tran_date": wire::Kind::Date, 8, Required;
        OrgTranAmt "org_tran_amt": wire::Kind::Amount, 12, Required;
    }
}

/// Transfers in one inquiry, at most.
const ITEMS_MAX: usize = 25;

table! {
    /// The fields of a result inquiry.
    RESULT by F {
        CheckType "check_type": wire::Kind::OneOf(&["1", "2"]), 1, Required;
        TranDtime "tran_dtime": wire::Kind::Dtime, 14, Required;
        ReqCnt "req_cnt": wire::Kind::Digits, 2, Required;
        ReqList "req_list": wire::Kind::List { fields: RESULT_ITEM, items_max: ITEMS_MAX }, 25, Required;
    }
}

/// A transfer that is asked about.
#[derive(Clone)]
struct Asked {
    tran_no: String,
    id: BankTranId,
    date: BusinessDate,
    amount: Won,
}

fn asked(doc: &Doc<'_>) -> Result<Vec<Asked>, BadField> {
    doc.check()?;
    let items = doc.items(F::ReqList);
    if items.is_empty() || doc.text(F::ReqCnt).parse() != Ok(items.len()) {
        return Err(doc.wrong(F::ReqCnt, Wrong::NotTheCount));
    }
    let one = |item: &Doc<'_>| {
        let wrong = |field: I| move || item.wrong(field, Wrong::Form);
        Ok(Asked {
            tran_no: item.text(I::TranNo).to_owned(),
            id: BankTranId::parse(item.text(I::OrgBankTranId))
                .map_err(|_| wrong(I::OrgBankTranId)())?,
            date: BusinessDate::parse(item.text(I::OrgBankTranDate))
                .ok_or_else(wrong(I::OrgBankTranDate))?,
            amount: Won::parse_tran_amt(item.text(I::OrgTranAmt))
                .ok_or_else(wrong(I::OrgTranAmt))?,
        })
    };
    items.iter().map(one).collect()
}

/// Answers an inquiry. An institution that was shut out may still ask what became of its money.
pub(crate) async fn result(node: &Arc<Node>, call: &Call, body: &[u8]) -> Reply {
    let doc = match call.read(RESULT, body) {
        Ok(doc) => doc,
        Err(reply) => return reply,
    };
    let asked = match asked(&doc) {
        Ok(asked) => asked,
        Err(bad) => return call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)),
    };
    let (institution, policy) = match (caller(call), node.policy(call.env.now)) {
        (Ok(institution), Ok(policy)) => (institution, policy),
        (Err(fault), _) => return failed(call, &fault.into()),
        (_, Err(no)) => return failed(call, &no),
    };
    let _permit = match node.admit(institution, &policy) {
        Ok(permit) => permit,
        Err(Busy::Node) => return call.says(RspCode::O0007),
        Err(Busy::Institution) => return call.says(RspCode::O0008),
    };
    let kind = if doc.text(F::CheckType) == "1" { Kind::Withdraw } else { Kind::Deposit };
    let (hub, whose, looked_for) = (node.hub.clone(), institution.clone(), asked.clone());
    let found = node.book.read(move |tx| {
        let mut found = Vec::with_capacity(looked_for.len());
        for it in &looked_for {
            let name = (it.date, &it.id);
            found.push(relay::find_result(tx, &hub, &whose, name, it.amount, kind)?);
        }
        Ok(found)
    });
    let found = match found.await {
        Ok(found) => found,
        Err(no) => return failed(call, &no),
    };
    let code = whole(&found);
    let directory = node.hub.directory();
    let mut json = Reply::head(call, code, &code.message(call.lang));
    json.text("res_cnt", &asked.len().to_string());
    json.list("res_list", asked.iter().zip(&found), |json, (asked, found)| match found {
        Some(found) => Line { call, directory: &directory, asked, found }.write(json),
        None => not_found(json, call, asked),
    });
    Reply::of(code, json)
}

fn failed(call: &Call, no: &No) -> Reply {
    let busy = matches!(no, No::Fault(f) if wire::fault_code(f) == RspCode::O0007);
    if busy {
        return call.says(RspCode::O0007);
    }
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "results could not be read");
    let sentence = RspCode::A0003.message(call.lang);
    call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
}

/// The code of the whole call. Undecided counts most, because acting on it too early costs money;
/// "no such transfer" only if it is true of every item.
fn whole(found: &[Option<Found>]) -> RspCode {
    let is_open = |f: &Found| f.told.state.outward() == Outward::Processing;
    if found.iter().flatten().any(is_open) {
        RspCode::A0001
    } else if found.iter().all(Option::is_none) {
        RspCode::A0310
    } else {
        RspCode::A0000
    }
}

/// One line of the answer.
struct Line<'l> {
    call: &'l Call,
    directory: &'l Directory,
    asked: &'l Asked,
    found: &'l Found,
}

impl Line<'_> {
    fn write(&self, json: &mut JsonText) {
        let Line { asked, found, .. } = self;
        let transfer = &found.transfer;
        let said = found.told.bank.as_ref();
        let ours = transfer.key.date.to_string();
        let (code, message) = self.bank_words();
        json.text("tran_no", &asked.tran_no);
        BankPart {
            id: asked.id.as_str(),
            date: said.map(|s| s.tran_date.as_str()).filter(|d| !d.is_empty()).unwrap_or(&ours),
            bank: &transfer.bank,
            code: &code,
            message: &message,
        }
        .write(json);
        let (ours, theirs) = self.sides();
        let (payer, payee) = match transfer.kind {
            Kind::Withdraw | Kind::Return => (theirs, ours),
            Kind::Deposit | Kind::Fund => (ours, theirs),
        };
        payer.write(json, &WD);
        payee.write(json, &DPS);
        json.text("tran_amt", &transfer.amount.to_string());
    }

    /// The institution's side of the transfer, and the customer's.
    fn sides(&self) -> (Side<'_>, Side<'_>) {
        let (directory, transfer) = (self.directory, &self.found.transfer);
        let order = self.found.order.as_ref();
        let said = self.found.told.bank.as_ref();
        let contract = order.and_then(|o| {
            let (kind, num) = (o.cntr_account_type, o.cntr_account_num.as_str());
            let purpose = transfer.kind.contract_purpose();
            directory.contract(&transfer.institution, kind, num, purpose)
        });
        let details = order.map(|o| &o.details);
        let [wd, dps] = [
            details.map_or("", |d| d.wd_print_content.as_str()),
            details.map_or("", |d| d.dps_print_content.as_str()),
        ];
        let is_withdrawal = transfer.kind == Kind::Withdraw;
        let ours = Side {
            bank: contract.map_or("", |c| c.bank.as_str()),
            bank_name: contract.map_or("", |c| bank_name(directory, &c.bank)),
            handle: "",
            account_num: order.map(|o| o.cntr_account_num.as_str()),
            print_content: if is_withdrawal { dps } else { wd },
            holder: contract.map_or(String::new(), |c| c.holder_name.clone()),
        };
        let theirs = Side {
            bank: transfer.bank.as_str(),
            bank_name: bank_name(directory, &transfer.bank),
            handle: order.map_or("", |o| &o.handle),
            account_num: order.map(|o| o.account_num.as_str()),
            print_content: if is_withdrawal { wd } else { dps },
            holder: said.map_or(String::new(), |s| clipped(&s.holder, 20)),
        };
        (ours, theirs)
    }

    /// The bank's code and words; while it has said nothing, a code that means so.
    fn bank_words(&self) -> (String, String) {
        let lang = self.call.lang;
        match (self.found.told.state.outward(), &self.found.told.bank) {
            (Outward::Processing, _) => (UNDECIDED.into(), RspCode::A0001.message(lang)),
            (_, Some(said)) => (plain_code(&said.code), said.message.clone()),
            (_, None) => (NO_ORIGINAL.into(), never_received(lang)),
        }
    }
}

/// One side of a transfer.
struct Side<'s> {
    bank: &'s str,
    bank_name: &'s str,
    handle: &'s str,
    account_num: Option<&'s str>,
    print_content: &'s str,
    holder: String,
}

/// The names of a side's fields, in wire order.
type SideNames = [&'static str; 8];

const WD: SideNames = [
    "wd_bank_code_std",
    "wd_bank_code_sub",
    "wd_bank_name",
    "wd_savings_bank_name",
    "wd_fintech_use_num",
    "wd_account_num_masked",
    "wd_print_content",
    "wd_account_holder_name",
];

const DPS: SideNames = [
    "dps_bank_code_std",
    "dps_bank_code_sub",
    "dps_bank_name",
    "dps_savings_bank_name",
    "dps_fintech_use_num",
    "dps_account_num_masked",
    "dps_print_content",
    "dps_account_holder_name",
];

impl Side<'_> {
    fn write(&self, json: &mut JsonText, names: &SideNames) {
        let masked = self.account_num.map_or(String::new(), wire::masked);
        let values = [
            self.bank,
            &branch(self.bank),
            self.bank_name,
            "",
            self.handle,
            &masked,
            self.print_content,
            &self.holder,
        ];
        for (name, value) in names.iter().zip(values) {
            json.text(name, value);
        }
    }
}

/// "Being processed", among the codes of banks.
const UNDECIDED: &str = "400";
/// 원거래 없음, among the codes of banks.
const NO_ORIGINAL: &str = "701";

fn not_found(json: &mut JsonText, call: &Call, asked: &Asked) {
    json.text("tran_no", &asked.tran_no);
    json.text("bank_tran_id", asked.id.as_str());
    json.text("bank_tran_date", &asked.date.to_string());
    json.text("bank_code_tran", "");
    json.text("bank_rsp_code", NO_ORIGINAL);
    json.text("bank_rsp_message", &not_told(call.lang));
    for name in WD.iter().chain(&DPS) {
        json.text(name, "");
    }
    json.text("tran_amt", &asked.amount.to_string());
}
