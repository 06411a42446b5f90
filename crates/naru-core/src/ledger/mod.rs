//! The ledger: double entry in whole won. Debits are positive, credits negative.
//!
//! Invariant (I1): the entries of one posting sum to zero, posted and pending each; so do all
//! balances. Entries are never changed or deleted.
//!
//! Accounts: `bank:901` is what a bank owes the network, `inst:M…` what the network owes an
//! institution on its collecting account, `inst-out:M…` the same on its paying account (a debit
//! there: what it has drawn on credit), `inst-fee:M…` the fees the institution owes, `naru:fee`
//! the operator's fee income. Of a subsidy programme: `subsidy-held:…` the money that is there,
//! `subsidy-free:…` what of it nobody has been promised, `subsidy-due:…` what somebody has. Of
//! compensation: `claim:M…` the damage for which an institution answers, `claim-surety:M…` what of
//! it its surety is asked for, `claim-owed:…` what another bears, `claim-advance:…` what somebody
//! paid to consumers first.

mod sql;
#[cfg(test)]
mod tests;

pub(crate) use sql::balance;
pub use sql::{Posted, STATEMENTS, Totals, balances, of_transfer, totals};

use crate::planted::{self, Bug};
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Fault, FaultKind, Id, Won};
use naru_store::Tx;

/// One line of a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account.
    pub account: String,
    /// Change of what is booked.
    pub posted: Won,
    /// Change of what is reserved.
    pub pending: Won,
}

/// Which posting of a transfer: each happens at most once (the entries' key says so).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Money set aside.
    Reserve = 1,
    /// Money moved, or given back.
    Close = 2,
}

/// The step of a posting of public money, which is no transfer's: see [`post_journal`].
pub const JOURNAL_STEP: i64 = 3;

/// The step of a posting of a compensation claim: see [`post_journal`].
pub const CLAIM_STEP: i64 = 4;

/// The account of what a bank owes the network.
pub fn bank_account(bank: &BankCode) -> String {
    format!("bank:{bank}")
}

/// The account of what the network owes an institution on its collecting account.
pub fn institution_account(institution: &ClientUseCode) -> String {
    format!("inst:{institution}")
}

/// The account of what the network owes an institution on its paying account.
pub fn paying_account(institution: &ClientUseCode) -> String {
    format!("inst-out:{institution}")
}

/// The account of the fees an institution owes.
pub fn fee_account(institution: &ClientUseCode) -> String {
    format!("inst-fee:{institution}")
}

/// The account of the operator's fee income.
pub const FEE_INCOME: &str = "naru:fee";

/// Whether the entries sum to zero, posted and pending.
pub fn balanced(entries: &[Entry]) -> bool {
    let sum = |of: fn(&Entry) -> Won| {
        entries.iter().try_fold(Won::ZERO, |sum, entry| sum.plus(of(entry)))
    };
    sum(|e| e.posted) == Some(Won::ZERO) && sum(|e| e.pending) == Some(Won::ZERO)
}

/// The planted bug of a posting that is booked a second time.
#[cfg(feature = "planted-bugs")]
pub(crate) fn book_again(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<(), Fault> {
    entries.iter().try_for_each(|entry| sql::add_to_balance(tx, entry).map(drop))
}

/// Books a posting that is no transfer's, under the id of what it was decided by. Twice stops the
/// writer, as does one that does not balance.
pub fn post_journal(
    tx: &mut Tx<'_>,
    (date, step): (BusinessDate, i64),
    journal: Id,
    entries: &[Entry],
) -> Result<(), Fault> {
    if !balanced(entries) {
        let what = format!("journal {date}/{journal} does not sum to zero");
        return Err(Fault::new(FaultKind::Corrupt, what));
    }
    let id = journal.to_string();
    for (leg, entry) in (1..).zip(entries) {
        let after = sql::add_to_balance(tx, entry)?;
        sql::add_entry(tx, (date, &id, step), leg, entry, after)?;
    }
    Ok(())
}

/// Books a posting. A posting that does not balance, or happens twice, stops the writer.
pub fn post(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    transfer: &BankTranId,
    step: Step,
    entries: &[Entry],
) -> Result<(), Fault> {
    if !balanced(entries) && !planted::active(Bug::FeeOneSided) {
        let what = format!("posting {step:?} of {date}/{transfer} does not sum to zero");
        return Err(Fault::new(FaultKind::Corrupt, what));
    }
    for (leg, entry) in (1..).zip(entries) {
        let after = sql::add_to_balance(tx, entry)?;
        sql::add_entry(tx, (date, transfer.as_str(), step as i64), leg, entry, after)?;
    }
    Ok(())
}
