//! Banks: state and latencies of now, live; their signing keys below.

use super::{days, is_own_bank, words as w};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::network::section_head;
use crate::console::pieces::day;
use crate::console::{ConsoleState, format, shape, words};
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Post;
use naru_base::{Lang, Micros};
use naru_core::glance::{BankRow, BankState, Glance};
use naru_core::identity::{self, BankKeyAge};

/// `GET /console/banks`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    let lang = ask.lang;
    let (glance, now) = (state.parts.source.glance(), state.now());
    let read = state.parts.store.read(|tx| identity::bank_key_ages(tx).map_err(Into::into)).await;
    let keys = match read {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let post = &who.session.post;
    let rows = own(post, &glance);
    let bad = rows.iter().filter(|it| it.state.is_trouble()).count();
    let all = rows.len().to_string();
    let is_quiet = rows.iter().all(|it| it.state == BankState::Quiet);
    let main = html! {
        div class="head" { h1 { (w::banks(lang)) } }
        @if !rows.is_empty() { p class="lead" {
            @if bad > 0 { b class="c-warn" { (w::lead_banks(lang, &all, bad)) } }
            @else if is_quiet { (w::lead_banks_quiet(lang)) }
            @else { (w::lead_banks_well(lang, &all)) }
        } }
        (rates(lang, post, &glance))
        (signing(lang, &rows, &keys, now))
    };
    let title = w::banks(lang);
    let (ask, who) = (&ask, &who);
    let page = Page { ask, who, title, here: "/console/banks", topic: Topic::Banks, main };
    frame::page(&state, &page)
}

fn own<'g>(post: &Post, glance: &'g Glance) -> Vec<&'g BankRow> {
    glance.banks.iter().filter(|it| is_own_bank(post, &it.code)).collect()
}

/// The live section.
pub(crate) fn rates(lang: Lang, post: &Post, glance: &Glance) -> Markup {
    let rows = own(post, glance);
    html! {
        section id="rates" {
            (section_head(lang, glance, &w::now_head(lang), &html! { (w::now_note(lang)) }))
            @if rows.is_empty() {
                p class="none" { (w::no_banks(lang)) }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (words::bank(lang)) }
                        th { (words::state(lang)) }
                        th class="num" { (words::rate(lang)) }
                        th class="num" { (words::p50(lang)) }
                        th class="num" { (words::p99(lang)) }
                        th class="num" { (words::failures(lang)) }
                        th class="num" { (words::in_doubt(lang)) }
                        th class="cell-l wide" { (words::last_hour(lang)) }
                    } }
                    tbody { @for it in rows { (row(lang, it)) } }
                }
            }
        }
    }
}

fn row(lang: Lang, it: &BankRow) -> Markup {
    let (class, with, word) = shape::bank_state(lang, it.state);
    let tint = it.state.is_trouble().then(|| format!("tint-{class}"));
    let doubts = format!("/console/transfers?state=in_doubt&bank={}", it.code);
    html! {
        tr class=[tint] {
            td class="way" {
                a href=(format!("/console/transfers?bank={}", it.code)) {
                    span class="mono" { (it.code) } " " (it.name.of(lang))
                }
            }
            td { (shape::state(class, with, &word)) }
            td class="num" data-l=(words::rate(lang)) { (format::tenths(it.rate_tenths)) }
            td class="num" data-l=(words::p50(lang)) { (format::or_none(it.p50_us, format::ms)) }
            td class="num" data-l=(words::p99(lang)) { (format::or_none(it.p99_us, format::ms)) }
            td class="num" data-l=(words::failures(lang)) {
                (format::or_none(it.failure_share, format::share))
            }
            td class="num" data-l=(words::in_doubt(lang)) {
                @if it.in_doubt > 0 { a class="c-doubt b" href=(doubts) { (format::count(it.in_doubt)) } }
                @else { span class="c-3" { "0" } }
            }
            td class="cell-l wide" { (shape::heat_strip(lang, it.name.of(lang), &it.cells)) }
        }
    }
}

fn signing(lang: Lang, rows: &[&BankRow], keys: &[BankKeyAge], now: Micros) -> Markup {
    html! {
        @if !rows.is_empty() {
            section {
                div class="sh" {
                    h2 { (w::keys_head(lang)) } span class="sub" { (w::keys_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (words::bank(lang)) }
                        th { (w::key_head(lang)) }
                        th { (w::key_since(lang)) }
                    } }
                    tbody { @for it in rows {
                        @let key = keys.iter().find(|k| k.bank.as_str() == it.code);
                        tr {
                            td class="way" { (it.code) " " (it.name.of(lang)) }
                            td data-l=(w::key_head(lang)) {
                                @match key.filter(|k| !k.public_key.is_empty()) {
                                    Some(key) => span class="mono xs" { (key.public_key) },
                                    None => span class="sub" { (w::nothing(lang)) },
                                }
                            }
                            td data-l=(w::key_since(lang)) {
                                @if key.is_none() { (format::NONE) }
                                @if let Some(key) = key {
                                    (day(key.since.business_date())) " · "
                                    (w::secret_age(lang, days(now.since(key.since))))
                                }
                            }
                        }
                    } }
                }
            }
        }
    }
}
