//! Verifying: whether a received message is exactly what a known sender signed, and still holds.

use super::base::{Covered, received_digest};
use super::error::SigError;
use super::field::{content_digest, labelled, signature};
use super::message::{Request, Response, header};
use super::params::SignParams;
use super::{SIGNATURE, SIGNATURE_INPUT};
use crate::ed25519::VerifyingKey;
use crate::secret::constant_time_eq;
use crate::time::Micros;

/// How much time is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// How far `created` may lie in the future: the difference allowed between two clocks.
    pub skew_s_max: i64,
    /// The longest time from `created` to `expires`.
    pub lifetime_s_max: i64,
}

/// What a verified signature says. Before acting on a request, its nonce and its message id go
/// through a [`ReplayGuard`](super::ReplayGuard) each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The key that signed.
    pub keyid: String,
    /// When it signed.
    pub created: Micros,
    /// From when the signature is refused.
    pub expires: Micros,
    /// What makes the signature unique.
    pub nonce: String,
}

/// Verifies a request. `key` gives the sender's key by its id.
pub fn verify_request(
    request: &Request<'_>,
    now: Micros,
    policy: Policy,
    key: &dyn Fn(&str) -> Option<VerifyingKey>,
) -> Result<Verified, SigError> {
    let digest =
        if request.body.is_empty() { None } else { Some(received_digest(request.headers)?) };
    let covered = Covered::request(request, digest.unwrap_or_default())?;
    let received = Received { headers: request.headers, digest, body: request.body, covered };
    received.verify(now, policy, key)
}

/// Verifies the response to `request`, which must be the request as it was sent.
pub fn verify_response(
    response: &Response<'_>,
    request: &Request<'_>,
    now: Micros,
    policy: Policy,
    key: &dyn Fn(&str) -> Option<VerifyingKey>,
) -> Result<Verified, SigError> {
    let digest = received_digest(response.headers)?;
    let covered = Covered::response(response, digest, request)?;
    let received =
        Received { headers: response.headers, digest: Some(digest), body: response.body, covered };
    received.verify(now, policy, key)
}

struct Received<'a> {
    headers: &'a [(&'a str, &'a str)],
    digest: Option<&'a str>,
    body: &'a [u8],
    covered: Covered,
}

impl Received<'_> {
    fn verify(
        &self,
        now: Micros,
        policy: Policy,
        key: &dyn Fn(&str) -> Option<VerifyingKey>,
    ) -> Result<Verified, SigError> {
        let input = labelled(header(self.headers, SIGNATURE_INPUT)?)?;
        let signature = signature(header(self.headers, SIGNATURE)?)?;
        let params = input.strip_prefix(&self.covered.list()).ok_or(SigError::WrongComponents)?;
        let params = SignParams::read(params)?;
        let (created, expires) = check_times(&params, now, policy)?;
        let key = key(&params.keyid).ok_or(SigError::UnknownKey)?;
        if let Some(digest) = self.digest
            && !constant_time_eq(digest.as_bytes(), content_digest(self.body).as_bytes())
        {
            return Err(SigError::DigestMismatch);
        }
        // The parameters were read so narrowly that their text is already the canonical one.
        if !key.verify(self.covered.base(input).as_bytes(), &signature) {
            return Err(SigError::BadSignature);
        }
        Ok(Verified { keyid: params.keyid, created, expires, nonce: params.nonce })
    }
}

fn check_times(
    params: &SignParams,
    now: Micros,
    policy: Policy,
) -> Result<(Micros, Micros), SigError> {
    let created = Micros::new(0).plus_seconds(params.created);
    let expires = Micros::new(0).plus_seconds(params.expires);
    if created > now.plus_seconds(policy.skew_s_max) {
        return Err(SigError::FromTheFuture);
    }
    if now >= expires {
        return Err(SigError::Expired);
    }
    // Both are between 0 and the year 9999, so the difference is in range.
    let lifetime = params.expires - params.created;
    if !(1..=policy.lifetime_s_max).contains(&lifetime) {
        return Err(SigError::BadLifetime);
    }
    Ok((created, expires))
}
