//! The relay of a bench: the product's node, its API and its watch, on the shelves of the bench.

use crate::cli::bench::problem;
use crate::problem::Problem;
use crate::server;
use crate::signals;
use crate::watch::{Both, Watch};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::Calm;
use naru_base::httpsig::VerifyingKey;
use naru_core::hub::Gates;
use naru_lab::bench::{self, RelayShelves};
use naru_web::metrics::Metrics;
use naru_web::{Limits, Node, NodeParts};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;

/// Under which keys the relay of a bench signs, by the ids that banks know them by.
pub fn keys() -> Vec<(String, VerifyingKey)> {
    crate::installation::relay_keys(&bench::keys())
}

/// Serves until standard input ends. The first line of standard output is the address.
pub fn serve(
    book: &Path,
    calls: &Path,
    banks: Vec<(String, SocketAddr)>,
    gates: Gates,
) -> Result<(), Problem> {
    let shelves = bench::relay_shelves(book, calls, banks).map_err(|e| problem(&e))?;
    signals::runtime()?.block_on(play(shelves, gates))
}

async fn play(shelves: RelayShelves, gates: Gates) -> Result<(), Problem> {
    let RelayShelves { book, calls, keys } = shelves;
    let watch = Arc::new(Watch::new(Arc::new(SystemClock), "SQLite"));
    let metrics = Arc::new(Metrics::default());
    let parts = NodeParts {
        book,
        calls,
        keys,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy::default()),
        faults: Arc::new(Calm),
        meter: Arc::new(Both(watch.clone(), metrics.clone())),
        limits: Limits::default(),
        gates,
    };
    let node = Node::open(parts).await?;
    let listener = server::listen((Ipv4Addr::LOCALHOST, 0).into()).await?;
    let addr = listener
        .local_addr()
        .map_err(|source| problem(&bench::BenchError::Io { what: "listen".to_owned(), source }))?;
    bench::announce(addr).map_err(|e| problem(&e))?;
    tokio::task::spawn_blocking(bench::end_with_input);
    let (_stop, stopping) = watch::channel(false);
    tokio::spawn(server::look(node.clone(), watch, metrics, stopping));
    naru_web::serve(node, listener, None, std::future::pending()).await;
    Ok(())
}
