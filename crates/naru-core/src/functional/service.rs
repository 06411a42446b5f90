//! Commands of the functional test. Those about tenants, runs and calls are for a sandbox's book;
//! a record is sealed into the book of production.

use super::decide;
use super::list::{self, CaseList};
use super::model::{Judged, Overall, Run, Sandbox, Seen, Tenant};
use super::record::{self, Signed};
use super::sql;
use crate::admission::{self, EvidenceKind};
use crate::identity::{self, Scope};
use crate::policy::{self, Parameter};
use naru_base::keyring::Keyring;
use naru_base::{
    Answer, AuditRecord, BankCode, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal,
};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Calls of one run that are kept; a run with more is not judged on the rest, so none are taken.
const CALLS_MAX: i64 = 20_000;

/// In a sandbox nobody waits long for a reply that a bank was told to lose.
const SANDBOX_RULES: [(&str, i64); 3] =
    [("bank_deadline_ms", 2_000), ("inquiry_first_ms", 500), ("inquiry_max_ms", 2_000)];

/// Makes an empty book a sandbox; a sandbox stays one. Any other book is refused: what has begun as
/// production never becomes a place to try things in.
pub fn found(tx: &mut Tx<'_>, env: &Env, bank: &BankCode) -> Answer<()> {
    if sql::sandbox(tx)?.is_some() {
        return Ok(());
    }
    if !identity::institutions(tx)?.is_empty() || !identity::banks(tx)?.is_empty() {
        return Err(Refusal::new("functional/not-a-sandbox").into());
    }
    policy::install_shipped(tx)?;
    for (name, value) in SANDBOX_RULES {
        let source = "Naru: short times for a sandbox".to_owned();
        policy::add(tx, &Parameter { name: name.to_owned(), valid_from: env.now, value, source })?;
    }
    sql::found(tx, bank, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: "system:sandbox".to_owned(),
        action: "functional.sandbox.founded",
        subject: format!("bank:{bank}"),
        body: "{}".to_owned(),
    });
    Ok(())
}

/// The sandbox that a book is; `None` for a book of production.
pub fn load(tx: &mut Tx<'_>) -> Result<Option<Sandbox>, Fault> {
    let Some(bank) = sql::sandbox(tx)? else { return Ok(None) };
    let by_code = |it: Tenant| (it.code.clone(), it);
    let tenants: BTreeMap<ClientUseCode, Tenant> =
        sql::tenants(tx)?.into_iter().map(by_code).collect();
    Ok(Some(Sandbox { bank, tenants }))
}

pub(super) fn must_be_sandbox(tx: &mut Tx<'_>) -> Answer<Sandbox> {
    Ok(load(tx)?.ok_or(Refusal::new("functional/not-a-sandbox"))?)
}

/// Every tenant, by its code.
pub fn tenants(tx: &mut Tx<'_>) -> Result<Vec<Tenant>, Fault> {
    sql::tenants(tx)
}

/// Begins a run anew; the one before ends, and its calls count no more. The credentials' life
/// begins anew too.
pub fn begin(tx: &mut Tx<'_>, env: &Env, actor: &str, tenant: &ClientUseCode) -> Answer<()> {
    let sandbox = must_be_sandbox(tx)?;
    if !sandbox.tenants.contains_key(tenant) {
        return Err(Refusal::new("functional/no-tenant").into());
    }
    let life_s = policy::number(&policy::list(tx)?, "functional_tenant_life_s", env.now)?;
    sql::end_run(tx, tenant, env.now)?;
    sql::extend(tx, tenant, env.now.plus_seconds(life_s))?;
    let list = list::current().key();
    let run =
        Run { id: env.id(0), tenant: tenant.clone(), list, begun_at: env.now, ended_at: None };
    sql::add_run(tx, &run, actor)?;
    let body = format!(r#"{{"list":"{}","run":"{}"}}"#, run.list, run.id);
    audit(tx, env, (actor, "functional.run.begun"), tenant, body);
    Ok(())
}

fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    code: &ClientUseCode,
    body: String,
) {
    let subject = format!("institution:{code}");
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// Writes down a call of a tenant's open run. `false`: there is none, or it is full.
pub fn note(tx: &mut Tx<'_>, tenant: &ClientUseCode, call: &Seen) -> Result<bool, Fault> {
    let Some(run) = sql::last_run(tx, tenant)?.filter(|it| it.ended_at.is_none()) else {
        return Ok(false);
    };
    if sql::call_count(tx, run.id)? >= CALLS_MAX {
        return Ok(false);
    }
    sql::add_call(tx, run.id, call)?;
    Ok(true)
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which run.
    pub run: Id,
    /// Calls that were seen.
    pub calls: i64,
    /// Whether it is over.
    pub is_over: bool,
}

/// How a tenant's last run stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The tenant.
    pub tenant: Tenant,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// The run.
    pub run: Run,
    /// The list that it is judged by.
    pub list: &'static CaseList,
    /// What was found of each case.
    pub judged: Vec<Judged>,
    /// What that comes to.
    pub overall: Overall,
    /// The calls, in the order they came.
    pub calls: Vec<Seen>,
}

