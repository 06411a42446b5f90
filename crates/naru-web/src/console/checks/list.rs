//! One list of items: on a page, as the very file that is imported, and as OSCAL.

use super::export::document;
use super::foresight::{Marks, difference};
use super::{HERE, lists, unknown, words as w};
use crate::console::ConsoleState;
use crate::console::assets;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{hash, small};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang};
use naru_core::check::{self, Checklist, Item, Level, ListKey, oscal, report};

/// `GET /console/checks/lists/{list}/oscal`: a list as a catalogue.
pub(crate) async fn oscal_list(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(list): Path<String>,
) -> Response {
    match list_of(&state, &ask, &list).await {
        Ok(it) => document(&format!("naru-{list}"), &oscal::list(&it, state.now())),
        Err(response) => response,
    }
}

/// `GET /console/checks/lists/{list}/profile`: what must be met of it.
pub(crate) async fn oscal_profile(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(list): Path<String>,
) -> Response {
    match list_of(&state, &ask, &list).await {
        Ok(it) => document(&format!("naru-{list}-must"), &oscal::must(&it, state.now())),
        Err(response) => response,
    }
}

async fn list_of(state: &ConsoleState, ask: &Ask, list: &str) -> Result<Checklist, Response> {
    let Some(key) = ListKey::parse(list) else { return Err(unknown(ask)) };
    let read = state.parts.store.read(move |tx| check::list_of(tx, &key)).await;
    read.map_err(|no| frame::fault(ask, &no))?.ok_or_else(|| unknown(ask))
}

/// `GET /console/checks/lists/{list}/json`: the very text that can be imported again.
pub(crate) async fn list_json(
    State(state): State<ConsoleState>,
    ask: Ask,
    Path(list): Path<String>,
) -> Response {
    let text = match text_of(&state, &ask, &list).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"naru-{list}.json\"")),
    ];
    (headers, text).into_response()
}

async fn text_of(state: &ConsoleState, ask: &Ask, list: &str) -> Result<String, Response> {
    let Some(key) = ListKey::parse(list) else { return Err(unknown(ask)) };
    let read = state.parts.store.read(move |tx| check::text_of(tx, &key)).await;
    read.map_err(|no| frame::fault(ask, &no))?.ok_or_else(|| unknown(ask))
}

/// `GET /console/checks/lists/{list}`
pub(crate) async fn list_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(list): Path<String>,
) -> Response {
    let lang = ask.lang;
    let (it, text) = match (list_of(&state, &ask, &list).await, text_of(&state, &ask, &list).await)
    {
        (Ok(it), Ok(text)) => (it, text),
        (Err(response), _) | (_, Err(response)) => return response,
    };
    let (said, marks) = match difference(&state, lang, &it.key()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let (is_waiting, proposed) = match lists::waits(&state, &it.key()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let all = format!("{HERE}/lists");
    let title = format!("{} · {}", it.title.of(lang), it.key());
    let main = html! {
        link rel="stylesheet" href=(assets::check_css());
        p class="crumb" {
            a href=(HERE) { (w::checks(lang)) } " › " a href=(all) { (w::lists_head(lang)) }
            " › " (it.key())
        }
        div class="head wrap" {
            h1 { (it.title.of(lang)) " " span class="mono sub" { (it.key()) } }
            p class="acts" {
                a class="btn" href=(format!("{all}/{}/json", it.key())) { (w::list_json(lang)) }
                a class="btn" href=(format!("{all}/{}/oscal", it.key())) { (w::catalog_link(lang)) }
            }
        }
        p class="lead" {
            (said.unwrap_or_else(|| w::list_in_force(lang)))
            @if is_waiting { " " (to_use(lang, &who, &it.key(), proposed)) }
        }
        p class="sub" {
            (it.source_note.of(lang)) " " span class="nw" { (w::hash_head(lang)) } " "
            (hash(&report::sha256(text.as_bytes())))
        }
        (items(lang, &it, &marks))
        @if !marks.gone.is_empty() {
            section {
                div class="sh" { h2 { (w::gone_head(lang)) } }
                ul class="stops" { @for it in &marks.gone { li { (it) } } }
            }
        }
    };
    frame::page(
        &state,
        &Page { ask: &ask, who: &who, title, here: HERE, topic: Topic::Watch, main },
    )
}

/// That a list is not used yet, and the way to the proposal of its use.
fn to_use(lang: Lang, who: &Entered, key: &ListKey, proposed: Option<Id>) -> Markup {
    html! {
        (w::not_in_use_yet(lang))
        @match proposed {
            Some(id) => {
                " " a class="nw" href=(format!("/console/check-proposals/{id}")) {
                    (w::see_proposal(lang))
                }
            }
            None if who.session.post.may(Right::ChecksDecide) => {
                " " a class="nw" href=(format!("{HERE}/lists?use={key}#use")) {
                    (w::release_button(lang))
                }
            }
            None => {}
        }
    }
}

/// Every item, part by part, with what differs from the list in force.
fn items(lang: Lang, it: &Checklist, marks: &Marks) -> Markup {
    let is_in = |all: &[String], item: &Item| all.contains(&item.id);
    html! {
        @for area in &it.areas {
            section {
                div class="sh" {
                    h2 { (area.title.of(lang)) } span class="sub" { (area.group.of(lang)) }
                }
                table class="rows parts" {
                    thead { tr {
                        th { (w::report_no_head(lang)) } th { (w::report_item_head(lang)) }
                        th { (w::level_head(lang)) }
                        th class="num" { (w::severity_head(lang)) }
                        th { (w::signals_head(lang)) }
                    } }
                    tbody { @for item in it.items.iter().filter(|item| item.area == area.id) { tr {
                        td class="nw" {
                            (item.id)
                            @if is_in(&marks.new, item) {
                                span class="block xs c-warn b" { (w::mark_new(lang)) }
                            } @else if is_in(&marks.changed, item) {
                                span class="block xs c-warn b" { (w::mark_changed(lang)) }
                            }
                        }
                        td class="way" {
                            b { (item.title.of(lang)) }
                            span class="sub block" { (item.verify.of(lang)) }
                        }
                        td data-l=(w::level_head(lang)) {
                            @match item.level {
                                Level::Must => (w::must(lang)),
                                Level::Should => (w::should(lang)),
                            }
                        }
                        td class="num" data-l=(w::severity_head(lang)) { (item.severity) }
                        td data-l=(w::signals_head(lang)) { (watched(lang, item)) }
                    } } }
                }
            }
        }
    }
}

/// What the machine can say of an item, in words.
fn watched(lang: Lang, item: &Item) -> String {
    use naru_core::check::signal::Signal;
    let known = item.signals.iter().filter_map(|it| Signal::parse(it));
    let all: Vec<String> = known
        .enumerate()
        .map(|(n, it)| {
            let title = super::signal_words::title(lang, it);
            if n == 0 { title } else { small(&title) }
        })
        .collect();
    if all.is_empty() { "–".to_owned() } else { all.join(", ") }
}
