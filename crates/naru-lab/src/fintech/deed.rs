//! What customers do, and how often.

use crate::seed::Dice;

/// One thing that a customer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Looks at a balance.
    Balance,
    /// Pays the institution.
    Withdraw,
    /// Is paid by the institution.
    Deposit,
    /// Looks at a statement.
    Transactions,
    /// The institution asks again after an order whose end it knows: the answer must be the same.
    Result,
    /// The institution checks whose an account is.
    RealName,
    /// The institution asks who would be paid.
    Receive,
}

/// How often each is done, in parts of the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix(pub &'static [(Deed, u32)]);

/// The Korean network's own proportions, in the hundred: balances 68, withdrawals 21, deposits 6,
/// all else 5 (figures of December 2021).
pub const NETWORK: Mix = Mix(&[
    (Deed::Balance, 68),
    (Deed::Withdraw, 21),
    (Deed::Deposit, 6),
    (Deed::Transactions, 2),
    (Deed::RealName, 1),
    (Deed::Receive, 1),
    (Deed::Result, 1),
]);

impl Mix {
    /// The next deed.
    pub fn draw(self, dice: &Dice) -> Option<Deed> {
        let weights: Vec<u32> = self.0.iter().map(|(_, weight)| *weight).collect();
        Some(self.0.get(weighted(dice, &weights)?)?.0)
    }
}

/// A place drawn by its weight; `None` if all weigh nothing.
pub(super) fn weighted(dice: &Dice, weights: &[u32]) -> Option<usize> {
    let mut drawn = dice.below(weights.iter().copied().map(u64::from).sum());
    weights.iter().position(|weight| match drawn.checked_sub(u64::from(*weight)) {
        Some(left) => {
            drawn = left;
            false
        }
        None => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_s_proportions_come_out() {
        let dice = Dice::new(5);
        let mut counts = [0_i64; 7];
        for _ in 0..100_000 {
            let deed = NETWORK.draw(&dice).expect("the mix weighs something");
            counts[deed as usize] += 1;
        }
        assert_eq!(NETWORK.0.iter().map(|(_, weight)| weight).sum::<u32>(), 100);
        for (deed, weight) in NETWORK.0 {
            let off = (counts[*deed as usize] - i64::from(*weight) * 1000).abs();
            assert!(off < 500, "{deed:?} came {} times", counts[*deed as usize]);
        }
        assert_eq!(Mix(&[]).draw(&dice), None);
        assert_eq!(weighted(&dice, &[0, 0]), None);
        assert_eq!(weighted(&dice, &[0, 3, 0]), Some(1));
    }
}
