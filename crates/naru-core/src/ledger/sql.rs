//! SQL of the ledger.

use super::Entry;
use naru_base::{BankTranId, BusinessDate, Fault, Won};
use naru_store::{Tally, Tx, args};

/// Hot rows: each transfer moves the same few accounts.
static ACCOUNTS: Tally = Tally {
    table: "ledger_balance",
    load: BALANCE,
    insert: BALANCE_ADD,
    update: BALANCE_SET,
    is_never_negative: false,
};
const BALANCE_ADD: &str =
    "INSERT INTO ledger_balance (account, posted, pending) VALUES ($1, $2, $3)";
const BALANCE_SET: &str = "UPDATE ledger_balance SET posted = $2, pending = $3 WHERE account = $1";
/// One row a statement: for several, SQLite would keep a journal of the pages it touches.
const ENTRY_ADD: &str = "INSERT INTO ledger_entry (business_date, bank_tran_id, step, leg, \
     account, posted, pending, posted_after, pending_after) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const TOTALS: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN posted > 0 THEN posted ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN posted < 0 THEN -posted ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN pending > 0 THEN pending ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN pending < 0 THEN -pending ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN account LIKE 'inst:%' THEN -pending \
     WHEN account LIKE 'inst-out:%' THEN pending ELSE 0 END), 0) AS BIGINT) \
     FROM ledger_balance";
const BALANCE: &str = "SELECT posted, pending FROM ledger_balance WHERE account = $1";
const BALANCES: &str = "SELECT account, posted, pending FROM ledger_balance ORDER BY account";

const OF_TRANSFER: &str = "SELECT step, leg, account, posted, pending FROM ledger_entry \
     WHERE business_date = $1 AND bank_tran_id = $2 ORDER BY step, leg";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[BALANCE_ADD, BALANCE_SET, ENTRY_ADD, TOTALS, BALANCE, BALANCES, OF_TRANSFER];

/// A line that was booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Which posting: 1 the reservation, 2 the close.
    pub step: i64,
    /// The account.
    pub account: String,
    /// Change of what is booked.
    pub posted: Won,
    /// Change of what is reserved.
    pub pending: Won,
}

/// What was booked for a transfer, in order.
pub fn of_transfer(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    transfer: &BankTranId,
) -> Result<Vec<Posted>, Fault> {
    tx.all(OF_TRANSFER, args![date, transfer], |row| {
        Ok(Posted {
            step: row.get(0)?,
            account: row.get(2)?,
            posted: row.get(3)?,
            pending: row.get(4)?,
        })
    })
}

/// The sums of all balances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the debit balances.
    pub debits: Won,
    /// Sum of the credit balances, as a positive amount.
    pub credits: Won,
    /// Sum of what is reserved, debit side.
    pub pending_debits: Won,
    /// Sum of what is reserved, credit side, as a positive amount.
    pub pending_credits: Won,
    /// What is reserved on the institutions' side, whichever way it goes. At a bank, what goes out
    /// and what comes in may cancel each other.
    pub reserved: Won,
}

impl Totals {
    /// Whether nothing is missing and nothing too much.
    pub fn balance(&self) -> bool {
        self.debits == self.credits && self.pending_debits == self.pending_credits
    }
}

/// Adds to a balance; gives posted and pending after it.
pub(super) fn add_to_balance(tx: &mut Tx<'_>, entry: &Entry) -> Result<(Won, Won), Fault> {
    let more = [entry.posted.get(), entry.pending.get()];
    let [posted, pending] = tx.add(&ACCOUNTS, args![entry.account], more)?;
    Ok((Won::new(posted), Won::new(pending)))
}

pub(super) fn add_entry(
    tx: &mut Tx<'_>,
    (date, posting, step): (BusinessDate, &str, i64),
    leg: i64,
    entry: &Entry,
    after: (Won, Won),
) -> Result<(), Fault> {
    let Entry { account, posted, pending } = entry;
    tx.exec(ENTRY_ADD, args![date, posting, step, leg, account, posted, pending, after.0, after.1])
        .map(drop)
}

/// The sums of all balances.
pub fn totals(tx: &mut Tx<'_>) -> Result<Totals, Fault> {
    tx.one(TOTALS, &[], |row| {
        Ok(Totals {
            debits: row.get(0)?,
            credits: row.get(1)?,
            pending_debits: row.get(2)?,
            pending_credits: row.get(3)?,
            reserved: row.get(4)?,
        })
    })
}

/// What is posted and pending on one account.
pub(crate) fn balance(tx: &mut Tx<'_>, account: &str) -> Result<(Won, Won), Fault> {
    let [posted, pending] = tx.counted(&ACCOUNTS, args![account])?;
    Ok((Won::new(posted), Won::new(pending)))
}

/// Every account with what is posted and pending. Bounded by the number of participants.
pub fn balances(tx: &mut Tx<'_>) -> Result<Vec<(String, Won, Won)>, Fault> {
    tx.all(BALANCES, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
