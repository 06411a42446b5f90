//! 알림함: what a desk or participant was told. Opening reads it, a button acknowledges it.

pub(crate) mod words;

use crate::console::accounts::proposals::page_at;
use crate::console::eligibility;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic as Live;
use crate::console::pieces::{Ways, date_time, form_field, pager, select};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, oss};
use axum::extract::{Form, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, No};
use naru_core::notify::{self, Channel, Filter, Notice, Party, Severity, State, Status, Topic};
use naru_core::staff;
use serde::Deserialize;
use words as w;

const PER_PAGE: usize = 50;

/// A severity: shape, word and colour.
pub(crate) fn severity(lang: Lang, it: Severity) -> Markup {
    match it {
        Severity::Info => shown("na", Shape::Hollow, &w::severity_info(lang)),
        Severity::Warning => shown("warn", Shape::Triangle, &w::severity_warning(lang)),
        Severity::Urgent => shown("limit", Shape::Diamond, &w::severity_urgent(lang)),
        Severity::Critical => shown("stop", Shape::Square, &w::severity_critical(lang)),
    }
}

/// A severity in a choice.
pub(crate) fn severity_word(lang: Lang, it: Severity) -> String {
    match it {
        Severity::Info => w::severity_info(lang),
        Severity::Warning => w::severity_warning(lang),
        Severity::Urgent => w::severity_urgent(lang),
        Severity::Critical => w::severity_critical(lang),
    }
}

/// The word of a delivery's state.
pub(crate) fn state_word(lang: Lang, channel: Channel, it: State) -> String {
    match it {
        State::Queued => w::state_queued(lang),
        State::Failed => w::state_failed(lang),
        State::Delivered if channel == Channel::Inbox => w::state_unread(lang),
        State::Delivered => w::state_delivered(lang),
        State::Read => w::state_read(lang),
        State::Acknowledged => w::state_acknowledged(lang),
        State::GivenUp => w::state_given_up(lang),
    }
}

/// A delivery's state: shape, word and colour.
pub(crate) fn delivery_state(lang: Lang, channel: Channel, it: State) -> Markup {
    let (class, with) = match it {
        State::Queued => ("run", Shape::Half),
        State::Failed => ("warn", Shape::Triangle),
        State::Delivered if channel == Channel::Inbox => ("run", Shape::Circle),
        State::Delivered => ("ok", Shape::Circle),
        State::Read => ("na", Shape::Hollow),
        State::Acknowledged => ("ok", Shape::Check),
        State::GivenUp => ("stop", Shape::Square),
    };
    shown(class, with, &state_word(lang, channel, it))
}

/// Says that it is an exercise, on everything that is one.
pub(crate) fn exercise(lang: Lang, it: Status) -> Markup {
    html! {
        @if it == Status::Exercise { span class="tag drill" { (w::exercise(lang)) } " " }
    }
}

/// The filter, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    state: String,
    severity: String,
    topic: String,
    before: String,
}

impl Given {
    fn filter(&self) -> Filter {
        Filter {
            state: State::parse(&self.state),
            severity_min: Severity::parse(&self.severity),
            topic: Topic::parse(&self.topic),
            before: Id::parse(&self.before).ok(),
            limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
        }
    }

    fn is_any(&self) -> bool {
        let it = self.filter();
        it.state.is_none() && it.severity_min.is_none() && it.topic.is_none()
    }

    /// The address of the notices before one, of the newest without it.
    fn address(&self, last: Option<Id>) -> String {
        let last = last.map(|it| it.to_string()).unwrap_or_default();
        let pairs = [
            ("state", &self.state),
            ("severity", &self.severity),
            ("topic", &self.topic),
            ("before", &last),
        ];
        let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            kept.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
        if query.is_empty() {
            return "/console/inbox".to_owned();
        }
        format!("/console/inbox?{}", query.join("&"))
    }
}

