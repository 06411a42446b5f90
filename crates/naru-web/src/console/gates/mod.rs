//! 관문: the operator's board, one institution's path, and what may be done there by whom.
//!
//! **Must never know** how a gate or a standing is decided: `naru_core::admission` does.

mod board;
mod cell;
mod cover;
mod documents;
mod does;
mod export;
mod forms;
mod lead;
mod measures;
mod path;
pub(crate) mod plain;
mod proposal;
mod reasons;
mod row;
pub(crate) mod scans;
mod words;

pub(crate) use documents::{Kept, in_line, on_offer, way_to};
pub(crate) use does::{appeal, apply, declare, hand_in, propose_check, propose_gate};
pub(crate) use export::{board_json, path_json};
pub(crate) use forms::hand_in_at;
pub(crate) use plain::kind as evidence_kind;
pub(crate) use plain::{
    class as class_word, document_title, end_clock, ends_before, gate as gate_word, held_until,
    is_foreign, rungs, standing as standing_of, title_alone, verdict as verdict_word,
};
pub(crate) use proposal::{
    CORNER, beside, deed, effect, fall_said, falls, measure_of, object, origin, present, refusal,
};
pub(crate) use words::no_sha;

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use crate::console::rows::Look;
use crate::console::typed::Back;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::ClientUseCode;
use naru_base::role::{Reach, Right, Scope};

/// `GET /console/gates`: the board; for an institution's own people their own path.
pub(crate) async fn board_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    let post = &who.session.post;
    if let (Reach::Own, Scope::Institution(code)) = (post.reach(Right::GatesRead), post.scope()) {
        return path::show(&state, &ask, &who, code, &Back::default()).await;
    }
    board::show(&state, &ask, &who, &look).await
}

/// `GET /console/gates/{code}`
pub(crate) async fn path_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    match readable(&who, &code) {
        Some(code) => path::show(&state, &ask, &who, &code, &Back::default()).await,
        None => unknown(&ask),
    }
}

/// The institution of an address, if this person may read its path.
fn readable(who: &Entered, code: &str) -> Option<ClientUseCode> {
    let code = ClientUseCode::parse(code).ok()?;
    let owner = Scope::Institution(code.clone());
    who.session.post.may_on(Right::GatesRead, &owner).then_some(code)
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
