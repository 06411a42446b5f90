//! Claims for the return of a deposit (자금반환청구). A claim is a transfer of its own, of the kind
//! `return`: reserved while it is sent, in doubt while the bank takes its time, settled when the
//! money is back, released when the bank has refused.
//!
//! Invariant: what is claimed of one deposit and not refused is never more than the deposit was.

use super::bankwire::{Request, ReturnRequest};
use super::decide::{self, ClaimKnown, Line, Original, Reservation};
use super::model::{Check, Key, Reserved, State, Told, Transfer};
use super::order::{Content, Fingerprint, KeptOrder, Kind, NO_BANK};
use super::seal;
use super::service::{Holder, New, known};
use super::{found, sql};
use crate::hub::Hub;
use crate::identity::{self, ContractPurpose};
use crate::planted::{self, Bug};
use naru_base::{Answer, BankCode, BankTranId, BusinessDate, ClientUseCode, Env, Won};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// A claim, every field valid by itself. No Debug: account numbers are personal.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// The claim's own id.
    pub bank_tran_id: BankTranId,
    /// The deposit's date: the bank's, or the one on which it was ordered.
    pub original_date: BusinessDate,
    /// The deposit's id.
    pub original_id: BankTranId,
    /// What the deposit was.
    pub original_amount: Won,
    /// The payee's bank.
    pub bank: BankCode,
    /// The payee's account.
    pub account_num: String,
    /// The handle that named the account; empty if its number did.
    pub handle: String,
    /// The bank of the account that paid.
    pub paying_bank: BankCode,
    /// What is claimed back of it.
    pub amount: Won,
    /// The account to which it is to come back: the paying account; empty if not said.
    pub return_account_num: String,
    /// Why, and to whom the bank may turn.
    pub details: ClaimDetails,
}

/// Fields of a claim that decide nothing in the relay.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimDetails {
    /// `claim_code`.
    pub code: String,
    /// `claim_message`.
    pub message: String,
    /// `use_org_contact`.
    pub contact: String,
    /// `use_org_email`.
    pub email: String,
}

/// What is kept of a claim, sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptClaim {
    /// The payee's account.
    pub account_num: String,
    /// The handle that named it; empty if its number did.
    pub handle: String,
    /// The account to which it comes back.
    pub return_account_num: String,
    /// What the deposit was.
    pub original_amount: i64,
    /// Why, and to whom the bank may turn.
    pub details: ClaimDetails,
}

impl Claim {
    /// The hash of everything but the id. An account that was named by a handle counts by that.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut content = Content::new("naru-claim-1");
        let (date, amounts) = (
            self.original_date.to_string(),
            [self.original_amount.to_string(), self.amount.to_string()],
        );
        let account = match self.handle.as_str() {
            "" => [self.bank.as_str(), self.account_num.as_str()],
            handle => ["handle", handle],
        };
        let details = &self.details;
        for text in [date.as_str(), self.original_id.as_str(), &amounts[0], &amounts[1]]
            .into_iter()
            .chain(account)
            .chain([self.paying_bank.as_str(), &self.return_account_num])
            .chain([details.code.as_str(), &details.message, &details.contact, &details.email])
        {
            content.put(text);
        }
        content.end()
    }

    fn kept(&self) -> KeptClaim {
        KeptClaim {
            account_num: self.account_num.clone(),
            handle: self.handle.clone(),
            return_account_num: self.return_account_num.clone(),
            original_amount: self.original_amount.get(),
            details: self.details.clone(),
        }
    }
}

/// Brings a claim to the book, as [`super::reserve`] does with an order.
pub fn claim(
    tx: &mut Tx<'_>,
    hub: &Hub,
    env: &Env,
    institution: &ClientUseCode,
    claim: &Claim,
    line: Line,
) -> Answer<Reserved> {
    let policy = hub.rules(institution, env.now)?;
    let fingerprint = claim.fingerprint();
    let new = New {
        hub,
        env,
        institution,
        kind: Kind::Return,
        fingerprint: &fingerprint,
        bank: &claim.bank,
        account: identity::account_hash(&hub.keys, &claim.bank, &claim.account_num),
        amount: claim.amount,
        owner: Holder::Nobody,
        // A declined claim names what it claimed, whether or not there is such a deposit.
        original: Some(Key { date: claim.original_date, id: claim.original_id.clone() }),
        policy: &policy,
        cover: Check::Absent,
        key: Key { date: env.now.business_date(), id: claim.bank_tran_id.clone() },
    };
    if let Some(told) = known(tx, &new)? {
        return Ok(told);
    }
    if let Err(closed) = line {
        return Ok(Reserved::LineClosed(closed));
    }
    decide_on(tx, new, claim)
}

