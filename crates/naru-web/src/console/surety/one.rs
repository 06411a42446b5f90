//! One institution's cover: how it is made up, where it is used, what covers it, who decided.

use super::forms;
use super::plain::{Health, days, health, health_shown, item, kind, points, until, when};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::accounts::proposals::proposed;
use crate::console::deadlines::Called;
use crate::console::format;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::papers;
use crate::console::pieces::date_time;
use crate::console::shape::{Shape, state as shown};
use crate::console::typed::Back;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, Won, in_language};
use naru_core::admission::{self, Evidence, EvidenceKind, PaperKind, Sha256, Standing};
use naru_core::desk::{self, HeadRoom};
use naru_core::proposal::{self, Case};
use naru_core::relay::{self, Unsettled};
use naru_core::surety::{self, Adjusted, Facts, Instrument, deeds};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) room: HeadRoom,
    pub(super) facts: Facts,
    banks: Vec<Unsettled>,
    open: Vec<Case>,
    /// Papers of its cover that were handed in since cover was last recorded, the latest first.
    papers: Vec<Evidence>,
    kept: BTreeMap<Sha256, PaperKind>,
    /// What those about the factor come to.
    comes: BTreeMap<Id, Adjusted>,
}

/// Reads it; `None` if there is no such institution.
pub(super) async fn load(state: &ConsoleState, code: &ClientUseCode) -> Answer<Option<Loaded>> {
    let (code, now) = (code.clone(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let mut rooms = desk::head_rooms(tx, std::iter::once(&code), now)?;
        let Some(room) = rooms.remove(&code) else { return Ok(None) };
        let about = |it: &Case| {
            it.kind.starts_with(deeds::PREFIX) && deeds::about(&it.subject).as_ref() == Some(&code)
        };
        let (open, _) = proposal::list(tx, now)?;
        let facts = surety::facts_of(tx, &code)?;
        let recorded_at = facts.instruments.iter().map(|it| it.recorded_at).max();
        let is_new = |it: &Evidence| {
            it.kind == EvidenceKind::Cover && recorded_at.is_none_or(|at| it.received_at > at)
        };
        let mut papers = admission::facts_of(tx, &code)?.evidence;
        papers.retain(is_new);
        papers.sort_by_key(|it| Reverse(it.received_at));
        let mut comes = BTreeMap::new();
        for it in open.iter().filter(|it| about(it)) {
            comes.extend(surety::adjusted(tx, it, now)?.map(|of| (it.id, of)));
        }
        Ok(Some(Loaded {
            room,
            facts,
            papers,
            kept: admission::papers(tx, &code)?,
            banks: relay::unsettled(tx, Some(&code))?,
            open: open.into_iter().filter(about).collect(),
            comes,
        }))
    };
    state.parts.store.read(read).await
}

/// Who reads: with names of people, or an institution's own without.
struct Reader<'a> {
    lang: Lang,
    now: Micros,
    people: Option<&'a People>,
    names: &'a Names,
}

impl Reader<'_> {
    fn two(&self, by: &[Id; 2]) -> String {
        match self.people {
            Some(people) => by.map(|id| people.name(self.lang, id)).join(", "),
            None => w::two_people(self.lang),
        }
    }
}

