//! 보증: required and active cover of all institutions, one institution's cover with what it is made
//! of, what an insurer guarantees, and what two people may do there.
//!
//! **Must never know** how cover is counted: `naru_core::surety` and `naru_core::desk` do.

mod does;
mod export;
mod forms;
mod insured;
mod list;
mod one;
mod plain;
mod proposal;
pub(crate) mod words;

pub(crate) use does::{is_insurer, propose, rename};
pub(crate) use export::{list_json, one_json};
pub(crate) use plain::kind as instrument_kind;
pub(crate) use proposal::{CORNER, before, deed, effect, object, refusal};

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use crate::console::rows::Look;
use crate::console::typed::Back;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{ClientUseCode, Lang};
use naru_core::surety::Instrument;

/// An instrument as people name it: its kind and its number.
pub(crate) fn instrument(lang: Lang, it: &Instrument) -> String {
    format!("{} {}", plain::kind(lang, it.kind), it.reference)
}

/// `GET /console/surety`: everybody's; for an institution's own people their own, for an insurer's
/// what it guarantees.
pub(crate) async fn list_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    let post = &who.session.post;
    match (post.reach(Right::SuretyRead), post.scope()) {
        (Reach::Everything, _) => list::show(&state, &ask, &who, &look, &Back::default()).await,
        (_, Scope::Institution(code)) => {
            one::show(&state, &ask, &who, code, &Back::default()).await
        }
        (_, Scope::Insurer(code)) => insured::show(&state, &ask, &who, code, &look).await,
        _ => unknown(&ask),
    }
}

/// `GET /console/surety/{code}`
pub(crate) async fn one_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    match readable(&who, &code) {
        Some(code) => one::show(&state, &ask, &who, &code, &Back::default()).await,
        None => unknown(&ask),
    }
}

/// The institution of an address, if this person may read of its surety.
fn readable(who: &Entered, code: &str) -> Option<ClientUseCode> {
    let code = ClientUseCode::parse(code).ok()?;
    let owner = Scope::Institution(code.clone());
    who.session.post.may_on(Right::SuretyRead, &owner).then_some(code)
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
