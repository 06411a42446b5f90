//! The queue: every open check, first what is overdue or due first, with whose turn it is and until
//! when; for an institution its own, with what it may ask for.

use super::plain::{due, due_at, is_theirs, order_of, state as shown, turn, what};
use super::words as w;
use super::{HERE, name_of};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::assets;
use crate::console::deadlines::Called;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{date_time, day, form_field, moment, select};
use crate::console::rows::{Look, Paged, finder, foot};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{self, Facts, GateState, GateView, PATH, ServiceKey};
use naru_core::check::{self, Engagement, State as Stands, deeds};
use naru_core::proposal::{self, Case};
use naru_core::staff;

/// `GET /console/checks`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(look): Query<Look>,
) -> Response {
    show(&state, &ask, &who, &look, &[]).await
}

/// What an institution's own people may do here.
struct Own {
    code: ClientUseCode,
    facts: Facts,
    accounts: usize,
    reviewed_at: Option<Micros>,
}

/// An open check, how many of its items are answered, and of how many; until when the gate holds
/// that it is for, or held.
type Line = (Engagement, i64, usize, Option<Micros>);

struct Loaded {
    open: Vec<Line>,
    closed: Vec<Engagement>,
    own: Option<Own>,
    people: Option<People>,
    /// Results that wait for a second person.
    waits: Vec<Case>,
}

impl Loaded {
    /// Whether the result of a check waits for a second person.
    fn is_proposed(&self, it: &Engagement) -> bool {
        self.waits.iter().any(|of| deeds::about(&of.subject).is_some_and(|(_, id)| id == it.id))
    }
}

async fn load(state: &ConsoleState, who: &Entered) -> Answer<Loaded> {
    let post = &who.session.post;
    let own = match (post.reach(Right::GatesRead), post.scope()) {
        (Reach::Own, Scope::Institution(code)) => Some(code.clone()),
        _ => None,
    };
    let people = if own.is_some() { None } else { Some(People::load(state).await?) };
    let now = state.now();
    let read = state.parts.store.read(move |tx| {
        let (open, closed) = check::state(tx, own.as_ref())?;
        let facts = admission::load(tx)?;
        let mut rows = Vec::new();
        for (it, answered) in open {
            let all = check::checklist(tx, &it.list)?.items.len();
            let ends = facts.get(&it.institution).and_then(|facts| gate_end(facts, &it, now));
            rows.push((it, answered, all, ends));
        }
        // What is overdue was due first; what waits to be looked at again waits already; what has
        // no date yet, nor a gate that ends, comes last, the oldest first.
        rows.sort_by_key(|(it, .., ends)| {
            let ends = ends.map_or(i64::MAX, Micros::get);
            (order_of(it).min(ends), it.requested_at, it.id)
        });
        let is_here = |it: &Case| {
            let of = deeds::about(&it.subject).map(|(code, _)| code);
            it.kind == deeds::VERDICT && (own.is_none() || of == own)
        };
        let waits: Vec<Case> = proposal::list(tx, now)?.0.into_iter().filter(is_here).collect();
        let own = match &own {
            None => None,
            Some(code) => Some(Own {
                code: code.clone(),
                facts: admission::facts_of(tx, code)?,
                accounts: staff::accounts_of(tx, &Scope::Institution(code.clone()))?.len(),
                reviewed_at: check::reviewed(tx, code)?,
            }),
        };
        Ok((rows, closed, own, waits))
    });
    let (open, closed, own, mut waits) = read.await?;
    waits.retain(|it| who.is_told(it, Right::GatesRead));
    Ok(Loaded { open, closed, own, people, waits })
}

