//! SQL of the keys by which bills are signed.

use super::signer::Signer;
use naru_base::ed25519::VerifyingKey;
use naru_base::{ClientUseCode, Env, Fault, FaultKind};
use naru_store::{Row, Tx, args};

const ADD: &str = "INSERT INTO oss_signer (client_use_code, public_key, name, added_at, added_by) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const REVOKE: &str = "UPDATE oss_signer SET revoked_at = $3, revoked_by = $4 \
     WHERE client_use_code = $1 AND public_key = $2 AND revoked_at IS NULL";
const IN_FORCE: &str = "SELECT count(*) FROM oss_signer \
     WHERE client_use_code = $1 AND public_key = $2 AND revoked_at IS NULL";
const ON_RECORD: &str =
    "SELECT count(*) FROM oss_signer WHERE client_use_code = $1 AND public_key = $2";
const COUNT: &str = "SELECT count(*) FROM oss_signer WHERE client_use_code = $1";
const LIST: &str = "SELECT client_use_code, public_key, name, added_at, added_by, revoked_at, \
     (SELECT count(*) FROM oss_bill b JOIN oss_system s ON s.id = b.system_id \
      WHERE b.signer = k.public_key AND s.client_use_code = k.client_use_code) \
     FROM oss_signer k WHERE ($1 = '' OR client_use_code = $1) AND client_use_code >= $2 \
     AND (client_use_code > $2 OR public_key > $3) ORDER BY client_use_code, public_key LIMIT $4";
const KEYS: &str = "SELECT public_key FROM oss_signer \
     WHERE client_use_code = $1 ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, public_key";

const NAME: &str = "SELECT name, cast(CASE WHEN revoked_at IS NULL THEN 1 ELSE 0 END AS bigint) \
     FROM oss_signer WHERE client_use_code = $1 AND public_key = $2";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[ADD, REVOKE, IN_FORCE, ON_RECORD, COUNT, LIST, KEYS, NAME];

/// What an institution calls a key, and whether it is in force; none: it is not on record.
pub(super) fn name(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    key: &VerifyingKey,
) -> Result<Option<(String, bool)>, Fault> {
    tx.opt(NAME, args![institution, key.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn key(row: &Row<'_>, i: usize) -> Result<VerifyingKey, Fault> {
    let text: String = row.get(i)?;
    VerifyingKey::parse(&text).map_err(|why| {
        Fault::because(FaultKind::Corrupt, "the portfolio holds a key that is none", why)
    })
}

/// `false` if the institution has that key on record already.
pub(super) fn add(
    tx: &mut Tx<'_>,
    env: &Env,
    by: &str,
    institution: &ClientUseCode,
    (key, name): (&VerifyingKey, &str),
) -> Result<bool, Fault> {
    Ok(tx.exec(ADD, args![institution, key.to_string(), name, env.now, by])? == 1)
}

/// `false` if there is no such key in force.
pub(super) fn revoke(
    tx: &mut Tx<'_>,
    env: &Env,
    by: &str,
    institution: &ClientUseCode,
    key: &VerifyingKey,
) -> Result<bool, Fault> {
    Ok(tx.exec(REVOKE, args![institution, key.to_string(), env.now, by])? == 1)
}

pub(super) fn is_in_force(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    key: &VerifyingKey,
) -> Result<bool, Fault> {
    let count: i64 = tx.one(IN_FORCE, args![institution, key.to_string()], |row| row.get(0))?;
    Ok(count > 0)
}

/// Also if it was revoked.
pub(super) fn is_on_record(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    key: &VerifyingKey,
) -> Result<bool, Fault> {
    let count: i64 = tx.one(ON_RECORD, args![institution, key.to_string()], |row| row.get(0))?;
    Ok(count > 0)
}

pub(super) fn count(tx: &mut Tx<'_>, institution: &ClientUseCode) -> Result<i64, Fault> {
    tx.one(COUNT, args![institution], |row| row.get(0))
}

/// Keys on record of one institution or of all, after this one.
pub(super) fn list(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    (after, after_key): (&str, &str),
    limit: i64,
) -> Result<Vec<Signer>, Fault> {
    let owner = institution.map_or("", ClientUseCode::as_str);
    tx.all(LIST, args![owner, after, after_key, limit], |row| {
        Ok(Signer {
            institution: row.get(0)?,
            key: key(row, 1)?,
            name: row.get(2)?,
            added_at: row.get(3)?,
            added_by: row.get(4)?,
            revoked_at: row.get(5)?,
            bills: row.get(6)?,
        })
    })
}

/// The keys of an institution on record, those in force first.
pub(super) fn keys(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
) -> Result<Vec<VerifyingKey>, Fault> {
    tx.all(KEYS, args![institution], |row| key(row, 0))
}
