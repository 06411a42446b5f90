//! The day before the demonstration: the network's banks and institutions were entered then, and
//! money arrived on their paying accounts, so that there is a day that is over. The node nets it by
//! itself, as every day that is over.

use super::credentials::Credentials;
use super::{network, people};
use crate::installation::Installation;
use crate::problem::Problem;
use crate::server::off_the_runtime;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::fault_point::Calm;
use naru_base::{Clock, Micros};
use naru_core::hub::Gates;
use naru_lab::bank::BankHandle;
use naru_store::Store;
use naru_web::metrics::Metrics;
use naru_web::{Limits, Node, NodeParts};
use std::sync::Arc;

/// The same hour, a day ago.
struct Yesterday;

impl Clock for Yesterday {
    fn now(&self) -> Micros {
        SystemClock.now().plus_seconds(-86_400)
    }
}

/// Enters them, if nobody is there yet.
pub(super) async fn begin(
    installation: &Installation,
    banks: &[BankHandle],
    credentials: &Credentials,
) -> Result<(), Problem> {
    let [(_, mut book), (_, mut calls), _] = installation.shelves();
    book.clock = Arc::new(Yesterday);
    calls.clock = Arc::new(Yesterday);
    let (book, calls) =
        off_the_runtime(move || Ok((Store::open(book)?, Store::open(calls)?))).await?;
    let node = Node::open(NodeParts {
        book: book.clone(),
        calls: calls.clone(),
        keys: installation.keys.clone(),
        clock: Arc::new(Yesterday),
        entropy: Arc::new(SystemEntropy::default()),
        faults: Arc::new(Calm),
        meter: Arc::new(Metrics::default()),
        limits: Limits::default(),
        gates: Gates::Asked,
    })
    .await?;
    if node.hub.directory().institutions.is_empty() {
        network::register_banks(&node, banks).await?;
        people::enter(&node, credentials).await?;
    }
    drop(node);
    off_the_runtime(move || {
        book.close_blocking()?;
        Ok(calls.close_blocking()?)
    })
    .await
}