/// The page.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    code: &ClientUseCode,
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let directory = state.parts.hub.directory();
    let Some(institution) = directory.institutions.get(code) else { return super::unknown(ask) };
    let is_own = who.session.post.reach(Right::SuretyRead) == Reach::Own;
    let loaded = async {
        let people = if is_own { None } else { Some(People::load(state).await?) };
        Ok::<_, No>((load(state, code).await?, people, state.wants(who).await?))
    };
    let (mut loaded, people, wants) = match loaded.await {
        Ok((Some(it), people, wants)) => (it, people, wants),
        Ok((None, ..)) => return super::unknown(ask),
        Err(no) => return frame::fault(ask, &no),
    };
    let all = loaded.open.len();
    loaded.open.retain(|case| who.is_told(case, Right::SuretyRead));
    // Of what its reader is not told of, it is not said that there is none.
    let is_hidden = loaded.open.is_empty() && all > 0;
    let names = Names::of(lang, &state.parts.source.glance()).and_insurers(lang, state);
    let reader = Reader { lang, now, people: people.as_ref(), names: &names };
    let name = if lang == Lang::Ko { &institution.name_ko } else { &institution.name_en };
    let health = health(&loaded.room, now);
    // Of whoever may not withdraw yet, nothing is blocked.
    let is_new = directory.standing(code, now) == Standing::NotAdmitted && health.is_short();
    let desk = forms::Desk { lang, who, code, facts: &loaded.facts, now, back, wants };
    let main = html! {
        @if !is_own { p class="crumb" { a href="/console/surety" { (w::surety(lang)) } " › " (name) } }
        div class="head" {
            h1 { (name) }
            p class="meta" {
                @if is_new { (shown("na", Shape::Hollow, &w::st_new(lang))) }
                @else { (health_shown(lang, health)) }
                " " span class="mono" { (code) }
            }
            p class="acts" {
                a class="btn" href=(format!("/console/surety/{code}/json")) { (w::json(lang)) }
            }
        }
        p class="lead" {
            @if is_new { (lead_new(lang, &loaded.room)) }
            @else { (unbroken(&lead(lang, &loaded.room, health))) }
        }
        (back.summary(lang))
        (made_up((lang, now), &loaded.room, claims_at(who, code, &loaded.room)))
        (by_bank(lang, &loaded.banks, &names))
        (handed_in((lang, who, code), &loaded))
        (instruments(&reader, &loaded.facts))
        (adjustments(&reader, &loaded))
        @if !is_hidden { (waiting(&reader, (code, name), &loaded)) }
        (forms::all(&desk, state.env().id(0)))
    };
    let title = format!("{name} · {}", w::surety(lang));
    let page = Page { ask, who, title, here: "/console/surety", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn lead_new(lang: Lang, room: &HeadRoom) -> String {
    let it = &room.position;
    w::lead_new(lang, &format::won(lang, it.required), &format::won(lang, it.active))
}

fn lead(lang: Lang, room: &HeadRoom, health: Health) -> String {
    let it = &room.position;
    let free = format::won(lang, it.free);
    match health {
        Health::Out => w::lead_out(lang),
        Health::Short => {
            let missing = it.required.minus(it.active).unwrap_or(Won::ZERO);
            w::lead_short(lang, &format::won(lang, missing))
        }
        Health::Low => w::lead_low(lang, &free),
        Health::Ending(_) | Health::Falling(_) => {
            let at = room.ends_at();
            let text = at.map(when).unwrap_or_default();
            match at == it.short_from {
                true => w::lead_ending(lang, &text, &format::won(lang, it.short_by)),
                false => w::lead_gate_ending(lang, &text),
            }
        }
        Health::Enough => {
            let end = room.ends_at().map(|at| match it.short_from == Some(at) {
                // Nothing is left then: the cover ends, with its last day.
                true if it.short_by >= it.required => w::enough_until(lang, &until(at)),
                true => w::enough_short_from(lang, &when(at), &format::won(lang, it.short_by)),
                false => w::enough_gate(lang, &until(at)),
            });
            w::lead_enough(lang, &free, &end.unwrap_or_default())
        }
    }
}

/// A row of the sum: what, and how much.
fn summand(label: &str, value: &str, is_sum: bool) -> Markup {
    html! {
        tr {
            th scope="row" class=(if is_sum { "way b" } else { "way" }) { (label) }
            td class=(if is_sum { "num b" } else { "num" }) { (value) }
        }
    }
}

/// Where the claims stand for which something is held, for whoever may read them.
fn claims_at(who: &Entered, code: &ClientUseCode, room: &HeadRoom) -> Option<String> {
    let owner = Scope::Institution(code.clone());
    let may = who.session.post.may_on(Right::ClaimsRead, &owner);
    let is_held = room.position.claimed > Won::ZERO;
    // Whoever reads its own claims only has no need to look for its code.
    let is_own = who.session.post.reach(Right::ClaimsRead) == Reach::Own;
    let path = match is_own {
        true => "/console/claims".to_owned(),
        false => format!("/console/claims?name={code}"),
    };
    (may && is_held).then_some(path)
}

fn made_up((lang, now): (Lang, Micros), room: &HeadRoom, claims: Option<String>) -> Markup {
    let it = &room.position;
    let won = |amount: Won| format::won(lang, amount);
    html! {
        section {
            div class="sh" { h2 { (w::sum_head(lang)) } span class="sub" { (w::sum_note(lang)) } }
            table class="rows sums" { tbody {
                (summand(&w::limit_row(lang), &won(it.limit), false))
                (summand(&w::base_row(lang), &w::percent(lang, it.factor.base), false))
                @for (name, n) in &it.factor.items {
                    (summand(&item(lang, name), &points(lang, *n), false))
                }
                (summand(&w::factor_row(lang), &w::percent(lang, it.factor.percent), false))
                (summand(&w::required_row(lang), &won(it.required), true))
                (summand(&w::active_row(lang), &won(it.active), true))
                (summand(&w::exposure_row(lang), &won(it.exposure), false))
                tr {
                    th scope="row" class="way" {
                        (w::claimed_row(lang))
                        @if let Some(path) = claims {
                            " " span class="sub" { a href=(path) { (w::to_claims(lang)) } }
                        }
                    }
                    td class="num" { (won(it.claimed)) }
                }
                (summand(&w::free_row(lang), &won(it.free), true))
                (summand(&if room.is_of_today { w::today_row(lang) } else { w::per_day_row(lang) },
                    &won(room.per_day), false))
                (summand(&w::days_row(lang), &days(lang, room, now), true))
            } }
        }
    }
}

fn by_bank(lang: Lang, all: &[Unsettled], names: &Names) -> Markup {
    let sum: i64 = all.iter().map(|it| it.amount.get()).sum();
    let share = |it: &Unsettled| {
        let whole = i128::from(sum.max(1));
        let hundredths = (i128::from(it.amount.get()) * 10_000 + whole / 2) / whole;
        format!("{} %", format::share(u64::try_from(hundredths).unwrap_or(0)))
    };
    html! {
        section {
            div class="sh" { h2 { (w::banks_head(lang)) } span class="sub" { (w::banks_note(lang)) } }
            @if all.is_empty() { p class="none" { (w::banks_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::bank_head(lang)) }
                        th class="num" { (w::count_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                        th class="num" { (w::share_head(lang)) }
                    } }
                    tbody { @for it in all { tr {
                        td class="way" { (names.bank(it.bank.as_str())) }
                        td class="num" data-l=(w::count_head(lang)) { (it.count) }
                        td class="num b" data-l=(w::amount_head(lang)) { (it.amount.grouped()) }
                        td class="num" data-l=(w::share_head(lang)) { (share(it)) }
                    } } }
                }
            }
        }
    }
}

