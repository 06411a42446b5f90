//! SQL of lists of findings. A page is found by its keys alone, in an index of its order; only then
//! is what it shows of them looked up. So a page costs what it shows, however many there are.
//!
//! Those of an institution and everybody's by number are in `sql_found_merged`, those by the names
//! of groups in `sql_found_groups`.

use super::lists::{ExposedKey, ExposedPart, FindingKey, FindingRow, FindingSort, Found};
use super::model::{Duty, Gone, Grade};
use super::sql::word;
use super::{sql_found_groups, sql_found_merged};
use crate::oss::counted;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};

/// What is shown of the findings whose counts `$keys` gives.
macro_rules! shown {
    ($keys:expr, $order:literal) => {
        concat!(
            "SELECT f.seq, f.client_use_code, f.system_id, s.name, s.duty, f.package_id, \
             p.ecosystem, p.name, f.versions, f.fixed, f.advisory_id, a.summary, f.grade, \
             f.priority, f.found_at, f.due_at, f.gone_at, f.gone_why FROM (",
            $keys,
            ") t JOIN oss_finding f ON f.seq = t.seq \
             JOIN oss_system s ON s.id = f.system_id JOIN oss_package p ON p.id = f.package_id \
             LEFT JOIN oss_advisory a ON a.id = f.advisory_id ORDER BY ",
            $order
        )
    };
}

pub(super) use shown;

/// Open ones of some kind, from a key on: $1 the least priority, $2 and $3 the key, $4 how many.
macro_rules! by_priority {
    ($which:literal) => {
        shown!(
            concat!(
                "SELECT k.seq FROM oss_finding k WHERE k.gone_at IS NULL AND k.priority >= $1 \
                 AND k.priority <= $2 AND (k.priority < $2 OR k.seq > $3)",
                $which,
                " ORDER BY k.priority DESC, k.seq LIMIT $4"
            ),
            "f.priority DESC, f.seq"
        )
    };
}

macro_rules! by_due {
    ($which:literal) => {
        shown!(
            concat!(
                "SELECT k.seq FROM oss_finding k WHERE k.gone_at IS NULL AND k.priority >= $1 \
                 AND k.due_at >= $2 AND (k.due_at > $2 OR k.seq > $3)",
                $which,
                " ORDER BY k.due_at, k.seq LIMIT $4"
            ),
            "f.due_at, f.seq"
        )
    };
}

macro_rules! by_found {
    ($which:literal) => {
        shown!(
            concat!(
                "SELECT k.seq FROM oss_finding k WHERE k.gone_at IS NULL AND k.priority >= $1 \
                 AND k.found_at <= $2 AND (k.found_at < $2 OR k.seq > $3)",
                $which,
                " ORDER BY k.found_at DESC, k.seq LIMIT $4"
            ),
            "f.found_at DESC, f.seq"
        )
    };
}

macro_rules! in_three_orders {
    ($which:literal) => {
        [by_priority!($which), by_due!($which), by_found!($which)]
    };
}

const OF_SYSTEM: [&str; 3] =
    in_three_orders!(" AND k.system_id = $5 AND ($6 = '' OR k.client_use_code = $6)");
const OF_PACKAGE: [&str; 3] = in_three_orders!(
    " AND k.package_id = $5 AND (cast($6 AS bigint) = 0 OR (k.priority >= 4000000 \
     AND k.priority % 1000000 >= 500000))"
);
const OWN_OF_PACKAGE: [&str; 3] = in_three_orders!(
    " AND k.package_id = $5 AND k.client_use_code = $7 AND (cast($6 AS bigint) = 0 \
     OR (k.priority >= 4000000 AND k.priority % 1000000 >= 500000))"
);
const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM oss_finding k WHERE k.package_id = $1 \
     AND k.gone_at IS NULL AND ($2 = '' OR k.client_use_code = $2) AND k.priority >= $3 \
     AND (cast($4 AS bigint) = 0 OR (k.priority >= 4000000 \
     AND k.priority % 1000000 >= 500000)) LIMIT $5) t";
