//! That somebody proposed who is to fill an office of open source, and what became of it, told to
//! those whom it concerns.
//!
//! **Must never decide** anything itself.

use super::requests::desk_of;
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::oss::approval::{SeatNews, SeatStanding};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env};
use naru_store::Tx;

/// Has it told: what is proposed to those who may confirm it, what is confirmed to the role that
/// filled the office, the one that fills it now and whoever proposed it, what is refused to whoever
/// proposed it. What was taken back or has lapsed is told to nobody: the notice of it says so.
pub fn tell_seat(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, it: &SeatNews) -> Answer<()> {
    let change = &it.change;
    let mut to: Vec<Party> = Vec::new();
    let proposer = desk_of(tx, &change.by)?;
    let filled = it.before.into_iter().chain([change.role]).map(Party::Staff);
    match change.standing {
        SeatStanding::Proposed => to.push(Party::Staff(Role::Operator)),
        SeatStanding::Confirmed => {
            for party in filled.chain(proposer) {
                if !to.contains(&party) {
                    to.push(party);
                }
            }
        }
        SeatStanding::Refused => to.extend(proposer),
        SeatStanding::Withdrawn | SeatStanding::Lapsed => {}
    }
    if to.is_empty() {
        return Ok(());
    }
    let (office, role) = (change.office.to_string(), change.role.to_string());
    let content = match change.standing {
        SeatStanding::Proposed => Content::SeatProposed {
            change: change.id.to_string(),
            office,
            role,
            source: change.source.clone(),
        },
        standing => Content::SeatDecided {
            change: change.id.to_string(),
            office,
            role,
            before: it.before.map(|it| it.to_string()).unwrap_or_default(),
            verdict: standing.to_string(),
            reason: it.why.clone(),
        },
    };
    let is_refused = change.standing == SeatStanding::Refused;
    let message = Message {
        event: format!("oss-seat:{}:{}", change.id, change.standing),
        severity: if is_refused { Severity::Warning } else { Severity::Info },
        status: Status::Actual,
        to,
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}
