//! 점검 예산지원: programmes and their money, applications, letters, and the summary for everybody.
//!
//! **Must never know** how a sum is decided: `naru_core::subsidy` does.

mod application;
mod does;
mod export;
mod fields;
mod letter;
mod list;
mod plain;
mod programme;
mod proposal;
mod public;
mod words;

pub(crate) use application::page as application_page;
pub(crate) use does::{apply, carry, claim, propose, propose_on, withdraw};
pub(crate) use export::programme_file;
pub(crate) use letter::page as letter_page;
pub(crate) use list::page as list_page;
pub(crate) use programme::page as programme_page;
pub(crate) use proposal::{Substance, deed, effect, is_ours, object, refusal};
pub(crate) use public::{csv as public_csv, json as public_json, page as public_page};
pub(crate) use words::{dear, subsidy as menu_word};

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, No, in_language};
use naru_core::hub::Directory;
use naru_core::subsidy::{self, Application, Firm};

/// The institution whose people see only its own.
fn own(who: &Entered) -> Option<&ClientUseCode> {
    let post = &who.session.post;
    match (post.reach(Right::SubsidyRead), post.scope()) {
        (Reach::Own, Scope::Institution(code)) => Some(code),
        _ => None,
    }
}

/// An application, if there is one of this id and this person may read it.
async fn readable(state: &ConsoleState, who: &Entered, id: &str) -> Answer<Option<Application>> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let found = state.parts.store.read(move |tx| subsidy::find(tx, id)).await;
    let it = match found {
        Ok(it) => it,
        Err(No::Refusal(_)) => return Ok(None),
        Err(no) => return Err(no),
    };
    let is_theirs = own(who).is_none_or(|code| it.firm.institution.as_ref() == Some(code));
    Ok(is_theirs.then_some(it))
}

/// Whether this person may claim payment: an institution's own people do so for it; the operator
/// writes down what a firm from outside brings.
fn may_claim(who: &Entered, it: &Application) -> bool {
    own(who).is_some() || it.firm.institution.is_none()
}

/// What a firm is called: in English an institution of the network by its English name, whoever is
/// from outside as it gave its name.
fn firm_name(directory: &Directory, lang: Lang, it: &Firm) -> String {
    let known = it.institution.as_ref().filter(|code| directory.institutions.contains_key(*code));
    match known.filter(|_| lang == Lang::En) {
        Some(code) => directory.called(lang, code.as_str()),
        None => in_language(lang, &it.name).to_owned(),
    }
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}