/// Loads what a decision on a new claim needs, decides, saves.
fn decide_on(tx: &mut Tx<'_>, new: New<'_>, claim: &Claim) -> Answer<Reserved> {
    let New { hub, env, institution, .. } = new;
    let directory = hub.directory();
    let deposit = deposit(tx, institution, claim)?;
    let returned = match &deposit {
        Some(_) if planted::active(Bug::ReturnsUncounted) => Won::ZERO,
        Some(it) => sql::claimed(tx, &it.key)?,
        None => Won::ZERO,
    };
    let contract = directory
        .contracts
        .iter()
        .find(|c| &c.institution == institution && c.purpose == ContractPurpose::Deposit);
    let original = deposit.as_ref().map(|it| Original {
        is_done: it.state == State::Settled,
        is_to_this_account: it.bank == claim.bank && it.account == new.account,
        is_from_this_bank: contract.is_some_and(|c| c.bank == claim.paying_bank),
        amount: it.amount,
        returned,
        ordered_at: it.created_at,
    });
    let facts = ClaimKnown {
        institution: directory.institutions.get(institution),
        standing: directory.standing(institution, env.now),
        contract: contract.filter(|c| {
            claim.return_account_num.is_empty() || c.account_num == claim.return_account_num
        }),
        is_account_known: claim.bank.as_str() != NO_BANK,
        bank: directory.banks.get(&claim.bank),
        original: original.as_ref(),
        policy: new.policy,
    };
    let decided = decide::claim(&facts, claim.amount, env.now);
    let new = match deposit {
        Some(Transfer { key, person, sealed_key, .. }) => New {
            owner: person.map_or(Holder::Nobody, |person| Holder::Person(person, sealed_key)),
            original: Some(key),
            ..new
        },
        None => new,
    };
    match decided {
        Ok(()) => {
            let request = request(claim, &new);
            let free = Reservation { fee: Won::ZERO, limit_remain: None };
            new.save_reservation(tx, free, &claim.kept(), request)
        }
        Err(decline) => new.save_decline(tx, decline),
    }
}

/// The deposit that is claimed, if its institution ordered one by this name and amount.
fn deposit(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    claim: &Claim,
) -> Answer<Option<Transfer>> {
    let name = (claim.original_date, &claim.original_id);
    found::find(tx, institution, name, claim.original_amount, Kind::Deposit)
}

fn request(claim: &Claim, new: &New<'_>) -> Request {
    let original = new.original.as_ref();
    Request::Return(ReturnRequest {
        bank_tran_id: new.key.id.to_string(),
        business_date: new.key.date.to_string(),
        org_bank_tran_id: claim.original_id.to_string(),
        org_business_date: original.map_or(String::new(), |key| key.date.to_string()),
        account_num: claim.account_num.clone(),
        tran_amt: claim.amount.to_string(),
        claim_code: claim.details.code.clone(),
        claim_message: claim.details.message.clone(),
    })
}

/// A claim found for `/return/result`.
#[derive(Clone)]
pub struct FoundClaim {
    /// The claim as a transfer.
    pub transfer: Transfer,
    /// The deposit.
    pub original: Key,
    /// What is to be told about it.
    pub told: Told,
    /// The claim's own fields; `None` once the person was erased.
    pub claim: Option<KeptClaim>,
    /// The deposit's, for what it paid and to whom; `None` once the person was erased.
    pub deposit: Option<KeptOrder>,
}

/// Finds a claim by its date (the bank's, or the one on which it was made) and id.
pub fn find_claim(
    tx: &mut Tx<'_>,
    hub: &Hub,
    institution: &ClientUseCode,
    name: (BusinessDate, &BankTranId),
) -> Answer<Option<FoundClaim>> {
    let Some(transfer) = found::find_any_amount(tx, institution, name, Kind::Return)? else {
        return Ok(None);
    };
    let Some(original) = sql::original(tx, &transfer.key)? else { return Ok(None) };
    let deposit = match sql::find(tx, &original)? {
        Some(it) => seal::open(&hub.keys, &it, "relay_order", it.sealed_order.as_deref())?,
        None => None,
    };
    let said = seal::opened_reply(hub, &transfer)?;
    let claim = seal::open(&hub.keys, &transfer, "relay_order", transfer.sealed_order.as_deref())?;
    Ok(Some(FoundClaim { told: found::told(&transfer, said), original, claim, deposit, transfer }))
}
