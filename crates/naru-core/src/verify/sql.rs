//! SQL of the proof. Keys are read as they are stored, not as what they should be: a value that is
//! no date must be found, not refused.

use crate::relay::PERSON_DAY;
use naru_base::seal::LookupHash;
use naru_base::{BankCode, Fault, FaultKind, Micros};
use naru_store::{Row, Tx, Val, args};
use std::collections::BTreeMap;

/// Transfers in one page.
const PAGE_LEN: i64 = 500;

/// A page of transfers, with the fields of [`RawTransfer`].
macro_rules! page {
    ($and:literal) => {
        concat!(
            "SELECT business_date, bank_tran_id, client_use_code, state, bank_code, amount, fee, \
             next_inquiry_at, closed_at, kind, closed_on FROM relay_transfer \
             WHERE (business_date, bank_tran_id) > ($1, $2) ",
            $and,
            "ORDER BY business_date, bank_tran_id LIMIT $3"
        )
    };
}

const TRANSFERS: &str = page!("");
const TRANSFERS_AT_BANK: &str = page!("AND bank_code = $4 AND kind <> 'fund' ");
const ENTRIES: &str = "SELECT business_date, bank_tran_id, step, account, posted, pending \
     FROM ledger_entry WHERE (business_date, bank_tran_id) > ($1, $2) \
     AND (business_date, bank_tran_id) <= ($3, $4) \
     ORDER BY business_date, bank_tran_id, step, leg";
const DEEDS: &str = "SELECT action, body FROM audit_record \
     WHERE business_date = $1 AND subject = $2 ORDER BY seq";
const DEEDS_WITHOUT_TRANSFER: &str = "SELECT a.business_date, a.subject FROM audit_record a \
     WHERE a.action IN ('relay.withdraw.reserved', 'relay.withdraw.refused', \
     'relay.deposit.reserved', 'relay.deposit.refused', 'relay.return.reserved', \
     'relay.return.refused', 'relay.fund.settled') \
     AND NOT EXISTS (SELECT 1 FROM relay_transfer t WHERE t.business_date = a.business_date \
     AND t.bank_tran_id = substr(a.subject, 19)) ORDER BY a.business_date, a.seq";
const DATES: &str = "SELECT business_date FROM relay_transfer \
     UNION SELECT business_date FROM relay_person_day ORDER BY business_date";
const TAKEN_DIFFERS: &str = "SELECT person, cast(sum(taken) AS BIGINT), \
     cast(sum(moved) AS BIGINT) FROM ( \
     SELECT person, taken, 0 AS moved FROM relay_person_day WHERE business_date = $1 \
     UNION ALL SELECT person, 0 AS taken, amount AS moved FROM relay_transfer \
     WHERE business_date = $1 AND kind = 'withdraw' AND person IS NOT NULL \
     AND state IN ('reserved', 'in_doubt', 'settled')) AS both_sides \
     GROUP BY person ORDER BY person";
const USED_DIFFERS: &str = "SELECT client_use_code, period, kind, \
     cast(sum(used) AS BIGINT), cast(sum(moved) AS BIGINT), cast(sum(counted) AS BIGINT), \
     cast(sum(there) AS BIGINT), cast(sum(charged) AS BIGINT), cast(sum(due) AS BIGINT) FROM ( \
     SELECT client_use_code, period, kind, amount AS used, 0 AS moved, count AS counted, \
     0 AS there, fee AS charged, 0 AS due FROM relay_institution_use \
     UNION ALL SELECT client_use_code, business_date AS period, kind, 0 AS used, \
     amount AS moved, 0 AS counted, 1 AS there, 0 AS charged, fee AS due FROM relay_transfer \
     WHERE kind IN ('withdraw', 'deposit') AND state IN ('reserved', 'in_doubt', 'settled') \
     UNION ALL SELECT client_use_code, business_date / 100 * 100 AS period, kind, 0 AS used, \
     amount AS moved, 0 AS counted, 1 AS there, 0 AS charged, fee AS due FROM relay_transfer \
     WHERE kind IN ('withdraw', 'deposit') AND state IN ('reserved', 'in_doubt', 'settled')) \
     AS both_sides GROUP BY client_use_code, period, kind \
     ORDER BY client_use_code, period, kind";
const RETURNS_OVER: &str = "SELECT r.original_date, r.original_id, \
     cast(sum(r.amount) AS BIGINT), cast(coalesce(min(d.amount), 0) AS BIGINT) \
     FROM relay_transfer r LEFT JOIN relay_transfer d ON d.business_date = r.original_date \
     AND d.bank_tran_id = r.original_id AND d.kind = 'deposit' AND d.state = 'settled' \
     AND d.client_use_code = r.client_use_code AND d.bank_code = r.bank_code \
     AND d.account = r.account \
     WHERE r.kind = 'return' AND r.state IN ('reserved', 'in_doubt', 'settled') \
     GROUP BY r.original_date, r.original_id ORDER BY r.original_date, r.original_id";
