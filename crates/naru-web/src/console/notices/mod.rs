//! 알림 전달: who is told where, and what did not arrive.

pub(crate) mod contact;
mod words;

use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::inbox::{self, delivery_state, exercise, severity_word, state_word};
use crate::console::letter::unbroken;
use crate::console::live::Topic as Live;
use crate::console::names::Names;
use crate::console::pieces::{Ways, capital, form_field, moment, pager};
use crate::console::{ConsoleState, format};
use axum::extract::{Form, Path, Query, State as With};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, No};
use naru_core::notify::{self, Channel, Contact, Counts, Filter, Notice, Party, Severity, State};
use naru_store::Tx;
use serde::Deserialize;
use words as w;

const PER_PAGE: usize = 50;

/// A party in words.
fn party(lang: Lang, names: &Names, it: &Party) -> String {
    match it {
        Party::Staff(role) => frame::role(lang, *role),
        Party::Institution(code) => names.get(code.as_str()).to_owned(),
        Party::Bank(code) => names.bank(code.as_str()),
        Party::Insurer(code) => w::insurer(lang, names.get(code.as_str())),
    }
}

fn lang_word(lang: Lang, it: Lang) -> String {
    match it {
        Lang::Ko => w::lang_ko(lang),
        Lang::En => w::lang_en(lang),
    }
}

/// Severities in a choice.
fn severities(lang: Lang) -> Vec<(String, String)> {
    let word = |it: Severity| {
        (it.as_str().to_owned(), inbox::words::from_on(lang, &severity_word(lang, it)))
    };
    Severity::ALL.into_iter().map(word).collect()
}

/// Languages in a choice.
fn langs(lang: Lang) -> Vec<(String, String)> {
    [Lang::Ko, Lang::En].map(|it| (it.as_str().to_owned(), lang_word(lang, it))).to_vec()
}

/// Which deliveries, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    state: String,
    before: String,
}

impl Given {
    /// The ways from a page that ends with a delivery and has more behind it.
    fn ways(&self, lang: Lang, last: Option<&Notice>) -> Ways {
        let state = format::query_value(&self.state);
        let next =
            last.map(|it| format!("/console/notices?state={state}&before={}", it.delivery.id));
        let start = Id::parse(&self.before).ok().map(|_| match self.state.as_str() {
            "" => "/console/notices".to_owned(),
            _ => format!("/console/notices?state={state}"),
        });
        Ways::onward(lang, start, next)
    }
}

struct Seen {
    contacts: Vec<(Contact, Option<String>)>,
    deliveries: Vec<Notice>,
    counts: Counts,
}

/// `GET /console/notices`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    show(&state, &ask, &who, &given, None).await
}

async fn look(state: &ConsoleState, filter: Filter) -> Answer<Seen> {
    let keys = state.parts.keys.clone();
    let read = move |tx: &mut Tx<'_>| {
        let mut contacts = Vec::new();
        for it in notify::contacts(tx)? {
            let address = notify::address(&keys, &it)?.map(|it| it.expose().clone());
            contacts.push((it, address));
        }
        let deliveries = notify::deliveries(tx, &keys, &filter)?;
        Ok(Seen { contacts, deliveries, counts: notify::counts(tx)? })
    };
    state.parts.store.read(read).await
}

async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Given,
    said: Option<String>,
) -> Response {
    let lang = ask.lang;
    let filter = Filter {
        state: State::parse(&given.state),
        before: Id::parse(&given.before).ok(),
        limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
        ..Filter::default()
    };
    let mut seen = match look(state, filter).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance()).and_insurers(lang, state);
    let more = seen.deliveries.len() > PER_PAGE;
    seen.deliveries.truncate(PER_PAGE);
    let ways = given.ways(lang, seen.deliveries.last().filter(|_| more));
    let main = html! {
        div class="head" {
            h1 { (w::notices(lang)) }
            @if who.session.post.may(Right::NoticesManage) {
                p class="acts" {
                    a class="btn p" href="/console/notices/contacts" { (w::add_button(lang)) }
                }
            }
        }
        (lead(lang, &seen.counts))
        @if let Some(said) = &said { p class="note stop" role="alert" { (said) } }
        section {
            div class="sh" {
                h2 { (w::deliveries_head(lang)) } span class="sub" { (w::deliveries_note(lang)) }
            }
            (chips(lang, &given.state))
            @if seen.deliveries.is_empty() {
                p class="none" { (w::no_deliveries(lang)) }
            } @else {
                (deliveries(lang, who, &names, &seen.deliveries))
                (pager(lang, seen.deliveries.len(), ways))
            }
        }
        section id="contacts" {
            div class="sh" {
                h2 { (w::contacts_head(lang)) } span class="sub" { (w::contacts_note(lang)) }
            }
            @if seen.contacts.is_empty() {
                p class="none" { (w::no_contacts(lang)) }
            } @else {
                (contacts(lang, who, &names, &seen.contacts, state.now()))
            }
        }
    };
    let title = w::notices(lang);
    let page = Page { ask, who, title, here: "/console/notices", topic: Live::Watch, main };
    let mut response = frame::page(state, &page);
    if said.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead(lang: Lang, counts: &Counts) -> Markup {
    html! {
        p class="lead" {
            @if counts.given_up > 0 {
                b class="c-stop" { (w::lead_given_up(lang, counts.given_up)) }
            } @else { (w::lead_well(lang)) }
            @if counts.waiting > 0 { (w::lead_waiting(lang, counts.waiting)) }
        }
    }
}

