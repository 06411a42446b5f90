//! What a transfer needs to know of contract accounts and of accounts named by a handle.

use super::model::PersonDetails;
use super::service::person_key;
use super::sql_paying as sql;
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::{
    Answer, AuditRecord, BankCode, ClientUseCode, Env, Fault, FaultKind, Refusal, UserSeqNo,
};
use naru_store::Tx;

/// What is stored of the pass phrase of a paying account (입금이체용 암호문구).
pub fn pass_phrase_hash(keys: &Keyring, institution: &ClientUseCode, phrase: &str) -> LookupHash {
    keys.lookup("contract.phrase", &[institution.as_str().as_bytes(), phrase.as_bytes()])
}

/// Sets the pass phrase of a paying account. `hash` is made by [`pass_phrase_hash`].
pub fn set_pass_phrase(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    (account_type, account_num): (char, &str),
    hash: &LookupHash,
) -> Answer<()> {
    if !sql::set_pass_phrase(tx, institution, account_type, account_num, hash)? {
        return Err(Refusal::new("identity/no-paying-account").into());
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.pass_phrase.set",
        subject: format!("institution:{institution}"),
        body: "{}".to_owned(),
    });
    Ok(())
}

/// A user's account, found by the institution's handle. No Debug: the number is personal.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldAccount {
    /// Whose.
    pub user: UserSeqNo,
    /// At which bank.
    pub bank: BankCode,
    /// Its number; empty once the person was erased.
    pub account_num: String,
}

/// The account behind an institution's handle (`fintech_use_num`).
pub fn account_by_handle(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    institution: &ClientUseCode,
    handle: &str,
) -> Result<Option<HeldAccount>, Fault> {
    let Some(held) = sql::held(tx, institution, handle)? else { return Ok(None) };
    let account_num = match &held.sealed_key {
        None => String::new(),
        Some(wrapped) => {
            let key = person_key(keys, &held.person, wrapped)?;
            let number = key.open("identity_account", &held.sealed_num).map_err(|e| unopened(e.into()))?;
            String::from_utf8(number.expose().to_vec()).map_err(|e| unopened(e.into()))?
        }
    };
    Ok(Some(HeldAccount { user: held.user, bank: held.bank, account_num }))
}

/// The name under which a user is registered; `None` if unknown or erased.
pub(crate) fn registered_name(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    institution: &ClientUseCode,
    user: &UserSeqNo,
    (person, wrapped): (&LookupHash, &[u8]),
) -> Result<Option<String>, Fault> {
    let Some(sealed) = sql::user_details(tx, institution, user)? else { return Ok(None) };
    let key = person_key(keys, person, wrapped)?;
    let text = key.open("identity_user", &sealed).map_err(|e| unopened(e.into()))?;
    let details: PersonDetails =
        serde_json::from_slice(text.expose()).map_err(|e| unopened(e.into()))?;
    Ok(Some(details.name))
}

fn unopened(e: Box<dyn std::error::Error + Send + Sync>) -> Fault {
    Fault::because(FaultKind::Permanent, "a user's sealed column does not open", e)
}
