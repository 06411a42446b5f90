//! SQL of lists and look-ups. Every list goes on from a key.

use super::data::spellings;
use super::grave::{Excepted, Grave, Span};
use super::lists::{AdvisoryRow, AdvisoryView, BillRow, Components, Exposed, ListKey, UseRow};
use super::model::{Duty, Grade, Reach};
use super::sql::word;
use crate::oss::{counted, part_of};
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

/// What is open in a system about the very version that it uses: findings are of a package, and may
/// be about another version of it that is in the system too. Few: those of one package in one
/// system, each asked by keys alone.
macro_rules! open_about {
    ($what:literal) => {
        concat!(
            "(SELECT ",
            $what,
            " FROM oss_finding f WHERE f.system_id = s.id AND f.package_id = v.package_id \
             AND f.gone_at IS NULL AND EXISTS (SELECT 1 FROM oss_match m \
                 WHERE m.version_id = v.id AND m.advisory_id = f.advisory_id))"
        )
    };
}

/// The same of what an approved stance puts off: the first of these stances to end.
macro_rules! excepted_about {
    ($what:literal) => {
        concat!(
            "(SELECT ",
            $what,
            " FROM oss_finding f JOIN oss_stance t ON t.system_id = f.system_id \
             AND t.package_id = f.package_id AND t.advisory_id = f.advisory_id \
             AND t.versions = f.versions AND t.standing = 'approved' \
             WHERE f.system_id = s.id AND f.package_id = v.package_id \
             AND f.gone_at IS NULL AND EXISTS (SELECT 1 FROM oss_match m \
                 WHERE m.version_id = v.id AND m.advisory_id = f.advisory_id) \
             ORDER BY t.until_at, t.id LIMIT 1)"
        )
    };
}

macro_rules! uses {
    ($rest:literal) => {
        concat!(
            "SELECT s.client_use_code, s.id, s.name, s.duty, v.package_id, v.purl, v.version, \
             u.reach, u.path, u.licence, ",
            open_about!("max(f.priority)"),
            ", ",
            open_about!(
                "min(CASE WHEN NOT EXISTS (SELECT 1 FROM oss_stance t \
                 WHERE t.system_id = f.system_id AND t.package_id = f.package_id \
                 AND t.advisory_id = f.advisory_id AND t.versions = f.versions \
                 AND t.standing = 'approved') THEN f.due_at END)"
            ),
            ", ",
            excepted_about!("t.id"),
            ", ",
            excepted_about!("t.until_at"),
            " FROM oss_use u JOIN oss_version v ON v.id = u.version_id \
             JOIN oss_system s ON s.id = u.system_id ",
            $rest
        )
    };
}

macro_rules! advisories {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.aliases, a.grade, a.priority, a.score, a.epss_ppb, a.is_kev, a.kind, \
             a.summary, a.published, a.url, \
             (SELECT count(*) FROM oss_finding f WHERE f.advisory_id = a.id \
              AND f.gone_at IS NULL AND ($1 = '' OR f.client_use_code = $1)) \
             FROM oss_advisory a ",
            $rest
        )
    };
}

const BILLS: &str = "SELECT b.id, b.sha256, b.format, b.tool, b.made_at, b.verdict, b.components, \
     b.faults, b.received_at, b.received_by, k.name, k.revoked_at, b.product_by, \
     b.product_at FROM oss_bill b \
     JOIN oss_system s ON s.id = b.system_id LEFT JOIN oss_signer k \
     ON k.client_use_code = s.client_use_code AND k.public_key = b.signer \
     WHERE b.system_id = $1 ORDER BY b.received_at DESC, b.id LIMIT $2";
const BILLS_COUNT: &str = "SELECT count(*) FROM oss_bill WHERE system_id = $1";
const COMPONENTS: &str = uses!(
    "WHERE u.system_id = $1 AND v.purl > $2 AND ($4 = '' OR lower(v.purl) LIKE $4) \
     AND ($5 = '' OR u.reach = $5) ORDER BY v.purl LIMIT $3"
);
const COMPONENTS_COUNT: &str = "SELECT count(*) FROM oss_use u \
     JOIN oss_version v ON v.id = u.version_id \
     WHERE u.system_id = $1 AND ($2 = '' OR lower(v.purl) LIKE $2) \
     AND ($3 = '' OR u.reach = $3)";
const ECOSYSTEMS: &str = "SELECT p.ecosystem, count(*) FROM oss_use u \
     JOIN oss_version v ON v.id = u.version_id JOIN oss_package p ON p.id = v.package_id \
     WHERE u.system_id = $1 GROUP BY p.ecosystem";
