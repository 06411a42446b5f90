//! What lies ahead of an institution: measures that were decided and have not begun, appeals that
//! wait, and the date that comes next of anything that stops it. Pure.
//!
//! **Must never know** what a page does with it.

use super::decide::{Admission, GateView, admission};
use super::facts::{Exposure, Facts, Measure};
use super::model::Standing;
use super::path::Step;
use naru_base::Micros;

/// What was decided and has not had its effect yet, or waits for a word; and what else has a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead<'f> {
    /// Measures that will lower the standing, the first to begin first.
    pub begins: Vec<&'f Measure>,
    /// Measures, in force or to begin, whose appeal waits for the operator.
    pub appeals: Vec<&'f Measure>,
    /// The weakness of a component that lowers the standing next, to what, and when.
    pub exposed: Option<(&'f Exposure, Standing, Micros)>,
    /// From when less is covered than must be.
    pub cover_ends: Option<Micros>,
}

/// The date that comes next, by what it is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'v, 'f> {
    /// A gate ends, or has ended.
    Gate(&'v GateView<'f>, Micros),
    /// A measure begins.
    Measure(&'f Measure),
    /// A weakness of a component lowers the standing to this.
    Exposure(&'f Exposure, Standing, Micros),
    /// Less is covered than must be.
    Cover(Micros),
}

impl Next<'_, '_> {
    /// When.
    pub const fn at(&self) -> Micros {
        match self {
            Next::Gate(_, at) | Next::Cover(at) | Next::Exposure(_, _, at) => *at,
            Next::Measure(it) => it.due_at,
        }
    }
}

impl<'f> Ahead<'f> {
    /// The earliest of a gate's end and of what lies ahead; of two at the same instant a measure
    /// comes first, and cover last.
    pub fn next<'v>(&self, gate: Option<(&'v GateView<'f>, Micros)>) -> Option<Next<'v, 'f>> {
        let measure = self.begins.first().map(|it| Next::Measure(it));
        let gate = gate.map(|(it, at)| Next::Gate(it, at));
        let exposure = self.exposed.map(|(it, to, at)| Next::Exposure(it, to, at));
        let cover = self.cover_ends.map(Next::Cover);
        [measure, gate, exposure, cover].into_iter().flatten().min_by_key(Next::at)
    }
}

/// What lies ahead at `now`, as `now` found it. A measure that a gate takes the force of lies ahead
/// only if that gate will not hold when it begins. `cover_ends`: from when less is covered than
/// must be, as far as is known; of whoever is not admitted yet, it stops nothing.
pub fn ahead<'f>(
    facts: &'f Facts,
    path: &[Step],
    now: &Admission<'f>,
    cover_ends: Option<Micros>,
    at: Micros,
) -> Ahead<'f> {
    let will_bite = |it: &&Measure| {
        it.due_at > at
            && it.lifted.is_none()
            && admission(facts, path, it.due_at).measures.iter().any(|of| of.id == it.id)
    };
    let mut begins: Vec<&Measure> = facts.measures.iter().filter(will_bite).collect();
    begins.sort_by_key(|it| (it.due_at, it.id));
    let all = now.measures.iter().chain(&begins).copied();
    let appeals = all.filter(|it| it.waits_for_answer()).collect();
    let steps = now.exposures.iter().flat_map(|it| {
        [(it.cut_at, Standing::LimitCut), (it.stop_at, Standing::InquiryOnly)]
            .map(|(when, to)| (*it, to, when))
    });
    let exposed = steps.filter(|it| it.2 > at && it.1 > now.standing).min_by_key(|it| it.2);
    let is_in = now.standing != Standing::NotAdmitted;
    let cover_ends = cover_ends.filter(|it| is_in && *it > at);
    Ahead { begins, appeals, exposed, cover_ends }
}
