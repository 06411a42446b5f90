//! What happens to an institution's standing by decision, and who is told of it.
//!
//! **Must never decide** anything itself: it brings slices together.

use super::claims::tell_of_claim_deed;
use super::deadlines::last_day;
use super::instant;
use super::subsidy::tell_of_subsidy_deed;
use crate::admission::{
    self, Answered, Appeal, Evidence, EvidenceKind, Measure, PATH, PaperKind, Ruling, Standing,
    Verdict, deadline, deeds,
};
use crate::notify::{self, Content, Message, Party, Severity, Status};
use crate::proposal::Case;
use crate::{check, eligibility};
use naru_base::keyring::Keyring;
use naru_base::role::Role;
use naru_base::{Answer, ClientUseCode, Env, Id};
use naru_store::Tx;

/// Has told what a proposal that was just done did to a claim, to an application for subsidy, to a
/// gate, to a standing or to cover; of other proposals, nothing.
pub fn tell_of_deed(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, case: &Case) -> Answer<()> {
    tell_of_standing(tx, env, keys, case)?;
    super::surety::follow_deed(tx, env, keys, case)
}

fn tell_of_standing(tx: &mut Tx<'_>, env: &Env, keys: &Keyring, case: &Case) -> Answer<()> {
    let code = match case.kind.as_str() {
        deeds::MEASURE => deeds::measure_of(case)?.0,
        deeds::LIFT => deeds::lifted_of(case)?.0,
        deeds::ANSWER => deeds::answer_of(case)?.0,
        deadline::deeds::LOWER => deadline::deeds::lower_of(case)?.0,
        // More time takes the place of a restriction.
        deadline::deeds::EXTEND => {
            let (code, wish) = deadline::deeds::wish_of(case)?;
            tell_of_more_time(tx, env, keys, (case, &code, &wish.rule))?;
            code
        }
        _ => match decides_about(case) {
            Some(code) => return tell_of_decision(tx, env, keys, (case, &code)),
            None => {
                tell_of_subsidy_deed(tx, env, keys, case)?;
                return tell_of_claim_deed(tx, env, keys, case);
            }
        },
    };
    let facts = admission::facts_of(tx, &code)?;
    for it in &facts.measures {
        let answer = it.appeal.as_ref().and_then(|it| it.answer.as_ref());
        if let Some(answer) = answer.filter(|of| of.id == case.id) {
            tell_of_answer(tx, env, keys, (&code, it, answer))?;
        }
    }
    let is_new = |it: &&Measure| it.id == case.id || it.lifted.is_some_and(|of| of.0 == env.now);
    facts
        .measures
        .iter()
        .filter(is_new)
        .try_for_each(|it| tell_institution(tx, env, keys, (&code, it)))
}

/// About whose gate a proposal decides: by itself, as a check's result, or about a form.
fn decides_about(case: &Case) -> Option<ClientUseCode> {
    match case.kind.as_str() {
        check::deeds::VERDICT => check::deeds::about(&case.subject).map(|it| it.0),
        eligibility::deeds::DECIDE => eligibility::deeds::institution_of(case),
        kind => deeds::gate_of(kind).and_then(|_| deeds::about(&case.subject)).map(|it| it.0),
    }
}

