//! 기능테스트: who has a place in the sandbox, how each run stands, what the client did, and the
//! signed record of a run.
//!
//! **Must never know** how a case is judged: `naru_core::functional` does.

mod calls;
mod does;
mod list;
mod page;
mod parts;
mod place;
mod words;

pub(crate) use does::{begin, open, record, renew, seal};
pub(crate) use list::page as list_page;
pub(crate) use page::{Watched, page as one_page};
pub(crate) use words::functional as menu_word;

use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::ClientUseCode;
use naru_base::role::{Reach, Right, Scope};

const HERE: &str = "/console/functional";

/// The institution whose people see only its own.
fn own(who: &Entered) -> Option<&ClientUseCode> {
    let post = &who.session.post;
    match (post.reach(Right::GatesRead), post.scope()) {
        (Reach::Own, Scope::Institution(code)) => Some(code),
        _ => None,
    }
}

/// The institution of an address, if this person holds the right on it.
fn held(who: &Entered, code: &str, right: Right) -> Option<ClientUseCode> {
    let code = ClientUseCode::parse(code).ok()?;
    who.session.post.may_on(right, &Scope::Institution(code.clone())).then_some(code)
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
