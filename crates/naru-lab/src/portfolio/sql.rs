//! SQL of a portfolio that is drawn by the database.

use super::Size;
use naru_base::Fault;
use naru_core::schema::PORTFOLIO;
use naru_store::{Tx, args};

// An id is 26 digits.
const SYSTEMS: &str = "INSERT INTO oss_system (id, client_use_code, name, duty, declared_at, \
     declared_by, components, open_count, grave_count, worst) \
     SELECT '00000000000000' || cast(100000000000 + i AS text), \
     'M2026' || CASE WHEN i % 250 = 249 THEN '00009' \
         ELSE '0000' || cast(i % 8 + 1 AS text) END, \
     'system ' || cast(1000000 + i * 7919 % 1000000 AS text) || '-' || cast(i AS text), \
     CASE WHEN i % 20 = 9 THEN 'live' ELSE 'internal' END, cast($2 AS bigint), 'lab', 0, 0, 0, 0 FROM \
     (WITH RECURSIVE n(i) AS (SELECT cast(0 AS bigint) UNION ALL SELECT i + 1 FROM n \
         WHERE i + 1 < $1) SELECT i FROM n) n";
const PACKAGES: &str = "INSERT INTO oss_package (id, ecosystem, name, short) \
     SELECT i + 1, 'npm', 'package-' || cast(1000000 + i * 104729 % 1000000 AS text), \
     'package-' || cast(1000000 + i * 104729 % 1000000 AS text) FROM \
     (WITH RECURSIVE n(i) AS (SELECT cast(0 AS bigint) UNION ALL SELECT i + 1 FROM n \
         WHERE i + 1 < $1) SELECT i FROM n) n";
const ADVISORIES: &str = "INSERT INTO oss_advisory (id, aliases, kind, grade, priority, score, \
     is_kev, summary, published, url, seen_at) \
     SELECT 'DRAWN-' || cast(1000000 + i AS text), 'CVE-2999-' || cast(1000000 + i AS text), \
     'vulnerability', CASE WHEN i % 200 = 0 THEN 'critical' WHEN i % 4 = 0 THEN 'high' \
         ELSE 'medium' END, \
     CASE WHEN i % 200 = 0 THEN 4098000 WHEN i % 4 = 0 THEN 3075000 ELSE 2053000 END, 53, 0, \
     'A drawn matter', '2026-11-01', '', cast($2 AS bigint) FROM \
     (WITH RECURSIVE n(i) AS (SELECT cast(0 AS bigint) UNION ALL SELECT i + 1 FROM n \
         WHERE i + 1 < $1) SELECT i FROM n) n";
/// Findings $1 to $2 of a portfolio of which each system has $3, found within ninety days before
/// $4: in the order of systems, in which their key grows at one end. A package has one matter, so
/// a system has it once.
const FINDINGS: &str = "INSERT INTO oss_finding (system_id, package_id, advisory_id, \
     client_use_code, seq, versions, fixed, grade, priority, found_at, due_at) \
     SELECT '00000000000000' || cast(100000000000 + i / $3 AS text), i % $3 + 1, \
     'DRAWN-' || cast(1000000 + i % $3 AS text), \
     'M2026' || CASE WHEN i / $3 % 250 = 249 THEN '00009' \
         ELSE '0000' || cast(i / $3 % 8 + 1 AS text) END, \
     i + 1, '1.2.3', '1.2.4', \
     CASE WHEN i % $3 % 200 = 0 THEN 'critical' WHEN i % $3 % 4 = 0 THEN 'high' \
         ELSE 'medium' END, \
     CASE WHEN i % $3 % 200 = 0 THEN 4098000 WHEN i % $3 % 4 = 0 THEN 3075000 ELSE 2053000 END \
         + i * 31 % 100 + CASE WHEN i / $3 % 20 = 9 THEN 500000 ELSE 0 END, \
     $4 - i * 104729 % 7776000 * 1000000, \
     $4 - i * 104729 % 7776000 * 1000000 + 2592000000000 + i % 60 * 86400000000 FROM \
     (WITH RECURSIVE n(i) AS (SELECT cast($1 AS bigint) UNION ALL SELECT i + 1 FROM n \
         WHERE i + 1 < $2) SELECT i FROM n) n";
