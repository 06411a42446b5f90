//! SQL of what items count, one by one: the conditions are those of the counts in `sql_facts`.

use super::lacking::{FixedFinding, LackingSystem, RefusedBill};
use naru_base::{ClientUseCode, Fault, FaultKind, Micros};
use naru_store::{Row, Tx, args};

/// Live systems of $1 with their bill, the first $2.
macro_rules! systems {
    ($lacking:literal, $rest:literal) => {
        concat!(
            "SELECT s.id, s.name, b.components, ",
            $lacking,
            " FROM oss_system s JOIN oss_bill b ON b.id = s.bill_id \
             WHERE s.client_use_code = $1 AND s.retired_at IS NULL AND s.duty = 'live' AND ",
            $rest,
            " LIMIT $2"
        )
    };
}

const FLAT: &str = systems!(
    "cast(0 AS bigint), cast(0 AS bigint), cast(0 AS bigint)",
    "NOT EXISTS (SELECT 1 FROM oss_use u WHERE u.system_id = s.id AND u.reach = 'transitive') \
     ORDER BY b.components DESC, s.id"
);
const FIELDS: &str = systems!(
    "b.hashless, b.unlicensed, b.makerless",
    "b.hashless + b.unlicensed + b.makerless > 0 \
     ORDER BY b.hashless + b.unlicensed + b.makerless DESC, s.id"
);
const UNSIGNED: &str = systems!(
    "cast(0 AS bigint), cast(0 AS bigint), cast(0 AS bigint)",
    "(b.signer = '' OR EXISTS (SELECT 1 FROM oss_signer k \
         WHERE k.client_use_code = s.client_use_code AND k.public_key = b.signer \
         AND k.revoked_at IS NOT NULL)) ORDER BY b.components DESC, s.id"
);
const UNLINKED: &str = "SELECT s.id, s.name, b.components, t.unlinked, cast(0 AS bigint), \
     cast(0 AS bigint) FROM (SELECT u.system_id, count(*) AS unlinked FROM oss_system o JOIN oss_use u \
     ON u.system_id = o.id WHERE o.client_use_code = $1 AND o.retired_at IS NULL \
     AND o.duty = 'live' AND u.reach = 'unlinked' GROUP BY u.system_id) t \
     JOIN oss_system s ON s.id = t.system_id JOIN oss_bill b ON b.id = s.bill_id \
     ORDER BY t.unlinked DESC, s.id LIMIT $2";
const REFUSED: &str = "SELECT s.id, s.name, s.client_use_code, b.received_at, b.faults \
     FROM oss_bill b JOIN oss_system s ON s.id = b.system_id WHERE b.verdict = 'refused' \
     AND ($1 = '' OR s.client_use_code = $1) ORDER BY b.received_at DESC, b.id LIMIT $2";

const FIXED: &str = "SELECT f.system_id, s.name, f.advisory_id, p.name, f.versions, f.gone_at, \
     f.due_at FROM oss_finding f JOIN oss_system s ON s.id = f.system_id \
     JOIN oss_package p ON p.id = f.package_id \
     WHERE f.client_use_code = $1 AND f.gone_at > $2 AND s.duty = 'live' \
     AND (f.gone_why = 'fixed' OR f.gone_why = 'removed') ORDER BY f.gone_at DESC, f.seq LIMIT $3";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[FLAT, FIELDS, UNSIGNED, UNLINKED, REFUSED, FIXED];

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn systems(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    item: &str,
    limit: usize,
) -> Result<Vec<LackingSystem>, Fault> {
    let statement = match item {
        "I2" => FLAT,
        "I3" => FIELDS,
        "I5" => UNSIGNED,
        "D5" => UNLINKED,
        _ => return Ok(Vec::new()),
    };
    tx.all(statement, args![code, count(limit)], |row: &Row<'_>| {
        Ok(LackingSystem {
            id: row.get(0)?,
            name: row.get(1)?,
            components: row.get(2)?,
            lacking: [row.get(3)?, row.get(4)?, row.get(5)?],
        })
    })
}

pub(super) fn fixed(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    since: Micros,
    limit: usize,
) -> Result<Vec<FixedFinding>, Fault> {
    tx.all(FIXED, args![code, since, count(limit)], |row| {
        Ok(FixedFinding {
            system: row.get(0)?,
            system_name: row.get(1)?,
            advisory: row.get(2)?,
            package: row.get(3)?,
            versions: row.get(4)?,
            at: row.get(5)?,
            due_at: row.get(6)?,
        })
    })
}

pub(super) fn refused_bills(
    tx: &mut Tx<'_>,
    owner: &str,
    limit: usize,
) -> Result<Vec<RefusedBill>, Fault> {
    tx.all(REFUSED, args![owner, count(limit)], |row| {
        let faults: String = row.get(4)?;
        let faults = serde_json::from_str(&faults).map_err(|e| {
            Fault::because(FaultKind::Corrupt, "the reasons of a bill are not readable", e)
        })?;
        Ok(RefusedBill {
            system: row.get(0)?,
            name: row.get(1)?,
            institution: row.get(2)?,
            received_at: row.get(3)?,
            faults,
        })
    })
}
