//! Keys: one root key from outside, and under it one set of envelope keys for each purpose.
//!
//! The root key opens the envelope keys and nothing else; it is read by the binary from a file or
//! a command and is never stored beside what it protects. Each purpose has versions: exactly one is
//! *active* (new things are made with it), older ones are *retiring* (what they made still opens)
//! until they are *destroyed* (what they made is lost for good). A rotation is therefore an
//! overlap, and needs no pause.
//!
//! **Must never know** where keys are stored or what is sealed with them.

mod error;
mod escrow;
mod record;
mod ring_of_keys;
mod root;
mod words;

pub use error::{KeyError, Why};
pub use escrow::{recover, split};
pub use record::{Fingerprint, KeyState, KeyStatus, KeyVersion, Purpose, WrappedKey};
pub use ring_of_keys::Keyring;
pub use root::RootKey;

pub(crate) use ring_of_keys::{Material, Unusable};
pub(crate) use root::aead_key;
