//! SQL of what institutions have moved: by business date and by month, open transfers counted.

use super::decide::Used;
use super::order::Kind;
use naru_base::{BusinessDate, ClientUseCode, Fault, FaultKind, Won};
use naru_store::{Tally, Tx, args};
use std::collections::BTreeMap;

/// Hot rows: each transfer of an institution moves the same two.
static USE: Tally = Tally {
    table: "relay_institution_use",
    load: USED,
    insert: USE_ADD,
    update: USE_SET,
    is_never_negative: true,
};
const USED: &str = "SELECT amount, count, fee FROM relay_institution_use \
     WHERE client_use_code = $1 AND period = $2 AND kind = $3";
const USE_ADD: &str = "INSERT INTO relay_institution_use \
     (client_use_code, period, kind, amount, count, fee) VALUES ($1, $2, $3, $4, $5, $6)";
const USE_SET: &str = "UPDATE relay_institution_use SET amount = $4, count = $5, fee = $6 \
     WHERE client_use_code = $1 AND period = $2 AND kind = $3";
const BETWEEN: &str = "SELECT period, kind, amount, count, fee FROM relay_institution_use \
     WHERE client_use_code = $1 AND period >= $2 AND period <= $3 ORDER BY period, kind";
// The rows of months end in 00.
const WITHDRAWN: &str = "SELECT client_use_code, cast(sum(amount) AS BIGINT), \
     cast(count(*) AS BIGINT) FROM relay_institution_use WHERE kind = 'withdraw' \
     AND period >= $1 AND period <= $2 AND period % 100 <> 0 AND amount > 0 \
     GROUP BY client_use_code ORDER BY client_use_code";

/// Every statement, for the test that prepares them on both engines.
pub const USE_STATEMENTS: &[&str] = &[USED, USE_ADD, USE_SET, BETWEEN, WITHDRAWN];

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
    let mut of = |period: i64, kind: Kind| -> Result<(Won, i64), Fault> {
        let [amount, count, _] = tx.counted(&USE, args![institution, period, kind.as_str()])?;
        Ok((Won::new(amount), count))
    };
    let last = month_before(date);
    let (out, outs) = of(last, Kind::Withdraw)?;
    let (back, backs) = of(last, Kind::Deposit)?;
    let before = out
        .plus(back)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "what an institution moved does not fit"))?;
    let (day, _) = of(date.yyyymmdd(), kind)?;
    let (month, _) = of(month(date), kind)?;
    Ok(Used { day, month, before, count_before: outs.saturating_add(backs) })
}

pub(super) fn add(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
    amount: Won,
    fee: Won,
) -> Result<(), Fault> {
    count(tx, institution, date, kind, [amount.get(), 1, fee.get()])
}

pub(super) fn give_back(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
    amount: Won,
    fee: Won,
) -> Result<(), Fault> {
    count(tx, institution, date, kind, [-amount.get(), -1, -fee.get()])
}

fn count(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    kind: Kind,
    more: [i64; 3],
) -> Result<(), Fault> {
    for period in [date.yyyymmdd(), month(date)] {
        let _: [i64; 3] = tx.add(&USE, args![institution, period, kind.as_str()], more)?;
    }
    Ok(())
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

/// What each institution withdrew between two dates, and on how many dates it withdrew anything.
pub fn withdrawn(
    tx: &mut Tx<'_>,
    (from, to): (BusinessDate, BusinessDate),
) -> Result<BTreeMap<ClientUseCode, (Won, i64)>, Fault> {
    let all = tx.all(WITHDRAWN, args![from.yyyymmdd(), to.yyyymmdd()], |row| {
        Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
    })?;
    Ok(all.into_iter().collect())
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
