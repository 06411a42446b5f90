//! Semantic versions, and their relatives on pub.dev and nuget.org.
//!
//! Read mildly: a leading `v`, any count of numbers of any length, a pre-release without its dash.

use super::number;
use std::cmp::Ordering;

/// A version, cut but not copied.
struct Version<'a> {
    numbers: &'a [u8],
    pre: &'a [u8],
    build: &'a [u8],
}

fn cut(text: &str) -> Version<'_> {
    let text = text.as_bytes();
    let text = match text {
        [b'v' | b'V', rest @ ..] if rest.first().is_some_and(u8::is_ascii_digit) => rest,
        _ => text,
    };
    let (main, build) = match text.iter().position(|byte| *byte == b'+') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &text[text.len()..]),
    };
    let is_number = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let (numbers, pre) = number::take_while(main, is_number);
    Version { numbers, pre: pre.strip_prefix(b"-").unwrap_or(pre), build }
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a), cut(b));
    numbers(a.numbers, b.numbers).then_with(|| pre(a.pre, b.pre, <[u8]>::cmp))
}

/// On pub.dev the build counts: none is the least.
pub(super) fn compare_pub(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a), cut(b));
    numbers(a.numbers, b.numbers)
        .then_with(|| pre(a.pre, b.pre, <[u8]>::cmp))
        .then_with(|| identifiers(a.build, b.build, <[u8]>::cmp))
}

/// On nuget.org the case of a pre-release does not count.
pub(super) fn compare_nuget(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a), cut(b));
    numbers(a.numbers, b.numbers).then_with(|| pre(a.pre, b.pre, without_case))
}

fn without_case(a: &[u8], b: &[u8]) -> Ordering {
    let lower = |text: &[u8]| text.to_ascii_lowercase();
    lower(a).cmp(&lower(b))
}

/// Numbers with dots; a missing one is zero.
pub(super) fn numbers(mut a: &[u8], mut b: &[u8]) -> Ordering {
    while !(a.is_empty() && b.is_empty()) {
        let ((left, a_rest), (right, b_rest)) = (number::take(a), number::take(b));
        let order = number::compare(left, right);
        if order != Ordering::Equal {
            return order;
        }
        a = a_rest.strip_prefix(b".").unwrap_or(a_rest);
        b = b_rest.strip_prefix(b".").unwrap_or(b_rest);
    }
    Ordering::Equal
}

type Texts = fn(&[u8], &[u8]) -> Ordering;

/// A version without a pre-release is newer than one with it.
fn pre(a: &[u8], b: &[u8], texts: Texts) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => identifiers(a, b, texts),
    }
}

/// Identifiers with dots: numbers by value and before words, and the shorter list first.
fn identifiers(a: &[u8], b: &[u8], texts: Texts) -> Ordering {
    if a.is_empty() || b.is_empty() {
        return a.len().cmp(&b.len());
    }
    let (mut left, mut right) = (a.split(|c| *c == b'.'), b.split(|c| *c == b'.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) => match (number::is(a), number::is(b)) {
                (true, true) => number::compare(a, b),
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => texts(a, b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}
