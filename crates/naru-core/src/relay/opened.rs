//! A transfer's sealed columns, opened for people: what was ordered and what the bank said.

use super::model::{BankSaid, Key};
use super::order::{KeptOrder, Kind};
use super::{seal, sql};
use naru_base::Answer;
use naru_base::keyring::Keyring;
use naru_store::Tx;

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
    let order = match it.kind {
        // What is sealed of a claim is no order.
        Kind::Return => None,
        _ => seal::open(keys, &it, "relay_order", it.sealed_order.as_deref())?,
    };
    let said = seal::open(keys, &it, "relay_reply", it.sealed_reply.as_deref())?;
    Ok(Opened { order, said })
}