/// `GET /console/inbox`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let post = &who.session.post;
    let (keys, party, filter) = (state.parts.keys.clone(), Party::of(post), given.filter());
    let read = state.parts.store.read(move |tx| notify::inbox(tx, &keys, &party, &filter));
    let mut notices = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = notices.len() > PER_PAGE;
    notices.truncate(PER_PAGE);
    let next = notices.last().filter(|_| more).map(|it| given.address(Some(it.delivery.id)));
    let start = Id::parse(&given.before).ok().map(|_| given.address(None));
    let ways = Ways::onward(lang, start, next);
    let whose = frame::post_named(&state, lang, post);
    let main = html! {
        div class="head" { h1 { (w::inbox(lang)) } }
        p class="lead" {
            @if who.unread > 0 { b { (w::lead_unread(lang, who.unread)) } }
            @else { (w::lead_none(lang)) }
        }
        (form(lang, &given))
        section {
            div class="sh" {
                h2 { (w::list_head(lang)) }
                span class="sub" { (w::list_note(lang, &whose)) }
            }
            @if notices.is_empty() && given.is_any() {
                p class="none" { (w::none(lang)) }
            } @else if notices.is_empty() {
                p class="none" {
                    (w::none_fits(lang)) " " a href="/console/inbox" { (w::clear(lang)) }
                }
            } @else {
                (table(&state, lang, &notices))
                (pager(lang, notices.len(), ways))
            }
        }
    };
    let title = w::inbox(lang);
    let (ask, who) = (&ask, &who);
    frame::page(&state, &Page { ask, who, title, here: "/console/inbox", topic: Live::Watch, main })
}

fn form(lang: Lang, given: &Given) -> Markup {
    let any = (String::new(), w::any(lang));
    let states = [State::Delivered, State::Read, State::Acknowledged];
    let states = states.map(|it| (it.as_str().to_owned(), state_word(lang, Channel::Inbox, it)));
    let states: Vec<_> = std::iter::once(any.clone()).chain(states).collect();
    let severities = Severity::ALL
        .map(|it| (it.as_str().to_owned(), w::from_on(lang, &severity_word(lang, it))));
    let severities: Vec<_> =
        std::iter::once(any.clone()).chain(severities.into_iter().skip(1)).collect();
    let topics = Topic::ALL.map(|it| (it.as_str().to_owned(), it.name(lang)));
    let topics: Vec<_> = std::iter::once(any).chain(topics).collect();
    html! {
        form class="filter" method="get" action="/console/inbox" {
            (select("state", &w::filter_state(lang), &states, &given.state))
            (select("severity", &w::filter_severity(lang), &severities, &given.severity))
            (select("topic", &w::filter_topic(lang), &topics, &given.topic))
            div class="acts" {
                button class="btn p" { (w::find(lang)) }
                a class="btn" href="/console/inbox" { (w::clear(lang)) }
            }
        }
    }
}

fn table(state: &ConsoleState, lang: Lang, notices: &[Notice]) -> Markup {
    let directory = state.parts.hub.directory();
    let called = |code: &str| directory.called(lang, code);
    html! {
        table class="rows" {
            thead { tr {
                th { (w::head_state(lang)) } th { (w::head_severity(lang)) }
                th { (w::head_title(lang)) } th { (w::head_topic(lang)) }
                th class="num" { (w::head_at(lang)) }
            } }
            tbody { @for it in notices {
                @let unread = it.delivery.state == State::Delivered;
                tr {
                    td { (delivery_state(lang, Channel::Inbox, it.delivery.state)) }
                    td { (severity(lang, it.severity)) }
                    td class="way any" {
                        (exercise(lang, it.status))
                        a class=[unread.then_some("b")]
                            href=(format!("/console/inbox/{}", it.delivery.id)) {
                            (unbroken(&it.content.title(lang, &called)))
                        }
                    }
                    td { (it.topic.name(lang)) }
                    td class="num" { (date_time(it.delivery.created_at)) }
                }
            } }
        }
    }
}

