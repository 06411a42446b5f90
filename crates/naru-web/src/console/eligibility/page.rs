//! One institution's eligibility: its form, what the rules find, what was decided, and what this
//! reader may do now.

use super::list::name_of;
use super::plain::{
    AtGate, SCOPES, class, exclusion, finding, findings, grounds, last_day, on_day, paper, scope,
    scopes, state as stands,
};
use super::words as w;
use crate::console::accounts::case::People;
use crate::console::accounts::refused::{last_refused, lines};
use crate::console::frame::{self, Page};
use crate::console::gates::standing_of as standing;
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::papers;
use crate::console::pieces::{Wants, form_field, hash};
use crate::console::typed::{Back, Part, key};
use crate::console::{ConsoleState, format};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Right, Scope as Held};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, in_language};
use naru_core::admission::{self, Class, Gate, GateState, GateView, PATH, PaperKind, Sha256};
use naru_core::eligibility::decide::NOTE_CHARS_MAX;
use naru_core::eligibility::{
    self, Exclusion, Finding, Form, Grounds, Outcome, Paper, Rules, Sheet, deeds,
};
use naru_core::identity::Scope;
use naru_core::proposal::{self, Case};
use std::collections::BTreeMap;

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) record: Option<(Form, Option<Outcome>)>,
    applied: Option<(Micros, Class)>,
    /// Until when the approval holds that is in force.
    held_until: Option<Micros>,
    /// Whether anything was decided, on this form or on one before it.
    has_letter: bool,
    found: Vec<Finding>,
    pub(super) sheet: Sheet,
    /// A decision that waits for a second person, and whether its form was replaced meanwhile.
    open: Option<(Id, bool)>,
    at_gate: AtGate,
    /// What was proposed last about this form, if it was rejected.
    refused: Vec<Case>,
    papers: BTreeMap<Sha256, PaperKind>,
    rules: Rules,
}

impl Loaded {
    /// Whether firms of its class bring this paper; of a class that no rule knows, any.
    fn wants(&self, paper: Paper) -> bool {
        let class = self.applied.and_then(|(_, class)| self.rules.classes.get(&class));
        class.is_none_or(|(papers, _)| papers.contains(&paper))
    }
}

pub(super) async fn load(state: &ConsoleState, code: &ClientUseCode) -> Answer<Loaded> {
    let (code, now) = (code.clone(), state.now());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let record = eligibility::latest(tx, &code)?;
        let found = match &record {
            Some((form, _)) => eligibility::findings(tx, form, now)?,
            None => Vec::new(),
        };
        let (open, _) = proposal::list(tx, now)?;
        let is_of = |case: &proposal::Case| {
            case.kind == deeds::DECIDE && deeds::institution_of(case).as_ref() == Some(&code)
        };
        let refused = match &record {
            Some((form, None)) => of_form(last_refused(tx, &of_institution(&code))?, form.id),
            _ => Vec::new(),
        };
        let facts = admission::facts_of(tx, &code)?;
        let gates = admission::admission(&facts, &PATH, now).gates;
        let holds =
            |it: &&GateView<'_>| it.gate == Gate::Eligibility && it.state == GateState::Holds;
        let held = gates.iter().find(holds).and_then(|it| it.decision);
        let decided = eligibility::decided(tx, &code)?;
        let outcome = decided.as_ref().and_then(|it| it.1.as_ref());
        let form = record.as_ref().map(|it| it.0.id);
        let is_replaced = |it: &Case| deeds::wish_of(it).is_ok_and(|(of, _)| Some(of) != form);
        Ok(Loaded {
            at_gate: AtGate::of(&facts, outcome, now),
            held_until: held.and_then(|it| it.holds_until),
            has_letter: decided.is_some(),
            applied: facts.applied,
            sheet: eligibility::sheet_at(tx, now)?,
            open: open.iter().find(|it| is_of(it)).map(|it| (it.id, is_replaced(it))),
            papers: admission::papers(tx, &code)?,
            rules: eligibility::rules(tx, now)?,
            refused,
            found,
            record,
        })
    };
    state.parts.store.read(read).await
}

/// The subject of a decision about its form.
fn of_institution(code: &ClientUseCode) -> String {
    admission::deeds::subject(code, None)
}

/// Those that were about this form.
fn of_form(mut all: Vec<Case>, form: Id) -> Vec<Case> {
    all.retain(|it| it.kind == deeds::DECIDE && deeds::wish_of(it).is_ok_and(|(of, _)| of == form));
    all
}