/// Until when the gate holds, or held, that a check is for.
fn gate_end(facts: &Facts, it: &Engagement, now: Micros) -> Option<Micros> {
    let found = admission::admission(facts, &PATH, now);
    let is_it = |of: &&GateView<'_>| {
        of.gate == it.gate() && of.service.map(|of| &of.key) == it.service.as_ref()
    };
    let held = found.gates.iter().find(is_it)?;
    let counts = matches!(held.state, GateState::Holds | GateState::Expired);
    held.decision.filter(|_| counts)?.holds_until
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    look: &Look,
    wrongs: &[Wrong],
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let loaded = match load(state, who).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let key = state.env().id(0);
    let main = html! {
        link rel="stylesheet" href=(assets::check_css());
        div class="head" {
            h1 { (w::checks(lang)) }
            p class="acts" { a class="btn" href="/console/checks/lists" { (w::lists_link(lang)) } }
        }
        @if !loaded.open.is_empty() { p class="lead" { (lead(lang, &loaded, (who, now))) } }
        (summary(lang, wrongs))
        @if look.show != CLOSED {
            (waits(state, lang, &loaded))
            (open_table(state, lang, &loaded, look, (who, now)))
            @if let Some(own) = &loaded.own { (asks(lang, who, (own, &loaded.open), key)) }
        }
        (closed_table(state, lang, &loaded, look))
    };
    let title = w::checks(lang);
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// How many there are, and what waits; nothing is said of what nobody has.
fn lead(lang: Lang, loaded: &Loaded, at: (&Entered, Micros)) -> Markup {
    let count = |show: &str| loaded.open.iter().filter(|it| fits(loaded, &it.0, show, at)).count();
    let (free, late) = (count("free"), count("late"));
    // Only whoever checks has checks of their own.
    let inspects = at.0.session.post.may(Right::ChecksDecide);
    html! {
        @if inspects { (w::queue_lead(lang, loaded.open.len(), count("mine"), count("turn"))) }
        @else { (w::own_lead(lang, loaded.open.len())) }
        @if late > 0 { " " (w::late_lead(lang, late)) }
        @if free > 0 && loaded.own.is_none() {
            " " a href=(format!("{HERE}?show=free")) { (w::free_lead(lang, free)) }
        }
    }
}

fn inspector(lang: Lang, people: Option<&People>, it: &Engagement) -> String {
    match (it.inspector, people) {
        (None, _) => w::nobody(lang),
        (Some(id), Some(people)) => people.name(lang, id),
        (Some(_), None) => w::turn_inspector(lang),
    }
}

/// The results that wait: of which check, and what comes of it.
fn waits(state: &ConsoleState, lang: Lang, loaded: &Loaded) -> Markup {
    let name = |code: &str| {
        let code = ClientUseCode::parse(code).ok();
        code.map_or_else(String::new, |it| name_of(state, lang, &it))
    };
    let as_is = |id: &str| id.to_owned();
    let check = |id: Id| loaded.open.iter().map(|it| &it.0).find(|it| it.id == id);
    let called = Called {
        institution: &name,
        rule: &as_is,
        ground: &as_is,
        check: &check,
        present: &|_| None,
    };
    html! {
        @if !loaded.waits.is_empty() {
            section {
                div class="sh" { h2 { (w::waits_head(lang)) } }
                @for it in &loaded.waits {
                    div class="two" {
                        p { b { a href=(format!("/console/check-proposals/{}", it.id)) {
                            (super::deed(lang, &it.kind)) ": "
                            (unbroken(&super::object(lang, &called, it)))
                        } } }
                        p class="sub2" { (unbroken(&super::effect(lang, &called, it))) }
                        p class="sub xs" {
                            @if let Some(people) = &loaded.people {
                                (people.name(lang, it.proposed_by)) " "
                            }
                            (moment(it.proposed_at))
                        }
                    }
                }
            }
        }
    }
}

fn open_table(
    state: &ConsoleState,
    lang: Lang,
    loaded: &Loaded,
    look: &Look,
    (who, now): (&Entered, Micros),
) -> Markup {
    let finds = |it: &&Line| {
        let of = &it.0.institution;
        look.finds(&[&name_of(state, lang, of), of.as_str()])
    };
    let fit: Vec<&Line> = loaded
        .open
        .iter()
        .filter(|it| fits(loaded, &it.0, &look.show, (who, now)))
        .filter(finds)
        .collect();
    let (shown_here, next) = look.page(&fit, |it| it.0.id.to_string());
    // Somebody of this name may have checks that are over: they stand below.
    let is_known = loaded.closed.iter().any(|it| closed_finds(state, lang, look, it));
    html! {
        section {
            div class="sh" { h2 { (w::open_head(lang)) } span class="sub" { (w::open_note(lang)) } }
            @if loaded.own.is_none() && loaded.open.len() > FEW {
                (chips(lang, loaded, look, (who, now)))
            }
            (finder(lang, HERE, look, loaded.open.len()))
            @if shown_here.is_empty() {
                @if !loaded.open.is_empty() && look.name.is_empty() {
                    p class="none" { (w::open_none_fits(lang)) }
                } @else if look.name.is_empty() { p class="none" { (w::open_none(lang)) } }
                @else if is_known { p class="none" { (w::open_none_named(lang, &look.name)) } }
            } @else {
                table class="rows" {
                    thead { tr {
                        @if loaded.own.is_none() { th { (w::institution_head(lang)) } }
                        th { (w::what_head(lang)) } th { (w::state_head(lang)) }
                        th class="num" { (w::answered_head(lang)) }
                        th class="cell-l" { (w::inspector_head(lang)) }
                        th { (w::due_head(lang)) } th { (w::turn_head(lang)) }
                        th class="num" { (w::asked_head(lang)) }
                    } }
                    tbody { @for it in shown_here {
                        (open_line(state, lang, loaded, it, (who, now)))
                    } }
                }
            }
            @if !fit.is_empty() || !is_known { (foot(lang, HERE, look, fit.len(), next)) }
        }
    }
}

