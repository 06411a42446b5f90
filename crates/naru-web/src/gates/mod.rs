//! What institutions' programs ask of the gates, with the bearer token that they have anyway. Each
//! sees its own only. [`calls::CALLS`] is the list of calls: the routes and the description
//! (`/gates/v1/openapi.json`) are made from it.
//!
//! **Must never know** how a gate, a check or a deadline is decided: `naru_core` does.

mod answer;
pub mod calls;
mod document;
mod json;
pub(crate) mod scan;
mod words;

pub use answer::router;
pub use document::{document, text};
