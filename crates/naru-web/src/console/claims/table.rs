//! The table of liability: who bears how much, from when, by what source; and the form that
//! proposes another row.

use super::plain::{cause, causes, moment};
use super::words as w;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{day, form_field, select};
use crate::console::sources;
use crate::console::typed::{Pairs, Typed, key, one};
use crate::console::{ConsoleState, words};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::Lang;
use naru_base::role::Right;
use naru_core::claim::{self, Shares};

/// `GET /console/claims/liability`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show(&state, &ask, &who, (&Pairs::new(), &[])).await
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = async {
        let rows = state.parts.store.read(move |tx| Ok(claim::table(tx, now)?)).await?;
        Ok::<_, naru_base::No>((rows, state.wants(who).await?))
    };
    let ((rows, later), wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let typed = Typed { given, wrongs };
    let part = |name, label| typed.must(name, label, None, "number", "0");
    let main = html! {
        p class="crumb" {
            a href="/console/claims" { (w::claims(lang)) } " › " (w::liability(lang))
        }
        div class="head" { h1 { (w::liability(lang)) } }
        p class="lead" { (w::liability_lead(lang)) }
        (summary(lang, wrongs))
        section {
            div class="sh" { h2 { (w::in_force_head(lang)) } }
            (table(lang, &rows))
        }
        @if !later.is_empty() {
            section {
                div class="sh" { h2 { (w::later_head(lang)) } }
                (table(lang, &later))
            }
        }
        @if who.session.post.may(Right::ClaimsDecide) {
            section {
                div class="sh" { h2 { (w::do_head(lang)) } }
                details class="ask" open[!wrongs.is_empty()] {
                    summary { (w::change_head(lang)) }
                    form method="post" action="/console/claims/liability" {
                        (form_field(who))
                        (key(state.env().id(0)))
                        p { (w::change_effect(lang)) }
                        (select("cause", &w::cause_label(lang), &causes(lang), one(given, "cause")))
                        (part("institution", w::share_institution(lang)))
                        (part("bank", w::share_bank(lang)))
                        (part("operator", w::share_operator(lang)))
                        (part("consumer", w::share_consumer(lang)))
                        (typed.must("source", w::source_label(lang),
                            Some(words::both_languages(lang)), "text", ""))
                        (typed.must("from", w::from_label(lang), None, "date",
                            &day(now.business_date())))
                        (typed.asks(lang, wants, &w::change_button(lang)))
                    }
                }
            }
        }
    };
    let (title, here) = (w::liability(lang), "/console/claims");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn table(lang: Lang, rows: &[Shares]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::cause_label(lang)) }
                th class="num" { (w::share_institution(lang)) }
                th class="num" { (w::share_bank(lang)) }
                th class="num" { (w::share_operator(lang)) }
                th class="num" { (w::share_consumer(lang)) }
                th { (w::source_label(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way" { (cause(lang, it.cause)) }
                td class="num" data-l=(w::share_institution(lang)) { (it.institution) }
                td class="num" data-l=(w::share_bank(lang)) { (it.bank) }
                td class="num" data-l=(w::share_operator(lang)) { (it.operator) }
                td class="num" data-l=(w::share_consumer(lang)) { (it.consumer) }
                td data-l=(w::source_label(lang)) {
                    (sources::shown(lang, &it.source))
                    span class="sub block xs" {
                        @if it.valid_from.get() == 0 { span class="nw" { (w::shipped(lang)) } }
                        @else { (w::since(lang, &moment(it.valid_from))) }
                    }
                }
            } } }
        }
    }
}
