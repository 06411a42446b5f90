//! The words of admission in both languages, and days counted as people count them.

use super::words as w;
use crate::console::pieces::small;
use crate::console::{eligibility, format, words};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::texts::Josa;
use naru_base::{ClientUseCode, Id, Lang, Micros, in_language};
use naru_core::admission::{
    self, Admission, Class, Evidence, EvidenceKind, Facts, Gate, GateState, GateView, PATH,
    ServiceKey, ServiceKind, Standing, Verdict, step,
};
use naru_core::check::{ListKey, State as Stands};
use naru_core::glance::Standing as Rungs;

/// Days left by the calendar; below zero when it is over.
pub(super) fn days(then: Micros, now: Micros) -> i64 {
    then.days_left(now)
}

pub(crate) fn gate(lang: Lang, it: Gate) -> String {
    match it {
        Gate::Eligibility => w::eligibility(lang),
        Gate::Functional => w::functional(lang),
        Gate::Organisation => w::organisation(lang),
        Gate::Service => w::service(lang),
        Gate::Surety => w::surety(lang),
        Gate::Contract => w::contract(lang),
        Gate::Start => w::start(lang),
    }
}

/// 웹 narae 1.0.
pub(super) fn service(lang: Lang, it: &ServiceKey) -> String {
    let kind = match it.kind {
        ServiceKind::Web => w::web(lang),
        ServiceKind::App => w::app(lang),
    };
    format!("{kind} {}\u{a0}{}", it.name, it.version)
}

/// The gate, of a service as its check is called: 웹 점검 narae 1.0.
pub(super) fn gate_of(lang: Lang, it: Gate, key: Option<&ServiceKey>) -> String {
    match key {
        Some(key) => match key.kind {
            ServiceKind::Web => w::check_web(lang, &key.name, &key.version),
            ServiceKind::App => w::check_app(lang, &key.name, &key.version),
        },
        None => gate(lang, it),
    }
}

pub(super) fn view(lang: Lang, it: &GateView<'_>) -> String {
    gate_of(lang, it.gate, it.service.map(|s| &s.key))
}

/// The same as what a sentence speaks of: with its particle in Korean, in English small.
pub(super) fn gate_subject(lang: Lang, it: &GateView<'_>) -> String {
    let word = view(lang, it);
    match lang {
        Lang::Ko => Josa::i_ga(&word).to_string(),
        Lang::En => small(&word),
    }
}

/// Who has to do something at a gate that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It has to ask, to hand something in, or to put something right.
    Institution,
    /// It has to look at what is there.
    Decider,
}

/// Whose turn it is: nobody can decide before there is something to decide on. `check`: where the
/// open check of this gate stands.
pub(super) fn turn(facts: &Facts, it: &GateView<'_>, check: Option<Stands>) -> Turn {
    match check {
        Some(Stands::Findings | Stands::Fixing) => return Turn::Institution,
        Some(_) => return Turn::Decider,
        // A check has to be asked for: papers for one are no request for another.
        None if is_checked(it.gate) => return Turn::Institution,
        None => {}
    }
    // The operator draws up the contract, and begins production.
    if matches!(it.gate, Gate::Contract | Gate::Start) {
        return Turn::Decider;
    }
    let decided_at = it.decision.map(|it| it.decided_at);
    let is_new = |paper: &Evidence| decided_at.is_none_or(|at| paper.received_at > at);
    let fits = |paper: &&Evidence| step(it.gate).evidence.contains(&paper.kind);
    match facts.evidence.iter().filter(fits).any(is_new) {
        true => Turn::Decider,
        false => Turn::Institution,
    }
}

/// Which kinds of document a gate asks for that nobody has handed in. The papers of the other gates
/// come from their own pages: the form of eligibility, the sandbox, a security check.
pub(super) fn lacks(facts: &Facts, gate: Gate) -> Option<&'static [EvidenceKind]> {
    let kinds = step(gate).evidence;
    let is_there = facts.evidence.iter().any(|it| kinds.contains(&it.kind));
    (matches!(gate, Gate::Surety | Gate::Contract) && !is_there).then_some(kinds)
}