/// `GET /console/inbox/{id}`: opens it, which reads it.
pub(crate) async fn one(
    With(state): With<ConsoleState>,
    ask: Ask,
    mut who: Entered,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&ask) };
    let (keys, env, sealer) = (state.parts.keys.clone(), state.env(), state.parts.sealer.clone());
    let (me, party) = (who.session.account, Party::of(&who.session.post));
    let open = move |tx: &mut naru_store::Tx<'_>| {
        let it = notify::open(tx, &env, &keys, (me, &party), id)?;
        let by = match it.delivery.acknowledged_by {
            Some(by) => staff::account(tx, &*sealer, by)?.map(|it| it.name),
            None => None,
        };
        Ok((it, by, notify::unread(tx, &party)?))
    };
    let (it, by, unread) = match state.parts.store.write(open).await {
        Ok(it) => it,
        Err(No::Refusal(_)) => return unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    who.unread = unread;
    let lang = ask.lang;
    let came_to = match seat_came_to(&state, lang, &it).await {
        Ok(came_to) => came_to,
        Err(no) => return frame::fault(&ask, &no),
    };
    let directory = state.parts.hub.directory();
    let called = |code: &str| directory.called(lang, code);
    let (title, text) = (it.content.title(lang, &called), it.content.text(lang, &called));
    let main = body(lang, &who, &it, (&title, &text, came_to.as_deref()), by.as_deref());
    let (ask, who) = (&ask, &who);
    frame::page(&state, &Page { ask, who, title, here: "/console/inbox", topic: Live::Watch, main })
}

/// The way to the application for subsidy that a notice is about, for whoever may read it.
fn to_subsidy(lang: Lang, who: &Entered, it: &Notice) -> Markup {
    let may = who.session.post.may(Right::SubsidyRead);
    html! {
        @if let Some(id) = it.content.of_subsidy().filter(|_| may) {
            a class="btn" href=(format!("/console/subsidy/application/{id}")) {
                (w::to_application(lang))
            }
        }
    }
}

/// The way to the cover that a notice is about: an insurer has one page of all that it guarantees.
fn to_cover(lang: Lang, who: &Entered, it: &Notice) -> Markup {
    let post = &who.session.post;
    let code = it.content.covered().and_then(|it| ClientUseCode::parse(it).ok());
    let path = code.and_then(|code| {
        let owner = Scope::Institution(code.clone());
        match post.may_on(Right::SuretyRead, &owner) {
            true => Some(format!("/console/surety/{code}")),
            false => post.may(Right::SuretyRead).then(|| "/console/surety".to_owned()),
        }
    });
    html! {
        @if let Some(path) = path { a class="btn" href=(path) { (w::to_surety(lang)) } }
    }
}

/// What became of the change of an office that a notice proposes, when it waits no more.
async fn seat_came_to(state: &ConsoleState, lang: Lang, it: &Notice) -> Answer<Option<String>> {
    let notify::Content::SeatProposed { change, .. } = &it.content else { return Ok(None) };
    let Ok(id) = Id::parse(change) else { return Ok(None) };
    let found = state.parts.portfolio.seat_change(id).await?;
    Ok(found.and_then(|it| oss::seat_came_to(lang, &it, state.now())))
}

fn body(
    lang: Lang,
    who: &Entered,
    it: &Notice,
    (title, text, came_to): (&str, &str, Option<&str>),
    by: Option<&str>,
) -> Markup {
    let delivery = &it.delivery;
    html! {
        p class="crumb" { a href="/console/inbox" { (w::inbox(lang)) } }
        div class="head wrap" {
            h1 { (exercise(lang, it.status)) (unbroken(title)) }
        }
        p class="lead" { (unbroken(text)) }
        @if let Some(it) = came_to { p class="note" { (it) } }
        dl class="kv" {
            dt { (w::head_state(lang)) }
            dd { (delivery_state(lang, Channel::Inbox, delivery.state)) }
            dt { (w::head_severity(lang)) } dd { (severity(lang, it.severity)) }
            dt { (w::head_topic(lang)) } dd { (it.topic.name(lang)) }
            dt { (w::at(lang)) } dd { (date_time(delivery.created_at)) }
            @if let Some(at) = delivery.read_at { dt { (w::read_at(lang)) } dd { (date_time(at)) } }
            @if let Some(at) = delivery.acknowledged_at {
                dt { (w::acknowledged_at(lang)) }
                dd {
                    @let name = by.map_or_else(|| w::somebody(lang), str::to_owned);
                    (w::by(lang, &name, &date_time(at)))
                }
            }
        }
        (ways(lang, who, it))
        @if delivery.state != State::Acknowledged {
            section class="gap" {
                div class="sh" { h2 { (w::acknowledge_head(lang)) } }
                form class="two" method="post"
                    action=(format!("/console/inbox/{}/acknowledge", delivery.id)) {
                    p { (w::acknowledge_note(lang)) }
                    (form_field(who))
                    button class="btn p" { (w::acknowledge(lang)) }
                }
            }
        }
    }
}