const CALLED: &str =
    "SELECT id, ecosystem, name FROM oss_package WHERE short = $1 ORDER BY id LIMIT $2";
const NEAR: &str = "SELECT id, ecosystem, name FROM oss_package WHERE short LIKE $1 \
     ORDER BY length(short), short, id LIMIT $2";
const USED_BY: &str = "SELECT s.id FROM oss_version v JOIN oss_use u ON u.version_id = v.id \
     JOIN oss_system s ON s.id = u.system_id WHERE v.package_id = $1 AND s.client_use_code = $2 \
     AND s.retired_at IS NULL LIMIT 1";
const VERSIONS: &str =
    "SELECT id, version FROM oss_version WHERE package_id = $1 ORDER BY id LIMIT $2";
const USERS_COUNT: &str = "SELECT count(*) FROM oss_use u JOIN oss_system s ON s.id = u.system_id \
     WHERE u.version_id = $1 AND s.retired_at IS NULL AND ($2 = '' OR s.client_use_code = $2)";
const SYSTEMS_OF: &str = "SELECT s.id FROM oss_use u JOIN oss_system s ON s.id = u.system_id \
     WHERE u.version_id = $1 AND s.retired_at IS NULL AND ($2 = '' OR s.client_use_code = $2)";
const USERS: &str = uses!(
    "WHERE u.version_id = $1 AND s.retired_at IS NULL AND u.system_id > $3 \
     AND ($2 = '' OR s.client_use_code = $2) ORDER BY u.system_id LIMIT $4"
);
const ADVISORIES: &str = advisories!(
    "WHERE a.priority <= $2 AND (a.priority < $2 OR a.id > $3) \
     AND EXISTS (SELECT 1 FROM oss_finding f WHERE f.advisory_id = a.id AND f.gone_at IS NULL \
         AND ($1 = '' OR f.client_use_code = $1)) AND ($5 = '' OR lower(a.id) LIKE $5 \
         OR lower(a.aliases) LIKE $5 OR lower(a.summary) LIKE $5) \
     ORDER BY a.priority DESC, a.id LIMIT $4"
);
const ADVISORIES_COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM oss_advisory a \
     WHERE EXISTS (SELECT 1 FROM oss_finding f WHERE f.advisory_id = a.id AND f.gone_at IS NULL \
         AND ($1 = '' OR f.client_use_code = $1)) AND ($2 = '' OR lower(a.id) LIKE $2 \
         OR lower(a.aliases) LIKE $2 OR lower(a.summary) LIKE $2) LIMIT $3) t";
/// Packages in which something is open, whose short name begins so, the shortest name first. A
/// value and not EXISTS: it is asked package by package, never of all findings first.
macro_rules! packages_called {
    ($which:literal) => {
        concat!(
            "SELECT p.id FROM oss_package p WHERE p.short LIKE $1 AND (SELECT f.seq \
             FROM oss_finding f WHERE f.package_id = p.id AND f.gone_at IS NULL",
            $which,
            " LIMIT 1) IS NOT NULL ORDER BY length(p.short), p.short, p.id LIMIT $2"
        )
    };
}

const PACKAGES_CALLED: &str = packages_called!(" ORDER BY f.client_use_code");
const OWN_PACKAGES_CALLED: &str =
    packages_called!(" AND f.client_use_code = $3 ORDER BY f.priority DESC");
const ADVISORY: &str = advisories!("WHERE a.id = $2");
const ADVISORY_CALLED: &str =
    "SELECT id FROM oss_advisory WHERE ' ' || aliases || ' ' LIKE $1 ORDER BY id LIMIT 1";
const ADVISORY_COUNTS: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN gone_why = 'fixed' OR gone_why = 'removed' THEN 1 ELSE 0 END), 0) \
     AS bigint) FROM oss_finding WHERE advisory_id = $1 AND ($2 = '' OR client_use_code = $2)";
const EXPOSURE: &str = "SELECT client_use_code, \
     cast(sum(CASE WHEN gone_at IS NULL THEN 1 ELSE 0 END) AS bigint), \
     cast(sum(CASE WHEN gone_at IS NULL THEN 0 ELSE 1 END) AS bigint), \
     min(CASE WHEN gone_at IS NULL AND (NOT EXISTS (SELECT 1 FROM oss_stance o \
             WHERE o.advisory_id = $1 AND o.standing = 'approved') \
         OR NOT EXISTS (SELECT 1 FROM oss_stance t WHERE t.system_id = oss_finding.system_id \
             AND t.package_id = oss_finding.package_id AND t.advisory_id = $1 \
             AND t.versions = oss_finding.versions AND t.standing = 'approved')) \
         THEN due_at END) FROM oss_finding WHERE advisory_id = $1 \
     AND ($2 = '' OR client_use_code = $2) \
     GROUP BY client_use_code ORDER BY 2 DESC, client_use_code LIMIT 500";
