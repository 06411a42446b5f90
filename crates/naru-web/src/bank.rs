//! The socket towards banks: a signed question, a verified answer, or what is known instead.
//!
//! Invariant: [`NoAnswer::NotSent`] only when not a byte of the question can have left.
//!
//! **Must never know** what a message means for the money; `naru_core::relay::crossing` judges.

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, Response, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use naru_base::ed25519::VerifyingKey;
use naru_base::httpsig::{self, MESSAGE_ID, SignParams};
use naru_base::keyring::{KeyVersion, Keyring};
use naru_base::{Env, Fault, FaultKind, Micros};
use naru_core::relay::Bank;
use naru_core::relay::line::Heard;
use std::time::Duration;

/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// Connections that are kept although nobody uses them, for one bank.
const IDLE_MAX: usize = 512;
/// Shorter than a bank keeps a connection, so that it is not closed under a question.
const IDLE_S_MAX: u64 = 20;
/// The longest that a bank's signature may last.
const ANSWER_LIFETIME_S_MAX: i64 = 300;
/// How far ahead a bank's clock may be for its signature to count.
const SKEW_S_MAX: i64 = 60;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Under which id banks know the key of this version.
pub fn keyid(version: KeyVersion) -> String {
    format!("naru-{version}")
}

/// Why there is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// Not a byte left this house.
    NotSent,
    /// No answer by the deadline, or the connection broke.
    Silence,
    /// Something that is not a valid signed message.
    Unreadable,
}

/// What came of a question.
pub struct Asked {
    /// The verified body, or what is known instead.
    pub answer: Result<Bytes, NoAnswer>,
    /// What it means for the bank's line.
    pub heard: Heard,
}

impl Asked {
    const fn not(why: NoAnswer, heard: Heard) -> Asked {
        Asked { answer: Err(why), heard }
    }
}

/// A question to a bank.
pub struct Question<'q> {
    /// The bank.
    pub bank: &'q Bank,
    /// One of the protocol's paths.
    pub path: &'static str,
    /// JSON.
    pub body: Vec<u8>,
    /// The bank refuses it from then on.
    pub expires_at: Micros,
    /// The answer is not waited for after this.
    pub deadline_at: Micros,
}

/// The pool of connections to banks.
pub struct BankClient {
    http: Client<HttpConnector, Full<Bytes>>,
}

impl BankClient {
    /// A pool without connections.
    pub fn new(connect_max: Duration) -> BankClient {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(connect_max));
        let http = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(IDLE_S_MAX))
            .pool_max_idle_per_host(IDLE_MAX)
            .build(connector);
        BankClient { http }
    }

    /// Asks, and waits until the deadline.
    pub async fn ask(&self, env: &Env, keys: &Keyring, question: Question<'_>) -> Asked {
        let left = question.deadline_at.since(env.now);
        let Ok(left @ 1..) = u64::try_from(left) else {
            return Asked::not(NoAnswer::NotSent, Heard::Nothing);
        };
        let signed = match Signed::new(env, keys, &question) {
            Ok(signed) => signed,
            Err(fault) => {
                tracing::error!(bank = %question.bank.code, why = %fault, "a bank cannot be asked");
                return Asked::not(NoAnswer::NotSent, Heard::Nothing);
            }
        };
        let exchange = self.exchange(env.now, &question, &signed);
        match tokio::time::timeout(Duration::from_micros(left), exchange).await {
            Ok(asked) => asked,
            Err(_) => Asked::not(NoAnswer::Silence, Heard::Silence),
        }
    }

    async fn exchange(&self, now: Micros, question: &Question<'_>, signed: &Signed) -> Asked {
        let bank = &question.bank.code;
        let response = match self.http.request(signed.request()).await {
            Ok(response) => response,
            // The connection never came about, so nothing was written on it. Whatever breaks
            // later counts as silence: the bank may have read it.
            Err(e) if e.is_connect() => return Asked::not(NoAnswer::NotSent, Heard::Silence),
            Err(e) => {
                tracing::debug!(%bank, why = %e, "a connection to a bank broke");
                return Asked::not(NoAnswer::Silence, Heard::Silence);
            }
        };
        let status = response.status().as_u16();
        let heard = if status >= 500 { Heard::Silence } else { Heard::Answer };
        let (head, body) = response.into_parts();
        let body = match collect(body).await {
            Ok(Some(body)) => body,
            Ok(None) => return Asked::not(NoAnswer::Unreadable, heard),
            Err(_) => return Asked::not(NoAnswer::Silence, Heard::Silence),
        };
        let answer = signed.verify(now, &Response::from_parts(head, body), question.bank);
        match answer {
            Ok(body) => Asked { answer: Ok(body), heard },
            Err(why) => {
                tracing::warn!(%bank, status, why, "a bank's answer is not a signed message");
                Asked::not(NoAnswer::Unreadable, heard)
            }
        }
    }
}

