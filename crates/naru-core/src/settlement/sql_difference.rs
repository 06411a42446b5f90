//! SQL of the differences from banks' statements.

use super::difference::{Kept, Standing};
use super::reconcile::{self, Difference, Kind};
use crate::relay::State;
use naru_base::{BankCode, BankTranId, BusinessDate, Fault, FaultKind, Won};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

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

const SEARCH: &str = select!(
    "WHERE business_date >= $1 AND business_date <= $2 AND ($3 = '' OR bank_code = $3) \
     AND ($4 = '' OR state = $4) \
     AND (business_date, bank_code, bank_tran_id, kind) < ($5, $6, $7, $8) \
     ORDER BY business_date DESC, bank_code DESC, bank_tran_id DESC, kind DESC LIMIT $9"
);
const COUNTS: &str = "SELECT business_date, state, cast(count(*) AS BIGINT) \
     FROM settlement_difference WHERE business_date >= $1 AND business_date <= $2 \
     GROUP BY business_date, state ORDER BY business_date, state";

/// Every statement, for the test that prepares them on both engines.
pub const DIFFERENCE_STATEMENTS: &[&str] = &[PUT, OF_DAY, OPEN, SEARCH, COUNTS];

/// Which differences are looked for. `None` matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceSearch {
    /// From this business date on.
    pub from: BusinessDate,
    /// Up to this one.
    pub to: BusinessDate,
    /// Whose statement.
    pub bank: Option<BankCode>,
    /// Where they stand.
    pub standing: Option<Standing>,
    /// Only what comes after this one of the page before: date, bank, id, kind.
    pub after: Option<(BusinessDate, BankCode, BankTranId, Kind)>,
    /// At most so many.
    pub limit: i64,
}

/// The differences that fit, the newest date first.
pub fn search_differences(tx: &mut Tx<'_>, it: &DifferenceSearch) -> Result<Vec<Kept>, Fault> {
    let bank = it.bank.as_ref().map_or("", BankCode::as_str);
    let standing = it.standing.map_or("", Standing::as_str);
    let (date, at, id, kind) = match &it.after {
        Some((date, bank, id, kind)) => (*date, bank.as_str(), id.as_str(), kind.as_str()),
        None => (it.to.next(), "", "", ""),
    };
    let args = args![it.from, it.to, bank, standing, date, at, id, kind, it.limit];
    tx.all(SEARCH, args, kept)
}

/// How many differences a date has, by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Nobody has said why.
    pub open: i64,
    /// Explained, and still there.
    pub explained: i64,
    /// Gone.
    pub resolved: i64,
}

/// The counts of each date from one to another; a date without differences is not in it.
pub fn difference_counts(
    tx: &mut Tx<'_>,
    (from, to): (BusinessDate, BusinessDate),
) -> Result<BTreeMap<BusinessDate, Differences>, Fault> {
    let rows: Vec<(BusinessDate, Standing, i64)> = tx.all(COUNTS, args![from, to], |row| {
        Ok((row.get(0)?, word(row, 1, Standing::parse)?, row.get(2)?))
    })?;
    let mut out: BTreeMap<BusinessDate, Differences> = BTreeMap::new();
    for (date, standing, count) in rows {
        let it = out.entry(date).or_default();
        match standing {
            Standing::Open => it.open = count,
            Standing::Explained => it.explained = count,
            Standing::Resolved => it.resolved = count,
        }
    }
    Ok(out)
}

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
