//! What an authenticator's answer proves: W3C Web Authentication, sections 7.1 and 7.2. Pure.
//!
//! Attestation statements are not looked at: whoever adds a key has just proved who they are, and
//! which make of authenticator they use is their own choice.

use crate::staff::passkey::model::{Algorithm, Challenge, Given, PublicKey, Site};
use data_encoding::BASE64URL_NOPAD;
use minicbor::data::Type;
use minicbor::decode::Decoder;
use naru_base::secret::constant_time_eq;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, UnparsedPublicKey, VerificationAlgorithm};
use serde::Deserialize;

/// Longer ids of keys are not taken.
const CREDENTIAL_BYTES_MAX: usize = 1_023;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const MAY_BE_BACKED_UP: u8 = 0x08;
const IS_BACKED_UP: u8 = 0x10;
const HAS_KEY: u8 = 0x40;
const HAS_EXTENSIONS: u8 = 0x80;

/// Why an answer proves nothing. The words stand in the audit trail; a person is only told that
/// the passkey was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The challenge is unknown, was used, is past its time, or was made for something else.
    #[error("challenge-over")]
    ChallengeOver,
    /// No key of this account has the id.
    #[error("key-unknown")]
    KeyUnknown,
    /// `clientDataJSON` cannot be read.
    #[error("client-unreadable")]
    Client,
    /// An answer to the other kind of question.
    #[error("wrong-kind")]
    Kind,
    /// Another challenge was signed.
    #[error("wrong-challenge")]
    Challenge,
    /// Another site asked, or ours inside another.
    #[error("wrong-origin")]
    Origin,
    /// The authenticator's data cannot be read.
    #[error("data-unreadable")]
    Data,
    /// The authenticator answered for another site.
    #[error("wrong-site")]
    RelyingParty,
    /// Nobody touched it.
    #[error("not-present")]
    NotPresent,
    /// It did not verify who touched it.
    #[error("not-verified")]
    NotVerified,
    /// The flags contradict each other.
    #[error("flags-contradict")]
    Flags,
    /// The key is of a kind that is not taken.
    #[error("key-unfit")]
    Key,
    /// The signature does not fit.
    #[error("wrong-signature")]
    Signature,
    /// The counter did not rise: the key was copied, or the answer is an old one.
    #[error("counter-replayed")]
    Replayed,
}

/// What an authenticator made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id of the key.
    pub credential: Vec<u8>,
    /// The key.
    pub key: PublicKey,
    /// Where its counter stands.
    pub counter: u32,
}

/// Reads a new key.
pub fn made(
    site: &Site,
    challenge: &Challenge,
    client: &[u8],
    attestation: &[u8],
) -> Result<Made, Flaw> {
    check_client(site, challenge, client, "webauthn.create")?;
    let data = auth_data_of(attestation)?;
    let head = Head::read(site, data)?;
    if head.flags & HAS_KEY == 0 {
        return Err(Flaw::Data);
    }
    // AAGUID, then the length of the id, the id, the key.
    let rest = head.rest.get(16..).ok_or(Flaw::Data)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Flaw::Data)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length == 0 || length > CREDENTIAL_BYTES_MAX || rest.len() < length {
        return Err(Flaw::Data);
    }
    let (credential, rest) = rest.split_at(length);
    let mut cbor = Decoder::new(rest);
    let key = cose_key(&mut cbor)?;
    if head.flags & HAS_EXTENSIONS != 0 {
        cbor.skip().map_err(|_| Flaw::Data)?;
    }
    if cbor.position() != rest.len() {
        return Err(Flaw::Data);
    }
    Ok(Made { credential: credential.to_vec(), key, counter: head.counter })
}

/// Judges an answer of a known key whose counter stood at `last`; says where it stands now.
pub fn used(
    site: &Site,
    challenge: &Challenge,
    (key, last): (&PublicKey, u32),
    given: &Given<'_>,
) -> Result<u32, Flaw> {
    check_client(site, challenge, given.client, "webauthn.get")?;
    let head = Head::read(site, given.data)?;
    let mut signed = given.data.to_vec();
    signed.extend_from_slice(digest(&SHA256, given.client).as_ref());
    let algorithm: &'static dyn VerificationAlgorithm = match key.algorithm {
        Algorithm::Es256 => &ECDSA_P256_SHA256_ASN1,
        Algorithm::EdDsa => &ED25519,
    };
    let public = UnparsedPublicKey::new(algorithm, &key.bytes);
    public.verify(&signed, given.signature).map_err(|_| Flaw::Signature)?;
    // Keys that are kept in several places do not count, and always say 0.
    if (head.counter != 0 || last != 0) && head.counter <= last {
        return Err(Flaw::Replayed);
    }
    Ok(head.counter)
}

