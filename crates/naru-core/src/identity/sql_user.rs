//! SQL of users and their accounts: what the consent slice and the account APIs need.

use super::model::Scope;
use super::sql::HOLDERS;
use super::user::{AccountRecord, Agreed, UserRecord};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, ClientUseCode, Fault, Micros, UserSeqNo};
use naru_store::{Row, Tx, args};

const USER: &str = "SELECT u.client_use_code, u.user_seq_no, u.person, p.sealed_key, u.sealed, \
     u.login_agreed_at, u.login_until, u.closed_at FROM identity_user u \
     JOIN identity_person p ON p.person = u.person \
     WHERE u.client_use_code = $1 AND u.user_seq_no = $2";
const USER_OF_PERSON: &str = "SELECT u.client_use_code, u.user_seq_no, u.person, p.sealed_key, \
     u.sealed, u.login_agreed_at, u.login_until, u.closed_at FROM identity_user u \
     JOIN identity_person p ON p.person = u.person \
     WHERE u.client_use_code = $1 AND u.person = $2 AND u.closed_at IS NULL";
const USERS_OF_PERSON: &str = "SELECT u.client_use_code, u.user_seq_no, u.person, p.sealed_key, \
     u.sealed, u.login_agreed_at, u.login_until, u.closed_at FROM identity_user u \
     JOIN identity_person p ON p.person = u.person \
     WHERE u.person = $1 AND u.closed_at IS NULL ORDER BY u.client_use_code";
const LAST_USER: &str = "SELECT max(user_seq_no) FROM identity_user WHERE client_use_code = $1";
const USER_CHANGE: &str = "UPDATE identity_user SET sealed = $3, login_agreed_at = $4, \
     login_until = $5, closed_at = $6 WHERE client_use_code = $1 AND user_seq_no = $2";
const ACCOUNTS: &str = "SELECT bank_code, account, fintech_use_num, sealed, sealed_details, \
     inquiry_agreed_at, inquiry_until, transfer_agreed_at, transfer_until, created_at, \
     cancelled_at FROM identity_account WHERE client_use_code = $1 AND user_seq_no = $2 \
     ORDER BY created_at, fintech_use_num";
const ACCOUNT_ONE: &str = "SELECT bank_code, account, fintech_use_num, sealed, sealed_details, \
     inquiry_agreed_at, inquiry_until, transfer_agreed_at, transfer_until, created_at, \
     cancelled_at FROM identity_account WHERE client_use_code = $1 AND user_seq_no = $2 \
     AND bank_code = $3 AND account = $4";
const LAST_HANDLE: &str = "SELECT max(fintech_use_num) FROM identity_account \
     WHERE fintech_use_num BETWEEN $1 AND $2";
const ACCOUNT_PUT: &str = "INSERT INTO identity_account (client_use_code, user_seq_no, bank_code, \
     account, fintech_use_num, sealed, sealed_details, inquiry_agreed_at, inquiry_until, \
     transfer_agreed_at, transfer_until, created_at, cancelled_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
     ON CONFLICT (client_use_code, user_seq_no, bank_code, account) DO UPDATE SET \
     sealed_details = excluded.sealed_details, inquiry_agreed_at = excluded.inquiry_agreed_at, \
     inquiry_until = excluded.inquiry_until, transfer_agreed_at = excluded.transfer_agreed_at, \
     transfer_until = excluded.transfer_until, cancelled_at = excluded.cancelled_at";
const TOKENS_OF_USER: &str = "SELECT token_id FROM identity_token WHERE client_use_code = $1 \
     AND user_seq_no = $2 AND revoked_at IS NULL ORDER BY token_id";
const TOKENS_OF_USER_END: &str = "UPDATE identity_token SET revoked_at = $3 \
     WHERE client_use_code = $1 AND user_seq_no = $2 AND revoked_at IS NULL";
const TOKENS_OF_FAMILY: &str = "SELECT token_id FROM identity_token WHERE client_use_code = $1 \
     AND user_seq_no = $2 AND family = $3 AND revoked_at IS NULL ORDER BY token_id";
const TOKENS_OF_FAMILY_END: &str = "UPDATE identity_token SET revoked_at = $4 \
     WHERE client_use_code = $1 AND user_seq_no = $2 AND family = $3 AND revoked_at IS NULL";

/// Every statement of this file, for the test that prepares them on both engines.
pub const USER_STATEMENTS: &[&str] = &[
    USER,
    USER_OF_PERSON,
    USERS_OF_PERSON,
    LAST_USER,
    USER_CHANGE,
    ACCOUNTS,
    ACCOUNT_ONE,
    LAST_HANDLE,
    ACCOUNT_PUT,
    TOKENS_OF_USER,
    TOKENS_OF_USER_END,
    TOKENS_OF_FAMILY,
    TOKENS_OF_FAMILY_END,
];

