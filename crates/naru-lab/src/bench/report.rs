//! What the bench reports, as JSON and as a table.

#![expect(clippy::float_arithmetic, reason = "measurements, not money")]

use super::drive::Driven;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Everything of one run.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What the machine could do while the benches ran.
    pub calibration: Calibration,
    /// The figures.
    pub benches: Vec<Bench>,
    /// Figures of a bench that is no load, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
}

/// Figures by name.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Figures(BTreeMap<String, f64>);

impl Figures {
    pub(super) fn note(&mut self, name: &str, value: f64) {
        self.0.insert(name.to_owned(), round(value));
    }

    /// How many, the middle one, the one in a hundred, the longest.
    pub(super) fn times(&mut self, name: &str, mut all: Vec<Duration>) {
        all.sort_unstable();
        let last = all.len().saturating_sub(1);
        let at = |place: usize| all.get(place).copied().map_or(0.0, ms);
        self.note(&format!("{name}.count"), as_f64(all.len() as u64));
        for (part, place) in [("p50", last / 2), ("p99", last * 99 / 100), ("max", last)] {
            self.note(&format!("{name}.{part}_ms"), at(place));
        }
    }
}

/// The machine in this run.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Calibration {
    /// `fdatasync` after writing 8 KiB, median, in microseconds.
    pub flush_us_p50: f64,
    /// The same, 99th percentile.
    pub flush_us_p99: f64,
    /// Requests per second of an endpoint that reads and writes the same JSON and does nothing.
    pub null_json_rps: f64,
    /// Load average over one minute before the run.
    pub load1: f64,
    /// CPU time of that endpoint for a request, in microseconds.
    #[serde(skip)]
    pub null_json_cpu_us: f64,
}

/// The figures of one bench.
#[derive(Clone, Debug, Serialize)]
pub struct Bench {
    /// Its name.
    pub name: &'static str,
    /// Operations acknowledged per second of the measured window.
    pub ops_per_s: f64,
    /// CPU time of the server process for each of them, user and system, in microseconds.
    pub server_cpu_us_per_op: f64,
    /// The same over all processes of the bench, the load generator included.
    pub total_cpu_us_per_op: f64,
    /// Median time from request to answer, in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile of it.
    pub p99_ms: f64,
    /// 99.9th percentile of it.
    pub p999_ms: f64,
    /// The longest time in which no operation was acknowledged.
    pub longest_gap_ms: f64,
    /// `ops_per_s` over the calibration's requests per second.
    pub ratio_to_null_json: f64,
    /// `server_cpu_us_per_op` over the CPU time of the calibration's endpoint for a request: a
    /// machine that others use makes both dearer alike.
    pub cpu_ratio_to_null_json: f64,
    /// Operations answered wrongly, or acknowledged and not found again, or the other way round.
    pub errors: u64,
    /// Of `total_cpu_us_per_op`, the banks' processes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_cpu_us_per_op: Option<f64>,
    /// The same service at a fixed rate, each time counted from when the request was due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_loop: Option<OpenLoop>,
    /// What the times of `added-latency` are made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added: Option<Added>,
    /// With something over without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
}

/// The same load with something and without it, by turns: with over without.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Compared {
    /// How many pairs of runs.
    pub pairs: usize,
    /// Of the operations per second.
    pub throughput: Spread,
    /// Of the server's CPU time for an operation.
    pub server_cpu: Spread,
}

/// Ratios of pairs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spread {
    /// The one in the middle.
    pub median: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// The median of ever more pairs would be between this, in nineteen cases of twenty, …
    pub sure_from: f64,
    /// … and this. Fewer than six pairs are not enough to say so: smallest and largest then.
    pub sure_to: f64,
}

impl Compared {
    /// The spread of some ratios; of none, zeros.
    pub(super) fn spread(ratios: impl Iterator<Item = f64>) -> Spread {
        let mut all: Vec<f64> = ratios.map(round).collect();
        all.sort_by(f64::total_cmp);
        let at = |place: usize| all.get(place).copied().unwrap_or(0.0);
        let (lower, upper) = (at(all.len().saturating_sub(1) / 2), at(all.len() / 2));
        let last = all.len().saturating_sub(1);
        let outer = outer_of_twenty(all.len());
        Spread {
            median: round(f64::midpoint(lower, upper)),
            min: at(0),
            max: at(last),
            sure_from: at(outer),
            sure_to: at(last.saturating_sub(outer)),
        }
    }
}

