//! The slice's SQL of requests to freeze.

use super::model::{Trace, TraceState};
use super::sql::word;
use naru_base::{BankCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};

const ADD: &str = "INSERT INTO claim_trace (trace_id, claim_id, bank_code, sealed_account, amount, \
     state, frozen, asked_count, next_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7)";
const SET: &str = "UPDATE claim_trace SET state = $3, frozen = $4, bank_rsp_code = $5, \
     asked_count = $6, next_at = $7, answered_at = $8 WHERE trace_id = $1 AND state = $2";
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT trace_id, claim_id, bank_code, amount, state, frozen, bank_rsp_code, \
             asked_count, next_at, answered_at FROM claim_trace ",
            $rest
        )
    };
}
const OF: &str = select!("WHERE claim_id = $1 ORDER BY trace_id");
const FIND: &str = select!("WHERE trace_id = $1");
const DUE: &str = select!("WHERE next_at <= $1 ORDER BY next_at, trace_id LIMIT $2");
const ANY_DUE: &str = "SELECT count(*) FROM claim_trace WHERE next_at <= $1";
const ACCOUNT: &str = "SELECT sealed_account FROM claim_trace WHERE trace_id = $1";
const OPEN: &str = "SELECT count(*) FROM claim_trace WHERE claim_id = $1 AND state = 'waiting'";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, SET, OF, FIND, DUE, ANY_DUE, ACCOUNT, OPEN];

fn trace(row: &Row<'_>) -> Result<Trace, Fault> {
    Ok(Trace {
        id: row.get(0)?,
        claim: row.get(1)?,
        bank: row.get(2)?,
        amount: row.get(3)?,
        state: word(row, 4, TraceState::parse)?,
        frozen: row.get(5)?,
        bank_rsp_code: row.get(6)?,
        asked_count: row.get(7)?,
        next_at: row.get(8)?,
        answered_at: row.get(9)?,
    })
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Trace, sealed_account: &[u8]) -> Result<(), Fault> {
    let (id, claim, state) = (it.id.to_string(), it.claim.to_string(), it.state.as_str());
    let args = args![id, claim, it.bank, sealed_account, it.amount, state, it.next_at];
    tx.exec(ADD, args).map(drop)
}

/// Writes a request as it is now; `false` if it is no longer where it was.
pub(super) fn set(tx: &mut Tx<'_>, from: TraceState, it: &Trace) -> Result<bool, Fault> {
    let (id, from, to) = (it.id.to_string(), from.as_str(), it.state.as_str());
    let (code, next, at) = (&it.bank_rsp_code, it.next_at, it.answered_at);
    Ok(tx.exec(SET, args![id, from, to, it.frozen, code, it.asked_count, next, at])? == 1)
}

pub(super) fn of(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Trace>, Fault> {
    tx.all(OF, args![claim.to_string()], trace)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Trace>, Fault> {
    tx.opt(FIND, args![id.to_string()], trace)
}

pub(super) fn due(tx: &mut Tx<'_>, now: Micros, limit: i64) -> Result<Vec<Trace>, Fault> {
    tx.all(DUE, args![now, limit], trace)
}

pub(super) fn any_due(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    let count: i64 = tx.one(ANY_DUE, args![now], |row| row.get(0))?;
    Ok(count > 0)
}

pub(super) fn sealed_account(tx: &mut Tx<'_>, id: Id) -> Result<Option<Vec<u8>>, Fault> {
    tx.opt(ACCOUNT, args![id.to_string()], |row| row.get(0))
}

/// Whether a bank has still to answer to be asked to freeze.
pub(super) fn is_open(tx: &mut Tx<'_>, claim: Id) -> Result<bool, Fault> {
    let count: i64 = tx.one(OPEN, args![claim.to_string()], |row| row.get(0))?;
    Ok(count > 0)
}

/// The banks of a claim's requests, each once.
pub(super) fn banks(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<BankCode>, Fault> {
    let mut banks: Vec<BankCode> = of(tx, claim)?.into_iter().map(|it| it.bank).collect();
    banks.sort();
    banks.dedup();
    Ok(banks)
}