/// Kinds of document in one word.
pub(super) fn kinds(lang: Lang, all: &[EvidenceKind]) -> String {
    all.iter().map(|it| kind(lang, *it)).collect::<Vec<_>>().join(", ")
}

/// Whether a security check opens it.
pub(super) const fn is_checked(it: Gate) -> bool {
    matches!(it, Gate::Organisation | Gate::Service)
}

/// Of the gates that do not hold the first; of security checks rather one at which something moves.
pub(super) fn to_move<'v, 'f>(
    it: &'v Admission<'f>,
    moves: impl Fn(&GateView<'f>) -> bool,
) -> Option<&'v GateView<'f>> {
    let first = it.blocked_by()?;
    if !is_checked(first.gate) || moves(first) {
        return Some(first);
    }
    let mut others = it.counted().filter(|it| it.state != GateState::Holds && is_checked(it.gate));
    others.find(|it| moves(it)).or(Some(first))
}

/// That a gate ends before a rule asks for it, or ended already: when, and what that costs.
pub(crate) fn ends_before(
    lang: Lang,
    (facts, gate): (&Facts, Gate),
    before: Micros,
    now: Micros,
) -> Option<String> {
    let found = admission::admission(facts, &PATH, now);
    let is_told = |it: &&GateView<'_>| {
        it.gate == gate && matches!(it.state, GateState::Holds | GateState::Expired)
    };
    let ends = found.counted().filter(is_told);
    let ends = ends.filter_map(|it| Some((it, it.decision?.holds_until?)));
    let (it, at) = ends.filter(|it| it.1 <= before).min_by_key(|it| it.1)?;
    let (what, to) = (gate_subject(lang, it), standing(lang, step(gate).lapse));
    Some(match it.state {
        GateState::Holds => w::gate_before(lang, &what, &held_until(at), &to),
        _ => w::gate_ended(lang, &what, &held_until(at), &to),
    })
}

/// The same in a word.
pub(super) fn turn_word(lang: Lang, it: Gate, whose: Turn) -> String {
    match (whose, step(it).right) {
        (Turn::Institution, _) => w::turn_institution(lang),
        (Turn::Decider, Right::ChecksDecide) => w::turn_inspector(lang),
        (Turn::Decider, _) => w::turn_operator(lang),
    }
}

/// What a document is called: what the system made itself is called by what it is, with a way to
/// it; a paper of the form of eligibility in the reader's language.
pub(super) fn title(lang: Lang, code: &ClientUseCode, it: &Evidence) -> Markup {
    titled(lang, code, it, &given_title(lang, it))
}

/// The same where its kind stands nowhere beside it.
pub(crate) fn title_alone(lang: Lang, code: &ClientUseCode, it: &Evidence) -> Markup {
    titled(lang, code, it, &document_title(lang, it))
}

fn titled(lang: Lang, code: &ClientUseCode, it: &Evidence, given: &str) -> Markup {
    html! {
        @match made_by(it) {
            Some((list, _)) if it.kind == EvidenceKind::Conformance => {
                a href=(format!("/console/functional/{code}")) { (w::k_conformance(lang)) }
                " " span class="mono c-3 xs" { (list) }
            }
            Some((list, id)) if it.kind == EvidenceKind::Report => {
                a href=(format!("/console/checks/{id}/report")) { (w::report_of(lang)) }
                " " span class="mono c-3 xs" { (list) }
            }
            _ => (given),
        }
    }
}

/// The list of a document that the system made itself: `organisation-1` of a report's title.
pub(super) fn made_by(it: &Evidence) -> Option<(ListKey, Id)> {
    let is_made = matches!(it.kind, EvidenceKind::Conformance | EvidenceKind::Report);
    let (list, id) = it.title.split_once(' ').filter(|_| is_made)?;
    Some((ListKey::parse(list)?, Id::parse(id).ok()?))
}

