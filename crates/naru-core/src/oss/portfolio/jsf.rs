//! Signatures inside a document: JSON Signature Format, as CycloneDX carries it in `signature`.
//! The document in canonical form, without the value of the signature, is what is signed: by one
//! (`signature`), by several each for themselves (`signers`: the others are left out), or by one
//! after the other (`chain`: those after it are left out).
//!
//! Verified are Ed25519, ES256 and RS256 over the whole document, by a key that stands there, that
//! is named, or that a certificate carries. Whose a certificate is, its issuer says and nobody here
//! asks: what counts is whether its key is registered. Signatures that leave members out are told,
//! not verified.
//!
//! **Must never know** whose key is whose.

use super::jcs;
use data_encoding::BASE64URL_NOPAD;
use naru_base::ed25519::VerifyingKey;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::Value;
use x509_parser::oid_registry::{
    OID_EC_P256, OID_KEY_TYPE_EC_PUBLIC_KEY, OID_PKCS1_RSAENCRYPTION, OID_SIG_ED25519,
};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Signatures of one document that are verified: each is over the whole of it.
const SIGNERS_MAX: usize = 16;

/// What a signature inside a document comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// It is of a kind that is not verified.
    Untold,
    /// It does not fit the document: one of them was changed.
    Wrong,
    /// It fits. The key is one that institutions can name if it is Ed25519.
    Fits(Option<VerifyingKey>),
}

/// One of those who signed a document inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signed {
    /// By which algorithm, as the document says.
    pub(super) algorithm: String,
    /// What it comes to.
    pub(super) inside: Inside,
    /// Whether it fits by the key of a certificate that it carries.
    pub(super) is_by_certificate: bool,
}

