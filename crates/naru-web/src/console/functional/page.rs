//! One run: how each case stands, what to do next, the calls seen, the records.

use super::list::name_of;
use super::parts::{last_day, of_case, of_run, why};
use super::{HERE, held, own, unknown, words as w};
use crate::console::ConsoleState;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::unbroken;
use crate::console::lines;
use crate::console::live::Topic;
use crate::console::pieces::form_field;
use crate::console::sources;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{Answer, ClientUseCode, Lang, Micros};
use naru_core::admission::{self, Gate, GateState, PATH, Sha256};
use naru_core::functional::{
    self, Judged, Overall, Progress, Rule, Signed, Standing, State as Case,
};

pub(super) struct Loaded {
    pub(super) run: Option<Standing>,
    pub(super) records: Vec<Signed>,
    pub(super) has_applied: bool,
    pub(super) is_eligible: bool,
    /// Whether the gate of this test holds already.
    has_passed: bool,
    /// The records on which it was passed.
    passed_on: Vec<Sha256>,
}

pub(super) async fn load(state: &ConsoleState, code: &ClientUseCode) -> Answer<Loaded> {
    let run = match (&state.parts.sandbox, functional::tenant_code(code)) {
        (Some(sandbox), Ok(tenant)) => sandbox.standing(&tenant).await?,
        _ => None,
    };
    let (keys, code, now) = (state.parts.keys.clone(), code.clone(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let records = functional::records(tx, &keys, &code)?;
        let facts = admission::facts_of(tx, &code)?;
        let view = admission::admission(&facts, &PATH, now);
        let holds = [Gate::Eligibility, Gate::Functional].map(|gate| {
            view.gates.iter().any(|it| it.gate == gate && it.state == GateState::Holds)
        });
        let passed_on = facts.decisions.iter().filter(|it| it.gate == Gate::Functional);
        let passed_on: Vec<Sha256> = passed_on.flat_map(|it| it.evidence.clone()).collect();
        Ok((records, facts.applied.is_some(), holds, passed_on))
    };
    let (records, has_applied, holds, passed_on) = state.parts.store.read(read).await?;
    let [is_eligible, has_passed] = holds;
    Ok(Loaded { run, records, has_applied, is_eligible, has_passed, passed_on })
}

/// `GET /console/functional/{code}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    match held(&who, &code, Right::GatesRead) {
        Some(code) => show(&state, &ask, &who, &code, None).await,
        None => unknown(&ask),
    }
}

