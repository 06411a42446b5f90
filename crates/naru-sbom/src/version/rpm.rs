//! RPM packages of all distributions, and Arch Linux, whose rule descends from it.

use super::number;
use std::cmp::Ordering;

/// `epoch:version-release`; without a release is the least.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a.as_bytes(), true), cut(b.as_bytes(), true));
    number::compare(a.epoch, b.epoch)
        .then_with(|| emptiness(a.version, b.version))
        .then_with(|| segments(a.version, b.version))
        .then_with(|| a.release.is_some().cmp(&b.release.is_some()))
        .then_with(|| segments(a.release.unwrap_or_default(), b.release.unwrap_or_default()))
}

/// Arch Linux: releases count only if both have one.
pub(super) fn compare_alpm(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a.as_bytes(), false), cut(b.as_bytes(), false));
    let order = number::compare(a.epoch, b.epoch).then_with(|| alpm(a.version, b.version));
    match (a.release, b.release) {
        (Some(left), Some(right)) => order.then_with(|| alpm(left, right)),
        _ => order,
    }
}

struct Version<'a> {
    epoch: &'a [u8],
    version: &'a [u8],
    release: Option<&'a [u8]>,
}

fn cut(text: &[u8], first_dash: bool) -> Version<'_> {
    let (epoch, rest) = match text.iter().position(|byte| *byte == b':') {
        Some(at) if text[..at].iter().all(u8::is_ascii_digit) => (&text[..at], &text[at + 1..]),
        _ => (&text[..0], text),
    };
    let mut bytes = rest.iter();
    let is_dash = |byte: &u8| *byte == b'-';
    let dash = if first_dash { bytes.position(is_dash) } else { bytes.rposition(is_dash) };
    match dash {
        Some(at) => Version { epoch, version: &rest[..at], release: Some(&rest[at + 1..]) },
        None => Version { epoch, version: rest, release: None },
    }
}

fn emptiness(a: &[u8], b: &[u8]) -> Ordering {
    (!a.is_empty()).cmp(&!b.is_empty())
}

/// What separates segments.
fn is_separator(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && byte != b'~' && byte != b'^'
}

/// `rpmvercmp`: a tilde before the end, the end before a caret, a caret before anything else.
fn segments(mut a: &[u8], mut b: &[u8]) -> Ordering {
    loop {
        a = number::take_while(a, is_separator).1;
        b = number::take_while(b, is_separator).1;
        match (a.first(), b.first()) {
            (Some(b'~'), Some(b'~')) | (Some(b'^'), Some(b'^')) => {
                (a, b) = (&a[1..], &b[1..]);
                continue;
            }
            (Some(b'~'), _) => return Ordering::Less,
            (_, Some(b'~')) => return Ordering::Greater,
            (Some(b'^'), None) => return Ordering::Greater,
            (None, Some(b'^')) => return Ordering::Less,
            (Some(b'^'), Some(_)) => return Ordering::Less,
            (Some(_), Some(b'^')) => return Ordering::Greater,
            (None, _) | (_, None) => return a.len().min(1).cmp(&b.len().min(1)),
            (Some(_), Some(_)) => {}
        }
        match segment(a, b) {
            (Ordering::Equal, a_rest, b_rest) => (a, b) = (a_rest, b_rest),
            (order, ..) => return order,
        }
    }
}

fn run(text: &[u8]) -> (&[u8], &[u8]) {
    let (digits, rest) = number::take(text);
    if digits.is_empty() {
        return number::take_while(text, |byte| byte.is_ascii_alphabetic());
    }
    (digits, rest)
}

/// The next segment of both: numbers are newer than words.
fn segment<'a, 'b>(a: &'a [u8], b: &'b [u8]) -> (Ordering, &'a [u8], &'b [u8]) {
    let ((left, a_rest), (right, b_rest)) = (run(a), run(b));
    let order = match (number::is(left), number::is(right)) {
        (true, true) => number::compare(left, right),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => left.cmp(right),
    };
    (order, a_rest, b_rest)
}

/// pacman's rule: the width of separators counts, and words at the end make a version older.
fn alpm(mut a: &[u8], mut b: &[u8]) -> Ordering {
    let is_separator = |byte: u8| !byte.is_ascii_alphanumeric();
    while !a.is_empty() && !b.is_empty() {
        let ((a_gap, a_rest), (b_gap, b_rest)) =
            (number::take_while(a, is_separator), number::take_while(b, is_separator));
        (a, b) = (a_rest, b_rest);
        if a.is_empty() || b.is_empty() {
            break;
        }
        if a_gap.len() != b_gap.len() {
            return a_gap.len().cmp(&b_gap.len());
        }
        match segment(a, b) {
            (Ordering::Equal, a_rest, b_rest) => (a, b) = (a_rest, b_rest),
            (order, ..) => return order,
        }
    }
    let is_word = |text: &[u8]| text.first().is_some_and(u8::is_ascii_alphabetic);
    match (a.is_empty(), b.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) if is_word(b) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, _) if is_word(a) => Ordering::Less,
        (false, _) => Ordering::Greater,
    }
}
