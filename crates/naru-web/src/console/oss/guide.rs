//! 안내서: the guide's pages, answered questions and drafts, with a search, and who has read what.

use super::fields::{self, answered, whole};
use super::guide_words as w;
use super::{MENU, coded, framed, tabs, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::form_field;
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, frame, words as console};
use crate::oss::words as refused;
use axum::extract::{Form, Path, Query, State as With};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Answer, Lang, Micros, No};
use naru_core::oss::licence::made_on;
use naru_core::oss::practice::guide::{Guide, Page, Read, Template, guide, ranked};
use naru_core::oss::selfcheck::{self, SelfRules};
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/guide";
/// Words of one search.
const WORDS_MAX: usize = 8;

/// What is looked for, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    q: String,
}

/// The words of a question to the search.
pub(super) fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().take(WORDS_MAX).map(str::to_owned).collect()
}

pub(super) fn phase(lang: Lang, it: &str) -> String {
    match it {
        "design" => w::phase_design(lang),
        "build" => w::phase_build(lang),
        "test" => w::phase_test(lang),
        "release" => w::phase_release(lang),
        "operate" => w::phase_operate(lang),
        "retire" => w::phase_retire(lang),
        _ => w::phase_govern(lang),
    }
}

/// A text of the guide: paragraphs, and commands between backquotes.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n") {
            p { (coded(paragraph)) }
        }
    }
}

/// Since when a confirmation holds: what was confirmed before is to be confirmed anew.
fn holds_since(state: &ConsoleState) -> Answer<Micros> {
    let now = state.now();
    let rules = SelfRules::at(&state.parts.hub.directory().parameters, now)?;
    Ok(now.plus_seconds(-rules.read_s))
}

/// `GET /console/oss/guide`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let actor = format!("staff:{}", who.session.account);
    let store = state.parts.portfolio.store();
    let reads = match store.read(move |tx| Ok(selfcheck::reads_of(tx, &actor)?)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let since = match holds_since(&state) {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let words = words_of(&given.q);
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        p class="lead" { (lead(lang, guide(), (&reads, since))) }
        p class="sub" { (w::lead(lang)) }
        (tabs(lang, &who, HERE))
        form class="filter" method="get" action=(HERE) role="search" {
            div class="field wide" {
                label for="q" { (w::search_label(lang)) }
                input id="q" name="q" value=(given.q) maxlength="100" autocomplete="off";
            }
            div class="acts" { button class="btn" { (w::search(lang)) } }
        }
        @if words.is_empty() { (contents(lang, guide(), (&reads, since))) }
        @else { (found(lang, &ranked(guide().all(lang), &words), &given.q)) }
    };
    framed(&state, &ask, &who, w::title(lang), main)
}

fn found(lang: Lang, all: &[Read<'_>], words: &str) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::found(lang, all.len(), words)) } }
            @if all.is_empty() {
                p class="none" {
                    (w::found_none(lang)) " "
                    a href=(super::desk::HERE) { (w::to_desk(lang)) }
                }
            }
            @for it in all {
                h3 { a href=(format!("{HERE}/{}", it.id)) { (it.title) } }
                (prose(it.text.split("\n\n").next().unwrap_or_default()))
            }
        }
    }
}

fn contents(lang: Lang, it: &Guide, reads: (&[(String, Micros)], Micros)) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::pages(lang)) } span class="sub" { (w::pages_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::page(lang)) } th { (w::phase(lang)) } th { (w::read(lang)) }
                } }
                tbody { @for page in &it.page { (row(lang, page, reads)) } }
            }
        }
        section {
            div class="sh" { h2 { (w::questions(lang)) } }
            ul class="links" { @for it in &it.question {
                @let read = it.read(lang);
                li { a href=(format!("{HERE}/{}", read.id)) { (read.title) } }
            } }
        }
        (drafts(lang))
    }
}

/// How many pages the reader has to confirm still, or anew.
fn lead(lang: Lang, it: &Guide, (reads, since): (&[(String, Micros)], Micros)) -> String {
    let is_left = |page: &&Page| match reads.iter().find(|read| read.0 == page.id) {
        Some(read) => read.1 <= since,
        None => page.phase == "govern",
    };
    match it.page.iter().filter(is_left).count() {
        0 => w::lead_done(lang),
        left => w::lead_left(lang, left),
    }
}

fn row(lang: Lang, page: &Page, (reads, since): (&[(String, Micros)], Micros)) -> Markup {
    let read = page.read(lang);
    let at = reads.iter().find(|it| it.0 == page.id).map(|it| it.1);
    html! {
        tr {
            td class="way" { a href=(format!("{HERE}/{}", read.id)) { (read.title) } }
            td data-l=(w::phase(lang)) { (phase(lang, &page.phase)) }
            td class="nw" data-l=(w::read(lang)) { @match at {
                Some(at) if at > since => {
                    (shown("ok", Shape::Check, &w::read_on(lang, &made_on(at))))
                }
                Some(at) => (shown("warn", Shape::Triangle, &w::read_past(lang, &made_on(at)))),
                None if page.phase == "govern" => (shown("warn", Shape::Hollow, &w::required(lang))),
                None => span class="c-3" { (w::free_to_read(lang)) },
            } }
        }
    }
}

