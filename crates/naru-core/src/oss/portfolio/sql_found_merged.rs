//! SQL of lists of findings by number: an institution's, and everybody's, which is put together
//! from those of the institutions. So a finding is in the indexes of its institution alone. Of each
//! list little more is read than what comes before the end of the page so far.
//!
//! The grave ones have indexes by rank: the grade, and in it whether a standing hangs on it.

use super::lists::{FindingKey, FindingRow, FindingSort, Found};
use super::model::{Duty, Grade, LIVE};
use super::sql_found::{count, finding_row, least_of, lowest, shown};
use naru_base::{ClientUseCode, Fault, Micros};
use naru_store::{Row, Tx, Val, args};
use std::collections::BTreeMap;

/// Rows that one statement looks up.
const ROWS: usize = 16;

/// What is asked of a part at first when there are several.
const FIRST: usize = 8;

/// The owner's keys in an order: $1 whose, $2 and $3 the key, $4 how many; then what else is asked.
macro_rules! keys {
    (down $by:literal, $which:literal) => {
        keys!($by, "<", " DESC", $which)
    };
    (up $by:literal, $which:literal) => {
        keys!($by, ">", "", $which)
    };
    ($by:literal, $after:literal, $way:literal, $which:literal) => {
        concat!(
            "SELECT k.",
            $by,
            ", k.seq FROM oss_finding k WHERE k.gone_at IS NULL AND k.client_use_code = $1 AND k.",
            $by,
            $after,
            "= $2 AND (k.",
            $by,
            $after,
            " $2 OR k.seq > $3)",
            $which,
            " ORDER BY k.",
            $by,
            $way,
            ", k.seq LIMIT $4"
        )
    };
}

/// $5 the least priority, or the end of the page so far.
const BY_PRIORITY: &str = keys!(down "priority", " AND k.priority >= $5");
/// $5 the end of the page so far, $6 the least priority.
const BY_DUE: &str = keys!(up "due_at", " AND k.due_at <= $5 AND k.priority >= $6");
const BY_FOUND: &str = keys!(down "found_at", " AND k.found_at >= $5 AND k.priority >= $6");
/// $5 the rank. Their index is used where the statement says literally that it asks for grave ones,
/// and no end: with both ends of a range the embedded engine takes the index of all.
const GRAVE_BY_DUE: &str =
    keys!(up "due_at", " AND k.priority >= 4000000 AND k.priority / 500000 = $5");
const GRAVE_BY_FOUND: &str =
    keys!(down "found_at", " AND k.priority >= 4000000 AND k.priority / 500000 = $5");
/// $5 the least priority, or the end of the page so far, $6 the package, $7 whether only what a
/// standing hangs on is meant.
const OF_PACKAGE: &str = keys!(
    down "priority",
    " AND k.priority >= $5 AND k.package_id = $6 \
     AND (cast($7 AS bigint) = 0 OR k.priority % 1000000 >= 500000)"
);
/// Whether one of a rank is past its deadline at $3, for which no approved exception stands: along
/// the index of its rank, which begins with the first due.
const OVERDUE: &str = "SELECT f.seq FROM oss_finding f WHERE f.gone_at IS NULL \
     AND f.client_use_code = $1 AND f.priority >= 4000000 AND f.priority / 500000 = $2 \
     AND f.due_at <= $3 AND NOT EXISTS (SELECT 1 FROM oss_stance t \
         WHERE t.system_id = f.system_id AND t.package_id = f.package_id \
         AND t.advisory_id = f.advisory_id AND t.versions = f.versions \
         AND t.standing = 'approved' AND t.until_at > $3) LIMIT 1";
/// Whoever has systems.
const OWNERS: &str =
    "SELECT client_use_code FROM oss_system GROUP BY client_use_code ORDER BY client_use_code";
const SHOWN: &str = shown!(
    "SELECT k.seq FROM oss_finding k WHERE k.seq IN \
     ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    "f.seq"
);

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    BY_PRIORITY,
    BY_DUE,
    BY_FOUND,
    GRAVE_BY_DUE,
    GRAVE_BY_FOUND,
    OF_PACKAGE,
    OVERDUE,
    OWNERS,
    SHOWN,
];

/// Where a finding stands: what comes first has the smaller place.
type Place = (i64, i64);

/// What is read in one go along an index.
#[derive(Clone, Copy)]
enum Part {
    /// Priorities from one to another, or everything from a priority on.
    Priorities(i64, i64),
    /// A rank of the grave ones.
    Rank(i64),
    /// A package from a priority on; 1: only what a standing hangs on. By priority alone.
    Package(i64, i64, i64),
}

impl Part {
    /// From which priority to which.
    const fn priorities(self) -> (i64, i64) {
        match self {
            Part::Priorities(least, highest) => (least, highest),
            Part::Package(_, least, _) => (least, i64::MAX),
            Part::Rank(rank) => (rank * LIVE, rank * LIVE + LIVE - 1),
        }
    }
}

pub(super) fn findings(
    tx: &mut Tx<'_>,
    which: &Found,
    sort: FindingSort,
    after: FindingKey,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let (owners, parts) = (owners(tx, which)?, parts(which, sort));
    merged(tx, (&owners, &parts), (sort, after), limit)
}

/// Of some packages, the gravest first. An institution's own of a package have an index; read as
/// one, all findings of each package would have to be put in order.
pub(super) fn of_packages(
    tx: &mut Tx<'_>,
    (which, packages): (&Found, &[i64]),
    after: Option<FindingKey>,
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let after = after.unwrap_or(FindingKey { by: i64::MAX, seq: 0 });
    let (least, bearing) = (least_of(which), i64::from(which.is_bearing));
    let parts: Vec<Part> =
        packages.iter().map(|package| Part::Package(*package, least, bearing)).collect();
    let owners = owners(tx, which)?;
    merged(tx, (&owners, &parts), (FindingSort::Priority, after), limit)
}

