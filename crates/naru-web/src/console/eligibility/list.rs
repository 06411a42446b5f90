//! Every form, the rules with their source, and the sheets; for an institution's own people their
//! own page.

use super::plain::{AtGate, area, class, exclusion, findings, on_day, paper, state};
use super::words as w;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Wants, day, form_field};
use crate::console::rows::{Look, ROWS_MAX, finder, foot};
use crate::console::sources;
use crate::console::typed::{Back, key};
use crate::console::{ConsoleState, format, words};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission;
use naru_core::eligibility::{self, Finding, Form, Outcome, Rules, Sheet, deeds};
use naru_core::proposal;
use std::collections::BTreeSet;

const HERE: &str = "/console/eligibility";

/// A form with its outcome, what the rules find in it now, and how its gate stands.
type Line = (Form, Option<Outcome>, Vec<Finding>, AtGate);

struct Loaded {
    lines: Vec<Line>,
    /// The forms about which a decision waits for a second person.
    proposed: BTreeSet<Id>,
    rules: Rules,
    sheets: Vec<Sheet>,
}

async fn load(state: &ConsoleState) -> Answer<Loaded> {
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let rules = eligibility::rules(tx, now)?;
        // The gate stands as the last of an institution's decisions left it.
        let mut facts = admission::load(tx)?;
        let line = |(form, outcome): (Form, Option<Outcome>)| {
            let found = eligibility::decide::findings(&rules, &form);
            let of = outcome.as_ref().and_then(|_| facts.remove(&form.institution));
            let at_gate = of.map(|it| AtGate::of(&it, outcome.as_ref(), now));
            (form, outcome, found, at_gate.unwrap_or_default())
        };
        // A form that nobody decided is replaced by the next one of its institution.
        let mut newer = BTreeSet::new();
        let counts =
            |it: &(Form, Option<Outcome>)| newer.insert(it.0.institution.clone()) || it.1.is_some();
        let forms = eligibility::forms(tx)?.into_iter().filter(counts);
        let mut lines: Vec<Line> = forms.map(line).collect();
        lines.sort_by_key(order);
        let (open, _) = proposal::list(tx, now)?;
        let of_forms = open.iter().filter(|it| it.kind == deeds::DECIDE);
        let proposed = of_forms.filter_map(|it| Some(deeds::wish_of(it).ok()?.0)).collect();
        Ok(Loaded { lines, proposed, sheets: eligibility::sheets(tx)?, rules })
    };
    state.parts.store.read(read).await
}

/// First what nobody has decided, the oldest first; then what was decided last.
fn order((form, outcome, ..): &Line) -> (bool, i64, ClientUseCode) {
    let at = match outcome {
        None => form.filed_at.get(),
        Some(it) => it.decided_at.get().saturating_neg(),
    };
    (outcome.is_some(), at, form.institution.clone())
}

/// `GET /console/eligibility`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    match super::own(&who) {
        Some(code) => super::page::show(&state, &ask, &who, code, &Back::default()).await,
        None => show(&state, &ask, &who, &look, &Back::default()).await,
    }
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    look: &Look,
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = async { Ok::<_, naru_base::No>((load(state).await?, state.wants(who).await?)) };
    let (Loaded { lines, proposed, rules, sheets }, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let open: Vec<_> = lines.iter().filter(|it| it.1.is_none()).collect();
    let confirm = open.iter().filter(|it| proposed.contains(&it.0.id)).count();
    let left = open.len().saturating_sub(confirm);
    let name = |code: &ClientUseCode| name_of(state, lang, code);
    let main = html! {
        div class="head" { h1 { (w::eligibility(lang)) } }
        p class="lead" {
            @if lines.is_empty() { (w::lead_none(lang)) }
            @else if open.is_empty() { (w::lead_calm(lang, lines.len())) }
            @else if left == 0 { (w::lead_none_left(lang, lines.len())) }
            @else { (w::lead(lang, lines.len(), left)) }
            @if confirm > 0 { " " (w::lead_proposed(lang, confirm)) }
        }
        (back.summary(lang))
        @if !lines.is_empty() { (forms(lang, (&lines, &proposed), name, (look, now))) }
        (rules_of(lang, &rules))
        @for it in sheets.iter().rev() { (sheet(lang, it)) }
        @if who.session.post.may(Right::GatesDecide) {
            (sheet_form(lang, state, who, (back, wants), sheets.last()))
        }
    };
    let (title, here) = (w::eligibility(lang), "/console/eligibility");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
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

fn forms(
    lang: Lang,
    (lines, proposed): (&[Line], &BTreeSet<Id>),
    name: impl Fn(&ClientUseCode) -> String,
    (look, now): (&Look, Micros),
) -> Markup {
    let waits = |it: &Line| it.1.is_none();
    let fits = |it: &&Line| {
        let code = &it.0.institution;
        (look.show != "waiting" || waits(it)) && look.finds(&[&name(code), code.as_str()])
    };
    let fit: Vec<&Line> = lines.iter().filter(fits).collect();
    let (shown, next) = look.page(&fit, |it| it.0.id.to_string());
    let waiting = lines.iter().filter(|it| waits(it)).count();
    html! {
        section {
            div class="sh" { h2 { (w::forms_head(lang)) } span class="sub" { (w::forms_note(lang)) } }
            @if lines.len() > ROWS_MAX { div class="chips" {
                a href=(HERE) aria-current=[(look.show != "waiting").then_some("true")] {
                    (w::all_chip(lang, lines.len()))
                }
                a href=(format!("{HERE}?show=waiting"))
                    aria-current=[(look.show == "waiting").then_some("true")] {
                    (w::waiting_chip(lang, waiting))
                }
            } }
            (finder(lang, HERE, look, lines.len()))
            @if shown.is_empty() && look.name.is_empty() { p class="none" { (w::none_waits(lang)) } }
            @if !shown.is_empty() { table class="rows" {
                thead { tr {
                    th { (w::institution_head(lang)) }
                    th { (w::state_head(lang)) }
                    th { (w::class_head(lang)) }
                    th class="num" { (w::capital_head(lang)) }
                    th class="cell-l" { (w::findings_head(lang)) }
                    th class="num" { (w::filed_head(lang)) }
                } }
                tbody { @for (form, outcome, found, at_gate) in shown { tr {
                    td class="way" {
                        a href=(format!("/console/eligibility/{}", form.institution)) { (name(&form.institution)) }
                        " " span class="mono c-3 xs" { (form.institution) }
                    }
                    td { (state(lang, (outcome.as_ref(), proposed.contains(&form.id), at_gate), now)) }
                    td data-l=(w::class_head(lang)) { (class(lang, form.class)) }
                    td class="num" data-l=(w::capital_head(lang)) { (form.capital.grouped()) }
                    td class="cell-l" data-l=(w::findings_head(lang)) { (findings(lang, found)) }
                    td class="num" data-l=(w::filed_head(lang)) { (on_day(form.filed_at)) }
                } } }
            } }
            (foot(lang, HERE, look, fit.len(), next))
        }
    }
}

/// Classes with their papers, exclusions, each with its source.
pub(super) fn rules_of(lang: Lang, it: &Rules) -> Markup {
    html! {
        section {
            div class="sh" { h2 { (w::rules_head(lang)) } span class="sub" { (w::rules_note(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::class_head(lang)) } th { (w::papers_head(lang)) } th {
                        (w::source_head(lang)) }
                } }
                tbody { @for (of, (papers, source)) in &it.classes { tr {
                    td class="way" { (class(lang, *of)) }
                    td data-l=(w::papers_head(lang)) {
                        (papers.iter().map(|it| paper(lang, *it)).collect::<Vec<_>>().join(", "))
                    }
                    td class="sub" data-l=(w::source_head(lang)) { (sources::shown(lang, source)) }
                } } }
            }
            table class="rows gap" {
                thead { tr { th { (w::exclusion_head(lang)) } th { (w::source_head(lang)) } } }
                tbody { @for (of, source) in &it.exclusions { tr {
                    td class="way" { (exclusion(lang, *of)) }
                    td class="sub" data-l=(w::source_head(lang)) { (sources::shown(lang, source)) }
                } } }
            }
        }
    }
}

