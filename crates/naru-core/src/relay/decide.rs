//! Where a withdrawal is decided. Pure: facts, rules and a given time in; an outcome out.

use super::model::{
    Check, Checks, Conclusion, Decline, Event, Fingerprint, LineClosed, Order, State, Transfer,
};
use crate::identity::{Consent, Contract, ContractPurpose, Institution, KnownUser, agreed};
use crate::ledger::{self, Entry};
use crate::planted::{self, Bug};
use crate::policy::Policy;
use crate::relay::Bank;
use naru_base::{BankCode, BusinessDate, ClientUseCode, Micros, Won};

/// Everything that is known when an order comes to the book.
pub struct Known<'k> {
    /// Who orders.
    pub institution: Option<&'k Institution>,
    /// The contract account named in the order, whatever its purpose.
    pub contract: Option<&'k Contract>,
    /// The customer's bank.
    pub bank: Option<&'k Bank>,
    /// The user, and the account if registered.
    pub user: Option<&'k KnownUser>,
    /// What the person has taken from today's limit, reservations counted.
    pub taken: Won,
    /// The rules in force.
    pub policy: &'k Policy,
    /// Answers of the slices that come later.
    pub checks: Checks,
}

/// An order that may go ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// What the institution pays once settled.
    pub fee: Won,
    /// What is left of the person's limit after it.
    pub limit_remain: Won,
}

/// Decides on an order; the first reason against it, in the order of [`Decline`].
pub fn reserve(known: &Known<'_>, order: &Order, now: Micros) -> Result<Reservation, Decline> {
    if !known.institution.is_some_and(|it| it.active) || known.checks.standing == Check::Refused {
        return Err(Decline::InstitutionInactive);
    }
    if !known.contract.is_some_and(|it| it.purpose == ContractPurpose::Withdraw) {
        return Err(Decline::ContractUnknown);
    }
    if !known.bank.is_some_and(|it| it.active) {
        return Err(Decline::BankUnknown);
    }
    let user = known.user.filter(|u| u.sealed_key.is_some()).ok_or(Decline::UserUnknown)?;
    let account = user.account.as_ref().ok_or(Decline::AccountUnknown)?;
    match agreed(account.transfer_until, now) {
        Consent::Never => return Err(Decline::NotAgreed),
        Consent::Expired => return Err(Decline::AgreementExpired),
        Consent::Holds => {}
    }
    let limit_remain = known
        .taken
        .plus(order.amount)
        .and_then(|taken| known.policy.person_daily_limit.minus(taken))
        .filter(|remain| *remain >= Won::ZERO)
        .ok_or(Decline::PersonDailyLimit)?;
    Ok(Reservation { fee: known.policy.withdraw_fee, limit_remain })
}

/// What an id that comes again stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It is new.
    New,
    /// It is the recorded transfer: tell what is recorded.
    Same,
    /// It stands for another order.
    Other,
}

/// Judges an id that is recorded under today's date, or under [`other_date`]. `recorded` is the
/// content of the record found, and whether it is today's.
///
/// Around midnight an institution may send again what it sent before: within the grace, the same
/// id with the same content is that transfer. Other content is a new order of the new date.
pub fn repeat(recorded: Option<(&Fingerprint, bool)>, order: &Fingerprint) -> Repeat {
    match recorded {
        None => Repeat::New,
        Some((content, _)) if content == order => Repeat::Same,
        Some((_, true)) => Repeat::Other,
        Some((_, false)) => Repeat::New,
    }
}

/// The other business date under which an id may be recorded already: yesterday shortly after
/// midnight, because the institution sends again; tomorrow shortly before it, because the clock
/// was set back over midnight.
pub fn other_date(today: BusinessDate, now: Micros, grace_s: i64) -> Option<BusinessDate> {
    let tomorrow = today.next();
    if now < today.starts_at().plus_seconds(grace_s) {
        Some(today.previous())
    } else if now >= tomorrow.starts_at().plus_seconds(grace_s.saturating_neg()) {
        Some(tomorrow)
    } else {
        None
    }
}

/// What a conclusion does to a recorded transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The transfer moves to this state.
    Move(State),
    /// The transfer is final, and this proves the same again.
    Confirmed,
    /// The transfer is final, and this proves nothing.
    Nothing,
    /// The transfer is final, and this proves the opposite. The money stays; people must look.
    Contradiction,
}

/// Decides what a conclusion does. Final states never move, whatever is said later.
pub fn conclude(state: State, conclusion: &Conclusion) -> Effect {
    let event = match conclusion.event() {
        Event::Doubted if planted::active(Bug::DoubtIsFailure) => Event::NotPaid,
        event => event,
    };
    match state.next(event) {
        Some(next) => Effect::Move(next),
        None => match (state, event) {
            (State::Settled, Event::Paid) | (State::Released, Event::NotPaid) => Effect::Confirmed,
            (_, Event::Doubted) => Effect::Nothing,
            (State::Settled | State::Released | State::Refused, _) => Effect::Contradiction,
            (State::Reserved | State::InDoubt, _) => Effect::Nothing,
        },
    }
}

/// The pause before the next inquiry: doubling from the first, up to the longest.
pub fn inquiry_pause_ms(policy: &Policy, asked: i64) -> i64 {
    let doublings = u32::try_from(asked.clamp(0, 20)).unwrap_or(0);
    policy.inquiry_first_ms.saturating_mul(1 << doublings).min(policy.inquiry_max_ms)
}

/// The entries that set money aside.
pub fn reserve_entries(bank: &BankCode, to: &ClientUseCode, amount: Won) -> Option<Vec<Entry>> {
    let back = amount.negated()?;
    Some(vec![
        Entry { account: ledger::bank_account(bank), posted: Won::ZERO, pending: amount },
        Entry { account: ledger::institution_account(to), posted: Won::ZERO, pending: back },
    ])
}

/// The entries that close a transfer: settled moves the money and books the fee, anything else
/// only gives the reservation back.
pub fn closing_entries(transfer: &Transfer, settled: bool) -> Option<Vec<Entry>> {
    let (amount, back) = (transfer.amount, transfer.amount.negated()?);
    let (debit, credit) = if settled { (amount, back) } else { (Won::ZERO, Won::ZERO) };
    let institution = &transfer.institution;
    let mut entries = vec![
        Entry { account: ledger::bank_account(&transfer.bank), posted: debit, pending: back },
        Entry {
            account: ledger::institution_account(institution),
            posted: credit,
            pending: amount,
        },
    ];
    if settled && transfer.fee != Won::ZERO {
        let (fee, income) = (transfer.fee, transfer.fee.negated()?);
        let line = |account, posted| Entry { account, posted, pending: Won::ZERO };
        entries.push(line(ledger::fee_account(institution), fee));
        if !planted::active(Bug::FeeOneSided) {
            entries.push(line(ledger::FEE_INCOME.to_owned(), income));
        }
    }
    Some(entries)
}

/// Whether a bank may be asked, as the caller found it before the commit.
pub type Line = Result<(), LineClosed>;
