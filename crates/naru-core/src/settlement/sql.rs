//! SQL of settlement.

use super::calendar::{self, Calendar};
use super::model::{Holiday, Moved, Party, Position, Window};
use naru_base::{BusinessDate, Fault, FaultKind};
use naru_store::{Row, Tx, args};

const YEAR_ADD: &str =
    "INSERT INTO settlement_year (year, source) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const YEAR_SOURCE: &str = "UPDATE settlement_year SET source = $2 WHERE year = $1";
const YEARS: &str = "SELECT year FROM settlement_year ORDER BY year";
const HOLIDAY_ADD: &str = "INSERT INTO settlement_holiday (holiday, name_ko, name_en, source) \
     VALUES ($1, $2, $3, $4) ON CONFLICT (holiday) DO UPDATE SET name_ko = excluded.name_ko, \
     name_en = excluded.name_en, source = excluded.source";
const HOLIDAY_REMOVE: &str = "DELETE FROM settlement_holiday WHERE holiday = $1";
const HOLIDAYS_REMOVE: &str = "DELETE FROM settlement_holiday WHERE holiday BETWEEN $1 AND $2";
const HOLIDAYS: &str = "SELECT holiday, name_ko, name_en, source FROM settlement_holiday \
     WHERE holiday BETWEEN $1 AND $2 ORDER BY holiday";
const WINDOW_ADD: &str = "INSERT INTO settlement_window (business_date, value_date, closed_at, \
     transfer_count, amount, fee, carried_count, carried_amount) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const WINDOW: &str = "SELECT business_date, value_date, closed_at, transfer_count, amount, fee, \
     carried_count, carried_amount FROM settlement_window WHERE business_date = $1";
const WINDOWS: &str = "SELECT business_date, value_date, closed_at, transfer_count, amount, fee, \
     carried_count, carried_amount FROM settlement_window WHERE business_date < $1 \
     ORDER BY business_date DESC LIMIT $2";
// How many windows there are, and how many of them stand before a page.
const PLACED: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN business_date >= $1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
     FROM settlement_window";
const LAST: &str = "SELECT max(business_date) FROM settlement_window";
const POSITION_ADD: &str = "INSERT INTO settlement_position (business_date, party_kind, party, \
     collected_count, collected_amount, paid_count, paid_amount, fee, net) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const POSITIONS: &str = "SELECT party_kind, party, collected_count, collected_amount, paid_count, \
     paid_amount, fee, net FROM settlement_position WHERE business_date = $1 \
     ORDER BY party_kind, party";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    YEAR_ADD,
    YEAR_SOURCE,
    YEARS,
    HOLIDAY_ADD,
    HOLIDAY_REMOVE,
    HOLIDAYS_REMOVE,
    HOLIDAYS,
    WINDOW_ADD,
    WINDOW,
    WINDOWS,
    PLACED,
    LAST,
    POSITION_ADD,
    POSITIONS,
];

/// Begins a year; `false` if it is known already.
pub(super) fn add_year(tx: &mut Tx<'_>, year: i64, source: &str) -> Result<bool, Fault> {
    Ok(tx.exec(YEAR_ADD, args![year, source])? == 1)
}

pub(super) fn set_source(tx: &mut Tx<'_>, year: i64, source: &str) -> Result<(), Fault> {
    tx.exec(YEAR_SOURCE, args![year, source]).map(drop)
}

pub(super) fn put_holiday(tx: &mut Tx<'_>, it: &Holiday) -> Result<(), Fault> {
    tx.exec(HOLIDAY_ADD, args![it.date, it.name_ko, it.name_en, it.source]).map(drop)
}

pub(super) fn remove_holiday(tx: &mut Tx<'_>, date: BusinessDate) -> Result<bool, Fault> {
    Ok(tx.exec(HOLIDAY_REMOVE, args![date])? == 1)
}

