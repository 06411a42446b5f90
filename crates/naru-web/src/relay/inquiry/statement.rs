//! `GET /v2.0/account/transaction_list/fin_num`, `POST …/acnt_num` (거래내역조회): a page of an
//! account's statement, and where the next one begins.

use super::job::Inquiry;
use super::{Desk, Heard, Stop, bank_part, name_of};
use crate::api::{Call, Endpoint, Reply};
use crate::wire::{Doc, JsonText, Kind, RspCode, Wrong, clipped, table};
use naru_base::Micros;
use naru_core::hub::Directory;
use naru_core::relay::inquiry::message::{
    Reply as _, StatementLine, StatementReply, StatementRequest,
};
use naru_core::relay::inquiry::{CallPurpose, Resolved, Target, cursor};

/// Lines on one page. The network's own number is not published; 25 is what clients expect.
pub(super) const PAGE_LINES: usize = 25;

table! {
    /// The fields of a transaction list by account number, in wire order.
    TRANSACTIONS by A {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        UserSeqNo "user_seq_no": Kind::UserSeqNo, 10, Required;
        InquiryType "inquiry_type": Kind::OneOf(&["A", "I", "O"]), 1, Required;
        InquiryBase "inquiry_base": Kind::OneOf(&["D", "T"]), 1, Required;
        FromDate "from_date": Kind::Date, 8, Required;
        FromTime "from_time": Kind::Time, 6, Conditional;
        ToDate "to_date": Kind::Date, 8, Required;
        ToTime "to_time": Kind::Time, 6, Conditional;
        SortOrder "sort_order": Kind::OneOf(&["D", "A"]), 1, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        Trace "befor_inquiry_trace_info": Kind::Alnum, 20, Optional;
    }
}

table! {
    /// The fields of a transaction list by handle, in wire order.
    TRANSACTIONS_FIN by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        FintechUseNum "fintech_use_num": Kind::Handle, 24, Required;
        InquiryType "inquiry_type": Kind::OneOf(&["A", "I", "O"]), 1, Required;
        InquiryBase "inquiry_base": Kind::OneOf(&["D", "T"]), 1, Required;
        FromDate "from_date": Kind::Date, 8, Required;
        FromTime "from_time": Kind::Time, 6, Conditional;
        ToDate "to_date": Kind::Date, 8, Required;
        ToTime "to_time": Kind::Time, 6, Conditional;
        SortOrder "sort_order": Kind::OneOf(&["D", "A"]), 1, Required;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
        Trace "befor_inquiry_trace_info": Kind::Alnum, 20, Optional;
    }
}

/// Which lines of which account, in which order.
pub(super) struct Page {
    /// What the cursor is bound to: whose account, named how.
    pub(super) of: [String; 2],
    pub(super) inquiry_type: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) sort_order: String,
    pub(super) remitters: bool,
}

/// Where the fields of a page stand in their table.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) inquiry_type: Option<usize>,
    pub(super) inquiry_base: Option<usize>,
    pub(super) from: [usize; 2],
    pub(super) to: [usize; 2],
    pub(super) sort_order: usize,
    pub(super) trace: usize,
}

impl Page {
    /// Reads which lines are asked for.
    pub(super) fn read(
        desk: &Desk<'_>,
        doc: &Doc<'_>,
        at: Fields,
        of: [String; 2],
    ) -> Result<Page, Stop> {
        let by_time = at.inquiry_base.is_none_or(|base| doc.text(base) == "T");
        let instant = |[date, time]: [usize; 2], whole_day: &str| {
            if by_time && !doc.has(time) {
                return Err(desk.wrong(doc, time, Wrong::Missing));
            }
            let time = if by_time { doc.text(time) } else { whole_day };
            Ok(format!("{}{time}", doc.text(date)))
        };
        let (from, to) = (instant(at.from, "000000")?, instant(at.to, "235959")?);
        let [first, last] = [&from, &to].map(|text| Micros::parse_kst_dtime14(text));
        if first > last {
            return Err(desk.wrong(doc, at.to[0], Wrong::Form));
        }
        Ok(Page {
            of,
            inquiry_type: at.inquiry_type.map_or("I", |field| doc.text(field)).to_owned(),
            from,
            to,
            sort_order: doc.text(at.sort_order).to_owned(),
            remitters: at.inquiry_type.is_none(),
        })
    }

    /// The line after which this page begins; a cursor of another question is wrong.
    pub(super) fn after(
        &self,
        desk: &Desk<'_>,
        doc: &Doc<'_>,
        at: Fields,
    ) -> Result<Option<i64>, Stop> {
        if !doc.has(at.trace) {
            return Ok(None);
        }
        let question = self.question(desk);
        let place = cursor::read(&desk.node.hub.keys, &question, doc.text(at.trace));
        place.map(Some).ok_or_else(|| desk.wrong(doc, at.trace, Wrong::Form))
    }

