//! What a claim for payment of subsidy means for others: those who decide are told.
//!
//! **Must never decide** anything itself: it brings slices together.

use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::subsidy::{self, NewClaim};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env, Id};
use naru_store::Tx;

/// Puts a claim for payment on record, and has it told; each correction again.
pub fn claim_subsidy(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    (id, new): (Id, &NewClaim),
) -> Answer<()> {
    subsidy::claim(tx, env, actor, id, new)?;
    let it = subsidy::find(tx, id)?;
    let content = Content::SubsidyClaimed {
        application: id.to_string(),
        programme: it.programme,
        institution: it.firm.institution.map(|code| code.to_string()).unwrap_or_default(),
        firm: it.firm.name,
        cost: new.cost.get(),
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
