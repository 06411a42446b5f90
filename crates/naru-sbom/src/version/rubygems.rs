//! Ruby packages, as `Gem::Version` compares them.

use super::number;
use smallvec::SmallVec;
use std::cmp::Ordering;

type Segments<'a> = SmallVec<[&'a [u8]; 12]>;

/// Runs of digits and of letters, without the zeros that end the numbers and the whole.
fn segments(text: &str) -> Segments<'_> {
    let mut found = Segments::new();
    let mut rest = text.as_bytes();
    let mut has_word = false;
    while let [first, ..] = rest {
        if !first.is_ascii_alphanumeric() {
            // A dash stands for `.pre.`.
            if *first == b'-' {
                drop_zeros(&mut found, has_word);
                has_word = true;
                found.push(b"pre");
            }
            rest = &rest[1..];
            continue;
        }
        let is_digits = first.is_ascii_digit();
        let (run, after) = number::take_while(rest, |byte| {
            byte.is_ascii_alphanumeric() && byte.is_ascii_digit() == is_digits
        });
        if !is_digits && !has_word {
            drop_zeros(&mut found, false);
            has_word = true;
        }
        found.push(run);
        rest = after;
    }
    while found.last().is_some_and(|last| is_zero(last)) {
        found.pop();
    }
    found
}

fn drop_zeros(found: &mut Segments<'_>, has_word: bool) {
    while !has_word && found.last().is_some_and(|last| is_zero(last)) {
        found.pop();
    }
}

fn is_zero(segment: &[u8]) -> bool {
    segment.iter().all(|byte| *byte == b'0')
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (left, right) = (segments(a), segments(b));
    for at in 0..left.len().max(right.len()) {
        let a = left.get(at).copied().unwrap_or(b"0");
        let b = right.get(at).copied().unwrap_or(b"0");
        let order = match (a[0].is_ascii_digit(), b[0].is_ascii_digit()) {
            (true, true) => number::compare(a, b),
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
