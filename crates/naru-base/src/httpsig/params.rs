//! The signature's parameters: written in one order, read in any, each exactly once.

use super::error::SigError;
use super::{SIGNATURE_INPUT, TAG};

/// When a signature holds, whose it is, and what makes it unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignParams {
    /// Seconds since 1970 at which it was made.
    pub created: i64,
    /// Seconds since 1970 from which it is refused.
    pub expires: i64,
    /// The sender's key: 1 to 64 letters, digits or `. _ - : /`.
    pub keyid: String,
    /// 16 to 64 characters of base64url, random, never used twice under one key.
    pub nonce: String,
}

/// The most that a time parameter may say: the year 9999.
const SECONDS_MAX: i64 = 253_402_300_799;

impl SignParams {
    pub(super) fn check(&self) -> Result<(), SigError> {
        let bad = |why| Err(SigError::BadForm { part: SIGNATURE_INPUT, why });
        if !(0..=SECONDS_MAX).contains(&self.created) || !(0..=SECONDS_MAX).contains(&self.expires)
        {
            return bad("created and expires are whole seconds since 1970");
        }
        let in_keyid =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b':' | b'/');
        if !(1..=64).contains(&self.keyid.len()) || !self.keyid.bytes().all(in_keyid) {
            return bad("keyid is 1 to 64 letters, digits or . _ - : /");
        }
        let in_nonce = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        if !(16..=64).contains(&self.nonce.len()) || !self.nonce.bytes().all(in_nonce) {
            return bad("nonce is 16 to 64 characters of base64url");
        }
        Ok(())
    }

    pub(super) fn write(&self) -> String {
        let SignParams { created, expires, keyid, nonce } = self;
        format!(
            ";created={created};expires={expires};keyid=\"{keyid}\";alg=\"ed25519\"\
             ;nonce=\"{nonce}\";tag=\"{TAG}\""
        )
    }

    /// Reads what follows the list of components.
    pub(super) fn read(text: &str) -> Result<Self, SigError> {
        let mut rest = text.strip_prefix(';').ok_or(SigError::WrongParameters)?;
        let [mut created, mut expires] = [None; 2];
        let [mut keyid, mut alg, mut nonce, mut tag] = [None; 4];
        loop {
            let (name, value) = rest.split_once('=').ok_or(SigError::WrongParameters)?;
            let after = match name {
                "created" => integer(value, &mut created)?,
                "expires" => integer(value, &mut expires)?,
                "keyid" => string(value, &mut keyid)?,
                "alg" => string(value, &mut alg)?,
                "nonce" => string(value, &mut nonce)?,
                "tag" => string(value, &mut tag)?,
                _ => return Err(SigError::WrongParameters),
            };
            if after.is_empty() {
                break;
            }
            rest = after.strip_prefix(';').ok_or(SigError::BadForm {
                part: SIGNATURE_INPUT,
                why: "parameters are divided by a semicolon and nothing else",
            })?;
        }
        let (Some(created), Some(expires), Some(keyid), Some(alg), Some(nonce), Some(tag)) =
            (created, expires, keyid, alg, nonce, tag)
        else {
            return Err(SigError::WrongParameters);
        };
        let params =
            SignParams { created, expires, keyid: keyid.to_owned(), nonce: nonce.to_owned() };
        params.check()?;
        if alg != "ed25519" {
            return Err(SigError::WrongAlgorithm);
        }
        if tag != TAG {
            return Err(SigError::WrongTag);
        }
        Ok(params)
    }
}

/// Reads a whole number into `slot` and gives back what follows it.
fn integer<'a>(text: &'a str, slot: &mut Option<i64>) -> Result<&'a str, SigError> {
    let why = "a time is a whole number without sign or leading zeros";
    let bad = SigError::BadForm { part: SIGNATURE_INPUT, why };
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() || digits.len() > 15 || (digits.len() > 1 && digits.starts_with('0')) {
        return Err(bad);
    }
    let number = digits.parse().map_err(|_| bad)?;
    once(slot, number)?;
    Ok(rest)
}

/// Reads a quoted text without escapes into `slot` and gives back what follows it.
fn string<'a>(text: &'a str, slot: &mut Option<&'a str>) -> Result<&'a str, SigError> {
    let read = || text.strip_prefix('"')?.split_once('"');
    let (value, rest) = read().filter(|(v, _)| !v.contains('\\')).ok_or(SigError::BadForm {
        part: SIGNATURE_INPUT,
        why: "a text stands in double quotes, without escapes",
    })?;
    once(slot, value)?;
    Ok(rest)
}

fn once<T>(slot: &mut Option<T>, value: T) -> Result<(), SigError> {
    if slot.replace(value).is_some() { Err(SigError::WrongParameters) } else { Ok(()) }
}
