//! Sealing: personal data encrypted under a key of the person's own, and found by keyed hash.
//!
//! Destroying a person's wrapped key erases everything sealed under it, wherever copies lie: this
//! is how an append-only store forgets. A sealed value is one byte string:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | kind: 1 under a person's key, 2 under the data key, 3 a person's key |
//! | 2 | version of the key, big-endian |
//! | 12 | nonce |
//! | n + 16 | AES-256-GCM ciphertext and tag, bound to the first three bytes and the context |
//!
//! **Must never know** what the values mean or where they are stored.

mod blob;
mod lookup;
mod person;

pub use blob::{Nonce, SealError};
pub use lookup::LookupHash;
pub use person::PersonKey;
