//! The bench: what this build costs on this machine, beside a calibration of the same run.
//!
//! Every server stands in a process of its own, so that its CPU time is the system's count and not
//! an estimate. An operation counts only if it was acknowledged inside the measured window and was
//! found again in the files after the server had been killed. `docs/benchmarks.md` keeps figures.
//!
//! **Must never know** how a transfer is decided: it calls what the product calls.

mod calibrate;
mod child;
mod commit;
mod cpu;
mod drive;
mod error;
mod fixture;
mod http;
mod order;
mod report;
mod serve;
mod sql;
mod watch;

pub use error::BenchError;
pub use report::{Bench, Calibration, Report};
pub use serve::{Serve, serve};
pub use sql::STATEMENTS;

use std::path::PathBuf;
use std::time::Duration;

/// Connections that a closed loop keeps busy.
const CONNECTIONS: usize = 256;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first commit of the money path, over HTTP.
    Commit,
    /// Everything there is.
    All,
}

/// One run of the bench.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to measure.
    pub which: Which,
    /// How long each load lasts, warm-up and drain included.
    pub load: Duration,
    /// This program: its hidden subcommand `bench-serve` runs [`serve()`].
    pub program: PathBuf,
    /// A directory on the disk to be measured. Files are made in it and removed again.
    pub scratch: PathBuf,
}

/// Runs the bench; `say` is told what is going on.
pub fn run(plan: &Plan, say: &dyn Fn(&str)) -> Result<Report, BenchError> {
    let place = child::Place::make(&plan.scratch)?;
    let calibration = calibrate::calibrate(plan, &place, say)?;
    let benches = match plan.which {
        Which::Commit | Which::All => vec![commit::measure(plan, &place, &calibration, say)?],
    };
    Ok(Report { calibration, benches })
}
