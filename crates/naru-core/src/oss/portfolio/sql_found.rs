//! SQL of lists of findings. A page is found by its keys alone, in an index of its order; only then
//! is what it shows of them looked up. So a page costs what it shows, however many there are.

use super::lists::{ExposedKey, FindingKey, FindingRow, FindingSort, Found};
use super::model::{Duty, Gone, Grade};
use super::sql::word;
use crate::oss::counted;
use naru_base::{Fault, Id, Micros};
use naru_store::{Row, ToVal as _, Tx, Val, args};

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

/// Of one group, from a count on: $1 the least priority, $2 the count, $3 how many, $4 the group;
/// in $5 the institution, if it is one's. Sums keep the index of counts out of it, which would lead
/// through every finding there is.
macro_rules! in_group {
    ($group:literal) => {
        shown!(
            concat!(
                "SELECT k.seq FROM oss_finding k WHERE k.gone_at IS NULL \
                 AND k.priority + 0 >= $1 AND k.seq + 0 > $2 AND ",
                $group,
                " ORDER BY k.seq + 0 LIMIT $3"
            ),
            "f.seq"
        )
    };
}

/// The next packages in which something is open: $1 and $2 the name and number of the last, $3 how
/// many, $4 the least priority. A value and not EXISTS: it is asked package by package, never of
/// all findings first; and in the order of an index, so that one is used for it.
macro_rules! packages {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.name FROM oss_package p \
             WHERE p.name >= $1 AND (p.name > $1 OR p.id > $2) AND (SELECT k.seq \
                 FROM oss_finding k WHERE k.package_id = p.id AND k.gone_at IS NULL \
                 AND k.priority >= $4",
            $which,
            " LIMIT 1) IS NOT NULL ORDER BY p.name, p.id LIMIT $3"
        )
    };
}

/// The next advisories that are open somewhere: $1 the last, $2 how many, $3 the least priority.
macro_rules! advisories {
    ($which:literal) => {
        concat!(
            "SELECT a.id FROM oss_advisory a WHERE a.id > $1 AND (SELECT k.seq \
                 FROM oss_finding k WHERE k.advisory_id = a.id AND k.gone_at IS NULL \
                 AND k.priority + 0 >= $3",
            $which,
            " LIMIT 1) IS NOT NULL ORDER BY a.id LIMIT $2"
        )
    };
}

const OF_ALL: [&str; 3] = in_three_orders!("");
const OWN: [&str; 3] = in_three_orders!(" AND k.client_use_code = $5");
const OF_SYSTEM: [&str; 3] =
    in_three_orders!(" AND k.system_id = $5 AND ($6 = '' OR k.client_use_code = $6)");
