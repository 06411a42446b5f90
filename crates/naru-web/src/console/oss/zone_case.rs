//! One crossing of the R&D zone's border: what was found in it, what the two say, and its crossing.

use super::by::Hands;
use super::fields::{self, note_field, whole};
use super::lead::by_when;
use super::zone::{
    HERE, desk, desks_left, direction, is_of_network, may_ask, mode, not_theirs, standing, verdict,
};
use super::zone_words as w;
use super::{DOT, MENU, advisory_href, framed, grade, n, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{form_field, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use crate::oss::words as refused;
use axum::extract::{Form, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, No, Refusal};
use naru_core::oss::portfolio::{self, Grade};
use naru_core::oss::zone::{self, Crossing, Looked, Packages, Place, Standing, Unlooked, kind_of};
use serde::Deserialize;
use std::collections::BTreeSet;

/// `GET /console/oss/zone/{id}`
pub(crate) async fn one_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    show_one(&state, &ask, &who, id, (&Doing::default(), &[])).await
}

async fn show_one(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let it = match state.parts.portfolio.crossing(id).await {
        Ok(_) if !is_of_network(who) => return not_theirs(state, ask, who),
        Ok(Some(it)) => it,
        Ok(None) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let told: Vec<String> = it.looked.packages.told.iter().map(|it| it.advisory.clone()).collect();
    let read = state.parts.portfolio.store().read(move |tx| {
        let mut known = BTreeSet::new();
        for id in &told {
            if portfolio::advisory(tx, id, None)?.is_some() {
                known.insert(id.clone());
            }
        }
        Ok(known)
    });
    let known = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let hands = match Hands::load(state, lang, who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(HERE) { (w::tab(lang)) }
        }
        div class="head wrap" {
            h1 { (it.file_name) } span class="meta" { (direction(lang, it.wish.direction)) }
        }
        (summary(lang, wrongs))
        @match it.standing {
            Standing::Blocked => p class="note stop" { (w::blocked_note(lang)) },
            Standing::Asked => p class="lead" {
                (w::turn_desks(lang, &desks_left(lang, &it), &by_when(lang, it.until)))
            },
            Standing::Approved => p class="lead" { (w::turn_cross(lang, &by_when(lang, it.until))) },
            Standing::Refused => p class="lead" { (w::came_refused(lang, refusal_of(&it))) },
            Standing::Crossed => p class="lead" { (w::came_crossed(lang, &by_when(lang, it.since))) },
            Standing::Lapsed => p class="lead" { (w::came_lapsed(lang, &by_when(lang, it.until))) },
            Standing::Withdrawn => p class="lead" { (w::came_back(lang)) },
        }
        (facts(lang, &hands, &it))
        (found(lang, &it.looked, &known))
        @if it.standing != Standing::Blocked { (votes(lang, &hands, &it)) }
        (decision(lang, who, &it, (typed, wrongs)))
    };
    let mut response = framed(state, ask, who, it.file_name.clone(), main);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Why it was refused.
fn refusal_of(it: &Crossing) -> &str {
    it.votes.iter().find(|vote| !vote.is_yes).map_or("", |vote| &vote.note)
}

fn facts(lang: Lang, hands: &Hands, it: &Crossing) -> Markup {
    let wish = &it.wish;
    html! {
        section {
            div class="sh" { h2 { (w::wish_head(lang)) } }
            dl class="kv" {
                dt { (w::state(lang)) }
                dd { (standing(lang, it.standing)) " " span class="c-3" { (moment(it.since)) } }
                dt { (w::verdict(lang)) } dd { (verdict(lang, it.verdict)) }
                dt { (w::mode(lang)) } dd { (mode(lang, wish.mode)) }
                dt { (w::purpose(lang)) } dd { (wish.purpose) }
                @if !wish.registration.is_empty() {
                    dt { (w::registration(lang)) } dd { (wish.registration) }
                    dt { (w::method(lang)) } dd { (wish.method) }
                }
                dt { (w::size(lang)) } dd { (w::bytes(lang, &n(it.size_bytes))) }
                dt { (w::sha256(lang)) }
                dd class="mono" { (data_encoding::HEXLOWER.encode(&it.sha256)) }
                (hands.asked(&it.asked_by, it.asked_at))
                @if matches!(it.standing, Standing::Asked | Standing::Approved) {
                    dt { (w::until(lang)) } dd { (moment(it.until)) }
                }
                @if !it.crossed_by.is_empty() {
                    dt { (w::crossed_by(lang)) }
                    dd { (hands.of(&it.crossed_by)) " " span class="c-3" { (moment(it.since)) } }
                }
            }
        }
    }
}

fn found(lang: Lang, it: &Looked, known: &BTreeSet<String>) -> Markup {
    let count = |count: u64| format::count(count);
    let total: u64 = it.counts.values().sum();
    html! {
        section {
            div class="sh" {
                h2 { (w::found_head(lang)) }
                span class="sub" {
                    @if it.counts.is_empty() { (w::found_files(lang, &count(it.files))) }
                    @else { (w::found_note(lang, &count(it.files))) }
                }
            }
            @if it.counts.is_empty() {
                p class="none" {
                    @if it.unlooked.is_empty() && it.media == 0 { (w::found_nothing(lang)) }
                    @else { (w::found_nothing_in(lang)) }
                    " " (w::not_looked_for(lang))
                }
            }
            @else {
                p { @for (i, (kind, found)) in it.counts.iter().enumerate() {
                    @if i > 0 { (DOT) } (kind_of(kind, lang)) " " b { (count(*found)) }
                } }
                (places(lang, &it.places))
                @if total > it.places.len() as u64 {
                    p class="sub" { (w::first_only(lang, it.places.len())) }
                }
            }
            @if it.media > 0 { p class="note warn" { (w::media(lang, &count(it.media))) } }
            @if !it.unlooked.is_empty() { (unlooked(lang, &it.unlooked)) }
        }
        @if it.packages.named > 0 || !it.packages.unread.is_empty() {
            (packages(lang, &it.packages, known))
        }
    }
}

/// Open source in it, and what is known against it. An advisory that touches nothing in use has no
/// page of its own.
fn packages(lang: Lang, it: &Packages, known: &BTreeSet<String>) -> Markup {
    let count = |count: u64| format::count(count);
    html! {
        section {
            div class="sh" {
                h2 { (w::packages_head(lang)) }
                span class="sub" { (w::packages_named(lang, &count(it.named))) }
            }
            @if it.data.is_empty() { p class="note warn" { (w::packages_no_data(lang)) } }
            @else if it.asked < it.named {
                p class="note" { (w::packages_part(lang, &count(it.named - it.asked))) }
            }
            @if it.grave > 0 { p class="note stop" { (w::packages_grave(lang, &count(it.grave))) } }
            @if !it.told.is_empty() {
                table class="rows" {
                    thead { tr {
                        th { (w::package(lang)) } th { (common::grade_head(lang)) }
                        th { (common::advisory_head(lang)) } th { (common::fixed_head(lang)) }
                        th { (w::file(lang)) }
                    } }
                    tbody { @for row in &it.told { tr {
                        td class="way mono" { (row.purl) }
                        td {
                            @if let Some(it) = Grade::parse(&row.grade) { (grade(lang, it)) }
                        }
                        td data-l=(common::advisory_head(lang)) {
                            @if known.contains(&row.advisory) {
                                a href=(advisory_href(&row.advisory)) { (row.advisory) }
                            } @else { span class="mono" { (row.advisory) } }
                        }
                        td class="mono" data-l=(common::fixed_head(lang)) {
                            @if row.fixed.is_empty() { (format::NONE) } @else { (row.fixed) }
                        }
                        td data-l=(w::file(lang)) { (row.file) }
                    } } }
                }
                @if it.vulnerable > it.told.len() as u64 {
                    p class="sub" { (w::packages_first(lang, it.told.len(), &count(it.vulnerable))) }
                }
            } @else if !it.data.is_empty() && it.named > 0 {
                p class="none" { (w::packages_clean(lang)) }
            }
            @if !it.unread.is_empty() {
                p class="note warn" { (w::packages_unread(lang, &it.unread.join(", "))) }
            }
        }
    }
}

fn places(lang: Lang, all: &[Place]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::file(lang)) } th class="num" { (w::line(lang)) } th { (w::kind(lang)) }
                th { (w::mask(lang)) } th { (w::sure(lang)) }
            } }
            tbody { @for it in all { tr {
                td class="way" { (it.file) }
                td class="num" data-l=(w::line(lang)) {
                    @if it.line == 0 { (w::in_name(lang)) } @else { (it.line) }
                }
                td data-l=(w::kind(lang)) { (kind_of(&it.kind, lang)) }
                td class="mono" data-l=(w::mask(lang)) { (it.mask) }
                td data-l=(w::sure(lang)) {
                    @if it.confidence == "high" { (w::sure_high(lang)) }
                    @else { (w::sure_medium(lang)) }
                }
            } } }
        }
    }
}

