//! What was measured. Shared by many connections, so almost everything is a counter.

use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Histograms that connections share, so that they rarely meet on one lock.
const SHARDS: usize = 8;
/// The longest latency that is told apart, in microseconds.
const LATENCY_US_MAX: u64 = 120_000_000;

/// The figures of one run. All after the warm-up.
#[derive(Clone, Debug)]
pub struct Report {
    /// Replies that passed the check.
    pub ok: u64,
    /// What went wrong, by name.
    pub errors: BTreeMap<&'static str, u64>,
    /// The length of the measurement.
    pub elapsed: Duration,
    /// Replies in each second of it.
    pub per_second: Vec<u64>,
    /// The longest time without any good reply, in microseconds: its beginning and end count too.
    pub longest_gap_us: u64,
    /// Latencies in microseconds.
    pub latency: Histogram<u64>,
}

/// The usual percentiles, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Half were faster.
    pub p50_us: u64,
    /// 99 of 100 were faster.
    pub p99_us: u64,
    /// 999 of 1000 were faster.
    pub p999_us: u64,
    /// The slowest.
    pub max_us: u64,
}

impl Report {
    /// The usual percentiles.
    pub fn load(&self) -> Load {
        let at = |quantile| self.latency.value_at_quantile(quantile);
        Load { p50_us: at(0.5), p99_us: at(0.99), p999_us: at(0.999), max_us: self.latency.max() }
    }

    /// Good replies a second.
    pub fn rate(&self) -> u64 {
        let micros = u64::try_from(self.elapsed.as_micros()).unwrap_or(u64::MAX);
        self.ok.saturating_mul(1_000_000) / micros.max(1)
    }

    /// Everything that went wrong.
    pub fn error_count(&self) -> u64 {
        self.errors.values().sum()
    }
}

pub(super) struct Tally {
    /// When counting begins.
    from: Instant,
    duration: Duration,
    ok: AtomicU64,
    /// Microseconds after `from` of the last good reply, and the longest gap so far.
    last_us: AtomicU64,
    gap_us: AtomicU64,
    per_second: Vec<AtomicU64>,
    latency: Vec<Mutex<Histogram<u64>>>,
    errors: Mutex<BTreeMap<&'static str, u64>>,
}

impl Tally {
    pub(super) fn new(from: Instant, duration: Duration, connections: usize) -> Self {
        let seconds = usize::try_from(duration.as_secs()).unwrap_or(0) + 1;
        let shards = connections.clamp(1, SHARDS);
        Tally {
            from,
            duration,
            ok: AtomicU64::new(0),
            last_us: AtomicU64::new(0),
            gap_us: AtomicU64::new(0),
            per_second: (0..seconds).map(|_| AtomicU64::new(0)).collect(),
            latency: (0..shards).map(|_| Mutex::new(histogram())).collect(),
            errors: Mutex::new(BTreeMap::new()),
        }
    }

    /// A good reply to a request that began at `begun`.
    pub(super) fn answered(&self, worker: usize, begun: Instant, now: Instant) {
        let Some(after) = now.checked_duration_since(self.from) else { return };
        if after > self.duration {
            return;
        }
        let after_us = micros(after);
        self.ok.fetch_add(1, Ordering::Relaxed);
        let last = self.last_us.fetch_max(after_us, Ordering::Relaxed);
        self.gap_us.fetch_max(after_us.saturating_sub(last), Ordering::Relaxed);
        if let Some(second) =
            usize::try_from(after.as_secs()).ok().and_then(|s| self.per_second.get(s))
        {
            second.fetch_add(1, Ordering::Relaxed);
        }
        let latency = micros(now.saturating_duration_since(begun)).min(LATENCY_US_MAX);
        let shard = &self.latency[worker % self.latency.len()];
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        shard.saturating_record(latency);
    }

    /// Something went wrong. Counted from the beginning: errors while warming up matter.
    pub(super) fn error(&self, name: &'static str) {
        let mut errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        *errors.entry(name).or_insert(0) += 1;
    }

    pub(super) fn report(&self) -> Report {
        let mut latency = histogram();
        for shard in &self.latency {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            latency.add(&*shard).expect("histograms of the same bounds");
        }
        let to_the_end = micros(self.duration).saturating_sub(self.last_us.load(Ordering::Relaxed));
        let mut per_second: Vec<u64> =
            self.per_second.iter().map(|s| s.load(Ordering::Relaxed)).collect();
        // The last one is a fraction of a second, none if the duration is whole.
        if self.duration.subsec_nanos() == 0 {
            per_second.pop();
        }
        Report {
            ok: self.ok.load(Ordering::Relaxed),
            errors: self.errors.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            elapsed: self.duration,
            per_second,
            longest_gap_us: self.gap_us.load(Ordering::Relaxed).max(to_the_end),
            latency,
        }
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, LATENCY_US_MAX, 3).expect("bounds that hdrhistogram documents")
}
