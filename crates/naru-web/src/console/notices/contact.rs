//! One contact: the form that adds one, and what can be changed of one.

use super::{langs, party, severities, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic as Live;
use crate::console::names::Names;
use crate::console::pieces::{Proof, Wants, form_field, fresh_code, select};
use crate::console::{ConsoleState, words as common};
use crate::notify::{may_be_given, sign};
use axum::extract::{Form, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{Id, Lang, No};
use naru_core::notify::{self, ChangedContact, Channel, Contact, NewContact, Party, Severity, Why};
use naru_core::policy;
use naru_store::Tx;
use serde::Deserialize;

/// The forms of these pages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    party: String,
    channel: String,
    address: String,
    severity: String,
    lang: String,
    code: String,
}

/// A refusal in words.
fn wrong(lang: Lang, code: &str) -> Wrong {
    let (field, text) = match code {
        "notify/address-invalid" => ("address", w::bad_address(lang)),
        "notify/party-unknown" => ("party", w::bad_party(lang)),
        "notify/too-many-contacts" => ("party", w::bad_many(lang)),
        "notify/inbox-listed" => ("channel", w::bad_inbox(lang)),
        "notify/two-secrets-live" => ("code", w::bad_two(lang)),
        _ => ("address", w::bad_gone(lang)),
    };
    Wrong { field, text }
}

/// Why a webhook may not lead there.
fn bad_hook(lang: Lang, why: Why) -> String {
    match why {
        Why::InnerNetwork => w::bad_inner(lang),
        Why::PlainHttp => w::bad_plain(lang),
        _ => w::bad_address(lang),
    }
}

/// Takes the fresh code of a form; what to answer if it is not there.
async fn proved(state: &ConsoleState, who: &Entered, code: &str, lang: Lang) -> Result<(), Stop> {
    match state.prove(who, code).await {
        Ok(Proof::Fresh) => Ok(()),
        Ok(Proof::Wrong) => {
            Err(Stop::Wrong(Wrong { field: "code", text: common::code_refused(lang) }))
        }
        Ok(Proof::Over) => {
            Err(Stop::Answer(Redirect::to("/console/login?said=again").into_response()))
        }
        Err(no) => Err(Stop::Fault(no)),
    }
}

enum Stop {
    Wrong(Wrong),
    Answer(Response),
    Fault(No),
}

/// `GET /console/notices/contacts`
pub(crate) async fn add_page(With(state): With<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show_adding(&state, &ask, &who, &Given::default(), &[]).await
}

async fn show_adding(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let wants = match state.wants(who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let key = match Id::parse(&given.key) {
        Ok(key) => key,
        Err(_) => state.env().id(0),
    };
    let channels = [Channel::Webhook, Channel::Email, Channel::Inbox];
    let channels = channels.map(|it| (it.as_str().to_owned(), it.name(lang)));
    let chosen = if given.severity.is_empty() { "warning" } else { &given.severity };
    let main = html! {
        p class="crumb" { a href="/console/notices" { (w::notices(lang)) } " › " (w::add_head(lang)) }
        div class="head" { h1 { (w::add_head(lang)) } }
        p class="lead" { (w::add_lead(lang)) }
        (summary(lang, wrongs))
        form class="two" method="post" action="/console/notices/contacts" {
            (form_field(who))
            input type="hidden" name="key" value=(key);
            (select("party", &w::party_label(lang), &parties(state, lang), &given.party))
            (select("channel", &w::channel_label(lang), &channels, &given.channel))
            p class="help sub" { (w::channel_help(lang)) }
            div class="field" {
                label for="address" { (w::address_label(lang)) }
                p class="help" id="address-help" { (w::address_help(lang)) }
                input id="address" name="address" maxlength="500" value=(given.address)
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-describedby="address-help"
                    aria-invalid=[wrongs.iter().any(|it| it.field == "address").then_some("true")];
            }
            (select("severity", &w::severity_label(lang), &severities(lang), chosen))
            (select("lang", &w::lang_label(lang), &langs(lang), &given.lang))
            (fresh_code(lang, wants, wrongs))
            button class="btn p" { (w::add_submit(lang)) }
        }
    };
    finish(state, ask, who, w::add_head(lang), main, !wrongs.is_empty())
}

fn finish(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    title: String,
    main: Markup,
    is_wrong: bool,
) -> Response {
    let page = Page { ask, who, title, here: "/console/notices", topic: Live::Watch, main };
    let mut response = frame::page(state, &page);
    if is_wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Every party that is known: desks, then participants.
fn parties(state: &ConsoleState, lang: Lang) -> Vec<(String, String)> {
    let glance = state.parts.source.glance();
    let names = Names::of(lang, &glance);
    let desks = Role::ALL.into_iter().filter(|it| !it.is_of_participant());
    let mut all: Vec<(String, String)> =
        desks.map(|it| (Party::Staff(it).to_string(), frame::role(lang, it))).collect();
    let institutions = glance.institutions.iter().map(|it| format!("institution:{}", it.code));
    let banks = glance.banks.iter().map(|it| format!("bank:{}", it.code));
    for text in institutions.chain(banks) {
        if let Some(it) = Party::parse(&text) {
            all.push((text, party(lang, &names, &it)));
        }
    }
    all
}

/// `POST /console/notices/contacts`
pub(crate) async fn add(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrong: Wrong| show_adding(&state, &ask, &who, &given, &[wrong]).await;
    let Some(id) = Id::parse(&given.key).ok().filter(|_| who.wrote(&given.form)) else {
        return again(Wrong { field: "address", text: common::stale_form(lang) }).await;
    };
    let Some(to) = Party::parse(&given.party) else {
        return again(Wrong { field: "party", text: w::bad_party(lang) }).await;
    };
    let chosen = (Channel::parse(&given.channel), Severity::parse(&given.severity));
    let (Some(channel), Some(severity_min)) = chosen else {
        return again(Wrong { field: "channel", text: w::bad_address(lang) }).await;
    };
    if channel == Channel::Webhook
        && let Err(why) = may_be_given(&state.parts.guard, given.address.trim())
    {
        return again(Wrong { field: "address", text: bad_hook(lang, why) }).await;
    }
    match proved(&state, &who, &given.code, lang).await {
        Ok(()) => {}
        Err(Stop::Wrong(wrong)) => return again(wrong).await,
        Err(Stop::Answer(response)) => return response,
        Err(Stop::Fault(no)) => return frame::fault(&ask, &no),
    }
    let secret = (channel == Channel::Webhook).then(|| sign::new_secret(&*state.parts.entropy));
    let new = NewContact {
        id,
        party: to,
        channel,
        address: given.address.trim().to_owned(),
        secret: secret.clone(),
        severity_min,
        lang: Lang::parse(&given.lang).unwrap_or_default(),
    };
    let (env, keys) = (state.env(), state.parts.keys.clone());
    let actor = format!("staff:{}", who.session.account);
    let write = move |tx: &mut Tx<'_>| notify::add_contact(tx, &env, &keys, &actor, &new);
    match state.parts.store.write(write).await {
        Ok(is_new) => match secret.filter(|_| is_new) {
            Some(secret) => show_secret(&state, &ask, &who, &secret),
            None => Redirect::to("/console/notices#contacts").into_response(),
        },
        Err(No::Refusal(it)) => again(wrong(lang, it.code)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The one time that a secret is seen.
fn show_secret(state: &ConsoleState, ask: &Ask, who: &Entered, secret: &SecretText) -> Response {
    let lang = ask.lang;
    let main = html! {
        p class="crumb" { a href="/console/notices" { (w::notices(lang)) } }
        div class="head" { h1 { (w::secret_head(lang)) } }
        div class="note warn secret" {
            p { (w::secret_text(lang)) }
            code class="mono" id="secret" { (secret.expose()) }
        }
        p class="acts gap" {
            a class="btn" href="/console/notices#contacts" { (w::secret_back(lang)) }
        }
    };
    finish(state, ask, who, w::secret_head(lang), main, false)
}

/// `GET /console/notices/contacts/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    show(&state, &ask, &who, &id, &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let keys = state.parts.keys.clone();
    let wanted = id.to_owned();
    let read = move |tx: &mut Tx<'_>| {
        let found = notify::contacts(tx)?.into_iter().find(|it| it.id.to_string() == wanted);
        let Some(it) = found else { return Ok(None) };
        let address = notify::address(&keys, &it)?.map(|it| it.expose().clone());
        Ok(Some((it, address.unwrap_or_default())))
    };
    let found = match state.parts.store.read(read).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Some((it, address)) = found else {
        let (title, text) = (w::unknown_head(lang), w::bad_gone(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let wants = match state.wants(who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance()).and_insurers(lang, state);
    let main = html! {
        p class="crumb" {
            a href="/console/notices" { (w::notices(lang)) } " › " (w::contact_head(lang))
        }
        div class="head wrap" {
            h1 { (party(lang, &names, &it.party)) }
            p class="meta" { (it.channel.name(lang)) }
        }
        @if !address.is_empty() { p class="mono lead" { (address) } }
        (summary(lang, wrongs))
        (forms(lang, who, &it, wants, wrongs))
    };
    finish(state, ask, who, w::contact_head(lang), main, !wrongs.is_empty())
}

fn forms(lang: Lang, who: &Entered, it: &Contact, wants: Wants, wrongs: &[Wrong]) -> Markup {
    let to = |deed: &str| format!("/console/notices/contacts/{}/{deed}", it.id);
    html! {
        section {
            div class="sh" { h2 { (w::change_head(lang)) } }
            form class="two" method="post" action=(to("change")) {
                (form_field(who))
                (select("severity", &w::severity_label(lang), &severities(lang), it.severity_min.as_str()))
                (select("lang", &w::lang_label(lang), &langs(lang), it.lang.as_str()))
                button class="btn p" { (w::change_submit(lang)) }
            }
        }
        @if it.channel == Channel::Webhook {
            section {
                div class="sh" { h2 { (w::rotate_head(lang)) } }
                form class="two" method="post" action=(to("rotate")) {
                    p { (w::rotate_note(lang)) }
                    (form_field(who))
                    (fresh_code(lang, wants, wrongs))
                    button class="btn p" { (w::rotate_submit(lang)) }
                }
            }
        }
        section {
            div class="sh" { h2 { (w::close_head(lang)) } }
            form class="two" method="post" action=(to("close")) {
                p { (w::close_note(lang)) }
                (form_field(who))
                button class="btn d" { (w::close_submit(lang)) }
            }
        }
    }
}

/// `POST /console/notices/contacts/{id}/{deed}`
pub(crate) async fn change(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |wrong: Wrong| show(&state, &ask, &who, &id, &[wrong]).await;
    let stale = || Wrong { field: "severity", text: common::stale_form(lang) };
    let Some(key) = Id::parse(&id).ok().filter(|_| who.wrote(&given.form)) else {
        return again(stale()).await;
    };
    let (env, keys) = (state.env(), state.parts.keys.clone());
    let actor = format!("staff:{}", who.session.account);
    let chosen = (Severity::parse(&given.severity), Lang::parse(&given.lang));
    let store = &state.parts.store;
    let done = match (deed.as_str(), chosen) {
        ("change", (Some(severity_min), Some(lang))) => {
            let to = ChangedContact { severity_min, lang };
            store.write(move |tx| notify::change_contact(tx, &env, &actor, key, to)).await
        }
        ("close", _) => {
            store.write(move |tx| notify::close_contact(tx, &env, &keys, &actor, key)).await
        }
        ("rotate", _) => {
            match proved(&state, &who, &given.code, lang).await {
                Ok(()) => {}
                Err(Stop::Wrong(wrong)) => return again(wrong).await,
                Err(Stop::Answer(response)) => return response,
                Err(Stop::Fault(no)) => return frame::fault(&ask, &no),
            }
            let secret = sign::new_secret(&*state.parts.entropy);
            let fresh = secret.clone();
            let write = move |tx: &mut Tx<'_>| {
                let rules = policy::at(&policy::list(tx)?, env.now)?.notify;
                notify::rotate_secret(tx, &env, (&keys, &rules), &actor, key, &fresh)
            };
            match store.write(write).await {
                Ok(()) => return show_secret(&state, &ask, &who, &secret),
                Err(no) => Err(no),
            }
        }
        _ => return again(stale()).await,
    };
    match done {
        Ok(()) => Redirect::to("/console/notices#contacts").into_response(),
        Err(No::Refusal(it)) => again(wrong(lang, it.code)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
