//! SQL of what a transfer needs to know of contract accounts and of its payee.

use super::model::Contract;
use naru_base::seal::LookupHash;
use naru_base::{ClientUseCode, Fault, UserSeqNo};
use naru_store::{Tx, args};
use std::collections::BTreeMap;

const PASS_PHRASE_SET: &str = "UPDATE identity_contract SET pass_phrase = $4 \
     WHERE client_use_code = $1 AND account_type = $2 AND account_num = $3 \
     AND purpose = 'deposit'";
const CONTRACT_CHANGE: &str = "UPDATE identity_contract SET account_type = $3, account_num = $4, \
     bank_code = $5, holder_name = $6 WHERE client_use_code = $1 AND purpose = $2";
const PASS_PHRASES: &str = "SELECT client_use_code, account_num, pass_phrase \
     FROM identity_contract WHERE pass_phrase IS NOT NULL \
     ORDER BY client_use_code, account_type, account_num";
const USER_DETAILS: &str = "SELECT sealed FROM identity_user \
     WHERE client_use_code = $1 AND user_seq_no = $2";

/// Every statement, for the test that prepares them on both engines.
pub const PAYING_STATEMENTS: &[&str] =
    &[PASS_PHRASE_SET, CONTRACT_CHANGE, PASS_PHRASES, USER_DETAILS];

/// Sets a pass phrase; `false` if there is no such paying account.
pub(super) fn set_pass_phrase(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    account_type: char,
    account_num: &str,
    hash: &LookupHash,
) -> Result<bool, Fault> {
    let account_type = account_type.to_string();
    let set =
        tx.exec(PASS_PHRASE_SET, args![institution, account_type, account_num, hash.as_bytes()])?;
    Ok(set == 1)
}

/// Puts an account in the place of the one for the same purpose; `false` if there is none.
pub(super) fn change_contract(tx: &mut Tx<'_>, to: &Contract) -> Result<bool, Fault> {
    let (purpose, kind) = (to.purpose.as_str(), to.account_type.to_string());
    let args = args![to.institution, purpose, kind, to.account_num, to.bank, to.holder_name];
    Ok(tx.exec(CONTRACT_CHANGE, args)? == 1)
}

/// Keyed hashes of pass phrases, by institution and account number.
pub type PassPhrases = BTreeMap<(ClientUseCode, String), LookupHash>;

/// All pass phrases.
pub fn pass_phrases(tx: &mut Tx<'_>) -> Result<PassPhrases, Fault> {
    let all = tx.all(PASS_PHRASES, &[], |row| {
        Ok(((row.get(0)?, row.get(1)?), LookupHash::from_bytes(row.get(2)?)))
    })?;
    Ok(all.into_iter().collect())
}

pub(super) fn user_details(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    user: &UserSeqNo,
) -> Result<Option<Vec<u8>>, Fault> {
    tx.opt(USER_DETAILS, args![institution, user], |row| row.get(0))
}
