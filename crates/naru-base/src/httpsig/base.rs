//! The signature base: the text that is signed. The one place that says what a signature covers.

use super::CONTENT_DIGEST;
use super::error::SigError;
use super::message::{Request, Response, header};
use super::params::SignParams;

const CONTENT_TYPE: &str = "content-type";

/// What is covered, and its values, in the profile's order.
pub(super) struct Covered(Vec<(&'static str, String)>);

impl Covered {
    /// A request: its method, authority and path, the digest and type of a body, the message id.
    pub(super) fn request(request: &Request<'_>, digest: &str) -> Result<Self, SigError> {
        let mut lines = vec![
            (r#""@method""#, request.checked_method()?.to_owned()),
            (r#""@authority""#, request.checked_authority()?),
            (r#""@path""#, request.checked_path()?.to_owned()),
        ];
        if !request.body.is_empty() {
            let kind = header(request.headers, CONTENT_TYPE)?.to_owned();
            lines.push((r#""content-digest""#, digest.to_owned()));
            lines.push((r#""content-type""#, kind));
        }
        lines.push((r#""naru-message-id""#, request.message_id()?.to_owned()));
        Ok(Covered(lines))
    }

    /// A response: its status and digest, and the request that it answers.
    pub(super) fn response(
        response: &Response<'_>,
        digest: &str,
        request: &Request<'_>,
    ) -> Result<Self, SigError> {
        if !(100..=599).contains(&response.status) {
            return Err(SigError::BadForm { part: "@status", why: "100 to 599" });
        }
        Ok(Covered(vec![
            (r#""@status""#, response.status.to_string()),
            (r#""content-digest""#, digest.to_owned()),
            (r#""@method";req"#, request.checked_method()?.to_owned()),
            (r#""@path";req"#, request.checked_path()?.to_owned()),
            (r#""naru-message-id";req"#, request.message_id()?.to_owned()),
        ]))
    }

    /// The list of components, as it stands in `Signature-Input`.
    pub(super) fn list(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        format!("({})", names.join(" "))
    }

    /// The signature base. `input` is what follows `naru=` in `Signature-Input`.
    pub(super) fn base(&self, input: &str) -> String {
        let lines = self.0.iter().map(|(name, value)| (*name, value.as_str()));
        join_base(lines, input)
    }
}

pub(super) fn join_base<'a>(
    lines: impl Iterator<Item = (&'a str, &'a str)>,
    input: &str,
) -> String {
    let mut out = String::with_capacity(640);
    for (name, value) in lines {
        out.extend([name, ": ", value, "\n"]);
    }
    out.extend(["\"@signature-params\": ", input]);
    out
}

/// The signature base of a request, for documentation and debugging.
pub fn request_base(request: &Request<'_>, params: &SignParams) -> Result<String, SigError> {
    params.check()?;
    let digest = super::content_digest(request.body);
    let covered = Covered::request(request, &digest)?;
    Ok(covered.base(&format!("{}{}", covered.list(), params.write())))
}

/// The signature base of a response, for documentation and debugging.
pub fn response_base(
    response: &Response<'_>,
    request: &Request<'_>,
    params: &SignParams,
) -> Result<String, SigError> {
    params.check()?;
    let digest = super::content_digest(response.body);
    let covered = Covered::response(response, &digest, request)?;
    Ok(covered.base(&format!("{}{}", covered.list(), params.write())))
}

/// The `Content-Digest` of a received message, in the right form; not yet compared with the body.
pub(super) fn received_digest<'a>(headers: &[(&'a str, &'a str)]) -> Result<&'a str, SigError> {
    let value = header(headers, CONTENT_DIGEST)?;
    super::field::check_digest_form(value)?;
    Ok(value)
}
