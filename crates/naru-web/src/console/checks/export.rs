//! A check to take along: the printed report, the items as CSV, the whole as JSON and as OSCAL.

use super::lead::last_day;
use super::one::View;
use super::plain::{how, opinion_word, state_word, value_word, what};
use super::{Eyes, HERE, load, one, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::assets;
use crate::console::frame;
use crate::console::gates::document_title;
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::lines;
use crate::console::pieces::{date_time, day};
use crate::console::spreadsheet::{Sheet, at};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use data_encoding::HEXLOWER;
use maud::{DOCTYPE, Markup, html};
use naru_base::{Answer, Lang, Micros};
use naru_core::admission::{self, Decision, Verdict};
use naru_core::check::{
    Engagement, Finding, Item, Level, State as Stands, Value, deeds, oscal, report as made,
};

/// Columns, in this order for good: programs read them.
const COLUMNS: [&str; 13] = [
    "item",
    "title_ko",
    "title_en",
    "level",
    "severity",
    "value",
    "how",
    "machine_now",
    "machine_then",
    "grounds",
    "demand",
    "evidence_sha256",
    "found_at",
];

/// `GET /console/checks/{id}/csv`
pub(crate) async fn csv(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let shown = match load(&state, &ask, &who, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    let eyes = Eyes::of(&who, &shown.dossier.engagement);
    let view = one::plain_view(ask.lang, &who, (eyes, None), &shown, state.env());
    let mut sheet = Sheet::of(&COLUMNS);
    for item in &shown.dossier.list.items {
        sheet.add(&fields(&view, item));
    }
    sheet.file(&format!("naru-check-{id}.csv"))
}

fn fields(view: &View<'_>, item: &Item) -> [String; 13] {
    let found = view.dossier().finding(&item.id).filter(|_| view.sees_findings());
    let level = if item.level == Level::Must { "must" } else { "should" };
    let about = view.dossier().about(&item.id).map(|it| HEXLOWER.encode(&it.sha256));
    [
        item.id.clone(),
        item.title.ko.clone(),
        item.title.en.clone(),
        level.to_owned(),
        item.severity.to_string(),
        found.map(|it| it.value.to_string()).unwrap_or_default(),
        found.map(|it| it.how.to_string()).unwrap_or_default(),
        view.opinion(item).to_string(),
        found.map(|it| it.opinion.to_string()).unwrap_or_default(),
        found.map(|it| it.grounds.clone()).unwrap_or_default(),
        found.filter(|it| it.value.is_open()).map(|it| it.demand.clone()).unwrap_or_default(),
        about.collect::<Vec<_>>().join(" "),
        found.map(|it| at(it.at)).unwrap_or_default(),
    ]
}

/// `GET /console/checks/{id}/json`
pub(crate) async fn json(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let shown = match load(&state, &ask, &who, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if !shown.dossier.has_findings() {
        return nothing_yet(&ask);
    }
    let (dossier, now) = (&shown.dossier, state.now());
    let sees = Eyes::of(&who, &dossier.engagement).see_findings(dossier.engagement.state);
    let body = if sees { made::of(dossier, now) } else { made::withheld(dossier, now) }.to_string();
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

/// `GET /console/checks/{id}/oscal`: what was found, as assessment results.
pub(crate) async fn oscal_results(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let shown = match load(&state, &ask, &who, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if !shown.dossier.has_findings() {
        return nothing_yet(&ask);
    }
    let (dossier, now) = (&shown.dossier, state.now());
    let sees = Eyes::of(&who, &dossier.engagement).see_findings(dossier.engagement.state);
    let made = if sees { oscal::judged(dossier, now) } else { oscal::withheld(dossier, now) };
    document(&format!("naru-check-{id}"), &made)
}

pub(super) fn document(name: &str, it: &serde_json::Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.oscal.json\"")),
    ];
    (headers, it.to_string()).into_response()
}

/// There is no report before the first finding.
fn nothing_yet(ask: &Ask) -> Response {
    let lang = ask.lang;
    let (title, text) = (w::no_report_head(lang), w::no_report(lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

/// `GET /console/checks/{id}/report`: made to be printed.
pub(crate) async fn report(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let shown = match load(&state, &ask, &who, &id).await {
        Ok(it) => it,
        Err(response) => return response,
    };
    if !shown.dossier.has_findings() {
        return nothing_yet(&ask);
    }
    let eyes = Eyes::of(&who, &shown.dossier.engagement);
    let people = match eyes {
        Eyes::Own => None,
        _ => match People::load(&state).await {
            Ok(it) => Some(it),
            Err(no) => return frame::fault(&ask, &no),
        },
    };
    let lang = ask.lang;
    let mut view = one::plain_view(lang, &who, (eyes, people.as_ref()), &shown, state.env());
    view.waits = match one::waiting(&state, &who, view.it()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let decision = match decision_of(&state, view.it()).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let confirmed = decision.as_ref().map_or_else(String::new, |it| match &people {
        Some(people) => people.name(lang, it.by[1]),
        None => w::of_the_body_second(lang),
    });
    let until = decision.filter(|it| it.verdict == Verdict::Passed).map(|it| it.holds_until);
    let title = format!("{} · {}", w::report_title(lang), shown.name);
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (frame::head(lang, &title, false))
            body class="paper" {
                link rel="stylesheet" href=(assets::check_css());
                nav class="tools" {
                    a href=(format!("{HERE}/{id}")) { (w::report_back(lang)) } " "
                    (frame::language_link(&ask)) " "
                    span class="sub" { (w::report_print(lang)) }
                }
                main id="main" { (paper(&view, &confirmed, until)) }
            }
        }
    };
    lines::sent(body).into_response()
}

/// What was decided at the gate of a check that is over, in the commit of its result.
async fn decision_of(state: &ConsoleState, it: &Engagement) -> Answer<Option<Decision>> {
    if !it.state.is_final() {
        return Ok(None);
    }
    let code = it.institution.clone();
    let facts = state.parts.store.read(move |tx| Ok(admission::facts_of(tx, &code)?)).await?;
    let mut all = facts.decisions.into_iter();
    Ok(all.find(|of| {
        of.gate == it.gate() && of.service == it.service && of.decided_at == it.changed_at
    }))
}

/// `until`: of a check that was passed, until when that holds; without an end it is `None` inside.
fn paper(view: &View<'_>, confirmed: &str, until: Option<Option<Micros>>) -> Markup {
    let (lang, it, list) = (view.lang, view.it(), &view.dossier().list);
    let inspector = it.inspector.map(|id| match view.people {
        Some(people) => people.name(lang, id),
        None => w::of_the_body_first(lang),
    });
    let slot = it.slot.map(|(from, to)| w::report_slot(lang, &day(from), &day(to)));
    html! {
        h1 { (w::report_title(lang)) }
        p class="name" { (view.shown.name) " · " (what(lang, it)) }
        @if !it.state.is_final() { p class="b" { (w::report_draft(lang)) } }
        dl class="kv" {
            dt { (w::report_no(lang)) } dd class="mono" { (it.id) }
            dt { (w::institution_head(lang)) } dd { (view.shown.name) " (" (it.institution) ")" }
            dt { (w::report_list(lang)) }
            dd { (list.title.of(lang)) " · " (list.key()) " · " (list.source_note.of(lang)) }
            dt { (w::report_period(lang)) } dd { (slot.unwrap_or_else(|| "–".to_owned())) }
            dt {
                @if it.state.is_final() { (w::report_state(lang)) }
                @else { (w::report_stage(lang)) }
            }
            dd class="b" {
                (result(view)) " (" (unbroken(&as_of(view))) ")"
            }
            @if let Some(until) = until {
                dt { (w::until_label(lang)) }
                dd { (until.map_or_else(|| w::without_end(lang), last_day)) }
            }
            @if let Some(at) = it.fix_by.filter(|_| !it.state.is_final()) {
                dt { (w::report_fix_by(lang)) } dd { (last_day(at)) }
            }
            dt { (w::report_rule(lang)) }
            dd { (w::report_must(lang)) " " (list.rule.source.of(lang)) }
            dt { (w::report_hash(lang)) }
            dd class="mono" { (HEXLOWER.encode(&made::digest(view.dossier()))) }
        }
        (sums(view))
        h2 { (w::report_items(lang)) }
        (items(view))
        dl class="signs" {
            div { dt { (w::report_sign_first(lang)) } dd { (inspector.unwrap_or_default()) } }
            div { dt { (w::report_sign_second(lang)) } dd { (confirmed) } }
        }
    }
}

/// How it ended; while it goes on where it stands, and what is proposed.
fn result(view: &View<'_>) -> String {
    let proposed = view.waits.as_ref().and_then(|case| deeds::conclusion_of(case).ok());
    match proposed {
        Some((_, it)) if it.is_pass => w::report_proposed_pass(view.lang),
        Some(_) => w::report_proposed_fail(view.lang),
        None => state_word(view.lang, view.it().state),
    }
}

/// Of a check that is over when that was; while it goes on, when this was read.
fn as_of(view: &View<'_>) -> String {
    let (lang, it) = (view.lang, view.it());
    match it.state {
        Stands::Passed | Stands::Failed => w::report_ended(lang, &date_time(it.changed_at)),
        Stands::Withdrawn => date_time(it.changed_at),
        _ => w::report_printed(lang, &date_time(view.now)),
    }
}

fn sums(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let items = &view.dossier().list.items;
    let count = |value: Value| {
        let is_it = |it: &&Item| view.dossier().finding(&it.id).is_some_and(|f| f.value == value);
        items.iter().filter(is_it).count()
    };
    // What nobody has judged belongs to the whole, too.
    let open = items.len().saturating_sub(view.dossier().judged());
    html! {
        @if view.sees_findings() {
            h2 { (w::report_sum(lang)) }
            table class="even" {
                thead { tr {
                    @for it in Value::ALL { th class="num" { (value_word(lang, it)) } }
                    @if open > 0 { th class="num" { (w::val_open(lang)) } }
                } }
                tbody { tr {
                    @for it in Value::ALL { td class="num" { (count(it)) } }
                    @if open > 0 { td class="num" { (open) } }
                } }
            }
        }
    }
}

fn items(view: &View<'_>) -> Markup {
    let lang = view.lang;
    html! {
        table class="rows" {
            thead { tr {
                th { (w::report_no_head(lang)) } th { (w::report_item_head(lang)) }
                th { (w::verdict_head(lang)) } th { (w::report_how_head(lang)) }
                th { (w::report_ground_head(lang)) }
            } }
            tbody { @for item in &view.dossier().list.items { (line(view, item)) } }
        }
    }
}

fn line(view: &View<'_>, item: &Item) -> Markup {
    let lang: Lang = view.lang;
    let judged = view.dossier().finding(&item.id);
    let found = judged.filter(|_| view.sees_findings());
    // What is withheld is not undone.
    let is_withheld = judged.is_some() && found.is_none();
    html! {
        tr {
            td class="nw" { (item.id) }
            td class="way" { (item.title.of(lang)) }
            td class="nw b" {
                @match found {
                    Some(it) => (value_word(lang, it.value)),
                    // A result that is proposed is not told but confirmed.
                    None if is_withheld && view.waits.is_some() => (w::val_unconfirmed(lang)),
                    None if is_withheld => (w::val_untold(lang)),
                    None => (w::val_open(lang)),
                }
            }
            td {
                @if let Some(it) = found {
                    (how(lang, it.how))
                    @if !item.signals.is_empty() {
                        @let then = opinion_word(lang, it.opinion);
                        span class="sub block nw" { (w::machine_then(lang, &then)) }
                        // Of a check that is over the report says what was, and no more.
                        @let now = view.opinion(item);
                        @if now != it.opinion && !view.it().state.is_final() {
                            span class="sub block nw" {
                                (w::machine_now(lang, &opinion_word(lang, now)))
                            }
                        }
                    }
                } @else if item.signals.is_empty() { "–" }
                @else {
                    @let now = opinion_word(lang, view.opinion(item));
                    span class="sub nw" { (w::machine_now(lang, &now)) }
                }
            }
            td {
                @if let Some(it) = found {
                    @if !it.grounds.is_empty() { p { (it.grounds) } }
                    @if it.value.is_open() && !it.demand.is_empty() {
                        p class="b" { (w::demand_is(lang, &it.demand)) }
                    }
                    @if let Some(was) = view.dossier().put_right(&item.id) {
                        p { (w::put_right_is(lang, was)) }
                    }
                }
                @let is_silent = |it: &Finding| it.grounds.is_empty() && it.demand.is_empty();
                @let has_documents = view.dossier().about(&item.id).next().is_some();
                @if found.is_none_or(is_silent) && !has_documents { "–" }
                @for it in view.dossier().about(&item.id) {
                    p class="sub" {
                        (w::report_docs(lang)) ": " (document_title(lang, it)) " "
                        span class="mono" { (HEXLOWER.encode(&it.sha256)[..16].to_owned()) "…" }
                    }
                }
            }
        }
    }
}
