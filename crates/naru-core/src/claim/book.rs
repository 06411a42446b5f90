//! What a line of a claim's book demands of the ledger, and what a claim's lines add up to. Pure.
//!
//! Accounts: `claim:M…` the damage for which an institution answers until somebody else is found
//! to bear it, `claim-surety:M…` what of it is asked of its surety, `claim-owed:…` what another
//! bears, `claim-advance:…` (credit) what somebody paid to consumers first and has not got back.

use super::model::{Line, LineKind, Party};
use crate::ledger::Entry;
use naru_base::{ClientUseCode, Won};
use std::collections::BTreeMap;

/// The account of the damage for which an institution answers so far.
pub fn damage_account(institution: &ClientUseCode) -> String {
    format!("claim:{institution}")
}

/// The account of what is asked of an institution's surety.
pub fn surety_account(institution: &ClientUseCode) -> String {
    format!("claim-surety:{institution}")
}

/// The account of what another than the institution bears.
pub fn owed_account(party: &Party) -> String {
    format!("claim-owed:{party}")
}

/// The account of what somebody paid first.
pub fn advance_account(payer: &Party) -> String {
    format!("claim-advance:{payer}")
}

/// The account from which a party's share is paid.
fn account_of(it: &Line, party: &Party) -> String {
    match party {
        Party::Surety => surety_account(&it.institution),
        Party::Institution(code) if *code == it.institution => damage_account(code),
        other => owed_account(other),
    }
}

fn posted(account: String, amount: Won) -> Entry {
    Entry { account, posted: amount, pending: Won::ZERO }
}

/// The entries that a line demands; nothing if its amount has no opposite.
pub fn demanded(it: &Line) -> Option<Vec<Entry>> {
    let (amount, less) = (it.amount, it.amount.negated()?);
    let damage = damage_account(&it.institution);
    let advance = advance_account(&it.payer);
    let is_own = it.party == Party::Institution(it.institution.clone());
    Some(match it.kind {
        LineKind::Report => vec![
            Entry { account: damage, posted: Won::ZERO, pending: amount },
            Entry { account: advance, posted: Won::ZERO, pending: less },
        ],
        LineKind::Ended => vec![
            Entry { account: damage, posted: Won::ZERO, pending: less },
            Entry { account: advance, posted: Won::ZERO, pending: amount },
        ],
        LineKind::Payment => vec![
            Entry { account: damage, posted: amount, pending: less },
            Entry { account: advance, posted: less, pending: amount },
        ],
        LineKind::Returned => match &it.of {
            None => vec![posted(advance, amount), posted(damage, less)],
            // Who paid first has borne its own part already: what comes back to it owes nobody.
            Some(of) if *of == it.payer => Vec::new(),
            Some(of) => vec![posted(advance, amount), posted(account_of(it, of), less)],
        },
        // Who paid first and bears a share itself has nothing to wait for.
        LineKind::Share if it.party == it.payer => {
            vec![posted(advance, amount), posted(damage, less)]
        }
        // The institution's share stays where it is.
        LineKind::Share if is_own => Vec::new(),
        LineKind::Share => vec![posted(owed_account(&it.party), amount), posted(damage, less)],
        LineKind::Surety => {
            vec![posted(surety_account(&it.institution), amount), posted(damage, less)]
        }
        LineKind::SuretyRefused => {
            vec![posted(damage, amount), posted(surety_account(&it.institution), less)]
        }
        LineKind::Recourse | LineKind::WriteOff => {
            vec![posted(advance, amount), posted(account_of(it, &it.party), less)]
        }
    })
}

/// How much more of an institution's cover is taken by these entries: what it answers for, set
/// aside or booked, and what is asked of its surety.
pub fn taken(institution: &ClientUseCode, entries: &[Entry]) -> Option<Won> {
    let (damage, surety) = (damage_account(institution), surety_account(institution));
    let counts = |it: &&Entry| it.account == damage || it.account == surety;
    entries
        .iter()
        .filter(counts)
        .try_fold(Won::ZERO, |sum, it| sum.plus(it.posted)?.plus(it.pending))
}

/// What a claim's lines add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Set aside and not paid yet.
    pub reserved: Won,
    /// Paid to the consumer.
    pub paid: Won,
    /// Frozen money that came back.
    pub returned: Won,
    /// What the institution still answers for.
    pub on_institution: Won,
    /// What is asked of its surety.
    pub on_surety: Won,
    /// What others still owe.
    pub owed: BTreeMap<Party, Won>,
    /// What came back by recourse.
    pub recovered: Won,
    /// What was given up.
    pub written_off: Won,
    /// What each bears of the damage: its share, less what was given up of it; that is borne by
    /// whoever paid first.
    pub borne: BTreeMap<Party, Won>,
    /// By how much money that came back after the decision has lowered that.
    pub lowered: BTreeMap<Party, Won>,
}

