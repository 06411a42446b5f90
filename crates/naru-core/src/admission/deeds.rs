//! What takes two people: a decision at a gate, a measure, the answer to an appeal against one,
//! lifting one, retiring a service; each a kind of proposal. The deed is judged when it is proposed
//! and again when it is confirmed.

use super::decide::{self, MeasureWish, Wish};
use super::facts::{Answered, Decision, Evidence, Facts, Measure};
use super::model::{Gate, Ruling, ServiceKey, Standing, Verdict};
use super::path::{PATH, step};
use super::service::{audit, facts_of, own_measure};
use super::sql;
use super::sweep::note_changes;
use super::timeline::Timeline;
use crate::proposal::{Case, Kind};
use crate::{policy, surety};
use data_encoding::HEXLOWER;
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "admission.";
/// Lowering a standing.
pub const MEASURE: &str = "admission.measure";
/// Taking a measure back.
pub const LIFT: &str = "admission.lift";
/// Answering an appeal; if it is upheld, the measure is lifted with the answer.
pub const ANSWER: &str = "admission.appeal";
/// Taking a service out of use.
pub const RETIRE: &str = "admission.retire";

/// The kind of proposal that decides at a gate.
pub const fn kind_of(gate: Gate) -> &'static str {
    match gate {
        Gate::Eligibility => "admission.eligibility",
        Gate::Functional => "admission.functional",
        Gate::Organisation => "admission.organisation",
        Gate::Service => "admission.service",
        Gate::Surety => "admission.surety",
        Gate::Contract => "admission.contract",
        Gate::Start => "admission.start",
    }
}

/// The gate that a kind of proposal decides at.
pub fn gate_of(kind: &str) -> Option<Gate> {
    Gate::ALL.into_iter().find(|it| kind_of(*it) == kind)
}

const fn at_gate(gate: Gate, right: Right) -> Kind {
    Kind {
        name: kind_of(gate),
        right,
        gives_link: false,
        check: |tx, case| judged(tx, case, case.proposed_at).map(drop),
        execute: |tx, env, case, _| decide_gate(tx, env, case),
    }
}

