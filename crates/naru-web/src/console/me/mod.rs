//! 내 계정: the ways in that a member of staff has, and the passkeys that they add and remove
//! themselves.

pub(crate) mod proof;
pub(crate) mod wire;
mod words;

use crate::console::door::{Field, Wrong, field, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Proof, Wants, form_field, fresh_code, fresh_code_in, moment, select};
use crate::console::{ConsoleState, words as common};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Id, Lang, No};
use naru_core::staff::passkey::{self, NewKey, PASSKEYS_MAX, Passkey, Purpose};
use serde::Deserialize;
use words as w;

/// What the page's address may carry.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Came {
    #[serde(default)]
    said: String,
}

/// The forms of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    name: String,
    code: String,
    passkey: String,
    client: String,
    attestation: String,
}

impl Given {
    /// What the person calls the key.
    fn name(&self) -> Option<&str> {
        let name = self.name.trim();
        let fits = (1..=40).contains(&name.chars().count());
        (fits && !name.chars().any(char::is_control)).then_some(name)
    }
}

/// `GET /console/me`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(came): Query<Came>,
) -> Response {
    let said = match came.said.as_str() {
        "added" => Some(w::said_added(ask.lang)),
        "removed" => Some(w::said_removed(ask.lang)),
        _ => None,
    };
    show(&state, &ask, &who, said, &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    said: Option<String>,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let (sealer, account) = (state.parts.sealer.clone(), who.session.account);
    let read = state.parts.store.read(move |tx| passkey::passkeys(tx, &*sealer, account)).await;
    let loaded = async { Ok::<_, No>((read?, state.wants(who).await?)) };
    let (keys, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let it = &who.session;
    let lead = if keys.is_empty() { w::lead_none(lang) } else { w::lead_some(lang, keys.len()) };
    let main = html! {
        div class="head" {
            h1 { (w::me(lang)) }
            p class="meta" { (it.name) " · " (frame::post(lang, &it.post)) }
        }
        @if let Some(text) = said { p class="note ok" role="status" { (text) } }
        (summary(lang, wrongs))
        p class="lead" { (lead) }
        dl class="kv" {
            dt { (w::login(lang)) } dd class="mono" { (it.login) }
            dt { (w::proved(lang)) } dd { (moment(it.proved_at)) }
            dt { (w::until(lang)) } dd { (moment(it.expires_at)) }
        }
        (ways(lang, &keys))
        (adding(lang, who, keys.len(), wants, wrongs))
        @if !keys.is_empty() { (removing(lang, who, &keys, wants, wrongs)) }
    };
    let title = w::me(lang);
    let page = Page { ask, who, title, here: "/console/me", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn ways(lang: Lang, keys: &[Passkey]) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::ways(lang)) } span class="sub" { (w::ways_note(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::name_head(lang)) } th { (w::site_head(lang)) }
                    th class="num" { (w::made_head(lang)) } th class="num" { (w::used_head(lang)) }
                } }
                tbody {
                    tr {
                        td class="way" { (w::app(lang)) } td { (w::everywhere(lang)) }
                        td class="num" data-l=(w::made_head(lang)) { (w::app_stays(lang)) }
                        td class="num" data-l=(w::used_head(lang)) { "–" }
                    }
                    @for it in keys { tr {
                        td class="way" { (it.name) }
                        td class="mono xs" { (it.relying_party) }
                        td class="num" data-l=(w::made_head(lang)) { (moment(it.created_at)) }
                        td class="num" data-l=(w::used_head(lang)) {
                            (it.used_at.map_or_else(|| w::never(lang), moment))
                        }
                    } }
                }
            }
        }
    }
}

fn adding(lang: Lang, who: &Entered, count: usize, wants: Wants, wrongs: &[Wrong]) -> Markup {
    let is_full = i64::try_from(count).is_ok_and(|n| n >= PASSKEYS_MAX);
    html! {
        section {
            div class="sh" { h2 { (w::add_head(lang)) } span class="sub" { (w::add_note(lang)) } }
            @if !who.site.may_have_keys() {
                p class="none" { (w::no_site(lang)) }
            } @else if is_full {
                p class="none" { (w::full(lang, PASSKEYS_MAX)) }
            } @else {
                p class="none" data-no-passkey { (w::no_script(lang)) }
                form class="two" method="post" action="/console/me/passkeys" hidden {
                    (form_field(who))
                    input type="hidden" name="client";
                    input type="hidden" name="attestation";
                    (field(&Field {
                        name: "name", label: w::add_label(lang), help: Some(w::add_help(lang)),
                        kind: "text", autocomplete: "off", value: "", focus: false,
                    }, wrongs))
                    (fresh_code(lang, wants, wrongs))
                    p {
                        button class="btn p" type="button" data-passkey="add"
                            data-ask="/console/me/passkeys/options"
                            data-failed=(w::add_failed(lang)) { (w::add_button(lang)) }
                    }
                }
            }
        }
    }
}

