//! The calls about gates as an OpenAPI 3.1 document, made from their table.

use super::calls::{CALLS, Call, Say};
use super::calls_network::NETWORK;
use super::{words as w, words_network as n};
use crate::operations::{self, About};
use serde_json::Value;

const ABOUT: About = About {
    title: w::title,
    about: &[w::about, n::about],
    good: w::good,
    file: |_| w::body,
    body: n::body,
    place,
    everywhere: &[(401, w::r_token), (403, w::r_scope), (503, w::r_busy)],
};

/// The document, as it is committed and served.
pub fn text() -> String {
    crate::openapi::pretty(&document())
}

/// The document.
pub fn document() -> Value {
    operations::document(&ABOUT, CALLS.iter().chain(&NETWORK))
}

fn place(it: &Call) -> Option<(&'static str, Say)> {
    match (it.path, it.scope) {
        (path, _) if path.contains("{code}") => Some(("code", n::q_code)),
        (path, None) if path.contains("{id}") => Some(("id", w::q_check)),
        (path, Some(_)) if path.contains("{id}") => Some(("id", n::q_id)),
        _ => None,
    }
}