const NETTED_DIFFERS: &str = "SELECT client_use_code, cast(sum(netted) AS BIGINT), \
     cast(sum(closed) AS BIGINT) FROM ( \
     SELECT client_use_code, netted, 0 AS closed FROM surety_account \
     UNION ALL SELECT client_use_code, 0 AS netted, amount AS closed FROM relay_transfer \
     WHERE kind = 'withdraw' AND state = 'settled' \
     AND closed_on < (SELECT open_from FROM relay_open_day WHERE id = 1)) AS both_sides \
     GROUP BY client_use_code ORDER BY client_use_code";
const CLAIMED: &str = "SELECT client_use_code, claimed FROM surety_account \
     ORDER BY client_use_code";

const WINDOWS: &str = "SELECT business_date, transfer_count, amount, fee FROM settlement_window \
     ORDER BY business_date";
const POSITIONS: &str = "SELECT party_kind, party, collected_count, collected_amount, paid_count, \
     paid_amount, fee, net FROM settlement_position WHERE business_date = $1 \
     ORDER BY party_kind, party";
const OPEN_FROM: &str = "SELECT open_from FROM relay_open_day WHERE id = 1";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    TRANSFERS,
    TRANSFERS_AT_BANK,
    ENTRIES,
    DEEDS,
    DEEDS_WITHOUT_TRANSFER,
    DATES,
    TAKEN_DIFFERS,
    USED_DIFFERS,
    RETURNS_OVER,
    NETTED_DIFFERS,
    CLAIMED,
    WINDOWS,
    POSITIONS,
    OPEN_FROM,
];

/// A transfer's name as it is stored. Ordered as the store orders it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RawKey {
    pub(super) date: i64,
    pub(super) id: String,
}

impl RawKey {
    pub(super) const fn first() -> RawKey {
        RawKey { date: i64::MIN, id: String::new() }
    }
    /// After every key there can be.
    pub(super) const fn last() -> RawKey {
        RawKey { date: i64::MAX, id: String::new() }
    }
}

impl std::fmt::Display for RawKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08}/{}", self.date, self.id)
    }
}

/// A transfer as it is stored.
#[derive(Clone)]
pub(super) struct RawTransfer {
    pub(super) key: RawKey,
    pub(super) institution: String,
    pub(super) state: String,
    pub(super) bank: String,
    pub(super) amount: i64,
    pub(super) fee: i64,
    pub(super) next_inquiry_at: Option<Micros>,
    pub(super) closed_at: Option<Micros>,
    pub(super) kind: String,
    pub(super) closed_on: Option<i64>,
}

fn raw_transfer(row: &Row<'_>) -> Result<RawTransfer, Fault> {
    Ok(RawTransfer {
        key: RawKey { date: row.get(0)?, id: row.get(1)? },
        institution: row.get(2)?,
        state: row.get(3)?,
        bank: row.get(4)?,
        amount: row.get(5)?,
        fee: row.get(6)?,
        next_inquiry_at: row.get(7)?,
        closed_at: row.get(8)?,
        kind: row.get(9)?,
        closed_on: row.get(10)?,
    })
}

/// The transfers after `key`, a page of them.
pub(super) fn transfers(tx: &mut Tx<'_>, after: &RawKey) -> Result<Vec<RawTransfer>, Fault> {
    tx.all(TRANSFERS, args![after.date, after.id, PAGE_LEN], raw_transfer)
}

/// The same, of one bank.
pub(super) fn transfers_at_bank(
    tx: &mut Tx<'_>,
    bank: &BankCode,
    after: &RawKey,
) -> Result<Vec<RawTransfer>, Fault> {
    tx.all(TRANSFERS_AT_BANK, args![after.date, after.id, PAGE_LEN, bank], raw_transfer)
}

/// A ledger entry as it is stored.
pub(super) struct RawEntry {
    pub(super) key: RawKey,
    pub(super) step: i64,
    pub(super) account: String,
    pub(super) posted: i64,
    pub(super) pending: i64,
}

/// The entries after one key, up to and with another.
pub(super) fn entries(
    tx: &mut Tx<'_>,
    after: &RawKey,
    to: &RawKey,
    mut take: impl FnMut(RawEntry),
) -> Result<(), Fault> {
    tx.each(ENTRIES, args![after.date, after.id, to.date, to.id], |row| {
        take(RawEntry {
            key: RawKey { date: row.get(0)?, id: row.get(1)? },
            step: row.get(2)?,
            account: row.get(3)?,
            posted: row.get(4)?,
            pending: row.get(5)?,
        });
        Ok(())
    })
}

