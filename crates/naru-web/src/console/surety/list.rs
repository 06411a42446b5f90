//! Everybody's cover: required, active, unsettled, free, and for how many days that lasts.

use super::plain::{Health, days, health, health_shown};
use super::{forms, words as w};
use crate::console::ConsoleState;
use crate::console::format;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::rows::{Look, finder, foot_of_institutions};
use crate::console::shape::{Shape, state as shown};
use crate::console::typed::Back;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Lang, Micros, No, Won};
use naru_core::admission::Standing;
use naru_core::desk::{self, HeadRoom};
use naru_core::hub::Directory;
use naru_core::identity::Institution;
use naru_core::proposal::{self, Case};
use naru_core::surety::deeds;
use std::collections::BTreeMap;

const HERE: &str = "/console/surety";

/// Reads the head-room of every institution.
pub(super) async fn load(state: &ConsoleState) -> Answer<BTreeMap<ClientUseCode, HeadRoom>> {
    let (now, directory) = (state.now(), state.parts.hub.directory());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        Ok(desk::head_rooms(tx, directory.institutions.keys(), now)?)
    };
    state.parts.store.read(read).await
}

/// The form's word among those of surety.
pub(super) const RENAME: &str = "rename";

/// Whose cover a proposal is about that waits for a second person and that this person is told of,
/// once for each proposal; and how many are about an insurer's name.
async fn waiting(state: &ConsoleState, who: &Entered) -> Answer<(Vec<ClientUseCode>, usize)> {
    let now = state.now();
    let (open, _) = state.parts.store.read(move |tx| proposal::list(tx, now)).await?;
    let is_told =
        |it: &&Case| it.kind.starts_with(deeds::PREFIX) && who.is_told(it, Right::SuretyRead);
    let told: Vec<&Case> = open.iter().filter(is_told).collect();
    let renames = told.iter().filter(|it| it.kind == deeds::RENAME).count();
    Ok((told.into_iter().filter_map(|it| deeds::about(&it.subject)).collect(), renames))
}

struct Row<'r> {
    institution: &'r Institution,
    /// Whether it may withdraw at all: of others nothing is missing yet.
    is_live: bool,
    room: &'r HeadRoom,
    health: Health,
}

fn fits(it: &Row<'_>, show: &str) -> bool {
    match show {
        "out" => it.is_live && it.health == Health::Out,
        "short" => it.is_live && it.room.position.active < it.room.position.required,
        "ending" => matches!(it.health, Health::Ending(_) | Health::Falling(_)),
        "low" => it.health == Health::Low,
        "new" => !it.is_live,
        _ => true,
    }
}

/// Where proposals that wait are decided: of a single institution on its page.
fn waiting_at((all, renames): (&[ClientUseCode], usize)) -> String {
    match all {
        [code] if renames == 0 => format!("/console/surety/{code}"),
        _ => "/console/proposals".to_owned(),
    }
}

/// The page.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    look: &Look,
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = async {
        Ok::<_, No>((load(state).await?, waiting(state, who).await?, state.wants(who).await?))
    };
    let (rooms, (waiting, renames), wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let directory = state.parts.hub.directory();
    let rows = rows(&directory, &rooms, now);
    // Whoever is not live yet withdraws nothing: nothing is required of it so far.
    let bound: Vec<&Row<'_>> = rows.iter().filter(|it| it.is_live).collect();
    let main = html! {
        div class="head" {
            h1 { (w::surety(lang)) }
            p class="meta" { (w::meta(lang, rows.len())) }
            p class="acts" { a class="btn" href="/console/surety.json" { (w::json(lang)) } }
        }
        p class="lead" {
            @if rows.is_empty() { (w::lead_none(lang)) }
            @else if bound.is_empty() { (w::lead_not_live(lang)) }
            @else { (lead(lang, &bound)) }
            @let all = waiting.len() + renames;
            @if all > 0 {
                " " a href=(waiting_at((&waiting, renames))) { (w::lead_waiting(lang, all)) }
            }
        }
        (back.summary(lang))
        @if !rows.is_empty() {
            (chips(lang, &rows, &look.show))
            (finder(lang, HERE, look, rows.len()))
            section {
                div class="sh" {
                    h2 { (w::table_head(lang)) }
                    span class="sub" { (w::table_note(lang, rows[0].room.position.factor.base)) }
                }
                (table((lang, now), (&rows, &waiting), look))
            }
        }
        @if who.session.post.may(Right::SuretyManage) {
            (forms::rename(lang, (who, wants), (&directory.insurers, back), state.env().id(0)))
        }
    };
    let title = w::surety(lang);
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is needed and there, and who lacks something or soon will.
fn lead(lang: Lang, bound: &[&Row<'_>]) -> String {
    let sum = |of: fn(&HeadRoom) -> Won| {
        let sum = bound.iter().try_fold(Won::ZERO, |sum, it| sum.plus(of(it.room)));
        sum.unwrap_or(Won::ZERO)
    };
    let count = |of: &str| bound.iter().filter(|it| fits(it, of)).count();
    let (required, active) = (sum(|it| it.position.required), sum(|it| it.position.active));
    let won = |it: Won| format::won(lang, it);
    let exposure = won(sum(|it| it.position.exposure));
    let mut said = vec![match count("short") {
        0 if required == active => w::lead_enough_all(lang, bound.len(), &won(required), &exposure),
        _ => w::lead(lang, bound.len(), &won(required), &won(active), &exposure),
    }];
    for (of, word) in
        [("short", w::lead_lacking as fn(Lang, usize) -> String), ("ending", w::lead_some_ending)]
    {
        match count(of) {
            0 => {}
            n => said.push(word(lang, n)),
        }
    }
    said.join(" ")
}

/// The worst first; of the same health whose cover lasts the shortest. Whoever is not live yet
/// withdraws nothing, lacks nothing, and comes last.
fn rows<'r>(
    directory: &'r Directory,
    rooms: &'r BTreeMap<ClientUseCode, HeadRoom>,
    now: Micros,
) -> Vec<Row<'r>> {
    let row = |it: &'r Institution| {
        let room = rooms.get(&it.code)?;
        let is_live = directory.standing(&it.code, now) != Standing::NotAdmitted;
        Some(Row { institution: it, is_live, room, health: health(room, now) })
    };
    let mut rows: Vec<Row<'r>> = directory.institutions.values().filter_map(row).collect();
    rows.sort_by_key(|it| {
        let lasts = it.room.tenths().unwrap_or(i64::MAX);
        (!it.is_live, it.health.order(), lasts, it.institution.code.clone())
    });
    rows
}

