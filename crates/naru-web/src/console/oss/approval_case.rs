//! One request: what is asked for, what is known, what speaks against it, what the offices say.

use super::approval::{HERE, class, has_data_now, last_day, office, standing, versions, waiting};
use super::approval_ask::again_href;
use super::approval_issues::issues;
use super::approval_words as w;
use super::by::Hands;
use super::fields::{self, note_field, whole};
use super::licence_words;
use super::parts::in_parts;
use super::{
    DOT, MENU, back_field, framed, is_requester, may_manage, owner, unknown, words as common,
};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{form_field, moment, select};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use crate::oss::words as refused;
use axum::extract::{Form, Path, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, No};
use naru_core::oss::approval::{self, Approval, IssueState, Office, Report, Seats, Standing};
use serde::Deserialize;

/// `GET /console/oss/approvals/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    show(&state, &ask, &who, id, (&Doing::default(), &[])).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let it = match state.parts.portfolio.approval(id, owner(who).as_ref()).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let seats = match state.parts.portfolio.seats().await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let asked = it.clone();
    let read = move |tx: &mut naru_store::Tx<'_>| Ok(approval::billed_licences(tx, &asked)?);
    let bills = match state.parts.portfolio.store().read(read).await {
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
            h1 class="mono" { (in_parts(&it.name)) } span class="meta mono" { (versions(&it)) }
        }
        (summary(lang, wrongs))
        @let came = has_data_now(&state.parts.portfolio, &it);
        (turn(lang, who, &it, came))
        (asked_for(lang, (&hands, owner(who).is_some()), &it))
        (report(lang, &it, &bills))
        (issues((lang, who, &hands), (&it, &seats, came), (typed, wrongs)))
        (votes(lang, &hands, &it))
        (decision(lang, who, (&it, &seats), (typed, wrongs)))
    };
    let mut response = framed(state, ask, who, it.name.clone(), main);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is to be done next, and by whom. `came`: there are data now that were lacking.
fn turn(lang: Lang, who: &Entered, it: &Approval, came: bool) -> Markup {
    let is_asker = asks_again(who, it);
    let offices: Vec<String> = waiting(it).map(|own| office(lang, own)).collect();
    let offices = offices.join(", ");
    html! {
        @if came && is_asker {
            p class="lead" {
                (w::data_came(lang)) " " a href="#back" { (w::back_first(lang)) }
            }
        } @else if it.standing.is_to_decide() && !offices.is_empty() {
            p class="lead" {
                @match it.open_issues() {
                    _ if came => (w::turn_again(lang)),
                    0 => (w::turn_offices(lang, &offices)),
                    open => (w::turn_issues(lang, open, &offices)),
                }
            }
            // Nothing looks again by itself.
            @if came { p class="note" { (w::data_came_theirs(lang)) } }
        }
        (came_to(lang, it))
        @if !it.standing.is_alive() && is_asker {
            p class="note" {
                (w::asked_again(lang)) " " a href=(again_href(it)) { (w::ask_again(lang)) }
            }
        }
    }
}

/// What became of it, and why.
fn came_to(lang: Lang, it: &Approval) -> Markup {
    let no = it.said().find(|vote| !vote.is_yes);
    let said = match (it.standing, no) {
        (Standing::Approved, _) => w::came_approved(lang, &last_day(it)),
        (Standing::Refused, Some(vote)) => {
            w::came_refused(lang, &office(lang, vote.office), &vote.note)
        }
        (Standing::Refused, None) => w::came_refused_bare(lang),
        (Standing::Withdrawn, _) if it.taken_back.is_empty() => w::came_back(lang),
        (Standing::Withdrawn, _) => w::came_back_theirs(lang, &it.taken_back),
        (Standing::Lapsed, _) => w::came_lapsed(lang, &last_day(it)),
        (Standing::Asked | Standing::Reopened, _) => return html! {},
    };
    html! { p class="lead" { (said) } }
}

/// Whether the reader is who may ask for it again.
pub(super) fn asks_again(who: &Entered, it: &Approval) -> bool {
    may_manage(who, &it.institution) && is_requester(who, &it.institution, &it.asked_by)
}

