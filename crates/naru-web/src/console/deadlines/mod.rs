//! 기한: rules with a date, whom they concern, what the engine finds and what two people decide; for
//! an institution's own people what is coming, and where to answer.
//!
//! **Must never know** how a finding is made: `naru_core::admission::deadline` does.

mod answers;
mod does;
mod forms;
mod grounds;
mod import;
mod list;
mod one;
mod plain;
mod words;

pub(crate) use does::{add_rule, answer, book, list_in, propose, propose_grounds};
pub(crate) use grounds::list_at;
pub(crate) use import::{grounds_json, import_grounds};
pub(crate) use list::{json, page};
pub(crate) use one::page as one_page;
pub(crate) use plain::{
    Called, MoreTime, address, deed, due_day, effect, is_proposed, is_to_decide, object, refusal,
    to_decide,
};
pub(crate) use words::deadlines;

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use maud::Markup;
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Lang};
use naru_core::admission::deadline::deeds;
use naru_core::proposal::Case;

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

/// What a proposal of this slice rests on, or changes, for whoever confirms it.
pub(crate) async fn beside(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Option<Markup>> {
    match deeds::about_grounds(&case.subject) {
        Some(version) => grounds::beside(state, lang, version).await,
        None if case.kind == deeds::EXTEND => answers::beside(state, (lang, who), case).await,
        None => Ok(None),
    }
}