const COUNTS: &str = "UPDATE oss_system SET open_count = cast($1 AS bigint), \
     grave_count = (cast($1 AS bigint) + 199) / 200, \
     worst = CASE WHEN duty = 'live' THEN 4598000 ELSE 4098000 END";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[SYSTEMS, PACKAGES, ADVISORIES, FINDINGS, COUNTS];

/// The systems, and the packages and advisories that their findings will be about.
pub fn fill_systems(tx: &mut Tx<'_>, size: &Size) -> Result<(), Fault> {
    let kinds = size.findings / size.systems.max(1) + 1;
    tx.exec(SYSTEMS, args![size.systems, size.now])?;
    tx.exec(PACKAGES, args![kinds])?;
    tx.exec(ADVISORIES, args![kinds, size.now])?;
    tx.exec(COUNTS, args![size.findings / size.systems.max(1)])?;
    Ok(())
}

/// Findings `from` up to `to`, which is not among them.
pub fn fill_findings(tx: &mut Tx<'_>, size: &Size, from: i64, to: i64) -> Result<(), Fault> {
    let each = size.findings / size.systems.max(1);
    let each = each + i64::from(each * size.systems < size.findings);
    tx.exec(FINDINGS, args![from, to, each.max(1), size.now]).map(drop)
}

macro_rules! drops {
    ($($name:literal),* $(,)?) => {
        &[$(($name, concat!("DROP INDEX ", $name))),*]
    };
}

/// Indexes of findings that are made after the rows: sorted at once, in a tenth of the time.
const DROPS: &[(&str, &str)] = drops![
    "oss_finding_owner",
    "oss_finding_owner_due",
    "oss_finding_owner_found",
    "oss_finding_grave",
    "oss_finding_grave_package",
    "oss_finding_grave_matter",
    "oss_finding_package",
    "oss_finding_matter",
    "oss_finding_advisory",
    "oss_finding_gone",
    "oss_finding_owner_grave_due",
    "oss_finding_owner_grave_found",
];

/// How the schema makes the indexes of findings that are left in the end: names and statements.
pub fn indexes() -> Vec<(&'static str, &'static str)> {
    let mut made: Vec<(&'static str, &'static str)> = Vec::new();
    for statement in PORTFOLIO.iter().flat_map(|it| it.sql.split(';')) {
        let from = |what: &str| statement.find(what).map(|at| &statement[at..]);
        let name = |it: &'static str| it.split_whitespace().nth(2);
        if let Some((name, sql)) =
            from("CREATE INDEX oss_finding").and_then(|it| Some((name(it)?, it)))
        {
            made.push((name, sql));
        } else if let Some(gone) = from("DROP INDEX oss_finding").and_then(name) {
            made.retain(|(name, _)| *name != gone);
        }
    }
    made
}

/// Takes the indexes of findings away, to be made by [`make_index`] when the rows are there.
pub fn drop_indexes(tx: &mut Tx<'_>) -> Result<(), Fault> {
    DROPS.iter().try_for_each(|(_, sql)| tx.exec(sql, &[]).map(drop))
}

/// Makes one of [`indexes`].
pub fn make_index(tx: &mut Tx<'_>, sql: &'static str) -> Result<(), Fault> {
    tx.exec(sql, &[]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_of_findings_is_taken_away_and_made_again() {
        let made: Vec<&str> = indexes().into_iter().map(|it| it.0).collect();
        let dropped: Vec<&str> = DROPS.iter().map(|it| it.0).collect();
        assert_eq!(made, dropped);
    }
}