/// Of so many values in order, how many may be left out at each end so that the true median is
/// among the others in nineteen cases of twenty: each is below or above it like a coin's sides.
fn outer_of_twenty(count: usize) -> usize {
    let (mut outer, mut beyond) = (0_usize, 0.0);
    let mut chance = 0.5_f64.powf(count as f64);
    while outer < count / 2 {
        beyond += chance;
        if beyond > 0.025 {
            return outer.saturating_sub(1);
        }
        chance *= (count - outer) as f64 / (outer + 1) as f64;
        outer += 1;
    }
    outer.saturating_sub(1)
}

/// Runs over the relay and straight to the bank, by turns. `p50_ms`, `p99_ms` and `p999_ms` beside
/// it are the medians of the differences.
#[derive(Clone, Debug, Serialize)]
pub struct Added {
    /// Requests that were due each second.
    pub rate_per_s: u32,
    /// How many pairs of runs.
    pub pairs: usize,
    /// The smallest difference of the 99th percentiles of a pair.
    pub p99_ms_min: f64,
    /// The largest.
    pub p99_ms_max: f64,
    /// The 99th percentiles over the relay, pair by pair.
    pub with_p99_ms: Vec<f64>,
    /// The 99th percentiles straight to the bank, pair by pair.
    pub without_p99_ms: Vec<f64>,
}

/// Times at a fixed rate.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OpenLoop {
    /// Requests that were due each second.
    pub rate_per_s: u32,
    /// Operations acknowledged per second, and found again.
    pub ops_per_s: f64,
    /// Median time from when the request was due to its answer, in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile of it.
    pub p99_ms: f64,
    /// 99.9th percentile of it.
    pub p999_ms: f64,
    /// The longest time in which no operation was acknowledged.
    pub longest_gap_ms: f64,
}

impl Bench {
    /// The figures of a closed loop, of which so many operations count.
    pub(super) fn of(
        name: &'static str,
        it: &Driven,
        counted: u64,
        calibration: &Calibration,
        errors: u64,
    ) -> Bench {
        let ops_per_s = rate(counted, it.window);
        let total = it.server_cpu + it.others_cpu + it.own_cpu;
        let [p50_ms, p99_ms, p999_ms] = percentiles(it);
        Bench {
            name,
            ops_per_s: round(ops_per_s),
            server_cpu_us_per_op: round(us_each(it.server_cpu, counted)),
            total_cpu_us_per_op: round(us_each(total, counted)),
            p50_ms,
            p99_ms,
            p999_ms,
            longest_gap_ms: round(ms(it.longest_gap)),
            ratio_to_null_json: round(ratio(ops_per_s, calibration.null_json_rps)),
            cpu_ratio_to_null_json: round(ratio(
                us_each(it.server_cpu, counted),
                calibration.null_json_cpu_us,
            )),
            errors,
            bank_cpu_us_per_op: None,
            open_loop: None,
            added: None,
            compared: None,
        }
    }
}

impl OpenLoop {
    pub(super) fn of(rate_per_s: u32, it: &Driven, counted: u64) -> OpenLoop {
        let [p50_ms, p99_ms, p999_ms] = percentiles(it);
        OpenLoop {
            rate_per_s,
            ops_per_s: round(rate(counted, it.window)),
            p50_ms,
            p99_ms,
            p999_ms,
            longest_gap_ms: round(ms(it.longest_gap)),
        }
    }
}

/// p50, p99 and p99.9 in milliseconds.
fn percentiles(it: &Driven) -> [f64; 3] {
    [0.5, 0.99, 0.999].map(|quantile| round(it.ms_at(quantile)))
}

/// Milliseconds with their fraction.
pub(super) fn ms(it: Duration) -> f64 {
    it.as_secs_f64() * 1e3
}

/// Microseconds for each of `count`; of nothing, zero.
pub(super) fn us_each(it: Duration, count: u64) -> f64 {
    if count == 0 { 0.0 } else { it.as_secs_f64() * 1e6 / as_f64(count) }
}

/// How many per second.
pub(super) fn rate(count: u64, time: Duration) -> f64 {
    ratio(as_f64(count), time.as_secs_f64())
}

/// One over the other; zero if there is nothing to compare with.
pub(super) fn ratio(it: f64, other: f64) -> f64 {
    if other > 0.0 { it / other } else { 0.0 }
}

