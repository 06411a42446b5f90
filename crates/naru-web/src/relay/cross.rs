//! One crossing: reserve → ask → conclude, with what surrounds it. Runs to its end whoever waits.

use super::{claim, unwritable};
use crate::bank::{Asked, NoAnswer, Question};
use crate::node::{Dropped, Node, Permit};
use crate::wire::Ending;
use naru_base::fault_point::FaultPoint;
use naru_base::{Answer, BankCode, BankTranId, ClientUseCode, Env, UserSeqNo};
use naru_core::hub::Hub;
use naru_core::policy::Policy;
use naru_core::relay::crossing::{self, Reply};
use naru_core::relay::decide::Line;
use naru_core::relay::inquiry::Receive;
use naru_core::relay::line::Heard;
use naru_core::relay::{self, Bank, Claim, Kind, Order, Outbound, Reserved, Via};
use naru_store::Tx;
use std::sync::Arc;

/// What crosses: an order, or a claim.
pub(super) trait Crosses: Clone + Send + Sync + 'static {
    fn kind(&self) -> Kind;
    fn id(&self) -> &BankTranId;
    fn bank(&self) -> &BankCode;
    /// The handle that names the customer's account, if one does.
    fn handle(&self) -> Option<&str>;
    /// The same, with the account behind its handle.
    fn with_account(self, it: Named) -> Self;
    /// The receive inquiry that it names, if it does.
    fn names_receive(&self) -> Option<BankTranId>;
    /// The same, with what was found under that inquiry.
    fn with_receive(self, it: Option<Receive>) -> Self;
    /// Brings it to the book.
    fn reserve(
        &self,
        tx: &mut Tx<'_>,
        hub: &Hub,
        env: &Env,
        institution: &ClientUseCode,
        line: Line,
    ) -> Answer<Reserved>;
}

/// An account that a handle names.
pub(super) struct Named {
    pub(super) user: UserSeqNo,
    /// For whom the token speaks, if for a user.
    pub(super) token_user: Option<UserSeqNo>,
    pub(super) bank: BankCode,
    pub(super) account_num: String,
}

impl Crosses for Order {
    fn kind(&self) -> Kind {
        self.kind
    }
    fn id(&self) -> &BankTranId {
        &self.bank_tran_id
    }
    fn bank(&self) -> &BankCode {
        &self.bank
    }
    fn handle(&self) -> Option<&str> {
        Some(Order::handle(self)).filter(|handle| !handle.is_empty())
    }
    fn with_account(self, it: Named) -> Order {
        let Named { user, token_user, bank, account_num } = it;
        let handle = Order::handle(&self).to_owned();
        let via = Via::Handle { handle, user: Some(user), token_user };
        Order { bank, account_num, via, ..self }
    }
    fn names_receive(&self) -> Option<BankTranId> {
        let named = self.details.deposit.as_ref().map(|it| it.recv_bank_tran_id.as_str());
        named.and_then(|id| BankTranId::parse(id).ok())
    }
    fn with_receive(self, receive: Option<Receive>) -> Order {
        Order { receive, ..self }
    }
    fn reserve(
        &self,
        tx: &mut Tx<'_>,
        hub: &Hub,
        env: &Env,
        institution: &ClientUseCode,
        line: Line,
    ) -> Answer<Reserved> {
        relay::reserve(tx, hub, env, institution, self, line)
    }
}

impl Crosses for Claim {
    fn kind(&self) -> Kind {
        Kind::Return
    }
    fn id(&self) -> &BankTranId {
        &self.bank_tran_id
    }
    fn bank(&self) -> &BankCode {
        &self.bank
    }
    fn handle(&self) -> Option<&str> {
        Some(self.handle.as_str()).filter(|handle| !handle.is_empty())
    }
    fn with_account(self, it: Named) -> Claim {
        Claim { bank: it.bank, account_num: it.account_num, ..self }
    }
    fn names_receive(&self) -> Option<BankTranId> {
        None
    }
    fn with_receive(self, _: Option<Receive>) -> Claim {
        self
    }
    fn reserve(
        &self,
        tx: &mut Tx<'_>,
        hub: &Hub,
        env: &Env,
        institution: &ClientUseCode,
        line: Line,
    ) -> Answer<Reserved> {
        relay::claim(tx, hub, env, institution, self, line)
    }
}

/// What is needed for a crossing.
pub(super) struct Crossing<T> {
    pub(super) node: Arc<Node>,
    pub(super) env: Env,
    pub(super) policy: Arc<Policy>,
    pub(super) institution: ClientUseCode,
    pub(super) order: Arc<T>,
    /// Held until the end: the crossing counts as long as it runs.
    pub(super) permit: Permit,
}

