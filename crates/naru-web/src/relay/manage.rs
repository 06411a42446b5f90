//! `GET /v2.0/manage/fee`, `/manage/count`, `/manage/wd_limit` (수수료·집계·출금이체한도 조회): what an
//! institution has moved and owes, from the book. The network does not publish these answers, so
//! their fields are ours (docs/api.md). Open transfers count as moved until they are not.

use super::caller;
use crate::api::{Call, Reply};
use crate::node::{Busy, Node};
use crate::standing::against_inquiry;
use crate::wire::{self, BadField, Doc, Kind, RspCode, Wrong, table};
use naru_base::{Answer, BusinessDate, ClientUseCode, No, Won};
use naru_core::policy::Policy;
use naru_core::relay::{self, DayUse};
use std::sync::Arc;

table! {
    /// The fields of a fee inquiry.
    MANAGE_FEE by F {
        FromDate "from_date": Kind::Date, 8, Required;
        ToDate "to_date": Kind::Date, 8, Required;
    }
}

table! {
    /// The fields of a count inquiry.
    MANAGE_COUNT by C {
        InquiryDate "inquiry_date": Kind::Date, 8, Required;
    }
}

table! {
    /// A limit inquiry has no fields.
    MANAGE_WD_LIMIT by L {
    }
}

/// Dates in one fee inquiry, at most: a year.
const DATES_MAX: i64 = 366;

fn date(doc: &Doc<'_>, field: impl Into<usize> + Copy) -> Result<BusinessDate, BadField> {
    BusinessDate::parse(doc.text(field)).ok_or_else(|| doc.wrong(field, Wrong::Form))
}

/// The dates asked about: in order, and not too many.
fn dates(doc: &Doc<'_>) -> Result<(BusinessDate, BusinessDate), BadField> {
    doc.check()?;
    let (from, to) = (date(doc, F::FromDate)?, date(doc, F::ToDate)?);
    let days = to.starts_at().since(from.starts_at()) / (24 * 3_600 * 1_000_000);
    if (0..DATES_MAX).contains(&days) {
        Ok((from, to))
    } else {
        Err(doc.wrong(F::ToDate, Wrong::Form))
    }
}

/// Answers a fee inquiry.
pub(crate) async fn fee(node: &Arc<Node>, call: &Call, given: &[u8]) -> Reply {
    let doc = match call.read(MANAGE_FEE, given) {
        Ok(doc) => doc,
        Err(reply) => return reply,
    };
    let (from, to) = match dates(&doc) {
        Ok(dates) => dates,
        Err(bad) => return call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)),
    };
    let days = match days(node, call, (from, to)).await {
        Ok(days) => days,
        Err(reply) => return reply,
    };
    let [out, into] = [relay::Kind::Withdraw, relay::Kind::Deposit].map(|kind| sum(&days, kind));
    let (Some(out), Some(into)) = (out, into) else { return overflow(call) };
    let Some(total) = out.fee.plus(into.fee) else { return overflow(call) };
    let code = RspCode::A0000;
    let mut json = Reply::head(call, code, &code.message(call.lang));
    json.text("from_date", &from.to_string());
    json.text("to_date", &to.to_string());
    json.text("wd_cnt", &out.count.to_string());
    json.text("wd_fee", &out.fee.to_string());
    json.text("dps_cnt", &into.count.to_string());
    json.text("dps_fee", &into.fee.to_string());
    json.text("total_fee", &total.to_string());
    Reply::of(code, json)
}

/// Answers a count inquiry.
pub(crate) async fn count(node: &Arc<Node>, call: &Call, given: &[u8]) -> Reply {
    let doc = match call.read(MANAGE_COUNT, given) {
        Ok(doc) => doc,
        Err(reply) => return reply,
    };
    let on = match doc.check().and_then(|()| date(&doc, C::InquiryDate)) {
        Ok(on) => on,
        Err(bad) => return call.says_that(RspCode::A0004, &wire::bad_field(call.lang, &bad)),
    };
    let days = match days(node, call, (on, on)).await {
        Ok(days) => days,
        Err(reply) => return reply,
    };
    let [out, into] = [relay::Kind::Withdraw, relay::Kind::Deposit].map(|kind| sum(&days, kind));
    let (Some(out), Some(into)) = (out, into) else { return overflow(call) };
    let code = RspCode::A0000;
    let mut json = Reply::head(call, code, &code.message(call.lang));
    json.text("inquiry_date", &on.to_string());
    json.text("wd_cnt", &out.count.to_string());
    json.text("wd_amt", &out.amount.to_string());
    json.text("dps_cnt", &into.count.to_string());
    json.text("dps_amt", &into.amount.to_string());
    Reply::of(code, json)
}