fn sheet(lang: Lang, it: &Sheet) -> Markup {
    let sum: i64 = it.items.iter().map(|it| it.points_max).sum();
    html! {
        section {
            div class="sh" {
                h2 { (w::sheet_head(lang, &it.code)) }
                span class="sub" {
                    @if it.valid_from > Micros::new(0) { (w::sheet_from(lang,
                        &on_day(it.valid_from))) " · " }
                    (sources::shown(lang, &it.source))
                }
            }
            p class="none" { (w::sheet_rule(lang, &format::won(lang, it.capital_min), it.points_min)) }
            table class="rows" {
                thead { tr {
                    th { (w::item_head(lang)) } th { (w::area_head(lang)) }
                    th class="num" { (w::most_head(lang)) }
                } }
                tbody {
                    @for item in &it.items { tr {
                        td class="way" { (if lang == Lang::Ko { &item.name_ko } else {
                            &item.name_en }) }
                        td data-l=(w::area_head(lang)) { (area(lang, item.area)) }
                        td class="num" data-l=(w::most_head(lang)) { (item.points_max) }
                    } }
                    tr {
                        td class="way b" { (w::sum_head(lang)) } td {}
                        td class="num b" data-l=(w::most_head(lang)) { (sum) }
                    }
                }
            }
        }
    }
}

fn sheet_form(
    lang: Lang,
    state: &ConsoleState,
    who: &Entered,
    (back, wants): (&Back, Wants),
    latest: Option<&Sheet>,
) -> Markup {
    let line = |it: &eligibility::Item| {
        let (area, code) = (it.area.as_str(), &it.code);
        format!("{area},{code},{},{},{}", it.points_max, it.name_ko, it.name_en)
    };
    let present: Vec<String> =
        latest.map(|it| it.items.iter().map(line).collect()).unwrap_or_default();
    let present = present.join("\n");
    let text = |it: Option<String>| it.unwrap_or_default();
    let capital = text(latest.map(|it| it.capital_min.grouped()));
    let points = text(latest.map(|it| it.points_min.to_string()));
    let form = back.form("sheet");
    let tomorrow = day(state.now().business_date().next());
    let items = (&*w::items_label(lang), &*w::items_help(lang));
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            details class="ask" open[form.is_back()] {
                summary { (w::sheet_form_head(lang)) }
                form method="post" action="/console/eligibility/sheet" {
                    (form_field(who))
                    (key(state.env().id(0)))
                    p { (w::sheet_effect(lang)) }
                    (form.must("code_of", w::sheet_code_label(lang), None))
                    (form.field(("from", "date"), w::sheet_from_label(lang), None, &tomorrow))
                    (form.field(("capital_min", "text"), w::capital_min_label(lang), None, &capital))
                    (form.field(("points_min", "number"), w::points_min_label(lang), None, &points))
                    (form.must("source", w::sheet_source_label(lang), Some(words::both_languages(lang))))
                    (form.lines("items", items, (10, 8_000), &present))
                    (form.why(lang, wants))
                    button class="btn p" { (w::sheet_button(lang)) }
                }
            }
        }
    }
}
