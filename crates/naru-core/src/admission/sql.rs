//! The slice's SQL, all of it.

use super::facts::{Answered, Appeal, Decision, Evidence, Facts, Measure, Service};
use super::model::{Class, EvidenceKind, Gate, Ruling, ServiceKey, Sha256, Standing, Verdict};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

const APPLY: &str = "INSERT INTO admission_application \
     (client_use_code, class, applied_at, applied_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const SERVICE_ADD: &str = "INSERT INTO admission_service \
     (client_use_code, service, declared_at, declared_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const SERVICE_RETIRE: &str = "UPDATE admission_service SET retired_at = $3 \
     WHERE client_use_code = $1 AND service = $2 AND retired_at IS NULL";
const EVIDENCE_ADD: &str = "INSERT INTO admission_evidence (client_use_code, sha256, kind, title, \
     size_bytes, observed_at, received_at, received_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
     ON CONFLICT DO NOTHING";
const DECISION_ADD: &str = "INSERT INTO admission_decision (decision_id, client_use_code, gate, \
     service, verdict, decided_at, holds_until, proposed_by, confirmed_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const DECISION_EVIDENCE_ADD: &str = "INSERT INTO admission_decision_evidence \
     (decision_id, client_use_code, sha256) VALUES ($1, $2, $3)";
const MEASURE_ADD: &str = "INSERT INTO admission_measure (measure_id, client_use_code, standing, \
     rule, notice_at, due_at, ends_at, appeal_until, proposed_by, confirmed_by, unless_gate) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const LIFT_ADD: &str = "INSERT INTO admission_lift \
     (measure_id, lifted_at, proposed_by, confirmed_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const APPEAL_ADD: &str = "INSERT INTO admission_appeal \
     (measure_id, sealed, appealed_at, appealed_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const ANSWER_ADD: &str = "INSERT INTO admission_appeal_answer \
     (measure_id, proposal_id, ruling, sealed, answered_at, proposed_by, confirmed_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (measure_id) DO NOTHING";
// Of one institution, or with an empty code of all.
const APPLICATIONS: &str = "SELECT client_use_code, applied_at, class \
     FROM admission_application WHERE $1 = '' OR client_use_code = $1 ORDER BY client_use_code";
const SERVICES: &str = "SELECT client_use_code, service, declared_at, retired_at \
     FROM admission_service WHERE $1 = '' OR client_use_code = $1 \
     ORDER BY client_use_code, service";
const DECISIONS: &str = "SELECT client_use_code, decision_id, gate, service, verdict, decided_at, \
     holds_until, proposed_by, confirmed_by FROM admission_decision \
     WHERE $1 = '' OR client_use_code = $1 ORDER BY client_use_code, decided_at, decision_id";
const DECISION_EVIDENCE: &str = "SELECT client_use_code, decision_id, sha256 \
     FROM admission_decision_evidence WHERE client_use_code = $1 ORDER BY decision_id, sha256";
const MEASURES: &str = "SELECT m.client_use_code, m.measure_id, m.standing, m.rule, m.notice_at, \
     m.due_at, m.ends_at, m.appeal_until, m.proposed_by, m.confirmed_by, l.lifted_at, \
     l.proposed_by, l.confirmed_by, a.appealed_at, a.appealed_by, a.sealed, m.unless_gate, \
     n.proposal_id, n.ruling, n.answered_at, n.proposed_by, n.confirmed_by, n.sealed \
     FROM admission_measure m LEFT JOIN admission_lift l ON l.measure_id = m.measure_id \
     LEFT JOIN admission_appeal a ON a.measure_id = m.measure_id \
     LEFT JOIN admission_appeal_answer n ON n.measure_id = m.measure_id \
     WHERE $1 = '' OR m.client_use_code = $1 ORDER BY m.client_use_code, m.notice_at, m.measure_id";
const EVIDENCE: &str = "SELECT client_use_code, sha256, kind, title, size_bytes, observed_at, \
     received_at, received_by FROM admission_evidence WHERE client_use_code = $1 \
     ORDER BY received_at, sha256";
/// Of each institution, the newest document of each kind.
const NEWEST: &str = "SELECT e.client_use_code, e.sha256, e.kind, e.title, e.size_bytes, \
     e.observed_at, e.received_at, e.received_by FROM admission_evidence e \
     JOIN (SELECT client_use_code, kind, max(received_at) AS received_at FROM admission_evidence \
     GROUP BY client_use_code, kind) n ON n.client_use_code = e.client_use_code \
     AND n.kind = e.kind AND n.received_at = e.received_at \
     ORDER BY e.client_use_code, e.kind, e.sha256";
const NOTED: &str =
    "SELECT client_use_code, standing, since FROM admission_noted ORDER BY client_use_code";
const NOTE: &str = "INSERT INTO admission_noted (client_use_code, standing, since) \
     VALUES ($1, $2, $3) ON CONFLICT (client_use_code) DO UPDATE SET \
     standing = excluded.standing, since = excluded.since";
const VERSION: &str = "SELECT version FROM admission_version WHERE id = 1";
const VERSION_NEXT: &str = "UPDATE admission_version SET version = version + 1 WHERE id = 1";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    APPLY,
    SERVICE_ADD,
    SERVICE_RETIRE,
    EVIDENCE_ADD,
    DECISION_ADD,
    DECISION_EVIDENCE_ADD,
    MEASURE_ADD,
    LIFT_ADD,
    APPEAL_ADD,
    ANSWER_ADD,
    APPLICATIONS,
    SERVICES,
    DECISIONS,
    DECISION_EVIDENCE,
    MEASURES,
    EVIDENCE,
    NEWEST,
    NOTED,
    NOTE,
    VERSION,
    VERSION_NEXT,
];

fn word<T>(row: &Row<'_>, i: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("an admission record says `{text}`")))
}

pub(super) fn apply(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    class: Class,
    (now, by): (Micros, &str),
) -> Result<bool, Fault> {
    Ok(tx.exec(APPLY, args![code, class.as_str(), now, by])? == 1)
}

pub(super) fn add_service(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    key: &ServiceKey,
    (now, by): (Micros, &str),
) -> Result<bool, Fault> {
    Ok(tx.exec(SERVICE_ADD, args![code, key.to_string(), now, by])? == 1)
}

pub(super) fn retire_service(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    key: &ServiceKey,
    now: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(SERVICE_RETIRE, args![code, key.to_string(), now])? == 1)
}

pub(super) fn add_evidence(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    it: &Evidence,
) -> Result<bool, Fault> {
    let (kind, sha) = (it.kind.as_str(), it.sha256);
    let (observed, received) = (it.observed_at, it.received_at);
    let args = args![code, sha, kind, it.title, it.size_bytes, observed, received, it.received_by];
    Ok(tx.exec(EVIDENCE_ADD, args)? == 1)
}

pub(super) fn add_decision(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    it: &Decision,
) -> Result<(), Fault> {
    let id = it.id.to_string();
    let service = it.service.as_ref().map(ServiceKey::to_string).unwrap_or_default();
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let (gate, verdict) = (it.gate.as_str(), it.verdict.as_str());
    let (at, until) = (it.decided_at, it.holds_until);
    let args = args![id, code, gate, service, verdict, at, until, proposed, confirmed];
    tx.exec(DECISION_ADD, args)?;
    for sha in &it.evidence {
        tx.exec(DECISION_EVIDENCE_ADD, args![id, code, sha])?;
    }
    Ok(())
}

pub(super) fn add_measure(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    it: &Measure,
) -> Result<(), Fault> {
    let (id, standing) = (it.id.to_string(), it.standing.as_str());
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let (notice, due, ends, appeal) = (it.notice_at, it.due_at, it.ends_at, it.appeal_until);
    let unless = it.unless.map(Gate::as_str);
    let args =
        args![id, code, standing, it.rule, notice, due, ends, appeal, proposed, confirmed, unless];
    tx.exec(MEASURE_ADD, args).map(drop)
}

/// `false` if it was lifted already.
pub(super) fn lift(tx: &mut Tx<'_>, measure: Id, now: Micros, by: [Id; 2]) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    Ok(tx.exec(LIFT_ADD, args![measure.to_string(), now, proposed, confirmed])? == 1)
}

/// `false` if there was one already.
pub(super) fn add_appeal(tx: &mut Tx<'_>, measure: Id, it: &Appeal) -> Result<bool, Fault> {
    let measure = measure.to_string();
    let args = args![measure, it.sealed, it.at, it.by];
    Ok(tx.exec(APPEAL_ADD, args)? == 1)
}

/// `false` if it was answered already.
pub(super) fn add_answer(tx: &mut Tx<'_>, measure: Id, it: &Answered) -> Result<bool, Fault> {
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let (measure, id, ruling) = (measure.to_string(), it.id.to_string(), it.ruling.as_str());
    let args = args![measure, id, ruling, it.sealed, it.at, proposed, confirmed];
    Ok(tx.exec(ANSWER_ADD, args)? == 1)
}

type All = BTreeMap<ClientUseCode, Facts>;

/// What standings are made of, of one institution or with an empty code of all; documents and what
/// decisions rest on are left out.
pub(super) fn facts(tx: &mut Tx<'_>, code: &str) -> Result<All, Fault> {
    let mut all = All::new();
    let applied = |row: &Row<'_>| {
        Ok((row.get::<ClientUseCode>(0)?, (row.get(1)?, word(row, 2, Class::parse)?)))
    };
    for (code, it) in tx.all(APPLICATIONS, args![code], applied)? {
        all.entry(code).or_default().applied = Some(it);
    }
    for (code, it) in tx.all(SERVICES, args![code], service)? {
        all.entry(code).or_default().services.push(it);
    }
    for (code, it) in tx.all(DECISIONS, args![code], decision)? {
        all.entry(code).or_default().decisions.push(it);
    }
    for (code, it) in tx.all(MEASURES, args![code], measure)? {
        all.entry(code).or_default().measures.push(it);
    }
    // Of everybody only what is not over: what is over says nothing of now or later.
    let exposures = match code {
        "" => super::sql_exposure::open(tx, ("", ""))?,
        one => super::sql_exposure::of(tx, one)?,
    };
    for (code, it) in exposures {
        all.entry(code).or_default().exposures.push(it);
    }
    Ok(all)
}

