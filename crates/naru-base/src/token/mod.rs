//! Access tokens: signed JWTs (HS256) in the form the open-banking API uses.
//!
//! Only the one form that [`mint`] makes is accepted: header exactly
//! `{"alg":"HS256","typ":"JWT","kid":"N"}`, N a usable version of the tokens key. A valid signature
//! says who was given what, not that it still holds: revocation is looked up by `jti` elsewhere.
//!
//! **Must never know** what a scope permits or where tokens are registered.

#[cfg(test)]
mod tests;

use crate::keyring::{KeyVersion, Keyring, Purpose};
use crate::time::Micros;
use data_encoding::BASE64URL_NOPAD;
use ring::hmac;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The issuer that the API documents (`iss`).
pub const ISSUER: &str = "https://www.openbanking.or.kr";

/// The longest token that is looked at, in bytes.
pub const TOKEN_LEN_MAX: usize = 2048;

const HEAD_BEFORE: &str = r#"{"alg":"HS256","typ":"JWT","kid":""#;
const HEAD_AFTER: &str = r#""}"#;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// For whom: `user_seq_no` of a user's token, `client_use_code` of an institution's.
    pub aud: String,
    /// What for.
    pub scope: Vec<String>,
    /// Seconds since 1970 at which it ends.
    pub exp: i64,
    /// Its own id.
    pub jti: String,
}

/// Why a token is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Longer than [`TOKEN_LEN_MAX`].
    #[error("the token is longer than 2048 bytes")]
    TooLong,
    /// Not three parts of base64url, or its content is not the claims of such a token.
    #[error("not a token of this service")]
    Malformed,
    /// Another algorithm, type or header than this service uses.
    #[error("the token's header is not the one this service uses")]
    WrongHeader,
    /// Signed with a key version that does not exist or was destroyed.
    #[error("the token was signed with key version {0}, which is not in use")]
    UnknownKey(KeyVersion),
    /// The signature is not ours.
    #[error("the token's signature does not match")]
    BadSignature,
    /// Signed by us, for another issuer.
    #[error("the token's issuer is not this service")]
    WrongIssuer,
    /// Genuine, and over. The claims may be used to explain, never to permit.
    #[error("the token has expired")]
    Expired(Box<Claims>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'a> {
    #[serde(borrow)]
    aud: Cow<'a, str>,
    scope: Cow<'a, [String]>,
    #[serde(borrow)]
    iss: Cow<'a, str>,
    exp: i64,
    #[serde(borrow)]
    jti: Cow<'a, str>,
}

/// Makes a token with the active tokens key. Refuses claims too long to be accepted again.
pub fn mint(claims: &Claims, keyring: &Keyring) -> Result<String, TokenError> {
    let (version, material) = keyring.active(Purpose::Tokens);
    let body = Body {
        aud: Cow::Borrowed(&claims.aud),
        scope: Cow::Borrowed(&claims.scope),
        iss: Cow::Borrowed(ISSUER),
        exp: claims.exp,
        jti: Cow::Borrowed(&claims.jti),
    };
    let body = serde_json::to_vec(&body).map_err(|_| TokenError::Malformed)?;
    let mut text = String::with_capacity(256);
    let head = format!("{HEAD_BEFORE}{version}{HEAD_AFTER}");
    BASE64URL_NOPAD.encode_append(head.as_bytes(), &mut text);
    text.push('.');
    BASE64URL_NOPAD.encode_append(&body, &mut text);
    let tag = hmac::sign(&material.mac, text.as_bytes());
    text.push('.');
    BASE64URL_NOPAD.encode_append(tag.as_ref(), &mut text);
    if text.len() > TOKEN_LEN_MAX { Err(TokenError::TooLong) } else { Ok(text) }
}

/// Checks a token: form and header first, then the signature, and only then what it says. At the
/// second of `exp` it is over.
pub fn verify(text: &str, keyring: &Keyring, now: Micros) -> Result<Claims, TokenError> {
    use TokenError::Malformed;
    if text.len() > TOKEN_LEN_MAX {
        return Err(TokenError::TooLong);
    }
    let (signed, tag) = text.rsplit_once('.').ok_or(Malformed)?;
    let (head, body) = signed.split_once('.').ok_or(Malformed)?;
    let mut buffer = [0; TOKEN_LEN_MAX];

    let version = key_version(decode(head, &mut buffer)?)?;
    let material =
        keyring.usable(Purpose::Tokens, version).map_err(|_| TokenError::UnknownKey(version))?;
    let tag = decode(tag, &mut buffer)?;
    hmac::verify(&material.mac, signed.as_bytes(), tag).map_err(|_| TokenError::BadSignature)?;

    let body = decode(body, &mut buffer)?;
    let body: Body<'_> = serde_json::from_slice(body).map_err(|_| Malformed)?;
    if body.iss != ISSUER {
        return Err(TokenError::WrongIssuer);
    }
    let claims = Claims {
        aud: body.aud.into_owned(),
        scope: body.scope.into_owned(),
        exp: body.exp,
        jti: body.jti.into_owned(),
    };
    if now.unix_seconds() >= claims.exp {
        return Err(TokenError::Expired(Box::new(claims)));
    }
    Ok(claims)
}

/// The key version in a header, which must be ours to the byte.
fn key_version(head: &[u8]) -> Result<KeyVersion, TokenError> {
    let read = || {
        let digits = head
            .strip_prefix(HEAD_BEFORE.as_bytes())?
            .strip_suffix(HEAD_AFTER.as_bytes())
            .filter(|d| d.first() != Some(&b'0') && d.iter().all(u8::is_ascii_digit))?;
        KeyVersion::new(std::str::from_utf8(digits).ok()?.parse().ok()?)
    };
    read().ok_or(TokenError::WrongHeader)
}

fn decode<'a>(text: &str, buffer: &'a mut [u8]) -> Result<&'a [u8], TokenError> {
    let length = BASE64URL_NOPAD.decode_len(text.len()).map_err(|_| TokenError::Malformed)?;
    let out = buffer.get_mut(..length).ok_or(TokenError::Malformed)?;
    BASE64URL_NOPAD.decode_mut(text.as_bytes(), out).map_err(|_| TokenError::Malformed)?;
    Ok(out)
}