/// `GET /console/eligibility/{code}`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
) -> Response {
    match super::held(&who, &code, Right::GatesRead) {
        Some(code) => show(&state, &ask, &who, &code, &Back::default()).await,
        None => super::unknown(&ask),
    }
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    code: &ClientUseCode,
    back: &Back,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    if !state.parts.hub.directory().institutions.contains_key(code) {
        return super::unknown(ask);
    }
    let is_own = super::own(who).is_some();
    let loaded = async {
        let people = if is_own { None } else { Some(People::load(state).await?) };
        let loaded = load(state, code).await?;
        let refused = match &people {
            Some(people) => lines(state, (ask.lang, who), people, &loaded.refused)?,
            None => html! {},
        };
        Ok::<_, No>((loaded, people, refused, state.wants(who).await?))
    };
    let (loaded, people, refused, wants) = match loaded.await {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let name = name_of(state, lang, code);
    let desk = Desk { lang, state, who, code, loaded: &loaded, back, wants };
    let outcome = loaded.record.as_ref().and_then(|(_, it)| it.as_ref());
    // Its own people are told what was decided, not what is proposed.
    let proposed = loaded.open.filter(|_| !is_own);
    let is_proposed = proposed.is_some_and(|it| !it.1);
    let main = html! {
        @if !is_own { p class="crumb" { a href="/console/eligibility" { (w::eligibility(lang)) } " › " (name) } }
        div class="head wrap" {
            h1 { (name) " · " (w::eligibility(lang)) }
            p class="meta" {
                @if loaded.record.is_some() {
                    (stands(lang, (outcome, is_proposed, &loaded.at_gate), now)) " "
                }
                span class="mono" { (code) }
            }
            p class="acts" {
                @if loaded.has_letter {
                    a class="btn" href=(format!("/console/eligibility/{code}/letter")) { (w::letter_link(lang)) }
                }
                a class="btn" href=(format!("/console/gates/{code}")) { (w::gates_link(lang)) }
            }
        }
        p class="lead" {
            (lead(lang, &loaded, proposed.map(|it| it.1), now))
            @if let Some((id, _)) = proposed {
                " " a class="nw" href=(format!("/console/proposals/{id}")) { (w::see_proposal(lang)) }
            }
        }
        (refused)
        (back.summary(lang))
        @if let Some((form, _)) = &loaded.record {
            (filed(lang, who, form, &loaded))
            @if let Some(it) = outcome { (decided(lang, it, people.as_ref())) }
        }
        (desk.all())
    };
    let (title, here) = (format!("{name} · {}", w::eligibility(lang)), "/console/eligibility");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !back.wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// `proposed`: a decision waits for a second person; whether about a form that was replaced.
fn lead(lang: Lang, loaded: &Loaded, proposed: Option<bool>, now: Micros) -> String {
    match &loaded.record {
        None if loaded.applied.is_none() => w::lead_not_applied(lang),
        None => w::lead_no_form(lang),
        Some((_, None)) => {
            let said = match proposed {
                Some(true) => w::lead_replaced(lang),
                Some(false) => w::lead_confirm(lang),
                None => undecided(lang, &loaded.found),
            };
            match (loaded.held_until, loaded.at_gate.taken_said(lang)) {
                (Some(until), _) => format!("{said} {}", w::lead_held(lang, &last_day(until))),
                (None, Some(taken)) => format!("{said} {taken}"),
                (None, None) => said,
            }
        }
        Some((_, Some(it))) => decided_lead(lang, it, &loaded.at_gate, now),
    }
}

/// Of a form that nobody has proposed to decide: what keeps it from being approved.
fn undecided(lang: Lang, found: &[Finding]) -> String {
    let (missing, others): (Vec<Finding>, Vec<Finding>) =
        found.iter().copied().partition(|it| matches!(it, Finding::Missing(_)));
    if !others.is_empty() {
        let all: Vec<String> = others.iter().map(|it| finding(lang, *it)).collect();
        return w::lead_not_allowed(lang, &all.join(", "));
    }
    match missing.len() {
        0 => w::lead_waiting(lang),
        n => w::lead_missing(lang, n),
    }
}

fn decided_lead(lang: Lang, it: &Outcome, at_gate: &AtGate, now: Micros) -> String {
    if let Some(why) = it.grounds {
        let mut said = w::lead_refused(lang, &grounds(lang, why));
        if let Some(ended) = at_gate.ended_said(lang) {
            said = format!("{said} {ended}");
        }
        return match it.note.as_str() {
            "" => said,
            note => format!("{said} {}", in_language(lang, note)),
        };
    }
    if let Some(taken) = at_gate.taken_said(lang) {
        return taken;
    }
    if let Some(until) = it.holds_until.filter(|until| *until <= now) {
        return w::lead_over(lang, &last_day(until));
    }
    let said = w::lead_approved(lang, &it.holds_until.map(last_day).unwrap_or_default());
    match at_gate.lowered {
        Some(to) => format!("{said} {}", w::lead_lowered(lang, &standing(lang, to))),
        None => said,
    }
}

fn filed(lang: Lang, who: &Entered, it: &Form, loaded: &Loaded) -> Markup {
    let declared: Vec<String> = it.declared.iter().map(|it| exclusion(lang, *it)).collect();
    html! {
        section {
            div class="sh" { h2 { (w::form_head(lang)) } span class="sub" { (on_day(it.filed_at)) } }
            dl class="kv" {
                dt { (w::findings_head(lang)) } dd { (findings(lang, &loaded.found)) }
                dt { (w::class_head(lang)) } dd { (class(lang, it.class)) }
                dt { (w::capital_word(lang)) } dd { (format::won(lang, it.capital)) }
                dt { (w::model_head(lang)) } dd { (it.model) }
                dt { (w::wanted_head(lang)) } dd { (scopes(lang, &it.scopes)) }
                dt { (w::declared_head(lang)) }
                dd { (if declared.is_empty() { w::none_declared(lang) } else {
                    declared.join(", ") }) }
                dt { (w::documents_head(lang)) }
                dd { @if it.papers.is_empty() { (w::none_filed(lang)) } @else {
                    ul class="filed" { @for (of, sha) in &it.papers { li {
                    (paper(lang, *of)) " "
                    span class="nw" {
                        (hash(sha)) " "
                        (papers::link(lang, (who, &it.institution), (sha, loaded.papers.get(sha))))
                    }
                } } } } }
            }
        }
    }
}

fn decided(lang: Lang, it: &Outcome, people: Option<&People>) -> Markup {
    let two = people.map(|of| it.by.map(|id| of.name(lang, id)).join(", "));
    html! {
        section {
            div class="sh" { h2 { (w::verdict_label(lang)) } span class="sub" {
                (on_day(it.decided_at)) } }
            dl class="kv" {
                @if let Some(why) = it.grounds { dt { (w::grounds_head(lang)) } dd {
                    (grounds(lang, why)) } }
                @if !it.note.is_empty() {
                    dt { (w::note_head(lang)) } dd { (in_language(lang, &it.note)) }
                }
                @if it.is_approved() {
                    dt { (w::given_head(lang)) } dd { (scopes(lang, &it.scopes)) }
                    dt { (w::large_head(lang)) }
                    dd { (if it.is_large { w::large_yes(lang) } else { w::large_no(lang) }) }
                }
                @if let Some(points) = it.points {
                    dt { (w::points_head(lang)) } dd { (points) " (" (w::sheet_head(lang,
                        &it.sheet)) ")" }
                }
                @if let Some(until) = it.holds_until { dt { (w::until_head(lang)) } dd {
                    (last_day(until)) } }
                dt { (w::decided_by(lang)) } dd { (two.unwrap_or_else(|| w::two_people(lang))) }
            }
        }
    }
}

/// Who stands before which institution's forms.
struct Desk<'a> {
    lang: Lang,
    state: &'a ConsoleState,
    who: &'a Entered,
    code: &'a ClientUseCode,
    loaded: &'a Loaded,
    back: &'a Back,
    wants: Wants,
}

impl Desk<'_> {
    fn may(&self, right: Right) -> bool {
        self.who.session.post.may_on(right, &Held::Institution(self.code.clone()))
    }

    fn all(&self) -> Markup {
        let lang = self.lang;
        let waits = self.loaded.record.as_ref().filter(|(_, outcome)| outcome.is_none());
        html! {
            section {
                div class="sh" { h2 { (w::do_head(lang)) } }
                @if let Some((form, _)) = waits.filter(|_| self.loaded.open.is_none())
                    && self.may(Right::GatesDecide) {
                    @match deeds::others_decide(form, &[self.who.session.account]) {
                        Ok(()) => (self.decide(form)),
                        Err(_) => p class="none" { (w::no_own(lang)) },
                    }
                }
                @if self.may(Right::GatesApply) && self.loaded.applied.is_some() { (self.file()) }
                @if !self.may(Right::GatesApply) { p class="none" { (w::read_only(lang)) } }
            }
        }
    }

    fn file(&self) -> Markup {
        let (lang, form) = (self.lang, self.back.form("file"));
        let is_first = self.loaded.record.is_none();
        let scopes = SCOPES.map(|it| (it.as_str().to_owned(), html! { (scope(lang, it)) }));
        let declared =
            Exclusion::ALL.map(|it| (it.as_str().to_owned(), html! { (exclusion(lang, it)) }));
        let wanted = PAPER_FIELDS.into_iter().filter(|it| self.loaded.wants(it.0));
        let head = if is_first { w::file_head(lang) } else { w::file_again_head(lang) };
        html! {
            details class="ask" open[form.is_back() || (is_first && super::own(self.who).is_some())] {
                summary { (head) }
                form method="post" enctype="multipart/form-data"
                    action=(format!("/console/eligibility/{}/file", self.code)) {
                    (form_field(self.who))
                    (key(self.state.env().id(0)))
                    p {
                        (w::file_effect(lang))
                        @if self.loaded.held_until.is_some() { " " b { (w::file_ends(lang)) } }
                    }
                    (form.must("capital", w::capital_label(lang), None))
                    (form.area("model", &w::model_label(lang)))
                    (form.boxes(("scopes", &w::scopes_label(lang)), &scopes, ""))
                    (form.boxes(("declared", &w::declare_label(lang)), &declared, ""))
                    @for (of, [field, file]) in wanted {
                        (papers::field(lang, &form, file, &paper(lang, of)))
                        (form.may(field, &w::paper_label(lang, &paper(lang, of))))
                    }
                    p class="help" { (w::paper_help(lang)) }
                    button class="btn p" { (w::file_button(lang)) }
                }
            }
        }
    }

    fn decide(&self, form: &Form) -> Markup {
        let (lang, back) = (self.lang, self.back.form("decide"));
        let refused = Grounds::ALL
            .map(|it| (it.as_str().to_owned(), w::refuse_word(lang, &grounds(lang, it))));
        let mut verdicts: Vec<(String, String)> = Vec::new();
        // What the rules find cannot be approved: it is not offered.
        if self.loaded.found.is_empty() {
            verdicts.push(("approve".to_owned(), w::approve_word(lang)));
        }
        verdicts.extend(refused);
        let sheet = &self.loaded.sheet;
        let wants_sa = form.scopes.contains(&Scope::Sa);
        html! {
            details class="ask" open[back.is_back()] {
                summary { (w::decide_head(lang)) }
                form method="post" action=(format!("/console/eligibility/{}/propose", self.code)) {
                    (form_field(self.who))
                    (key(self.state.env().id(1)))
                    p { (w::decide_effect(lang)) }
                    (back.pick("verdict", &w::verdict_label(lang), &verdicts, ""))
                    (back.may_area("note", (&w::note_label(lang), &w::note_help(lang)),
                        NOTE_CHARS_MAX))
                    (back.day("until", &w::until_label(lang), "", false))
                    @if wants_sa { (scores(lang, sheet, &back)) }
                    (back.why(lang, self.wants))
                    button class="btn p" { (w::decide_button(lang)) }
                }
            }
        }
    }
}

