//! What happens to a compensation claim, and who is told of it.
//!
//! **Must never decide** anything itself: it brings slices together.

use super::instant;
use crate::claim::freezewire::FreezeReply;
use crate::claim::{self, Clock, ClockState, Draft, State, Step, Told, deeds};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env, Id, Micros};
use naru_store::Tx;

/// Puts a claim on record, with its requests to freeze, and has it told. Twice is once.
pub fn report_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    draft: &Draft,
) -> Answer<()> {
    let Some(told) = claim::report_claim(tx, env, keys, actor, draft)? else { return Ok(()) };
    let it = &told.claim;
    let content = Content::ClaimReported {
        claim: it.id.to_string(),
        institution: it.institution.to_string(),
        loss: it.loss.get(),
        pay_by: it.due_at[Step::Payment as usize].map_or_else(String::new, instant),
    };
    tell(tx, env, keys, &told, (Severity::Urgent, "reported".to_owned(), content))
}

/// Takes a claim back and has it told.
pub fn withdraw_claim(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    id: Id,
) -> Answer<()> {
    let told = claim::withdraw(tx, env, actor, id)?;
    moved(tx, env, keys, &told, "withdrawn".to_owned())
}

/// Records what a bank answered to a request to freeze; the last answer is told.
pub fn conclude_freeze(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    id: Id,
    reply: Option<&FreezeReply>,
) -> Answer<()> {
    match claim::concluded(tx, env, id, reply)? {
        Some(told) if told.claim.state == State::Frozen => {
            moved(tx, env, keys, &told, "frozen".to_owned())
        }
        _ => Ok(()),
    }
}

/// Has told what a proposal that was just done did to a claim; of other proposals, nothing.
pub(super) fn tell_of_claim_deed(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    case: &Case,
) -> Answer<()> {
    if !case.kind.starts_with(deeds::PREFIX) || case.kind == deeds::TABLE {
        return Ok(());
    }
    let Some(id) = deeds::claim_of(case) else { return Ok(()) };
    let told = claim::told(tx, id)?;
    moved(tx, env, keys, &told, format!("proposal:{}", case.id))
}

fn moved(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, told: &Told, event: String) -> Answer<()> {
    let it = &told.claim;
    let content = Content::ClaimMoved {
        claim: it.id.to_string(),
        institution: it.institution.to_string(),
        state: it.state.as_str().to_owned(),
        loss: it.loss.get(),
    };
    tell(tx, env, keys, told, (Severity::Info, event, content))
}

/// The desks, the institution, the banks that have a part in it, and the insurer that answers.
fn tell(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    told: &Told,
    (severity, event, content): (Severity, String, Content),
) -> Answer<()> {
    let it = &told.claim;
    let mut to = vec![
        Party::Staff(Role::Operator),
        Party::Staff(Role::SecurityDesk),
        Party::Institution(it.institution.clone()),
    ];
    to.extend(told.banks.iter().cloned().map(Party::Bank));
    to.extend(it.insurer.iter().cloned().map(Party::Insurer));
    let (event, status) = (format!("claim:{}:{event}", it.id), Status::Actual);
    notify::enqueue(tx, env, keys, &Message { event, severity, status, to, content }).map(drop)
}

/// Tells the desks of steps that are over their time, each once. Gives how many were new.
pub fn tell_of_late_claims(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let (mut new, mut before) = (0, None);
    loop {
        let page = claim::late(tx, env.now, before)?;
        let Some(last) = page.last() else { return Ok(new) };
        before = Some(last.id);
        for it in &page {
            let over = |clock: &Clock| clock.state == ClockState::Overdue;
            for clock in it.clocks(env.now).into_iter().filter(over) {
                let content = Content::ClaimLate {
                    claim: it.id.to_string(),
                    institution: it.institution.to_string(),
                    step: clock.step.as_str().to_owned(),
                    due: clock.due_at.map_or_else(String::new, instant),
                    loss: it.loss.get(),
                };
                let due = clock.due_at.map_or(0, Micros::get);
                let message = Message {
                    event: format!("claim:{}:late:{}:{due}", it.id, clock.step),
                    severity: Severity::Urgent,
                    status: Status::Actual,
                    to: [Role::Operator, Role::SecurityDesk].map(Party::Staff).to_vec(),
                    content,
                };
                new += notify::enqueue(tx, env, keys, &message)?.new_count;
            }
        }
    }
}
