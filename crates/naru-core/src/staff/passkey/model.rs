//! What the slice speaks of: sites, challenges, keys, and what a browser hands in.

use naru_base::{Entropy, Id, Micros};

/// Where the browser stood, as the server knows it: both are compared, none is taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port: `https://naru.example`.
    pub origin: String,
}

impl Site {
    /// The name that keys are made for: the host without its port.
    pub fn relying_party(&self) -> &str {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        }
    }

    /// Whether a browser may keep keys for this site at all: it wants a name, and for all but the
    /// own machine a secured connection.
    pub fn may_have_keys(&self) -> bool {
        let name = self.relying_party();
        let is_number = name.starts_with('[') || name.parse::<core::net::Ipv4Addr>().is_ok();
        let is_local = name == "localhost" || name.ends_with(".localhost");
        !name.is_empty() && !is_number && (is_local || self.origin.starts_with("https://"))
    }
}

/// What a challenge is for. One made for one purpose is of no use for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To add a key to the account.
    Add,
    /// The second step of a login.
    Enter,
    /// A fresh proof before a dangerous deed.
    Prove,
}

impl Purpose {
    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Purpose::Add => "add",
            Purpose::Enter => "enter",
            Purpose::Prove => "prove",
        }
    }
}

/// 256 random bits that an authenticator signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge(pub [u8; 32]);

impl Challenge {
    /// A new one.
    pub fn new(entropy: &dyn Entropy) -> Challenge {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Challenge(bytes)
    }
}

/// How a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl Algorithm {
    /// Both, the one that nearly all authenticators have first.
    pub const ALL: [Algorithm; 2] = [Algorithm::Es256, Algorithm::EdDsa];

    /// Its number in COSE, which browsers are asked with.
    pub const fn cose(self) -> i32 {
        match self {
            Algorithm::Es256 => -7,
            Algorithm::EdDsa => -8,
        }
    }

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Algorithm::Es256 => "es256",
            Algorithm::EdDsa => "eddsa",
        }
    }

    /// Reads [`Algorithm::as_str`].
    pub fn parse(text: &str) -> Option<Algorithm> {
        Algorithm::ALL.into_iter().find(|it| it.as_str() == text)
    }
}

/// A public key: for P-256 the uncompressed point, for Ed25519 its 32 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// How it signs.
    pub algorithm: Algorithm,
    /// The key.
    pub bytes: Vec<u8>,
}

/// A key as the account has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its row.
    pub id: Id,
    /// What the person calls it.
    pub name: String,
    /// The authenticator's id of it.
    pub credential: Vec<u8>,
    /// The site that it was made for.
    pub relying_party: String,
    /// When it was added.
    pub created_at: Micros,
    /// When it last opened something.
    pub used_at: Option<Micros>,
}

/// What a browser is asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The account, as the authenticator remembers it.
    pub account: Id,
    /// The account's login.
    pub login: String,
    /// The keys of the account for this site: those that may answer, or that are there already.
    pub credentials: Vec<Vec<u8>>,
}

/// A key that the person adds.
#[derive(Clone, Debug)]
pub struct NewKey<'a> {
    /// What the person calls it.
    pub name: &'a str,
    /// `clientDataJSON`, byte for byte.
    pub client: &'a [u8],
    /// `attestationObject`.
    pub attestation: &'a [u8],
}

/// What an authenticator answered.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// The id of the key that signed.
    pub credential: &'a [u8],
    /// `clientDataJSON`, byte for byte: its hash is signed.
    pub client: &'a [u8],
    /// `authenticatorData`.
    pub data: &'a [u8],
    /// The signature.
    pub signature: &'a [u8],
}
