//! The Open Banking API described: an OpenAPI document and a page to read, both made from the
//! tables that check requests and from the codes that answers carry.
//!
//! Requests need no second description: their tables are the program's own. What an answer holds
//! ([`answer`]), what fields mean together and which codes an endpoint gives ([`catalogue`]) is
//! written down here, and tests hold it against real answers.
//!
//! **Must never know** how a call is answered.

pub mod answer;
pub mod answer_users;
pub mod catalogue;
mod catalogue_users;
mod document;
mod example;
mod field_words;
mod page;
mod schema;
mod words;

pub use catalogue::{CATALOGUE, Described, Ours, Together, When};
pub(crate) use document::pretty;
pub use document::{document, text};
pub use page::router;
