//! SQL of the differences from banks' statements.

use super::difference::{Kept, Standing};
use super::reconcile::{self, Difference, Kind};
use crate::relay::State;
use naru_base::{BankCode, BusinessDate, Fault, FaultKind, Won};
use naru_store::{Row, Tx, args};

/// The fields of a difference that [`kept`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT business_date, bank_code, bank_tran_id, kind, our_state, our_amount, \
             their_outcome, their_amount, state, found_at, ended_at, explained_by, explanation \
             FROM settlement_difference ",
            $rest
        )
    };
}

const PUT: &str = "INSERT INTO settlement_difference (business_date, bank_code, bank_tran_id, \
     kind, our_state, our_amount, their_outcome, their_amount, state, found_at, ended_at, \
     explained_by, explanation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
     ON CONFLICT (business_date, bank_code, bank_tran_id, kind) DO UPDATE SET \
     our_state = excluded.our_state, our_amount = excluded.our_amount, \
     their_outcome = excluded.their_outcome, their_amount = excluded.their_amount, \
     state = excluded.state, found_at = excluded.found_at, ended_at = excluded.ended_at, \
     explained_by = excluded.explained_by, explanation = excluded.explanation";
const OF_DAY: &str = select!(
    "WHERE business_date = $1 AND bank_code = $2 ORDER BY business_date, bank_tran_id, kind"
);
const OPEN: &str =
    select!("WHERE state = 'open' ORDER BY business_date, bank_code, bank_tran_id, kind LIMIT $1");

/// Every statement, for the test that prepares them on both engines.
pub const DIFFERENCE_STATEMENTS: &[&str] = &[PUT, OF_DAY, OPEN];

pub(super) fn put(tx: &mut Tx<'_>, it: &Kept) -> Result<(), Fault> {
    let Difference { id, kind, ours, theirs } = &it.difference;
    let (kind, standing) = (kind.as_str(), it.standing.as_str());
    let our_state = ours.map(|(state, _)| state.as_str());
    let their_outcome = theirs.map(|(outcome, _)| reconcile::outcome_word(outcome));
    let (our_amount, their_amount) = (ours.map(|it| it.1), theirs.map(|it| it.1));
    let by = it.explained.as_ref().map(|(by, _)| by);
    let why = it.explained.as_ref().map(|(_, why)| why);
    let args = args![
        it.date,
        it.bank,
        id,
        kind,
        our_state,
        our_amount,
        their_outcome,
        their_amount,
        standing,
        it.found_at,
        it.ended_at,
        by,
        why
    ];
    tx.exec(PUT, args).map(drop)
}

pub(super) fn of_day(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    bank: &BankCode,
) -> Result<Vec<Kept>, Fault> {
    tx.all(OF_DAY, args![date, bank], kept)
}

pub(super) fn open(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Kept>, Fault> {
    tx.all(OPEN, args![most], kept)
}

fn kept(row: &Row<'_>) -> Result<Kept, Fault> {
    let explained = match (row.get(11)?, row.get(12)?) {
        (Some(by), Some(why)) => Some((by, why)),
        _ => None,
    };
    Ok(Kept {
        date: row.get(0)?,
        bank: row.get(1)?,
        difference: Difference {
            id: row.get(2)?,
            kind: word(row, 3, Kind::parse)?,
            ours: side(row, 4, State::parse)?,
            theirs: side(row, 6, reconcile::parse_outcome)?,
        },
        standing: word(row, 8, Standing::parse)?,
        found_at: row.get(9)?,
        ended_at: row.get(10)?,
        explained,
    })
}

fn word<T>(row: &Row<'_>, at: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(at)?;
    parse(&text).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, format!("settlement_difference holds the word `{text}`"))
    })
}

/// A word and the amount in the column behind it, if there are any.
fn side<T>(
    row: &Row<'_>,
    at: usize,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<(T, Won)>, Fault> {
    match row.get::<Option<Won>>(at + 1)? {
        Some(amount) => Ok(Some((word(row, at, parse)?, amount))),
        None => Ok(None),
    }
}
