//! The queue: every open check with whose turn it is and until when, first what waits for the
//! inspector; for an institution its own, with what it may ask for.

use super::asks::{Own, asks};
use super::open::{Beside, Line, chips_fit, lead, open_table};
use super::plain::{state as shown, what};
use super::{HERE, name_of, words as w, words_queue as q};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::assets;
use crate::console::deadlines::Called;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::date_time;
use crate::console::rows::{Look, Paged, finder, foot};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang};
use naru_core::admission;
use naru_core::check::{self, Engagement, deeds};
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

pub(super) struct Loaded {
    pub(super) open: Vec<Line>,
    closed: Vec<Engagement>,
    pub(super) own: Option<Own>,
    pub(super) people: Option<People>,
    /// Results that wait for a second person.
    waits: Vec<Case>,
}

async fn load(state: &ConsoleState, who: &Entered) -> Answer<Loaded> {
    let post = &who.session.post;
    let own = match (post.reach(Right::GatesRead), post.scope()) {
        (Reach::Own, Scope::Institution(code)) => Some(code.clone()),
        _ => None,
    };
    let people = if own.is_some() { None } else { Some(People::load(state).await?) };
    let (now, sealer) = (state.now(), state.parts.sealer.clone());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let (open, closed) = check::state(tx, own.as_ref())?;
        let is_here = |it: &Case| {
            let of = deeds::about(&it.subject).map(|(code, _)| code);
            it.kind == deeds::VERDICT && (own.is_none() || of == own)
        };
        let waits: Vec<Case> = proposal::list(tx, now)?.0.into_iter().filter(is_here).collect();
        let mut rows = Vec::new();
        // Of an institution's own people only one institution's facts are needed.
        let facts = match &own {
            None => admission::load(tx)?,
            Some(code) => [(code.clone(), admission::facts_of(tx, code)?)].into(),
        };
        for (it, answered) in open {
            let all = check::checklist(tx, &it.list)?.items.len();
            let beside = facts.get(&it.institution).and_then(|of| Beside::of(of, &it, now));
            let subject = deeds::subject(&it.institution, it.id);
            let is_proposed = waits.iter().any(|of| of.subject == subject);
            let (lapses_at, proposed_by) = (None, None);
            rows.push(Line { it, answered, all, beside, is_proposed, lapses_at, proposed_by });
        }
        let own = match &own {
            None => None,
            Some(code) => {
                let scope = Scope::Institution(code.clone());
                let mut accounts = staff::accounts(tx, &*sealer)?;
                accounts.retain(|it| *it.post.scope() == scope && it.state != "closed");
                Some(Own {
                    code: code.clone(),
                    facts: admission::facts_of(tx, code)?,
                    accounts,
                    reviewed_at: check::reviewed(tx, code)?,
                })
            }
        };
        Ok((rows, closed, own, waits))
    };
    let (mut open, closed, own, mut waits) = state.parts.store.read(read).await?;
    waits.retain(|it| who.is_told(it, Right::GatesRead));
    // Whoever is not told of a proposal sees no trace of it.
    for line in &mut open {
        let subject = deeds::subject(&line.it.institution, line.it.id);
        let case = waits.iter().find(|it| it.subject == subject);
        line.is_proposed = case.is_some();
        line.lapses_at = case.map(|it| it.expires_at);
        line.proposed_by = case.map(|it| it.proposed_by);
    }
    open.sort_by_key(Line::order);
    Ok(Loaded { open, closed, own, people, waits })
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
    // Whoever looks for some of them sees those alone.
    let is_whole = look.show.is_empty() && look.name.is_empty();
    let main = html! {
        link rel="stylesheet" href=(assets::check_css());
        div class="head" {
            h1 { (w::checks(lang)) }
            p class="acts" { a class="btn" href="/console/checks/lists" { (w::lists_link(lang)) } }
        }
        @if look.show != CLOSED { p class="lead" { (unbroken(&lead(lang, &loaded, (who, now)))) } }
        (summary(lang, wrongs))
        @if look.show != CLOSED {
            @if is_whole || look.show == "second" { (waits(state, (lang, who), &loaded)) }
            (open_part(state, lang, &loaded, look, (who, now)))
            @if let Some(own) = &loaded.own { (asks(lang, who, (own, &loaded.open), (key, now))) }
        }
        @if look.show.is_empty() || look.show == CLOSED {
            (closed_table(state, lang, &loaded, look))
        }
    };
    let title = w::checks(lang);
    let page = Page { ask, who, title, here: HERE, topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

pub(super) fn inspector(lang: Lang, people: &People, it: &Engagement) -> String {
    it.inspector.map_or_else(|| w::nobody(lang), |id| people.name(lang, id))
}

/// The results that wait: of which check, what comes of it, who has to answer and until when.
fn waits(state: &ConsoleState, (lang, who): (Lang, &Entered), loaded: &Loaded) -> Markup {
    let name = |code: &str| {
        let code = ClientUseCode::parse(code).ok();
        code.map_or_else(String::new, |it| name_of(state, lang, &it))
    };
    let as_is = |id: &str| id.to_owned();
    let check = |id: Id| loaded.open.iter().map(|line| &line.it).find(|it| it.id == id);
    let called = Called {
        institution: &name,
        rule: &as_is,
        ground: &as_is,
        check: &check,
        measure: &|_| None,
        present: &|_| None,
        more_time: &|_| None,
        inquires: &|_| false,
        now: state.now(),
    };
    let by = |it: &Case| match &loaded.people {
        _ if it.proposed_by == who.session.account => {
            q::own_proposal(lang, &date_time(it.expires_at))
        }
        Some(people) => {
            let (at, until) = (date_time(it.proposed_at), date_time(it.expires_at));
            q::proposed_by(lang, &people.name(lang, it.proposed_by), &at, &until)
        }
        None => String::new(),
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
                        p class="sub xs" { (unbroken(&by(it))) }
                    }
                }
            }
        }
    }
}

