//! Reactions: what one slice's event means for another. The system's causality on a page.
//!
//! | when | then |
//! |---|---|
//! | an incident is opened | the operator, the security desk, the regulator and the auditor are told |
//! | its grade changes | so are they, as loudly as the graver of the two grades |
//! | it is closed | so are they |
//!
//! A command whose event means something elsewhere is run here, in one transaction with what
//! follows from it; its slice does not offer it to anybody else.
//!
//! **Must never decide** anything itself: it brings slices together.

use crate::incident::{self, Grade, Incident, NewIncident};
use crate::notify::{self, Content, Message, Party, Severity};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, Env, Id};
use naru_store::Tx;

/// Who hears of incidents.
const DESKS: [Role; 4] =
    [Role::Operator, Role::SecurityDesk, Role::Regulator, Role::Auditor];

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