/// What was recorded about a transfer on one day: actions and bodies.
pub(super) fn deeds(
    tx: &mut Tx<'_>,
    date: i64,
    subject: &str,
) -> Result<Vec<(String, String)>, Fault> {
    tx.all(DEEDS, args![date, subject], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Recorded decisions whose transfer is not there.
pub(super) fn deeds_without_transfer(
    tx: &mut Tx<'_>,
    mut take: impl FnMut(i64, String),
) -> Result<(), Fault> {
    tx.each(DEEDS_WITHOUT_TRANSFER, &[], |row| {
        take(row.get(0)?, row.get(1)?);
        Ok(())
    })
}

/// Every business date on which something was ordered or counted.
pub(super) fn dates(tx: &mut Tx<'_>) -> Result<Vec<i64>, Fault> {
    tx.all(DATES, &[], |row| row.get(0))
}

/// What persons have taken and their table does not have yet, by date and person.
pub(super) fn not_written(tx: &mut Tx<'_>) -> Result<BTreeMap<(i64, LookupHash), i64>, Fault> {
    let mut found = BTreeMap::new();
    tx.waiting(&PERSON_DAY, |key, [taken]| {
        if let [Val::Int(date), Val::Bytes(person)] = key
            && let Ok(person) = <[u8; 32]>::try_from(*person)
        {
            found.insert((*date, LookupHash::from_bytes(person)), taken);
            return Ok(());
        }
        Err(Fault::new(FaultKind::Corrupt, "a person's counter that waits has no such key"))
    })?;
    Ok(found)
}

/// For each person of a date: what is written as taken, and what the transfers say.
pub(super) fn taken(
    tx: &mut Tx<'_>,
    date: i64,
    mut take: impl FnMut(LookupHash, i64, i64),
) -> Result<(), Fault> {
    tx.each(TAKEN_DIFFERS, args![date], |row| {
        take(LookupHash::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?);
        Ok(())
    })
}

/// What an institution is counted to have moved in one period, and what its transfers say.
pub(super) struct UseRow {
    /// Institution, period, kind.
    pub(super) name: String,
    /// Amount, count and fee, each as counted and as the transfers say.
    pub(super) pairs: [(i64, i64); 3],
}

pub(super) fn used(tx: &mut Tx<'_>, mut take: impl FnMut(UseRow)) -> Result<(), Fault> {
    tx.each(USED_DIFFERS, &[], |row| {
        let (institution, period, kind): (String, i64, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        take(UseRow {
            name: format!("{kind} of {institution} in {period:08}"),
            pairs: [
                (row.get(3)?, row.get(4)?),
                (row.get(5)?, row.get(6)?),
                (row.get(7)?, row.get(8)?),
            ],
        });
        Ok(())
    })
}

/// For each institution: what of its withdrawals is counted as netted, and what really is.
pub(super) fn netted(tx: &mut Tx<'_>, mut take: impl FnMut(String, i64, i64)) -> Result<(), Fault> {
    tx.each(NETTED_DIFFERS, &[], |row| {
        take(row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(())
    })
}

/// For each institution: what counts as claimed against its cover.
pub(super) fn claimed_cover(
    tx: &mut Tx<'_>,
    mut take: impl FnMut(String, i64),
) -> Result<(), Fault> {
    tx.each(CLAIMED, &[], |row| {
        take(row.get(0)?, row.get(1)?);
        Ok(())
    })
}

/// For each deposit that is claimed back: its name, what is claimed, and what it was (0 if it is
/// not a settled deposit to the account that is to give it back).
pub(super) fn claimed(
    tx: &mut Tx<'_>,
    mut take: impl FnMut(RawKey, i64, i64),
) -> Result<(), Fault> {
    tx.each(RETURNS_OVER, &[], |row| {
        take(RawKey { date: row.get(0)?, id: row.get(1)? }, row.get(2)?, row.get(3)?);
        Ok(())
    })
}
/// A settlement window as it is stored.
pub(super) struct RawWindow {
    pub(super) date: i64,
    pub(super) count: i64,
    pub(super) amount: i64,
    pub(super) fee: i64,
}

/// A participant's position as it is stored; counts before amounts.
pub(super) struct RawPosition {
    pub(super) kind: String,
    pub(super) party: String,
    pub(super) collected: (i64, i64),
    pub(super) paid: (i64, i64),
    pub(super) fee: i64,
    pub(super) net: i64,
}

/// Every window, in order.
pub(super) fn windows(tx: &mut Tx<'_>) -> Result<Vec<RawWindow>, Fault> {
    tx.all(WINDOWS, &[], |row| {
        Ok(RawWindow {
            date: row.get(0)?,
            count: row.get(1)?,
            amount: row.get(2)?,
            fee: row.get(3)?,
        })
    })
}

/// The positions of one window.
pub(super) fn positions(tx: &mut Tx<'_>, date: i64) -> Result<Vec<RawPosition>, Fault> {
    tx.all(POSITIONS, args![date], |row| {
        Ok(RawPosition {
            kind: row.get(0)?,
            party: row.get(1)?,
            collected: (row.get(2)?, row.get(3)?),
            paid: (row.get(4)?, row.get(5)?),
            fee: row.get(6)?,
            net: row.get(7)?,
        })
    })
}

/// The first date that still takes closings, if any was closed.
pub(super) fn open_from(tx: &mut Tx<'_>) -> Result<Option<i64>, Fault> {
    tx.opt(OPEN_FROM, &[], |row| row.get(0))
}
