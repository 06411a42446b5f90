//! Words and shapes of deadlines that several pages share, and proposals in words.

use super::words as w;
use crate::console::gates::{self, ends_before};
use crate::console::letter::unbroken;
use crate::console::pieces;
use crate::console::shape::{Shape, state};
use maud::{Markup, html};
use naru_base::{Answer, Id, Lang, Micros};
use naru_core::admission::deadline::{
    self, Concerned, Finding, Rule, Text, Under, Why, deeds, measure_rule,
};
use naru_core::admission::{self, Class, Facts, Gate, Measure, Standing};
use naru_core::check::{Engagement, State as Stands};
use naru_core::proposal::{Case, State};
use naru_store::Tx;

pub(super) fn text(lang: Lang, it: &Text) -> &str {
    match lang {
        Lang::Ko => &it.ko,
        Lang::En => &it.en,
    }
}

pub(super) fn concerned(lang: Lang, it: Concerned) -> String {
    match it {
        Concerned::Listed => w::listed(lang),
        Concerned::Class(class) => class_word(lang, class),
    }
}

fn class_word(lang: Lang, it: Class) -> String {
    gates::class_word(lang, it)
}

pub(super) fn gate(lang: Lang, it: Gate) -> String {
    gates::gate_word(lang, it)
}

/// The last day of what ends before an instant.
pub(super) fn last_day(at: Micros) -> String {
    pieces::day(Micros::new(at.get().saturating_sub(1)).business_date())
}

/// The day of an instant.
pub(super) fn day(at: Micros) -> String {
    pieces::day(at.business_date())
}

/// Days left by the calendar; below zero when it is over.
pub(super) fn days_left(at: Micros, now: Micros) -> i64 {
    at.days_left(now)
}

pub(super) fn left(lang: Lang, at: Micros, now: Micros) -> String {
    match days_left(at, now) {
        n if n < 0 => w::over(lang, n.saturating_neg()),
        n => w::days(lang, n),
    }
}

/// In which order places are shown: those to decide first.
pub(super) const fn urgency(it: &Finding) -> u8 {
    match it {
        Finding::Restrict { .. } => 0,
        Finding::Extend { .. } => 1,
        Finding::Warn { .. } => 2,
        Finding::Restricted => 3,
        Finding::Ahead => 4,
        Finding::Met => 5,
    }
}

pub(crate) const fn is_to_decide(it: &Finding) -> bool {
    urgency(it) < 3
}

/// Shape and word of a finding; `is_proposed`: a proposal waits already.
pub(super) fn shown(lang: Lang, it: &Finding, is_proposed: bool) -> Markup {
    if is_proposed && *it != Finding::Met {
        return state("run", Shape::Half, &w::s_proposed(lang));
    }
    match it {
        Finding::Met => state("ok", Shape::Check, &w::s_met(lang)),
        Finding::Ahead => state("na", Shape::Hollow, &w::s_ahead(lang)),
        Finding::Extend { .. } => state("warn", Shape::Triangle, &w::s_extend(lang)),
        Finding::Restrict { .. } => state("stop", Shape::Square, &w::s_restrict(lang)),
        Finding::Warn { .. } => state("warn", Shape::Triangle, &w::s_warn(lang)),
        Finding::Restricted => state("limit", Shape::Diamond, &w::s_restricted(lang)),
    }
}

/// What two people have to decide of a place, under which rule.
pub(crate) fn to_decide(lang: Lang, it: &Under) -> String {
    let what = match it.finding {
        Finding::Extend { .. } => w::s_extend(lang),
        Finding::Restrict { .. } => w::s_restrict(lang),
        _ => w::s_warn(lang),
    };
    w::to_decide(lang, &pieces::capital(&what), text(lang, &it.rule.title))
}

/// The last day by which a place is to meet its rule.
pub(crate) fn due_day(lang: Lang, it: &Under) -> String {
    w::due_is(lang, &last_day(it.due))
}

