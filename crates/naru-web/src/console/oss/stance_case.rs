//! One of the things said of findings: what it is about, what the offices answered, and what the
//! reader may do with it.

use super::advisories;
use super::approval_words as aw;
use super::by::Hands;
use super::fields::{self, answered, note_field, whole};
use super::parts::{fixed, in_parts};
use super::stance::{bears, claim, office, standing};
use super::stance_ask::again_href;
use super::{
    DOT, MENU, advisory_href, back_field, deadline_and_when, duty, framed, grade, is_requester,
    may_manage, owner, unknown, words as w,
};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{day, form_field, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as common};
use crate::oss::words as refused;
use axum::extract::{Form, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, Micros, No};
use naru_core::oss::portfolio::stance::{self, Alive, Office, Stance, Standing};
use naru_core::oss::portfolio::{self, AdvisoryRow, FindingRow};
use serde::Deserialize;

/// `GET /console/oss/stances/{id}`
pub(crate) async fn one_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    show_one(&state, &ask, &who, id, ("", &[])).await
}

async fn found(state: &ConsoleState, who: &Entered, id: Id) -> naru_base::Answer<Option<Stance>> {
    let found = state.parts.portfolio.store().read(move |tx| Ok(stance::find(tx, id)?)).await?;
    let own = owner(who);
    Ok(found.filter(|it| own.as_ref().is_none_or(|code| it.institution == *code)))
}

async fn show_one(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    (note, wrongs): (&str, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let it = match found(state, who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(state, ask, who),
        Err(no) => return frame::fault(ask, &no),
    };
    let (system, package, advisory) = (it.system, it.package, it.advisory.clone());
    let read = state.parts.portfolio.store().read(move |tx| {
        let finding = portfolio::finding(tx, (system, package), &advisory)?;
        Ok((finding, portfolio::advisory(tx, &advisory, None)?.map(|it| it.row)))
    });
    let about = match read.await {
        Ok(about) => about,
        Err(no) => return frame::fault(ask, &no),
    };
    let offices = match state.parts.portfolio.seats().await {
        Ok(seats) => seats.of_role_on_exceptions(who.session.post.role()),
        Err(no) => return frame::fault(ask, &no),
    };
    let hands = match Hands::load(state, lang, who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (w::title(lang)) } " › "
            a href="/console/oss/stances" { (w::stances_title(lang)) } " › " (it.system_name)
        }
        div class="head wrap" {
            h1 { (claim(lang, it.claim)) } span class="meta mono" { (it.advisory) }
        }
        (summary(lang, wrongs))
        (turn(lang, &it))
        (came_to(lang, who, &it, about.0.as_ref()))
        (ending(lang, who, &it, state.now()))
        (facts(lang, (&hands, owner(who).is_some()), &it, (&about, state.now())))
        (votes(lang, &hands, &it))
        (decision(lang, who, (&it, &offices, bears(about.0.as_ref())), (note, wrongs)))
    };
    answered(framed(state, ask, who, w::stances_title(lang), main), wrongs)
}

/// Whose answers are waited for.
fn turn(lang: Lang, it: &Stance) -> Markup {
    let has_said = |own: &Office| it.votes.iter().any(|vote| vote.office == *own);
    let left = Office::ALL.into_iter().filter(|own| !has_said(own));
    let left: Vec<String> = left.map(|own| office(lang, own)).collect();
    let yes = it.votes.iter().filter(|vote| vote.is_yes).count();
    let missing = it.quorum - i64::try_from(yes).unwrap_or(i64::MAX);
    html! {
        @if it.standing == Standing::Asked && missing > 0 {
            p class="lead" { (w::turn(lang, missing, &left.join(", "))) }
        }
    }
}

