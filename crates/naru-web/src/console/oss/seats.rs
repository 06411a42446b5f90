//! 심사 부서와 담당: who fills which office of approvals, for everybody to see, and changes of it by
//! two of the network's people.

use super::approval::{HERE as APPROVALS, class, office};
use super::approval_words as w;
use super::by::Hands;
use super::fields::{self, Label, answered, area, lines, pick, whole};
use super::zone::{is_of_network, may_ask as may_change};
use super::{DOT, MENU, framed, grade_word, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{date_time, form_field};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use crate::oss::{Portfolio, words as refused};
use axum::extract::{Form, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Role};
use naru_base::{Answer, Fault, Id, Lang, Micros, No, Refusal};
use naru_core::oss::approval::{
    self, ApprovalRules, Class, Office, SeatChange, SeatStanding, Seats, TEXT_CHARS_MAX,
};
use naru_core::oss::portfolio::Grade;
use naru_core::oss::portfolio::stance::StanceRules;
use naru_store::Tx;
use serde::Deserialize;

pub(super) const HERE: &str = "/console/oss/seats";

/// Changes that are over and shown.
const ENDED: usize = 10;

/// How many changes this person may decide.
pub(super) fn waiting_for(tx: &mut Tx<'_>, who: &Entered, now: Micros) -> Result<i64, Fault> {
    if !may_change(who) {
        return Ok(0);
    }
    let changes = approval::seat_changes(tx, now)?;
    let others = changes.iter().filter(|it| is_others(who, it)).count();
    Ok(i64::try_from(others).unwrap_or(i64::MAX))
}

/// Whether somebody else proposed it, so that this person may decide it.
pub(crate) fn is_others(who: &Entered, it: &SeatChange) -> bool {
    it.by != format!("staff:{}", who.session.account)
}

/// Changes that wait for a second person, for the list of proposals of whoever may decide them.
pub(crate) async fn open_to(state: &ConsoleState, who: &Entered) -> Answer<Vec<SeatChange>> {
    if !may_change(who) {
        return Ok(Vec::new());
    }
    let now = state.now();
    state.parts.portfolio.store().read(move |tx| Ok(approval::seat_changes(tx, now)?)).await
}

/// What a change is, in a line.
pub(crate) fn headline(lang: Lang, it: &SeatChange) -> String {
    w::seats_headline(lang, &change(lang, it))
}

fn change(lang: Lang, it: &SeatChange) -> String {
    w::seats_change_of(lang, &office(lang, it.office), &frame::role(lang, it.role))
}

/// How a change stands that somebody was told of, when it waits no more.
pub(crate) fn came_to(lang: Lang, it: &SeatChange, now: Micros) -> Option<String> {
    Some(match it.standing {
        SeatStanding::Proposed if it.expires_at > now => return None,
        SeatStanding::Proposed | SeatStanding::Lapsed => w::seats_came_lapsed(lang),
        SeatStanding::Confirmed => w::seats_came_confirmed(lang),
        SeatStanding::Refused => w::seats_came_refused(lang),
        SeatStanding::Withdrawn => w::seats_came_withdrawn(lang),
    })
}

/// `GET /console/oss/seats`
pub(crate) async fn page(With(state): With<ConsoleState>, ask: Ask, who: Entered) -> Response {
    show(&state, &ask, &who, (&Proposing::default(), &Reason::default()), &[]).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (given, reason): (&Proposing, &Reason),
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let portfolio = &state.parts.portfolio;
    let (keys, now) = (state.parts.keys.clone(), state.now());
    let read = portfolio.store().read(move |tx| {
        let ended = approval::seat_changes_ended(tx, ENDED)?;
        let ended: Result<Vec<Ended>, Fault> =
            ended.into_iter().map(|it| Ok((approval::seat_why(&keys, &it)?, it))).collect();
        Ok((approval::seats_now(tx)?, approval::seat_changes(tx, now)?, ended?))
    });
    let ((seats, changes, ended), rules) = match (read.await, Rules::of(portfolio)) {
        (Ok(it), Ok(rules)) => (it, rules),
        (Err(no), _) | (_, Err(no)) => return frame::fault(ask, &no),
    };
    let hands = match Hands::load(state, lang, who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(APPROVALS) { (w::tab(lang)) }
        }
        div class="head" { h1 { (w::seats_title(lang)) } }
        p class="lead" {
            @if is_of_network(who) { (w::seats_lead(lang)) } @else { (w::seats_lead_own(lang)) }
        }
        (summary(lang, wrongs))
        (filled(lang, &rules, &seats))
        @if is_of_network(who) { (pending((lang, who, &hands), &changes, (reason, wrongs))) }
        @if may_change(who) { (propose_form(lang, who, given, wrongs)) }
        @if is_of_network(who) && !ended.is_empty() { (last(lang, &hands, &ended)) }
    };
    answered(framed(state, ask, who, w::seats_title(lang), main), wrongs)
}

