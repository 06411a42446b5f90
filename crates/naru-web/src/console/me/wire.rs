//! What goes to the browser's authenticator and comes back from it: JSON there, base64url in form
//! fields back. The script `passkey.js` stands in between.

use crate::console::ConsoleState;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use naru_core::staff::passkey::{Algorithm, Asked, Challenge, Given, Site};
use serde::Deserialize;
use serde_json::json;

/// How long a browser waits for a person, in milliseconds; the challenge lives longer.
const WAIT_MS: u32 = 60_000;

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The question that makes a key.
pub(crate) fn creation(site: &Site, challenge: &Challenge, asked: &Asked, name: &str) -> Response {
    let kinds: Vec<_> =
        Algorithm::ALL.iter().map(|it| json!({ "type": "public-key", "alg": it.cose() })).collect();
    let known: Vec<_> = asked.credentials.iter().map(|it| text(it)).collect();
    let user = text(asked.account.to_string().as_bytes());
    let body = json!({
        "challenge": text(&challenge.0),
        "rp": { "id": site.relying_party(), "name": "Naru" },
        "user": { "id": user, "name": asked.login, "displayName": name },
        "pubKeyCredParams": kinds,
        "excludeCredentials": known,
        "authenticatorSelection": { "userVerification": "required", "residentKey": "preferred" },
        "attestation": "none",
        "timeout": WAIT_MS,
    });
    Json(body).into_response()
}

/// The question that a key answers.
pub(crate) fn request(site: &Site, challenge: &Challenge, asked: &Asked) -> Response {
    let known: Vec<_> = asked.credentials.iter().map(|it| text(it)).collect();
    let body = json!({
        "challenge": text(&challenge.0),
        "rpId": site.relying_party(),
        "allowCredentials": known,
        "userVerification": "required",
        "timeout": WAIT_MS,
    });
    Json(body).into_response()
}

/// A no that the script shows beside the button.
pub(crate) fn no(status: StatusCode, said: String) -> Response {
    (status, Json(json!({ "error": said }))).into_response()
}

/// An answer in the fields of a form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    credential: String,
    client: String,
    data: String,
    signature: String,
}

/// The same in bytes. What is no base64url becomes no bytes, which prove nothing.
pub(crate) struct Bytes {
    credential: Vec<u8>,
    client: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
}

/// Reads a field.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default()
}

impl Answer {
    pub(crate) fn read(&self) -> Bytes {
        Bytes {
            credential: bytes(&self.credential),
            client: bytes(&self.client),
            data: bytes(&self.data),
            signature: bytes(&self.signature),
        }
    }
}

impl Bytes {
    pub(crate) fn given(&self) -> Given<'_> {
        Given {
            credential: &self.credential,
            client: &self.client,
            data: &self.data,
            signature: &self.signature,
        }
    }
}

impl ConsoleState {
    /// A new challenge.
    pub(crate) fn new_challenge(&self) -> Challenge {
        Challenge::new(&*self.parts.entropy)
    }
}
