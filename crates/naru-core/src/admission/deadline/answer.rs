//! What an answer must be so that it can give more time, and which of several does. Pure.

use super::decide::{Times, shown};
use super::ground::Ground;
use super::model::{Known, Reply, Rule};
use naru_base::{Micros, Refusal};

/// After when, and to before when at most, more time may be asked for on a ground.
pub fn limits(
    rule: &Rule,
    known: &Known,
    times: &Times,
    ground: &Ground,
    now: Micros,
) -> (Micros, Micros) {
    (known.due(rule).max(now), times.most(rule, ground))
}

/// Everything that is wrong with what is asked for: ground, date, document.
pub fn flaws(
    rule: &Rule,
    known: &Known,
    times: &Times,
    (name, until, has_document): (&str, Micros, bool),
    now: Micros,
) -> Vec<Refusal> {
    let Some(ground) = times.grounds.ground(name) else {
        return vec![Refusal::new("admission/ground-unknown")];
    };
    let (after, most) = limits(rule, known, times, ground, now);
    let of_date = match until {
        it if it > most => Some("admission/extension-too-long"),
        it if it <= after => Some("admission/extension-too-short"),
        _ => None,
    };
    let of_date =
        of_date.map(|code| Refusal::new(code).with("after", after.get()).with("most", most.get()));
    let lacks = ground.needs_document && !has_document;
    let of_document = lacks.then(|| Refusal::new("admission/ground-without-document"));
    of_date.into_iter().chain(of_document).collect()
}

/// The answer on which more time rests, as long as it gives any.
pub fn counting<'k>(
    rule: &Rule,
    known: &'k Known,
    times: &Times,
    now: Micros,
) -> Option<&'k Reply> {
    let (reply, _, until) = shown(rule, known, times)?;
    (until > known.due(rule).max(now)).then_some(reply)
}

/// From when on the engine proposes what it finds.
pub fn decided_from(rule: &Rule, known: &Known, times: &Times, now: Micros) -> Micros {
    known.due(rule).plus_seconds(times.propose_s.saturating_neg()).max(now)
}
