//! What the money path, the gates, settlement and the pages ask of surety.

use super::cover::Cover;
use super::decide::{self, Factor, ITEMS, Rules};
use super::model::{Facts, Instrument, InstrumentKind};
use super::{deeds, sql};
use crate::planted::{self, Bug};
use crate::policy::{self, Parameter};
use crate::proposal::Case;
use crate::{identity, ledger};
use naru_base::{
    Answer, ClientUseCode, Env, Fault, FaultKind, Id, InsurerCode, Micros, Refusal, Won,
};
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

/// What an institution may still withdraw before its cover is used up; below zero when cover ended
/// while withdrawals were unsettled, or when consumers' damage was reported.
///
/// `memory` is what this node keeps of its cover. It is used only if it is of the book's count of
/// changes, so that a cover given back a moment ago, even in this batch, does not count.
pub fn free(
    tx: &mut Tx<'_>,
    memory: Option<&Cover>,
    institution: &ClientUseCode,
    now: Micros,
) -> Result<Won, Fault> {
    let account = sql::account(tx, institution)?;
    let active = match memory.filter(|it| it.version == account.version) {
        Some(it) => it.active(now),
        None => cover_of(tx, institution, account.version)?.active(now),
    };
    let exposure = exposure(tx, institution, account.netted)?;
    let claimed =
        if planted::active(Bug::CoverForgetsClaims) { Won::ZERO } else { account.claimed };
    decide::free(active, exposure, claimed).ok_or_else(|| unfit(institution))
}

/// To be called by the commit that changes what an institution may have to answer for: by so much
/// more, or less.
pub fn claimed(tx: &mut Tx<'_>, code: &ClientUseCode, more: Won) -> Result<(), Fault> {
    sql::add_claimed(tx, code, more)
}

/// To be called by the commit that books what an instrument has paid: so much less it covers.
pub fn drawn(
    tx: &mut Tx<'_>,
    env: &Env,
    (code, instrument): (&ClientUseCode, Id),
    (draw, amount): (Id, Won),
) -> Result<(), Fault> {
    sql::draw(tx, (draw, instrument), amount, env.now)?;
    sql::changed(tx, code)
}

fn cover_of(tx: &mut Tx<'_>, code: &ClientUseCode, version: i64) -> Result<Cover, Fault> {
    Ok(Cover::of(version, &facts_of(tx, code)?.instruments))
}

/// What is unsettled: collected and reserved, less what was netted.
fn exposure(tx: &mut Tx<'_>, code: &ClientUseCode, netted: Won) -> Result<Won, Fault> {
    let (posted, pending) = ledger::balance(tx, &ledger::institution_account(code))?;
    let pending = if planted::active(Bug::CoverForgetsReservations) { Won::ZERO } else { pending };
    // What the network owes an institution stands on the credit side, below zero.
    let collected = posted.plus(pending).and_then(Won::negated);
    collected.and_then(|it| it.minus(netted)).ok_or_else(|| unfit(code))
}

fn unfit(code: &ClientUseCode) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("what {code} has unsettled does not fit"))
}

/// To be called by the commit that closes a settlement window: so much of an institution's
/// withdrawals is in it.
pub fn netted(tx: &mut Tx<'_>, code: &ClientUseCode, amount: Won) -> Result<(), Fault> {
    sql::add_netted(tx, code, amount)
}

