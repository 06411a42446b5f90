//! Signing: what to set on a message that is about to be sent.

use super::base::Covered;
use super::error::SigError;
use super::field::{content_digest, signature_value};
use super::message::{Request, Response};
use super::params::SignParams;
use super::{CONTENT_DIGEST, LABEL, SIGNATURE, SIGNATURE_INPUT};
use crate::ed25519::SigningKey;

/// The headers to set on a message, in place of any of the same names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHeaders {
    /// `Content-Digest`; none for a request without a body.
    pub content_digest: Option<String>,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

impl SignatureHeaders {
    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let digest = self.content_digest.as_deref().map(|v| (CONTENT_DIGEST, v));
        let signature = [
            (SIGNATURE_INPUT, self.signature_input.as_str()),
            (SIGNATURE, self.signature.as_str()),
        ];
        digest.into_iter().chain(signature)
    }
}

/// Signs a request, which already carries its message id, and its content type if it has a body.
pub fn sign_request(
    key: &SigningKey,
    request: &Request<'_>,
    params: &SignParams,
) -> Result<SignatureHeaders, SigError> {
    params.check()?;
    let digest = (!request.body.is_empty()).then(|| content_digest(request.body));
    let covered = Covered::request(request, digest.as_deref().unwrap_or_default())?;
    Ok(sign(key, &covered, digest, params))
}

/// Signs the response to `request`, which must be the request as it was received.
pub fn sign_response(
    key: &SigningKey,
    response: &Response<'_>,
    request: &Request<'_>,
    params: &SignParams,
) -> Result<SignatureHeaders, SigError> {
    params.check()?;
    let digest = content_digest(response.body);
    let covered = Covered::response(response, &digest, request)?;
    Ok(sign(key, &covered, Some(digest), params))
}

fn sign(
    key: &SigningKey,
    covered: &Covered,
    content_digest: Option<String>,
    params: &SignParams,
) -> SignatureHeaders {
    let input = format!("{}{}", covered.list(), params.write());
    let signature = key.sign(covered.base(&input).as_bytes());
    SignatureHeaders {
        content_digest,
        signature_input: format!("{LABEL}={input}"),
        signature: signature_value(&signature),
    }
}
