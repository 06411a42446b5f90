//! That a second person said no to a proposal, told to the desk of whoever made it.
//!
//! **Must never decide** whether they may: `crate::proposal` does.

use crate::admission::{self, deadline};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::{self, Case, Deciding};
use crate::{check, claim, desk, eligibility, staff, subsidy, surety};
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
    let (institution, about) = concerns(tx, &case)?;
    let message = Message {
        event: format!("proposal:{id}:rejected"),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::of(&post)],
        content: Content::ProposalRejected {
            proposal: id.to_string(),
            deed: case.kind.clone(),
            institution,
            about,
            by: who.who.to_string(),
            reason: reason.to_owned(),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Whom a proposal is about, by code, and what besides: of one about a date its rule, of one about
/// a firm from outside the network its name.
fn concerns(tx: &mut Tx<'_>, case: &Case) -> Answer<(String, [String; 2])> {
    let both = |name: String| [name.clone(), name];
    if let Some((code, rule)) = deadline::deeds::about(&case.subject) {
        let rule = deadline::rules(tx)?.into_iter().find(|it| it.id == rule);
        let title = rule.map(|it| [it.title.ko, it.title.en]);
        return Ok((code.to_string(), title.unwrap_or_default()));
    }
    if let Some(id) = claim::deeds::claim_of(case) {
        return Ok((claim::find(tx, id)?.institution.to_string(), Default::default()));
    }
    if let Some(id) = subsidy::deeds::application_of(case) {
        let firm = subsidy::find(tx, id)?.firm;
        return Ok(match firm.institution {
            Some(code) => (code.to_string(), Default::default()),
            None => (String::new(), both(firm.name)),
        });
    }
    let code = institution_of(case).map(|it| it.to_string()).unwrap_or_default();
    Ok((code, Default::default()))
}

/// About which institution a proposal is, if its subject says so.
fn institution_of(case: &Case) -> Option<ClientUseCode> {
    let subject = &case.subject;
    check::deeds::about(subject)
        .map(|it| it.0)
        .or_else(|| surety::deeds::about(subject))
        .or_else(|| admission::deeds::about(subject).map(|it| it.0))
        .or_else(|| eligibility::deeds::institution_of(case))
}