/// What became of it, why, and the way on.
fn came_to(lang: Lang, who: &Entered, it: &Stance, finding: Option<&FindingRow>) -> Markup {
    let until = day(it.last_day());
    let no = it.votes.iter().find(|vote| !vote.is_yes);
    let is_open = finding.is_some_and(|it| it.gone.is_none());
    let may_ask = is_open && may_manage(who, &it.institution);
    html! {
        @match it.standing {
            Standing::Asked => {}
            Standing::Approved => p class="lead" {
                @if bears(finding) { (w::stance_holds(lang, &until)) }
                @else { (w::stance_holds_apart(lang, &until)) }
            },
            Standing::Refused => p class="lead" {
                @match no {
                    Some(vote) => (w::stance_no(lang, &office(lang, vote.office), &vote.note)),
                    None => (w::stance_no_bare(lang)),
                }
            },
            Standing::Withdrawn => p class="lead" {
                @if it.taken_back.is_empty() { (w::stance_back(lang)) }
                @else { (w::stance_back_theirs(lang, &it.taken_back)) }
                @if is_open { " " (w::stance_deadline(lang)) }
            },
            Standing::Lapsed => p class="lead" { (lapsed(lang, it, finding)) },
        }
        @if may_ask && !matches!(it.standing, Standing::Asked | Standing::Approved) {
            p { (aw::asked_again(lang)) " " a href=(again_href(it)) { (w::stance_again(lang)) } }
        }
    }
}

/// Why it ended by itself.
fn lapsed(lang: Lang, it: &Stance, finding: Option<&FindingRow>) -> String {
    match finding {
        Some(own) if it.until <= it.since && own.gone.is_none() => {
            format!("{} {}", w::lapsed_time(lang, &day(it.last_day())), w::lapsed_due(lang))
        }
        _ if it.until <= it.since => w::lapsed_time(lang, &day(it.last_day())),
        Some(own) if own.gone.is_none() && own.versions != it.versions => {
            w::lapsed_versions(lang, &it.versions, &own.versions)
        }
        Some(own) if own.gone.is_none() => w::lapsed_changed(lang),
        _ => w::lapsed_closed(lang),
    }
}

/// That it ends soon, and the way to go on.
fn ending(lang: Lang, who: &Entered, it: &Stance, now: Micros) -> Markup {
    let (is_approved, until) = (it.standing == Standing::Approved, it.until);
    let ends = Alive { id: it.id, is_approved, until, since: it.since };
    html! {
        @if ends.ends_soon(now) {
            p class="note warn" {
                @if !may_manage(who, &it.institution) { (w::renew_note_theirs(lang)) }
                @else { (w::renew_note(lang)) }
                @if may_manage(who, &it.institution) {
                    " " a href=(again_href(it)) { (w::renew(lang)) }
                }
            }
        }
    }
}

/// The finding that it is about, and its advisory, as they stand now.
type About = (Option<FindingRow>, Option<AdvisoryRow>);

fn facts(
    lang: Lang,
    (hands, is_own): (&Hands, bool),
    it: &Stance,
    (about, now): (&About, Micros),
) -> Markup {
    // What lapsed may never have been decided.
    let yes = it.votes.iter().filter(|vote| vote.is_yes).count();
    let is_enough = i64::try_from(yes).is_ok_and(|yes| yes >= it.quorum);
    let was_granted = match it.standing {
        Standing::Lapsed => is_enough,
        other => other == Standing::Approved,
    };
    let until = if was_granted { w::until_head(lang) } else { w::until_wished(lang) };
    html! {
        section {
            div class="sh" { h2 { (w::stance_facts(lang)) } }
            dl class="kv" {
                dt { (w::state_head(lang)) }
                dd { (standing(lang, it.standing)) " " span class="c-3" { (moment(it.since)) } }
                dt { (w::system_head(lang)) }
                dd {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    @if !is_own {
                        span class="c-3" { (hands.names().get(it.institution.as_str())) }
                    }
                }
                dt { (w::package_head(lang)) }
                dd {
                    a href=(format!("/console/oss/packages/{}", it.package)) { (in_parts(&it.package_name)) } "\u{2002}"
                    span class="mono" { (it.versions) }
                }
                dt { (w::advisory_head(lang)) }
                dd {
                    a href=(advisory_href(&it.advisory)) { (it.advisory) } " "
                    (grade(lang, it.grade))
                }
                (weighed(lang, about, it.standing == Standing::Approved, now))
                dt { (w::why_label(lang)) } dd { (it.reason) }
                @if !it.control.is_empty() {
                    dt { (w::control_label(lang)) } dd { (it.control) }
                }
                dt { (until) } dd { (day(it.last_day())) }
                (hands.asked(&it.asked_by, it.asked_at))
                @if !it.taken_back.is_empty() {
                    dt { (w::back_head(lang)) } dd { (it.taken_back) }
                }
            }
        }
    }
}

