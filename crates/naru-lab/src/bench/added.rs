//! `added-latency`: how much later an answer comes because it comes over the relay. The same
//! withdrawals at the same rate, by turns over the relay and straight to a bank.

#![expect(clippy::float_arithmetic, reason = "measurements, not money")]

use super::child::Place;
use super::drive::{Drive, Driven, Pace};
use super::error::BenchError;
use super::network::{Network, straight_books};
use super::order::{Bearers, Withdraw};
use super::report::{Added, Bench, Calibration, round};
use super::straight::Straight;
use super::{Plan, settled};
use std::rc::Rc;
use std::time::Duration;

/// Pairs of runs, one over the relay and one straight.
const PAIRS: usize = 5;
/// A run of a pair is this part of a load, and no shorter than this.
const PART: u32 = 4;
const RUN_MIN: Duration = Duration::from_secs(2);

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("added-latency: banks, and a new book with its customers");
    let network = Network::start(plan, place)?;
    let banks = Network::straight_banks(plan, place)?;
    let mut over_relay = Drive {
        lanes: vec![network.relay.addr],
        connections: plan.connections,
        pace: Pace::Open(plan.rate_per_s),
        load: (plan.load / PART).max(RUN_MIN),
        server: network.relay.pid(),
        others: network.bank_pids(),
        first: 0,
        script: Rc::new(Withdraw(Bearers::new(&network.tokens()?))),
    };
    let mut straight = Drive {
        lanes: banks.iter().map(|it| it.addr).collect(),
        server: banks[0].pid(),
        others: banks[1..].iter().map(super::child::Served::pid).collect(),
        script: Rc::new(Straight::new(&banks)),
        ..over_relay.clone()
    };
    let mut runs = Vec::new();
    let mut next = 0;
    for pair in 1..=PAIRS {
        say(&format!("added-latency: pair {pair} of {PAIRS}, {} a second", plan.rate_per_s));
        over_relay.first = next;
        let with = over_relay.run()?;
        straight.first = with.next;
        let without = straight.run()?;
        next = without.next;
        runs.push((with, without));
    }
    network.kill()?;
    banks.into_iter().try_for_each(super::child::Served::kill)?;
    say("added-latency: relay and banks are killed; reading their books again");
    let errors = count_errors(place, &runs, next, say)?;
    Ok(figures(plan, &runs, calibration, errors))
}

fn count_errors(
    place: &Place,
    runs: &[(Driven, Driven)],
    next: u64,
    say: &dyn Fn(&str),
) -> Result<u64, BenchError> {
    let books = settled::reread(place, next)?;
    let paid = settled::reread_banks(place, next, straight_books)?;
    for what in [&books.wrong, &paid.wrong].into_iter().flatten() {
        say(&format!("added-latency: the books do not hold: {what}"));
    }
    let mut errors = books.torn + u64::from(books.is_wrong()) + u64::from(paid.is_wrong());
    for (with, without) in runs {
        for it in [with, without] {
            errors += it.refused;
            if let Some(refusal) = &it.first_refusal {
                say(&format!("added-latency: not as expected: {refusal}"));
            }
        }
        errors += with.done.iter().filter(|(n, _)| !books.hold(*n)).count() as u64;
        errors += without.done.iter().filter(|(n, _)| !paid.are_paid(*n)).count() as u64;
    }
    Ok(errors)
}

/// The entry: its times are medians of what the relay added in each pair.
fn figures(
    plan: &Plan,
    runs: &[(Driven, Driven)],
    calibration: &Calibration,
    errors: u64,
) -> Bench {
    let ms = |it: &Driven, quantile| it.ms_at(quantile);
    let added = |quantile| -> Vec<f64> {
        runs.iter().map(|(with, without)| ms(with, quantile) - ms(without, quantile)).collect()
    };
    let p99 = added(0.99);
    // Of the run over the relay in the middle of all: a rate and CPU times are no differences.
    let (typical, _) = &runs[runs.len() / 2];
    let bench = Bench::of("added-latency", typical, typical.counted(), calibration, errors);
    Bench {
        p50_ms: round(median(added(0.5))),
        p99_ms: round(median(p99.clone())),
        p999_ms: round(median(added(0.999))),
        added: Some(Added {
            rate_per_s: plan.rate_per_s,
            pairs: runs.len(),
            p99_ms_min: round(p99.iter().copied().fold(f64::INFINITY, f64::min)),
            p99_ms_max: round(p99.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            with_p99_ms: runs.iter().map(|(with, _)| round(ms(with, 0.99))).collect(),
            without_p99_ms: runs.iter().map(|(_, without)| round(ms(without, 0.99))).collect(),
        }),
        ..bench
    }
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(0.0)
}
