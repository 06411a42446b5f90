//! The rules for each kind of number.
//!
//! Registration numbers and those of banks have theirs beside this.

use super::context::{self, Words};
use super::number::{Gap, Group, digit_at, gap_after, group_at, mark_before};
use super::{Confidence, Find, Kind};
use smallvec::SmallVec;

use Confidence::{High, Low, Medium};

/// Text to look at, and what the words of its first line say of the columns below.
pub(super) struct Text<'b> {
    pub bytes: &'b [u8],
    pub header: Words,
}

/// What is looked for has so many digits or more; passports aside.
const DIGITS_MIN: usize = 10;

/// Bytes that may begin a digit.
const fn may_begin(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == 0xEF || byte == 0xA3 || byte == b'\\'
}

const BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0_u8;
    loop {
        begins[byte as usize] = may_begin(byte);
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    begins
};

/// Finds every number that begins in a part of the text; answers where to go on.
pub(super) fn scan(text: &Text<'_>, from: usize, to: usize, finds: &mut Vec<Find>) -> usize {
    let mut at = from;
    while at < to {
        let Some(next) = next_beginning(&text.bytes[..to], at) else { return to };
        at = next;
        if let Some(end) = passed_over(text.bytes, at) {
            at = end;
            continue;
        }
        if digit_at(text.bytes, at).is_none() {
            at += 1;
            continue;
        }
        let group = group_at(text.bytes, at);
        let find = if may_count(text.bytes, &group) { number(text, &group) } else { None };
        at = find.map_or(group.end, |find| find.end.max(group.end));
        finds.extend(find);
    }
    at
}

