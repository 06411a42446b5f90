//! Which days are business days of the banks. Pure.
//!
//! Saturdays, Sundays and the holidays of a year that is known; about any other year nothing is
//! said, not even about its Sundays, because a wrong value date moves money on the wrong day.

use naru_base::BusinessDate;
use std::collections::BTreeSet;

/// The holidays of some years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Years whose holidays are all known.
    pub years: BTreeSet<i64>,
    /// The holidays.
    pub holidays: BTreeSet<BusinessDate>,
}

/// The holidays of this year are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingYear(pub i64);

/// The year of a date.
pub fn year(date: BusinessDate) -> i64 {
    i64::from(date.parts().0)
}

/// Whether banks are open on a date.
pub fn is_business_day(calendar: &Calendar, date: BusinessDate) -> Result<bool, MissingYear> {
    let year = year(date);
    if !calendar.years.contains(&year) {
        return Err(MissingYear(year));
    }
    let is_weekend = date.parts().3 > 5;
    Ok(!is_weekend && !calendar.holidays.contains(&date))
}

/// The first business day after a date.
pub fn next_business_day(
    calendar: &Calendar,
    date: BusinessDate,
) -> Result<BusinessDate, MissingYear> {
    let mut day = date.next();
    // Ends: a year that is all holidays is followed by one that is not known.
    while !is_business_day(calendar, day)? {
        day = day.next();
    }
    Ok(day)
}
