//! What may happen to an engagement, and whether it may be passed. Pure.

use super::list::{Item, Level};
use super::model::{Dossier, Engagement, Event, Evidence, How, Opinion, State, Value};
use crate::admission::Sha256;
use naru_base::{BusinessDate, Id, Micros, Refusal};

/// The longest text about an item.
pub const TEXT_CHARS_MAX: usize = 2_000;
/// The shortest grounds, and the shortest when they speak against what the machine saw.
const GROUNDS_CHARS_MIN: usize = 5;
const AGAINST_CHARS_MIN: usize = 20;
/// How long the reason of whoever takes over or gives back may be.
const REASON_CHARS: std::ops::RangeInclusive<usize> = 5..=500;
const DAY_US: i64 = 86_400_000_000;

/// Where an event leads.
pub fn move_on(it: &Engagement, event: Event) -> Result<State, Refusal> {
    let no = Refusal::new("check/not-now").with("state", it.state);
    it.state.next(event).ok_or(no)
}

/// Whether this person, an inspector, may work on the engagement: whoever took it.
pub fn must_be_inspector(it: &Engagement, who: Id) -> Result<(), Refusal> {
    if it.inspector == Some(who) {
        return Ok(());
    }
    Err(Refusal::new("check/not-yours"))
}

/// Whether an inspector may take it for these days, or move it: a slot that is not over. What has
/// begun keeps its first day; after findings were told only what nobody has is taken.
pub fn may_schedule(
    it: &Engagement,
    who: Id,
    (from, to): (BusinessDate, BusinessDate),
    now: Micros,
) -> Result<State, Refusal> {
    let next = move_on(it, Event::Schedule)?;
    if it.inspector.is_some_and(|taken| taken != who) {
        return Err(Refusal::new("check/not-yours"));
    }
    let is_told = matches!(it.state, State::Findings | State::Fixing | State::ReCheck);
    if is_told && it.inspector.is_some() {
        return Err(Refusal::new("check/not-now").with("state", it.state));
    }
    if to < from || to < now.business_date() {
        return Err(Refusal::new("check/slot-malformed"));
    }
    let has_begun = it.state == State::UnderWay;
    if has_begun && it.slot.is_some_and(|was| was.0 != from) {
        return Err(Refusal::new("check/slot-begun"));
    }
    Ok(next)
}

fn must_say_why(reason: &str) -> Result<(), Refusal> {
    match REASON_CHARS.contains(&reason.trim().chars().count()) {
        true => Ok(()),
        false => Err(Refusal::new("check/reason-length")),
    }
}

/// Whether an inspector may take over what another one has; from whom.
pub fn may_take_over(it: &Engagement, who: Id, reason: &str) -> Result<Id, Refusal> {
    let other = it.inspector.filter(|taken| *taken != who && !it.state.is_final());
    let from = other.ok_or_else(|| Refusal::new("check/not-now").with("state", it.state))?;
    must_say_why(reason)?;
    Ok(from)
}

/// Whether its inspector may give it back; where that leads: what had not begun has no days any
/// more.
pub fn may_give_back(it: &Engagement, who: Id, reason: &str) -> Result<State, Refusal> {
    must_be_inspector(it, who)?;
    must_say_why(reason)?;
    match it.state {
        State::Passed | State::Failed | State::Withdrawn => {
            Err(Refusal::new("check/not-now").with("state", it.state))
        }
        State::Scheduled => Ok(State::Requested),
        state => Ok(state),
    }
}

/// When a check was asked for, and when the inspector is done with it as far as it is known.
pub type AskedFor = (Micros, Option<Micros>);

