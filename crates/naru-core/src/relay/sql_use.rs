//! SQL of what institutions have moved: by business date and by month, open transfers counted.

use super::decide::Used;
use super::order::Kind;
use naru_base::{BusinessDate, ClientUseCode, Fault, FaultKind, Won};
use naru_store::{Tx, args};

const USED: &str = "SELECT period, kind, amount, count FROM relay_institution_use \
     WHERE client_use_code = $1 AND period IN ($2, $3, $4) ORDER BY period, kind";
const ADD: &str = "INSERT INTO relay_institution_use \
     (client_use_code, period, kind, amount, count, fee) \
     VALUES ($1, $2, $4, $5, 1, $6), ($1, $3, $4, $5, 1, $6) \
     ON CONFLICT (client_use_code, period, kind) DO UPDATE SET \
     amount = relay_institution_use.amount + excluded.amount, \
     count = relay_institution_use.count + excluded.count, \
     fee = relay_institution_use.fee + excluded.fee";
const GIVE_BACK: &str = "UPDATE relay_institution_use SET amount = amount - $5, \
     count = count - 1, fee = fee - $6 \
     WHERE client_use_code = $1 AND period IN ($2, $3) AND kind = $4";
const BETWEEN: &str = "SELECT period, kind, amount, count, fee FROM relay_institution_use \
     WHERE client_use_code = $1 AND period >= $2 AND period <= $3 ORDER BY period, kind";

/// Every statement, for the test that prepares them on both engines.
pub const USE_STATEMENTS: &[&str] = &[USED, ADD, GIVE_BACK, BETWEEN];

/// The period of a date's month, in the store's form: it sorts before the month's dates.
fn month(date: BusinessDate) -> i64 {
    date.yyyymmdd() / 100 * 100
}

fn month_before(date: BusinessDate) -> i64 {
    let month = month(date);
    if month / 100 % 100 == 1 { month - 8_900 } else { month - 100 }
}

/// What an institution has moved, as a decision on a transfer of this kind reads it.
pub(super) fn used(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
) -> Result<Used, Fault> {
    let (day, this, before) = (date.yyyymmdd(), month(date), month_before(date));
    let mut used = Used::default();
    tx.each(USED, args![institution, day, this, before], |row| {
        let (period, of): (i64, String) = (row.get(0)?, row.get(1)?);
        let (amount, count): (Won, i64) = (row.get(2)?, row.get(3)?);
        if period == before {
            let sum = used.before.plus(amount);
            used.before = sum.ok_or_else(|| {
                Fault::new(FaultKind::Corrupt, "what an institution moved does not fit")
            })?;
            used.count_before += count;
        } else if of == kind.as_str() {
            let place = if period == day { &mut used.day } else { &mut used.month };
            *place = amount;
        }
        Ok(())
    })?;
    Ok(used)
}

pub(super) fn add(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
    amount: Won,
    fee: Won,
) -> Result<(), Fault> {
    let (day, month) = (date.yyyymmdd(), month(date));
    tx.exec(ADD, args![institution, day, month, kind.as_str(), amount, fee]).map(drop)
}

pub(super) fn give_back(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
    amount: Won,
    fee: Won,
) -> Result<(), Fault> {
    let (day, month) = (date.yyyymmdd(), month(date));
    tx.exec(GIVE_BACK, args![institution, day, month, kind.as_str(), amount, fee]).map(drop)
}

/// What an institution moved on one business date, by one kind of transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayUse {
    /// The date.
    pub date: BusinessDate,
    /// `withdraw` or `deposit`.
    pub kind: Kind,
    /// Won, open transfers counted.
    pub amount: Won,
    /// How many transfers.
    pub count: i64,
    /// Won, the fees of these transfers.
    pub fee: Won,
}

/// What an institution moved, date by date. Bounded by the number of dates.
pub fn days_used(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    (from, to): (BusinessDate, BusinessDate),
) -> Result<Vec<DayUse>, Fault> {
    let mut days = Vec::new();
    tx.each(BETWEEN, args![institution, from.yyyymmdd(), to.yyyymmdd()], |row| {
        let (Some(date), Some(kind)) =
            (BusinessDate::from_yyyymmdd(row.get(0)?), Kind::parse(&row.get::<String>(1)?))
        else {
            // The row of a month.
            return Ok(());
        };
        days.push(DayUse { date, kind, amount: row.get(2)?, count: row.get(3)?, fee: row.get(4)? });
        Ok(())
    })?;
    Ok(days)
}

/// What an institution has moved by transfers of this kind: today and in this month.
pub fn used_now(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
) -> Result<Used, Fault> {
    used(tx, institution, date, kind)
}
