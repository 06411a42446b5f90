//! A bound on attempts: a bucket of tokens for each client, refilled with time. Pure but for the
//! lock around the buckets.

use naru_base::Micros;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Attempts that one client may make at once, and one more each second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Attempts left, in millionths: a microsecond refills one.
    left: i64,
    at: Micros,
}

const ATTEMPT: i64 = 1_000_000;

impl Bucket {
    /// A full bucket.
    pub fn full(burst: u32, now: Micros) -> Bucket {
        Bucket { left: i64::from(burst) * ATTEMPT, at: now }
    }

    /// Takes an attempt out, if there is one.
    pub fn take(&mut self, burst: u32, now: Micros) -> bool {
        // A clock that went back refills nothing.
        let refill = now.since(self.at).max(0);
        self.left = self.left.saturating_add(refill).min(i64::from(burst) * ATTEMPT);
        self.at = self.at.max(now);
        let may = self.left >= ATTEMPT;
        if may {
            self.left -= ATTEMPT;
        }
        may
    }
}

/// The buckets of the known clients. All unknown ones share one, so that inventing names fills
/// neither memory nor time.
#[derive(Debug)]
pub struct Buckets {
    burst: u32,
    by_client: Mutex<BTreeMap<Option<String>, Bucket>>,
}

impl Buckets {
    /// No attempts made yet.
    pub fn new(burst: u32) -> Buckets {
        Buckets { burst, by_client: Mutex::default() }
    }

    /// Takes an attempt of a known client, or of all unknown ones.
    pub fn take(&self, known: Option<&str>, now: Micros) -> bool {
        let mut buckets = self.by_client.lock().unwrap_or_else(PoisonError::into_inner);
        buckets
            .entry(known.map(str::to_owned))
            .or_insert_with(|| Bucket::full(self.burst, now))
            .take(self.burst, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_one_a_second() {
        let start = Micros::new(1_000_000_000);
        let mut bucket = Bucket::full(3, start);
        let taken = |b: &mut Bucket, at| (0..5).filter(|_| b.take(3, at)).count();
        assert_eq!(taken(&mut bucket, start), 3);
        assert_eq!(taken(&mut bucket, start.plus_ms(999)), 0);
        assert_eq!(taken(&mut bucket, start.plus_ms(1_000)), 1);
        assert_eq!(taken(&mut bucket, start), 0, "a clock that went back");
        assert_eq!(taken(&mut bucket, start.plus_seconds(3_600)), 3, "no more than full");
    }

    #[test]
    fn unknown_clients_share_one() {
        let buckets = Buckets::new(1);
        let now = Micros::new(5);
        assert!(buckets.take(Some("a"), now) && buckets.take(Some("b"), now));
        assert!(buckets.take(None, now));
        assert!(!buckets.take(None, now) && !buckets.take(Some("a"), now));
    }
}
