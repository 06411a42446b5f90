//! `POST /v2.0/return/claim` (자금반환청구) and `/return/result` (자금반환결과조회): a claim for the return
//! of a deposit, and what became of it. What the network does not publish of them is ours
//! (docs/api-transfer.md).

use super::fields::{own_id, unresolved, whole_handle};
use super::order::{admit, cross, head_only};
use super::{BankPart, bank_name, branch};
use crate::api::{Call, Reply};
use crate::node::{Dropped, Node};
use crate::wire::{
    self, BadField, Doc, JsonText, Kind, RspCode, Wrong, clipped, masked, outcome, table,
};
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, No, Won};
use naru_core::hub::Directory;
use naru_core::relay::{self, Claim, ClaimDetails, FoundClaim, Outward, Told};
use std::sync::Arc;

table! {
    /// The fields of a claim, in wire order.
    RETURN_CLAIM by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        OrgBankTranDate "org_bank_tran_date": Kind::Date, 8, Required;
        OrgBankTranId "org_bank_tran_id": Kind::BankTranId, 20, Required;
        OrgDpsBankCodeStd "org_dps_bank_code_std": Kind::BankCode, 3, Conditional;
        OrgDpsAccountNum "org_dps_account_num": Kind::Alnum, 16, Conditional;
        OrgDpsFintechUseNum "org_dps_fintech_use_num": Kind::Handle, 24, Conditional;
        OrgTranAmt "org_tran_amt": Kind::Amount, 12, Required;
        OrgWdBankCodeStd "org_wd_bank_code_std": Kind::BankCode, 3, Required;
        ClaimCode "claim_code": Kind::Alnum, 2, Required;
        ClaimMessage "claim_message": Kind::Text, 100, Optional;
        TotalReturnYn "total_return_yn": Kind::OneOf(&["Y", "N"]), 1, Required;
        ReturnTranAmt "return_tran_amt": Kind::Amount, 12, Conditional;
        ReturnAccountNum "return_account_num": Kind::Alnum, 16, Optional;
        UseOrgContact "use_org_contact": Kind::Text, 40, Optional;
        UseOrgEmail "use_org_email": Kind::Text, 100, Optional;
    }
}

table! {
    /// The fields of a question about a claim.
    RETURN_RESULT by R {
        ClaimBankTranDate "claim_bank_tran_date": Kind::Date, 8, Required;
        ClaimBankTranId "claim_bank_tran_id": Kind::BankTranId, 20, Required;
    }
}

const KIND: relay::Kind = relay::Kind::Return;

/// The claim that the fields make; the first field that is wrong.
fn read(doc: &Doc<'_>, institution: &ClientUseCode) -> Result<Claim, BadField> {
    doc.check()?;
    let own = |field: F| doc.text(field).to_owned();
    let amount = |field: F| {
        Won::parse_tran_amt(doc.text(field)).ok_or_else(|| doc.wrong(field, Wrong::Form))
    };
    let (bank, number, handle) =
        (F::OrgDpsBankCodeStd, F::OrgDpsAccountNum, F::OrgDpsFintechUseNum);
    let by_handle = doc.has(handle);
    let (bank, account_num) = if by_handle {
        if doc.has(bank) || doc.has(number) {
            return Err(doc.wrong(handle, Wrong::Exclusive));
        }
        let (nobodys, none, _) = unresolved(whole_handle(doc, handle.into())?);
        (nobodys, none)
    } else {
        if let Some(missing) = [bank, number].into_iter().find(|f| !doc.has(*f)) {
            return Err(doc.wrong(missing, Wrong::Missing));
        }
        let code = BankCode::parse(doc.text(bank)).map_err(|_| doc.wrong(bank, Wrong::Form))?;
        (code, own(number))
    };
    let original_amount = amount(F::OrgTranAmt)?;
    // All of it, or the part that is named.
    let is_total = doc.text(F::TotalReturnYn) == "Y";
    let part = F::ReturnTranAmt;
    let claimed = match (is_total, doc.has(part)) {
        (true, _) => original_amount,
        (false, true) => amount(part)?,
        (false, false) => return Err(doc.wrong(part, Wrong::Missing)),
    };
    let paying = F::OrgWdBankCodeStd;
    Ok(Claim {
        bank_tran_id: own_id(doc, F::BankTranId.into(), institution)?,
        original_date: BusinessDate::parse(doc.text(F::OrgBankTranDate))
            .ok_or_else(|| doc.wrong(F::OrgBankTranDate, Wrong::Form))?,
        original_id: own_id(doc, F::OrgBankTranId.into(), institution)?,
        original_amount,
        bank,
        account_num,
        handle: own(handle),
        paying_bank: BankCode::parse(doc.text(paying))
            .map_err(|_| doc.wrong(paying, Wrong::Form))?,
        amount: claimed,
        return_account_num: own(F::ReturnAccountNum),
        details: ClaimDetails {
            code: own(F::ClaimCode),
            message: own(F::ClaimMessage),
            contact: own(F::UseOrgContact),
            email: own(F::UseOrgEmail),
        },
    })
}

