//! The days: what is closed, what runs, what is due; closing one.

use super::{refusal, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{
    Proof, Span, Wants, Ways, day, form_field, fresh_code, pages, parse_day,
};
use crate::console::shape::{Shape, state as mark};
use crate::console::{ConsoleState, format, words};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, BusinessDate, Lang, No};
use naru_core::settlement::{self, DifferenceSearch, Differences, Standing, Window};
use serde::Deserialize;
use std::collections::BTreeMap;

const PER_PAGE: usize = 50;
/// So many unexplained differences are counted at most; beyond that the exact number says nothing.
const OPEN_MAX: i64 = 1_000;

/// Where the list goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    before: String,
}

struct Days {
    windows: Vec<Window>,
    /// The newest window there is.
    last: Option<BusinessDate>,
    /// Over and not closed, oldest first.
    due: Vec<BusinessDate>,
    /// Today, if anything was ordered up to it.
    running: Option<BusinessDate>,
    counts: BTreeMap<BusinessDate, Differences>,
    open: i64,
    /// Rows before those of this page, and all of them.
    placed: (usize, usize),
}

async fn load(state: &ConsoleState, before: Option<BusinessDate>) -> Answer<Days> {
    let today = state.now().business_date();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let most = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
        let windows = settlement::windows(tx, before.unwrap_or(today.next()), most)?;
        let last = settlement::windows(tx, today.next(), 1)?.first().map(|it| it.date);
        let (all, ahead) = settlement::placed(tx, before.unwrap_or(today.next()))?;
        let next = settlement::next_open(tx)?;
        let mut due = Vec::new();
        let mut date = next.unwrap_or(today);
        while date < today && due.len() < PER_PAGE {
            due.push(date);
            date = date.next();
        }
        let span = windows.last().zip(windows.first()).map(|(a, b)| (a.date, b.date));
        let mut counts = BTreeMap::new();
        if let Some(span) = span {
            counts = settlement::difference_counts(tx, span)?;
        }
        let open = open_count(tx, today)?;
        let running = next.filter(|it| *it <= today).map(|_| today);
        let unclosed = due.len() + usize::from(running.is_some());
        let count = |n: i64| usize::try_from(n).unwrap_or(0);
        let mut days = Days { windows, last, due, running, counts, open, placed: (0, 0) };
        days.placed = (0, unclosed + count(all));
        if before.is_some() {
            days.placed.0 = unclosed + count(ahead);
            (days.due, days.running) = (Vec::new(), None);
        }
        Ok(days)
    };
    state.parts.store.read(read).await
}

/// Unexplained differences, counted up to a bound.
pub(super) fn open_count(tx: &mut naru_store::Tx<'_>, today: BusinessDate) -> Answer<i64> {
    let from = BusinessDate::from_yyyymmdd(20_000_101).unwrap_or(today);
    let search = DifferenceSearch {
        from,
        to: today,
        bank: None,
        standing: Some(Standing::Open),
        after: None,
        limit: OPEN_MAX,
    };
    let found = settlement::search_differences(tx, &search)?.len();
    Ok(i64::try_from(found).unwrap_or(OPEN_MAX))
}

/// `GET /console/settlement`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Filter>,
) -> Response {
    show(&state, &ask, &who, &given, &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Filter,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let before = parse_day(&given.before);
    let loaded = async { Ok::<_, No>((load(state, before).await?, state.wants(who).await?)) };
    let (days, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let may_close = who.session.post.may(Right::SettlementManage);
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        (lead(lang, &days))
        (summary(lang, wrongs))
        @if let Some(first) = days.due.first().filter(|_| may_close) {
            (closing(lang, who, *first, wants, wrongs))
        }
        (list(lang, days))
    };
    let (title, here) = (w::title(lang), "/console/settlement");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead(lang: Lang, days: &Days) -> Markup {
    let closed = match (days.last, days.running) {
        (None, None) => return html! { p class="lead" { (w::lead_none(lang)) } },
        (Some(last), _) => w::lead_closed(lang, &format::date(lang, last)),
        (None, Some(_)) => w::lead_first(lang),
    };
    html! {
        p class="lead" {
            (closed)
            @if let Some(first) = days.due.first() {
                b class="c-warn wrap" {
                    (w::lead_due(lang, days.due.len(), &format::date(lang, *first)))
                }
            }
            @if days.open > 0 {
                a class="c-warn b" href="/console/reconciliation?state=open" {
                    (w::lead_open(lang, days.open))
                }
            } @else { (w::lead_agreed(lang)) }
        }
    }
}

fn closing(
    lang: Lang,
    who: &Entered,
    date: BusinessDate,
    wants: Wants,
    wrongs: &[Wrong],
) -> Markup {
    let text = format::date(lang, date);
    html! {
        section {
            div class="sh" { h2 { (w::close_head(lang, &text)) } }
            form class="two" method="post" action="/console/settlement/close" {
                (form_field(who))
                input type="hidden" name="date" value=(day(date));
                p { (w::close_effect(lang, &text)) }
                p class="sub" { (w::close_why(lang)) }
                (fresh_code(lang, wants, wrongs))
                button class="btn p" { (w::close_button(lang, &text)) }
            }
        }
    }
}

fn list(lang: Lang, mut days: Days) -> Markup {
    let more = days.windows.len() > PER_PAGE;
    days.windows.truncate(PER_PAGE);
    let last = days.windows.last().map(|it| it.date).filter(|_| more);
    let next = last.map(|it| format!("/console/settlement?before={}", day(it)));
    let start = (days.placed.0 > 0).then(|| "/console/settlement".to_owned());
    let ways = Ways::onward(lang, start, next);
    let shown = days.windows.len() + days.due.len() + usize::from(days.running.is_some());
    html! {
        section {
            div class="sh" { h2 { (w::days_head(lang)) } span class="sub" { (w::days_note(lang)) } }
            @if shown == 0 {
                p class="none" { (w::no_days_closed(lang)) }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (w::date_head(lang)) }
                        th { (w::state_head(lang)) }
                        th { (w::value_head(lang)) }
                        th class="num" { (w::count_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                        th class="num" { (w::fee_head(lang)) }
                        th class="num" { (w::carried_head(lang)) }
                        th class="cell-l" { (w::differences_head(lang)) }
                    } }
                    tbody {
                        @if let Some(date) = days.running {
                            (unclosed(lang, date, mark("run", Shape::Half, &w::st_running(lang))))
                        }
                        @for date in days.due.iter().rev() {
                            (unclosed(lang, *date, mark("warn", Shape::Triangle, &w::st_due(lang))))
                        }
                        @for it in &days.windows {
                            @let counts = days.counts.get(&it.date).copied();
                            (closed(lang, it, counts.unwrap_or_default()))
                        }
                    }
                }
                @let span = Span { before: days.placed.0, shown, all: days.placed.1 };
                (pages(lang, span, &ways))
            }
        }
    }
}

