//! SQL of the simulator: changes that no command makes yet, and what the auditor reads for itself.

use naru_base::seal::LookupHash;
use naru_base::{BankTranId, BusinessDate, ClientUseCode, Fault, FaultKind};
use naru_core::relay::{Key, PERSON_DAY};
use naru_store::{Tx, Val, args};
use std::collections::BTreeMap;

const SET_ACTIVE: &str = "UPDATE identity_institution SET active = $2 WHERE client_use_code = $1";
const ERASE: &str = "UPDATE identity_person SET sealed_key = NULL WHERE person = $1";
const TRANSFERS: &str = "SELECT business_date, bank_tran_id, state, amount, kind FROM relay_transfer \
     ORDER BY business_date, bank_tran_id";
const BALANCES: &str = "SELECT account, posted, pending FROM ledger_balance ORDER BY account";
const TAKEN: &str = "SELECT business_date, person, taken FROM relay_person_day \
     ORDER BY business_date, person";
const USED: &str = "SELECT client_use_code, period, kind, amount, count, fee \
     FROM relay_institution_use ORDER BY client_use_code, period, kind";
const DEEDS: &str = "SELECT subject, action, count(*) FROM audit_record \
     WHERE subject LIKE 'transfer:%' GROUP BY subject, action ORDER BY subject, action";
const CHAIN: &str = "SELECT h.seq, h.commit_no, (SELECT count(*) FROM audit_record), \
     (SELECT count(*) FROM audit_link), \
     (SELECT cast(coalesce(sum(record_count), 0) AS BIGINT) FROM audit_link) \
     FROM audit_head h WHERE h.id = 1";

/// Takes an institution out of the network, or back in.
pub(super) fn set_active(tx: &mut Tx<'_>, code: &ClientUseCode, active: bool) -> Result<(), Fault> {
    tx.exec(SET_ACTIVE, args![code, active]).map(drop)
}

/// Destroys a person's key.
pub(super) fn erase(tx: &mut Tx<'_>, person: &LookupHash) -> Result<(), Fault> {
    tx.exec(ERASE, args![person.as_bytes()]).map(drop)
}

/// The book, as the auditor compares it.
pub(super) struct Snapshot {
    /// State, amount and kind.
    pub(super) transfers: BTreeMap<Key, (String, i64, String)>,
    pub(super) balances: BTreeMap<String, (i64, i64)>,
    pub(super) taken: BTreeMap<(BusinessDate, [u8; 32]), i64>,
    /// Amount, count and fee by institution, period and kind.
    pub(super) used: BTreeMap<(String, i64, String), [i64; 3]>,
    pub(super) deeds: BTreeMap<(String, String), i64>,
    /// Head's record and link number; records, links, and records claimed by links.
    pub(super) chain: [i64; 5],
}

/// Reads the whole book. A simulated one is small.
pub(super) fn snapshot(tx: &mut Tx<'_>) -> Result<Snapshot, Fault> {
    let transfers = tx.all(TRANSFERS, &[], |row| {
        let key = Key { date: row.get(0)?, id: row.get::<BankTranId>(1)? };
        Ok((key, (row.get(2)?, row.get(3)?, row.get(4)?)))
    })?;
    let balances = tx.all(BALANCES, &[], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    let taken = taken(tx)?;
    let used = tx.all(USED, &[], |row| {
        let name = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((name, [row.get(3)?, row.get(4)?, row.get(5)?]))
    })?;
    let deeds = tx.all(DEEDS, &[], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    let chain = tx.one(CHAIN, &[], |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
    })?;
    Ok(Snapshot {
        transfers: transfers.into_iter().collect(),
        balances: balances.into_iter().collect(),
        taken,
        used: used.into_iter().collect(),
        deeds: deeds.into_iter().collect(),
        chain,
    })
}

/// What persons have taken: the table, and over it what waits for it.
fn taken(tx: &mut Tx<'_>) -> Result<BTreeMap<(BusinessDate, [u8; 32]), i64>, Fault> {
    let written = tx.all(TAKEN, &[], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    let mut taken: BTreeMap<_, _> = written.into_iter().collect();
    tx.waiting(&PERSON_DAY, |key, [now]| {
        let [Val::Int(date), Val::Bytes(person)] = key else { return Err(odd_key()) };
        let date = BusinessDate::from_yyyymmdd(*date).ok_or_else(odd_key)?;
        taken.insert((date, (*person).try_into().map_err(|_| odd_key())?), now);
        Ok(())
    })?;
    Ok(taken)
}

fn odd_key() -> Fault {
    Fault::new(FaultKind::Corrupt, "a person's counter that waits has no such key")
}
