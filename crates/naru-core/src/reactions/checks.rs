//! The steps of a security check, each with whoever is told of it: an institution of its days and
//! of what was found, inspectors of what was put right, taken back or changed hands.
//!
//! **Must never decide** when a step is possible: `crate::check` does.

use super::day;
use super::deadlines::last_day;
use crate::check::{self, Engagement, State};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, BusinessDate, Env, Id};
use naru_store::Tx;

/// What notices of a check name it by: whose, which, of which service.
fn of(it: &Engagement) -> [String; 3] {
    let service = it.service.as_ref().map(ToString::to_string).unwrap_or_default();
    [it.institution.to_string(), it.id.to_string(), service]
}

fn date(it: BusinessDate) -> String {
    day(it.starts_at())
}

fn tell(
    tx: &mut Tx<'_>,
    (env, keys): (&Env, &Keyring),
    (it, step): (&Engagement, &str),
    (to, severity): (Party, Severity),
    content: Content,
) -> Answer<()> {
    // A step may come again, and each time it is news.
    let event = format!("check:{}:{step}:{}", it.id, env.now.get());
    let message = Message { event, severity, status: Status::Actual, to: vec![to], content };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// An inspector takes the check, or moves its days: the institution is told of days that are new
/// to it.
pub fn schedule_check(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    slot: (BusinessDate, BusinessDate),
) -> Answer<()> {
    let before = check::known(tx, id)?.slot;
    check::schedule(tx, env, who, id, slot)?;
    let it = check::known(tx, id)?;
    // While findings are put right, nobody comes.
    if before == Some(slot) || matches!(it.state, State::Findings | State::Fixing) {
        return Ok(());
    }
    let [institution, check, service] = of(&it);
    let (from, to) = (date(slot.0), date(slot.1));
    let content = Content::CheckScheduled { institution, check, service, from, to };
    let to = (Party::Institution(it.institution.clone()), Severity::Info);
    tell(tx, (env, keys), (&it, "scheduled"), to, content)
}

/// What was found is told.
pub fn issue_findings(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
) -> Answer<()> {
    check::issue(tx, env, who, id)?;
    let it = check::known(tx, id)?;
    let [institution, check, service] = of(&it);
    let open = check::open_items(tx, id)?;
    let last_day = it.fix_by.map(last_day).unwrap_or_default();
    let content = Content::CheckFindings { institution, check, service, open, last_day };
    let to = (Party::Institution(it.institution.clone()), Severity::Warning);
    tell(tx, (env, keys), (&it, "findings"), to, content)
}

/// The institution says that everything is put right: it waits for its inspector.
pub fn say_fixed(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, id): (&str, Id),
) -> Answer<()> {
    check::fixed(tx, env, actor, id)?;
    let it = check::known(tx, id)?;
    let [institution, check, service] = of(&it);
    let inspector = it.inspector.map(|id| id.to_string()).unwrap_or_default();
    let content = Content::CheckFixed { institution, check, service, inspector };
    tell(tx, (env, keys), (&it, "fixed"), (Party::Staff(Role::Inspector), Severity::Info), content)
}

/// The institution takes its request back; whoever has taken it up hears of it.
pub fn withdraw_check(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, id): (&str, Id),
) -> Answer<()> {
    check::withdraw(tx, env, actor, id)?;
    let it = check::known(tx, id)?;
    let Some(inspector) = it.inspector else { return Ok(()) };
    let [institution, check, service] = of(&it);
    let inspector = inspector.to_string();
    let content = Content::CheckWithdrawn { institution, check, service, inspector };
    let to = (Party::Staff(Role::Inspector), Severity::Info);
    tell(tx, (env, keys), (&it, "withdrawn"), to, content)
}

/// A colleague takes over: inspectors are told, the earlier one among them.
pub fn take_over_check(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    reason: &str,
) -> Answer<()> {
    let from = check::known(tx, id)?.inspector.map(|id| id.to_string()).unwrap_or_default();
    let it = check::take_over(tx, env, keys, (who, id), reason)?;
    let [institution, check, service] = of(&it);
    let (inspector, reason) = (who.to_string(), reason.trim().to_owned());
    let content = Content::CheckTakenOver { institution, check, service, from, inspector, reason };
    let to = (Party::Staff(Role::Inspector), Severity::Info);
    tell(tx, (env, keys), (&it, "taken-over"), to, content)
}

/// Its inspector gives it back: somebody else has to take it up. An institution that loses its days
/// by that is told so.
pub fn give_check_back(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    reason: &str,
) -> Answer<()> {
    let before = check::known(tx, id)?.state;
    let it = check::give_back(tx, env, keys, (who, id), reason)?;
    let [institution, check, service] = of(&it);
    if before == State::Scheduled {
        let content = Content::CheckUnscheduled {
            institution: institution.clone(),
            check: check.clone(),
            service: service.clone(),
        };
        let to = (Party::Institution(it.institution.clone()), Severity::Info);
        tell(tx, (env, keys), (&it, "unscheduled"), to, content)?;
    }
    let (from, reason) = (who.to_string(), reason.trim().to_owned());
    let content = Content::CheckGivenBack { institution, check, service, from, reason };
    let to = (Party::Staff(Role::Inspector), Severity::Warning);
    tell(tx, (env, keys), (&it, "given-back"), to, content)
}
