//! Plain views of a message: borrowed, without an HTTP library.

use super::MESSAGE_ID;
use super::error::SigError;

/// A request as it stands on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `POST`, `GET`: capital letters.
    pub method: &'a str,
    /// The absolute path. The profile has no query: a target with one is refused.
    pub path: &'a str,
    /// Host, and port unless it is the scheme's own, as in the `Host` header.
    pub authority: &'a str,
    /// Names (in any case) and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body's bytes, after transfer coding.
    pub body: &'a [u8],
}

/// A response as it stands on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    /// Names (in any case) and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body's bytes, after transfer coding.
    pub body: &'a [u8],
}

/// The value of a header that must stand exactly once.
pub(super) fn header<'a>(
    headers: &[(&'a str, &'a str)],
    name: &'static str,
) -> Result<&'a str, SigError> {
    let mut found = headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
    let value = found.next().ok_or(SigError::MissingHeader(name))?.1;
    if found.next().is_some() {
        return Err(SigError::DoubledHeader(name));
    }
    let value = value.trim_matches([' ', '\t']);
    // Only visible characters and spaces: a line end in a value would forge a line of the base.
    if value.is_empty() || !value.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Err(SigError::BadForm { part: name, why: "it is empty or not plain ASCII" });
    }
    Ok(value)
}

impl<'a> Request<'a> {
    /// The message id, checked.
    pub fn message_id(&self) -> Result<&'a str, SigError> {
        let id = header(self.headers, MESSAGE_ID)?;
        let ok = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        if id.len() > 64 || !id.bytes().all(ok) {
            let why = "up to 64 letters, digits, hyphens, underscores or full stops";
            return Err(SigError::BadForm { part: MESSAGE_ID, why });
        }
        Ok(id)
    }

    pub(super) fn checked_method(&self) -> Result<&'a str, SigError> {
        let ok = (1..=16).contains(&self.method.len())
            && self.method.bytes().all(|b| b.is_ascii_uppercase());
        let why = "capital letters only";
        if ok { Ok(self.method) } else { Err(SigError::BadForm { part: "@method", why }) }
    }

    pub(super) fn checked_path(&self) -> Result<&'a str, SigError> {
        let ok = self.path.starts_with('/')
            && self.path.len() <= 1024
            && self.path.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'?' | b'#'));
        let why = "an absolute path in plain ASCII, without a query";
        if ok { Ok(self.path) } else { Err(SigError::BadForm { part: "@path", why }) }
    }

    pub(super) fn checked_authority(&self) -> Result<String, SigError> {
        let ok = (1..=255).contains(&self.authority.len())
            && self.authority.bytes().all(|b| {
                b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']')
            });
        let why = "a host name or address, with a port if it is not the usual one";
        if ok {
            Ok(self.authority.to_ascii_lowercase())
        } else {
            Err(SigError::BadForm { part: "@authority", why })
        }
    }
}