/// The time of day at which something ends: the end of a day is 24:00 of it.
pub(crate) fn end_clock(at: Micros) -> String {
    let is_whole = at == at.business_date().starts_at();
    if is_whole { "24:00".to_owned() } else { format::hour_minute(at) }
}

/// Until when something holds: its last day, with the time of day if it ends within a day.
pub(crate) fn held_until(at: Micros) -> String {
    let date = at.business_date();
    if at == date.starts_at() {
        crate::console::pieces::day(at.plus_seconds(-1).business_date())
    } else {
        date_time(at)
    }
}

/// A paper of the form in the reader's language, what the system made itself by what it is; another
/// document as it was given.
fn given_title(lang: Lang, it: &Evidence) -> String {
    let made = made_by(it).map(|(list, _)| match it.kind {
        EvidenceKind::Report => format!("{} {list}", w::report_of(lang)),
        _ => format!("{} {list}", w::k_conformance(lang)),
    });
    let paper = || eligibility::paper_title(lang, &it.title);
    made.or_else(paper).unwrap_or_else(|| in_language(lang, &it.title).to_owned())
}

/// Whether the reader reads another language than that of a document's title.
pub(crate) fn is_foreign(lang: Lang, it: &Evidence) -> bool {
    let is_paper = eligibility::paper_title(lang, &it.title).is_some();
    lang == Lang::En
        && !is_paper
        && in_language(lang, &it.title).chars().any(|c| ('가'..='힣').contains(&c))
}

/// The same where its kind stands nowhere beside it: whoever does not read its title reads its
/// kind, with the title behind.
pub(crate) fn document_title(lang: Lang, it: &Evidence) -> String {
    let title = given_title(lang, it);
    if is_foreign(lang, it) { format!("{} ({title})", kind(lang, it.kind)) } else { title }
}

/// Documents as people look for them: the papers of the form in its order, then by kind and title.
pub(super) fn place_of(it: &Evidence) -> (usize, &'static str, &str) {
    let paper = eligibility::paper_place(&it.title).unwrap_or(usize::MAX);
    (paper, it.kind.as_str(), &it.title)
}

/// Where a gate is worked on.
pub(super) fn place(it: Gate, code: &ClientUseCode, is_own: bool) -> Option<String> {
    match it {
        Gate::Eligibility => Some(format!("/console/eligibility/{code}")),
        Gate::Functional => Some(format!("/console/functional/{code}")),
        Gate::Organisation | Gate::Service if is_own => Some("/console/checks".to_owned()),
        Gate::Organisation | Gate::Service => Some(format!("/console/checks?name={code}")),
        Gate::Surety => Some(format!("/console/surety/{code}")),
        Gate::Contract | Gate::Start => None,
    }
}

/// The rungs of a standing as every page draws them.
pub(crate) const fn rungs(it: Standing) -> Rungs {
    match it {
        Standing::Live => Rungs::Normal,
        Standing::Warned => Rungs::Warned,
        Standing::LimitCut => Rungs::LimitCut,
        Standing::InquiryOnly => Rungs::InquiryOnly,
        Standing::Suspended => Rungs::Suspended,
        Standing::NotAdmitted => Rungs::NotAdmitted,
    }
}

pub(crate) fn standing(lang: Lang, it: Standing) -> String {
    match it {
        Standing::Live => words::standing_normal(lang),
        Standing::Warned => words::standing_warned(lang),
        Standing::LimitCut => words::standing_limit(lang),
        Standing::InquiryOnly => words::standing_inquiry(lang),
        Standing::Suspended => words::standing_suspended(lang),
        Standing::NotAdmitted => words::standing_not_admitted(lang),
    }
}

pub(super) fn ladder(lang: Lang, it: Standing) -> Markup {
    crate::console::shape::ladder(lang, rungs(it))
}

pub(crate) fn verdict(lang: Lang, it: Verdict) -> String {
    match it {
        Verdict::Passed => w::v_passed(lang),
        Verdict::Failed => w::v_failed(lang),
        Verdict::Revoked => w::v_revoked(lang),
    }
}

