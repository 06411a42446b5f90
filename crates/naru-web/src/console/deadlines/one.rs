//! One institution under one rule: what the engine finds and why, the check, answers, extensions,
//! and what the reader may do now.

use super::answers::{self, of_list};
use super::forms;
use super::list::counts;
use super::plain::{
    MoreTime, check_of, day, gate as gate_word, is_proposed, last_day, left, reason, shown, text,
};
use super::{readable, unknown, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::accounts::refused::{last_refused, lines};
use crate::console::frame::{self, Page};
use crate::console::gates::{Kept, ends_before, rungs};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{self, Wants, date_time};
use crate::console::shape::ladder;
use crate::console::sources;
use crate::console::typed::Back;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission::deadline::{
    self, Booking, Finding, Grounds, Rule, Times, Under, measure_rule,
};
use naru_core::admission::{self, Facts, Measure, Standing, Verdict};
use naru_core::check::{self, Engagement};
use naru_core::policy;
use naru_core::proposal::{self, Case};
use std::collections::BTreeMap;

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) under: Under,
    pub(super) facts: Facts,
    pub(super) notice_s: i64,
    pub(super) times: Times,
    /// Which documents can be opened.
    pub(super) kept: Kept,
    open: Vec<Case>,
    /// What was proposed last and rejected, where nothing was decided since.
    refused: Vec<Case>,
    checks: Vec<Engagement>,
}

impl Loaded {
    fn check(&self) -> Option<&Engagement> {
        check_of(&self.under, &self.checks)
    }
}

impl Loaded {
    /// From when it is restricted under this rule, if that was decided.
    fn restricted_from(&self, now: Micros) -> Option<Micros> {
        let of_rule = measure_rule(&self.under.rule);
        let counts = |it: &&Measure| it.rule == of_rule && counts(it, now);
        let all = self.facts.measures.iter().filter(counts);
        let is_restricted = self.under.finding == Finding::Restricted;
        all.filter(|_| is_restricted).map(|it| it.due_at).min()
    }
}

/// Reads it; `None` if the rule does not concern the institution.
pub(super) async fn load(
    state: &ConsoleState,
    code: &ClientUseCode,
    rule: &str,
) -> Answer<Option<Loaded>> {
    let (code, rule, now) = (code.clone(), rule.to_owned(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let Some(under) = deadline::under(tx, (&code, &rule), now)? else { return Ok(None) };
        let facts = admission::facts_of(tx, &code)?;
        let refused = refused(tx, (&under, &facts))?;
        Ok(Some(Loaded {
            under,
            refused,
            facts,
            times: deadline::times(tx, now)?,
            kept: Kept::of(tx, &code)?,
            notice_s: policy::number(&policy::list(tx)?, "measure_notice_s", now)?,
            open: proposal::list(tx, now)?.0,
            checks: check::open(tx, Some(&code))?,
        }))
    };
    state.parts.store.read(read).await
}

/// What was proposed last about a place and rejected, while it is not met and nothing was decided.
fn refused(tx: &mut naru_store::Tx<'_>, (it, facts): (&Under, &Facts)) -> Answer<Vec<Case>> {
    if it.finding == Finding::Met {
        return Ok(Vec::new());
    }
    let mut all = last_refused(tx, &deadline::deeds::subject(&it.institution, &it.rule.id))?;
    let of_rule = measure_rule(&it.rule);
    let measures = facts.measures.iter().filter(|of| of.rule == of_rule).map(|of| of.notice_at);
    let last = it.known.extensions.iter().map(|of| of.at).chain(measures).max();
    all.retain(|case| last.is_none_or(|at| at <= case.over_at()));
    Ok(all)
}

/// `GET /console/deadlines/{rule}/{code}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((rule, code)): Path<(String, String)>,
) -> Response {
    match readable(&who, &code) {
        Some(code) => show(&state, &ask, &who, (&code, &rule), &Back::default()).await,
        None => unknown(&ask),
    }
}

type Read = (Loaded, Option<People>, Markup, Wants);