fn as_f64(count: u64) -> f64 {
    // Exact to 2^32, which no run of minutes exceeds.
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Three digits after the point: what is finer is noise.
pub(super) fn round(it: f64) -> f64 {
    (it * 1e3).round() / 1e3
}

impl Report {
    /// Operations that were answered wrongly or are missing, over all benches.
    pub fn errors(&self) -> u64 {
        self.benches.iter().map(|b| b.errors).sum()
    }

    /// The table for a person.
    pub fn table(&self) -> String {
        let Calibration { flush_us_p50, flush_us_p99, null_json_rps, load1, null_json_cpu_us } =
            self.calibration;
        let columns = ["ops/s", "server µs", "total µs", "p50 ms", "p99 ms", "p99.9 ms"];
        let head: String = columns
            .iter()
            .chain(&["gap ms", "of null", "errors"])
            .map(|column| format!("{column:>10}"))
            .collect();
        let mut out = format!(
            "calibration: flush {flush_us_p50:.0} µs (p99 {flush_us_p99:.0}), \
             null JSON {null_json_rps:.0}/s at {null_json_cpu_us:.1} µs, load {load1:.2}\n\n{:<14}{head}",
            "bench"
        );
        for b in &self.benches {
            let speed = format!(
                "\n{:<14}{:>10.0}{:>10.1}{:>10.1}",
                b.name, b.ops_per_s, b.server_cpu_us_per_op, b.total_cpu_us_per_op
            );
            let waits = format!(
                "{:>10.2}{:>10.2}{:>10.2}{:>10.1}",
                b.p50_ms, b.p99_ms, b.p999_ms, b.longest_gap_ms
            );
            let of_null = b.ratio_to_null_json * 100.0;
            out += &format!("{speed}{waits}{of_null:>9.0}%{:>10}", b.errors);
            if let Some(it) = &b.open_loop {
                out += &format!(
                    "\n  at {:<9}{:>10.0}{:>30.2}{:>10.2}{:>10.2}{:>10.1}",
                    format!("{}/s", it.rate_per_s),
                    it.ops_per_s,
                    it.p50_ms,
                    it.p99_ms,
                    it.p999_ms,
                    it.longest_gap_ms
                );
            }
            if let Some(it) = &b.added {
                out += &format!(
                    "\n  p99 added: {:.2} to {:.2} ms in {} pairs at {}/s",
                    it.p99_ms_min, it.p99_ms_max, it.pairs, it.rate_per_s
                );
            }
            if let Some(it) = &b.compared {
                let percent = |of: Spread| {
                    let percent = |n: f64| n * 100.0;
                    let [median, from, to] = [of.median, of.sure_from, of.sure_to].map(percent);
                    let [min, max] = [of.min, of.max].map(percent);
                    format!("{median:.1}% (sure {from:.1} to {to:.1}, all {min:.1} to {max:.1})")
                };
                out += &format!(
                    "\n  with over without, {} pairs: ops/s {}, server CPU {}",
                    it.pairs,
                    percent(it.throughput),
                    percent(it.server_cpu)
                );
            }
        }
        for (name, value) in self.figures.iter().flat_map(|it| &it.0) {
            out += &format!("\n{name:<32}{value:>14.2}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_ratios_the_middle_one_is_told_and_the_outermost() {
        let of = |ratios: &[f64]| Compared::spread(ratios.iter().copied());
        for (ratios, want) in [
            (&[][..], [0.0, 0.0, 0.0]),
            (&[0.5], [0.5, 0.5, 0.5]),
            (&[1.5, 0.5, 1.0], [1.0, 0.5, 1.5]),
            (&[1.0, 0.5, 1.5, 2.0], [1.25, 0.5, 2.0]),
        ] {
            let Spread { median, min, max, .. } = of(ratios);
            assert_eq!([median, min, max].map(f64::to_bits), want.map(f64::to_bits), "{ratios:?}");
        }
    }

    #[test]
    fn between_which_the_true_median_is() {
        // From a table of the sign test, two sides, 5 %.
        let table = [(0, 0), (5, 0), (6, 0), (8, 0), (9, 1), (12, 2), (16, 3), (24, 6), (50, 17)];
        for (count, want) in table {
            assert_eq!(outer_of_twenty(count), want, "{count}");
        }
        let all = (0..9).map(|n| 1.0 + f64::from(n) / 10.0);
        let Spread { sure_from, sure_to, .. } = Compared::spread(all);
        assert_eq!([sure_from, sure_to].map(f64::to_bits), [1.1, 1.7].map(f64::to_bits));
    }

    #[test]
    fn nothing_measured_is_zero_and_not_infinity() {
        assert_eq!(us_each(Duration::from_secs(1), 0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(rate(5, Duration::ZERO).to_bits(), 0.0_f64.to_bits());
        assert_eq!(us_each(Duration::from_millis(1), 100).to_bits(), 10.0_f64.to_bits());
    }
}
