//! What this machine can do right now: without it no figure compares with another day's.

#![expect(clippy::float_arithmetic, reason = "measurements, not money")]

use super::child::{Place, Served};
use super::cpu;
use super::drive::{Drive, Pace};
use super::error::BenchError;
use super::report::{Calibration, rate, round, us_each};
use super::watch::now;
use super::{Plan, order};
use hdrhistogram::Histogram;
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::rc::Rc;
use std::time::Duration;

const BLOCK: usize = 8192;
/// The file is written round and round, as a write-ahead log is.
const BLOCKS: u64 = 512;
const FLUSH_MAX_NS: u64 = 4_000_000_000;
const FLUSH_FOR: Duration = Duration::from_secs(1);

pub(super) fn calibrate(
    plan: &Plan,
    place: &Place,
    say: &dyn Fn(&str),
) -> Result<Calibration, BenchError> {
    let load1 = cpu::load1()?;
    say("calibration: flush after 8 KiB");
    let flush = flush(place)?;
    say("calibration: an endpoint that only reads and writes JSON");
    let server = Served::start(&plan.program, &["null"])?;
    let drive = Drive {
        lanes: vec![server.addr],
        connections: plan.connections,
        pace: Pace::Closed,
        load: plan.load.min(Duration::from_secs(4)),
        server: server.pid(),
        others: Vec::new(),
        first: 0,
        script: Rc::new(order::Plain("/null")),
    };
    let driven = drive.run()?;
    if driven.refused > 0 {
        let what = format!("the null endpoint failed {} requests", driven.refused);
        return Err(BenchError::Unexpected(what));
    }
    Ok(Calibration {
        flush_us_p50: round(micros(flush.value_at_quantile(0.5))),
        flush_us_p99: round(micros(flush.value_at_quantile(0.99))),
        null_json_rps: round(rate(driven.counted(), driven.window)),
        load1,
        null_json_cpu_us: us_each(driven.server_cpu, driven.counted()),
    })
}

fn micros(nanos: u64) -> f64 {
    u32::try_from(nanos).map_or(f64::INFINITY, f64::from) / 1e3
}

/// The time of a flush after a small write into a file of full length, in nanoseconds.
fn flush(place: &Place) -> Result<Histogram<u64>, BenchError> {
    let failed = || BenchError::io("measure a flush");
    let mut times = Histogram::new_with_max(FLUSH_MAX_NS, 3)
        .map_err(|e| BenchError::Unexpected(format!("no histogram: {e}")))?;
    let file = File::create(place.path("flush")).map_err(failed())?;
    let block = [0x5A; BLOCK];
    for i in 0..BLOCKS {
        file.write_all_at(&block, i * BLOCK as u64).map_err(failed())?;
    }
    file.sync_all().map_err(failed())?;
    let begun = now();
    for i in 0.. {
        file.write_all_at(&block, i % BLOCKS * BLOCK as u64).map_err(failed())?;
        let from = now();
        file.sync_data().map_err(failed())?;
        times.saturating_record(u64::try_from(from.elapsed().as_nanos()).unwrap_or(u64::MAX));
        if begun.elapsed() >= FLUSH_FOR {
            break;
        }
    }
    Ok(times)
}
