//! Load on kept connections: a closed loop, each connection with one request under way at all
//! times, or an open one, so many requests a second whether or not earlier ones were answered.
//!
//! All on one thread and without atomics: the generator shares the machine with what it measures.

use super::cpu;
use super::error::BenchError;
use super::http::{Answer, Line};
use super::report::ms;
use super::watch::now;
use hdrhistogram::Histogram;
use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::LocalSet;

/// Longest answer that is told apart from longer ones.
const LATENCY_MAX_US: u64 = 60_000_000;
/// How much of the first answer that was not as expected is shown.
const SHOWN_BYTES_MAX: usize = 400;

/// What is asked, and how an answer is judged.
pub(super) trait Script {
    /// Appends the n-th request, for the server of this lane. Numbers are never used twice.
    fn write(&self, n: u64, lane: usize, out: &mut Vec<u8>);
    /// Whether the n-th request was done, as its answer says.
    fn is_done(&self, n: u64, answer: &Answer<'_>) -> bool;
}

/// How requests follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Each connection asks again as soon as it is answered.
    Closed,
    /// So many requests a second over all connections. A request's time counts from when it was
    /// due, so that a server that stands still cannot silence its own measure.
    Open(u32),
}

/// A load to be made.
#[derive(Clone)]
pub(super) struct Drive {
    /// The servers, a lane each; connections are spread evenly over them.
    pub(super) lanes: Vec<SocketAddr>,
    pub(super) connections: usize,
    pub(super) pace: Pace,
    /// How long, warm-up and drain included.
    pub(super) load: Duration,
    /// The process that is measured, and others that take part.
    pub(super) server: u32,
    pub(super) others: Vec<u32>,
    /// The number of the first request.
    pub(super) first: u64,
    pub(super) script: Rc<dyn Script>,
}

/// What came of it.
pub(super) struct Driven {
    /// Which requests were answered as done, and whether within the measured window.
    pub(super) done: Vec<(u64, bool)>,
    /// Answered otherwise, or not.
    pub(super) refused: u64,
    /// The first answer of that kind.
    pub(super) first_refusal: Option<String>,
    /// The number after the last request.
    pub(super) next: u64,
    /// How long the measured window was.
    pub(super) window: Duration,
    /// From request to answer, in microseconds, within the window.
    pub(super) latency: Histogram<u64>,
    pub(super) longest_gap: Duration,
    /// CPU time within the window: the server's, the others', this process's.
    pub(super) server_cpu: Duration,
    pub(super) others_cpu: Duration,
    pub(super) own_cpu: Duration,
}

impl Driven {
    /// A percentile of the times, in milliseconds.
    pub(super) fn ms_at(&self, quantile: f64) -> f64 {
        ms(Duration::from_micros(self.latency.value_at_quantile(quantile)))
    }

    /// How many were done within the window.
    pub(super) fn counted(&self) -> u64 {
        self.done.iter().filter(|(_, counted)| *counted).count() as u64
    }
}

struct Tally {
    first: u64,
    next: Cell<u64>,
    begun: Cell<Instant>,
    stop: Cell<bool>,
    measuring: Cell<bool>,
    done: RefCell<Vec<(u64, bool)>>,
    refused: Cell<u64>,
    first_refusal: RefCell<Option<String>>,
    last: Cell<Instant>,
    longest_gap: Cell<Duration>,
    latency: RefCell<Histogram<u64>>,
}

impl Tally {
    fn new(first: u64) -> Result<Tally, BenchError> {
        let latency = Histogram::new_with_max(LATENCY_MAX_US, 3)
            .map_err(|e| BenchError::Unexpected(format!("no histogram: {e}")))?;
        Ok(Tally {
            first,
            next: Cell::new(first),
            begun: Cell::new(now()),
            stop: Cell::new(false),
            measuring: Cell::new(false),
            done: RefCell::default(),
            refused: Cell::new(0),
            first_refusal: RefCell::default(),
            last: Cell::new(now()),
            longest_gap: Cell::new(Duration::ZERO),
            latency: RefCell::new(latency),
        })
    }

