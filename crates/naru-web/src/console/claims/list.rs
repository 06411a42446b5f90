//! Claims in a list, filtered by state and clock; and the form that reports one.

use super::plain::{cause, causes, pressing, state as shown, state_word};
use super::{sees_all, within, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{form_field, pager, select};
use crate::console::typed::{Pairs, Typed, key, one};
use crate::console::{ConsoleState, format};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, Micros, Won};
use naru_core::claim::{self, CLAIMS_PER_PAGE, Claim, Filter, State as Stands};
use naru_store::Tx;
use serde::Deserialize;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    state: String,
    late: String,
    before: String,
}

impl Given {
    pub(super) fn filter(&self, within: Filter, now: Micros) -> Filter {
        Filter {
            state: Stands::parse(&self.state),
            late_at: (!self.late.is_empty()).then_some(now),
            before: Id::parse(&self.before).ok(),
            ..within
        }
    }
}

struct Loaded {
    claims: Vec<Claim>,
    /// Of everything that this person may read, by state.
    counts: Vec<(Stands, i64, Won)>,
    late_count: i64,
}

impl Loaded {
    fn count(&self, state: Stands) -> i64 {
        self.counts.iter().find(|it| it.0 == state).map_or(0, |it| it.1)
    }

    /// How many are open, and what was lost in them.
    fn open(&self) -> (i64, Won) {
        let open = self.counts.iter().filter(|it| !it.0.is_final());
        open.fold((0, Won::ZERO), |(n, sum), it| (n + it.1, sum.plus(it.2).unwrap_or(sum)))
    }
}

async fn load(state: &ConsoleState, who: &Entered, given: &Given) -> Answer<Loaded> {
    let now = state.now();
    let filter = given.filter(within(who), now);
    let (all, late) = (within(who), Filter { late_at: Some(now), ..within(who) });
    let read = move |tx: &mut Tx<'_>| {
        Ok(Loaded {
            claims: claim::list(tx, &filter)?,
            counts: claim::counts(tx, &all)?,
            late_count: claim::counts(tx, &late)?.iter().map(|it| it.1).sum(),
        })
    };
    state.parts.store.read(read).await
}

/// `GET /console/claims`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, (&Pairs::new(), &[])).await
}

/// The page, with what was typed and what is wrong with it.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    (typed, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = match load(state, who, given).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let is_filtered = !given.state.is_empty() || !given.late.is_empty();
    let (open, sum) = loaded.open();
    let main = html! {
        div class="head" {
            h1 { (w::claims(lang)) }
            p class="acts" {
                a class="btn" href="/console/claims/liability" { (w::table_link(lang)) }
                " " a class="btn" href="/console/claims.csv" { "CSV" }
            }
        }
        p class="lead" {
            @if loaded.counts.is_empty() { (w::lead_none(lang)) }
            @else { (w::lead(lang, open, &format::won(lang, sum), loaded.late_count)) }
        }
        (summary(lang, wrongs))
        @if !loaded.claims.is_empty() || is_filtered {
            (chips(lang, given, &loaded))
            section {
                div class="sh" {
                    h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) }
                }
                (table(state, lang, &loaded.claims, now))
                @let full = i64::try_from(loaded.claims.len()) == Ok(CLAIMS_PER_PAGE);
                @let last = loaded.claims.last().filter(|_| full);
                @if !loaded.claims.is_empty() {
                    (pager(lang, loaded.claims.len(), last.map(|it| format!(
                        "/console/claims?state={}&late={}&before={}", given.state, given.late, it.id
                    ))))
                }
            }
        }
        @if who.session.post.may(Right::ClaimsReport) {
            (report_form(state, lang, who, &Typed { given: typed, wrongs }))
        } @else { p class="none" { (w::read_only(lang)) } }
    };
    let (title, here) = (w::claims(lang), "/console/claims");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn chips(lang: Lang, given: &Given, loaded: &Loaded) -> Markup {
    let is = |state: &str, late: &str| given.state == state && given.late == late;
    html! {
        nav class="chips" aria-label=(w::state_head(lang)) {
            a href="/console/claims" aria-current=[is("", "").then_some("true")] {
                (w::all_chip(lang)) " " (loaded.counts.iter().map(|it| it.1).sum::<i64>())
            }
            a href="/console/claims?late=1" aria-current=[is("", "1").then_some("true")] {
                (w::late_chip(lang, loaded.late_count))
            }
            @for it in Stands::ALL {
                @if loaded.count(it) > 0 || given.state == it.as_str() {
                    a href=(format!("/console/claims?state={it}"))
                        aria-current=[is(it.as_str(), "").then_some("true")] {
                        (state_word(lang, it)) " " (loaded.count(it))
                    }
                }
            }
        }
    }
}