type Ours<'a> = (&'a ClientUseCode, &'a UserSeqNo);

fn user(row: &Row<'_>) -> Result<UserRecord, Fault> {
    Ok(UserRecord {
        institution: row.get(0)?,
        user: row.get(1)?,
        person: LookupHash::from_bytes(row.get(2)?),
        sealed_key: row.get(3)?,
        sealed: row.get(4)?,
        login: Agreed { at: row.get(5)?, until: row.get(6)? },
        closed_at: row.get(7)?,
    })
}

fn account(row: &Row<'_>) -> Result<AccountRecord, Fault> {
    Ok(AccountRecord {
        bank: row.get(0)?,
        hash: LookupHash::from_bytes(row.get(1)?),
        fintech_use_num: row.get(2)?,
        sealed: row.get(3)?,
        sealed_details: row.get(4)?,
        inquiry: Agreed { at: row.get(5)?, until: row.get(6)? },
        transfer: Agreed { at: row.get(7)?, until: row.get(8)? },
        created_at: row.get(9)?,
        cancelled_at: row.get(10)?,
    })
}

/// The user of this number at the institution, also one who has left.
pub fn find_user(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    seq_no: &UserSeqNo,
) -> Result<Option<UserRecord>, Fault> {
    tx.opt(USER, args![institution, seq_no], user)
}

/// The number under which the institution knows this person at present.
pub fn user_of_person(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    person: &LookupHash,
) -> Result<Option<UserRecord>, Fault> {
    tx.opt(USER_OF_PERSON, args![institution, person.as_bytes()], user)
}

/// This person's registrations at all institutions.
pub fn users_of_person(tx: &mut Tx<'_>, person: &LookupHash) -> Result<Vec<UserRecord>, Fault> {
    tx.all(USERS_OF_PERSON, args![person.as_bytes()], user)
}

/// The user's accounts, oldest first, also those taken off.
pub fn list_accounts(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    user: &UserSeqNo,
) -> Result<Vec<AccountRecord>, Fault> {
    tx.all(ACCOUNTS, args![institution, user], account)
}

/// One account of a user.
pub fn find_account(
    tx: &mut Tx<'_>,
    (institution, user): Ours<'_>,
    bank: &BankCode,
    hash: &LookupHash,
) -> Result<Option<AccountRecord>, Fault> {
    tx.opt(ACCOUNT_ONE, args![institution, user, bank, hash.as_bytes()], account)
}

pub(crate) fn last_user(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
) -> Result<Option<UserSeqNo>, Fault> {
    tx.one(LAST_USER, args![institution], |row| row.get(0))
}

pub(crate) fn last_handle(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<Option<String>, Fault> {
    tx.one(LAST_HANDLE, args![from, to], |row| row.get(0))
}

pub(crate) fn change_user(tx: &mut Tx<'_>, it: &UserRecord) -> Result<(), Fault> {
    let UserRecord { institution, user, sealed, login, closed_at, .. } = it;
    tx.exec_for(
        (&HOLDERS, args![institution, user]),
        USER_CHANGE,
        args![institution, user, sealed, login.at, login.until, closed_at],
    )
    .map(drop)
}

pub(crate) fn put_account(
    tx: &mut Tx<'_>,
    (institution, user): Ours<'_>,
    it: &AccountRecord,
) -> Result<(), Fault> {
    let AccountRecord { bank, fintech_use_num, inquiry, transfer, created_at, .. } = it;
    tx.exec_for(
        (&HOLDERS, args![institution, user]),
        ACCOUNT_PUT,
        args![
            institution,
            user,
            bank,
            it.hash.as_bytes(),
            fintech_use_num,
            it.sealed,
            it.sealed_details,
            inquiry.at,
            inquiry.until,
            transfer.at,
            transfer.until,
            created_at,
            it.cancelled_at
        ],
    )
    .map(drop)
}

/// Ends the user's three-legged tokens: all, or those of one authorization. Gives their ids.
pub(crate) fn end_tokens_of_user(
    tx: &mut Tx<'_>,
    (institution, user): Ours<'_>,
    family: Option<&str>,
    now: Micros,
) -> Result<Vec<String>, Fault> {
    let Some(family) = family else {
        let ids = tx.all(TOKENS_OF_USER, args![institution, user], |row| row.get(0))?;
        tx.exec(TOKENS_OF_USER_END, args![institution, user, now])?;
        return Ok(ids);
    };
    let ids = tx.all(TOKENS_OF_FAMILY, args![institution, user, family], |row| row.get(0))?;
    tx.exec(TOKENS_OF_FAMILY_END, args![institution, user, family, now])?;
    Ok(ids)
}

/// Reads a list of scopes as the store has it.
pub(crate) fn scopes(row: &Row<'_>, i: usize) -> Result<Vec<Scope>, Fault> {
    Ok(Scope::parse_list(&row.get::<String>(i)?))
}
