//! One order, pursued until its outcome is certain.

use super::api::{Api, Reply};
use super::journal::{Call, Journal, Line};
use super::stats::Stats;
use super::verdict::{Silence, Verdict, of_inquiry, of_order};
use super::{Customer, Kind, Order};
use crate::fintech::ids::Ids;
use naru_base::{Clock, Fault, Won};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How an institution inquires after an unknown outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Before the first inquiry; doubled for each further one.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
    /// After this long it stops asking and leaves the transfer open.
    pub give_up: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            first: Duration::from_millis(500),
            longest: Duration::from_secs(30),
            give_up: Duration::from_secs(600),
        }
    }
}

/// How an order ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Done, failed, or unknown if it gave up asking.
    pub verdict: Verdict,
    /// The relay's code that decided it, or why there was no answer.
    pub rsp_code: String,
    /// The bank's code, or empty.
    pub bank_rsp_code: String,
}

/// An institution at work.
pub struct Fintech {
    /// The relay.
    pub api: Api,
    /// Its ids.
    pub ids: Ids,
    /// What it was told.
    pub journal: Journal,
    /// Its figures.
    pub stats: Arc<Stats>,
    /// How it inquires.
    pub patience: Patience,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// How often one pursuit gets another token before it waits.
const TOKENS_MAX: u32 = 2;

impl Fintech {
    /// An order under a new id.
    pub fn order(&self, kind: Kind, customer: Customer, amount: Won) -> Order {
        Order { kind, bank_tran_id: self.ids.next(), made: self.clock.now(), customer, amount }
    }

    /// Sends an order and pursues it: after an unknown outcome it inquires by the same id, and only
    /// if the relay has no such transfer does it send the same order again, under the same id.
    ///
    /// A fault is the journal's: without it nothing may be sent.
    pub async fn transfer(&self, order: &Order) -> Result<Outcome, Fault> {
        let started = Instant::now();
        let first = self.send(order).await?;
        if matches!(first.verdict, Verdict::Done | Verdict::Failed) {
            return self.end(order, first);
        }
        self.stats.in_doubt(1);
        let outcome = self.pursue(order, first, started).await;
        self.stats.in_doubt(-1);
        outcome
    }

    async fn pursue(
        &self,
        order: &Order,
        mut last: Outcome,
        started: Instant,
    ) -> Result<Outcome, Fault> {
        let mut pause = self.patience.first;
        // A refusal of a repeated order is about the repetition: the first may still have arrived.
        let mut refused = None;
        while started.elapsed() < self.patience.give_up {
            tokio::time::sleep(pause).await;
            pause = pause.saturating_mul(2).min(self.patience.longest);
            let told = self.inquire(order).await?;
            match (told.verdict, &refused) {
                (Verdict::Done | Verdict::Failed, _) => return self.end(order, told),
                (Verdict::NotFound, Some(refused)) => {
                    return self.end(order, Outcome::clone(refused));
                }
                (Verdict::NotFound, None) => {
                    last = self.send(order).await?;
                    match last.verdict {
                        Verdict::Done => return self.end(order, last),
                        Verdict::Failed => refused = Some(last.clone()),
                        _ => {}
                    }
                }
                _ => last = told,
            }
        }
        self.end(order, Outcome { verdict: Verdict::Unknown, ..last })
    }

    /// Sends the order, with another token if the one at hand is refused.
    async fn send(&self, order: &Order) -> Result<Outcome, Fault> {
        self.say(Call::of(order.kind), order, || self.api.order(order), of_order).await
    }

    async fn inquire(&self, order: &Order) -> Result<Outcome, Fault> {
        let ask = || self.api.result(order.kind, &order.bank_tran_id, order.date(), order.amount);
        self.say(Call::Result, order, ask, of_inquiry).await
    }

    async fn say<F>(
        &self,
        call: Call,
        order: &Order,
        ask: impl Fn() -> F,
        judge: fn(&Result<Reply, Silence>) -> Verdict,
    ) -> Result<Outcome, Fault>
    where
        F: Future<Output = Result<Reply, Silence>>,
    {
        let mut tokens = 0;
        loop {
            self.journal.write(&Line::intent(self.clock.now(), call, order))?;
            let begun = Instant::now();
            let reply = ask().await;
            let verdict = judge(&reply);
            let (rsp_code, bank_rsp_code) = match reply {
                Ok(reply) => (reply.rsp_code, reply.bank_rsp_code),
                Err(silence) => (silence.as_str().to_owned(), String::new()),
            };
            self.stats.answered(call, begun.elapsed(), verdict, &rsp_code, &bank_rsp_code);
            self.journal.write(&Line::Answer {
                at: self.clock.now().get(),
                call,
                id: order.bank_tran_id.clone(),
                date: order.date().to_string(),
                verdict,
                rsp_code: rsp_code.clone(),
                bank_rsp_code: bank_rsp_code.clone(),
            })?;
            if verdict != Verdict::NoAccess || tokens == TOKENS_MAX {
                return Ok(Outcome { verdict, rsp_code, bank_rsp_code });
            }
            tokens += 1;
            self.api.forget_token(&order.customer.user_seq_no);
        }
    }

    fn end(&self, order: &Order, outcome: Outcome) -> Result<Outcome, Fault> {
        self.stats.ended(outcome.verdict);
        self.journal.write(&Line::End {
            at: self.clock.now().get(),
            id: order.bank_tran_id.clone(),
            date: order.date().to_string(),
            verdict: outcome.verdict,
        })?;
        Ok(outcome)
    }
}