fn table(state: &ConsoleState, lang: Lang, all: &[Claim], now: Micros) -> Markup {
    html! {
        @if all.is_empty() { p class="none" { (w::list_none(lang)) } }
        @else {
            table class="rows" {
                thead { tr {
                    th { (w::claim_head(lang)) }
                    th { (w::state_head(lang)) }
                    th { (w::clock_head(lang)) }
                    th { (w::institution_head(lang)) }
                    th class="num" { (w::loss_won_head(lang)) }
                    th class="num" { (w::reported_head(lang)) }
                } }
                tbody { @for it in all {
                    tr class=[it.is_late(now).then_some("tint-stop")] {
                        td class="way" {
                            a href=(format!("/console/claims/{}", it.id)) {
                                (cause(lang, it.cause.unwrap_or(it.said)))
                            }
                            span class="mono c-3 xs block" { (it.id) }
                        }
                        td { (shown(lang, it.state)) }
                        td data-l=(w::clock_head(lang)) { (pressing(lang, &it.clocks(now), now)) }
                        td data-l=(w::institution_head(lang)) {
                            (super::institution(state, lang, &it.institution))
                        }
                        td class="num" data-l=(w::loss_won_head(lang)) { (it.loss.grouped()) }
                        td class="num" data-l=(w::reported_head(lang)) {
                            (super::plain::moment(it.reported_at))
                        }
                    }
                } }
            }
        }
    }
}

fn report_form(state: &ConsoleState, lang: Lang, who: &Entered, typed: &Typed<'_>) -> Markup {
    let wrong = |name: &str| typed.wrongs.iter().find(|it| it.field == name);
    let own = !sees_all(who);
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            details class="ask" open[!typed.wrongs.is_empty()] {
                summary { (w::report_head(lang)) }
                form method="post" action="/console/claims/report" {
                    (form_field(who))
                    (key(state.env().id(0)))
                    p { (w::report_effect(lang)) }
                    @if !own {
                        (typed.must("institution", w::institution_label(lang),
                            Some(w::institution_help(lang)), "text", ""))
                    }
                    (select("said", &w::said_label(lang), &causes(lang), one(typed.given, "said")))
                    (area("transfers", &w::transfers_label(lang), &w::transfers_help(lang),
                        one(typed.given, "transfers"), wrong("transfers")))
                    (area("words", &w::words_label(lang), &w::words_help(lang),
                        one(typed.given, "words"), wrong("words")))
                    button class="btn p" { (w::report_button(lang)) }
                }
            }
        }
    }
}

fn area(name: &str, label: &str, help: &str, value: &str, wrong: Option<&Wrong>) -> Markup {
    let id = format!("{name}-help");
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="help" id=(id) { (help) }
            textarea id=(name) name=(name) rows="4" maxlength="4000" required spellcheck="false"
                aria-describedby=(id) aria-invalid=[wrong.map(|_| "true")] { (value) }
            @if let Some(wrong) = wrong { p class="error" { (wrong.text) } }
        }
    }
}
