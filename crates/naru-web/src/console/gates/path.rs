//! One institution's path: every gate with its evidence and the two who decided, services,
//! measures, documents, and what the reader may do now.

use super::cell::look;
use super::forms;
use super::plain::{date_time, kind, ladder, place, standing, title, turn, turn_word, view};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::checks;
use crate::console::deadlines::Called;
use crate::console::format::query_value;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::papers;
use crate::console::pieces::{hash, moment};
use crate::console::shape::state as shown;
use crate::console::typed::Back;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Reach, Right};
use naru_base::{Answer, ClientUseCode, Lang, Micros, No};
use naru_core::admission::deadline::{self, Grounds, Rule, Text};
use naru_core::admission::{
    self, Admission, Facts, Gate, GateState, GateView, Measure, Next, PATH, PaperKind, Sha256,
    Standing, deeds, step,
};
use naru_core::check::{self, Engagement};
use naru_core::proposal::{self, Case};
use std::collections::BTreeMap;

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) facts: Facts,
    pub(super) open: Vec<Case>,
    papers: BTreeMap<Sha256, PaperKind>,
    checks: Vec<Engagement>,
    rules: Vec<Rule>,
    grounds: Grounds,
}

/// Reads it.
pub(super) async fn load(state: &ConsoleState, code: &ClientUseCode) -> Answer<Loaded> {
    let (code, now) = (code.clone(), state.now());
    state
        .parts
        .store
        .read(move |tx| {
            let about = |it: &Case| match it.kind.as_str() {
                check::deeds::VERDICT => {
                    check::deeds::about(&it.subject).is_some_and(|(of, _)| of == code)
                }
                kind => {
                    kind.starts_with(deeds::PREFIX)
                        && deeds::about(&it.subject).is_some_and(|(of, _)| of == code)
                }
            };
            let (open, _) = proposal::list(tx, now)?;
            let open = open.into_iter().filter(about).collect();
            let papers = admission::papers(tx, &code)?;
            let checks = check::open(tx, Some(&code))?;
            let (rules, grounds) = (deadline::rules(tx)?, deadline::grounds(tx)?);
            let facts = admission::facts_of(tx, &code)?;
            Ok(Loaded { facts, open, papers, checks, rules, grounds })
        })
        .await
}

/// Who reads: with names of people, or an institution's own without.
struct Reader<'a> {
    lang: Lang,
    now: Micros,
    people: Option<&'a People>,
    open: &'a [Case],
    code: &'a ClientUseCode,
    name: &'a str,
    facts: &'a Facts,
    rules: &'a [Rule],
    grounds: &'a Grounds,
    checks: &'a [Engagement],
}