/// When an office is asked: for approvals and for exceptions.
pub(super) struct Rules {
    approvals: ApprovalRules,
    exceptions: StanceRules,
}

impl Rules {
    /// Those in force.
    pub(super) fn of(portfolio: &Portfolio) -> Answer<Rules> {
        Ok(Rules { approvals: portfolio.approval_rules()?, exceptions: portfolio.stance_rules()? })
    }

    /// The heads of the columns that say it.
    pub(super) fn heads(lang: Lang) -> Markup {
        html! { th { (w::duty_from(lang)) } th { (w::duty_exceptions(lang)) } }
    }

    /// What they say of an office.
    pub(super) fn cells(&self, lang: Lang, office: Office) -> Markup {
        let from =
            Class::ALL.into_iter().find(|it| self.approvals.offices_of(*it).contains(&office));
        html! {
            td data-l=(w::duty_from(lang)) {
                @match from {
                    Some(from) => (class(lang, from)),
                    None => span class="c-3" { (w::never(lang)) },
                }
            }
            td data-l=(w::duty_exceptions(lang)) {
                @if office.on_exceptions().is_some() { (w::duty_every_grade(lang)) }
                @else { span class="c-3" { (w::duty_not_asked(lang)) } }
            }
        }
    }

    /// How many of the offices that exceptions ask must agree, grade by grade.
    pub(super) fn quorums(&self, lang: Lang) -> String {
        let mut all: Vec<(i64, Vec<String>)> = Vec::new();
        for it in Grade::ALL.into_iter().rev() {
            let (quorum, word) = (self.exceptions.quorum(it), grade_word(lang, it));
            match all.last_mut() {
                Some((last, words)) if *last == quorum => words.push(word),
                _ => all.push((quorum, vec![word])),
            }
        }
        let between = match lang {
            Lang::Ko => "·",
            Lang::En => "/",
        };
        let of = |(n, words): &(i64, Vec<String>)| w::quorum_of(lang, &words.join(between), *n);
        w::quorums(lang, &all.iter().map(of).collect::<Vec<_>>().join(", "))
    }
}

/// Who fills which office, from which class on it is asked, by what and since when.
fn filled(lang: Lang, rules: &Rules, seats: &Seats) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::duties_head(lang)) } span class="sub" { (w::duties_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::office(lang)) } th { (w::duty_role(lang)) } (Rules::heads(lang))
                    th { (w::seats_source(lang)) } th class="num" { (w::seats_since(lang)) }
                } }
                tbody { @for it in seats.all() { tr {
                    td class="way" { (office(lang, it.office)) }
                    td data-l=(w::duty_role(lang)) { (frame::role(lang, it.role)) }
                    (rules.cells(lang, it.office))
                    td data-l=(w::seats_source(lang)) {
                        @if it.since.get() == 0 { (w::seats_source_shipped(lang)) }
                        @else { (it.source) }
                    }
                    td class="num" data-l=(w::seats_since(lang)) {
                        @if it.since.get() == 0 { (w::seats_shipped(lang)) }
                        @else { (date_time(it.since)) }
                    }
                } } }
            }
            p class="sub" { (rules.quorums(lang)) }
        }
    }
}

