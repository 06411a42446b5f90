//! The bench: what this build costs on this machine, beside a calibration of the same run.
//!
//! Every server stands in a process of its own, so that its CPU time is the system's count and not
//! an estimate. An operation counts only if it was acknowledged inside the measured window and was
//! found again in the files after the server had been killed. `docs/benchmarks.md` keeps figures.
//!
//! **Must never know** how a transfer is decided: it calls what the product calls.

mod added;
mod balance;
mod calibrate;
mod child;
mod commit;
mod cpu;
mod drive;
mod error;
mod fixture;
mod gates;
mod http;
mod network;
mod order;
mod portfolio;
mod portfolio_server;
mod report;
mod serve;
mod settled;
mod sql;
mod straight;
mod transfer;
mod watch;

pub use error::BenchError;
pub use fixture::keys;
pub use portfolio::Portfolio;
pub use report::{Added, Bench, Calibration, Compared, Figures, OpenLoop, Report};
pub use serve::{RelayShelves, Serve, announce, end_with_input, relay_shelves, serve};
pub use sql::{CALL_STATEMENTS, STATEMENTS};

use std::path::PathBuf;
use std::time::Duration;

/// The files of the relay.
const BOOK: &str = "book.db";
const CALLS: &str = "calls.db";

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first commit of the money path, over HTTP.
    Commit,
    /// The whole withdrawal, with banks.
    Transfer,
    /// An inquiry, with banks.
    Balance,
    /// What the relay adds to a bank's time.
    AddedLatency,
    /// What asking the gates and the cover costs.
    Gates,
    /// Open source on a server with a large portfolio. It takes long: only if it is asked for.
    Portfolio,
    /// Everything there is but the portfolio.
    All,
}

/// One run of the bench.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to measure.
    pub which: Which,
    /// How long each load lasts, warm-up and drain included.
    pub load: Duration,
    /// Connections that the load is put on.
    pub connections: usize,
    /// Requests a second of the loads at a fixed rate.
    pub rate_per_s: u32,
    /// How often a load is put on with the gates and without them.
    pub pairs: u16,
    /// How large the portfolio is.
    pub portfolio: Portfolio,
    /// This program: its hidden subcommand `bench-serve` runs [`serve()`], or the relay.
    pub program: PathBuf,
    /// A directory on the disk to be measured. Files are made in it and removed again.
    pub scratch: PathBuf,
}

/// Runs the bench; `say` is told what is going on.
pub fn run(plan: &Plan, say: &dyn Fn(&str)) -> Result<Report, BenchError> {
    let place = child::Place::make(&plan.scratch)?;
    let calibration = calibrate::calibrate(plan, &place, say)?;
    let mut benches = Vec::new();
    if plan.which.includes(Which::Commit) {
        benches.push(commit::measure(plan, &place, &calibration, say)?);
    }
    if plan.which.includes(Which::Transfer) {
        benches.push(transfer::measure(plan, &place, &calibration, say)?);
    }
    if plan.which.includes(Which::Balance) {
        benches.push(balance::measure(plan, &place, &calibration, say)?);
    }
    if plan.which.includes(Which::AddedLatency) {
        benches.push(added::measure(plan, &place, &calibration, say)?);
    }
    if plan.which.includes(Which::Gates) {
        benches.push(gates::measure(plan, &place, &calibration, say)?);
    }
    let figures = match plan.which {
        Which::Portfolio => Some(portfolio::measure(plan, &place, say)?),
        _ => None,
    };
    Ok(Report { calibration, benches, figures })
}

impl Which {
    fn includes(self, other: Which) -> bool {
        self == other || (self == Which::All && other != Which::Portfolio)
    }
}