impl Reader<'_> {
    fn two(&self, by: &[naru_base::Id; 2]) -> String {
        match self.people {
            Some(people) => by.map(|id| people.name(self.lang, id)).join(", "),
            None => w::two_people(self.lang),
        }
    }

    /// What a document on file is called.
    fn title(&self, sha: &[u8; 32]) -> Option<Markup> {
        let found = self.facts.evidence.iter().find(|it| it.sha256 == *sha);
        found.map(|it| title(self.lang, self.code, it))
    }

    fn is_proposed(&self, it: &GateView<'_>) -> bool {
        let subject = deeds::subject(self.code, it.service.map(|s| &s.key));
        let of_check = |case: &Case| {
            let id = check::deeds::about(&case.subject).map(|(_, id)| id);
            let found = self.checks.iter().find(|of| Some(of.id) == id);
            found.is_some_and(|of| {
                of.gate() == it.gate && of.service.as_ref() == it.service.map(|s| &s.key)
            })
        };
        self.open.iter().any(|case| match case.kind.as_str() {
            check::deeds::VERDICT => of_check(case),
            kind => kind == deeds::kind_of(it.gate) && case.subject == subject,
        })
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
    let is_own = who.session.post.reach(Right::GatesRead) == Reach::Own;
    let loaded = async {
        let people = if is_own { None } else { Some(People::load(state).await?) };
        Ok::<_, No>((load(state, code).await?, people, state.wants(who).await?))
    };
    let (loaded, people, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Loaded { facts, mut open, papers, checks, rules, grounds } = loaded;
    open.retain(|case| who.is_told(case, Right::GatesRead));
    let admission = admission::admission(&facts, &PATH, now);
    let name = if lang == Lang::Ko { &institution.name_ko } else { &institution.name_en };
    let reader = Reader {
        lang,
        now,
        people: people.as_ref(),
        open: &open,
        code,
        name,
        facts: &facts,
        rules: &rules,
        grounds: &grounds,
        checks: &checks,
    };
    let desk = forms::Desk { lang, who, code, facts: &facts, now, back, wants };
    let key = state.env().id(0);
    let main = html! {
        @if !is_own { p class="crumb" { a href="/console/gates" { (w::gates(lang)) } " › " (name) } }
        div class="head" {
            h1 { (name) }
            p class="meta" { (ladder(lang, admission.standing)) " · " span class="mono" { (code) } }
            p class="acts" {
                a class="btn" href="/console/checks" { (w::checks(lang)) }
                a class="btn" href=(format!("/console/gates/{code}/scans")) { (super::scans::tools(lang)) }
                a class="btn" href=(format!("/console/gates/{code}/json")) { (w::json(lang)) }
            }
        }
        p class="lead" { (unbroken(&lead(&reader, &admission))) }
        (back.summary(lang))
        (path(&reader, &admission))
        // An institution's own people see what they proposed themselves, and else no place for it.
        @if !is_own || !reader.open.is_empty() { (waiting(&reader)) }
        (measures(&reader, &facts, &desk))
        (exposures(&reader, &facts))
        (documents(&reader, who, (&facts, &papers)))
        (forms::all(&desk, &admission, key))
    };
    let title = format!("{name} · {}", w::gates(lang));
    let page = Page { ask, who, title, here: "/console/gates", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Where it stands, what comes next, and what waits.
fn lead(reader: &Reader<'_>, it: &Admission<'_>) -> String {
    let (lang, facts) = (reader.lang, reader.facts);
    if facts.applied.is_none() {
        return w::lead_not_applied(lang);
    }
    let ahead = admission::ahead(facts, &PATH, it, reader.now);
    let next = ahead.next(it.next_end());
    let (first, is_said) = stands(reader, it, next.as_ref());
    let begins = ahead.begins.iter().skip(usize::from(is_said));
    let begins = begins.map(|it| {
        let (from, to) = (date_time(it.due_at), standing(lang, it.standing));
        match it.unless {
            Some(_) => w::lead_begins_unless(lang, &from, &to),
            None => w::lead_begins(lang, &from, &to),
        }
    });
    let appeal = ahead.appeals.first().map(|_| w::lead_appeal(lang));
    let all: Vec<String> = std::iter::once(first).chain(begins).chain(appeal).collect();
    all.join(" ")
}

/// Where it stands; whether that says of the measure that begins first.
fn stands(reader: &Reader<'_>, it: &Admission<'_>, next: Option<&Next<'_, '_>>) -> (String, bool) {
    let lang = reader.lang;
    let left = it.counted().filter(|v| v.state != GateState::Holds).count();
    let said = match it.blocked_by() {
        Some(first) if it.standing == Standing::NotAdmitted => {
            let key = first.service.map(|it| &it.key);
            let of = |it: &&Engagement| it.gate() == first.gate && it.service.as_ref() == key;
            let check = reader.checks.iter().find(of).map(|it| it.state);
            let whose = match reader.is_proposed(first) {
                true => w::turn_second(lang),
                false => turn_word(lang, first.gate, turn(reader.facts, first, check)),
            };
            w::lead_way(lang, left, &view(lang, first), &whose)
        }
        Some(first) => w::lead_lapsed(lang, &view(lang, first), &standing(lang, it.standing)),
        None if it.standing > Standing::Live => w::lead_measure(lang, &standing(lang, it.standing)),
        None => match next {
            Some(Next::Measure(it)) => {
                let (at, to) = (date_time(it.due_at), standing(lang, it.standing));
                return (w::lead_live_measure(lang, &at, &to), true);
            }
            Some(Next::Gate(gate, until)) => {
                w::lead_live(lang, &format!("{} ({})", view(lang, gate), date_time(*until)))
            }
            None => w::lead_live(lang, &w::no_end(lang)),
        },
    };
    (said, false)
}

fn path(reader: &Reader<'_>, admission: &Admission<'_>) -> Markup {
    let lang = reader.lang;
    html! {
        section {
            div class="sh" { h2 { (w::path_head(lang)) } span class="sub" { (w::path_note(lang)) } }
            table class="rows path" {
                thead { tr {
                    th { (w::gate_head(lang)) } th { (w::state_head(lang)) }
                    th { (w::until_head(lang)) } th { (w::decided_head(lang)) }
                    th { (w::grounds_head(lang)) } th { (w::lapse_head(lang)) }
                } }
                tbody { @for it in &admission.gates { (gate_row(reader, it)) } }
            }
        }
    }
}

fn gate_row(reader: &Reader<'_>, it: &GateView<'_>) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    let (class, with, word) = look(lang, it, reader.is_proposed(it), now);
    let tint = (class == "stop" && it.counts).then_some("tint-stop");
    let class = if class == "open" { "na" } else { class };
    html! {
        tr class=[tint] {
            td class="way" {
                @match place(it.gate, reader.code, reader.people.is_none()) {
                    Some(place) => a class="b" href=(place) { (view(lang, it)) },
                    None => b { (view(lang, it)) },
                }
                @if !it.counts { span class="sub block" { (w::pending_version(lang)) } }
            }
            td data-l=(w::state_head(lang)) { (shown(class, with, &word)) }
            td class="nw" data-l=(w::until_head(lang)) {
                @match it.decision {
                    Some(d) => (d.holds_until.map_or_else(|| w::no_end(lang), date_time)),
                    None => "–",
                }
            }
            td data-l=(w::decided_head(lang)) {
                @match it.decision {
                    Some(d) => { (moment(d.decided_at)) span class="sub block" { (reader.two(&d.by)) } }
                    None => "–",
                }
            }
            td data-l=(w::grounds_head(lang)) {
                @match it.decision.filter(|d| !d.evidence.is_empty()) {
                    Some(d) => @for sha in &d.evidence {
                        span class="block" {
                            @if let Some(title) = reader.title(sha) { (title) " " }
                            (hash(sha))
                        }
                    },
                    None => "–",
                }
            }
            td data-l=(w::lapse_head(lang)) { (standing(lang, step(it.gate).lapse)) }
        }
    }
}

fn waiting(reader: &Reader<'_>) -> Markup {
    let lang = reader.lang;
    let title = |found: Option<&Text>, id: &str| {
        let found = found.map(|it| if lang == Lang::Ko { &it.ko } else { &it.en });
        found.cloned().unwrap_or_else(|| id.to_owned())
    };
    let called = Called {
        institution: &|_| reader.name.to_owned(),
        rule: &|id| title(reader.rules.iter().find(|it| it.id == id).map(|it| &it.title), id),
        ground: &|id| title(reader.grounds.ground(id).map(|it| &it.title), id),
        check: &|id| reader.checks.iter().find(|it| it.id == id),
    };
    html! {
        section {
            div class="sh" { h2 { (w::open_head(lang)) } }
            @if reader.open.is_empty() { p class="none" { (w::open_none(lang)) } }
            @for it in reader.open {
                div class="two" {
                    p {
                        (shown("run", crate::console::shape::Shape::Half, &w::proposed(lang))) " "
                        @if it.kind == check::deeds::VERDICT {
                            b { a href=(format!("/console/check-proposals/{}", it.id)) {
                                (checks::deed(lang, &it.kind)) ": "
                                (checks::object(lang, &called, it))
                            } }
                        } @else {
                            b { a href=(format!("/console/gate-proposals/{}", it.id)) {
                                (super::deed(lang, &it.kind)) ": "
                                (super::object(lang, &called, it))
                            } }
                        }
                    }
                    p class="sub2" {
                        @if it.kind == check::deeds::VERDICT { (checks::effect(lang, &called, it)) }
                        @else { (super::effect(lang, &called, it)) }
                    }
                    p class="sub xs" {
                        @if let Some(people) = reader.people {
                            (people.name(lang, it.proposed_by)) " "
                        }
                        (moment(it.proposed_at))
                    }
                }
            }
        }
    }
}

fn measures(reader: &Reader<'_>, facts: &Facts, desk: &forms::Desk<'_>) -> Markup {
    let lang = reader.lang;
    html! {
        section id="measures" {
            div class="sh" { h2 { (w::measures_head(lang)) } }
            @if facts.measures.is_empty() { p class="none" { (w::measures_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::standing_head(lang)) } th { (w::rule_head(lang)) }
                        th { (w::notice_head(lang)) } th { (w::due_head(lang)) }
                        th { (w::ends_head(lang)) } th { (w::decided_head(lang)) }
                        th { (w::appeal_head(lang)) }
                    } }
                    tbody { @for it in &facts.measures { (measure_row(reader, it)) } }
                }
                @for it in &facts.measures { (forms::appeal(desk, it)) }
            }
        }
    }
}

