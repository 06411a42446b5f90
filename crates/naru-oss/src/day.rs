//! Days: how old data is, and whether a date has passed. A day ends at midnight in Korea.

use jiff::civil::Date;
use naru_base::Micros;

/// Today.
pub(crate) fn today(now: Micros) -> Date {
    let (year, month, day, _) = now.business_date().parts();
    Date::new(year, month, day).expect("a business date is a date")
}

/// The date at the head of a date or of a point in time.
pub(crate) fn parse(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Days from one date to another; none if the former is later.
pub(crate) fn between(from: Date, to: Date) -> u32 {
    let days = (to - from).get_days();
    u32::try_from(days).unwrap_or_default()
}
