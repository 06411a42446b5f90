//! DSSE envelopes: a document and who signed it, in one JSON file.
//!
//! The form is that of the DSSE specification, version 1.0.2 (`PAE(type, body)` is signed, payload
//! and signatures are base64, keys are named by hints that prove nothing). Keys are Ed25519.
//!
//! **Must never know** what is in the envelope, or whose key is whose.

use crate::ed25519::{SigningKey, VerifyingKey};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};
use serde::{Deserialize, Serialize};

/// Signatures that are looked at: more is nobody's honest file.
pub const SIGNATURES_MAX: usize = 16;

/// Why an envelope cannot be opened. Carries no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEnvelope {
    /// Its JSON has not the three fields.
    #[error("no DSSE envelope with payloadType, payload and signatures")]
    Form,
    /// The payload or a signature is not base64.
    #[error("an envelope whose payload or signature is not base64")]
    Base64,
    /// There are none, or too many.
    #[error("an envelope without a signature, or with more than 16")]
    Signatures,
}

#[derive(Deserialize, Serialize)]
struct Wire {
    #[serde(rename = "payloadType")]
    payload_type: String,
    payload: String,
    signatures: Vec<WireSignature>,
}

#[derive(Deserialize, Serialize)]
struct WireSignature {
    #[serde(default)]
    keyid: String,
    sig: String,
}

/// An envelope, open: nothing is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    payload_type: String,
    /// What is in it.
    pub payload: Vec<u8>,
    signatures: Vec<Vec<u8>>,
}

/// What is signed: the type and the body, each with its length before it.
fn pae(payload_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), body.len());
    [head.as_bytes(), body].concat()
}

fn base64(text: &str) -> Result<Vec<u8>, BadEnvelope> {
    let text = text.as_bytes();
    let all = [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD];
    all.iter().find_map(|it| it.decode(text).ok()).ok_or(BadEnvelope::Base64)
}

/// Whether these bytes mean to be an envelope: JSON that begins an object and names the type of a
/// payload within its first bytes.
pub fn is_meant(bytes: &[u8]) -> bool {
    const WITHIN: usize = 4096;
    const NAMES: [&[u8]; 2] = [b"\"payloadType\"", b"\"payload\""];
    let head = bytes.trim_ascii_start();
    let head = &head[..head.len().min(WITHIN)];
    head.first() == Some(&b'{')
        && NAMES.iter().any(|name| head.windows(name.len()).any(|it| it == *name))
}

impl Envelope {
    /// Opens an envelope.
    pub fn open(bytes: &[u8]) -> Result<Envelope, BadEnvelope> {
        let wire: Wire = serde_json::from_slice(bytes).map_err(|_| BadEnvelope::Form)?;
        if wire.signatures.is_empty() || wire.signatures.len() > SIGNATURES_MAX {
            return Err(BadEnvelope::Signatures);
        }
        let signatures = wire.signatures.iter().map(|it| base64(&it.sig));
        Ok(Envelope {
            payload: base64(&wire.payload)?,
            signatures: signatures.collect::<Result<_, _>>()?,
            payload_type: wire.payload_type,
        })
    }

    /// The first of these keys that signed it.
    pub fn signer<'k>(
        &self,
        keys: impl IntoIterator<Item = &'k VerifyingKey>,
    ) -> Option<&'k VerifyingKey> {
        let signed = pae(&self.payload_type, &self.payload);
        let holds = |key: &VerifyingKey| self.signatures.iter().any(|it| key.verify(&signed, it));
        keys.into_iter().find(|key| holds(key))
    }
}

/// Puts a document into an envelope with one signature; one line of JSON.
pub fn sign(payload_type: &str, body: &[u8], key: &SigningKey) -> String {
    let wire = Wire {
        payload_type: payload_type.to_owned(),
        payload: BASE64.encode(body),
        signatures: vec![WireSignature {
            keyid: key.verifying_key().to_string(),
            sig: BASE64.encode(&key.sign(&pae(payload_type, body))),
        }],
    };
    serde_json::to_string(&wire).expect("texts are always JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_signed_bytes_are_those_of_the_specification() {
        // The example of the specification's section on PAE.
        assert_eq!(pae("http://example.com/HelloWorld", b"hello world"), {
            b"DSSEv1 29 http://example.com/HelloWorld 11 hello world".to_vec()
        });
        assert_eq!(pae("", "가".as_bytes()), ["DSSEv1 0  3 ".as_bytes(), "가".as_bytes()].concat());
    }

    #[test]
    fn whoever_signed_is_found_and_nobody_else() {
        let (key, other) = (SigningKey::from_seed(&[1; 32]), SigningKey::from_seed(&[2; 32]));
        let text = sign("application/vnd.cyclonedx+json", b"{}", &key);
        assert!(is_meant(text.as_bytes()));
        let open = Envelope::open(text.as_bytes()).expect("own form");
        assert_eq!(open.payload, b"{}");
        let (mine, theirs) = (key.verifying_key(), other.verifying_key());
        assert_eq!(open.signer([&theirs, &mine]), Some(&mine));
        assert_eq!(open.signer([&theirs]), None);
        // Another type, or another body, under the same signature.
        for (from, to) in [("cyclonedx", "cyclonedy"), ("e30=", "W10=")] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            let open = Envelope::open(changed.as_bytes()).expect("still an envelope");
            assert_eq!(open.signer([&mine]), None, "{from}");
        }
    }

    #[test]
    fn what_is_no_envelope_says_why() {
        for (text, why) in [
            ("{}", BadEnvelope::Form),
            (r#"{"payloadType":"x","payload":"e30=","signatures":[]}"#, BadEnvelope::Signatures),
            (
                r#"{"payloadType":"x","payload":"%","signatures":[{"sig":"AA=="}]}"#,
                BadEnvelope::Base64,
            ),
            (
                r#"{"payloadType":"x","payload":"e30=","signatures":[{"sig":"!"}]}"#,
                BadEnvelope::Base64,
            ),
        ] {
            assert_eq!(Envelope::open(text.as_bytes()), Err(why), "{text}");
        }
        assert!(!is_meant(b"{\"bomFormat\":\"CycloneDX\"}"));
        assert!(!is_meant(b"SPDXVersion: SPDX-2.3 \"payload\""));
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = is_meant(&bytes);
            let _ = Envelope::open(&bytes);
        }
    }
}