/// The ways to what a notice is about, for whoever may open them.
fn ways(lang: Lang, who: &Entered, it: &Notice) -> Markup {
    html! {
        p class="acts" {
            @if let Some(incident) = it.content.incident()
                && who.session.post.may(Right::IncidentsRead) {
                a class="btn" href=(format!("/console/incidents/{incident}")) {
                    (w::to_incident(lang))
                }
            }
            @if let Some(claim) = it.content.claim()
                && who.session.post.may(Right::ClaimsRead) {
                a class="btn" href=(format!("/console/claims/{claim}")) { (w::to_claim(lang)) }
            }
            (to_subsidy(lang, who, it))
            (to_cover(lang, who, it))
            @if let Some(code) = it.content.measured()
                && who.session.post.may(Right::GatesRead) {
                a class="btn" href=(format!("/console/gates/{code}")) { (w::to_gates(lang)) }
            }
            @if let Some(code) = it.content.filed_by()
                && who.session.post.may(Right::GatesRead) {
                a class="btn" href=(format!("/console/eligibility/{code}")) {
                    (eligibility::to_form(lang))
                }
            }
            @if let Some((rule, code)) = it.content.dated()
                && who.session.post.may(Right::GatesRead) {
                a class="btn" href=(format!("/console/deadlines/{rule}/{code}")) {
                    (w::to_deadline(lang))
                }
            }
            @if let Some(check) = it.content.of_check()
                && who.session.post.may(Right::GatesRead) {
                a class="btn" href=(format!("/console/checks/{check}")) { (w::to_check(lang)) }
            }
            @if let Some((list, which)) = it.content.open_source()
                && who.session.post.may(Right::OssRead)
                // The border of the zone is shown to the network's people only.
                && (list != "zone" || *who.session.post.scope() == Scope::Network) {
                a class="btn" href=(open_source_at(list, which)) {
                    (w::to_open_source(lang))
                }
            }
            @if let Some((id, deed)) = it.content.proposal() {
                a class="btn" href=(page_at(deed, id)) { (w::to_proposal(lang)) }
            }
            @if it.topic == Topic::Delivery
                && who.session.post.may(Right::NoticesRead) {
                a class="btn" href="/console/notices" { (w::to_deliveries(lang)) }
            }
        }
    }
}

/// Where something of open source stands: on a page of its own, or in a part of one.
fn open_source_at(list: &str, which: &str) -> String {
    match list {
        "seats" => format!("/console/oss/seats#{which}"),
        _ => format!("/console/oss/{list}/{}", format::query_value(which)),
    }
}

fn unknown(ask: &Ask) -> Response {
    let (title, text) = (w::unknown_head(ask.lang), w::unknown(ask.lang));
    frame::notice(ask, StatusCode::NOT_FOUND, &title, &text, None)
}

/// A form that carries nothing but the sign that it is ours.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Signed {
    form: String,
}

impl Signed {
    pub(crate) fn is_from(&self, who: &Entered) -> bool {
        who.wrote(&self.form)
    }
}

/// `POST /console/inbox/{id}/acknowledge`
pub(crate) async fn acknowledge(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Signed>,
) -> Response {
    let Ok(key) = Id::parse(&id) else { return unknown(&ask) };
    if given.is_from(&who) {
        let (env, me) = (state.env(), who.session.account);
        let party = Party::of(&who.session.post);
        let write =
            move |tx: &mut naru_store::Tx<'_>| notify::acknowledge(tx, &env, (me, &party), key);
        match state.parts.store.write(write).await {
            Ok(()) => {}
            Err(No::Refusal(_)) => return unknown(&ask),
            Err(no) => return frame::fault(&ask, &no),
        }
    }
    Redirect::to(&format!("/console/inbox/{id}")).into_response()
}