/// What whoever decides weighs: what the system is for, how severe, by when, which version repairs.
/// `put_off`: the deadline bears on nothing while an approval holds.
fn weighed(lang: Lang, (finding, advisory): &About, put_off: bool, now: Micros) -> Markup {
    html! {
        @if let Some(it) = advisory {
            dt { (w::severity_head(lang)) }
            dd {
                (w::severity(lang, &advisories::score(lang, it), &advisories::epss(lang, it)))
                (DOT) (advisories::kev(lang, it))
            }
        }
        @match finding {
            None => {
                dt { (w::finding_due(lang)) } dd { span class="c-3" { (w::finding_gone(lang)) } }
            }
            Some(it) => {
                dt { (w::duty(lang)) } dd { (duty(lang, it.duty)) }
                dt { (w::finding_due(lang)) }
                dd {
                    @if it.gone.is_some() { span class="c-3" { (w::finding_gone(lang)) } }
                    @else if put_off { span class="c-3" { (moment(it.due_at)) } }
                    @else { (deadline_and_when(lang, it.due_at, now)) }
                }
                dt { (w::fixed_head(lang)) } dd { (fixed(lang, &it.fixed)) }
            }
        }
    }
}

fn votes(lang: Lang, hands: &Hands, it: &Stance) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::votes_head(lang)) }
                span class="sub" {
                    @let all = Office::ALL.map(|it| office(lang, it)).join(", ");
                    (w::votes_need(lang, it.quorum, &all))
                }
            }
            @if it.votes.is_empty() {
                p class="none" {
                    @if it.standing == Standing::Asked { (w::votes_none(lang)) }
                    @else { (w::nobody_answered(lang)) }
                }
            }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::office_head(lang)) } th { (w::vote_head(lang)) }
                        th { (w::by_head(lang)) } th { (w::why_label(lang)) }
                        th class="num" { (w::when_head(lang)) }
                    } }
                    tbody { @for vote in &it.votes { tr {
                        td class="way" { (office(lang, vote.office)) }
                        td {
                            @if vote.is_yes { (shown("ok", Shape::Check, &w::vote_yes(lang))) }
                            @else { (shown("stop", Shape::Square, &w::vote_no(lang))) }
                        }
                        td data-l=(w::by_head(lang)) { (hands.of(&vote.by)) }
                        td data-l=(w::why_label(lang)) {
                            @if vote.note.is_empty() { (format::NONE) }
                            @else { (vote.note) }
                        }
                        td class="num" data-l=(w::when_head(lang)) { (moment(vote.at)) }
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
    (it, offices, bears): (&Stance, &[Office], bool),
    (note, wrongs): (&str, &[Wrong]),
) -> Markup {
    let me = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let own = stance::speaks_for(it, offices).filter(|_| post.may(Right::OssDecide));
    let is_asked = it.standing == Standing::Asked;
    let has_said = it.votes.iter().any(|vote| Some(vote.office) == own || vote.by == me);
    let path = format!("/console/oss/stances/{}", it.id);
    let is_alive = matches!(it.standing, Standing::Asked | Standing::Approved);
    let may_withdraw = is_alive && may_manage(who, &it.institution);
    html! {
        @if let Some(own) = own.filter(|_| is_asked) {
            section class="two" {
                p { b { (w::decide_head(lang, &office(lang, own))) } }
                p {
                    @let until = day(it.last_day());
                    @if bears { (w::decide_effect(lang, &until)) }
                    @else { (w::decide_effect_apart(lang, &until)) }
                }
                @if it.asked_by == me { p class="c-warn" { (w::decide_own(lang)) } }
                @else if has_said { p { (w::decide_said(lang)) } }
                @else {
                    form id="form" tabindex="-1" method="post"
                        aria-describedby=[fields::texts("form", false, wrongs)] {
                        (form_field(who))
                        (whole("form", wrongs))
                        (note_field(&w::note_label(lang), note, wrongs))
                        div class="acts" {
                            button class="btn p" formaction=(format!("{path}/agree")) { (w::agree_submit(lang)) }
                            button class="btn d" formaction=(format!("{path}/refuse")) { (w::refuse_submit(lang)) }
                        }
                    }
                }
            }
        }
        @if may_withdraw {
            details class="ask" open[wrongs.iter().any(|it| matches!(it.field, "back" | "why"))] {
                @let (withdraw, help) = withdrawing(lang, it.standing, bears);
                summary { (withdraw) }
                p { (help) }
                form id="back" tabindex="-1" method="post" action=(format!("{path}/withdraw"))
                    aria-describedby=[fields::texts("back", false, wrongs)] {
                    (form_field(who))
                    (whole("back", wrongs))
                    @if !is_requester(who, &it.institution, &it.asked_by) {
                        (back_field(lang, note, wrongs))
                    }
                    button class="btn d" { (withdraw) }
                }
            }
        }
    }
}

/// What taking it back takes back: the word, and what it comes to.
fn withdrawing(lang: Lang, standing: Standing, bears: bool) -> (String, String) {
    match (standing, bears) {
        (Standing::Approved, true) => (w::withdraw_approved(lang), w::withdraw_approved_help(lang)),
        (Standing::Approved, false) => (w::withdraw_approved(lang), w::withdraw_apart_help(lang)),
        _ => (w::withdraw_asked(lang), w::withdraw_asked_help(lang)),
    }
}

/// The form of a decision.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deciding {
    form: String,
    note: String,
    why: String,
}

/// `POST /console/oss/stances/{id}/{deed}`
pub(crate) async fn decide(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Deciding>,
) -> Response {
    let lang = ask.lang;
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    let it = match found(&state, &who, id).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    };
    let typed = if deed == "withdraw" { given.why.clone() } else { given.note.clone() };
    let again = async |wrong: Wrong| show_one(&state, &ask, &who, id, (&typed, &[wrong])).await;
    if !who.wrote(&given.form) {
        return again(Wrong { field: "form", text: common::stale_form(lang) }).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let post = &who.session.post;
    let may_decide = post.may(Right::OssDecide);
    let portfolio = &state.parts.portfolio;
    let done = match deed.as_str() {
        "agree" | "refuse" if may_decide => {
            let said = (deed == "agree", given.note.clone());
            portfolio.decide_stance((actor, post.role()), id, said).await
        }
        "withdraw" if may_manage(&who, &it.institution) => {
            let is_own = is_requester(&who, &it.institution, &it.asked_by);
            portfolio.withdraw_stance((actor, is_own), id, given.why.clone()).await
        }
        _ => return frame::forbidden(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(&format!("/console/oss/stances/{id}")).into_response(),
        Err(No::Refusal(it)) => {
            let field = match (deed.as_str(), it.code) {
                ("withdraw", "oss/stance-reason") => "why",
                ("withdraw", _) => "back",
                (_, "oss/stance-reason") => "note",
                _ => "form",
            };
            again(Wrong { field, text: refused::refusal(lang, &it) }).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
