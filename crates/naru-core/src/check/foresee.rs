//! What a result would do to a standing, before two people agree on it. Pure.

use super::model::{Engagement, State};
use crate::admission::{
    self, Admission, Facts, GateState, GateView, PATH, Standing, Verdict, admission,
};
use naru_base::Micros;

/// Until when the gate of a check holds now; `None`: it does not hold, or without an end.
pub fn holds_until(facts: &Facts, it: &Engagement, now: Micros) -> Option<Micros> {
    let view = admission(facts, &PATH, now);
    let of = gate_of(&view, it)?;
    of.decision.filter(|_| of.state == GateState::Holds)?.holds_until
}

/// Whether a check was not passed, and its gate has stood on that since.
pub fn counts_failed(facts: &Facts, it: &Engagement, now: Micros) -> bool {
    let view = admission(facts, &PATH, now);
    let stands = gate_of(&view, it).filter(|of| of.state == GateState::Failed);
    let decided_at = stands.and_then(|of| of.decision).map(|of| of.decided_at);
    it.state == State::Failed && decided_at.is_some_and(|at| at <= it.changed_at)
}

fn gate_of<'v, 'f>(view: &'v Admission<'f>, it: &Engagement) -> Option<&'v GateView<'f>> {
    let is_it = |of: &&GateView<'_>| {
        of.gate == it.gate() && of.service.map(|of| &of.key) == it.service.as_ref()
    };
    view.gates.iter().find(is_it)
}

/// The standing now, and the one that a failed check leaves.
pub fn after_fail(facts: &Facts, it: &Engagement, now: Micros) -> (Standing, Standing) {
    admission::after(facts, (it.gate(), it.service.as_ref()), Verdict::Failed, now)
}