pub(super) fn standing(lang: Lang, it: &Instrument, now: Micros) -> Markup {
    match it.released_at {
        Some(at) => shown("na", Shape::Dashed, &w::it_released(lang, &when(at))),
        None if now < it.valid_from => shown("na", Shape::Hollow, &w::it_waits(lang)),
        None if now < it.valid_until => shown("ok", Shape::Check, &w::it_counts(lang)),
        None => shown("na", Shape::Square, &w::it_ended(lang)),
    }
}

/// Papers that wait to be recorded as cover.
fn handed_in((lang, who, code): (Lang, &Entered, &ClientUseCode), loaded: &Loaded) -> Markup {
    let is_own = who.session.post.reach(Right::SuretyRead) == Reach::Own;
    html! {
        @if !loaded.papers.is_empty() {
            section {
                div class="sh" {
                    h2 { (w::papers_head(lang)) }
                    span class="sub" {
                        (if is_own { w::papers_note_own(lang) } else { w::papers_note(lang) })
                    }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::paper_head(lang)) } th { (w::received_head(lang)) }
                        th { (w::file_head(lang)) }
                    } }
                    tbody { @for it in &loaded.papers { tr {
                        td class="way b" { (in_language(lang, &it.title)) }
                        td class="nw" data-l=(w::received_head(lang)) { (date_time(it.received_at)) }
                        td data-l=(w::file_head(lang)) {
                            (papers::link(lang, (who, code),
                                (&it.sha256, loaded.kept.get(&it.sha256))))
                        }
                    } } }
                }
            }
        }
    }
}

