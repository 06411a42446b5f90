//! Gentoo: `1.2.3b_rc1_p2-r4`, as the package manager specification compares them.

use super::number;
use std::cmp::Ordering;

const SUFFIXES: [&[u8]; 6] = [b"alpha", b"beta", b"pre", b"rc", b"", b"p"];
const NO_SUFFIX: usize = 4;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (cut(a.as_bytes()), cut(b.as_bytes()));
    numbers(a.numbers, b.numbers)
        .then_with(|| a.letter.cmp(&b.letter))
        .then_with(|| suffixes(a.suffixes, b.suffixes))
        .then_with(|| number::compare(a.revision, b.revision))
}

struct Version<'a> {
    numbers: &'a [u8],
    letter: Option<u8>,
    suffixes: &'a [u8],
    revision: &'a [u8],
}

fn cut(text: &[u8]) -> Version<'_> {
    let revision = text.windows(2).rposition(|pair| pair == b"-r");
    let (main, revision) = match revision {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => (text, &text[..0]),
    };
    let (main, suffixes) = match main.iter().position(|byte| *byte == b'_') {
        Some(at) => main.split_at(at),
        None => (main, &main[..0]),
    };
    let (numbers, letter) = number::take_while(main, |byte| byte.is_ascii_digit() || byte == b'.');
    Version {
        numbers,
        letter: letter.first().copied(),
        suffixes,
        revision: number::take(revision).0,
    }
}

/// The first by value; later ones as fractions if one of the two begins with a zero.
fn numbers(a: &[u8], b: &[u8]) -> Ordering {
    let (mut left, mut right) = (a.split(|c| *c == b'.'), b.split(|c| *c == b'.'));
    let mut is_first = true;
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if !is_first && (a.starts_with(b"0") || b.starts_with(b"0")) => {
                without_end_zeros(a).cmp(without_end_zeros(b))
            }
            (Some(a), Some(b)) => number::compare(a, b),
        };
        if order != Ordering::Equal {
            return order;
        }
        is_first = false;
    }
}

fn without_end_zeros(digits: &[u8]) -> &[u8] {
    &digits[..digits.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1)]
}

fn suffixes(a: &[u8], b: &[u8]) -> Ordering {
    let next = |part: Option<&[u8]>| {
        let (word, digits) = match part {
            Some(part) => {
                let at = part.iter().position(u8::is_ascii_digit).unwrap_or(part.len());
                (part[..at].to_vec(), part[at..].to_vec())
            }
            None => (Vec::new(), Vec::new()),
        };
        let place = SUFFIXES.iter().position(|suffix| *suffix == word);
        (place.unwrap_or(NO_SUFFIX), digits)
    };
    let parts =
        |text: &[u8]| text.split(|c| *c == b'_').skip(1).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (left, right) = (parts(a), parts(b));
    for at in 0..left.len().max(right.len()) {
        let a = next(left.get(at).map(Vec::as_slice));
        let b = next(right.get(at).map(Vec::as_slice));
        let order = a.0.cmp(&b.0).then_with(|| number::compare(&a.1, &b.1));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