/// One who bears a part of a damage, when money comes back after the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Who.
    pub party: Party,
    /// What it bears, before anything came back.
    pub borne: Won,
    /// By how much that is lowered already.
    pub lowered: Won,
    /// By how much it can still be: what it has not paid; of whoever paid first, what it bears.
    pub open: Won,
}

fn add(to: &mut BTreeMap<Party, Won>, party: &Party, amount: Won) -> Option<()> {
    let sum = to.entry(party.clone()).or_insert(Won::ZERO);
    *sum = sum.plus(amount)?;
    Some(())
}

impl Money {
    /// Adds the lines up; nothing if they contradict each other.
    pub fn of(lines: &[Line]) -> Option<Money> {
        let mut money = Money::default();
        for it in lines {
            money = money.with(it)?;
        }
        Some(money)
    }

    /// The same with one more line; nothing if it contradicts them.
    pub(super) fn with(mut self, it: &Line) -> Option<Money> {
        let amount = it.amount;
        let is_own = it.party == Party::Institution(it.institution.clone());
        match it.kind {
            LineKind::Report => self.reserved = self.reserved.plus(amount)?,
            LineKind::Ended => self.reserved = self.reserved.minus(amount)?,
            LineKind::Payment => {
                self.reserved = self.reserved.minus(amount)?;
                self.paid = self.paid.plus(amount)?;
                self.on_institution = self.on_institution.plus(amount)?;
            }
            LineKind::Returned => {
                self.returned = self.returned.plus(amount)?;
                match &it.of {
                    None => self.on_institution = self.on_institution.minus(amount)?,
                    Some(of) => {
                        add(&mut self.lowered, &bearer(it, of), amount)?;
                        if *of != it.payer {
                            self.take(it, of, amount)?;
                        }
                    }
                }
            }
            LineKind::Share => {
                add(&mut self.borne, &it.party, amount)?;
                if it.party == it.payer || !is_own {
                    self.on_institution = self.on_institution.minus(amount)?;
                }
                if it.party != it.payer && !is_own {
                    add(&mut self.owed, &it.party, amount)?;
                }
            }
            LineKind::Surety => {
                self.on_institution = self.on_institution.minus(amount)?;
                self.on_surety = self.on_surety.plus(amount)?;
            }
            LineKind::SuretyRefused => {
                self.on_institution = self.on_institution.plus(amount)?;
                self.on_surety = self.on_surety.minus(amount)?;
            }
            LineKind::Recourse => {
                self.recovered = self.recovered.plus(amount)?;
                self.take(it, &it.party, amount)?;
            }
            LineKind::WriteOff => {
                self.written_off = self.written_off.plus(amount)?;
                add(&mut self.borne, &bearer(it, &it.party), amount.negated()?)?;
                add(&mut self.borne, &it.payer, amount)?;
                self.take(it, &it.party, amount)?;
            }
        }
        Some(self)
    }

    fn take(&mut self, it: &Line, party: &Party, amount: Won) -> Option<()> {
        let place = match party {
            Party::Surety => &mut self.on_surety,
            Party::Institution(code) if *code == it.institution => &mut self.on_institution,
            other => self.owed.get_mut(other)?,
        };
        *place = place.minus(amount)?;
        Some(())
    }

    /// What a party still owes.
    pub fn of_party(&self, institution: &ClientUseCode, party: &Party) -> Won {
        match party {
            Party::Surety => self.on_surety,
            Party::Institution(code) if code == institution => self.on_institution,
            other => self.owed.get(other).copied().unwrap_or(Won::ZERO),
        }
    }

    /// Everybody who bears a part, and by how much money that comes back can still lower it. What a
    /// surety was asked for is the institution's part.
    pub fn bearers(&self, institution: &ClientUseCode, payer: &Party) -> Vec<Bearer> {
        let own = Party::Institution(institution.clone());
        let sum =
            |of: &BTreeMap<Party, Won>, party: &Party| of.get(party).copied().unwrap_or(Won::ZERO);
        let one = |(party, borne): (&Party, &Won)| {
            let lowered = sum(&self.lowered, party);
            let open = match party {
                it if it == payer => borne.minus(lowered),
                it if *it == own => self.on_institution.plus(self.on_surety),
                it => Some(sum(&self.owed, it)),
            };
            let open = open.unwrap_or(Won::ZERO).max(Won::ZERO);
            Bearer { party: party.clone(), borne: *borne, lowered, open }
        };
        self.borne.iter().map(one).collect()
    }

    /// Everybody who still owes something, and how much.
    pub fn open(&self, institution: &ClientUseCode) -> Vec<(Party, Won)> {
        let own = Party::Institution(institution.clone());
        [(own, self.on_institution), (Party::Surety, self.on_surety)]
            .into_iter()
            .chain(self.owed.iter().map(|(party, won)| (party.clone(), *won)))
            .filter(|(_, won)| *won != Won::ZERO)
            .collect()
    }
}

/// Who bears what a party owes: of what a surety was asked for, the institution.
fn bearer(it: &Line, party: &Party) -> Party {
    match party {
        Party::Surety => Party::Institution(it.institution.clone()),
        other => other.clone(),
    }
}
