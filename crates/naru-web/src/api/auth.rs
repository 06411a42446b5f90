//! The bearer token of a call: genuine, of now, and not revoked.

use crate::node::Node;
use hyper::header::{AUTHORIZATION, HeaderMap};
use naru_base::Micros;
use naru_base::token::{self, TokenError};
use naru_core::identity::Token;

/// Why a call's token does not open anything.
pub(crate) enum Refused {
    /// There is none.
    NoHeader,
    /// It is not a bearer token, forged, foreign, unknown or revoked.
    NotAccepted,
    /// Genuine, and over.
    Expired,
}

/// The state of the token that the call carries. The signature proves only the id; what counts is
/// the state under that id.
pub(crate) fn bearer(node: &Node, headers: &HeaderMap, now: Micros) -> Result<Token, Refused> {
    if !headers.contains_key(AUTHORIZATION) {
        return Err(Refused::NoHeader);
    }
    let value = super::header(headers, AUTHORIZATION.as_str()).ok_or(Refused::NotAccepted)?;
    let (scheme, text) = value.split_once(' ').ok_or(Refused::NotAccepted)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refused::NotAccepted);
    }
    let claims = token::verify(text.trim(), &node.hub.keys, now).map_err(|e| match e {
        TokenError::Expired(_) => Refused::Expired,
        _ => Refused::NotAccepted,
    })?;
    let Some(token) = node.hub.token(&claims.jti, now) else {
        // Genuine and not over, so it was taken back.
        node.seen.dead_token(claims.jti, now);
        return Err(Refused::NotAccepted);
    };
    if token.audience() == claims.aud { Ok(token) } else { Err(Refused::NotAccepted) }
}

/// The id of the token that the call carries, if it is genuine: whether it opens anything or not.
pub(crate) fn named_token(node: &Node, headers: &HeaderMap, now: Micros) -> Option<String> {
    let (scheme, text) = super::header(headers, AUTHORIZATION.as_str())?.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    let claims = token::verify(text.trim(), &node.hub.keys, now).ok().filter(|_| is_bearer)?;
    Some(claims.jti)
}
