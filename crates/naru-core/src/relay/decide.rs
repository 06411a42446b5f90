//! Where a transfer is decided. Pure: facts, rules and a given time in; an outcome out.

use super::decline::Decline;
use super::model::{Conclusion, Event, LineClosed, State, Transfer};
use super::order::{Fingerprint, Kind, Order, Via};
use crate::admission::Standing;
use crate::identity::{Consent, Contract, Institution, KnownUser, agreed};
use crate::ledger::{self, Entry};
use crate::planted::{self, Bug};
use crate::policy::Policy;
use crate::relay::Bank;
use naru_base::seal::LookupHash;
use naru_base::secret::constant_time_eq;
use naru_base::{BankCode, BusinessDate, ClientUseCode, Micros, Won};

/// Everything that is known when an order comes to the book.
pub struct Known<'k> {
    /// Who orders.
    pub institution: Option<&'k Institution>,
    /// The contract account named in the order, whatever its purpose.
    pub contract: Option<&'k Contract>,
    /// Keyed hash of that account's pass phrase, if it has one.
    pub pass_phrase: Option<&'k LookupHash>,
    /// The customer's bank.
    pub bank: Option<&'k Bank>,
    /// The customer's account, hashed.
    pub account: LookupHash,
    /// The user, and the account if registered.
    pub user: Option<&'k KnownUser>,
    /// What the person has taken from today's limit, reservations counted.
    pub taken: Won,
    /// What the institution has moved, reservations counted.
    pub used: Used,
    /// What is booked and set aside on the institution's paying account: above zero, on credit.
    pub drawn: Won,
    /// The rules in force for the institution.
    pub policy: &'k Policy,
    /// What the institution may do.
    pub standing: Standing,
}

/// What an institution has moved, reservations counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// On this business date, by transfers of this kind.
    pub day: Won,
    /// In this month, by transfers of this kind.
    pub month: Won,
    /// In the month before, by withdrawals and deposits together.
    pub before: Won,
    /// How many transfers those were.
    pub count_before: i64,
}

/// An order that may go ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// What the institution pays once settled.
    pub fee: Won,
    /// What is left of the person's limit after it; `None` if it takes nothing from it.
    pub limit_remain: Option<Won>,
}

/// Decides on an order; the first reason against it, in the order of [`Decline`].
pub fn reserve(known: &Known<'_>, order: &Order, now: Micros) -> Result<Reservation, Decline> {
    may_take_part(known, order)?;
    account_may(known, order, now)?;
    if !receive_fits(known, order, now) {
        return Err(Decline::ReceiveUnfit);
    }
    within_institution_limits(known, order)?;
    let limit_remain = match order.kind {
        Kind::Withdraw => Some(within_person_limit(known, order.amount)?),
        Kind::Deposit | Kind::Return | Kind::Fund => None,
    };
    if order.kind == Kind::Deposit && !can_pay(known, order.amount) {
        return Err(Decline::ContractFunds);
    }
    Ok(Reservation { fee: fee(known, order.kind), limit_remain })
}

/// Who orders, from which contract account, at which bank.
fn may_take_part(known: &Known<'_>, order: &Order) -> Result<(), Decline> {
    if !known.institution.is_some_and(|it| it.active) {
        return Err(Decline::InstitutionInactive);
    }
    check_standing(known.standing)?;
    if !known.contract.is_some_and(|it| it.purpose == order.kind.contract_purpose()) {
        return Err(Decline::ContractUnknown);
    }
    if order.kind == Kind::Deposit && !is_same_phrase(known.pass_phrase, order) {
        return Err(Decline::PassPhraseWrong);
    }
    if matches!(order.via, Via::Handle { user: None, .. }) {
        return Err(Decline::HandleUnknown);
    }
    if !known.bank.is_some_and(|it| it.active) {
        return Err(Decline::BankUnknown);
    }
    Ok(())
}

/// Nothing through a closed gate (I9). Cut limits are cut in the rules that come with the order.
fn check_standing(standing: Standing) -> Result<(), Decline> {
    match standing {
        Standing::Live | Standing::Warned | Standing::LimitCut => Ok(()),
        Standing::InquiryOnly => Err(Decline::InquiryOnly),
        Standing::Suspended => Err(Decline::StandingSuspended),
        Standing::NotAdmitted => Err(Decline::NotAdmitted),
    }
}

/// Takes the same time for a wrong phrase and for an account without one.
fn is_same_phrase(stored: Option<&LookupHash>, order: &Order) -> bool {
    let bytes = |hash: Option<&LookupHash>| hash.map_or([0; 32], |h| *h.as_bytes());
    let same = constant_time_eq(&bytes(stored), &bytes(order.pass_phrase.as_ref()));
    same && stored.is_some() && order.pass_phrase.is_some()
}

