//! The slice's SQL, all of it.

use crate::staff::model::{LoginFacts, TokenHash};
use naru_base::role::{Post, Role, Scope};
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const ENROLMENT_ADD: &str = "INSERT INTO staff_enrolment \
     (token_hash, role, scope, invited_by, created_at, expires_at, \
     code_hash, tries) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
const ENROLMENT: &str = "SELECT e.role, e.scope, e.expires_at, a.id, a.login, a.totp_sealed, \
     a.totp_step, e.code_hash \
     FROM staff_enrolment e LEFT JOIN staff_account a ON a.id = e.account_id \
     WHERE e.token_hash = $1 AND e.used_at IS NULL AND e.expires_at > $2 \
     AND e.tries < 5";
const ENROLMENT_BEGUN: &str = "UPDATE staff_enrolment SET account_id = $2 \
     WHERE token_hash = $1 AND account_id IS NULL AND used_at IS NULL";
const ENROLMENT_USED: &str = "UPDATE staff_enrolment SET used_at = $2 \
     WHERE token_hash = $1 AND used_at IS NULL";
const ENROLMENT_TRIED: &str = "UPDATE staff_enrolment SET tries = tries + 1 WHERE token_hash = $1";
const LOGIN_TAKEN: &str = "SELECT count(*) FROM staff_account WHERE login = $1";
const ACCOUNT_ADD: &str = "INSERT INTO staff_account \
     (id, login, name_sealed, role, scope, state, password_hash, totp_sealed, totp_step, \
      failures, locked_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, $9)";
const ACCOUNT_ACTIVE: &str = "UPDATE staff_account SET state = 'active', totp_step = $2 \
     WHERE id = $1 AND state = 'pending'";
const BY_LOGIN: &str = "SELECT id, password_hash, state, failures, locked_until \
     FROM staff_account WHERE login = $1";
const FAILED: &str = "UPDATE staff_account SET failures = $2, locked_until = $3 WHERE id = $1";
const ENTERED: &str = "UPDATE staff_account SET failures = 0, locked_until = 0, totp_step = $2, \
     entered_at = $3 WHERE id = $1 AND totp_step < $2";
const PENDING: &str = "SELECT a.id, a.password_hash, a.state, a.failures, a.locked_until, \
     a.login, a.totp_sealed, a.totp_step \
     FROM staff_session s JOIN staff_account a ON a.id = s.account_id \
     WHERE s.token_hash = $1 AND s.stage = 'code' AND s.expires_at > $2";
const FULL: &str = "SELECT a.id, a.password_hash, a.state, a.failures, a.locked_until, \
     a.login, a.totp_sealed, a.totp_step \
     FROM staff_session s JOIN staff_account a ON a.id = s.account_id \
     WHERE s.token_hash = $1 AND s.stage = 'full'";
const SESSION_ADD: &str = "INSERT INTO staff_session \
     (token_hash, account_id, stage, created_at, seen_at, proved_at, expires_at) \
     VALUES ($1, $2, $3, $4, $4, $4, $5)";
const SESSION: &str = "SELECT a.id, a.login, a.name_sealed, a.role, a.scope, s.seen_at, s.expires_at, \
     s.proved_at \
     FROM staff_session s JOIN staff_account a ON a.id = s.account_id \
     WHERE s.token_hash = $1 AND s.stage = 'full' AND a.state = 'active'";
const SESSION_SEEN: &str =
    "UPDATE staff_session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
const SESSION_END: &str = "DELETE FROM staff_session WHERE token_hash = $1";
const SESSIONS_OLD: &str = "DELETE FROM staff_session WHERE expires_at <= $1";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    ENROLMENT_ADD,
    ENROLMENT,
    ENROLMENT_BEGUN,
    ENROLMENT_USED,
    ENROLMENT_TRIED,
    LOGIN_TAKEN,
    ACCOUNT_ADD,
    ACCOUNT_ACTIVE,
    BY_LOGIN,
    FAILED,
    ENTERED,
    PENDING,
    FULL,
    SESSION_ADD,
    SESSION,
    SESSION_SEEN,
    SESSION_END,
    SESSIONS_OLD,
];

