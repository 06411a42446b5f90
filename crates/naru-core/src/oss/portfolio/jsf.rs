//! A signature inside a document: JSON Signature Format, as CycloneDX carries it in `signature`.
//! The document in canonical form, without the value of its signature, is what is signed.
//!
//! Verified are single signatures with Ed25519, ES256 and RS256 over the whole document. Several
//! signers, chains, certificates and signatures that leave members out are told, not verified.
//!
//! **Must never know** whose key is whose.

use super::jcs;
use data_encoding::BASE64URL_NOPAD;
use naru_base::ed25519::VerifyingKey;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// What a signature inside a document comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// There is none.
    None,
    /// There is one of a kind that is not verified.
    Untold,
    /// It does not fit the document: one of them was changed.
    Wrong,
    /// It fits. The key is one that institutions can name if it is Ed25519.
    Fits(Option<VerifyingKey>),
}

#[derive(Deserialize)]
struct Document {
    signature: Option<Signature>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signature {
    algorithm: Option<String>,
    value: Option<String>,
    public_key: Option<Jwk>,
    key_id: Option<String>,
    excludes: Option<serde_json::Value>,
    extensions: Option<serde_json::Value>,
    certificate_path: Option<serde_json::Value>,
    signers: Option<serde_json::Value>,
    chain: Option<serde_json::Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Jwk {
    kty: String,
    crv: String,
    x: String,
    y: String,
    n: String,
    e: String,
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// What the signature inside a document says. `keys`: whose it may be where it brings none itself.
pub(super) fn verify(text: &str, keys: &[VerifyingKey]) -> Inside {
    let is_any = serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|it| it.get("signature").is_some());
    if !is_any {
        return Inside::None;
    }
    let read = serde_json::from_str::<Document>(text).ok().and_then(|it| it.signature);
    let Some(it) = read.filter(is_simple) else { return Inside::Untold };
    let (Some(algorithm), Some(value)) = (&it.algorithm, &it.value) else { return Inside::Untold };
    let signed = jcs::canonical(text, &["signature", "value"]);
    let (Some(signed), Some(value)) = (signed, decoded(value)) else { return Inside::Wrong };
    judged(&it, algorithm, (signed.as_bytes(), &value), keys)
}

/// Whether it is one signature over everything, by a key that stands there or is named.
fn is_simple(it: &Signature) -> bool {
    let more = [&it.excludes, &it.extensions, &it.certificate_path, &it.signers, &it.chain];
    more.iter().all(|it| it.is_none())
}

fn judged(
    it: &Signature,
    algorithm: &str,
    (signed, value): (&[u8], &[u8]),
    keys: &[VerifyingKey],
) -> Inside {
    let of = |fits: bool, key| if fits { Inside::Fits(key) } else { Inside::Wrong };
    match (algorithm, &it.public_key) {
        ("Ed25519", Some(key)) => match ed25519(key) {
            Some(key) => of(key.verify(signed, value), Some(key)),
            None => Inside::Wrong,
        },
        // A name proves nothing: every key is tried.
        ("Ed25519", None) => match keys.iter().find(|key| key.verify(signed, value)) {
            Some(key) => Inside::Fits(Some(*key)),
            None if keys.iter().any(|key| Some(key.to_string()) == it.key_id) => Inside::Wrong,
            None => Inside::Untold,
        },
        ("ES256", Some(key)) if key.kty == "EC" && key.crv == "P-256" => {
            of(es256(key, signed, value), None)
        }
        ("RS256", Some(key)) if key.kty == "RSA" => of(rs256(key, signed, value), None),
        _ => Inside::Untold,
    }
}

fn ed25519(key: &Jwk) -> Option<VerifyingKey> {
    let is_one = key.kty == "OKP" && key.crv == "Ed25519";
    let bytes = decoded(&key.x).filter(|_| is_one)?;
    Some(VerifyingKey::from_bytes(bytes.try_into().ok()?))
}

fn es256(key: &Jwk, signed: &[u8], value: &[u8]) -> bool {
    let (Some(x), Some(y)) = (decoded(&key.x), decoded(&key.y)) else { return false };
    // A point of the curve in its long form.
    let point = [&[4], x.as_slice(), y.as_slice()].concat();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, value).is_ok()
}

fn rs256(key: &Jwk, signed: &[u8], value: &[u8]) -> bool {
    let (Some(n), Some(e)) = (decoded(&key.n), decoded(&key.e)) else { return false };
    let key = RsaPublicKeyComponents { n, e };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, value).is_ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use naru_base::ed25519::SigningKey;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    use serde_json::{Value, json};

