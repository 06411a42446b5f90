//! One incident: what it is, its timeline, and what can be done.

use super::{area, grade, grades, standing, too_long, words as w, wrong};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::inbox::exercise;
use crate::console::live::Topic as Live;
use crate::console::pieces::{form_field, instant, select};
use crate::console::typed::text_of;
use crate::console::{ConsoleState, words as common};
use axum::extract::{Form, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, No};
use naru_core::incident::{self, Entry, EntryKind, Grade, Incident, State};
use naru_core::{reactions, staff};
use naru_store::Tx;
use serde::Deserialize;
use std::collections::BTreeMap;

struct Seen {
    incident: Incident,
    timeline: Vec<Entry>,
    names: BTreeMap<Id, String>,
}

async fn look(state: &ConsoleState, id: Id) -> Answer<Option<Seen>> {
    let (keys, sealer) = (state.parts.keys.clone(), state.parts.sealer.clone());
    let read = move |tx: &mut Tx<'_>| {
        let Some(incident) = incident::find(tx, &keys, id)? else { return Ok(None) };
        let timeline = incident::timeline(tx, &keys, id)?;
        let mut names = BTreeMap::new();
        for entry in &timeline {
            if let std::collections::btree_map::Entry::Vacant(free) = names.entry(entry.by)
                && let Some(account) = staff::account(tx, &*sealer, entry.by)?
            {
                free.insert(account.name);
            }
        }
        Ok(Some(Seen { incident, timeline, names }))
    };
    state.parts.store.read(read).await
}

/// `GET /console/incidents/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    show(&state, &ask, &who, &id, &Given::default(), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
    given: &Given,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let found = match Id::parse(id) {
        Err(_) => None,
        Ok(id) => match look(state, id).await {
            Ok(it) => it,
            Err(no) => return frame::fault(ask, &no),
        },
    };
    let Some(Seen { incident: it, timeline, names }) = found else {
        let (title, text) = (w::unknown_head(lang), w::unknown(lang));
        return frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None);
    };
    let main = html! {
        p class="crumb" { a href="/console/incidents" { (w::incidents(lang)) } }
        div class="head wrap" {
            h1 { (exercise(lang, it.status)) (it.title) }
            p class="meta" { (grade(lang, it.grade)) " · " (standing(lang, it.state)) }
        }
        (summary(lang, wrongs))
        dl class="kv" {
            dt { (w::head_opened(lang)) } dd { (instant(it.opened_at)) }
            @if let Some(at) = it.closed_at { dt { (w::head_closed(lang)) } dd { (instant(at)) } }
        }
        section class="gap" {
            div class="sh" { h2 { (w::timeline(lang)) } span class="sub" { (w::timeline_note(lang)) } }
            (entries(lang, &timeline, &names))
        }
        (deeds(lang, who, &it, given, wrongs))
    };
    let title = it.title.clone();
    let page = Page { ask, who, title, here: "/console/incidents", topic: Live::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn entries(lang: Lang, timeline: &[Entry], names: &BTreeMap<Id, String>) -> Markup {
    let kind = |it: &Entry| match it.kind {
        EntryKind::Opened => w::kind_opened(lang),
        EntryKind::Note => w::kind_note(lang),
        EntryKind::Regraded => w::kind_regraded(lang, it.grade.number()),
        EntryKind::Closed => w::kind_closed(lang),
    };
    html! {
        table class="rows" {
            thead { tr {
                th { (w::head_when(lang)) } th { (w::head_who(lang)) }
                th { (w::head_kind(lang)) } th { (w::head_text(lang)) }
            } }
            tbody { @for it in timeline { tr id=(format!("entry-{}", it.number)) {
                td class="nw" { (instant(it.at)) }
                td class="nw" { (names.get(&it.by).map_or_else(|| w::somebody(lang), Clone::clone)) }
                td class="nw" { (kind(it)) }
                td class="words" { (it.text) }
            } } }
        }
    }
}

/// What the viewer may do about it.
fn deeds(lang: Lang, who: &Entered, it: &Incident, given: &Given, wrongs: &[Wrong]) -> Markup {
    let post = &who.session.post;
    if it.state == State::Closed {
        return html! { p class="none" { (w::closed_note(lang)) } };
    }
    if !post.may(Right::IncidentsNote) {
        return html! { p class="none" { (w::read_only(lang)) } };
    }
    let to = |deed: &str| format!("/console/incidents/{}/{deed}", it.id);
    html! {
        section {
            div class="sh" { h2 { (w::note_head(lang)) } }
            form class="two" method="post" action=(to("note")) {
                (form_field(who))
                (area("note", &w::note_label(lang), "", &given.note, wrongs))
                button class="btn p" { (w::note_submit(lang)) }
            }
        }
        @if post.may(Right::IncidentsManage) {
            section {
                div class="sh" { h2 { (w::regrade_head(lang)) } }
                form class="two" method="post" action=(to("grade")) {
                    p { (w::regrade_note(lang)) }
                    (form_field(who))
                    @let chosen = match given.grade.as_str() {
                        "" => it.grade.number().to_string(),
                        grade => grade.to_owned(),
                    };
                    (select("grade", &w::regrade_label(lang), &grades(lang), &chosen))
                    (area("why", &w::reason_label(lang), "", &given.why, wrongs))
                    button class="btn p" { (w::regrade_submit(lang)) }
                }
            }
            section {
                div class="sh" { h2 { (w::close_head(lang)) } }
                form class="two" method="post" action=(to("close")) {
                    p { (w::close_note(lang)) }
                    (form_field(who))
                    (area("reason", &w::reason_label(lang), "", &given.reason, wrongs))
                    button class="btn d" { (w::close_submit(lang)) }
                }
            }
        }
    }
}

/// The forms of the page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    note: String,
    grade: String,
    why: String,
    reason: String,
}

