//! 사건: the list of incidents, and the form that opens one.

pub(crate) mod one;
mod words;

use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::inbox::exercise;
use crate::console::live::Topic as Live;
use crate::console::pieces::{Span, Ways, date_time, form_field, pages, select};
use crate::console::shape::{Shape, shape, state as shown};
use crate::console::typed::text_of;
use crate::console::{ConsoleState, format, words as common};
use axum::extract::{Form, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, No};
use naru_core::incident::{
    self, Filter, Grade, Incident, NewIncident, State, Status, TEXT_CHARS_MAX, TITLE_CHARS_MAX,
};
use naru_core::reactions;
use serde::Deserialize;
use words as w;

const PER_PAGE: usize = 50;

/// A grade: shape, word and colour.
fn grade(lang: Lang, it: Grade) -> Markup {
    let (class, with) = match it {
        Grade::One => ("stop", Shape::Square),
        Grade::Two => ("limit", Shape::Diamond),
        Grade::Three => ("warn", Shape::Triangle),
        Grade::Four => ("na", Shape::Hollow),
    };
    shown(class, with, &w::grade(lang, it.number()))
}

fn standing(lang: Lang, it: State) -> Markup {
    match it {
        State::Open => shown("run", Shape::Half, &w::st_open(lang)),
        State::Closed => shown("ok", Shape::Check, &w::st_closed(lang)),
    }
}

/// Grades in a choice, the gravest first.
fn grades(lang: Lang) -> Vec<(String, String)> {
    let word = |it: Grade| match it {
        Grade::One => w::grade_1(lang),
        Grade::Two => w::grade_2(lang),
        Grade::Three => w::grade_3(lang),
        Grade::Four => w::grade_4(lang),
    };
    Grade::ALL.into_iter().map(|it| (it.number().to_string(), word(it))).collect()
}

/// A refusal in words, at the field it is about.
fn wrong(lang: Lang, code: &str, field: &'static str) -> Wrong {
    let (field, text) = match code {
        "incident/text-length" => (field, w::bad_length(lang, TEXT_CHARS_MAX)),
        "incident/same-grade" => ("grade", w::bad_grade(lang)),
        "incident/closed" => (field, w::bad_closed(lang)),
        "incident/too-long" => (field, w::bad_full(lang)),
        _ => (field, common::stale_form(lang)),
    };
    Wrong { field, text }
}

/// What is wrong with a text that is longer than its field takes: nothing is cut.
fn too_long(lang: Lang, field: &'static str, text: &str) -> Option<Wrong> {
    let count = text.chars().count();
    let is_long = count > TEXT_CHARS_MAX;
    is_long.then(|| Wrong { field, text: common::text_too_long(lang, TEXT_CHARS_MAX, count) })
}

/// A text of several lines: label, help, what is wrong with it.
fn area(name: &str, label: &str, help: &str, value: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|it| it.field == name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            @if !help.is_empty() { p class="help" id=(format!("{name}-help")) { (help) } }
            textarea id=(name) name=(name) rows="4" maxlength=(TEXT_CHARS_MAX) required
                aria-describedby=[(!help.is_empty()).then(|| format!("{name}-help"))]
                aria-invalid=[wrong.map(|_| "true")] { (value) }
            @if let Some(wrong) = wrong {
                p class="error" { (shape(Shape::Square)) (wrong.text) }
            }
        }
    }
}

/// Which incidents, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    state: String,
    before: String,
}

impl Given {
    /// The ways from a page that ends with an incident and has more behind it.
    fn ways(&self, lang: Lang, last: Option<&Incident>) -> Ways {
        let state = format::query_value(&self.state);
        let next = last.map(|it| format!("/console/incidents?state={state}&before={}", it.id));
        let start = Id::parse(&self.before).ok().map(|_| listed(&self.state));
        Ways::onward(lang, start, next)
    }
}

/// Where the incidents of a state are listed, from the newest on.
fn listed(state: &str) -> String {
    match state {
        "" => "/console/incidents".to_owned(),
        _ => format!("/console/incidents?state={}", format::query_value(state)),
    }
}

/// `GET /console/incidents`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let filter = Filter {
        state: State::parse(&given.state),
        before: Id::parse(&given.before).ok(),
        limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
    };
    let keys = state.parts.keys.clone();
    let read = state.parts.store.read(move |tx| {
        let found = incident::list(tx, &keys, &filter)?;
        Ok((found, incident::open_count(tx)?, incident::placed(tx, &filter)?))
    });
    let (mut found, open, (all, before)) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    let ways = given.ways(lang, found.last().filter(|_| more));
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    let span = Span { before: count(before), shown: found.len(), all: count(all) };
    let main = html! {
        div class="head" {
            h1 { (w::incidents(lang)) }
            @if who.session.post.may(Right::IncidentsManage) {
                p class="acts" {
                    a class="btn p" href="/console/incidents/open" { (w::open_button(lang)) }
                }
            }
        }
        p class="lead" {
            @if open > 0 { b class="c-warn" { (w::lead_open(lang, open)) } }
            @else { (w::lead_none(lang)) }
        }
        (chips(lang, &given.state))
        section {
            div class="sh" { h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) } }
            @if found.is_empty() {
                p class="none" { (w::none(lang)) }
            } @else {
                (table(lang, &found))
                (pages(lang, span, &ways))
            }
        }
    };
    let title = w::incidents(lang);
    let (ask, who) = (&ask, &who);
    let page = Page { ask, who, title, here: "/console/incidents", topic: Live::Watch, main };
    frame::page(&state, &page)
}

