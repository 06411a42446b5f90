//! What the engine proposes for one institution under one rule. Pure: two people decide.

use super::ground::{Ground, Grounds, INSPECTOR_LATE};
use super::model::{Known, Reply, Rule};
use crate::admission::decide::{GateState, admission};
use crate::admission::facts::{Facts, Measure};
use crate::admission::model::{Gate, Standing, Verdict};
use crate::admission::path::PATH;
use naru_base::{Micros, Refusal};

/// The rules in force that the engine reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// On which grounds more time is given.
    pub grounds: Grounds,
    /// A check of an institution must be applied for so long before it is due.
    pub lead_organisation_s: i64,
    /// A check of a service.
    pub lead_service_s: i64,
    /// After the inspector's slot, what was found may be mended for so long.
    pub fix_s: i64,
    /// So long before the due date the engine proposes.
    pub propose_s: i64,
    /// For how long after the due date a ground may be granted at most.
    pub extension_max_s: i64,
    /// The same, of a special reason.
    pub special_max_s: i64,
}

impl Times {
    fn lead_s(&self, requirement: Gate) -> i64 {
        match requirement {
            Gate::Service => self.lead_service_s,
            _ => self.lead_organisation_s,
        }
    }

    /// To before when a ground may be granted at most.
    pub fn most(&self, rule: &Rule, ground: &Ground) -> Micros {
        rule.due_at.plus_seconds(match ground.most.as_str() {
            "deadline_special_max_s" => self.special_max_s,
            _ => self.extension_max_s,
        })
    }
}

/// Why the engine proposes what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No check was applied for.
    NeverApplied,
    /// It was applied for too late to be done in time.
    AppliedLate,
    /// It was applied for in time; the slot ends after the due date, or there is none yet.
    SlotLate,
    /// The slot was in time; what was found is being mended.
    BeingMended,
    /// The slot was in time, and what was found was not mended in time.
    NotMended,
    /// The participant named a ground, and handed in what it takes.
    GroundShown,
    /// More time was given, and is over.
    ExtensionOver,
}

impl Why {
    /// Every reason.
    pub const ALL: [Why; 7] = [
        Why::NeverApplied,
        Why::AppliedLate,
        Why::SlotLate,
        Why::BeingMended,
        Why::NotMended,
        Why::GroundShown,
        Why::ExtensionOver,
    ];

    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Why::NeverApplied => "never-applied",
            Why::AppliedLate => "applied-late",
            Why::SlotLate => "slot-late",
            Why::BeingMended => "being-mended",
            Why::NotMended => "not-mended",
            Why::GroundShown => "ground-shown",
            Why::ExtensionOver => "extension-over",
        }
    }
}

/// Where one institution stands under one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The requirement holds now and on the due date.
    Met,
    /// It does not hold yet, and there is time.
    Ahead,
    /// More time is to be given, on this ground.
    Extend {
        /// To before when.
        until: Micros,
        /// On which ground.
        ground: String,
        /// Why.
        why: Why,
    },
    /// The standing is to be lowered on the due date.
    Restrict {
        /// From when.
        from: Micros,
        /// Why.
        why: Why,
    },
    /// Another measure: a warning while what was found is mended.
    Warn {
        /// To before when.
        until: Micros,
        /// Why.
        why: Why,
    },
    /// A measure of this rule is in force or on its way.
    Restricted,
}

/// The ground by which measures under a rule are known, in words that people read.
pub fn measure_rule(rule: &Rule) -> String {
    format!("{} ({})", rule.title.ko, rule.id)
}

/// What the standing falls to where a rule is not met.
pub const RESTRICTION: Standing = Standing::InquiryOnly;

/// Whether the requirement holds at an instant.
pub fn is_met(facts: &Facts, rule: &Rule, now: Micros) -> bool {
    let all = admission(facts, &PATH, now);
    let mut of = all.gates.iter().filter(|it| it.gate == rule.requirement && it.counts);
    of.clone().next().is_some() && of.all(|it| it.state == GateState::Holds)
}

