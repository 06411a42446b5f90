//! The formats that the standard schemas name.
//!
//! **Must never** be stricter than the format: a document refused here is refused for good.

/// Whether a text is of a format. One that is not known is any text.
pub(crate) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date-time" => is_date_time(text),
        "date" => is_date(text),
        "idn-email" | "email" => is_email(text),
        "uri" => is_iri_reference(text) && has_scheme(text),
        "iri-reference" | "uri-reference" => is_iri_reference(text),
        _ => true,
    }
}

fn digits(text: &str, length: usize) -> Option<u32> {
    let good = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// A date of RFC 3339 that exists.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (
        parts.next().and_then(|part| digits(part, 4)),
        parts.next().and_then(|part| digits(part, 2)),
        parts.next().and_then(|part| digits(part, 2)),
    ) else {
        return false;
    };
    day >= 1 && day <= days_of(year, month)
}

/// How many days a month has; none if there is no such month.
pub(crate) fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    }
}

/// An instant of RFC 3339, with its offset.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else { return false };
    let Some(time) = time.strip_prefix(['T', 't', ' ']) else { return false };
    let (clock, offset_fits) = if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, true)
    } else if let Some(sign) = time.rfind(['+', '-']) {
        let (clock, offset) = time.split_at(sign);
        (clock, is_hours_minutes(&offset[1..]))
    } else {
        return false;
    };
    is_date(date) && offset_fits && is_clock(clock)
}

fn is_hours_minutes(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    digits(hours, 2).is_some_and(|h| h < 24) && digits(minutes, 2).is_some_and(|m| m < 60)
}

fn is_clock(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let Some((hours_minutes, seconds)) = whole.rsplit_once(':') else { return false };
    is_hours_minutes(hours_minutes)
        && digits(seconds, 2).is_some_and(|s| s <= 60)
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
    })
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// RFC 3987, leniently: no character that an IRI cannot hold, and escapes that are whole.
fn is_iri_reference(text: &str) -> bool {
    let fits = |c: char| !c.is_control() && !" <>\"{}|\\^`".contains(c);
    let escaped =
        |part: &str| part.len() >= 2 && part.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    text.chars().all(fits) && text.split('%').skip(1).all(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_those_of_rfc_3339() {
        for good in
            ["2026-11-26T01:02:03Z", "2024-02-29T23:59:60.123+09:00", "2026-01-01t00:00:00z"]
        {
            assert!(is_date_time(good), "{good}");
        }
        for bad in [
            "2023-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-26",
            "2026-11-26T01:02Z",
            "2026-11-26T24:00:00Z",
            "2026-11-26T01:02:03",
            "2026-11-26T01:02:03.Z",
            "",
            "가가가가-11-26T01:02:03Z",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