fn open_line(
    state: &ConsoleState,
    lang: Lang,
    loaded: &Loaded,
    (it, answered, all, ends): &Line,
    (who, now): (&Entered, Micros),
) -> Markup {
    let is_mine = it.inspector == Some(who.session.account);
    html! {
        tr class=[is_mine.then_some("mine")] {
            @if loaded.own.is_none() {
                td class="way" {
                    b { (name_of(state, lang, &it.institution)) }
                    " " span class="mono c-3 xs" { (it.institution) }
                }
            }
            td { a href=(format!("{HERE}/{}", it.id)) { (what(lang, it)) } }
            td { (shown(lang, it.state)) }
            td class="num" data-l=(w::answered_head(lang)) { (w::of(lang, *answered, *all)) }
            td class="cell-l" data-l=(w::inspector_head(lang)) {
                (inspector(lang, loaded.people.as_ref(), it))
            }
            td data-l=(w::due_head(lang)) {
                @match due_at(it) {
                    Some(at) => (due(lang, at, now)),
                    None if it.state == Stands::ReCheck => span class="c-warn b" {
                        (unbroken(&w::waits_since(lang, &day(it.changed_at.business_date()))))
                    },
                    None => "–",
                }
                (gate_word(lang, *ends, now))
            }
            td data-l=(w::turn_head(lang)) { (turn(lang, it.state, loaded.is_proposed(it))) }
            td class="num" data-l=(w::asked_head(lang)) { (day(it.requested_at.business_date())) }
        }
    }
}

/// What the gate says that a check is for, where its end is near or over.
fn gate_word(lang: Lang, ends: Option<Micros>, now: Micros) -> Markup {
    let near = ends.map(|at| (at, at.days_left(now))).filter(|it| it.1 <= GATE_DAYS);
    html! {
        @match near {
            Some((at, _)) if at <= now => span class="block xs c-stop" { (w::gate_over(lang)) },
            Some((_, days)) => span class="sub block xs" { (w::gate_days(lang, days)) },
            None => {}
        }
    }
}

fn closed_finds(state: &ConsoleState, lang: Lang, look: &Look, it: &Engagement) -> bool {
    look.finds(&[&name_of(state, lang, &it.institution), it.institution.as_str()])
}

/// Days before the end of its gate from which on a check says so.
const GATE_DAYS: i64 = 60;
/// Fewer than these are seen at one look.
const FEW: usize = 10;
/// The address of the checks that are over, all of them.
const CLOSED: &str = "closed";

/// Whether a check is one of those that a chip of the queue names.
fn fits(loaded: &Loaded, it: &Engagement, show: &str, (who, now): (&Entered, Micros)) -> bool {
    let is_mine = it.inspector == Some(who.session.account);
    match show {
        "mine" => is_mine,
        "turn" => is_mine && !is_theirs(it.state) && !loaded.is_proposed(it),
        "second" => loaded.is_proposed(it),
        "late" => due_at(it).is_some_and(|at| at <= now),
        "free" => it.inspector.is_none(),
        "theirs" => is_theirs(it.state) && !loaded.is_proposed(it),
        _ => true,
    }
}

fn chips(lang: Lang, loaded: &Loaded, look: &Look, at: (&Entered, Micros)) -> Markup {
    let count = |of: &str| loaded.open.iter().filter(|it| fits(loaded, &it.0, of, at)).count();
    let has_own = at.0.session.post.may(Right::ChecksDecide);
    let mine =
        [("turn", w::turn_chip(lang, count("turn"))), ("mine", w::mine_chip(lang, count("mine")))];
    let mine = mine.into_iter().filter(|_| has_own);
    let others = [
        ("free", w::free_chip(lang, count("free"))),
        ("theirs", w::theirs_chip(lang, count("theirs"))),
        ("second", w::second_chip(lang, count("second"))),
        ("late", w::late_chip(lang, count("late"))),
    ];
    let first = ("", w::all_chip(lang, loaded.open.len()));
    let all = std::iter::once(first).chain(mine).chain(others);
    html! {
        div class="chips" { @for (of, word) in all {
            a href=(if of.is_empty() { HERE.to_owned() } else { format!("{HERE}?show={of}") })
                aria-current=[(of == look.show).then_some("true")] { (word) }
        } }
    }
}

