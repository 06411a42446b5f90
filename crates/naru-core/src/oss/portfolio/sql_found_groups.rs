//! SQL of lists of findings by the names of systems, packages or advisories: from group to group,
//! so that only groups are read that the page shows.

use super::lists::{FindingKey, FindingRow, FindingSort, Found};
use super::model::Grade;
use super::sql_found::{count, finding_row, least_of, lowest, shown};
use naru_base::Fault;
use naru_store::{Row, ToVal as _, Tx, Val, args};

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

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
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
];

/// A group of findings in a list that is ordered by the names of groups.
enum Group {
    System(String),
    Package(i64),
    Advisory(String),
}

/// By the names of systems, packages or advisories, and in each in the order of coming: from group
/// to group, so that only groups are read that the page shows.
pub(super) fn findings(
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
