//! Signatures on messages between Naru and the banks: RFC 9421 with Ed25519, RFC 9530 digests.
//!
//! One narrow profile, described for a bank's developer in `docs/bank-signature.md`, with test
//! vectors in `docs/vectors/bank-signature.json`. Pure functions over plain views of a message;
//! whatever is outside the profile is refused, not interpreted. A response is bound to the method,
//! path and message id of its request, so that it cannot answer another one.
//!
//! **Must never know** sockets, an HTTP library, or which bank a key belongs to.

mod base;
mod error;
mod field;
mod message;
mod params;
mod replay;
mod sign;
#[cfg(test)]
mod tests;
mod verify;

pub use crate::ed25519::{SigningKey, VerifyingKey};
pub use base::{request_base, response_base};
pub use error::SigError;
pub use field::content_digest;
pub use message::{Request, Response};
pub use params::SignParams;
pub use replay::{ReplayError, ReplayGuard};
pub use sign::{SignatureHeaders, sign_request, sign_response};
pub use verify::{Policy, Verified, verify_request, verify_response};

/// Header that carries the digest of the body.
pub const CONTENT_DIGEST: &str = "content-digest";
/// Header that says what was signed.
pub const SIGNATURE_INPUT: &str = "signature-input";
/// Header that carries the signature.
pub const SIGNATURE: &str = "signature";
/// Header with the id of this message, chosen by who asks, never used twice.
pub const MESSAGE_ID: &str = "naru-message-id";
/// The `tag` by which signatures of this profile are known from others.
pub const TAG: &str = "naru-bank-1";
/// The label of the one signature a message carries.
pub const LABEL: &str = "naru";