/// Whether it holds now and on the due date: what ends before does not meet the rule.
fn stays_met(facts: &Facts, rule: &Rule, due: Micros, now: Micros) -> bool {
    is_met(facts, rule, now) && is_met(facts, rule, due.max(now))
}

/// When the requirement was first passed after the date, if nothing that was passed before it
/// lasted until then.
pub fn met_late(facts: &Facts, rule: &Rule, due: Micros) -> Option<Micros> {
    let passed = || {
        let all = facts.decisions.iter();
        all.filter(|it| it.gate == rule.requirement && it.verdict == Verdict::Passed)
    };
    let in_time = passed().filter(|it| it.decided_at < due);
    if in_time.into_iter().any(|it| it.holds_until.is_none_or(|at| at >= due)) {
        return None;
    }
    passed().map(|it| it.decided_at).filter(|at| *at >= due).min()
}

/// Where an institution stands under a rule, and what the engine proposes.
pub fn finding(rule: &Rule, facts: &Facts, known: &Known, times: &Times, now: Micros) -> Finding {
    let due = known.due(rule);
    if stays_met(facts, rule, due, now) {
        return Finding::Met;
    }
    let lowered = measures(rule, facts, now).map(|it| it.standing).fold(Standing::Live, Ord::max);
    let is_early = now < due.plus_seconds(times.propose_s.saturating_neg());
    match wanted(rule, known, times, due, now) {
        // More time that is due to it comes before a restriction that was decided already.
        it @ Finding::Extend { .. } if !is_early => it,
        _ if lowered >= RESTRICTION => Finding::Restricted,
        // The warning is there already: nothing more to propose until its time is over.
        Finding::Warn { .. } if lowered == Standing::Warned => Finding::Ahead,
        it if !is_early => it,
        _ => Finding::Ahead,
    }
}

/// The measures under a rule that are in force, or will be.
pub(super) fn measures<'f>(
    rule: &Rule,
    facts: &'f Facts,
    now: Micros,
) -> impl Iterator<Item = &'f Measure> {
    let of_rule = measure_rule(rule);
    facts.measures.iter().filter(move |it| {
        it.rule == of_rule && it.lifted.is_none() && it.ends_at.is_none_or(|at| at > now)
    })
}

fn wanted(rule: &Rule, known: &Known, times: &Times, due: Micros, now: Micros) -> Finding {
    if let Some((_, ground, until)) = shown(rule, known, times)
        && until > due.max(now)
    {
        return Finding::Extend { until, ground: ground.name.clone(), why: Why::GroundShown };
    }
    let restrict = |why| Finding::Restrict { from: due.max(now), why };
    let Some(booking) = known.booking else {
        return restrict(over(known, Why::NeverApplied));
    };
    let lead_s = times.lead_s(rule.requirement);
    if booking.applied_at > rule.due_at.plus_seconds(lead_s.saturating_neg()) {
        // A slot before the date makes good that it was applied for late.
        if booking.slot_ends_at.is_some_and(|it| now < it && it < rule.due_at) {
            return Finding::Ahead;
        }
        return restrict(over(known, Why::AppliedLate));
    }
    let Some(slot_ends_at) = booking.slot_ends_at else {
        // Applied for in time and no slot: not its fault, step by step until there is one.
        let until = due.max(now).plus_seconds(times.fix_s);
        return inspector_late(until);
    };
    let mended = slot_ends_at.plus_seconds(times.fix_s);
    if slot_ends_at >= rule.due_at {
        return if mended > due.max(now) {
            inspector_late(mended)
        } else {
            restrict(over(known, Why::NotMended))
        };
    }
    if mended > due.max(now) {
        return Finding::Warn { until: mended, why: Why::BeingMended };
    }
    restrict(over(known, Why::NotMended))
}

