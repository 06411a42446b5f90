//! 제안: what waits for a second person, and what is over, page by page.

use super::case::{People, standing};
use super::proposals::{corner_of, deciders, may_decide, page_of, proposed, written_by};
use super::words as w;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Ways, date_time, pager};
use crate::console::{ConsoleState, oss};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{Answer, Id, Lang, Micros};
use naru_core::oss::approval::SeatChange;
use naru_core::proposal::{self, Case, Moment, State as Standing};
use naru_store::Tx;
use serde::Deserialize;

const HERE: &str = "/console/proposals";
const PER_PAGE: usize = 50;

/// Where the list of what is over goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    before: String,
}

fn moment(text: &str) -> Option<Moment> {
    let (at, id) = text.split_once('-')?;
    Some((Micros::new(at.parse().ok()?), Id::parse(id).ok()?))
}

/// Those that wait for a second person, as far as this reader sees them here, the oldest first.
fn open_to(tx: &mut Tx<'_>, who: &Entered, now: Micros) -> Answer<Vec<Case>> {
    let mut open = proposal::waiting(tx, now)?;
    open.retain(|it| (corner_of(&it.kind).is_here)(it, who));
    Ok(open)
}

/// How many of them this reader may decide.
pub(crate) async fn waiting(state: &ConsoleState, who: &Entered) -> Answer<i64> {
    let (reader, now) = (who.clone(), state.now());
    let read = move |tx: &mut Tx<'_>| {
        let open = open_to(tx, &reader, now)?;
        let written = written_by(tx, reader.session.account, open.iter())?;
        Ok((open, written))
    };
    let (open, written) = state.parts.store.read(read).await?;
    let mine = open.iter().filter(|it| may_decide(who, it, (state, &written))).count();
    let seats = oss::open_seat_changes(state, who).await?;
    let mine = mine + seats.iter().filter(|it| oss::is_others(who, it)).count();
    Ok(i64::try_from(mine).unwrap_or(i64::MAX))
}

/// `GET /console/proposals`: of every kind those that this person may see, first those that wait
/// for this person.
pub(crate) async fn list_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (reader, before) = (who.clone(), moment(&given.before));
    let read = move |tx: &mut Tx<'_>| {
        let is_here = |it: &Case| (corner_of(&it.kind).is_here)(it, &reader);
        let open = open_to(tx, &reader, now)?;
        let written = written_by(tx, reader.session.account, open.iter())?;
        Ok(((open, written), proposal::over(tx, now, before, (PER_PAGE, &is_here))?))
    };
    let ((mut open, written), (recent, next)) = match state.parts.store.read(read).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let start = before.map(|_| HERE.to_owned());
    let next = next.map(|(at, id)| format!("{HERE}?before={}-{id}#over", at.get()));
    let ways = Ways::onward(lang, start, next);
    let may = |it: &Case| may_decide(&who, it, (&state, &written));
    open.sort_by_key(|it| !may(it));
    let about: Vec<&Case> = open.iter().chain(&recent).collect();
    let people = match People::load_about(&state, &about).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    // Changes of who fills an office stand on a shelf of their own, and wait as the others do.
    let seats = match oss::open_seat_changes(&state, &who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let all = open.len() + seats.len();
    let for_me = open.iter().filter(|it| may(it)).count();
    let for_me = for_me + seats.iter().filter(|it| oss::is_others(&who, it)).count();
    let main = html! {
        div class="head" { h1 { (w::proposals(lang)) } }
        p class="lead" {
            @if all == 0 { (w::none_open(lang)) }
            @else if for_me == 0 { (w::open_none_yours(lang, all)) }
            @else { (w::open_n(lang, all, for_me)) }
        }
        @if all > 0 {
            section {
                div class="sh" { h2 { (w::open_head(lang)) } }
                @for it in &seats { (open_seat(lang, &people, it, oss::is_others(&who, it))) }
                @for it in &open { (open_one(lang, &people, it, may(it))) }
            }
        }
        section id="over" {
            div class="sh" {
                h2 { (w::recent_head(lang)) }
                span class="sub" { (w::recent_note(lang)) }
            }
            @if recent.is_empty() { p class="none" { (w::recent_none(lang)) } }
            @else {
                (decided(lang, &recent, &people, &state))
                (pager(lang, recent.len(), ways))
            }
        }
    };
    let (ask, who, title) = (&ask, &who, w::proposals(lang));
    frame::page(&state, &Page { ask, who, title, here: HERE, topic: Topic::Watch, main })
}

/// One that waits.
fn open_one(lang: Lang, people: &People, it: &Case, is_mine: bool) -> Markup {
    html! {
        div class="two" {
            p {
                (standing(lang, Standing::Open)) " "
                b { (unbroken(&people.headline(lang, it))) }
            }
            p class="sub2" {
                b { (w::effect(lang)) } " " (unbroken(&people.effect(lang, it)))
            }
            p class="sub xs" {
                (proposed(lang, Some(people), it))
                " · " (w::for_roles(lang, &deciders(lang, it)))
            }
            p class="acts" {
                a class="btn" href=(page_of(it)) {
                    @if is_mine { (w::look(lang)) }
                    @else { (w::look_only(lang)) }
                    span class="vh" { " " (people.headline(lang, it)) }
                }
            }
        }
    }
}

/// The same of a change of who fills an office, which is decided on its own page.
fn open_seat(lang: Lang, people: &People, it: &SeatChange, is_mine: bool) -> Markup {
    let headline = oss::seat_headline(lang, it);
    let by = it.by.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
    html! {
        div class="two" {
            p { (standing(lang, Standing::Open)) " " b { (unbroken(&headline)) } }
            p class="sub2" { (it.source) }
            p class="sub xs" {
                (w::proposed_by(lang)) " "
                @if let Some(by) = by { (people.name(lang, by)) " " }
                span class="nw" { (date_time(it.at)) } " · "
                (unbroken(&w::lapses(lang, &date_time(it.expires_at))))
            }
            p class="acts" {
                a class="btn" href="/console/oss/seats#changes" {
                    @if is_mine { (w::look(lang)) } @else { (w::look_only(lang)) }
                    span class="vh" { " " (headline) }
                }
            }
        }
    }
}

fn decided(lang: Lang, recent: &[Case], people: &People, state: &ConsoleState) -> Markup {
    let by = |id: Option<Id>| id.map_or_else(String::new, |id| people.name(lang, id));
    html! {
        table class="rows" {
            thead { tr {
                th { (w::when_head(lang)) }
                th { (w::deed_label(lang)) }
                th { (w::state_head(lang)) }
                th { (w::by_head(lang)) } th { (w::decided_head(lang)) }
            } }
            tbody { @for it in recent { tr {
                td class="nw" { (date_time(it.over_at())) }
                td class="way" {
                    a href=(page_of(it)) { (unbroken(&people.headline(lang, it))) }
                }
                td { (standing(lang, it.state_at(state.now()))) }
                td data-l=(w::by_head(lang)) { (people.name(lang, it.proposed_by)) }
                td data-l=(w::decided_head(lang)) { (by(it.decided_by)) }
            } } }
        }
    }
}
