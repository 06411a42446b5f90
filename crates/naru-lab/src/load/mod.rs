//! Load: HTTP/1.1 requests at a rate or as fast as answers come, at little cost to the machine
//! that is measured.
//!
//! In an open loop a request is due at its own time, whether or not earlier ones were answered;
//! its latency counts from when it was due, unless the connection was free and only the timer was
//! late. So a server that stands still shows in the figures instead of silencing its own measure.
//!
//! **Must never know** what it asks: requests come from a factory, replies go to a check.

mod client;
mod tally;

pub use tally::{Load, Report};

use client::{Connection, Failure};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tally::Tally;
use tokio::time::Instant;

/// How requests follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Each connection asks again as soon as it is answered.
    Closed,
    /// So many requests a second over all connections, answered or not.
    Open {
        /// Requests a second.
        per_second: u32,
    },
}

/// What to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whom to ask.
    pub target: SocketAddr,
    /// Over how many connections.
    pub connections: usize,
    /// How requests follow each other.
    pub pace: Pace,
    /// Not counted at the beginning.
    pub warm_up: Duration,
    /// Counted.
    pub duration: Duration,
    /// An answer that takes longer is an error.
    pub timeout: Duration,
}

/// A reply, as far as it is read.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

/// Pause before a connection that failed is made again.
const RECONNECT_MS: u64 = 20;

/// Puts load on a server.
///
/// `make` gives the bytes of request `n`, head and body, with `content-length` and without
/// `connection: close`; the same bytes may be asked for once only. `check` judges the reply to
/// request `n`; its error is a short name that errors are counted under.
pub async fn run<M, C>(plan: Plan, make: M, check: C) -> Report
where
    M: Fn(u64) -> Vec<u8> + Send + Sync + 'static,
    C: Fn(u64, Seen<'_>) -> Result<(), &'static str> + Send + Sync + 'static,
{
    let begin = Instant::now();
    let shared = Arc::new(Shared {
        tally: Tally::new(begin + plan.warm_up, plan.duration, plan.connections),
        next: AtomicU64::new(0),
        stop: AtomicBool::new(false),
        begin,
        end: begin + plan.warm_up + plan.duration,
        plan,
        make,
        check,
    });
    let workers: Vec<_> = (0..shared.plan.connections)
        .map(|worker| tokio::spawn(drive(shared.clone(), worker)))
        .collect();
    for worker in workers {
        if worker.await.is_err() {
            shared.tally.error("a worker panicked");
        }
    }
    shared.tally.report()
}

struct Shared<M, C> {
    tally: Tally,
    next: AtomicU64,
    stop: AtomicBool,
    begin: Instant,
    end: Instant,
    plan: Plan,
    make: M,
    check: C,
}

impl<M, C> Shared<M, C> {
    /// When request `n` is due; `None` is now.
    fn due(&self, n: u64) -> Option<Instant> {
        match self.plan.pace {
            Pace::Closed => None,
            Pace::Open { per_second } => {
                let nanos = n.saturating_mul(1_000_000_000) / u64::from(per_second.max(1));
                Some(self.begin + Duration::from_nanos(nanos))
            }
        }
    }
}

async fn drive<M, C>(shared: Arc<Shared<M, C>>, worker: usize)
where
    M: Fn(u64) -> Vec<u8> + Send + Sync + 'static,
    C: Fn(u64, Seen<'_>) -> Result<(), &'static str> + Send + Sync + 'static,
{
    let mut connection = None;
    while !shared.stop.load(Ordering::Relaxed) && Instant::now() < shared.end {
        // Connected before a number is taken, so that a server that refuses connections is
        // counted as such and does not eat the requests that others could send.
        let ready = match connection.take() {
            Some(ready) => ready,
            None => match Connection::open(shared.plan.target, shared.plan.timeout).await {
                Ok(ready) => ready,
                Err(failure) => {
                    shared.tally.error(failure.name());
                    tokio::time::sleep(Duration::from_millis(RECONNECT_MS)).await;
                    continue;
                }
            },
        };
        let n = shared.next.fetch_add(1, Ordering::Relaxed);
        let due = shared.due(n);
        if due.is_some_and(|due| due >= shared.end) {
            shared.stop.store(true, Ordering::Relaxed);
            return;
        }
        let free = Instant::now();
        let from = match due {
            Some(due) if due > free => {
                tokio::time::sleep_until(due).await;
                Instant::now()
            }
            Some(due) => due,
            None => free,
        };
        connection = one(&shared, worker, n, from, ready).await;
    }
}

/// One request; gives the connection back if it can be used again.
async fn one<M, C>(
    shared: &Shared<M, C>,
    worker: usize,
    n: u64,
    from: Instant,
    mut connection: Connection,
) -> Option<Connection>
where
    M: Fn(u64) -> Vec<u8>,
    C: Fn(u64, Seen<'_>) -> Result<(), &'static str>,
{
    let request = (shared.make)(n);
    let outcome = match connection.ask(&request, shared.plan.timeout).await {
        Ok(seen) => (shared.check)(n, seen),
        Err(failure) => {
            shared.tally.error(failure.name());
            return None;
        }
    };
    match outcome {
        Ok(()) => shared.tally.answered(worker, from, Instant::now()),
        Err(name) => shared.tally.error(name),
    }
    (!connection.is_closing()).then_some(connection)
}

impl Failure {
    /// The name that errors are counted under.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Failure::Connect => "connect",
            Failure::Timeout => "timeout",
            Failure::Broken => "connection broken",
            Failure::Unreadable => "unreadable reply",
        }
    }
}
