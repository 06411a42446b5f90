//! Traffic of institutions' customers: an open loop at a rate, a mix, a seed.
//!
//! However slow the network is, no more than `in_flight_max` arrivals are under way, those counted
//! whose outcome is being asked for: who comes when that many wait turns away and is counted. So
//! orders whose end is unknown cannot pile up, whatever the rate.

use super::deed::{self, Deed, Mix};
use super::inquiry::Range;
use super::pursuit::Fintech;
use super::verdict::{Silence, Verdict, of_inquiry};
use super::{Customer, Kind, Order};
use crate::seed::Dice;
use naru_base::{Fault, Won};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// An institution with its customers.
pub struct Party {
    /// The institution.
    pub fintech: Arc<Fintech>,
    /// Its customers, one for each account.
    pub customers: Vec<Customer>,
    /// Its part of all arrivals, in parts of the sum.
    pub weight: u32,
}

/// How much traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficConfig {
    /// Arrivals a second.
    pub per_second: u32,
    /// What they do.
    pub mix: Mix,
    /// The smallest and the largest order, in steps of 100 won.
    pub amounts: (Won, Won),
    /// How long; `None` until it is stopped.
    pub duration: Option<Duration>,
    /// Arrivals under way, at most; one more turns away and is counted.
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
            mix: deed::NETWORK,
            amounts: (Won::new(1000), Won::new(50_000)),
            duration: None,
            in_flight_max: 2000,
            seed: 1,
            drain: Duration::from_secs(10),
        }
    }
}

/// Ended orders of an institution that inquiries are made after, at most.
const ENDED_MAX: usize = 256;
/// Days of statement that are asked for.
const STATEMENT_DAYS: i64 = 30;

struct Side {
    fintech: Arc<Fintech>,
    ended: Mutex<VecDeque<(Order, Verdict)>>,
}

/// One arrival.
struct Arrival {
    side: Arc<Side>,
    deed: Deed,
    customer: Customer,
    amount: Won,
    which: u64,
}

/// Makes traffic until `stop` turns true or the duration is over, then pursues what is unknown.
///
/// A fault is a journal's; traffic stops at the first.
pub async fn run(
    parties: Vec<Party>,
    config: TrafficConfig,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Fault> {
    let sides =
        parties.iter().map(|it| Side { fintech: it.fintech.clone(), ended: Mutex::default() });
    let sides: Vec<Arc<Side>> = sides.map(Arc::new).collect();
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
        // Drawn even if it turns away, so that the rest of the sequence stays the same.
        let Some(arrival) = draw(&dice, &config, &parties, &sides) else { continue };
        if in_flight.len() >= config.in_flight_max {
            arrival.side.fintech.stats.skipped();
        } else {
            in_flight.spawn(arrival.serve());
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

fn draw(
    dice: &Dice,
    config: &TrafficConfig,
    parties: &[Party],
    sides: &[Arc<Side>],
) -> Option<Arrival> {
    let weights: Vec<u32> = parties.iter().map(|it| it.weight).collect();
    // One party needs no draw: its sequence is the same as ever.
    let place = if weights.len() == 1 { 0 } else { deed::weighted(dice, &weights)? };
    let deed = config.mix.draw(dice)?;
    let customer = dice.pick(&parties.get(place)?.customers).cloned();
    let (low, high) = (config.amounts.0.get().max(1), config.amounts.1.get());
    let steps = u64::try_from((high - low) / 100).unwrap_or(0) + 1;
    let more = i64::try_from(dice.below(steps)).unwrap_or(0) * 100;
    let which = dice.next();
    let (side, amount) = (sides.get(place)?.clone(), Won::new(low + more));
    Some(Arrival { side, deed, customer: customer?, amount, which })
}

impl Arrival {
    async fn serve(self) -> Result<(), Fault> {
        let Arrival { side, deed, customer, amount, which } = self;
        match deed {
            Deed::Withdraw => side.order(Kind::Withdraw, customer, amount).await,
            Deed::Deposit => side.order(Kind::Deposit, customer, amount).await,
            Deed::Result => {
                side.look_again(which).await;
                Ok(())
            }
            Deed::Balance | Deed::Transactions | Deed::RealName | Deed::Receive => {
                side.inquire(deed, &customer, amount).await;
                Ok(())
            }
        }
    }
}

impl Side {
    async fn order(&self, kind: Kind, customer: Customer, amount: Won) -> Result<(), Fault> {
        let order = self.fintech.order(kind, customer, amount);
        let outcome = self.fintech.transfer(&order).await?;
        if matches!(outcome.verdict, Verdict::Done | Verdict::Failed) {
            let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            if ended.len() == ENDED_MAX {
                ended.pop_front();
            }
            ended.push_back((order, outcome.verdict));
        }
        Ok(())
    }

    async fn inquire(&self, deed: Deed, customer: &Customer, amount: Won) {
        let Fintech { api, ids, .. } = &*self.fintech;
        let id = ids.next();
        let answer = match deed {
            Deed::Transactions => {
                let today = self.fintech.clock.now();
                let from = today.plus_seconds(-STATEMENT_DAYS * 86_400).business_date();
                let range = Range::newest_first(from, today.business_date());
                api.transactions(&id, customer, &range, None).await
            }
            Deed::RealName => api.real_name(&id, customer).await,
            Deed::Receive => api.receive(&id, customer, amount).await,
            _ => api.balance(&id, customer).await,
        };
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let (rsp_code, bank) = match answer {
            Ok(it) => (text(&it["rsp_code"]), text(&it["bank_rsp_code"])),
            Err(silence) => (silence.as_str().to_owned(), String::new()),
        };
        if rsp_code == "O0002" || rsp_code == "O0003" {
            api.forget_token(&customer.user_seq_no);
        }
        self.fintech.stats.asked(&rsp_code, &bank);
    }

    /// Asks after an order whose end was told: a different end now is a contradiction.
    async fn look_again(&self, which: u64) {
        let known = {
            let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            let at = which.checked_rem(ended.len() as u64).and_then(|i| usize::try_from(i).ok());
            at.and_then(|i| ended.get(i).cloned())
        };
        let Some((order, verdict)) = known else { return };
        let api = &self.fintech.api;
        let reply = api.result(order.kind, &order.bank_tran_id, order.date(), order.amount).await;
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
            Err(silence) => (Silence::as_str(silence).to_owned(), String::new()),
        };
        self.fintech.stats.asked(&rsp_code, &bank);
    }
}