fn instruments(reader: &Reader<'_>, facts: &Facts) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    html! {
        section {
            div class="sh" { h2 { (w::instruments_head(lang)) } }
            @if facts.instruments.is_empty() { p class="none" { (w::instruments_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::kind_head(lang)) } th { (w::state_head(lang)) }
                        th { (w::issuer_head(lang)) } th { (w::reference_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                        th { (w::valid_head(lang)) } th { (w::decided_head(lang)) }
                    } }
                    tbody { @for it in facts.instruments.iter().rev() { tr {
                        td class="way b" { (kind(lang, it.kind)) }
                        td class="nw" data-l=(w::state_head(lang)) { (standing(lang, it, now)) }
                        td data-l=(w::issuer_head(lang)) {
                            @match &it.insurer {
                                Some(code) => {
                                    (reader.names.get(code.as_str())) " "
                                    span class="mono c-3 xs" { (code) }
                                }
                                None => (it.issuer_in(lang)),
                            }
                        }
                        td class="mono nw" data-l=(w::reference_head(lang)) { (it.reference) }
                        td class="num b" data-l=(w::amount_head(lang)) {
                            (it.amount.grouped())
                            @if it.drawn > Won::ZERO {
                                span class="sub block" { (w::drawn(lang, &it.drawn.grouped())) }
                            }
                        }
                        td data-l=(w::valid_head(lang)) {
                            (unbroken(&w::span(lang, &when(it.valid_from), &until(it.valid_until))))
                        }
                        td data-l=(w::decided_head(lang)) { (reader.two(&it.by)) }
                    } } }
                }
            }
        }
    }
}

fn adjustments(reader: &Reader<'_>, loaded: &Loaded) -> Markup {
    let lang = reader.lang;
    // One that ends where it begins only says that another is over.
    let all: Vec<_> = loaded
        .facts
        .adjustments
        .iter()
        .filter(|it| it.valid_until.is_none_or(|until| until > it.valid_from))
        .collect();
    let of_now = |name: &str| loaded.room.position.factor.items.iter().find(|it| it.0 == name);
    html! {
        section {
            div class="sh" { h2 { (w::adjustments_head(lang)) } }
            @if all.is_empty() { p class="none" { (w::adjustments_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::item_head(lang)) } th class="num" { (w::points_head(lang)) }
                        th { (w::valid_head(lang)) } th { (w::decided_head(lang)) }
                    } }
                    tbody { @for it in all.iter().rev() { tr {
                        td class="way" { (item(lang, it.item)) }
                        td class="num" data-l=(w::points_head(lang)) {
                            (of_now(it.item).map_or_else(|| format::NONE.to_owned(), |n|
                                points(lang, n.1)))
                        }
                        td data-l=(w::valid_head(lang)) {
                            span class="nw" { (when(it.valid_from)) } " ~ "
                            span class="nw" { (it.valid_until.map(until).unwrap_or_default()) }
                        }
                        td data-l=(w::decided_head(lang)) { (reader.two(&it.by)) }
                    } } }
                }
            }
        }
    }
}

fn waiting(reader: &Reader<'_>, (code, name): (&ClientUseCode, &str), it: &Loaded) -> Markup {
    let (lang, open, comes) = (reader.lang, &it.open, &it.comes);
    let as_is = |id: &str| id.to_owned();
    let called = Called {
        institution: &|it| match it == code.as_str() {
            true => name.to_owned(),
            false => reader.names.get(it).to_owned(),
        },
        rule: &as_is,
        ground: &as_is,
        check: &|_| None,
        measure: &|_| None,
        present: &|_| None,
        more_time: &|_| None,
        inquires: &|_| false,
        now: reader.now,
    };
    html! {
        section {
            div class="sh" { h2 { (w::open_head(lang)) } }
            @if open.is_empty() { p class="none" { (w::open_none(lang)) } }
            @for it in open {
                div class="two" {
                    p {
                        (shown("run", Shape::Half, &w::to_confirm(lang))) " "
                        b { a href=(format!("/console/surety-proposals/{}", it.id)) {
                            (super::deed(lang, &it.kind)) ": "
                            (unbroken(&super::object(lang, &called, it)))
                        } }
                    }
                    p class="sub2" { (unbroken(&super::effect(lang, &called, it, comes.get(&it.id)))) }
                    p class="sub xs" {
                        (proposed(lang, reader.people, it))
                    }
                }
            }
        }
    }
}
