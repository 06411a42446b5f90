//! The heads of the calls of open source, as arguments of their handlers: whose call it is, and its
//! body within bounds. Nobody's body is read before it is known whose it is.

use super::{Portfolio, words as w};
use crate::node::Node;
use crate::programs::{Caller, Family};
use axum::Extension;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::Request;
use axum::http::request::Parts;
use axum::response::Response;
use naru_base::No;
use naru_core::access::Peer;
use std::sync::Arc;

/// What the calls are answered by.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) node: Arc<Node>,
    pub(super) portfolio: Arc<Portfolio>,
}

/// How calls of this family are refused.
static FAMILY: Family = Family {
    no_token: "oss/no-token",
    no_scope: "oss/no-scope",
    too_large: "oss/too-large",
    unknown: &["oss/system-unknown", "oss/approval-unknown", "oss/zone-unknown"],
    said: w::refusal,
};

pub(super) fn no(it: &No) -> Response {
    FAMILY.no(it)
}

impl Desk {
    /// The whole body of a call of which it is known whose it is.
    pub(super) async fn body(&self, body: Body, bytes_max: usize) -> Result<Vec<u8>, Response> {
        FAMILY.body(&self.node, body, bytes_max).await
    }
}

/// Whose call it is; its place among those under way is held for as long as this is.
pub(super) struct Calling(pub(super) Caller);

impl FromRequestParts<Desk> for Calling {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let peer = Extension::<Peer>::from_request_parts(parts, desk).await;
        let Extension(peer) = peer.map_err(axum::response::IntoResponse::into_response)?;
        let caller = FAMILY.caller(&desk.node, &parts.headers, &peer);
        caller.map(Calling).map_err(|response| *response)
    }
}

/// The whole body, of so many bytes at most. It stands last among the arguments.
pub(super) struct Given<const BYTES_MAX: usize>(pub(super) Vec<u8>);

impl<const BYTES_MAX: usize> FromRequest<Desk> for Given<BYTES_MAX> {
    type Rejection = Response;

    async fn from_request(request: Request<Body>, desk: &Desk) -> Result<Self, Response> {
        desk.body(request.into_body(), BYTES_MAX).await.map(Given)
    }
}
