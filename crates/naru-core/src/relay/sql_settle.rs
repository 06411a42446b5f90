//! SQL for settlement: what closed on a business date, and up to which date no more may close.

use super::model::State;
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Fault, FaultKind, Won};
use naru_store::{Row, Tx, args};

/// What was settled on a date, by kind and participants. A day's own transfers are found in that
/// day alone; the few that began on another by a partial index.
macro_rules! sums {
    ($began:literal) => {
        concat!(
            "SELECT kind, client_use_code, bank_code, cast(count(*) AS BIGINT), \
             cast(sum(amount) AS BIGINT), cast(sum(fee) AS BIGINT) FROM relay_transfer \
             WHERE state = 'settled' AND closed_on = $1 AND ",
            $began,
            " GROUP BY kind, client_use_code, bank_code \
             ORDER BY kind, client_use_code, bank_code"
        )
    };
}

const SETTLED_OF_DAY: &str = sums!("business_date = $1");
const SETTLED_CARRIED: &str = sums!("closed_on <> business_date");
const STILL_OPEN: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN state = 'reserved' THEN 1 ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN state = 'in_doubt' THEN 1 ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN state = 'in_doubt' THEN amount ELSE 0 END), 0) AS BIGINT) \
     FROM relay_transfer WHERE state IN ('reserved', 'in_doubt') AND business_date <= $1";
const FIRST_DATE: &str = "SELECT min(first_date) FROM ( \
     SELECT min(business_date) AS first_date FROM relay_transfer UNION ALL \
     SELECT min(closed_on) AS first_date FROM relay_transfer \
     WHERE closed_on <> business_date) AS both_dates";
const OPEN_FROM: &str = "INSERT INTO relay_open_day (id, open_from) VALUES (1, $1) \
     ON CONFLICT (id) DO UPDATE SET open_from = excluded.open_from \
     WHERE relay_open_day.open_from < excluded.open_from";
const AT_BANK: &str = "SELECT bank_tran_id, amount, state FROM relay_transfer \
     WHERE business_date = $1 AND bank_code = $2 AND kind <> 'fund' \
     ORDER BY bank_tran_id";
// What is of open days is found in those days; what began before them by the partial indexes.
const UNSETTLED: &str = "SELECT client_use_code, bank_code, cast(count(*) AS BIGINT), \
     cast(sum(amount) AS BIGINT) FROM ( \
     SELECT client_use_code, bank_code, amount FROM relay_transfer \
     WHERE business_date >= $1 AND kind = 'withdraw' \
     AND state IN ('reserved', 'in_doubt', 'settled') \
     UNION ALL SELECT client_use_code, bank_code, amount FROM relay_transfer \
     WHERE business_date < $1 AND kind = 'withdraw' AND state IN ('reserved', 'in_doubt') \
     UNION ALL SELECT client_use_code, bank_code, amount FROM relay_transfer \
     WHERE closed_on <> business_date AND closed_on >= $1 AND business_date < $1 \
     AND kind = 'withdraw' AND state = 'settled') AS unsettled \
     WHERE $2 = '' OR client_use_code = $2 \
     GROUP BY client_use_code, bank_code ORDER BY client_use_code, bank_code";
const FIRST_OPEN: &str = "SELECT open_from FROM relay_open_day WHERE id = 1";

/// Every statement, for the test that prepares them on both engines.
pub const SETTLE_STATEMENTS: &[&str] = &[
    SETTLED_OF_DAY,
    SETTLED_CARRIED,
    STILL_OPEN,
    FIRST_DATE,
    OPEN_FROM,
    AT_BANK,
    UNSETTLED,
    FIRST_OPEN,
];

/// Withdrawals of one institution at one bank that are in no closed window, open ones counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// Whose.
    pub institution: ClientUseCode,
    /// The customers' bank.
    pub bank: BankCode,
    /// How many.
    pub count: i64,
    /// Won.
    pub amount: Won,
}

/// What is in no closed window: of one institution, or of all.
pub fn unsettled(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
) -> Result<Vec<Unsettled>, Fault> {
    let open_from: i64 = tx.opt(FIRST_OPEN, &[], |row| row.get(0))?.unwrap_or(0);
    let code = institution.map_or("", |it| it.as_str());
    tx.all(UNSETTLED, args![open_from, code], |row| {
        Ok(Unsettled {
            institution: row.get(0)?,
            bank: row.get(1)?,
            count: row.get(2)?,
            amount: row.get(3)?,
        })
    })
}

/// Transfers of one kind between one institution and one bank that were settled on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// `withdraw`, and so on.
    pub kind: String,
    /// Whose orders.
    pub institution: ClientUseCode,
    /// The customers' bank.
    pub bank: BankCode,
    /// How many.
    pub count: i64,
    /// Won moved.
    pub amount: Won,
    /// Won that the institution owes for it.
    pub fee: Won,
}

/// Transfers of a date, or of one before it, that have not ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StillOpen {
    /// Being asked for the first time.
    pub reserved: i64,
    /// In doubt.
    pub in_doubt: i64,
    /// Won in doubt.
    pub in_doubt_amount: Won,
}

/// A transfer, as far as a bank's statement can be compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtBank {
    /// Its id.
    pub id: BankTranId,
    /// Won.
    pub amount: Won,
    /// Where it stands.
    pub state: State,
}

/// What was settled on a date, by its closing commit. The same participants may come twice.
pub fn settled_on(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Vec<Settled>, Fault> {
    let settled = |row: &Row<'_>| {
        Ok(Settled {
            kind: row.get(0)?,
            institution: row.get(1)?,
            bank: row.get(2)?,
            count: row.get(3)?,
            amount: row.get(4)?,
            fee: row.get(5)?,
        })
    };
    let mut all = tx.all(SETTLED_OF_DAY, args![date], settled)?;
    all.extend(tx.all(SETTLED_CARRIED, args![date], settled)?);
    Ok(all)
}

/// What of a date, or of one before it, has not ended.
pub fn still_open(tx: &mut Tx<'_>, date: BusinessDate) -> Result<StillOpen, Fault> {
    tx.one(STILL_OPEN, args![date], |row| {
        Ok(StillOpen { reserved: row.get(0)?, in_doubt: row.get(1)?, in_doubt_amount: row.get(2)? })
    })
}

/// The first date on which anything was ordered or closed.
pub fn first_date(tx: &mut Tx<'_>) -> Result<Option<BusinessDate>, Fault> {
    tx.one(FIRST_DATE, &[], |row| row.get(0))
}

/// From this commit on, nothing closes on `date` or on one before it any more: what would, closes
/// on the day after.
pub fn close_days_until(tx: &mut Tx<'_>, date: BusinessDate) -> Result<(), Fault> {
    tx.exec(OPEN_FROM, args![date.next()]).map(drop)
}

/// The transfers of a date at a bank, in the order of their ids.
pub fn at_bank(tx: &mut Tx<'_>, date: BusinessDate, bank: &BankCode) -> Result<Vec<AtBank>, Fault> {
    tx.all(AT_BANK, args![date, bank], |row| {
        let state: String = row.get(2)?;
        let state = State::parse(&state)
            .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("unknown state {state}")))?;
        Ok(AtBank { id: row.get(0)?, amount: row.get(1)?, state })
    })
}