pub(super) fn remove_holidays(tx: &mut Tx<'_>, year: i64) -> Result<(), Fault> {
    tx.exec(HOLIDAYS_REMOVE, args![first_of(year), first_of(year + 1)]).map(drop)
}

/// A number that is below each date of the year.
const fn first_of(year: i64) -> i64 {
    year * 10_000
}

/// The holidays of a year, in order.
pub fn holidays_of(tx: &mut Tx<'_>, year: i64) -> Result<Vec<Holiday>, Fault> {
    holidays_between(tx, year, year)
}

fn holidays_between(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<Vec<Holiday>, Fault> {
    tx.all(HOLIDAYS, args![first_of(from), first_of(to + 1)], |row| {
        Ok(Holiday {
            date: row.get(0)?,
            name_ko: row.get(1)?,
            name_en: row.get(2)?,
            source: row.get(3)?,
        })
    })
}

pub(super) fn years(tx: &mut Tx<'_>) -> Result<Vec<i64>, Fault> {
    tx.all(YEARS, &[], |row| row.get(0))
}

/// The calendar of a date's year and of the one after it.
pub(super) fn calendar(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Calendar, Fault> {
    let year = calendar::year(date);
    let holidays = holidays_between(tx, year, year + 1)?;
    Ok(Calendar {
        years: years(tx)?.into_iter().collect(),
        holidays: holidays.into_iter().map(|it| it.date).collect(),
    })
}

fn read_window(row: &Row<'_>) -> Result<Window, Fault> {
    Ok(Window {
        date: row.get(0)?,
        value_date: row.get(1)?,
        closed_at: row.get(2)?,
        moved: Moved { count: row.get(3)?, amount: row.get(4)? },
        fee: row.get(5)?,
        carried: Moved { count: row.get(6)?, amount: row.get(7)? },
    })
}

/// The window of a date.
pub fn window(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Option<Window>, Fault> {
    tx.opt(WINDOW, args![date], read_window)
}

/// Windows before a date, the newest first; at most `most`.
pub(super) fn windows(
    tx: &mut Tx<'_>,
    before: BusinessDate,
    most: i64,
) -> Result<Vec<Window>, Fault> {
    tx.all(WINDOWS, args![before, most], read_window)
}

pub(super) fn placed(tx: &mut Tx<'_>, before: BusinessDate) -> Result<(i64, i64), Fault> {
    tx.one(PLACED, args![before], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn last(tx: &mut Tx<'_>) -> Result<Option<BusinessDate>, Fault> {
    tx.one(LAST, &[], |row| row.get(0))
}

pub(super) fn add_window(tx: &mut Tx<'_>, it: &Window) -> Result<(), Fault> {
    let args = args![
        it.date,
        it.value_date,
        it.closed_at,
        it.moved.count,
        it.moved.amount,
        it.fee,
        it.carried.count,
        it.carried.amount
    ];
    tx.exec(WINDOW_ADD, args).map(drop)
}

pub(super) fn add_position(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    it: &Position,
) -> Result<(), Fault> {
    let (kind, code) = (it.party.kind(), it.party.code());
    let args = args![
        date,
        kind,
        code,
        it.collected.count,
        it.collected.amount,
        it.paid.count,
        it.paid.amount,
        it.fee,
        it.net
    ];
    tx.exec(POSITION_ADD, args).map(drop)
}

pub(super) fn positions(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Vec<Position>, Fault> {
    tx.all(POSITIONS, args![date], |row| {
        let (kind, code): (String, String) = (row.get(0)?, row.get(1)?);
        let party = Party::parse(&kind, &code).ok_or_else(|| {
            let what = format!("settlement_position names `{kind}` `{code}`, which is nobody");
            Fault::new(FaultKind::Corrupt, what)
        })?;
        Ok(Position {
            party,
            collected: Moved { count: row.get(2)?, amount: row.get(3)? },
            paid: Moved { count: row.get(4)?, amount: row.get(5)? },
            fee: row.get(6)?,
            net: row.get(7)?,
        })
    })
}
