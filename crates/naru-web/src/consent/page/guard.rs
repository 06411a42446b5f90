//! What stands before every page: security headers, and that forms come from our own pages.

use crate::console::is_from_elsewhere;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Where a form of the page may end besides here: an answer says it in its extensions.
#[derive(Clone)]
pub(super) struct FormsMayEndAt(pub(super) Option<String>);

/// Everything comes from us, nothing is inline, nobody frames us; a form may end here or at the
/// client it is about.
fn policy(ends_at: Option<&str>) -> String {
    let also = ends_at.map_or(String::new(), |origin| format!(" {origin}"));
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{also}; \
         frame-ancestors 'none'; base-uri 'none'"
    )
}

pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = if is_from_elsewhere(request.method(), request.headers()) {
        let text = "다른 곳에서 보낸 요청이라 거절했습니다. / Sent from another site: refused.";
        (StatusCode::FORBIDDEN, text).into_response()
    } else {
        next.run(request).await
    };
    let ends_at = response.extensions().get::<FormsMayEndAt>().and_then(|it| it.0.clone());
    let out = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&policy(ends_at.as_deref())) {
        out.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    let mut set = |name: HeaderName, value: &'static str| {
        out.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // The client's address may carry a code: its page must not hear ours, nor ours its.
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    response
}