fn unlooked(lang: Lang, all: &[Unlooked]) -> Markup {
    let why = |why: &str| match why {
        "broken" => w::why_broken(lang),
        "encrypted" => w::why_encrypted(lang),
        "too-deep" => w::why_deep(lang),
        "too-large" => w::why_large(lang),
        "too-many" => w::why_many(lang),
        other => w::why_format(lang, other.trim_start_matches("format: ")),
    };
    html! {
        h3 { (w::unlooked_head(lang)) }
        table class="rows" {
            thead { tr { th { (w::file(lang)) } th { (w::why(lang)) } } }
            tbody { @for it in all { tr {
                td class="way" { (it.file) } td data-l=(w::why(lang)) { (why(&it.why)) }
            } } }
        }
    }
}

fn votes(lang: Lang, hands: &Hands, it: &Crossing) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::votes_head(lang)) } span class="sub" { (w::votes_note(lang)) }
            }
            @if it.votes.is_empty() {
                p class="none" {
                    @if it.standing == Standing::Asked { (w::votes_none(lang)) }
                    @else { (w::votes_never(lang)) }
                }
            }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::who(lang)) } th { (w::answer(lang)) }
                        th { (common::by_head(lang)) } th { (w::why(lang)) }
                        th class="num" { (w::when(lang)) }
                    } }
                    tbody { @for vote in &it.votes { tr {
                        td class="way" { (desk(lang, vote.role)) }
                        td {
                            @if vote.is_yes { (shown("ok", Shape::Check, &w::yes(lang))) }
                            @else { (shown("stop", Shape::Square, &w::no(lang))) }
                        }
                        td data-l=(common::by_head(lang)) { (hands.of(&vote.by)) }
                        td data-l=(w::why(lang)) {
                            @if vote.note.is_empty() { (format::NONE) }
                            @else { (vote.note) }
                        }
                        td class="num" data-l=(w::when(lang)) { (moment(vote.at)) }
                    } } }
                }
            }
        }
    }
}