/// Answers a claim.
pub(crate) async fn claim(node: &Arc<Node>, call: &Call, body: &[u8]) -> Result<Reply, Dropped> {
    let doc = match call.read(RETURN_CLAIM, body) {
        Ok(doc) => doc,
        Err(reply) => return Ok(reply),
    };
    let claim = match call.institution.as_ref().map(|institution| read(&doc, institution)) {
        Some(Ok(claim)) => Some(claim),
        Some(Err(bad)) => {
            return Ok(call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)));
        }
        None => None,
    };
    let (admitted, claim) = match (admit(node, call, KIND), claim) {
        (Ok(admitted), Some(claim)) => (admitted, claim),
        (Err(reply), _) => return Ok(reply),
        // Without an institution nothing is admitted.
        (Ok(_), None) => return Ok(call.says(RspCode::A0003)),
    };
    let (claim, crossed) = match cross(node, call, admitted, claim).await? {
        Ok(crossed) => crossed,
        Err(reply) => return Ok(reply),
    };
    let verdict = outcome(&crossed.ending, KIND);
    let reply = match verdict.told {
        Some(told) => {
            let mut json = Reply::head(call, verdict.code, &verdict.code.message(call.lang));
            let directory = node.hub.directory();
            json.text("dps_bank_code_std", claim.bank.as_str());
            bank_part(&mut json, &claim.bank, told);
            paying_bank(&mut json, &directory, &claim.paying_bank);
            json.text("org_bank_tran_date", &claim.original_date.to_string());
            json.text("org_bank_tran_id", claim.original_id.as_str());
            json.text("org_dps_account_num_masked", &masked(&claim.account_num));
            json.text("org_dps_fintech_use_num", &claim.handle);
            json.text("org_tran_amt", &claim.original_amount.to_string());
            json.text("claim_code", &claim.details.code);
            json.text("return_tran_amt", &claim.amount.to_string());
            json.text("return_account_num", &claim.return_account_num);
            json.text("return_status", status(told));
            Reply::of(verdict.code, json)
        }
        None => head_only(call, &verdict),
    };
    Ok(match crossed.bank_us {
        Some(us) => reply.after(&claim.bank, Some(us)),
        None => reply,
    })
}

/// Where a claim stands, as the institution reads it.
const fn status(told: &Told) -> &'static str {
    match told.state.outward() {
        Outward::Processing => "01",
        Outward::Done => "02",
        Outward::Failed | Outward::Refused => "03",
    }
}

fn bank_part(json: &mut JsonText, bank: &BankCode, told: &Told) {
    let said = told.bank.as_ref();
    let ours = told.key.date.to_string();
    BankPart {
        id: told.key.id.as_str(),
        date: said.map(|s| s.tran_date.as_str()).filter(|d| !d.is_empty()).unwrap_or(&ours),
        bank,
        code: said.map_or("", |s| &s.code),
        message: said.map_or("", |s| &s.message),
    }
    .write(json);
}

fn paying_bank(json: &mut JsonText, directory: &Directory, bank: &BankCode) {
    json.text("wd_bank_code_std", bank.as_str());
    json.text("wd_bank_code_sub", &branch(bank.as_str()));
    json.text("wd_bank_name", bank_name(directory, bank));
}

/// Answers what became of a claim, from the book, whatever the bank.
pub(crate) async fn claim_result(node: &Arc<Node>, call: &Call, body: &[u8]) -> Reply {
    let doc = match call.read(RETURN_RESULT, body) {
        Ok(doc) => doc,
        Err(reply) => return reply,
    };
    let asked = doc.check().and_then(|()| {
        let (date, id) = (R::ClaimBankTranDate, R::ClaimBankTranId);
        let day = BusinessDate::parse(doc.text(date));
        let day = day.ok_or_else(|| doc.wrong(date, Wrong::Form))?;
        let name = BankTranId::parse(doc.text(id)).map_err(|_| doc.wrong(id, Wrong::Form))?;
        Ok((day, name))
    });
    let (date, id) = match asked {
        Ok(asked) => asked,
        Err(bad) => return call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)),
    };
    let admitted = match admit(node, call, KIND) {
        Ok(admitted) => admitted,
        Err(reply) => return reply,
    };
    let (hub, whose) = (node.hub.clone(), admitted.institution.clone());
    let found = node.book.read(move |tx| relay::find_claim(tx, &hub, &whose, (date, &id))).await;
    match found {
        Ok(Some(found)) => found_claim(node, call, &found),
        Ok(None) => call.says(RspCode::A0310),
        Err(no) => failed(call, &no),
    }
}

fn found_claim(node: &Node, call: &Call, found: &FoundClaim) -> Reply {
    let code = match found.told.state.outward() {
        Outward::Processing => RspCode::A0001,
        Outward::Done | Outward::Failed | Outward::Refused => RspCode::A0000,
    };
    let mut json = Reply::head(call, code, &code.message(call.lang));
    let directory = node.hub.directory();
    let (transfer, claim) = (&found.transfer, found.claim.as_ref());
    json.text("dps_bank_code_std", transfer.bank.as_str());
    bank_part(&mut json, &transfer.bank, &found.told);
    json.text("org_bank_tran_date", &found.original.date.to_string());
    json.text("org_bank_tran_id", found.original.id.as_str());
    let number = claim.map_or(String::new(), |c| masked(&c.account_num));
    json.text("org_dps_account_num_masked", &number);
    json.text("org_dps_fintech_use_num", claim.map_or("", |c| &c.handle));
    let amount = claim.map_or(String::new(), |c| c.original_amount.to_string());
    json.text("org_tran_amt", &amount);
    json.text("claim_code", claim.map_or("", |c| &c.details.code));
    json.text("claim_message", &clipped(claim.map_or("", |c| &c.details.message), 100));
    json.text("return_tran_amt", &transfer.amount.to_string());
    json.text("return_account_num", claim.map_or("", |c| &c.return_account_num));
    json.text("return_status", status(&found.told));
    json.text("dps_bank_name", bank_name(&directory, &transfer.bank));
    Reply::of(code, json)
}

fn failed(call: &Call, no: &No) -> Reply {
    let busy = matches!(no, No::Fault(f) if wire::fault_code(f) == RspCode::O0007);
    if busy {
        return call.says(RspCode::O0007);
    }
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "a claim could not be read");
    let sentence = RspCode::A0003.message(call.lang);
    call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
}
