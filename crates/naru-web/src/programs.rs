//! The heads of calls that institutions' programs make beside the relay: whose call it is, a place
//! among those under way, the body within its bounds, and how a refusal or a fault is said.
//!
//! **Must never know** what a call asks for.

use crate::api::{Refused, bearer};
use crate::node::{Busy, Node, Permit};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use naru_base::{ClientUseCode, Lang, No, Refusal, texts};
use naru_core::access::{self, Peer};
use naru_core::identity::Scope;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

texts! {
    too_large { ko: "문서가 너무 큽니다.", en: "The document is too large." }
    no_token { ko: "이용기관의 접근토큰이 필요합니다.", en: "An access token of an institution is needed." }
    no_scope { ko: "이 토큰으로는 할 수 없습니다.", en: "The token does not allow this." }
    too_busy { ko: "지금은 바쁩니다. 잠시 뒤 다시 보내십시오.", en: "Busy. Send it again in a while." }
}

/// One family of calls: the codes of what goes wrong before a call is looked at, and how its own
/// refusals are said.
pub(crate) struct Family {
    /// There is no token that counts.
    pub(crate) no_token: &'static str,
    /// The token does not reach so far.
    pub(crate) no_scope: &'static str,
    /// The body is larger than it may be.
    pub(crate) too_large: &'static str,
    /// Refusals that mean that there is none of the name.
    pub(crate) unknown: &'static [&'static str],
    /// What a refusal says.
    pub(crate) said: fn(Lang, &Refusal) -> String,
}

/// Whose call it is, with a place among those under way.
pub(crate) struct Caller {
    pub(crate) institution: ClientUseCode,
    _permit: Permit,
}

pub(crate) fn says(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    (status, kind, body.to_string()).into_response()
}

pub(crate) fn error(status: StatusCode, code: &str, text: fn(Lang) -> String) -> Response {
    says(status, &json!({"error": {"code": code, "ko": text(Lang::Ko), "en": text(Lang::En)}}))
}

impl Family {
    /// A refusal is a decision; a fault is none and says so.
    pub(crate) fn no(&self, it: &No) -> Response {
        match it {
            No::Refusal(it) => {
                let status = match self.unknown.contains(&it.code) {
                    true => StatusCode::NOT_FOUND,
                    false => StatusCode::UNPROCESSABLE_ENTITY,
                };
                let [ko, en] = [Lang::Ko, Lang::En].map(|lang| (self.said)(lang, it));
                says(status, &json!({"error": {"code": it.code, "ko": ko, "en": en}}))
            }
            No::Fault(fault) => {
                tracing::warn!(why = %fault, "a program's call was not answered");
                error(StatusCode::SERVICE_UNAVAILABLE, "busy", too_busy)
            }
        }
    }

    /// The institution by its own token, from an address and with a certificate that are its own.
    pub(crate) fn caller(
        &self,
        node: &Arc<Node>,
        headers: &HeaderMap,
        peer: &Peer,
    ) -> Result<Caller, Box<Response>> {
        let now = node.clock.now();
        let none = || Box::new(error(StatusCode::UNAUTHORIZED, self.no_token, no_token));
        let token = bearer(node, headers, now).map_err(|it| match it {
            Refused::NoHeader | Refused::NotAccepted | Refused::Expired => none(),
        })?;
        let directory = node.hub.directory();
        let access = directory.access.get(&token.institution);
        access::may_call(access, peer, now).map_err(|_| none())?;
        let is_own = token.user.is_none()
            && [Scope::Sa, Scope::Oob].iter().any(|it| token.scopes.contains(it));
        if !is_own {
            return Err(Box::new(error(StatusCode::FORBIDDEN, self.no_scope, no_scope)));
        }
        let policy = node.policy(now).map_err(|it| Box::new(self.no(&it)))?;
        let permit = node.admit(&token.institution, &policy).map_err(|it| match it {
            Busy::Node | Busy::Institution => {
                Box::new(error(StatusCode::SERVICE_UNAVAILABLE, "busy", too_busy))
            }
        })?;
        Ok(Caller { institution: token.institution, _permit: permit })
    }

    /// The whole body, within its size and the time that a request may take.
    pub(crate) async fn body(
        &self,
        node: &Node,
        body: Body,
        bytes_max: usize,
    ) -> Result<Vec<u8>, Response> {
        let in_time = Duration::from_millis(node.limits.request_ms_max);
        match tokio::time::timeout(in_time, to_bytes(body, bytes_max)).await {
            Ok(Ok(bytes)) => Ok(bytes.to_vec()),
            Ok(Err(_)) => Err(error(StatusCode::PAYLOAD_TOO_LARGE, self.too_large, too_large)),
            Err(_) => Err(error(StatusCode::REQUEST_TIMEOUT, "busy", too_busy)),
        }
    }
}
