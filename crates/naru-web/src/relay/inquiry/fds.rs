//! `GET /v2.0/inquiry/fds_detect` (이상금융거래 탐지내역조회): what the hub detected among the
//! institution's own transactions.

use super::{Desk, Stop};
use crate::api::Reply;
use crate::wire::{JsonText, Kind, RspCode, Wrong, table};
use naru_base::{BusinessDate, Micros};
use naru_core::fds::{self, Detection};

table! {
    /// The fields of an inquiry about detections, in wire order.
    FDS_DETECT by F {
        InquiryDate "inquiry_date": Kind::Date, 8, Required;
        FromTime "from_time": Kind::Time, 6, Required;
        ToTime "to_time": Kind::Time, 6, Required;
    }
}

/// Detections in one answer, at most. More: ask again from the last one's time.
const DETECTIONS_MAX: i64 = 500;

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let doc = desk.read(FDS_DETECT, given)?;
    desk.may_ask().await?;
    let instant = |time: F| {
        let text = format!("{}{}", doc.text(F::InquiryDate), doc.text(time));
        Micros::parse_kst_dtime14(&text).ok_or_else(|| desk.wrong(&doc, time, Wrong::Form))
    };
    let (from, to) = (instant(F::FromTime)?, instant(F::ToTime)?);
    if from > to {
        return Err(desk.wrong(&doc, F::ToTime, Wrong::Form));
    }
    let date = BusinessDate::parse(doc.text(F::InquiryDate))
        .ok_or_else(|| desk.wrong(&doc, F::InquiryDate, Wrong::Form))?;
    let institution = desk.institution.clone();
    // To the end of the last second.
    let until = to.plus_seconds(1);
    let mut found = desk
        .node
        .book
        .read(move |tx| {
            let one_more = DETECTIONS_MAX + 1;
            Ok(fds::detections(tx, &institution, date, (from, until), one_more)?)
        })
        .await?;
    let more = i64::try_from(found.len()).is_ok_and(|n| n > DETECTIONS_MAX);
    if more {
        found.pop();
    }
    let code = RspCode::A0000;
    let mut json = Reply::head(desk.call, code, &code.message(desk.call.lang));
    json.text("res_cnt", &found.len().to_string());
    json.text("next_page_yn", if more { "Y" } else { "N" });
    json.list("res_list", &found, line);
    Ok(Reply::of(code, json))
}

fn line(json: &mut JsonText, it: &Detection) {
    let mut at = it.at.kst_dtm17();
    at.truncate(14);
    json.text("detect_id", &it.id.to_string());
    json.text("detect_dtime", &at);
    json.text("bank_tran_id", it.transfer_id.as_str());
    json.text("bank_tran_date", &it.transfer_date.to_string());
    json.text("bank_code_std", it.bank.as_str());
    json.text("tran_amt", &it.amount.to_string());
    json.text("detect_rule", &it.rule);
    json.text("detect_action", it.action.as_str());
}
