//! Traffic of an institution's customers: an open loop at a rate, a mix, a seed.

use super::pursuit::Fintech;
use super::verdict::{Verdict, of_inquiry};
use super::{Customer, Order};
use crate::seed::Dice;
use naru_base::{Fault, Won};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// What customers do, in parts of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    /// Withdrawals.
    pub withdraw: u32,
    /// Balances.
    pub balance: u32,
    /// Inquiries after withdrawals whose end is known: the answer must not have changed.
    pub result: u32,
}

impl Default for Mix {
    fn default() -> Self {
        Mix { withdraw: 70, balance: 20, result: 10 }
    }
}

/// How much traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficConfig {
    /// Arrivals a second.
    pub per_second: u32,
    /// What they do.
    pub mix: Mix,
    /// The smallest and the largest withdrawal, in steps of 100 won.
    pub amounts: (Won, Won),
    /// How long; `None` until it is stopped.
    pub duration: Option<Duration>,
    /// Arrivals in flight, at most; one more is dropped and counted.
    pub in_flight_max: usize,
    /// What it follows from: the same seed brings the same customers, amounts and mix.
    pub seed: u64,
    /// After the last arrival, how long the unknown outcomes are pursued.
    pub drain: Duration,
}

impl Default for TrafficConfig {
    fn default() -> Self {
        TrafficConfig {
            per_second: 20,
            mix: Mix::default(),
            amounts: (Won::new(1000), Won::new(50_000)),
            duration: None,
            in_flight_max: 2000,
            seed: 1,
            drain: Duration::from_secs(10),
        }
    }
}

/// Ended transfers that inquiries are made after, at most.
const ENDED_MAX: usize = 256;

struct Shared {
    fintech: Arc<Fintech>,
    ended: Mutex<VecDeque<(Order, Verdict)>>,
}

/// One arrival.
enum Arrival {
    Withdraw(Customer, Won),
    Balance(Customer),
    Result(u64),
}

/// Makes traffic until `stop` turns true or the duration is over, then pursues what is unknown.
///
/// A fault is the journal's; traffic stops at the first.
pub async fn run(
    fintech: Arc<Fintech>,
    customers: Vec<Customer>,
    config: TrafficConfig,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Fault> {
    let shared = Arc::new(Shared { fintech, ended: Mutex::default() });
    let dice = Dice::new(config.seed);
    let begin = Instant::now();
    let mut in_flight: JoinSet<Result<(), Fault>> = JoinSet::new();
    for n in 0_u64.. {
        let nanos = n.saturating_mul(1_000_000_000) / u64::from(config.per_second.max(1));
        let due = Duration::from_nanos(nanos);
        if config.duration.is_some_and(|duration| due >= duration) {
            break;
        }
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => break,
            () = tokio::time::sleep_until(begin + due) => {}
        }
        while let Some(ended) = in_flight.try_join_next() {
            ended.unwrap_or(Ok(()))?;
        }
        // Drawn even if it is dropped, so that the rest of the sequence stays the same.
        let arrival = draw(&dice, &config, &customers);
        if in_flight.len() >= config.in_flight_max {
            shared.fintech.stats.skipped();
        } else if let Some(arrival) = arrival {
            in_flight.spawn(shared.clone().serve(arrival));
        }
    }
    let drained = async {
        while let Some(ended) = in_flight.join_next().await {
            ended.unwrap_or(Ok(()))?;
        }
        Ok(())
    };
    // What is still unknown then stays open in the journal.
    tokio::time::timeout(config.drain, drained).await.unwrap_or(Ok(()))
}

fn draw(dice: &Dice, config: &TrafficConfig, customers: &[Customer]) -> Option<Arrival> {
    let Mix { withdraw, balance, result } = config.mix;
    let kind = dice.below(u64::from(withdraw) + u64::from(balance) + u64::from(result));
    let customer = dice.pick(customers).cloned();
    let (low, high) = (config.amounts.0.get().max(1), config.amounts.1.get());
    let steps = u64::try_from((high - low) / 100).unwrap_or(0) + 1;
    let more = i64::try_from(dice.below(steps)).unwrap_or(0) * 100;
    let which = dice.next();
    if kind < u64::from(withdraw) {
        Some(Arrival::Withdraw(customer?, Won::new(low + more)))
    } else if kind < u64::from(withdraw) + u64::from(balance) {
        Some(Arrival::Balance(customer?))
    } else {
        Some(Arrival::Result(which))
    }
}

impl Shared {
    async fn serve(self: Arc<Self>, arrival: Arrival) -> Result<(), Fault> {
        let fintech = &self.fintech;
        match arrival {
            Arrival::Withdraw(customer, amount) => {
                let order = fintech.order(customer, amount);
                let outcome = fintech.transfer(&order).await?;
                if matches!(outcome.verdict, Verdict::Done | Verdict::Failed) {
                    let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
                    if ended.len() == ENDED_MAX {
                        ended.pop_front();
                    }
                    ended.push_back((order, outcome.verdict));
                }
            }
            Arrival::Balance(customer) => {
                let id = fintech.ids.next();
                let (rsp_code, bank) = match fintech.api.balance(&id, &customer).await {
                    Ok(reply) => (reply.rsp_code, reply.bank_rsp_code),
                    Err(silence) => (silence.as_str().to_owned(), String::new()),
                };
                if rsp_code == "O0002" || rsp_code == "O0003" {
                    fintech.api.forget_token();
                }
                fintech.stats.balance(&rsp_code, &bank);
            }
            Arrival::Result(which) => self.look_again(which).await,
        }
        Ok(())
    }

    /// Asks after a transfer whose end was told: a different end now is a contradiction.
    async fn look_again(&self, which: u64) {
        let known = {
            let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            let at = which.checked_rem(ended.len() as u64).and_then(|i| usize::try_from(i).ok());
            at.and_then(|i| ended.get(i).cloned())
        };
        let Some((order, verdict)) = known else { return };
        let reply = self.fintech.api.result(&order.bank_tran_id, order.date(), order.amount).await;
        let other = match of_inquiry(&reply) {
            Verdict::Done => verdict == Verdict::Failed,
            Verdict::Failed | Verdict::NotFound => verdict == Verdict::Done,
            Verdict::Unknown | Verdict::NoAccess => false,
        };
        if other {
            self.fintech.stats.contradiction();
        }
        let (rsp_code, bank) = match reply {
            Ok(reply) => (reply.rsp_code, reply.bank_rsp_code),
            Err(silence) => (silence.as_str().to_owned(), String::new()),
        };
        self.fintech.stats.balance(&rsp_code, &bank);
    }
}
