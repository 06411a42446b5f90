//! SQL of the roster of accounts and of recovery.

use crate::staff::model::TokenHash;
use crate::staff::sql::post;
use naru_base::role::{Post, Role, Scope};
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Tx, args};

const ROSTER: &str = "SELECT id, login, name_sealed, role, scope, state, created_at, entered_at, \
     locked_until FROM staff_account ORDER BY login LIMIT $1";
const ONE: &str = "SELECT id, login, name_sealed, role, scope, state, created_at, entered_at, \
     locked_until FROM staff_account WHERE id = $1";
const OF_SCOPE: &str = "SELECT state, created_at, entered_at, \
     cast(CASE WHEN length(totp_sealed) > 0 THEN 1 ELSE 0 END AS BIGINT) FROM staff_account \
     WHERE scope = $1 AND state <> 'closed' ORDER BY id LIMIT $2";
const PEOPLE: &str = "SELECT id, role FROM staff_account WHERE scope = $1 AND state = 'active' \
     ORDER BY id LIMIT $2";
const ADMINISTRATORS: &str = "SELECT cast(count(*) AS BIGINT) FROM staff_account \
     WHERE role = 'administrator' AND state = 'active'";
const ADMINISTRATORS_LIST: &str = "SELECT id, login, name_sealed, role, scope, state, created_at, \
     entered_at, locked_until FROM staff_account WHERE role = 'administrator' ORDER BY login";
const STATE_SET: &str = "UPDATE staff_account SET state = $2 WHERE id = $1";
const SESSIONS_END: &str = "DELETE FROM staff_session WHERE account_id = $1";
const PROVED: &str = "UPDATE staff_session SET proved_at = $2 WHERE token_hash = $1";
const RECOVERY_ADD: &str = "INSERT INTO staff_recovery (token_hash, account_id, mode, code_hash, \
     tries, created_at, expires_at) VALUES ($1, $2, $3, $4, 0, $5, $6)";
const RECOVERIES_END: &str = "UPDATE staff_recovery SET used_at = $2 \
     WHERE account_id = $1 AND used_at IS NULL";
const RECOVERY: &str = "SELECT r.account_id, a.login, r.mode, r.code_hash, r.expires_at, \
     a.password_hash, r.password_hash, r.totp_sealed FROM staff_recovery r \
     JOIN staff_account a ON a.id = r.account_id WHERE r.token_hash = $1 AND r.used_at IS NULL \
     AND r.expires_at > $2 AND r.tries < 5 AND a.state = 'reset'";
const RECOVERY_TRIED: &str = "UPDATE staff_recovery SET tries = tries + 1 WHERE token_hash = $1";
const RECOVERY_BEGUN: &str = "UPDATE staff_recovery SET password_hash = $2, totp_sealed = $3 \
     WHERE token_hash = $1 AND totp_sealed IS NULL";
const RECOVERY_USED: &str = "UPDATE staff_recovery SET used_at = $2 \
     WHERE token_hash = $1 AND used_at IS NULL";
const REOPEN: &str = "UPDATE staff_account SET state = 'active', password_hash = $2, \
     totp_sealed = $3, totp_step = $4, failures = 0, locked_until = 0 \
     WHERE id = $1 AND state = 'reset'";

/// Every statement here, for the test that prepares them on both engines.
pub const ROSTER_STATEMENTS: &[&str] = &[
    ROSTER,
    ONE,
    OF_SCOPE,
    PEOPLE,
    ADMINISTRATORS,
    ADMINISTRATORS_LIST,
    STATE_SET,
    SESSIONS_END,
    PROVED,
    RECOVERY_ADD,
    RECOVERIES_END,
    RECOVERY,
    RECOVERY_TRIED,
    RECOVERY_BEGUN,
    RECOVERY_USED,
    REOPEN,
];

/// The most accounts of one participant that are looked at.
const ACCOUNTS_MAX: i64 = 500;

/// An account as the roster lists it.
pub(crate) struct RosterRow {
    pub(crate) id: Id,
    pub(crate) login: String,
    pub(crate) name_sealed: Vec<u8>,
    pub(crate) post: Post,
    pub(crate) state: String,
    pub(crate) created_at: Micros,
    pub(crate) entered_at: Option<Micros>,
    pub(crate) locked_until: Micros,
}

fn roster_row(row: &naru_store::Row<'_>) -> Result<RosterRow, Fault> {
    Ok(RosterRow {
        id: row.get(0)?,
        login: row.get(1)?,
        name_sealed: row.get(2)?,
        post: post(row, 3)?,
        state: row.get(5)?,
        created_at: row.get(6)?,
        entered_at: row.get(7)?,
        locked_until: row.get(8)?,
    })
}

pub(crate) fn roster(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<RosterRow>, Fault> {
    tx.all(ROSTER, args![limit], roster_row)
}

/// An account of a participant's people, without who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountFacts {
    /// Whether it can be used.
    pub is_active: bool,
    /// Whether it has a second factor.
    pub has_second_factor: bool,
    /// When it was made.
    pub created_at: Micros,
    /// When somebody last came in by it.
    pub entered_at: Option<Micros>,
}

