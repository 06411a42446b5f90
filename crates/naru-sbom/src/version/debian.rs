//! Debian and Ubuntu: `epoch:upstream-revision`, as dpkg compares them.

use super::number;
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a), cut(b));
    number::compare(a.0, b.0).then_with(|| part(a.1, b.1)).then_with(|| part(a.2, b.2))
}

/// Epoch, upstream version, revision.
fn cut(text: &str) -> (&[u8], &[u8], &[u8]) {
    let text = text.trim_ascii().as_bytes();
    let (epoch, rest) = match text.iter().position(|byte| *byte == b':') {
        Some(at) if text[..at].iter().all(u8::is_ascii_digit) => (&text[..at], &text[at + 1..]),
        _ => (&text[..0], text),
    };
    match rest.iter().rposition(|byte| *byte == b'-') {
        Some(at) => (epoch, &rest[..at], &rest[at + 1..]),
        None => (epoch, rest, &rest[..0]),
    }
}

/// By turns a run of others and a run of digits.
fn part(mut a: &[u8], mut b: &[u8]) -> Ordering {
    while !(a.is_empty() && b.is_empty()) {
        let is_other = |byte: u8| !byte.is_ascii_digit();
        let ((left, a_rest), (right, b_rest)) =
            (number::take_while(a, is_other), number::take_while(b, is_other));
        let order = others(left, right);
        if order != Ordering::Equal {
            return order;
        }
        let ((left, a_rest), (right, b_rest)) = (number::take(a_rest), number::take(b_rest));
        let order = number::compare(left, right);
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (a_rest, b_rest);
    }
    Ordering::Equal
}

fn others(a: &[u8], b: &[u8]) -> Ordering {
    for at in 0..a.len().max(b.len()) {
        let order = weight(a.get(at).copied()).cmp(&weight(b.get(at).copied()));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// A tilde before the end, the end before letters, letters before the rest.
fn weight(byte: Option<u8>) -> u16 {
    match byte {
        Some(b'~') => 0,
        None => 1,
        Some(byte) if byte.is_ascii_alphabetic() => u16::from(byte),
        Some(byte) => 256 + u16::from(byte),
    }
}
