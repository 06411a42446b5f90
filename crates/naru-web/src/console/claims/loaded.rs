//! What is read of one claim for its page and its letter.

use super::remit;
use crate::console::ConsoleState;
use crate::console::accounts::refused;
use naru_base::keyring::Keyring;
use naru_base::{Answer, BankCode, Id, Won};
use naru_core::claim::{
    self, Cause, Claim, Line, LineKind, Loss, Money, Notice, Part, Party, Reader, Shares,
    State as Stands, Trace, deeds,
};
use naru_core::proposal;
use naru_core::staff::StaffSealer;
use naru_core::surety::{self, Instrument};
use std::collections::{BTreeMap, BTreeSet};

/// What the page and the letter are made of.
pub(super) struct Loaded {
    pub(super) losses: Vec<Loss>,
    pub(super) traces: Vec<Trace>,
    pub(super) lines: Vec<Line>,
    pub(super) money: Money,
    /// What parties say that they paid, and what of it is booked.
    pub(super) told: Vec<Notice>,
    /// Why some of it was taken off, by the notice.
    pub(super) off: BTreeMap<Id, String>,
    pub(super) said: Option<String>,
    /// Who would bear what, by each cause; once paid and not decided.
    pub(super) splits: Vec<(Shares, Vec<(Party, Won)>)>,
    pub(super) instruments: Vec<Instrument>,
    pub(super) open: Option<Id>,
    /// A proposal that waits and can no longer be confirmed.
    pub(super) overtaken: Option<Id>,
    /// What the reader's bank or insurer has in it.
    pub(super) part: Option<Part>,
    /// Of each deed the last proposal, if it was rejected and the claim goes on.
    pub(super) refused: Vec<proposal::Case>,
    /// Claims that had one of its transfers before and ended without compensation.
    pub(super) earlier: Vec<Claim>,
    /// What those who bear it have among themselves since more money came back.
    pub(super) uneven: claim::Uneven,
    /// Why two people decided so, for whoever explains it to the consumer.
    pub(super) why: Option<String>,
}

impl Loaded {
    /// What is still frozen: neither come back nor let go.
    pub(super) fn held(&self, it: &Claim) -> Won {
        match it.requests.released {
            0 => it.requests.frozen.minus(self.money.returned).unwrap_or(Won::ZERO),
            _ => Won::ZERO,
        }
    }

    /// Which banks may still send back what they froze, and how much of it can be booked.
    pub(super) fn returnable(&self, it: &Claim) -> Vec<(BankCode, Won)> {
        let banks: BTreeSet<&BankCode> = self.traces.iter().map(|it| &it.bank).collect();
        let left = banks.into_iter().map(|bank| {
            let traces: Vec<Trace> =
                self.traces.iter().filter(|it| it.bank == *bank).cloned().collect();
            let back = self.returned_by(bank);
            (bank.clone(), claim::decide::returnable(it, &self.money, &traces, back))
        });
        left.filter(|it| it.1 > Won::ZERO).collect()
    }

    /// What the surety says that it paid though it is on record as refusing, and is not asked: it
    /// can be booked only once the surety is asked again.
    pub(super) fn told_and_refused(&self) -> Option<&Notice> {
        let is_refused = self.lines.iter().any(|it| it.kind == LineKind::SuretyRefused);
        let told = remit::unbooked(&self.told).find(|it| it.said.party == Party::Surety);
        told.filter(|_| is_refused && self.money.on_surety <= Won::ZERO)
    }

    /// Of what is not paid yet, where after the decision more is frozen than that.
    pub(super) fn short_of_held(&self, it: &Claim) -> Option<Won> {
        let open = claim::decide::still_open(it, &self.money);
        (it.decided_at.is_some() && open < self.held(it)).then_some(open)
    }

    /// What of the money frozen at a bank came back.
    pub(super) fn returned_by(&self, bank: &BankCode) -> Won {
        let of =
            |it: &&Line| it.kind == LineKind::Returned && it.party == Party::Bank(bank.clone());
        let lines = self.lines.iter().filter(of);
        lines.fold(Won::ZERO, |sum, it| sum.plus(it.amount).unwrap_or(sum))
    }
}

