//! The slice's SQL, all of it.

use super::list::ListKey;
use super::model::{Run, Seen, Tenant};
use super::record::Signed;
use naru_base::{BankCode, ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const SANDBOX: &str = "SELECT bank_code FROM functional_sandbox WHERE only_one = 1";
const FOUND: &str =
    "INSERT INTO functional_sandbox (only_one, bank_code, born_at) VALUES (1, $1, $2)";
const TENANTS: &str = "SELECT tenant, applicant, opened_at, closes_at FROM functional_tenant \
     ORDER BY tenant";
const TENANT_ADD: &str = "INSERT INTO functional_tenant \
     (tenant, applicant, opened_at, opened_by, closes_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const EXTEND: &str = "UPDATE functional_tenant SET closes_at = $2 WHERE tenant = $1";
const RUN_ADD: &str = "INSERT INTO functional_run (run_id, tenant, list, begun_at, begun_by) \
     VALUES ($1, $2, $3, $4, $5)";
const RUN_END: &str =
    "UPDATE functional_run SET ended_at = $2 WHERE tenant = $1 AND ended_at IS NULL";
// The open one, else the latest.
const RUN_LAST: &str = "SELECT run_id, tenant, list, begun_at, ended_at FROM functional_run \
     WHERE tenant = $1 ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, begun_at DESC, \
     run_id DESC LIMIT 1";
const CALL_ADD: &str = "INSERT INTO functional_call (run_id, call_id, at, endpoint, token, is_dead, \
     code, clock, wish, user_hash, cursor_sent, cursor_given, items) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const CALL_COUNT: &str = "SELECT count(*) FROM functional_call WHERE run_id = $1";
const CALLS: &str = "SELECT call_id, at, endpoint, token, is_dead, code, clock, wish, user_hash, \
     cursor_sent, cursor_given, items FROM functional_call WHERE run_id = $1 \
     ORDER BY at, call_id LIMIT $2";
const RECORD_ADD: &str = "INSERT INTO functional_record \
     (run_id, applicant, list, closed_at, expires_at, is_passed, body, sha256) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const RECORDS: &str = "SELECT body FROM functional_record WHERE applicant = $1 \
     ORDER BY closed_at DESC, run_id DESC LIMIT 100";
const RECORD_END: &str =
    "SELECT applicant, expires_at FROM functional_record WHERE sha256 = $1 AND is_passed = 1";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    SANDBOX, FOUND, TENANTS, TENANT_ADD, EXTEND, RUN_ADD, RUN_END, RUN_LAST, CALL_ADD, CALL_COUNT,
    CALLS, RECORD_ADD, RECORDS, RECORD_END,
];

fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of functional tests says `{what}`"))
}

/// The bank of the sandbox that this book is.
pub(super) fn sandbox(tx: &mut Tx<'_>) -> Result<Option<BankCode>, Fault> {
    tx.opt(SANDBOX, &[], |row| row.get(0))
}

pub(super) fn found(tx: &mut Tx<'_>, bank: &BankCode, now: Micros) -> Result<(), Fault> {
    tx.exec(FOUND, args![bank, now]).map(drop)
}

pub(super) fn tenants(tx: &mut Tx<'_>) -> Result<Vec<Tenant>, Fault> {
    tx.all(TENANTS, &[], |row| {
        Ok(Tenant {
            code: row.get(0)?,
            applicant: row.get(1)?,
            opened_at: row.get(2)?,
            closes_at: row.get(3)?,
        })
    })
}

/// `false` if it is there.
pub(super) fn add_tenant(tx: &mut Tx<'_>, it: &Tenant, by: &str) -> Result<bool, Fault> {
    let args = args![it.code, it.applicant, it.opened_at, by, it.closes_at];
    Ok(tx.exec(TENANT_ADD, args)? == 1)
}