/// What the portfolio of open source means for it, now.
fn exposures(reader: &Reader<'_>, facts: &Facts) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    let open = || facts.exposures.iter().filter(|it| it.standing(now).is_some());
    html! {
        @if open().next().is_some() {
            section id="exposures" {
                div class="sh" {
                    h2 { (w::exposures_head(lang)) } span class="sub" { (w::exposures_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::standing_head(lang)) } th { (w::exposure_system(lang)) }
                        th { (w::exposure_advisory(lang)) } th { (w::exposure_package(lang)) }
                        th { (w::notice_head(lang)) } th { (w::exposure_cut(lang)) }
                        th { (w::exposure_stop(lang)) }
                    } }
                    tbody { @for it in open() { tr {
                        td class="way" {
                            @if let Some(standing) = it.standing(now) { (ladder(lang, standing)) }
                        }
                        td data-l=(w::exposure_system(lang)) {
                            a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) }
                        }
                        td data-l=(w::exposure_advisory(lang)) {
                            a href=(format!("/console/oss/advisories/{}", query_value(&it.advisory))) {
                                (it.advisory)
                            }
                        }
                        td data-l=(w::exposure_package(lang)) { (it.package) }
                        td class="nw" data-l=(w::notice_head(lang)) { (date_time(it.notice_at)) }
                        td class="nw" data-l=(w::exposure_cut(lang)) { (date_time(it.cut_at)) }
                        td class="nw" data-l=(w::exposure_stop(lang)) { (date_time(it.stop_at)) }
                    } } }
                }
            }
        }
    }
}

