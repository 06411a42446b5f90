//! The words of eligibility in both languages.

use super::words as w;
use crate::console::gates::standing_of as standing;
use crate::console::pieces::day;
use crate::console::shape::{Shape, state as shown};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::admission::{
    self, Class, Facts, Gate, GateState, GateView, PATH, Standing, Verdict,
};
use naru_core::eligibility::{Area, Exclusion, Finding, Grounds, Outcome, Paper};
use naru_core::identity::Scope;

pub(super) fn class(lang: Lang, it: Class) -> String {
    match it {
        Class::Bank => w::c_bank(lang),
        Class::EFinance => w::c_efinance(lang),
        Class::EFinanceAssistant => w::c_assistant(lang),
        Class::Fintech => w::c_fintech(lang),
    }
}

pub(super) fn exclusion(lang: Lang, it: Exclusion) -> String {
    match it {
        Exclusion::Gambling => w::x_gambling(lang),
        Exclusion::Bankrupt => w::x_bankrupt(lang),
        Exclusion::IllegalModel => w::x_illegal(lang),
        Exclusion::LicenceMissing => w::x_licence(lang),
        Exclusion::PeriodicBilling => w::x_billing(lang),
    }
}

pub(super) fn paper(lang: Lang, it: Paper) -> String {
    match it {
        Paper::Registration => w::p_registration(lang),
        Paper::Licence => w::p_licence(lang),
        Paper::Plan => w::p_plan(lang),
        Paper::Finance => w::p_finance(lang),
    }
}

/// What a document is called in the reader's language, if its title is that of a paper of the form.
pub(crate) fn paper_title(lang: Lang, given: &str) -> Option<String> {
    let is_it = |of: &Paper| [Lang::Ko, Lang::En].iter().any(|it| paper(*it, *of) == given);
    Paper::ALL.into_iter().find(is_it).map(|of| paper(lang, of))
}

/// The place of a paper in the form, by its title in either language.
pub(crate) fn paper_place(given: &str) -> Option<usize> {
    let is_it = |of: &Paper| [Lang::Ko, Lang::En].iter().any(|it| paper(*it, *of) == given);
    Paper::ALL.iter().position(is_it)
}

pub(super) fn grounds(lang: Lang, it: Grounds) -> String {
    match it {
        Grounds::Class => w::g_class(lang),
        Grounds::Excluded => w::g_excluded(lang),
        Grounds::Papers => w::g_papers(lang),
        Grounds::Model => w::g_model(lang),
        Grounds::Other => w::g_other(lang),
    }
}

pub(super) fn area(lang: Lang, it: Area) -> String {
    match it {
        Area::Soundness => w::a_soundness(lang),
        Area::Stability => w::a_stability(lang),
        Area::Risk => w::a_risk(lang),
    }
}

/// What may be asked for, in the order of the form.
pub(super) const SCOPES: [Scope; 5] =
    [Scope::Login, Scope::Inquiry, Scope::Transfer, Scope::Oob, Scope::Sa];

pub(crate) fn scope(lang: Lang, it: Scope) -> String {
    match it {
        Scope::Login => w::s_login(lang),
        Scope::Inquiry => w::s_inquiry(lang),
        Scope::Transfer => w::s_transfer(lang),
        Scope::Oob => w::s_oob(lang),
        Scope::Sa => w::s_sa(lang),
    }
}

pub(crate) fn scopes(lang: Lang, all: &[Scope]) -> String {
    all.iter().map(|it| scope(lang, *it)).collect::<Vec<_>>().join(", ")
}

pub(super) fn finding(lang: Lang, it: Finding) -> String {
    match it {
        Finding::Class(it) => w::f_class(lang, &class(lang, it)),
        Finding::Excluded(it) => w::f_excluded(lang, &exclusion(lang, it)),
        Finding::Missing(it) => w::f_missing(lang, &paper(lang, it)),
    }
}

/// What keeps a form from being approved, or that nothing does.
pub(super) fn findings(lang: Lang, all: &[Finding]) -> Markup {
    html! {
        @if all.is_empty() { (shown("ok", Shape::Check, &w::clean(lang))) }
        @else {
            ul { @for it in all { li { (shown("warn", Shape::Triangle, &finding(lang, *it))) } } }
        }
    }
}

