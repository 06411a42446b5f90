//! SQL of the facts that items are judged by. Each is asked for one institution, by its code; the
//! count of bills also for everybody.

use super::facts::{Findings, Systems};
use naru_base::{ClientUseCode, Fault, Micros};
use naru_store::{Row, Tx, args};

const SYSTEMS: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN s.bill_id IS NULL THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN s.billed_at <= $2 THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN b.signer = '' OR k.revoked_at IS NOT NULL \
         THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(b.components), 0) AS bigint), \
     cast(coalesce(sum(b.hashless), 0) AS bigint), \
     cast(coalesce(sum(b.unlicensed), 0) AS bigint), \
     cast(coalesce(sum(b.makerless), 0) AS bigint) \
     FROM oss_system s LEFT JOIN oss_bill b ON b.id = s.bill_id LEFT JOIN oss_signer k \
     ON k.client_use_code = s.client_use_code AND k.public_key = b.signer \
     WHERE s.client_use_code = $1 AND s.retired_at IS NULL AND s.duty = 'live'";
const FLAT: &str = "SELECT count(*) FROM oss_system s WHERE s.client_use_code = $1 \
     AND s.retired_at IS NULL AND s.duty = 'live' AND s.bill_id IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM oss_use u WHERE u.system_id = s.id AND u.reach = 'transitive')";
const UNLINKED: &str = "SELECT count(*) FROM oss_use u JOIN oss_system s ON s.id = u.system_id \
     WHERE s.client_use_code = $1 AND s.retired_at IS NULL AND s.duty = 'live' \
     AND u.reach = 'unlinked'";
/// From the few live systems to their findings: an institution has many more elsewhere.
const OPEN: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN f.due_at <= $2 THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN a.kind = 'unmaintained' THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN a.kind = 'malicious' THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN f.grade IN ('critical', 'exploited') \
         AND NOT EXISTS (SELECT 1 FROM oss_stance t WHERE t.system_id = f.system_id \
             AND t.package_id = f.package_id AND t.advisory_id = f.advisory_id \
             AND t.versions = f.versions AND t.standing = 'approved' AND t.until_at > $2) \
         THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_system s CROSS JOIN oss_finding f \
     LEFT JOIN oss_advisory a ON a.id = f.advisory_id \
     WHERE f.system_id = s.id AND s.client_use_code = $1 AND f.gone_at IS NULL AND s.duty = 'live' \
     AND s.retired_at IS NULL";
/// Also of live systems that were taken out of use since: what was late there stays late.
const GONE: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN f.gone_at > f.due_at THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_finding f JOIN oss_system s ON s.id = f.system_id \
     WHERE f.client_use_code = $1 AND f.gone_at > $2 AND s.duty = 'live' \
     AND (f.gone_why = 'fixed' OR f.gone_why = 'removed')";
const BILLS: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN b.verdict = 'accepted' THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN b.verdict = 'refused' THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_bill b";
const OWN_BILLS: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN b.verdict = 'accepted' THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN b.verdict = 'refused' THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_system s CROSS JOIN oss_bill b \
     WHERE b.system_id = s.id AND s.client_use_code = $1";

const MATTERS: &str = "SELECT \
     cast(coalesce(sum(CASE WHEN is_kev = 1 THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN epss_ppb IS NULL THEN 0 ELSE 1 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN kind = 'malicious' THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_advisory";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] =
    &[SYSTEMS, FLAT, UNLINKED, OPEN, GONE, BILLS, OWN_BILLS, MATTERS];

/// Advisories about what systems use: those that are exploited, forecast, attacks.
pub(super) fn matters(tx: &mut Tx<'_>) -> Result<[u64; 3], Fault> {
    let count = |it: i64| u64::try_from(it).unwrap_or(0);
    tx.one(MATTERS, &[], |row| Ok([count(row.get(0)?), count(row.get(1)?), count(row.get(2)?)]))
}

/// The live systems of an institution, of which bills older than `stale` are not current.
pub(super) fn systems(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    stale: Micros,
) -> Result<Systems, Fault> {
    let flat = tx.one(FLAT, args![code], |row| row.get(0))?;
    let unlinked = tx.one(UNLINKED, args![code], |row| row.get(0))?;
    tx.one(SYSTEMS, args![code, stale], |row| {
        Ok(Systems {
            live: row.get(0)?,
            unbilled: row.get(1)?,
            stale: row.get(2)?,
            flat,
            unsigned: row.get(3)?,
            parts: row.get(4)?,
            unlinked,
            lacking: [row.get(5)?, row.get(6)?, row.get(7)?],
        })
    })
}

/// Their findings; those that are gone since `since`.
pub(super) fn findings(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    since: Micros,
    now: Micros,
) -> Result<Findings, Fault> {
    let (fixed, late) =
        tx.one(GONE, args![code, since], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))?;
    tx.one(OPEN, args![code, now], |row| {
        Ok(Findings {
            overdue: row.get(0)?,
            unmaintained: row.get(1)?,
            malicious: row.get(2)?,
            grave: row.get(3)?,
            fixed,
            late,
        })
    })
}

/// Bills that were accepted, and refused.
pub(super) fn bills(tx: &mut Tx<'_>, owner: &str) -> Result<(i64, i64), Fault> {
    let counts = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    if owner.is_empty() {
        return tx.one(BILLS, &[], counts);
    }
    tx.one(OWN_BILLS, args![owner], counts)
}