    /// A document with a signature of this head, whose value `sign` makes.
    fn with(mut document: Value, head: Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
        document["signature"] = head;
        document["signature"]["value"] = json!("");
        let signed = jcs::canonical(&document.to_string(), &["signature", "value"]);
        let value = sign(signed.expect("JSON").as_bytes());
        document["signature"]["value"] = json!(BASE64URL_NOPAD.encode(&value));
        serde_json::to_string_pretty(&document).expect("JSON")
    }

    fn jwk(key: &SigningKey) -> Value {
        let x = BASE64URL_NOPAD.encode(key.verifying_key().as_bytes());
        json!({"kty": "OKP", "crv": "Ed25519", "x": x})
    }

    fn document() -> Value {
        json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "name": "가", "score": 9.80})
    }

    #[test]
    fn a_signature_fits_what_was_signed_and_nothing_else() {
        let key = SigningKey::from_seed(&[7; 32]);
        let public = key.verifying_key();
        let head = json!({"algorithm": "Ed25519", "publicKey": jwk(&key)});
        let text = with(document(), head, |it| key.sign(it).to_vec());
        assert_eq!(verify(&text, &[]), Inside::Fits(Some(public)));
        // Space and order say nothing; every value does.
        let dense = serde_json::from_str::<Value>(&text).expect("JSON").to_string();
        assert_eq!(verify(&dense, &[]), Inside::Fits(Some(public)));
        for (from, to) in [("9.8", "9.7"), ("\"가\"", "\"나\""), ("1.6", "1.5"), ("OKP", "OKQ")] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            assert_eq!(verify(&changed, &[public]), Inside::Wrong, "{from} → {to}");
        }
        // Without the key, by whichever of the known ones signed it.
        let name = public.to_string();
        let named = json!({"algorithm": "Ed25519", "keyId": name});
        let text = with(document(), named, |it| key.sign(it).to_vec());
        let other = SigningKey::from_seed(&[8; 32]).verifying_key();
        assert_eq!(verify(&text, &[other, public]), Inside::Fits(Some(public)));
        assert_eq!(verify(&text, &[other]), Inside::Untold, "of a key that nobody knows");
        assert_eq!(verify(&text.replace("9.8", "9.7"), &[public]), Inside::Wrong);
        assert_eq!(verify(&document().to_string(), &[public]), Inside::None);
    }

    #[test]
    fn keys_of_other_kinds_are_verified_and_what_is_not_is_told() {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
        let pkcs8 = pkcs8.expect("a key");
        let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &random).expect("a key");
        let point = key.public_key().as_ref();
        let text = |it: &[u8]| BASE64URL_NOPAD.encode(it);
        let jwk =
            json!({"kty": "EC", "crv": "P-256", "x": text(&point[1..33]), "y": text(&point[33..])});
        let head = json!({"algorithm": "ES256", "publicKey": jwk});
        let sign = |it: &[u8]| key.sign(&random, it).expect("signed").as_ref().to_vec();
        let signed = with(document(), head.clone(), sign);
        assert_eq!(verify(&signed, &[]), Inside::Fits(None));
        assert_eq!(verify(&signed.replace("9.8", "9.7"), &[]), Inside::Wrong);
        for (name, value) in [
            ("excludes", json!(["name"])),
            ("signers", json!([])),
            ("certificatePath", json!(["x"])),
            ("algorithm", json!("HS256")),
        ] {
            let mut head = head.clone();
            head[name] = value;
            assert_eq!(verify(&with(document(), head, sign), &[]), Inside::Untold, "{name}");
        }
        let rsa =
            json!({"algorithm": "RS256", "publicKey": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}});
        assert_eq!(verify(&with(document(), rsa, sign), &[]), Inside::Wrong, "of no such key");
    }
}
