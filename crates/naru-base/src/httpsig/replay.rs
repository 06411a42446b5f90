//! Replays: remembers what was accepted until it would be refused anyway for its age.

use crate::time::Micros;
use ring::digest::{Context, SHA256};
use std::collections::{BTreeSet, HashSet};

/// Why a message is not accepted a second time, or not now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// The same nonce or message id was accepted before.
    #[error("this message was accepted before")]
    Replayed,
    /// Its time is over: it would be forgotten at once.
    #[error("the message has expired")]
    Expired,
    /// Everything remembered still matters and there is no room: refused rather than forgotten.
    #[error("too many messages are still valid; try again when some have expired")]
    Full,
}

/// Remembers nonces or message ids until they expire, in bounded memory (about 100 bytes each).
///
/// Only verified messages go in, so that nobody without a key can fill it; one guard for each
/// sender keeps senders from filling each other's.
#[derive(Clone, Debug)]
pub struct ReplayGuard {
    capacity: usize,
    seen: HashSet<[u8; 32]>,
    by_expiry: BTreeSet<(Micros, [u8; 32])>,
    /// The latest time seen: a clock that steps back must not revive what was forgotten.
    latest: Micros,
}

impl ReplayGuard {
    /// A guard that remembers at most `capacity` messages.
    pub fn new(capacity: usize) -> Self {
        ReplayGuard {
            capacity,
            seen: HashSet::new(),
            by_expiry: BTreeSet::new(),
            latest: Micros::default(),
        }
    }

    /// Remembers `nonce` of `keyid` until `expires`, or says why not. Forgets what has expired.
    pub fn check_and_insert(
        &mut self,
        keyid: &str,
        nonce: &str,
        expires: Micros,
        now: Micros,
    ) -> Result<(), ReplayError> {
        self.latest = self.latest.max(now);
        let now = self.latest;
        while let Some(&(until, key)) = self.by_expiry.first()
            && until <= now
        {
            self.by_expiry.pop_first();
            self.seen.remove(&key);
        }
        if expires <= now {
            return Err(ReplayError::Expired);
        }
        let key = digest(keyid, nonce);
        if self.seen.contains(&key) {
            return Err(ReplayError::Replayed);
        }
        if self.seen.len() >= self.capacity {
            return Err(ReplayError::Full);
        }
        self.seen.insert(key);
        self.by_expiry.insert((expires, key));
        Ok(())
    }

    /// How many messages are remembered.
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

/// A fixed size for what a sender chose, and no way to make two senders' nonces meet.
fn digest(keyid: &str, nonce: &str) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(&(keyid.len() as u64).to_be_bytes());
    context.update(keyid.as_bytes());
    context.update(nonce.as_bytes());
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}