/// Whether a standing is lowered by something of theirs that is past its deadline.
pub(super) fn is_bearing_overdue(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    now: Micros,
) -> Result<bool, Fault> {
    let which = Found { institution: institution.cloned(), is_bearing: true, ..Found::default() };
    for owner in &owners(tx, &which)? {
        for part in parts(&which, FindingSort::Due) {
            let Part::Rank(rank) = part else { continue };
            if tx.opt(OVERDUE, args![owner, rank, now], |row| row.get::<i64>(0))?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whose are asked for.
fn owners(tx: &mut Tx<'_>, which: &Found) -> Result<Vec<ClientUseCode>, Fault> {
    match &which.institution {
        Some(owner) => Ok(vec![owner.clone()]),
        None => tx.all(OWNERS, &[], |row| row.get(0)),
    }
}

fn merged(
    tx: &mut Tx<'_>,
    (owners, parts): (&[ClientUseCode], &[Part]),
    (sort, after): (FindingSort, FindingKey),
    limit: usize,
) -> Result<Vec<FindingRow>, Fault> {
    let first = if owners.len() * parts.len() > 1 { FIRST.min(limit) } else { limit };
    let mut page: Vec<Place> = Vec::new();
    for owner in owners {
        for part in parts {
            let (mut from, mut most) = (after, first);
            loop {
                let end = page.get(limit.saturating_sub(1)).map_or(i64::MAX, |last| last.0);
                let more = next(tx, (sort, owner, *part), (from, end), most)?;
                let last = more.last().copied().filter(|_| more.len() == most);
                page.extend(more);
                page.sort_unstable();
                page.truncate(limit);
                // It goes on while the page may hold more of it.
                let is_open =
                    |it: &Place| page.len() < limit || page.last().is_some_and(|e| it < e);
                let Some(last) = last.filter(is_open) else { break };
                from = key(sort, last);
                most = (most * 2).min(limit);
            }
        }
    }
    rows(tx, &page)
}

/// The parts of an institution's list that are asked for.
fn parts(which: &Found, sort: FindingSort) -> Vec<Part> {
    let least = least_of(which);
    if least < lowest(Grade::Critical) {
        return vec![Part::Priorities(least, i64::MAX)];
    }
    let duties = if which.is_bearing { &[Duty::Live][..] } else { &Duty::ALL };
    let ranks = Grade::ALL
        .into_iter()
        .filter(|it| lowest(*it) >= least)
        .flat_map(|grade| duties.iter().map(move |duty| duty.priority_of(lowest(grade)) / LIVE));
    match sort {
        FindingSort::Priority if !which.is_bearing => vec![Part::Priorities(least, i64::MAX)],
        _ => ranks.map(Part::Rank).collect(),
    }
}

/// The value by which a place is found again: what begins with the greatest is turned round.
fn key(sort: FindingSort, (by, seq): Place) -> FindingKey {
    FindingKey { by: if sort == FindingSort::Due { by } else { !by }, seq }
}

/// The first of one part after a key, up to the end of the page so far.
fn next(
    tx: &mut Tx<'_>,
    (sort, owner, part): (FindingSort, &ClientUseCode, Part),
    (from, end): (FindingKey, i64),
    most: usize,
) -> Result<Vec<Place>, Fault> {
    let FindingKey { by, seq } = from;
    let most = count(most);
    let up = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let down = |row: &Row<'_>| Ok((!row.get::<i64>(0)?, row.get(1)?));
    match (sort, part) {
        (FindingSort::Due, Part::Rank(rank)) => {
            tx.all(GRAVE_BY_DUE, args![owner, by, seq, most, rank], up)
        }
        (FindingSort::Due, Part::Priorities(least, _)) => {
            tx.all(BY_DUE, args![owner, by, seq, most, end, least], up)
        }
        (FindingSort::Found, Part::Rank(rank)) => {
            tx.all(GRAVE_BY_FOUND, args![owner, by, seq, most, rank], down)
        }
        (FindingSort::Found, Part::Priorities(least, _)) => {
            tx.all(BY_FOUND, args![owner, by, seq, most, !end, least], down)
        }
        (_, Part::Package(package, least, bearing)) => {
            let end = least.max(!end);
            let args = args![owner, by, seq, most, end, package, bearing];
            tx.all(OF_PACKAGE, args, down)
        }
        (_, part) => {
            let (least, highest) = part.priorities();
            let (by, seq) = if highest < by { (highest, 0) } else { (by, seq) };
            let end = least.max(!end);
            tx.all(BY_PRIORITY, args![owner, by, seq, most, end], down)
        }
    }
}

/// What is shown of a page, in its order.
fn rows(tx: &mut Tx<'_>, page: &[Place]) -> Result<Vec<FindingRow>, Fault> {
    let mut found: BTreeMap<i64, FindingRow> = BTreeMap::new();
    for some in page.chunks(ROWS) {
        let mut seqs = [Val::Int(0); ROWS];
        for (place, (_, seq)) in seqs.iter_mut().zip(some) {
            *place = Val::Int(*seq);
        }
        let rows = tx.all(SHOWN, &seqs, finding_row)?;
        found.extend(rows.into_iter().map(|it| (it.seq, it)));
    }
    Ok(page.iter().filter_map(|(_, seq)| found.remove(seq)).collect())
}
