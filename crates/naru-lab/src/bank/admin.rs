//! `GET` and `PUT /lab/faults`: the plan of faults, for whoever holds the token printed at start.

use super::Inner;
use super::fault::Plan;
use super::server::{Reply, plain};
use super::teller::Worded;
use hyper::header::AUTHORIZATION;
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method};
use naru_base::secret::constant_time_eq;
use serde::Serialize;

/// Path of the faults.
pub const FAULTS_PATH: &str = "/lab/faults";

#[derive(Serialize)]
struct Shown<'a> {
    plan: &'a Plan,
    /// How often each rule has struck.
    struck: &'a [u32],
}

pub(super) async fn faults(bank: &Inner, parts: &Parts, body: &[u8]) -> Reply {
    if !is_authorized(&parts.headers, bank.admin_token.expose()) {
        return plain(Worded::error(401, "token", "the token printed at start, as a bearer token"));
    }
    if parts.method == Method::PUT {
        let plan = match serde_json::from_slice::<Plan>(body) {
            Ok(plan) => plan,
            Err(e) => return plain(Worded::error(400, "malformed", &e.to_string())),
        };
        if let Err(no) = bank.order(plan).await {
            return plain(Worded::error(422, "plan", &no.to_string()));
        }
    } else if parts.method != Method::GET {
        return plain(Worded::error(405, "method", "GET, PUT"));
    }
    let (plan, struck) = bank.faults.get();
    plain(Worded::json(200, &Shown { plan: &plan, struck: &struck }))
}

fn is_authorized(headers: &HeaderMap, token: &str) -> bool {
    let given = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok());
    let given = given.and_then(|v| v.strip_prefix("Bearer ")).unwrap_or_default();
    constant_time_eq(given.as_bytes(), token.as_bytes())
}
