//! A histogram of microseconds with logarithmic classes: 8 per power of two, so that a percentile
//! is off by at most an eighth. Integers only, fixed size.

const CLASSES: usize = 200;
const LINEAR: u64 = 16;

/// Counts of times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    counts: Box<[u32; CLASSES]>,
    total: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Histogram { counts: Box::new([0; CLASSES]), total: 0 }
    }
}

fn class_of(us: u64) -> usize {
    if us < LINEAR {
        return usize::try_from(us).unwrap_or(0);
    }
    let power = u64::from(us.ilog2());
    let eighth = (us >> (power - 3)) & 7;
    usize::try_from(16 + (power - 4) * 8 + eighth).unwrap_or(CLASSES).min(CLASSES - 1)
}

/// The least value of a class.
fn floor_of(class: usize) -> u64 {
    let class = class as u64;
    if class < LINEAR {
        return class;
    }
    let (power, eighth) = ((class - 16) / 8 + 4, (class - 16) % 8);
    (8 + eighth) << (power - 3)
}

impl Histogram {
    /// Counts one time.
    pub fn add(&mut self, us: u64) {
        let class = &mut self.counts[class_of(us)];
        *class = class.saturating_add(1);
        self.total += 1;
    }

    /// Adds what another counted.
    pub fn merge(&mut self, other: &Histogram) {
        if other.total == 0 {
            return;
        }
        for (mine, its) in self.counts.iter_mut().zip(other.counts.iter()) {
            *mine = mine.saturating_add(*its);
        }
        self.total += other.total;
    }

    /// How many were counted.
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// The time that `percent` of a hundred do not exceed: the middle of its class.
    pub fn percentile(&self, percent: u64) -> Option<u64> {
        if self.total == 0 {
            return None;
        }
        let rank = (self.total * percent.min(100)).div_ceil(100).max(1);
        let mut seen = 0;
        for (class, count) in self.counts.iter().enumerate() {
            seen += u64::from(*count);
            if seen >= rank {
                return Some(u64::midpoint(floor_of(class), floor_of(class + 1) - 1));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn classes_meet_without_gap() {
        for class in 0..CLASSES - 1 {
            assert_eq!(class_of(floor_of(class)), class);
            assert_eq!(class_of(floor_of(class + 1) - 1), class);
        }
        assert_eq!(class_of(u64::MAX), CLASSES - 1);
    }

    proptest! {
        #[test]
        fn a_percentile_is_off_by_an_eighth_at_most(
            mut times in prop::collection::vec(0_u64..100_000_000, 1..200),
            percent in 1_u64..=100,
        ) {
            let mut histogram = Histogram::default();
            times.iter().for_each(|us| histogram.add(*us));
            times.sort_unstable();
            let rank = (times.len() as u64 * percent).div_ceil(100).max(1);
            let truth = times[usize::try_from(rank).unwrap() - 1];
            let said = histogram.percentile(percent).unwrap();
            prop_assert!(said.abs_diff(truth) <= truth / 8 + 1, "{said} for {truth}");
        }
    }
}
