//! Random bytes that come again with the same seed.

use naru_base::{Entropy, Micros};
use ring::digest::{SHA256, digest};
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes drawn from a seed by counting.
pub struct Seeded {
    seed: u64,
    drawn: AtomicU64,
}

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Seeded { seed, drawn: AtomicU64::new(0) }
    }
}

impl Entropy for Seeded {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let n = self.drawn.fetch_add(1, Ordering::Relaxed);
            let block = digest(&SHA256, &[self.seed.to_be_bytes(), n.to_be_bytes()].concat());
            chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
        }
    }
}

pub const NOW: Micros = Micros::new(1_790_000_000_000_000);