fn chips(lang: Lang, chosen: &str) -> Markup {
    let states = [State::GivenUp, State::Failed, State::Queued, State::Delivered];
    html! {
        nav class="chips gap" aria-label=(w::chips(lang)) {
            a href="/console/notices" aria-current=[chosen.is_empty().then_some("true")] {
                (w::chip_all(lang))
            }
            @for it in states {
                a href=(format!("/console/notices?state={}", it.as_str()))
                    aria-current=[(it.as_str() == chosen).then_some("true")] {
                    (capital(&state_word(lang, Channel::Webhook, it)))
                }
            }
        }
    }
}

fn deliveries(lang: Lang, who: &Entered, names: &Names, all: &[Notice]) -> Markup {
    let called = |code: &str| names.get(code).to_owned();
    let may = who.session.post.may(Right::NoticesManage);
    html! {
        table class="rows" {
            thead { tr {
                th { (w::head_state(lang)) } th { (w::head_party(lang)) }
                th { (w::head_channel(lang)) } th { (w::head_title(lang)) }
                th class="num" { (w::head_attempts(lang)) } th { (w::head_why(lang)) }
                th class="num" { (w::head_next(lang)) } th class="num" { (w::head_at(lang)) }
            } }
            tbody { @for it in all {
                @let delivery = &it.delivery;
                @let to = party(lang, names, &delivery.party);
                @let next = delivery.next_attempt_at;
                tr {
                    td { (delivery_state(lang, delivery.channel, delivery.state)) }
                    td { (to) }
                    td { (delivery.channel.name(lang)) }
                    td class="way" {
                        (exercise(lang, it.status)) (unbroken(&it.content.title(lang, &called)))
                    }
                    td class="num" data-l=(w::head_attempts(lang)) { (delivery.attempts) }
                    td { @if let Some(why) = delivery.last_error { (why.text(lang)) } }
                    td class="num" data-l=(w::head_next(lang)) {
                        @if may && matches!(delivery.state, State::Failed | State::GivenUp) {
                            (retry(lang, who, delivery.id, &to))
                        } @else {
                            (next.map(moment).unwrap_or_default())
                        }
                    }
                    td class="num" data-l=(w::head_at(lang)) { (moment(delivery.created_at)) }
                }
            } }
        }
    }
}

fn retry(lang: Lang, who: &Entered, delivery: Id, to: &str) -> Markup {
    html! {
        form method="post" action=(format!("/console/notices/deliveries/{delivery}/retry")) {
            (form_field(who))
            button class="btn" aria-label=(w::retry_of(lang, to)) { (w::retry(lang)) }
        }
    }
}

fn contacts(
    lang: Lang,
    who: &Entered,
    names: &Names,
    all: &[(Contact, Option<String>)],
    now: naru_base::Micros,
) -> Markup {
    let may = who.session.post.may(Right::NoticesManage);
    html! {
        table class="rows" {
            thead { tr {
                th { (w::head_party(lang)) } th { (w::head_channel(lang)) }
                th { (w::head_address(lang)) } th { (w::head_severity(lang)) }
                th { (w::head_lang(lang)) }
                @if may { th class="num" { (w::head_deed(lang)) } }
            } }
            tbody { @for (it, address) in all {
                @let of = party(lang, names, &it.party);
                tr {
                    td class="way" { (of) }
                    td { (it.channel.name(lang)) }
                    td class="mono xs" {
                        (address.as_deref().unwrap_or(format::NONE))
                        @if let Some(until) = it.earlier_secret_until.filter(|until| *until > now) {
                            span class="block sub" { (w::two_secrets(lang, &moment(until))) }
                        }
                    }
                    td { (inbox::words::from_on(lang, &severity_word(lang, it.severity_min))) }
                    td { @if it.channel == Channel::Email { (lang_word(lang, it.lang)) } }
                    @if may {
                        td class="num" {
                            a href=(format!("/console/notices/contacts/{}", it.id))
                                aria-label=(w::change_of(lang, &of)) { (w::change(lang)) }
                        }
                    }
                }
            } }
        }
    }
}

/// `POST /console/notices/deliveries/{id}/retry`
pub(crate) async fn send_again(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<inbox::Signed>,
) -> Response {
    let lang = ask.lang;
    let key = Id::parse(&id).ok().filter(|_| given.is_from(&who));
    let Some(key) = key else {
        let said = crate::console::words::stale_form(lang);
        return show(&state, &ask, &who, &Given::default(), Some(said)).await;
    };
    let (env, actor) = (state.env(), format!("staff:{}", who.session.account));
    let write = move |tx: &mut Tx<'_>| notify::revive(tx, &env, &actor, key);
    match state.parts.store.write(write).await {
        Ok(()) => Redirect::to("/console/notices").into_response(),
        Err(No::Refusal(_)) => {
            let said = w::bad_state(lang);
            show(&state, &ask, &who, &Given::default(), Some(said)).await
        }
        Err(no) => frame::fault(&ask, &no),
    }
}
