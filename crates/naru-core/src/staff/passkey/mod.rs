//! Passkeys (WebAuthn): a key that an authenticator keeps for this site, beside the one-time code.
//!
//! Invariants: a challenge opens nothing twice and nothing after its time · it belongs to one
//! session and one purpose · the person was verified by the authenticator (a passkey is never
//! taken for mere presence) · a counter that does not rise is refused · a key is of one account ·
//! adding and removing want a fresh proof and are in the audit trail, in the same commit.
//!
//! The authenticator app always stays, so a passkey is never the only way in, and the recovery of
//! an account takes its passkeys away.
//!
//! **Must never know** about HTTP or pages: what the browser sent comes as bytes, and under which
//! address it was opened as [`Site`].

pub mod check;
mod model;
mod service;
mod sql;
#[cfg(test)]
mod tests;

pub use check::{Flaw, Made, used};
pub use model::{Algorithm, Asked, Challenge, Given, NewKey, Passkey, PublicKey, Purpose, Site};
pub use service::{
    PASSKEYS_MAX, add, ask, enter, offered, owned, passkeys, prove, remove, remove_all,
};
pub use sql::STATEMENTS;
