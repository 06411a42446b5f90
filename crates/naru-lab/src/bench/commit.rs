//! `commit`: an order over HTTP, reserved durably before its answer.

use super::child::{Place, Served};
use super::drive::{Drive, Pace};
use super::error::BenchError;
use super::order::{self, AMOUNT};
use super::report::{Bench, Calibration};
use super::sql::{self, Counted};
use super::{Plan, fixture};
use naru_core::ledger::{self, Totals};
use naru_store::Store;
use std::path::Path;
use std::rc::Rc;

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("commit: a new book with its customers");
    let file = place.path("commits.db");
    let text = place.text("commits.db");
    let server = Served::start(&plan.program, &["commit", "--book", &text])?;
    let (seconds, connections) = (plan.load.as_secs(), plan.connections);
    say(&format!("commit: {seconds} s of load on {connections} connections"));
    let drive = Drive {
        lanes: vec![server.addr],
        connections: plan.connections,
        pace: Pace::Closed,
        load: plan.load,
        server: server.pid(),
        others: Vec::new(),
        first: 0,
        script: Rc::new(order::Plain("/commit")),
    };
    let driven = drive.run()?;
    server.kill()?;
    say("commit: the server is killed; reading its book again");
    let missing = reread(&file, driven.done.len() as u64)?;
    let errors = driven.refused + missing;
    Ok(Bench::of("commit", &driven, driven.counted(), calibration, errors))
}

/// How far the book is from holding exactly the acknowledged orders: each with its transfer, two
/// ledger entries, its audit record, and its share of the person's limit.
fn reread(file: &Path, acknowledged: u64) -> Result<u64, BenchError> {
    let options = fixture::options(file, &fixture::keys());
    let store = Store::open(options).map_err(BenchError::fault("open the book again"))?;
    let (counted, totals): (Counted, Totals) = store
        .read_blocking(|tx| Ok((sql::count(tx)?, ledger::totals(tx)?)))
        .map_err(BenchError::no("read the book again"))?;
    store.close_blocking().map_err(BenchError::fault("close the book"))?;
    let want = i64::try_from(acknowledged).unwrap_or(i64::MAX);
    let Counted { reserved, others, entries, records, taken } = counted;
    let off = [
        reserved.abs_diff(want),
        others.unsigned_abs(),
        entries.abs_diff(want.saturating_mul(2)),
        records.abs_diff(want),
        taken.abs_diff(want.saturating_mul(AMOUNT)),
        totals.pending_debits.get().abs_diff(want.saturating_mul(AMOUNT)),
        u64::from(!totals.balance()),
    ];
    Ok(off.into_iter().max().unwrap_or(0))
}