/// The same, and for whoever is told of people and proposals what was rejected.
async fn read(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    (code, rule): (&ClientUseCode, &str),
) -> Answer<Option<Read>> {
    let Some(loaded) = load(state, code, rule).await? else { return Ok(None) };
    let wants = state.wants(who).await?;
    if who.session.post.reach(Right::GatesRead) == Reach::Own {
        return Ok(Some((loaded, None, html! {}, wants)));
    }
    let people = People::load(state).await?;
    let refused = lines(state, (lang, who), &people, &loaded.refused)?;
    Ok(Some((loaded, Some(people), refused, wants)))
}

/// The page, with what is to be put right in its forms.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (code, rule): (&ClientUseCode, &str),
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let is_own = who.session.post.reach(Right::GatesRead) == Reach::Own;
    let (mut loaded, people, refused, wants) = match read(state, (lang, who), (code, rule)).await {
        Ok(Some(it)) => it,
        Ok(None) => return unknown(ask),
        Err(no) => return frame::fault(ask, &no),
    };
    loaded.open.retain(|case| who.is_told(case, Right::GatesRead));
    let directory = state.parts.hub.directory();
    let Some(institution) = directory.institutions.get(code) else { return unknown(ask) };
    let name = if lang == Lang::Ko { &institution.name_ko } else { &institution.name_en };
    let it = &loaded.under;
    let waits = is_proposed(&loaded.open, it);
    let standing = directory.standing(code, now);
    let desk = forms::Desk {
        lang,
        who,
        loaded: &loaded,
        now,
        back,
        wants,
        is_proposed: waits,
        inquires_only: standing == Standing::InquiryOnly,
    };
    let title = text(lang, &it.rule.title);
    let more = |case: &Case| {
        let until = deadline::deeds::wish_of(case).ok()?.1.until;
        Some((case.id, forms::more_time(&desk, until)))
    };
    let more_time: BTreeMap<Id, MoreTime> = loaded.open.iter().filter_map(more).collect();
    let called = super::Called {
        institution: &|_| name.clone(),
        rule: &|_| title.to_owned(),
        ground: &|name| of_list(lang, &loaded.times.grounds, name),
        check: &|_| None,
        measure: &|_| None,
        present: &|_| Some(it.due),
        more_time: &|case| more_time.get(&case.id),
        inquires: &|_| standing == Standing::InquiryOnly,
        now,
    };
    let main = html! {
        p class="crumb" { a href="/console/deadlines" { (w::deadlines(lang)) } " › " (title) }
        (head(&desk, name, standing))
        (refused)
        (back.summary(lang))
        (of_rule(lang, &it.rule))
        (waiting(lang, &called, (&loaded.open, it)))
        // Of what is met, how it was booked says nothing more.
        @if it.finding != Finding::Met { (booking(lang, (it, loaded.check()), is_own)) }
        (answers::section((lang, who), state, &loaded, now))
        (extensions(lang, (it, &loaded.times.grounds), people.as_ref()))
        (forms::of_place(&desk, state.env().id(0)))
    };
    let title = format!("{name} · {title}");
    let here = "/console/deadlines";
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is proposed about it.
fn waiting(lang: Lang, called: &super::Called<'_>, (open, it): (&[Case], &Under)) -> Markup {
    html! {
        @for case in open.iter().filter(|case| is_of(case, it)) {
            p class="note" {
                a href=(format!("/console/gate-proposals/{}", case.id)) {
                    (super::deed(lang, &case.kind)) ": " (w::s_proposed(lang))
                }
                " " (unbroken(&super::effect(lang, called, case)))
            }
        }
    }
}

/// Whose it is, where it stands, until when, and what the engine finds.
fn head(desk: &forms::Desk<'_>, name: &str, standing: Standing) -> Markup {
    let (lang, now, it) = (desk.lang, desk.now, &desk.loaded.under);
    let from = desk.loaded.restricted_from(now);
    html! {
        div class="head" {
            h1 { (name) }
            p class="meta" {
                a href=(format!("/console/gates/{}", it.institution)) { (ladder(lang, rungs(standing))) }
                " · "
                (shown(lang, &it.finding, desk.is_proposed)) " · " (last_day(it.due))
                @if it.finding != Finding::Met { " (" (left(lang, it.due, now)) ")" }
                " · " span class="mono" { (it.institution) }
            }
        }
        p class="lead" {
            (reason(lang, it, (desk.is_proposed, desk.loaded.check()), now))
            @let place = (desk.loaded, desk.is_proposed);
            @if let Some(said) = answers::came(lang, desk.who, place, now) {
                " " (unbroken(&said))
            }
            @if let Some(from) = from { " " (unbroken(&w::restricted_from(lang, &day(from)))) }
            @if let Some(said) = met_by(desk) { " " (unbroken(&said)) }
            // What its gate takes before, nothing that is decided here averts.
            @if it.finding != Finding::Met {
                @let of = (&desk.loaded.facts, it.rule.requirement);
                @if let Some(said) = ends_before(lang, of, it.due, now) { " " (unbroken(&said)) }
            }
        }
    }
}

