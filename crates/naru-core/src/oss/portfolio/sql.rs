//! SQL of systems, bills, packages, versions, uses, and what affects them.

use super::bill::{FaultText, Part};
use super::data::{Judged, Matter};
use super::model::{Duty, System};
use super::remark::{Before, OTHER_PRODUCT};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

const SYSTEM_ADD: &str = "INSERT INTO oss_system (id, client_use_code, name, duty, declared_at, \
     declared_by, components, open_count, grave_count, worst) \
     VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0) ON CONFLICT DO NOTHING";
const SYSTEM_FIND: &str = "SELECT id, client_use_code, name, duty, declared_at, retired_at \
     FROM oss_system WHERE id = $1";
const SYSTEM_COUNT: &str =
    "SELECT count(*) FROM oss_system WHERE client_use_code = $1 AND retired_at IS NULL";
const SYSTEM_RETIRE: &str =
    "UPDATE oss_system SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL";
const SYSTEM_BILL: &str =
    "UPDATE oss_system SET bill_id = $2, billed_at = $3, components = $4 WHERE id = $1";
/// What is next is next of what no stance in force puts off; few systems have any.
const SYSTEM_COUNTS: &str = "UPDATE oss_system SET \
     (open_count, grave_count, worst, next_due_at) = (SELECT count(*), \
         cast(coalesce(sum(CASE WHEN f.grade IN ('critical', 'exploited') THEN 1 ELSE 0 END), 0) \
             AS bigint), coalesce(max(f.priority), 0), CASE WHEN EXISTS (SELECT 1 \
             FROM oss_stance t WHERE t.system_id = $1 AND t.standing = 'approved') \
         THEN (SELECT min(g.due_at) FROM oss_finding g WHERE g.system_id = $1 \
             AND g.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM oss_stance t \
                 WHERE t.system_id = g.system_id AND t.package_id = g.package_id \
                 AND t.advisory_id = g.advisory_id AND t.versions = g.versions \
                 AND t.standing = 'approved')) \
         ELSE min(f.due_at) END FROM oss_finding f \
         WHERE f.system_id = oss_system.id AND f.gone_at IS NULL) \
     WHERE id = $1";
const BILL_ADD: &str = "INSERT INTO oss_bill (id, system_id, sha256, size_bytes, format, tool, \
     made_at, verdict, components, faults, received_at, received_by, signer, hashless, unlicensed, \
     makerless, signed, product, product_version, product_purl) VALUES \
     ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
const BILL_IN_FORCE: &str = "SELECT b.made_at, b.product, b.faults, b.product_by, b.id \
     FROM oss_system s JOIN oss_bill b ON b.id = s.bill_id WHERE s.id = $1";
const PRODUCT_CONFIRMED: &str =
    "UPDATE oss_bill SET product_by = $2, product_at = $3 WHERE id = $1 AND product_by = ''";
const BILLS_TAKEN: &str = "SELECT product, faults, product_by FROM oss_bill \
     WHERE system_id = $1 AND verdict = 'accepted' ORDER BY received_at DESC, id DESC LIMIT 200";
const PACKAGE_FIND: &str = "SELECT id FROM oss_package WHERE ecosystem = $1 AND name = $2";
const PACKAGE_LAST: &str = "SELECT id FROM oss_package ORDER BY id DESC LIMIT 1";
const PACKAGE_ADD: &str =
    "INSERT INTO oss_package (id, ecosystem, name, short) VALUES ($1, $2, $3, $4)";
const VERSION_FIND: &str = "SELECT id, package_id FROM oss_version WHERE purl = $1";
const VERSION_LAST: &str = "SELECT id FROM oss_version ORDER BY id DESC LIMIT 1";
const VERSION_ADD: &str = "INSERT INTO oss_version (id, package_id, purl, version, seen) \
     VALUES ($1, $2, $3, $4, $5)";
const USES_DROP: &str = "DELETE FROM oss_use WHERE system_id = $1";
const USE_ADD: &str = "INSERT INTO oss_use (system_id, version_id, reach, path, licence) \
     VALUES ($1, $2, $3, $4, $5)";
const LICENCES_DROP: &str = "DELETE FROM oss_use_licence WHERE system_id = $1";
const LICENCE_ADD: &str = "INSERT INTO oss_use_licence (system_id, licence, components, example) \
     VALUES ($1, $2, $3, $4)";
const ADVISORY_PUT: &str = "INSERT INTO oss_advisory (id, aliases, kind, grade, priority, score, \
     epss_ppb, is_kev, summary, published, url, seen_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (id) DO UPDATE SET aliases = excluded.aliases, kind = excluded.kind, \
     grade = excluded.grade, priority = excluded.priority, score = excluded.score, \
     epss_ppb = excluded.epss_ppb, is_kev = excluded.is_kev, summary = excluded.summary, \
     published = excluded.published, url = excluded.url";
