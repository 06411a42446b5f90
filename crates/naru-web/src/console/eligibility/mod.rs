//! 이용적합성: forms, what the rules find in them, the scoring sheet, decisions and their letters.
//!
//! **Must never know** how eligibility is decided: `naru_core::eligibility` does.

mod does;
mod letter;
mod list;
mod page;
mod plain;
mod proposal;
mod words;

pub(crate) use does::{file, propose, propose_sheet};
pub(crate) use letter::page as letter_page;
pub(crate) use list::page as list_page;
pub(crate) use page::page as one_page;
pub(crate) use plain::{paper_place, paper_title, scope};
pub(crate) use proposal::{deed, effect, is_form, is_ours, object, refusal};
pub(crate) use words::{eligibility as menu_word, to_form};

use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::ClientUseCode;
use naru_base::role::{Reach, Right, Scope};

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
