//! PHP packages: `version_compare` of PHP, with the leading `v` that Composer drops.

use super::number;
use std::cmp::Ordering;

/// Tokens of a version: runs of digits and runs of others; `.`, `-`, `_`, `+` only separate.
struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a [u8];
    fn next(&mut self) -> Option<&'a [u8]> {
        let is_gap = |byte: u8| matches!(byte, b'.' | b'-' | b'_' | b'+');
        let text = number::take_while(self.0, is_gap).1;
        let first = text.first()?;
        let is_digits = first.is_ascii_digit();
        let (token, rest) =
            number::take_while(text, |byte| byte.is_ascii_digit() == is_digits && !is_gap(byte));
        self.0 = rest;
        Some(token)
    }
}

fn tokens(text: &str) -> Tokens<'_> {
    let text = text.as_bytes();
    Tokens(match text {
        [b'v' | b'V', rest @ ..] => rest,
        _ => text,
    })
}

/// The place of a word in the order; a number stands where `#` does.
fn place(token: &[u8]) -> i8 {
    match token {
        [b'd', b'e', b'v', ..] => 0,
        [b'a', ..] => 1,
        [b'b', ..] => 2,
        [b'R', b'C', ..] | [b'r', b'c', ..] => 3,
        [b'#', ..] => NUMBER,
        [b'p', ..] => 5,
        [first, ..] if first.is_ascii_digit() => NUMBER,
        _ => -1,
    }
}

const NUMBER: i8 = 4;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (tokens(a), tokens(b));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (Some(a), None) => beyond(a),
            (None, Some(b)) => beyond(b).reverse(),
            (Some(a), Some(b)) if number::is(a) && number::is(b) => number::compare(a, b),
            (Some(a), Some(b)) => place(a).cmp(&place(b)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// What one token more means: a number makes it newer, a word as its place says.
fn beyond(token: &[u8]) -> Ordering {
    if number::is(token) { Ordering::Greater } else { place(token).cmp(&NUMBER) }
}
