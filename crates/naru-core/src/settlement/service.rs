//! The commands of settlement, each one commit with its audit record.

use super::calendar::{self, Calendar, MissingYear};
use super::decide::{self, Known, NotYet};
use super::holidays::{SHIPPED, YEARS};
use super::model::{Holiday, Moved, Position, Window};
use super::sql;
use crate::{relay, surety};
use naru_base::{Answer, AuditRecord, BusinessDate, Env, Fault, FaultKind, Refusal};
use naru_store::Tx;

/// A day that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its window.
    pub window: Window,
    /// Whether this command closed it; otherwise it was closed before.
    pub is_new: bool,
}

/// Closes a business date: nets what was settled on it, and lets nothing more close on it. Closed
/// before: gives what was recorded then.
pub fn close_day(tx: &mut Tx<'_>, env: &Env, actor: &str, date: BusinessDate) -> Answer<Closed> {
    if let Some(window) = sql::window(tx, date)? {
        return Ok(Closed { window, is_new: false });
    }
    let known = load(tx, date)?;
    decide::may_close(&known, date, env.now.business_date()).map_err(|why| refusal(why, date))?;
    let calendar = sql::calendar(tx, date)?;
    let value_date = calendar::next_business_day(&calendar, date).map_err(year_unknown)?;
    let settled = relay::settled_on(tx, date)?;
    let netted = decide::net(&settled).filter(|it| decide::is_balanced(&it.positions));
    let netted = netted.ok_or_else(|| {
        let what = format!("what was settled on {date} cannot be netted to zero");
        Fault::new(FaultKind::Corrupt, what)
    })?;
    let still = known.still_open;
    let window = Window {
        date,
        value_date,
        closed_at: env.now,
        moved: netted.moved,
        fee: netted.fee,
        carried: Moved { count: still.in_doubt, amount: still.in_doubt_amount },
    };
    sql::add_window(tx, &window)?;
    for position in &netted.positions {
        sql::add_position(tx, date, position)?;
    }
    relay::close_days_until(tx, date)?;
    for it in settled.iter().filter(|it| it.kind == relay::Kind::Withdraw.as_str()) {
        surety::netted(tx, &it.institution, it.amount)?;
    }
    let (moved, carried) = (window.moved, window.carried);
    let body = format!(
        r#"{{"amount":{},"carried":{},"count":{},"fee":{},"value_date":"{value_date}"}}"#,
        moved.amount, carried.count, moved.count, window.fee
    );
    record(tx, env, actor, "settlement.day.closed", format!("settlement:{date}"), body);
    Ok(Closed { window, is_new: true })
}

/// Closes the first day that is over and not closed; `None` if there is none. One day for each
/// commit, so that a long pause does not become a long commit.
pub fn close_due(tx: &mut Tx<'_>, env: &Env, actor: &str) -> Answer<Option<Window>> {
    let known = Known { last: sql::last(tx)?, first: relay::first_date(tx)?, ..Known::default() };
    match decide::next_to_close(&known).filter(|date| *date < env.now.business_date()) {
        Some(date) => close_day(tx, env, actor, date).map(|closed| Some(closed.window)),
        None => Ok(None),
    }
}

