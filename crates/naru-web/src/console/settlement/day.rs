//! One day: everybody's position as a picture and as a table, what was carried, what differs.

use super::chart::chart;
use super::differences::table;
use super::{party, words as w};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::day;
use crate::console::shape::{Shape, state as mark};
use crate::console::{ConsoleState, format};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{BusinessDate, Lang, Won};
use naru_core::settlement::{self, DifferenceSearch, Kept, Position, Window};

/// A day's differences are few; a page shows at most so many, the reconciliation all.
const DIFFERENCES_MAX: i64 = 50;

pub(super) fn unknown(ask: &Ask) -> Response {
    let (title, text) = (w::unknown_head(ask.lang), w::unknown_day(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

struct Day {
    window: Window,
    positions: Vec<Position>,
    differences: Vec<Kept>,
}

async fn load(state: &ConsoleState, date: BusinessDate) -> naru_base::Answer<Option<Day>> {
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let Some(window) = settlement::window(tx, date)? else { return Ok(None) };
        let search = DifferenceSearch {
            from: date,
            to: date,
            bank: None,
            standing: None,
            after: None,
            limit: DIFFERENCES_MAX,
        };
        let positions = settlement::positions(tx, date)?;
        let differences = settlement::search_differences(tx, &search)?;
        Ok(Some(Day { window, positions, differences }))
    };
    state.parts.store.read(read).await
}

/// `GET /console/settlement/{date}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(date): Path<String>,
) -> Response {
    let lang = ask.lang;
    let Some(date) = BusinessDate::parse(&date) else { return unknown(&ask) };
    let loaded = match load(&state, date).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let text = format::date(lang, date);
    let title = w::day_title(lang, &text);
    let main = html! {
        p class="crumb" { a href="/console/settlement" { (w::title(lang)) } " › " (day(date)) }
        @match &loaded {
            None => {
                div class="head" { h1 { (title) } }
                p class="lead" { (w::day_not_closed(lang)) }
            }
            Some(it) => (shown(lang, &title, it, &names)),
        }
    };
    let here = "/console/settlement";
    let (ask, who) = (&ask, &who);
    frame::page(&state, &Page { ask, who, title, here, topic: Topic::Watch, main })
}

fn shown(lang: Lang, title: &str, it: &Day, names: &Names) -> Markup {
    let Window { date, carried, .. } = it.window;
    html! {
        div class="head" {
            h1 { (title) }
            p class="meta" {
                (mark("ok", Shape::Check, &w::st_closed(lang))) " · "
                (w::day_closed_at(lang, &crate::console::pieces::moment(it.window.closed_at)))
            }
            p class="acts" {
                a class="btn" href=(format!("/console/settlement/{date}/positions.csv")) {
                    (w::export_csv(lang))
                }
                a class="btn" href=(format!("/console/settlement/{date}/positions.json")) {
                    (w::export_json(lang))
                }
            }
        }
        p class="lead" { (lead(lang, it)) }
        @if carried.count > 0 {
            @let amount = format::won(lang, carried.amount);
            p class="note" { (w::carried_note(lang, carried.count, &amount)) }
        }
        @if !it.positions.is_empty() {
            div class="cols nets" {
                section class="pic" {
                    div class="sh" {
                        h2 { (w::net_head(lang)) } span class="sub" { (w::net_note(lang)) }
                    }
                    (chart(lang, date, names, &it.positions))
                }
                (positions(lang, &it.positions, names))
            }
        }
        section {
            div class="sh" { h2 { (w::recon_head(lang)) } }
            @if it.differences.is_empty() { p class="none" { (w::day_agrees(lang)) } }
            @else { (table(lang, &it.differences, names, false)) }
        }
    }
}

fn lead(lang: Lang, it: &Day) -> String {
    let window = &it.window;
    if window.moved.count == 0 {
        return w::day_lead_none(lang);
    }
    let pays = it.positions.iter().map(|it| it.net).filter(|it| *it > Won::ZERO);
    let moves = pays.fold(Won::ZERO, |sum, it| sum.plus(it).unwrap_or(sum));
    let parties = it.positions.iter().filter(|it| it.net != Won::ZERO).count();
    w::day_lead(
        lang,
        &format::count(u64::try_from(window.moved.count).unwrap_or(0)),
        &format::won(lang, window.moved.amount),
        &format::date(lang, window.value_date),
        parties,
        &format::won(lang, moves),
    )
}

fn positions(lang: Lang, all: &[Position], names: &Names) -> Markup {
    let net = all.iter().try_fold(Won::ZERO, |sum, it| sum.plus(it.net));
    html! {
        section {
            div class="sh" { h2 { (w::table_head(lang)) } span class="sub" { (w::won_note(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::party_head(lang)) }
                    th class="num" { (w::collected_head(lang)) }
                    th class="num" { (w::paid_head(lang)) }
                    th class="num" { (w::fees_head(lang)) }
                    th class="num" { (w::net_col(lang)) }
                } }
                tbody {
                    @for it in all { tr {
                        td class="way" { (party(lang, names, &it.party)) }
                        td class="num" data-l=(w::collected_head(lang)) {
                            (it.collected.amount.grouped())
                        }
                        td class="num" data-l=(w::paid_head(lang)) { (it.paid.amount.grouped()) }
                        td class="num" data-l=(w::fees_head(lang)) { (it.fee.grouped()) }
                        td class="num b" data-l=(w::net_col(lang)) { (it.net.grouped()) }
                    } }
                    tr class="sum" {
                        td class="way b" { (w::total(lang)) }
                        @for _ in 0..3 { td class="num wide" {} }
                        td class="num b" data-l=(w::net_col(lang)) {
                            @match net {
                                Some(net) => (net.grouped()),
                                None => (crate::console::words::unknown(lang)),
                            }
                        }
                    }
                }
            }
        }
    }
}
