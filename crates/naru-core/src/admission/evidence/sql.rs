//! The SQL of evidence from tools.

use super::model::{Cover, Finding, Scan};
use crate::admission::Sha256;
use naru_base::{ClientUseCode, Fault, FaultKind, Micros};
use naru_evidence::{Severity, State};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

const SCAN_ADD: &str = "INSERT INTO admission_scan (client_use_code, service, sha256, format, \
     tool, tool_version, run, size_bytes, observed_at, received_at, received_by, expires_at, \
     finished, findings_count, open_count, values_count, kept_count) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
     ON CONFLICT DO NOTHING";
const ITEM_ADD: &str = "INSERT INTO admission_scan_item (client_use_code, service, sha256, item) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const NEWEST: &str = "SELECT max(observed_at) FROM admission_scan \
     WHERE client_use_code = $1 AND service = $2 AND run = $3 AND finished = 1";
const OPEN_COUNT: &str = "SELECT count(*) FROM admission_finding \
     WHERE client_use_code = $1 AND gone_at IS NULL";
const FINDING_PUT: &str = "INSERT INTO admission_finding (client_use_code, service, fingerprint, \
     tool, run, rule, title, severity, state, location, cwes, items, first_seen_at, last_seen_at, \
     gone_at, sha256) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
     ON CONFLICT (client_use_code, service, fingerprint) DO UPDATE SET tool = excluded.tool, \
     run = excluded.run, rule = excluded.rule, title = excluded.title, \
     severity = excluded.severity, state = excluded.state, location = excluded.location, \
     cwes = excluded.cwes, items = excluded.items, first_seen_at = excluded.first_seen_at, \
     last_seen_at = excluded.last_seen_at, gone_at = excluded.gone_at, sha256 = excluded.sha256";
const KNOWN: &str = "SELECT service, fingerprint, tool, run, rule, title, severity, state, \
     location, cwes, items, first_seen_at, last_seen_at, gone_at, sha256 FROM admission_finding \
     WHERE client_use_code = $1 AND service = $2 AND tool = $3 ORDER BY fingerprint";
const LISTED: &str = "SELECT service, fingerprint, tool, run, rule, title, severity, state, \
     location, cwes, items, first_seen_at, last_seen_at, gone_at, sha256 FROM admission_finding \
     WHERE client_use_code = $1 AND gone_at IS NULL ORDER BY service, fingerprint";
const SCANS: &str = "SELECT service, sha256, format, tool, tool_version, run, size_bytes, \
     observed_at, received_at, received_by, expires_at, finished, findings_count, open_count, \
     values_count, kept_count FROM admission_scan WHERE client_use_code = $1 \
     ORDER BY received_at DESC, service, sha256 LIMIT $2";
const COVERS: &str = "SELECT i.item, i.sha256, s.tool, s.observed_at, s.expires_at \
     FROM admission_scan_item i JOIN admission_scan s ON s.client_use_code = i.client_use_code \
     AND s.service = i.service AND s.sha256 = i.sha256 \
     WHERE i.client_use_code = $1 AND i.service = $2 ORDER BY i.item, i.sha256";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[SCAN_ADD, ITEM_ADD, NEWEST, OPEN_COUNT, FINDING_PUT, KNOWN, LISTED, SCANS, COVERS];

/// `false` if the same file was imported for the same service before.
pub(super) fn add(tx: &mut Tx<'_>, code: &ClientUseCode, it: &Scan) -> Result<bool, Fault> {
    let finished = i64::from(it.is_finished);
    let args = args![
        code,
        it.service,
        it.sha256,
        it.format,
        it.tool,
        it.tool_version,
        it.run,
        it.size_bytes,
        it.observed_at,
        it.received_at,
        it.received_by,
        it.expires_at,
        finished,
        it.findings_count,
        it.open_count,
        it.values_count,
        it.kept_count
    ];
    Ok(tx.exec(SCAN_ADD, args)? == 1)
}