const OF_PACKAGE: [&str; 3] = in_three_orders!(
    " AND k.package_id = $5 AND (cast($6 AS bigint) = 0 OR (k.priority >= 4000000 \
     AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'))"
);
const OWN_OF_PACKAGE: [&str; 3] = in_three_orders!(
    " AND k.package_id = $5 AND k.client_use_code = $7 AND (cast($6 AS bigint) = 0 \
     OR (k.priority >= 4000000 \
     AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'))"
);
/// Those that a standing hangs on. A value and not EXISTS, so that the order of the index is kept.
const BEARING: [&str; 3] = [
    by_priority!(
        " AND k.priority >= 4000000 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
    by_due!(
        " AND k.priority >= 4000000 AND k.grade = $5 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
    by_found!(
        " AND k.priority >= 4000000 AND k.grade = $5 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
];
const OWN_BEARING: [&str; 3] = [
    by_priority!(
        " AND k.priority >= 4000000 AND k.client_use_code = $5 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
    by_due!(
        " AND k.priority >= 4000000 AND k.grade = $5 AND k.client_use_code = $6 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
    by_found!(
        " AND k.priority >= 4000000 AND k.grade = $5 AND k.client_use_code = $6 \
         AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live'"
    ),
];
const COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM oss_finding k WHERE k.package_id = $1 \
     AND k.gone_at IS NULL AND ($2 = '' OR k.client_use_code = $2) AND k.priority >= $3 \
     AND (cast($4 AS bigint) = 0 OR (k.priority >= 4000000 \
     AND (SELECT l.duty FROM oss_system l WHERE l.id = k.system_id) = 'live')) LIMIT $5) t";
const ONE: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.system_id = $1 AND k.package_id = $2 \
     AND k.advisory_id = $3",
    "f.seq"
);
// The index of grave ones is used where the statement says literally that it asks for these.
const GRAVE_BY_DUE: &str = by_due!(" AND k.priority >= 4000000 AND k.grade = $5");
const GRAVE_BY_FOUND: &str = by_found!(" AND k.priority >= 4000000 AND k.grade = $5");
const OWN_GRAVE_BY_DUE: &str =
    by_due!(" AND k.priority >= 4000000 AND k.grade = $5 AND k.client_use_code = $6");
const OWN_GRAVE_BY_FOUND: &str =
    by_found!(" AND k.priority >= 4000000 AND k.grade = $5 AND k.client_use_code = $6");

/// A system is somebody's own.
const IN_SYSTEM: &str = in_group!("k.system_id = $4");
/// Everybody's, and one's own.
const IN_PACKAGE: [&str; 2] =
    [in_group!("k.package_id = $4"), in_group!("k.package_id = $4 AND k.client_use_code = $5")];
const IN_ADVISORY: [&str; 2] =
    [in_group!("k.advisory_id = $4"), in_group!("k.advisory_id = $4 AND k.client_use_code = $5")];
/// Where a page ended.
const PLACE: &str = "SELECT f.system_id, s.name, f.package_id, p.name, f.advisory_id \
     FROM oss_finding f JOIN oss_system s ON s.id = f.system_id \
     JOIN oss_package p ON p.id = f.package_id WHERE f.seq = $1";
const SYSTEMS_NEXT: &str = "SELECT id, name FROM oss_system WHERE open_count > 0 \
     AND (grave_count > 0 OR cast($4 AS bigint) < 4000000) AND name >= $1 AND (name > $1 OR id > $2) \
     AND (cast($5 AS bigint) = 0 OR duty = 'live') ORDER BY name, id LIMIT $3";
const OWN_SYSTEMS_NEXT: &str = "SELECT id, name FROM oss_system WHERE client_use_code = $5 \
     AND open_count > 0 AND (grave_count > 0 OR cast($4 AS bigint) < 4000000) \
     AND name >= $1 AND (name > $1 OR id > $2) \
     AND (cast($6 AS bigint) = 0 OR duty = 'live') ORDER BY name, id LIMIT $3";
/// In any grade, and the grave ones alone.
const PACKAGES_NEXT: [&str; 2] = [
    packages!(" ORDER BY k.client_use_code"),
    packages!(" AND k.priority >= 4000000 ORDER BY k.priority"),
];
const OWN_PACKAGES_NEXT: &str = packages!(" AND k.client_use_code = $5 ORDER BY k.priority DESC");
const ADVISORIES_NEXT: [&str; 2] = [
    advisories!(" ORDER BY k.client_use_code"),
    advisories!(" AND k.priority >= 4000000 ORDER BY k.priority"),
];
const OWN_ADVISORIES_NEXT: &str = advisories!(" AND k.client_use_code = $4");

const EXPOSED_OPEN: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.advisory_id = $1 \
     AND ($2 = '' OR k.client_use_code = $2) AND k.gone_at IS NULL AND k.due_at >= $3 \
     AND (k.due_at > $3 OR k.seq > $4) ORDER BY k.due_at, k.seq LIMIT $5",
    "f.due_at, f.seq"
);
const EXPOSED_GONE: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.advisory_id = $1 \
     AND ($2 = '' OR k.client_use_code = $2) AND k.gone_at IS NOT NULL AND k.due_at >= $3 \
     AND (k.due_at > $3 OR k.seq > $4) ORDER BY k.due_at, k.seq LIMIT $5",
    "f.due_at, f.seq"
);

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    OF_ALL[0],
    OF_ALL[1],
    OF_ALL[2],
    OWN[0],
    OWN[1],
    OWN[2],
    OF_SYSTEM[0],
    OF_SYSTEM[1],
    OF_SYSTEM[2],
    OF_PACKAGE[0],
    OF_PACKAGE[1],
    OF_PACKAGE[2],
    OWN_OF_PACKAGE[0],
    OWN_OF_PACKAGE[1],
    OWN_OF_PACKAGE[2],
    BEARING[0],
    BEARING[1],
    BEARING[2],
    OWN_BEARING[0],
    OWN_BEARING[1],
    OWN_BEARING[2],
    COUNT,
    ONE,
    GRAVE_BY_DUE,
    GRAVE_BY_FOUND,
    OWN_GRAVE_BY_DUE,
    OWN_GRAVE_BY_FOUND,
    IN_SYSTEM,
    IN_PACKAGE[0],
    IN_PACKAGE[1],
    IN_ADVISORY[0],
    IN_ADVISORY[1],
    PLACE,
    SYSTEMS_NEXT,
    OWN_SYSTEMS_NEXT,
    PACKAGES_NEXT[0],
    PACKAGES_NEXT[1],
    OWN_PACKAGES_NEXT,
    ADVISORIES_NEXT[0],
    ADVISORIES_NEXT[1],
    OWN_ADVISORIES_NEXT,
    EXPOSED_OPEN,
    EXPOSED_GONE,
];

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn finding_row(row: &Row<'_>) -> Result<FindingRow, Fault> {
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
const fn lowest(grade: Grade) -> i64 {
    grade as i64 * 1_000_000
}

/// The lowest priority that is asked for.
fn least_of(which: &Found) -> i64 {
    let grave = which.is_bearing.then_some(Grade::Critical);
    which.grade_min.max(grave).map_or(i64::MIN, lowest)
}

/// Open ones of a package, up to one more than are counted.
pub(super) fn count_of(tx: &mut Tx<'_>, package: i64, which: &Found) -> Result<i64, Fault> {
    let owner = which.institution.as_ref().map_or("", |it| it.as_str());
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    tx.one(COUNT, args![package, owner, least, bearing, counted()], |row| row.get(0))
}

/// The one of an advisory about a package of a system.
pub(super) fn one(
    tx: &mut Tx<'_>,
    (system, package): (Id, i64),
    advisory: &str,
) -> Result<Option<FindingRow>, Fault> {
    tx.opt(ONE, args![system.to_string(), package, advisory], finding_row)
}

/// A group of findings in a list that is ordered by the names of groups.
enum Group {
    System(String),
    Package(i64),
    Advisory(String),
}

pub(super) fn findings(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let (order, first) = match sort {
        FindingSort::Priority => (0, i64::MAX),
        FindingSort::Due => (1, i64::MIN),
        FindingSort::Found => (2, i64::MAX),
        FindingSort::System | FindingSort::Package | FindingSort::Advisory => {
            return grouped(tx, which, sort, after, limit);
        }
    };
    let least = least_of(which);
    let after = after.unwrap_or(FindingKey { by: first, seq: 0 });
    let (by, seq, limit) = (after.by, after.seq, count(limit));
    let owner = which.institution.as_ref();
    if let Some(system) = which.system {
        let (system, owner) = (system.to_string(), owner.map_or("", |it| it.as_str()));
        let args = args![least, by, seq, limit, system, owner];
        return tx.all(OF_SYSTEM[order], args, finding_row);
    }
    let bearing = i64::from(which.is_bearing);
    match (which.package, owner) {
        (Some(package), None) => {
            let args = args![least, by, seq, limit, package, bearing];
            tx.all(OF_PACKAGE[order], args, finding_row)
        }
        (Some(package), Some(owner)) => {
            let args = args![least, by, seq, limit, package, bearing, owner];
            tx.all(OWN_OF_PACKAGE[order], args, finding_row)
        }
        (None, _) if order > 0 && least >= lowest(Grade::Critical) => {
            grave(tx, which, sort, (least, by, seq), limit)
        }
        (None, None) if which.is_bearing => {
            tx.all(BEARING[0], args![least, by, seq, limit], finding_row)
        }
        (None, Some(owner)) if which.is_bearing => {
            tx.all(OWN_BEARING[0], args![least, by, seq, limit, owner], finding_row)
        }
        (None, None) => tx.all(OF_ALL[order], args![least, by, seq, limit], finding_row),
        (None, Some(owner)) => tx.all(OWN[order], args![least, by, seq, limit, owner], finding_row),
    }
}

/// The two grave grades, each in the order of the list, as one list.
fn grave(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    (least, by, seq): (i64, i64, i64),
    limit: i64,
) -> Result<Vec<FindingRow>, Fault> {
    let is_due = sort == FindingSort::Due;
    let mut rows = Vec::new();
    for grade in [Grade::Critical.as_str(), Grade::Exploited.as_str()] {
        rows.extend(match &which.institution {
            None => {
                let statement = match (which.is_bearing, is_due) {
                    (true, _) => BEARING[if is_due { 1 } else { 2 }],
                    (false, true) => GRAVE_BY_DUE,
                    (false, false) => GRAVE_BY_FOUND,
                };
                tx.all(statement, args![least, by, seq, limit, grade], finding_row)?
            }
            Some(owner) => {
                let statement = match (which.is_bearing, is_due) {
                    (true, _) => OWN_BEARING[if is_due { 1 } else { 2 }],
                    (false, true) => OWN_GRAVE_BY_DUE,
                    (false, false) => OWN_GRAVE_BY_FOUND,
                };
                tx.all(statement, args![least, by, seq, limit, grade, owner], finding_row)?
            }
        });
    }
    let place = |it: &FindingRow| {
        let by = if is_due { it.due_at.get() } else { -it.found_at.get() };
        (by, it.seq)
    };
    rows.sort_by_key(place);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}

/// By the names of systems, packages or advisories, and in each in the order of coming: from group
/// to group, so that only groups are read that the page shows.
fn grouped(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let mut rows = Vec::new();
    let mut last: Option<(String, Group)> = None;
    if let Some(key) = after {
        let place = tx.opt(PLACE, args![key.seq], |row| {
            Ok(match sort {
                FindingSort::Package => (row.get(3)?, Group::Package(row.get(2)?)),
                FindingSort::Advisory => (String::new(), Group::Advisory(row.get(4)?)),
                _ => (row.get(1)?, Group::System(row.get(0)?)),
            })
        })?;
        // It was never there: the list goes on after nothing.
        let Some(place) = place else { return Ok(rows) };
        rows = of_group(tx, which, &place.1, key.seq, limit)?;
        last = Some(place);
    }
    while rows.len() < limit {
        let wanted = limit - rows.len();
        let next = next_groups(tx, which, sort, last.as_ref(), wanted)?;
        let is_end = next.len() < wanted;
        for (_, group) in &next {
            let left = limit.saturating_sub(rows.len());
            if left == 0 {
                break;
            }
            rows.extend(of_group(tx, which, group, 0, left)?);
        }
        last = next.into_iter().next_back().or(last);
        if is_end {
            break;
        }
    }
    Ok(rows)
}

fn of_group(
    tx: &mut Tx<'_>,
    which: &Found,
    group: &Group,
    after: i64,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let (least, limit) = (least_of(which), count(limit));
    let (statements, id) = match group {
        Group::System(id) => ([IN_SYSTEM; 2], id.to_val()),
        Group::Package(id) => (IN_PACKAGE, id.to_val()),
        Group::Advisory(id) => (IN_ADVISORY, id.to_val()),
    };
    let [least, after, limit] = [least, after, limit].map(Val::Int);
    match &which.institution {
        Some(owner) if !matches!(group, Group::System(_)) => {
            let owner = owner.to_val();
            tx.all(statements[1], &[least, after, limit, id, owner], finding_row)
        }
        _ => tx.all(statements[0], &[least, after, limit, id], finding_row),
    }
}

/// The next groups in which something is open.
fn next_groups(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: Option<&(String, Group)>,
    limit: usize,
) -> Result<Vec<(String, Group)>, Fault> {
    let least = least_of(which);
    let (limit, owner) = (count(limit), which.institution.as_ref());
    let is_grave = usize::from(least >= lowest(Grade::Critical));
    let bearing = i64::from(which.is_bearing);
    let name = after.map_or("", |it| it.0.as_str());
    let package = |row: &Row<'_>| Ok((row.get(1)?, Group::Package(row.get(0)?)));
    let advisory = |row: &Row<'_>| Ok((String::new(), Group::Advisory(row.get(0)?)));
    let system = |row: &Row<'_>| Ok((row.get(1)?, Group::System(row.get(0)?)));
    match sort {
        FindingSort::Package => {
            let id = match after {
                Some((_, Group::Package(id))) => *id,
                _ => 0,
            };
            match owner {
                None => tx.all(PACKAGES_NEXT[is_grave], args![name, id, limit, least], package),
                Some(own) => tx.all(OWN_PACKAGES_NEXT, args![name, id, limit, least, own], package),
            }
        }
        FindingSort::Advisory => {
            let id = match after {
                Some((_, Group::Advisory(id))) => id.as_str(),
                _ => "",
            };
            match owner {
                None => tx.all(ADVISORIES_NEXT[is_grave], args![id, limit, least], advisory),
                Some(own) => tx.all(OWN_ADVISORIES_NEXT, args![id, limit, least, own], advisory),
            }
        }
        _ => {
            let id = match after {
                Some((_, Group::System(id))) => id.as_str(),
                _ => "",
            };
            match owner {
                None => tx.all(SYSTEMS_NEXT, args![name, id, limit, least, bearing], system),
                Some(own) => {
                    let args = args![name, id, limit, least, own, bearing];
                    tx.all(OWN_SYSTEMS_NEXT, args, system)
                }
            }
        }
    }
}

pub(super) fn exposed(
    tx: &mut Tx<'_>,
    (id, owner): (&str, &str),
    after: ExposedKey,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let mut rows = Vec::new();
    let mut from = (after.due_at, after.seq);
    if !after.is_gone {
        rows = tx.all(EXPOSED_OPEN, args![id, owner, from.0, from.1, count(limit)], finding_row)?;
        from = (i64::MIN, 0);
    }
    let left = limit.saturating_sub(rows.len());
    if left > 0 {
        let left = count(left);
        let args = args![id, owner, from.0, from.1, left];
        rows.extend(tx.all(EXPOSED_GONE, args, finding_row)?);
    }
    Ok(rows)
}