/// Those that are over, the last first: below the open ones the first few, and all of them page by
/// page at an address of their own.
fn closed_table(state: &ConsoleState, lang: Lang, loaded: &Loaded, look: &Look) -> Markup {
    let finds = |it: &&Engagement| closed_finds(state, lang, look, it);
    let fit: Vec<&Engagement> = loaded.closed.iter().filter(finds).collect();
    let is_own_page = look.show == CLOSED;
    let (here, next) = look.page(&fit, |it| it.id.to_string());
    let (here, next) = match is_own_page {
        true => (here, next),
        false => (&fit[..fit.len().min(FEW)], Paged::default()),
    };
    html! {
        section {
            div class="sh" { h2 { (w::closed_head(lang)) } span class="sub" { (w::closed_note(lang)) } }
            @if is_own_page {
                p class="acts" { a class="btn" href=(HERE) { (w::to_open(lang)) } }
                (finder(lang, HERE, look, loaded.closed.len()))
            }
            @if here.is_empty() {
                @if look.name.is_empty() || !is_own_page {
                    p class="none" { (w::closed_none(lang)) }
                }
            } @else {
                table class="rows" {
                    thead { tr {
                        @if loaded.own.is_none() { th { (w::institution_head(lang)) } }
                        th { (w::what_head(lang)) } th { (w::state_head(lang)) }
                        th { (w::inspector_head(lang)) } th class="num" { (w::ended_head(lang)) }
                    } }
                    tbody { @for it in here { tr {
                        @if loaded.own.is_none() {
                            td class="way" { (name_of(state, lang, &it.institution)) }
                        }
                        td { a href=(format!("{HERE}/{}", it.id)) { (what(lang, it)) } }
                        td { (shown(lang, it.state)) }
                        td data-l=(w::inspector_head(lang)) {
                            (inspector(lang, loaded.people.as_ref(), it))
                        }
                        td class="num" data-l=(w::ended_head(lang)) { (date_time(it.changed_at)) }
                    } } }
                }
            }
            @if is_own_page { (foot(lang, HERE, look, fit.len(), next)) }
            @else if fit.len() > here.len() {
                p class="pager" {
                    a class="btn" href=(format!("{HERE}?show={CLOSED}")) {
                        (w::all_closed(lang, fit.len()))
                    }
                }
            }
        }
    }
}

/// What an institution may ask for, and its look through its accounts.
fn asks(lang: Lang, who: &Entered, (own, open): (&Own, &[Line]), key: Id) -> Markup {
    // What has an open check is not asked for again.
    let is_free = |of: Option<&ServiceKey>| open.iter().all(|it| it.0.service.as_ref() != of);
    let mut options = Vec::new();
    if is_free(None) {
        options.push((String::new(), w::organisation(lang)));
    }
    let services = own.facts.services.iter().filter(|it| it.retired_at.is_none());
    for it in services.filter(|it| is_free(Some(&it.key))) {
        let kind = super::plain::kind(lang, check::Kind::of(Some(&it.key)));
        options.push((it.key.to_string(), format!("{kind} {} {}", it.key.name, it.key.version)));
    }
    let last = own.reviewed_at.map(|at| day(at.business_date()));
    html! {
        @if own.facts.applied.is_some() && who.session.post.may(Right::GatesApply) {
            section class="pairs" {
                form class="two" method="post" action="/console/checks/request" {
                    b { (w::request_head(lang)) }
                    (form_field(who))
                    @if options.is_empty() { p class="none" { (w::request_none(lang)) } }
                    @else {
                        input type="hidden" name="key" value=(key);
                        input type="hidden" name="institution" value=(own.code);
                        p { (w::request_effect(lang)) }
                        (select("service", &w::request_label(lang), &options, ""))
                        button class="btn p" { (w::request_button(lang)) }
                    }
                }
                form class="two" method="post" action="/console/checks/review" {
                    b { (w::review_head(lang)) }
                    (form_field(who))
                    p { (w::review_text(lang, own.accounts)) }
                    p class="sub" {
                        @match last {
                            Some(last) => (w::reviewed_last(lang, &last)),
                            None => (w::reviewed_never(lang)),
                        }
                    }
                    button class="btn" { (w::review_button(lang)) }
                }
            }
        }
    }
}
