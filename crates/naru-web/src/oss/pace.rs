//! How much one commit of the background takes: as much as is done within the time for which a bill
//! may wait behind it. What a row costs differs a hundredfold between machines and engines, so it
//! is measured, not guessed.

/// What a commit shall take.
const GOAL_US: i64 = 200_000;

/// The size of the next commit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    size: usize,
    least: usize,
    most: usize,
}

impl Pace {
    /// Begins with the least.
    pub(super) const fn new(least: usize, most: usize) -> Pace {
        Pace { size: least, least, most }
    }

    /// How much to do next.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// The last commit took so long: at most four times as much next, at least a quarter.
    pub(super) fn took(&mut self, micros: i64) {
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        let fits = size.saturating_mul(GOAL_US) / micros.max(1);
        let next = fits.clamp(size / 4, size.saturating_mul(4));
        self.size = usize::try_from(next).unwrap_or(self.least).clamp(self.least, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_comes_to_take_its_time_and_no_more() {
        let mut pace = Pace::new(100, 10_000);
        // A hundred microseconds a row: two thousand rows fit.
        for _ in 0..4 {
            pace.took(i64::try_from(pace.size()).unwrap() * 100);
        }
        assert_eq!(pace.size(), 2_000);
        // The disk is slow all at once.
        pace.took(10_000_000);
        assert_eq!(pace.size(), 500, "a quarter at once, not a standstill");
        (0..9).for_each(|_| pace.took(10_000_000));
        assert_eq!(pace.size(), 100, "never less than the least");
        (0..9).for_each(|_| pace.took(0));
        assert_eq!(pace.size(), 10_000, "never more than the most");
    }
}
