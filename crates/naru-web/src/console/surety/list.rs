//! Everybody's cover: required, active, unsettled, free, and for how many days that lasts.

use super::plain::{Health, days, health, health_shown};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::format;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Answer, ClientUseCode, Lang, Micros, Won};
use naru_core::desk::{self, HeadRoom};
use naru_core::identity::Institution;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Rows of one page.
const ROWS_MAX: usize = 50;

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    show: String,
    after: String,
}

/// Reads the head-room of every institution.
pub(super) async fn load(state: &ConsoleState) -> Answer<BTreeMap<ClientUseCode, HeadRoom>> {
    let (now, directory) = (state.now(), state.parts.hub.directory());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        Ok(desk::head_rooms(tx, directory.institutions.keys(), now)?)
    };
    state.parts.store.read(read).await
}

struct Row<'r> {
    institution: &'r Institution,
    room: &'r HeadRoom,
    health: Health,
}

fn fits(it: &Row<'_>, show: &str) -> bool {
    match show {
        "out" => it.health == Health::Out,
        "short" => it.room.position.active < it.room.position.required,
        "ending" => matches!(it.health, Health::Ending(_)),
        "low" => it.health == Health::Low,
        _ => true,
    }
}

/// The page.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    filter: &Filter,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let rooms = match load(state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let directory = state.parts.hub.directory();
    let rows = rows(&directory.institutions, &rooms, now);
    let sum = |of: fn(&HeadRoom) -> Won| {
        let sum = rooms.values().try_fold(Won::ZERO, |sum, it| sum.plus(of(it)));
        format::won(lang, sum.unwrap_or(Won::ZERO))
    };
    let main = html! {
        div class="head" {
            h1 { (w::surety(lang)) }
            p class="meta" { (w::meta(lang, rows.len())) }
            p class="acts" { a class="btn" href="/console/surety.json" { (w::json(lang)) } }
        }
        p class="lead" {
            @if rows.is_empty() { (w::lead_none(lang)) }
            @else {
                (w::lead(
                    lang,
                    &sum(|it| it.position.required),
                    &sum(|it| it.position.active),
                    &sum(|it| it.position.exposure),
                ))
            }
        }
        @if !rows.is_empty() {
            (chips(lang, &rows, &filter.show))
            section {
                div class="sh" {
                    h2 { (w::table_head(lang)) } span class="sub" { (w::table_note(lang)) }
                }
                (table(lang, &rows, filter))
            }
        }
    };
    let title = w::surety(lang);
    let here = "/console/surety";
    frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main })
}

/// The worst first; of the same health whose cover lasts the shortest.
fn rows<'r>(
    institutions: &'r BTreeMap<ClientUseCode, Institution>,
    rooms: &'r BTreeMap<ClientUseCode, HeadRoom>,
    now: Micros,
) -> Vec<Row<'r>> {
    let row = |it: &'r Institution| {
        let room = rooms.get(&it.code)?;
        Some(Row { institution: it, room, health: health(room, now) })
    };
    let mut rows: Vec<Row<'r>> = institutions.values().filter_map(row).collect();
    rows.sort_by_key(|it| {
        (it.health, it.room.tenths().unwrap_or(i64::MAX), it.institution.code.clone())
    });
    rows
}

fn chips(lang: Lang, rows: &[Row<'_>], show: &str) -> Markup {
    let count = |of: &str| rows.iter().filter(|it| fits(it, of)).count();
    let all = [
        ("", w::all_chip(lang, rows.len())),
        ("out", w::out_chip(lang, count("out"))),
        ("short", w::short_chip(lang, count("short"))),
        ("low", w::low_chip(lang, count("low"))),
        ("ending", w::ending_chip(lang, count("ending"))),
    ];
    html! {
        div class="chips" { @for (of, word) in all {
            a href=(if of.is_empty() { "/console/surety".to_owned() }
                else { format!("/console/surety?show={of}") })
                aria-current=[(of == show).then_some("true")] { (word) }
        } }
    }
}

fn table(lang: Lang, rows: &[Row<'_>], filter: &Filter) -> Markup {
    let mut fit = rows.iter().filter(|it| fits(it, &filter.show)).peekable();
    // The page goes on after the institution that the last one ended with.
    if !filter.after.is_empty() {
        while fit.next_if(|it| it.institution.code.as_str() != filter.after).is_some() {}
        fit.next();
    }
    let fit: Vec<&Row<'_>> = fit.collect();
    let shown = &fit[..fit.len().min(ROWS_MAX)];
    let more = (fit.len() > shown.len()).then(|| shown.last()).flatten();
    html! {
        @if shown.is_empty() { p class="none" { (w::none(lang)) } }
        @else {
            table class="rows" {
                thead { tr {
                    th { (w::institution_head(lang)) }
                    th { (w::state_head(lang)) }
                    th class="num" { (w::required_head(lang)) }
                    th class="num" { (w::active_head(lang)) }
                    th class="num" { (w::exposure_head(lang)) }
                    th class="num" { (w::free_head(lang)) }
                    th class="num" { (w::days_head(lang)) }
                } }
                tbody { @for it in shown { (line(lang, it)) } }
            }
        }
        @if let Some(last) = more {
            p class="pager" {
                a class="btn" href=(format!(
                    "/console/surety?show={}&after={}", filter.show, last.institution.code
                )) { (w::following(lang)) }
            }
        }
    }
}

fn line(lang: Lang, row: &Row<'_>) -> Markup {
    let (it, position) = (row.institution, &row.room.position);
    let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
    let tint = match row.health {
        Health::Out => Some("tint-stop"),
        Health::Short | Health::Low => Some("tint-warn"),
        Health::Ending(_) | Health::Enough => None,
    };
    html! {
        tr class=[tint] {
            td class="way" {
                a href=(format!("/console/surety/{}", it.code)) { (name) }
                " " span class="mono c-3 xs" { (it.code) }
            }
            td class="nw" data-l=(w::state_head(lang)) { (health_shown(lang, row.health)) }
            td class="num" data-l=(w::required_head(lang)) {
                (position.required.grouped())
                span class="sub block" { (w::percent(lang, position.factor.percent)) }
            }
            td class="num" data-l=(w::active_head(lang)) { (position.active.grouped()) }
            td class="num" data-l=(w::exposure_head(lang)) { (position.exposure.grouped()) }
            td class="num b" data-l=(w::free_head(lang)) { (position.free.grouped()) }
            td class="num" data-l=(w::days_head(lang)) { (days(lang, row.room)) }
        }
    }
}
