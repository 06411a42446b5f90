//! Reactions: what one slice's event means for another. The system's causality on a page.
//!
//! | when | then |
//! |---|---|
//! | an incident is opened | operator, security desk, regulator and auditor are told |
//! | its grade changes | so are they, as loudly as the graver of the two grades |
//! | it is closed | so are they |
//! | an agreement of a user comes near its end | its institution is told, once for each step |
//! | a grave weakness in a live system opens, or is gone | the standing follows; both are told |
//! | what somebody asked for of open source is decided | whoever asked is told |
//! | who fills an office of open source is proposed, confirmed or refused | those concerned are |
//! | a secret, certificate or token does | its institution and the operator are told |
//! | a program of staff does, or its earlier secret | the role that holds it is told |
//! | a client is given another secret | so are they, at once |
//! | damage is reported, a claim moves, or is late | whoever has a part in it is told |
//! | a measure is decided, or lifted | its institution is told |
//! | an institution appeals against a measure | operators are told |
//! | it asks for more time to meet a rule | so are they |
//! | its appeal is answered | it is told |
//! | an administrator comes back on the host, or is invited | administrators and those who watch |
//! | a rule is not met and its date comes near | its institution and the operator are told |
//! | a check is asked for | inspectors are told |
//! | it gets its days, loses them, or what it found is told | its institution is told |
//! | what it found was put right, it is taken back, or changes hands | inspectors are told |
//! | the same, or it gets its slot, is told or ends | rules with a date know of it |
//! | a gate is decided, or a deadline is extended | its institution is told |
//! | an institution hands in a paper of its cover | operators are told |
//! | it files a form of eligibility | so are they, and that an earlier one waited |
//! | payment of subsidy is claimed, or the claim corrected | so are they |
//! | subsidy is awarded, refused, paid, or taken back | the institution is told |
//! | a second person says no to a proposal | the desk of whoever made it is told why |
//! | cover is recorded, given back, or a factor changes | its institution and insurers are told |
//! | less is covered than must be, or no longer so | so are they, once for each time |
//! | what a check found is not put right in time | its institution and those who check are told |
//!
//! A command whose event means something elsewhere is run here, in one transaction with what
//! follows from it; its slice does not offer it to anybody else.
//!
//! **Must never decide** anything itself: it brings slices together.

mod checks;
mod claims;
mod deadlines;
mod gates;
mod programs;
mod proposals;
mod requests;
mod seats;
mod subsidy;
mod surety;

pub use checks::{
    give_check_back, issue_findings, say_fixed, schedule_check, take_over_check, withdraw_check,
};
pub use claims::{
    conclude_freeze, remit_claim, report_claim, take_off_remittance, tell_of_late_claims,
    withdraw_claim,
};
pub use deadlines::{
    answer_deadline, follow_checks, request_check, tell_of_deadlines, tell_of_fix_dates,
};
pub use gates::{appeal, file_form, hand_in, tell_of_deed};
pub use programs::tell_of_ending_programs;
pub use proposals::reject_proposal;
pub use requests::{Decided, tell_decided};
pub use seats::tell_seat;
pub use subsidy::claim_subsidy;
pub use surety::tell_of_cover;

use crate::hub::Hub;
use crate::identity::{self, Ending, EndingKind, Replaced};
use crate::incident::{self, Grade, Incident, NewIncident};
use crate::notify::{
    self, Agreed, Content, Credential, Message, Party, Severity, Status, due_step,
};
use crate::oss::approval::{Approval, Seats};
use crate::oss::desk::Untold;
use crate::oss::portfolio::{Grave, GravePage};
use crate::staff::{self, Token, TokenHash, host};
use crate::{access, admission, policy};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::secret::SecretText;
use naru_base::{Answer, ClientUseCode, Env, Id, Micros};
use naru_store::Tx;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Who hears of incidents.
const DESKS: [Role; 4] = [Role::Operator, Role::SecurityDesk, Role::Regulator, Role::Auditor];

/// Opens an incident and has it told. Opened already by the same form, nothing more is told.
pub fn open_incident(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    who: Id,
    new: &NewIncident,
) -> Answer<()> {
    let Some(it) = incident::open(tx, env, keys, who, new)? else { return Ok(()) };
    let content = Content::IncidentOpened {
        incident: it.id.to_string(),
        grade: it.grade.number(),
        title: it.title.clone(),
    };
    tell(tx, env, keys, &it, (severity(it.grade), "opened".to_owned(), content))
}