fn asked_for(lang: Lang, (hands, is_own): (&Hands, bool), it: &Approval) -> Markup {
    let wish = &it.wish;
    let was_granted = matches!(it.standing, Standing::Approved | Standing::Lapsed);
    let until = if was_granted { w::until } else { common::until_wished };
    html! {
        section {
            div class="sh" { h2 { (w::wish_head(lang)) } }
            dl class="kv" {
                dt { (w::state(lang)) }
                dd { (standing(lang, it.standing)) " " span class="c-3" { (moment(it.since)) } }
                dt { (w::class(lang)) } dd { (class(lang, it.class)) }
                // Its own people see no other.
                @if !is_own {
                    dt { (w::institution(lang)) }
                    dd { (hands.names().get(it.institution.as_str())) }
                }
                dt { (w::purl_head(lang)) } dd class="mono" { (in_parts(&wish.purl)) }
                dt { (w::versions(lang)) } dd class="mono" { (versions(it)) }
                dt { (w::purpose_label(lang)) } dd { (wish.purpose) }
                dt { (w::fit_label(lang)) } dd { (wish.fit) }
                dt { (w::alternatives_label(lang)) } dd { (wish.alternatives) }
                dt { (w::origin_head(lang)) }
                dd {
                    @if wish.origin.is_empty() { span class="c-3" { (w::unknown(lang)) } }
                    @else { (wish.origin) }
                }
                dt { (until(lang)) } dd { (last_day(it)) }
                (hands.asked(&it.asked_by, it.asked_at))
                @if !it.taken_back.is_empty() {
                    dt { (common::back_head(lang)) } dd { (it.taken_back) }
                }
            }
        }
    }
}

