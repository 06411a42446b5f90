//! Commands of the relay: load → decide → save, with the audit record in the same transaction.

use super::Bank;
use super::bankwire::WithdrawRequest;
use super::decide::{self, Effect, Known, Line, Repeat};
use super::model::{
    BankSaid, Checks, Conclusion, Decline, Due, Fingerprint, Key, Order, Outbound, Reserved, State,
    Told, Transfer,
};
use super::sql::{self, Closing, NewTransfer};
use crate::hub::Hub;
use crate::identity::{self, KnownUser};
use crate::ledger::{self, Step};
use crate::planted::{self, Bug};
use crate::policy::Policy;
use naru_base::seal::{LookupHash, Nonce};
use naru_base::{
    Answer, AuditRecord, BankTranId, BusinessDate, ClientUseCode, Env, Fault, FaultKind, Micros,
    No, Won,
};
use naru_store::Tx;
use std::sync::Arc;

/// Adds a bank or changes its entry.
pub fn bank_put(
    tx: &mut Tx<'_>,
    hub: &Arc<Hub>,
    env: &Env,
    actor: &str,
    bank: &Bank,
) -> Answer<()> {
    identity::put_bank(tx, bank, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.bank.put",
        subject: format!("bank:{}", bank.code),
        body: format!(r#"{{"active":{},"public_key":"{}"}}"#, bank.active, bank.public_key),
    });
    hub.directory_changed(tx)?;
    Ok(())
}

/// Brings an order to the book: the first commit of the money path.
///
/// `institution` is who the token belongs to, `line` whether the bank can be asked. An id that the
/// book knows is answered from the book whatever the state of the line.
pub fn reserve(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    institution: &ClientUseCode,
    order: &Order,
    line: Line,
) -> Answer<Reserved> {
    let directory = hub.directory();
    let policy = directory.policy(env.now)?;
    let today = env.now.business_date();
    let key = Key { date: today, id: order.bank_tran_id.clone() };
    let fingerprint = order.fingerprint();
    match recorded(tx, env.now, &policy, &key, &fingerprint)? {
        (Repeat::Same, found) => return Ok(Reserved::Told(Box::new(told_at(tx, hub, &found)?))),
        #[cfg(feature = "planted-bugs")]
        (Repeat::Other, _) if planted::active(Bug::ConflictApplied) => {
            let account = identity::account_hash(&hub.keys, &order.bank, &order.account_num);
            let expires_at = env.now.plus_ms(policy.bank_request_expiry_ms);
            let deadline_at = env.now.plus_ms(policy.bank_deadline_ms);
            let user = None;
            let new = New { hub, env, institution, order, key, fingerprint, account, user, policy };
            return Ok(Reserved::Ask(Box::new(new.outbound(expires_at, deadline_at))));
        }
        (Repeat::Other, _) => {
            audit_conflict(tx, env, institution, &key);
            return Ok(Reserved::Conflict);
        }
        (Repeat::New, _) => {}
    }
    if let Err(closed) = line {
        return Ok(Reserved::LineClosed(closed));
    }
    let account = identity::account_hash(&hub.keys, &order.bank, &order.account_num);
    let user = identity::known_user(tx, institution, &order.user_seq_no, &order.bank, &account)?;
    let taken = match &user {
        Some(_) if planted::active(Bug::LimitForgetsReservations) => Won::ZERO,
        Some(user) => sql::taken(tx, today, &user.person)?,
        None => Won::ZERO,
    };
    let contract = directory.contracts.iter().find(|c| {
        &c.institution == institution
            && c.account_type == order.cntr_account_type
            && c.account_num == order.cntr_account_num
    });
    let known = Known {
        institution: directory.institutions.get(institution),
        contract,
        bank: directory.banks.get(&order.bank),
        user: user.as_ref(),
        taken,
        policy: &policy,
        checks: Checks::default(),
    };
    let decided = decide::reserve(&known, order, env.now);
    let new = New { hub, env, institution, order, key, fingerprint, account, user, policy };
    match decided {
        Ok(reservation) => new.save_reservation(tx, reservation),
        Err(decline) => new.save_decline(tx, decline),
    }
}