/// Whether the customer's account may be moved: a debit needs the customer's agreement, a credit
/// only a payee that is there.
fn account_may(known: &Known<'_>, order: &Order, now: Micros) -> Result<(), Decline> {
    if matches!(order.via, Via::Number) {
        return Ok(());
    }
    let user = known.user.filter(|u| u.sealed_key.is_some()).ok_or(Decline::UserUnknown)?;
    if let Via::Handle { user, token_user: Some(token_user), .. } = &order.via
        && user.as_ref() != Some(token_user)
    {
        return Err(Decline::UserMismatch);
    }
    let account = user.account.as_ref().ok_or(Decline::AccountUnknown)?;
    if order.kind != Kind::Withdraw {
        return Ok(());
    }
    match agreed(account.transfer_until, now) {
        Consent::Never => Err(Decline::NotAgreed),
        Consent::Expired => Err(Decline::AgreementExpired),
        Consent::Holds => Ok(()),
    }
}

/// Whether the receive inquiry that a deposit names was this institution's, told of this very
/// account, and is not too old. A deposit that names none needs none.
fn receive_fits(known: &Known<'_>, order: &Order, now: Micros) -> bool {
    let named = order.details.deposit.as_ref().map_or("", |it| &it.recv_bank_tran_id);
    if named.is_empty() {
        return true;
    }
    order.receive.as_ref().is_some_and(|it| {
        let is_own = known.institution.is_some_and(|own| own.code == it.institution);
        let is_payee = it.bank == order.bank && it.account == known.account;
        let until = it.answered_at.plus_seconds(known.policy.receive_life_s);
        is_own && is_payee && it.id.as_str() == named && now < until
    })
}

/// Sums are checked, and a sum that does not fit is over every limit.
fn within_institution_limits(known: &Known<'_>, order: &Order) -> Result<(), Decline> {
    let policy = known.policy;
    let caps = match order.kind {
        Kind::Withdraw => policy.withdraw,
        Kind::Deposit => policy.deposit,
        Kind::Return | Kind::Fund => return Ok(()),
    };
    if order.amount > caps.once {
        return Err(Decline::InstitutionOnceLimit);
    }
    if order.kind == Kind::Withdraw && order.amount > policy.person_once_limit {
        return Err(Decline::PersonOnceLimit);
    }
    let passes = |used: Won, cap: Won| used.plus(order.amount).is_none_or(|after| after > cap);
    if passes(known.used.day, caps.daily) {
        return Err(Decline::InstitutionDailyLimit);
    }
    if passes(known.used.month, caps.monthly) && !planted::active(Bug::MonthForgotten) {
        return Err(Decline::InstitutionMonthlyLimit);
    }
    Ok(())
}

fn within_person_limit(known: &Known<'_>, amount: Won) -> Result<Won, Decline> {
    known
        .taken
        .plus(amount)
        .and_then(|taken| known.policy.person_daily_limit.minus(taken))
        .filter(|remain| *remain >= Won::ZERO)
        .ok_or(Decline::PersonDailyLimit)
}

fn can_pay(known: &Known<'_>, amount: Won) -> bool {
    let after = known.drawn.plus(amount);
    after.is_some_and(|drawn| drawn <= known.policy.deposit_credit_limit)
}

/// The reduced fee is for whoever moved little in the month before.
fn fee(known: &Known<'_>, kind: Kind) -> Won {
    let (policy, used) = (known.policy, known.used);
    let price = match kind {
        Kind::Withdraw => policy.withdraw_fee,
        Kind::Deposit => policy.deposit_fee,
        Kind::Return | Kind::Fund => return Won::ZERO,
    };
    let is_small = used.before <= policy.reduced_fee_amount_max
        && used.count_before <= policy.reduced_fee_count_max;
    if is_small { price.reduced } else { price.full }
}

/// A deposit that is claimed back.
#[derive(Clone, Copy, Debug)]
pub struct Original {
    /// Whether it is settled.
    pub is_done: bool,
    /// Whether it went to the account that is to give it back.
    pub is_to_this_account: bool,
    /// Whether it was paid from the bank that the claim names.
    pub is_from_this_bank: bool,
    /// Won.
    pub amount: Won,
    /// What of it was claimed before and not refused.
    pub returned: Won,
    /// When it was ordered.
    pub ordered_at: Micros,
}

/// Everything that is known when a claim comes to the book.
pub struct ClaimKnown<'k> {
    /// Who claims.
    pub institution: Option<&'k Institution>,
    /// What the institution may do.
    pub standing: Standing,
    /// The account to which it is to come back.
    pub contract: Option<&'k Contract>,
    /// Whether the account that is to give it back was named by its number, or by a known handle.
    pub is_account_known: bool,
    /// The bank that is to give it back.
    pub bank: Option<&'k Bank>,
    /// The deposit.
    pub original: Option<&'k Original>,
    /// The rules in force for the institution.
    pub policy: &'k Policy,
}

