//! The relay's book against a bank's, transfer by transfer.

use super::model::Check;
use super::sql::{self, RawKey, RawTransfer};
use crate::relay::Kind;
use crate::relay::bankwire::BankOutcome;
use naru_base::{BankCode, BankTranId, BusinessDate, Fault, Won};
use naru_store::Tx;
use std::collections::VecDeque;

/// One line of a bank's own book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankRecord {
    /// The business date of the request.
    pub date: BusinessDate,
    /// The id of the request.
    pub id: BankTranId,
    /// Won.
    pub amount: Won,
    /// What became of it.
    pub outcome: BankOutcome,
    /// Which way the money went; `None` if the bank never had the order.
    pub kind: Option<Kind>,
}

/// Compares the relay's transfers at a bank with the bank's own book, which comes in ascending
/// order of date and id. Two checks: whether they agree, and how many transfers are still open
/// (an open one agrees with anything: it is not decided).
pub fn against_bank(
    tx: &mut Tx<'_>,
    bank: &BankCode,
    records: impl IntoIterator<Item = BankRecord>,
) -> Result<[Check; 2], Fault> {
    let mut ours = Pages { bank, after: RawKey::first(), page: VecDeque::new(), done: false };
    let mut both = Both {
        agree: Check::new(format!("bank-{bank}-agrees")),
        open: Check::new(format!("bank-{bank}-open")),
    };
    let mut last: Option<RawKey> = None;
    for record in records {
        let key = RawKey { date: record.date.yyyymmdd(), id: record.id.to_string() };
        if last.as_ref().is_some_and(|last| *last >= key) {
            both.agree.find(|| format!("the bank's book is not in order at {key}"));
            return Ok([both.agree, both.open]);
        }
        while let Some(transfer) = ours.next_before(tx, &key)? {
            both.compare(&transfer, None);
        }
        match ours.next_if(tx, &key)? {
            Some(transfer) => both.compare(&transfer, Some(&record)),
            None if record.outcome == BankOutcome::Done => {
                both.agree.find(|| format!("{key} was paid by the bank and is not recorded here"));
            }
            None => {}
        }
        last = Some(key);
    }
    while let Some(transfer) = ours.next_before(tx, &RawKey::last())? {
        both.compare(&transfer, None);
    }
    Ok([both.agree, both.open])
}

struct Both {
    agree: Check,
    open: Check,
}

impl Both {
    fn compare(&mut self, ours: &RawTransfer, theirs: Option<&BankRecord>) {
        let paid = theirs.is_some_and(|r| r.outcome == BankOutcome::Done);
        let same = theirs.is_none_or(|r| r.amount.get() == ours.amount);
        if matches!(ours.state.as_str(), "reserved" | "in_doubt") {
            return self.open.looked();
        }
        self.agree.looked();
        let key = &ours.key;
        match (ours.state.as_str(), paid) {
            ("settled", false) => {
                self.agree.find(|| format!("{key} is settled and the bank did not pay"));
            }
            ("settled", true) if !same => {
                self.agree.find(|| format!("{key} is settled with another amount than paid"));
            }
            ("settled", true) if theirs.and_then(|r| r.kind) != Kind::parse(&ours.kind) => {
                let kind = &ours.kind;
                self.agree.find(|| format!("{key} is a {kind} here and another there"));
            }
            ("settled", true) | (_, false) => {}
            (state, true) => {
                self.agree.find(|| format!("{key} is {state} and the bank paid"));
            }
        }
    }
}

/// The relay's transfers at one bank, in order, a page at a time.
struct Pages<'b> {
    bank: &'b BankCode,
    after: RawKey,
    page: VecDeque<RawTransfer>,
    done: bool,
}

impl Pages<'_> {
    fn fill(&mut self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        if self.page.is_empty() && !self.done {
            self.page = sql::transfers_at_bank(tx, self.bank, &self.after)?.into();
            match self.page.back() {
                Some(last) => self.after = last.key.clone(),
                None => self.done = true,
            }
        }
        Ok(())
    }

    fn next_before(&mut self, tx: &mut Tx<'_>, key: &RawKey) -> Result<Option<RawTransfer>, Fault> {
        self.fill(tx)?;
        let before = self.page.front().is_some_and(|t| t.key < *key);
        Ok(if before { self.page.pop_front() } else { None })
    }

    fn next_if(&mut self, tx: &mut Tx<'_>, key: &RawKey) -> Result<Option<RawTransfer>, Fault> {
        self.fill(tx)?;
        let is = self.page.front().is_some_and(|t| t.key == *key);
        Ok(if is { self.page.pop_front() } else { None })
    }
}
