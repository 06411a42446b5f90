//! SQL of the bench: what it counts in a book after the server is gone.

use super::order::AMOUNT;
use naru_base::Fault;
use naru_store::{Tx, args};

const RESERVED: &str = "SELECT count(*) FROM relay_transfer WHERE state = 'reserved' \
     AND sealed_order IS NOT NULL";
const OTHERS: &str = "SELECT count(*) FROM relay_transfer WHERE state <> 'reserved'";
const ENTRIES: &str = "SELECT count(*) FROM ledger_entry";
const RECORDS: &str = "SELECT count(*) FROM audit_record WHERE action = 'relay.withdraw.reserved'";
const TAKEN: &str = "SELECT cast(coalesce(sum(taken), 0) AS BIGINT) FROM relay_person_day";
const SETTLED: &str = "SELECT bank_tran_id FROM relay_transfer WHERE state = 'settled' \
     AND amount = $1 ORDER BY business_date, bank_tran_id";
const UNSETTLED: &str = "SELECT count(*) FROM relay_transfer WHERE state <> 'settled'";
const ANSWERED_CALLS: &str = "SELECT bank_tran_id FROM relay_call WHERE purpose = 'balance' \
     AND outcome = 'A0000' AND bank_rsp_code = '000' ORDER BY business_date, bank_tran_id";

/// Every statement on the book, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[RESERVED, OTHERS, ENTRIES, RECORDS, TAKEN, SETTLED, UNSETTLED];
/// Every statement on the shelf of calls.
pub const CALL_STATEMENTS: &[&str] = &[ANSWERED_CALLS];

/// What a book holds of the commits of a bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) reserved: i64,
    pub(super) others: i64,
    pub(super) entries: i64,
    pub(super) records: i64,
    pub(super) taken: i64,
}

pub(super) fn count(tx: &mut Tx<'_>) -> Result<Counted, Fault> {
    let mut one = |sql| tx.one(sql, &[], |row| row.get(0));
    Ok(Counted {
        reserved: one(RESERVED)?,
        others: one(OTHERS)?,
        entries: one(ENTRIES)?,
        records: one(RECORDS)?,
        taken: one(TAKEN)?,
    })
}

/// The ids of all orders of the bench that are settled. Bounded by the length of the run.
pub(super) fn settled(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.all(SETTLED, args![AMOUNT], |row| row.get(0))
}

/// How many transfers are not settled.
pub(super) fn unsettled(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(UNSETTLED, &[], |row| row.get(0))
}

/// The ids of all inquiries that a bank answered. Bounded by the length of the run.
pub(super) fn answered_calls(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.all(ANSWERED_CALLS, &[], |row| row.get(0))
}
