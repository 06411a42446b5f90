//! Instants in RFC 3339, compared as instants whatever their offset.

use std::cmp::Ordering;

/// An instant: seconds since 1970 and the digits of its fraction without ending zeros.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant<'a> {
    seconds: i64,
    fraction: &'a [u8],
}

impl Instant<'_> {
    /// Reads an instant, or nothing if it is not written as RFC 3339 asks.
    pub(super) fn parse(text: &str) -> Option<Instant<'_>> {
        let text = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            let is_number = digits.iter().all(u8::is_ascii_digit);
            is_number.then(|| digits.iter().fold(0, |n, d| n * 10 + i64::from(d - b'0')))
        };
        let is = |at: usize, bytes: &[u8]| text.get(at).is_some_and(|byte| bytes.contains(byte));
        let is_shaped =
            is(4, b"-") && is(7, b"-") && is(10, b"Tt ") && is(13, b":") && is(16, b":");
        if !is_shaped {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let is_real = (1..=12).contains(&month) && (1..=31).contains(&day);
        if !is_real || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let mut rest = &text[19..];
        let mut fraction = &rest[..0];
        if let Some(after) = rest.strip_prefix(b".") {
            let length = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (fraction, rest) = after.split_at(length);
            let zeros = fraction.iter().rev().take_while(|digit| **digit == b'0').count();
            fraction = &fraction[..fraction.len() - zeros];
        }
        let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
        Some(Instant { seconds: seconds - offset(rest)?, fraction })
    }
}

/// Seconds that an offset (`Z`, `+09:00`) is ahead.
fn offset(text: &[u8]) -> Option<i64> {
    match text {
        b"Z" | b"z" => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]
            if [h1, h2, m1, m2].iter().all(|digit| digit.is_ascii_digit()) =>
        {
            let two = |a: &u8, b: &u8| i64::from(a - b'0') * 10 + i64::from(b - b'0');
            let ahead = two(h1, h2) * 3600 + two(m1, m2) * 60;
            Some(if *sign == b'+' { ahead } else { -ahead })
        }
        _ => None,
    }
}

/// Days since 1970 of a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // The year begins in March, so that the leap day is its last.
    let year = if month <= 2 { year - 1 } else { year };
    let month = if month <= 2 { month + 9 } else { month - 3 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Two instants; what is none is older than any and compared by its bytes.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    match (Instant::parse(a), Instant::parse(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (None, None) => a.cmp(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}