fn chips(lang: Lang, rows: &[Row<'_>], show: &str) -> Markup {
    let count = |of: &str| rows.iter().filter(|it| fits(it, of)).count();
    let all = [
        ("", w::all_chip(lang, rows.len())),
        ("out", w::out_chip(lang, count("out"))),
        ("short", w::short_chip(lang, count("short"))),
        ("low", w::low_chip(lang, count("low"))),
        ("ending", w::ending_chip(lang, count("ending"))),
        ("new", w::new_chip(lang, count("new"))),
    ];
    html! {
        div class="chips" { @for (of, word) in all {
            a href=(if of.is_empty() { "/console/surety".to_owned() }
                else { format!("/console/surety?show={of}") })
                aria-current=[(of == show).then_some("true")] { (word) }
        } }
    }
}

fn table(
    (lang, now): (Lang, Micros),
    (rows, waiting): (&[Row<'_>], &[ClientUseCode]),
    look: &Look,
) -> Markup {
    let found = |it: &&Row<'_>| {
        let it = it.institution;
        look.finds(&[&it.name_ko, &it.name_en, it.code.as_str()])
    };
    let fit: Vec<&Row<'_>> = rows.iter().filter(|it| fits(it, &look.show)).filter(found).collect();
    let (shown, next) = look.page(&fit, |it| it.institution.code.to_string());
    html! {
        @if shown.is_empty() {
            @if look.name.is_empty() { p class="none" { (w::none(lang)) } }
        }
        @else {
            table class="rows" {
                thead { tr {
                    th { (w::institution_head(lang)) }
                    th { (w::state_head(lang)) }
                    th class="num" { (w::required_head(lang)) }
                    th class="num" { (w::active_head(lang)) }
                    th class="num" { (w::exposure_head(lang)) }
                    th class="num" { (w::claimed_head(lang)) }
                    th class="num" { (w::free_head(lang)) }
                    th class="num" { (w::days_head(lang)) }
                } }
                tbody { @for it in shown {
                    (line((lang, now), it, waiting.contains(&it.institution.code)))
                } }
            }
        }
        (foot_of_institutions(lang, HERE, look, fit.len(), next))
    }
}

fn line((lang, now): (Lang, Micros), row: &Row<'_>, is_waiting: bool) -> Markup {
    let (it, position) = (row.institution, &row.room.position);
    let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
    let tint = match row.health {
        _ if !row.is_live => None,
        Health::Out => Some("tint-stop"),
        Health::Short | Health::Low => Some("tint-warn"),
        Health::Ending(_) | Health::Falling(_) | Health::Enough => None,
    };
    html! {
        tr class=[tint] {
            td class="way" {
                a href=(format!("/console/surety/{}", it.code)) { (name) }
                " " span class="mono c-3 xs" { (it.code) }
            }
            td class="nw" data-l=(w::state_head(lang)) {
                @if row.is_live || !row.health.is_short() { (health_shown(lang, row.health)) }
                @else { (shown("na", Shape::Hollow, &w::st_new(lang))) }
                @if is_waiting {
                    span class="sub block xs" { (shown("run", Shape::Half, &w::to_confirm(lang))) }
                }
            }
            td class="num" data-l=(w::required_head(lang)) {
                (position.required.grouped())
                @if position.factor.percent != position.factor.base {
                    span class="sub block" { (w::of_limit(lang, position.factor.percent)) }
                }
            }
            td class="num" data-l=(w::active_head(lang)) { (position.active.grouped()) }
            td class="num" data-l=(w::exposure_head(lang)) { (position.exposure.grouped()) }
            td class="num" data-l=(w::claimed_head(lang)) { (position.claimed.grouped()) }
            td class="num b" data-l=(w::free_head(lang)) { (position.free.grouped()) }
            td class="num" data-l=(w::days_head(lang)) { (days(lang, row.room, now)) }
        }
    }
}