/// `clientDataJSON`; fields that are not named here may be there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

fn check_client(site: &Site, want: &Challenge, client: &[u8], kind: &str) -> Result<(), Flaw> {
    let it: Client = serde_json::from_slice(client).map_err(|_| Flaw::Client)?;
    if it.kind != kind {
        return Err(Flaw::Kind);
    }
    let signed = BASE64URL_NOPAD.decode(it.challenge.as_bytes()).map_err(|_| Flaw::Challenge)?;
    if !constant_time_eq(&signed, &want.0) {
        return Err(Flaw::Challenge);
    }
    if it.origin != site.origin || it.cross_origin || it.top_origin.is_some() {
        return Err(Flaw::Origin);
    }
    Ok(())
}

/// The first 37 bytes of the authenticator's data, judged.
struct Head<'a> {
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

impl<'a> Head<'a> {
    fn read(site: &Site, data: &'a [u8]) -> Result<Head<'a>, Flaw> {
        let (party, rest) = data.split_first_chunk::<32>().ok_or(Flaw::Data)?;
        let (&flags, rest) = rest.split_first().ok_or(Flaw::Data)?;
        let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Flaw::Data)?;
        if digest(&SHA256, site.relying_party().as_bytes()).as_ref() != party {
            return Err(Flaw::RelyingParty);
        }
        if flags & PRESENT == 0 {
            return Err(Flaw::NotPresent);
        }
        if flags & VERIFIED == 0 {
            return Err(Flaw::NotVerified);
        }
        if flags & IS_BACKED_UP != 0 && flags & MAY_BE_BACKED_UP == 0 {
            return Err(Flaw::Flags);
        }
        Ok(Head { flags, counter: u32::from_be_bytes(*counter), rest })
    }
}

/// The `authData` of an attestation object: a map with text keys.
fn auth_data_of(attestation: &[u8]) -> Result<&[u8], Flaw> {
    let mut cbor = Decoder::new(attestation);
    let mut found = None;
    let read = |_| Flaw::Data;
    let entries = cbor.map().map_err(read)?.ok_or(Flaw::Data)?;
    for _ in 0..entries {
        if cbor.str().map_err(read)? == "authData" {
            found = Some(cbor.bytes().map_err(read)?);
        } else {
            cbor.skip().map_err(read)?;
        }
    }
    found.filter(|_| cbor.position() == attestation.len()).ok_or(Flaw::Data)
}

/// A COSE key (RFC 9052, section 7): a map with small numbers for keys.
fn cose_key(cbor: &mut Decoder<'_>) -> Result<PublicKey, Flaw> {
    let read = |_| Flaw::Data;
    let (mut kind, mut algorithm, mut curve, mut x, mut y) = (None, None, None, None, None);
    let entries = cbor.map().map_err(read)?.ok_or(Flaw::Data)?;
    for _ in 0..entries {
        match cbor.i32().map_err(read)? {
            1 => kind = Some(cbor.i32().map_err(read)?),
            3 => algorithm = Some(cbor.i32().map_err(read)?),
            -1 => curve = Some(cbor.i32().map_err(|_| Flaw::Key)?),
            -2 => x = Some(cbor.bytes().map_err(|_| Flaw::Key)?),
            -3 if cbor.datatype().map_err(read)? == Type::Bytes => {
                y = Some(cbor.bytes().map_err(read)?);
            }
            _ => cbor.skip().map_err(read)?,
        }
    }
    let is_whole = |it: &&[u8]| it.len() == 32;
    let x = x.filter(is_whole).ok_or(Flaw::Key)?;
    match (kind, algorithm, curve, y.filter(is_whole)) {
        // Elliptic curve with both coordinates, ES256, P-256.
        (Some(2), Some(-7), Some(1), Some(y)) => {
            let bytes = [&[0x04], x, y].concat();
            Ok(PublicKey { algorithm: Algorithm::Es256, bytes })
        }
        // Octet key pair, EdDSA, Ed25519.
        (Some(1), Some(-8), Some(6), None) => {
            Ok(PublicKey { algorithm: Algorithm::EdDsa, bytes: x.to_vec() })
        }
        _ => Err(Flaw::Key),
    }
}
