//! What happens to an institution's cover, by decision or with time, and who is told of it: the
//! institution, and the insurers in whose name its contracts stand.
//!
//! **Must never decide** anything itself: it brings slices together.

use super::day;
use super::deadlines::last_day;
use crate::admission::{self, PATH, Standing};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use crate::surety::{self, Facts, Instrument, Position, deeds};
use crate::{claim, desk};
use naru_base::keyring::Keyring;
use naru_base::{Answer, ClientUseCode, Env, InsurerCode, Micros, Won};
use naru_store::Tx;
use std::collections::BTreeSet;

/// What the mark of an institution says: whether it was last told that it is short.
const SHORT: &str = "short";
const ENOUGH: &str = "enough";

/// Has told what a proposal that was just done did to somebody's cover, and whether as much is
/// covered since as must be.
pub(super) fn follow_deed(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, case: &Case) -> Answer<()> {
    if let Some(code) = deeds::about(&case.subject) {
        tell_of_deed(tx, env, keys, (case, &code))?;
    }
    match concerned(tx, case)? {
        Some(code) => tell_of_cover(tx, env, keys, Some(&code)).map(drop),
        None => Ok(()),
    }
}

/// Whose cover, or whose need of it, a deed may have changed.
fn concerned(tx: &mut Tx<'_>, case: &Case) -> Answer<Option<ClientUseCode>> {
    if let Some(id) = claim::deeds::claim_of(case) {
        return Ok(Some(claim::find(tx, id)?.institution));
    }
    if case.kind == desk::CHANGE_CONTRACT {
        let code = desk::ContractChange::of(case)?.institution;
        return Ok(ClientUseCode::parse(&code).ok());
    }
    Ok(deeds::about(&case.subject))
}

/// The institution, and these insurers.
fn parties<'i>(
    code: &ClientUseCode,
    insurers: impl Iterator<Item = &'i InsurerCode>,
) -> Vec<Party> {
    let insurers: BTreeSet<&InsurerCode> = insurers.collect();
    let own = Party::Institution(code.clone());
    std::iter::once(own).chain(insurers.into_iter().cloned().map(Party::Insurer)).collect()
}

/// The insurers in whose name something stands that counts, or will.
fn answering(facts: &Facts, now: Micros) -> impl Iterator<Item = &InsurerCode> {
    let standing = facts.instruments.iter().filter(move |it| it.counts_until() > now);
    standing.filter_map(|it| it.insurer.as_ref())
}

fn tell_of_deed(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (case, code): (&Case, &ClientUseCode),
) -> Answer<()> {
    let facts = surety::facts_of(tx, code)?;
    let found = |id| facts.instruments.iter().find(|it| it.id == id);
    let (severity, to, content) = match case.kind.as_str() {
        deeds::RECORD => {
            let Some(it) = found(case.id) else { return Ok(()) };
            (Severity::Info, parties(code, it.insurer.iter()), recorded(it))
        }
        deeds::RELEASE => {
            let Some(it) = found(deeds::released_of(case)?.1) else { return Ok(()) };
            let content = Content::SuretyReleased {
                institution: code.to_string(),
                kind: it.kind.as_str().to_owned(),
                reference: it.reference.clone(),
                amount: it.left().get(),
            };
            (Severity::Warning, parties(code, it.insurer.iter()), content)
        }
        deeds::ADJUST => {
            let (_, wish) = deeds::adjusted_of(case)?;
            let position = surety::position(tx, code, env.now)?;
            let until = wish.valid_until.filter(|_| wish.applies);
            let content = Content::SuretyAdjusted {
                institution: code.to_string(),
                item: wish.item.to_owned(),
                applies: wish.applies,
                until: until.map_or_else(String::new, last_day),
                percent: position.factor.percent,
                required: position.required.get(),
            };
            (Severity::Warning, parties(code, answering(&facts, env.now)), content)
        }
        _ => return Ok(()),
    };
    let (event, status) = (format!("surety:{}", case.id), Status::Actual);
    notify::enqueue(tx, env, keys, &Message { event, severity, status, to, content }).map(drop)
}

fn recorded(it: &Instrument) -> Content {
    Content::SuretyRecorded {
        institution: it.institution.to_string(),
        kind: it.kind.as_str().to_owned(),
        issuer: it.issuer.clone(),
        insurer: it.insurer.as_ref().map(ToString::to_string).unwrap_or_default(),
        reference: it.reference.clone(),
        amount: it.amount.get(),
        from: day(it.valid_from),
        until: last_day(it.valid_until),
    }
}

/// Tells those who may withdraw, one of them or all, when less is covered than must be, and when it
/// is enough again: each once, however often it is looked.
pub fn tell_of_cover(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    of: Option<&ClientUseCode>,
) -> Answer<usize> {
    let positions = match of {
        Some(code) => {
            let facts = admission::facts_of(tx, code)?;
            let is_live = is_live(&facts, env.now);
            let found = is_live.then(|| surety::position(tx, code, env.now)).transpose()?;
            found.map(|it| (code.clone(), it)).into_iter().collect()
        }
        None => {
            let all = admission::load(tx)?;
            let live = all.iter().filter(|(_, facts)| is_live(facts, env.now)).map(|it| it.0);
            surety::positions(tx, live, env.now)?
        }
    };
    let mut told = 0;
    for (code, it) in &positions {
        told += tell_of_change(tx, env, keys, (code, it))?;
    }
    Ok(told)
}

/// Of whoever may not withdraw, nothing is missing.
fn is_live(facts: &admission::Facts, now: Micros) -> bool {
    admission::admission(facts, &PATH, now).standing != Standing::NotAdmitted
}

fn tell_of_change(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (code, it): (&ClientUseCode, &Position),
) -> Answer<usize> {
    let sweep = format!("surety-short:{code}");
    let since = notify::mark(tx, &sweep)?.filter(|it| it.1 == SHORT).map(|it| it.0);
    let (institution, required, active) = (code.to_string(), it.required.get(), it.active.get());
    let (word, event, severity, content) = match (it.missing() > Won::ZERO, since) {
        (true, None) => {
            let event = format!("surety:{code}:short:{}", env.now.get());
            let content = Content::SuretyShort { institution, required, active };
            (SHORT, event, Severity::Urgent, content)
        }
        (false, Some(at)) => {
            let event = format!("surety:{code}:enough:{}", at.get());
            let content = Content::SuretyEnough { institution, required, active };
            (ENOUGH, event, Severity::Info, content)
        }
        _ => return Ok(0),
    };
    notify::set_mark(tx, &sweep, &(env.now, word.to_owned()))?;
    let facts = surety::facts_of(tx, code)?;
    let to = parties(code, answering(&facts, env.now));
    let message = Message { event, severity, status: Status::Actual, to, content };
    Ok(notify::enqueue(tx, env, keys, &message)?.new_count)
}
