//! A transfer's sealed columns, opened for people: what was ordered and what the bank said.

use super::model::{BankSaid, KeptOrder, Key};
use super::sql;
use crate::identity;
use naru_base::keyring::Keyring;
use naru_base::{Answer, Fault, FaultKind, No};
use naru_store::Tx;
use serde::de::DeserializeOwned;

/// What was ordered and what the bank said; nothing once the person was erased. No Debug: it would
/// print names and account numbers.
#[derive(Clone, Default)]
pub struct Opened {
    /// The order.
    pub order: Option<KeptOrder>,
    /// The bank's words.
    pub said: Option<BankSaid>,
}

/// Opens the sealed columns of one transfer. Whoever shows them unmasked says why, in the audit
/// trail, first: see `desk::reveal`.
pub fn opened(tx: &mut Tx<'_>, keys: &Keyring, key: &Key) -> Answer<Opened> {
    let Some(it) = sql::find(tx, key)? else { return Ok(Opened::default()) };
    let (Some(person), Some(wrapped)) = (&it.person, &it.sealed_key) else {
        return Ok(Opened::default());
    };
    let person_key = identity::person_key(keys, person, wrapped)?;
    let open = |context: &str, sealed: Option<&[u8]>| -> Answer<Option<Vec<u8>>> {
        let Some(sealed) = sealed else { return Ok(None) };
        let text = person_key.open(context, sealed).map_err(|e| unreadable(key, e))?;
        Ok(Some(text.expose().clone()))
    };
    let order = open("relay_order", it.sealed_order.as_deref())?;
    let said = open("relay_reply", it.sealed_reply.as_deref())?;
    Ok(Opened { order: read(key, order)?, said: read(key, said)? })
}

fn read<T: DeserializeOwned>(key: &Key, text: Option<Vec<u8>>) -> Answer<Option<T>> {
    let Some(text) = text else { return Ok(None) };
    serde_json::from_slice(&text).map(Some).map_err(|e| unreadable(key, e))
}

fn unreadable(key: &Key, e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> No {
    let what = format!("a sealed column of transfer {key} does not open");
    Fault::because(FaultKind::Permanent, what, e).into()
}