const RUNS: &str = "SELECT found_at, due_at, gone_at FROM oss_finding \
     WHERE advisory_id = $1 AND ($2 = '' OR client_use_code = $2) ORDER BY seq LIMIT $3";
const GRAVE_SYSTEMS: &str = "SELECT id FROM oss_system WHERE duty = 'live' AND grave_count > 0 \
     AND retired_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
const GRAVE: &str = "SELECT f.client_use_code, f.system_id, s.name, p.ecosystem, p.name, \
     f.versions, f.advisory_id, f.grade, f.fixed, f.due_at FROM oss_system s \
     CROSS JOIN oss_finding f JOIN oss_package p ON p.id = f.package_id \
     WHERE f.system_id = s.id AND s.duty = 'live' AND s.grave_count > 0 AND s.retired_at IS NULL \
     AND s.id > $1 AND ($2 = '' OR s.id <= $2) \
     AND f.gone_at IS NULL AND f.priority >= 4000000 AND NOT EXISTS (SELECT 1 FROM oss_stance t \
         WHERE t.system_id = f.system_id AND t.package_id = f.package_id \
         AND t.advisory_id = f.advisory_id AND t.versions = f.versions \
         AND t.standing = 'approved' AND t.until_at > $3) ORDER BY f.system_id, f.seq";
/// Stance by stance, of which there are few.
const EXCEPTED: &str = "SELECT f.system_id, p.ecosystem, p.name, f.versions, f.advisory_id, \
     max(t.until_at), max(t.id) FROM oss_stance t JOIN oss_system s ON s.id = t.system_id \
     JOIN oss_finding f ON f.system_id = t.system_id AND f.package_id = t.package_id \
     AND f.advisory_id = t.advisory_id AND f.versions = t.versions \
     JOIN oss_package p ON p.id = f.package_id WHERE t.standing = 'approved' \
     AND t.until_at > $3 AND s.duty = 'live' AND s.retired_at IS NULL AND s.id > $1 \
     AND ($2 = '' OR s.id <= $2) AND f.gone_at IS NULL AND f.priority >= 4000000 \
     GROUP BY f.system_id, p.ecosystem, p.name, f.versions, f.advisory_id ORDER BY f.system_id";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    BILLS,
    BILLS_COUNT,
    COMPONENTS,
    COMPONENTS_COUNT,
    ECOSYSTEMS,
    ADVISORIES_COUNT,
    PACKAGES_CALLED,
    OWN_PACKAGES_CALLED,
    CALLED,
    NEAR,
    USED_BY,
    VERSIONS,
    USERS_COUNT,
    SYSTEMS_OF,
    USERS,
    ADVISORIES,
    ADVISORY,
    ADVISORY_CALLED,
    ADVISORY_COUNTS,
    EXPOSURE,
    RUNS,
    GRAVE_SYSTEMS,
    GRAVE,
    EXCEPTED,
];

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn bills(tx: &mut Tx<'_>, system: Id, limit: usize) -> Result<Vec<BillRow>, Fault> {
    tx.all(BILLS, args![system.to_string(), count(limit)], |row| {
        let (verdict, faults): (String, String) = (row.get(5)?, row.get(7)?);
        let faults = serde_json::from_str(&faults).map_err(|e| {
            Fault::because(FaultKind::Corrupt, "the reasons of a bill are not readable", e)
        })?;
        Ok(BillRow {
            id: row.get(0)?,
            sha256: row.get(1)?,
            format: row.get(2)?,
            tool: row.get(3)?,
            made_at: row.get(4)?,
            is_accepted: verdict == "accepted",
            components: row.get(6)?,
            faults,
            received_at: row.get(8)?,
            received_by: row.get(9)?,
            signer: row
                .get::<Option<String>>(10)?
                .zip(Some(row.get::<Option<Micros>>(11)?.is_some())),
            product_confirmed: row
                .get::<Option<Micros>>(13)?
                .map(|at| Ok::<_, Fault>((row.get::<String>(12)?, at)))
                .transpose()?,
        })
    })
}