/// The institution hears what was decided at its gate.
fn tell_of_decision(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (case, code): (&Case, &ClientUseCode),
) -> Answer<()> {
    let facts = admission::facts_of(tx, code)?;
    let Some(it) = facts.decisions.iter().find(|it| it.id == case.id) else { return Ok(()) };
    let service = it.service.as_ref();
    let content = Content::GateDecided {
        institution: code.to_string(),
        gate: it.gate.as_str().to_owned(),
        service: service.map(ToString::to_string).unwrap_or_default(),
        verdict: it.verdict.as_str().to_owned(),
        holds_until: it.holds_until.map_or_else(String::new, instant),
        note: match case.kind.as_str() {
            eligibility::deeds::DECIDE => eligibility::deeds::wish_of(case)?.1.note,
            _ => String::new(),
        },
        check: match case.kind.as_str() {
            check::deeds::VERDICT => check::deeds::about(&case.subject).map(|it| it.1.to_string()),
            _ => None,
        }
        .unwrap_or_default(),
        standing: match it.verdict {
            Verdict::Passed => String::new(),
            _ => admission::admission(&facts, &PATH, env.now).standing.as_str().to_owned(),
        },
    };
    let message = Message {
        event: format!("gate:{}", it.id),
        severity: match it.verdict {
            Verdict::Passed => Severity::Info,
            Verdict::Failed => Severity::Warning,
            Verdict::Revoked => Severity::Urgent,
        },
        status: Status::Actual,
        to: vec![Party::Institution(code.clone())],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// The institution hears that it was given more time.
fn tell_of_more_time(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (case, code, rule): (&Case, &ClientUseCode, &str),
) -> Answer<()> {
    let places = deadline::places(tx, env.now)?;
    let found = places.iter().find(|it| it.institution == *code && it.rule.id == rule);
    let Some(it) = found else { return Ok(()) };
    let message = Message {
        event: format!("deadline:{code}:{rule}:{}", case.id),
        severity: Severity::Info,
        status: Status::Actual,
        to: vec![Party::Institution(code.clone())],
        content: Content::DeadlineExtended {
            institution: code.to_string(),
            rule: rule.to_owned(),
            title: [it.rule.title.ko.clone(), it.rule.title.en.clone()],
            last_day: last_day(it.due),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// The institution hears what was answered to its appeal.
fn tell_of_answer(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (code, it, answer): (&ClientUseCode, &Measure, &Answered),
) -> Answer<()> {
    let content = Content::AppealAnswered {
        institution: code.to_string(),
        measure: it.id.to_string(),
        standing: it.standing.as_str().to_owned(),
        rule: it.rule.clone(),
        ruling: answer.ruling.as_str().to_owned(),
    };
    let message = Message {
        event: format!("measure:{}:answered", it.id),
        severity: match answer.ruling {
            Ruling::Upheld => Severity::Info,
            Ruling::Dismissed => Severity::Warning,
        },
        status: Status::Actual,
        to: vec![Party::Institution(code.clone())],
        content,
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
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

/// Puts a document of an institution on record, as its file or as its hash alone; of a paper of its
/// cover those are told who record cover, once.
pub fn hand_in(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    code: &ClientUseCode,
    (it, kind): (&Evidence, Option<PaperKind>),
) -> Answer<()> {
    match kind {
        Some(kind) => admission::keep_paper(tx, env, code, (it, kind))?,
        None => admission::hand_in(tx, env, code, it)?,
    }
    if it.kind != EvidenceKind::Cover {
        return Ok(());
    }
    let sha: String = it.sha256.iter().map(|b| format!("{b:02x}")).collect();
    let message = Message {
        event: format!("surety:{code}:paper:{sha}"),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Operator)],
        content: Content::CoverHandedIn { institution: code.to_string(), title: it.title.clone() },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}

/// Files a form of eligibility, and has those told who decide about it: of each form once.
pub fn file_form(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, code): (&str, &ClientUseCode),
    it: &eligibility::Draft,
) -> Answer<()> {
    let waiting = eligibility::latest(tx, code)?.filter(|(_, outcome)| outcome.is_none());
    let replaces = waiting.map(|(form, _)| form.id).filter(|of| *of != it.id);
    eligibility::file(tx, env, actor, code, it)?;
    let message = Message {
        event: format!("eligibility:{code}:form:{}", it.id),
        severity: Severity::Warning,
        status: Status::Actual,
        to: vec![Party::Staff(Role::Operator)],
        content: Content::EligibilityFiled {
            institution: code.to_string(),
            form: it.id.to_string(),
            replaces: replaces.map_or_else(String::new, |of| of.to_string()),
        },
    };
    notify::enqueue(tx, env, keys, &message).map(drop)
}
