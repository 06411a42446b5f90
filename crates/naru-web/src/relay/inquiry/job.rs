//! One inquiry from the book to the bank to the record. Runs to its end whoever waits.

use super::{Heard, Stop, decline_code};
use crate::bank::{NoAnswer, Question};
use crate::node::{Node, Permit};
use crate::relay::claim::Use;
use crate::relay::{plain_code, unwritable};
use crate::wire::RspCode;
use naru_base::fault_point::FaultPoint;
use naru_base::{BankTranId, ClientUseCode, Env, UserSeqNo};
use naru_core::policy::Policy;
use naru_core::relay::inquiry::message::{Message, Reply as _};
use naru_core::relay::inquiry::{self, CallPurpose, Receive, Resolved, Target};
use naru_core::relay::line::Heard as OnLine;
use naru_core::relay::{Bank, Call, Key};
use std::sync::Arc;

/// How often the bank is asked within one deadline: an inquiry changes nothing, so once more is
/// safe.
const ATTEMPTS_MAX: i64 = 2;

/// What is asked.
pub(super) struct Inquiry {
    pub(super) id: BankTranId,
    pub(super) purpose: CallPurpose,
    pub(super) target: Target,
}

/// An inquiry under way.
pub(super) struct Job {
    pub(super) node: Arc<Node>,
    pub(super) env: Env,
    pub(super) policy: Arc<Policy>,
    pub(super) institution: ClientUseCode,
    pub(super) asker: Option<UserSeqNo>,
    pub(super) inquiry: Inquiry,
    /// Held until the end: the inquiry counts as long as it runs.
    pub(super) permit: Permit,
}

/// What came of asking.
pub(crate) struct Asked<R> {
    /// A0000 or A0002 as the bank decided; A0016 or A0017 if there is no answer to rely on.
    pub(crate) code: RspCode,
    pub(crate) said: Option<R>,
    pub(crate) bank_us: Option<i64>,
}

impl<R> Asked<R> {
    const fn not(code: RspCode) -> Asked<R> {
        Asked { code, said: None, bank_us: None }
    }
}

impl Job {
    pub(super) async fn run<M: Message + Send>(
        self,
        question: impl FnOnce(&str) -> M + Send,
        keep: impl FnOnce(&M::Reply, &Resolved) -> Option<Receive> + Send,
    ) -> Result<Heard<M::Reply>, Stop> {
        let _counted = &self.permit;
        let claim = self.node.claims.take(&self.inquiry.id, Use::Inquiry);
        let (resolved, is_a_transfers) = self.look_up().await?;
        if claim.is_none() || is_a_transfers {
            // The id is a transfer's: nobody is asked, and that it was tried is on record.
            let call = self.call(&resolved, RspCode::A0326, None);
            let repeat = move |tx: &mut naru_store::Tx<'_>| inquiry::record_repeat(tx, &call);
            self.node.calls.write(repeat).await?;
            return Ok(Heard { code: RspCode::A0326, resolved, said: None, bank_us: None });
        }
        let asked = self.ask(&resolved, question).await;
        self.node.pass(FaultPoint::BeforeRecord, self.inquiry.id.as_str()).await?;
        let kept = match (&asked.said, asked.code) {
            (Some(said), RspCode::A0000) => keep(said, &resolved),
            _ => None,
        };
        let bank_code = asked.said.as_ref().map(|said| plain_code(said.head().code));
        let call = self.call(&resolved, asked.code, bank_code);
        let record = move |tx: &mut naru_store::Tx<'_>| inquiry::record(tx, &call, kept.as_ref());
        // Who asked about whose account is on record before anybody reads the answer.
        let is_new = self.node.calls.write(record).await?;
        let Asked { code, said, bank_us } = asked;
        Ok(if is_new {
            Heard { code, resolved, said, bank_us }
        } else {
            Heard { code: RspCode::A0326, resolved, said: None, bank_us }
        })
    }