/// What the checks of one gate of one institution say to a rule with a date: `None`, nothing;
/// `Some(None)`, none is asked for any more. After one that was not passed there is no more time.
/// Of checks of several services the last one counts.
///
/// While the inspector is behind, be it that the slot passed without a word or that a re-check
/// waits, nobody knows when the inspector is done: that is never the institution's delay. `fix_s`
/// after the end that is told here, what was found is to be put right. `known` is when the check
/// was asked for that is on record: one that is over says nothing of a later one.
pub fn asked_for(
    all: &[&Engagement],
    known: Option<Micros>,
    fix_s: i64,
    now: Micros,
) -> Option<Option<AskedFor>> {
    let open: Vec<&&Engagement> = all.iter().filter(|it| !it.state.is_final()).collect();
    if open.is_empty() {
        let last = all.iter().max_by_key(|it| (it.changed_at, it.id))?;
        if known.is_some_and(|at| at > last.requested_at) {
            return None;
        }
        let is_failed = last.state == State::Failed;
        let over = last.changed_at.plus_seconds(fix_s.saturating_neg());
        let failed = (last.requested_at, Some(over.max(last.requested_at)));
        return Some(is_failed.then_some(failed));
    }
    let applied_at = open.iter().map(|it| it.requested_at).max()?;
    let ends = open.iter().map(|it| done_at(it, fix_s, now).map(|at| at.max(applied_at)));
    let done = ends.collect::<Option<Vec<Micros>>>().and_then(|it| it.into_iter().max());
    Some(Some((applied_at, done)))
}

fn done_at(it: &Engagement, fix_s: i64, now: Micros) -> Option<Micros> {
    match it.state {
        State::Scheduled | State::UnderWay => {
            it.slot.map(|(_, to)| to.next().starts_at()).filter(|ends| *ends > now)
        }
        State::Findings | State::Fixing => {
            it.fix_by.map(|at| at.plus_seconds(fix_s.saturating_neg()))
        }
        _ => None,
    }
}

/// What an inspector says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which item.
    pub item: String,
    /// What.
    pub value: Value,
    /// How it was found.
    pub how: How,
    /// On what grounds.
    pub grounds: String,
    /// What is to be put right.
    pub demand: String,
}

/// Whether it may be said, given what the machine says of the item now. The first reason that
/// applies, in this order.
pub fn may_answer(
    dossier: &Dossier,
    who: Id,
    answer: &Answer,
    opinion: Opinion,
) -> Result<(), Refusal> {
    let it = &dossier.engagement;
    must_be_inspector(it, who)?;
    if !it.state.is_being_checked() {
        return Err(Refusal::new("check/not-now").with("state", it.state));
    }
    if dossier.list.item(&answer.item).is_none() {
        return Err(Refusal::new("check/item-unknown").with("item", &answer.item));
    }
    let length = |text: &str| text.trim().chars().count();
    let grounds = length(&answer.grounds);
    if grounds > TEXT_CHARS_MAX || length(&answer.demand) > TEXT_CHARS_MAX {
        return Err(Refusal::new("check/text-length"));
    }
    match (answer.how, answer.value, opinion) {
        // The machine speaks for what it says, and for nothing else.
        (How::Machine, Value::Pass, Opinion::Supports)
        | (How::Machine, Value::Fail | Value::Partial, Opinion::Refutes) => {}
        (How::Machine, ..) => return Err(Refusal::new("check/machine-does-not-say-so")),
        (How::Document, ..) if dossier.about(&answer.item).next().is_none() => {
            return Err(Refusal::new("check/evidence-missing"));
        }
        // Said before the lesser number, which would not do either.
        (_, Value::Pass, Opinion::Refutes) if grounds < AGAINST_CHARS_MIN => {
            return Err(Refusal::new("check/against-the-machine"));
        }
        (How::Person, ..) if grounds < GROUNDS_CHARS_MIN => {
            return Err(Refusal::new("check/grounds-missing"));
        }
        _ => {}
    }
    if answer.value.is_open() && length(&answer.demand) < GROUNDS_CHARS_MIN {
        return Err(Refusal::new("check/demand-missing"));
    }
    Ok(())
}

/// What was named, if this person may take it off its item again: whoever named it, unless the item
/// was judged by it.
pub fn may_take_off<'d>(
    dossier: &'d Dossier,
    actor: &str,
    (item, sha256): (&str, &Sha256),
) -> Result<&'d Evidence, Refusal> {
    let mut all = dossier.evidence.iter();
    let named = all.find(|it| it.item == item && it.sha256 == *sha256);
    let named = named.ok_or(Refusal::new("check/evidence-unknown"))?;
    if named.by != actor {
        return Err(Refusal::new("check/named-by-another"));
    }
    let judged = dossier.finding(item).filter(|it| it.how == How::Document);
    if judged.is_some_and(|it| it.at >= named.at) {
        return Err(Refusal::new("check/evidence-judged"));
    }
    Ok(named)
}

