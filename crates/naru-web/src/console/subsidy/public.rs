//! The summary for everybody, without a login: sums and counts of every programme, no firm.

use super::list::terms;
use super::plain::{bar, class, free, name, state_word, used_tenths};
use super::programme::numbers;
use super::words as w;
use crate::console::guard::Ask;
use crate::console::pieces::day;
use crate::console::spreadsheet::Sheet;
use crate::console::{ConsoleState, format, frame, lines};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::{Answer, Lang, Won};
use naru_core::subsidy::{State as Stands, Tallied, report};

/// A programme with its money and what became of its applications.
type Line = report::Line;

async fn load(state: &ConsoleState) -> Answer<Vec<Line>> {
    state.parts.store.read(report::load).await
}

/// `GET /subsidy`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask) -> Response {
    let lang = ask.lang;
    let all = match load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let now = state.now();
    let at = format!("{} {}", day(now.business_date()), format::hour_minute(now));
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (frame::head(lang, &w::public_title(lang), false))
            body {
                header class="watch" {
                    a class="logo" href="/subsidy" { (frame::mark()) (crate::console::words::naru(lang)) }
                    div class="right" { (frame::language_link(&ask)) }
                }
                main id="main" class="public" {
                    div class="head wrap" {
                        h1 { (w::public_title(lang)) }
                        p class="meta" { (w::public_as_of(lang, &at)) }
                        p class="acts" {
                            a class="btn" href="/subsidy.csv" { "CSV" }
                            a class="btn" href="/subsidy.json" { "JSON" }
                        }
                    }
                    p class="lead" { (if all.is_empty() { w::public_none(lang) } else {
                        w::public_lead(lang) }) }
                    @for it in &all { (one(lang, it)) }
                }
            }
        }
    };
    lines::sent(body).into_response()
}

fn one(lang: Lang, (it, fund, tally): &Line) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (name(lang, it)) } span class="sub mono" { (it.code) } }
            p {
                @match used_tenths(fund) {
                    0 if fund.committed == Won::ZERO && fund.paid == Won::ZERO =>
                        (w::used_none(lang)),
                    n if n < 10 => (w::used_little(lang)),
                    n if n % 10 == 0 => (w::used(lang, &(n / 10).to_string())),
                    n => (w::used(lang, &format::tenths(n))),
                }
            }
            (bar(lang, name(lang, it), fund))
            (numbers(lang, fund))
            (terms(lang, it))
            @if !tally.is_empty() {
                table class="rows" {
                    caption class="vh" { (w::public_firms(lang)) }
                    thead { tr {
                        th { (w::class_head(lang)) } th { (w::state_head(lang)) }
                        th class="num" { (w::count_head(lang)) }
                        th class="num" { (w::awarded_head(lang)) }
                        th class="num" { (w::paid_won_head(lang)) }
                    } }
                    tbody { @for it in tally { tr {
                        td class="way" { (class(lang, it.class)) }
                        td { (state_word(lang, it.state)) }
                        td class="num" data-l=(w::count_head(lang)) { (it.count) }
                        td class="num" data-l=(w::awarded_head(lang)) { (it.awarded.grouped()) }
                        td class="num" data-l=(w::paid_won_head(lang)) { (it.paid.grouped()) }
                    } } }
                }
            }
        }
    }
}

/// How many applications stand where one of `states` says.
fn count(tally: &[Tallied], states: &[Stands]) -> i64 {
    tally.iter().filter(|it| states.contains(&it.state)).map(|it| it.count).sum()
}

/// Columns, in this order for good: programs read them.
const COLUMNS: [&str; 12] = [
    "programme",
    "year",
    "name",
    "appropriation",
    "carried_in",
    "carried_out",
    "committed",
    "paid",
    "free",
    "applications",
    "awarded",
    "declined",
];

/// `GET /subsidy.csv`
pub(crate) async fn csv(State(state): State<ConsoleState>, ask: Ask) -> Response {
    let all = match load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let mut sheet = Sheet::of(&COLUMNS);
    for (it, fund, tally) in &all {
        let helped = [Stands::Awarded, Stands::Paid];
        sheet.add(&[
            it.code.clone(),
            it.year.to_string(),
            name(ask.lang, it).to_owned(),
            fund.appropriation.to_string(),
            fund.carried_in.to_string(),
            fund.carried_out.to_string(),
            fund.committed.to_string(),
            fund.paid.to_string(),
            free(fund).to_string(),
            count(tally, &Stands::ALL).to_string(),
            count(tally, &helped).to_string(),
            count(tally, &[Stands::Declined]).to_string(),
        ]);
    }
    sheet.file("naru-subsidy.csv")
}

/// `GET /subsidy.json`
pub(crate) async fn json(State(state): State<ConsoleState>, ask: Ask) -> Response {
    let all = match load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let text = format!("{:#}\n", report::all(&all));
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}
