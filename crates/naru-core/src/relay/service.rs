//! Commands of the relay: load → decide → save, with the audit record in the same transaction.

use super::Bank;
use super::bankwire::{DepositRequest, Request, WithdrawRequest};
use super::decide::{self, Known, Line, Repeat, Reservation};
use super::decline::Decline;
use super::found::told_at;
use super::model::{Check, Checks, Key, Outbound, Reserved, State, Told};
use super::order::{Deed, Fingerprint, Kind, Order};
use super::seal::{self, Owner};
use super::sql::{self, NewTransfer};
use super::sql_use;
use crate::hub::{Directory, Gates, Hub};
use crate::identity::{self, KnownUser};
use crate::ledger::{self, Step};
use crate::planted::{self, Bug};
use crate::policy::Policy;
use crate::surety;
use naru_base::seal::LookupHash;
use naru_base::{Answer, AuditRecord, BankCode, ClientUseCode, Env, Fault, FaultKind, Micros, Won};
use naru_store::Tx;
use serde::Serialize;
use std::sync::Arc;

/// Adds a bank or changes its entry.
pub fn bank_put(
    tx: &mut Tx<'_>,
    hub: &Arc<Hub>,
    env: &Env,
    actor: &str,
    bank: &Bank,
) -> Answer<()> {
    identity::enter_bank(tx, env, actor, bank)?;
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
    let policy = hub.rules(institution, env.now)?;
    let key = Key { date: env.now.business_date(), id: order.bank_tran_id.clone() };
    let fingerprint = order.fingerprint();
    let new = New {
        hub,
        env,
        institution,
        kind: order.kind,
        fingerprint: &fingerprint,
        bank: &order.bank,
        account: identity::account_hash(&hub.keys, &order.bank, &order.account_num),
        amount: order.amount,
        owner: Holder::Nobody,
        original: None,
        policy: &policy,
        cover: Check::Absent,
        key,
    };
    // A new id is the rule, and the insert itself finds one that is not: looking it up first would
    // cost every order a statement. It is looked up where an insert would not tell.
    let beside = decide::other_date(new.key.date, env.now, policy.cutover_grace_s);
    if line.is_err() || beside.is_some() || planted::active(Bug::ConflictApplied) {
        match known(tx, &new)? {
            #[cfg(feature = "planted-bugs")]
            Some(Reserved::Conflict) if planted::active(Bug::ConflictApplied) => {
                let request = request(order, &new.key, String::new());
                return Ok(Reserved::Ask(Box::new(new.outbound(request))));
            }
            Some(told) => return Ok(told),
            None => {}
        }
    }
    if let Err(closed) = line {
        return Ok(Reserved::LineClosed(closed));
    }
    decide_on(tx, new, order)
}

/// Loads what a decision on a new order needs, decides, saves.
fn decide_on(tx: &mut Tx<'_>, new: New<'_>, order: &Order) -> Answer<Reserved> {
    let New { hub, env, institution, .. } = new;
    let directory = hub.directory();
    let user = match order.user() {
        Some(user) => identity::known_user(tx, institution, user, &order.bank, &new.account)?,
        None => Arc::default(),
    };
    let user = user.as_ref().as_ref();
    let taken = match user {
        Some(_) if planted::active(Bug::LimitForgetsReservations) => Won::ZERO,
        Some(user) if order.kind == Kind::Withdraw => sql::taken(tx, new.key.date, &user.person)?,
        _ => Won::ZERO,
    };
    let drawn = match order.kind {
        Kind::Deposit => drawn(tx, institution)?,
        Kind::Withdraw | Kind::Return | Kind::Fund => Won::ZERO,
    };
    let contract = directory.contracts.iter().find(|c| {
        &c.institution == institution
            && c.account_type == order.cntr_account_type
            && c.account_num == order.cntr_account_num
    });
    let named = (institution.clone(), order.cntr_account_num.clone());
    let known = Known {
        institution: directory.institutions.get(institution),
        contract,
        pass_phrase: match order.kind {
            Kind::Deposit => directory.pass_phrases.get(&named),
            _ => None,
        },
        bank: directory.banks.get(&order.bank),
        account: new.account,
        user,
        taken,
        used: sql_use::used(tx, institution, new.key.date, order.kind)?,
        drawn,
        policy: new.policy,
        standing: directory.standing(institution, env.now),
        free_cover: match (order.kind, directory.gates) {
            (Kind::Withdraw, Gates::Asked) if directory.sandbox.is_none() => {
                Some(free_cover(tx, &directory, institution, env.now)?)
            }
            // Nothing in a sandbox can be lost, so nothing covers it.
            _ => None,
        },
    };
    let decided = decide::reserve(&known, order, env.now);
    let (owner, cover) = (user.map_or(Holder::Nobody, Holder::of), known.check_cover(order));
    let new = New { owner, cover, ..new };
    match decided {
        Ok(reservation) => {
            let payee = payee_name(tx, hub, institution, order, user)?;
            let request = request(order, &new.key, payee);
            new.save_reservation(tx, reservation, &order.kept(), request)
        }
        Err(decline) => new.save_decline(tx, decline),
    }
}

