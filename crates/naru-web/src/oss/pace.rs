//! How much one commit of the background takes: as much as is done within the time for which a bill
//! may wait behind it. What a row costs differs a hundredfold between machines and engines, so it
//! is measured, not guessed.

/// The size of the next commit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    size: usize,
    least: usize,
    most: usize,
    /// What a commit shall take.
    goal_us: i64,
}

impl Pace {
    /// Begins with the least.
    pub(super) const fn new((least, most): (usize, usize), goal_us: i64) -> Pace {
        Pace { size: least, least, most, goal_us }
    }

    /// How much to do next.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// The last commit did so much in so long: at most four times its size next, at least a
    /// quarter.
    pub(super) fn took(&mut self, done: usize, micros: i64) {
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        let done = i64::try_from(done).unwrap_or(i64::MAX);
        let fits = done.saturating_mul(self.goal_us) / micros.max(1);
        let next = fits.clamp(size / 4, size.saturating_mul(4));
        self.size = usize::try_from(next).unwrap_or(self.least).clamp(self.least, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_comes_to_take_its_time_and_no_more() {
        let mut pace = Pace::new((100, 10_000), 200_000);
        // A hundred microseconds a row: two thousand rows fit.
        for _ in 0..4 {
            pace.took(pace.size(), i64::try_from(pace.size()).unwrap() * 100);
        }
        assert_eq!(pace.size(), 2_000);
        // A turn that ended early was short because it did little.
        pace.took(500, 50_000);
        assert_eq!(pace.size(), 2_000);
        // The disk is slow all at once.
        pace.took(pace.size(), 10_000_000);
        assert_eq!(pace.size(), 500, "a quarter at once, not a standstill");
        (0..9).for_each(|_| pace.took(pace.size(), 10_000_000));
        assert_eq!(pace.size(), 100, "never less than the least");
        (0..9).for_each(|_| pace.took(pace.size(), 0));
        assert_eq!(pace.size(), 10_000, "never more than the most");
    }
}