fn pending(
    (lang, who, hands): (Lang, &Entered, &Hands),
    all: &[SeatChange],
    (reason, wrongs): (&Reason, &[Wrong]),
) -> Markup {
    html! {
        section id="changes" tabindex="-1"
            aria-describedby=[fields::texts("changes", false, wrongs)] {
            div class="sh" { h2 { (w::seats_pending(lang)) } }
            (whole("changes", wrongs))
            @if all.is_empty() { p class="none" { (w::seats_pending_none(lang)) } }
            @for it in all {
                section class="two" {
                    p {
                        b { (change(lang, it)) } " "
                        span class="c-3" {
                            (hands.of(&it.by)) (DOT) span class="nw" { (date_time(it.at)) } (DOT)
                            span class="nw" { (w::seats_lapses(lang, &date_time(it.expires_at))) }
                        }
                    }
                    p { (it.source) }
                    @if may_change(who) { (deeds(lang, who, it, (reason, wrongs))) }
                }
            }
        }
    }
}

/// What the reader may do with a change: their own they take back, others' they decide.
fn deeds(
    lang: Lang,
    who: &Entered,
    it: &SeatChange,
    (reason, wrongs): (&Reason, &[Wrong]),
) -> Markup {
    let path = format!("{HERE}/{}", it.id);
    if it.by == format!("staff:{}", who.session.account) {
        return html! {
            p class="c-warn" { (w::seats_own(lang)) }
            form method="post" action=(format!("{path}/withdraw")) {
                (form_field(who))
                button class="btn d" { (w::seats_withdraw(lang)) }
            }
        };
    }
    // What is wrong with a reason stands beside the change that it was written for.
    let is_meant = reason.change == Some(it.id);
    let of_why = wrongs.iter().filter(|own| is_meant && own.field == "why");
    let mine: Vec<Wrong> =
        of_why.map(|own| Wrong { field: "why", text: own.text.clone() }).collect();
    let written = if is_meant { reason.why.as_str() } else { "" };
    let why = Label::must("why", w::seats_why(lang), Some(w::seats_why_help(lang)));
    html! {
        form method="post" action=(format!("{path}/confirm")) {
            (form_field(who))
            button class="btn p" { (w::seats_confirm(lang)) }
        }
        details class="ask" open[!mine.is_empty()] {
            summary { (w::seats_refuse(lang)) }
            form method="post" action=(format!("{path}/refuse")) {
                (form_field(who))
                (area(&why, (2, written, TEXT_CHARS_MAX), &mine))
                button class="btn d" { (w::seats_refuse(lang)) }
            }
        }
    }
}

/// A change that is over, with why it was refused.
type Ended = (String, SeatChange);

/// The changes that were last confirmed, refused or taken back.
fn last(lang: Lang, hands: &Hands, all: &[Ended]) -> Markup {
    let standing = |it: SeatStanding| match it {
        SeatStanding::Confirmed => shown("ok", Shape::Check, &w::seats_ended_confirmed(lang)),
        SeatStanding::Refused => shown("stop", Shape::Square, &w::refused(lang)),
        SeatStanding::Withdrawn => shown("na", Shape::Hollow, &w::withdrawn(lang)),
        SeatStanding::Lapsed => shown("na", Shape::Dashed, &w::lapsed(lang)),
        SeatStanding::Proposed => html! {},
    };
    html! {
        section id="ended" {
            div class="sh" { h2 { (w::seats_ended(lang)) } }
            table class="rows" {
                thead { tr {
                    th { (w::seats_change(lang)) } th { (w::seats_result(lang)) }
                    th { (w::seats_proposer(lang)) } th { (w::seats_decider(lang)) }
                    th { (w::seats_why(lang)) }
                } }
                tbody { @for (why, it) in all { tr {
                    td class="way" {
                        (change(lang, it)) " "
                        span class="c-3" { (it.source) }
                    }
                    td { (standing(it.standing)) }
                    td data-l=(w::seats_proposer(lang)) {
                        (hands.of(&it.by)) " " span class="c-3 nw" { (date_time(it.at)) }
                    }
                    td data-l=(w::seats_decider(lang)) {
                        @if let Some((by, at)) = &it.ended {
                            (hands.of(by)) " " span class="c-3 nw" { (date_time(*at)) }
                        }
                    }
                    td data-l=(w::seats_why(lang)) {
                        @if why.is_empty() { span class="c-3" { (format::NONE) } } @else { (why) }
                    }
                } } }
            }
        }
    }
}

