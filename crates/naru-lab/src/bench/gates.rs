//! `gates`: what asking the gates costs. The same withdrawals by turns over a relay that asks
//! standing, cover and what checks want to know of a call, and over one that lets everybody do
//! everything.

use super::child::Place;
use super::drive::{Drive, Driven, Pace};
use super::error::BenchError;
use super::network::Network;
use super::order::{Bearers, Withdraw};
use super::report::{Bench, Calibration, Compared, rate, ratio, us_each};
use super::{Plan, settled};
use std::rc::Rc;
use std::time::Duration;

/// A run is this part of a load, and no shorter than this: many short pairs say more than few long
/// ones, because what the machine does meanwhile comes and goes in seconds.
const PART: u32 = 8;
const RUN_MIN: Duration = Duration::from_secs(1);

/// One of the two networks, and what was done over it.
struct Side {
    name: &'static str,
    place: Place,
    network: Network,
    drive: Drive,
    runs: Vec<Driven>,
}

impl Side {
    fn start(
        plan: &Plan,
        place: &Place,
        name: &'static str,
        more: &[&str],
    ) -> Result<Side, BenchError> {
        let place = place.part(name)?;
        let network = Network::start_with(plan, &place, more)?;
        let drive = Drive {
            lanes: vec![network.relay.addr],
            connections: plan.connections,
            pace: Pace::Closed,
            load: (plan.load / PART).max(RUN_MIN),
            server: network.relay.pid(),
            others: network.bank_pids(),
            first: 0,
            script: Rc::new(Withdraw(Bearers::new(&network.tokens()?))),
        };
        Ok(Side { name, place, network, drive, runs: Vec::new() })
    }

    fn run(&mut self) -> Result<(), BenchError> {
        let driven = self.drive.run()?;
        self.drive.first = driven.next;
        self.runs.push(driven);
        Ok(())
    }

    /// Ends its processes and reads its books again; gives its runs and what was not as it must be.
    fn end(self, say: &dyn Fn(&str)) -> Result<(Vec<Driven>, u64), BenchError> {
        let Side { name, place, network, drive, runs } = self;
        network.kill()?;
        let books = settled::reread(&place, drive.first)?;
        if let Some(what) = &books.wrong {
            say(&format!("gates: the books {name} do not hold: {what}"));
        }
        let mut errors = books.torn + u64::from(books.is_wrong());
        for run in &runs {
            errors += run.refused;
            if let Some(refusal) = &run.first_refusal {
                say(&format!("gates: not as expected, {name}: {refusal}"));
            }
            errors += run.done.iter().filter(|(n, _)| !books.hold(*n)).count() as u64;
        }
        Ok((runs, errors))
    }
}

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("gates: two networks, each with banks and a book of its own");
    place.clear()?;
    let mut with = Side::start(plan, place, "with", &[])?;
    let mut without = Side::start(plan, place, "without", &["--leave-gates-out"])?;
    let pairs = plan.pairs;
    for pair in 1..=pairs {
        say(&format!("gates: pair {pair} of {pairs}"));
        // What the machine does meanwhile, or what grows with the books, is borne by both alike.
        let sides =
            if pair % 2 == 1 { [&mut with, &mut without] } else { [&mut without, &mut with] };
        sides.into_iter().try_for_each(Side::run)?;
    }
    say("gates: relays and banks are killed; reading their books again");
    let (with, errors_with) = with.end(say)?;
    let (without, errors_without) = without.end(say)?;
    Ok(figures(&with, &without, calibration, errors_with + errors_without))
}

fn figures(with: &[Driven], without: &[Driven], calibration: &Calibration, errors: u64) -> Bench {
    let speed = |it: &Driven| rate(it.counted(), it.window);
    let cost = |it: &Driven| us_each(it.server_cpu, it.counted());
    let pairs = || with.iter().zip(without);
    let typical = &with[with.len() / 2];
    Bench {
        compared: Some(Compared {
            pairs: with.len(),
            throughput: Compared::spread(pairs().map(|(a, b)| ratio(speed(a), speed(b)))),
            server_cpu: Compared::spread(pairs().map(|(a, b)| ratio(cost(a), cost(b)))),
        }),
        ..Bench::of("gates", typical, typical.counted(), calibration, errors)
    }
}