/// The page; `wrong`: why something was not done.
pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    code: &ClientUseCode,
    wrong: Option<String>,
) -> Response {
    let lang = ask.lang;
    if !state.parts.hub.directory().institutions.contains_key(code) {
        return unknown(ask);
    }
    let loaded = match load(state, code).await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let (name, run) = (name_of(state, lang, code), loaded.run.as_ref());
    let view = View { lang, state, who, code, loaded: &loaded, now: state.now() };
    let main = html! {
        @if own(who).is_none() {
            p class="crumb" { a href=(HERE) { (w::functional(lang)) } " › " (name) }
        }
        div class="head wrap" {
            h1 { (name) " · " (w::functional(lang)) }
            (view.state())
            p class="acts" {
                a class="btn" href=(format!("/console/gates/{code}")) { (w::gates_link(lang)) }
            }
        }
        (view.said())
        @if let Some(text) = &wrong { p class="note warn" role="alert" { (text) } }
        @match run {
            None => (view.open()),
            Some(it) => {
                // Before the first call, what one needs to call stands first.
                @let [deeds, cases, calls] = view.fragments(it);
                @if it.calls.is_empty() { (view.place(it)) }
                (deeds.1) (view.records())
                // Whoever works here looks up its address and its users all the time.
                @if !it.calls.is_empty() { (view.place(it)) }
                (cases.1) (calls.1)
            }
        }
    };
    let title = format!("{name} · {}", w::functional(lang));
    // An open run is shown as it goes on.
    let topic = match run.is_some_and(|it| it.run.ended_at.is_none()) {
        true => Topic::Run,
        false => Topic::Watch,
    };
    let page = Page { ask, who, title, here: HERE, topic, main };
    let mut response = frame::page(state, &page);
    if wrong.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// A run that somebody watches: what of its page changed, told when the run did.
pub(crate) struct Watched {
    who: Entered,
    code: ClientUseCode,
    seen: Option<Progress>,
    parts: Vec<(&'static str, String)>,
}

impl Watched {
    /// Of this institution's run, for whoever may read it.
    pub(crate) fn of(who: &Entered, code: &str) -> Option<Watched> {
        let code = held(who, code, Right::GatesRead)?;
        Some(Watched { who: who.clone(), code, seen: None, parts: Vec::new() })
    }

    /// The fragments as they are now. What cannot be read now is as it was.
    pub(crate) async fn parts(
        &mut self,
        state: &ConsoleState,
        lang: Lang,
    ) -> &[(&'static str, String)] {
        if let Err(no) = self.look(state, lang).await {
            tracing::warn!(%no, "a run that is watched could not be read");
        }
        &self.parts
    }

    async fn look(&mut self, state: &ConsoleState, lang: Lang) -> Answer<()> {
        let (Some(sandbox), Ok(tenant)) =
            (&state.parts.sandbox, functional::tenant_code(&self.code))
        else {
            return Ok(());
        };
        let now = sandbox.progress(&tenant).await?;
        if now == self.seen {
            return Ok(());
        }
        let loaded = load(state, &self.code).await?;
        let (who, code) = (&self.who, &self.code);
        let view = View { lang, state, who, code, loaded: &loaded, now: state.now() };
        let Some(run) = &loaded.run else { return Ok(()) };
        let mut parts = vec![("run-state", view.state()), ("run-lead", view.said())];
        parts.extend(view.fragments(run));
        self.parts =
            parts.into_iter().map(|(id, part)| (id, lines::held(&part.into_string()))).collect();
        self.seen = now;
        Ok(())
    }
}

pub(super) struct View<'v> {
    pub(super) lang: Lang,
    pub(super) state: &'v ConsoleState,
    pub(super) who: &'v Entered,
    pub(super) code: &'v ClientUseCode,
    pub(super) loaded: &'v Loaded,
    pub(super) now: Micros,
}

impl View<'_> {
    /// Where the run stands.
    fn state(&self) -> Markup {
        html! {
            p class="meta" id="run-state" {
                @if let Some(it) = &self.loaded.run {
                    (of_run(self.lang, (it.overall, it.run.ended_at.is_some()))) " "
                }
                span class="mono" { (self.code) }
            }
        }
    }

    /// What that means, and what comes next.
    fn said(&self) -> Markup {
        // The test of somebody who is admitted decides nothing about what they may do now.
        let goes_on = self.loaded.run.as_ref().is_some_and(|it| it.run.ended_at.is_none());
        let is_anew = self.loaded.has_passed && (goes_on || !self.is_decided());
        html! {
            p class="lead" id="run-lead" {
                (unbroken(&self.lead()))
                @if is_anew && self.loaded.run.is_some() {
                    " "
                    @match own(self.who) {
                        Some(_) => (w::lead_anew_own(self.lang)),
                        None => (w::lead_anew(self.lang)),
                    }
                }
            }
        }
    }

    /// What changes while a client calls, by the ids of its places.
    fn fragments(&self, run: &Standing) -> [(&'static str, Markup); 3] {
        let cases = html! {
            div id="run-cases" {
                @for group in &run.list.groups { (self.cases(run, &group.id)) }
            }
        };
        let calls = html! { div id="run-calls" { (self.calls(run)) } };
        let deeds = html! { div id="run-deeds" { (self.deeds(run)) } };
        // What is to be done stands before what was seen.
        [("run-deeds", deeds), ("run-cases", cases), ("run-calls", calls)]
    }

    fn may_do(&self) -> bool {
        let scope = Scope::Institution(self.code.clone());
        self.who.session.post.may_on(Right::GatesApply, &scope)
    }

    /// Whether the lead speaks to whoever's client is tested: others act on its behalf at most.
    fn is_told_to_do(&self) -> bool {
        own(self.who).is_some() && self.may_do()
    }

    fn lead(&self) -> String {
        let lang = self.lang;
        let Some(run) = &self.loaded.run else {
            return if self.loaded.has_passed {
                match self.is_told_to_do() {
                    true => w::lead_gate_passed(lang),
                    false => w::lead_gate_passed_read(lang),
                }
            } else if self.state.parts.sandbox.is_some() {
                match self.is_told_to_do() {
                    true => w::lead_no_tenant(lang),
                    false => w::lead_no_tenant_read(lang),
                }
            } else {
                w::no_place(lang)
            };
        };
        let title = |it: &Judged| run.list.case(&it.case).map_or("", |it| it.title.of(lang));
        let find = |state: Case| run.judged.iter().find(|it| it.state == state);
        let all = run.judged.len();
        let does = self.is_told_to_do();
        let failed = find(Case::Failed).map_or("", title);
        let more =
            run.judged.iter().filter(|it| it.state == Case::Failed).count().saturating_sub(1);
        let failed = match more {
            0 => w::failed_one(lang, failed),
            n => w::failed_more(lang, failed, n),
        };
        match run.overall {
            Overall::Failed if does => w::lead_failed(lang, &failed),
            Overall::Failed => w::lead_failed_read(lang, &failed),
            Overall::Passed if run.run.ended_at.is_some() => {
                let last = self.loaded.records.first();
                let until = last.map(|it| last_day(Micros::new(it.record.expires_at)));
                let until = until.unwrap_or_default();
                match self.is_decided() {
                    true => w::lead_decided(lang, &until),
                    false if self.loaded.has_passed => w::lead_sealed_held(lang, &until),
                    false => w::lead_sealed(lang, &until),
                }
            }
            Overall::Passed if does => w::lead_passed(lang, all),
            Overall::Passed => w::lead_passed_read(lang, all),
            Overall::UnderWay => {
                let n = run.judged.iter().filter(|it| it.state == Case::Passed).count();
                let said = w::lead_under_way(lang, n, all);
                // A place whose time is over takes no more calls.
                if run.tenant.closes_at <= self.now {
                    let over = w::lead_over(lang, &last_day(run.tenant.closes_at));
                    return match does {
                        true => format!("{said} {over} {}", w::lead_over_do(lang)),
                        false => format!("{said} {over}"),
                    };
                }
                let next = find(Case::Waiting).map_or("", title);
                format!("{said} {}", w::lead_next(lang, next))
            }
        }
    }

    /// Whether the gate is passed, and on the last record.
    pub(super) fn is_decided(&self) -> bool {
        let last = self.loaded.records.first();
        let is_it = |it: &Signed| self.loaded.passed_on.contains(&it.sha256);
        self.loaded.has_passed && last.is_some_and(is_it)
    }

    fn form(&self, deed: &str, effect: &str, button: &str, class: &str) -> Markup {
        html! {
            form method="post" action=(format!("{HERE}/{}/{deed}", self.code)) {
                (form_field(self.who))
                p { (effect) }
                button class=(class) { (button) }
            }
        }
    }

    fn open(&self) -> Markup {
        let lang = self.lang;
        // Whoever only reads is told by the lead; what to do is for those who may.
        if self.state.parts.sandbox.is_none() || !self.may_do() {
            return html! {};
        }
        html! {
            section {
                div class="sh" { h2 { (w::open_head(lang)) } }
                @if !self.loaded.has_applied {
                    p class="note" { (w::open_not_applied(lang)) }
                } @else if !self.loaded.is_eligible {
                    p class="note" { (w::open_not_eligible(lang)) }
                } @else {
                    (self.form("open", &w::open_effect(lang), &w::open_button(lang), "btn p"))
                }
            }
        }
    }

    fn cases(&self, run: &Standing, group: &str) -> Markup {
        let lang = self.lang;
        let title = run.list.groups.iter().find(|it| it.id == group).map(|it| it.title.of(lang));
        let of = |it: &&Judged| run.list.case(&it.case).is_some_and(|it| it.group == group);
        let lines: Vec<&Judged> = run.judged.iter().filter(of).collect();
        let passed = lines.iter().filter(|it| it.state == Case::Passed).count();
        let head = said_head(lang, run, &lines);
        html! {
            section {
                div class="sh" {
                    h2 { (title.unwrap_or("")) }
                    span class="sub" { (passed) "/" (lines.len()) " " (w::st_passed(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::case_head(lang)) }
                        th { (w::state_head(lang)) }
                        @if !head.is_empty() { th class="cell-l" { (head) } }
                    } }
                    tbody { @for it in lines { (self.case(run, it, !head.is_empty())) } }
                }
            }
        }
    }

    fn case(&self, run: &Standing, it: &Judged, is_told: bool) -> Markup {
        let lang = self.lang;
        let Some(case) = run.list.case(&it.case) else { return html! {} };
        html! {
            tr id=(case.id) {
                td class="way" {
                    (case.title.of(lang)) " " span class="mono c-3 xs nw" { (case.id) }
                }
                td { (of_case(lang, it.state)) }
                // That there is nothing to do needs no line of its own on a telephone.
                @let is_answer = matches!(case.rule, Rule::Answered { .. });
                @let is_bare = is_answer && it.state == Case::Passed;
                @if is_told { td class=(if is_bare { "cell-l idc" } else { "cell-l" })
                    data-l=[(it.state != Case::Passed).then(|| w::ask_head(lang))] {
                    @if let Some(reason) = it.why {
                        p { b { (why(lang, reason)) } " " (self.call_link(run, it)) }
                    }
                    @if it.state != Case::Passed { p { (case.ask.of(lang)) } }
                    // That a call was answered needs no explanation.
                    @if !matches!(case.rule, Rule::Answered { .. }) {
                        details {
                            summary { (w::more_head(lang)) }
                            p { (case.judged.of(lang)) }
                            p class="sub" { (sources::shown(lang, &case.source)) }
                            @if it.why.is_none() { (self.call_link(run, it)) }
                        }
                    } @else if it.state == Case::Passed { "–" }
                } }
            }
        }
    }

    fn deeds(&self, run: &Standing) -> Markup {
        let lang = self.lang;
        if !self.may_do() {
            return html! {};
        }
        let may_seal = run.overall == Overall::Passed && run.run.ended_at.is_none();
        html! {
            section {
                div class="sh" { h2 { (w::do_head(lang)) } }
                @if may_seal {
                    details class="ask" open {
                        summary { (w::seal_head(lang)) }
                        (self.form("seal", &w::seal_effect(lang), &w::seal_button(lang), "btn p"))
                    }
                }
                details class="ask" {
                    summary { (w::begin_head(lang)) }
                    (self.form("begin", &w::begin_effect(lang), &w::begin_button(lang), "btn"))
                }
                details class="ask" {
                    summary { (w::renew_head(lang)) }
                    (self.form("renew", &w::renew_effect(lang), &w::renew_button(lang), "btn d"))
                }
            }
        }
    }
}

/// What the last column of a group of cases tells: what to do, how they were judged, or nothing.
fn said_head(lang: Lang, run: &Standing, lines: &[&Judged]) -> String {
    let is_told = |it: &&&Judged| {
        let case = run.list.case(&it.case);
        case.is_some_and(|case| !matches!(case.rule, Rule::Answered { .. }))
    };
    match lines.iter().any(|it| it.state != Case::Passed) {
        true => w::ask_head(lang),
        false => lines.iter().find(is_told).map_or_else(String::new, |_| w::more_head(lang)),
    }
}
