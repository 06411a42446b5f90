//! What notices say and where contacts are, sealed with the data key.

use super::content::Content;
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::secret::SecretText;
use naru_base::{Fault, FaultKind, Id};

/// A nonce made from what is sealed: the same text in the same place has the same one, every other
/// has another. So notices made of what a transaction has read can be sealed in it.
fn nonce(keys: &Keyring, context: &str, plain: &[u8]) -> Nonce {
    let made = keys.lookup("notify.nonce", &[context.as_bytes(), plain]);
    let mut bytes = [0; 12];
    bytes.copy_from_slice(&made.as_bytes()[..12]);
    Nonce::from_bytes(bytes)
}

fn seal(keys: &Keyring, context: &str, plain: &[u8]) -> Vec<u8> {
    keys.seal_with_data_key(context, plain, nonce(keys, context, plain))
}

fn open(keys: &Keyring, context: &str, sealed: &[u8]) -> Result<String, Fault> {
    let broken = format!("{context} does not open; check the keys");
    let opened = keys
        .open_with_data_key(context, sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken.clone(), e))?;
    String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken, e))
}

/// Seals what a notice says.
pub(super) fn seal_content(keys: &Keyring, notice: Id, it: &Content) -> Result<Vec<u8>, Fault> {
    let plain = serde_json::to_vec(it).map_err(|e| {
        Fault::because(FaultKind::Permanent, "a notice cannot be written as JSON", e)
    })?;
    Ok(seal(keys, &format!("notify_message:{notice}"), &plain))
}

/// Opens what [`seal_content`] sealed.
pub(super) fn open_content(keys: &Keyring, notice: Id, sealed: &[u8]) -> Result<Content, Fault> {
    let context = format!("notify_message:{notice}");
    serde_json::from_str(&open(keys, &context, sealed)?).map_err(|e| {
        Fault::because(FaultKind::Corrupt, format!("{context} holds no notice of ours"), e)
    })
}

/// Seals a contact's address.
pub(super) fn seal_address(keys: &Keyring, contact: Id, address: &str) -> Vec<u8> {
    seal(keys, &format!("notify_contact:{contact}"), address.as_bytes())
}

/// Opens a contact's address.
pub(super) fn open_address(
    keys: &Keyring,
    contact: Id,
    sealed: &[u8],
) -> Result<SecretText, Fault> {
    open(keys, &format!("notify_contact:{contact}"), sealed).map(SecretText::new)
}

/// Seals a webhook's secret.
pub(super) fn seal_secret(keys: &Keyring, contact: Id, secret: &SecretText) -> Vec<u8> {
    seal(keys, &format!("notify_contact.secret:{contact}"), secret.expose().as_bytes())
}

/// Opens a webhook's secret.
pub(super) fn open_secret(keys: &Keyring, contact: Id, sealed: &[u8]) -> Result<SecretText, Fault> {
    open(keys, &format!("notify_contact.secret:{contact}"), sealed).map(SecretText::new)
}