impl Signed {
    const fn untold() -> Signed {
        Signed { algorithm: String::new(), inside: Inside::Untold, is_by_certificate: false }
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signature {
    algorithm: Option<String>,
    value: Option<String>,
    public_key: Option<Jwk>,
    key_id: Option<String>,
    excludes: Option<Value>,
    extensions: Option<Value>,
    certificate_path: Option<Vec<String>>,
    signers: Option<Value>,
    chain: Option<Value>,
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

/// A public key, wherever it stands.
enum Public {
    Ed25519(VerifyingKey),
    /// A point of P-256 in its long form.
    P256(Vec<u8>),
    /// Modulus and exponent.
    Rsa(Vec<u8>, Vec<u8>),
    /// The same as certificates have it.
    RsaDer(Vec<u8>),
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// What the signatures inside a document say, in their order; nothing: there is none. `keys`: whose
/// they may be where they bring none themselves.
pub(super) fn verify(text: &str, keys: &[VerifyingKey]) -> Vec<Signed> {
    let document = serde_json::from_str::<Value>(text).ok();
    let Some(signature) = document.as_ref().and_then(|it| it.get("signature")) else {
        return Vec::new();
    };
    let untold = || vec![Signed::untold()];
    // Beside several signers nothing else is known, as what leaves members out.
    let is_alone = signature.as_object().is_some_and(|it| it.len() == 1);
    let (name, list) = match (signature.get("signers"), signature.get("chain")) {
        (None, None) => return vec![one(text, signature, keys)],
        (Some(Value::Array(list)), None) if is_alone => ("signers", list),
        (None, Some(Value::Array(list))) if is_alone => ("chain", list),
        _ => return untold(),
    };
    if list.is_empty() || list.len() > SIGNERS_MAX {
        return untold();
    }
    let mut all = Vec::new();
    let mut rest = list.iter();
    let over = (name == "chain", "value");
    let done = jcs::canonical_of_each(text, &["signature", name], over, |signed| {
        all.extend(rest.next().map(|it| signed_by(it, Some(signed), keys)));
    });
    // Whatever cannot be brought into its form fits nothing.
    if done.is_some() { all } else { list.iter().map(|it| signed_by(it, None, keys)).collect() }
}

fn one(text: &str, signature: &Value, keys: &[VerifyingKey]) -> Signed {
    let signed = jcs::canonical(text, &["signature", "value"]);
    signed_by(signature, signed.as_deref(), keys)
}

/// What one signature over a text says; none: the document has no canonical form.
fn signed_by(signature: &Value, signed: Option<&str>, keys: &[VerifyingKey]) -> Signed {
    let it = Signature::deserialize(signature).ok().filter(is_simple).unwrap_or_default();
    let (Some(algorithm), Some(value)) = (&it.algorithm, &it.value) else {
        return Signed::untold();
    };
    let inside = match (signed, decoded(value)) {
        (Some(signed), Some(value)) => judged(&it, algorithm, (signed.as_bytes(), &value), keys),
        _ => Inside::Wrong,
    };
    let algorithm = algorithm.chars().take(20).collect();
    let fits = matches!(inside, Inside::Fits(_));
    Signed { algorithm, inside, is_by_certificate: fits && it.certificate_path.is_some() }
}

/// Whether it is one signature over everything, by a key that stands there, is named, or is in a
/// certificate.
fn is_simple(it: &Signature) -> bool {
    let more = [&it.excludes, &it.extensions, &it.signers, &it.chain];
    let has_both = it.public_key.is_some() && it.certificate_path.is_some();
    more.iter().all(|it| it.is_none()) && !has_both
}

fn judged(
    it: &Signature,
    algorithm: &str,
    (signed, value): (&[u8], &[u8]),
    keys: &[VerifyingKey],
) -> Inside {
    let of = |fits: bool, key| if fits { Inside::Fits(key) } else { Inside::Wrong };
    let is_known = matches!(algorithm, "Ed25519" | "ES256" | "RS256");
    let public = match (&it.public_key, &it.certificate_path) {
        _ if !is_known => return Inside::Untold,
        (Some(key), _) => of_jwk(key),
        (None, Some(path)) => path.first().and_then(|first| of_certificate(first)),
        // A name proves nothing: every key is tried.
        (None, None) if algorithm == "Ed25519" => {
            return match keys.iter().find(|key| key.verify(signed, value)) {
                Some(key) => Inside::Fits(Some(*key)),
                None if keys.iter().any(|key| Some(key.to_string()) == it.key_id) => Inside::Wrong,
                None => Inside::Untold,
            };
        }
        (None, None) => return Inside::Untold,
    };
    match (algorithm, public) {
        ("Ed25519", Some(Public::Ed25519(key))) => of(key.verify(signed, value), Some(key)),
        ("ES256", Some(Public::P256(point))) => {
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
            of(key.verify(signed, value).is_ok(), None)
        }
        ("RS256", Some(Public::Rsa(n, e))) => {
            let key = RsaPublicKeyComponents { n, e };
            of(key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, value).is_ok(), None)
        }
        ("RS256", Some(Public::RsaDer(der))) => {
            let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der);
            of(key.verify(signed, value).is_ok(), None)
        }
        // No such key made it.
        _ => Inside::Wrong,
    }
}

fn of_jwk(it: &Jwk) -> Option<Public> {
    match (it.kty.as_str(), it.crv.as_str()) {
        ("OKP", "Ed25519") => {
            let bytes = decoded(&it.x)?.try_into().ok()?;
            Some(Public::Ed25519(VerifyingKey::from_bytes(bytes)))
        }
        ("EC", "P-256") => {
            let (x, y) = (decoded(&it.x)?, decoded(&it.y)?);
            Some(Public::P256([&[4], x.as_slice(), y.as_slice()].concat()))
        }
        ("RSA", _) => Some(Public::Rsa(decoded(&it.n)?, decoded(&it.e)?)),
        _ => None,
    }
}

/// The key that a certificate is about.
fn of_certificate(text: &str) -> Option<Public> {
    let der = decoded(text)?;
    let (rest, certificate) = X509Certificate::from_der(&der).ok()?;
    let own = certificate.public_key();
    let key = own.subject_public_key.data.to_vec();
    let (kind, more) = (&own.algorithm.algorithm, own.algorithm.parameters.as_ref());
    let curve = more.and_then(|it| it.as_oid().ok());
    match () {
        () if !rest.is_empty() => None,
        () if *kind == OID_SIG_ED25519 => {
            Some(Public::Ed25519(VerifyingKey::from_bytes(key.try_into().ok()?)))
        }
        () if *kind == OID_KEY_TYPE_EC_PUBLIC_KEY && curve == Some(OID_EC_P256) => {
            Some(Public::P256(key))
        }
        () if *kind == OID_PKCS1_RSAENCRYPTION => Some(Public::RsaDer(key)),
        () => None,
    }
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

    fn verify(text: &str, keys: &[VerifyingKey]) -> Option<Inside> {
        let all = super::verify(text, keys);
        assert!(all.len() < 2, "{all:?}");
        all.first().map(|it| it.inside)
    }

    const fn fits(key: Option<VerifyingKey>) -> Option<Inside> {
        Some(Inside::Fits(key))
    }

    #[test]
    fn a_signature_fits_what_was_signed_and_nothing_else() {
        let key = SigningKey::from_seed(&[7; 32]);
        let public = key.verifying_key();
        let head = json!({"algorithm": "Ed25519", "publicKey": jwk(&key)});
        let text = with(document(), head, |it| key.sign(it).to_vec());
        assert_eq!(verify(&text, &[]), fits(Some(public)));
        // Space and order say nothing; every value does.
        let dense = serde_json::from_str::<Value>(&text).expect("JSON").to_string();
        assert_eq!(verify(&dense, &[]), fits(Some(public)));
        for (from, to) in [("9.8", "9.7"), ("\"가\"", "\"나\""), ("1.6", "1.5"), ("OKP", "OKQ")] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            assert_eq!(verify(&changed, &[public]), Some(Inside::Wrong), "{from} → {to}");
        }
        // Without the key, by whichever of the known ones signed it.
        let name = public.to_string();
        let named = json!({"algorithm": "Ed25519", "keyId": name});
        let text = with(document(), named, |it| key.sign(it).to_vec());
        let other = SigningKey::from_seed(&[8; 32]).verifying_key();
        assert_eq!(verify(&text, &[other, public]), fits(Some(public)));
        assert_eq!(verify(&text, &[other]), Some(Inside::Untold), "of a key that nobody knows");
        assert_eq!(verify(&text.replace("9.8", "9.7"), &[public]), Some(Inside::Wrong));
        assert_eq!(verify(&document().to_string(), &[public]), None);
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
        assert_eq!(verify(&signed, &[]), fits(None));
        assert_eq!(verify(&signed.replace("9.8", "9.7"), &[]), Some(Inside::Wrong));
        for (name, value) in [
            ("excludes", json!(["name"])),
            ("signers", json!([])),
            ("chain", json!("x")),
            ("certificatePath", json!(["x"])),
            ("algorithm", json!("HS256")),
        ] {
            let mut head = head.clone();
            head[name] = value;
            assert_eq!(verify(&with(document(), head, sign), &[]), Some(Inside::Untold), "{name}");
        }
        let rsa =
            json!({"algorithm": "RS256", "publicKey": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}});
        assert_eq!(
            verify(&with(document(), rsa, sign), &[]),
            Some(Inside::Wrong),
            "of no such key"
        );
    }

