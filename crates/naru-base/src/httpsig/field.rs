//! The structured fields of the profile (RFC 9651), read as narrowly as they are written.

use super::error::SigError;
use super::{CONTENT_DIGEST, LABEL, SIGNATURE, SIGNATURE_INPUT};
use crate::ed25519::SIGNATURE_LEN;
use data_encoding::BASE64;
use ring::digest::{SHA256, digest};

/// The `Content-Digest` of a body: `sha-256=:…:`.
#[must_use]
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", BASE64.encode(digest(&SHA256, body).as_ref()))
}

/// Checks the form of a `Content-Digest`: SHA-256, and nothing beside it.
pub(super) fn check_digest_form(value: &str) -> Result<(), SigError> {
    let bytes = value.strip_prefix("sha-256=").and_then(byte_sequence);
    match bytes {
        Some(bytes) if bytes.len() == 32 => Ok(()),
        _ => Err(SigError::BadForm { part: CONTENT_DIGEST, why: "sha-256=:BASE64: and no other" }),
    }
}

/// What follows `naru=` in `Signature-Input`.
pub(super) fn labelled(value: &str) -> Result<&str, SigError> {
    value.strip_prefix(LABEL).and_then(|v| v.strip_prefix('=')).ok_or(SigError::BadForm {
        part: SIGNATURE_INPUT,
        why: "one signature with the label naru",
    })
}

/// The signature in `Signature`.
pub(super) fn signature(value: &str) -> Result<[u8; SIGNATURE_LEN], SigError> {
    let bytes = value.strip_prefix(LABEL).and_then(|v| v.strip_prefix('=')).and_then(byte_sequence);
    bytes.and_then(|b| b.try_into().ok()).ok_or(SigError::BadForm {
        part: SIGNATURE,
        why: "naru=:BASE64: with 64 bytes, and no other signature",
    })
}

pub(super) fn signature_value(signature: &[u8; SIGNATURE_LEN]) -> String {
    format!("{LABEL}=:{}:", BASE64.encode(signature))
}

/// `:BASE64:` with padding and without stray bits.
fn byte_sequence(text: &str) -> Option<Vec<u8>> {
    let inner = text.strip_prefix(':')?.strip_suffix(':')?;
    BASE64.decode(inner.as_bytes()).ok()
}