/// The cover of every institution that has any, for a node's memory.
pub fn covers(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, Cover>, Fault> {
    let mut all = BTreeMap::new();
    let versions = sql::versions(tx)?;
    for (code, facts) in sql::facts(tx, "")? {
        let version = versions.get(&code).copied().unwrap_or(0);
        let cover = Cover::of(version, &facts.instruments);
        all.insert(code, cover);
    }
    Ok(all)
}

/// Everything on record about one institution.
pub fn facts_of(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Facts, Fault> {
    Ok(sql::facts(tx, code.as_str())?.remove(code).unwrap_or_default())
}

/// What one insurer of the network guarantees, by institution.
pub fn of_insurer(tx: &mut Tx<'_>, code: &InsurerCode) -> Result<Vec<Instrument>, Fault> {
    sql::of_insurer(tx, code)
}

/// What each insurer of the network is called: as its contracts have it, or as two people recorded
/// that it is called since.
pub fn insurers(tx: &mut Tx<'_>) -> Result<BTreeMap<InsurerCode, String>, Fault> {
    sql::insurers(tx)
}

/// Where an institution stands with its cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Its limit of withdrawals of a day, as its contract says.
    pub limit: Won,
    /// How many percent of it must be covered, and why.
    pub factor: Factor,
    /// What must be covered.
    pub required: Won,
    /// What is.
    pub active: Won,
    /// Withdrawals that are not netted yet, open ones counted.
    pub exposure: Won,
    /// Damage that it may have to answer for: claims that are not settled.
    pub claimed: Won,
    /// What may still be withdrawn; below zero when cover ended under what is unsettled, or damage
    /// was reported.
    pub free: Won,
    /// From when less is active than must be then, now or later; `None`: not as far as is known.
    pub short_from: Option<Micros>,
    /// By how much, then; zero if it does not come.
    pub short_by: Won,
    /// What ends then; `None`: nothing does, but more must be covered.
    pub ending: Option<InstrumentKind>,
    /// Since when less is active than must be; `None`: enough is, or never was.
    pub short_since: Option<Micros>,
}

impl Position {
    /// How much less is active than must be; zero if enough is.
    pub fn missing(&self) -> Won {
        self.required.minus(self.active).map_or(Won::ZERO, |it| it.max(Won::ZERO))
    }

    /// From when cover that is enough now is so no more; `None` also if it is short already.
    pub fn falls_short(&self) -> Option<Micros> {
        self.short_from.filter(|_| self.missing() == Won::ZERO)
    }

    /// Whether withdrawals are refused, because nothing is free.
    pub fn is_out(&self) -> bool {
        self.free <= Won::ZERO
    }
}

/// The position of one institution.
pub fn position(tx: &mut Tx<'_>, code: &ClientUseCode, now: Micros) -> Result<Position, Fault> {
    let facts = facts_of(tx, code)?;
    let rules = Loaded::load(tx, now)?;
    position_by(tx, &rules, code, &facts, now)
}

/// The positions of these institutions.
pub fn positions<'c>(
    tx: &mut Tx<'_>,
    codes: impl Iterator<Item = &'c ClientUseCode>,
    now: Micros,
) -> Result<BTreeMap<ClientUseCode, Position>, Fault> {
    let rules = Loaded::load(tx, now)?;
    let all = sql::facts(tx, "")?;
    let none = Facts::default();
    codes
        .map(|code| {
            let facts = all.get(code).unwrap_or(&none);
            Ok((code.clone(), position_by(tx, &rules, code, facts, now)?))
        })
        .collect()
}

/// The rules that say how much is required.
struct Loaded {
    all: Vec<Parameter>,
    own: Vec<policy::Override>,
    rules: Rules,
}

impl Loaded {
    fn load(tx: &mut Tx<'_>, now: Micros) -> Result<Loaded, Fault> {
        let (all, own) = (policy::list(tx)?, policy::overrides(tx)?);
        let rules = Loaded::rules_at(&all, now)?;
        Ok(Loaded { all, own, rules })
    }

    fn rules_at(all: &[Parameter], at: Micros) -> Result<Rules, Fault> {
        let number = |name: &str| policy::number(all, name, at);
        let mut points = [0; ITEMS.len()];
        for (place, item) in points.iter_mut().zip(&ITEMS) {
            *place = number(item.rule)?;
        }
        Ok(Rules {
            base: number("surety_factor_base_percent")?,
            least: number("surety_factor_min_percent")?,
            most: number("surety_factor_max_percent")?,
            points,
        })
    }

    /// The institution's limit of a day: as its contract says, not as a measure cuts it.
    fn limit(&self, code: &ClientUseCode, now: Micros) -> Result<Won, Fault> {
        let own = self.own.iter().filter(|it| it.institution == *code);
        let own: Vec<&Parameter> = own.map(|it| &it.parameter).collect();
        Ok(policy::with(&self.all, &own, now)?.withdraw.daily)
    }
}

fn position_by(
    tx: &mut Tx<'_>,
    rules: &Loaded,
    code: &ClientUseCode,
    facts: &Facts,
    now: Micros,
) -> Result<Position, Fault> {
    let limit = rules.limit(code, now)?;
    let factor = decide::factor(&rules.rules, &facts.adjustments, now);
    let required = decide::required(limit, factor.percent).ok_or_else(|| unfit(code))?;
    let account = sql::account(tx, code)?;
    let cover = Cover::of(account.version, &facts.instruments);
    let (active, exposure) = (cover.active(now), exposure(tx, code, account.netted)?);
    let claimed = account.claimed;
    let free = decide::free(active, exposure, claimed).ok_or_else(|| unfit(code))?;
    let short =
        cover.short_from(turns(rules, code, facts), required_at(rules, code, facts), now)?;
    let short_since = match active < required {
        true => short_since(tx, rules, code, facts, now)?,
        false => None,
    };
    Ok(Position {
        limit,
        factor,
        required,
        active,
        exposure,
        claimed,
        free,
        short_from: short.map(|it| it.0),
        short_by: short.map_or(Won::ZERO, |it| it.1),
        ending: short.and_then(|it| ending(&facts.instruments, it.0)),
        short_since,
    })
}

