//! Each settled transfer in exactly one settlement window, and each window what its transfers are
//! (I11).

use super::model::Check;
use super::sql::{self, RawPosition, RawTransfer, RawWindow};
use naru_base::{BusinessDate, Fault};
use naru_store::Tx;
use std::collections::BTreeMap;

/// What one participant has in one window, from the transfers.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    collected: (i128, i128),
    paid: (i128, i128),
    fee: i128,
    net: i128,
}

/// A window and one participant of it: kind and code.
type Place = (i64, &'static str, String);

/// Adds the settled transfers up as the walk comes by them: one sum for each participant of each
/// day.
pub(super) struct Windows {
    check: Check,
    sums: BTreeMap<Place, Sums>,
    totals: BTreeMap<i64, (i128, i128, i128)>,
}

impl Windows {
    pub(super) fn new() -> Windows {
        let check = Check::new("i11-settled-in-one-window");
        Windows { check, sums: BTreeMap::new(), totals: BTreeMap::new() }
    }

    pub(super) fn transfer(&mut self, it: &RawTransfer) {
        if it.state != "settled" {
            return;
        }
        self.check.looked();
        let Some(day) = it.closed_on else {
            return self.check.find(|| format!("{} is settled and in no window", it.key));
        };
        let closed = it.closed_at.map(|at| at.business_date().yyyymmdd());
        if closed.is_none_or(|closed| closed > day) {
            self.check.find(|| format!("{} was closed after its window {day:08}", it.key));
        }
        let (amount, fee) = (i128::from(it.amount), i128::from(it.fee));
        let total = self.totals.entry(day).or_default();
        *total = (total.0 + 1, total.1 + amount, total.2 + fee);
        let is_paid = it.kind == "deposit";
        let owed = if is_paid { -amount } else { amount };
        let mut add = |kind, code: &str, moves: bool, fee: i128, net: i128| {
            let sums = self.sums.entry((day, kind, code.to_owned())).or_default();
            let moved = if is_paid { &mut sums.paid } else { &mut sums.collected };
            if moves {
                *moved = (moved.0 + 1, moved.1 + amount);
            }
            sums.fee += fee;
            sums.net += net;
        };
        add("bank", &it.bank, true, 0, owed);
        add("institution", &it.institution, true, fee, fee - owed);
        add("operator", "", false, fee, -fee);
    }

    /// Compares with what was recorded when the days were closed.
    pub(super) fn compare(mut self, tx: &mut Tx<'_>) -> Result<Check, Fault> {
        let windows = sql::windows(tx)?;
        let mut before: Option<i64> = None;
        for window in &windows {
            self.check.looked();
            self.follows(before, window.date);
            self.window(window);
            let positions = sql::positions(tx, window.date)?;
            self.positions(window.date, &positions);
            before = Some(window.date);
        }
        if let Some(last) = before {
            self.left_over(last);
            let open_from = sql::open_from(tx)?;
            if open_from != next(last) {
                self.check
                    .find(|| format!("{last:08} is closed, days are open from {open_from:?}"));
            }
        }
        Ok(self.check)
    }

    fn follows(&mut self, before: Option<i64>, date: i64) {
        if before.is_some_and(|before| next(before) != Some(date)) {
            self.check.find(|| format!("between {before:?} and {date:08} windows are missing"));
        }
    }

    fn window(&mut self, it: &RawWindow) {
        let is = (i128::from(it.count), i128::from(it.amount), i128::from(it.fee));
        let want = self.totals.remove(&it.date).unwrap_or_default();
        if is != want {
            self.check.find(|| {
                let date = it.date;
                format!("window {date:08} has count, amount, fee {is:?}, the transfers {want:?}")
            });
        }
    }

    fn positions(&mut self, date: i64, positions: &[RawPosition]) {
        let mut sum = 0;
        for it in positions {
            let kind = ["bank", "institution", "operator"].into_iter().find(|k| *k == it.kind);
            let place = kind.map(|kind| (date, kind, it.party.clone()));
            let want = place.and_then(|place| self.sums.remove(&place)).unwrap_or_default();
            let wide = |(count, amount): (i64, i64)| (i128::from(count), i128::from(amount));
            let is = Sums {
                collected: wide(it.collected),
                paid: wide(it.paid),
                fee: i128::from(it.fee),
                net: i128::from(it.net),
            };
            sum += is.net;
            if is != want {
                self.check.find(|| {
                    let (who, net) = (&it.party, it.net);
                    let kind = &it.kind;
                    format!("{kind} {who} has {net} in {date:08}, the transfers say {}", want.net)
                });
            }
        }
        if sum != 0 {
            self.check.find(|| format!("the positions of {date:08} sum to {sum}"));
        }
    }

    /// Whatever is left up to the last window has been netted in none.
    fn left_over(&mut self, last: i64) {
        let (sums, totals) = (std::mem::take(&mut self.sums), std::mem::take(&mut self.totals));
        for (day, kind, party) in sums.into_keys().take_while(|(day, ..)| *day <= last) {
            self.check.find(|| format!("{kind} {party} has transfers in {day:08} and no position"));
        }
        for day in totals.into_keys().take_while(|day| *day <= last) {
            self.check.find(|| format!("transfers of {day:08} are in no window"));
        }
    }
}

fn next(date: i64) -> Option<i64> {
    BusinessDate::from_yyyymmdd(date).map(|date| date.next().yyyymmdd())
}