pub(super) fn extend(tx: &mut Tx<'_>, tenant: &ClientUseCode, at: Micros) -> Result<(), Fault> {
    tx.exec(EXTEND, args![tenant, at]).map(drop)
}

pub(super) fn add_run(tx: &mut Tx<'_>, it: &Run, by: &str) -> Result<(), Fault> {
    let (id, list) = (it.id.to_string(), it.list.to_string());
    tx.exec(RUN_ADD, args![id, it.tenant, list, it.begun_at, by]).map(drop)
}

pub(super) fn end_run(tx: &mut Tx<'_>, tenant: &ClientUseCode, at: Micros) -> Result<(), Fault> {
    tx.exec(RUN_END, args![tenant, at]).map(drop)
}

pub(super) fn last_run(tx: &mut Tx<'_>, tenant: &ClientUseCode) -> Result<Option<Run>, Fault> {
    tx.opt(RUN_LAST, args![tenant], |row| {
        let (id, list): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(Run {
            id: Id::parse(&id).map_err(|_| corrupt(&id))?,
            tenant: row.get(1)?,
            list: ListKey::parse(&list).ok_or_else(|| corrupt(&list))?,
            begun_at: row.get(3)?,
            ended_at: row.get(4)?,
        })
    })
}

pub(super) fn call_count(tx: &mut Tx<'_>, run: Id) -> Result<i64, Fault> {
    tx.one(CALL_COUNT, args![run.to_string()], |row| row.get(0))
}

pub(super) fn add_call(tx: &mut Tx<'_>, run: Id, it: &Seen) -> Result<(), Fault> {
    let items = serde_json::to_string(&it.items).expect("strings and numbers are always JSON");
    let (run, dead) = (run.to_string(), i64::from(it.is_dead));
    let args = args![
        run,
        it.id,
        it.at,
        it.endpoint,
        it.token,
        dead,
        it.code,
        it.clock,
        it.wish,
        it.user,
        it.cursor_sent,
        it.cursor_given,
        items
    ];
    tx.exec(CALL_ADD, args).map(drop)
}

pub(super) fn calls(tx: &mut Tx<'_>, run: Id, most: i64) -> Result<Vec<Seen>, Fault> {
    tx.all(CALLS, args![run.to_string(), most], call)
}

fn call(row: &Row<'_>) -> Result<Seen, Fault> {
    let items: String = row.get(11)?;
    Ok(Seen {
        id: row.get(0)?,
        at: row.get(1)?,
        endpoint: row.get(2)?,
        token: row.get(3)?,
        is_dead: row.get(4)?,
        code: row.get(5)?,
        clock: row.get(6)?,
        wish: row.get(7)?,
        user: row.get(8)?,
        cursor_sent: row.get(9)?,
        cursor_given: row.get(10)?,
        items: serde_json::from_str(&items).map_err(|_| corrupt(&items))?,
    })
}

pub(super) fn add_record(
    tx: &mut Tx<'_>,
    run: Id,
    applicant: &ClientUseCode,
    it: &Signed,
) -> Result<(), Fault> {
    let (run, of) = (run.to_string(), &it.record);
    let (closed, expires) = (of.closed_at, of.expires_at);
    let passed = i64::from(of.is_passed);
    let args = args![run, applicant, of.list, closed, expires, passed, it.file, it.sha256];
    tx.exec(RECORD_ADD, args).map(drop)
}

pub(super) fn records(tx: &mut Tx<'_>, of: &ClientUseCode) -> Result<Vec<String>, Fault> {
    tx.all(RECORDS, args![of], |row| row.get(0))
}

/// Whose the sealed record of this hash is, and when it ends; `None`: there is none.
pub(super) fn record_end(
    tx: &mut Tx<'_>,
    sha256: &[u8; 32],
) -> Result<Option<(ClientUseCode, Micros)>, Fault> {
    tx.opt(RECORD_END, args![*sha256], |row| Ok((row.get(0)?, row.get(1)?)))
}
