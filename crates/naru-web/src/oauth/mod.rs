//! OAuth: tokens for institutions (client_credentials).
//!
//! **Must never know** how a secret is stored or what a token permits: `naru_core::identity` does.

mod bucket;
mod token;

pub use bucket::{Bucket, Buckets};
pub(crate) use token::{random, scopes, token};