fn evidence(row: &Row<'_>) -> Result<Evidence, Fault> {
    Ok(Evidence {
        sha256: row.get(1)?,
        kind: word(row, 2, EvidenceKind::parse)?,
        title: row.get(3)?,
        size_bytes: row.get(4)?,
        observed_at: row.get(5)?,
        received_at: row.get(6)?,
        received_by: row.get(7)?,
    })
}

/// Adds to each institution's record the newest document of each kind.
pub(super) fn add_newest_documents(
    tx: &mut Tx<'_>,
    all: &mut BTreeMap<ClientUseCode, Facts>,
) -> Result<(), Fault> {
    tx.each(NEWEST, &[], |row| {
        if let Some(facts) = all.get_mut(&row.get::<ClientUseCode>(0)?) {
            facts.evidence.push(evidence(row)?);
        }
        Ok(())
    })
}

/// The documents of one institution, and which decisions rest on which.
pub(super) fn add_documents(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    facts: &mut Facts,
) -> Result<(), Fault> {
    facts.evidence = tx.all(EVIDENCE, args![code], evidence)?;
    let rests_on: Vec<(Id, Sha256)> =
        tx.all(DECISION_EVIDENCE, args![code], |row| Ok((row.get(1)?, row.get(2)?)))?;
    for (id, sha) in rests_on {
        let decision = facts.decisions.iter_mut().find(|it| it.id == id);
        decision.into_iter().for_each(|it| it.evidence.push(sha));
    }
    Ok(())
}