pub(super) fn bills_count(tx: &mut Tx<'_>, system: Id) -> Result<i64, Fault> {
    tx.one(BILLS_COUNT, args![system.to_string()], |row| row.get(0))
}

fn use_row(row: &Row<'_>) -> Result<UseRow, Fault> {
    Ok(UseRow {
        institution: row.get(0)?,
        system: row.get(1)?,
        system_name: row.get(2)?,
        duty: word(row, 3, Duty::parse)?,
        package: row.get(4)?,
        purl: row.get(5)?,
        version: row.get(6)?,
        reach: word(row, 7, Reach::parse)?,
        path: row.get(8)?,
        licence: row.get(9)?,
        worst: row.get(10)?,
        due_at: row.get(11)?,
        excepted: row.get::<Option<Id>>(12)?.zip(row.get::<Option<Micros>>(13)?),
    })
}

pub(super) fn components(
    tx: &mut Tx<'_>,
    (system, which): (Id, Components<'_>),
    after: &str,
    limit: usize,
) -> Result<Vec<UseRow>, Fault> {
    let (system, limit, name) = (system.to_string(), count(limit), part_of(which.name));
    let reach = which.reach.map_or("", Reach::as_str);
    let args = args![system, after, limit, name, reach];
    tx.all(COMPONENTS, args, use_row)
}

pub(super) fn components_count(
    tx: &mut Tx<'_>,
    (system, which): (Id, Components<'_>),
) -> Result<i64, Fault> {
    let reach = which.reach.map_or("", Reach::as_str);
    let (system, name) = (system.to_string(), part_of(which.name));
    let args = args![system, name, reach];
    tx.one(COMPONENTS_COUNT, args, |row| row.get(0))
}

pub(super) fn ecosystems(tx: &mut Tx<'_>, system: Id) -> Result<Vec<(String, i64)>, Fault> {
    tx.all(ECOSYSTEMS, args![system.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn advisories_count(tx: &mut Tx<'_>, owner: &str, name: &str) -> Result<i64, Fault> {
    tx.one(ADVISORIES_COUNT, args![owner, part_of(name), counted()], |row| row.get(0))
}

pub(super) fn packages_begun(
    tx: &mut Tx<'_>,
    name: &str,
    owner: &str,
    limit: usize,
) -> Result<Vec<i64>, Fault> {
    let begins = part_of(name);
    let Some(begins) = begins.strip_prefix('%') else { return Ok(Vec::new()) };
    let limit = count(limit);
    if owner.is_empty() {
        return tx.all(PACKAGES_CALLED, args![begins, limit], |row| row.get(0));
    }
    tx.all(OWN_PACKAGES_CALLED, args![begins, limit, owner], |row| row.get(0))
}

pub(super) fn packages_called(
    tx: &mut Tx<'_>,
    short: &str,
    limit: i64,
) -> Result<Vec<(i64, String, String)>, Fault> {
    tx.all(CALLED, args![short, limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Packages whose short name begins so, the shortest first.
pub(super) fn packages_near(
    tx: &mut Tx<'_>,
    name: &str,
    limit: usize,
) -> Result<Vec<(i64, String, String)>, Fault> {
    let begins = part_of(name);
    let Some(begins) = begins.strip_prefix('%') else { return Ok(Vec::new()) };
    tx.all(NEAR, args![begins, count(limit)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Whether a system in use of an institution has some version of a package.
pub(super) fn is_used_by(tx: &mut Tx<'_>, package: i64, owner: &str) -> Result<bool, Fault> {
    let found: Option<String> = tx.opt(USED_BY, args![package, owner], |row| row.get(0))?;
    Ok(found.is_some())
}

pub(super) fn versions_of(
    tx: &mut Tx<'_>,
    package: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>, Fault> {
    tx.all(VERSIONS, args![package, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn users_count(tx: &mut Tx<'_>, version: i64, owner: &str) -> Result<i64, Fault> {
    tx.one(USERS_COUNT, args![version, owner], |row| row.get(0))
}

pub(super) fn systems_of(tx: &mut Tx<'_>, version: i64, owner: &str) -> Result<Vec<String>, Fault> {
    tx.all(SYSTEMS_OF, args![version, owner], |row| row.get(0))
}

pub(super) fn users(
    tx: &mut Tx<'_>,
    version: i64,
    (owner, after): (&str, &str),
    limit: usize,
) -> Result<Vec<UseRow>, Fault> {
    tx.all(USERS, args![version, owner, after, count(limit)], use_row)
}

fn advisory_row(row: &Row<'_>) -> Result<AdvisoryRow, Fault> {
    let aliases: String = row.get(1)?;
    Ok(AdvisoryRow {
        id: row.get(0)?,
        aliases: aliases.split_whitespace().map(str::to_owned).collect(),
        grade: word(row, 2, Grade::parse)?,
        priority: row.get(3)?,
        score: row.get(4)?,
        epss_ppb: row.get(5)?,
        is_kev: row.get(6)?,
        kind: row.get(7)?,
        summary: row.get(8)?,
        published: row.get(9)?,
        url: row.get(10)?,
        open: row.get(11)?,
    })
}

pub(super) fn advisories(
    tx: &mut Tx<'_>,
    (owner, name): (&str, &str),
    after: &ListKey,
    limit: usize,
) -> Result<Vec<AdvisoryRow>, Fault> {
    let (limit, name) = (count(limit), part_of(name));
    let args = args![owner, after.by, after.id, limit, name];
    tx.all(ADVISORIES, args, advisory_row)
}

pub(super) fn advisory(
    tx: &mut Tx<'_>,
    id: &str,
    owner: &str,
) -> Result<Option<AdvisoryView>, Fault> {
    let mut row = None;
    for id in spellings(id) {
        row = tx.opt(ADVISORY, args![owner, id], advisory_row)?;
        if row.is_some() || id.is_empty() {
            break;
        }
        let called = format!("% {} %", id.replace(['%', '_'], ""));
        let other: Option<String> = tx.opt(ADVISORY_CALLED, args![called], |row| row.get(0))?;
        if let Some(other) = other {
            row = tx.opt(ADVISORY, args![owner, other], advisory_row)?;
            break;
        }
    }
    let Some(row) = row else { return Ok(None) };
    let counts = args![row.id, owner];
    let (all, fixed) = tx.one(ADVISORY_COUNTS, counts, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Some(AdvisoryView { row, fixed, all }))
}

pub(super) fn exposure_counts(
    tx: &mut Tx<'_>,
    id: &str,
    owner: &str,
) -> Result<Vec<Exposed>, Fault> {
    tx.all(EXPOSURE, args![id, owner], |row| {
        Ok(Exposed {
            institution: row.get(0)?,
            open: row.get(1)?,
            gone: row.get(2)?,
            due_at: row.get(3)?,
        })
    })
}

type Run = (Micros, Micros, Option<Micros>);

pub(super) fn runs(
    tx: &mut Tx<'_>,
    id: &str,
    owner: &str,
    limit: usize,
) -> Result<Vec<Run>, Fault> {
    tx.all(RUNS, args![id, owner, count(limit)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// The last of the next so many systems in which something is grave; none: there are fewer.
pub(super) fn grave_until(
    tx: &mut Tx<'_>,
    after: Option<Id>,
    systems: usize,
) -> Result<Option<Id>, Fault> {
    let (after, _) = Span { after, until: None }.texts();
    let all = tx.all(GRAVE_SYSTEMS, args![after, count(systems)], |row| row.get(0))?;
    Ok(if all.len() == systems { all.last().copied() } else { None })
}

pub(super) fn grave(tx: &mut Tx<'_>, now: Micros, span: Span) -> Result<Vec<Grave>, Fault> {
    let (after, until) = span.texts();
    tx.all(GRAVE, args![after, until, now], |row| {
        let (ecosystem, name): (String, String) = (row.get(3)?, row.get(4)?);
        let versions: String = row.get(5)?;
        Ok(Grave {
            institution: row.get(0)?,
            system: row.get(1)?,
            system_name: row.get(2)?,
            name: format!("{ecosystem} {name}"),
            package: format!("{ecosystem} {name} {versions}"),
            advisory: row.get(6)?,
            grade: word(row, 7, Grade::parse)?,
            fixed: row.get(8)?,
            due_at: row.get(9)?,
        })
    })
}

pub(super) fn excepted(tx: &mut Tx<'_>, now: Micros, span: Span) -> Result<Vec<Excepted>, Fault> {
    let (after, until) = span.texts();
    tx.all(EXCEPTED, args![after, until, now], |row| {
        let (ecosystem, name): (String, String) = (row.get(1)?, row.get(2)?);
        let versions: String = row.get(3)?;
        Ok(Excepted {
            system: row.get(0)?,
            package: format!("{ecosystem} {name} {versions}"),
            advisory: row.get(4)?,
            until: row.get(5)?,
            stance: row.get(6)?,
        })
    })
}
