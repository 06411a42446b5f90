//! SQL of passkeys and of the challenges that they answer.

use crate::staff::model::TokenHash;
use crate::staff::passkey::model::{Algorithm, Challenge, PublicKey, Purpose};
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const CHALLENGE_SET: &str = "INSERT INTO staff_challenge \
     (session_hash, purpose, challenge, expires_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (session_hash, purpose) DO UPDATE \
     SET challenge = excluded.challenge, expires_at = excluded.expires_at";
const CHALLENGE: &str = "SELECT challenge FROM staff_challenge \
     WHERE session_hash = $1 AND purpose = $2 AND expires_at > $3";
const CHALLENGE_USED: &str = "DELETE FROM staff_challenge WHERE session_hash = $1 AND purpose = $2";
const CHALLENGES_OLD: &str = "DELETE FROM staff_challenge WHERE expires_at <= $1";
const KEY_ADD: &str = "INSERT INTO staff_passkey (id, account_id, credential, relying_party, \
     algorithm, public_key, counter, name_sealed, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
const KEYS: &str = "SELECT id, credential, relying_party, name_sealed, created_at, used_at \
     FROM staff_passkey WHERE account_id = $1 ORDER BY created_at, id LIMIT $2";
const KEY_COUNT: &str = "SELECT count(*) FROM staff_passkey WHERE account_id = $1";
const KEY: &str = "SELECT id, algorithm, public_key, counter FROM staff_passkey \
     WHERE account_id = $1 AND credential = $2 AND relying_party = $3";
const KEY_USED: &str = "UPDATE staff_passkey SET counter = $2, used_at = $3 \
     WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))";
const KEY_REMOVE: &str = "DELETE FROM staff_passkey WHERE id = $1 AND account_id = $2";
const KEYS_REMOVE: &str = "DELETE FROM staff_passkey WHERE account_id = $1";
const ENTERED: &str = "UPDATE staff_account SET failures = 0, locked_until = 0, entered_at = $2 \
     WHERE id = $1 AND state = 'active'";

/// Every statement here, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    CHALLENGE_SET,
    CHALLENGE,
    CHALLENGE_USED,
    CHALLENGES_OLD,
    KEY_ADD,
    KEYS,
    KEY_COUNT,
    KEY,
    KEY_USED,
    KEY_REMOVE,
    KEYS_REMOVE,
    ENTERED,
];

/// Puts a challenge in the place of the one that the session had for the same purpose.
pub(super) fn set_challenge(
    tx: &mut Tx<'_>,
    session: &TokenHash,
    purpose: Purpose,
    it: &Challenge,
    until: Micros,
) -> Result<(), Fault> {
    tx.exec(CHALLENGE_SET, args![session, purpose.as_str(), it.0, until]).map(drop)
}

/// The challenge, which is gone afterwards, whatever its answer is worth.
pub(super) fn take_challenge(
    tx: &mut Tx<'_>,
    session: &TokenHash,
    purpose: Purpose,
    now: Micros,
) -> Result<Option<Challenge>, Fault> {
    let found =
        tx.opt(CHALLENGE, args![session, purpose.as_str(), now], |row| Ok(Challenge(row.get(0)?)))?;
    tx.exec(CHALLENGE_USED, args![session, purpose.as_str()])?;
    Ok(found)
}

pub(super) fn drop_old_challenges(tx: &mut Tx<'_>, now: Micros) -> Result<(), Fault> {
    tx.exec(CHALLENGES_OLD, args![now]).map(drop)
}

/// A key to be written.
pub(super) struct NewRow<'a> {
    pub(super) id: Id,
    pub(super) account: Id,
    pub(super) credential: &'a [u8],
    pub(super) relying_party: &'a str,
    pub(super) key: &'a PublicKey,
    pub(super) counter: u32,
    pub(super) name_sealed: &'a [u8],
    pub(super) at: Micros,
}

/// `false` when the key is there already, here or at another account.
pub(super) fn add(tx: &mut Tx<'_>, it: &NewRow<'_>) -> Result<bool, Fault> {
    let (id, account) = (it.id.to_string(), it.account.to_string());
    let algorithm = it.key.algorithm.as_str();
    let (credential, key, counter) =
        (it.credential, it.key.bytes.as_slice(), i64::from(it.counter));
    let (site, name) = (it.relying_party, it.name_sealed);
    let row = args![id, account, credential, site, algorithm, key, counter, name, it.at];
    Ok(tx.exec(KEY_ADD, row)? == 1)
}

/// A key as it is listed.
pub(super) struct KeyRow {
    pub(super) id: Id,
    pub(super) credential: Vec<u8>,
    pub(super) relying_party: String,
    pub(super) name_sealed: Vec<u8>,
    pub(super) created_at: Micros,
    pub(super) used_at: Option<Micros>,
}

fn key_row(row: &Row<'_>) -> Result<KeyRow, Fault> {
    Ok(KeyRow {
        id: row.get(0)?,
        credential: row.get(1)?,
        relying_party: row.get(2)?,
        name_sealed: row.get(3)?,
        created_at: row.get(4)?,
        used_at: row.get(5)?,
    })
}

pub(super) fn list(tx: &mut Tx<'_>, account: Id, limit: i64) -> Result<Vec<KeyRow>, Fault> {
    tx.all(KEYS, args![account.to_string(), limit], key_row)
}

pub(super) fn count(tx: &mut Tx<'_>, account: Id) -> Result<i64, Fault> {
    tx.one(KEY_COUNT, args![account.to_string()], |row| row.get(0))
}

/// What an answer is judged by.
pub(super) struct KnownKey {
    pub(super) id: Id,
    pub(super) key: PublicKey,
    pub(super) counter: u32,
}

pub(super) fn known(
    tx: &mut Tx<'_>,
    account: Id,
    credential: &[u8],
    relying_party: &str,
) -> Result<Option<KnownKey>, Fault> {
    tx.opt(KEY, args![account.to_string(), credential, relying_party], |row| {
        let algorithm = Algorithm::parse(&row.get::<String>(1)?)
            .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a passkey signs in an unknown way"))?;
        let key = PublicKey { algorithm, bytes: row.get(2)? };
        Ok(KnownKey { id: row.get(0)?, key, counter: row.get(3)? })
    })
}

/// `false` when another answer of the key was taken in the meantime.
pub(super) fn set_used(tx: &mut Tx<'_>, id: Id, counter: u32, at: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(KEY_USED, args![id.to_string(), i64::from(counter), at])? == 1)
}

pub(super) fn remove(tx: &mut Tx<'_>, id: Id, account: Id) -> Result<bool, Fault> {
    Ok(tx.exec(KEY_REMOVE, args![id.to_string(), account.to_string()])? == 1)
}

pub(super) fn remove_all(tx: &mut Tx<'_>, account: Id) -> Result<u64, Fault> {
    tx.exec(KEYS_REMOVE, args![account.to_string()])
}

pub(super) fn set_entered(tx: &mut Tx<'_>, account: Id, at: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(ENTERED, args![account.to_string(), at])? == 1)
}
