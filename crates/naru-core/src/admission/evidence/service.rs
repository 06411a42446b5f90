//! The command that imports a file, and what is read of imports.

use super::decide::{self, At, Digest};
use super::model::{
    Finding, Handed, Imported, ItemEvidence, OPEN_OF_ALL_MAX, Scan, WORDS_CHARS_MAX,
};
use super::sql;
use crate::admission::{self, Evidence, ServiceKey};
use crate::policy;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

/// Imports what a tool found, whole or not at all. The caller has put the file on its shelf.
pub fn import(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    handed: &Handed,
    digest: &Digest,
) -> Answer<Imported> {
    digest.check()?;
    let observed_at = digest.observed_at(handed, env.now)?;
    if handed.scope.chars().count() > WORDS_CHARS_MAX || handed.scope.chars().any(char::is_control)
    {
        return Err(Refusal::new("admission/evidence-malformed").into());
    }
    let facts = admission::facts_of(tx, code)?;
    let is_declared = |key: &ServiceKey| {
        facts.services.iter().any(|it| it.key == *key && it.retired_at.is_none())
    };
    if handed.service.as_ref().is_some_and(|key| !is_declared(key)) {
        return Err(Refusal::new("admission/service-unknown").into());
    }
    let life_s = policy::number(&policy::list(tx)?, decide::expiry_rule(digest.format), env.now)?;
    admission::hand_in(tx, env, code, &document(handed, digest, (observed_at, env.now)))?;
    let scan = scan_of(handed, digest, observed_at, (env.now, life_s));
    let newest = sql::newest(tx, code, &scan.service, &scan.run)?;
    if !sql::add(tx, code, &scan)? {
        let (new_count, again_count, gone_count) = (0, 0, 0);
        return Ok(Imported { is_known: true, new_count, again_count, gone_count });
    }
    for item in &digest.covers {
        sql::add_item(tx, code, (&scan.service, &scan.sha256), item)?;
    }
    let known = sql::known(tx, code, (&scan.service, &scan.tool))?;
    let at = At {
        service: scan.service.clone(),
        tool: scan.tool.clone(),
        run: scan.run,
        sha256: scan.sha256,
        observed_at,
        is_finished: scan.is_finished,
        newest,
    };
    let changes = decide::merge(&known, &digest.seen, &at);
    for it in &changes.write {
        sql::put(tx, code, it)?;
    }
    if sql::open_count(tx, code)? > OPEN_OF_ALL_MAX {
        let count = OPEN_OF_ALL_MAX;
        return Err(Refusal::new("admission/scan-findings-too-many").with("count", count).into());
    }
    let done = Imported {
        is_known: false,
        new_count: changes.new_count,
        again_count: changes.again_count,
        gone_count: changes.gone_count,
    };
    audit(tx, env, code, &scan, &done);
    Ok(done)
}

/// The import as the book keeps it.
fn scan_of(
    handed: &Handed,
    digest: &Digest,
    observed_at: Micros,
    (now, life_s): (Micros, i64),
) -> Scan {
    Scan {
        service: handed.service.as_ref().map(ServiceKey::to_string).unwrap_or_default(),
        sha256: handed.sha256,
        format: digest.format.as_str().to_owned(),
        tool: digest.tool.clone(),
        tool_version: digest.tool_version.clone(),
        run: digest.run(&handed.scope),
        size_bytes: handed.size_bytes,
        observed_at,
        received_at: now,
        received_by: handed.by.clone(),
        expires_at: observed_at.plus_seconds(life_s.max(1)),
        is_finished: digest.is_finished,
        findings_count: digest.findings_count,
        open_count: digest.open_count,
        values_count: digest.values_count,
        kept_count: digest.kept_count,
    }
}

fn document(it: &Handed, digest: &Digest, (observed_at, now): (Micros, Micros)) -> Evidence {
    Evidence {
        sha256: it.sha256,
        kind: digest.kind(),
        title: it.title.clone(),
        size_bytes: it.size_bytes,
        observed_at,
        received_at: now,
        received_by: it.by.clone(),
    }
}

fn audit(tx: &mut Tx<'_>, env: &Env, code: &ClientUseCode, scan: &Scan, done: &Imported) {
    let body = serde_json::json!({
        "sha256": data_encoding::HEXLOWER.encode(&scan.sha256),
        "format": scan.format,
        "tool": scan.tool,
        "tool_version": scan.tool_version,
        "service": scan.service,
        "observed_at": scan.observed_at.get(),
        "expires_at": scan.expires_at.get(),
        "finished": scan.is_finished,
        "open": scan.open_count,
        "new": done.new_count,
        "gone": done.gone_count,
    });
    tx.audit(AuditRecord {
        at: env.now,
        actor: scan.received_by.clone(),
        action: "admission.scan.imported",
        subject: format!("institution:{code}"),
        body: body.to_string(),
    });
}

/// The newest imports of an institution.
pub fn scans(tx: &mut Tx<'_>, code: &ClientUseCode, most: i64) -> Result<Vec<Scan>, Fault> {
    sql::scans(tx, code, most)
}

/// What was found and is not gone, the gravest first.
pub fn findings(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Vec<Finding>, Fault> {
    let mut all = sql::listed(tx, code)?;
    all.sort_by_key(|it| std::cmp::Reverse((it.is_open(), it.severity)));
    Ok(all)
}

/// What tools say to each item about one service; about the institution as a whole for none.
pub fn by_item(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    service: Option<&ServiceKey>,
) -> Result<BTreeMap<String, ItemEvidence>, Fault> {
    let service = service.map(ServiceKey::to_string).unwrap_or_default();
    let covers = sql::covers(tx, code, &service)?;
    let mut findings = sql::listed(tx, code)?;
    findings.retain(|it| it.service == service);
    Ok(decide::items(&covers, &findings, env.now))
}
