//! Ed25519 keys: signing and verifying, with one text form for each.
//!
//! The vector code of `ed25519-dalek` verifies in about half the time of `ring`, and verifying what
//! banks say is the largest single cost of a transfer. `ring` still reads key files.
//!
//! **Must never know** what is signed: message forms live in `httpsig` and with the audit chain.

use crate::env::Entropy;
use crate::secret::{Secret, SecretText};
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::Signer as _;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use std::cell::RefCell;
use std::fmt;

/// What the file of a private key begins with: nobody takes it for a public one.
pub const PRIVATE_PREFIX: &str = "naru-private-key:";

/// Length of a signature in bytes.
pub const SIGNATURE_LEN: usize = 64;

/// Why a text or a file is not a key. Carries no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct BadKey(&'static str);

/// A private key. Never printed.
pub struct SigningKey {
    pair: ed25519_dalek::SigningKey,
    seed: Secret<[u8; 32]>,
    public: VerifyingKey,
}

/// Where the 32 private bytes stand in a PKCS#8 file of an Ed25519 key, in both its versions: the
/// DER before them has a fixed length.
const PKCS8_SEED: std::ops::Range<usize> = 16..48;

impl SigningKey {
    /// The key of a 32-byte seed (RFC 8032's private key).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        let pair = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = VerifyingKey(pair.verifying_key().to_bytes());
        SigningKey { pair, seed: Secret::new(*seed), public }
    }

    /// A fresh key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut seed = Secret::new([0; 32]);
        entropy.fill(seed.expose_mut());
        Self::from_seed(seed.expose())
    }

    /// Reads a PKCS#8 key in DER, as OpenSSL writes it, with or without the public half.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, BadKey> {
        const BAD: BadKey = BadKey("Ed25519 private key in PKCS#8 (DER)");
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(|_| BAD)?;
        let seed = der.get(PKCS8_SEED).and_then(|s| s.try_into().ok()).ok_or(BAD)?;
        let key = Self::from_seed(seed);
        if key.public.0 == pair.public_key().as_ref() { Ok(key) } else { Err(BAD) }
    }

    /// Reads the form of [`SigningKey::text`].
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        let seed = bytes32(text, "Ed25519 private key (43 characters of base64url)")?;
        Ok(Self::from_seed(Secret::new(seed).expose()))
    }

    /// The seed as 43 characters of base64url, to keep in a file that only its owner reads.
    pub fn text(&self) -> SecretText {
        Secret::new(BASE64URL_NOPAD.encode(self.seed.expose()))
    }

    /// The same behind [`PRIVATE_PREFIX`], for a file that lies about where public keys do.
    pub fn marked_text(&self) -> SecretText {
        let text = self.text();
        Secret::new(format!("{PRIVATE_PREFIX}{}", text.expose()))
    }

    /// Reads the form of [`SigningKey::marked_text`], or that of [`SigningKey::text`].
    pub fn parse_marked(text: &str) -> Result<Self, BadKey> {
        Self::parse(text.strip_prefix(PRIVATE_PREFIX).unwrap_or(text))
    }

    /// The public half.
    pub const fn verifying_key(&self) -> VerifyingKey {
        self.public
    }

    /// Signs `message`. The same message gives the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LEN] {
        self.pair.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(*** of {})", self.public)
    }
}

/// A public key. Its text form is 43 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VerifyingKey([u8; 32]);

impl VerifyingKey {
    /// From the 32 bytes of RFC 8032.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        VerifyingKey(bytes)
    }
    /// The 32 bytes of RFC 8032.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
    /// Reads the text form.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        bytes32(text, "Ed25519 public key (43 characters of base64url)").map(VerifyingKey)
    }
    /// Whether anything can be signed by it: half of all texts of this length are no key.
    pub fn is_usable(&self) -> bool {
        self.point().is_some()
    }
    /// Whether `signature` is this key's signature of `message`.
    #[must_use]
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return false };
        // Strict: no signature verifies under a key that anybody could have signed with.
        self.point().is_some_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

/// Points kept per thread; a relay has a few dozen banks, a bank has a few keys of the relay.
const POINTS_MAX: usize = 64;

thread_local! {
    /// The points of the keys last used: finding the point of 32 bytes costs a tenth of verifying,
    /// and the same few keys come again and again.
    static POINTS: RefCell<Vec<(VerifyingKey, ed25519_dalek::VerifyingKey)>> = const {
        RefCell::new(Vec::new())
    };
}