fn drafts(lang: Lang) -> Markup {
    let name = |it: Template| match it {
        Template::Policy => w::draft_policy(lang),
        Template::Process => w::draft_process(lang),
        Template::Request => w::draft_request(lang),
    };
    html! {
        section {
            div class="sh" {
                h2 { (w::drafts(lang)) } span class="sub" { (w::drafts_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::draft(lang)) } th { (w::korean(lang)) } th { (w::english(lang)) }
                } }
                tbody { @for it in Template::ALL { tr {
                    td class="way" { (name(it)) }
                    @for own in [Lang::Ko, Lang::En] {
                        @let file = format!("{}.{}.md", it.as_str(), own.as_str());
                        @let of = match own {
                            Lang::Ko => w::korean(lang), Lang::En => w::english(lang),
                        };
                        td data-l=(of) {
                            a class="mono" href=(format!("/console/oss/drafts/{file}")) download {
                                (file)
                            }
                        }
                    }
                } } }
            }
        }
    }
}

/// `GET /console/oss/drafts/{file}`: `policy.ko.md`.
pub(crate) async fn draft(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(file): Path<String>,
) -> Response {
    let parts: Vec<&str> = file.split('.').collect();
    let known = match parts.as_slice() {
        [name, "ko", "md"] => Template::parse(name).map(|it| it.text(Lang::Ko)),
        [name, "en", "md"] => Template::parse(name).map(|it| it.text(Lang::En)),
        _ => None,
    };
    let Some(text) = known else { return unknown(&state, &ask, &who) };
    let kind = "text/markdown; charset=utf-8".to_owned();
    let disposition = format!("attachment; filename=\"{file}\"");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], text)
        .into_response()
}

/// `GET /console/oss/guide/{id}`
pub(crate) async fn one_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    show_one(&state, &ask, &who, &id, &[]).await
}

async fn show_one(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let Some(it) = guide().find(id, lang) else { return unknown(state, ask, who) };
    let actor = format!("staff:{}", who.session.account);
    let store = state.parts.portfolio.store();
    let reads = match store.read(move |tx| Ok(selfcheck::reads_of(tx, &actor)?)).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let at = reads.iter().find(|it| it.0 == id).map(|it| it.1);
    let since = match holds_since(state) {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let related = guide().all(lang).filter(|other| other.phase == it.phase && other.id != it.id);
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(HERE) { (w::title(lang)) }
        }
        div class="head wrap" {
            h1 { (it.title) } span class="meta" { (phase(lang, it.phase)) }
        }
        (summary(lang, wrongs))
        section class="prose" { (prose(it.text)) }
        @if is_page(id) {
            (reading(lang, who, (id, at.map(|at| (at, at > since)), it.phase == "govern"), wrongs))
        }
        section {
            div class="sh" { h2 { (w::related(lang)) } }
            ul class="links" { @for other in related {
                li { a href=(format!("{HERE}/{}", other.id)) { (other.title) } }
            } }
        }
    };
    answered(framed(state, ask, who, it.title.to_owned(), main), wrongs)
}

/// Whether it is a page, which people confirm to have read; questions nobody counts.
fn is_page(id: &str) -> bool {
    guide().page.iter().any(|it| it.id == id)
}

fn reading(
    lang: Lang,
    who: &Entered,
    (id, at, is_counted): (&str, Option<(Micros, bool)>, bool),
    wrongs: &[Wrong],
) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::read_head(lang)) } }
            @match at {
                Some((at, true)) => p { (w::was_read(lang, &made_on(at))) },
                Some((at, false)) => {
                    p { (shown("warn", Shape::Triangle, &w::read_past(lang, &made_on(at)))) }
                }
                None => {}
            }
            form id="form" tabindex="-1" method="post" action=(format!("{HERE}/{id}/read"))
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                (whole("form", wrongs))
                p class="help" {
                    (w::read_effect(lang))
                    @if is_counted { " " (w::read_counts(lang)) }
                }
                button class="btn" { (w::read_submit(lang)) }
            }
        }
    }
}

/// A form without further fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Plain {
    form: String,
}

/// `POST /console/oss/guide/{id}/read`
pub(crate) async fn read(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Plain>,
) -> Response {
    let again = async |text: String| {
        show_one(&state, &ask, &who, &id, &[Wrong { field: "form", text }]).await
    };
    if !is_page(&id) {
        return unknown(&state, &ask, &who);
    }
    if !who.wrote(&given.form) {
        return again(console::stale_form(ask.lang)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.read_guide(actor, id.clone()).await {
        Ok(()) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => again(refused::refusal(ask.lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
