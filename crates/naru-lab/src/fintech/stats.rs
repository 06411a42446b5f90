//! An institution's figures, live.

use super::journal::Call;
use super::verdict::Verdict;
use hdrhistogram::Histogram;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The longest latency that is told apart, in microseconds.
const LATENCY_US_MAX: u64 = 120_000_000;
/// Different codes that are counted apart; more are counted as `other`.
const CODES_MAX: usize = 200;

/// Sums since the beginning, and the figures of the last window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Calls answered in any way, or given up waiting for.
    pub calls: u64,
    /// Transfers that went through.
    pub done: u64,
    /// Transfers that did not.
    pub failed: u64,
    /// Transfers left open when asking was given up.
    pub open: u64,
    /// Transfers whose outcome is being asked for now.
    pub in_doubt: i64,
    /// Arrivals dropped because too many calls were in flight.
    pub skipped: u64,
    /// A result inquiry that told another end than was told before: always wrong.
    pub contradictions: u64,
    /// Answers by `rsp_code/bank_rsp_code`, without the good ones.
    pub codes: BTreeMap<String, u64>,
    /// Calls a second, in the window.
    pub rate: u64,
    /// Half of the window's orders were answered faster, in microseconds.
    pub p50_us: u64,
    /// 99 of 100 were.
    pub p99_us: u64,
}

struct State {
    sums: Figures,
    window_began: Instant,
    window_calls: u64,
    window: Histogram<u64>,
    whole: Histogram<u64>,
}

/// The figures of an institution, or of several together.
pub struct Stats(Mutex<State>);

impl Default for Stats {
    fn default() -> Self {
        Stats(Mutex::new(State {
            sums: Figures::default(),
            window_began: Instant::now(),
            window_calls: 0,
            window: histogram(),
            whole: histogram(),
        }))
    }
}

impl Stats {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the window and gives its figures with the sums. For one caller, once a second or so.
    pub fn window(&self) -> Figures {
        let mut state = self.state();
        let now = Instant::now();
        let micros = micros(now.saturating_duration_since(state.window_began)).max(1);
        let figures = Figures {
            rate: state.window_calls.saturating_mul(1_000_000) / micros,
            p50_us: state.window.value_at_quantile(0.5),
            p99_us: state.window.value_at_quantile(0.99),
            ..state.sums.clone()
        };
        state.window_began = now;
        state.window_calls = 0;
        state.window.reset();
        figures
    }

    /// The sums, with the percentiles of the whole run. The rate is left at zero.
    pub fn whole(&self) -> Figures {
        let state = self.state();
        Figures {
            p50_us: state.whole.value_at_quantile(0.5),
            p99_us: state.whole.value_at_quantile(0.99),
            ..state.sums.clone()
        }
    }

    pub(super) fn answered(
        &self,
        call: Call,
        took: Duration,
        verdict: Verdict,
        rsp_code: &str,
        bank_rsp_code: &str,
    ) {
        let mut state = self.state();
        if call != Call::Result {
            let took = micros(took).min(LATENCY_US_MAX);
            state.window.saturating_record(took);
            state.whole.saturating_record(took);
        }
        state.count(rsp_code, bank_rsp_code, verdict == Verdict::Done);
    }

    /// An inquiry was answered.
    pub(super) fn asked(&self, rsp_code: &str, bank_rsp_code: &str) {
        let good = (rsp_code, bank_rsp_code) == ("A0000", "000");
        self.state().count(rsp_code, bank_rsp_code, good);
    }

    pub(super) fn ended(&self, verdict: Verdict) {
        let sums = &mut self.state().sums;
        match verdict {
            Verdict::Done => sums.done += 1,
            Verdict::Failed => sums.failed += 1,
            Verdict::Unknown | Verdict::NotFound | Verdict::NoAccess => sums.open += 1,
        }
    }

    pub(super) fn in_doubt(&self, change: i64) {
        self.state().sums.in_doubt += change;
    }

    pub(super) fn skipped(&self) {
        self.state().sums.skipped += 1;
    }

    pub(super) fn contradiction(&self) {
        self.state().sums.contradictions += 1;
    }
}

impl State {
    fn count(&mut self, rsp_code: &str, bank_rsp_code: &str, good: bool) {
        self.sums.calls += 1;
        self.window_calls += 1;
        if good {
            return;
        }
        let mut code = format!("{rsp_code}/{bank_rsp_code}");
        if self.sums.codes.len() >= CODES_MAX && !self.sums.codes.contains_key(&code) {
            code = "other".into();
        }
        *self.sums.codes.entry(code).or_insert(0) += 1;
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, LATENCY_US_MAX, 2).expect("bounds that hdrhistogram documents")
}