/// What the book has under this id: today, or around midnight on the other side of it.
fn recorded(
    tx: &mut Tx<'_>,
    now: Micros,
    policy: &Policy,
    key: &Key,
    order: &Fingerprint,
) -> Result<(Repeat, Key), Fault> {
    if let Some(content) = sql::fingerprint(tx, key)? {
        return Ok((decide::repeat(Some((&content, true)), order), key.clone()));
    }
    if let Some(date) = decide::other_date(key.date, now, policy.cutover_grace_s) {
        let other = Key { date, id: key.id.clone() };
        if let Some(content) = sql::fingerprint(tx, &other)? {
            return Ok((decide::repeat(Some((&content, false)), order), other));
        }
    }
    Ok((Repeat::New, key.clone()))
}

/// An order that the book did not know, on its way into it.
struct New<'n> {
    hub: &'n Hub,
    env: &'n Env,
    institution: &'n ClientUseCode,
    order: &'n Order,
    key: Key,
    fingerprint: Fingerprint,
    account: LookupHash,
    user: Option<KnownUser>,
    policy: Policy,
}

impl New<'_> {
    fn save_reservation(
        self,
        tx: &mut Tx<'_>,
        reservation: decide::Reservation,
    ) -> Answer<Reserved> {
        let decide::Reservation { fee, limit_remain } = reservation;
        let Some(KnownUser { person, sealed_key: Some(wrapped), .. }) = &self.user else {
            return Err(corrupt(&self.key, "was reserved for nobody").into());
        };
        let key = identity::person_key(&self.hub.keys, person, wrapped)?;
        let details = serde_json::to_vec(&self.order.kept()).map_err(unwritable)?;
        let sealed = key.seal("relay_order", &details, Nonce::of(self.env, 1));
        let now = self.env.now;
        let expires_at = now.plus_ms(self.policy.bank_request_expiry_ms);
        let deadline_at = now.plus_ms(self.policy.bank_deadline_ms);
        let first_inquiry = deadline_at.plus_ms(self.policy.inquiry_first_ms);
        let record = NewTransfer {
            state: State::Reserved,
            person: Some(person),
            fee,
            expires_at,
            next_inquiry_at: Some(first_inquiry),
            limit_remain: Some(limit_remain),
            sealed_order: Some(&sealed),
            ..self.record()
        };
        sql::add_transfer(tx, &NewTransfer { api_tran_id: &self.api_tran_id(), ..record })?;
        let (bank, amount) = (&self.order.bank, self.order.amount);
        sql::take(tx, self.key.date, person, amount)?;
        let entries = decide::reserve_entries(bank, self.institution, amount)
            .ok_or_else(|| corrupt(&self.key, "has an amount without a mirror"))?;
        ledger::post(tx, self.key.date, &self.key.id, Step::Reserve, &entries)?;
        self.audit(
            tx,
            "relay.withdraw.reserved",
            format!(
                r#"{{"amount":{amount},"bank":"{bank}","fee":{fee},"limit_remain":{limit_remain}}}"#
            ),
        );
        Ok(Reserved::Ask(Box::new(self.outbound(expires_at, deadline_at))))
    }

    fn save_decline(self, tx: &mut Tx<'_>, decline: Decline) -> Answer<Reserved> {
        let record = NewTransfer {
            person: self.user.as_ref().map(|u| &u.person),
            closed_at: Some(self.env.now),
            reason: Some(decline.code()),
            ..self.record()
        };
        sql::add_transfer(tx, &NewTransfer { api_tran_id: &self.api_tran_id(), ..record })?;
        let (bank, amount) = (&self.order.bank, self.order.amount);
        self.audit(
            tx,
            "relay.withdraw.refused",
            format!(r#"{{"amount":{amount},"bank":"{bank}","reason":"{}"}}"#, decline.code()),
        );
        Ok(Reserved::Told(Box::new(Told {
            key: self.key,
            state: State::Refused,
            decline: Some(decline),
            bank: None,
            limit_remain: None,
        })))
    }

    fn record(&self) -> NewTransfer<'_> {
        NewTransfer {
            key: &self.key,
            institution: self.institution.as_str(),
            state: State::Refused,
            fingerprint: &self.fingerprint,
            api_tran_id: "",
            person: None,
            bank: &self.order.bank,
            account: &self.account,
            amount: self.order.amount,
            fee: Won::ZERO,
            checks: Checks::default(),
            created_at: self.env.now,
            expires_at: self.env.now,
            next_inquiry_at: None,
            closed_at: None,
            reason: None,
            limit_remain: None,
            sealed_order: None,
        }
    }

    fn api_tran_id(&self) -> String {
        self.env.id(0).uuid()
    }

    fn audit(&self, tx: &mut Tx<'_>, action: &'static str, body: String) {
        tx.audit(AuditRecord {
            at: self.env.now,
            actor: format!("institution:{}", self.institution),
            action,
            subject: format!("transfer:{}", self.key),
            body,
        });
    }

    fn outbound(self, expires_at: Micros, deadline_at: Micros) -> Outbound {
        let order = self.order;
        Outbound {
            request: WithdrawRequest {
                bank_tran_id: order.bank_tran_id.to_string(),
                business_date: self.key.date.to_string(),
                account_num: order.account_num.clone(),
                tran_amt: order.amount.to_string(),
                print_content: order.details.wd_print_content.clone(),
                req_client_name: order.details.req_client_name.clone(),
            },
            key: self.key,
            bank: order.bank.clone(),
            amount: order.amount,
            expires_at,
            deadline_at,
        }
    }
}

