//! SQL of grants, codes and refresh tokens.

use super::model::NewCode;
use crate::identity::{self, Scope};
use naru_base::seal::LookupHash;
use naru_base::{ClientUseCode, Fault, Micros, UserSeqNo};
use naru_store::{Row, Tx, args};

const GRANT_ADD: &str = "INSERT INTO consent_grant \
     (family, client_id, client_use_code, user_seq_no, scopes, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const CODE_ADD: &str = "INSERT INTO consent_code (code_hash, family, redirect_uri, expires_at) \
     VALUES ($1, $2, $3, $4)";
const CODE: &str = "SELECT g.family, g.client_id, g.client_use_code, g.user_seq_no, g.scopes, \
     g.revoked_at, c.expires_at, c.used_at, c.redirect_uri FROM consent_code c \
     JOIN consent_grant g ON g.family = c.family WHERE c.code_hash = $1";
const CODE_USE: &str = "UPDATE consent_code SET used_at = $2 WHERE code_hash = $1 \
     AND used_at IS NULL";
const REFRESH_ADD: &str = "INSERT INTO consent_refresh (token_hash, family, issued_at, expires_at) \
     VALUES ($1, $2, $3, $4)";
const REFRESH: &str = "SELECT g.family, g.client_id, g.client_use_code, g.user_seq_no, g.scopes, \
     g.revoked_at, r.expires_at, r.used_at, '' FROM consent_refresh r \
     JOIN consent_grant g ON g.family = r.family WHERE r.token_hash = $1";
const REFRESH_USE: &str = "UPDATE consent_refresh SET used_at = $2 WHERE token_hash = $1 \
     AND used_at IS NULL";
const GRANT_END: &str = "UPDATE consent_grant SET revoked_at = $2, revoked_why = $3 \
     WHERE family = $1 AND revoked_at IS NULL";
const GRANTS_END: &str = "UPDATE consent_grant SET revoked_at = $3, revoked_why = $4 \
     WHERE client_use_code = $1 AND user_seq_no = $2 AND revoked_at IS NULL";
const GRANTS_OF: &str = "SELECT family, client_id, scopes, created_at, revoked_at, revoked_why \
     FROM consent_grant WHERE client_use_code = $1 AND user_seq_no = $2 \
     ORDER BY created_at DESC, family LIMIT $3";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    GRANT_ADD,
    CODE_ADD,
    CODE,
    CODE_USE,
    REFRESH_ADD,
    REFRESH,
    REFRESH_USE,
    GRANT_END,
    GRANTS_END,
    GRANTS_OF,
];

/// A code or a refresh token as the store has it, with its grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) family: String,
    pub(super) client_id: String,
    pub(super) institution: ClientUseCode,
    pub(super) user: UserSeqNo,
    pub(super) scopes: Vec<Scope>,
    pub(super) revoked_at: Option<Micros>,
    pub(super) expires_at: Micros,
    pub(super) used_at: Option<Micros>,
    pub(super) redirect_uri: String,
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    Ok(Kept {
        family: row.get(0)?,
        client_id: row.get(1)?,
        institution: row.get(2)?,
        user: row.get(3)?,
        scopes: identity::scopes(row, 4)?,
        revoked_at: row.get(5)?,
        expires_at: row.get(6)?,
        used_at: row.get(7)?,
        redirect_uri: row.get(8)?,
    })
}

pub(super) fn add_grant(
    tx: &mut Tx<'_>,
    family: &str,
    it: &NewCode,
    now: Micros,
) -> Result<(), Fault> {
    let NewCode { hash, client_id, institution, user, redirect_uri, life_s, .. } = it;
    let scopes = Scope::list(&it.scopes);
    tx.exec(GRANT_ADD, args![family, client_id, institution, user, scopes, now])?;
    let until = now.plus_seconds(*life_s);
    tx.exec(CODE_ADD, args![hash.as_bytes(), family, redirect_uri, until]).map(drop)
}

pub(super) fn find_code(tx: &mut Tx<'_>, hash: &LookupHash) -> Result<Option<Kept>, Fault> {
    tx.opt(CODE, args![hash.as_bytes()], kept)
}

pub(super) fn use_code(tx: &mut Tx<'_>, hash: &LookupHash, now: Micros) -> Result<(), Fault> {
    tx.exec(CODE_USE, args![hash.as_bytes(), now]).map(drop)
}

pub(super) fn add_refresh(
    tx: &mut Tx<'_>,
    hash: &LookupHash,
    family: &str,
    now: Micros,
    until: Micros,
) -> Result<(), Fault> {
    tx.exec(REFRESH_ADD, args![hash.as_bytes(), family, now, until]).map(drop)
}

pub(super) fn find_refresh(tx: &mut Tx<'_>, hash: &LookupHash) -> Result<Option<Kept>, Fault> {
    tx.opt(REFRESH, args![hash.as_bytes()], kept)
}

pub(super) fn use_refresh(tx: &mut Tx<'_>, hash: &LookupHash, now: Micros) -> Result<(), Fault> {
    tx.exec(REFRESH_USE, args![hash.as_bytes(), now]).map(drop)
}

pub(super) fn end_grant(
    tx: &mut Tx<'_>,
    family: &str,
    why: &str,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(GRANT_END, args![family, now, why]).map(drop)
}

pub(super) fn end_grants(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    why: &str,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(GRANTS_END, args![institution, user, now, why]).map(drop)
}

/// An authorization of a user, as people look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantFacts {
    /// Which.
    pub family: String,
    /// For which client.
    pub client_id: String,
    /// What was authorized.
    pub scopes: Vec<Scope>,
    /// When.
    pub created_at: Micros,
    /// When and why it ended: `reuse`, `unlink`, `close` or `user`.
    pub ended: Option<(Micros, String)>,
}

/// A user's authorizations, the newest first; at most `most`.
pub fn grants_of(
    tx: &mut Tx<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    most: i64,
) -> Result<Vec<GrantFacts>, Fault> {
    tx.all(GRANTS_OF, args![institution, user, most], |row| {
        let why: Option<String> = row.get(5)?;
        Ok(GrantFacts {
            family: row.get(0)?,
            client_id: row.get(1)?,
            scopes: identity::scopes(row, 2)?,
            created_at: row.get(3)?,
            ended: row.get::<Option<Micros>>(4)?.zip(why),
        })
    })
}