const ONE: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.system_id = $1 AND k.package_id = $2 \
     AND k.advisory_id = $3",
    "f.seq"
);
/// $6: 1 of systems that serve users, 0 of others, which the priority tells.
const EXPOSED_OPEN: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.advisory_id = $1 \
     AND ($2 = '' OR k.client_use_code = $2) AND k.gone_at IS NULL AND k.due_at >= $3 \
     AND (k.due_at > $3 OR k.seq > $4) AND k.priority / 500000 % 2 = $6 \
     ORDER BY k.due_at, k.seq LIMIT $5",
    "f.due_at, f.seq"
);
const EXPOSED_BEARING: &str = "SELECT count(*) FROM oss_finding f WHERE f.advisory_id = $1 \
     AND ($2 = '' OR f.client_use_code = $2) AND f.gone_at IS NULL AND f.priority >= 4000000 \
     AND f.priority / 500000 % 2 = 1 AND NOT EXISTS (SELECT 1 FROM oss_stance t \
         WHERE t.system_id = f.system_id AND t.package_id = f.package_id \
         AND t.advisory_id = f.advisory_id AND t.versions = f.versions \
         AND t.standing = 'approved' AND t.until_at > $3)";
const EXPOSED_GONE: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.advisory_id = $1 \
     AND ($2 = '' OR k.client_use_code = $2) AND k.gone_at IS NOT NULL AND k.due_at >= $3 \
     AND (k.due_at > $3 OR k.seq > $4) ORDER BY k.due_at, k.seq LIMIT $5",
    "f.due_at, f.seq"
);

/// An institution's own of an advisory that are open, the first due first: $5 the least priority,
/// $6 whether only what a standing hangs on is meant.
macro_rules! own_of_advisory {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM oss_finding k WHERE k.advisory_id = $1 AND k.client_use_code = $2 \
             AND k.gone_at IS NULL AND k.due_at >= $3 AND (k.due_at > $3 OR k.seq > $4) \
             AND k.priority >= $5 AND (cast($6 AS bigint) = 0 OR k.priority / 500000 % 2 = 1)",
            $after
        )
    };
}

const OWN_OF_ADVISORY: &str = shown!(
    own_of_advisory!("SELECT k.seq", " ORDER BY k.due_at, k.seq LIMIT $7"),
    "f.due_at, f.seq"
);
const OWN_OF_ADVISORY_COUNT: &str =
    own_of_advisory!("SELECT count(*) FROM (SELECT 1", " LIMIT $7) t");
/// From the few live systems to their findings: an institution has many more elsewhere.
const UNMAINTAINED: &str = shown!(
    "SELECT k.seq FROM oss_system o CROSS JOIN oss_finding k JOIN oss_advisory m \
     ON m.id = k.advisory_id WHERE k.system_id = o.id AND o.client_use_code = $1 \
     AND o.duty = 'live' AND o.retired_at IS NULL AND k.gone_at IS NULL \
     AND m.kind = 'unmaintained' ORDER BY k.due_at, k.seq LIMIT $2",
    "f.due_at, f.seq"
);

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    OWN_OF_ADVISORY,
    OWN_OF_ADVISORY_COUNT,
    UNMAINTAINED,
    OF_SYSTEM[0],
    OF_SYSTEM[1],
    OF_SYSTEM[2],
    OF_PACKAGE[0],
    OF_PACKAGE[1],
    OF_PACKAGE[2],
    OWN_OF_PACKAGE[0],
    OWN_OF_PACKAGE[1],
    OWN_OF_PACKAGE[2],
    COUNT,
    ONE,
    EXPOSED_OPEN,
    EXPOSED_BEARING,
    EXPOSED_GONE,
];

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(super) fn finding_row(row: &Row<'_>) -> Result<FindingRow, Fault> {
    let gone_at: Option<Micros> = row.get(16)?;
    let gone = match gone_at {
        Some(at) => Some((at, word(row, 17, Gone::parse)?)),
        None => None,
    };
    Ok(FindingRow {
        seq: row.get(0)?,
        institution: row.get(1)?,
        system: row.get(2)?,
        system_name: row.get(3)?,
        duty: word(row, 4, Duty::parse)?,
        package: row.get(5)?,
        ecosystem: row.get(6)?,
        name: row.get(7)?,
        versions: row.get(8)?,
        fixed: row.get(9)?,
        advisory: row.get(10)?,
        summary: row.get::<Option<String>>(11)?.unwrap_or_default(),
        grade: word(row, 12, Grade::parse)?,
        priority: row.get(13)?,
        found_at: row.get(14)?,
        due_at: row.get(15)?,
        gone,
    })
}

/// The lowest priority of a grade.
pub(super) const fn lowest(grade: Grade) -> i64 {
    grade as i64 * 1_000_000
}