/// `POST /console/incidents/{id}/note`
pub(crate) async fn note(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let (env, keys, me) = (state.env(), state.parts.keys.clone(), who.session.account);
    let text = text_of(&given.note);
    let deed = move |tx: &mut Tx<'_>, id: Id| incident::note(tx, &env, &keys, (me, id), &text);
    carry_out(&state, (&ask, &who), (&id, &given), "note", deed).await
}

/// `POST /console/incidents/{id}/grade`
pub(crate) async fn regrade(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let (env, keys, me) = (state.env(), state.parts.keys.clone(), who.session.account);
    let Some(grade) = given.grade.parse().ok().and_then(Grade::of_number) else {
        let wrong = Wrong { field: "grade", text: w::bad_grade(ask.lang) };
        return show(&state, &ask, &who, &id, &given, &[wrong]).await;
    };
    let why = text_of(&given.why);
    let deed = move |tx: &mut Tx<'_>, id: Id| {
        reactions::regrade_incident(tx, &env, &keys, (me, id), (grade, &why))
    };
    carry_out(&state, (&ask, &who), (&id, &given), "why", deed).await
}

/// `POST /console/incidents/{id}/close`
pub(crate) async fn close(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Given>,
) -> Response {
    let (env, keys, me) = (state.env(), state.parts.keys.clone(), who.session.account);
    let reason = text_of(&given.reason);
    let deed = move |tx: &mut Tx<'_>, id: Id| {
        reactions::close_incident(tx, &env, &keys, (me, id), &reason)
    };
    carry_out(&state, (&ask, &who), (&id, &given), "reason", deed).await
}

/// Runs a deed and shows the incident as it is then, or what is wrong.
async fn carry_out(
    state: &ConsoleState,
    (ask, who): (&Ask, &Entered),
    (id, given): (&str, &Given),
    field: &'static str,
    deed: impl Fn(&mut Tx<'_>, Id) -> Answer<()> + Send + 'static,
) -> Response {
    let lang = ask.lang;
    let Some(key) = Id::parse(id).ok().filter(|_| who.wrote(&given.form)) else {
        let wrong = Wrong { field, text: common::stale_form(lang) };
        return show(state, ask, who, id, given, &[wrong]).await;
    };
    let typed = match field {
        "note" => &given.note,
        "why" => &given.why,
        _ => &given.reason,
    };
    if let Some(wrong) = too_long(lang, field, &text_of(typed)) {
        return show(state, ask, who, id, given, &[wrong]).await;
    }
    match state.parts.store.write(move |tx| deed(tx, key)).await {
        Ok(()) => Redirect::to(&format!("/console/incidents/{id}")).into_response(),
        Err(No::Refusal(it)) => {
            show(state, ask, who, id, given, &[wrong(lang, it.code, field)]).await
        }
        Err(no) => frame::fault(ask, &no),
    }
}
