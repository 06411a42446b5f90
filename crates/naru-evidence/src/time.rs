//! Instants as tools write them: RFC 3339, seconds since 1970, `Tue, 12 May 2020 20:59:12`,
//! `Fr., 30 Sep. 2022 08:40:35`, `2022-01-17 16:45:39`. A time without a zone is taken for UTC, and
//! said to have none.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Months by their first letters, in the languages that tools were seen to write.
const MONTHS: [&[&str]; 12] = [
    &["jan", "1월", "1月", "ene", "gen"],
    &["feb", "2월", "2月", "fév", "fev"],
    &["mar", "mär", "mrt", "maart", "3월", "3月"],
    &["apr", "4월", "4月", "avr", "abr"],
    &["may", "mai", "mei", "5월", "5月", "mag"],
    &["jun", "6월", "6月", "juin", "giu"],
    &["jul", "7월", "7月", "juil", "lug"],
    &["aug", "8월", "8月", "aoû", "ago"],
    &["sep", "9월", "9月", "set"],
    &["oct", "okt", "10월", "10月", "ott", "out"],
    &["nov", "11월", "11月"],
    &["dec", "dez", "12월", "12月", "déc", "dic"],
];

/// Microseconds since 1970 UTC, and whether a zone was written.
#[must_use]
pub fn read(said: &str) -> Option<(i64, bool)> {
    let said = said.trim();
    if let Ok(at) = said.parse::<Timestamp>() {
        return Some((at.as_microsecond(), true));
    }
    if let Some(at) = of_count(said) {
        return Some((at, true));
    }
    if let Ok(at) = said.parse::<DateTime>() {
        return Some((in_utc(at)?, false));
    }
    words(said)
}

/// An instant as RFC 3339, in UTC.
#[must_use]
pub fn write(at_us: i64) -> String {
    Timestamp::from_microsecond(at_us).map_or_else(|_| String::new(), |it| it.to_string())
}

/// Seconds, milliseconds or microseconds since 1970, told apart by their size.
fn of_count(said: &str) -> Option<i64> {
    let whole = said.split('.').next()?;
    if !(9..=16).contains(&whole.len()) || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    match whole.len() {
        9..=11 => count.checked_mul(1_000_000),
        12..=14 => count.checked_mul(1_000),
        _ => Some(count),
    }
}

fn in_utc(at: DateTime) -> Option<i64> {
    let zoned = at.to_zoned(TimeZone::fixed(Offset::UTC)).ok()?;
    Some(zoned.timestamp().as_microsecond())
}

/// A day, a month in letters, a year and a time, in any order, with or without a zone.
fn words(said: &str) -> Option<(i64, bool)> {
    let (mut day, mut month, mut year) = (None, None, None);
    let (mut clock, mut offset, mut is_afternoon) = (None, None, None);
    let parts = said.split([' ', ',', '\t', '/', '_']).filter(|it| !it.is_empty()).take(12);
    for part in parts {
        let part = part.trim_matches(['.', '(', ')']);
        let lower = part.to_lowercase();
        if part.contains(':') && clock.is_none() {
            clock = Some(of_clock(part)?);
        } else if let Some(it) = zone(&lower) {
            offset = Some(it);
        } else if matches!(lower.as_str(), "am" | "pm" | "오전" | "오후") {
            is_afternoon = Some(matches!(lower.as_str(), "pm" | "오후"));
        } else if let Ok(number) = part.trim_end_matches(['일', '년']).parse::<i16>() {
            let slot = if number > 31 { &mut year } else { &mut day };
            *slot = slot.or(Some(number));
        } else if let Ok(at) = part.parse::<jiff::civil::Date>() {
            (year, month, day) = (Some(at.year()), Some(at.month()), Some(i16::from(at.day())));
        } else {
            // Tuesday begins like March in some languages: the other word is the month.
            let named = month_of(&lower);
            month = named.filter(|it| month.is_none() || *it != 3).or(month);
        }
    }
    let (mut hour, minute, second) = clock?;
    if let Some(is_afternoon) = is_afternoon {
        hour = hour % 12 + if is_afternoon { 12 } else { 0 };
    }
    let day = i8::try_from(day?).ok()?;
    let at = DateTime::new(year?, month?, day, hour, minute, second, 0).ok()?;
    let minutes = offset.unwrap_or(0);
    Some((in_utc(at)?.checked_sub(i64::from(minutes) * 60_000_000)?, offset.is_some()))
}

fn month_of(word: &str) -> Option<i8> {
    let is_it = |names: &[&str]| names.iter().any(|it| word.starts_with(it));
    MONTHS.iter().zip(1_i8..).find(|it| is_it(it.0)).map(|it| it.1)
}

fn of_clock(text: &str) -> Option<(i8, i8, i8)> {
    let mut parts = text.split(':');
    let mut next = || parts.next().map(|it| it.split('.').next().unwrap_or(it).parse::<i8>().ok());
    Some((next()??, next()??, next().unwrap_or(Some(0))?))
}

/// The minutes by which a zone is ahead of UTC.
fn zone(word: &str) -> Option<i32> {
    match word {
        "utc" | "gmt" | "z" | "ut" => return Some(0),
        "kst" | "jst" => return Some(9 * 60),
        "cet" => return Some(60),
        "cest" => return Some(120),
        "est" => return Some(-5 * 60),
        "edt" => return Some(-4 * 60),
        "pst" => return Some(-8 * 60),
        "pdt" => return Some(-7 * 60),
        _ => {}
    }
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = word[1..].chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 4 || word.len() > 6 {
        return None;
    }
    let (hours, minutes) = (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?);
    Some(sign * (hours * 60 + minutes))
}