/// What of these ends at an instant; of several the greatest.
fn ending(all: &[Instrument], at: Micros) -> Option<InstrumentKind> {
    let ends = |it: &&Instrument| it.counts_until() == at && it.valid_from < at;
    all.iter().filter(ends).max_by_key(|it| it.left()).map(|it| it.kind)
}

/// What must be covered at an instant, by the rules, the limit and the adjustments of then.
fn required_at<'a>(
    rules: &'a Loaded,
    code: &'a ClientUseCode,
    facts: &'a Facts,
) -> impl Fn(Micros) -> Result<Won, Fault> + 'a {
    move |at| {
        let by = Loaded::rules_at(&rules.all, at)?;
        let percent = decide::factor(&by, &facts.adjustments, at).percent;
        decide::required(rules.limit(code, at)?, percent).ok_or_else(|| unfit(code))
    }
}

/// When what must be covered changes: by a rule, a limit, or the begin or end of an adjustment.
fn turns<'a>(
    rules: &'a Loaded,
    code: &'a ClientUseCode,
    facts: &'a Facts,
) -> impl Iterator<Item = Micros> + 'a {
    let own = rules.own.iter().filter(move |it| it.institution == *code);
    let own = own.map(|it| it.parameter.valid_from);
    let items = facts.adjustments.iter();
    let items = items.flat_map(|it| std::iter::once(it.valid_from).chain(it.valid_until));
    rules.all.iter().map(|it| it.valid_from).chain(own).chain(items)
}

/// Since when less is active than must be, by all that may have changed either: instruments and
/// what they paid, adjustments, rules and limits. `None`: as much never was.
fn short_since(
    tx: &mut Tx<'_>,
    rules: &Loaded,
    code: &ClientUseCode,
    facts: &Facts,
    now: Micros,
) -> Result<Option<Micros>, Fault> {
    if facts.instruments.is_empty() {
        return Ok(None);
    }
    let draws = sql::draws(tx, code)?;
    let of_cover = facts.instruments.iter().flat_map(|it| [it.valid_from, it.counts_until()]);
    let all = turns(rules, code, facts).chain(of_cover).chain(draws.iter().map(|it| it.at));
    let all: BTreeSet<Micros> = all.filter(|at| *at <= now).collect();
    let required_at = required_at(rules, code, facts);
    let mut since = None;
    for at in all.into_iter().rev() {
        let need = required_at(at)?;
        if decide::active_then(&facts.instruments, &draws, at) >= need {
            return Ok(since);
        }
        since = Some(at);
    }
    Ok(None)
}

/// What an adjustment of a factor comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjusted {
    /// The points of its item.
    pub points: i64,
    /// Percent before and after.
    pub percent: [i64; 2],
    /// What must be covered, before and after.
    pub required: [Won; 2],
    /// How much less is active than must be then.
    pub missing: Won,
}

/// What a proposal about a factor would come to if it were confirmed now; nothing of others.
pub fn adjusted(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Option<Adjusted>> {
    if case.kind != deeds::ADJUST {
        return Ok(None);
    }
    let (code, wish) = deeds::adjusted_of(case)?;
    let (rules, mut facts) = (Loaded::load(tx, now)?, facts_of(tx, &code)?);
    let before = position_by(tx, &rules, &code, &facts, now)?;
    let by = [case.proposed_by; 2];
    facts.adjustments.push(wish.adjustment(case.id, now, by));
    let after = position_by(tx, &rules, &code, &facts, now)?;
    let place = ITEMS.iter().position(|it| it.name == wish.item);
    Ok(Some(Adjusted {
        points: place.map_or(0, |at| rules.rules.points[at]),
        percent: [before.factor.percent, after.factor.percent],
        required: [before.required, after.required],
        missing: after.missing(),
    }))
}

/// Refuses unless an institution has the cover that it must, until this instant: what the gate of
/// surety asks.
pub fn must_cover(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    until: Option<Micros>,
    now: Micros,
) -> Answer<()> {
    let required = position(tx, code, now)?.required;
    let cover = cover_of(tx, code, 0)?;
    Ok(decide::may_pass(&cover, required, until, now)?)
}

pub(super) fn must_be_there(tx: &mut Tx<'_>, code: &ClientUseCode) -> Answer<()> {
    let there = identity::institutions(tx)?.iter().any(|it| it.code == *code);
    if there { Ok(()) } else { Err(Refusal::new("surety/institution-unknown").into()) }
}