/// The proposal by which two people decided the cause, or that there is nothing to compensate.
fn decision(it: &Claim, lines: &[Line]) -> Option<Id> {
    let kind = match it.state {
        Stands::Rejected => LineKind::Ended,
        _ => LineKind::Share,
    };
    lines.iter().find(|line| line.kind == kind).map(|line| line.journal)
}

/// Its reason, which the second person has read and confirmed.
fn reason(
    tx: &mut naru_store::Tx<'_>,
    sealer: &dyn StaffSealer,
    decided: Option<Id>,
) -> Answer<Option<String>> {
    let Some(id) = decided else { return Ok(None) };
    let Some(case) = proposal::find(tx, id)? else { return Ok(None) };
    let opened = sealer.open(&format!("proposal.reason:{id}"), &case.sealed_reason)?;
    Ok(Some(String::from_utf8_lossy(&opened).into_owned()))
}

/// Why notices were taken off: its own party's word, or the reason that two people confirmed.
fn why_off(
    tx: &mut naru_store::Tx<'_>,
    sealer: &dyn StaffSealer,
    keys: &Keyring,
    told: &[Notice],
) -> Answer<BTreeMap<Id, String>> {
    let mut out = BTreeMap::new();
    for (of, off) in told.iter().filter_map(|it| Some((it, it.off.as_ref()?))) {
        let by = off.by.strip_prefix("proposal:").and_then(|id| Id::parse(id).ok());
        let why = match by {
            Some(id) => reason(tx, sealer, Some(id))?,
            None => claim::off_why(tx, keys, of.said.id)?,
        };
        out.extend(why.map(|why| (of.said.id, why)));
    }
    Ok(out)
}

/// `with_words`: whether the reader speaks with the consumer, and so sees what was said, and why
/// two people decided as they did.
pub(super) async fn load(
    state: &ConsoleState,
    it: &Claim,
    reader: Reader,
    with_words: bool,
) -> Answer<Loaded> {
    let (it, now, keys) = (it.clone(), state.now(), state.parts.keys.clone());
    let sealer = state.parts.sealer.clone();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let (open, _) = proposal::list(tx, now)?;
        let is_of = |case: &proposal::Case| {
            super::is_ours(&case.kind) && deeds::claim_of(case) == Some(it.id)
        };
        let mut splits = Vec::new();
        if it.state == Stands::Paid {
            for cause in Cause::ALL {
                splits.push(claim::shares_now(tx, &it, cause, now)?);
            }
        }
        let (mut waits, mut overtaken) = (None, None);
        for case in open.iter().filter(|case| is_of(case)) {
            match claim::overtaken(tx, case)? {
                Some(_) => overtaken = overtaken.or(Some(case.id)),
                None => waits = waits.or(Some(case.id)),
            }
        }
        let lines = claim::lines(tx, it.id)?;
        let decided = decision(&it, &lines).filter(|_| with_words);
        Ok(Loaded {
            losses: claim::losses(tx, it.id)?,
            traces: claim::traces(tx, it.id)?,
            why: reason(tx, &*sealer, decided)?,
            lines,
            uneven: {
                let money = claim::money_of(tx, it.id)?;
                claim::uneven(tx, &it, &money, (Won::ZERO, now))?
            },
            money: claim::money_of(tx, it.id)?,
            refused: match it.state.is_final() {
                true => Vec::new(),
                false => refused::of_claim(tx, it.id)?,
            },
            earlier: claim::earlier(tx, it.id)?,
            off: {
                let told = claim::notices(tx, it.id)?;
                why_off(tx, &*sealer, &keys, &told)?
            },
            told: claim::notices(tx, it.id)?,
            said: if with_words { Some(claim::said(tx, &keys, it.id)?) } else { None },
            splits,
            instruments: surety::facts_of(tx, &it.institution)?.instruments,
            open: waits,
            overtaken,
            part: claim::part_of(tx, &reader, Some(it.id))?,
        })
    };
    state.parts.store.read(read).await
}
