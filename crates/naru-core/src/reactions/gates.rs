//! What happens to an institution's standing by decision, and who is told of it.
//!
//! **Must never decide** anything itself: it brings slices together.

use super::claims::tell_of_claim_deed;
use super::instant;
use crate::admission::{self, Appeal, Measure, Standing, deadline, deeds};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Env, Id};
use naru_store::Tx;

/// Has told what a proposal that was just done did to a claim or to a standing; of other
/// proposals, nothing.
pub fn tell_of_deed(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, case: &Case) -> Answer<()> {
    let code = match case.kind.as_str() {
        deeds::MEASURE => deeds::measure_of(case)?.0,
        deeds::LIFT => deeds::lifted_of(case)?.0,
        deadline::deeds::LOWER => deadline::deeds::lower_of(case)?.0,
        // More time takes the place of a restriction.
        deadline::deeds::EXTEND => deadline::deeds::wish_of(case)?.0,
        _ => return tell_of_claim_deed(tx, env, keys, case),
    };
    let facts = admission::facts_of(tx, &code)?;
    let is_new = |it: &&Measure| it.id == case.id || it.lifted.is_some_and(|of| of.0 == env.now);
    facts
        .measures
        .iter()
        .filter(is_new)
        .try_for_each(|it| tell_institution(tx, env, keys, (&code, it)))
}

/// The institution hears of a measure when it is decided, and when it is lifted.
fn tell_institution(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (code, it): (&ClientUseCode, &Measure),
) -> Answer<()> {
    let (institution, measure) = (code.to_string(), it.id.to_string());
    let (standing, rule) = (it.standing.as_str().to_owned(), it.rule.clone());
    let (what, severity, content) = match it.lifted {
        Some(_) => {
            let content = Content::MeasureLifted { institution, measure, standing, rule };
            ("lifted", Severity::Info, content)
        }
        None => {
            let begins_at = instant(it.due_at);
            let ends_at = it.ends_at.map_or_else(String::new, instant);
            let appeal_until = instant(it.appeal_until);
            let is_warning = it.standing == Standing::Warned;
            let severity = if is_warning { Severity::Warning } else { Severity::Urgent };
            let content = Content::MeasureDecided {
                institution,
                measure,
                standing,
                rule,
                begins_at,
                ends_at,
                appeal_until,
            };
            ("decided", severity, content)
        }
    };
    let (event, status) = (format!("measure:{}:{what}", it.id), Status::Actual);
    let to = vec![Party::Institution(code.clone())];
    notify::enqueue(tx, env, keys, &Message { event, severity, status, to, content }).map(drop)
}

/// Puts an institution's word against a measure on record, and has the operators told.
pub fn appeal(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (code, measure): (&ClientUseCode, Id),
    it: &Appeal,
) -> Answer<()> {
    let found = admission::appeal(tx, env, code, measure, it)?;
    let content = Content::MeasureAppealed {
        institution: code.to_string(),
        measure: measure.to_string(),
        standing: found.standing.as_str().to_owned(),
        rule: found.rule,
        begins_at: instant(found.due_at),
    };
    let message = Message {
        event: format!("measure:{measure}:appealed"),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Operator)],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}
