//! Claims as JSON and as a table for a spreadsheet, for programs of whoever may read them.

use super::list::Given;
use super::{loaded, readable, reader, unknown};
use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use crate::console::spreadsheet::{Sheet, at, may_at};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use naru_base::Answer;
use naru_core::claim::{self, Claim, report};
use naru_store::Tx;

/// Columns, in this order for good: programs read them.
const COLUMNS: [&str; 14] = [
    "claim",
    "institution",
    "state",
    "said",
    "cause",
    "loss",
    "payer",
    "reported_at",
    "frozen_at",
    "paid_at",
    "decided_at",
    "closed_at",
    "frozen",
    "insurer",
];

/// Claims that one file holds at most.
const ROWS_MAX: usize = 5_000;

async fn load(state: &ConsoleState, who: &Entered, given: &Given) -> Answer<Vec<Claim>> {
    let wanted = given.wanted(state, who);
    let read = move |tx: &mut Tx<'_>| {
        let mut all = Vec::new();
        let mut wanted = wanted.clone();
        loop {
            let page = claim::agenda(tx, &wanted)?;
            let Some(last) = page.last() else { return Ok(all) };
            wanted.after = Some(last.place.clone());
            all.extend(page.into_iter().map(|it| it.claim));
            if all.len() >= ROWS_MAX {
                return Ok(all);
            }
        }
    };
    state.parts.store.read(read).await
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}

/// `GET /console/claims.json`
pub(crate) async fn list_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    match load(&state, &who, &given).await {
        Ok(all) => json(report::list(&all, state.now()).to_string()),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `GET /console/claims.csv`
pub(crate) async fn csv(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let all = match load(&state, &who, &given).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let mut sheet = Sheet::of(&COLUMNS);
    for it in &all {
        let [frozen_at, paid_at, ..] = it.done_at;
        sheet.add(&[
            it.id.to_string(),
            it.institution.to_string(),
            it.state.to_string(),
            it.said.to_string(),
            it.cause.map_or_else(String::new, |it| it.to_string()),
            it.loss.to_string(),
            it.payer().to_string(),
            at(it.reported_at),
            may_at(frozen_at.filter(|_| it.has_frozen())),
            may_at(paid_at),
            may_at(it.decided_at),
            may_at(it.closed_at),
            it.requests.frozen.to_string(),
            it.insurer.as_ref().map_or_else(String::new, |it| it.to_string()),
        ]);
    }
    sheet.file("naru-claims.csv")
}

/// `GET /console/claims/{id}/json`
pub(crate) async fn one_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let it = match readable(&state, &who, &id).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    match loaded::load(&state, &it, reader(&who), false).await {
        Ok(all) => {
            let where_to = (&*all.losses, &*all.traces);
            let money = (&*all.lines, &all.money, &*all.told);
            json(report::whole(&it, where_to, money, state.now()).to_string())
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
