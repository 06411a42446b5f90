//! The lists that checks are judged by: shipped and imported, where they come from, since when
//! they are used.

use super::proposal::refusal;
use super::{HERE, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::{Asked, Sent, send};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day, form_field, fresh_code, hash, reason};
use crate::console::words;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, No};
use naru_core::check::list::{shipped, shipped_text};
use naru_core::check::{self, Checklist, ImportedList, ListKey, deeds, report};
use naru_core::proposal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The forms of this page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    key: String,
    text: String,
    reason: String,
    code: String,
}

/// `GET /console/checks/lists`
pub(crate) async fn lists_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
) -> Response {
    show(&state, &ask, &who, "", &[]).await
}

struct Loaded {
    imported: Vec<ImportedList>,
    /// Of a list that somebody proposed to use: the proposal.
    proposed: BTreeMap<String, Id>,
}

/// Whether a list waits to be used, and the proposal of that if there is one.
pub(super) async fn waits(state: &ConsoleState, key: &ListKey) -> Answer<(bool, Option<Id>)> {
    let loaded = load(state).await?;
    let is_it = |it: &ImportedList| it.list.key() == *key && it.released_at.is_none();
    let proposed = loaded.proposed.get(&deeds::list_subject(key)).copied();
    Ok((loaded.imported.iter().any(is_it), proposed))
}

