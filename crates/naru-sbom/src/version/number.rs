//! Runs of digits of any length, compared by value.

use std::cmp::Ordering;

/// Compares two runs of digits by value; an empty run is zero.
#[inline]
pub(super) fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let (a, b) = (significant(a), significant(b));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// A run of digits without its leading zeros.
#[inline]
pub(super) fn significant(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

/// The leading digits, and the rest.
#[inline]
pub(super) fn take(text: &[u8]) -> (&[u8], &[u8]) {
    take_while(text, |byte| byte.is_ascii_digit())
}

/// The leading bytes that are so, and the rest.
#[inline]
pub(super) fn take_while(text: &[u8], is_so: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at(text.iter().position(|byte| !is_so(*byte)).unwrap_or(text.len()))
}

/// Whether it is digits and nothing else.
#[inline]
pub(super) fn is(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}