/// An enrolment row with the account begun with it.
pub(crate) struct EnrolmentRow {
    pub(crate) post: Post,
    pub(crate) expires_at: Micros,
    pub(crate) begun: Option<BegunRow>,
    pub(crate) code_hash: Option<[u8; 32]>,
}

/// An account that waits for its first code.
pub(crate) struct BegunRow {
    pub(crate) account: Id,
    pub(crate) login: String,
    pub(crate) totp_sealed: Vec<u8>,
    pub(crate) totp_step: i64,
}

/// An account to be written.
pub(crate) struct NewAccount<'a> {
    pub(crate) id: Id,
    pub(crate) login: &'a str,
    pub(crate) name_sealed: &'a [u8],
    pub(crate) post: &'a Post,
    pub(crate) active: bool,
    pub(crate) password_hash: &'a str,
    pub(crate) totp_sealed: &'a [u8],
    pub(crate) at: Micros,
}

/// A half-done login with what its second step needs.
pub(crate) struct PendingRow {
    pub(crate) facts: LoginFacts,
    pub(crate) login: String,
    pub(crate) totp_sealed: Vec<u8>,
    pub(crate) totp_step: i64,
}

/// A session row.
pub(crate) struct SessionRow {
    pub(crate) account: Id,
    pub(crate) login: String,
    pub(crate) name_sealed: Vec<u8>,
    pub(crate) post: Post,
    pub(crate) seen_at: Micros,
    pub(crate) expires_at: Micros,
    pub(crate) proved_at: Micros,
}

/// The role and scope in two columns beside each other.
pub(super) fn post(row: &Row<'_>, at: usize) -> Result<Post, Fault> {
    let (role, scope): (String, String) = (row.get(at)?, row.get(at + 1)?);
    Role::parse(&role)
        .zip(Scope::parse(&scope))
        .and_then(|(role, scope)| Post::new(role, scope))
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "an unknown role stands in the store"))
}

pub(crate) fn add_enrolment(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    of: &Post,
    by: &str,
    (at, until): (Micros, Micros),
    code_hash: Option<&[u8; 32]>,
) -> Result<(), Fault> {
    let (role, scope) = (of.role().as_str(), of.scope().to_string());
    tx.exec(ENROLMENT_ADD, args![hash, role, scope, by, at, until, code_hash]).map(drop)
}

pub(crate) fn enrolment(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    now: Micros,
) -> Result<Option<EnrolmentRow>, Fault> {
    tx.opt(ENROLMENT, args![hash, now], |row| {
        let account: Option<Id> = row.get(3)?;
        let begun = match account {
            None => None,
            Some(account) => Some(BegunRow {
                account,
                login: row.get(4)?,
                totp_sealed: row.get(5)?,
                totp_step: row.get(6)?,
            }),
        };
        let (post, expires_at, code_hash) = (post(row, 0)?, row.get(2)?, row.get(7)?);
        Ok(EnrolmentRow { post, expires_at, begun, code_hash })
    })
}

pub(crate) fn bind_enrolment(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    account: Id,
) -> Result<bool, Fault> {
    Ok(tx.exec(ENROLMENT_BEGUN, args![hash, account.to_string()])? == 1)
}

pub(crate) fn use_enrolment(tx: &mut Tx<'_>, hash: &TokenHash, at: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(ENROLMENT_USED, args![hash, at])? == 1)
}

pub(crate) fn count_enrolment_try(tx: &mut Tx<'_>, hash: &TokenHash) -> Result<(), Fault> {
    tx.exec(ENROLMENT_TRIED, args![hash]).map(drop)
}

