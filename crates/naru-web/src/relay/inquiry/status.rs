//! `GET /v2.0/bank/status` (참가기관 상태조회): which banks can be asked, as this node knows.

use super::{Desk, Stop};
use crate::api::Reply;
use crate::wire::RspCode;
use naru_core::relay::Bank;
use naru_core::relay::line::Breaker;

/// A bank's state on the wire. The network's own words are not published: these are ours.
fn state(desk: &Desk<'_>, bank: &Bank) -> &'static str {
    if !bank.active {
        return "3";
    }
    match desk.node.line(&bank.code).breaker() {
        Breaker::Closed { .. } => "1",
        Breaker::Open { .. } | Breaker::Probing => "2",
    }
}

pub(super) async fn answer(desk: &Desk<'_>) -> Result<Reply, Stop> {
    desk.may_ask().await?;
    let directory = desk.node.hub.directory();
    if !directory.institutions.get(desk.institution).is_some_and(|it| it.active) {
        return Ok(desk.call.says(RspCode::A0013));
    }
    let code = RspCode::A0000;
    let mut json = Reply::head(desk.call, code, &code.message(desk.call.lang));
    json.text("res_cnt", &directory.banks.len().to_string());
    json.list("res_list", directory.banks.values(), |json, bank| {
        json.text("bank_code_std", bank.code.as_str());
        json.text("bank_name", &bank.name_ko);
        json.text("bank_status", state(desk, bank));
    });
    Ok(Reply::of(code, json))
}