/// What came of a conclusion.
pub struct Concluded {
    /// Where the transfer stands now, as the institution is to be told.
    pub told: Told,
    /// What this conclusion changed.
    pub effect: Effect,
}

/// Records what is proven about a transfer: the second commit of the money path, and of each
/// inquiry. Safe to repeat; a final transfer never moves.
pub fn conclude(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    actor: &str,
    key: &Key,
    conclusion: &Conclusion,
) -> Answer<Concluded> {
    let mut transfer =
        sql::find(tx, key)?.ok_or_else(|| corrupt(key, "was concluded but never recorded"))?;
    let effect = decide::conclude(transfer.state, conclusion);
    match effect {
        Effect::Move(State::InDoubt) => {
            let policy = hub.directory().policy(env.now)?;
            doubt(tx, env, actor, &policy, &mut transfer, conclusion)?;
        }
        Effect::Move(state) => close(tx, hub, env, actor, &mut transfer, state, conclusion)?,
        Effect::Contradiction => tx.audit(AuditRecord {
            at: env.now,
            actor: actor.to_owned(),
            action: "relay.withdraw.contradicted",
            subject: format!("transfer:{key}"),
            body: format!(
                r#"{{"said":"{}","state":"{}"}}"#,
                said_code(conclusion),
                transfer.state.as_str()
            ),
        }),
        #[cfg(feature = "planted-bugs")]
        Effect::Confirmed if planted::active(Bug::ConclusionBooksTwice) => {
            let entries = decide::closing_entries(&transfer, transfer.state == State::Settled);
            ledger::book_again(tx, &entries.unwrap_or_default())?;
        }
        Effect::Confirmed | Effect::Nothing => {}
    }
    let said = match (effect, conclusion) {
        (Effect::Move(_), Conclusion::Paid(said) | Conclusion::NotPaid(said)) => Some(said.clone()),
        _ => opened_reply(hub, &transfer)?,
    };
    Ok(Concluded { told: told(&transfer, said), effect })
}

