//! `balance`: an inquiry through the public API. The bank is asked, signed both ways, and who asked
//! about whose account is in the call log, durably, before anybody reads the answer.

use super::child::Place;
use super::drive::{Drive, Pace};
use super::error::BenchError;
use super::network::Network;
use super::order::{self, Balance, Bearers};
use super::report::{Bench, Calibration, round, us_each};
use super::{CALLS, Plan, fixture, sql};
use naru_store::Store;
use std::rc::Rc;

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("balance: banks, and a new book with its customers");
    let network = Network::start(plan, place)?;
    let drive = Drive {
        lanes: vec![network.relay.addr],
        connections: plan.connections,
        pace: Pace::Closed,
        load: plan.load,
        server: network.relay.pid(),
        others: network.bank_pids(),
        first: 0,
        script: Rc::new(Balance(Bearers::new(&network.tokens()?))),
    };
    let (seconds, connections) = (plan.load.as_secs(), plan.connections);
    say(&format!("balance: {seconds} s of load on {connections} connections"));
    let driven = drive.run()?;
    network.kill()?;
    say("balance: relay and banks are killed; reading the call log again");
    if let Some(refusal) = &driven.first_refusal {
        say(&format!("balance: not as expected: {refusal}"));
    }
    let logged = reread(place, driven.next)?;
    let is_logged = |n: u64| usize::try_from(n).is_ok_and(|n| logged.get(n) == Some(&true));
    let missing = driven.done.iter().filter(|(n, _)| !is_logged(*n)).count() as u64;
    let counted = driven.done.iter().filter(|(n, within)| *within && is_logged(*n)).count() as u64;
    Ok(Bench {
        bank_cpu_us_per_op: Some(round(us_each(driven.others_cpu, counted))),
        ..Bench::of("balance", &driven, counted, calibration, driven.refused + missing)
    })
}

/// Which inquiries below `next` are in the call log as answered.
fn reread(place: &Place, next: u64) -> Result<Vec<bool>, BenchError> {
    let store = Store::open(fixture::calls_options(&place.path(CALLS), &fixture::keys()))
        .map_err(BenchError::fault("open the call log again"))?;
    let ids = store
        .read_blocking(|tx| Ok(sql::answered_calls(tx)?))
        .map_err(BenchError::no("read the call log again"))?;
    store.close_blocking().map_err(BenchError::fault("close the call log"))?;
    let mut logged = vec![false; usize::try_from(next).unwrap_or(usize::MAX)];
    for id in &ids {
        let at = order::number(id).and_then(|n| usize::try_from(n).ok());
        if let Some(seen) = at.and_then(|at| logged.get_mut(at)) {
            *seen = true;
        }
    }
    Ok(logged)
}
