//! The simulator: the real core on the real store, in one thread under a virtual clock, with
//! everything around it going wrong by a seed; beside it an auditor with its own model of what
//! must be true.
//!
//! The same seed gives the same run, event by event, and the same digest, in any process. The
//! hub's order of steps is the server's; the decisions are made by the product's own functions.
//!
//! A commit that was not acknowledged may be lost with a crash (the log's tail is torn); one that
//! was acknowledged never is, because the product commits with full durability.
//!
//! **Must never know** the real clock, ambient randomness, sockets.

mod auditor;
mod bank;
mod drive;
mod fault;
mod message;
mod node;
mod random;
mod sql;
#[cfg(test)]
mod tests;
mod timeline;
mod trouble;
mod world;

use drive::Sim;
use naru_base::{Answer, No};
use naru_core::planted::Bug;
use ring::digest::{Context, SHA256};
use serde::Serialize;

/// What to simulate.
#[derive(Clone, Copy, Debug)]
pub struct SimOptions {
    /// Everything follows from it.
    pub seed: u64,
    /// Orders that are planned; repeats, conflicts and bursts come on top.
    pub orders: u32,
    /// Whether anything goes wrong.
    pub faults: bool,
    /// A bug to plant. Without the feature `planted-bugs` it is ignored.
    pub plant: Option<Bug>,
}

impl SimOptions {
    /// The usual run of a seed.
    pub const fn new(seed: u64) -> Self {
        SimOptions { seed, orders: 320, faults: true, plant: None }
    }
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The run in which it broke.
    pub seed: u64,
    /// Which one: `I1` … `I12`, `liveness`, `run`.
    pub invariant: &'static str,
    /// What was seen.
    pub what: String,
    /// Virtual milliseconds since the run began.
    pub at: i64,
    /// The command that shows it again.
    pub replay: String,
}

/// What came of one seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SimReport {
    /// The seed.
    pub seed: u64,
    /// Broken invariants, in the order in which they were seen.
    pub violations: Vec<Violation>,
    /// Transfers in the book at the end.
    pub transfers: usize,
    /// Faults thrown in.
    pub faults: u64,
    /// SHA-256 over the history of events and the final book, in hexadecimal.
    pub digest: String,
}

/// What came of several seeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SimSummary {
    /// How many seeds ran.
    pub seeds: usize,
    /// Broken invariants of all of them.
    pub violations: Vec<Violation>,
    /// Transfers of all of them.
    pub transfers: usize,
    /// Faults of all of them.
    pub faults: u64,
    /// SHA-256 over the digests, in order.
    pub digest: String,
}

/// After this many violations a run ends: the rest are echoes.
const VIOLATIONS_MAX: usize = 20;

/// Runs one seed.
pub fn run(options: &SimOptions) -> SimReport {
    #[cfg(feature = "planted-bugs")]
    naru_core::planted::plant(options.plant);
    let report = match Sim::new(options) {
        Ok(mut sim) => {
            let ran = simulate(&mut sim, options);
            report(sim, ran)
        }
        Err(no) => SimReport {
            seed: options.seed,
            violations: vec![Violation {
                seed: options.seed,
                invariant: "run",
                what: describe(&no),
                at: 0,
                replay: format!("naru sim --seed {}", options.seed),
            }],
            transfers: 0,
            faults: 0,
            digest: String::new(),
        },
    };
    #[cfg(feature = "planted-bugs")]
    naru_core::planted::plant(None);
    report
}

fn simulate(sim: &mut Sim, options: &SimOptions) -> Answer<()> {
    sim.plan_run(options.orders)?;
    let mut quiet_since = None;
    while let Some((at, event)) = sim.timeline.next() {
        sim.now = at;
        if matches!(event, drive::Event::Calm) {
            quiet_since = Some(at);
        }
        if quiet_since.is_some_and(|since| at > since.plus_ms(trouble::QUIET_MS)) {
            break;
        }
        sim.step(event)?;
        sim.collect();
        if sim.violations.len() >= VIOLATIONS_MAX {
            return Ok(());
        }
    }
    sim.finish()
}

fn report(mut sim: Sim, ran: Answer<()>) -> SimReport {
    if let Err(no) = ran {
        sim.violate("run", describe(&no));
    }
    let (transfers, _) = sim.auditor.counts();
    SimReport {
        seed: sim.seed,
        transfers,
        faults: sim.faults.count,
        digest: hex(sim.history),
        violations: sim.violations,
    }
}

/// Runs seeds one after the other; `told` hears of each as it ends.
pub fn run_many(
    seeds: impl IntoIterator<Item = u64>,
    mut told: impl FnMut(&SimReport),
) -> SimSummary {
    let mut all = Context::new(&SHA256);
    let mut summary = SimSummary {
        seeds: 0,
        violations: Vec::new(),
        transfers: 0,
        faults: 0,
        digest: String::new(),
    };
    for seed in seeds {
        let report = run(&SimOptions::new(seed));
        told(&report);
        all.update(report.digest.as_bytes());
        summary.seeds += 1;
        summary.transfers += report.transfers;
        summary.faults += report.faults;
        summary.violations.extend(report.violations);
    }
    summary.digest = hex(all);
    summary
}

fn describe(no: &No) -> String {
    let mut text = no.to_string();
    let mut source = std::error::Error::source(no);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn hex(context: Context) -> String {
    context.finish().as_ref().iter().map(|b| format!("{b:02x}")).collect()
}
