//! One institution's path: every gate with its evidence and the two who decided, services,
//! documents, and what the reader may do now.

use super::cell::{look, short_soon, soon_look};
use super::cover::Short;
use super::documents::{Kept, came, documents, way_to};
use super::lead::{lacking, lead, ways_on};
use super::plain::{date_time, held_until, ladder, place, place_of, standing, title_alone, view};
use super::words as w;
use super::{forms, measures, proposal as proposed};
use crate::console::ConsoleState;
use crate::console::accounts::case::People;
use crate::console::accounts::refused;
use crate::console::checks;
use crate::console::deadlines::{self, Called, MoreTime};
use crate::console::eligibility::deed as form_deed;
use crate::console::format::query_value;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::live::Topic;
use crate::console::pieces::{Wants, hash};
use crate::console::shape::{Shape, state as shown};
use crate::console::typed::Back;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Post, Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, Won};
use naru_core::admission::deadline::{self, Grounds, Rule, Text, Under};
use naru_core::admission::{
    self, Admission, Evidence, Facts, Gate, GateView, Measure, PATH, Sha256, Standing, Verdict,
    deeds, step,
};
use naru_core::check::{self, Engagement};
use naru_core::eligibility;
use naru_core::proposal::{self, Case};
use naru_core::surety::{self, InstrumentKind, Position};
use std::collections::BTreeMap;

type Moved = (Option<Micros>, Option<MoreTime>);

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) facts: Facts,
    /// Why its measures were decided, sealed.
    why: measures::Why,
    pub(super) cover: Position,
    pub(super) open: Vec<Case>,
    /// Whether its form of eligibility waits for a decision.
    form_waits: bool,
    /// What was proposed last at a gate and rejected.
    refused: Vec<Case>,
    papers: Kept,
    checks: Vec<Engagement>,
    rules: Vec<Rule>,
    grounds: Grounds,
    /// Of each open proposal the date that it moves, and what comes with more time.
    present: BTreeMap<Id, Moved>,
    /// Under which rules with a date two people have to decide, and nobody has proposed anything.
    to_decide: Vec<Under>,
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
                eligibility::deeds::DECIDE => {
                    eligibility::deeds::institution_of(it).is_some_and(|of| of == code)
                }
                kind => {
                    kind.starts_with(deeds::PREFIX)
                        && (deeds::about(&it.subject).is_some_and(|(of, _)| of == code)
                            || deadline::deeds::about(&it.subject)
                                .is_some_and(|(of, _)| of == code))
                }
            };
            let (open, _) = proposal::list(tx, now)?;
            let open: Vec<Case> = open.into_iter().filter(about).collect();
            let mut present = BTreeMap::new();
            for it in &open {
                let moved = (proposed::present(tx, it, now)?, MoreTime::read(tx, it, now)?);
                present.insert(it.id, moved);
            }
            let papers = Kept::of(tx, &code)?;
            let checks = check::open(tx, Some(&code))?;
            let (rules, grounds) = (deadline::rules(tx)?, deadline::grounds(tx)?);
            let facts = admission::facts_of(tx, &code)?;
            let mut to_decide = deadline::places_of(tx, (&code, &facts), now)?;
            to_decide.retain(|it| {
                deadlines::is_to_decide(&it.finding) && !deadlines::is_proposed(&open, it)
            });
            let cover = surety::position(tx, &code, now)?;
            let refused = refused::of_gates(tx, &code, &facts)?;
            let why = measures::why(tx, &facts)?;
            let form_waits = eligibility::latest(tx, &code)?.is_some_and(|it| it.1.is_none());
            Ok(Loaded {
                facts,
                form_waits,
                why,
                cover,
                open,
                refused,
                papers,
                checks,
                rules,
                grounds,
                present,
                to_decide,
            })
        })
        .await
}

type Read = (Loaded, People, (measures::Words, Markup), Wants);

/// The same with everything that is sealed in it, and what was proposed and rejected.
async fn read(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    code: &ClientUseCode,
) -> Answer<Read> {
    let (loaded, people) = (load(state, code).await?, People::load(state).await?);
    let words = measures::words(state, (&loaded.facts, &loaded.why), &who.session.post)?;
    let refused = refused::lines(state, (lang, who), &people, &loaded.refused)?;
    Ok((loaded, people, (words, refused), state.wants(who).await?))
}

