//! `GET /console/oss/systems/{id}`: one system: its findings, its components, its bills.

use super::approval::uncovered;
use super::by::Hands;
use super::fields::{self, whole};
use super::foot::Foot;
use super::lead::by_when;
use super::licence_words;
use super::parts::{Compared, fixed, in_parts, licence, package, way, worst};
use super::stance_ask::ask_href;
use super::system_bills::{bill_form, bills, product_form, sentence};
use super::{
    DOT, PER_PAGE, advisory_href, bites, deadline, duty, framed, grade, list_head_exact,
    may_manage, n, name_form, owner, reach, unknown, words as w,
};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, day, form_field};
use crate::console::{ConsoleState, format, frame};
use crate::oss::api::{form_of, key_of};
use axum::extract::{Path, Query, State as With};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use naru_base::texts::Josa;
use naru_base::{ClientUseCode, Id, Lang, Micros};
use naru_core::oss::approval::{self, Direct};
use naru_core::oss::portfolio::stance::{self, Alive, Standing};
use naru_core::oss::portfolio::{
    self, BillRow, Components, FaultText, FindingRow, FindingSort, Found, Reach, State, SystemRow,
    UseRow,
};
use serde::Deserialize;

/// Bills that are shown.
const BILLS: usize = 10;

/// Where the lists of findings and of components go on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    found: String,
    name: String,
    reach: String,
    after: String,
    /// How many rows come before.
    at: String,
}

impl Given {
    /// How they came in, of the components that are asked for.
    fn reach(&self) -> Option<Reach> {
        Reach::parse(&self.reach)
    }
}

/// What a bill that was just handed in came to.
#[derive(Default)]
pub(super) struct Told {
    pub(super) good: Option<String>,
    /// What was remarked on it all the same.
    pub(super) remarks: Vec<FaultText>,
    pub(super) bad: Option<(String, Vec<FaultText>)>,
    pub(super) wrongs: Vec<Wrong>,
}

/// `GET /console/oss/systems/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Query(given): Query<Given>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    show(&state, &ask, &who, id, &given, &Told::default()).await
}

