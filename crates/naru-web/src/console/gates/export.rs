//! The board and one path as JSON, for programs of whoever may read them.

use super::board;
use super::{path, readable, unknown};
use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use naru_core::admission::{self, PATH, report};

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}

/// `GET /console/gates.json`
pub(crate) async fn board_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    let now = state.now();
    let loaded = match board::load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let directory = state.parts.hub.directory();
    let blank = board::nothing();
    let mine =
        directory.institutions.values().filter(|it| readable(&who, it.code.as_str()).is_some());
    let rows = mine.map(|it| {
        let facts = loaded.facts.get(&it.code).unwrap_or(&blank);
        let found = admission::admission(facts, &PATH, now);
        let cover_ends = loaded.cover.get(&it.code).and_then(|it| it.falls_short());
        report::of(&it.code, &it.name_ko, (facts, &found), (cover_ends, now))
    });
    json(report::list(rows, now))
}

/// `GET /console/gates/{code}/json`
pub(crate) async fn path_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    let Some(code) = readable(&who, &code) else { return unknown(&ask) };
    let directory = state.parts.hub.directory();
    let Some(it) = directory.institutions.get(&code) else { return unknown(&ask) };
    let loaded = match path::load(&state, &code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let now = state.now();
    let found = admission::admission(&loaded.facts, &PATH, now);
    let (of, at) = ((&loaded.facts, &found), (loaded.cover.falls_short(), now));
    json(report::of(&code, &it.name_ko, of, at).to_string())
}
