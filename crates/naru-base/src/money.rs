//! Money: whole won in a signed 64-bit integer. There is no conversion from or to floats.

use std::fmt;

/// An amount of Korean won (원). Signed, because ledger entries are.
///
/// Arithmetic is checked: a sum that does not fit is `None`, never a wrong number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Won(i64);

impl Won {
    /// Zero won.
    pub const ZERO: Won = Won(0);
    /// The largest amount a KFTC `tran_amt` (N12) can carry.
    pub const TRAN_AMT_MAX: Won = Won(999_999_999_999);

    /// An amount of `won` won.
    pub const fn new(won: i64) -> Self {
        Won(won)
    }

    /// The number of won.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Sum, or `None` when it does not fit.
    pub const fn plus(self, other: Won) -> Option<Won> {
        match self.0.checked_add(other.0) {
            Some(won) => Some(Won(won)),
            None => None,
        }
    }

    /// Difference, or `None` when it does not fit.
    pub const fn minus(self, other: Won) -> Option<Won> {
        match self.0.checked_sub(other.0) {
            Some(won) => Some(Won(won)),
            None => None,
        }
    }

    /// The same amount on the other side of the ledger; `None` for the one value without a mirror.
    pub const fn negated(self) -> Option<Won> {
        match self.0.checked_neg() {
            Some(won) => Some(Won(won)),
            None => None,
        }
    }

    /// Parses a KFTC amount: 1 to 12 decimal digits, nothing else.
    pub fn parse_tran_amt(text: &str) -> Option<Won> {
        if text.is_empty() || text.len() > 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        text.parse().ok().map(Won)
    }

    /// With thousands separators and no unit, as money stands in tables: `1,284,903`.
    pub fn grouped(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if self.0 < 0 {
            out.push('-');
        }
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out
    }
}

impl fmt::Display for Won {
    /// Plain digits, as on the wire.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tran_amt_takes_digits_only() {
        let cases = [
            ("0", Some(0)),
            ("1", Some(1)),
            ("999999999999", Some(999_999_999_999)),
            ("1000000000000", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.0", None),
            ("1e3", None),
            ("１", None),
            (" 1", None),
        ];
        for (text, want) in cases {
            assert_eq!(Won::parse_tran_amt(text).map(Won::get), want, "{text:?}");
        }
    }

    #[test]
    fn sums_that_do_not_fit_are_none() {
        assert_eq!(Won::new(i64::MAX).plus(Won::new(1)), None);
        assert_eq!(Won::new(i64::MIN).minus(Won::new(1)), None);
        assert_eq!(Won::new(i64::MIN).negated(), None);
    }

    #[test]
    fn grouped_puts_commas() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")];
        for (won, want) in cases {
            assert_eq!(Won::new(won).grouped(), want);
        }
    }
}