    /// What is asked about, and whether the id is a transfer's: one look into the book.
    async fn look_up(&self) -> Result<(Resolved, bool), Stop> {
        let (hub, institution) = (self.node.hub.clone(), self.institution.clone());
        let (target, key, now) = (self.inquiry.target.clone(), self.key(), self.env.now);
        let looked = self.node.book.read(move |tx| {
            let resolved = inquiry::resolve(tx, &hub, &institution, &target, now)?;
            Ok((resolved, inquiry::transfer_is_recorded(tx, &key)?))
        });
        Ok(looked.await?)
    }

    fn key(&self) -> Key {
        Key { date: self.env.now.business_date(), id: self.inquiry.id.clone() }
    }

    fn call(&self, resolved: &Resolved, outcome: RspCode, bank_rsp_code: Option<String>) -> Call {
        Call {
            key: self.key(),
            institution: self.institution.clone(),
            asker: self.asker.clone(),
            api_tran_id: self.env.id(0).uuid(),
            purpose: self.inquiry.purpose,
            person: resolved.person,
            bank: resolved.bank.clone(),
            account: resolved.account,
            outcome: outcome.as_str().to_owned(),
            bank_rsp_code,
            asked_at: self.env.now,
            answered_at: self.node.clock.now(),
        }
    }

    /// Asks the bank, if it may be asked.
    async fn ask<M: Message + Send>(
        &self,
        resolved: &Resolved,
        question: impl FnOnce(&str) -> M + Send,
    ) -> Asked<M::Reply> {
        if let Err(decline) = resolved.decision {
            return Asked::not(decline_code(decline));
        }
        let directory = self.node.hub.directory();
        let bank = resolved.bank.as_ref().and_then(|code| directory.banks.get(code));
        let (Some(bank), Some(number)) = (bank, &resolved.account_num) else {
            return Asked::not(RspCode::A0302);
        };
        ask(&self.node, &self.policy, bank, &question(number.expose())).await
    }
}

/// Asks a bank what changes nothing there: once more if it was silent, within one deadline.
pub(crate) async fn ask<M: Message + Send>(
    node: &Arc<Node>,
    policy: &Arc<Policy>,
    bank: &Bank,
    message: &M,
) -> Asked<M::Reply> {
    match serde_json::to_vec(message).map_err(unwritable) {
        Ok(body) => ask_twice(node, policy, bank, message, &body).await,
        Err(fault) => {
            tracing::error!(why = %fault, "a bank cannot be asked");
            Asked::not(RspCode::A0016)
        }
    }
}

async fn ask_twice<M: Message + Send>(
    node: &Arc<Node>,
    policy: &Arc<Policy>,
    bank: &Bank,
    message: &M,
    body: &[u8],
) -> Asked<M::Reply> {
    let began = node.clock.now();
    let share_ms = policy.bank_deadline_ms / ATTEMPTS_MAX;
    let mut code = RspCode::A0016;
    for attempt in 1..=ATTEMPTS_MAX {
        let env = node.env();
        let Ok(place) = node.enter_to_read(&bank.code, policy, env.now) else { break };
        let question = Question {
            bank,
            path: M::PATH,
            body: body.to_vec(),
            expires_at: env.now.plus_ms(policy.bank_request_expiry_ms),
            deadline_at: began.plus_ms(share_ms * attempt),
        };
        let asked = node.bank.ask(&env, &node.hub.keys, question).await;
        node.leave(place, &bank.code, asked.heard);
        match asked.answer.map(|body| serde_json::from_slice::<M::Reply>(&body)) {
            Ok(Ok(said)) if message.fits(&said) => {
                let done = said.head().code == "000";
                let code = if done { RspCode::A0000 } else { RspCode::A0002 };
                let bank_us = Some(node.clock.now().since(began));
                return Asked { code, said: Some(said), bank_us };
            }
            Err(NoAnswer::NotSent) => {}
            // Silence, or words that cannot be relied on: as good as no answer.
            _ => code = RspCode::A0017,
        }
        if asked.heard == OnLine::Nothing {
            break;
        }
    }
    Asked { code, said: None, bank_us: Some(node.clock.now().since(began)) }
}