async fn load(state: &ConsoleState) -> Answer<Loaded> {
    let now = state.now();
    let read = state.parts.store.read(move |tx| {
        let (open, _) = proposal::list(tx, now)?;
        let release = open.into_iter().filter(|it| it.kind == deeds::RELEASE);
        let proposed = release.map(|it| (it.subject, it.id)).collect();
        Ok(Loaded { imported: check::lists(tx)?, proposed })
    });
    read.await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    text: &str,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let loaded = async { Ok::<_, No>((load(state).await?, state.wants(who).await?)) };
    let (loaded, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let decides = who.session.post.may(Right::ChecksDecide);
    let key = state.env().id(0);
    let sought = ask.query.split('&').find_map(|it| it.strip_prefix("use=")).unwrap_or_default();
    let main = html! {
        p class="crumb" { a href=(HERE) { (w::checks(lang)) } " › " (w::lists_head(lang)) }
        div class="head" { h1 { (w::lists_head(lang)) } }
        p class="lead" { (w::lists_lead(lang)) }
        (summary(lang, wrongs))
        section {
            table class="rows" {
                thead { tr {
                    th { (w::list_head(lang)) } th { (w::source_head(lang)) }
                    th class="num" { (w::items_head(lang)) }
                    th class="num" { (w::watched_head(lang)) }
                    th { (w::hash_head(lang)) } th { (w::use_head(lang)) }
                } }
                tbody {
                    @for it in shipped() {
                        @let sha = shipped_text(&it.key()).map(|it| report::sha256(it.as_bytes()));
                        @let sha = html! { @if let Some(sha) = sha { (hash(&sha)) } };
                        (row(lang, it, sha, html! { span class="nw" { (w::shipped(lang)) } }))
                    }
                    @for it in &loaded.imported {
                        @let used = html! {
                            @match it.released_at {
                                Some(at) => (w::in_use_since(lang, &day(at.business_date()))),
                                None => (w::not_released(lang)),
                            }
                        };
                        (row(lang, &it.list, hash(&it.sha256), used))
                    }
                }
            }
        }
        @for it in &loaded.imported {
            @let is_sought = it.list.key().to_string() == sought;
            (waiting(lang, who, it, (decides, wants, key), (&loaded.proposed, wrongs), is_sought))
        }
        @if decides { (import_form(lang, who, text, wrongs)) }
    };
    let title = w::lists_head(lang);
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn row(lang: Lang, it: &Checklist, sha: Markup, used: Markup) -> Markup {
    let watched = it.items.iter().filter(|item| !item.signals.is_empty()).count();
    html! {
        tr {
            td class="way list" {
                b { a href=(format!("{HERE}/lists/{}", it.key())) { (it.title.of(lang)) } }
                span class="sub block mono" { (it.key()) }
                span class="sub block" {
                    a href=(format!("{HERE}/lists/{}/json", it.key())) { (w::list_json(lang)) }
                    " · "
                    a href=(format!("{HERE}/lists/{}/oscal", it.key())) { (w::catalog_link(lang)) }
                    " · "
                    a class="nw" href=(format!("{HERE}/lists/{}/profile", it.key())) { (w::profile_link(lang)) }
                }
            }
            td {
                @if it.is_reconstruction() { (w::reconstruction(lang)) } @else { (it.source) }
                span class="sub block" { (it.source_note.of(lang)) }
            }
            td class="num" data-l=(w::items_head(lang)) { (it.items.len()) }
            td class="num" data-l=(w::watched_head(lang)) { (watched) }
            td data-l=(w::hash_head(lang)) { (sha) }
            td data-l=(w::use_head(lang)) { (used) }
        }
    }
}

/// A list that two people have yet to release.
fn waiting(
    lang: Lang,
    who: &Entered,
    it: &ImportedList,
    (decides, wants, key): (bool, Wants, Id),
    (proposed, wrongs): (&BTreeMap<String, Id>, &[Wrong]),
    is_sought: bool,
) -> Markup {
    if it.released_at.is_some() {
        return html! {};
    }
    let name = it.list.key();
    html! {
        @match proposed.get(&deeds::list_subject(&name)) {
            Some(id) => p class="note" {
                (name) ": "
                a class="nw" href=(format!("/console/check-proposals/{id}")) {
                    (w::see_proposal(lang))
                }
            },
            None if decides => details class="ask" id=[is_sought.then_some("use")]
                open[is_sought || !wrongs.is_empty()] {
                summary { (w::release_button(lang)) ": " (name) }
                form method="post" action=(format!("{HERE}/lists/{name}/propose")) {
                    (form_field(who))
                    input type="hidden" name="key" value=(key);
                    (reason(lang, "", wrongs))
                    (fresh_code(lang, wants, wrongs))
                    button class="btn p" { (w::release_button(lang)) }
                }
            },
            None => {}
        }
    }
}

fn import_form(lang: Lang, who: &Entered, text: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == "text");
    html! {
        details class="ask" open[!wrongs.is_empty()] {
            summary { (w::import_head(lang)) }
            form method="post" action=(format!("{HERE}/lists")) {
                (form_field(who))
                div class="field" {
                    label for="text" { (w::import_label(lang)) }
                    p class="help" id="text-help" { (w::import_help(lang)) }
                    textarea id="text" name="text" rows="10" required spellcheck="false"
                        aria-describedby="text-help"
                        aria-invalid=[wrong.map(|_| "true")] { (text) }
                    @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
                }
                button class="btn" { (w::import_button(lang)) }
            }
        }
    }
}

/// `POST /console/checks/lists`
pub(crate) async fn import(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = async |text: String| {
        show(&state, &ask, &who, &given.text, &[Wrong { field: "text", text }]).await
    };
    if !who.wrote(&given.form) {
        return again(words::stale_form(lang)).await;
    }
    let (env, text) = (state.env(), given.text.clone());
    let actor = format!("staff:{}", who.session.account);
    let write = move |tx: &mut naru_store::Tx<'_>| check::import(tx, &env, &actor, &text).map(drop);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("{HERE}/lists")).into_response(),
        Err(No::Refusal(it)) => {
            again(refusal(lang, &it).unwrap_or_else(|| w::no_other(lang))).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `POST /console/checks/lists/{list}/propose`
pub(crate) async fn propose_release(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(list): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let key = ListKey::parse(&list).filter(|_| who.wrote(&given.form));
    let Some(key) = key else {
        let wrongs = [Wrong { field: "reason", text: words::stale_form(lang) }];
        return show(&state, &ask, &who, "", &wrongs).await;
    };
    let what = (deeds::RELEASE, deeds::list_subject(&key), "{}".to_owned());
    let asked = Asked { key: &given.key, reason: &given.reason, code: &given.code };
    match send(&state, &ask, &who, asked, what).await {
        Sent::Done(id) => Redirect::to(&format!("/console/check-proposals/{id}")).into_response(),
        Sent::Wrong(wrongs) => show(&state, &ask, &who, "", &wrongs).await,
        Sent::Elsewhere(response) => response,
    }
}
