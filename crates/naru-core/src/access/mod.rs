//! Access: from which networks, and with which client certificates, an institution may call.
//!
//! Invariants: what is not restricted is open, what is restricted is open to exactly what is
//! listed; an institution has at most two certificates at once, so that one can replace the other;
//! a change is in force with the commit that makes it.
//!
//! **Must never know** sockets and handshakes: addresses and thumbprints come in as values.

mod decide;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use decide::may_call;
pub use model::{Access, CERTIFICATES_MAX, Certificate, Denied, Peer, SOURCES_MAX, Thumbprint};
pub use service::{Change, add_certificate, add_source, remove_certificate, remove_source};
pub use sql::{STATEMENTS, load};