/// Decides on a claim; the first reason against it, in the order of [`Decline`].
pub fn claim(known: &ClaimKnown<'_>, amount: Won, now: Micros) -> Result<(), Decline> {
    if !known.institution.is_some_and(|it| it.active) {
        return Err(Decline::InstitutionInactive);
    }
    check_standing(known.standing)?;
    if known.contract.is_none() {
        return Err(Decline::ContractUnknown);
    }
    if !known.is_account_known {
        return Err(Decline::HandleUnknown);
    }
    if !known.bank.is_some_and(|it| it.active) {
        return Err(Decline::BankUnknown);
    }
    let is_it = |it: &&Original| it.is_done && it.is_to_this_account && it.is_from_this_bank;
    let original = known.original.filter(is_it).ok_or(Decline::OriginalUnknown)?;
    let days = known.policy.return_claim_days_max;
    if now >= original.ordered_at.plus_seconds(days.saturating_mul(24 * 3_600)) {
        return Err(Decline::ClaimTooLate);
    }
    let claimed = original.returned.plus(amount);
    if claimed.is_none_or(|claimed| claimed > original.amount) {
        return Err(Decline::ClaimOverOriginal);
    }
    Ok(())
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
pub fn inquiry_pause_ms(policy: &Policy, kind: Kind, asked: i64) -> i64 {
    let doublings = u32::try_from(asked.clamp(0, 20)).unwrap_or(0);
    let longest = match kind {
        Kind::Return => policy.return_inquiry_max_ms,
        Kind::Withdraw | Kind::Deposit | Kind::Fund => policy.inquiry_max_ms,
    };
    policy.inquiry_first_ms.saturating_mul(1 << doublings).min(longest)
}

/// The account of the institution that a kind of transfer moves.
fn own_account(kind: Kind, institution: &ClientUseCode) -> String {
    match kind {
        Kind::Withdraw => ledger::institution_account(institution),
        Kind::Deposit | Kind::Return | Kind::Fund => ledger::paying_account(institution),
    }
}

/// What the customer's bank owes more for it: a deposit makes it owe less.
fn owed_by_bank(kind: Kind, amount: Won) -> Option<Won> {
    match kind {
        Kind::Deposit if planted::active(Bug::DepositBackwards) => Some(amount),
        Kind::Deposit => amount.negated(),
        Kind::Withdraw | Kind::Return | Kind::Fund => Some(amount),
    }
}

/// The entries that set money aside; none if nothing of ours is at stake.
pub fn reserve_entries(
    kind: Kind,
    bank: &BankCode,
    institution: &ClientUseCode,
    amount: Won,
) -> Option<Vec<Entry>> {
    if !kind.is_reserved() {
        return Some(Vec::new());
    }
    let owed = owed_by_bank(kind, amount)?;
    let line = |account, pending| Entry { account, posted: Won::ZERO, pending };
    Some(vec![
        line(ledger::bank_account(bank), owed),
        line(own_account(kind, institution), owed.negated()?),
    ])
}

/// The entries of money that has moved already, without a fee.
pub fn moving_entries(
    kind: Kind,
    bank: &BankCode,
    institution: &ClientUseCode,
    amount: Won,
) -> Option<Vec<Entry>> {
    let owed = owed_by_bank(kind, amount)?;
    let line = |account, posted| Entry { account, posted, pending: Won::ZERO };
    Some(vec![
        line(ledger::bank_account(bank), owed),
        line(own_account(kind, institution), owed.negated()?),
    ])
}

/// The entries that close a transfer: settled moves the money and books the fee, anything else
/// only gives the reservation back.
pub fn closing_entries(transfer: &Transfer, settled: bool) -> Option<Vec<Entry>> {
    let kind = transfer.kind;
    let owed = owed_by_bank(kind, transfer.amount)?;
    let posted = if settled { owed } else { Won::ZERO };
    let pending = if kind.is_reserved() { owed } else { Won::ZERO };
    let (institution, mut entries) = (&transfer.institution, Vec::new());
    let mut line = |account, posted: Won, pending: Won| {
        if (posted, pending) != (Won::ZERO, Won::ZERO) {
            entries.push(Entry { account, posted, pending });
        }
    };
    line(ledger::bank_account(&transfer.bank), posted, pending.negated()?);
    line(own_account(kind, institution), posted.negated()?, pending);
    if settled {
        line(ledger::fee_account(institution), transfer.fee, Won::ZERO);
        if !planted::active(Bug::FeeOneSided) {
            line(ledger::FEE_INCOME.to_owned(), transfer.fee.negated()?, Won::ZERO);
        }
    }
    Some(entries)
}

/// Whether a bank may be asked, as the caller found it before the commit.
pub type Line = Result<(), LineClosed>;
