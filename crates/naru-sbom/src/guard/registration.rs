//! Resident and foreigner registration numbers.
//!
//! Check digits raise confidence. They never silence a number: since October 2020 its last six
//! digits are random.

use super::context::{self, Words};
use super::identifiers::{Number, byte_before, is_word};
use super::number::{Gap, Group, digit_at, group_at};
use super::{Confidence, Find, Kind};
use crate::json::format::days_of;

use Confidence::{High, Low, Medium};

/// What thirteen digits say.
struct Read {
    kind: Kind,
    checks: bool,
    /// Given out since October 2020, so the check digit says nothing.
    is_random: bool,
    /// Born after 2049: rather a number of goods or a time.
    is_future: bool,
}

fn read(digits: &[u8]) -> Option<Read> {
    const YEAR_MAX: u32 = 49;
    let two = |at: usize| u32::from(digits[at]) * 10 + u32::from(digits[at + 1]);
    let (kind, century, turn) = match digits.get(6)? {
        1 | 2 => (Kind::Resident, 1900, 11),
        3 | 4 => (Kind::Resident, 2000, 11),
        5 | 6 => (Kind::Foreigner, 1900, 13),
        7 | 8 => (Kind::Foreigner, 2000, 13),
        _ => return None,
    };
    let day = two(4);
    if day == 0 || day > days_of(century + two(0), two(2)) {
        return None;
    }
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 =
        digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let is_future = century == 2000 && two(0) > YEAR_MAX;
    Some(Read {
        kind,
        checks: u32::from(digits[12]) == (turn - sum % 11) % 10,
        is_random: century == 2000 && two(0) * 100 + two(2) >= 2010 && !is_future,
        is_future,
    })
}

impl Number<'_, '_> {
    pub(super) fn registration(&self) -> Option<Find> {
        let first = self.groups[0].as_ref()?;
        if self.is_after_digit && matches!(self.glued, Some(Gap::Hyphen | Gap::Dot)) {
            return None;
        }
        if first.count() == 13 && self.is_free(first.end) && self.gaps[0] != Some(Gap::Hyphen) {
            let read = read(first.digits())?;
            let is_named = self.words(first.end).has(Words::REGISTRATION);
            let sure = match read {
                _ if is_named => High,
                Read { is_future: true, .. } => Low,
                Read { checks: true, .. } | Read { is_random: true, .. } => Medium,
                _ => Low,
            };
            return self.find(read.kind, sure, first.end);
        }
        if first.count() != 6 {
            return None;
        }
        let (gap, second, goes_on) = match (self.gaps[0], self.groups[1]) {
            (Some(gap), Some(second)) if second.count() == 7 => {
                (gap, second, self.gaps[1] == Some(Gap::Hyphen))
            }
            _ => (Gap::Quoted, second_half(self.text.bytes, first)?, false),
        };
        if goes_on {
            return None;
        }
        let digits = [first.digits(), second.digits()].concat();
        let read = read(&digits)?;
        let sure = self.sure(gap, &read, second.end)?;
        // What is certain may have letters after it.
        let is_certain = gap == Gap::Hyphen && sure == High;
        (is_certain || self.is_free(second.end)).then_some(())?;
        self.find(read.kind, sure, second.end)
    }

    /// How sure it is of two halves with something between.
    fn sure(&self, gap: Gap, read: &Read, end: usize) -> Option<Confidence> {
        let start = self.groups[0].as_ref()?.start;
        let near = context::near(self.text.bytes, start, end);
        let is_named = near.and(self.text.header).has(Words::REGISTRATION);
        Some(match gap {
            // The head of a column says nothing of what stands in two lines.
            Gap::Odd if near.has(Words::REGISTRATION) => High,
            Gap::Odd => return None,
            _ if is_named => High,
            Gap::Hyphen if read.checks => High,
            Gap::Hyphen if read.is_random => Medium,
            Gap::Hyphen if near.has(Words::COUNTED) => Low,
            Gap::Hyphen => Medium,
            _ if read.checks => Medium,
            Gap::Quoted => return None,
            // A day and a count: so is much else written.
            Gap::Space | Gap::Dot | Gap::Slash => Low,
        })
    }

    /// One that a word runs into: `RRN900101-1234568`, `kim_900101-1234568`.
    pub(super) fn registration_in_word(&self) -> Option<Find> {
        const WORD_BYTES_MAX: usize = 16;
        let first = self.groups[0].as_ref()?;
        let bytes = self.text.bytes;
        if first.count() == 13 {
            let before = &bytes[first.start.saturating_sub(WORD_BYTES_MAX)..first.start];
            let letters = before.iter().rev().take_while(|it| is_word(Some(it))).count();
            let word = &before[before.len() - letters..];
            let is_named = context::meanings(word).has(Words::REGISTRATION);
            let read = read(first.digits()).filter(|_| is_named && self.is_free(first.end))?;
            return self.find(read.kind, High, first.end);
        }
        let second = self.groups[1].as_ref().filter(|it| it.count() == 7)?;
        let is_it = first.count() == 6
            && self.gaps[0] == Some(Gap::Hyphen)
            && self.gaps[1] != Some(Gap::Hyphen);
        let digits = [first.digits(), second.digits()].concat();
        let read = read(&digits).filter(|_| is_it)?;
        (self.sure(Gap::Hyphen, &read, second.end)? == High).then_some(())?;
        self.find(read.kind, High, second.end)
    }
}

/// Bytes in which the second half of a number in two fields stands.
const BETWEEN_MAX: usize = 48;

/// The second half of a registration number in a field of its own, with the field's name between.
fn second_half(bytes: &[u8], first: &Group) -> Option<Group> {
    let Some(quote) = byte_before(bytes, first.start).filter(|it| matches!(it, b'"' | b'\''))
    else {
        return second_half_unquoted(bytes, first);
    };
    // In JSON inside of JSON each quote has a backslash before it.
    let closing = if bytes.get(first.end) == Some(&b'\\') { first.end + 1 } else { first.end };
    if bytes.get(closing) != Some(quote) {
        return None;
    }
    groups_after(bytes, first.end)
        .find(|group| group.count() == 7 && byte_before(bytes, group.start) == Some(quote))
}

/// The same without quotes: numbers of JSON, elements of XML, fields of an address.
fn second_half_unquoted(bytes: &[u8], first: &Group) -> Option<Group> {
    let rest = bytes.get(first.end..)?;
    let spaces = rest.iter().take_while(|it| **it == b' ').count();
    let is_field = match rest.get(spaces..)? {
        [b',', next, ..] => !next.is_ascii_alphabetic(),
        [b'<' | b'&', ..] => true,
        _ => false,
    };
    if !is_field {
        return None;
    }
    // A number in between that is no part of a name ends it.
    let is_apart = |group: &Group| {
        let before = byte_before(bytes, group.start);
        !is_word(before) && !matches!(before, Some(b'"' | b'\''))
    };
    let second = groups_after(bytes, first.end).find(is_apart)?;
    let before = bytes[first.end..second.start].trim_ascii_end();
    let is_value = matches!(before.last(), Some(b'>' | b':' | b'='));
    (second.count() == 7 && is_value).then_some(second)
}

/// The numbers that begin within a few bytes after a place.
fn groups_after(bytes: &[u8], from: usize) -> impl Iterator<Item = Group> {
    let end = bytes.len().min(from + BETWEEN_MAX);
    let mut at = from;
    std::iter::from_fn(move || {
        while at < end {
            if digit_at(bytes, at).is_some() {
                let group = group_at(bytes, at);
                at = group.end;
                return Some(group);
            }
            at += 1;
        }
        None
    })
}
