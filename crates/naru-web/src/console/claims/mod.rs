//! 피해보상: claims with their clocks and every won of them, the table of liability, letters, and
//! what the consumer follows by a link.
//!
//! **Must never know** how a claim is decided: `naru_core::claim` does.

mod desk;
mod does;
mod export;
mod follow;
mod frozen;
mod lead;
mod letter;
mod list;
mod loaded;
mod one;
mod part;
mod plain;
mod proposal;
mod remit;
mod table;
pub(crate) mod words;

pub(crate) use does::{change_table, link, propose_on, report, withdraw};
pub(crate) use export::{csv, list_json, one_json};
pub(crate) use follow::page as follow_page;
pub(crate) use letter::page as letter_page;
pub(crate) use list::page as list_page;
pub(crate) use one::page as one_page;
pub(crate) use proposal::{Substance, deed, effect, is_ours, object, refusal};
pub(crate) use remit::{remit, take_off};
pub(crate) use table::page as table_page;

use crate::console::ConsoleState;
use crate::console::frame;
use crate::console::guard::{Ask, Entered};
use axum::http::StatusCode;
use axum::response::Response;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, No};
use naru_core::claim::{self, Claim, Filter, Reader};
use naru_core::relay::Key;

/// What the reader may see of all claims: those of their own participant only, if so.
fn within(who: &Entered) -> Filter {
    let post = &who.session.post;
    let mut filter = Filter::default();
    if post.reach(Right::ClaimsRead) == Reach::Own {
        match post.scope() {
            Scope::Institution(code) => filter.institution = Some(code.clone()),
            Scope::Bank(code) => filter.bank = Some(code.clone()),
            Scope::Insurer(code) => filter.insurer = Some(code.clone()),
            Scope::Network => {}
        }
    }
    filter
}

/// Whose turn a claim can be, for this person.
fn reader(who: &Entered) -> Reader {
    let post = &who.session.post;
    if post.may(Right::ClaimsDecide) {
        return Reader::Decides(format!("staff:{}", who.session.account));
    }
    match post.scope() {
        Scope::Institution(code) => Reader::Institution(code.clone()),
        Scope::Bank(code) => Reader::Bank(code.clone()),
        Scope::Insurer(code) => Reader::Insurer(code.clone()),
        Scope::Network => Reader::Nobody,
    }
}

/// Whether the reader sees all claims of the network.
fn sees_all(who: &Entered) -> bool {
    who.session.post.reach(Right::ClaimsRead) == Reach::Everything
}

/// A claim, if there is one of this id and this person may read it.
async fn readable(state: &ConsoleState, who: &Entered, id: &str) -> Answer<Option<Claim>> {
    let Ok(id) = Id::parse(id) else { return Ok(None) };
    let (within, all) = (within(who), sees_all(who));
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let it = match claim::find(tx, id) {
            Ok(it) => it,
            Err(No::Refusal(_)) => return Ok(None),
            Err(no) => return Err(no),
        };
        let is_theirs = all
            || within.institution.as_ref() == Some(&it.institution)
            || (within.insurer.is_some() && within.insurer == it.insurer)
            || match &within.bank {
                Some(bank) => {
                    claim::losses(tx, id)?.iter().any(|loss| loss.bank == *bank)
                        || claim::traces(tx, id)?.iter().any(|trace| trace.bank == *bank)
                }
                None => false,
            };
        Ok(is_theirs.then_some(it))
    };
    state.parts.store.read(read).await
}

/// The claim that a transfer is in, and whether this person may read it.
pub(crate) async fn of_transfer(
    state: &ConsoleState,
    who: &Entered,
    key: &Key,
) -> Answer<Option<(Id, bool)>> {
    let key = key.clone();
    let named = state.parts.store.read(move |tx| Ok::<_, No>(claim::named_in(tx, &key)?)).await?;
    let Some(id) = named else { return Ok(None) };
    Ok(Some((id, readable(state, who, &id.to_string()).await?.is_some())))
}

/// There is none, or not for this person: the same answer.
fn unknown(ask: &Ask) -> Response {
    let (title, text) = (words::unknown_head(ask.lang), words::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

/// An institution's name; its code if it has left.
fn institution(state: &ConsoleState, lang: Lang, code: &ClientUseCode) -> String {
    let directory = state.parts.hub.directory();
    let name = |it: &naru_core::identity::Institution| match lang {
        Lang::Ko => it.name_ko.clone(),
        Lang::En => it.name_en.clone(),
    };
    directory.institutions.get(code).map_or_else(|| code.to_string(), name)
}
