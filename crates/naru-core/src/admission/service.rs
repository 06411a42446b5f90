//! The commands that an institution's own people, or the operator for them, may do alone: apply,
//! declare, hand in, appeal. What takes two people stands in [`super::deeds`].

use super::facts::{Appeal, Evidence, Facts, Measure};
use super::model::{Class, ServiceKey};
use super::path::PATH;
use super::sql;
use super::timeline::Timeline;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Id, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

/// The most services of one institution, and documents.
const SERVICES_MAX: usize = 50;
const EVIDENCE_MAX: usize = 1_000;
/// The longest title of a document.
const TITLE_CHARS_MAX: usize = 120;

/// An application to take part.
#[derive(Clone, Debug)]
pub struct Application {
    /// As what.
    pub class: Class,
    /// With which services.
    pub services: Vec<ServiceKey>,
}

pub(super) fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    code: &ClientUseCode,
    body: String,
) {
    let subject = format!("institution:{code}");
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Puts an application on record: the first step of the path.
pub fn apply(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    code: &ClientUseCode,
    it: &Application,
) -> Answer<()> {
    if it.services.is_empty() || it.services.len() > SERVICES_MAX {
        return Err(Refusal::new("admission/services-number").into());
    }
    if !sql::apply(tx, code, it.class, (env.now, actor))? {
        return Err(Refusal::new("admission/applied-already").into());
    }
    for key in &it.services {
        sql::add_service(tx, code, key, (env.now, actor))?;
    }
    sql::next_version(tx)?;
    let services: Vec<String> = it.services.iter().map(|it| format!("\"{it}\"")).collect();
    let body = format!(r#"{{"class":"{}","services":[{}]}}"#, it.class, services.join(","));
    audit(tx, env, (actor, "admission.applied"), code, body);
    Ok(())
}

/// Declares a further service, or a new version of one. It counts once it was checked.
pub fn declare_service(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    code: &ClientUseCode,
    key: &ServiceKey,
) -> Answer<()> {
    let facts = applied_facts(tx, code)?;
    if facts.services.len() >= SERVICES_MAX {
        return Err(Refusal::new("admission/services-number").into());
    }
    if !sql::add_service(tx, code, key, (env.now, actor))? {
        return Err(Refusal::new("admission/service-known").into());
    }
    sql::next_version(tx)?;
    audit(
        tx,
        env,
        (actor, "admission.service.declared"),
        code,
        format!(r#"{{"service":"{key}"}}"#),
    );
    Ok(())
}

/// Whether a document may be called so: one line, not too long.
pub fn is_title(text: &str) -> bool {
    (1..=TITLE_CHARS_MAX).contains(&text.trim().chars().count())
        && !text.chars().any(char::is_control)
}

/// Puts a document on record, by its hash. The same document twice is one document.
pub fn hand_in(tx: &mut Tx<'_>, env: &Env, code: &ClientUseCode, it: &Evidence) -> Answer<()> {
    let facts = applied_facts(tx, code)?;
    if !is_title(&it.title) || it.size_bytes < 0 || it.observed_at > env.now {
        return Err(Refusal::new("admission/evidence-malformed").into());
    }
    let mut known = facts.clone();
    sql::add_documents(tx, code, &mut known)?;
    if known.evidence.len() >= EVIDENCE_MAX {
        return Err(Refusal::new("admission/evidence-too-much").into());
    }
    if sql::add_evidence(tx, code, it)? {
        let sha = data_encoding::HEXLOWER.encode(&it.sha256);
        let body =
            format!(r#"{{"bytes":{},"kind":"{}","sha256":"{sha}"}}"#, it.size_bytes, it.kind);
        audit(tx, env, (&it.received_by, "admission.evidence.received"), code, body);
    }
    Ok(())
}

/// The institution's word against a measure, sealed by the caller. Once, and in time. Gives the
/// measure.
pub(crate) fn appeal(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    measure: Id,
    it: &Appeal,
) -> Answer<Measure> {
    let facts = applied_facts(tx, code)?;
    let found = own_measure(&facts, measure)?;
    if env.now >= found.appeal_until {
        return Err(Refusal::new("admission/appeal-too-late").into());
    }
    if !sql::add_appeal(tx, measure, it)? {
        return Err(Refusal::new("admission/appealed-already").into());
    }
    let body = format!(r#"{{"measure":"{measure}"}}"#);
    audit(tx, env, (&it.by, "admission.measure.appealed"), code, body);
    Ok(found.clone())
}

/// A measure of this institution that is not lifted.
pub fn own_measure(facts: &Facts, measure: Id) -> Result<&Measure, Refusal> {
    let found = facts.measures.iter().find(|it| it.id == measure && it.lifted.is_none());
    found.ok_or(Refusal::new("admission/measure-unknown"))
}

fn applied_facts(tx: &mut Tx<'_>, code: &ClientUseCode) -> Answer<Facts> {
    let mut all = sql::facts(tx, code.as_str())?;
    let facts = all.remove(code).filter(|it| it.applied.is_some());
    Ok(facts.ok_or(Refusal::new("admission/not-applied"))?)
}

/// Everything on record about one institution.
pub fn facts_of(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Facts, Fault> {
    let mut facts = sql::facts(tx, code.as_str())?.remove(code).unwrap_or_default();
    sql::add_documents(tx, code, &mut facts)?;
    Ok(facts)
}

/// Everything that the board shows: what every institution's standing is made of, and the newest
/// document of each kind, which says whose turn it is.
pub fn load_with_newest_documents(
    tx: &mut Tx<'_>,
) -> Result<BTreeMap<ClientUseCode, Facts>, Fault> {
    let mut all = load(tx)?;
    sql::add_newest_documents(tx, &mut all)?;
    Ok(all)
}

/// What every institution's standing is made of, without documents.
pub fn load(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, Facts>, Fault> {
    sql::facts(tx, "")
}

/// The standing of every institution over all time.
pub fn timelines(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, Timeline>, Fault> {
    let all = load(tx)?;
    Ok(all.into_iter().map(|(code, facts)| (code, Timeline::of(&facts, &PATH))).collect())
}

/// Counts the changes: whether a node's memory is up to date.
pub fn version(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    sql::version(tx)
}