const fn measure_kind(
    name: &'static str,
    check: fn(&mut Tx<'_>, &Case) -> Answer<()>,
    execute: fn(&mut Tx<'_>, &Env, &Case, &[u8; 32]) -> Answer<()>,
) -> Kind {
    Kind { name, right: Right::GatesDecide, gives_link: false, check, execute }
}

/// Every kind of this slice. Who decides at a gate is the path's to say; a test compares them.
pub const KINDS: [Kind; 11] = [
    at_gate(Gate::Eligibility, Right::GatesDecide),
    at_gate(Gate::Functional, Right::GatesDecide),
    at_gate(Gate::Organisation, Right::ChecksDecide),
    at_gate(Gate::Service, Right::ChecksDecide),
    at_gate(Gate::Surety, Right::GatesDecide),
    at_gate(Gate::Contract, Right::GatesDecide),
    at_gate(Gate::Start, Right::GatesDecide),
    measure_kind(MEASURE, check_measure, |tx, env, case, _| measure(tx, env, case)),
    measure_kind(
        LIFT,
        |tx, case| to_lift(tx, case).map(drop),
        |tx, env, case, _| lift(tx, env, case),
    ),
    measure_kind(
        ANSWER,
        |tx, case| to_answer(tx, case).map(drop),
        |tx, env, case, _| answer(tx, env, case),
    ),
    measure_kind(
        RETIRE,
        |tx, case| to_retire(tx, case).map(drop),
        |tx, env, case, _| retire(tx, env, case),
    ),
];

/// What a proposal is about: an institution, and of a service check which service.
pub fn subject(code: &ClientUseCode, service: Option<&ServiceKey>) -> String {
    match service {
        Some(key) => format!("institution:{code}/{key}"),
        None => format!("institution:{code}"),
    }
}

/// Reads [`subject`].
pub fn about(subject: &str) -> Option<(ClientUseCode, Option<ServiceKey>)> {
    let rest = subject.strip_prefix("institution:")?;
    match rest.split_once('/') {
        Some((code, key)) => {
            Some((ClientUseCode::parse(code).ok()?, Some(ServiceKey::parse(key)?)))
        }
        None => Some((ClientUseCode::parse(rest).ok()?, None)),
    }
}

#[derive(Serialize, Deserialize)]
struct GateBody {
    verdict: String,
    holds_until: Option<i64>,
    evidence: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct MeasureBody {
    standing: String,
    rule: String,
    due_at: i64,
    ends_at: Option<i64>,
    urgent: bool,
}

#[derive(Serialize, Deserialize)]
struct LiftBody {
    measure: String,
}

#[derive(Serialize, Deserialize)]
struct AnswerBody {
    measure: String,
    ruling: String,
}

fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("strings and numbers are always JSON")
}

fn read<'c, T: Deserialize<'c>>(case: &'c Case) -> Result<T, Refusal> {
    serde_json::from_str(&case.body).map_err(|_| unreadable())
}

fn unreadable() -> Refusal {
    Refusal::new("admission/proposal-unreadable")
}

/// The body of a proposal that decides at a gate.
pub fn gate_body(wish: &Wish) -> String {
    text(&GateBody {
        verdict: wish.verdict.as_str().to_owned(),
        holds_until: wish.holds_until.map(Micros::get),
        evidence: wish.evidence.iter().map(|it| HEXLOWER.encode(it)).collect(),
    })
}

/// The body of a proposal that lowers a standing.
pub fn measure_body(wish: &MeasureWish) -> String {
    text(&MeasureBody {
        standing: wish.standing.as_str().to_owned(),
        rule: wish.rule.clone(),
        due_at: wish.due_at.get(),
        ends_at: wish.ends_at.map(Micros::get),
        urgent: wish.is_urgent,
    })
}

/// The body of a proposal that lifts a measure.
pub fn lift_body(measure: Id) -> String {
    text(&LiftBody { measure: measure.to_string() })
}

/// The body of a proposal that answers an appeal.
pub fn answer_body(measure: Id, ruling: Ruling) -> String {
    text(&AnswerBody { measure: measure.to_string(), ruling: ruling.as_str().to_owned() })
}

/// What a proposal wants decided at a gate, and of whom.
pub fn wish_of(case: &Case) -> Result<(ClientUseCode, Wish), Refusal> {
    let gate = gate_of(&case.kind).ok_or_else(unreadable)?;
    let (code, service) = about(&case.subject).ok_or_else(unreadable)?;
    let body: GateBody = read(case)?;
    let hash = |it: &String| HEXLOWER.decode(it.as_bytes()).ok()?.try_into().ok();
    let evidence: Option<Vec<[u8; 32]>> = body.evidence.iter().map(hash).collect();
    let wish = Wish {
        gate,
        service,
        verdict: Verdict::parse(&body.verdict).ok_or_else(unreadable)?,
        holds_until: body.holds_until.map(Micros::new),
        evidence: evidence.ok_or_else(unreadable)?,
    };
    Ok((code, wish))
}

/// What measure a proposal wants, and against whom.
pub fn measure_of(case: &Case) -> Result<(ClientUseCode, MeasureWish), Refusal> {
    let (code, _) = about(&case.subject).ok_or_else(unreadable)?;
    let body: MeasureBody = read(case)?;
    let wish = MeasureWish {
        standing: Standing::parse(&body.standing).ok_or_else(unreadable)?,
        rule: body.rule,
        due_at: Micros::new(body.due_at),
        ends_at: body.ends_at.map(Micros::new),
        is_urgent: body.urgent,
    };
    Ok((code, wish))
}

/// Which measure a proposal wants to lift.
pub fn lifted_of(case: &Case) -> Result<(ClientUseCode, Id), Refusal> {
    let (code, _) = about(&case.subject).ok_or_else(unreadable)?;
    let body: LiftBody = read(case)?;
    Ok((code, Id::parse(&body.measure).map_err(|_| unreadable())?))
}

/// The appeal against which measure a proposal wants to answer, and how.
pub fn answer_of(case: &Case) -> Result<(ClientUseCode, Id, Ruling), Refusal> {
    let (code, _) = about(&case.subject).ok_or_else(unreadable)?;
    let body: AnswerBody = read(case)?;
    let measure = Id::parse(&body.measure).map_err(|_| unreadable())?;
    Ok((code, measure, Ruling::parse(&body.ruling).ok_or_else(unreadable)?))
}

pub(super) fn two(case: &Case, tx: &mut Tx<'_>) -> Answer<[Id; 2]> {
    let decided = crate::proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

/// Loads the facts and judges the wish as things are.
fn judged(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, Facts, Wish)> {
    let (code, wish) = wish_of(case)?;
    let facts = facts_of(tx, &code)?;
    let rules = policy::list(tx)?;
    let life = step(wish.gate).life.map(|name| policy::number(&rules, name, now)).transpose()?;
    decide::may_decide(&facts, &PATH, &wish, life, now)?;
    if (wish.gate, wish.verdict) == (Gate::Surety, Verdict::Passed) {
        surety::must_cover(tx, &code, wish.holds_until, now)?;
    }
    Ok((code, facts, wish))
}

fn decide_gate(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, _, wish) = judged(tx, case, env.now)?;
    let by = two(case, tx)?;
    put_down(tx, env, &code, wish, (case, by))
}

/// Whether a check's verdict may become the gate's decision as things are; its report is handed in
/// with the decision.
pub(crate) fn would_decide(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    (wish, report): (&Wish, &Evidence),
    now: Micros,
) -> Answer<()> {
    let mut facts = facts_of(tx, code)?;
    facts.evidence.push(report.clone());
    let rules = policy::list(tx)?;
    let life = step(wish.gate).life.map(|name| policy::number(&rules, name, now)).transpose()?;
    Ok(decide::may_decide(&facts, &PATH, wish, life, now)?)
}

/// Puts down what a proposal of this slice, or a check's verdict, decides at a gate.
pub(crate) fn put_down(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    wish: Wish,
    (case, by): (&Case, [Id; 2]),
) -> Answer<()> {
    let holds_until = wish.holds_until.filter(|_| wish.verdict == Verdict::Passed);
    let it = Decision {
        id: case.id,
        gate: wish.gate,
        service: wish.service,
        verdict: wish.verdict,
        decided_at: env.now,
        holds_until,
        by,
        evidence: wish.evidence,
    };
    sql::add_decision(tx, code, &it)?;
    let service = it.service.as_ref().map(ServiceKey::to_string).unwrap_or_default();
    let until = holds_until.map_or_else(|| "null".to_owned(), |it| it.get().to_string());
    let body = format!(
        r#"{{"gate":"{}","holds_until":{until},"service":"{service}","verdict":"{}"}}"#,
        it.gate, it.verdict
    );
    changed(tx, env, (code, case), "admission.gate.decided", body)
}

fn check_measure(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    to_measure(tx, case, case.proposed_at).map(drop)
}

fn to_measure(
    tx: &mut Tx<'_>,
    case: &Case,
    now: Micros,
) -> Answer<(ClientUseCode, MeasureWish, Micros)> {
    let (code, wish) = measure_of(case)?;
    let facts = facts_of(tx, &code)?;
    let rules = policy::list(tx)?;
    let notice_s = policy::number(&rules, "measure_notice_s", now)?;
    let due_at = decide::may_measure(&facts, &wish, notice_s, (case.proposed_at, now))?;
    Ok((code, wish, due_at))
}

fn measure(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    // The notice counts from the proposal's form only if it is still long enough now.
    let (code, wish, due_at) = to_measure(tx, case, env.now)?;
    let appeal_s = policy::number(&policy::list(tx)?, "measure_appeal_s", env.now)?;
    let it = Measure {
        id: case.id,
        standing: wish.standing,
        rule: wish.rule.trim().to_owned(),
        notice_at: env.now,
        due_at,
        ends_at: wish.ends_at,
        appeal_until: env.now.plus_seconds(appeal_s),
        by: two(case, tx)?,
        lifted: None,
        appeal: None,
        unless: None,
    };
    sql::add_measure(tx, &code, &it)?;
    let ends = it.ends_at.map_or_else(|| "null".to_owned(), |it| it.get().to_string());
    let body = format!(
        r#"{{"due_at":{},"ends_at":{ends},"measure":"{}","standing":"{}"}}"#,
        due_at.get(),
        it.id,
        it.standing
    );
    changed(tx, env, (&code, case), "admission.measure.imposed", body)
}

fn to_lift(tx: &mut Tx<'_>, case: &Case) -> Answer<(ClientUseCode, Id)> {
    let (code, measure) = lifted_of(case)?;
    own_measure(&facts_of(tx, &code)?, measure)?;
    Ok((code, measure))
}

fn lift(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, measure) = to_lift(tx, case)?;
    lift_measure(tx, env, case, (&code, measure))
}

fn lift_measure(
    tx: &mut Tx<'_>,
    env: &Env,
    case: &Case,
    (code, measure): (&ClientUseCode, Id),
) -> Answer<()> {
    let by = two(case, tx)?;
    if !sql::lift(tx, measure, env.now, by)? {
        return Err(Refusal::new("admission/measure-unknown").into());
    }
    let body = format!(r#"{{"measure":"{measure}"}}"#);
    changed(tx, env, (code, case), "admission.measure.lifted", body)
}

/// An appeal is answered once, and only while its measure has not been lifted.
fn to_answer(tx: &mut Tx<'_>, case: &Case) -> Answer<(ClientUseCode, Id, Ruling)> {
    let (code, measure, ruling) = answer_of(case)?;
    let facts = facts_of(tx, &code)?;
    match &own_measure(&facts, measure)?.appeal {
        None => Err(Refusal::new("admission/appeal-unknown").into()),
        Some(it) if it.answer.is_some() => {
            Err(Refusal::new("admission/appeal-answered-already").into())
        }
        Some(_) => Ok((code, measure, ruling)),
    }
}

fn answer(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, measure, ruling) = to_answer(tx, case)?;
    let (by, sealed) = (two(case, tx)?, case.sealed_reason.clone());
    let it = Answered { id: case.id, ruling, at: env.now, by, sealed };
    if !sql::add_answer(tx, measure, &it)? {
        return Err(Refusal::new("admission/appeal-answered-already").into());
    }
    let body = format!(r#"{{"measure":"{measure}","ruling":"{ruling}"}}"#);
    changed(tx, env, (&code, case), "admission.appeal.answered", body)?;
    match ruling {
        Ruling::Upheld => lift_measure(tx, env, case, (&code, measure)),
        Ruling::Dismissed => Ok(()),
    }
}

fn to_retire(tx: &mut Tx<'_>, case: &Case) -> Answer<(ClientUseCode, ServiceKey)> {
    let (code, service) = about(&case.subject).ok_or_else(unreadable)?;
    let key = service.ok_or_else(unreadable)?;
    decide::may_retire(&facts_of(tx, &code)?, &key)?;
    Ok((code, key))
}

fn retire(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, key) = to_retire(tx, case)?;
    sql::retire_service(tx, &code, &key, env.now)?;
    let body = format!(r#"{{"service":"{key}"}}"#);
    changed(tx, env, (&code, case), "admission.service.retired", body)
}

/// The record, the count of changes, and what it does to the standing: in the same commit.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    env: &Env,
    (code, case): (&ClientUseCode, &Case),
    action: &'static str,
    body: String,
) -> Answer<()> {
    audit(tx, env, (&format!("proposal:{}", case.id), action), code, body);
    sql::next_version(tx)?;
    let timeline = Timeline::of(&facts_of(tx, code)?, &PATH);
    note_changes(tx, &BTreeMap::from([(code.clone(), timeline)]), env.now)?;
    Ok(())
}
