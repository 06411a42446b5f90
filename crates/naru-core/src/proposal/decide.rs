//! The decisions about proposals: pure.

use super::model::{Case, Deciding, State};
use naru_base::role::{Reach, Right};
use naru_base::{Micros, Refusal};

/// Whether somebody may propose. The person a deed is about may not propose it.
pub fn may_propose(who: &Deciding<'_>, right: Right, subject: &str) -> Result<(), Refusal> {
    if !who.post.may(right) {
        return Err(Refusal::new("proposal/no-right"));
    }
    if is_concerned(who, subject) {
        return Err(Refusal::new("proposal/concerned"));
    }
    Ok(())
}

/// Whether somebody may confirm or reject. The first reason that applies, in this order.
pub fn may_decide(
    case: &Case,
    who: &Deciding<'_>,
    right: Right,
    now: Micros,
) -> Result<(), Refusal> {
    if !who.post.may(right) {
        return Err(Refusal::new("proposal/no-right"));
    }
    is_open(case, now)?;
    if who.who == case.proposed_by {
        return Err(Refusal::new("proposal/own"));
    }
    if is_concerned(who, &case.subject) {
        return Err(Refusal::new("proposal/concerned"));
    }
    Ok(())
}

/// Whether somebody may take it back: only who proposed it.
pub fn may_withdraw(case: &Case, who: &Deciding<'_>, now: Micros) -> Result<(), Refusal> {
    if who.who != case.proposed_by {
        return Err(Refusal::new("proposal/not-own"));
    }
    is_open(case, now)
}

/// Whether somebody who reads so far about what it concerns is told of it. What is only proposed is
/// for those who decide and those who watch: a participant's own people see it once it is done, or
/// if it is their own.
pub fn is_told(case: &Case, who: &Deciding<'_>, read: Right) -> bool {
    let is_theirs = case.state == State::Executed || case.proposed_by == who.who;
    is_theirs || who.post.reach(read) == Reach::Everything
}

fn is_open(case: &Case, now: Micros) -> Result<(), Refusal> {
    match case.state_at(now) {
        State::Open => Ok(()),
        State::Expired => Err(Refusal::new("proposal/expired")),
        state => Err(Refusal::new("proposal/decided").with("state", state.as_str())),
    }
}

fn is_concerned(who: &Deciding<'_>, subject: &str) -> bool {
    subject.strip_prefix("staff:") == Some(who.who.to_string().as_str())
}