fn why(lang: Lang, it: Why) -> String {
    match it {
        Why::NeverApplied => w::y_never(lang),
        Why::AppliedLate => w::y_late(lang),
        Why::SlotLate => w::y_slot(lang),
        Why::BeingMended => w::y_mending(lang),
        Why::NotMended => w::y_not_mended(lang),
        Why::GroundShown => w::y_ground(lang),
        Why::ExtensionOver => w::y_over(lang),
    }
}

/// The open check that would meet the rule: of several the one asked for last.
pub(super) fn check_of<'c>(it: &Under, open: &'c [Engagement]) -> Option<&'c Engagement> {
    let of_it =
        |of: &&Engagement| of.institution == it.institution && of.gate() == it.rule.requirement;
    open.iter().filter(of_it).max_by_key(|of| (of.requested_at, of.id))
}

/// What the engine finds, in a sentence; `is_proposed`: a proposal waits already. A check in which
/// findings are put right is told by its own state, alike under every rule.
pub(super) fn reason(
    lang: Lang,
    it: &Under,
    (is_proposed, check): (bool, Option<&Engagement>),
    now: Micros,
) -> Markup {
    let stands = check.map(|it| it.state);
    let is_mended = matches!(stands, Some(Stands::Findings | Stands::Fixing));
    let (text, when) = match &it.finding {
        Finding::Ahead if is_proposed => (w::y_proposed(lang), String::new()),
        Finding::Met => match it.met_late {
            Some(at) => (String::new(), w::y_met_late(lang, &day(at))),
            None => (w::y_met(lang), String::new()),
        },
        Finding::Ahead if is_mended => {
            let until = check.and_then(|it| it.fix_by);
            let until = until.map(|at| w::y_fix_until(lang, &last_day(at)));
            (w::y_mending(lang), until.unwrap_or_default())
        }
        Finding::Ahead if stands == Some(Stands::ReCheck) => (w::y_re_check(lang), String::new()),
        Finding::Ahead => match it.known.booking.map(|it| it.slot_ends_at) {
            None if it.rule.requirement == Gate::Organisation => {
                (w::y_never_yet(lang), String::new())
            }
            None => (w::y_ahead(lang), String::new()),
            Some(Some(at)) if at > now => (w::y_open(lang), w::y_slot_until(lang, &last_day(at))),
            // Whether it waits for a result or for what was found to be put right, the check says.
            Some(Some(_)) if check.is_some() => (w::y_slot_over(lang), String::new()),
            Some(Some(_)) => (w::y_check_anew(lang), String::new()),
            Some(None) => (w::y_open(lang), w::y_no_slot(lang)),
        },
        Finding::Restricted => (w::y_restricted(lang), String::new()),
        Finding::Extend { until, why: it, .. } => {
            (why(lang, *it), w::to_extend(lang, &last_day(*until)))
        }
        Finding::Warn { until, why: it } => (why(lang, *it), w::to_warn(lang, &last_day(*until))),
        Finding::Restrict { from, why: it } => (why(lang, *it), w::to_restrict(lang, &day(*from))),
    };
    html! { (text) @if !text.is_empty() && !when.is_empty() { " " } (unbroken(&when)) }
}

/// Whether a proposal about this place waits.
pub(crate) fn is_proposed(open: &[Case], it: &Under) -> bool {
    let subject = deeds::subject(&it.institution, &it.rule.id);
    open.iter().any(|case| case.subject == subject)
}

/// Where one place is shown.
pub(crate) fn address(rule: &Rule, code: &naru_base::ClientUseCode) -> String {
    format!("/console/deadlines/{}/{code}", rule.id)
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::EXTEND => w::deed_extend(lang),
        deeds::GROUNDS => w::deed_grounds(lang),
        _ => w::deed_lower(lang),
    }
}

