//! Seals what is personal of a transfer: with the person's key, or with the data key if the payee
//! is nobody's user.

use super::model::{BankSaid, Key, Transfer};
use crate::hub::Hub;
use crate::identity;
use naru_base::keyring::Keyring;
use naru_base::seal::{LookupHash, Nonce, SealError};
use naru_base::secret::SecretBytes;
use naru_base::{Answer, Env, Fault, FaultKind, No};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// With whose key.
#[derive(Clone, Copy)]
pub(super) enum Owner<'o> {
    /// The person's, as it is wrapped in the store.
    Person(&'o LookupHash, &'o [u8]),
    /// Nobody's: the data key.
    Nobody(&'o Key),
    /// The person was erased: nothing is sealed or opened any more.
    Erased,
}

impl Transfer {
    pub(super) fn owner(&self) -> Owner<'_> {
        match (&self.person, &self.sealed_key) {
            (Some(person), Some(wrapped)) => Owner::Person(person, wrapped),
            (Some(_), None) => Owner::Erased,
            (None, _) => Owner::Nobody(&self.key),
        }
    }
}

/// A value moved to another place or transfer does not open.
fn data_context(context: &str, key: &Key) -> String {
    format!("{context}:{key}")
}

/// Seals a value; `None` once the person was erased. `n` tells the nonces of one command apart.
pub(super) fn seal(
    hub: &Hub,
    env: &Env,
    owner: Owner<'_>,
    (context, n): (&str, u32),
    value: &impl Serialize,
) -> Answer<Option<Vec<u8>>> {
    let text = serde_json::to_vec(value)
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not write a value as JSON", e))?;
    let nonce = Nonce::of(env, n);
    Ok(match owner {
        Owner::Erased => None,
        Owner::Person(person, wrapped) => {
            let key = identity::person_key(&hub.keys, person, wrapped)?;
            Some(key.seal(context, &text, nonce))
        }
        Owner::Nobody(key) => {
            Some(hub.keys.seal_with_data_key(&data_context(context, key), &text, nonce))
        }
    })
}

/// Opens a sealed column; `None` if there is nothing, or once the person was erased.
pub(super) fn open<T: DeserializeOwned>(
    keys: &Keyring,
    transfer: &Transfer,
    context: &str,
    sealed: Option<&[u8]>,
) -> Answer<Option<T>> {
    let Some(sealed) = sealed else { return Ok(None) };
    let unreadable = |e: Box<dyn std::error::Error + Send + Sync>| {
        let what = format!("a sealed column of transfer {} does not open", transfer.key);
        No::from(Fault::because(FaultKind::Permanent, what, e))
    };
    let opened: Result<SecretBytes, SealError> = match transfer.owner() {
        Owner::Erased => return Ok(None),
        Owner::Person(person, wrapped) => {
            identity::person_key(keys, person, wrapped)?.open(context, sealed)
        }
        Owner::Nobody(key) => keys.open_with_data_key(&data_context(context, key), sealed),
    };
    let text = opened.map_err(|e| unreadable(e.into()))?;
    serde_json::from_slice(text.expose()).map(Some).map_err(|e| unreadable(e.into()))
}

/// What the bank said of a transfer, if it decided.
pub(super) fn opened_reply(hub: &Hub, transfer: &Transfer) -> Answer<Option<BankSaid>> {
    open(&hub.keys, transfer, "relay_reply", transfer.sealed_reply.as_deref())
}
