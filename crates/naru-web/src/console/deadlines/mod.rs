//! 기한: rules with a date, whom they concern, what the engine finds and what two people decide; for
//! an institution's own people what is coming, and where to answer.
//!
//! **Must never know** how a finding is made: `naru_core::admission::deadline` does.

mod does;
mod forms;
mod import;
mod list;
mod one;
mod plain;
mod words;

pub(crate) use does::{add_rule, answer, book, list_in, propose, propose_grounds};
pub(crate) use import::{grounds_json, import_grounds};
pub(crate) use list::{json, page};
pub(crate) use one::page as one_page;
pub(crate) use plain::{
    Called, MoreTime, address, deed, due_day, effect, is_proposed, is_to_decide, object, refusal,
    to_decide,
};
pub(crate) use words::deadlines;

use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::ClientUseCode;
use naru_base::role::{Right, Scope};

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