fn doubt(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    policy: &Policy,
    transfer: &mut Transfer,
    conclusion: &Conclusion,
) -> Result<(), Fault> {
    let first = transfer.state == State::Reserved;
    let asked = if first { 0 } else { transfer.inquiry_count + 1 };
    let next = env.now.plus_ms(decide::inquiry_pause_ms(policy, asked));
    let why = said_code(conclusion);
    sql::doubt(tx, &transfer.key, next, asked, &why)?;
    // Later inquiries that prove nothing change no decision: the row counts them.
    if first {
        tx.audit(AuditRecord {
            at: env.now,
            actor: actor.to_owned(),
            action: "relay.withdraw.doubted",
            subject: format!("transfer:{}", transfer.key),
            body: format!(r#"{{"why":"{why}"}}"#),
        });
    }
    transfer.state = State::InDoubt;
    transfer.inquiry_count = asked;
    transfer.reason = Some(why);
    Ok(())
}

fn close(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    actor: &str,
    transfer: &mut Transfer,
    state: State,
    conclusion: &Conclusion,
) -> Answer<()> {
    let said = match conclusion {
        Conclusion::Paid(said) | Conclusion::NotPaid(said) => Some(said),
        Conclusion::NotSent | Conclusion::Doubt(_) => None,
    };
    let sealed = said.map(|said| seal_reply(hub, env, transfer, said)).transpose()?;
    let bank_tran_date = said.and_then(|s| BusinessDate::parse(&s.tran_date));
    let closing = Closing {
        state,
        at: env.now,
        reason: if said.is_none() { Some("not-sent") } else { None },
        bank_rsp_code: said.map(|s| s.code.as_str()),
        bank_tran_date,
        sealed_reply: sealed.as_ref().and_then(|s| s.as_deref()),
    };
    sql::close(tx, &transfer.key, &closing)?;
    let settled = state == State::Settled;
    let entries = decide::closing_entries(transfer, settled)
        .ok_or_else(|| corrupt(&transfer.key, "has an amount without a mirror"))?;
    ledger::post(tx, transfer.key.date, &transfer.key.id, Step::Close, &entries)?;
    if !settled && let Some(person) = &transfer.person {
        sql::give_back(tx, transfer.key.date, person, transfer.amount)?;
    }
    let action = if settled { "relay.withdraw.settled" } else { "relay.withdraw.released" };
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action,
        subject: format!("transfer:{}", transfer.key),
        body: format!(
            r#"{{"amount":{},"bank_rsp_code":"{}"}}"#,
            transfer.amount,
            said_code(conclusion)
        ),
    });
    transfer.state = state;
    transfer.bank_rsp_code = said.map(|s| s.code.clone());
    transfer.bank_tran_date = bank_tran_date;
    transfer.reason = closing.reason.map(str::to_owned);
    transfer.sealed_reply = sealed.flatten();
    Ok(())
}

fn said_code(conclusion: &Conclusion) -> String {
    match conclusion {
        // The bank's words go into JSON: only what a code may hold.
        Conclusion::Paid(said) | Conclusion::NotPaid(said) => {
            said.code.chars().filter(char::is_ascii_alphanumeric).take(3).collect()
        }
        Conclusion::NotSent => "not-sent".to_owned(),
        Conclusion::Doubt(doubt) => doubt.as_str().to_owned(),
    }
}

/// Seals the bank's words with the person's key; `None` once the person was erased.
fn seal_reply(
    hub: &Hub,
    env: &Env,
    transfer: &Transfer,
    said: &BankSaid,
) -> Answer<Option<Vec<u8>>> {
    let (Some(person), Some(wrapped)) = (&transfer.person, &transfer.sealed_key) else {
        return Ok(None);
    };
    let key = identity::person_key(&hub.keys, person, wrapped)?;
    let text = serde_json::to_vec(said).map_err(unwritable)?;
    Ok(Some(key.seal("relay_reply", &text, Nonce::of(env, 2))))
}