    fn question<'q>(&'q self, desk: &'q Desk<'_>) -> [&'q [u8]; 8] {
        let kind = if self.remitters { "remitters" } else { "lines" };
        [
            desk.institution.as_str(),
            kind,
            &self.of[0],
            &self.of[1],
            &self.inquiry_type,
            &self.from,
            &self.to,
            &self.sort_order,
        ]
        .map(str::as_bytes)
    }

    /// The message for the bank.
    pub(super) fn message(&self, id: String, after: Option<i64>) -> StatementRequest {
        StatementRequest {
            bank_tran_id: id,
            account_num: String::new(),
            inquiry_type: self.inquiry_type.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            sort_order: self.sort_order.clone(),
            line_cnt: PAGE_LINES.to_string(),
            after_line: after.map_or(String::new(), |line| line.to_string()),
            remitters: if self.remitters { "Y" } else { "N" }.to_owned(),
        }
    }

    /// Where the next page begins; empty if there is none.
    pub(super) fn next(&self, desk: &Desk<'_>, said: &StatementReply) -> String {
        let last = said.lines.last().filter(|_| said.more).map(|line| line.line_no);
        let question = self.question(desk);
        let written = last.and_then(|line| cursor::write(&desk.node.hub.keys, &question, line));
        written.unwrap_or_default()
    }
}

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let (inquiry, page, after) = match desk.call.endpoint {
        Endpoint::TransactionsFin => by_handle(desk, given)?,
        _ => by_number(desk, given)?,
    };
    let message = page.message(inquiry.id.to_string(), after);
    let question =
        move |number: &str| StatementRequest { account_num: number.to_owned(), ..message };
    let heard: Heard<StatementReply> = desk.inquire(inquiry, question, |_, _| None).await?;
    let directory = desk.node.hub.directory();
    Ok(heard.reply(desk.call, |code, said, resolved| {
        let next = page.next(desk, &said);
        written(desk.call, &directory, code, &said, resolved, &next)
    }))
}

type Read = (Inquiry, Page, Option<i64>);

fn by_number(desk: &Desk<'_>, given: &[u8]) -> Result<Read, Stop> {
    const AT: Fields = Fields {
        inquiry_type: Some(A::InquiryType as usize),
        inquiry_base: Some(A::InquiryBase as usize),
        from: [A::FromDate as usize, A::FromTime as usize],
        to: [A::ToDate as usize, A::ToTime as usize],
        sort_order: A::SortOrder as usize,
        trace: A::Trace as usize,
    };
    let doc = desk.read(TRANSACTIONS, given)?;
    let id = desk.own_id(&doc, A::BankTranId)?;
    let of = [A::BankCodeStd, A::AccountNum].map(|field| doc.text(field).to_owned());
    let page = Page::read(desk, &doc, AT, of)?;
    let after = page.after(desk, &doc, AT)?;
    let target = Target::Registered {
        bank: desk.bank(&doc, A::BankCodeStd)?,
        account_num: doc.text(A::AccountNum).to_owned(),
        user: desk.user(&doc, A::UserSeqNo)?,
    };
    Ok((Inquiry { id, purpose: CallPurpose::Transactions, target }, page, after))
}

fn by_handle(desk: &Desk<'_>, given: &[u8]) -> Result<Read, Stop> {
    const AT: Fields = Fields {
        inquiry_type: Some(F::InquiryType as usize),
        inquiry_base: Some(F::InquiryBase as usize),
        from: [F::FromDate as usize, F::FromTime as usize],
        to: [F::ToDate as usize, F::ToTime as usize],
        sort_order: F::SortOrder as usize,
        trace: F::Trace as usize,
    };
    let doc = desk.read(TRANSACTIONS_FIN, given)?;
    let id = desk.own_id(&doc, F::BankTranId)?;
    let handle = doc.text(F::FintechUseNum);
    let page = Page::read(desk, &doc, AT, ["handle".to_owned(), handle.to_owned()])?;
    let after = page.after(desk, &doc, AT)?;
    let target = desk.handle(handle);
    Ok((Inquiry { id, purpose: CallPurpose::Transactions, target }, page, after))
}

/// A page without lines has a code of its own (A0018), if the bank found the account.
pub(super) const fn code_of(code: RspCode, said: &StatementReply) -> RspCode {
    match code {
        RspCode::A0000 if said.lines.is_empty() => RspCode::A0018,
        other => other,
    }
}

fn written(
    call: &Call,
    directory: &Directory,
    code: RspCode,
    said: &StatementReply,
    resolved: &Resolved,
    next: &str,
) -> Reply {
    let code = code_of(code, said);
    let mut json = Reply::head(call, code, &code.message(call.lang));
    bank_part(&mut json, call, said.head(), resolved);
    json.text("bank_name", name_of(directory, resolved));
    json.text("savings_bank_name", "");
    json.text("fintech_use_num", &resolved.fintech_use_num);
    json.text("balance_amt", &clipped(&said.balance_amt, 13));
    paging(&mut json, said, next);
    json.list("res_list", &said.lines, line);
    Reply::of(code, json)
}

/// How many lines are here, and where the next ones begin.
pub(super) fn paging(json: &mut JsonText, said: &StatementReply, next: &str) {
    json.text("page_record_cnt", &said.lines.len().to_string());
    json.text("next_page_yn", if next.is_empty() { "N" } else { "Y" });
    json.text("befor_inquiry_trace_info", next);
}

fn line(json: &mut JsonText, line: &StatementLine) {
    for (name, value, max) in [
        ("tran_date", &line.tran_date, 8),
        ("tran_time", &line.tran_time, 6),
        ("inout_type", &line.inout_type, 8),
        ("tran_type", &line.tran_type, 10),
        ("print_content", &line.print_content, 20),
        ("tran_amt", &line.tran_amt, 12),
        ("after_balance_amt", &line.after_balance_amt, 13),
        ("branch_name", &line.branch_name, 20),
    ] {
        json.text(name, &clipped(value, max));
    }
}