/// Who reads, and what.
pub(super) struct Reader<'a> {
    pub(super) lang: Lang,
    pub(super) now: Micros,
    people: &'a People,
    who: &'a Entered,
    kept: &'a Kept,
    open: &'a [Case],
    pub(super) code: &'a ClientUseCode,
    name: &'a str,
    pub(super) facts: &'a Facts,
    /// What was said of its measures.
    words: &'a measures::Words,
    /// What is wrong with the cover, if something is.
    pub(super) short: Option<Short>,
    /// From when less is covered than must be, and what ends then.
    pub(super) cover_ends: (Option<Micros>, Option<InstrumentKind>),
    /// How much less, then.
    pub(super) short_by: Won,
    form_waits: bool,
    rules: &'a [Rule],
    grounds: &'a Grounds,
    /// Of proposals that move a date: the date as it is.
    present: &'a BTreeMap<Id, Moved>,
    pub(super) checks: &'a [Engagement],
    /// Whether it may only inquire now.
    inquires: bool,
}

impl Reader<'_> {
    /// An institution's own people read roles, and everybody else names.
    fn post(&self) -> &Post {
        &self.who.session.post
    }

    pub(super) fn two(&self, by: &[Id; 2]) -> String {
        self.people.two(self.lang, by, self.post())
    }

    /// Why two people decided a measure, as its institution is told.
    pub(super) fn reason(&self, it: &Measure) -> Option<&str> {
        self.words.get(&it.id)?.reason.as_deref()
    }

    /// What was said against it and answered.
    pub(super) fn said(&self, it: &Measure) -> measures::Said {
        self.words.get(&it.id).cloned().unwrap_or_default()
    }

    pub(super) fn is_own(&self) -> bool {
        self.post().reach(Right::GatesRead) == Reach::Own
    }

    /// Whether the page of its surety opens to them.
    fn sees_surety(&self) -> bool {
        self.post().may_on(Right::SuretyRead, &Scope::Institution(self.code.clone()))
    }

    /// The ground of a measure as people read it: of a rule with a date its title.
    pub(super) fn ground(&self, it: &Measure) -> String {
        let of_rule = self.rules.iter().find(|rule| deadline::measure_rule(rule) == it.rule);
        of_rule.map_or_else(
            || it.rule.clone(),
            |rule| match self.lang {
                Lang::Ko => rule.title.ko.clone(),
                Lang::En => rule.title.en.clone(),
            },
        )
    }

    /// That somebody has to decide or to confirm at a gate.
    fn waits(&self, it: &GateView<'_>) -> Option<String> {
        let is_form = it.gate == Gate::Eligibility && self.form_waits;
        match self.is_proposed(it) {
            true => Some(w::proposed(self.lang)),
            false => is_form.then(|| w::form_waits(self.lang)),
        }
    }

    /// What is wrong with the cover, or will be soon, as the gate of surety shows it.
    fn cover_look(&self) -> Option<(&'static str, Shape, String)> {
        match &self.short {
            Some(short) => Some(short.look(self.lang)),
            None => {
                let left = short_soon(self.cover_ends.0, self.now)?;
                Some(soon_look(self.lang, left))
            }
        }
    }

    /// The open check of a gate, if it has one.
    pub(super) fn check(&self, it: &GateView<'_>) -> Option<&Engagement> {
        let key = it.service.map(|it| &it.key);
        let of = |check: &&Engagement| check.gate() == it.gate && check.service.as_ref() == key;
        self.checks.iter().find(of)
    }

    /// The documents of a decision, in the order in which people look for them.
    fn grounds<'d>(&self, of: &'d [Sha256]) -> Vec<&'d Sha256> {
        let mut all: Vec<&Sha256> = of.iter().collect();
        all.sort_by_key(|sha| {
            let it = self.facts.evidence.iter().find(|it| it.sha256 == **sha);
            (it.is_none(), it.map(place_of))
        });
        all
    }

    /// A document on file.
    fn document(&self, sha: &Sha256) -> Option<&Evidence> {
        self.facts.evidence.iter().find(|it| it.sha256 == *sha)
    }

    pub(super) fn is_proposed(&self, it: &GateView<'_>) -> bool {
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
            eligibility::deeds::DECIDE => it.gate == Gate::Eligibility,
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
    let (loaded, people, (words, refused), wants) = match read(state, (lang, who), code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let Loaded {
        facts,
        cover,
        mut open,
        form_waits,
        papers,
        checks,
        rules,
        grounds,
        present,
        to_decide,
        ..
    } = loaded;
    open.retain(|case| who.is_told(case, Right::GatesRead));
    let admission = admission::admission(&facts, &PATH, now);
    let name = if lang == Lang::Ko { &institution.name_ko } else { &institution.name_en };
    let reader = Reader {
        lang,
        now,
        people: &people,
        who,
        kept: &papers,
        open: &open,
        code,
        name,
        facts: &facts,
        words: &words,
        short: Short::of(&cover).filter(|_| admission.standing != Standing::NotAdmitted),
        cover_ends: (cover.falls_short(), cover.ending),
        short_by: cover.short_by,
        form_waits,
        rules: &rules,
        grounds: &grounds,
        present: &present,
        checks: &checks,
        inquires: admission.standing == Standing::InquiryOnly,
    };
    let hands_in = forms::came_to_hand_in(&ask.query);
    let desk =
        forms::Desk { lang, who, code, facts: &facts, now, back, wants, checks: &checks, hands_in };
    let key = state.env().id(0);
    let main = html! {
        (head(&reader, &admission))
        (refused)
        @if !reader.is_own() { (dated(lang, &to_decide)) }
        (back.summary(lang))
        (body((&reader, &desk), &admission, (came(&ask.query), key)))
    };
    let title = format!("{name} · {}", w::gates(lang));
    let page = Page { ask, who, title, here: "/console/gates", topic: Topic::Watch, main };
    let mut response = frame::page(state, &page);
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Everything below the head, in the order in which it is needed.
fn body(
    (reader, desk): (&Reader<'_>, &forms::Desk<'_>),
    admission: &Admission<'_>,
    (came, key): (Option<Sha256>, Id),
) -> Markup {
    let (facts, of) = (reader.facts, (reader.lang, reader.code));
    html! {
        // Whoever has not applied has nothing to look at yet: what to do stands first.
        @if facts.applied.is_none() {
            (forms::all(desk, admission, key))
            (path(reader, admission))
        } @else {
            (path(reader, admission))
            // An institution's own people see what they proposed themselves, and nothing else.
            @if !reader.is_own() || !reader.open.is_empty() { (waiting(reader)) }
            (measures::section(reader, desk, key))
            (exposures(reader, facts))
            (documents(of, reader.who, (&facts.evidence, reader.kept), came))
            (forms::all(desk, admission, key))
        }
    }
}

/// Whose path it is, where it stands, and what comes next.
fn head(reader: &Reader<'_>, admission: &Admission<'_>) -> Markup {
    let (lang, code) = (reader.lang, reader.code);
    html! {
        @if !reader.is_own() {
            p class="crumb" { a href="/console/gates" { (w::gates(lang)) } " › " (reader.name) }
        }
        div class="head" {
            h1 { (reader.name) }
            p class="meta" { (ladder(lang, admission.standing)) " · " span class="mono" { (code) } }
            p class="acts" {
                @if let Some(place) = place(Gate::Organisation, code, reader.is_own()) {
                    a class="btn" href=(place) { (w::checks(lang)) }
                }
                a class="btn" href=(format!("/console/gates/{code}/scans")) { (super::scans::tools(lang)) }
                a class="btn" href=(format!("/console/gates/{code}/json")) { (w::json(lang)) }
            }
        }
        p class="lead" {
            (unbroken(&lead(reader, admission)))
            @if let Some(lacking) = lacking(reader, admission) {
                " " (lacking) (forms::to_hand_in(lang, reader.post(), code))
            }
            @for (to, word) in ways_on(reader, admission) { " " a class="nw" href=(to) { (word) } }
            @if reader.short.is_some() && reader.sees_surety() {
                " " a href=(format!("/console/surety/{code}")) { (w::cover_link(lang)) }
            }
        }
    }
}

/// What waits for a decision under rules with a date, and the way to it.
fn dated(lang: Lang, all: &[Under]) -> Markup {
    html! {
        @for it in all {
            p class="note" {
                a href=(deadlines::address(&it.rule, &it.institution)) {
                    (deadlines::to_decide(lang, it))
                }
                " · " span class="nw" { (deadlines::due_day(lang, it)) }
                " · " (w::turn_operator(lang))
            }
        }
    }
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
    let (class, with, word) = look(lang, it, reader.waits(it), now);
    let short = reader.cover_look().filter(|_| it.gate == Gate::Surety);
    let tint = (class == "stop" && it.counts).then_some("tint-stop");
    let class = if class == "open" { "na" } else { class };
    html! {
        tr class=[tint] {
            td class="way" {
                @let place = place(it.gate, reader.code, reader.is_own());
                @match place.filter(|_| it.gate != Gate::Surety || reader.sees_surety()) {
                    Some(place) => a class="b" href=(place) { (view(lang, it)) },
                    None => b { (view(lang, it)) },
                }
                @if !it.counts { span class="sub block" { (w::pending_version(lang)) } }
            }
            td data-l=(w::state_head(lang)) {
                (shown(class, with, &word))
                @if let Some((class, with, word)) = short {
                    span class="block" { (shown(class, with, &word)) }
                }
                @if let Some(check) = reader.check(it).filter(|_| !reader.is_proposed(it)) {
                    a class="block" href=(format!("/console/checks/{}", check.id)) {
                        (w::open_check(lang)) " " (checks::stands(lang, check.state))
                    }
                }
            }
            td class="nw" data-l=(w::until_head(lang)) {
                @match it.decision {
                    // What was not passed, or was taken back, has nothing that could end.
                    Some(d) if d.verdict == Verdict::Passed => {
                        (d.holds_until.map_or_else(|| w::no_end(lang), held_until))
                    }
                    _ => "–",
                }
            }
            td data-l=(w::decided_head(lang)) {
                @match it.decision {
                    Some(d) => {
                        span class="nw" { (date_time(d.decided_at)) }
                        span class="sub block" { (reader.two(&d.by)) }
                    }
                    None => "–",
                }
            }
            td data-l=(w::grounds_head(lang)) {
                @match it.decision.filter(|d| !d.evidence.is_empty()) {
                    Some(d) => @for sha in reader.grounds(&d.evidence) {
                        span class="block" {
                            @let found = reader.document(sha);
                            @if let Some(it) = found { (title_alone(lang, reader.code, it)) " " }
                            (hash(sha)) " "
                            (way_to(lang, (reader.who, reader.code), (sha, found), reader.kept))
                        }
                    },
                    None => "–",
                }
            }
            td data-l=(w::lapse_head(lang)) {
                // What has no end lapses by nothing but a decision.
                @if it.gate == Gate::Start { "–" }
                @else { (standing(lang, step(it.gate).lapse)) }
            }
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
        measure: &|id| reader.facts.measures.iter().find(|it| it.id == id),
        present: &|case| reader.present.get(&case.id)?.0,
        more_time: &|case| reader.present.get(&case.id)?.1.as_ref(),
        inquires: &|_| reader.inquires,
        now: reader.now,
    };
    html! {
        section {
            div class="sh" { h2 { (w::open_head(lang)) } }
            @if reader.open.is_empty() { p class="none" { (w::open_none(lang)) } }
            @for it in reader.open {
                div class="two" {
                    p {
                        (shown("run", Shape::Half, &w::proposed(lang))) " "
                        @if it.kind == check::deeds::VERDICT {
                            b { a href=(format!("/console/check-proposals/{}", it.id)) {
                                (checks::deed(lang, &it.kind)) ": "
                                (checks::object(lang, &called, it))
                            } }
                        } @else if it.kind == eligibility::deeds::DECIDE {
                            b { a href=(format!("/console/proposals/{}", it.id)) {
                                (form_deed(lang, &it.kind)) ": " (reader.name)
                            } }
                        } @else {
                            b { a href=(format!("/console/gate-proposals/{}", it.id)) {
                                (super::deed(lang, &it.kind)) ": "
                                (super::object(lang, &called, it))
                            } }
                        }
                    }
                    p class="sub2" {
                        @if it.kind == check::deeds::VERDICT {
                            (unbroken(&checks::effect(lang, &called, it)))
                        } @else { (unbroken(&super::effect(lang, &called, it))) }
                    }
                    p class="sub xs" {
                        @let by = reader.people.name_to(lang, it.proposed_by, reader.post());
                        @let (at, until) = (date_time(it.proposed_at), date_time(it.expires_at));
                        (unbroken(&checks::proposed_by(lang, &by, &at, &until)))
                    }
                }
            }
        }
    }
}

/// What the portfolio of open source means for it, now.
fn exposures(reader: &Reader<'_>, facts: &Facts) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    let mut open: Vec<_> = facts.exposures.iter().filter(|it| it.standing(now).is_some()).collect();
    // What lowers the standing next stands first.
    let next = |at: Micros| if at > now { at.get() } else { i64::MIN };
    open.sort_by_key(|it| (next(it.cut_at), it.stop_at));
    html! {
        @if !open.is_empty() {
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
                    tbody { @for it in open { tr {
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