fn report(lang: Lang, it: &Approval, bills: &[String]) -> Markup {
    let known = &it.report;
    let base = match known.made.get(..10) {
        Some(made) => w::report_by(lang, made),
        None => w::report_no_data(lang),
    };
    let duties = approval::duties_of(&it.wish.licence);
    html! {
        section {
            div class="sh" { h2 { (w::report_head(lang)) } span class="sub" { (base) } }
            dl class="kv" {
                dt { (w::record(lang)) }
                dd {
                    @match known.spoken_of {
                        Some(of) => (w::record_of(lang, of.ever, of.now)),
                        None => span class="c-3" { (w::unknown(lang)) },
                    }
                }
                dt { (w::activity(lang)) } dd { (activity(lang, known)) }
                dt { (w::end_of_life(lang)) } dd { (end(lang, known)) }
                dt { (w::licence_head(lang)) }
                dd {
                    @if it.wish.licence.is_empty() { span class="c-3" { (w::unknown(lang)) } }
                    @else { span class="mono" { (it.wish.licence) } }
                }
                dt { (w::licence_bills(lang)) } dd { (in_bills(lang, it, bills)) }
                dt { (w::duties(lang)) }
                dd {
                    @match duties {
                        None => span class="c-3" { (w::unknown(lang)) },
                        Some(all) if all.is_empty() => (w::duties_none(lang)),
                        Some(all) => {
                            @if let Some(own) = approval::chosen_of(&it.wish.licence) {
                                span class="c-3" { (licence_words::choosing(lang, &own)) }
                            }
                            ul {
                                @for it in all {
                                    li { (if lang == Lang::Ko { it.ko() } else { it.en() }) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the bills call its licence, and whether that is what was asked for.
fn in_bills(lang: Lang, it: &Approval, bills: &[String]) -> Markup {
    let asked = it.wish.licence.as_str();
    let differs = |own: &String| !asked.is_empty() && !approval::says_the_same(asked, own);
    html! {
        @if bills.is_empty() { span class="c-3" { (w::licence_bills_none(lang)) } }
        @else {
            span class="mono" { (bills.join(", ")) }
            @if bills.iter().any(differs) { " " b class="c-warn nw" { (w::licence_bills_differ(lang)) } }
        }
    }
}

fn activity(lang: Lang, known: &Report) -> Markup {
    let Some(it) = &known.health else {
        return html! { span class="c-3" { (w::unknown(lang)) } };
    };
    let mut parts = Vec::new();
    parts.extend(it.last_release.as_deref().map(|day| w::released(lang, day)));
    parts.extend(it.contributors.map(|count| w::people(lang, count)));
    let tenths = |it: u32| format!("{}.{}", it / 10, it % 10);
    parts.extend(it.scorecard_tenths.map(|it| w::scored(lang, &tenths(it))));
    html! {
        @if parts.is_empty() { span class="c-3" { (w::unknown(lang)) } }
        @else { (parts.join(DOT)) }
    }
}

fn end(lang: Lang, known: &Report) -> Markup {
    let Some(it) = &known.health else {
        return html! { span class="c-3" { (w::unknown(lang)) } };
    };
    html! {
        @match (&it.end_of_life, it.archived) {
            (_, Some(true)) => (w::archived(lang)),
            (Some(day), _) => (w::ends_on(lang, day)),
            (None, _) => (w::no_end(lang)),
        }
    }
}

fn votes(lang: Lang, hands: &Hands, it: &Approval) -> Markup {
    let names: Vec<String> = it.offices.iter().map(|it| office(lang, *it)).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::votes_head(lang)) }
                span class="sub" { (w::votes_need(lang, &names.join(", "))) }
            }
            @if it.votes.is_empty() && !it.standing.is_to_decide() {
                p class="none" { (common::nobody_answered(lang)) }
            } @else { table class="rows" {
                thead { tr {
                    th { (w::office(lang)) } th { (w::answer(lang)) }
                    th { (common::by_head(lang)) } th { (w::reason(lang)) }
                    th class="num" { (w::round(lang)) } th class="num" { (w::when(lang)) }
                } }
                tbody {
                    @for vote in &it.votes { tr {
                        td class="way" { (office(lang, vote.office)) }
                        td {
                            @if vote.is_yes { (shown("ok", Shape::Check, &w::yes(lang))) }
                            @else { (shown("stop", Shape::Square, &w::no(lang))) }
                        }
                        td data-l=(common::by_head(lang)) { (hands.of(&vote.by)) }
                        td data-l=(w::reason(lang)) {
                            @if vote.note.is_empty() { (format::NONE) }
                            @else { (vote.note) }
                        }
                        td class="num" data-l=(w::round(lang)) { (vote.round) }
                        td class="num" data-l=(w::when(lang)) { (moment(vote.at)) }
                    } }
                    @if it.standing.is_to_decide() {
                        @for own in waiting(it) { tr {
                            td class="way" { (office(lang, own)) }
                            td { (shown("na", Shape::Hollow, &w::waiting(lang))) }
                            td data-l=(common::by_head(lang)) { (format::NONE) }
                            td data-l=(w::reason(lang)) { (format::NONE) }
                            td class="num" data-l=(w::round(lang)) { (it.round) }
                            td class="num" data-l=(w::when(lang)) { (format::NONE) }
                        } }
                    }
                }
            } }
        }
    }
}

/// What the reader may do with it, and what it would come to.
fn decision(
    lang: Lang,
    who: &Entered,
    (it, seats): (&Approval, &Seats),
    (typed, wrongs): (&Doing, &[Wrong]),
) -> Markup {
    let me = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let mine: Vec<Office> = seats
        .of_role(post.role())
        .into_iter()
        .filter(|own| post.may(Right::OssDecide) && it.offices.contains(own))
        .collect();
    let free: Vec<(String, String)> = waiting(it)
        .filter(|own| mine.contains(own))
        .map(|own| (own.as_str().to_owned(), office(lang, own)))
        .collect();
    let has_said = it.said().any(|vote| vote.by == me);
    let open = it.open_issues();
    let path = format!("{HERE}/{}", it.id);
    html! {
        @if it.standing.is_to_decide() && !mine.is_empty() {
            section class="two" {
                p { b {
                    @match free.as_slice() {
                        [(_, own)] => (common::decide_head(lang, own)),
                        _ => (w::decide_head(lang)),
                    }
                } }
                p { (w::decide_effect(lang, &format!("{} {}", it.name, versions(it)), &last_day(it))) }
                @if it.asked_by == me { p class="c-warn" { (w::decide_own(lang)) } }
                @else if has_said || free.is_empty() { p { (w::decide_said(lang)) } }
                @else {
                    @if open > 0 { p class="c-warn" { (w::decide_issues(lang, open)) } }
                    form id="form" tabindex="-1" method="post"
                        aria-describedby=[fields::texts("form", false, wrongs)] {
                        (form_field(who))
                        (whole("form", wrongs))
                        @if let [(own, _)] = free.as_slice() {
                            input type="hidden" name="office" value=(own);
                        } @else { (select("office", &w::decide_as(lang), &free, &typed.office)) }
                        (note_field(&w::note_label(lang), &typed.note, wrongs))
                        div class="acts" {
                            @if open == 0 {
                                button class="btn p" formaction=(format!("{path}/agree")) { (w::agree(lang)) }
                            }
                            button class="btn d" formaction=(format!("{path}/refuse")) { (w::refuse(lang)) }
                        }
                    }
                }
            }
        }
        @if it.standing.is_alive() && may_manage(who, &it.institution) {
            @let (withdraw, help) = withdrawing(lang, it.standing);
            details class="ask" open[wrongs.iter().any(|it| matches!(it.field, "back" | "why"))] {
                summary { (withdraw) }
                p { (help) }
                form id="back" tabindex="-1" method="post" action=(format!("{path}/withdraw"))
                    aria-describedby=[fields::texts("back", false, wrongs)] {
                    (form_field(who))
                    (whole("back", wrongs))
                    @if !is_requester(who, &it.institution, &it.asked_by) {
                        (back_field(lang, &typed.why, wrongs))
                    }
                    button class="btn d" { (withdraw) }
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
    pub(super) issue: String,
    pub(super) reason: String,
    office: String,
    note: String,
    why: String,
}

/// `POST /console/oss/approvals/{id}/{deed}`
pub(crate) async fn act(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Doing>,
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    let it = match state.parts.portfolio.approval(id, owner(&who).as_ref()).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    };
    let (whole, field) = match deed.as_str() {
        "resolve" | "accept" => ("settle", "reason"),
        "withdraw" => ("back", "why"),
        _ => ("form", "note"),
    };
    let is_own = is_requester(&who, &it.institution, &it.asked_by);
    let again = async |wrong: Wrong| show(&state, &ask, &who, id, (&given, &[wrong])).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: whole, text: console::stale_form(lang) }).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let may_decide = post.may(Right::OssDecide);
    let may_manage = may_manage(&who, &it.institution);
    let portfolio = &state.parts.portfolio;
    let (reason, note) = (given.reason.clone(), given.note.clone());
    let issue: Option<i64> = given.issue.parse().ok();
    if issue.is_none() && matches!(deed.as_str(), "resolve" | "accept") {
        return again(Wrong { field: whole, text: w::settle_choose(lang) }).await;
    }
    let issue = issue.unwrap_or_default();
    let done = match (deed.as_str(), Office::parse(&given.office)) {
        ("resolve", _) if may_manage && is_own => {
            let what = (IssueState::Resolved, reason);
            portfolio.settle_issue((actor, may_decide), (id, issue), what).await
        }
        ("accept", _) if may_decide => {
            let is_office = match portfolio.seats().await {
                Ok(seats) => !seats.of_role(post.role()).is_empty(),
                Err(no) => return frame::fault(&ask, &no),
            };
            let what = (IssueState::Accepted, reason);
            portfolio.settle_issue((actor, is_office), (id, issue), what).await
        }
        ("agree" | "refuse", Some(office)) if may_decide => {
            let said = (deed == "agree", note);
            portfolio.decide_approval((actor, post.role()), (id, office), said).await.map(drop)
        }
        ("withdraw", _) if may_manage => {
            portfolio.withdraw_approval((actor, is_own), id, given.why.clone()).await
        }
        _ => return frame::forbidden(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => {
            let field = if it.code == "oss/approval-text" { field } else { whole };
            again(Wrong { field, text: refused::refusal(lang, &it) }).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What taking it back takes back: the word, and what it comes to.
fn withdrawing(lang: Lang, standing: Standing) -> (String, String) {
    if standing == Standing::Approved {
        return (w::withdraw_approved(lang), w::withdraw_approved_help(lang));
    }
    (w::withdraw(lang), w::withdraw_help(lang))
}