/// Answers a limit inquiry.
pub(crate) async fn wd_limit(node: &Arc<Node>, call: &Call, given: &[u8]) -> Reply {
    if let Err(reply) = call.read(MANAGE_WD_LIMIT, given) {
        return reply;
    }
    let (institution, _permit) = match permitted(node, call).await {
        Ok(permitted) => permitted,
        Err(reply) => return reply,
    };
    let today = call.env.now.business_date();
    let policy: Answer<Arc<Policy>> = node.hub.rules(&institution, call.env.now).map_err(No::from);
    let used = {
        let whose = institution.clone();
        let kind = relay::Kind::Withdraw;
        node.book.read(move |tx| Ok(relay::used_now(tx, &whose, today, kind)?)).await
    };
    let (policy, used) = match (policy, used) {
        (Ok(policy), Ok(used)) => (policy, used),
        (Err(no), _) | (_, Err(no)) => return failed(call, &no),
    };
    let caps = policy.withdraw;
    let left = |cap: Won, used: Won| cap.minus(used).map_or(Won::ZERO, |it| it.max(Won::ZERO));
    let code = RspCode::A0000;
    let mut json = Reply::head(call, code, &code.message(call.lang));
    for (name, won) in [
        ("wd_limit_once_amt", caps.once),
        ("wd_limit_daily_amt", caps.daily),
        ("wd_limit_daily_remain_amt", left(caps.daily, used.day)),
        ("wd_limit_monthly_amt", caps.monthly),
        ("wd_limit_monthly_remain_amt", left(caps.monthly, used.month)),
    ] {
        json.text(name, &won.to_string());
    }
    Reply::of(code, json)
}

/// What an institution moved, by one kind of transfer, over some dates.
struct Sum {
    count: i64,
    amount: Won,
    fee: Won,
}

fn sum(days: &[DayUse], kind: relay::Kind) -> Option<Sum> {
    let zero = Sum { count: 0, amount: Won::ZERO, fee: Won::ZERO };
    days.iter().filter(|d| d.kind == kind).try_fold(zero, |sum, day| {
        Some(Sum {
            count: sum.count.checked_add(day.count)?,
            amount: sum.amount.plus(day.amount)?,
            fee: sum.fee.plus(day.fee)?,
        })
    })
}

async fn permitted(
    node: &Arc<Node>,
    call: &Call,
) -> Result<(ClientUseCode, crate::node::Permit), Reply> {
    let institution = caller(call).map_err(|fault| failed(call, &fault.into()))?;
    let policy = node.policy(call.env.now).map_err(|no| failed(call, &no))?;
    let standing = node.standing(institution, call.env.now).await;
    if let Some(code) = against_inquiry(standing.map_err(|no| failed(call, &no))?) {
        return Err(call.says(code));
    }
    match node.admit(institution, &policy) {
        Ok(permit) => Ok((institution.clone(), permit)),
        Err(Busy::Node) => Err(call.says(RspCode::O0007)),
        Err(Busy::Institution) => Err(call.says(RspCode::O0008)),
    }
}

async fn days(
    node: &Arc<Node>,
    call: &Call,
    dates: (BusinessDate, BusinessDate),
) -> Result<Vec<DayUse>, Reply> {
    let (institution, _permit) = permitted(node, call).await?;
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(relay::days_used(tx, &institution, dates)?);
    node.book.read(read).await.map_err(|no| failed(call, &no))
}

fn overflow(call: &Call) -> Reply {
    let fault = naru_base::Fault::new(naru_base::FaultKind::Corrupt, "a sum does not fit");
    failed(call, &fault.into())
}

fn failed(call: &Call, no: &No) -> Reply {
    let busy = matches!(no, No::Fault(f) if wire::fault_code(f) == RspCode::O0007);
    if busy {
        return call.says(RspCode::O0007);
    }
    let reference = call.env.id(9);
    tracing::error!(%reference, why = %no, "a question about an institution's use failed");
    let sentence = RspCode::A0003.message(call.lang);
    call.says_that(RspCode::A0003, &wire::a_reference(call.lang, &sentence, reference))
}
