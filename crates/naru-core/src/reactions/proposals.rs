//! That a second person said no to a proposal, told to the desk of whoever made it.
//!
//! **Must never decide** whether they may: `crate::proposal` does.

use crate::admission::{self, deadline};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::{self, Case, Deciding};
use crate::{check, desk, eligibility, staff, surety};
use naru_base::keyring::Keyring;
use naru_base::{Answer, ClientUseCode, Env, Id};
use naru_store::Tx;

/// Says no to a proposal, and has it told why. `sealed`: the reason as it is kept.
pub fn reject_proposal(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (&Deciding<'_>, Id),
    (reason, sealed): (&str, &[u8]),
) -> Answer<()> {
    desk::reject(tx, env, who, id, sealed)?;
    let Some(case) = proposal::find(tx, id)? else { return Ok(()) };
    let Some(post) = staff::post_of(tx, case.proposed_by)? else { return Ok(()) };
    let message = Message {
        event: format!("proposal:{id}:rejected"),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::of(&post)],
        content: Content::ProposalRejected {
            proposal: id.to_string(),
            deed: case.kind.clone(),
            institution: institution_of(&case).map(|it| it.to_string()).unwrap_or_default(),
            by: who.who.to_string(),
            reason: reason.to_owned(),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// About which institution a proposal is, if its subject says so.
fn institution_of(case: &Case) -> Option<ClientUseCode> {
    let subject = &case.subject;
    check::deeds::about(subject)
        .map(|it| it.0)
        .or_else(|| deadline::deeds::about(subject).map(|it| it.0))
        .or_else(|| surety::deeds::about(subject))
        .or_else(|| admission::deeds::about(subject).map(|it| it.0))
        .or_else(|| eligibility::deeds::institution_of(case))
}