fn load(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Known, Fault> {
    Ok(Known {
        last: sql::last(tx)?,
        first: relay::first_date(tx)?,
        still_open: relay::still_open(tx, date)?,
    })
}

fn refusal(why: NotYet, date: BusinessDate) -> Refusal {
    match why {
        NotYet::NotOver => Refusal::new("settlement/day-not-over").with("date", date),
        NotYet::Nothing => Refusal::new("settlement/nothing-to-close").with("date", date),
        NotYet::Earlier(first) => {
            Refusal::new("settlement/earlier-day-open").with("date", date).with("first", first)
        }
        NotYet::BeingAsked(count) => {
            Refusal::new("settlement/being-asked").with("date", date).with("count", count)
        }
    }
}

fn year_unknown(MissingYear(year): MissingYear) -> Refusal {
    Refusal::new("settlement/year-unknown").with("year", year)
}

/// The first date that has no window yet, over or not; `None` if nothing was ever ordered.
pub fn next_open(tx: &mut Tx<'_>) -> Result<Option<BusinessDate>, Fault> {
    let known = Known { last: sql::last(tx)?, first: relay::first_date(tx)?, ..Known::default() };
    Ok(decide::next_to_close(&known))
}

/// The windows before a date, the newest first; at most `most`.
pub fn windows(tx: &mut Tx<'_>, before: BusinessDate, most: i64) -> Result<Vec<Window>, Fault> {
    sql::windows(tx, before, most)
}

/// How many windows there are, and how many of them are not before a date.
pub fn placed(tx: &mut Tx<'_>, before: BusinessDate) -> Result<(i64, i64), Fault> {
    sql::placed(tx, before)
}

/// Everybody's position in a window.
pub fn positions(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Vec<Position>, Fault> {
    sql::positions(tx, date)
}

/// The calendar of a date's year and of the one after it.
pub fn calendar_of(tx: &mut Tx<'_>, date: BusinessDate) -> Result<Calendar, Fault> {
    sql::calendar(tx, date)
}

/// Adds the shipped years that the store does not have yet. A year that is there is left as it is.
pub fn install_shipped(tx: &mut Tx<'_>) -> Result<(), Fault> {
    for (year, source) in YEARS {
        if !sql::add_year(tx, *year, source)? {
            continue;
        }
        for holiday in shipped(*year) {
            sql::put_holiday(tx, &holiday)?;
        }
    }
    Ok(())
}

/// The shipped holidays of a year.
pub(super) fn shipped(year: i64) -> impl Iterator<Item = Holiday> {
    let of_year = SHIPPED.iter().filter(move |(date, ..)| date / 10_000 == year);
    of_year.map(|(date, (name_ko, name_en), source)| Holiday {
        date: BusinessDate::from_yyyymmdd(*date).expect("a test reads every shipped date"),
        name_ko: (*name_ko).to_owned(),
        name_en: (*name_en).to_owned(),
        source: (*source).to_owned(),
    })
}

/// Gives a year its holidays, all of them: those it had are replaced.
pub fn put_year(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (year, source): (i64, &str),
    holidays: &[Holiday],
) -> Answer<()> {
    if holidays.is_empty() || holidays.iter().any(|it| calendar::year(it.date) != year) {
        return Err(Refusal::new("settlement/holiday-of-other-year").with("year", year).into());
    }
    sql::add_year(tx, year, source)?;
    sql::set_source(tx, year, source)?;
    sql::remove_holidays(tx, year)?;
    for holiday in holidays {
        sql::put_holiday(tx, holiday)?;
    }
    let body = format!(r#"{{"count":{}}}"#, holidays.len());
    record(tx, env, actor, "settlement.year.put", format!("calendar:{year}"), body);
    Ok(())
}

/// Adds one holiday to a year that is known: one that was declared during the year.
pub fn add_holiday(tx: &mut Tx<'_>, env: &Env, actor: &str, holiday: &Holiday) -> Answer<()> {
    let year = calendar::year(holiday.date);
    if !sql::years(tx)?.contains(&year) {
        return Err(year_unknown(MissingYear(year)).into());
    }
    sql::put_holiday(tx, holiday)?;
    let subject = format!("calendar:{}", holiday.date);
    record(tx, env, actor, "settlement.holiday.added", subject, "{}".to_owned());
    Ok(())
}

/// Takes one holiday away.
pub fn remove_holiday(tx: &mut Tx<'_>, env: &Env, actor: &str, date: BusinessDate) -> Answer<()> {
    if !sql::remove_holiday(tx, date)? {
        return Err(Refusal::new("settlement/holiday-unknown").with("date", date).into());
    }
    let subject = format!("calendar:{date}");
    record(tx, env, actor, "settlement.holiday.removed", subject, "{}".to_owned());
    Ok(())
}

pub(super) fn record(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    action: &'static str,
    subject: String,
    body: String,
) {
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}
