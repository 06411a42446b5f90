//! `transfer`: the whole withdrawal through the public API. Token, limits, reservation in one
//! durable commit, a signed question to a bank that pays durably, settlement in another commit.

use super::child::Place;
use super::drive::{Drive, Driven, Pace};
use super::error::BenchError;
use super::network::Network;
use super::order::{Bearers, Withdraw};
use super::report::{Bench, Calibration, OpenLoop, round, us_each};
use super::{Plan, settled};
use std::rc::Rc;

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("transfer: banks, and a new book with its customers");
    let network = Network::start(plan, place)?;
    let script = Rc::new(Withdraw(Bearers::new(&network.tokens()?)));
    let mut drive = Drive {
        lanes: vec![network.relay.addr],
        connections: plan.connections,
        pace: Pace::Closed,
        load: plan.load,
        server: network.relay.pid(),
        others: network.bank_pids(),
        first: 0,
        script,
    };
    let (seconds, connections) = (plan.load.as_secs(), plan.connections);
    say(&format!("transfer: {seconds} s of load on {connections} connections"));
    let closed = drive.run()?;
    (drive.pace, drive.first) = (Pace::Open(plan.rate_per_s), closed.next);
    say(&format!("transfer: {seconds} s at {} a second", plan.rate_per_s));
    let open = drive.run()?;
    network.kill()?;
    say("transfer: relay and banks are killed; reading their books again");
    for refusal in [&closed, &open].into_iter().filter_map(|it| it.first_refusal.as_ref()) {
        say(&format!("transfer: not as expected: {refusal}"));
    }
    let books = settled::reread(place, open.next)?;
    if let Some(what) = &books.wrong {
        say(&format!("transfer: the books do not hold: {what}"));
    }
    let missing: u64 = [&closed, &open].into_iter().map(|it| missing(it, &books)).sum();
    let errors = closed.refused + open.refused + missing + books.torn + u64::from(books.is_wrong());
    let counted = found(&closed, &books);
    Ok(Bench {
        bank_cpu_us_per_op: Some(round(us_each(closed.others_cpu, counted))),
        open_loop: Some(OpenLoop::of(plan.rate_per_s, &open, found(&open, &books))),
        ..Bench::of("transfer", &closed, counted, calibration, errors)
    })
}

/// How many that were acknowledged within the window are settled in both books.
fn found(it: &Driven, books: &settled::Books) -> u64 {
    it.done.iter().filter(|(n, counted)| *counted && books.hold(*n)).count() as u64
}

/// How many were acknowledged, at any time, and are not settled in both books.
fn missing(it: &Driven, books: &settled::Books) -> u64 {
    it.done.iter().filter(|(n, _)| !books.hold(*n)).count() as u64
}
