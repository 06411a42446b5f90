//! The simulator's choices, from the lab's seeded stream.

use crate::seed::Dice;

/// A generator whose whole future follows from its seed.
#[derive(Debug)]
pub(super) struct Random(Dice);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Random(Dice::new(seed))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0.next()
    }

    pub(super) fn u128(&mut self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }

    /// A number in `from..to`; `from` if that is empty.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to.saturating_sub(from)).unwrap_or(0).max(1);
        from + i64::try_from(self.next() % width).unwrap_or(0)
    }

    /// An index below `len`.
    pub(super) fn index(&mut self, len: usize) -> usize {
        let len = i64::try_from(len).unwrap_or(i64::MAX);
        usize::try_from(self.between(0, len)).unwrap_or(0)
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: i64) -> bool {
        self.between(0, 1_000) < per_mille
    }
}
