//! The commands of an institution's people, or of the operator for them: declare a system, hand in
//! its bill, take it out of use.

use super::bill::{Bill, FaultText};
use super::data::Judged;
use super::model::{Duty, NAME_CHARS_MAX, Rules, SYSTEMS_MAX, System};
use super::signer::{self, Cosigner, Signature};
use super::sql_find::{self, Counter};
use super::{remark, settle, sql, sql_signer, sql_state};
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Id, Refusal};
use naru_store::Tx;

/// What became of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// Newer data came between the judging and the writing: judge again.
    JudgeAgain,
    /// It did not pass the acceptance test; nothing but the record of it changed.
    Refused {
        /// The record.
        bill: Id,
        /// Why.
        faults: Vec<FaultText>,
    },
    /// It is in force.
    Accepted {
        /// The record.
        bill: Id,
        /// Remarks on it.
        faults: Vec<FaultText>,
        /// Components in it.
        components: usize,
        /// Findings that came, changed or went with it.
        changed: usize,
    },
}

fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    system: &System,
    body: String,
) {
    let subject = format!("institution:{}/{}", system.institution, system.id);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// What is wrong with the name of a system or of a key.
pub fn wrong_name(name: &str) -> Option<Refusal> {
    let name = name.trim();
    let fits =
        (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    (!fits).then(|| Refusal::new("oss/system-name").with("most", NAME_CHARS_MAX))
}

/// Declares a system.
pub fn declare(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    (name, duty): (&str, Duty),
) -> Answer<System> {
    if let Some(wrong) = wrong_name(name) {
        return Err(wrong.into());
    }
    let name = name.trim();
    if sql::systems_of(tx, institution)? >= SYSTEMS_MAX {
        return Err(Refusal::new("oss/systems-number").with("most", SYSTEMS_MAX).into());
    }
    let system = System {
        id: env.id(0),
        institution: institution.clone(),
        name: name.to_owned(),
        duty,
        declared_at: env.now,
        retired_at: None,
    };
    if !sql::add_system(tx, &system, actor)? {
        return Err(Refusal::new("oss/system-known").into());
    }
    audit(tx, env, (actor, "oss.system.declared"), &system, format!(r#"{{"duty":"{duty}"}}"#));
    Ok(system)
}

/// Who signed a bill, and whether by a key that is in force.
fn signed(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    signature: Signature,
) -> Result<(Signature, bool), Fault> {
    let signature = match signature {
        // A key that was revoked is no stranger.
        Signature::Stranger(Some(key)) if sql_signer::is_on_record(tx, institution, &key)? => {
            Signature::By(key)
        }
        it => it,
    };
    let is_known = match signature {
        Signature::By(key) => sql_signer::is_in_force(tx, institution, &key)?,
        _ => false,
    };
    Ok((signature, is_known))
}

/// What is said of each of several who signed a bill.
fn cosigned(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    all: &[Cosigner],
) -> Result<Vec<FaultText>, Fault> {
    let mut told = Vec::new();
    for (i, it) in all.iter().enumerate() {
        let (signature, _) = signed(tx, institution, it.signature)?;
        let name = match signature {
            Signature::By(key) => sql_signer::name(tx, institution, &key)?,
            _ => None,
        };
        let name = name.as_ref().map(|(name, is_in_force)| (name.as_str(), *is_in_force));
        let it = Cosigner { signature, ..it.clone() };
        told.push(signer::of_several((i + 1, all.len()), &it, name));
    }
    Ok(told)
}

/// Hands in a bill for a system. `judged` is what the data named `data` say of each of its parts.
pub fn receive(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    system: Id,
    (bill, judged, data): (&Bill, &[Judged], &str),
    rules: &Rules,
) -> Answer<Received> {
    let system = sql::find_system(tx, system)?.ok_or(Refusal::new("oss/system-unknown"))?;
    if system.retired_at.is_some() {
        return Err(Refusal::new("oss/system-retired").into());
    }
    if sql_state::data(tx)? != data {
        return Ok(Received::JudgeAgain);
    }
    let (signature, is_known) = signed(tx, &system.institution, bill.signature)?;
    let mut faults: Vec<FaultText> =
        signer::judge(signature, is_known, rules.must_sign(system.duty))
            .into_iter()
            .chain(cosigned(tx, &system.institution, &bill.cosigners)?)
            .chain(bill.faults.iter().cloned())
            .collect();
    let before = sql::bill_in_force(tx, system.id)?;
    faults.extend(remark::remarks(bill, before.as_ref(), env.now));
    let is_accepted = !faults.iter().any(|it| it.is_refusal);
    let record = sql::BillRecord {
        id: env.id(1),
        system: system.id,
        bill,
        verdict: if is_accepted { "accepted" } else { "refused" },
        faults: serde_json::to_string(&faults).expect("texts and flags are always JSON"),
        at: env.now,
        by: actor,
        // A key that was revoked is named beside what it was refused for.
        signer: signature.key(),
    };
    sql::add_bill(tx, &record)?;
    let sha = data_encoding::HEXLOWER.encode(&bill.sha256);
    let body = format!(
        r#"{{"bill":"{}","components":{},"sha256":"{sha}","signer":"{}","verdict":"{}"}}"#,
        record.id,
        bill.parts.len(),
        record.signer,
        record.verdict
    );
    let action = if is_accepted { "oss.bill.accepted" } else { "oss.bill.refused" };
    audit(tx, env, (actor, action), &system, body);
    let id = record.id;
    if !is_accepted {
        return Ok(Received::Refused { bill: id, faults });
    }
    sql::drop_uses(tx, system.id)?;
    for (part, judged) in bill.parts.iter().zip(judged) {
        let version = match sql::find_version(tx, &part.purl)? {
            Some((version, _)) => version,
            None => sql::add_version(tx, part, judged, env.now)?.0,
        };
        sql::add_use(tx, system.id, version, part)?;
    }
    sql::count_licences(tx, system.id, &bill.parts)?;
    let components = bill.parts.len();
    let count = i64::try_from(components).unwrap_or(i64::MAX);
    sql::set_bill(tx, system.id, id, env.now, count)?;
    let changed = settle_all(tx, &system, rules, env)?;
    Ok(Received::Accepted { bill: id, faults, components, changed })
}

/// Whoever answers for a system confirms that its product is called so now: the bill in force is in
/// doubt no longer for its name, and later ones are compared with it.
pub fn confirm_product(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (system, product): (Id, &str),
) -> Answer<()> {
    let system = sql::find_system(tx, system)?.ok_or(Refusal::new("oss/system-unknown"))?;
    let renamed = sql::renamed(tx, system.id)?.filter(|it| it.1 == product);
    let (bill, _) = renamed.ok_or(Refusal::new("oss/product-changed"))?;
    sql::confirm_product(tx, bill, (actor, env.now))?;
    let body = serde_json::json!({"bill": bill.to_string(), "product": product}).to_string();
    audit(tx, env, (actor, "oss.product.confirmed"), &system, body);
    Ok(())
}

/// Takes a system out of use: its findings are gone with it.
pub fn retire(tx: &mut Tx<'_>, env: &Env, actor: &str, system: Id, rules: &Rules) -> Answer<()> {
    if !sql::retire_system(tx, system, env.now)? {
        return Err(Refusal::new("oss/system-unknown").into());
    }
    let system = sql::find_system(tx, system)?.ok_or(Refusal::new("oss/system-unknown"))?;
    audit(tx, env, (actor, "oss.system.retired"), &system, "{}".to_owned());
    settle_all(tx, &system, rules, env)?;
    Ok(())
}

fn settle_all(tx: &mut Tx<'_>, system: &System, rules: &Rules, env: &Env) -> Result<usize, Fault> {
    let mut changed = 0;
    let mut counter = Counter::default();
    for package in sql_find::to_settle(tx, system.id)? {
        changed += settle::package(tx, (system, &mut counter), package, rules, env.now)?;
    }
    if changed > 0 {
        sql_state::next_version(tx)?;
    }
    sql::count_findings(tx, system.id)?;
    Ok(changed)
}