pub(crate) fn class(lang: Lang, it: Class) -> String {
    match it {
        Class::Bank => w::class_bank(lang),
        Class::EFinance => w::class_e_finance(lang),
        Class::EFinanceAssistant => w::class_assistant(lang),
        Class::Fintech => w::class_fintech(lang),
    }
}

pub(crate) fn kind(lang: Lang, it: EvidenceKind) -> String {
    match it {
        EvidenceKind::Document => w::k_document(lang),
        EvidenceKind::Attestation => w::k_attestation(lang),
        EvidenceKind::Interview => w::k_interview(lang),
        EvidenceKind::Conformance => w::k_conformance(lang),
        EvidenceKind::Report => w::k_report(lang),
        EvidenceKind::Scan => w::k_scan(lang),
        EvidenceKind::Sbom => w::k_sbom(lang),
        EvidenceKind::Cover => w::k_cover(lang),
        EvidenceKind::Contract => w::k_contract(lang),
    }
}

/// 2026-12-02 18:00, as long as it is not clear which year is meant.
pub(super) fn date_time(at: Micros) -> String {
    crate::console::pieces::date_time(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_core::admission::Decision;

    fn at(n: i64) -> Micros {
        Micros::new(n)
    }

    fn view(gate: Gate, decision: Option<&Decision>) -> GateView<'_> {
        let (state, costs) = (GateState::Missing, Standing::NotAdmitted);
        GateView { gate, service: None, state, counts: true, costs, decision }
    }

    fn paper(kind: EvidenceKind, received_at: Micros) -> Evidence {
        Evidence {
            sha256: [0; 32],
            kind,
            title: "문서".to_owned(),
            size_bytes: 1,
            observed_at: received_at,
            received_at,
            received_by: "staff:x".to_owned(),
        }
    }

    #[test]
    fn nobody_decides_before_there_is_something_to_decide_on() {
        let mut facts = Facts::default();
        for gate in [Gate::Eligibility, Gate::Functional, Gate::Organisation, Gate::Surety] {
            assert_eq!(turn(&facts, &view(gate, None), None), Turn::Institution, "{gate:?}");
        }
        for gate in [Gate::Contract, Gate::Start] {
            assert_eq!(turn(&facts, &view(gate, None), None), Turn::Decider, "{gate:?}");
        }
        facts.evidence.push(paper(EvidenceKind::Document, at(5)));
        assert_eq!(turn(&facts, &view(Gate::Eligibility, None), None), Turn::Decider);
        let functional = view(Gate::Functional, None);
        assert_eq!(turn(&facts, &functional, None), Turn::Institution, "no record of a run");
        // The report of one check is no request for another.
        facts.evidence.push(paper(EvidenceKind::Report, at(6)));
        for gate in [Gate::Organisation, Gate::Service] {
            assert_eq!(turn(&facts, &view(gate, None), None), Turn::Institution, "{gate:?}");
        }
        facts.evidence.push(paper(EvidenceKind::Conformance, at(6)));
        assert_eq!(turn(&facts, &functional, None), Turn::Decider);
        let decided = Decision {
            id: Id::from_parts(1, 1),
            gate: Gate::Functional,
            service: None,
            verdict: Verdict::Failed,
            decided_at: at(7),
            holds_until: None,
            by: [Id::from_parts(1, 2), Id::from_parts(1, 3)],
            evidence: Vec::new(),
        };
        let again = view(Gate::Functional, Some(&decided));
        assert_eq!(turn(&facts, &again, None), Turn::Institution, "what was decided on is no news");
    }

    #[test]
    fn a_check_says_by_its_state_whose_turn_it_is() {
        let facts = Facts::default();
        let it = view(Gate::Organisation, None);
        for state in [Stands::Requested, Stands::Scheduled, Stands::UnderWay, Stands::ReCheck] {
            assert_eq!(turn(&facts, &it, Some(state)), Turn::Decider, "{state:?}");
        }
        for state in [Stands::Findings, Stands::Fixing] {
            assert_eq!(turn(&facts, &it, Some(state)), Turn::Institution, "{state:?}");
        }
    }
}