/// What an institution may still withdraw before its surety cover is used up.
fn free_cover(
    tx: &mut Tx<'_>,
    directory: &Directory,
    institution: &ClientUseCode,
    now: Micros,
) -> Result<Won, Fault> {
    surety::free(tx, directory.covers.get(institution), institution, now)
}

/// What an institution has drawn from its paying account, reservations counted.
fn drawn(tx: &mut Tx<'_>, institution: &ClientUseCode) -> Result<Won, Fault> {
    let (posted, pending) = ledger::balance(tx, &ledger::paying_account(institution))?;
    if planted::active(Bug::FundsForgetReservations) {
        return Ok(posted);
    }
    posted
        .plus(pending)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a paying account's balance does not fit"))
}

/// The name that the bank is to compare; empty if none.
fn payee_name(
    tx: &mut Tx<'_>,
    hub: &Hub,
    institution: &ClientUseCode,
    order: &Order,
    user: Option<&KnownUser>,
) -> Result<String, Fault> {
    let Some(deposit) = order.details.deposit.as_ref().filter(|d| d.name_check) else {
        return Ok(String::new());
    };
    let registered = match (order.user(), user) {
        (Some(number), Some(KnownUser { person, sealed_key: Some(wrapped), .. })) => {
            let of = (person, wrapped.as_slice());
            identity::registered_name(tx, &hub.keys, institution, number, of)?
        }
        _ => None,
    };
    Ok(registered.unwrap_or_else(|| deposit.payee_name.clone()))
}

fn request(order: &Order, key: &Key, payee_name: String) -> Request {
    let bank_tran_id = key.id.to_string();
    let business_date = key.date.to_string();
    let account_num = order.account_num.clone();
    let tran_amt = order.amount.to_string();
    let req_client_name = order.details.req_client_name.clone();
    match order.kind {
        Kind::Deposit => Request::Deposit(DepositRequest {
            bank_tran_id,
            business_date,
            account_num,
            tran_amt,
            print_content: order.details.dps_print_content.clone(),
            req_client_name,
            payee_name,
        }),
        Kind::Withdraw | Kind::Return | Kind::Fund => Request::Withdraw(WithdrawRequest {
            bank_tran_id,
            business_date,
            account_num,
            tran_amt,
            print_content: order.details.wd_print_content.clone(),
            req_client_name,
        }),
    }
}

