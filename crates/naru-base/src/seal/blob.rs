//! The byte form of sealed values, and sealing under the data key.

use crate::env::{Entropy, Env};
use crate::keyring::{KeyVersion, Keyring, Material, Purpose, Unusable};
use crate::secret::{Secret, SecretBytes};
use ring::aead::{self, Aad, LessSafeKey, NONCE_LEN};

const HEAD_LEN: usize = 3;
const TAG_LEN: usize = 16;

/// Why a sealed value does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not a sealed value of the expected kind.
    #[error("not a sealed value of this kind: the stored bytes are damaged or from another column")]
    Malformed,
    /// Sealed under a version that this keyring or person's key does not have.
    #[error("sealed under key version {0}, which is not here: reload the keys")]
    UnknownKey(KeyVersion),
    /// Sealed under a version that was destroyed.
    #[error("sealed under key version {0}, which was destroyed: the value is gone for good")]
    DestroyedKey(KeyVersion),
    /// Altered, or sealed for another person or context.
    #[error("the sealed value was altered, or belongs to another person, column or key")]
    NotAuthentic,
}

/// Twelve bytes that never repeat under one key. Not secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nonce([u8; NONCE_LEN]);

impl Nonce {
    /// From bytes that the caller knows to be fresh.
    pub const fn from_bytes(bytes: [u8; NONCE_LEN]) -> Self {
        Nonce(bytes)
    }

    /// Random: repeats are out of reach for the few values under one person's key, and for four
    /// thousand million under one version of the data key.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; NONCE_LEN];
        entropy.fill(&mut bytes);
        Nonce(bytes)
    }

    /// The `n`-th nonce of this command. A re-run makes the same one, so seal under it only what
    /// came with the command, never what was read in the transaction and may differ next time.
    pub fn of(env: &Env, n: u32) -> Self {
        Nonce(env.nonce(n))
    }
}

/// What a sealed value is, in its first byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Personal = 1,
    Data = 2,
    PersonKey = 3,
}

pub(super) fn seal(
    key: &LessSafeKey,
    (kind, version): (Kind, KeyVersion),
    context: &[u8],
    plaintext: &[u8],
    nonce: Nonce,
) -> Vec<u8> {
    const TEXT_AT: usize = HEAD_LEN + NONCE_LEN;
    let mut out = Vec::with_capacity(TEXT_AT + plaintext.len() + TAG_LEN);
    out.push(kind as u8);
    out.extend_from_slice(&version.to_bytes());
    let bound_to = bound_to(&out, context);
    out.extend_from_slice(&nonce.0);
    out.extend_from_slice(plaintext);
    let nonce = aead::Nonce::assume_unique_for_key(nonce.0);
    let tag = key
        .seal_in_place_separate_tag(nonce, Aad::from(bound_to), &mut out[TEXT_AT..])
        .expect("values are far below the cipher's limit of 64 GiB");
    out.extend_from_slice(tag.as_ref());
    out
}

/// The version under which a value of this kind was sealed.
pub(super) fn version_of(kind: Kind, sealed: &[u8]) -> Result<KeyVersion, SealError> {
    match sealed {
        [first, high, low, rest @ ..]
            if *first == kind as u8 && rest.len() >= NONCE_LEN + TAG_LEN =>
        {
            KeyVersion::new(u16::from_be_bytes([*high, *low])).ok_or(SealError::Malformed)
        }
        _ => Err(SealError::Malformed),
    }
}

/// Opens a value whose form [`version_of`] has checked.
pub(super) fn open(
    key: &LessSafeKey,
    context: &[u8],
    sealed: &[u8],
) -> Result<SecretBytes, SealError> {
    let (head, rest) = sealed.split_at_checked(HEAD_LEN).ok_or(SealError::Malformed)?;
    let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or(SealError::Malformed)?;
    let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Malformed)?;
    let mut out = Secret::new(text.to_vec());
    let length = key
        .open_in_place(nonce, Aad::from(bound_to(head, context)), out.expose_mut())
        .map_err(|_| SealError::NotAuthentic)?
        .len();
    out.expose_mut().truncate(length);
    Ok(out)
}

fn bound_to(head: &[u8], context: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(head.len() + context.len());
    out.extend_from_slice(head);
    out.extend_from_slice(context);
    out
}

impl Keyring {
    /// Seals what belongs to no person, such as a staff member's TOTP secret. `context` names the
    /// place (`identity.totp:01J…`): a value moved elsewhere does not open.
    pub fn seal_with_data_key(&self, context: &str, plaintext: &[u8], nonce: Nonce) -> Vec<u8> {
        let (version, material) = self.active(Purpose::Data);
        seal(&material.aead, (Kind::Data, version), context.as_bytes(), plaintext, nonce)
    }

    /// Opens what [`Keyring::seal_with_data_key`] sealed.
    pub fn open_with_data_key(
        &self,
        context: &str,
        sealed: &[u8],
    ) -> Result<SecretBytes, SealError> {
        let material = self.data_material(version_of(Kind::Data, sealed)?)?;
        open(&material.aead, context.as_bytes(), sealed)
    }

    /// Whether a value sealed under the data key, or a wrapped person's key, should be sealed anew
    /// because a newer version of the data key is active.
    pub fn is_outdated(&self, sealed: &[u8]) -> bool {
        let version = version_of(Kind::Data, sealed).or(version_of(Kind::PersonKey, sealed));
        version.is_ok_and(|v| v != self.active_version(Purpose::Data))
    }

    pub(super) fn data_material(&self, version: KeyVersion) -> Result<&Material, SealError> {
        self.usable(Purpose::Data, version).map_err(|why| match why {
            Unusable::Unknown => SealError::UnknownKey(version),
            Unusable::Destroyed => SealError::DestroyedKey(version),
        })
    }
}