/// How a tenant's last run stands; `None`: there is no such tenant.
pub fn standing(tx: &mut Tx<'_>, tenant: &ClientUseCode) -> Answer<Option<Standing>> {
    let Some(mut sandbox) = load(tx)? else { return Ok(None) };
    let Some(of) = sandbox.tenants.remove(tenant) else { return Ok(None) };
    let lost = |what: &str| Fault::new(FaultKind::Corrupt, format!("{tenant}: {what} is gone"));
    let run = sql::last_run(tx, tenant)?.ok_or_else(|| lost("the run of a tenant"))?;
    let list = list::of(&run.list).ok_or_else(|| lost("the list of a run"))?;
    let institutions = identity::institutions(tx)?;
    let known = institutions.into_iter().find(|it| it.code == *tenant);
    let scopes = known.ok_or_else(|| lost("the institution of a tenant"))?.scopes;
    let calls = sql::calls(tx, run.id, CALLS_MAX)?;
    let judged = decide::judge(list, (tenant, &scopes), &calls);
    let overall = decide::overall(&judged);
    Ok(Some(Standing { tenant: of, scopes, run, list, judged, overall, calls }))
}

/// How far a tenant's last run is: which, and how many calls were seen, and whether it is over.
/// Whoever watches it asks this before anything else.
pub fn progress(tx: &mut Tx<'_>, tenant: &ClientUseCode) -> Result<Option<Progress>, Fault> {
    let Some(run) = sql::last_run(tx, tenant)? else { return Ok(None) };
    let calls = sql::call_count(tx, run.id)?;
    Ok(Some(Progress { run: run.id, calls, is_over: run.ended_at.is_some() }))
}

/// Seals a run into the book of production: signed, with its end, and on file as evidence for the
/// second gate. A run that is sealed already is given as it was.
pub fn seal(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    it: &Standing,
) -> Answer<Signed> {
    if load(tx)?.is_some() {
        return Err(Refusal::new("functional/is-a-sandbox").into());
    }
    let applicant = &it.tenant.applicant;
    let known = sql::records(tx, applicant)?.into_iter().find(|file| {
        Signed::read(file, keys).is_ok_and(|known| known.record.run == it.run.id.to_string())
    });
    if let Some(Ok(known)) = known.map(|file| Signed::read(&file, keys)) {
        return Ok(known);
    }
    if it.overall != Overall::Passed {
        return Err(Refusal::new("functional/not-passed").into());
    }
    let life_s = policy::number(&policy::list(tx)?, "functional_record_life_s", env.now)?;
    let times = (env.now, env.now.plus_seconds(life_s));
    let judged = (it.judged.as_slice(), it.overall);
    let record = record::record((&it.run, applicant), it.list, judged, &it.calls, times);
    let signed = Signed::new(record, keys);
    sql::add_record(tx, it.run.id, applicant, &signed)?;
    let evidence = admission::Evidence {
        sha256: signed.sha256,
        kind: EvidenceKind::Conformance,
        title: format!("{} {}", it.run.list, it.run.id),
        size_bytes: i64::try_from(signed.file.len()).unwrap_or(i64::MAX),
        observed_at: it.calls.last().map_or(env.now, |call| call.at.min(env.now)),
        received_at: env.now,
        received_by: actor.to_owned(),
    };
    admission::hand_in(tx, env, applicant, &evidence)?;
    let sha = data_encoding::HEXLOWER.encode(&signed.sha256);
    let body = format!(r#"{{"list":"{}","run":"{}","sha256":"{sha}"}}"#, it.run.list, it.run.id);
    audit(tx, env, (actor, "functional.run.sealed"), applicant, body);
    Ok(signed)
}

/// The sealed records of an institution, the latest first; each proven.
pub fn records(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    applicant: &ClientUseCode,
) -> Result<Vec<Signed>, Fault> {
    let read = |file: String| {
        Signed::read(&file, keys).map_err(|bad| {
            let what = format!("a record of {applicant} is not what was signed: {bad:?}");
            Fault::new(FaultKind::Corrupt, what)
        })
    };
    sql::records(tx, applicant)?.into_iter().map(read).collect()
}

/// Ends a tenant's open run; done already is done.
pub fn end(tx: &mut Tx<'_>, tenant: &ClientUseCode, now: Micros) -> Result<(), Fault> {
    sql::end_run(tx, tenant, now)
}
