//! `POST /v2.0/inquiry/remit_list` (송금인정보조회): who paid into the institution's own account.

use super::job::Inquiry;
use super::statement::{Fields, Page, code_of, paging};
use super::{Desk, Heard, Stop, bank_part, name_of};
use crate::api::{Call, Reply};
use crate::wire::{JsonText, Kind, RspCode, clipped, table};
use naru_core::hub::Directory;
use naru_core::relay::inquiry::message::{
    Reply as _, StatementLine, StatementReply, StatementRequest,
};
use naru_core::relay::inquiry::{CallPurpose, Resolved, Target};

table! {
    /// The fields of a remitter inquiry, in wire order.
    REMIT_LIST by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        FromDate "from_date": Kind::Date, 8, Required;
        FromTime "from_time": Kind::Time, 6, Required;
        ToDate "to_date": Kind::Date, 8, Required;
        ToTime "to_time": Kind::Time, 6, Required;
        SortOrder "sort_order": Kind::OneOf(&["D", "A"]), 1, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        Trace "befor_inquiry_trace_info": Kind::Alnum, 20, Optional;
    }
}

const AT: Fields = Fields {
    inquiry_type: None,
    inquiry_base: None,
    from: [F::FromDate as usize, F::FromTime as usize],
    to: [F::ToDate as usize, F::ToTime as usize],
    sort_order: F::SortOrder as usize,
    trace: F::Trace as usize,
};

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let doc = desk.read(REMIT_LIST, given)?;
    let id = desk.own_id(&doc, F::BankTranId)?;
    let own = [F::BankCodeStd, F::AccountNum].map(|field| doc.text(field).to_owned());
    let page = Page::read(desk, &doc, AT, own)?;
    let message = page.message(id.to_string(), page.after(desk, &doc, AT)?);
    let bank = desk.bank(&doc, F::BankCodeStd)?;
    let account_num = doc.text(F::AccountNum).to_owned();
    let target = Target::Own { bank, account_num: account_num.clone() };
    let inquiry = Inquiry { id, purpose: CallPurpose::RemitList, target };
    let question =
        move |number: &str| StatementRequest { account_num: number.to_owned(), ..message };
    let heard: Heard<StatementReply> = desk.inquire(inquiry, question, |_, _| None).await?;
    let directory = desk.node.hub.directory();
    Ok(heard.reply(desk.call, |code, said, resolved| {
        let list = List { account_num: &account_num, next: &page.next(desk, &said) };
        list.written(desk.call, &directory, code, &said, resolved)
    }))
}

struct List<'l> {
    account_num: &'l str,
    next: &'l str,
}

impl List<'_> {
    fn written(
        &self,
        call: &Call,
        directory: &Directory,
        code: RspCode,
        said: &StatementReply,
        resolved: &Resolved,
    ) -> Reply {
        let code = code_of(code, said);
        let mut json = Reply::head(call, code, &code.message(call.lang));
        bank_part(&mut json, call, said.head(), resolved);
        json.text("bank_code_std", resolved.bank.as_ref().map_or("", |b| b.as_str()));
        json.text("bank_name", name_of(directory, resolved));
        json.text("savings_bank_name", "");
        // The institution's own account: not a person's.
        json.text("account_num", self.account_num);
        paging(&mut json, said, self.next);
        json.list("res_list", &said.lines, line);
        Reply::of(code, json)
    }
}

fn line(json: &mut JsonText, line: &StatementLine) {
    for (name, value, max) in [
        ("tran_date", &line.tran_date, 8),
        ("tran_time", &line.tran_time, 6),
        ("tran_amt", &line.tran_amt, 12),
        ("print_content", &line.print_content, 20),
        ("remitter_name", &line.remitter_name, 20),
        ("remitter_bank_code_std", &line.remitter_bank_code, 3),
        ("remitter_account_num", &line.remitter_account_num, 16),
    ] {
        json.text(name, &clipped(value, max));
    }
}
