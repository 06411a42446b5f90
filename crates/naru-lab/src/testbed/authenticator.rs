//! A software authenticator (WebAuthn): makes keys and signs challenges as a telephone would. Its
//! fields are open, so that a test can make it lie about one thing at a time.
//!
//! **Must never know** how a server judges: it only writes what the standard says.

use data_encoding::BASE64URL_NOPAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};

/// Present, verified: what an honest answer says.
const HONEST: u8 = 0x05;
const WITH_KEY: u8 = 0x40;

enum Keys {
    Es256(EcdsaKeyPair),
    EdDsa(Ed25519KeyPair),
}

/// One key at one site.
pub struct Authenticator {
    keys: Keys,
    /// Its id of the key.
    pub credential: Vec<u8>,
    /// Where the browser says that it stands.
    pub origin: String,
    /// The site that the authenticator answers for.
    pub relying_party: String,
    /// The flags of the next answer, without the one for a new key.
    pub flags: u8,
    /// The counter; rises by one with each answer. 0 stays 0.
    pub counter: u32,
    /// Put among the fields of `clientDataJSON`: `,"crossOrigin":true`.
    pub aside: String,
}

/// A new key as the browser hands it in.
pub struct Made {
    /// `clientDataJSON`
    pub client: Vec<u8>,
    /// `attestationObject`
    pub attestation: Vec<u8>,
}

/// An answer as the browser hands it in.
pub struct Answered {
    /// The id of the key.
    pub credential: Vec<u8>,
    /// `clientDataJSON`
    pub client: Vec<u8>,
    /// `authenticatorData`
    pub data: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl Authenticator {
    /// One that signs with ECDSA on P-256, and counts.
    pub fn es256(origin: &str, relying_party: &str) -> Authenticator {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
            .and_then(|it| {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, it.as_ref(), &random)
                    .map_err(|_| ring::error::Unspecified)
            })
            .expect("ring makes keys that it reads");
        Authenticator::with(Keys::Es256(made), b"es256-key", origin, relying_party)
    }

    /// One that signs with Ed25519.
    pub fn eddsa(origin: &str, relying_party: &str) -> Authenticator {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
            .and_then(|it| {
                Ed25519KeyPair::from_pkcs8(it.as_ref()).map_err(|_| ring::error::Unspecified)
            })
            .expect("ring makes keys that it reads");
        Authenticator::with(Keys::EdDsa(made), b"eddsa-key", origin, relying_party)
    }

    fn with(keys: Keys, credential: &[u8], origin: &str, relying_party: &str) -> Authenticator {
        Authenticator {
            keys,
            credential: credential.to_vec(),
            origin: origin.to_owned(),
            relying_party: relying_party.to_owned(),
            flags: HONEST,
            counter: 1,
            aside: String::new(),
        }
    }

    fn client(&self, kind: &str, challenge: &[u8]) -> Vec<u8> {
        let (challenge, origin) = (BASE64URL_NOPAD.encode(challenge), &self.origin);
        let aside = &self.aside;
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}"{aside}}}"#)
            .into_bytes()
    }

    fn head(&self, flags: u8) -> Vec<u8> {
        let mut out = digest(&SHA256, self.relying_party.as_bytes()).as_ref().to_vec();
        out.push(flags);
        out.extend(self.counter.to_be_bytes());
        out
    }

    /// The public key in COSE: maps and numbers are small enough to be written out.
    pub fn cose(&self) -> Vec<u8> {
        match &self.keys {
            Keys::Es256(keys) => {
                let point = keys.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
                let head: &[u8] = &[0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01];
                [head, &[0x21, 0x58, 32], x, &[0x22, 0x58, 32], y].concat()
            }
            Keys::EdDsa(keys) => {
                // {1: 1, 3: -8, -1: 6, -2: x}
                let head: &[u8] = &[0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 32];
                [head, keys.public_key().as_ref()].concat()
            }
        }
    }

    /// Makes the key known.
    pub fn make(&self, challenge: &[u8]) -> Made {
        self.make_with(challenge, &self.cose())
    }

    /// The same, with other bytes where the key stands.
    pub fn make_with(&self, challenge: &[u8], cose: &[u8]) -> Made {
        let mut data = self.head(self.flags | WITH_KEY);
        data.extend([0; 16]);
        data.push(0);
        data.push(u8::try_from(self.credential.len()).expect("an id of a test is short"));
        data.extend(&self.credential);
        data.extend(cose);
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut attestation = vec![0xA3, 0x63];
        attestation.extend(b"fmt\x64none\x67attStmt\xA0\x68authData\x59");
        let length = u16::try_from(data.len()).expect("a key is short");
        attestation.extend(length.to_be_bytes());
        attestation.extend(data);
        Made { client: self.client("webauthn.create", challenge), attestation }
    }

    /// Signs a challenge.
    pub fn answer(&mut self, challenge: &[u8]) -> Answered {
        if self.counter > 0 {
            self.counter += 1;
        }
        let client = self.client("webauthn.get", challenge);
        let data = self.head(self.flags);
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = match &self.keys {
            Keys::Es256(keys) => keys
                .sign(&SystemRandom::new(), &signed)
                .expect("ring signs with a key that it made")
                .as_ref()
                .to_vec(),
            Keys::EdDsa(keys) => keys.sign(&signed).as_ref().to_vec(),
        };
        Answered { credential: self.credential.clone(), client, data, signature }
    }
}
