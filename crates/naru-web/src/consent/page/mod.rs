//! The consent pages: a person is identified, chooses accounts, agrees to each service apart, and
//! goes back to the client with a code; and the person's own page, where he sees what he agreed to
//! at all institutions and takes back any of it.
//!
//! Every step is a plain form; nothing needs a script. What is known of the person is kept sealed
//! in the store, under a token in a cookie, until the pages are left.
//!
//! **Must never know** how a person is identified or a code is sent ([`Identifier`],
//! [`CodeSender`]), or what an agreement means.

mod agree;
mod ask;
mod code;
mod enter;
mod guard;
mod hook;
mod mine;
mod proof;
mod travel;
mod view;
mod words;

pub use hook::{HookIdentifier, HookSender, Service};
pub use proof::{Claimed, CodeSender, Identifier, Soon, digits};

use crate::node::Node;
use axum::Router;
use axum::routing::{get, post};
use naru_base::Micros;
use naru_base::seal::LookupHash;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Telephones that codes were sent to lately and are remembered; more than that at once is an
/// attack, and the oldest are forgotten first.
const PHONES_MAX: usize = 100_000;

/// What the pages need.
#[derive(Clone)]
pub struct Pages {
    /// The node.
    pub node: Arc<Node>,
    /// Says who a person is.
    pub identifier: Arc<dyn Identifier>,
    /// Sends one-time codes.
    pub sender: Arc<dyn CodeSender>,
    /// Whether browsers come by TLS.
    pub tls: bool,
    sent: Arc<Mutex<BTreeMap<LookupHash, Vec<Micros>>>>,
}

impl Pages {
    /// Pages of a node.
    pub fn new(
        node: Arc<Node>,
        identifier: Arc<dyn Identifier>,
        sender: Arc<dyn CodeSender>,
        tls: bool,
    ) -> Pages {
        Pages { node, identifier, sender, tls, sent: Arc::default() }
    }

    /// Whether one more code may be sent to this telephone: `most` within `within_s`.
    fn may_send(&self, phone: &str, most: i64, within_s: i64, now: Micros) -> bool {
        let key = self.node.hub.keys.lookup("consent.phone", &[digits(phone).as_bytes()]);
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let from = now.plus_seconds(-within_s);
        if sent.len() >= PHONES_MAX {
            sent.retain(|_, at| at.last().is_some_and(|last| *last > from));
            if sent.len() >= PHONES_MAX {
                sent.pop_first();
            }
        }
        let own = sent.entry(key).or_default();
        own.retain(|at| *at > from);
        let may = i64::try_from(own.len()).is_ok_and(|count| count < most);
        if may {
            own.push(now);
        }
        may
    }
}

/// The routes of the pages.
pub fn router(pages: Pages) -> Router {
    Router::new()
        .route("/oauth/2.0/authorize", get(enter::authorize))
        .route("/oauth/2.0/authorize_account", get(enter::authorize))
        .route("/consent", get(enter::page))
        .route("/consent/identify", post(enter::identify))
        .route("/consent/code", post(code::submit))
        .route("/consent/again", post(code::again))
        .route("/consent/agree", post(agree::submit))
        .route("/consent/leave", post(agree::leave))
        .route("/my", get(mine::page))
        .route("/my/withdraw", post(mine::withdraw))
        .route("/consent/assets/{name}", get(crate::console::serve_asset))
        .layer(axum::middleware::from_fn(guard::headers))
        .with_state(pages)
}