/// What the book says of an id that it knows already.
pub(super) fn known(tx: &mut Tx<'_>, new: &New<'_>) -> Answer<Option<Reserved>> {
    let New { hub, env, policy, key, fingerprint, .. } = new;
    match recorded(tx, env.now, policy, key, fingerprint)? {
        (Repeat::New, _) => Ok(None),
        (Repeat::Same, found) => Ok(Some(Reserved::Told(Box::new(told_at(tx, hub, &found)?)))),
        (Repeat::Other, _) => {
            new.audit(tx, Deed::Conflict, "{}".to_owned());
            Ok(Some(Reserved::Conflict))
        }
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

/// Whose account a new transfer moves.
#[derive(Clone)]
pub(super) enum Holder {
    /// Nobody's that is registered here.
    Nobody,
    /// A person's, whose wrapped key is gone once the person was erased.
    Person(LookupHash, Option<Vec<u8>>),
}

impl Holder {
    fn of(user: &KnownUser) -> Holder {
        Holder::Person(user.person, user.sealed_key.clone())
    }
    const fn person(&self) -> Option<&LookupHash> {
        match self {
            Holder::Nobody => None,
            Holder::Person(person, _) => Some(person),
        }
    }
    fn owner<'o>(&'o self, key: &'o Key) -> Owner<'o> {
        match self {
            Holder::Nobody => Owner::Nobody(key),
            Holder::Person(_, None) => Owner::Erased,
            Holder::Person(person, Some(wrapped)) => Owner::Person(person, wrapped),
        }
    }
}

/// A transfer that the book did not know, on its way into it.
#[derive(Clone)]
pub(super) struct New<'n> {
    pub(super) hub: &'n Hub,
    pub(super) env: &'n Env,
    pub(super) institution: &'n ClientUseCode,
    pub(super) kind: Kind,
    pub(super) key: Key,
    pub(super) fingerprint: &'n Fingerprint,
    pub(super) bank: &'n BankCode,
    pub(super) account: LookupHash,
    pub(super) amount: Won,
    pub(super) owner: Holder,
    /// Of a return: the deposit.
    pub(super) original: Option<Key>,
    pub(super) policy: &'n Policy,
    /// What surety says to it.
    pub(super) cover: Check,
}

impl New<'_> {
    /// Sets the money aside; gives what is to be sent.
    pub(super) fn save_reservation(
        self,
        tx: &mut Tx<'_>,
        reservation: Reservation,
        kept: &impl Serialize,
        request: Request,
    ) -> Answer<Reserved> {
        let Reservation { fee, limit_remain } = reservation;
        let (hub, env) = (self.hub, self.env);
        let owner = self.owner.owner(&self.key);
        let sealed = seal::seal(hub, env, owner, ("relay_order", 1), kept)?;
        let record = NewTransfer {
            state: State::Reserved,
            fee,
            expires_at: self.expires_at(),
            next_inquiry_at: Some(self.deadline_at().plus_ms(self.policy.inquiry_first_ms)),
            limit_remain,
            sealed_order: sealed.as_deref(),
            ..self.record()
        };
        if !sql::add_transfer(tx, &NewTransfer { api_tran_id: &self.api_tran_id(), ..record })? {
            return self.found(tx);
        }
        let (bank, amount, date) = (self.bank, self.amount, self.key.date);
        if let (Some(_), Some(person)) = (limit_remain, self.owner.person()) {
            sql::take(tx, date, person, amount)?;
        }
        if self.kind.is_reserved() {
            sql_use::add(tx, self.institution, date, self.kind, amount, fee)?;
        }
        let entries = decide::reserve_entries(self.kind, bank, self.institution, amount)
            .ok_or_else(|| corrupt(&self.key, "has an amount without a mirror"))?;
        ledger::post(tx, date, &self.key.id, Step::Reserve, &entries)?;
        let body = match limit_remain {
            Some(remain) => format!(
                r#"{{"amount":{amount},"bank":"{bank}","fee":{fee},"limit_remain":{remain}}}"#
            ),
            None => format!(r#"{{"amount":{amount},"bank":"{bank}","fee":{fee}}}"#),
        };
        self.audit(tx, Deed::Reserved, body);
        Ok(Reserved::Ask(Box::new(self.outbound(request))))
    }

    /// Records that it was decided against.
    pub(super) fn save_decline(self, tx: &mut Tx<'_>, decline: Decline) -> Answer<Reserved> {
        let record = NewTransfer {
            closed_at: Some(self.env.now),
            reason: Some(decline.code()),
            ..self.record()
        };
        if !sql::add_transfer(tx, &NewTransfer { api_tran_id: &self.api_tran_id(), ..record })? {
            return self.found(tx);
        }
        let (bank, amount) = (self.bank, self.amount);
        self.audit(
            tx,
            Deed::Refused,
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

    /// The id was in the book already: nothing was written, and the book answers.
    fn found(&self, tx: &mut Tx<'_>) -> Answer<Reserved> {
        let found = known(tx, self)?;
        Ok(found.ok_or_else(|| corrupt(&self.key, "is recorded and cannot be found"))?)
    }

    pub(super) fn record(&self) -> NewTransfer<'_> {
        NewTransfer {
            key: &self.key,
            institution: self.institution.as_str(),
            kind: self.kind,
            state: State::Refused,
            fingerprint: self.fingerprint,
            api_tran_id: "",
            person: self.owner.person(),
            bank: self.bank,
            account: &self.account,
            amount: self.amount,
            fee: Won::ZERO,
            checks: self.checks(),
            created_at: self.env.now,
            expires_at: self.env.now,
            next_inquiry_at: None,
            closed_at: None,
            reason: None,
            limit_remain: None,
            sealed_order: None,
            original: self.original.as_ref(),
        }
    }

    /// What the slots of the commit answered. Fraud detection has no slice yet.
    fn checks(&self) -> Checks {
        let standing = self.hub.directory().standing(self.institution, self.env.now);
        Checks { standing: Check::of(standing), cover: self.cover, ..Checks::default() }
    }

    pub(super) fn api_tran_id(&self) -> String {
        self.env.id(0).uuid()
    }

    fn expires_at(&self) -> Micros {
        self.env.now.plus_ms(self.policy.bank_request_expiry_ms)
    }

    fn deadline_at(&self) -> Micros {
        self.env.now.plus_ms(self.policy.bank_deadline_ms)
    }

    pub(super) fn audit(&self, tx: &mut Tx<'_>, deed: Deed, body: String) {
        tx.audit(AuditRecord {
            at: self.env.now,
            actor: format!("institution:{}", self.institution),
            action: self.kind.deed(deed),
            subject: format!("transfer:{}", self.key),
            body,
        });
    }

    fn outbound(self, request: Request) -> Outbound {
        Outbound {
            request,
            bank: self.bank.clone(),
            amount: self.amount,
            expires_at: self.expires_at(),
            deadline_at: self.deadline_at(),
            key: self.key,
        }
    }
}

pub(super) fn corrupt(key: &Key, what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("transfer {key} {what}"))
}