/// `GET /console/oss/systems/{id}/vex?form=`
pub(crate) async fn vex(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Query(asked): Query<AskedVex>,
) -> Response {
    let Ok(id) = Id::parse(&id) else { return unknown(&state, &ask, &who) };
    let form = form_of(&asked.form);
    let own = match state.parts.portfolio.system(id, owner(&who).as_ref()).await {
        Ok(Some(it)) => it.system.name,
        Ok(None) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    };
    let day = day(state.now().business_date());
    let name = format::attachment(&own, &format!("-vex-{day}.{form}.json"));
    match state.parts.portfolio.vex(id, owner(&who).as_ref(), form).await {
        Ok(Some(text)) => {
            let heads = [
                (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ];
            (heads, text).into_response()
        }
        Ok(None) => unknown(&state, &ask, &who),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// In which form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedVex {
    form: String,
}

/// What stands beside a finding; where nothing does, what was last refused or taken back.
type Beside = (Option<Alive>, Option<(Id, Standing)>);

/// Everything that the page shows.
struct Seen {
    system: SystemRow,
    findings: Vec<FindingRow>,
    /// Beside each of them.
    beside: Vec<Beside>,
    parts: Vec<UseRow>,
    parts_count: i64,
    /// How many of its components are of which ecosystem.
    ecosystems: Vec<(String, i64)>,
    bills: (Vec<BillRow>, i64),
    /// What leaves the bill in force in doubt.
    doubts: Vec<FaultText>,
    /// The name of its product there that nobody has confirmed.
    renamed: Option<String>,
    direct: Vec<Direct>,
    stands: State,
}

impl Seen {
    /// Nothing if there is no such system for this reader.
    fn read(
        tx: &mut naru_store::Tx<'_>,
        id: Id,
        (owner, now): (Option<&ClientUseCode>, Micros),
        given: &Given,
    ) -> naru_base::Answer<Option<Seen>> {
        let Some(system) = portfolio::system_at(tx, id, now)? else { return Ok(None) };
        if owner.is_some_and(|code| *code != system.system.institution) {
            return Ok(None);
        }
        let which = Found { system: Some(id), ..Found::default() };
        let (sort, from) = (FindingSort::Priority, key_of(&given.found));
        let findings = portfolio::findings(tx, &which, sort, from, PER_PAGE + 1)?;
        let parts = (id, Components { name: &given.name, reach: given.reach() });
        let mut beside = Vec::new();
        for (it, alive) in findings.iter().zip(stance::beside(tx, &findings, now)?) {
            let closed = if alive.is_some() { None } else { stance::last_closed(tx, it)? };
            beside.push((alive, closed));
        }
        Ok(Some(Seen {
            beside,
            findings,
            parts: portfolio::components(tx, parts, &given.after, PER_PAGE + 1)?,
            parts_count: portfolio::components_count(tx, parts)?,
            ecosystems: portfolio::ecosystems(tx, id)?,
            bills: (portfolio::bills(tx, id, BILLS)?, portfolio::bills_count(tx, id)?),
            doubts: portfolio::doubts(tx, id)?,
            renamed: portfolio::renamed(tx, id)?,
            direct: approval::direct(tx, &system.system, now)?,
            stands: portfolio::pending(tx)?,
            system,
        }))
    }

    /// Components in its bill of whose ecosystem there are no data, where there are any at all.
    fn uncompared(&self, compared: &Compared) -> i64 {
        if self.system.billed_at.is_none() || self.stands.data.is_empty() {
            return 0;
        }
        let unknown = self.ecosystems.iter().filter(|it| !compared.knows(&it.0));
        unknown.map(|it| it.1).sum()
    }

    /// Cuts both lists to a page, and gives the foot of each: findings, components.
    fn cut<'f>(&mut self, id: Id, given: &'f Given) -> (Foot<'f>, Foot<'f>) {
        let base = format!("/console/oss/systems/{id}");
        let more = self.findings.len() > PER_PAGE;
        self.findings.truncate(PER_PAGE);
        let next = self.findings.last().filter(|_| more).map(|it| it.key(FindingSort::Priority));
        let findings = Foot {
            base: base.clone(),
            key: "found",
            part: "findings",
            from: (&given.found, &given.at),
            shown: self.findings.len(),
            all: Some(self.system.open),
            next: next.map(|key| format!("{}.{}", key.by, key.seq)),
            is_of_things: false,
        };
        let more = self.parts.len() > PER_PAGE;
        self.parts.truncate(PER_PAGE);
        let next = self.parts.last().filter(|_| more);
        let parts = Foot {
            base: parts_href(id, &given.name, given.reach()),
            key: "after",
            part: "components",
            from: (&given.after, &given.at),
            shown: self.parts.len(),
            all: Some(self.parts_count),
            next: next.map(|it| format::query_value(&it.purl)),
            is_of_things: true,
        };
        (findings, parts)
    }
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: Id,
    given: &Given,
    told: &Told,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (code, from) = (owner(who), given.clone());
    let read = state.parts.portfolio.store();
    let read = read.read(move |tx| Seen::read(tx, id, (code.as_ref(), now), &from));
    let (mut seen, hands) = match (read.await, Hands::load(state, lang, who).await) {
        (Ok(Some(it)), Ok(hands)) => (it, hands),
        (Ok(None), _) => return unknown(state, ask, who),
        (Err(no), _) | (_, Err(no)) => return frame::fault(ask, &no),
    };
    let (further, next) = seen.cut(id, given);
    let it = &seen.system;
    let bites = match bites::of_one(state, Some(&it.system.institution)).await {
        Ok(found) => found.and_then(|of| of.said(lang, |own| own.system == id)),
        Err(no) => return frame::fault(ask, &no),
    };
    let names = Names::of(lang, &state.parts.source.glance());
    let is_used = it.system.retired_at.is_none();
    let is_own = owner(who).is_some();
    let compared = Compared::of(state, &seen.stands);
    let main = html! {
        p class="crumb" {
            a href="/console/oss" { (w::title(lang)) } " › "
            a href=(format!("/console/oss?of={}", it.system.institution)) {
                (names.get(it.system.institution.as_str()))
            }
        }
        @let may = is_used && may_manage(who, &it.system.institution);
        (head(lang, it, may))
        @if !is_used { p class="note" { (w::retired_note(lang)) } }
        @else {
            // To others than its own people it is said whose turn it is.
            @let whose = names.get(it.system.institution.as_str());
            @let uncompared = seen.uncompared(&compared);
            @let whose = Some(whose).filter(|_| !is_own);
            (lead(lang, (it, whose), (&seen, uncompared, bites.as_deref()), now))
        }
        @if let Some(product) = seen.renamed.as_deref().filter(|_| may) {
            (product_form(lang, who, (id, product), &told.wrongs))
        }
        (outcome(lang, told))
        (summary(lang, &told.wrongs))
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, who), &seen.stands, trouble.as_deref()))
        (findings(lang, (&seen, further), now, may))
        @if may && it.billed_at.is_none() { (bill_form(lang, who, (id, true), &told.wrongs)) }
        @if is_used && !seen.direct.is_empty() {
            @let owner = &it.system.institution;
            (uncovered(lang, owner, &seen.direct, may_manage(who, owner)))
        }
        @if it.billed_at.is_some() { (components(lang, id, (&seen, next, &compared), given)) }
        @if may && it.billed_at.is_some() { (bill_form(lang, who, (id, false), &told.wrongs)) }
        (bills(lang, &hands, (&seen.bills.0, seen.bills.1)))
        @if is_used && may_manage(who, &it.system.institution) {
            (retire_form(lang, who, id, &told.wrongs))
        }
    };
    let mut response = framed(state, ask, who, it.system.name.clone(), main);
    if told.bad.is_some() || !told.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn head(lang: Lang, it: &SystemRow, may_hand_in: bool) -> Markup {
    html! {
        div class="head wrap" {
            h1 { (it.system.name) }
            span class="meta" { (duty(lang, it.system.duty)) }
            div class="acts" {
                // The form is folded below the lists; a way into it opens it.
                @if may_hand_in { a class="btn" href="#form" { (w::bill_form_head(lang)) } }
                a class="btn" href=(format!("/console/oss/systems/{}/licences", it.system.id)) {
                    (licence_words::to_licences(lang))
                }
            }
        }
    }
}