/// What institutions and rules are called.
pub(crate) struct Called<'a> {
    /// An institution, by its code.
    pub(crate) institution: &'a dyn Fn(&str) -> String,
    /// A rule, by its name on record.
    pub(crate) rule: &'a dyn Fn(&str) -> String,
    /// A ground for more time, by its name in the list that counts.
    pub(crate) ground: &'a dyn Fn(&str) -> String,
    /// A security check, by its id, where it is known.
    pub(crate) check: &'a dyn Fn(Id) -> Option<&'a Engagement>,
    /// A measure, by its id, where it is known.
    pub(crate) measure: &'a dyn Fn(Id) -> Option<&'a Measure>,
    /// Of an open proposal that moves a date: the date as it is.
    pub(crate) present: &'a dyn Fn(&Case) -> Option<Micros>,
    /// Of an open proposal of more time: what comes with it.
    pub(crate) more_time: &'a dyn Fn(&Case) -> Option<&'a MoreTime>,
    /// Whether an institution, by its code, may only inquire as it is.
    pub(crate) inquires: &'a dyn Fn(&str) -> bool,
    /// When it is read: of what is over nothing is told by the present state.
    pub(crate) now: Micros,
}

impl Called<'_> {
    /// Behind what an open proposal does to an institution that may only inquire already: that this
    /// stays as it is. `stays`: it is not what the proposal itself lifts.
    fn already(
        &self,
        lang: Lang,
        (case, stays): (&Case, bool),
        code: &str,
        said: String,
    ) -> String {
        match stays && self.waits(case) && (self.inquires)(code) {
            true => format!("{said} {}", w::inquires_already(lang)),
            false => said,
        }
    }

    /// Whether a proposal still waits.
    pub(crate) fn waits(&self, case: &Case) -> bool {
        case.state_at(self.now) == State::Open
    }
}

/// What comes with more time under a rule: whether a restriction is lifted, and what the gate that
/// the rule asks for takes before the new date all the same.
pub(crate) struct MoreTime {
    is_restricted: bool,
    ends: [Option<String>; 2],
}

impl MoreTime {
    /// Until then, by these facts.
    pub(super) fn of(facts: &Facts, rule: &Rule, until: Micros, now: Micros) -> MoreTime {
        let name = measure_rule(rule);
        let is_open = |it: &Measure| it.lifted.is_none() && it.ends_at.is_none_or(|at| at > now);
        let is_it =
            |it: &Measure| it.rule == name && it.standing >= Standing::InquiryOnly && is_open(it);
        let said = |lang| ends_before(lang, (facts, rule.requirement), until, now);
        MoreTime {
            is_restricted: facts.measures.iter().any(is_it),
            ends: [said(Lang::Ko), said(Lang::En)],
        }
    }

