//! `commit`: an order over HTTP, reserved durably before its answer.

use super::child::{Place, Served};
use super::drive::{Drive, Driven};
use super::error::BenchError;
use super::order::{self, AMOUNT};
use super::report::{Bench, Calibration, ms, rate, ratio, round, us_each};
use super::sql::{self, Counted};
use super::{CONNECTIONS, Plan, fixture};
use naru_core::ledger::{self, Totals};
use naru_store::Store;
use std::path::Path;
use std::time::Duration;

pub(super) fn measure(
    plan: &Plan,
    place: &Place,
    calibration: &Calibration,
    say: &dyn Fn(&str),
) -> Result<Bench, BenchError> {
    say("commit: a new book with its customers");
    let file = place.path("book.db");
    let text = file.to_string_lossy().into_owned();
    let server = Served::start(&plan.program, &["commit", "--book", &text])?;
    say(&format!("commit: {} s of load on {CONNECTIONS} connections", plan.load.as_secs()));
    let drive = Drive {
        addr: server.addr,
        connections: CONNECTIONS,
        load: plan.load,
        servers: vec![server.pid()],
        request: order::commit_request,
    };
    let driven = drive.run()?;
    server.kill()?;
    say("commit: the server is killed; reading its book again");
    let missing = reread(&file, driven.acknowledged)?;
    Ok(figures("commit", &driven, calibration, driven.refused + missing))
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

/// The figures of a closed loop.
fn figures(name: &'static str, it: &Driven, calibration: &Calibration, errors: u64) -> Bench {
    let at = |quantile| Duration::from_micros(it.latency.value_at_quantile(quantile));
    let ops_per_s = rate(it.counted, it.window);
    Bench {
        name,
        ops_per_s: round(ops_per_s),
        server_cpu_us_per_op: round(us_each(it.servers_cpu, it.counted)),
        total_cpu_us_per_op: round(us_each(it.servers_cpu + it.own_cpu, it.counted)),
        p50_ms: round(ms(at(0.5))),
        p99_ms: round(ms(at(0.99))),
        p999_ms: round(ms(at(0.999))),
        longest_gap_ms: round(ms(it.longest_gap)),
        ratio_to_null_json: round(ratio(ops_per_s, calibration.null_json_rps)),
        errors,
    }
}
