//! SQL of commands about accounts, and of pages under way.

use super::journey::{Journey, Stage};
use super::service::Command;
use naru_base::seal::LookupHash;
use naru_base::{Fault, FaultKind, Micros};
use naru_store::{Tx, args};

const COMMAND_ADD: &str = "INSERT INTO consent_command \
     (business_date, bank_tran_id, client_use_code, kind, at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const JOURNEY_ADD: &str = "INSERT INTO consent_journey (token_hash, stage, sealed, code_hash, \
     code_until, failures, sent, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const JOURNEY: &str = "SELECT token_hash, stage, sealed, code_hash, code_until, failures, sent, \
     expires_at FROM consent_journey WHERE token_hash = $1 AND expires_at > $2";
const JOURNEY_CHANGE: &str = "UPDATE consent_journey SET stage = $2, sealed = $3, code_hash = $4, \
     code_until = $5, failures = $6, sent = $7 WHERE token_hash = $1";
const JOURNEY_END: &str = "DELETE FROM consent_journey WHERE token_hash = $1";
const JOURNEYS_OVER: &str = "DELETE FROM consent_journey WHERE expires_at <= $1";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[COMMAND_ADD, JOURNEY_ADD, JOURNEY, JOURNEY_CHANGE, JOURNEY_END, JOURNEYS_OVER];

/// Takes the id; `false` if it was taken before.
pub(super) fn add_command(tx: &mut Tx<'_>, command: &Command, now: Micros) -> Result<bool, Fault> {
    let Command { date, id, institution, kind } = command;
    Ok(tx.exec(COMMAND_ADD, args![date, id, institution, kind, now])? == 1)
}

pub(super) fn add_journey(tx: &mut Tx<'_>, it: &Journey, now: Micros) -> Result<(), Fault> {
    tx.exec(JOURNEYS_OVER, args![now])?;
    let Journey { stage, sealed, code_until, failures, sent, expires_at, .. } = it;
    let (hash, code) = (it.hash.as_bytes(), it.code_hash.as_ref().map(LookupHash::as_bytes));
    let stage = stage.as_str();
    tx.exec(JOURNEY_ADD, args![hash, stage, sealed, code, code_until, failures, sent, expires_at])
        .map(drop)
}

pub(super) fn find_journey(
    tx: &mut Tx<'_>,
    hash: &LookupHash,
    now: Micros,
) -> Result<Option<Journey>, Fault> {
    tx.opt(JOURNEY, args![hash.as_bytes(), now], |row| {
        let stage = Stage::parse(&row.get::<String>(1)?)
            .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a bad stage in consent_journey"))?;
        Ok(Journey {
            hash: LookupHash::from_bytes(row.get(0)?),
            stage,
            sealed: row.get(2)?,
            code_hash: row.get::<Option<[u8; 32]>>(3)?.map(LookupHash::from_bytes),
            code_until: row.get(4)?,
            failures: row.get(5)?,
            sent: row.get(6)?,
            expires_at: row.get(7)?,
        })
    })
}

pub(super) fn change_journey(tx: &mut Tx<'_>, it: &Journey) -> Result<bool, Fault> {
    let Journey { sealed, code_until, failures, sent, .. } = it;
    let (hash, code) = (it.hash.as_bytes(), it.code_hash.as_ref().map(LookupHash::as_bytes));
    let stage = it.stage.as_str();
    let changed =
        tx.exec(JOURNEY_CHANGE, args![hash, stage, sealed, code, code_until, failures, sent])?;
    Ok(changed == 1)
}

pub(super) fn end_journey(tx: &mut Tx<'_>, hash: &LookupHash) -> Result<bool, Fault> {
    Ok(tx.exec(JOURNEY_END, args![hash.as_bytes()])? == 1)
}