const MATCH_ADD: &str = "INSERT INTO oss_match \
     (version_id, advisory_id, grade, priority, fixed) VALUES ($1, $2, $3, $4, $5)";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    SYSTEM_ADD,
    SYSTEM_FIND,
    SYSTEM_COUNT,
    SYSTEM_RETIRE,
    SYSTEM_BILL,
    SYSTEM_COUNTS,
    BILL_ADD,
    BILL_IN_FORCE,
    PRODUCT_CONFIRMED,
    BILLS_TAKEN,
    PACKAGE_FIND,
    PACKAGE_LAST,
    PACKAGE_ADD,
    VERSION_FIND,
    VERSION_LAST,
    VERSION_ADD,
    USES_DROP,
    USE_ADD,
    LICENCES_DROP,
    LICENCE_ADD,
    ADVISORY_PUT,
    MATCH_ADD,
];

/// Reads a word of the store.
pub(super) fn word<T>(
    row: &Row<'_>,
    i: usize,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, format!("the portfolio holds an unknown word `{text}`"))
    })
}

fn system(row: &Row<'_>) -> Result<System, Fault> {
    Ok(System {
        id: row.get(0)?,
        institution: row.get(1)?,
        name: row.get(2)?,
        duty: word(row, 3, Duty::parse)?,
        declared_at: row.get(4)?,
        retired_at: row.get(5)?,
    })
}

/// `false` if the institution has one of that name.
pub(super) fn add_system(tx: &mut Tx<'_>, it: &System, by: &str) -> Result<bool, Fault> {
    let (id, duty) = (it.id.to_string(), it.duty.as_str());
    let args = args![id, it.institution, it.name, duty, it.declared_at, by];
    Ok(tx.exec(SYSTEM_ADD, args)? == 1)
}

pub(super) fn find_system(tx: &mut Tx<'_>, id: Id) -> Result<Option<System>, Fault> {
    tx.opt(SYSTEM_FIND, args![id.to_string()], system)
}

pub(super) fn systems_of(tx: &mut Tx<'_>, institution: &ClientUseCode) -> Result<i64, Fault> {
    tx.one(SYSTEM_COUNT, args![institution], |row| row.get(0))
}

pub(super) fn retire_system(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<bool, Fault> {
    Ok(tx.exec(SYSTEM_RETIRE, args![id.to_string(), now])? == 1)
}

pub(super) fn set_bill(
    tx: &mut Tx<'_>,
    system: Id,
    bill: Id,
    now: Micros,
    components: i64,
) -> Result<(), Fault> {
    let (system, bill) = (system.to_string(), bill.to_string());
    let args = args![system, bill, now, components];
    tx.exec(SYSTEM_BILL, args).map(drop)
}

/// Counts the findings of a system anew.
pub(super) fn count_findings(tx: &mut Tx<'_>, system: Id) -> Result<(), Fault> {
    tx.exec(SYSTEM_COUNTS, args![system.to_string()]).map(drop)
}

/// A bill as it is recorded.
pub(super) struct BillRecord<'b> {
    pub(super) id: Id,
    pub(super) system: Id,
    pub(super) bill: &'b super::Bill,
    pub(super) verdict: &'static str,
    pub(super) faults: String,
    pub(super) at: Micros,
    pub(super) by: &'b str,
    pub(super) signer: String,
}

pub(super) fn add_bill(tx: &mut Tx<'_>, it: &BillRecord<'_>) -> Result<(), Fault> {
    let bill = it.bill;
    let components = i64::try_from(bill.count).unwrap_or(i64::MAX);
    let (id, system) = (it.id.to_string(), it.system.to_string());
    let is_signed = !bill.lacks.is_unsigned || !it.signer.is_empty();
    let args = args![
        id,
        system,
        bill.sha256,
        bill.size_bytes,
        bill.format,
        bill.tool,
        bill.made_at,
        it.verdict,
        components,
        it.faults,
        it.at,
        it.by,
        it.signer,
        bill.lacks.hashless,
        bill.lacks.unlicensed,
        bill.lacks.makerless,
        is_signed,
        bill.product,
        bill.product_version,
        bill.product_purl
    ];
    tx.exec(BILL_ADD, args).map(drop)
}

/// What is known of the bill that is in force for a system; none: there is none.
pub(super) fn bill_in_force(tx: &mut Tx<'_>, system: Id) -> Result<Option<Before>, Fault> {
    let row = |row: &Row<'_>| Ok((row.get::<String>(0)?, row.get::<String>(1)?));
    let Some((made_at, product)) = tx.opt(BILL_IN_FORCE, args![system.to_string()], row)? else {
        return Ok(None);
    };
    let taken = tx.all(BILLS_TAKEN, args![system.to_string()], |row| {
        let is_doubted = row.get::<String>(1)?.contains(&format!("\"{OTHER_PRODUCT}\""));
        Ok((row.get::<String>(0)?, !is_doubted || !row.get::<String>(2)?.is_empty()))
    })?;
    let sure = taken.into_iter().find(|(product, is_sure)| !product.is_empty() && *is_sure);
    Ok(Some(Before { made_at, product: sure.map_or(product, |it| it.0) }))
}

