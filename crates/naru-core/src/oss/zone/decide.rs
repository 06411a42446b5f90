//! What may be asked and said, and what may cross. Pure.

use super::model::{
    Crossing, Event, Mode, REGISTRATION_CHARS_MAX, Standing, TEXT_CHARS_MAX, TEXT_CHARS_MIN,
    Verdict, Wish, ZoneRules,
};
use naru_base::role::Role;
use naru_base::{Micros, Refusal};

/// Who may approve: the security desk and the operator, each a person of their own.
pub const APPROVERS: [Role; 2] = [Role::SecurityDesk, Role::Operator];

fn fits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.trim().chars().count())
}

/// Whether it may be asked for; the first reason that applies.
pub fn may_ask(wish: &Wish) -> Result<(), Refusal> {
    wrong_fields(wish).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with what was written, in the order of the form.
pub fn wrong_fields(wish: &Wish) -> Vec<Refusal> {
    let text = |field: &'static str| {
        Refusal::new("oss/zone-text").with("field", field).with("least", TEXT_CHARS_MIN)
    };
    let is_pseudonymised = wish.mode == Mode::Pseudonymised;
    let mut wrong = Vec::new();
    if !fits(&wish.purpose, TEXT_CHARS_MIN, TEXT_CHARS_MAX) {
        wrong.push(text("purpose"));
    }
    if is_pseudonymised && !fits(&wish.registration, 1, REGISTRATION_CHARS_MAX) {
        wrong.push(Refusal::new("oss/zone-registration"));
    }
    if is_pseudonymised && !fits(&wish.method, TEXT_CHARS_MIN, TEXT_CHARS_MAX) {
        wrong.push(text("method"));
    }
    wrong
}

/// Where it stands after the look.
pub const fn first(verdict: Verdict) -> Standing {
    if verdict.may_cross() { Standing::Asked } else { Standing::Blocked }
}

/// What a word makes of it: the next standing, or why it may not be said.
pub fn vote(
    it: &Crossing,
    (by, role): (&str, Role),
    (is_yes, note): (bool, &str),
    rules: &ZoneRules,
    now: Micros,
) -> Result<Standing, Refusal> {
    let decided = || Refusal::new("oss/zone-decided");
    if it.standing != Standing::Asked || it.until <= now {
        return Err(decided());
    }
    if !APPROVERS.contains(&role) {
        return Err(Refusal::new("oss/zone-office"));
    }
    if it.asked_by == by {
        return Err(Refusal::new("oss/zone-own"));
    }
    // Two people of two desks.
    if it.votes.iter().any(|vote| vote.by == by || vote.role == role) {
        return Err(Refusal::new("oss/zone-voted"));
    }
    let least = if is_yes { 0 } else { TEXT_CHARS_MIN };
    if !fits(note, least, TEXT_CHARS_MAX) {
        let refusal = Refusal::new("oss/zone-text").with("field", "note");
        return Err(refusal.with("least", TEXT_CHARS_MIN));
    }
    if !is_yes {
        return it.standing.next(Event::Denied).ok_or_else(decided);
    }
    let yes = i64::try_from(it.votes.iter().filter(|vote| vote.is_yes).count()).unwrap_or(0);
    if yes + 1 >= rules.quorum {
        return it.standing.next(Event::Agreed).ok_or_else(decided);
    }
    Ok(it.standing)
}

/// Whether this file may cross now: the one that was looked through, approved, in time.
pub fn may_cross(it: &Crossing, sha256: &[u8; 32], now: Micros) -> Result<Standing, Refusal> {
    if it.sha256 != *sha256 {
        return Err(Refusal::new("oss/zone-other-file"));
    }
    if it.until <= now {
        return Err(Refusal::new("oss/zone-decided"));
    }
    it.standing.next(Event::Taken).ok_or(Refusal::new("oss/zone-not-approved"))
}
