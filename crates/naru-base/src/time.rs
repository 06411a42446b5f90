//! Time: microseconds since 1970 in UTC inside; Korean time (KST, UTC+9, no summer time) at the
//! edges.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use std::fmt;

const KST: Offset = Offset::constant(9);

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(i64);

impl Micros {
    /// From microseconds since 1970 UTC.
    pub const fn new(micros: i64) -> Self {
        Micros(micros)
    }
    /// Microseconds since 1970 UTC.
    pub const fn get(self) -> i64 {
        self.0
    }
    /// Milliseconds since 1970 UTC, rounded down; zero before 1970.
    pub const fn unix_ms(self) -> u64 {
        if self.0 < 0 { 0 } else { (self.0 / 1000).unsigned_abs() }
    }
    /// Seconds since 1970 UTC, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
    /// Later by `ms` milliseconds (earlier if negative); stops at the ends of the range.
    pub const fn plus_ms(self, ms: i64) -> Micros {
        Micros(self.0.saturating_add(ms.saturating_mul(1000)))
    }
    /// Later by `seconds`; stops at the ends of the range.
    pub const fn plus_seconds(self, seconds: i64) -> Micros {
        self.plus_ms(seconds.saturating_mul(1000))
    }
    /// Microseconds from `earlier` to `self`.
    pub const fn since(self, earlier: Micros) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Days from the day of `now` to the last day on which something holds that ends at `self`, as
    /// a calendar in Korea counts them: 0 on that day itself. Of what is over, the whole days
    /// since, below zero.
    pub fn days_left(self, now: Micros) -> i64 {
        const DAY_US: i64 = 86_400_000_000;
        if self <= now {
            return self.since(now).div_euclid(DAY_US);
        }
        let last = Micros(self.0.saturating_sub(1)).business_date().starts_at();
        last.since(now.business_date().starts_at()).div_euclid(DAY_US)
    }

    fn kst(self) -> DateTime {
        // Out of jiff's range (year ±9999) only by a broken clock: shown as the epoch.
        let stamp = Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH);
        KST.to_datetime(stamp)
    }

    /// `yyyyMMddHHmmssSSS` in KST: the wire's `api_tran_dtm` (N17).
    pub fn kst_dtm17(self) -> String {
        let t = self.kst();
        format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}{:03}",
            t.year(),
            t.month(),
            t.day(),
            t.hour(),
            t.minute(),
            t.second(),
            t.subsec_nanosecond() / 1_000_000
        )
    }
    /// RFC 3339 in UTC, whole seconds, for files that others read.
    pub fn rfc3339(self) -> String {
        let stamp = Timestamp::from_second(self.unix_seconds()).unwrap_or(Timestamp::UNIX_EPOCH);
        stamp.to_string()
    }
    /// Reads RFC 3339 with its offset, or `None` if it is none.
    pub fn parse_rfc3339(text: &str) -> Option<Micros> {
        text.trim().parse::<Timestamp>().ok().map(|it| Micros(it.as_microsecond()))
    }
    /// `HH:mm:ss` in KST, for screens.
    pub fn kst_clock(self) -> String {
        let t = self.kst();
        format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second())
    }
    /// `HH:mm:ss.SSS` in KST, for one transfer.
    pub fn kst_clock_ms(self) -> String {
        let t = self.kst();
        format!(
            "{:02}:{:02}:{:02}.{:03}",
            t.hour(),
            t.minute(),
            t.second(),
            t.subsec_nanosecond() / 1_000_000
        )
    }
    /// The Korean calendar date: the business date of what happens now.
    pub fn business_date(self) -> BusinessDate {
        BusinessDate(self.kst().date())
    }
    /// The instant of `yyyyMMddHHmmss` in KST, or `None` if that is no date and time.
    pub fn parse_kst_dtime14(text: &str) -> Option<Micros> {
        if text.len() != 14 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let n = |from: usize, to: usize| text[from..to].parse::<i8>().ok();
        let date = Date::new(text[..4].parse().ok()?, n(4, 6)?, n(6, 8)?).ok()?;
        let stamp = date.at(0, 0, 0, 0);
        let time = jiff::civil::Time::new(n(8, 10)?, n(10, 12)?, n(12, 14)?, 0).ok()?;
        let stamp = KST.to_timestamp(stamp.date().to_datetime(time)).ok()?;
        Some(Micros(stamp.as_microsecond()))
    }
}

