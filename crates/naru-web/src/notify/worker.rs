//! The courier: takes what is due from the book, carries it, and writes down what came of it.
//!
//! A receiver that does not answer holds up nobody else: it has a few places at most, and what it
//! does not take is tried again later.

use super::call::Caller;
use super::mail::Mail;
use super::webhook;
use crate::node::Node;
use crate::serve::told_to_stop;
use bytes::Bytes;
use naru_base::{Answer, Id};
use naru_core::notify::{self, Channel, Outcome, Outgoing, State, Why};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Deliveries under way.
const PLACES: usize = 16;
/// Of which to one contact.
const PLACES_OF_ONE: usize = 4;
/// Pause between two looks at what is due.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What carries notices.
pub struct Courier {
    /// Makes the calls of webhooks.
    pub caller: Caller,
    /// Sends mail; without it an e-mail contact hears nothing, and people see that.
    pub mail: Option<Mail>,
}

/// Carries until told to stop; what is under way then is carried to its end, which is bounded.
pub async fn run(node: Arc<Node>, courier: Arc<Courier>, mut stopping: watch::Receiver<bool>) {
    let mut under_way = UnderWay::default();
    while !*stopping.borrow() {
        under_way.reap();
        if let Err(no) = under_way.take(&node, &courier).await {
            tracing::warn!(why = %no, "what is to be delivered could not be read");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = under_way.one_ends() => {}
            () = told_to_stop(&mut stopping) => {}
        }
    }
    under_way.finish().await;
}

/// Carries all that is due now, to its end. Gives where each delivery stands.
pub async fn run_once(node: &Arc<Node>, courier: &Arc<Courier>) -> Answer<Vec<State>> {
    let mut states = Vec::new();
    loop {
        let mut under_way = UnderWay::default();
        under_way.take(node, courier).await?;
        if under_way.running.is_empty() {
            return Ok(states);
        }
        states.extend(under_way.finish().await);
    }
}

#[derive(Default)]
struct UnderWay {
    running: JoinSet<(Option<Id>, Option<State>)>,
    by_contact: BTreeMap<Id, usize>,
}

impl UnderWay {
    fn reap(&mut self) {
        while let Some(done) = self.running.try_join_next() {
            self.ended(done);
        }
    }

    fn ended(
        &mut self,
        done: Result<(Option<Id>, Option<State>), tokio::task::JoinError>,
    ) -> Option<State> {
        match done {
            Ok((contact, state)) => {
                if let Some(count) = contact.and_then(|id| self.by_contact.get_mut(&id)) {
                    *count = count.saturating_sub(1);
                }
                state
            }
            // A panic lost the contact's name. Its delivery is due again when its lease is over.
            Err(e) => {
                tracing::error!(why = %e, "a delivery ended in a panic");
                self.by_contact.clear();
                None
            }
        }
    }

    /// Until one of those under way has ended; for ever if none is.
    async fn one_ends(&mut self) {
        match self.running.join_next().await {
            Some(done) => drop(self.ended(done)),
            None => std::future::pending().await,
        }
    }

    async fn finish(&mut self) -> Vec<State> {
        let mut states = Vec::new();
        while let Some(done) = self.running.join_next().await {
            states.extend(self.ended(done));
        }
        states
    }

    async fn take(&mut self, node: &Arc<Node>, courier: &Arc<Courier>) -> Answer<()> {
        let free = PLACES.saturating_sub(self.running.len());
        if free == 0 {
            return Ok(());
        }
        self.by_contact.retain(|_, count| *count > 0);
        let env = node.env();
        let rules = node.policy(env.now)?.notify;
        // A commit only if there is something to claim.
        if !node.book.read(move |tx| notify::is_due(tx, env.now)).await? {
            return Ok(());
        }
        let (hub, busy) = (node.hub.clone(), self.by_contact.clone());
        let room = notify::Room { places: free, places_of_one: PLACES_OF_ONE, busy };
        let claim =
            move |tx: &mut naru_store::Tx<'_>| notify::claim(tx, &env, &hub.keys, &rules, &room);
        for it in node.book.write(claim).await? {
            let contact = it.notice.delivery.contact;
            if let Some(id) = contact {
                *self.by_contact.entry(id).or_default() += 1;
            }
            let (node, courier) = (node.clone(), courier.clone());
            self.running.spawn(async move { (contact, carry(&node, &courier, it).await) });
        }
        Ok(())
    }
}

/// One attempt. `None` if what came of it is not on record: then the lease decides.
async fn carry(node: &Arc<Node>, courier: &Courier, it: Outgoing) -> Option<State> {
    let outcome = match it.notice.delivery.channel {
        Channel::Webhook => hook(node, &courier.caller, &it).await,
        Channel::Email => match &courier.mail {
            Some(mail) => mail.send(&it, &node.hub.directory()).await,
            None => Outcome::Missed(Why::NoMail),
        },
        // It is in the book already.
        Channel::Inbox => Outcome::Sent,
    };
    let channel = it.notice.delivery.channel;
    node.meter.told(channel, &outcome);
    let (id, attempt) = (it.notice.delivery.id, it.attempt);
    let env = node.env();
    let rules = node.policy(env.now).ok()?.notify;
    let hub = node.hub.clone();
    let written = outcome;
    let conclude = move |tx: &mut naru_store::Tx<'_>| {
        notify::conclude(tx, &env, &hub.keys, &rules, (id, attempt), &written)
    };
    match node.book.write(conclude).await {
        Ok(state) => {
            if outcome != Outcome::Sent {
                tracing::info!(delivery = %id, attempt, ?outcome, ?state, "a notice did not arrive");
            }
            Some(state)
        }
        Err(no) => {
            tracing::warn!(delivery = %id, why = %no, "what came of a delivery is not on record");
            None
        }
    }
}

async fn hook(node: &Node, caller: &Caller, it: &Outgoing) -> Outcome {
    let body = Bytes::from(webhook::body(&it.notice, &node.hub.directory()));
    let Some(headers) = webhook::headers(it, &body, node.clock.now()) else {
        return Outcome::Missed(Why::NoSecret);
    };
    match caller.post(it.address.expose(), &headers, body).await {
        Err(why) => Outcome::Missed(why),
        Ok(answered) => match answered.status {
            200..300 => Outcome::Sent,
            // The standard's word for "never again".
            410 => Outcome::Gone(Why::Status(410)),
            status @ 300..400 => Outcome::Missed(Why::Redirect(status)),
            status => Outcome::Missed(Why::Status(status)),
        },
    }
}
