//! What a result would do to a standing, before two people agree on it. Pure.

use super::model::Engagement;
use crate::admission::{Decision, Facts, GateState, PATH, Standing, Verdict, admission};
use naru_base::Micros;

/// Until when the gate of a check holds now; `None`: it does not hold, or without an end.
pub fn holds_until(facts: &Facts, it: &Engagement, now: Micros) -> Option<Micros> {
    let view = admission(facts, &PATH, now);
    let of = view.gates.iter().find(|gate| {
        gate.gate == it.gate() && gate.service.map(|of| &of.key) == it.service.as_ref()
    })?;
    of.decision.filter(|_| of.state == GateState::Holds)?.holds_until
}

/// The standing now, and the one that a failed check leaves.
pub fn after_fail(facts: &Facts, it: &Engagement, now: Micros) -> (Standing, Standing) {
    let before = admission(facts, &PATH, now).standing;
    let mut then = facts.clone();
    then.decisions.push(Decision {
        id: it.id,
        gate: it.gate(),
        service: it.service.clone(),
        verdict: Verdict::Failed,
        decided_at: now,
        holds_until: None,
        by: [it.id; 2],
        evidence: Vec::new(),
    });
    (before, admission(&then, &PATH, now).standing)
}