/// What became of an approval at its gate.
#[derive(Clone, Debug, Default)]
pub(super) struct AtGate {
    /// How two people took it back, and when.
    pub(super) taken: Option<(Verdict, Micros)>,
    /// What its institution may do now, where that is less than it was approved for.
    pub(super) lowered: Option<Standing>,
    /// What its institution may do now, where an approval that was in force ended as this form was
    /// refused.
    pub(super) ended: Option<Standing>,
    /// Whether it is past the functional test.
    pub(super) is_tested: bool,
}

impl AtGate {
    /// By the facts of its institution.
    pub(super) fn of(facts: &Facts, it: Option<&Outcome>, now: Micros) -> AtGate {
        let found = admission::admission(facts, &PATH, now);
        let gate = |of: Gate| found.gates.iter().find(|it| it.gate == of);
        let approved = it.filter(|it| it.is_approved());
        let last = gate(Gate::Eligibility).and_then(|it| it.decision);
        let taken = last.filter(|d| {
            d.verdict != Verdict::Passed && approved.is_some_and(|it| d.decided_at >= it.decided_at)
        });
        let held_at = |at: Micros| {
            let all = facts.decisions.iter().filter(|d| d.gate == Gate::Eligibility);
            let last = all.filter(|d| d.decided_at < at).max_by_key(|d| d.decided_at);
            last.is_some_and(|d| {
                d.verdict == Verdict::Passed && d.holds_until.is_none_or(|until| at < until)
            })
        };
        let ended = it.is_some_and(|it| !it.is_approved() && held_at(it.decided_at));
        let is_lowered = !matches!(found.standing, Standing::Live | Standing::NotAdmitted);
        let was_tested = |it: &GateView<'_>| {
            matches!(it.state, GateState::Holds | GateState::Expired | GateState::Revoked)
        };
        AtGate {
            taken: taken.map(|d| (d.verdict, d.decided_at)),
            lowered: is_lowered.then_some(found.standing),
            ended: ended.then_some(found.standing),
            is_tested: gate(Gate::Functional).is_some_and(was_tested),
        }
    }

    /// That an approval before it ended, and what its institution may do now.
    pub(super) fn ended_said(&self, lang: Lang) -> Option<String> {
        self.ended.map(|it| w::lead_ended(lang, &standing(lang, it)))
    }

    /// That it was taken back, and when.
    pub(super) fn taken_said(&self, lang: Lang) -> Option<String> {
        let (verdict, at) = self.taken?;
        Some(match verdict {
            Verdict::Failed => w::lead_failed_since(lang, &on_day(at)),
            Verdict::Passed | Verdict::Revoked => w::lead_revoked(lang, &on_day(at)),
        })
    }
}

/// Where a form stands; `is_proposed`: a decision about it waits for a second person.
pub(super) fn state(
    lang: Lang,
    (it, is_proposed, at_gate): (Option<&Outcome>, bool, &AtGate),
    now: Micros,
) -> Markup {
    match it {
        None if is_proposed => shown("run", Shape::Half, &w::st_proposed(lang)),
        None => shown("run", Shape::Half, &w::st_waiting(lang)),
        Some(it) if !it.is_approved() => shown("stop", Shape::Square, &w::st_refused(lang)),
        Some(_) if at_gate.taken.is_some() => shown("stop", Shape::Square, &w::st_taken(lang)),
        Some(it) if it.holds_until.is_some_and(|until| until <= now) => {
            shown("stop", Shape::Dashed, &w::st_over(lang))
        }
        Some(_) if at_gate.lowered == Some(Standing::Suspended) => {
            shown("warn", Shape::Triangle, &w::st_suspended(lang))
        }
        Some(it) if it.is_large => shown("ok", Shape::Circle, &w::st_large(lang)),
        Some(_) => shown("ok", Shape::Circle, &w::st_approved(lang)),
    }
}

/// The day of an instant.
pub(super) fn on_day(at: Micros) -> String {
    day(at.business_date())
}

/// The last whole or part day before an end.
pub(super) fn last_day(ends_at: Micros) -> String {
    on_day(ends_at.plus_seconds(-1))
}
