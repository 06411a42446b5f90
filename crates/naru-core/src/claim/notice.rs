//! What became of what a party said that it paid: what of it is booked, and what still waits to be
//! looked at. Pure.
//!
//! The sum that a party owes may change while its notice waits: the notice does not. It waits until
//! it is booked, or until its own party puts it right.

use super::model::{Line, LineKind, Party, Remittance};
use naru_base::{Id, Micros, Won};
use std::collections::BTreeMap;

/// That what a party said that it paid never came true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOff {
    /// Since when it waits no more.
    pub at: Micros,
    /// By whom: `staff:…` of its own party, or `proposal:…` of the operator.
    pub by: String,
}

/// What a party said that it paid, and what of it is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was said.
    pub said: Remittance,
    /// What of it is booked.
    pub booked: Won,
    /// Whether it was put right by a later one, which stands in its place.
    pub is_replaced: bool,
    /// Whether it never came true: then what is not booked of it waits no more.
    pub off: Option<TakenOff>,
}

impl Notice {
    /// What of it no line of the book shows.
    pub fn left(&self) -> Won {
        match self.off {
            Some(_) => Won::ZERO,
            None => self.not_booked(),
        }
    }

    /// The same, whether it came true or not.
    pub fn not_booked(&self) -> Won {
        match self.is_replaced {
            true => Won::ZERO,
            false => self.said.amount.minus(self.booked).unwrap_or(Won::ZERO),
        }
    }

    /// What of it waited at an instant.
    fn waited(&self, at: Micros) -> Won {
        let is_off = self.off.as_ref().is_some_and(|off| off.at <= at);
        if is_off || self.said.told_at > at { Won::ZERO } else { self.not_booked() }
    }
}

/// The notice that stands in the place of one, which may be itself.
fn standing(all: &[Remittance], of: usize) -> usize {
    let id = all.get(of).map(|it| it.id);
    // Whatever replaces a notice was told after it, so this ends.
    let later = all.iter().enumerate().skip(of + 1);
    let next = later.filter(|(_, it)| it.replaces.is_some() && it.replaces == id);
    next.map(|(at, _)| at).next().map_or(of, |at| standing(all, at))
}

/// What was said, oldest first, with what of it the lines of the book show: a line under the number
/// of a notice is of that one; one under another number of the oldest that still waits.
pub fn notices(all: &[Remittance], off: &BTreeMap<Id, TakenOff>, lines: &[Line]) -> Vec<Notice> {
    let fresh = |(at, it): (usize, &Remittance)| Notice {
        said: it.clone(),
        booked: Won::ZERO,
        is_replaced: standing(all, at) != at,
        off: off.get(&it.id).cloned(),
    };
    let mut out: Vec<Notice> = all.iter().enumerate().map(fresh).collect();
    let pays = |it: &&Line| matches!(it.kind, LineKind::Payment | LineKind::Recourse);
    for line in lines.iter().filter(pays) {
        let is_named = |it: &Remittance| it.party == line.party && it.document == line.evidence;
        if let Some(at) = all.iter().rposition(is_named) {
            take(&mut out, standing(all, at), line.amount);
            continue;
        }
        let mut rest = line.amount;
        for at in 0..out.len() {
            let waits = out.get(at).filter(|it| it.said.party == line.party);
            let part = waits.map_or(Won::ZERO, |it| it.waited(line.at).min(rest));
            take(&mut out, at, part);
            rest = rest.minus(part).unwrap_or(Won::ZERO);
        }
    }
    out
}

fn take(all: &mut [Notice], at: usize, amount: Won) {
    if let Some(it) = all.get_mut(at) {
        // More than was said is another payment's.
        it.booked = it.booked.plus(amount).unwrap_or(it.booked).min(it.said.amount);
    }
}

/// What a party says that it paid, and no line of the book shows.
pub fn waiting(all: &[Notice], party: &Party) -> Won {
    let of = all.iter().filter(|it| it.said.party == *party);
    of.fold(Won::ZERO, |sum, it| sum.plus(it.left()).unwrap_or(sum))
}

/// What a party tells when it pays what is due: as long as all of that is told, it puts its last
/// notice right; else it tells of the rest.
pub fn to_tell(due: Won, all: &[Notice], party: &Party) -> (Won, Option<Id>) {
    let rest = due.minus(waiting(all, party)).unwrap_or(Won::ZERO);
    if rest > Won::ZERO {
        return (rest, None);
    }
    let of = |it: &&Notice| it.said.party == *party && it.left() > Won::ZERO;
    let last = all.iter().rev().find(of);
    last.map_or((rest, None), |it| (it.said.amount, Some(it.said.id)))
}