fn chips(lang: Lang, chosen: &str) -> Markup {
    let all = [
        ("", w::chip_all(lang)),
        (State::Open.as_str(), w::chip_open(lang)),
        (State::Closed.as_str(), w::chip_closed(lang)),
    ];
    html! {
        nav class="chips" aria-label=(w::chips(lang)) {
            @for (value, word) in &all {
                a href=(listed(value)) aria-current=[(*value == chosen).then_some("true")] { (word) }
            }
        }
    }
}

fn table(lang: Lang, found: &[Incident]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::head_grade(lang)) } th { (w::head_state(lang)) }
                th { (w::head_title(lang)) } th class="num" { (w::head_entries(lang)) }
                th class="num" { (w::head_opened(lang)) } th class="num" { (w::head_closed(lang)) }
            } }
            tbody { @for it in found { tr {
                td { (grade(lang, it.grade)) }
                td { (standing(lang, it.state)) }
                td class="way any" {
                    (exercise(lang, it.status))
                    a href=(format!("/console/incidents/{}", it.id)) { (it.title) }
                }
                td class="num" data-l=(w::head_entries(lang)) { (it.entries) }
                td class="num" data-l=(w::head_opened(lang)) { (date_time(it.opened_at)) }
                td class="num" data-l=(w::head_closed(lang)) {
                    (it.closed_at.map_or_else(|| format::NONE.to_owned(), date_time))
                }
            } } }
        }
    }
}

/// The form that opens an incident.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Opening {
    form: String,
    key: String,
    status: String,
    grade: String,
    title: String,
    text: String,
}

/// `GET /console/incidents/open`
pub(crate) async fn open_page(With(state): With<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show_opening(&state, &ask, &who, &Opening::default(), &[])
}

fn show_opening(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Opening,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let key = match Id::parse(&given.key) {
        Ok(key) => key,
        Err(_) => state.env().id(0),
    };
    let statuses = [
        (Status::Actual.as_str().to_owned(), w::status_actual(lang)),
        (Status::Exercise.as_str().to_owned(), w::status_exercise(lang)),
    ];
    let chosen = if given.grade.is_empty() { "3" } else { &given.grade };
    let title_wrong = wrongs.iter().find(|it| it.field == "title");
    let main = html! {
        p class="crumb" { a href="/console/incidents" { (w::incidents(lang)) } " › " (w::open_head(lang)) }
        div class="head" { h1 { (w::open_head(lang)) } }
        p class="lead" { (w::open_lead(lang)) }
        (summary(lang, wrongs))
        form class="two" method="post" action="/console/incidents/open" {
            (form_field(who))
            input type="hidden" name="key" value=(key);
            (select("status", &w::status_label(lang), &statuses, &given.status))
            (select("grade", &w::grade_label(lang), &grades(lang), chosen))
            div class="field" {
                label for="title" { (w::title_label(lang)) }
                p class="help" id="title-help" { (w::title_help(lang)) }
                input id="title" name="title" maxlength=(TITLE_CHARS_MAX) required value=(given.title)
                    autocomplete="off" aria-describedby="title-help"
                    aria-invalid=[title_wrong.map(|_| "true")];
                @if let Some(wrong) = title_wrong {
                    p class="error" { (shape(Shape::Square)) (wrong.text) }
                }
            }
            (area("text", &w::text_label(lang), &w::text_help(lang), &given.text, wrongs))
            button class="btn p" { (w::open_submit(lang)) }
        }
    };
    let title = w::open_head(lang);
    let page = Page { ask, who, title, here: "/console/incidents", topic: Live::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is wrong with a title: of one that is too long also how long it is.
fn bad_title(lang: Lang, title: &str) -> Option<Wrong> {
    let count = title.chars().count();
    let text = match count > TITLE_CHARS_MAX {
        true => common::text_too_long(lang, TITLE_CHARS_MAX, count),
        false if title.is_empty() || title.contains(char::is_control) => {
            w::bad_title(lang, TITLE_CHARS_MAX)
        }
        false => return None,
    };
    Some(Wrong { field: "title", text })
}

/// `POST /console/incidents/open`
pub(crate) async fn open(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Opening>,
) -> Response {
    let lang = ask.lang;
    let again = |wrong: Wrong| show_opening(&state, &ask, &who, &given, &[wrong]);
    let Some(id) = Id::parse(&given.key).ok().filter(|_| who.wrote(&given.form)) else {
        return again(Wrong { field: "text", text: common::stale_form(lang) });
    };
    let chosen = given.grade.parse().ok().and_then(Grade::of_number);
    let (Some(grade), Some(status)) = (chosen, Status::parse(&given.status)) else {
        return again(Wrong { field: "grade", text: w::bad_choice(lang) });
    };
    let (title, text) = (given.title.trim().to_owned(), text_of(&given.text));
    let wrongs: Vec<Wrong> =
        bad_title(lang, &title).into_iter().chain(too_long(lang, "text", &text)).collect();
    if !wrongs.is_empty() {
        return show_opening(&state, &ask, &who, &given, &wrongs);
    }
    let new = NewIncident { id, grade, status, title, text };
    let (env, keys, me) = (state.env(), state.parts.keys.clone(), who.session.account);
    let write =
        move |tx: &mut naru_store::Tx<'_>| reactions::open_incident(tx, &env, &keys, me, &new);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to(&format!("/console/incidents/{id}")).into_response(),
        Err(No::Refusal(it)) => again(wrong(lang, it.code, "text")),
        Err(no) => frame::fault(&ask, &no),
    }
}
