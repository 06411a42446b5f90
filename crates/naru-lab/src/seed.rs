//! Seeded choice: the same seed and the same words give the same number, on any machine.
//!
//! Not for secrets: whoever knows the seed knows everything that follows from it.

use naru_base::Entropy;
use std::sync::atomic::{AtomicU64, Ordering};

/// Mixes `seed` with `words`, each with its length, into a well-spread number.
pub fn mix(seed: u64, words: &[&[u8]]) -> u64 {
    let mut state = finish(seed ^ 0x6E61_7275_2D6C_6162);
    for word in words {
        // FNV-1a over the word, then a full avalanche, so that ("a", "bc") is not ("ab", "c").
        let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
        for byte in *word {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        state = finish(state ^ hash ^ (word.len() as u64).rotate_left(56));
    }
    state
}

/// The output function of SplitMix64: a bijection in which every input bit reaches every output.
const fn finish(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A seeded stream of numbers (SplitMix64).
#[derive(Debug)]
pub struct Dice(AtomicU64);

impl Dice {
    /// The stream of `seed`.
    pub const fn new(seed: u64) -> Self {
        Dice(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        finish(self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP))
    }

    /// The next number below `end`; 0 if `end` is 0. The bias for ends far below 2^64 is nil.
    pub fn below(&self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// One of `items`, or `None` if there are none.
    pub fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        let i = self.below(items.len() as u64);
        items.get(usize::try_from(i).unwrap_or(0))
    }
}

impl Entropy for Dice {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_be_bytes()[..chunk.len()]);
        }
    }
}