/// Open checks, those that the address asks for.
fn open_part(
    state: &ConsoleState,
    lang: Lang,
    loaded: &Loaded,
    look: &Look,
    at: (&Entered, naru_base::Micros),
) -> Markup {
    let finds = |line: &&Line| {
        let of = &line.it.institution;
        look.finds(&[&name_of(state, lang, of), of.as_str()])
    };
    let fit: Vec<&Line> =
        loaded.open.iter().filter(|it| chips_fit(it, &look.show, at)).filter(finds).collect();
    let (here, next) = look.page(&fit, |line| line.it.id.to_string());
    // Somebody of this name may have checks that are over: they stand below.
    let is_known = loaded.closed.iter().any(|it| closed_finds(state, lang, look, it));
    html! {
        section {
            div class="sh" {
                h2 { (w::open_head(lang)) }
                span class="sub" {
                    (q::open_note(lang))
                    @if at.0.session.post.may(Right::ChecksDecide) { " · " (q::mine_note(lang)) }
                }
            }
            @if loaded.own.is_none() && loaded.open.len() > FEW {
                (super::open::chips(lang, loaded, look, at))
            }
            (finder(lang, HERE, look, loaded.open.len()))
            @if here.is_empty() {
                @if !loaded.open.is_empty() && look.name.is_empty() {
                    p class="none" { (w::open_none_fits(lang)) }
                } @else if look.name.is_empty() { p class="none" { (w::open_none(lang)) } }
                @else if is_known { p class="none" { (w::open_none_named(lang, &look.name)) } }
            } @else { (open_table(state, lang, loaded, (here, at))) }
            @if !fit.is_empty() || !is_known { (foot(lang, HERE, look, fit.len(), next)) }
        }
    }
}

fn closed_finds(state: &ConsoleState, lang: Lang, look: &Look, it: &Engagement) -> bool {
    look.finds(&[&name_of(state, lang, &it.institution), it.institution.as_str()])
}

/// Fewer than these are seen at one look.
const FEW: usize = 10;
/// The address of the checks that are over, all of them.
const CLOSED: &str = "closed";

/// Those that are over, the last first: below the open ones the first few, and all of them page by
/// page at an address of their own.
fn closed_table(state: &ConsoleState, lang: Lang, loaded: &Loaded, look: &Look) -> Markup {
    let finds = |it: &&Engagement| closed_finds(state, lang, look, it);
    let fit: Vec<&Engagement> = loaded.closed.iter().filter(finds).collect();
    let is_own_page = look.show == CLOSED;
    if fit.is_empty() && !is_own_page && !look.name.is_empty() {
        return html! {};
    }
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
                        @if loaded.people.is_some() { th { (w::inspector_head(lang)) } }
                        th class="num" { (w::ended_head(lang)) }
                    } }
                    tbody { @for it in here { tr {
                        @if loaded.own.is_none() {
                            @let name = name_of(state, lang, &it.institution);
                            td class="way" {
                                a href=(format!("{HERE}/{}", it.id))
                                    aria-label=(format!("{name} · {}", what(lang, it))) { (name) }
                                " " span class="mono c-3 xs" { (it.institution) }
                            }
                        }
                        td {
                            @if loaded.own.is_none() { (what(lang, it)) }
                            @else { a href=(format!("{HERE}/{}", it.id)) { (what(lang, it)) } }
                        }
                        td { (shown(lang, it.state)) }
                        @if let Some(people) = &loaded.people {
                            td data-l=(w::inspector_head(lang)) { (inspector(lang, people, it)) }
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