/// A business date (영업일) of the network: the calendar day in Korea, cut over at midnight KST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessDate(Date);

impl BusinessDate {
    /// From the store's or the wire's number `yyyymmdd`.
    pub fn from_yyyymmdd(number: i64) -> Option<Self> {
        let year = i16::try_from(number / 10_000).ok()?;
        let month = i8::try_from(number / 100 % 100).ok()?;
        let day = i8::try_from(number % 100).ok()?;
        Date::new(year, month, day).ok().map(BusinessDate)
    }
    /// Parses eight digits `yyyyMMdd` (N8 on the wire).
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Self::from_yyyymmdd(text.parse().ok()?)
    }
    /// The number `yyyymmdd`, the form in the store.
    pub fn yyyymmdd(self) -> i64 {
        i64::from(self.0.year()) * 10_000
            + i64::from(self.0.month()) * 100
            + i64::from(self.0.day())
    }
    /// The day before.
    pub fn previous(self) -> Self {
        BusinessDate(self.0.saturating_sub(1.day()))
    }
    /// The day after.
    pub fn next(self) -> Self {
        BusinessDate(self.0.saturating_add(1.day()))
    }
    /// Midnight KST at which this date begins.
    pub fn starts_at(self) -> Micros {
        let midnight = self.0.at(0, 0, 0, 0);
        Micros(KST.to_timestamp(midnight).map_or(0, Timestamp::as_microsecond))
    }
    /// Year, month, day and weekday (Monday = 1 … Sunday = 7), for screens.
    pub fn parts(self) -> (i16, i8, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day(), self.0.weekday().to_monday_one_offset())
    }
}

impl fmt::Display for BusinessDate {
    /// `yyyyMMdd`, as on the wire.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.yyyymmdd())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_left_are_those_of_a_calendar() {
        let at = |text: &str| Micros::parse_kst_dtime14(text).expect("a time");
        let now = at("20261127063300");
        let cases = [
            ("20261130061000", 3),
            ("20261130000000", 2),
            ("20261127120000", 0),
            ("20261128000000", 0),
            ("20261128000001", 1),
            ("20271127060900", 365),
            ("20261127063300", 0),
            ("20261127060000", -1),
            ("20261126060000", -2),
        ];
        for (end, days) in cases {
            assert_eq!(at(end).days_left(now), days, "{end}");
        }
    }

    #[test]
    fn the_date_turns_at_midnight_in_korea() {
        let midnight = Micros::parse_kst_dtime14("20261123000000").expect("a date");
        assert_eq!(midnight.business_date().to_string(), "20261123");
        assert_eq!(Micros::new(midnight.get() - 1).business_date().to_string(), "20261122");
        assert_eq!(midnight.business_date().starts_at(), midnight);
        assert_eq!(midnight.kst_dtm17(), "20261123000000000");
        assert_eq!(midnight.business_date().previous().next(), midnight.business_date());
    }

    #[test]
    fn bad_dates_are_none() {
        for text in [
            "20260230120000",
            "20261301000000",
            "2026112212000",
            "20261122246000",
            "2026112２120000",
        ] {
            assert_eq!(Micros::parse_kst_dtime14(text), None, "{text}");
        }
        assert_eq!(BusinessDate::parse("20260229"), None);
        assert!(BusinessDate::parse("20240229").is_some());
        assert_eq!(BusinessDate::from_yyyymmdd(-1), None);
        assert_eq!(BusinessDate::from_yyyymmdd(i64::MAX), None);
    }
}
