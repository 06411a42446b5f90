//! SQL of the overview: what is open, and what is in doubt. Read once a second, so it touches open
//! transfers only (a partial index, found by its own words: SQLite does not conclude that `state =
//! 'in_doubt'` is within them), never the whole day. A return over which a bank takes its time
//! is neither: nothing is reserved for it, and nobody waits.

use naru_base::{BankCode, ClientUseCode, Fault, Micros, Won};
use naru_store::{Tx, args};

const OPEN: &str = "SELECT cast(count(*) AS BIGINT), cast(coalesce(sum(amount), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN state = 'in_doubt' THEN amount ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN state = 'in_doubt' THEN 1 ELSE 0 END), 0) AS BIGINT) \
     FROM relay_transfer WHERE state IN ('reserved', 'in_doubt') AND kind <> 'return'";
const DOUBT_BY_BANK: &str = "SELECT bank_code, cast(count(*) AS BIGINT) FROM relay_transfer \
     WHERE state IN ('reserved', 'in_doubt') AND state = 'in_doubt' AND kind <> 'return' \
     GROUP BY bank_code ORDER BY bank_code";
const DOUBT_OLDEST: &str = "SELECT created_at, client_use_code, bank_code, amount, \
     inquiry_count, reason FROM relay_transfer WHERE state IN ('reserved', 'in_doubt') \
     AND state = 'in_doubt' AND kind <> 'return' \
     ORDER BY created_at, business_date, bank_tran_id LIMIT $1";

/// Every statement, for the test that prepares them on both engines.
pub const WATCH_STATEMENTS: &[&str] = &[OPEN, DOUBT_BY_BANK, DOUBT_OLDEST];

/// The transfers that have not ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenTransfers {
    /// How many.
    pub count: i64,
    /// Their sum: what must be reserved.
    pub amount: Won,
    /// The sum of those in doubt.
    pub doubt_amount: Won,
    /// How many are in doubt.
    pub doubt_count: i64,
}

/// A transfer in doubt, as the overview lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InDoubt {
    /// When it was ordered.
    pub at: Micros,
    /// Who ordered it.
    pub institution: ClientUseCode,
    /// Whose answer is missing.
    pub bank: BankCode,
    /// Won.
    pub amount: Won,
    /// How often the bank was asked again.
    pub inquiries: i64,
    /// The code of the doubt.
    pub why: Option<String>,
}

/// The transfers that have not ended.
pub fn open_transfers(tx: &mut Tx<'_>) -> Result<OpenTransfers, Fault> {
    tx.one(OPEN, &[], |row| {
        Ok(OpenTransfers {
            count: row.get(0)?,
            amount: row.get(1)?,
            doubt_amount: row.get(2)?,
            doubt_count: row.get(3)?,
        })
    })
}

/// How many are in doubt, by bank.
pub fn doubts_by_bank(tx: &mut Tx<'_>) -> Result<Vec<(BankCode, i64)>, Fault> {
    tx.all(DOUBT_BY_BANK, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The oldest in doubt, oldest first.
pub fn oldest_in_doubt(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<InDoubt>, Fault> {
    tx.all(DOUBT_OLDEST, args![limit], |row| {
        Ok(InDoubt {
            at: row.get(0)?,
            institution: row.get(1)?,
            bank: row.get(2)?,
            amount: row.get(3)?,
            inquiries: row.get(4)?,
            why: row.get(5)?,
        })
    })
}
