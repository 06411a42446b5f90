//! Alpine, Wolfi and Chainguard: `1.2.3b_rc1~hash-r4`, as apk compares them.
//!
//! What apk would refuse still has an order: two such texts by their bytes, one of them after
//! whatever of it can be read.

use super::number;
use std::cmp::Ordering;

/// Suffixes in their order; the absence of one stands between `rc` and `cvs`.
const SUFFIXES: [&[u8]; 10] =
    [b"alpha", b"beta", b"pre", b"rc", b"", b"cvs", b"svn", b"git", b"hg", b"p"];
const NO_SUFFIX: usize = 4;

struct Version<'a> {
    numbers: &'a [u8],
    letter: Option<u8>,
    suffixes: &'a [u8],
    revision: &'a [u8],
    rest: &'a [u8],
    is_valid: bool,
}

fn cut(text: &[u8]) -> Version<'_> {
    let (numbers, rest) = take_numbers(text);
    let (letter, rest) = match rest {
        [letter, rest @ ..] if letter.is_ascii_lowercase() => (Some(*letter), rest),
        _ => (None, rest),
    };
    let mut after = rest;
    while let Some((_, _, next)) = take_suffix(after) {
        after = next;
    }
    let suffixes = &rest[..rest.len() - after.len()];
    let rest = without_hash(after);
    let (revision, rest, is_valid) = match rest.strip_prefix(b"-r") {
        Some(rest) => {
            let (digits, rest) = number::take(rest);
            (digits, rest, true)
        }
        None => (&rest[..0], rest, rest.is_empty()),
    };
    Version { numbers, letter, suffixes, revision, rest, is_valid }
}

/// Numbers with single dots between them; a dot may end them.
fn take_numbers(text: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = text;
    loop {
        let (digits, after) = number::take(rest);
        if digits.is_empty() {
            break;
        }
        rest = after.strip_prefix(b".").unwrap_or(after);
    }
    text.split_at(text.len() - rest.len())
}

/// `_rc12`: its place in the order, its number, and the rest.
fn take_suffix(text: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let text = text.strip_prefix(b"_")?;
    let (word, rest) = number::take_while(text, |byte| byte.is_ascii_lowercase());
    let place = SUFFIXES.iter().position(|suffix| !word.is_empty() && *suffix == word)?;
    let (digits, rest) = number::take(rest);
    Some((place, digits, rest))
}

fn without_hash(text: &[u8]) -> &[u8] {
    let Some(after) = text.strip_prefix(b"~") else { return text };
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let (hash, rest) = number::take_while(after, is_hex);
    if hash.is_empty() { text } else { rest }
}

pub(super) fn compare(a_text: &str, b_text: &str) -> Ordering {
    let (a, b) = (cut(a_text.as_bytes()), cut(b_text.as_bytes()));
    if !a.is_valid && !b.is_valid {
        return a_text.cmp(b_text);
    }
    numbers(a.numbers, b.numbers)
        .then_with(|| a.letter.cmp(&b.letter))
        .then_with(|| suffixes(a.suffixes, b.suffixes))
        .then_with(|| number::compare(a.revision, b.revision))
        .then_with(|| a.rest.is_empty().cmp(&b.rest.is_empty()))
}

/// The first number by value; later ones as fractions if one of the two begins with a zero.
fn numbers(mut a: &[u8], mut b: &[u8]) -> Ordering {
    let mut is_first = true;
    loop {
        let ((left, a_rest), (right, b_rest)) = (number::take(a), number::take(b));
        let order = match (left.is_empty(), right.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) if is_first || (left[0] != b'0' && right[0] != b'0') => {
                number::compare(left, right)
            }
            (false, false) => left.cmp(right),
        };
        if order != Ordering::Equal {
            return order;
        }
        is_first = false;
        a = a_rest.strip_prefix(b".").unwrap_or(a_rest);
        b = b_rest.strip_prefix(b".").unwrap_or(b_rest);
    }
}

fn suffixes(mut a: &[u8], mut b: &[u8]) -> Ordering {
    while !(a.is_empty() && b.is_empty()) {
        let (left, a_number, a_rest) = take_suffix(a).unwrap_or((NO_SUFFIX, &[], &[]));
        let (right, b_number, b_rest) = take_suffix(b).unwrap_or((NO_SUFFIX, &[], &[]));
        let order = left.cmp(&right).then_with(|| number::compare(a_number, b_number));
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (a_rest, b_rest);
    }
    Ordering::Equal
}