/// The lowest priority that is asked for.
pub(super) fn least_of(which: &Found) -> i64 {
    let grave = which.is_bearing.then_some(Grade::Critical);
    which.grade_min.max(grave).map_or(i64::MIN, lowest)
}

/// Open ones of a package, up to one more than are counted.
pub(super) fn count_of(tx: &mut Tx<'_>, package: i64, which: &Found) -> Result<i64, Fault> {
    let owner = which.institution.as_ref().map_or("", |it| it.as_str());
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    tx.one(COUNT, args![package, owner, least, bearing, counted()], |row| row.get(0))
}

/// Those of an advisory, in the order of their deadlines.
pub(super) fn of_advisory(
    tx: &mut Tx<'_>,
    (which, owner, advisory): (&Found, &str, &str),
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let FindingKey { by, seq } = after.unwrap_or(FindingKey { by: i64::MIN, seq: 0 });
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    let most = count(limit);
    let args = args![advisory, owner, by, seq, least, bearing, most];
    tx.all(OWN_OF_ADVISORY, args, finding_row)
}

/// How many of them, up to one more than are counted.
pub(super) fn count_of_advisory(
    tx: &mut Tx<'_>,
    (which, owner, advisory): (&Found, &str, &str),
) -> Result<i64, Fault> {
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    let (first, most) = (i64::MIN, counted());
    let args = args![advisory, owner, first, 0_i64, least, bearing, most];
    tx.one(OWN_OF_ADVISORY_COUNT, args, |row| row.get(0))
}

/// Those of live systems about what nobody maintains.
pub(super) fn unmaintained(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    tx.all(UNMAINTAINED, args![code, count(limit)], finding_row)
}

/// The one of an advisory about a package of a system.
pub(super) fn one(
    tx: &mut Tx<'_>,
    (system, package): (Id, i64),
    advisory: &str,
) -> Result<Option<FindingRow>, Fault> {
    tx.opt(ONE, args![system.to_string(), package, advisory], finding_row)
}

pub(super) fn findings(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let order = match sort {
        FindingSort::Priority => 0,
        FindingSort::Due => 1,
        FindingSort::Found => 2,
        FindingSort::System | FindingSort::Package | FindingSort::Advisory => {
            return sql_found_groups::findings(tx, which, sort, after, limit);
        }
    };
    let first = if order == 1 { i64::MIN } else { i64::MAX };
    let after = after.unwrap_or(FindingKey { by: first, seq: 0 });
    let owner = which.institution.as_ref().map_or("", |it| it.as_str());
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    let (by, seq, most) = (after.by, after.seq, count(limit));
    if let Some(system) = which.system {
        let system = system.to_string();
        let args = args![least, by, seq, most, system, owner];
        return tx.all(OF_SYSTEM[order], args, finding_row);
    }
    match which.package {
        Some(package) if owner.is_empty() => {
            let args = args![least, by, seq, most, package, bearing];
            tx.all(OF_PACKAGE[order], args, finding_row)
        }
        Some(package) => {
            let args = args![least, by, seq, most, package, bearing, owner];
            tx.all(OWN_OF_PACKAGE[order], args, finding_row)
        }
        None => sql_found_merged::findings(tx, which, sort, after, limit),
    }
}

pub(super) fn exposed(
    tx: &mut Tx<'_>,
    (id, owner): (&str, &str),
    after: ExposedKey,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let mut rows = Vec::new();
    for part in ExposedPart::ALL.into_iter().filter(|it| *it >= after.part) {
        let (due_at, seq) =
            if part == after.part { (after.due_at, after.seq) } else { (i64::MIN, 0) };
        let left = count(limit.saturating_sub(rows.len()));
        let duty = match part {
            ExposedPart::Gone => {
                let args = args![id, owner, due_at, seq, left];
                rows.extend(tx.all(EXPOSED_GONE, args, finding_row)?);
                continue;
            }
            ExposedPart::Live => 1_i64,
            ExposedPart::Internal => 0,
        };
        rows.extend(tx.all(
            EXPOSED_OPEN,
            args![id, owner, due_at, seq, left, duty],
            finding_row,
        )?);
    }
    Ok(rows)
}

pub(super) fn exposed_bearing(
    tx: &mut Tx<'_>,
    (id, owner): (&str, &str),
    now: Micros,
) -> Result<i64, Fault> {
    tx.one(EXPOSED_BEARING, args![id, owner, now], |row| row.get(0))
}