/// The next byte that may begin a digit. Text without digits is passed over by whole blocks.
fn next_beginning(bytes: &[u8], from: usize) -> Option<usize> {
    const BLOCK: usize = 32;
    // Where there are many digits, the next is near.
    const NEAR: usize = 16;
    let near = bytes.get(from..)?.iter().take(NEAR);
    if let Some(skip) = near.copied().position(|byte| BEGINS[usize::from(byte)]) {
        return Some(from + skip);
    }
    let mut at = bytes.len().min(from + NEAR);
    while let Some(block) = bytes.get(at..at + BLOCK) {
        let holds = |any: bool, byte: &u8| {
            let is_digit = byte.wrapping_sub(b'0') < 10;
            any | is_digit | (*byte == 0xEF) | (*byte == 0xA3) | (*byte == b'\\')
        };
        if block.iter().fold(false, holds) {
            break;
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| BEGINS[usize::from(*byte)]).map(|skip| at + skip)
}

/// Where a run of plain digits ends that is nothing for certain: nearly all are, and a look at the
/// bytes around them tells. `None`: it takes the long way, which begins with [`may_count`].
fn passed_over(bytes: &[u8], start: usize) -> Option<usize> {
    let end = run_of_digits(bytes, start);
    let count = end - start;
    if count == 0 || count >= DIGITS_MIN || may_begin(*bytes.get(end)?) {
        return None;
    }
    if let Some(before) = byte_before(bytes, start).filter(|byte| is_word(Some(byte))) {
        let may_be_passport = is_passport_letter(*before) && matches!(count, 3 | 8);
        // A word may run into a registration number.
        let may_be_half = count == 6
            && matches!(bytes.get(end)?, b'-' | b'%' | b'&' | b'\\' | b'=' | b' ' | b'\t' | 0x80..);
        return if may_be_passport || may_be_half { None } else { Some(end) };
    }
    if count == 6 {
        return six_passed_over(bytes, start, end);
    }
    let (mut at, mut digits, mut joined) = (end, count, None);
    loop {
        let (mark, next) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        let fits = match mark {
            b'-' => count <= 8,
            b'.' | b' ' => matches!(count, 2..=4),
            b'/' | b'"' | b'\'' | b',' | b';' | b':' | b'|' | b'[' | b']' => false,
            b'\t' | b'\\' | 0x80.. => return None,
            _ if may_be_escaped(mark, next) => return None,
            _ => return Some(end),
        };
        // A space may be followed by the mark that counts.
        let is_one_mark = next.is_ascii_digit() || (mark != b' ' && !fits);
        if is_one_mark && (!fits || *joined.get_or_insert(mark) != mark) {
            return Some(end);
        }
        if !next.is_ascii_digit() {
            return if next.is_ascii_alphabetic() { Some(end) } else { None };
        }
        let after = run_of_digits(bytes, at + 1);
        digits += after - at - 1;
        if digits >= DIGITS_MIN || may_begin(*bytes.get(after)?) {
            return None;
        }
        at = after;
    }
}

/// The same of six digits, which may be the first half of a registration number: joined by anything
/// to seven others, or in quotes with the second half in a field of its own.
fn six_passed_over(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    if matches!(byte_before(bytes, start), Some(b'"' | b'\'')) {
        return None;
    }
    let (mark, next) = (*bytes.get(end)?, *bytes.get(end + 1)?);
    match mark {
        b'-' | b'\t' | b'\\' | 0x80.. => None,
        b' ' | b'.' | b'/' | b'"' | b'\'' | b',' | b';' | b':' | b'|' | b'[' | b']' => match next {
            b'0'..=b'9' => {
                let after = run_of_digits(bytes, end + 1);
                let is_half = after - end - 1 == 7 || may_begin(*bytes.get(after)?);
                if is_half { None } else { Some(end) }
            }
            next if next.is_ascii_alphabetic() => Some(end),
            _ => None,
        },
        b'<' | b'&' => None,
        _ if may_be_escaped(mark, next) => None,
        b'_' | b'~' | b'*' | b'+' | b'=' | b'\r' | b'\n' => {
            let rest = bytes.get(end..).unwrap_or_default();
            let count = rest.iter().take_while(|it| !it.is_ascii_alphanumeric()).count();
            let is_odd = |it: &u8| matches!(it, b'\\' | b'%' | b'&' | b'=' | 0x80..);
            let after = run_of_digits(bytes, end + count);
            let is_half = after - end - count == 7 || may_begin(*bytes.get(after)?);
            if is_half || rest[..count].iter().any(is_odd) { None } else { Some(end) }
        }
        _ => Some(end),
    }
}

/// Whether a mark may be one that is written in an address, a page or a mail: `%2D`, `&#45;`.
const fn may_be_escaped(mark: u8, next: u8) -> bool {
    matches!((mark, next), (b'%' | b'=', b'2') | (b'&', b'#' | b'n'))
}

/// Where a run of plain digits ends.
fn run_of_digits(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a run of digits can be the beginning of anything: what is looked for has ten digits or
/// more, alone or in groups that are joined alike. Dates, addresses and versions end here.
fn may_count(bytes: &[u8], first: &Group) -> bool {
    if first.count() == 6 || first.count() >= DIGITS_MIN || is_word(byte_before(bytes, first.start))
    {
        return true;
    }
    let mut count = first.count();
    let mut end = first.end;
    let mut joined = None;
    while let Some((gap, at)) = gap_after(bytes, end) {
        let fits = match gap {
            Gap::Hyphen => first.count() <= 8,
            Gap::Space | Gap::Dot => matches!(first.count(), 2..=4),
            Gap::Slash | Gap::Quoted | Gap::Odd => false,
        };
        if !fits || *joined.get_or_insert(gap) != gap {
            return false;
        }
        let group = group_at(bytes, at);
        count += group.count();
        if count >= DIGITS_MIN {
            return true;
        }
        end = group.end;
    }
    false
}

pub(super) fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

pub(super) fn byte_before(bytes: &[u8], at: usize) -> Option<&u8> {
    at.checked_sub(1).and_then(|at| bytes.get(at))
}

/// The digits of several groups.
pub(super) type Digits = SmallVec<[u8; 24]>;

/// A number with the groups that follow it.
pub(super) struct Number<'t, 'b> {
    pub text: &'t Text<'b>,
    pub groups: [Option<Group>; 5],
    pub gaps: [Option<Gap>; 5],
    /// The mark before it, and whether a letter or digit stands before that.
    pub glued: Option<Gap>,
    pub is_after_digit: bool,
}

fn number(text: &Text<'_>, first: &Group) -> Option<Find> {
    if first.count() > 19 {
        return None;
    }
    if is_word(byte_before(text.bytes, first.start)) {
        let passport = passport(text, first);
        let may_be = matches!(first.count(), 6 | 13) && passport.is_none();
        return if may_be { with_groups(text, first).registration_in_word() } else { passport };
    }
    let number = with_groups(text, first);
    let found = [
        number.registration(),
        number.card(),
        number.driver_licence(),
        number.account(),
        number.business(),
    ];
    // The surest; of equally sure ones the first.
    let mut best: Option<Find> = None;
    for find in found.into_iter().flatten() {
        if best.is_none_or(|best| find.confidence > best.confidence) {
            best = Some(find);
        }
    }
    best
}

fn with_groups<'t, 'b>(text: &'t Text<'b>, first: &Group) -> Number<'t, 'b> {
    let bytes = text.bytes;
    let glue = mark_before(bytes, first.start);
    let beyond = glue.and_then(|(_, at)| byte_before(bytes, at));
    let mut number = Number {
        text,
        groups: [Some(*first), None, None, None, None],
        gaps: [None; 5],
        glued: glue.map(|(gap, _)| gap).filter(|_| is_word(beyond)),
        is_after_digit: glue.is_some() && beyond.is_some_and(u8::is_ascii_digit),
    };
    let mut end = first.end;
    for index in 1..number.groups.len() {
        let Some((gap, at)) = gap_after(bytes, end) else { break };
        let group = group_at(bytes, at);
        end = group.end;
        number.gaps[index - 1] = Some(gap);
        number.groups[index] = Some(group);
    }
    number
}

impl Number<'_, '_> {
    /// The groups of exactly these lengths with one gap throughout, and nothing glued to their end.
    pub fn shaped(&self, lengths: &[usize]) -> Option<(Gap, usize, Digits)> {
        let gap = self.gaps[0].filter(|gap| matches!(gap, Gap::Hyphen | Gap::Space | Gap::Dot))?;
        let mut digits = Digits::new();
        let mut end = 0;
        for (index, length) in lengths.iter().enumerate() {
            let group = self.groups[index].as_ref().filter(|group| group.count() == *length)?;
            if index + 1 < lengths.len() && self.gaps[index] != Some(gap) {
                return None;
            }
            digits.extend_from_slice(group.digits());
            end = group.end;
        }
        let goes_on = self.gaps[lengths.len() - 1] == Some(gap);
        let is_part = self.is_after_digit && self.glued == Some(gap);
        (!goes_on && !is_part && self.is_free(end)).then_some((gap, end, digits))
    }

    pub fn is_free(&self, end: usize) -> bool {
        !is_word(self.text.bytes.get(end))
    }

    /// The first group alone, neither glued to something before nor going on after.
    pub fn alone(&self, lengths: std::ops::RangeInclusive<usize>) -> Option<(usize, &[u8])> {
        let group = self.groups[0].as_ref()?;
        let goes_on = matches!(self.gaps[0], Some(Gap::Hyphen | Gap::Dot));
        let is_glued = matches!(self.glued, Some(Gap::Hyphen | Gap::Dot));
        let fits = lengths.contains(&group.count()) && !goes_on && !is_glued;
        (fits && self.is_free(group.end)).then(|| (group.end, group.digits()))
    }

    pub fn find(&self, kind: Kind, confidence: Confidence, end: usize) -> Option<Find> {
        let start = self.groups[0].as_ref()?.start;
        Some(Find { kind, confidence, start, end })
    }

    pub fn words(&self, end: usize) -> Words {
        let start = self.groups[0].as_ref().map_or(end, |group| group.start);
        context::near(self.text.bytes, start, end).and(self.text.header)
    }

    fn driver_licence(&self) -> Option<Find> {
        let is_region = |digits: &[u8]| matches!(digits[0] * 10 + digits[1], 11..=26 | 28);
        if let Some((gap, end, digits)) = self.shaped(&[2, 2, 6, 2]) {
            let is_named = self.words(end).has(Words::LICENCE);
            let sure = if is_named {
                High
            } else if gap == Gap::Hyphen {
                Medium
            } else {
                Low
            };
            return if is_region(&digits) {
                self.find(Kind::DriverLicence, sure, end)
            } else {
                None
            };
        }
        if let Some((_, end, _)) = self.shaped(&[2, 6, 2])
            && context::is_after_region(self.text.bytes, self.groups[0].as_ref()?.start)
        {
            return self.find(Kind::DriverLicence, High, end);
        }
        let (end, digits) = self.alone(12..=12)?;
        if !is_region(digits) {
            return None;
        }
        let sure = if self.words(end).has(Words::LICENCE) { High } else { Low };
        self.find(Kind::DriverLicence, sure, end)
    }
}

const fn is_passport_letter(byte: u8) -> bool {
    matches!(byte.to_ascii_uppercase(), b'M' | b'S' | b'R' | b'O' | b'D')
}

/// A letter and eight digits, or a letter, three digits, a letter and four digits.
fn passport(text: &Text<'_>, group: &Group) -> Option<Find> {
    let bytes = text.bytes;
    let start = group.start.checked_sub(1)?;
    if !is_passport_letter(bytes[start]) {
        return None;
    }
    let before = byte_before(bytes, start);
    let beyond = start.checked_sub(1).and_then(|at| byte_before(bytes, at));
    // A part of something longer: Base64, a path, a name with hyphens.
    let is_glued = matches!(before, Some(b'+' | b'/' | b'=' | b'-' | b'.')) && is_word(beyond);
    if is_word(before) || is_glued {
        return None;
    }
    let (end, sure) = match group.count() {
        8 => (group.end, Low),
        3 if bytes.get(group.end).is_some_and(u8::is_ascii_alphabetic) => {
            let rest = group_at(bytes, group.end + 1);
            if rest.count() != 4 {
                return None;
            }
            (rest.end, Medium)
        }
        _ => return None,
    };
    if is_word(bytes.get(end)) || matches!(bytes.get(end), Some(b'+' | b'/' | b'=')) {
        return None;
    }
    let words = context::near(bytes, start, end).and(text.header);
    let confidence = if words.has(Words::PASSPORT) { High } else { sure };
    Some(Find { kind: Kind::Passport, confidence, start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_would_not_have_been_found_the_long_way() {
        // Everything that stands around numbers, and digits more often than the rest.
        let parts: [&[u8]; 36] = [
            b"1",
            b"9",
            b"900101",
            b"1234567",
            b"2026",
            b"11",
            b"4",
            b"010",
            b"-",
            b" ",
            b".",
            b"/",
            b",",
            b"\"",
            b"\\",
            b"\t",
            b"\n",
            b"a",
            b"M",
            b"_",
            b":",
            b"=",
            "\u{ff11}".as_bytes(),
            "\u{2010}".as_bytes(),
            "주민".as_bytes(),
            b"\xa3\xb1",
            b"<",
            b"&",
            b"&#45;",
            b"%2D",
            b"=2d",
            b"\\u002d",
            b"~",
            b"\r",
            b"jumin2",
            "\u{200b}".as_bytes(),
        ];
        let mut lot = 1_u64;
        let mut passed = 0;
        for _ in 0..60_000 {
            let mut bytes = Vec::new();
            for _ in 0..12 {
                lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_889);
                let most = if lot >> 62 == 0 { parts.len() } else { 12 };
                bytes.extend_from_slice(parts[usize::try_from(lot >> 33).unwrap() % most]);
            }
            let text = Text { bytes: &bytes, header: Words::default() };
            for at in 0..bytes.len() {
                if digit_at(&bytes, at).is_none() {
                    assert_eq!(passed_over(&bytes, at), None);
                    continue;
                }
                let Some(end) = passed_over(&bytes, at) else { continue };
                passed += 1;
                let group = group_at(&bytes, at);
                assert_eq!(end, group.end, "{:?} at {at}", bytes.escape_ascii().to_string());
                let find = may_count(&bytes, &group).then(|| number(&text, &group)).flatten();
                assert_eq!(find, None, "{:?} at {at}", bytes.escape_ascii().to_string());
            }
        }
        assert!(passed > 50_000, "{passed}");
    }
}
