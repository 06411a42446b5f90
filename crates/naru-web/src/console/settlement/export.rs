//! A day and the differences as files: the same columns as `naru settle export`.

use super::day::unknown;
use super::differences::Filter;
use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::Ask;
use crate::console::names::Names;
use crate::console::spreadsheet;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use naru_base::{BusinessDate, Lang};
use naru_core::glance::Glance;
use naru_core::settlement::{self, export};

/// A file holds at most so many differences.
const DIFFERENCES_MAX: usize = 10_000;

fn file(name: &str, mime: &'static str, body: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers =
        [(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, body).into_response()
}

fn json(name: &str, body: &serde_json::Value) -> Response {
    file(name, "application/json", format!("{body:#}\n"))
}

/// `GET /console/settlement/{date}/{file}`: `positions.csv` or `positions.json`.
pub(crate) async fn day(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path((date, wanted)): Path<(String, String)>,
) -> Response {
    let Some(date) = BusinessDate::parse(&date) else { return unknown(&ask) };
    let read = state
        .parts
        .store
        .read(move |tx| Ok((settlement::window(tx, date)?, settlement::positions(tx, date)?)));
    let (window, positions) = match read.await {
        Ok((Some(window), positions)) => (window, positions),
        Ok((None, _)) => return unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    let glance = state.parts.source.glance();
    let name = format!("naru-settlement-{date}");
    match wanted.as_str() {
        "positions.csv" => {
            let names = Names::of(ask.lang, &glance);
            let named = |code: &str| names.get(code).to_owned();
            let table = export::day_csv(&window, &positions, named);
            spreadsheet::file(&format!("{name}.csv"), &table)
        }
        "positions.json" => {
            let body = export::day_json(&window, &positions, &both(&glance));
            json(&format!("{name}.json"), &body)
        }
        _ => unknown(&ask),
    }
}

fn both(glance: &Glance) -> export::Names {
    let institutions = glance.institutions.iter().map(|it| (&it.code, &it.name));
    let all = institutions.chain(glance.banks.iter().map(|it| (&it.code, &it.name)));
    let both = |name: &naru_core::glance::Name| {
        (name.of(Lang::Ko).to_owned(), name.of(Lang::En).to_owned())
    };
    all.map(|(code, name)| (code.clone(), both(name))).collect()
}

/// `GET /console/reconciliation/{file}`: `differences.csv` or `differences.json`, filtered like the
/// page.
pub(crate) async fn differences(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(wanted): Path<String>,
    Query(given): Query<Filter>,
) -> Response {
    let search = given.search(state.now().business_date(), DIFFERENCES_MAX);
    let read = state
        .parts
        .store
        .read(move |tx| settlement::search_differences(tx, &search).map_err(Into::into));
    let found = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    match wanted.as_str() {
        "differences.csv" => {
            spreadsheet::file("naru-differences.csv", &export::differences_csv(&found))
        }
        "differences.json" => json("naru-differences.json", &export::differences_json(&found)),
        _ => unknown(&ask),
    }
}
