//! Why a message is not accepted.

/// Why a message was not signed or is not accepted: the first check that failed, in the order of
/// `docs/bank-signature.md`. [`SigError::code`] is stable and stands in the published vectors.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigError {
    /// A header that the profile needs is not there.
    #[error("the header {0} is missing")]
    MissingHeader(&'static str),
    /// A header that must stand once stands more often.
    #[error("the header {0} occurs more than once")]
    DoubledHeader(&'static str),
    /// A part of the message is not in the profile's form.
    #[error("{part} is not in the profile's form: {why}")]
    BadForm {
        /// Which part.
        part: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Other components are covered than the profile asks for, or in another order.
    #[error("the covered components are not exactly those of the profile, in its order")]
    WrongComponents,
    /// A signature parameter is missing, doubled or unknown.
    #[error("the signature parameters are not exactly created, expires, keyid, alg, nonce and tag")]
    WrongParameters,
    /// `alg` is not `ed25519`.
    #[error("the signature's alg is not ed25519")]
    WrongAlgorithm,
    /// `tag` is not this profile's.
    #[error("the signature's tag is not naru-bank-1")]
    WrongTag,
    /// `created` lies further in the future than clocks may differ.
    #[error("the signature was created in the future: compare the clocks")]
    FromTheFuture,
    /// `expires` has come.
    #[error("the signature has expired: compare the clocks, or sign anew")]
    Expired,
    /// `expires` is not after `created`, or too long after it.
    #[error("the signature's lifetime is not positive or is longer than allowed")]
    BadLifetime,
    /// No key of this id is registered.
    #[error("no key with this keyid is registered for the sender")]
    UnknownKey,
    /// The body is not the one whose digest was signed.
    #[error("the body does not match its Content-Digest")]
    DigestMismatch,
    /// The signature does not match.
    #[error("the signature does not match the message")]
    BadSignature,
}

impl SigError {
    /// The stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            SigError::MissingHeader(_) => "missing-header",
            SigError::DoubledHeader(_) => "doubled-header",
            SigError::BadForm { .. } => "bad-form",
            SigError::WrongComponents => "wrong-components",
            SigError::WrongParameters => "wrong-parameters",
            SigError::WrongAlgorithm => "wrong-algorithm",
            SigError::WrongTag => "wrong-tag",
            SigError::FromTheFuture => "from-the-future",
            SigError::Expired => "expired",
            SigError::BadLifetime => "bad-lifetime",
            SigError::UnknownKey => "unknown-key",
            SigError::DigestMismatch => "digest-mismatch",
            SigError::BadSignature => "bad-signature",
        }
    }
}
