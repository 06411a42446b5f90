//! Keyed hashes by which personal data are found without being readable.

use crate::keyring::{KeyVersion, Keyring, Purpose};
use ring::hmac;
use std::fmt;

/// A keyed hash of personal data: equal data give equal hashes, and without the key neither the
/// data nor a guess at them can be checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LookupHash([u8; 32]);

impl LookupHash {
    /// From the stored bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        LookupHash(bytes)
    }
    /// From a stored column; `None` if it is not 32 bytes long.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(LookupHash)
    }
    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for LookupHash {
    /// 64 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for LookupHash {
    /// The first eight digits: enough to tell two apart in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LookupHash({}…)", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

impl Keyring {
    /// The hash under the active look-up key. `domain` says what is hashed (`person.ci`,
    /// `account`); no two pairs of domain and parts hash the same bytes.
    pub fn lookup(&self, domain: &str, parts: &[&[u8]]) -> LookupHash {
        hash(&self.active(Purpose::Lookup).1.mac, domain, parts)
    }

    /// The hash under one version, for a rotation during which rows carry either; `None` if that
    /// version is not here any more.
    pub fn lookup_under(
        &self,
        version: KeyVersion,
        domain: &str,
        parts: &[&[u8]],
    ) -> Option<LookupHash> {
        let material = self.usable(Purpose::Lookup, version).ok()?;
        Some(hash(&material.mac, domain, parts))
    }

    /// The version under which [`Keyring::lookup`] hashes; to be stored beside the hash.
    pub fn lookup_version(&self) -> KeyVersion {
        self.active_version(Purpose::Lookup)
    }
}

fn hash(key: &hmac::Key, domain: &str, parts: &[&[u8]]) -> LookupHash {
    let mut context = hmac::Context::with_key(key);
    // Each part goes in behind its length, so that no part can be read as the end of another.
    let mut put = |part: &[u8]| {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    };
    put(b"naru-lookup-1");
    put(domain.as_bytes());
    parts.iter().for_each(|part| put(part));
    let mut out = [0; 32];
    out.copy_from_slice(context.sign().as_ref());
    LookupHash(out)
}