/// The bill in force that is about another product than those before, if nobody confirmed the new
/// name yet: the bill, and the name.
pub(super) fn renamed(tx: &mut Tx<'_>, system: Id) -> Result<Option<(Id, String)>, Fault> {
    let found = tx.opt(BILL_IN_FORCE, args![system.to_string()], |row| {
        let is_doubted = row.get::<String>(2)?.contains(&format!("\"{OTHER_PRODUCT}\""));
        let is_open = is_doubted && row.get::<String>(3)?.is_empty();
        Ok((is_open, (row.get::<Id>(4)?, row.get::<String>(1)?)))
    })?;
    Ok(found.filter(|it| it.0).map(|it| it.1))
}

pub(super) fn confirm_product(
    tx: &mut Tx<'_>,
    bill: Id,
    (by, now): (&str, Micros),
) -> Result<(), Fault> {
    tx.exec(PRODUCT_CONFIRMED, args![bill.to_string(), by, now]).map(drop)
}

/// What was remarked on the bill that is in force for a system.
pub(super) fn remarked_in_force(tx: &mut Tx<'_>, system: Id) -> Result<Vec<FaultText>, Fault> {
    let found = tx.opt(BILL_IN_FORCE, args![system.to_string()], |row| {
        let all = serde_json::from_str(&row.get::<String>(2)?).map_err(|e| {
            Fault::because(FaultKind::Corrupt, "the remarks on a bill are not readable", e)
        })?;
        Ok((all, !row.get::<String>(3)?.is_empty()))
    })?;
    let Some((mut all, is_confirmed)): Option<(Vec<FaultText>, bool)> = found else {
        return Ok(Vec::new());
    };
    all.retain(|it| !is_confirmed || it.code != OTHER_PRODUCT);
    Ok(all)
}

/// Version and package of a package URL that is known already.
pub(super) fn find_version(tx: &mut Tx<'_>, purl: &str) -> Result<Option<(i64, i64)>, Fault> {
    tx.opt(VERSION_FIND, args![purl], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A version that was not known, with what is said of it.
pub(super) fn add_version(
    tx: &mut Tx<'_>,
    part: &Part,
    judged: &Judged,
    now: Micros,
) -> Result<(i64, i64), Fault> {
    let found = tx.opt(PACKAGE_FIND, args![part.ecosystem, part.name], |row| row.get(0))?;
    let package = match found {
        Some(id) => id,
        None => {
            let id = 1 + tx.opt(PACKAGE_LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0);
            tx.exec(PACKAGE_ADD, args![id, part.ecosystem, part.name, part.short()])?;
            id
        }
    };
    let id: i64 = 1 + tx.opt(VERSION_LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0);
    tx.exec(VERSION_ADD, args![id, package, part.purl, part.version, judged.seen])?;
    add_matches(tx, id, &judged.matters, now)?;
    Ok((id, package))
}

fn add_matches(
    tx: &mut Tx<'_>,
    version: i64,
    matters: &[Matter],
    now: Micros,
) -> Result<(), Fault> {
    for it in matters {
        put_advisory(tx, it, now)?;
        let grade = it.grade.as_str();
        tx.exec(MATCH_ADD, args![version, it.id, grade, it.priority, it.fixed.join(", ")])?;
    }
    Ok(())
}

/// What is said of a matter, whatever it affects.
pub(super) fn put_advisory(tx: &mut Tx<'_>, it: &Matter, now: Micros) -> Result<(), Fault> {
    let (kind, grade) = (it.kind.word(), it.grade.as_str());
    let score = it.score.map(i64::from);
    let aliases = it.aliases.join(" ");
    let args = args![
        it.id,
        aliases,
        kind,
        grade,
        it.priority,
        score,
        it.epss_ppb,
        it.is_kev,
        it.summary,
        it.published,
        it.url,
        now
    ];
    tx.exec(ADVISORY_PUT, args).map(drop)
}

pub(super) fn drop_uses(tx: &mut Tx<'_>, system: Id) -> Result<(), Fault> {
    tx.exec(USES_DROP, args![system.to_string()]).map(drop)
}

pub(super) fn add_use(tx: &mut Tx<'_>, system: Id, version: i64, part: &Part) -> Result<(), Fault> {
    let (system, reach) = (system.to_string(), part.reach.as_str());
    tx.exec(USE_ADD, args![system, version, reach, part.path, part.licence]).map(drop)
}

/// Counts the parts of a bill by licence, with the first package URL of each.
pub(super) fn count_licences(tx: &mut Tx<'_>, system: Id, parts: &[Part]) -> Result<(), Fault> {
    let system = system.to_string();
    tx.exec(LICENCES_DROP, args![system])?;
    let mut all: BTreeMap<&str, (i64, &str)> = BTreeMap::new();
    for it in parts {
        let entry = all.entry(it.licence.as_str()).or_insert((0, it.purl.as_str()));
        *entry = (entry.0 + 1, entry.1.min(it.purl.as_str()));
    }
    for (licence, (count, example)) in all {
        tx.exec(LICENCE_ADD, args![system, licence, count, example])?;
    }
    Ok(())
}
