//! What the books of relay and banks hold after their processes were killed.

use super::BOOK;
use super::child::Place;
use super::error::BenchError;
use super::fixture::{self, BANKS, bank_code};
use super::network::books_name;
use super::order::{AMOUNT, number};
use super::sql;
use crate::bank;
use crate::bank::books::model::State;
use naru_base::env::SystemClock;
use naru_base::{BankCode, Won};
use naru_core::ledger;
use naru_store::Store;
use std::path::Path;
use std::sync::Arc;

const AT_RELAY: u8 = 1;
const AT_BANK: u8 = 2;

/// Which orders are settled where.
pub(super) struct Books {
    seen: Vec<u8>,
    /// Settled in one book and not in the other.
    pub(super) torn: u64,
    /// What the books themselves break, if anything.
    pub(super) wrong: Option<String>,
}

impl Books {
    /// Whether the n-th order is settled in the relay's book and done in its bank's.
    pub(super) fn hold(&self, n: u64) -> bool {
        let seen = usize::try_from(n).ok().and_then(|at| self.seen.get(at));
        seen == Some(&(AT_RELAY | AT_BANK))
    }

    /// Whether the n-th order is done in a bank's book.
    pub(super) fn are_paid(&self, n: u64) -> bool {
        let seen = usize::try_from(n).ok().and_then(|at| self.seen.get(at));
        seen.is_some_and(|it| it & AT_BANK != 0)
    }

    fn blank(next: u64) -> Books {
        let size = usize::try_from(next).unwrap_or(usize::MAX);
        Books { seen: vec![0; size], torn: 0, wrong: None }
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }

    fn note(&mut self, id: &str, mark: u8) {
        let place = number(id).and_then(|n| usize::try_from(n).ok());
        match place.and_then(|at| self.seen.get_mut(at)) {
            Some(seen) => *seen |= mark,
            None => self.wrong = Some(format!("{id} was never ordered")),
        }
    }
}

/// Reads the books of a network in which orders below `next` were given.
pub(super) fn reread(place: &Place, next: u64) -> Result<Books, BenchError> {
    let mut books = Books::blank(next);
    let store = Store::open(fixture::options(&place.path(BOOK), &fixture::keys()))
        .map_err(BenchError::fault("open the book again"))?;
    let read = store.read_blocking(|tx| {
        Ok((sql::settled(tx)?, sql::unsettled(tx)?, ledger::totals(tx)?, ledger::balances(tx)?))
    });
    let (settled, unsettled, totals, balances) = read.map_err(BenchError::no("read the book"))?;
    store.close_blocking().map_err(BenchError::fault("close the book"))?;
    settled.iter().for_each(|id| books.note(id, AT_RELAY));
    if unsettled > 0 {
        books.wrong = Some(format!("{unsettled} transfer(s) in the book are not settled"));
    }
    if !totals.balance() || totals.pending_debits != Won::ZERO {
        books.wrong = Some("the ledger does not balance, or money is still reserved".to_owned());
    }
    for n in 0..BANKS {
        let code = bank_code(n);
        let paid = read_bank(&place.path(&books_name(&code)), &code, &mut books)?;
        let account = BankCode::parse(&code).ok().map(|it| ledger::bank_account(&it));
        let owed = balances.iter().find(|(it, ..)| Some(it) == account.as_ref());
        let owed = owed.map_or(Won::ZERO, |(_, posted, _)| *posted);
        if owed != paid {
            books.wrong = Some(format!("bank {code} paid {paid} won, the ledger says {owed}"));
        }
    }
    books.torn = books.seen.iter().filter(|it| !matches!(**it, 0 | 3)).count() as u64;
    Ok(books)
}

/// Reads the books of banks alone.
pub(super) fn reread_banks(
    place: &Place,
    next: u64,
    file: fn(&str) -> String,
) -> Result<Books, BenchError> {
    let mut books = Books::blank(next);
    for code in (0..BANKS).map(bank_code) {
        read_bank(&place.path(&file(&code)), &code, &mut books)?;
    }
    Ok(books)
}

/// Notes what a bank has done; gives what it paid out.
fn read_bank(file: &Path, code: &str, books: &mut Books) -> Result<Won, BenchError> {
    let theirs = bank::books::Books::open_existing(file, Arc::new(SystemClock))
        .map_err(BenchError::fault("open a bank's books again"))?;
    let failed = || BenchError::no("read a bank's books");
    if let Some(what) = theirs.verify_blocking().map_err(failed())?.first() {
        books.wrong = Some(format!("bank {code}: {what}"));
    }
    for listed in theirs.transactions_blocking() {
        let listed = listed.map_err(failed())?;
        if listed.state == State::Done && listed.amount == Won::new(AMOUNT) {
            books.note(&listed.id, AT_BANK);
        } else {
            books.wrong = Some(format!("bank {code}: {} is not as ordered", listed.id));
        }
    }
    Ok(theirs.totals_blocking().map_err(failed())?.settlement)
}
