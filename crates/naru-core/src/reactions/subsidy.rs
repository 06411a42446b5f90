//! What happens to an application for subsidy, and who is told: of a claim for payment those who
//! decide, of a decision the institution. A firm from outside the network has its letter.
//!
//! **Must never decide** anything itself: it brings slices together.

use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use crate::subsidy::{self, NewClaim, deeds};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env, Id, Won};
use naru_store::Tx;

/// Puts a claim for payment on record, and has it told; each correction again.
pub fn claim_subsidy(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    (id, new): (Id, &NewClaim),
) -> Answer<()> {
    let before = subsidy::claim_of(tx, id)?.map_or(0, |it| it.cost.get());
    subsidy::claim(tx, env, actor, id, new)?;
    let it = subsidy::find(tx, id)?;
    let content = Content::SubsidyClaimed {
        application: id.to_string(),
        programme: it.programme,
        institution: it.firm.institution.map(|code| code.to_string()).unwrap_or_default(),
        firm: it.firm.name,
        cost: new.cost.get(),
        before,
    };
    let message = Message {
        event: format!("subsidy:{id}:claimed:{}", env.now.get()),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Operator)],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Has told what a proposal that was just done decided about an application; of other proposals,
/// nothing.
pub(super) fn tell_of_subsidy_deed(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    case: &Case,
) -> Answer<()> {
    let deed = match case.kind.as_str() {
        deeds::AWARD => "awarded",
        deeds::DECLINE => "declined",
        deeds::PAY => "paid",
        deeds::RELEASE => "released",
        _ => return Ok(()),
    };
    let Some(id) = deeds::application_of(case) else { return Ok(()) };
    let it = subsidy::find(tx, id)?;
    let Some(code) = it.firm.institution else { return Ok(()) };
    let amount = match deed {
        "paid" => it.paid,
        "declined" => None,
        _ => it.awarded,
    };
    let message = Message {
        event: format!("subsidy:{id}:{}", case.id),
        severity: if deed == "paid" { Severity::Info } else { Severity::Warning },
        status: Status::Actual,
        to: vec![Party::Institution(code.clone())],
        content: Content::SubsidyDecided {
            application: id.to_string(),
            programme: it.programme,
            institution: code.to_string(),
            deed: deed.to_owned(),
            amount: amount.map_or(0, Won::get),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}