impl VerifyingKey {
    /// The point of the key; `None` if its bytes are none.
    fn point(&self) -> Option<ed25519_dalek::VerifyingKey> {
        POINTS.with_borrow_mut(|known| {
            if let Some((_, point)) = known.iter().find(|(key, _)| key == self) {
                return Some(*point);
            }
            let point = ed25519_dalek::VerifyingKey::from_bytes(&self.0).ok()?;
            if known.len() == POINTS_MAX {
                known.remove(0);
            }
            known.push((*self, point));
            Some(point)
        })
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

fn bytes32(text: &str, what: &'static str) -> Result<[u8; 32], BadKey> {
    let mut out = [0; 32];
    let length = BASE64URL_NOPAD.decode_len(text.len()).map_err(|_| BadKey(what))?;
    if length != out.len() {
        return Err(BadKey(what));
    }
    BASE64URL_NOPAD.decode_mut(text.as_bytes(), &mut out).map_err(|_| BadKey(what))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_text() {
        let key = SigningKey::from_seed(&[7; 32]);
        let again = SigningKey::parse(key.text().expose()).expect("own form");
        assert_eq!(again.verifying_key(), key.verifying_key());
        let public = VerifyingKey::parse(&key.verifying_key().to_string()).expect("own form");
        assert!(public.verify(b"hello", &key.sign(b"hello")));
        assert!(!public.verify(b"hellO", &key.sign(b"hello")));
        assert!(!public.verify(b"hello", &key.sign(b"hello")[..63]));
        assert!(!format!("{key:?}").contains(key.text().expose().as_str()));
        let marked = key.marked_text();
        assert!(marked.expose().starts_with(PRIVATE_PREFIX));
        for text in [marked.expose(), key.text().expose()] {
            let again = SigningKey::parse_marked(text).expect("both forms");
            assert_eq!(again.verifying_key(), key.verifying_key());
        }
        assert!(VerifyingKey::parse(marked.expose()).is_err());
        assert!(public.is_usable() && !VerifyingKey::from_bytes([2; 32]).is_usable());
    }

    #[test]
    fn more_keys_than_are_kept_verify_all_the_same() {
        let keys: Vec<_> = (0..=2 * POINTS_MAX)
            .map(|n| SigningKey::from_seed(&[u8::try_from(n).expect("small"); 32]))
            .collect();
        for _ in 0..2 {
            for (n, key) in keys.iter().enumerate() {
                let signature = key.sign(b"hello");
                assert!(key.verifying_key().verify(b"hello", &signature));
                let other = &keys[(n + 1) % keys.len()];
                assert!(!other.verifying_key().verify(b"hello", &signature));
            }
        }
        // Under the neutral point anybody's signature would hold; and these bytes are no point.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; SIGNATURE_LEN];
        signature[0] = 1;
        assert!(!VerifyingKey::from_bytes(neutral).verify(b"hello", &signature));
        assert!(!VerifyingKey::from_bytes([2; 32]).verify(b"hello", &signature));
    }

    #[test]
    fn bad_texts_are_refused() {
        for text in ["", "A", &"A".repeat(42), &"A".repeat(44), &"=".repeat(43), &"가".repeat(43)]
        {
            assert!(SigningKey::parse(text).is_err(), "{text}");
            assert!(VerifyingKey::parse(text).is_err(), "{text}");
        }
        let not_canonical = format!("{}B", "A".repeat(42));
        assert!(VerifyingKey::parse(&not_canonical).is_err(), "stray bits at the end");
    }

    #[test]
    fn pkcs8_of_both_versions_opens() {
        let seed = [9; 32];
        let key = SigningKey::from_seed(&seed);
        let mut v1 =
            data_encoding::HEXLOWER.decode(b"302e020100300506032b657004220420").expect("hex");
        v1.extend_from_slice(&seed);
        let opened = SigningKey::from_pkcs8(&v1).expect("version 1");
        assert_eq!(opened.verifying_key(), key.verifying_key());

        let v2 = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).expect("ring");
        let pair = Ed25519KeyPair::from_pkcs8(v2.as_ref()).expect("ring");
        let opened = SigningKey::from_pkcs8(v2.as_ref()).expect("version 2");
        assert_eq!(opened.verifying_key().as_bytes(), pair.public_key().as_ref());

        assert!(SigningKey::from_pkcs8(&v1[..47]).is_err());
        assert!(SigningKey::from_pkcs8(b"").is_err());
    }
}
