//! A bank's door: who may come in, and the seal on what goes out (RFC 9421, `naru_base::httpsig`).
//!
//! Invariant: what was not signed by the relay for this bank, or has expired, or came before, is
//! not executed.
//!
//! **Must never know** what a message says.

use data_encoding::BASE64URL_NOPAD;
use naru_base::httpsig::{
    Policy, ReplayError, ReplayGuard, Request, Response, SigError, SignParams, SignatureHeaders,
    SigningKey, Verified, VerifyingKey, sign_response, verify_request,
};
use naru_base::{Entropy, Micros};
use std::sync::{Mutex, PoisonError};

/// Messages remembered against replay: a minute at 17,000 requests/s, with two entries each.
const REMEMBERED_MAX: usize = 1 << 21;
/// How long an answer's signature holds. Its caller waits at most this long.
const ANSWER_LIFETIME_S: i64 = 60;

/// How a bank knows the relay, and is known.
pub struct Door {
    pub(super) key: SigningKey,
    pub(super) keyid: String,
    pub(super) relay_keys: Vec<(String, VerifyingKey)>,
    pub(super) policy: Policy,
    /// Under which names the relay may address this bank, `host:port`.
    pub(super) authorities: Vec<String>,
    pub(super) guard: Mutex<ReplayGuard>,
}

/// Why a request is not let in.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Its signature does not hold.
    #[error(transparent)]
    Signature(#[from] SigError),
    /// It came before.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// It was signed for another address: perhaps another bank's.
    #[error("the request was signed for another authority than this bank's")]
    WrongAuthority,
}

impl Refused {
    /// The stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Refused::Signature(e) => e.code(),
            Refused::Replay(ReplayError::Replayed) => "replayed",
            Refused::Replay(ReplayError::Expired) => "expired",
            Refused::Replay(ReplayError::Full) => "busy",
            Refused::WrongAuthority => "wrong-authority",
        }
    }
}

impl Door {
    /// A guard of the size that a door needs.
    pub(super) fn guard() -> Mutex<ReplayGuard> {
        Mutex::new(ReplayGuard::new(REMEMBERED_MAX))
    }

    /// Lets a request in, once.
    pub fn admit(&self, request: &Request<'_>, now: Micros) -> Result<Verified, Refused> {
        if !self.authorities.iter().any(|a| a.eq_ignore_ascii_case(request.authority)) {
            return Err(Refused::WrongAuthority);
        }
        let key = |id: &str| self.relay_keys.iter().find(|(k, _)| k == id).map(|(_, key)| *key);
        let verified = verify_request(request, now, self.policy, &key)?;
        let message_id = request.message_id()?;
        let Verified { keyid, expires, nonce, .. } = &verified;
        let mut guard = self.guard.lock().unwrap_or_else(PoisonError::into_inner);
        // Two name spaces in one guard: a nonce has no colon, so they cannot meet.
        guard.check_and_insert(keyid, nonce, *expires, now)?;
        guard.check_and_insert(keyid, &format!("id:{message_id}"), *expires, now)?;
        drop(guard);
        Ok(verified)
    }

    /// Signs an answer to a request that was let in.
    pub fn seal(
        &self,
        status: u16,
        body: &[u8],
        request: &Request<'_>,
        now: Micros,
        entropy: &dyn Entropy,
    ) -> Result<SignatureHeaders, SigError> {
        let mut random = [0; 16];
        entropy.fill(&mut random);
        let created = now.unix_seconds();
        let params = SignParams {
            created,
            expires: created + ANSWER_LIFETIME_S,
            keyid: self.keyid.clone(),
            nonce: BASE64URL_NOPAD.encode(&random),
        };
        sign_response(&self.key, &Response { status, headers: &[], body }, request, &params)
    }
}
