//! Numbers, times and dates as console.md section 4 writes them. Integers in, text out.

use crate::console::words;
use naru_base::{BusinessDate, Lang, Micros, Won};

/// A missing value in a table.
pub(crate) const NONE: &str = "–";

/// 1,284.
pub(crate) fn count(n: u64) -> String {
    Won::new(i64::try_from(n).unwrap_or(i64::MAX)).grouped()
}

/// Tenths as 412.3.
pub(crate) fn tenths(n: u64) -> String {
    format!("{}.{}", count(n / 10), n % 10)
}

/// Hundredths of a percent as 98.94.
pub(crate) fn share(n: u64) -> String {
    format!("{}.{:02}", n / 100, n % 100)
}

/// Microseconds as whole milliseconds, rounded, at least 1 for what took any time.
pub(crate) fn ms(us: u64) -> String {
    count(us.saturating_add(500).wrapping_div(1000).max(u64::from(us > 0)))
}

/// Microseconds as milliseconds with a decimal; from 100 ms on without.
pub(crate) fn ms_fine(us: u64) -> String {
    if us >= 99_950 { ms(us) } else { tenths(us.saturating_add(50) / 100) }
}

/// A time in a sentence: 9.4초, 850 ms.
pub(crate) fn span(lang: Lang, us: u64) -> String {
    if us < 1_000_000 {
        return format!("{} ms", ms(us));
    }
    words::seconds_fine(lang, &tenths(us.saturating_add(50_000) / 100_000))
}

/// An optional value, or the dash.
pub(crate) fn or_none(value: Option<u64>, of: impl Fn(u64) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), of)
}

/// Money in a sentence. A sum below zero has its sign in front of the mark.
pub(crate) fn won(lang: Lang, amount: Won) -> String {
    match (lang, amount.negated().filter(|_| amount < Won::ZERO)) {
        (Lang::Ko, _) => format!("{}원", amount.grouped()),
        (Lang::En, Some(owed)) => format!("-₩{}", owed.grouped()),
        (Lang::En, None) => format!("₩{}", amount.grouped()),
    }
}

/// 14:28.
pub(crate) fn hour_minute(at: Micros) -> String {
    at.kst_clock().chars().take(5).collect()
}

/// Seconds from one instant to a later one, never negative.
pub(crate) fn seconds_between(earlier: Micros, later: Micros) -> u64 {
    u64::try_from(later.since(earlier) / 1_000_000).unwrap_or(0)
}

/// An age in words, two units at most.
pub(crate) fn age(lang: Lang, seconds: u64) -> String {
    let (d, h, m, s) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    if d > 0 {
        words::days_hours(lang, d, h)
    } else if h > 0 {
        words::hours_minutes(lang, h, m)
    } else if m > 0 {
        words::minutes_seconds(lang, m, s)
    } else {
        words::seconds(lang, s)
    }
}

/// An age in a column: 4:02, 1:04:02.
pub(crate) fn age_column(seconds: u64) -> String {
    let (h, m, s) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS_KO: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// 11월 25일 (수), Wed 25 Nov.
pub(crate) fn date(lang: Lang, date: BusinessDate) -> String {
    let (_, month, day, weekday) = date.parts();
    let at = |names: &[&'static str], n: i8| {
        usize::try_from(n - 1).ok().and_then(|i| names.get(i).copied()).unwrap_or(NONE)
    };
    match lang {
        Lang::Ko => format!("{month}월 {day}일 ({})", at(&DAYS_KO, weekday)),
        Lang::En => format!("{} {day} {}", at(&DAYS_EN, weekday), at(&MONTHS, month)),
    }
}

/// A text as the value of a query parameter.
pub(crate) fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

/// The head of a file that is handed out: its name as it is, and in letters that every program
/// reads.
pub(crate) fn attachment(stem: &str, rest: &str) -> String {
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|it| !it.is_empty()).collect();
    let plain = if parts.is_empty() { "system".to_owned() } else { parts.join("-") };
    let own: String = stem.chars().map(|c| if "/\\\"".contains(c) { '-' } else { c }).collect();
    let own = query_value(&format!("{}{rest}", own.trim()));
    format!("attachment; filename=\"{plain}{rest}\"; filename*=UTF-8''{own}")
}

/// The English plural: nothing after 1.
pub(crate) const fn s(n: u64) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_table_says() {
        assert_eq!(tenths(4_123), "412.3");
        assert_eq!(tenths(12_046), "1,204.6");
        assert_eq!(share(9_894), "98.94");
        assert_eq!(share(10_000), "100.00");
        assert_eq!(
            (ms(0), ms(1), ms(1_499), ms(9_410_000)),
            ("0".into(), "1".into(), "1".into(), "9,410".into())
        );
        assert_eq!((ms_fine(6_849), ms_fine(1_310_000)), ("6.8".into(), "1,310".into()));
        assert_eq!(span(Lang::Ko, 9_410_000), "9.4초");
        assert_eq!(span(Lang::En, 850_400), "850 ms");
        assert_eq!(won(Lang::En, Won::new(870_000)), "₩870,000");
        assert_eq!(won(Lang::En, Won::new(-870_000)), "-₩870,000");
    }

    #[test]
    fn times_are_written_as_the_table_says() {
        assert_eq!(age(Lang::Ko, 242), "4분 02초");
        assert_eq!(age(Lang::En, 3 * 86_400 + 3_600), "3 d 1 h");
        assert_eq!(age_column(242), "4:02");
        assert_eq!(age_column(3_842), "1:04:02");
        let day = BusinessDate::from_yyyymmdd(20_261_125).expect("a date");
        assert_eq!(date(Lang::Ko, day), "11월 25일 (수)");
        assert_eq!(date(Lang::En, day), "Wed 25 Nov");
    }
}
