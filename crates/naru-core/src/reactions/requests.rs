//! What offices decided of requests on open source, told to whoever asked; and what is over of what
//! a standing hung on.
//!
//! **Must never decide** anything itself.

use super::{day, instant};
use crate::admission;
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::oss::approval::{self, Approval};
use crate::oss::portfolio::stance::{self, Stance};
use crate::oss::portfolio::{Excepted, GravePage};
use crate::oss::zone::{self, Crossing};
use crate::staff;
use naru_base::keyring::Keyring;
use naru_base::role::Scope;
use naru_base::{Answer, ClientUseCode, Env, Id, Micros};
use naru_store::Tx;

/// A request that was approved or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    list: &'static str,
    request: Id,
    /// Counts the decisions of one request.
    round: i64,
    subject: String,
    /// Whose it is; none: the house's own.
    institution: Option<ClientUseCode>,
    asked_by: String,
    is_yes: bool,
    until: String,
    reason: String,
}

/// The last day of what ends with the midnight after it.
fn last_day(until: Micros) -> String {
    day(until.plus_seconds(-1))
}

impl Decided {
    /// Of a request for approval; none: it is not decided.
    pub fn of_approval(it: &Approval) -> Option<Decided> {
        let is_yes = match it.standing {
            approval::Standing::Approved => true,
            approval::Standing::Refused => false,
            _ => return None,
        };
        let no = it.said().find(|vote| !vote.is_yes);
        Some(Decided {
            list: "approvals",
            request: it.id,
            round: it.round,
            subject: it.wish.purl.clone(),
            institution: Some(it.institution.clone()),
            asked_by: it.asked_by.clone(),
            is_yes,
            until: last_day(it.wish.until),
            reason: no.map(|it| it.note.clone()).unwrap_or_default(),
        })
    }

    /// Of a stance on a finding.
    pub fn of_stance(it: &Stance) -> Option<Decided> {
        let is_yes = match it.standing {
            stance::Standing::Approved => true,
            stance::Standing::Refused => false,
            _ => return None,
        };
        let no = it.votes.iter().find(|vote| !vote.is_yes);
        Some(Decided {
            list: "stances",
            request: it.id,
            round: 1,
            subject: format!("{} {} ({})", it.package_name, it.versions, it.advisory),
            institution: Some(it.institution.clone()),
            asked_by: it.asked_by.clone(),
            is_yes,
            until: last_day(it.until),
            reason: no.map(|it| it.note.clone()).unwrap_or_default(),
        })
    }

    /// Of a crossing of the zone's border.
    pub fn of_crossing(it: &Crossing) -> Option<Decided> {
        let is_yes = match it.standing {
            zone::Standing::Approved => true,
            zone::Standing::Refused => false,
            _ => return None,
        };
        let no = it.votes.iter().find(|vote| !vote.is_yes);
        let program = it.asked_by.strip_prefix("institution:");
        Some(Decided {
            list: "zone",
            request: it.id,
            round: 1,
            subject: it.file_name.clone(),
            institution: program.and_then(|code| ClientUseCode::parse(code).ok()),
            asked_by: it.asked_by.clone(),
            is_yes,
            until: instant(it.until),
            reason: no.map(|it| it.note.clone()).unwrap_or_default(),
        })
    }
}

/// The desk of whoever asked, if they are of the house.
pub(super) fn desk_of(tx: &mut Tx<'_>, asked_by: &str) -> Answer<Option<Party>> {
    let Some(id) = asked_by.strip_prefix("staff:").and_then(|id| Id::parse(id).ok()) else {
        return Ok(None);
    };
    let post = staff::standing(tx, id)?.map(|it| it.0);
    Ok(post.filter(|it| *it.scope() == Scope::Network).map(|it| Party::of(&it)))
}

/// Has whoever asked told what was decided: the institution, and the desk that asked for it.
pub fn tell_decided(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, it: &Decided) -> Answer<()> {
    let own = it.institution.clone().map(Party::Institution);
    let to: Vec<Party> = own.into_iter().chain(desk_of(tx, &it.asked_by)?).collect();
    if to.is_empty() {
        return Ok(());
    }
    let verdict = if it.is_yes { "approved" } else { "refused" };
    let message = Message {
        event: format!("oss-{}:{}:{}:{verdict}", it.list, it.request, it.round),
        severity: if it.is_yes { Severity::Info } else { Severity::Warning },
        status: Status::Actual,
        to,
        content: Content::RequestDecided {
            list: it.list.to_owned(),
            request: it.request.to_string(),
            subject: it.subject.clone(),
            verdict: verdict.to_owned(),
            until: if it.is_yes { it.until.clone() } else { String::new() },
            reason: if it.is_yes { String::new() } else { it.reason.clone() },
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// What is told of something that a standing hung on and does no more: that it is excepted and
/// still there, or that it is gone, with how many others are left. Nothing while the standing hangs
/// on another version of the same.
pub(super) fn over(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    (it, page): (&admission::Exposure, &GravePage),
) -> Answer<Option<(&'static str, Content)>> {
    let (system, package) = (it.system_name.clone(), it.package.clone());
    let advisory = it.advisory.clone();
    let is_it = |own: &&Excepted| {
        own.system == it.system && own.package == it.package && own.advisory == it.advisory
    };
    let goes_on = page.findings.iter().any(|own| {
        own.system == it.system && own.advisory == it.advisory && own.is_of(&it.package)
    });
    if goes_on {
        return Ok(None);
    }
    Ok(Some(match page.excepted.iter().find(is_it) {
        Some(own) => {
            let (until, stance) = (last_day(own.until), own.stance.to_string());
            ("excepted", Content::ExposureExcepted { system, package, advisory, until, stance })
        }
        None => {
            let left = Some(admission::open_exposures(tx, code)?);
            ("over", Content::ExposureOver { system, package, advisory, left })
        }
    }))
}