/// What the reader may do with it, and what it would come to.
fn decision(
    lang: Lang,
    who: &Entered,
    it: &Crossing,
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Markup {
    let me = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let is_desk = zone::APPROVERS.contains(&post.role()) && post.may(Right::OssDecide);
    let has_said = it.votes.iter().any(|vote| vote.by == me || vote.role == post.role());
    let path = format!("{HERE}/{}", it.id);
    let may_take_back =
        it.asked_by == me && matches!(it.standing, Standing::Asked | Standing::Approved);
    html! {
        @if is_desk && it.standing == Standing::Asked {
            section class="two" {
                p { b { (w::decide_head(lang)) } }
                p { (w::decide_effect(lang, &by_when(lang, it.until))) }
                @if it.asked_by == me { p class="c-warn" { (w::decide_own(lang)) } }
                @else if has_said { p { (w::decide_said(lang)) } }
                @else {
                    form id="form" tabindex="-1" method="post"
                        aria-describedby=[fields::texts("form", false, wrongs)] {
                        (form_field(who))
                        (whole("form", wrongs))
                        (note_field(&w::note(lang), &typed.note, wrongs))
                        div class="acts" {
                            button class="btn p" formaction=(format!("{path}/agree")) { (w::agree(lang)) }
                            button class="btn d" formaction=(format!("{path}/refuse")) { (w::refuse(lang)) }
                        }
                    }
                }
            }
        }
        @if it.standing == Standing::Approved && may_ask(who) {
            section class="two" {
                p { b { (w::cross_head(lang)) } }
                form id="form" tabindex="-1" method="post" action=(format!("{path}/cross"))
                    aria-describedby=[fields::texts("form", false, wrongs)] {
                    (form_field(who))
                    (whole("form", wrongs))
                    div class="field" {
                        label for="sha256" { (w::sha256(lang)) }
                        p class="help" id="sha256-help" { (w::cross_help(lang)) }
                        input id="sha256" name="sha256" maxlength="64" required class="mono"
                            autocomplete="off" spellcheck="false" value=(typed.sha256)
                            aria-describedby=[fields::texts("sha256", true, wrongs)]
                            aria-invalid=[fields::is_wrong("sha256", wrongs)];
                        (fields::error("sha256", wrongs))
                    }
                    button class="btn p" { (w::cross_submit(lang)) }
                }
            }
        }
        @if may_take_back {
            details class="ask" {
                summary { (w::withdraw(lang)) }
                p { (w::withdraw_help(lang)) }
                form method="post" action=(format!("{path}/withdraw")) {
                    (form_field(who))
                    button class="btn d" { (w::withdraw(lang)) }
                }
            }
        }
    }
}

/// The form of a deed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Doing {
    form: String,
    note: String,
    sha256: String,
}

fn hash_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim().to_ascii_lowercase();
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// What is wrong, in which field; in none of them: with the form as a whole.
fn of(lang: Lang, it: &Refusal) -> Wrong {
    let field = match it.code {
        "oss/zone-other-file" => "sha256",
        "oss/zone-text" => "note",
        _ => "form",
    };
    Wrong { field, text: refused::refusal(lang, it) }
}

/// `POST /console/oss/zone/{id}/{deed}`
pub(crate) async fn act(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Doing>,
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    if !is_of_network(&who) {
        return not_theirs(&state, &ask, &who);
    }
    let again = async |wrong: Wrong| show_one(&state, &ask, &who, id, (&given, &[wrong])).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: "form", text: console::stale_form(lang) }).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let portfolio = &state.parts.portfolio;
    let done = match deed.as_str() {
        "agree" | "refuse" if post.may(Right::OssDecide) => {
            let said = (deed == "agree", given.note.clone());
            portfolio.decide_crossing((actor, post.role()), id, said).await.map(drop)
        }
        "cross" if may_ask(&who) => {
            let Some(sha256) = hash_of(&given.sha256) else {
                return again(Wrong { field: "sha256", text: w::bad_sha256(lang) }).await;
            };
            portfolio.cross(actor, id, sha256).await.map(drop)
        }
        "withdraw" if may_ask(&who) => portfolio.withdraw_crossing(actor, id).await,
        _ => return frame::forbidden(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => again(of(lang, &it)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}
