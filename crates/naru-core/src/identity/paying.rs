//! What a transfer needs to know of contract accounts and of its payee.

use super::model::PersonDetails;
use super::service::person_key;
use super::sql_paying as sql;
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, FaultKind, Refusal, UserSeqNo};
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
