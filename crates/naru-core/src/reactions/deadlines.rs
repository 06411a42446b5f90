//! What checks mean for rules with a date, and who is told of dates that come near or are missed.

use super::day;
use crate::admission::deadline::{self, Answered, Booking, Finding};
use crate::check::{self, Engagement};
use crate::notify::{self, Content, Message, Party, Severity, Status, due_step};
use crate::policy;
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Env, Fault, Micros};
use naru_store::Tx;

/// Who writes down what checks mean for rules.
const ACTOR: &str = "system:checks";

/// Brings what rules with a date know of checks in step with the checks themselves, of one
/// institution or of all. `false`: nothing changed.
pub fn follow_checks(tx: &mut Tx<'_>, env: &Env, of: Option<&ClientUseCode>) -> Answer<bool> {
    let fix_s = deadline::times(tx, env.now)?.fix_s;
    let (open, closed) = check::state(tx, of)?;
    let all: Vec<Engagement> = open.into_iter().map(|it| it.0).chain(closed).collect();
    let mut has_changed = false;
    for it in deadline::places(tx, env.now)? {
        if of.is_some_and(|code| *code != it.institution) {
            continue;
        }
        let own = all.iter().filter(|check| check.institution == it.institution);
        let own: Vec<&Engagement> = own.filter(|of| of.gate() == it.rule.requirement).collect();
        let known = it.known.booking.map(|it| it.applied_at);
        let Some(seen) = check::decide::asked_for(&own, known, fix_s, env.now) else { continue };
        let seen = seen.map(|(applied_at, slot_ends_at)| Booking { applied_at, slot_ends_at });
        if seen != it.known.booking {
            let place = (&it.institution, it.rule.id.as_str());
            deadline::follow_booking(tx, env, ACTOR, place, seen)?;
            has_changed = true;
        }
    }
    Ok(has_changed)
}

/// Puts on record that a check was asked for: inspectors are told, so that somebody takes it up,
/// and rules with a date know of it.
pub fn request_check(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    it: &check::Request,
) -> Answer<()> {
    check::request(tx, env, actor, it)?;
    follow_checks(tx, env, Some(&it.institution))?;
    let service = it.service.as_ref();
    let content = Content::CheckRequested {
        institution: it.institution.to_string(),
        check: it.id.to_string(),
        service: service.map(ToString::to_string).unwrap_or_default(),
    };
    let message = Message {
        event: format!("check:{}:requested", it.id),
        severity: Severity::Info,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Inspector)],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Puts an institution's answer on record, and has the operators told who decide on it.
pub fn answer_deadline(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, code, rule): (&str, &ClientUseCode, &str),
    it: &Answered,
) -> Answer<()> {
    let place = deadline::put_answer(tx, env, actor, (code, rule), it)?;
    let times = deadline::times(tx, env.now)?;
    let ground = times.grounds.ground(&it.ground).map(|it| it.title.clone());
    let ground = ground.map_or_else(|| [it.ground.clone(), it.ground.clone()], |of| [of.ko, of.en]);
    let from = deadline::decided_from(&place.rule, &place.known, &times, env.now);
    let message = Message {
        event: format!("deadline:{code}:{rule}:answer:{}", it.id),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Operator)],
        content: Content::DeadlineAnswered {
            institution: code.to_string(),
            rule: rule.to_owned(),
            title: [place.rule.title.ko, place.rule.title.en],
            ground,
            last_day: last_day(it.until),
            from: day(from),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

fn steps(tx: &mut Tx<'_>, of: &str, names: &[&str], now: Micros) -> Result<Vec<i64>, Fault> {
    let rules = policy::list(tx)?;
    names.iter().map(|it| policy::number(&rules, &format!("{of}_notice_{it}_days"), now)).collect()
}

pub(super) fn last_day(before: Micros) -> String {
    day(Micros::new(before.get().saturating_sub(1)))
}

/// Tells institutions and the operator of rules that are not met and whose date comes near, as it
/// stands for each of them. Each step is an event of its own, and an event is told once.
pub fn tell_of_deadlines(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let names = ["first", "second", "third", "fourth", "last"];
    let steps = steps(tx, "deadline", &names, env.now)?;
    let mut told = 0;
    for it in deadline::places(tx, env.now)? {
        let is_open = it.finding != Finding::Met;
        let Some(days) = due_step(&steps, it.due, env.now).filter(|_| is_open) else { continue };
        let is_last = steps.iter().min() == Some(&days);
        let (code, rule) = (&it.institution, &it.rule);
        let message = Message {
            event: format!("deadline:{code}:{}:{}:{days}", rule.id, it.due.get()),
            severity: if is_last { Severity::Urgent } else { Severity::Warning },
            status: Status::Actual,
            to: vec![Party::Institution(code.clone()), Party::Staff(Role::Operator)],
            content: Content::DeadlineNear {
                institution: code.to_string(),
                rule: rule.id.clone(),
                title: [rule.title.ko.clone(), rule.title.en.clone()],
                last_day: last_day(it.due),
                days,
            },
        };
        told += notify::enqueue(tx, env, keys, &message)?.new_count;
    }
    Ok(told)
}

/// Tells institutions when the day comes near by which what a check found is to be put right, and
/// them, inspectors and the operator once it was missed.
pub fn tell_of_fix_dates(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let steps = steps(tx, "fix", &["first", "last"], env.now)?;
    let most = steps.iter().max().copied().unwrap_or(0);
    let until = env.now.plus_seconds(most.saturating_mul(86_400));
    let mut told = 0;
    for it in check::to_put_right(tx, until)? {
        let Some(fix_by) = it.fix_by else { continue };
        let days = due_step(&steps, fix_by, env.now);
        let is_missed = fix_by <= env.now;
        if !is_missed && days.is_none() {
            continue;
        }
        let institution = Party::Institution(it.institution.clone());
        let (to, severity, step) = match days {
            None => {
                let desks = [Role::Inspector, Role::Operator].map(Party::Staff);
                let to = [institution].into_iter().chain(desks).collect();
                (to, Severity::Urgent, "missed".to_owned())
            }
            Some(days) => (vec![institution], Severity::Warning, days.to_string()),
        };
        let (code, check, on) = (it.institution.to_string(), it.id.to_string(), last_day(fix_by));
        let open = check::open_items(tx, it.id)?;
        let content = match days {
            None => Content::FixMissed { institution: code, check, last_day: on, open },
            Some(days) => Content::FixNear { institution: code, check, last_day: on, open, days },
        };
        let event = format!("fix:{}:{}:{step}", it.id, fix_by.get());
        let message = Message { event, severity, status: Status::Actual, to, content };
        told += notify::enqueue(tx, env, keys, &message)?.new_count;
    }
    Ok(told)
}
