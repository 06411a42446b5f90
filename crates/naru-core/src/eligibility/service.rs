//! The command that an institution's own people, or the operator for them, may do alone: file a
//! form. What takes two people stands in [`super::deeds`].

use super::decide;
use super::model::{Exclusion, Finding, Form, Outcome, Paper, Rules, Sha256, Sheet};
use super::sql;
use crate::admission::{self, EvidenceKind};
use crate::identity::Scope;
use naru_base::{
    Answer, AuditRecord, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal, Won,
};
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

/// Forms on the list.
const FORMS_MAX: i64 = 5_000;

/// A form as it is filed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id, made with the page: sending it twice files once.
    pub id: Id,
    /// The capital.
    pub capital: Won,
    /// What it does with the network.
    pub model: String,
    /// What it asks for.
    pub scopes: Vec<Scope>,
    /// The exclusions that it says apply.
    pub declared: BTreeSet<Exclusion>,
    /// Which document is which paper: title, size and SHA-256 of each.
    pub papers: BTreeMap<Paper, (String, i64, Sha256)>,
}

pub(super) fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    subject: String,
    body: String,
) {
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Files a form, and hands its documents in. A later form takes the place of an undecided one.
pub fn file(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    code: &ClientUseCode,
    it: &Draft,
) -> Answer<()> {
    let facts = admission::facts_of(tx, code)?;
    let Some((_, class)) = facts.applied else {
        return Err(Refusal::new("eligibility/not-applied").into());
    };
    let model = it.model.trim();
    let fits = (1..=decide::MODEL_CHARS_MAX).contains(&model.chars().count());
    if !fits || it.capital <= Won::ZERO || it.scopes.is_empty() {
        return Err(Refusal::new("eligibility/form-malformed").into());
    }
    for (paper, (title, size_bytes, sha256)) in &it.papers {
        let is_on_file = facts.evidence.iter().any(|of| of.sha256 == *sha256);
        if is_on_file {
            continue;
        }
        let title = if title.trim().is_empty() { paper.to_string() } else { title.clone() };
        let document = admission::Evidence {
            sha256: *sha256,
            kind: EvidenceKind::Document,
            title,
            size_bytes: *size_bytes,
            observed_at: env.now,
            received_at: env.now,
            received_by: actor.to_owned(),
        };
        admission::hand_in(tx, env, code, &document)?;
    }
    let form = Form {
        id: it.id,
        institution: code.clone(),
        class,
        capital: it.capital,
        model: model.to_owned(),
        scopes: it.scopes.clone(),
        declared: it.declared.clone(),
        papers: it.papers.iter().map(|(paper, (.., sha))| (*paper, *sha)).collect(),
        filed_at: env.now,
        filed_by: actor.to_owned(),
    };
    if !sql::add_form(tx, &form)? {
        return Ok(());
    }
    let body = format!(
        r#"{{"capital":{},"class":"{class}","form":"{}","papers":{},"scopes":"{}"}}"#,
        form.capital,
        form.id,
        form.papers.len(),
        Scope::list(&form.scopes)
    );
    audit(tx, env, (actor, "eligibility.filed"), format!("institution:{code}"), body);
    Ok(())
}

/// A form with what was decided about it.
pub type Record = (Form, Option<Outcome>);

/// The form of an institution that counts.
pub fn latest(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Option<Record>, Fault> {
    sql::latest(tx, code)
}

/// The form of an institution that was decided last, and how; a later one may wait.
pub fn decided(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Option<Record>, Fault> {
    sql::decided(tx, code)
}

/// The form of an institution that counts, or why there is none.
pub fn record(tx: &mut Tx<'_>, code: &ClientUseCode) -> Answer<Record> {
    Ok(sql::latest(tx, code)?.ok_or(Refusal::new("eligibility/no-form"))?)
}

/// Forms of everybody, the latest first.
pub fn forms(tx: &mut Tx<'_>) -> Result<Vec<Record>, Fault> {
    sql::forms(tx, FORMS_MAX)
}

/// The institutions of which the form that counts is not decided.
pub fn to_decide(tx: &mut Tx<'_>) -> Result<BTreeSet<ClientUseCode>, Fault> {
    sql::to_decide(tx)
}

/// The rules in force at an instant.
pub fn rules(tx: &mut Tx<'_>, now: Micros) -> Result<Rules, Fault> {
    sql::rules(tx, now)
}

/// What the rules of an instant find in a form.
pub fn findings(tx: &mut Tx<'_>, form: &Form, now: Micros) -> Result<Vec<Finding>, Fault> {
    Ok(decide::findings(&sql::rules(tx, now)?, form))
}

/// Every sheet, the earliest first.
pub fn sheets(tx: &mut Tx<'_>) -> Result<Vec<Sheet>, Fault> {
    sql::sheets(tx)
}

/// The sheet that counts at an instant.
pub fn sheet_at(tx: &mut Tx<'_>, now: Micros) -> Result<Sheet, Fault> {
    let mut all = sql::sheets(tx)?.into_iter().filter(|it| it.valid_from <= now);
    all.next_back().ok_or_else(|| {
        Fault::new(FaultKind::Permanent, "no scoring sheet is in force; add one, with its source")
    })
}
