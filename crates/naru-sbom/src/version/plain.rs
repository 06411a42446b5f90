//! Rules that need no file of their own.

use super::number;
use super::semver;
use std::cmp::Ordering;

/// Lists of numbers with dots or dashes: number by number, then the shorter first (R, Haskell).
pub(super) fn compare_lists(a: &str, b: &str) -> Ordering {
    let is_gap = |byte: &u8| matches!(byte, b'.' | b'-');
    let mut left = a.as_bytes().split(is_gap).filter(|part| number::is(part));
    let mut right = b.as_bytes().split(is_gap).filter(|part| number::is(part));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) => number::compare(a, b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Numbers with dots; whatever follows them is ignored.
pub(super) fn compare_numbers(a: &str, b: &str) -> Ordering {
    semver::numbers(leading_numbers(a.as_bytes()).0, leading_numbers(b.as_bytes()).0)
}

fn leading_numbers(text: &[u8]) -> (&[u8], &[u8]) {
    number::take_while(text, |byte| byte.is_ascii_digit() || byte == b'.')
}

/// OpenSSL: numbers, then letters (`1.0.2zf`); a pre-release (`3.0.0-beta1`) before its version.
pub(super) fn compare_openssl(a: &str, b: &str) -> Ordering {
    let (a_numbers, a_rest) = leading_numbers(a.as_bytes());
    let (b_numbers, b_rest) = leading_numbers(b.as_bytes());
    let (a_letters, a_pre) = number::take_while(a_rest, |byte| byte.is_ascii_alphabetic());
    let (b_letters, b_pre) = number::take_while(b_rest, |byte| byte.is_ascii_alphabetic());
    semver::numbers(a_numbers, b_numbers)
        .then_with(|| a_letters.cmp(b_letters))
        .then_with(|| a_pre.is_empty().cmp(&b_pre.is_empty()))
        .then_with(|| runs(a_pre, b_pre))
}

/// Runs of digits and of letters: numbers are newer than words, and words than nothing.
pub(super) fn compare_runs(a: &str, b: &str) -> Ordering {
    runs(a.as_bytes(), b.as_bytes())
}

fn runs(mut a: &[u8], mut b: &[u8]) -> Ordering {
    let is_gap = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let is_word = |byte: u8| !byte.is_ascii() || byte.is_ascii_alphabetic();
    loop {
        a = number::take_while(a, is_gap).1;
        b = number::take_while(b, is_gap).1;
        if a.is_empty() || b.is_empty() {
            return a.len().min(1).cmp(&b.len().min(1));
        }
        let ((a_digits, a_rest), (b_digits, b_rest)) = (number::take(a), number::take(b));
        let order = match (a_digits.is_empty(), b_digits.is_empty()) {
            (false, false) => {
                (a, b) = (a_rest, b_rest);
                number::compare(a_digits, b_digits)
            }
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (true, true) => {
                let ((left, a_rest), (right, b_rest)) =
                    (number::take_while(a, is_word), number::take_while(b, is_word));
                (a, b) = (a_rest, b_rest);
                left.cmp(right)
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}
