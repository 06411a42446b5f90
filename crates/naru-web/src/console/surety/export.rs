//! Positions and instruments as JSON, for programs of whoever may read them.

use super::insured::Insured;
use super::{list, one, readable, unknown};
use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use naru_base::role::Scope;
use naru_core::surety::report;

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}

/// `GET /console/surety.json`
pub(crate) async fn list_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    if let Scope::Insurer(code) = who.session.post.scope() {
        return match Insured::load(&state, code).await {
            Ok(it) => {
                let all = it.all.iter().map(|one| (one, it.free(one)));
                json(report::guaranteed(all, state.now()).to_string())
            }
            Err(no) => frame::fault(&ask, &no),
        };
    }
    let rooms = match list::load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let directory = state.parts.hub.directory();
    let mine =
        directory.institutions.values().filter(|it| readable(&who, it.code.as_str()).is_some());
    let rows = mine.filter_map(|it| {
        let room = rooms.get(&it.code)?;
        Some(report::of(&it.code, &it.name_ko, &room.position, None))
    });
    json(report::list(rows, state.now()).to_string())
}

/// `GET /console/surety/{code}/json`
pub(crate) async fn one_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    let Some(code) = readable(&who, &code) else { return unknown(&ask) };
    let directory = state.parts.hub.directory();
    let Some(it) = directory.institutions.get(&code) else { return unknown(&ask) };
    match one::load(&state, &code).await {
        Ok(Some(one)) => {
            let (room, facts) = (&one.room, Some(&one.facts));
            json(report::of(&code, &it.name_ko, &room.position, facts).to_string())
        }
        Ok(None) => unknown(&ask),
        Err(no) => frame::fault(&ask, &no),
    }
}
