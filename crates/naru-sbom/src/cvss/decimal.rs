//! Decimal fractions with seventeen places.

use std::ops::{Add, Mul, Neg, Sub};

const PLACES: u32 = 17;
const ONE: i128 = 10_i128.pow(PLACES);
const TENTH: i128 = ONE / 10;

/// A decimal fraction. Values stay between -100 and 100, so products fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decimal(i128);

impl Decimal {
    pub(super) const ZERO: Decimal = Decimal(0);
    pub(super) const ONE: Decimal = Decimal(ONE);
    pub(super) const TEN: Decimal = Decimal(10 * ONE);

    /// So many ten-thousandths: `of(4850)` is 0.485.
    pub(super) const fn of(ten_thousandths: i32) -> Decimal {
        Decimal(ten_thousandths as i128 * (ONE / 10_000))
    }
    /// So many thousandths.
    pub(super) const fn milli(thousandths: i32) -> Decimal {
        Decimal(thousandths as i128 * (ONE / 1_000))
    }
    pub(super) fn pow(self, exponent: u32) -> Decimal {
        (0..exponent).fold(Decimal::ONE, |product, _| product * self)
    }
    /// Tenths, half up.
    pub(super) fn tenths_half_up(self) -> i64 {
        i64::try_from((self.0 + TENTH / 2).div_euclid(TENTH)).expect("values are small")
    }
    /// Tenths, up.
    pub(super) fn tenths_up(self) -> i64 {
        i64::try_from((self.0 + TENTH - 1).div_euclid(TENTH)).expect("values are small")
    }
    /// The value of so many tenths.
    pub(super) fn of_tenths(tenths: i64) -> Decimal {
        Decimal(i128::from(tenths) * TENTH)
    }
}

impl Add for Decimal {
    type Output = Decimal;
    fn add(self, other: Decimal) -> Decimal {
        Decimal(self.0 + other.0)
    }
}

impl Sub for Decimal {
    type Output = Decimal;
    fn sub(self, other: Decimal) -> Decimal {
        Decimal(self.0 - other.0)
    }
}

impl Neg for Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        Decimal(-self.0)
    }
}

/// Cut after the last place.
impl Mul for Decimal {
    type Output = Decimal;
    fn mul(self, other: Decimal) -> Decimal {
        Decimal(self.0 * other.0 / ONE)
    }
}