fn unclosed(lang: Lang, date: BusinessDate, standing: Markup) -> Markup {
    html! {
        tr {
            td class="nw way" { (format::date(lang, date)) }
            td { (standing) }
            td class="c-3 wide" { (format::NONE) }
            @for _ in 0..4 { td class="c-3 num wide" { (format::NONE) } }
            td class="c-3 cell-l wide" { (format::NONE) }
        }
    }
}

fn closed(lang: Lang, it: &Window, counts: Differences) -> Markup {
    let count = |n: i64| format::count(u64::try_from(n).unwrap_or(0));
    html! {
        tr {
            td class="nw way" {
                a href=(format!("/console/settlement/{}", it.date)) { (format::date(lang, it.date)) }
            }
            td { (mark("ok", Shape::Check, &w::st_closed(lang))) }
            td class="nw" data-l=(w::value_head(lang)) { (format::date(lang, it.value_date)) }
            td class="num" data-l=(w::count_head(lang)) { (count(it.moved.count)) }
            td class="num b" data-l=(w::amount_head(lang)) { (it.moved.amount.grouped()) }
            td class="num" data-l=(w::fee_head(lang)) { (it.fee.grouped()) }
            td class="num" data-l=(w::carried_head(lang)) {
                @if it.carried.count > 0 { span class="c-doubt b" { (count(it.carried.count)) } }
                @else { span class="c-3" { "0" } }
            }
            td class="cell-l" data-l=(w::differences_head(lang)) {
                (differences(lang, it.date, counts))
            }
        }
    }
}

fn differences(lang: Lang, date: BusinessDate, it: Differences) -> Markup {
    let all = it.open + it.explained + it.resolved;
    let of_day = day(date);
    let to = format!("/console/reconciliation?from={of_day}&to={of_day}");
    html! {
        @if all == 0 { span class="c-3" { "0" } }
        @else if it.open > 0 { a class="c-warn b" href=(to) { (w::diff_counts(lang, it.open, all)) } }
        @else { a href=(to) { (w::diff_done(lang, all)) } }
    }
}

/// The form that closes a day.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    form: String,
    date: String,
    code: String,
}

/// `POST /console/settlement/close`
pub(crate) async fn close(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Given>,
) -> Response {
    let lang = ask.lang;
    let again = |field, text| {
        let (state, ask, who) = (&state, &ask, &who);
        async move { show(state, ask, who, &Filter::default(), &[Wrong { field, text }]).await }
    };
    let Some(date) = parse_day(&given.date).filter(|_| who.wrote(&given.form)) else {
        return again("main", words::stale_form(lang)).await;
    };
    match state.prove(&who, &given.code).await {
        Ok(Proof::Fresh) => {}
        Ok(Proof::Wrong) => return again("code", words::code_refused(lang)).await,
        Ok(Proof::Over) => return Redirect::to("/console/login?said=again").into_response(),
        Err(no) => return frame::fault(&ask, &no),
    }
    let (env, session) = (state.env(), who.token.hash());
    let (account, post) = (who.session.account, who.session.post.clone());
    let write = move |tx: &mut naru_store::Tx<'_>| {
        naru_core::desk::close_day(tx, &env, &session, (account, &post), date)
    };
    match state.parts.store.write(write).await {
        Ok(it) => Redirect::to(&format!("/console/settlement/{}", it.window.date)).into_response(),
        Err(No::Refusal(it)) => again("main", refusal(lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