fn removing(lang: Lang, who: &Entered, keys: &[Passkey], wants: Wants, wrongs: &[Wrong]) -> Markup {
    let options: Vec<_> = keys
        .iter()
        .map(|it| (it.id.to_string(), format!("{} · {}", it.name, it.relying_party)))
        .collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::remove_head(lang)) } span class="sub" { (w::remove_note(lang)) }
            }
            form class="two" method="post" action="/console/me/passkeys/remove" {
                (form_field(who))
                (select("passkey", &w::remove_label(lang), &options, ""))
                p { (w::remove_effect(lang)) }
                (fresh_code_in(lang, "-again", wants, wrongs))
                button class="btn d" { (w::remove_button(lang)) }
            }
        }
    }
}

/// `POST /console/me/passkeys/options`: by the script, with the whole form.
pub(crate) async fn options(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let wrong = |text| wire::no(StatusCode::UNPROCESSABLE_ENTITY, text);
    if !who.wrote(&given.form) {
        return wrong(common::stale_form(lang));
    }
    if given.name().is_none() {
        return wrong(w::bad_name(lang));
    }
    match state.prove(&who, &given.code).await {
        Ok(Proof::Fresh) => {}
        Ok(Proof::Wrong) => return wrong(common::code_refused(lang)),
        // The script opens the page anew, which leads to the login.
        Ok(Proof::Over) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(no) => return frame::fault(&ask, &no),
    }
    let (env, challenge, hash) = (state.env(), state.new_challenge(), who.token.hash());
    let site = who.site.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        passkey::ask(tx, &env, &hash, Purpose::Add, &site, &challenge)
    };
    match state.parts.store.write(write).await {
        Ok(Some(asked)) => wire::creation(&who.site, &challenge, &asked, &who.session.name),
        Ok(None) => StatusCode::UNAUTHORIZED.into_response(),
        Err(No::Refusal(it)) => wrong(refusal(lang, it.code)),
        Err(no) => frame::fault(&ask, &no),
    }
}

fn refusal(lang: Lang, code: &str) -> String {
    match code {
        "staff/passkeys-too-many" => w::full(lang, PASSKEYS_MAX),
        "staff/passkey-known" => w::known(lang),
        "staff/fresh-code-needed" => common::fresh_help(lang),
        _ => w::unknown_add(lang),
    }
}

/// `POST /console/me/passkeys`
pub(crate) async fn add(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |text: String| {
        let wrongs = [Wrong { field: "name", text }];
        show(&state, &ask, &who, None, &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again(common::stale_form(lang)).await;
    }
    let Some(name) = given.name().map(str::to_owned) else {
        return again(w::bad_name(lang)).await;
    };
    let (client, attestation) = (wire::bytes(&given.client), wire::bytes(&given.attestation));
    let (env, sealer, hash) = (state.env(), state.parts.sealer.clone(), who.token.hash());
    let site = who.site.clone();
    let write = move |tx: &mut naru_store::Tx<'_>| {
        let new = NewKey { name: &name, client: &client, attestation: &attestation };
        passkey::add(tx, &env, &*sealer, &hash, &site, &new)
    };
    match state.parts.store.write(write).await {
        Ok(Ok(_)) => Redirect::to("/console/me?said=added").into_response(),
        Ok(Err(_)) => again(w::unknown_add(lang)).await,
        Err(No::Refusal(it)) => again(refusal(lang, it.code)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/me/passkeys/remove`
pub(crate) async fn remove(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again =
        async |field, text: String| show(&state, &ask, &who, None, &[Wrong { field, text }]).await;
    let Some(id) = Id::parse(&given.passkey).ok().filter(|_| who.wrote(&given.form)) else {
        return again("passkey", common::stale_form(lang)).await;
    };
    match state.prove(&who, &given.code).await {
        Ok(Proof::Fresh) => {}
        Ok(Proof::Wrong) => return again("code", common::code_refused(lang)).await,
        Ok(Proof::Over) => return Redirect::to("/console/login?said=again").into_response(),
        Err(no) => return frame::fault(&ask, &no),
    }
    let (env, hash) = (state.env(), who.token.hash());
    let write = move |tx: &mut naru_store::Tx<'_>| passkey::remove(tx, &env, &hash, id);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to("/console/me?said=removed").into_response(),
        Err(No::Refusal(it)) => again("code", refusal(lang, it.code)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
