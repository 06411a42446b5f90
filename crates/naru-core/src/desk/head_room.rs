//! How long an institution's free cover lasts, from what it really withdraws.

use crate::admission::{self, Gate, GateState, PATH};
use crate::relay;
use crate::surety::{self, Position};
use naru_base::{BusinessDate, ClientUseCode, Fault, Micros, Won};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Days before today whose withdrawals are looked at.
const DAYS_SEEN: i64 = 7;
const DAY_S: i64 = 86_400;

/// A position, and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRoom {
    /// The position.
    pub position: Position,
    /// What is withdrawn on a day: the mean of the last days with any withdrawal, else of today.
    pub per_day: Won,
    /// Whether that is what was withdrawn today, as nothing is on record of the days before.
    pub is_of_today: bool,
    /// When the gate of surety ends, if it holds and has an end: it may do so before the cover.
    pub gate_ends: Option<Micros>,
}

/// How long free cover lasts at the pace of the last days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// Nothing is withdrawn.
    Unused,
    /// For so many days, in tenths.
    Tenths(i64),
    /// As long as the cover itself, which ends then.
    Until(Micros),
}

impl HeadRoom {
    /// For how many days free cover lasts if no day is netted meanwhile, in tenths; nothing if
    /// nothing is withdrawn.
    pub fn tenths(&self) -> Option<i64> {
        let free = self.position.free.get().max(0);
        (self.per_day > Won::ZERO).then(|| free.saturating_mul(10) / self.per_day.get())
    }

    /// When the cover is no longer enough, or the gate of surety ends, whichever comes first.
    pub fn ends_at(&self) -> Option<Micros> {
        self.position.short_from.into_iter().chain(self.gate_ends).min()
    }

    /// The same as [`tenths`](Self::tenths), but never longer than there is cover.
    pub fn lasts(&self, now: Micros) -> Lasts {
        let Some(tenths) = self.tenths() else { return Lasts::Unused };
        let used_up = now.plus_seconds(tenths.saturating_mul(DAY_S / 10));
        match self.ends_at().filter(|at| *at > now && *at <= used_up) {
            Some(at) => Lasts::Until(at),
            None => Lasts::Tenths(tenths),
        }
    }
}

/// The head-room of these institutions.
pub fn head_rooms<'c>(
    tx: &mut Tx<'_>,
    codes: impl Iterator<Item = &'c ClientUseCode>,
    now: Micros,
) -> Result<BTreeMap<ClientUseCode, HeadRoom>, Fault> {
    let today = now.business_date();
    let first = day_before(now, DAYS_SEEN);
    let lately = relay::withdrawn(tx, (first, today.previous()))?;
    let of_today = relay::withdrawn(tx, (today, today))?;
    let positions = surety::positions(tx, codes, now)?;
    let gates = gate_ends(tx, positions.keys(), now)?;
    let per_day = |code: &ClientUseCode| {
        let seen = lately.get(code).or_else(|| of_today.get(code));
        seen.map_or(Won::ZERO, |(won, days)| Won::new(won.get() / (*days).max(1)))
    };
    let with = |(code, position)| {
        let per_day = per_day(&code);
        let is_of_today = !lately.contains_key(&code) && per_day > Won::ZERO;
        let gate_ends = gates.get(&code).copied();
        (code, HeadRoom { position, per_day, is_of_today, gate_ends })
    };
    Ok(positions.into_iter().map(with).collect())
}

/// When the gates of surety that hold end.
fn gate_ends<'c>(
    tx: &mut Tx<'_>,
    mut codes: impl ExactSizeIterator<Item = &'c ClientUseCode>,
    now: Micros,
) -> Result<BTreeMap<ClientUseCode, Micros>, Fault> {
    let facts = match (codes.len(), codes.next()) {
        (1, Some(code)) => BTreeMap::from([(code.clone(), admission::facts_of(tx, code)?)]),
        _ => admission::load(tx)?,
    };
    let end = |facts: &admission::Facts| {
        let seen = admission::decide::admission(facts, &PATH, now);
        let gate = seen.gates.iter().find(|it| it.gate == Gate::Surety);
        gate.filter(|it| it.state == GateState::Holds)?.decision?.holds_until
    };
    Ok(facts.into_iter().filter_map(|(code, it)| Some((code, end(&it)?))).collect())
}

fn day_before(now: Micros, days: i64) -> BusinessDate {
    now.plus_seconds(days.saturating_mul(DAY_S).saturating_neg()).business_date()
}
