//! Whether a day may be closed, and everybody's position in it. Pure.

use super::model::{Moved, Party, Position};
use crate::relay::{Settled, StillOpen};
use naru_base::{BusinessDate, Won};
use std::collections::BTreeMap;

/// Everything that is known when a day is to be closed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// The last window.
    pub last: Option<BusinessDate>,
    /// The first date on which anything was ordered or closed.
    pub first: Option<BusinessDate>,
    /// What of that day, or of one before it, has not ended.
    pub still_open: StillOpen,
}

/// Why a day is not closed. The first that applies, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// The day is not over.
    NotOver,
    /// Nothing was ever ordered up to that day.
    Nothing,
    /// This earlier day comes first.
    Earlier(BusinessDate),
    /// So many transfers are being asked for the first time; seconds later they are not.
    BeingAsked(i64),
}

/// The day that is to be closed next, over or not.
pub fn next_to_close(known: &Known) -> Option<BusinessDate> {
    known.last.map(BusinessDate::next).or(known.first)
}

/// Decides whether `date` may be closed today.
///
/// In order and without a gap, so that "all days before this one are closed" is one number. What
/// is in doubt does not hold a day back: it counts in the window of the day on which it is decided.
pub fn may_close(known: &Known, date: BusinessDate, today: BusinessDate) -> Result<(), NotYet> {
    if date >= today {
        return Err(NotYet::NotOver);
    }
    let next = next_to_close(known).filter(|next| *next <= date).ok_or(NotYet::Nothing)?;
    if next < date {
        return Err(NotYet::Earlier(next));
    }
    if known.still_open.reserved > 0 {
        return Err(NotYet::BeingAsked(known.still_open.reserved));
    }
    Ok(())
}

/// Which way the money of a kind of transfer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// From the bank's customers to the institution: the bank owes it.
    Collected,
    /// From the institution to the bank's customers.
    Paid,
}

fn way(kind: &str) -> Option<Way> {
    match kind {
        "withdraw" | "return" | "fund" => Some(Way::Collected),
        "deposit" => Some(Way::Paid),
        _ => None,
    }
}

/// What was moved in all, and everybody's position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Netted {
    /// All transfers.
    pub moved: Moved,
    /// All fees.
    pub fee: Won,
    /// By participant, in order.
    pub positions: Vec<Position>,
}

/// Nets what was settled. `None`: a kind that is not known, or sums that do not fit.
pub fn net(settled: &[Settled]) -> Option<Netted> {
    let mut out = Netted::default();
    let mut by_party: BTreeMap<Party, Position> = BTreeMap::new();
    for it in settled {
        let way = way(&it.kind)?;
        let more = Moved { count: it.count, amount: it.amount };
        let owed = match way {
            Way::Collected => it.amount,
            Way::Paid => it.amount.negated()?,
        };
        out.moved = out.moved.plus(more)?;
        out.fee = out.fee.plus(it.fee)?;
        add(&mut by_party, Party::Bank(it.bank.clone()), way, more, Won::ZERO, owed)?;
        let theirs = it.fee.minus(owed)?;
        add(&mut by_party, Party::Institution(it.institution.clone()), way, more, it.fee, theirs)?;
        let fees = it.fee.negated()?;
        add(&mut by_party, Party::Operator, way, Moved::default(), it.fee, fees)?;
    }
    out.positions = by_party.into_values().collect();
    Some(out)
}

fn add(
    all: &mut BTreeMap<Party, Position>,
    party: Party,
    way: Way,
    more: Moved,
    fee: Won,
    net: Won,
) -> Option<()> {
    let it = all.entry(party.clone()).or_insert_with(|| Position {
        party,
        collected: Moved::default(),
        paid: Moved::default(),
        fee: Won::ZERO,
        net: Won::ZERO,
    });
    match way {
        Way::Collected => it.collected = it.collected.plus(more)?,
        Way::Paid => it.paid = it.paid.plus(more)?,
    }
    it.fee = it.fee.plus(fee)?;
    it.net = it.net.plus(net)?;
    Some(())
}

impl Moved {
    /// Both together, or `None` when that does not fit.
    pub fn plus(self, other: Moved) -> Option<Moved> {
        Some(Moved {
            count: self.count.checked_add(other.count)?,
            amount: self.amount.plus(other.amount)?,
        })
    }
}

/// Whether the positions sum to zero.
pub fn is_balanced(positions: &[Position]) -> bool {
    positions.iter().try_fold(Won::ZERO, |sum, it| sum.plus(it.net)) == Some(Won::ZERO)
}