/// What stands between an engagement and its pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop<'d> {
    /// Nobody has said anything about the item.
    Unanswered(&'d Item),
    /// It must be met, and is not.
    NotMet(&'d Item),
    /// It is not met, and grave enough to stop the check at once.
    Grave(&'d Item),
    /// It is not met, and has not been for too long.
    Old(&'d Item),
    /// A document that the item rests on no longer counts.
    Expired(&'d Item, Sha256),
}

impl<'d> Stop<'d> {
    /// The item.
    pub const fn item(&self) -> &'d Item {
        match self {
            Stop::Unanswered(it)
            | Stop::NotMet(it)
            | Stop::Grave(it)
            | Stop::Old(it)
            | Stop::Expired(it, _) => it,
        }
    }
}

/// Everything that stands between an engagement and its pass, by the rule of its own list; an item
/// is named once, with the first that applies. Empty: it may be passed.
pub fn stops(dossier: &Dossier, now: Micros) -> Vec<Stop<'_>> {
    dossier.list.items.iter().filter_map(|item| stop(dossier, item, now)).collect()
}

fn stop<'d>(dossier: &'d Dossier, item: &'d Item, now: Micros) -> Option<Stop<'d>> {
    let rule = &dossier.list.rule;
    let Some(found) = dossier.finding(&item.id) else { return Some(Stop::Unanswered(item)) };
    if matches!(found.value, Value::Partial | Value::Fail) {
        let since = dossier.open_since(&item.id).unwrap_or(found.at);
        let is_old = now.since(since) > rule.old_days.saturating_mul(DAY_US);
        return match item.level {
            Level::Must => Some(Stop::NotMet(item)),
            Level::Should if item.severity >= rule.block_severity => Some(Stop::Grave(item)),
            Level::Should if item.severity >= rule.old_severity && is_old => Some(Stop::Old(item)),
            Level::Should => None,
        };
    }
    // A document only counts against a check that was passed by it.
    let mut documents = dossier.about(&item.id);
    let over = documents.find(|it| expires_at(item, it.observed_at) <= now);
    // One that is over does no harm while another one is not.
    let another = dossier.about(&item.id).any(|it| expires_at(item, it.observed_at) > now);
    over.filter(|_| !another).map(|it| Stop::Expired(item, it.sha256))
}

/// Until when a document about an item counts.
pub const fn expires_at(item: &Item, observed_at: Micros) -> Micros {
    observed_at.plus_seconds(item.validity_days.saturating_mul(86_400))
}

/// Whether two people may conclude so. `seen`: the digest of the findings as the proposer saw them.
pub fn may_conclude(
    dossier: &Dossier,
    is_pass: bool,
    seen: &Sha256,
    now: Micros,
) -> Result<State, Refusal> {
    let event = if is_pass { Event::Pass } else { Event::Fail };
    let next = move_on(&dossier.engagement, event)?;
    if super::report::digest(dossier) != *seen {
        return Err(Refusal::new("check/changed-since"));
    }
    if is_pass && let Some(first) = stops(dossier, now).first() {
        return Err(Refusal::new("check/not-passed").with("item", &first.item().id));
    }
    Ok(next)
}

/// Whether what was found may be told: every item answered, in a re-check every open finding looked
/// at again, and something to put right.
pub fn may_issue(dossier: &Dossier, who: Id, now: Micros) -> Result<State, Refusal> {
    must_be_inspector(&dossier.engagement, who)?;
    let next = move_on(&dossier.engagement, Event::Issue)?;
    let all = stops(dossier, now);
    if let Some(first) = all.iter().find(|it| matches!(it, Stop::Unanswered(_))) {
        return Err(Refusal::new("check/unanswered").with("item", &first.item().id));
    }
    // An old finding gives no new time to put it right.
    if let Some(first) = dossier.list.items.iter().find(|it| dossier.waits_for_look(&it.id)) {
        return Err(Refusal::new("check/not-looked-at").with("item", &first.id));
    }
    let is_open = |it: &Item| dossier.open_since(&it.id).is_some();
    if all.is_empty() && !dossier.list.items.iter().any(is_open) {
        return Err(Refusal::new("check/nothing-to-fix"));
    }
    Ok(next)
}