/// The fields of the form for each paper: its hash alone, and the file itself.
pub(super) const PAPER_FIELDS: [(Paper, [&str; 2]); Paper::ALL.len()] = [
    (Paper::Registration, ["paper-registration", "paper-registration-file"]),
    (Paper::Licence, ["paper-licence", "paper-licence-file"]),
    (Paper::Plan, ["paper-plan", "paper-plan-file"]),
    (Paper::Finance, ["paper-finance", "paper-finance-file"]),
];

/// The points of a large business, item by item.
fn scores(lang: Lang, sheet: &Sheet, form: &Part<'_>) -> Markup {
    let rule = w::sheet_rule(lang, &format::won(lang, sheet.capital_min), sheet.points_min);
    html! {
        fieldset class="field scores" id=(form.id("scores")) tabindex="-1"
            aria-describedby=[form.described("scores", false)] {
            legend { (w::score_head(lang)) }
            p class="help" { (rule) }
            @for it in &sheet.items {
                @let name = if lang == Lang::Ko { &it.name_ko } else { &it.name_en };
                @let field = format!("score-{}", it.code);
                @let typed = form.typed(&field, "");
                @let is_wrong = form.is_wrong("scores").filter(|_| !fits(typed, it.points_max));
                div class="field" {
                    label for=(field) { (w::score_label(lang, name, it.points_max)) }
                    input id=(field) name=(field) type="number" min="0" max=(it.points_max)
                        value=(typed) aria-invalid=[is_wrong];
                }
            }
            (form.error("scores"))
        }
    }
}

fn fits(points: &str, most: i64) -> bool {
    points.parse().is_ok_and(|it: i64| (0..=most).contains(&it))
}
