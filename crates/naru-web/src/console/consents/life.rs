//! One user of an institution: four answers, the person, accounts, authorizations, the record.

use super::{parts, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::transfers::bad_reference;
use crate::console::{ConsoleState, audit};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use naru_base::role::Right;
use naru_base::{ClientUseCode, Lang, Micros, No, UserSeqNo};
use naru_core::desk::{self, AgreedLife, AgreedPerson, Reason, UserKey};
use serde::Deserialize;

fn key_of(institution: &str, user: &str) -> Option<UserKey> {
    Some(UserKey {
        institution: ClientUseCode::parse(institution).ok()?,
        user: UserSeqNo::parse(user).ok()?,
    })
}

fn unknown(ask: &Ask) -> Response {
    let (title, text) = (w::unknown_head(ask.lang), w::unknown_user(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

async fn life_of(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    key: &UserKey,
) -> Result<AgreedLife, Response> {
    let (keys, post, key) = (state.parts.keys.clone(), who.session.post.clone(), key.clone());
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| desk::agreed_life(tx, &keys, &post, &key, now);
    match state.parts.store.read(read).await {
        Ok(Some(it)) => Ok(it),
        Ok(None) => Err(unknown(ask)),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

/// `GET /console/consents/{institution}/{user}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((institution, user)): Path<(String, String)>,
) -> Response {
    let Some(key) = key_of(&institution, &user) else { return unknown(&ask) };
    match life_of(&state, &ask, &who, &key).await {
        Ok(life) => show(&state, &ask, &who, &life, None, &[]),
        Err(response) => response,
    }
}

/// The form that states a reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Stated {
    form: String,
    reason: String,
    reference: String,
}

/// `POST /console/consents/{institution}/{user}/reveal`: the answer to this very request shows the
/// person; no address does, so that each look has its own record.
pub(crate) async fn reveal(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((institution, user)): Path<(String, String)>,
    Form(stated): Form<Stated>,
) -> Response {
    let Some(key) = key_of(&institution, &user) else { return unknown(&ask) };
    if !who.wrote(&stated.form) {
        return Redirect::to(&format!("/console/consents/{institution}/{user}")).into_response();
    }
    let life = match life_of(&state, &ask, &who, &key).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let Some(reason) = Reason::new(&stated.reason, stated.reference.trim()) else {
        return show(&state, &ask, &who, &life, None, &[bad_reference(ask.lang)]);
    };
    let (keys, env) = (state.parts.keys.clone(), state.env());
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        desk::reveal_agreed(tx, &keys, &env, (account, &post), &key, &reason)
    };
    match state.parts.store.write(write).await {
        Ok(person) => show(&state, &ask, &who, &life, Some(&person), &[]),
        Err(No::Refusal(_)) => frame::forbidden(&state, &ask, &who),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the parts of the page are made from.
pub(super) struct Seen<'a> {
    pub(super) lang: Lang,
    pub(super) life: &'a AgreedLife,
    pub(super) person: &'a AgreedPerson,
    pub(super) names: Names,
    pub(super) now: Micros,
}

fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    life: &AgreedLife,
    revealed: Option<&AgreedPerson>,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let names = Names::of(lang, &state.parts.source.glance());
    let person = revealed.unwrap_or(&life.person);
    let seen = Seen { lang, life, person, names, now: state.now() };
    let institution = seen.names.get(life.key.institution.as_str());
    let title = w::user_title(lang, life.key.user.as_str());
    let list = format!("/console/consents?institution={}", life.key.institution);
    let main = html! {
        p class="crumb" {
            a href="/console/consents" { (w::title(lang)) } " › " a href=(list) { (institution) }
        }
        div class="head" {
            h1 { (title) }
            p class="meta" {
                (institution) " " span class="mono" { (life.key.institution) }
            }
        }
        (summary(lang, wrongs))
        (parts::four(&seen))
        div class="cols life" {
            div {
                (parts::accounts(&seen))
                (parts::grants(&seen))
            }
            (parts::person(&seen, who, revealed.is_some()))
        }
        @if who.session.post.may(Right::AuditRead) {
            section {
                div class="sh" {
                    h2 { (w::record_head(lang)) }
                    span class="sub" { (w::record_note(lang, life.records.len())) }
                }
                @if life.records.is_empty() { p class="none" { (w::record_none(lang)) } }
                @else { (audit::table(lang, &life.records, Some(&audit::Trail::of(&seen.names)))) }
            }
        } @else { p class="none" { (w::record_hidden(lang)) } }
    };
    let here = "/console/consents";
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