/// Changes an incident's grade and has it told.
pub fn regrade_incident(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    who_and_which: (Id, Id),
    grade_and_reason: (Grade, &str),
) -> Answer<()> {
    let done = incident::regrade(tx, env, keys, who_and_which, grade_and_reason)?;
    let it = done.incident;
    let content = Content::IncidentRegraded {
        incident: it.id.to_string(),
        before: done.before.number(),
        grade: it.grade.number(),
        title: it.title.clone(),
    };
    // Whoever was told of the graver one must hear that it is over.
    let severity = severity(it.grade).max(severity(done.before));
    tell(tx, env, keys, &it, (severity, format!("entry:{}", done.entry), content))
}

/// Closes an incident and has it told.
pub fn close_incident(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    who_and_which: (Id, Id),
    reason: &str,
) -> Answer<()> {
    let done = incident::close(tx, env, keys, who_and_which, reason)?;
    let it = done.incident;
    let content = Content::IncidentClosed {
        incident: it.id.to_string(),
        title: it.title.clone(),
        reason: done.reason,
    };
    tell(tx, env, keys, &it, (severity(it.grade), "closed".to_owned(), content))
}

fn tell(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    it: &Incident,
    (severity, event, content): (Severity, String, Content),
) -> Answer<()> {
    let message = Message {
        event: format!("incident:{}:{event}", it.id),
        severity,
        status: it.status,
        to: DESKS.map(Party::Staff).to_vec(),
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

const fn severity(grade: Grade) -> Severity {
    match grade {
        Grade::One => Severity::Critical,
        Grade::Two => Severity::Urgent,
        Grade::Three => Severity::Warning,
        Grade::Four => Severity::Info,
    }
}

/// Agreements that one transaction looks at.
const ENDINGS_PER_PAGE: i64 = 200;
const DAY_S: i64 = 86_400;

/// What one page of a sweep came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Notices that were not there before.
    pub told: usize,
    /// Whether there is more to look at now.
    pub more: bool,
}

/// Tells institutions of agreements that come near their end: one page of the first kind and step
/// that has any. A mark in the same commit says how far it has come, so that each step of each
/// agreement is told once, whatever happens to the node.
pub fn tell_of_ending_agreements(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<Swept> {
    let steps = policy::at(&policy::list(tx)?, env.now)?.consent_notice_days;
    let kinds = [EndingKind::Login, EndingKind::Inquiry, EndingKind::Transfer];
    for (kind, days) in kinds.into_iter().flat_map(|kind| steps.map(|days| (kind, days))) {
        let sweep = format!("{kind:?}:{days}").to_lowercase();
        let bound = env.now.plus_seconds(days.saturating_mul(DAY_S));
        let after = notify::mark(tx, &sweep)?.unwrap_or((env.now, String::new()));
        let page = identity::list_ending(tx, kind, &after, bound, ENDINGS_PER_PAGE)?;
        let is_full = i64::try_from(page.len()).is_ok_and(|n| n == ENDINGS_PER_PAGE);
        let mut told = 0;
        for it in &page {
            if due_step(&steps, it.until, env.now) == Some(days) {
                let last = steps.iter().min() == Some(&days);
                let message = ending_agreement(kind, it, days, last);
                told += notify::enqueue(tx, env, keys, &message)?.new_count;
            }
        }
        // The next place is behind the last one looked at, or behind all that could have been.
        let behind = match page.last() {
            Some(last) if is_full => (last.until, last.key()),
            _ if bound < after.0 => after,
            _ => (Micros::new(bound.get().saturating_add(1)), String::new()),
        };
        notify::set_mark(tx, &sweep, &behind)?;
        if is_full || told > 0 {
            return Ok(Swept { told, more: true });
        }
    }
    Ok(Swept::default())
}

fn ending_agreement(kind: EndingKind, it: &Ending, days: i64, is_last: bool) -> Message {
    let (word, agreed) = match kind {
        EndingKind::Login => ("login", Agreed::Login),
        EndingKind::Inquiry => ("inquiry", Agreed::Inquiry),
        EndingKind::Transfer => ("transfer", Agreed::Transfer),
    };
    let of = it.handle.as_deref().unwrap_or(it.user.as_str());
    Message {
        event: format!("consent:{}:{of}:{word}:{}:{days}", it.institution, it.until.get()),
        severity: if is_last { Severity::Warning } else { Severity::Info },
        status: Status::Actual,
        to: vec![Party::Institution(it.institution.clone())],
        content: Content::ConsentEnding {
            user_seq_no: it.user.to_string(),
            fintech_use_num: it.handle.clone(),
            agreed,
            ends_on: day(it.until),
            days,
        },
    }
}

/// Tells institutions and the operator of secrets, certificates and tokens that come near their
/// end. Each step is an event of its own, and an event is told once.
pub fn tell_of_ending_credentials(tx: &mut Tx<'_>, env: &Env, keys: &Keyring) -> Answer<usize> {
    let steps = policy::at(&policy::list(tx)?, env.now)?.credential_notice_days;
    let mut told = 0;
    for (institution, what, name, until) in credentials(tx, env.now)? {
        let Some(days) = due_step(&steps, until, env.now) else { continue };
        let last = steps.iter().min() == Some(&days);
        let word = match what {
            Credential::Secret => "secret",
            Credential::Certificate => "certificate",
            Credential::Token => "token",
        };
        let message = Message {
            event: format!("credential:{institution}:{word}:{name}:{}:{days}", until.get()),
            severity: if last { Severity::Urgent } else { Severity::Warning },
            status: Status::Actual,
            to: vec![Party::Institution(institution.clone()), Party::Staff(Role::Operator)],
            content: Content::CredentialEnding {
                institution: institution.to_string(),
                what,
                name,
                ends_on: day(until),
                days,
            },
        };
        told += notify::enqueue(tx, env, keys, &message)?.new_count;
    }
    Ok(told)
}

/// What lets an institution in and has an end: whose, what, which, until when.
type Lasting = (ClientUseCode, Credential, String, Micros);

fn credentials(tx: &mut Tx<'_>, now: Micros) -> Answer<Vec<Lasting>> {
    let mut all = Vec::new();
    for client in identity::clients(tx)? {
        for until in client.secrets.iter().filter_map(|it| it.until) {
            let (whose, name) = (client.institution.clone(), client.client_id.clone());
            all.push((whose, Credential::Secret, name, until));
        }
    }
    for (institution, access) in access::load(tx)? {
        for it in access.certificates {
            let name = it.thumbprint.iter().map(|b| format!("{b:02x}")).collect();
            all.push((institution.clone(), Credential::Certificate, name, it.not_after));
        }
    }
    for (institution, scopes, until) in identity::last_tokens(tx, now)? {
        all.push((institution, Credential::Token, scopes, until));
    }
    Ok(all)
}

/// The day in Korea, as notices have it.
fn day(at: Micros) -> String {
    let text = at.business_date().to_string();
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => text,
    }
}

/// Brings standings in step with some systems of the portfolio of open source, and tells what began
/// and what is over. `false`: nothing changed.
pub fn follow_portfolio(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    page: &GravePage,
) -> Answer<bool> {
    let followed = admission::follow(tx, env, page)?;
    let of = |it: &Grave| (it.system, it.advisory.clone());
    let wanted: BTreeMap<_, &Grave> = page.findings.iter().map(|it| (of(it), it)).collect();
    for (code, it, _) in followed.began.iter().filter(|it| it.2) {
        let grave = wanted.get(&(it.system, it.advisory.clone()));
        let content = Content::Exposed {
            system: it.system_name.clone(),
            package: it.package.clone(),
            advisory: it.advisory.clone(),
            fixed: grave.map_or(String::new(), |it| it.fixed.clone()),
            cut_at: instant(it.cut_at),
            stop_at: instant(it.stop_at),
        };
        let message = about_exposure(code, it, (Severity::Urgent, "began", content));
        notify::enqueue(tx, env, keys, &message)?;
    }
    for (code, it) in &followed.over {
        let Some((event, content)) = requests::over(tx, code, (it, page))? else { continue };
        let is_asked = matches!(content, Content::ExposureExcepted { .. });
        let mut message = about_exposure(code, it, (Severity::Info, event, content));
        // Whoever asked for the exception is told by what was decided of it.
        message.to.retain(|it| !is_asked || *it != Party::Institution(code.clone()));
        notify::enqueue(tx, env, keys, &message)?;
    }
    Ok(!followed.began.is_empty() || !followed.over.is_empty())
}

/// Has it told that a question was asked, or answered.
pub fn tell_question(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, it: &Untold) -> Answer<()> {
    let (question, title) = (it.question.to_string(), it.title.clone());
    let (to, content) = if it.answers == 0 {
        let institution = it.institution.to_string();
        let content = Content::QuestionAsked { question, institution, title };
        (Party::Staff(Role::Operator), content)
    } else {
        let content = Content::QuestionAnswered { question, title };
        (Party::Institution(it.institution.clone()), content)
    };
    let message = Message {
        event: format!("oss-question:{}:{}", it.question, it.answers),
        severity: Severity::Info,
        status: Status::Actual,
        to: vec![to],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Has whoever asked, and the offices that decide, told that a request is open again.
pub fn tell_reopened(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (it, seats): (&Approval, &Seats),
) -> Answer<()> {
    // What came with the newest round.
    let new = it.issues.iter().filter(|issue| issue.at == it.since);
    let names: Vec<&str> =
        new.map(|issue| issue.subject.as_str()).filter(|name| !name.is_empty()).collect();
    let mut to = vec![Party::Institution(it.institution.clone())];
    for seat in seats.all().iter().filter(|seat| it.offices.contains(&seat.office)) {
        let desk = Party::Staff(seat.role);
        if !to.contains(&desk) {
            to.push(desk);
        }
    }
    let message = Message {
        event: format!("oss-approval:{}:{}", it.id, it.round),
        severity: Severity::Warning,
        status: Status::Actual,
        to,
        content: Content::ApprovalReopened {
            approval: it.id.to_string(),
            institution: it.institution.to_string(),
            package: it.wish.purl.clone(),
            advisories: names.join(", "),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Has whoever asked told that somebody else took it back, and why.
pub fn tell_taken_back(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (institution, list): (&ClientUseCode, &'static str),
    (request, subject, reason): &(Id, String, String),
) -> Answer<()> {
    let message = Message {
        event: format!("oss-{list}:{request}:taken-back"),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Institution(institution.clone())],
        content: Content::RequestTakenBack {
            list: list.to_owned(),
            request: request.to_string(),
            subject: subject.clone(),
            reason: reason.clone(),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

fn about_exposure(
    code: &ClientUseCode,
    it: &admission::Exposure,
    (severity, event, content): (Severity, &str, Content),
) -> Message {
    Message {
        event: format!("exposure:{}:{event}", it.id),
        severity,
        status: Status::Actual,
        to: vec![Party::Institution(code.clone()), Party::Staff(Role::SecurityDesk)],
        content,
    }
}

/// Date and time in Korea, as notices have it.
fn instant(at: Micros) -> String {
    let clock: String = at.kst_clock().chars().take(5).collect();
    format!("{} {clock}", day(at))
}

/// Gives an institution's client a second secret and has it told: whoever did not ask for it must
/// hear of it.
pub fn replace_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    institution: &ClientUseCode,
    secret: &SecretText,
) -> Answer<Replaced> {
    let done = identity::replace_secret(tx, env, keys, actor, institution, secret)?;
    let content = Content::CredentialAdded {
        institution: institution.to_string(),
        name: done.client_id.clone(),
        earlier_ends_on: day(done.earlier_until),
    };
    let message = Message {
        event: format!("secret:{}:{}", done.client_id, env.now.get()),
        severity: Severity::Urgent,
        status: Status::Actual,
        to: vec![Party::Institution(institution.clone()), Party::Staff(Role::Operator)],
        content,
    };
    notify::enqueue(tx, env, keys, &message)?;
    Ok(done)
}

/// [`replace_secret`] by staff, with a fresh one-time code; in this node's memory before anybody is
/// answered.
pub fn replace_secret_at_desk(
    tx: &mut Tx<'_>,
    (env, hub): (&Env, &Arc<Hub>),
    (session, actor): (&TokenHash, &str),
    institution: &ClientUseCode,
    secret: &SecretText,
) -> Answer<Replaced> {
    staff::must_be_fresh(tx, session, env.now)?;
    let done = replace_secret(tx, env, &hub.keys, actor, institution, secret)?;
    hub.directory_changed(tx)?;
    Ok(done)
}

/// Lets an administrator back in, on the host, and has it told. Gives until when the link opens.
pub fn recover_administrator(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    login: &str,
    link_and_code: (&TokenHash, &[u8; 32]),
) -> Answer<Micros> {
    let (account, until) = host::recover(tx, env, login, link_and_code)?;
    let event = format!("staff:{account}:recovered:{}", env.now.get());
    let login = login.trim().to_ascii_lowercase();
    tell_of_host(tx, env, keys, event, Content::AccountRecoveredOnHost { login })?;
    Ok(until)
}

/// Invites an administrator, on the host, and has it told. Gives until when the link opens.
pub fn invite_administrator(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    link: &Token,
) -> Answer<Micros> {
    let until = host::invite_administrator(tx, env, link)?;
    let event = format!("staff:invited:{}", env.now.get());
    tell_of_host(tx, env, keys, event, Content::AccountInvitedOnHost { until: day(until) })?;
    Ok(until)
}

fn tell_of_host(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    event: String,
    content: Content,
) -> Answer<()> {
    let desks = [Role::Administrator, Role::SecurityDesk, Role::Auditor];
    let to = desks.map(Party::Staff).to_vec();
    let (severity, status) = (Severity::Urgent, Status::Actual);
    notify::enqueue(tx, env, keys, &Message { event, severity, status, to, content }).map(drop)
}