    /// A document that several sign, each for itself or after the others; the last one's value is
    /// `last`.
    fn by_several(name: &str, keys: &[SigningKey]) -> Value {
        let mut document = document();
        for (i, key) in keys.iter().enumerate() {
            let head = json!({"algorithm": "Ed25519", "publicKey": jwk(key), "value": ""});
            let list = document["signature"][name].as_array().cloned().unwrap_or_default();
            document["signature"][name] = json!([list.as_slice(), &[head]].concat());
            let mut forms = Vec::new();
            let over = (name == "chain", "value");
            jcs::canonical_of_each(&document.to_string(), &["signature", name], over, |it| {
                forms.push(it.to_owned());
            })
            .expect("JSON");
            let value = BASE64URL_NOPAD.encode(&key.sign(forms[i].as_bytes()));
            document["signature"][name][i]["value"] = json!(value);
        }
        document
    }

    #[test]
    fn several_signers_are_verified_each() {
        let keys = [7, 8].map(|n| SigningKey::from_seed(&[n; 32]));
        let public = keys.each_ref().map(SigningKey::verifying_key);
        let each = |it: &Value| {
            let all = super::verify(&it.to_string(), &public);
            assert!(all.iter().all(|it| it.algorithm == "Ed25519"), "{all:?}");
            all.iter().map(|it| it.inside).collect::<Vec<_>>()
        };
        let both = public.map(|key| Inside::Fits(Some(key)));
        for name in ["signers", "chain"] {
            let signed = by_several(name, &keys);
            assert_eq!(each(&signed), both, "{name}");
            let mut changed = signed.clone();
            changed["score"] = json!(9.7);
            assert_eq!(each(&changed), [Inside::Wrong; 2], "{name}");
            // One who is changed is wrong; whoever signed after that one too, but nobody beside.
            let mut first = signed.clone();
            first["signature"][name][0]["value"] = json!(BASE64URL_NOPAD.encode(&[1; 64]));
            let second = if name == "chain" { Inside::Wrong } else { both[1] };
            assert_eq!(each(&first), [Inside::Wrong, second], "{name}");
            // Without the last, or with another after it, the first still stands.
            let mut alone = signed.clone();
            alone["signature"][name].as_array_mut().expect("a list").pop();
            assert_eq!(each(&alone), both[..1], "{name}");
        }
        // What leaves members out, and more than are verified, is told as one.
        for (path, value) in [("excludes", json!(["name"])), ("algorithm", json!("Ed25519"))] {
            let mut odd = by_several("signers", &keys);
            odd["signature"][path] = value;
            let all = super::verify(&odd.to_string(), &public);
            assert_eq!((all.len(), all[0].inside), (1, Inside::Untold), "{path}");
        }
        let many: Vec<SigningKey> = (0..17).map(|n| SigningKey::from_seed(&[n; 32])).collect();
        let all = super::verify(&by_several("signers", &many).to_string(), &public);
        assert_eq!((all.len(), all[0].inside), (1, Inside::Untold));
    }

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        let [.., high, low] = content.len().to_be_bytes();
        let length = match (high, low) {
            (0, 0..0x80) => vec![low],
            (0, _) => vec![0x81, low],
            _ => vec![0x82, high, low],
        };
        [&[tag], length.as_slice(), content].concat()
    }

    /// A certificate about a key: these are the parts that it must have.
    fn certificate(kind: &[u8], key: &[u8]) -> String {
        let algorithm = tlv(0x30, &tlv(0x06, &[0x2b, 0x65, 0x70]));
        let name = tlv(0x30, &[]);
        let time = |text: &str| tlv(0x17, text.as_bytes());
        let validity = tlv(0x30, &[time("260101000000Z"), time("360101000000Z")].concat());
        let bits = |it: &[u8]| tlv(0x03, &[&[0], it].concat());
        let own = tlv(0x30, &[tlv(0x30, kind), bits(key)].concat());
        let version = tlv(0xa0, &tlv(0x02, &[2]));
        let serial = tlv(0x02, &[1]);
        let all = [&version, &serial, &algorithm, &name, &validity, &name, &own];
        let body = tlv(0x30, &all.map(Vec::as_slice).concat());
        let whole = tlv(0x30, &[body, algorithm, bits(&[0; 64])].concat());
        BASE64URL_NOPAD.encode(&whole)
    }

    #[test]
    fn the_key_in_a_certificate_is_the_key_that_signed() {
        let key = SigningKey::from_seed(&[7; 32]);
        let public = key.verifying_key();
        let kind = tlv(0x06, &[0x2b, 0x65, 0x70]);
        let path = json!([certificate(&kind, public.as_bytes())]);
        let head = json!({"algorithm": "Ed25519", "certificatePath": path});
        let text = with(document(), head, |it| key.sign(it).to_vec());
        assert_eq!(verify(&text, &[]), fits(Some(public)));
        assert_eq!(verify(&text.replace("9.8", "9.7"), &[]), Some(Inside::Wrong));
        // That nobody judged who issued it is said of one that fits, and of no other.
        let by_certificate = |text: &str| super::verify(text, &[])[0].is_by_certificate;
        assert!(by_certificate(&text) && !by_certificate(&text.replace("9.8", "9.7")));
        let plain = json!({"algorithm": "Ed25519", "publicKey": jwk(&key)});
        let said = |head: &Value| {
            let bare = json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1});
            let text = with(bare, head.clone(), |it| key.sign(it).to_vec());
            let bill = crate::oss::portfolio::Bill::read(text.as_bytes(), &[]).expect("a bill");
            bill.faults.iter().filter(|it| it.code == "signature-certificate").count()
        };
        let certified = json!({"algorithm": "Ed25519", "certificatePath": path});
        assert_eq!((said(&certified), said(&plain)), (1, 0));
        // Of another key, of none, or beside another key.
        let other = SigningKey::from_seed(&[8; 32]).verifying_key();
        let theirs = json!([certificate(&kind, other.as_bytes())]);
        for path in [theirs, json!(["AAAA"]), json!([]), json!([certificate(&kind, &[1; 5])])] {
            let head = json!({"algorithm": "Ed25519", "certificatePath": path});
            let text = with(document(), head, |it| key.sign(it).to_vec());
            assert_eq!(verify(&text, &[public]), Some(Inside::Wrong), "{text}");
        }
        let both = json!({"algorithm": "Ed25519", "certificatePath": path, "publicKey": jwk(&key)});
        let text = with(document(), both, |it| key.sign(it).to_vec());
        assert_eq!(verify(&text, &[public]), Some(Inside::Untold), "which of the two?");
        // Of P-256 too, which no institution can name.
        let random = SystemRandom::new();
        let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &random).expect("a key");
        let ec = tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]);
        let p256 = tlv(0x06, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
        let path = json!([certificate(&[ec, p256].concat(), key.public_key().as_ref())]);
        let head = json!({"algorithm": "ES256", "certificatePath": path});
        let sign = |it: &[u8]| key.sign(&random, it).expect("signed").as_ref().to_vec();
        let text = with(document(), head, sign);
        assert_eq!(verify(&text, &[]), fits(None));
        assert_eq!(verify(&text.replace("9.8", "9.7"), &[]), Some(Inside::Wrong));
    }
}
