//! A person's own key: what is sealed under it dies with it.

use super::blob::{self, Kind, Nonce, SealError};
use super::lookup::LookupHash;
use crate::env::Entropy;
use crate::keyring::{KeyVersion, Keyring, Purpose, aead_key};
use crate::secret::{Secret, SecretBytes};
use ring::aead::LessSafeKey;
use std::fmt;

/// The key of one person's data. Stored only wrapped ([`Keyring::wrap_person_key`]).
pub struct PersonKey {
    key: Secret<[u8; 32]>,
    version: KeyVersion,
    aead: LessSafeKey,
}

impl PersonKey {
    /// A fresh key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut key = Secret::new([0; 32]);
        entropy.fill(key.expose_mut());
        Self::new(key, KeyVersion::FIRST)
    }

    /// A fresh key to follow this one, for sealing a person's data anew; `None` if the numbers are
    /// used up.
    pub fn successor(&self, entropy: &dyn Entropy) -> Option<Self> {
        let version = self.version.next()?;
        let mut key = Secret::new([0; 32]);
        entropy.fill(key.expose_mut());
        Some(Self::new(key, version))
    }

    fn new(key: Secret<[u8; 32]>, version: KeyVersion) -> Self {
        let aead = aead_key(key.expose());
        PersonKey { key, version, aead }
    }

    /// Seals one value. `context` names the place (`person.name`): a value moved to another place
    /// does not open. Each nonce is used once under one key.
    pub fn seal(&self, context: &str, plaintext: &[u8], nonce: Nonce) -> Vec<u8> {
        let head = (Kind::Personal, self.version);
        blob::seal(&self.aead, head, context.as_bytes(), plaintext, nonce)
    }

    /// Opens what [`PersonKey::seal`] sealed for the same context.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<SecretBytes, SealError> {
        let version = blob::version_of(Kind::Personal, sealed)?;
        if version != self.version {
            return Err(SealError::UnknownKey(version));
        }
        blob::open(&self.aead, context.as_bytes(), sealed)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonKey(*** version {})", self.version)
    }
}

impl Keyring {
    /// Closes a person's key with the active data key, for the person found by `owner` only.
    pub fn wrap_person_key(&self, key: &PersonKey, owner: &LookupHash, nonce: Nonce) -> Vec<u8> {
        let (version, material) = self.active(Purpose::Data);
        let mut text = Secret::new([0; 34]);
        text.expose_mut()[..2].copy_from_slice(&key.version.to_bytes());
        text.expose_mut()[2..].copy_from_slice(key.key.expose());
        let head = (Kind::PersonKey, version);
        blob::seal(&material.aead, head, owner.as_bytes(), text.expose(), nonce)
    }

    /// Opens a wrapped key of the person found by `owner`. When the look-up key rotates, `owner`
    /// changes, so the wrapped keys are made anew together with the hashes.
    pub fn open_person_key(
        &self,
        wrapped: &[u8],
        owner: &LookupHash,
    ) -> Result<PersonKey, SealError> {
        let material = self.data_material(blob::version_of(Kind::PersonKey, wrapped)?)?;
        let text = blob::open(&material.aead, owner.as_bytes(), wrapped)?;
        let (version, key) = text.expose().split_first_chunk().ok_or(SealError::Malformed)?;
        let version = KeyVersion::new(u16::from_be_bytes(*version)).ok_or(SealError::Malformed)?;
        let key: &[u8; 32] = key.try_into().map_err(|_| SealError::Malformed)?;
        Ok(PersonKey::new(Secret::new(*key), version))
    }
}