fn inspector_late(until: Micros) -> Finding {
    Finding::Extend { until, ground: INSPECTOR_LATE.to_owned(), why: Why::SlotLate }
}

/// If more time was given, it is that which is over.
fn over(known: &Known, why: Why) -> Why {
    if known.extensions.is_empty() { why } else { Why::ExtensionOver }
}

/// The longest time that a ground that was shown permits, and the answer that shows it.
pub(super) fn shown<'k, 't>(
    rule: &Rule,
    known: &'k Known,
    times: &'t Times,
) -> Option<(&'k Reply, &'t Ground, Micros)> {
    let granted = |it: &'k Reply| {
        let ground = times.grounds.ground(&it.ground)?;
        let is_shown = it.sha256.is_some() || !ground.needs_document;
        // That the inspector is late is seen from the booking, not from words.
        let counts = is_shown && ground.name != INSPECTOR_LATE;
        counts.then(|| (it, ground, it.asked_until.min(times.most(rule, ground))))
    };
    known.replies.iter().filter_map(granted).max_by_key(|it| it.2)
}

/// A lower standing under a rule that two people are to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lower {
    /// Under which rule.
    pub rule: String,
    /// To what.
    pub standing: Standing,
    /// From when.
    pub due_at: Micros,
    /// When it is to end by itself.
    pub ends_at: Option<Micros>,
}

/// Whether a standing may be lowered under a rule: never before its due date, never without the
/// notice, never of who meets it.
pub fn may_lower(
    rule: &Rule,
    facts: &Facts,
    known: &Known,
    wish: &Lower,
    notice_s: i64,
    now: Micros,
) -> Result<(), Refusal> {
    if !matches!(wish.standing, Standing::Warned | RESTRICTION) {
        return Err(Refusal::new("admission/not-a-measure"));
    }
    if stays_met(facts, rule, known.due(rule), now) {
        return Err(Refusal::new("admission/deadline-met"));
    }
    if wish.ends_at.is_some_and(|ends| ends <= wish.due_at.max(now)) {
        return Err(Refusal::new("admission/validity-out-of-range"));
    }
    if wish.standing == Standing::Warned {
        return Ok(());
    }
    if wish.due_at < known.due(rule) {
        return Err(Refusal::new("admission/before-due").with("due", known.due(rule).get()));
    }
    if wish.due_at < now.plus_seconds(notice_s) {
        return Err(Refusal::new("admission/notice-too-short").with("notice_s", notice_s));
    }
    Ok(())
}

/// Whether more time may be given.
pub fn may_extend(
    rule: &Rule,
    facts: &Facts,
    known: &Known,
    times: &Times,
    (name, until): (&str, Micros),
    now: Micros,
) -> Result<(), Refusal> {
    let ground = times.grounds.ground(name).ok_or(Refusal::new("admission/ground-unknown"))?;
    if stays_met(facts, rule, known.due(rule), now) {
        return Err(Refusal::new("admission/deadline-met"));
    }
    if until <= known.due(rule).max(now) {
        return Err(Refusal::new("admission/extension-too-short"));
    }
    let is_slot = ground.name == INSPECTOR_LATE;
    let most = match known.booking {
        Some(it) if is_slot => {
            let ends = it.slot_ends_at.unwrap_or(known.due(rule).max(now));
            ends.plus_seconds(times.fix_s)
        }
        None if is_slot => return Err(Refusal::new("admission/ground-not-shown")),
        _ => times.most(rule, ground),
    };
    let is_shown =
        |it: &Reply| it.ground == name && (it.sha256.is_some() || !ground.needs_document);
    if !is_slot && !known.replies.iter().any(is_shown) {
        return Err(Refusal::new("admission/ground-not-shown"));
    }
    if until > most {
        return Err(Refusal::new("admission/extension-too-long").with("most", most.get()));
    }
    Ok(())
}
