//! A closed loop: so many connections, each with one request under way at all times.

use super::cpu;
use super::error::BenchError;
use super::http::Line;
use super::watch::now;
use hdrhistogram::Histogram;
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// Longest answer that is told apart from longer ones.
const LATENCY_MAX_US: u64 = 60_000_000;

/// A load to be made.
pub(super) struct Drive {
    pub(super) addr: SocketAddr,
    pub(super) connections: usize,
    /// How long, warm-up and drain included.
    pub(super) load: Duration,
    /// The processes whose CPU time is taken besides this one.
    pub(super) servers: Vec<u32>,
    /// Writes the n-th request. Numbers are never used twice.
    pub(super) request: fn(u64, &mut Vec<u8>),
}

/// What came of it.
pub(super) struct Driven {
    /// Answered with 200, over the whole load.
    pub(super) acknowledged: u64,
    /// Answered otherwise, or not.
    pub(super) refused: u64,
    /// Acknowledged within the measured window, and how long that was.
    pub(super) counted: u64,
    pub(super) window: Duration,
    /// From request to answer, in microseconds, within the window.
    pub(super) latency: Histogram<u64>,
    pub(super) longest_gap: Duration,
    /// CPU time within the window: the servers' and this process's.
    pub(super) servers_cpu: Duration,
    pub(super) own_cpu: Duration,
}

struct Tally {
    next: Cell<u64>,
    stop: Cell<bool>,
    measuring: Cell<bool>,
    acknowledged: Cell<u64>,
    refused: Cell<u64>,
    counted: Cell<u64>,
    last: Cell<Instant>,
    longest_gap: Cell<Duration>,
    latency: RefCell<Histogram<u64>>,
}

impl Tally {
    fn acknowledge(&self, at: Instant, asked: Instant) {
        self.acknowledged.set(self.acknowledged.get() + 1);
        if !self.measuring.get() {
            return;
        }
        self.counted.set(self.counted.get() + 1);
        self.longest_gap.set(self.longest_gap.get().max(at - self.last.replace(at)));
        let took = u64::try_from((at - asked).as_micros()).unwrap_or(LATENCY_MAX_US);
        self.latency.borrow_mut().saturating_record(took);
    }
}

#[derive(Clone, Copy)]
struct Sample {
    at: Instant,
    servers: Duration,
    own: Duration,
}

impl Drive {
    /// Makes the load on a thread of its own making; the first and the last eighth of it do not
    /// count.
    pub(super) fn run(&self) -> Result<Driven, BenchError> {
        let latency = Histogram::new_with_max(LATENCY_MAX_US, 3)
            .map_err(|e| BenchError::Unexpected(format!("no histogram: {e}")))?;
        let tally = Rc::new(Tally {
            next: Cell::new(0),
            stop: Cell::new(false),
            measuring: Cell::new(false),
            acknowledged: Cell::new(0),
            refused: Cell::new(0),
            counted: Cell::new(0),
            last: Cell::new(now()),
            longest_gap: Cell::new(Duration::ZERO),
            latency: RefCell::new(latency),
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(BenchError::io("start the load generator"))?;
        let (from, to) = LocalSet::new().block_on(&runtime, self.load(&tally))?;
        drop(runtime);
        let longest_gap =
            tally.longest_gap.get().max(to.at.saturating_duration_since(tally.last.get()));
        Ok(Driven {
            acknowledged: tally.acknowledged.get(),
            refused: tally.refused.get(),
            counted: tally.counted.get(),
            window: to.at - from.at,
            latency: tally.latency.borrow().clone(),
            longest_gap,
            servers_cpu: to.servers.saturating_sub(from.servers),
            own_cpu: to.own.saturating_sub(from.own),
        })
    }

    async fn load(&self, tally: &Rc<Tally>) -> Result<(Sample, Sample), BenchError> {
        let mut lines = Vec::with_capacity(self.connections);
        for _ in 0..self.connections {
            lines.push(Line::open(self.addr).await.map_err(BenchError::io("connect"))?);
        }
        let busy: Vec<_> = lines
            .into_iter()
            .map(|line| tokio::task::spawn_local(keep_busy(line, tally.clone(), self.request)))
            .collect();
        let edge = self.load / 8;
        tokio::time::sleep(edge).await;
        let from = self.sample()?;
        tally.last.set(from.at);
        tally.measuring.set(true);
        tokio::time::sleep(self.load - 2 * edge).await;
        tally.measuring.set(false);
        let to = self.sample()?;
        tokio::time::sleep(edge).await;
        tally.stop.set(true);
        for task in busy {
            task.await.map_err(|e| BenchError::Unexpected(format!("a load task broke: {e}")))?;
        }
        Ok((from, to))
    }

    fn sample(&self) -> Result<Sample, BenchError> {
        let mut servers = Duration::ZERO;
        for pid in &self.servers {
            servers += cpu::of(*pid)?;
        }
        Ok(Sample { at: now(), servers, own: cpu::of(std::process::id())? })
    }
}

/// One connection, until the load ends or the connection breaks.
async fn keep_busy(mut line: Line, tally: Rc<Tally>, request: fn(u64, &mut Vec<u8>)) {
    let mut out = Vec::with_capacity(1024);
    while !tally.stop.get() {
        out.clear();
        request(tally.next.replace(tally.next.get() + 1), &mut out);
        let asked = now();
        match line.ask(&out).await {
            Ok(200) => tally.acknowledge(now(), asked),
            Ok(_) => tally.refused.set(tally.refused.get() + 1),
            Err(_) => {
                tally.refused.set(tally.refused.get() + 1);
                return;
            }
        }
    }
}