/// How it stands, what is to be done next, and by when. `bites`: what of its findings lowers the
/// standing now.
fn lead(
    lang: Lang,
    (it, whose): (&SystemRow, Option<&str>),
    (seen, uncompared, bites): (&Seen, i64, Option<&str>),
    now: Micros,
) -> Markup {
    let (bearing, stands, doubts) = (it.bearing(), &seen.stands, &seen.doubts);
    let whose = whose.map(|name| match lang {
        Lang::Ko => Josa::i_ga(name).to_string(),
        Lang::En => name.to_owned(),
    });
    let whose = whose.as_deref();
    html! {
        p class="lead" {
            @match (it.billed_at, it.next_due_at) {
                (None, _) => b class="c-warn wrap" { @match whose {
                    None => (w::system_unbilled(lang)),
                    Some(who) => (w::system_unbilled_theirs(lang, who)),
                } },
                (Some(_), _) if stands.data.is_empty() => (w::no_data(lang)),
                (Some(_), Some(due)) if it.open > 0 => {
                    @let (open, at) = (n(it.open), by_when(lang, due));
                    @match (due <= now, whose) {
                        (true, None) => b class="c-stop wrap" { (w::system_overdue(lang, &open, &at)) },
                        (true, Some(who)) => b class="c-stop wrap" {
                            (w::system_overdue_theirs(lang, &open, &at, who))
                        },
                        (false, None) => (w::system_due(lang, &open, &at)),
                        (false, Some(who)) => (w::system_due_theirs(lang, &open, &at, who)),
                    }
                    @if bearing > 0 {
                        " " b class="wrap" {
                            @match bites {
                                Some(now) => (now),
                                None => (w::system_bearing(lang, &n(bearing))),
                            }
                        }
                    }
                }
                (Some(_), None) if it.open > 0 => (w::system_excepted(lang, &n(it.open))),
                (Some(_), _) => span class=[doubts.is_empty().then_some("c-ok")] {
                    (w::system_clean(lang, &n(stands.advisories)))
                },
            }
            @if !doubts.is_empty() {
                " " b class="c-warn wrap" {
                    (w::bill_doubted(lang))
                    @for it in doubts { " " (sentence(lang, it)) }
                }
            }
            @if uncompared > 0 {
                " " b class="c-warn wrap" { (w::system_uncompared(lang, &n(uncompared))) }
            }
        }
    }
}

