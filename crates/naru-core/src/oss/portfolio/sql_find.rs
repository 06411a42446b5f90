//! SQL of findings as they are settled.

use super::decide::{Hit, Known};
use super::model::{Gone, Grade, System};
use super::sql::word;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};

const HITS: &str = "SELECT m.advisory_id, a.aliases, m.grade, m.priority, v.version, m.fixed \
     FROM oss_version v JOIN oss_use u ON u.version_id = v.id \
     JOIN oss_match m ON m.version_id = v.id JOIN oss_advisory a ON a.id = m.advisory_id \
     WHERE u.system_id = $1 AND v.package_id = $2 \
     ORDER BY m.priority DESC, m.advisory_id, v.id";
const PRESENT: &str = "SELECT v.version FROM oss_version v JOIN oss_use u ON u.version_id = v.id \
     WHERE u.system_id = $1 AND v.package_id = $2 ORDER BY v.id";
const KNOWN: &str = "SELECT advisory_id, grade, priority, versions, fixed, found_at, due_at, \
     gone_at, gone_why FROM oss_finding WHERE system_id = $1 AND package_id = $2 \
     ORDER BY advisory_id";
const LAST: &str = "SELECT seq FROM oss_finding ORDER BY seq DESC LIMIT 1";
const ADD: &str = "INSERT INTO oss_finding (system_id, package_id, advisory_id, client_use_code, \
     seq, versions, fixed, grade, priority, found_at, due_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const OPEN: &str = "UPDATE oss_finding SET versions = $4, fixed = $5, grade = $6, priority = $7, \
     found_at = $8, due_at = $9, gone_at = NULL, gone_why = NULL \
     WHERE system_id = $1 AND package_id = $2 AND advisory_id = $3";
const CLOSE: &str = "UPDATE oss_finding SET gone_at = $4, gone_why = $5 \
     WHERE system_id = $1 AND package_id = $2 AND advisory_id = $3 AND gone_at IS NULL";
const TO_SETTLE: &str = "SELECT v.package_id FROM oss_use u \
     JOIN oss_match m ON m.version_id = u.version_id JOIN oss_version v ON v.id = u.version_id \
     WHERE u.system_id = $1 \
     UNION SELECT package_id FROM oss_finding WHERE system_id = $1 AND gone_at IS NULL \
     ORDER BY 1";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[HITS, PRESENT, KNOWN, LAST, ADD, OPEN, CLOSE, TO_SETTLE];

/// What the bill and the data say of a package in a system: one for each matter.
pub(super) fn hits(tx: &mut Tx<'_>, system: &System, package: i64) -> Result<Vec<Hit>, Fault> {
    let rows = tx.all(HITS, args![system.id.to_string(), package], |row| {
        let aliases: String = row.get(1)?;
        Ok(Hit {
            advisory: row.get(0)?,
            aliases: aliases.split_whitespace().map(str::to_owned).collect(),
            grade: word(row, 2, Grade::parse)?,
            priority: system.duty.priority_of(row.get(3)?),
            versions: row.get(4)?,
            fixed: row.get(5)?,
        })
    })?;
    let mut all: Vec<Hit> = Vec::new();
    for row in rows {
        match all.iter_mut().find(|it| it.advisory == row.advisory) {
            // Rows of one matter are ordered by priority: the first says how grave it is.
            Some(hit) => hit.versions = format!("{}, {}", hit.versions, row.versions),
            None => all.push(row),
        }
    }
    Ok(all)
}

/// The versions of a package that a system has.
pub(super) fn present(tx: &mut Tx<'_>, system: Id, package: i64) -> Result<Vec<String>, Fault> {
    tx.all(PRESENT, args![system.to_string(), package], |row| row.get(0))
}

pub(super) fn known(tx: &mut Tx<'_>, system: Id, package: i64) -> Result<Vec<Known>, Fault> {
    tx.all(KNOWN, args![system.to_string(), package], known_row)
}

/// A finding from the columns of [`KNOWN`].
pub(super) fn known_row(row: &Row<'_>) -> Result<Known, Fault> {
    let gone_at: Option<Micros> = row.get(7)?;
    let gone = match gone_at {
        Some(at) => Some((at, word(row, 8, Gone::parse)?)),
        None => None,
    };
    Ok(Known {
        advisory: row.get(0)?,
        grade: word(row, 1, Grade::parse)?,
        priority: row.get(2)?,
        versions: row.get(3)?,
        fixed: row.get(4)?,
        found_at: row.get(5)?,
        due_at: row.get(6)?,
        gone,
    })
}

/// Counts new findings, of one transaction.
#[derive(Default)]
pub(super) struct Counter(Option<i64>);

impl Counter {
    fn next(&mut self, tx: &mut Tx<'_>) -> Result<i64, Fault> {
        let last = match self.0 {
            Some(last) => last,
            None => tx.opt(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0),
        };
        self.0 = Some(last + 1);
        Ok(last + 1)
    }
}

pub(super) fn add(
    tx: &mut Tx<'_>,
    counter: &mut Counter,
    (system, institution): (Id, &ClientUseCode),
    package: i64,
    it: &Known,
) -> Result<(), Fault> {
    let seq = counter.next(tx)?;
    let (id, grade) = (system.to_string(), it.grade.as_str());
    let args = args![
        id,
        package,
        it.advisory,
        institution,
        seq,
        it.versions,
        it.fixed,
        grade,
        it.priority,
        it.found_at,
        it.due_at
    ];
    tx.exec(ADD, args).map(drop)
}

pub(super) fn open(tx: &mut Tx<'_>, system: Id, package: i64, it: &Known) -> Result<(), Fault> {
    let (system, grade) = (system.to_string(), it.grade.as_str());
    let args = args![
        system,
        package,
        it.advisory,
        it.versions,
        it.fixed,
        grade,
        it.priority,
        it.found_at,
        it.due_at
    ];
    tx.exec(OPEN, args).map(drop)
}

pub(super) fn close(
    tx: &mut Tx<'_>,
    system: Id,
    package: i64,
    advisory: &str,
    (now, why): (Micros, Gone),
) -> Result<(), Fault> {
    tx.exec(CLOSE, args![system.to_string(), package, advisory, now, why.as_str()]).map(drop)
}

/// The packages of a system whose findings may have changed with its bill.
pub(super) fn to_settle(tx: &mut Tx<'_>, system: Id) -> Result<Vec<i64>, Fault> {
    tx.all(TO_SETTLE, args![system.to_string()], |row| row.get(0))
}
