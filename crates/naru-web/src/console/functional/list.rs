//! Every place in the sandbox; for an institution's own people their own page.

use super::parts::of_run;
use super::{HERE, own, page, words as w};
use crate::console::ConsoleState;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{day, moment};
use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Answer, ClientUseCode, Lang};
use naru_core::admission;
use naru_core::functional::{Overall, Standing, State as Case};
use std::collections::BTreeSet;

/// Places that one page judges.
const PLACES_MAX: usize = 200;

/// `GET /console/functional`
pub(crate) async fn page(State(state): State<ConsoleState>, ask: Ask, who: Entered) -> Response {
    if let Some(code) = own(&who) {
        return page::show(&state, &ask, &who, code, None).await;
    }
    let lang = ask.lang;
    let (runs, applied) = match load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let passed = runs.iter().filter(|it| it.overall == Overall::Passed).count();
    let has: BTreeSet<&ClientUseCode> = runs.iter().map(|it| &it.tenant.applicant).collect();
    let without: Vec<&ClientUseCode> = applied.iter().filter(|it| !has.contains(it)).collect();
    let main = html! {
        div class="head" { h1 { (w::functional(lang)) } }
        p class="lead" {
            @if state.parts.sandbox.is_none() { (w::no_place(lang)) }
            @else if runs.is_empty() { (w::lead_none(lang)) }
            @else { (w::lead(lang, runs.len(), passed)) }
        }
        @if !runs.is_empty() { (table(&state, lang, &runs)) }
        @if state.parts.sandbox.is_some() && !without.is_empty() {
            section {
                div class="sh" { h2 { (w::waiting_head(lang)) } }
                table class="rows" { tbody { @for code in without { tr {
                    td class="way" { (link(&state, lang, code)) }
                    td { (crate::console::shape::state("na",
                        crate::console::shape::Shape::Hollow, &w::st_none(lang))) }
                } } } }
            }
        }
    };
    let (title, here) = (w::functional(lang), HERE);
    frame::page(&state, &Page { ask: &ask, who: &who, title, here, topic: Topic::Watch, main })
}

async fn load(state: &ConsoleState) -> Answer<(Vec<Standing>, Vec<ClientUseCode>)> {
    let mut runs = Vec::new();
    if let Some(sandbox) = &state.parts.sandbox {
        for tenant in sandbox.tenants()?.iter().take(PLACES_MAX) {
            runs.extend(sandbox.standing(&tenant.code).await?);
        }
    }
    // What stands still the longest is at the end.
    runs.sort_by_key(|it| std::cmp::Reverse(it.calls.last().map(|call| call.at)));
    let applied = state.parts.store.read(|tx| {
        let all = admission::load(tx)?.into_iter().filter(|(_, it)| it.applied.is_some());
        Ok(all.map(|(code, _)| code).collect())
    });
    Ok((runs, applied.await?))
}

/// The name of an institution; its code if nobody knows one.
pub(super) fn name_of(state: &ConsoleState, lang: Lang, code: &ClientUseCode) -> String {
    let directory = state.parts.hub.directory();
    directory.institutions.get(code).map_or_else(
        || code.to_string(),
        |it| match lang {
            Lang::Ko => it.name_ko.clone(),
            Lang::En => it.name_en.clone(),
        },
    )
}

fn link(state: &ConsoleState, lang: Lang, code: &ClientUseCode) -> Markup {
    html! {
        a href=(format!("{HERE}/{code}")) { (name_of(state, lang, code)) }
        " " span class="mono c-3 xs" { (code) }
    }
}

fn table(state: &ConsoleState, lang: Lang, runs: &[Standing]) -> Markup {
    let passed = |it: &Standing| it.judged.iter().filter(|it| it.state == Case::Passed).count();
    html! {
        section {
            div class="sh" {
                h2 { (w::place_head(lang)) } span class="sub" { (w::list_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::institution_head(lang)) }
                    th { (w::state_head(lang)) }
                    th class="num" { (w::passed_head(lang)) }
                    th class="num" { (w::calls_head(lang)) }
                    th class="num" { (w::begun_head(lang)) }
                    th class="num" { (w::last_head(lang)) }
                } }
                tbody { @for it in runs { tr {
                    td class="way" { (link(state, lang, &it.tenant.applicant)) }
                    td { (of_run(lang, (it.overall, it.run.ended_at.is_some()))) }
                    td class="num" data-l=(w::passed_head(lang)) {
                        (passed(it)) "/" (it.judged.len())
                    }
                    td class="num" data-l=(w::calls_head(lang)) { (it.calls.len()) }
                    td class="num" data-l=(w::begun_head(lang)) {
                        (day(it.run.begun_at.business_date()))
                    }
                    td class="num" data-l=(w::last_head(lang)) {
                        @match it.calls.last() {
                            Some(call) => (moment(call.at)),
                            None => (w::none_yet(lang)),
                        }
                    }
                } } }
            }
        }
    }
}