fn propose_form(lang: Lang, who: &Entered, given: &Proposing, wrongs: &[Wrong]) -> Markup {
    // Nothing is stated beforehand.
    let first = || std::iter::once((String::new(), common::choose(lang)));
    let offices = Office::ALL.map(|it| (it.as_str().to_owned(), office(lang, it)));
    let offices: Vec<(String, String)> = first().chain(offices).collect();
    let decides = |it: &Role| Right::OssDecide.reach(*it) == Reach::Everything;
    let roles = Role::ALL.into_iter().filter(decides);
    let roles = roles.map(|it| (it.as_str().to_owned(), frame::role(lang, it)));
    let roles: Vec<(String, String)> = first().chain(roles).collect();
    let source = Label::must("source", w::seats_source(lang), Some(w::seats_source_help(lang)));
    let is_back = wrongs.iter().any(|it| !matches!(it.field, "changes" | "why"));
    html! {
        details class="ask" open[is_back] {
            summary { (w::seats_propose(lang)) }
            p { (w::seats_effect(lang)) }
            form id="form" tabindex="-1" method="post" action=(HERE)
                aria-describedby=[fields::texts("form", false, wrongs)] {
                (form_field(who))
                (whole("form", wrongs))
                (pick(("office", w::office(lang)), &offices, &given.office, wrongs))
                (pick(("role", w::duty_role(lang)), &roles, &given.role, wrongs))
                (lines(&source, &given.source, wrongs))
                button class="btn p" { (w::seats_propose(lang)) }
            }
        }
    }
}

/// A proposal, as the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Proposing {
    form: String,
    office: String,
    role: String,
    source: String,
}

/// `POST /console/oss/seats`
pub(crate) async fn propose(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Proposing>,
) -> Response {
    let lang = ask.lang;
    if !may_change(&who) {
        return unknown(&state, &ask, &who);
    }
    let again = async |wrongs: Vec<Wrong>| {
        show(&state, &ask, &who, (&given, &Reason::default()), &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again(vec![Wrong { field: "form", text: console::stale_form(lang) }]).await;
    }
    let (office, role) = (Office::parse(&given.office), Role::parse(&given.role));
    let mut wrong = Vec::new();
    for (field, is_wrong) in [("office", office.is_none()), ("role", role.is_none())] {
        wrong.extend(is_wrong.then(|| Wrong { field, text: w::seats_bad(lang) }));
    }
    let source = approval::wrong_source(&given.source).into_iter().collect();
    wrong.extend(fields::wrongs(lang, source, field_of));
    let Some(change) = office.zip(role).filter(|_| wrong.is_empty()) else {
        return again(wrong).await;
    };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.propose_seat(actor, change, given.source.clone()).await {
        Ok(_) => Redirect::to(HERE).into_response(),
        Err(No::Refusal(it)) => again(fields::wrongs(lang, vec![it], field_of)).await,
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match it.code {
        "oss/seat-source" => "source",
        "oss/seat-role" => "role",
        _ => "form",
    }
}

/// The form of a deed with a change; only a refusal has a reason.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reason {
    form: String,
    why: String,
    /// The change that it is written for.
    #[serde(skip)]
    change: Option<Id>,
}

/// `POST /console/oss/seats/{id}/{deed}`
pub(crate) async fn decide(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Reason>,
) -> Response {
    let known = Id::parse(&id).ok().filter(|_| may_change(&who));
    let Some(id) = known else { return unknown(&state, &ask, &who) };
    let given = Reason { change: Some(id), ..given };
    let again = async |field: &'static str, text: String| {
        let wrongs = [Wrong { field, text }];
        show(&state, &ask, &who, (&Proposing::default(), &given), &wrongs).await
    };
    if !who.wrote(&given.form) {
        return again("changes", console::stale_form(ask.lang)).await;
    }
    let actor = format!("staff:{}", who.session.account);
    let portfolio = &state.parts.portfolio;
    let done = match deed.as_str() {
        "confirm" => portfolio.confirm_seat(actor, id).await,
        "refuse" => portfolio.refuse_seat(actor, id, given.why.clone()).await,
        "withdraw" => portfolio.withdraw_seat(actor, id).await,
        _ => return unknown(&state, &ask, &who),
    };
    match done {
        Ok(()) => Redirect::to(HERE).into_response(),
        Err(No::Refusal(it)) => {
            let field = if it.code == "oss/seat-why" { "why" } else { "changes" };
            again(field, refused::refusal(ask.lang, &it)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
