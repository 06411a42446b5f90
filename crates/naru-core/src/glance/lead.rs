//! The first sentence of the page, as data: what is wrong, since when, how many, is the money safe.

use crate::glance::model::{BankState, Glance, Name};
use naru_base::{Micros, Won};

/// What the first sentence says. The page has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The gravest thing.
    pub trouble: Trouble,
    /// Banks that do well.
    pub banks_well: usize,
    /// All banks.
    pub banks: usize,
    /// Transfers in doubt, all banks together.
    pub in_doubt: u64,
    /// Whether the proof holds; `None` when there is none.
    pub money_holds: Option<bool>,
}

/// What is wrong, the gravest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The ledger does not add up, by so much; nothing else matters.
    Ledger(Option<Won>),
    /// The audit chain is broken.
    Chain,
    /// A bank does badly, and so many others do.
    Bank {
        /// Which.
        bank: Name,
        /// How.
        state: BankState,
        /// Since when.
        since: Option<Micros>,
        /// Its 99th percentile.
        p99_us: Option<u64>,
        /// Its share of failures, hundredths of a percent.
        failure_share: Option<u64>,
        /// Its transfers in doubt.
        in_doubt: u64,
        /// Other banks in trouble.
        others: usize,
    },
    /// Banks do well, but transfers are in doubt.
    Doubt {
        /// When the oldest was asked for.
        oldest_at: Option<Micros>,
    },
    /// Nothing has been asked yet, or nothing for the last minute.
    NoTraffic,
    /// All is well.
    None,
}

/// Says what a tired person must know first.
pub fn lead(glance: &Glance) -> Lead {
    let troubled: Vec<_> = glance.banks.iter().filter(|b| b.state.is_trouble()).collect();
    let worst = troubled.iter().max_by_key(|b| (b.state, b.in_doubt, b.rate_tenths));
    let broken = glance.money.as_ref().filter(|m| !m.holds());
    let trouble = if let Some(money) = broken {
        Trouble::Ledger(money.difference())
    } else if matches!(glance.audit.verified, Some((_, false))) {
        Trouble::Chain
    } else if let Some(bank) = worst {
        Trouble::Bank {
            bank: bank.name.clone(),
            state: bank.state,
            since: bank.since,
            p99_us: bank.p99_us,
            failure_share: bank.failure_share,
            in_doubt: bank.in_doubt,
            others: troubled.len() - 1,
        }
    } else if glance.doubts.count > 0 {
        Trouble::Doubt { oldest_at: glance.doubts.oldest.first().map(|d| d.at) }
    } else if glance.total.mix == Default::default() {
        Trouble::NoTraffic
    } else {
        Trouble::None
    };
    Lead {
        trouble,
        banks_well: glance.banks.iter().filter(|b| b.state == BankState::Normal).count(),
        banks: glance.banks.len(),
        in_doubt: glance.doubts.count,
        money_holds: glance.money.as_ref().map(|m| m.holds()),
    }
}