fn opened_reply(hub: &Hub, transfer: &Transfer) -> Answer<Option<BankSaid>> {
    open(hub, transfer, "relay_reply", transfer.sealed_reply.as_deref())
}

fn open<T: serde::de::DeserializeOwned>(
    hub: &Hub,
    transfer: &Transfer,
    context: &str,
    sealed: Option<&[u8]>,
) -> Answer<Option<T>> {
    let (Some(person), Some(wrapped), Some(sealed)) =
        (&transfer.person, &transfer.sealed_key, sealed)
    else {
        return Ok(None);
    };
    let key = identity::person_key(&hub.keys, person, wrapped)?;
    let unreadable = |e: Box<dyn std::error::Error + Send + Sync>| {
        let what = format!("a sealed column of transfer {} does not open", transfer.key);
        No::from(Fault::because(FaultKind::Permanent, what, e))
    };
    let text = key.open(context, sealed).map_err(|e| unreadable(e.into()))?;
    serde_json::from_slice(text.expose()).map(Some).map_err(|e| unreadable(e.into()))
}

fn told(transfer: &Transfer, bank: Option<BankSaid>) -> Told {
    Told {
        key: transfer.key.clone(),
        state: transfer.state,
        decline: transfer.reason.as_deref().and_then(Decline::parse),
        bank,
        limit_remain: transfer.limit_remain,
    }
}

fn told_at(tx: &mut Tx<'_>, hub: &Hub, key: &Key) -> Answer<Told> {
    let transfer = sql::find(tx, key)?.ok_or_else(|| corrupt(key, "vanished while it was read"))?;
    let said = opened_reply(hub, &transfer)?;
    Ok(told(&transfer, said))
}

fn audit_conflict(tx: &mut Tx<'_>, env: &Env, institution: &ClientUseCode, key: &Key) {
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("institution:{institution}"),
        action: "relay.withdraw.conflict",
        subject: format!("transfer:{key}"),
        body: "{}".to_owned(),
    });
}

/// Open transfers whose bank is to be asked by now, at most `limit` for each bank.
pub fn due(tx: &mut Tx<'_>, now: Micros, limit: i64) -> Answer<Vec<Due>> {
    Ok(sql::due(tx, now, limit)?)
}

/// A transfer found for a result inquiry, with what its institution may see of it.
#[derive(Clone)]
pub struct Found {
    /// The transfer.
    pub transfer: Transfer,
    /// What is to be told about it.
    pub told: Told,
    /// The order; `None` once the person was erased, or if it was declined.
    pub order: Option<super::KeptOrder>,
}

/// Finds a transfer for `/transfer/result`: id, date and amount must all match. The date is the
/// bank's, or the one on which the order was given (all that is known when no answer came).
pub fn find_result(
    tx: &mut Tx<'_>,
    hub: &Hub,
    institution: &ClientUseCode,
    date: BusinessDate,
    id: &BankTranId,
    amount: Won,
) -> Answer<Option<Found>> {
    if !id.is_of(institution) {
        return Ok(None);
    }
    let fits = |t: &Transfer| t.amount == amount && t.state != State::Refused;
    let ours = sql::find(tx, &Key { date, id: id.clone() })?.filter(fits);
    let found = match ours {
        Some(transfer) => Some(transfer),
        None => sql::find_by_bank_date(tx, date, id)?.filter(fits),
    };
    let Some(transfer) = found else { return Ok(None) };
    let said = opened_reply(hub, &transfer)?;
    let order = open(hub, &transfer, "relay_order", transfer.sealed_order.as_deref())?;
    Ok(Some(Found { told: told(&transfer, said), order, transfer }))
}

fn corrupt(key: &Key, what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("transfer {key} {what}"))
}

fn unwritable(e: serde_json::Error) -> Fault {
    Fault::because(FaultKind::Permanent, "could not write a value as JSON", e)
}
