//! One transfer: four answers, the picture, the full record, facts, ledger, audit.

use super::words as w;
use super::{answers, kind_word, parts, picture, state_mark};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::day;
use crate::console::{ConsoleState, claims, format};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Post, Right, Scope};
use naru_base::{BankTranId, BusinessDate, Id, Lang, Micros, No};
use naru_core::desk::{self, Life, Persons, Reason};
use naru_core::relay::{Key, State as Stands};
use serde::Deserialize;

fn key_of(date: &str, id: &str) -> Option<Key> {
    Some(Key { date: BusinessDate::parse(date)?, id: BankTranId::parse(id).ok()? })
}

fn unknown(ask: &Ask) -> Response {
    let (title, text) = (w::unknown_head(ask.lang), w::unknown_transfer(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

async fn life_of(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    key: &Key,
) -> Result<Life, Response> {
    let (keys, post, key) = (state.parts.keys.clone(), who.session.post.clone(), key.clone());
    let read = state.parts.store.read(move |tx| desk::life(tx, &keys, &post, &key)).await;
    match read {
        Ok(Some(it)) => Ok(it),
        Ok(None) => Err(unknown(ask)),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

/// `GET /console/transfers/{date}/{id}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((date, id)): Path<(String, String)>,
) -> Response {
    let Some(key) = key_of(&date, &id) else { return unknown(&ask) };
    match life_of(&state, &ask, &who, &key).await {
        Ok(life) => show(&state, &ask, &who, &life, None, &[]).await,
        Err(response) => response,
    }
}

/// The form that states a reason.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Stated {
    form: String,
    reason: String,
    reference: String,
}

/// `POST /console/transfers/{date}/{id}/reveal`: the answer to this very request shows the persons;
/// no address does, so that each look has its own record.
pub(crate) async fn reveal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((date, id)): Path<(String, String)>,
    Form(stated): Form<Stated>,
) -> Response {
    let Some(key) = key_of(&date, &id) else { return unknown(&ask) };
    if !who.wrote(&stated.form) {
        return Redirect::to(&format!("/console/transfers/{date}/{id}")).into_response();
    }
    let life = match life_of(&state, &ask, &who, &key).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let Some(reason) = Reason::new(&stated.reason, stated.reference.trim()) else {
        let wrongs = [parts::bad_reference(ask.lang)];
        return show(&state, &ask, &who, &life, None, &wrongs).await;
    };
    let (keys, env) = (state.parts.keys.clone(), state.env());
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        desk::reveal(tx, &keys, &env, (account, &post), &key, &reason)
    };
    match state.parts.store.write(write).await {
        Ok(persons) => show(&state, &ask, &who, &life, Some(&persons), &[]).await,
        Err(No::Refusal(_)) => frame::forbidden(&state, &ask, &who),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the parts of the page are made from.
pub(super) struct Seen<'a> {
    pub(super) lang: Lang,
    pub(super) life: &'a Life,
    pub(super) persons: &'a Persons,
    pub(super) names: Names,
    pub(super) now: Micros,
}

/// Where whoever may do so reports this transfer as a consumer's damage: its name is filled in.
fn to_report(post: &Post, life: &Life) -> Option<String> {
    let it = &life.row.listed;
    let is_money =
        it.state == Stands::Settled && matches!(it.kind.as_str(), "withdraw" | "deposit");
    let owner = Scope::Institution(it.institution.clone());
    let may = is_money && post.may_on(Right::ClaimsReport, &owner);
    may.then(|| format!("/console/claims?transfer={}/{}#report", it.key.date, it.key.id))
}

/// What of a consumer's damage is known of this transfer: the claim that it is in, which leads
/// there for whoever may read it; or, where there is none, the way to report it.
fn damage(lang: Lang, path: Option<String>, claim: Option<(Id, bool)>) -> Markup {
    html! {
        @match (claim, path) {
            (Some((id, true)), _) => {
                a class="btn" href=(format!("/console/claims/{id}")) { (w::to_damage(lang)) }
            }
            (Some(_), _) => span class="sub" { (w::in_damage(lang)) },
            (None, Some(path)) => a class="btn" href=(path) { (w::report_damage(lang)) },
            (None, None) => {}
        }
    }
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    life: &Life,
    revealed: Option<&Persons>,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let claim = match claims::of_transfer(state, who, &life.row.listed.key).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let glance = state.parts.source.glance();
    let persons = revealed.unwrap_or(&life.persons);
    let names = Names::of(lang, &glance);
    let seen = Seen { lang, life, persons, names, now: state.now() };
    let it = &life.row.listed;
    let title = format!("{} {}", kind_word(lang, &it.kind), format::won(lang, it.amount));
    let institution = seen.names.get(it.institution.as_str());
    let of_day = day(it.key.date);
    let list = format!("/console/transfers?from={of_day}&institution={}", it.institution);
    let post = &who.session.post;
    let main = html! {
        p class="crumb" {
            a href="/console/transfers" { (w::transfers(lang)) } " › "
            a href=(format!("/console/transfers?from={of_day}")) { (of_day) } " › "
            a href=(list) { (institution) }
        }
        div class="head" {
            h1 { (title) }
            p class="meta" {
                (institution) " → " (crate::console::words::naru(lang)) " → "
                (seen.names.bank(it.bank.as_str())) " · " (state_mark(lang, it.state))
            }
            @let path = to_report(post, life);
            @if path.is_some() || claim.is_some() {
                p class="acts" { (damage(lang, path, claim)) }
            }
        }
        (summary(lang, wrongs))
        (answers::four(&seen, post))
        (picture::course(&seen))
        div class="cols life" {
            (parts::record(&seen))
            div {
                (parts::facts(&seen, who, revealed.is_some()))
                (parts::ledger(&seen))
            }
        }
        (parts::audit(&seen, post))
    };
    let page = Page { ask, who, title, here: "/console/transfers", topic: Topic::Watch, main };
    frame::page(state, &page)
}