fn outcome(lang: Lang, told: &Told) -> Markup {
    html! {
        @if let Some(good) = &told.good { p class="note ok" role="status" { (good) } }
        @if !told.remarks.is_empty() {
            div class="note warn" role="status" {
                b { (w::bill_remarks(lang)) }
                ul { @for it in &told.remarks { li { (sentence(lang, it)) } } }
            }
        }
        @if let Some((head, faults)) = &told.bad {
            div class="note stop" role="alert" {
                b { (head) }
                ul { @for it in faults { li { (sentence(lang, it)) } } }
            }
        }
    }
}

fn findings(lang: Lang, (seen, foot): (&Seen, Foot<'_>), now: Micros, may_ask: bool) -> Markup {
    html! {
        section id="findings" {
            div class="sh" {
                h2 { (w::findings_head(lang)) } span class="sub" { (w::sort_priority(lang)) }
            }
            @if seen.system.system.retired_at.is_some() && seen.findings.is_empty() {
                p class="none" { (w::retired_unjudged(lang)) }
            }
            @else if seen.system.billed_at.is_none() { p class="none" { (w::findings_unknown(lang)) } }
            @else if seen.findings.is_empty() {
                p class="none" {
                    @if seen.stands.data.is_empty() { (w::not_known_yet(lang)) }
                    @else { (w::package_none(lang)) }
                }
            } @else {
                @let rows = seen.findings.iter().zip(&seen.beside);
                table class="rows" {
                    thead { tr {
                        th { (w::advisory_head(lang)) } th { (w::grade_head(lang)) }
                        th { (w::package_head(lang)) } th { (w::fixed_head(lang)) }
                        th { (w::due_by(lang)) }
                        th { span class="vh" { (w::tab_stances(lang)) } }
                    } }
                    tbody { @for (it, (beside, closed)) in rows { tr {
                        td class="way" {
                            a href=(advisory_href(&it.advisory)) { (it.advisory) } " "
                            span class="c-3" { (it.summary) }
                        }
                        td { (grade(lang, it.grade)) }
                        td data-l=(w::package_head(lang)) { (package(it)) }
                        td data-l=(w::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                        td data-l=(w::due_by(lang)) {
                            @if beside.as_ref().is_some_and(|it| it.is_approved) {
                                span class="c-3" { (format::NONE) }
                            } @else { (deadline(lang, Some(it.due_at), now)) }
                        }
                        td class="nw" {
                            @let ask = ask_href(it.system, it.package, &it.advisory);
                            @if let Some(beside) = beside {
                                (super::stance::beside(lang, beside))
                                @if may_ask && beside.ends_soon(now) {
                                    " " a href=(ask) { (w::renew(lang)) }
                                }
                            } @else {
                                @if let Some((id, standing)) = closed {
                                    a href=(format!("/console/oss/stances/{id}")) {
                                        (super::stance::standing(lang, *standing))
                                    }
                                    " "
                                }
                                @if may_ask { a href=(ask) { (w::ask_link(lang)) } }
                            }
                        }
                    } } }
                }
                (foot.show(lang))
                (vex_links(lang, seen.system.system.id))
            }
        }
    }
}

/// Where what is said of the findings can be had as a file.
fn vex_links(lang: Lang, id: Id) -> Markup {
    let href = |form: &str| format!("/console/oss/systems/{id}/vex?form={form}");
    html! {
        p class="sub" {
            (w::vex_get(lang)) " "
            a href=(href("cyclonedx")) download { "CycloneDX" } (DOT)
            a href=(href("openvex")) download { "OpenVEX" }
        }
    }
}

/// The list of components, with what is asked of it kept.
fn parts_href(id: Id, name: &str, reach: Option<Reach>) -> String {
    let reach = reach.map_or(String::new(), |it| format!("&reach={it}"));
    format!("/console/oss/systems/{id}?name={}{reach}", format::query_value(name))
}

/// By how they came in.
fn reaches(lang: Lang, id: Id, given: &Given) -> Markup {
    let chosen = given.reach();
    html! {
        nav class="chips" aria-label=(w::reach_head(lang)) {
            @for it in std::iter::once(None).chain(Reach::ALL.into_iter().map(Some)) {
                a href={ (parts_href(id, &given.name, it)) "#components" }
                    aria-current=[(it == chosen).then_some("true")] {
                    @match it {
                        None => (w::stances_all(lang)),
                        Some(it) => (capital(&reach(lang, it))),
                    }
                }
            }
        }
    }
}

fn components(
    lang: Lang,
    id: Id,
    (seen, foot, compared): (&Seen, Foot<'_>, &Compared),
    given: &Given,
) -> Markup {
    let (parts, name) = (&seen.parts, given.name.as_str());
    let path = format!("/console/oss/systems/{id}#components");
    let kept = given.reach().map_or("", Reach::as_str);
    let is_used = seen.system.system.retired_at.is_none();
    html! {
        section id="components" {
            @let (head, note) = (w::components_head(lang), w::components_note(lang));
            (list_head_exact(lang, &head, &note, seen.parts_count))
            (name_form(lang, &path, (w::search_component(lang), name),
                (html! {}, &[("reach", kept)])))
            (reaches(lang, id, given))
            @if parts.is_empty() && !(name.trim().is_empty() && kept.is_empty()) {
                p class="none" { (w::no_match(lang)) }
            }
            @else if parts.is_empty() { p class="none" { (w::components_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::package_head(lang)) } th { (w::worst(lang)) }
                        th { (w::reach_head(lang)) } th { (w::licence_head(lang)) }
                    } }
                    tbody { @for it in parts { tr {
                        td class="way" {
                            // Of what only systems out of use had there is no page.
                            @if is_used {
                                a class="mono" href=(format!("/console/oss/packages/{}", it.package)) { (in_parts(&it.purl)) }
                            } @else { span class="mono" { (in_parts(&it.purl)) } }
                        }
                        td data-l=(w::worst(lang)) {
                            @if is_used { (worst(lang, it, compared)) }
                            @else { span class="c-3" { (format::NONE) } }
                        }
                        td data-l=(w::reach_head(lang)) { (way(lang, it)) }
                        td data-l=(w::licence_head(lang)) { (licence(lang, &it.licence)) }
                    } } }
                }
                (foot.show(lang))
            }
        }
    }
}

fn retire_form(lang: Lang, who: &Entered, id: Id, wrongs: &[Wrong]) -> Markup {
    html! {
        details class="ask" open[fields::is_wrong("retire", wrongs).is_some()] {
            summary { (w::retire_submit(lang)) }
            p { (w::retire_help(lang)) }
            form id="retire" tabindex="-1" method="post"
                action=(format!("/console/oss/systems/{id}/retire"))
                aria-describedby=[fields::texts("retire", false, wrongs)] {
                (form_field(who))
                (whole("retire", wrongs))
                button class="btn d" { (w::retire_submit(lang)) }
            }
        }
    }
}