    fn done(&self, n: u64, at: Instant, asked: Instant) {
        let counted = self.measuring.get();
        self.done.borrow_mut().push((n, counted));
        if !counted {
            return;
        }
        self.longest_gap.set(self.longest_gap.get().max(at - self.last.replace(at)));
        let took = at.saturating_duration_since(asked).as_micros();
        let took = u64::try_from(took).unwrap_or(LATENCY_MAX_US);
        self.latency.borrow_mut().saturating_record(took);
    }

    fn refused(&self, n: u64, why: &dyn Fn() -> String) {
        self.refused.set(self.refused.get() + 1);
        let mut first = self.first_refusal.borrow_mut();
        if first.is_none() {
            *first = Some(format!("request {n}: {}", why()));
        }
    }

    /// When request `n` is due at so many a second.
    fn due(&self, n: u64, per_second: u32) -> Instant {
        let nanos = (n - self.first).saturating_mul(1_000_000_000) / u64::from(per_second.max(1));
        self.begun.get() + Duration::from_nanos(nanos)
    }
}

#[derive(Clone, Copy)]
struct Sample {
    at: Instant,
    server: Duration,
    others: Duration,
    own: Duration,
}

impl Drive {
    /// Makes the load on this thread; the first and the last eighth of it do not count.
    pub(super) fn run(&self) -> Result<Driven, BenchError> {
        let tally = Rc::new(Tally::new(self.first)?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(BenchError::io("start the load generator"))?;
        let (from, to) = LocalSet::new().block_on(&runtime, self.load(&tally))?;
        drop(runtime);
        let longest_gap =
            tally.longest_gap.get().max(to.at.saturating_duration_since(tally.last.get()));
        Ok(Driven {
            done: tally.done.take(),
            refused: tally.refused.get(),
            first_refusal: tally.first_refusal.take(),
            next: tally.next.get(),
            window: to.at - from.at,
            latency: tally.latency.borrow().clone(),
            longest_gap,
            server_cpu: to.server.saturating_sub(from.server),
            others_cpu: to.others.saturating_sub(from.others),
            own_cpu: to.own.saturating_sub(from.own),
        })
    }

    async fn load(&self, tally: &Rc<Tally>) -> Result<(Sample, Sample), BenchError> {
        let mut lines = Vec::with_capacity(self.connections);
        let lanes = self.lanes.iter().copied().enumerate().cycle();
        for (lane, addr) in lanes.take(self.connections) {
            let line = Line::open(addr).await.map_err(BenchError::io("connect"))?;
            lines.push((lane, line));
        }
        tally.begun.set(now());
        let busy: Vec<_> = lines
            .into_iter()
            .map(|(lane, line)| {
                let (tally, script) = (tally.clone(), self.script.clone());
                tokio::task::spawn_local(keep_busy(line, lane, tally, self.pace, script))
            })
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
        let mut others = Duration::ZERO;
        for pid in &self.others {
            others += cpu::of(*pid)?;
        }
        let (server, own) = (cpu::of(self.server)?, cpu::of(std::process::id())?);
        Ok(Sample { at: now(), server, others, own })
    }
}

/// One connection, until the load ends or the connection breaks.
async fn keep_busy(
    mut line: Line,
    lane: usize,
    tally: Rc<Tally>,
    pace: Pace,
    script: Rc<dyn Script>,
) {
    let mut out = Vec::with_capacity(1024);
    while !tally.stop.get() {
        let n = tally.next.replace(tally.next.get() + 1);
        let asked = match pace {
            Pace::Closed => now(),
            Pace::Open(per_second) => {
                let due = tally.due(n, per_second);
                if due > now() {
                    // The connection is free: that the timer comes late is not the server's doing.
                    tokio::time::sleep_until(due.into()).await;
                    if tally.stop.get() {
                        return;
                    }
                    now()
                } else {
                    due
                }
            }
        };
        out.clear();
        script.write(n, lane, &mut out);
        match line.ask(&out).await {
            Ok(answer) if script.is_done(n, &answer) => tally.done(n, now(), asked),
            Ok(answer) => tally.refused(n, &|| shown(&answer)),
            Err(e) => {
                tally.refused(n, &|| e.to_string());
                return;
            }
        }
    }
}

fn shown(answer: &Answer<'_>) -> String {
    let body = &answer.body[..answer.body.len().min(SHOWN_BYTES_MAX)];
    format!("{} {}", answer.status, String::from_utf8_lossy(body))
}
