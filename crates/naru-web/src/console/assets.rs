//! The files of the console, in the binary. Their names carry their hash, so that a browser may
//! keep them for ever and never has the wrong ones.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ring::digest::{SHA256, digest};
use std::sync::LazyLock;

struct Asset {
    path: String,
    mime: &'static str,
    body: &'static [u8],
}

fn asset(stem: &str, ext: &str, mime: &'static str, body: &'static [u8]) -> Asset {
    let hash = digest(&SHA256, body);
    let short = data_encoding::HEXLOWER.encode(&hash.as_ref()[..6]);
    Asset { path: format!("/console/assets/{stem}-{short}.{ext}"), mime, body }
}

macro_rules! assets {
    ($($name:ident: $stem:literal $ext:literal $mime:literal $([$($part:literal)*])?;)*) => {
        $(static $name: LazyLock<Asset> = LazyLock::new(|| {
            let body = concat!(
                $($(include_str!(concat!("../../assets/", $stem, "/", $part, ".", $ext)),)*)?
                include_str!(concat!("../../assets/", $stem, ".", $ext))
            );
            asset($stem, $ext, $mime, body.as_bytes())
        });)*
        fn all() -> [&'static Asset; [$(stringify!($name)),*].len()] { [$(&$name),*] }
    };
}

// The parts of a file that is served as one, in this order, then the file itself.
assets! {
    CSS: "naru" "css" "text/css; charset=utf-8"
        ["ground" "frame" "network" "door" "narrow" "staff" "object" "decide" "phone"];
    LIVE: "live" "js" "text/javascript; charset=utf-8";
    CHECK_CSS: "check" "css" "text/css; charset=utf-8";
    CHECK: "check" "js" "text/javascript; charset=utf-8";
    PASSKEY: "passkey" "js" "text/javascript; charset=utf-8";
    TYPED: "typed" "js" "text/javascript; charset=utf-8";
    ICON: "icon" "svg" "image/svg+xml";
    CONSENT: "consent" "css" "text/css; charset=utf-8";
    DOCS: "docs" "css" "text/css; charset=utf-8";
}

/// Where the stylesheet is.
pub(crate) fn css() -> &'static str {
    &CSS.path
}
/// Where the script is.
pub(crate) fn live_js() -> &'static str {
    &LIVE.path
}
/// Where the stylesheet of checks is.
pub(crate) fn check_css() -> &'static str {
    &CHECK_CSS.path
}
/// Where the keys of a check's page are.
pub(crate) fn check_js() -> &'static str {
    &CHECK.path
}
/// Where the script for passkeys is.
pub(crate) fn passkey_js() -> &'static str {
    &PASSKEY.path
}
/// Where the script is that keeps what was typed when the language changes.
pub(crate) fn typed_js() -> &'static str {
    &TYPED.path
}
/// Where the icon is.
pub(crate) fn icon() -> &'static str {
    &ICON.path
}

/// Where the stylesheet of the consent pages is.
pub(crate) fn consent_css() -> &'static str {
    &CONSENT.path
}
/// Where the stylesheet of the API's description is.
pub(crate) fn docs_css() -> &'static str {
    &DOCS.path
}
/// A file's address on pages that are not the console's: they may be served without it.
pub(crate) fn asset_at(path: &str) -> String {
    path.replacen("/console/", "/consent/", 1)
}

/// Serves a file by its hashed name.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let path = format!("/console/assets/{name}");
    match all().into_iter().find(|it| it.path == path) {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(it) => {
            let kept = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, it.mime), (header::CACHE_CONTROL, kept)], it.body)
                .into_response()
        }
    }
}
