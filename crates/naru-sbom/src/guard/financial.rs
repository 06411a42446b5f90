//! Numbers of cards, accounts and businesses.

use super::context::{self, Words};
use super::identifiers::{Digits, Number, byte_before};
use super::number::{Gap, Group};
use super::{Confidence, Find, Kind};

use Confidence::{High, Low, Medium};

impl Number<'_, '_> {
    pub(super) fn card(&self) -> Option<Find> {
        let shapes: [&[usize]; 3] = [&[4, 4, 4, 4], &[4, 6, 5], &[4, 4, 4, 4, 3]];
        for shape in shapes {
            if let Some((_, end, digits)) = self.shaped(shape)
                && is_card(&digits)
            {
                return self.find(Kind::Card, High, end);
            }
        }
        let (end, digits) = self.alone(13..=19)?;
        if !is_card(digits) {
            return None;
        }
        if self.words(end).has(Words::CARD) {
            return self.find(Kind::Card, High, end);
        }
        let sure = if matches!(digits.len(), 15 | 16) { Medium } else { Low };
        self.find(Kind::Card, sure, end)
    }

    pub(super) fn business(&self) -> Option<Find> {
        let (sure, end, digits) = match self.shaped(&[3, 2, 5]) {
            Some((_, end, digits)) => (Medium, end, digits),
            None => {
                let (end, digits) = self.alone(10..=10)?;
                (Low, end, Digits::from_slice(digits))
            }
        };
        if !is_business(&digits) {
            return None;
        }
        let is_named = self.words(end).has(Words::BUSINESS);
        self.find(Kind::Business, if is_named { High } else { sure }, end)
    }

    /// An account has no check digit: only the words beside it or above its column tell.
    pub(super) fn account(&self) -> Option<Find> {
        let alone = self.alone(10..=14);
        let (end, count) = match alone {
            Some((end, digits)) => (end, digits.len()),
            None => self.hyphened()?,
        };
        let first = self.groups[0].as_ref()?;
        let is_phone = first.digits().first() == Some(&0) && first.count() <= 4 && count <= 11;
        let fits = (10..=16).contains(&count) && !is_phone && self.is_free(end);
        if !fits {
            return None;
        }
        let words = self.words(end);
        let is_named = words.has(Words::ACCOUNT_NUMBER);
        let is_other = alone.is_some_and(|(_, digits)| is_time(digits, is_named))
            || self.is_amount(end)
            || self.is_in_path(end)
            || byte_before(self.text.bytes, first.start) == Some(&b'+');
        let is_account = words.has(Words::ACCOUNT) && !is_other;
        if is_account { self.find(Kind::Account, Medium, end) } else { None }
    }

    /// Whether it is money: it says so behind it, or in the last word before it.
    fn is_amount(&self, end: usize) -> bool {
        const SIGNS: [&[u8]; 4] = ["₩".as_bytes(), "￦".as_bytes(), b"$", b"KRW "];
        const UNITS: [&[u8]; 4] = ["원".as_bytes(), b"\xbf\xf8", b"KRW", b"won"];
        let bytes = self.text.bytes;
        let Some(first) = self.groups[0].as_ref() else { return false };
        let after = bytes[end..].strip_prefix(b" ").unwrap_or(&bytes[end..]);
        let wanted = Words::ACCOUNT.and(Words::AMOUNT);
        UNITS.iter().any(|it| after.starts_with(it))
            || SIGNS.iter().any(|it| bytes[..first.start].ends_with(it))
            || context::last_before(bytes, first.start, wanted).has(Words::AMOUNT)
    }

    /// Whether it stands in a name like `arn:aws:iam::123456789012:role/account-admin`.
    fn is_in_path(&self, end: usize) -> bool {
        let first = self.groups[0].as_ref();
        let before = first.and_then(|it| byte_before(self.text.bytes, it.start));
        before == Some(&b':') && self.text.bytes.get(end) == Some(&b':')
    }

    /// Two to four groups joined by hyphens: the end and the count of digits.
    fn hyphened(&self) -> Option<(usize, usize)> {
        let joined = self.gaps.iter().take_while(|gap| **gap == Some(Gap::Hyphen)).count();
        if !(1..=3).contains(&joined) || matches!(self.glued, Some(Gap::Hyphen)) {
            return None;
        }
        let groups = || self.groups.iter().take(joined + 1).flatten();
        let count = groups().map(Group::count).sum();
        groups().all(|group| group.count() <= 8).then_some((groups().last()?.end, count))
    }
}

/// Whether digits are a day and a time of it, or the milliseconds or seconds of one; where a word
/// says that an account's number follows, only the former.
fn is_time(digits: &[u8], is_named: bool) -> bool {
    let number = |from: usize, count: usize| {
        digits.iter().skip(from).take(count).fold(0_u64, |sum, it| sum * 10 + u64::from(*it))
    };
    let is_day = |year: u64, month: u64, day: u64| {
        (1990..=2099).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let is_clock = || number(8, 2) < 24 && number(10, 2) < 60 && number(12, 2) < 60;
    match digits.len() {
        // From 2017 on, for forty years.
        13 => !is_named && (1_483_000_000_000..2_750_000_000_000).contains(&number(0, 13)),
        10 => !is_named && (1_483_000_000..2_750_000_000).contains(&number(0, 10)),
        12 | 14 => is_day(number(0, 4), number(4, 2), number(6, 2)) && is_clock(),
        _ => false,
    }
}

/// How the numbers of cards begin, by how many digits they have.
fn is_issued(lead: u32, count: usize) -> bool {
    match lead {
        3400..=3499 | 3700..=3799 => count == 15,
        3000..=3059 | 3600..=3699 | 3800..=3999 => count == 14 || count >= 16,
        4000..=4999 => matches!(count, 13 | 16 | 19),
        2221..=2720 | 5100..=5599 | 9400..=9499 | 9710..=9799 => count == 16,
        3528..=3589 | 6011 | 6200..=6299 | 6440..=6599 => count >= 16,
        _ => false,
    }
}

fn is_card(digits: &[u8]) -> bool {
    let lead = digits.iter().take(4).fold(0_u32, |lead, digit| lead * 10 + u32::from(*digit));
    let is_repeated = digits.iter().all(|digit| Some(digit) == digits.first());
    is_issued(lead, digits.len()) && !is_repeated && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            let doubled = digit * 2;
            if place % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn is_business(digits: &[u8]) -> bool {
    let weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
    let sum: u32 =
        digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let tens = u32::from(digits[8]) * 5 / 10;
    let is_zero = digits.iter().all(|digit| *digit == 0);
    !is_zero && (10 - (sum + tens) % 10) % 10 == u32::from(digits[9])
}
