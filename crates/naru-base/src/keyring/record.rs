//! What is stored and shown about a key. None of it is secret without the root key.

use crate::time::Micros;
use ring::digest::{SHA256, digest};
use std::fmt;

/// What a key is for. A key never serves two purposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Personal data and other secrets in the store.
    Data,
    /// Keyed hashes by which personal data are found.
    Lookup,
    /// Access tokens.
    Tokens,
    /// Secrets of outgoing webhooks.
    Webhooks,
    /// Checkpoints of the audit chain.
    Audit,
    /// Backup and support bundles.
    Bundles,
    /// Signatures on messages to banks.
    BankSigning,
}

impl Purpose {
    /// All purposes, in the order of their declaration.
    pub const ALL: [Purpose; 7] = [
        Purpose::Data,
        Purpose::Lookup,
        Purpose::Tokens,
        Purpose::Webhooks,
        Purpose::Audit,
        Purpose::Bundles,
        Purpose::BankSigning,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Purpose::Data => "data",
            Purpose::Lookup => "lookup",
            Purpose::Tokens => "tokens",
            Purpose::Webhooks => "webhooks",
            Purpose::Audit => "audit",
            Purpose::Bundles => "bundles",
            Purpose::BankSigning => "bank-signing",
        }
    }
    /// Reads the form of [`Purpose::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Purpose::ALL.into_iter().find(|p| p.as_str() == text)
    }
    /// Whether keys of this purpose sign with Ed25519.
    pub const fn signs(self) -> bool {
        matches!(self, Purpose::Audit | Purpose::BankSigning)
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The version of a key within its purpose, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyVersion(u16);

impl KeyVersion {
    /// The first version.
    pub const FIRST: KeyVersion = KeyVersion(1);

    /// From a stored number; zero is no version.
    pub const fn new(number: u16) -> Option<Self> {
        if number == 0 { None } else { Some(KeyVersion(number)) }
    }
    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
    /// The version after this one, if numbers are left.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(KeyVersion)
    }
    pub(crate) const fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for KeyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Where a key stands in its life. Only forward, except that a retiring key may be made active
/// again while it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// New things are made with it.
    Active,
    /// What it made still opens; nothing new is made with it.
    Retiring,
    /// Gone. What it made is lost.
    Destroyed,
}

impl KeyState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyState::Active => "active",
            KeyState::Retiring => "retiring",
            KeyState::Destroyed => "destroyed",
        }
    }
    /// Reads the form of [`KeyState::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [KeyState::Active, KeyState::Retiring, KeyState::Destroyed]
            .into_iter()
            .find(|s| s.as_str() == text)
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Eight hexadecimal digits by which people tell keys apart. Says nothing about the key itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 4]);

impl Fingerprint {
    pub(crate) fn of(label: &str, key: &[u8; 32]) -> Self {
        let mut text = Vec::with_capacity(96);
        text.extend_from_slice(b"naru fingerprint 1 ");
        text.extend_from_slice(label.as_bytes());
        text.push(0);
        text.extend_from_slice(key);
        let hash = digest(&SHA256, &text);
        zeroize::Zeroize::zeroize(&mut text);
        let mut out = [0; 4];
        out.copy_from_slice(&hash.as_ref()[..4]);
        Fingerprint(out)
    }
    /// Reads the eight digits.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Fingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key as it is stored: closed by the root key, which alone can open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// What it is for.
    pub purpose: Purpose,
    /// Which version.
    pub version: KeyVersion,
    /// Where it stands in its life.
    pub state: KeyState,
    /// When it was made.
    pub created_at: Micros,
    /// The key under the root key; empty once destroyed.
    pub wrapped: Vec<u8>,
    /// By which people tell it apart.
    pub fingerprint: Fingerprint,
}

/// What may be shown of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyStatus {
    /// What it is for.
    pub purpose: Purpose,
    /// Which version.
    pub version: KeyVersion,
    /// Where it stands in its life.
    pub state: KeyState,
    /// When it was made.
    pub created_at: Micros,
    /// By which people tell it apart.
    pub fingerprint: Fingerprint,
}