/// How it ended.
pub(super) struct Crossed {
    pub(super) ending: Ending,
    /// How long the bank took, if it was asked.
    pub(super) bank_us: Option<i64>,
}

impl<T: Crosses> Crossing<T> {
    /// Brings the order to the book, asks the bank, brings what it proves to the book.
    pub(super) async fn run(self) -> Result<Crossed, Dropped> {
        let told = |ending| Ok(Crossed { ending, bank_us: None });
        let Crossing { node, env, policy, institution, order, permit } = &self;
        let _counted = permit;
        let subject = order.id().as_str();
        node.pass(FaultPoint::BeforeReserve, subject).await?;
        // Held to the end: meanwhile no inquiry may use the id.
        let _claim = match claim::for_transfer(node, env, institution, order.id()).await {
            Ok(Some(claim)) => claim,
            Ok(None) => return told(Ending::Conflict),
            Err(no) => return told(Ending::of_reserve(no, env.id(9))),
        };

        let place = node.enter(order.bank(), policy, env.now);
        let line = place.as_ref().map(|_| ()).map_err(|closed| *closed);
        let reserved = {
            let (hub, env, order) = (node.hub.clone(), *env, order.clone());
            let institution = institution.clone();
            node.book.write(move |tx| order.reserve(tx, &hub, &env, &institution, line))
        };
        // The place is given back by itself on every way out but the last.
        let out = match reserved.await {
            Ok(Reserved::Ask(out)) => out,
            Ok(Reserved::Told(known)) => return told(Ending::Told(known)),
            Ok(Reserved::Conflict) => return told(Ending::Conflict),
            Ok(Reserved::LineClosed(closed)) => return told(Ending::LineClosed(closed)),
            Err(no) => return told(Ending::of_reserve(no, env.id(9))),
        };
        node.pass(FaultPoint::AfterReserve, subject).await?;

        let asked_at = node.clock.now();
        let (reply, heard) = ask(node, &out).await;
        let bank_us = Some(node.clock.now().since(asked_at));
        node.leave(place.ok().flatten(), &out.bank, heard);
        node.pass(FaultPoint::BeforeConclude, subject).await?;

        let conclusion = crossing::of_request(&out, &reply, policy.bank_clock_skew_ms);
        let concluded = {
            let (hub, env, key) = (node.hub.clone(), node.env(), out.key.clone());
            let actor = format!("bank:{}", out.bank);
            node.book.write(move |tx| relay::conclude(tx, &hub, &env, &actor, &key, &conclusion))
        };
        let ending = match concluded.await {
            Ok(concluded) => Ending::Told(Box::new(concluded.told)),
            Err(no) => {
                // The reservation is durable, so the sweep will ask; until then nothing is known.
                tracing::error!(transfer = %out.key, why = %no, "a conclusion is not on record");
                Ending::Unknown
            }
        };
        node.pass(FaultPoint::AfterConclude, subject).await?;
        Ok(Crossed { ending, bank_us })
    }
}

/// Sends the original request, once.
async fn ask(node: &Node, out: &Outbound) -> (Reply, Heard) {
    let directory = node.hub.directory();
    let Some(bank) = directory.banks.get(&out.bank) else {
        // A reservation at a bank that left the network meanwhile: this task alone would have
        // sent it, and does not.
        return (Reply::NotSent, Heard::Nothing);
    };
    let body = match out.request.to_json().map_err(unwritable) {
        Ok(body) => body,
        Err(fault) => {
            tracing::error!(transfer = %out.key, why = %fault, "a bank cannot be asked");
            return (Reply::NotSent, Heard::Nothing);
        }
    };
    let (expires_at, deadline_at) = (out.expires_at, out.deadline_at);
    let path = out.request.path();
    let question = Question { bank, path, body, expires_at, deadline_at };
    let asked = node.bank.ask(&node.env(), &node.hub.keys, question).await;
    (reply(&asked, bank), asked.heard)
}

/// A bank's answer as the core judges it.
pub(super) fn reply(asked: &Asked, bank: &Bank) -> Reply {
    match &asked.answer {
        Err(NoAnswer::NotSent) => Reply::NotSent,
        Err(NoAnswer::Silence) => Reply::Silence,
        Err(NoAnswer::Unreadable) => Reply::Unreadable,
        Ok(body) => match serde_json::from_slice(body) {
            Ok(message) => Reply::Message(Box::new(message)),
            Err(_) => {
                tracing::warn!(bank = %bank.code, "a signed answer is not in the protocol's form");
                Reply::Unreadable
            }
        },
    }
}
