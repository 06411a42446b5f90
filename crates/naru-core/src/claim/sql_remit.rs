//! The slice's SQL of what parties say that they paid.

use super::model::{LineKind, Party, Remittance};
use super::notice::TakenOff;
use super::remit::Seen;
use super::sql::word;
use naru_base::{Fault, Id, Won};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

const ADD: &str = "INSERT INTO claim_remittance (remittance_id, claim_id, party, amount, document, \
     paid_on, told_at, told_by, replaces) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT remittance_id, claim_id, party, amount, document, paid_on, told_at, told_by, \
             replaces FROM claim_remittance ",
            $rest
        )
    };
}
const FIND: &str = select!("WHERE remittance_id = $1");
const OF: &str = select!("WHERE claim_id = $1 ORDER BY told_at, remittance_id");
// Claims that are not over, of one insurer or of all, in which a party said something.
const OPEN_OF: &str = "SELECT DISTINCT m.claim_id FROM claim_remittance m \
     JOIN claim_case c ON c.claim_id = m.claim_id \
     WHERE m.party = $1 AND ($2 = '' OR c.insurer = $2) AND c.closed_at IS NULL";

const WAITING_SET: &str = "INSERT INTO claim_waiting (claim_id, party, amount) \
     VALUES ($1, $2, $3) ON CONFLICT (claim_id, party) DO UPDATE SET amount = excluded.amount";
const OFF_ADD: &str = "INSERT INTO claim_remittance_off (remittance_id, claim_id, off_at, off_by, \
     sealed_why) VALUES ($1, $2, $3, $4, $5)";
const OFF_OF: &str =
    "SELECT remittance_id, off_at, off_by FROM claim_remittance_off WHERE claim_id = $1";
const OFF_WHY: &str = "SELECT sealed_why FROM claim_remittance_off WHERE remittance_id = $1";
// Where a number stands: in the lines of money that moved, and in what parties say.
const NUMBER: &str = "SELECT claim_id, party, kind FROM claim_line WHERE evidence = $1 \
     AND kind IN ('payment', 'returned', 'recourse') \
     UNION ALL SELECT claim_id, party, '' FROM claim_remittance m WHERE document = $1 \
     AND NOT EXISTS (SELECT 1 FROM claim_remittance_off f \
         WHERE f.remittance_id = m.remittance_id) \
     ORDER BY 1, 2, 3";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[ADD, FIND, OF, OPEN_OF, WAITING_SET, NUMBER, OFF_ADD, OFF_OF, OFF_WHY];

fn remittance(row: &Row<'_>) -> Result<Remittance, Fault> {
    Ok(Remittance {
        id: row.get(0)?,
        claim: row.get(1)?,
        party: word(row, 2, Party::parse)?,
        amount: row.get(3)?,
        document: row.get(4)?,
        paid_on: row.get(5)?,
        told_at: row.get(6)?,
        told_by: row.get(7)?,
        replaces: row.get(8)?,
    })
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Remittance) -> Result<(), Fault> {
    let (id, claim, party) = (it.id.to_string(), it.claim.to_string(), it.party.to_string());
    let replaces = it.replaces.map(|it| it.to_string());
    let args = args![
        id,
        claim,
        party,
        it.amount,
        it.document,
        it.paid_on,
        it.told_at,
        it.told_by,
        replaces
    ];
    tx.exec(ADD, args).map(drop)
}

pub(super) fn keep_waiting(
    tx: &mut Tx<'_>,
    claim: Id,
    (party, amount): (&Party, Won),
) -> Result<(), Fault> {
    let (claim, party) = (claim.to_string(), party.to_string());
    tx.exec(WAITING_SET, args![claim, party, amount]).map(drop)
}

pub(super) fn with_number(tx: &mut Tx<'_>, number: &str) -> Result<Vec<Seen>, Fault> {
    tx.all(NUMBER, args![number], |row| {
        let kind: String = row.get(2)?;
        let booked = LineKind::parse(&kind);
        Ok(Seen { claim: row.get(0)?, party: word(row, 1, Party::parse)?, booked })
    })
}

/// That what was told never came true, by whom, and its party's own words, sealed.
pub(super) fn take_off(
    tx: &mut Tx<'_>,
    (id, claim): (Id, Id),
    it: &TakenOff,
    sealed: Option<&[u8]>,
) -> Result<(), Fault> {
    let (id, claim) = (id.to_string(), claim.to_string());
    tx.exec(OFF_ADD, args![id, claim, it.at, it.by, sealed]).map(drop)
}

/// Which of a claim's never came true.
pub(super) fn off(tx: &mut Tx<'_>, claim: Id) -> Result<BTreeMap<Id, TakenOff>, Fault> {
    let all = tx.all(OFF_OF, args![claim.to_string()], |row| {
        Ok((row.get(0)?, TakenOff { at: row.get(1)?, by: row.get(2)? }))
    })?;
    Ok(all.into_iter().collect())
}

pub(super) fn off_why(tx: &mut Tx<'_>, id: Id) -> Result<Option<Vec<u8>>, Fault> {
    Ok(tx.opt(OFF_WHY, args![id.to_string()], |row| row.get(0))?.flatten())
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Remittance>, Fault> {
    tx.opt(FIND, args![id.to_string()], remittance)
}

pub(super) fn of(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Remittance>, Fault> {
    tx.all(OF, args![claim.to_string()], remittance)
}

pub(super) fn open_of(tx: &mut Tx<'_>, party: &Party, insurer: &str) -> Result<Vec<Id>, Fault> {
    tx.all(OPEN_OF, args![party.to_string(), insurer], |row| row.get(0))
}
