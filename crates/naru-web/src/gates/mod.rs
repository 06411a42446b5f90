//! What institutions' programs ask of the gates, with the bearer token that they have anyway; each
//! sees its own only. And what programs of staff ask of the whole network, with a secret of their
//! own. [`calls::CALLS`] and [`calls_network::NETWORK`] are the lists of calls: the routes and the
//! description (`/gates/v1/openapi.json`) are made from them.
//!
//! **Must never know** how a gate, a check or a deadline is decided: `naru_core` does.

mod answer;
pub mod calls;
pub mod calls_network;
mod document;
mod fields;
mod json;
mod network;
mod network_write;
pub(crate) mod scan;
mod words;
mod words_network;

pub use answer::router;
pub use document::{document, text};