fn measure_row(reader: &Reader<'_>, it: &Measure) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    html! {
        tr class=[it.is_in_force(now).then_some("tint-warn")] {
            td class="way" { (ladder(lang, it.standing)) }
            td data-l=(w::rule_head(lang)) { (it.rule) }
            td class="nw" data-l=(w::notice_head(lang)) { (date_time(it.notice_at)) }
            td class="nw" data-l=(w::due_head(lang)) { (date_time(it.due_at)) }
            td class="nw" data-l=(w::ends_head(lang)) {
                @match (it.lifted, it.ends_at) {
                    (Some((at, _)), _) => (w::lifted(lang, &date_time(at))),
                    (None, Some(at)) => (date_time(at)),
                    (None, None) if it.unless.is_some() => (w::until_met(lang)),
                    (None, None) => (w::no_end(lang)),
                }
            }
            td data-l=(w::decided_head(lang)) { (reader.two(&it.by)) }
            td data-l=(w::appeal_head(lang)) {
                @match &it.appeal {
                    Some(appeal) => (w::appealed(lang, &date_time(appeal.at))),
                    None if now < it.appeal_until => {
                        (w::appeal_until(lang, &date_time(it.appeal_until)))
                    }
                    None => (w::appeal_over(lang)),
                }
            }
        }
    }
}

fn documents(
    reader: &Reader<'_>,
    who: &Entered,
    (facts, kept): (&Facts, &BTreeMap<Sha256, PaperKind>),
) -> Markup {
    let (lang, code) = (reader.lang, reader.code);
    html! {
        section {
            div class="sh" {
                h2 { (w::evidence_head(lang)) }
                span class="sub" { (w::evidence_note(lang)) }
            }
            @if facts.evidence.is_empty() { p class="none" { (w::evidence_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::title_head(lang)) } th { (w::kind_head(lang)) }
                        th { (w::hash_head(lang)) } th { (w::observed_head(lang)) }
                        th { (w::received_head(lang)) }
                    } }
                    tbody { @for it in &facts.evidence { tr {
                        td class="way" { (title(lang, code, it)) }
                        td { (kind(lang, it.kind)) }
                        td {
                            (hash(&it.sha256)) " "
                            (papers::link(lang, (who, code), (&it.sha256, kept.get(&it.sha256))))
                        }
                        td class="nw" data-l=(w::observed_head(lang)) {
                            (crate::console::pieces::day(it.observed_at.business_date()))
                        }
                        td class="nw" data-l=(w::received_head(lang)) { (moment(it.received_at)) }
                    } } }
                }
            }
        }
    }
}

/// The gates that somebody with this right may decide at, in the order of the path.
pub(super) fn decidable<'v, 'f>(
    admission: &'v Admission<'f>,
    may: impl Fn(Right) -> bool,
) -> Vec<&'v GateView<'f>> {
    let is_ours = |it: &&GateView<'_>| {
        may(step(it.gate).right) && (it.gate != Gate::Service || it.service.is_some())
    };
    admission.gates.iter().filter(is_ours).collect()
}