/// By what the rule is met now.
fn met_by(desk: &forms::Desk<'_>) -> Option<String> {
    let (facts, gate) = (&desk.loaded.facts, desk.loaded.under.rule.requirement);
    let passed = facts.decisions.iter();
    let passed = passed.filter(|it| it.gate == gate && it.verdict == Verdict::Passed);
    let due = desk.loaded.under.due;
    // What was passed in time is what the rule asked for; later passes renew it.
    let by = passed.max_by_key(|it| (it.decided_at < due, it.decided_at))?;
    let is_met = desk.loaded.under.finding == Finding::Met;
    is_met.then(|| w::met_by(desk.lang, &gate_word(desk.lang, gate), &day(by.decided_at)))
}

fn is_of(case: &Case, it: &Under) -> bool {
    case.subject == deadline::deeds::subject(&it.institution, &it.rule.id)
}

/// What was asked before, what is asked now, and by whom.
fn of_rule(lang: Lang, it: &Rule) -> Markup {
    html! {
        section { div class="two" {
            p { span class="sub" { (w::rule_was(lang)) } " " (text(lang, &it.old)) }
            p { span class="sub" { (w::rule_is(lang)) } " " b { (text(lang, &it.new)) } }
            p class="sub xs" { (sources::shown(lang, &it.source)) }
        } }
    }
}

fn booking(lang: Lang, (it, check): (&Under, Option<&Engagement>), is_own: bool) -> Markup {
    // What the rule reckons with is not when somebody comes: a check says its days itself.
    let slot = |it: &Booking| match check {
        Some(of) => of.slot.map(|(_, to)| pieces::day(to)),
        None => it.slot_ends_at.map(last_day),
    };
    let fix_by = check.and_then(|it| it.fix_by).map(last_day);
    let of = if is_own { String::new() } else { format!("?name={}", it.institution) };
    html! {
        section {
            div class="sh" {
                h2 { (w::booking_head(lang)) }
                @if it.known.booking.is_some() {
                    span class="sub" {
                        a href=(format!("/console/checks{of}")) { (w::see_check(lang)) }
                    }
                }
            }
            @match it.known.booking {
                None => p class="none" { (w::booking_none(lang)) },
                Some(it) => table class="rows sums" { tbody {
                    tr {
                        th scope="row" class="way" { (w::applied_head(lang)) }
                        td { (day(it.applied_at)) }
                    }
                    tr {
                        th scope="row" class="way" { (w::slot_head(lang)) }
                        td { (slot(&it).unwrap_or_else(|| w::no_slot(lang))) }
                    }
                    @if let Some(day) = &fix_by {
                        tr { th scope="row" class="way" { (w::fix_head(lang)) } td { (day) } }
                    }
                } },
            }
        }
    }
}

fn extensions(lang: Lang, (it, grounds): (&Under, &Grounds), people: Option<&People>) -> Markup {
    let two = |by: &[Id; 2]| match people {
        Some(people) => by.map(|id| people.name(lang, id)).join(", "),
        None => w::two_people(lang),
    };
    html! {
        section {
            div class="sh" { h2 { (w::extensions_head(lang)) } }
            @if it.known.extensions.is_empty() { p class="none" { (w::extensions_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::ground_head(lang)) } th { (w::until_head(lang)) }
                        th { (w::by_head(lang)) } th { (w::at_head(lang)) }
                    } }
                    tbody { @for it in it.known.extensions.iter().rev() { tr {
                        td class="way b" { (of_list(lang, grounds, &it.ground)) }
                        td class="nw" data-l=(w::until_head(lang)) { (last_day(it.until)) }
                        td data-l=(w::by_head(lang)) { (two(&it.by)) }
                        td class="nw" data-l=(w::at_head(lang)) { (date_time(it.at)) }
                    } } }
                }
            }
        }
    }
}
