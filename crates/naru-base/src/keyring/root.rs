//! The root key: 32 bytes from outside, and the one-line text file it is kept in.

use super::error::{KeyError, Why};
use super::record::{Fingerprint, KeyVersion, Purpose};
use crate::env::Entropy;
use crate::secret::{Secret, SecretText, constant_time_eq};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest::{SHA256, digest};
use ring::hkdf::{HKDF_SHA256, Salt};
use std::fmt;

const FILE_HEAD: &str = "naru-root-1";
const WRAP_FORMAT: u8 = 1;
const TAG_LEN: usize = 16;
const WRAPPED_LEN: usize = 1 + NONCE_LEN + 32 + TAG_LEN;

/// The key that opens the other keys. Comes by file or command; never stored beside the data.
pub struct RootKey {
    key: Secret<[u8; 32]>,
    wrap: LessSafeKey,
}

impl RootKey {
    /// From its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let key = Secret::new(bytes);
        let wrap = aead_key(derive(key.expose(), "wrap").expose());
        RootKey { key, wrap }
    }

    /// A fresh root key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = Secret::new([0; 32]);
        entropy.fill(bytes.expose_mut());
        Self::from_bytes(*bytes.expose())
    }

    /// Reads the key file: one line `naru-root-1:KEY:CHECKSUM`. A truncated or mistyped file is
    /// refused, because a wrong root key would otherwise only show as data that do not open.
    pub fn parse_file(text: &str) -> Result<Self, KeyError> {
        let line = text.strip_suffix('\n').unwrap_or(text);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() {
            return Err(KeyError::RootFile(Why::Empty));
        }
        if line.contains(['\n', '\r']) {
            return Err(KeyError::RootFile(Why::MoreLines));
        }
        let mut parts = line.split(':');
        if parts.next() != Some(FILE_HEAD) {
            return Err(KeyError::RootFile(Why::WrongHead));
        }
        let (Some(key), Some(sum), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::RootFile(Why::WrongParts));
        };
        let bytes = BASE64URL_NOPAD
            .decode(key.as_bytes())
            .map_err(|_| KeyError::RootFile(Why::WrongCharacter))?;
        let bytes = Secret::new(bytes);
        let bytes: [u8; 32] =
            bytes.expose()[..].try_into().map_err(|_| KeyError::RootFile(Why::WrongCharacter))?;
        let key = Self::from_bytes(bytes);
        if constant_time_eq(sum.as_bytes(), key.checksum().as_bytes()) {
            Ok(key)
        } else {
            Err(KeyError::RootFile(Why::WrongChecksum))
        }
    }

    /// The content of the key file, with its line end.
    pub fn file_text(&self) -> SecretText {
        let key = Secret::new(BASE64URL_NOPAD.encode(self.key.expose()));
        Secret::new(format!("{FILE_HEAD}:{}:{}\n", key.expose(), self.checksum()))
    }

    /// By which people tell root keys apart.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of("root", self.key.expose())
    }

    /// The 32 bytes, for a KMS import and for [`split`](super::split).
    pub const fn expose(&self) -> &[u8; 32] {
        self.key.expose()
    }

    fn checksum(&self) -> String {
        let mut text = Secret::new(Vec::with_capacity(64));
        text.expose_mut().extend_from_slice(FILE_HEAD.as_bytes());
        text.expose_mut().extend_from_slice(self.key.expose());
        HEXLOWER.encode(&digest(&SHA256, text.expose()).as_ref()[..4])
    }

    pub(super) fn wrap(
        &self,
        purpose: Purpose,
        version: KeyVersion,
        key: &[u8; 32],
        entropy: &dyn Entropy,
    ) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut out = Vec::with_capacity(WRAPPED_LEN);
        out.push(WRAP_FORMAT);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(key);
        let tag = self
            .wrap
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place(purpose, version)),
                &mut out[1 + NONCE_LEN..],
            )
            .expect("32 bytes are within the cipher's limit");
        out.extend_from_slice(tag.as_ref());
        out
    }

    /// The key in `wrapped`, or `None` if it was not closed by this root key for this place.
    pub(super) fn unwrap(
        &self,
        purpose: Purpose,
        version: KeyVersion,
        wrapped: &[u8],
    ) -> Option<Secret<[u8; 32]>> {
        if wrapped.len() != WRAPPED_LEN || wrapped[0] != WRAP_FORMAT {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(&wrapped[1..=NONCE_LEN]).ok()?;
        let mut text = Secret::new(wrapped[1 + NONCE_LEN..].to_vec());
        let aad = Aad::from(place(purpose, version));
        let key = self.wrap.open_in_place(nonce, aad, text.expose_mut()).ok()?;
        let key: &[u8; 32] = (&*key).try_into().ok()?;
        Some(Secret::new(*key))
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RootKey(*** {})", self.fingerprint())
    }
}

/// What a wrapped key is bound to: moved to another purpose or version, it does not open.
fn place(purpose: Purpose, version: KeyVersion) -> Vec<u8> {
    let mut out = Vec::with_capacity(32);
    out.extend_from_slice(b"naru-key-1\0");
    out.extend_from_slice(purpose.as_str().as_bytes());
    out.push(0);
    out.extend_from_slice(&version.to_bytes());
    out
}

/// A key of its own for each use, so that one key never serves two algorithms.
pub(super) fn derive(key: &[u8; 32], usage: &str) -> Secret<[u8; 32]> {
    let mut out = Secret::new([0; 32]);
    Salt::new(HKDF_SHA256, b"naru-derive-1")
        .extract(key)
        .expand(&[usage.as_bytes()], HKDF_SHA256)
        .and_then(|okm| okm.fill(out.expose_mut()))
        .expect("32 bytes are within HKDF's limit");
    out
}

pub(crate) fn aead_key(bytes: &[u8; 32]) -> LessSafeKey {
    let key = UnboundKey::new(&AES_256_GCM, bytes).expect("AES-256 takes every 32 bytes");
    LessSafeKey::new(key)
}