pub(crate) fn login_taken(tx: &mut Tx<'_>, login: &str) -> Result<bool, Fault> {
    tx.one(LOGIN_TAKEN, args![login], |row| Ok(row.get::<i64>(0)? > 0))
}

pub(crate) fn add_account(tx: &mut Tx<'_>, it: &NewAccount<'_>) -> Result<(), Fault> {
    let state = if it.active { "active" } else { "pending" };
    let (id, role) = (it.id.to_string(), it.post.role().as_str());
    let scope = it.post.scope().to_string();
    let (name, hash, totp) = (it.name_sealed, it.password_hash, it.totp_sealed);
    tx.exec(ACCOUNT_ADD, args![id, it.login, name, role, scope, state, hash, totp, it.at]).map(drop)
}

pub(crate) fn activate(tx: &mut Tx<'_>, account: Id, step: i64) -> Result<bool, Fault> {
    Ok(tx.exec(ACCOUNT_ACTIVE, args![account.to_string(), step])? == 1)
}

fn facts(row: &Row<'_>) -> Result<LoginFacts, Fault> {
    Ok(LoginFacts {
        account: row.get(0)?,
        password_hash: row.get(1)?,
        active: row.get::<String>(2)? == "active",
        failures: row.get(3)?,
        locked_until: row.get(4)?,
    })
}

pub(crate) fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<LoginFacts>, Fault> {
    tx.opt(BY_LOGIN, args![login], facts)
}

pub(crate) fn set_failures(
    tx: &mut Tx<'_>,
    account: Id,
    failures: u32,
    locked_until: Micros,
) -> Result<(), Fault> {
    tx.exec(FAILED, args![account.to_string(), failures, locked_until]).map(drop)
}

/// `false` when the step was used before: two requests with one code, one of them wins.
pub(crate) fn set_entered(
    tx: &mut Tx<'_>,
    account: Id,
    step: i64,
    at: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(ENTERED, args![account.to_string(), step, at])? == 1)
}

pub(crate) fn pending(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    now: Micros,
) -> Result<Option<PendingRow>, Fault> {
    tx.opt(PENDING, args![hash, now], pending_row)
}

fn pending_row(row: &Row<'_>) -> Result<PendingRow, Fault> {
    Ok(PendingRow {
        facts: facts(row)?,
        login: row.get(5)?,
        totp_sealed: row.get(6)?,
        totp_step: row.get(7)?,
    })
}

/// An open session with what a fresh code needs.
pub(crate) fn full_session(tx: &mut Tx<'_>, hash: &TokenHash) -> Result<Option<PendingRow>, Fault> {
    tx.opt(FULL, args![hash], pending_row)
}

pub(crate) fn add_session(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    account: Id,
    stage: &str,
    (at, until): (Micros, Micros),
) -> Result<(), Fault> {
    tx.exec(SESSION_ADD, args![hash, account.to_string(), stage, at, until]).map(drop)
}

pub(crate) fn session(tx: &mut Tx<'_>, hash: &TokenHash) -> Result<Option<SessionRow>, Fault> {
    tx.opt(SESSION, args![hash], |row| {
        Ok(SessionRow {
            account: row.get(0)?,
            login: row.get(1)?,
            name_sealed: row.get(2)?,
            post: post(row, 3)?,
            seen_at: row.get(5)?,
            expires_at: row.get(6)?,
            proved_at: row.get(7)?,
        })
    })
}

pub(crate) fn set_seen(tx: &mut Tx<'_>, hash: &TokenHash, at: Micros) -> Result<(), Fault> {
    tx.exec(SESSION_SEEN, args![hash, at]).map(drop)
}

pub(crate) fn end_session(tx: &mut Tx<'_>, hash: &TokenHash) -> Result<bool, Fault> {
    Ok(tx.exec(SESSION_END, args![hash])? == 1)
}

pub(crate) fn drop_old_sessions(tx: &mut Tx<'_>, now: Micros) -> Result<(), Fault> {
    tx.exec(SESSIONS_OLD, args![now]).map(drop)
}