    /// Of a proposal that waits.
    pub(crate) fn read(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Option<MoreTime>> {
        if case.kind != deeds::EXTEND {
            return Ok(None);
        }
        let Ok((code, it)) = deeds::wish_of(case) else { return Ok(None) };
        let Some(under) = deadline::under(tx, (&code, &it.rule), now)? else { return Ok(None) };
        let facts = admission::facts_of(tx, &code)?;
        Ok(Some(MoreTime::of(&facts, &under.rule, it.until, now)))
    }

    /// The same where the page has said already what its gate takes.
    pub(super) fn told(self) -> MoreTime {
        MoreTime { ends: [None, None], ..self }
    }

    /// In sentences, after what else is said.
    pub(super) fn after(&self, lang: Lang, said: String) -> String {
        let lifts = self.is_restricted.then(|| w::fx_lifts(lang));
        let ends = self.ends[usize::from(lang == Lang::En)].clone();
        [Some(said), lifts, ends].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// What a proposal is about.
pub(crate) fn object(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if let Some(version) = deeds::about_grounds(&case.subject) {
        return w::grounds_edition(lang, version);
    }
    deeds::about(&case.subject).map_or_else(
        || case.subject.clone(),
        |(code, rule)| format!("{} · {}", (called.institution)(code.as_str()), (called.rule)(rule)),
    )
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if let Some(version) = deeds::about_grounds(&case.subject) {
        return w::fx_grounds(lang, version);
    }
    let of = |code: &naru_base::ClientUseCode| (called.institution)(code.as_str());
    let said = match case.kind.as_str() {
        deeds::EXTEND => deeds::wish_of(case).map(|(code, it)| {
            let (name, rule, why) =
                (of(&code), (called.rule)(&it.rule), (called.ground)(&it.ground));
            let until = last_day(it.until);
            let said = match (called.present)(case).filter(|at| *at < it.until).map(last_day) {
                Some(from) => w::fx_extend_from(lang, &name, &rule, &from, &until, &why),
                None => w::fx_extend(lang, &name, &rule, &until, &why),
            };
            let more = (called.more_time)(case);
            let is_lifted = more.is_some_and(|it| it.is_restricted);
            let said = called.already(lang, (case, !is_lifted), code.as_str(), said);
            match more {
                _ if !called.waits(case) => said,
                Some(more) => more.after(lang, said),
                None => format!("{said} {}", w::fx_lifts_if(lang)),
            }
        }),
        _ => deeds::lower_of(case).map(|(code, it)| {
            let (name, rule) = (of(&code), (called.rule)(&it.rule));
            let said = match it.standing {
                Standing::Warned => w::fx_warn(lang, &name, &rule),
                _ => w::fx_restrict(lang, &name, &rule, &day(it.due_at)),
            };
            called.already(lang, (case, true), code.as_str(), said)
        }),
    };
    said.unwrap_or_default()
}

/// A refusal about deadlines in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "admission/ground-unknown" => w::bad_choice(lang),
        "admission/ground-not-shown" => w::no_ground(lang),
        "admission/ground-without-document" => w::no_named(lang),
        "admission/grounds-unknown" => w::no_grounds_list(lang),
        "admission/deadline-met" => w::no_met(lang),
        "admission/extension-too-short" => w::no_short(lang),
        "admission/extension-too-long" => w::no_long(lang),
        "admission/before-due" => w::no_before(lang),
        "admission/rule-malformed" => w::no_rule(lang),
        "admission/rule-known" => w::no_known(lang),
        "admission/rule-unknown" | "admission/rule-concerns-others" => w::no_concern(lang),
        "admission/rule-of-a-class" => w::no_class(lang),
        "admission/booking-malformed" => w::no_booking(lang),
        "admission/answers-too-many" => w::no_many(lang),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::ClientUseCode;
    use naru_core::admission::deadline::decide::Lower;

    fn lowers(standing: Standing) -> Case {
        let code = ClientUseCode::parse("M202600001").unwrap();
        let rule = "a-rule".to_owned();
        let wish = Lower { rule, standing, due_at: Micros::new(1), ends_at: None };
        Case {
            id: Id::from_parts(1, 0),
            kind: deeds::LOWER.to_owned(),
            subject: deeds::subject(&code, "a-rule"),
            body: deeds::lower_body(&wish),
            sealed_reason: Vec::new(),
            state: State::Open,
            proposed_by: Id::from_parts(2, 0),
            proposed_at: Micros::new(0),
            expires_at: Micros::new(100),
            decided_by: None,
            decided_at: None,
            code_hash: None,
            sealed_code: None,
            sealed_link: None,
            sealed_refusal: None,
        }
    }

    /// Of an institution that may only inquire already a proposal does not read as if it might
    /// transfer, or were free once it meets the rule; of what is over nothing is said of today.
    #[test]
    fn whoever_may_only_inquire_already_is_said_to_stay_so() {
        let said = |standing, is_limited: bool, now: i64| {
            let called = Called {
                institution: &|_| "나래페이".to_owned(),
                rule: &|_| "어떤 규정".to_owned(),
                ground: &|_| String::new(),
                check: &|_| None,
                measure: &|_| None,
                present: &|_| None,
                more_time: &|_| None,
                inquires: &|code| is_limited && code == "M202600001",
                now: Micros::new(now),
            };
            effect(Lang::Ko, &called, &lowers(standing))
        };
        let stays = "지금도 다른 사유로 조회만 할 수 있고, 그것은 바뀌지 않습니다.";
        for standing in [Standing::Warned, Standing::InquiryOnly] {
            assert!(said(standing, true, 10).ends_with(stays), "{standing}");
            assert!(!said(standing, false, 10).contains(stays), "{standing}");
            assert!(!said(standing, true, 100).contains(stays), "{standing}: it has lapsed");
        }
    }
}