/// The whole body; `None` if it is too large.
async fn collect(mut body: Incoming) -> Result<Option<Bytes>, hyper::Error> {
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        if whole.len() + data.len() > ANSWER_BYTES_MAX {
            return Ok(None);
        }
        whole.extend_from_slice(&data);
    }
    Ok(Some(whole.freeze()))
}

/// A question as it goes out.
struct Signed {
    uri: Uri,
    authority: String,
    path: &'static str,
    message_id: String,
    body: Bytes,
    headers: httpsig::SignatureHeaders,
    key: VerifyingKey,
}

impl Signed {
    fn new(env: &Env, keys: &Keyring, question: &Question<'_>) -> Result<Signed, Fault> {
        let Bank { code, base_url, public_key, .. } = question.bank;
        let fault = |what: &str, e: Box<dyn std::error::Error + Send + Sync>| {
            Fault::because(FaultKind::Permanent, format!("bank {code}: {what}"), e)
        };
        let url = format!("{}{}", base_url.trim_end_matches('/'), question.path);
        let uri: Uri = url.parse().map_err(|e: hyper::http::uri::InvalidUri| {
            fault("its base_url is not a URL", e.into())
        })?;
        let authority = uri.authority().map(|a| a.as_str().to_owned()).unwrap_or_default();
        let key = VerifyingKey::parse(public_key)
            .map_err(|e| fault("its public key is not a key", e.into()))?;
        let (version, signer) = keys.bank_signer();
        let message_id = env.id(20).to_string();
        let params = SignParams {
            created: env.now.unix_seconds(),
            expires: question.expires_at.unix_seconds(),
            keyid: keyid(version),
            nonce: env.id(21).to_string(),
        };
        let body = Bytes::copy_from_slice(&question.body);
        let headers = [(MESSAGE_ID, message_id.as_str()), ("content-type", "application/json")];
        let request = httpsig::Request {
            method: "POST",
            path: question.path,
            authority: &authority,
            headers: &headers,
            body: &body,
        };
        let headers = httpsig::sign_request(signer, &request, &params)
            .map_err(|e| fault("a message for it cannot be signed", e.into()))?;
        Ok(Signed { uri, authority, path: question.path, message_id, body, headers, key })
    }

    fn request(&self) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(self.body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, JSON);
        let own = [(HOST.as_str(), self.authority.as_str()), (MESSAGE_ID, &self.message_id)];
        for (name, value) in own.into_iter().chain(self.headers.iter()) {
            let value = HeaderValue::from_str(value).expect("signed headers are plain ASCII");
            let name = hyper::header::HeaderName::from_bytes(name.as_bytes())
                .expect("the profile's header names are tokens");
            headers.insert(name, value);
        }
        request
    }

    fn verify(
        &self,
        now: Micros,
        response: &Response<Bytes>,
        bank: &Bank,
    ) -> Result<Bytes, &'static str> {
        let sent = [(MESSAGE_ID, self.message_id.as_str())];
        let request = httpsig::Request {
            method: "POST",
            path: self.path,
            authority: &self.authority,
            headers: &sent,
            body: &self.body,
        };
        let headers: Vec<(&str, &str)> = response
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
            .collect();
        let status = response.status().as_u16();
        let got = httpsig::Response { status, headers: &headers, body: response.body() };
        let policy =
            httpsig::Policy { skew_s_max: SKEW_S_MAX, lifetime_s_max: ANSWER_LIFETIME_S_MAX };
        // A bank has one registered key, so whatever id it gives it, it is that key or none.
        httpsig::verify_response(&got, &request, now, policy, &|_| Some(self.key))
            .map_err(|e| e.code())?;
        tracing::trace!(bank = %bank.code, status, "a bank answered");
        if status == 200 { Ok(response.body().clone()) } else { Err("an error, signed") }
    }
}
