//! The calls of open source as an OpenAPI 3.1 document, made from their table.

use super::calls::{CALLS, Call, Say};
use super::words_calls as w;
use crate::operations::{self, About};
use serde_json::Value;

const ABOUT: About = About {
    title: w::title,
    about: &[w::about],
    good: w::good,
    file,
    body: w::body,
    place,
    everywhere: &[(401, w::r_token), (403, w::r_scope), (503, w::r_busy)],
};

/// The document, as it is committed and served.
pub fn text() -> String {
    crate::openapi::pretty(&document())
}

/// The document.
pub fn document() -> Value {
    operations::document(&ABOUT, CALLS.iter())
}

fn file(it: &Call) -> Say {
    if it.path.ends_with("/bill") { w::bill } else { w::file }
}

fn place(it: &Call) -> Option<(&'static str, Say)> {
    let of = it.path.strip_prefix("/oss/v1/")?.split_once("/{id}")?.0;
    match of {
        "systems" => Some(("id", w::q_system)),
        "advisories" => Some(("id", w::q_advisory)),
        "approvals" => Some(("id", w::q_approval)),
        _ => Some(("id", w::q_crossing)),
    }
}
