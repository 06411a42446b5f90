//! What lies ahead of an institution: measures that were decided and have not begun, appeals that
//! wait, and the date that comes next. Pure.
//!
//! **Must never know** what a page does with it.

use super::decide::{Admission, GateView, admission};
use super::facts::{Facts, Measure};
use super::path::Step;
use naru_base::Micros;

/// What was decided and has not had its effect yet, or waits for a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead<'f> {
    /// Measures that will lower the standing, the first to begin first.
    pub begins: Vec<&'f Measure>,
    /// Measures, in force or to begin, whose appeal waits for the operator.
    pub appeals: Vec<&'f Measure>,
}

/// The date that comes next, by what it is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'v, 'f> {
    /// A gate ends, or has ended.
    Gate(&'v GateView<'f>, Micros),
    /// A measure begins.
    Measure(&'f Measure),
}

impl Next<'_, '_> {
    /// When.
    pub const fn at(&self) -> Micros {
        match self {
            Next::Gate(_, at) => *at,
            Next::Measure(it) => it.due_at,
        }
    }
}

impl<'f> Ahead<'f> {
    /// The earlier of a gate's end and of the measure that begins first; of two at the same instant
    /// the measure.
    pub fn next<'v>(&self, gate: Option<(&'v GateView<'f>, Micros)>) -> Option<Next<'v, 'f>> {
        let gate = gate.map(|(it, at)| Next::Gate(it, at));
        let measure = self.begins.first().map(|it| Next::Measure(it));
        measure.into_iter().chain(gate).min_by_key(Next::at)
    }

    /// Whether something waits or will begin.
    pub fn is_any(&self) -> bool {
        !self.begins.is_empty() || !self.appeals.is_empty()
    }
}

/// What lies ahead at `now`, as `now` found it. A measure that a gate takes the force of lies ahead
/// only if that gate will not hold when it begins.
pub fn ahead<'f>(facts: &'f Facts, path: &[Step], now: &Admission<'f>, at: Micros) -> Ahead<'f> {
    let will_bite = |it: &&Measure| {
        it.due_at > at
            && it.lifted.is_none()
            && admission(facts, path, it.due_at).measures.iter().any(|of| of.id == it.id)
    };
    let mut begins: Vec<&Measure> = facts.measures.iter().filter(will_bite).collect();
    begins.sort_by_key(|it| (it.due_at, it.id));
    let all = now.measures.iter().chain(&begins).copied();
    let appeals = all.filter(|it| it.appeal.is_some()).collect();
    Ahead { begins, appeals }
}
