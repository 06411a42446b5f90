//! The sweep: asks banks about transfers in doubt until they are certain, across restarts.
//!
//! One bank that does not answer holds up nobody else: each is swept by itself, over the same line
//! as the traffic, and a line that is closed postpones.

use super::cross::reply;
use super::unwritable;
use crate::bank::Question;
use crate::node::Node;
use crate::serve::told_to_stop;
use futures_util::StreamExt as _;
use futures_util::stream;
use naru_base::fault_point::FaultPoint;
use naru_base::{Answer, BankCode};
use naru_core::policy::Policy;
use naru_core::relay::bankwire::INQUIRY_PATH;
use naru_core::relay::crossing;
use naru_core::relay::{self, Bank, Due, State};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Who the sweep is, on the record.
const ACTOR: &str = "system:sweep";

/// What one sweep came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Transfers that were due.
    pub due: usize,
    /// Of which settled now.
    pub settled: usize,
    /// Of which released now.
    pub released: usize,
    /// Of which still in doubt, or not asked about because the bank's line is closed.
    pub open: usize,
}

impl Swept {
    fn of(states: &[Option<State>]) -> Swept {
        let count = |s: State| states.iter().filter(|it| **it == Some(s)).count();
        let (settled, released) = (count(State::Settled), count(State::Released));
        let due = states.len();
        Swept { due, settled, released, open: due - settled - released }
    }

    fn plus(self, other: Swept) -> Swept {
        Swept {
            due: self.due + other.due,
            settled: self.settled + other.settled,
            released: self.released + other.released,
            open: self.open + other.open,
        }
    }
}

/// Sweeps until told to stop: at once (what a dead process left behind is due), then regularly.
pub(crate) async fn run(node: Arc<Node>, mut stopping: watch::Receiver<bool>) {
    let pause = Duration::from_millis(node.limits.sweep_every_ms);
    let mut swept = JoinSet::new();
    let mut busy = BTreeSet::new();
    while !*stopping.borrow() {
        while let Some(done) = swept.try_join_next() {
            match done {
                Ok((bank, _)) => drop(busy.remove(&bank)),
                // A panic lost the bank's name: wait for all others, then begin anew.
                Err(e) => {
                    tracing::error!(why = %e, "the sweep of a bank ended in a panic");
                    while swept.join_next().await.is_some() {}
                    busy.clear();
                }
            }
        }
        match due(&node).await {
            Ok(by_bank) => {
                for (bank, dues) in by_bank {
                    if busy.insert(bank.clone()) {
                        let node = node.clone();
                        swept.spawn(async move { (bank.clone(), of_bank(&node, dues).await) });
                    }
                }
            }
            Err(no) => tracing::warn!(why = %no, "what is due could not be read"),
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = told_to_stop(&mut stopping) => {}
        }
    }
    while swept.join_next().await.is_some() {}
}

/// One sweep of all that is due now, to its end.
pub async fn run_once(node: &Arc<Node>) -> Answer<Swept> {
    let mut swept = JoinSet::new();
    for (_, dues) in due(node).await? {
        let node = node.clone();
        swept.spawn(async move { of_bank(&node, dues).await });
    }
    Ok(swept.join_all().await.into_iter().fold(Swept::default(), Swept::plus))
}

async fn due(node: &Node) -> Answer<BTreeMap<BankCode, Vec<Due>>> {
    let (now, limit) = (node.clock.now(), node.limits.sweep_batch_max);
    let read =
        node.book.read(move |tx| Ok((relay::due(tx, now, limit)?, relay::doubts_by_bank(tx)?)));
    let (dues, doubts) = read.await?;
    node.note_doubts(&doubts);
    let mut by_bank: BTreeMap<BankCode, Vec<Due>> = BTreeMap::new();
    for due in dues {
        by_bank.entry(due.bank.clone()).or_default().push(due);
    }
    Ok(by_bank)
}

async fn of_bank(node: &Arc<Node>, dues: Vec<Due>) -> Swept {
    let policy = match node.policy(node.clock.now()) {
        Ok(policy) => policy,
        Err(no) => {
            tracing::error!(why = %no, "there are no rules to sweep by");
            return Swept::of(&vec![None; dues.len()]);
        }
    };
    let states: Vec<Option<State>> = stream::iter(dues)
        .map(|due| {
            let (node, policy) = (node.clone(), policy.clone());
            async move { one(&node, &policy, &due).await }
        })
        .buffer_unordered(node.limits.sweep_inflight_max.max(1))
        .collect()
        .await;
    Swept::of(&states)
}

/// Asks about one transfer, and records what the answer proves. `None` if nothing was recorded.
async fn one(node: &Arc<Node>, policy: &Arc<Policy>, due: &Due) -> Option<State> {
    node.pass(FaultPoint::BeforeInquiry, due.key.id.as_str()).await.ok()?;
    let directory = node.hub.directory();
    let bank = directory.banks.get(&due.bank)?;
    let env = node.env();
    let place = node.enter_to_inquire(&due.bank, policy, env.now).ok()?;
    let question = question(policy, due, bank, env.now)?;
    let asked = node.bank.ask(&env, &node.hub.keys, question).await;
    node.leave(place, &due.bank, asked.heard);
    let conclusion = crossing::of_inquiry(due, &reply(&asked, bank), policy.bank_clock_skew_ms);
    let (hub, env, key) = (node.hub.clone(), node.env(), due.key.clone());
    let concluded =
        node.book.write(move |tx| relay::conclude(tx, &hub, &env, ACTOR, &key, &conclusion)).await;
    match concluded {
        Ok(concluded) => Some(concluded.told.state),
        Err(no) => {
            tracing::warn!(transfer = %due.key, why = %no, "an inquiry's result is not on record");
            None
        }
    }
}

fn question<'q>(
    policy: &Policy,
    due: &Due,
    bank: &'q Bank,
    now: naru_base::Micros,
) -> Option<Question<'q>> {
    let body = serde_json::to_vec(&crossing::inquiry(due)).map_err(unwritable);
    let body = body.inspect_err(|e| tracing::error!(transfer = %due.key, why = %e)).ok()?;
    Some(Question {
        bank,
        path: INQUIRY_PATH,
        body,
        expires_at: now.plus_ms(policy.bank_request_expiry_ms),
        deadline_at: now.plus_ms(policy.bank_deadline_ms),
    })
}
