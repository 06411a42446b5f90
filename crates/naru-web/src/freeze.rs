//! The requests to freeze what went on: carried to the receiving banks until each has answered,
//! across restarts. A bank that does not answer holds up no other.
//!
//! **Must never know** what an answer proves: `naru_core::claim` judges.

use crate::bank::Question;
use crate::node::Node;
use crate::serve::told_to_stop;
use futures_util::StreamExt as _;
use futures_util::stream;
use naru_base::Answer;
use naru_core::claim::freezewire::FreezeReply;
use naru_core::claim::{self, Due};
use naru_core::reactions;
use naru_store::Tx;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Requests that one look takes up.
const TAKEN_MAX: i64 = 64;
/// Of which under way at once.
const INFLIGHT_MAX: usize = 16;
/// Pause between two looks: many fit into the minute within which a bank should have answered.
const PAUSE: Duration = Duration::from_millis(250);
/// Looks between two at what is late.
const LATE_EVERY: u32 = 240;

/// Carries until told to stop.
pub(crate) async fn run(node: Arc<Node>, mut stopping: watch::Receiver<bool>) {
    let mut looks = 0_u32;
    while !*stopping.borrow() {
        if let Err(no) = run_once(&node).await {
            tracing::warn!(why = %no, "requests to freeze could not be read");
        }
        if looks.is_multiple_of(LATE_EVERY) {
            tell_of_late(&node).await;
        }
        looks = looks.wrapping_add(1);
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = told_to_stop(&mut stopping) => {}
        }
    }
}

/// Carries what is due now, to its end. Gives how many requests that were.
pub async fn run_once(node: &Arc<Node>) -> Answer<usize> {
    let now = node.clock.now();
    // The keys are turned only if there is something to open.
    if !node.book.read(move |tx| claim::due_now(tx, now)).await? {
        return Ok(0);
    }
    let hub = node.hub.clone();
    let due = node.book.read(move |tx| claim::due(tx, &hub.keys, now, TAKEN_MAX)).await?;
    let count = due.len();
    stream::iter(due)
        .map(|it| carry(node, it))
        .buffer_unordered(INFLIGHT_MAX)
        .collect::<Vec<()>>()
        .await;
    Ok(count)
}

async fn carry(node: &Arc<Node>, it: Due) {
    let reply = ask(node, &it).await;
    let (hub, env, id) = (node.hub.clone(), node.env(), it.id);
    let conclude =
        move |tx: &mut Tx<'_>| reactions::conclude_freeze(tx, &env, &hub.keys, id, reply.as_ref());
    if let Err(no) = node.book.write(conclude).await {
        tracing::warn!(request = %id, why = %no, "what a bank answered is not on record");
    }
}

/// What the bank says; nothing if it says nothing that can be read.
async fn ask(node: &Arc<Node>, it: &Due) -> Option<FreezeReply> {
    let env = node.env();
    let policy = node.policy(env.now).ok()?;
    let directory = node.hub.directory();
    let bank = directory.banks.get(&it.bank)?;
    let place = node.enter_to_read(&it.bank, &policy, env.now).ok()?;
    let question = Question {
        bank,
        path: it.path,
        body: it.body.clone(),
        expires_at: env.now.plus_ms(policy.bank_request_expiry_ms),
        deadline_at: env.now.plus_ms(policy.bank_deadline_ms),
    };
    let asked = node.bank.ask(&env, &node.hub.keys, question).await;
    node.leave(place, &it.bank, asked.heard);
    serde_json::from_slice(&asked.answer.ok()?).ok()
}

async fn tell_of_late(node: &Arc<Node>) {
    let (hub, env) = (node.hub.clone(), node.env());
    // A commit only if there is something to tell.
    let look = move |tx: &mut Tx<'_>| Ok(!claim::late(tx, env.now, None)?.is_empty());
    let told = async {
        if !node.book.read(look).await? {
            return Ok(0);
        }
        let tell = move |tx: &mut Tx<'_>| reactions::tell_of_late_claims(tx, &env, &hub.keys);
        node.book.write(tell).await
    };
    let told: Answer<usize> = told.await;
    if let Err(no) = told {
        tracing::warn!(why = %no, "late claims could not be told of");
    }
}