pub(super) fn add_item(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    (service, sha): (&str, &Sha256),
    item: &str,
) -> Result<(), Fault> {
    tx.exec(ITEM_ADD, args![code, service, sha, item]).map(drop)
}

/// When the newest run of the same thing that came to its end was observed.
pub(super) fn newest(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    service: &str,
    run: &Sha256,
) -> Result<Option<Micros>, Fault> {
    tx.one(NEWEST, args![code, service, run], |row| row.get(0))
}

/// How many findings an institution has that are not gone.
pub(super) fn open_count(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<i64, Fault> {
    tx.one(OPEN_COUNT, args![code], |row| row.get(0))
}

pub(super) fn put(tx: &mut Tx<'_>, code: &ClientUseCode, it: &Finding) -> Result<(), Fault> {
    let cwes: Vec<String> = it.cwes.iter().map(u32::to_string).collect();
    let (cwes, items) = (cwes.join(" "), it.items.join(" "));
    let (severity, state) = (it.severity.as_str(), it.state.as_str());
    let args = args![
        code,
        it.service,
        it.fingerprint,
        it.tool,
        it.run,
        it.rule,
        it.title,
        severity,
        state,
        it.location,
        cwes,
        items,
        it.first_seen_at,
        it.last_seen_at,
        it.gone_at,
        it.sha256
    ];
    tx.exec(FINDING_PUT, args).map(drop)
}

/// What is known of one tool's findings about one service.
pub(super) fn known(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    (service, tool): (&str, &str),
) -> Result<BTreeMap<Sha256, Finding>, Fault> {
    let all = tx.all(KNOWN, args![code, service, tool], finding)?;
    Ok(all.into_iter().map(|it| (it.fingerprint, it)).collect())
}

/// What is not gone, of every service.
pub(super) fn listed(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Vec<Finding>, Fault> {
    tx.all(LISTED, args![code], finding)
}

pub(super) fn scans(tx: &mut Tx<'_>, code: &ClientUseCode, most: i64) -> Result<Vec<Scan>, Fault> {
    tx.all(SCANS, args![code, most], |row| {
        Ok(Scan {
            service: row.get(0)?,
            sha256: row.get(1)?,
            format: row.get(2)?,
            tool: row.get(3)?,
            tool_version: row.get(4)?,
            run: row.get(5)?,
            size_bytes: row.get(6)?,
            observed_at: row.get(7)?,
            received_at: row.get(8)?,
            received_by: row.get(9)?,
            expires_at: row.get(10)?,
            is_finished: row.get::<i64>(11)? == 1,
            findings_count: row.get(12)?,
            open_count: row.get(13)?,
            values_count: row.get(14)?,
            kept_count: row.get(15)?,
        })
    })
}

pub(super) fn covers(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    service: &str,
) -> Result<Vec<Cover>, Fault> {
    tx.all(COVERS, args![code, service], |row| {
        Ok(Cover {
            item: row.get(0)?,
            sha256: row.get(1)?,
            tool: row.get(2)?,
            observed_at: row.get(3)?,
            expires_at: row.get(4)?,
        })
    })
}

fn word<T>(row: &Row<'_>, i: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("a finding's record says `{text}`")))
}

fn finding(row: &Row<'_>) -> Result<Finding, Fault> {
    let (cwes, items): (String, String) = (row.get(9)?, row.get(10)?);
    Ok(Finding {
        service: row.get(0)?,
        fingerprint: row.get(1)?,
        tool: row.get(2)?,
        run: row.get(3)?,
        rule: row.get(4)?,
        title: row.get(5)?,
        severity: word(row, 6, Severity::parse)?,
        state: word(row, 7, State::parse)?,
        location: row.get(8)?,
        cwes: cwes.split(' ').filter_map(|it| it.parse().ok()).collect(),
        items: items.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
        first_seen_at: row.get(11)?,
        last_seen_at: row.get(12)?,
        gone_at: row.get(13)?,
        sha256: row.get(14)?,
    })
}
