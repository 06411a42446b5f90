//! Every place in the sandbox and whoever still needs one; for an institution's own people their
//! own page.

use super::parts::of_run;
use super::{HERE, own, page, words as w};
use crate::console::ConsoleState;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{capital, date_time, day};
use crate::console::rows::{Look, finder, foot_of_institutions};
use crate::console::shape::{self, Shape};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Answer, ClientUseCode, Lang};
use naru_core::admission::{self, Gate, GateState, PATH};
use naru_core::functional::{Overall, Standing, State as Case};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Places that one page judges.
const PLACES_MAX: usize = 1_000;

/// A row: whoever has a place in the sandbox, or still has to pass this gate.
struct Row {
    code: ClientUseCode,
    run: Option<Standing>,
    /// Whether a sandbox may be opened: the papers are approved.
    may_open: bool,
    /// Whether the gate is passed already: it is tested anew.
    is_anew: bool,
}

impl Row {
    /// The word of the chip that it belongs to: whoever is tested anew waits for nothing, and
    /// stands in none of the others.
    fn chip(&self) -> &'static str {
        if self.is_anew { "anew" } else { self.stands() }
    }

    fn rank(&self) -> usize {
        const ORDER: [&str; 7] = ["sealed", "failed", "passed", "way", "open", "early", "anew"];
        ORDER.iter().position(|it| *it == self.chip()).unwrap_or(ORDER.len())
    }

    fn stands(&self) -> &'static str {
        match &self.run {
            None if self.may_open => "open",
            None => "early",
            Some(it) if it.run.ended_at.is_some() => "sealed",
            Some(it) => match it.overall {
                Overall::UnderWay => "way",
                Overall::Passed => "passed",
                Overall::Failed => "failed",
            },
        }
    }
}

/// `GET /console/functional`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    if let Some(code) = own(&who) {
        return page::show(&state, &ask, &who, code, None).await;
    }
    let lang = ask.lang;
    let rows = match load(&state).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    // Whoever has passed already waits for nothing.
    let applies = |of: &str| rows.iter().filter(|it| it.chip() == of).count();
    let in_place = rows.iter().filter(|it| it.run.is_some()).count();
    let anew = rows.iter().filter(|it| it.is_anew).count();
    let main = html! {
        div class="head" { h1 { (w::functional(lang)) } }
        p class="lead" {
            @if state.parts.sandbox.is_none() { (w::no_place(lang)) }
            @else if in_place == 0 { (w::lead_none(lang)) }
            @else {
                @let passed = applies("passed") + applies("sealed");
                @match in_place.saturating_sub(anew) {
                    0 => (w::lead_only_anew(lang, anew)),
                    n => {
                        (w::lead(lang, n, passed, applies("failed")))
                        @if anew > 0 { " " (w::lead_also(lang, anew)) }
                    }
                }
            }
        }
        @if state.parts.sandbox.is_some() && !rows.is_empty() {
            (chips(lang, &rows, &look.show))
            (finder(lang, HERE, &look, rows.len()))
            (table(&state, lang, &rows, &look))
        }
    };
    let (title, here) = (w::functional(lang), HERE);
    frame::page(&state, &Page { ask: &ask, who: &who, title, here, topic: Topic::Watch, main })
}

fn chips(lang: Lang, rows: &[Row], show: &str) -> Markup {
    let count = |of: &str| rows.iter().filter(|it| it.chip() == of).count();
    let all = [
        ("sealed", w::st_sealed(lang)),
        ("failed", w::st_failed(lang)),
        ("passed", w::st_passed(lang)),
        ("way", w::st_under_way(lang)),
        ("open", w::st_none(lang)),
        ("early", w::st_early(lang)),
        ("anew", w::anew_chip(lang)),
    ];
    html! {
        div class="chips" {
            a href=(HERE) aria-current=[show.is_empty().then_some("true")] {
                (w::all_chip(lang)) " " (rows.len())
            }
            @for (of, word) in all {
                @let word = capital(&word);
                @if count(of) > 0 || of == show {
                    a href=(format!("{HERE}?show={of}"))
                        aria-current=[(of == show).then_some("true")] { (word) " " (count(of)) }
                }
            }
        }
    }
}

/// First what waits for a decision, in the order of the chips; of each the last one that called.
/// Whoever is tested anew waits for nothing and stands last.
async fn load(state: &ConsoleState) -> Answer<Vec<Row>> {
    let mut runs = BTreeMap::new();
    if let Some(sandbox) = &state.parts.sandbox {
        for tenant in sandbox.tenants()?.iter().take(PLACES_MAX) {
            let standing = sandbox.standing(&tenant.code).await?;
            runs.extend(standing.map(|it| (tenant.applicant.clone(), it)));
        }
    }
    let now = state.now();
    let all = state.parts.store.read(|tx| Ok(admission::load(tx)?)).await?;
    let mut rows = Vec::new();
    for (code, facts) in all.into_iter().filter(|(_, it)| it.applied.is_some()) {
        let view = admission::admission(&facts, &PATH, now);
        let holds =
            |gate| view.gates.iter().any(|it| it.gate == gate && it.state == GateState::Holds);
        let (run, may_open) = (runs.remove(&code), holds(Gate::Eligibility));
        // Whoever has passed has nothing to do here.
        if run.is_some() || !holds(Gate::Functional) {
            rows.push(Row { code, run, may_open, is_anew: holds(Gate::Functional) });
        }
    }
    rows.sort_by_key(|it| {
        let last = it.run.as_ref().and_then(|run| run.calls.last()).map(|call| call.at);
        (it.rank(), Reverse(last), it.code.clone())
    });
    Ok(rows)
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

fn table(state: &ConsoleState, lang: Lang, rows: &[Row], look: &Look) -> Markup {
    let passed = |it: &Standing| it.judged.iter().filter(|it| it.state == Case::Passed).count();
    let fit = rows.iter().filter(|it| look.show.is_empty() || it.chip() == look.show);
    let finds = |it: &&Row| look.finds(&[&name_of(state, lang, &it.code), it.code.as_str()]);
    let fit: Vec<&Row> = fit.filter(finds).collect();
    let (shown, next) = look.page(&fit, |it| it.code.to_string());
    html! {
        section {
            div class="sh" {
                h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) }
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
                tbody { @for it in shown { tr {
                    td class="way" { (link(state, lang, &it.code)) }
                    @match &it.run {
                        None => {
                            td {
                                @let word = if it.may_open { w::st_none } else { w::st_early };
                                (shape::state("na", Shape::Hollow, &word(lang)))
                            }
                            @for _ in 0..4 { td class="num wide" { "–" } }
                        }
                        Some(run) => {
                            td {
                                (of_run(lang, (run.overall, run.run.ended_at.is_some())))
                                @if it.is_anew { span class="sub block" { (w::anew(lang)) } }
                            }
                            td class="num" data-l=(w::passed_head(lang)) {
                                (passed(run)) "/" (run.judged.len())
                            }
                            td class="num" data-l=(w::calls_head(lang)) { (run.calls.len()) }
                            td class="num" data-l=(w::begun_head(lang)) {
                                (day(run.run.begun_at.business_date()))
                            }
                            td class="num" data-l=(w::last_head(lang)) {
                                @match run.calls.last() {
                                    Some(call) => (date_time(call.at)),
                                    None => (w::none_yet(lang)),
                                }
                            }
                        }
                    }
                } } }
            }
            (foot_of_institutions(lang, HERE, look, fit.len(), next))
            p class="sub xs" { (w::list_judged(lang)) }
        }
    }
}