fn service(row: &Row<'_>) -> Result<(ClientUseCode, Service), Fault> {
    let key = word(row, 1, ServiceKey::parse)?;
    Ok((row.get(0)?, Service { key, declared_at: row.get(2)?, retired_at: row.get(3)? }))
}

fn decision(row: &Row<'_>) -> Result<(ClientUseCode, Decision), Fault> {
    let service: String = row.get(3)?;
    let service = if service.is_empty() { None } else { Some(word(row, 3, ServiceKey::parse)?) };
    let it = Decision {
        id: row.get(1)?,
        gate: word(row, 2, Gate::parse)?,
        service,
        verdict: word(row, 4, Verdict::parse)?,
        decided_at: row.get(5)?,
        holds_until: row.get(6)?,
        by: [row.get(7)?, row.get(8)?],
        evidence: Vec::new(),
    };
    Ok((row.get(0)?, it))
}

fn answer(row: &Row<'_>) -> Result<Option<Answered>, Fault> {
    let Some(id) = row.get(17)? else { return Ok(None) };
    Ok(Some(Answered {
        id,
        ruling: word(row, 18, Ruling::parse)?,
        at: row.get(19)?,
        by: [row.get(20)?, row.get(21)?],
        sealed: row.get(22)?,
    }))
}

fn measure(row: &Row<'_>) -> Result<(ClientUseCode, Measure), Fault> {
    let lifted: Option<Micros> = row.get(10)?;
    let lifted = match lifted {
        Some(at) => Some((at, [row.get(11)?, row.get(12)?])),
        None => None,
    };
    let appealed: Option<Micros> = row.get(13)?;
    let appeal = match appealed {
        Some(at) => {
            let answer = answer(row)?;
            Some(Appeal { at, by: row.get(14)?, sealed: row.get(15)?, answer })
        }
        None => None,
    };
    let unless: Option<String> = row.get(16)?;
    let it = Measure {
        id: row.get(1)?,
        standing: word(row, 2, Standing::parse)?,
        rule: row.get(3)?,
        notice_at: row.get(4)?,
        due_at: row.get(5)?,
        ends_at: row.get(6)?,
        appeal_until: row.get(7)?,
        by: [row.get(8)?, row.get(9)?],
        lifted,
        appeal,
        unless: unless.map(|_| word(row, 16, Gate::parse)).transpose()?,
    };
    Ok((row.get(0)?, it))
}

/// The standings as they were last written to the audit trail, with since when.
pub(super) fn noted(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, (Standing, Micros)>, Fault> {
    let all: Vec<(ClientUseCode, (Standing, Micros))> =
        tx.all(NOTED, &[], |row| Ok((row.get(0)?, (word(row, 1, Standing::parse)?, row.get(2)?))))?;
    Ok(all.into_iter().collect())
}

pub(super) fn note(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    standing: Standing,
    since: Micros,
) -> Result<(), Fault> {
    tx.exec(NOTE, args![code, standing.as_str(), since]).map(drop)
}

pub(super) fn version(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(VERSION, &[], |row| row.get(0))
}

pub(super) fn next_version(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.exec(VERSION_NEXT, &[]).map(drop)
}