/// The accounts that are held for a participant; closed ones are left out.
pub fn accounts_of(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<AccountFacts>, Fault> {
    tx.all(OF_SCOPE, args![scope.to_string(), ACCOUNTS_MAX], |row| {
        let (state, factor): (String, i64) = (row.get(0)?, row.get(3)?);
        Ok(AccountFacts {
            is_active: state == "active",
            has_second_factor: factor == 1,
            created_at: row.get(1)?,
            entered_at: row.get(2)?,
        })
    })
}

/// Who can enter for a scope: account and role.
pub fn people_of(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<(Id, Role)>, Fault> {
    tx.all(PEOPLE, args![scope.to_string(), ACCOUNTS_MAX], |row| {
        let role: String = row.get(1)?;
        let role = Role::parse(&role).ok_or_else(|| {
            Fault::new(FaultKind::Corrupt, format!("the book holds an unknown role `{role}`"))
        })?;
        Ok((row.get(0)?, role))
    })
}

/// Every administrator's account.
pub(crate) fn administrators(tx: &mut Tx<'_>) -> Result<Vec<RosterRow>, Fault> {
    tx.all(ADMINISTRATORS_LIST, &[], roster_row)
}

pub(crate) fn one(tx: &mut Tx<'_>, id: Id) -> Result<Option<RosterRow>, Fault> {
    tx.opt(ONE, args![id.to_string()], roster_row)
}

/// An account's post and state.
/// What an account may do, and its state.
pub fn standing(tx: &mut Tx<'_>, id: Id) -> Result<Option<(Post, String)>, Fault> {
    Ok(one(tx, id)?.map(|it| (it.post, it.state)))
}

/// An account's login.
pub fn login_of(tx: &mut Tx<'_>, id: Id) -> Result<Option<String>, Fault> {
    Ok(one(tx, id)?.map(|it| it.login))
}

pub(crate) fn active_administrators(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(ADMINISTRATORS, &[], |row| row.get(0))
}

pub(crate) fn set_state(tx: &mut Tx<'_>, id: Id, state: &'static str) -> Result<(), Fault> {
    tx.exec(STATE_SET, args![id.to_string(), state]).map(drop)
}

pub(crate) fn end_sessions(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    tx.exec(SESSIONS_END, args![id.to_string()]).map(drop)
}

pub(crate) fn set_proved(tx: &mut Tx<'_>, session: &TokenHash, at: Micros) -> Result<(), Fault> {
    tx.exec(PROVED, args![session, at]).map(drop)
}

pub(crate) fn add_recovery(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    account: Id,
    mode: &str,
    code_hash: &[u8; 32],
    (at, until): (Micros, Micros),
) -> Result<(), Fault> {
    let account = account.to_string();
    tx.exec(RECOVERY_ADD, args![hash, account, mode, code_hash, at, until]).map(drop)
}

pub(crate) fn end_recoveries(tx: &mut Tx<'_>, account: Id, at: Micros) -> Result<(), Fault> {
    tx.exec(RECOVERIES_END, args![account.to_string(), at]).map(drop)
}

/// A recovery that still opens.
pub(crate) struct RecoveryRow {
    pub(crate) account: Id,
    pub(crate) login: String,
    pub(crate) is_whole: bool,
    pub(crate) code_hash: [u8; 32],
    pub(crate) expires_at: Micros,
    pub(crate) password_hash: String,
    pub(crate) new_password_hash: Option<String>,
    pub(crate) totp_sealed: Option<Vec<u8>>,
}

pub(crate) fn recovery(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    now: Micros,
) -> Result<Option<RecoveryRow>, Fault> {
    tx.opt(RECOVERY, args![hash, now], |row| {
        Ok(RecoveryRow {
            account: row.get(0)?,
            login: row.get(1)?,
            is_whole: row.get::<String>(2)? == "account",
            code_hash: row.get(3)?,
            expires_at: row.get(4)?,
            password_hash: row.get(5)?,
            new_password_hash: row.get(6)?,
            totp_sealed: row.get(7)?,
        })
    })
}

pub(crate) fn count_recovery_try(tx: &mut Tx<'_>, hash: &TokenHash) -> Result<(), Fault> {
    tx.exec(RECOVERY_TRIED, args![hash]).map(drop)
}

pub(crate) fn begin_recovery(
    tx: &mut Tx<'_>,
    hash: &TokenHash,
    password_hash: &str,
    totp_sealed: &[u8],
) -> Result<bool, Fault> {
    Ok(tx.exec(RECOVERY_BEGUN, args![hash, password_hash, totp_sealed])? == 1)
}

pub(crate) fn use_recovery(tx: &mut Tx<'_>, hash: &TokenHash, at: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(RECOVERY_USED, args![hash, at])? == 1)
}

pub(crate) fn reopen(
    tx: &mut Tx<'_>,
    account: Id,
    password_hash: &str,
    totp_sealed: &[u8],
    step: i64,
) -> Result<bool, Fault> {
    let account = account.to_string();
    Ok(tx.exec(REOPEN, args![account, password_hash, totp_sealed, step])? == 1)
}
