//! SQL of lists of systems. A list goes on from a key: the value it is ordered by, and the id.

use super::lists::ListKey;
use super::model::{Duty, System};
use super::sql::word;
use super::systems::{SystemRow, SystemSort, Systems, Totals};
use crate::oss::part_of;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

macro_rules! systems {
    ($rest:expr) => {
        concat!(
            "SELECT id, client_use_code, name, duty, declared_at, retired_at, billed_at, \
             components, open_count, grave_count, worst, next_due_at FROM oss_system ",
            $rest
        )
    };
}

/// In use, $1 whose, $2 a part of the name; $3 and $4 the key, $5 how many, $6 what they are for.
macro_rules! page {
    ($keys:expr) => {
        systems!(concat!(
            "WHERE retired_at IS NULL AND ($1 = '' OR client_use_code = $1) \
             AND ($2 = '' OR lower(name) LIKE $2) AND ($6 = '' OR duty = $6) ",
            $keys,
            " LIMIT $5"
        ))
    };
}

/// The greatest value first.
macro_rules! downward {
    ($by:literal) => {
        page!(concat!(
            "AND ",
            $by,
            " <= $3 AND (",
            $by,
            " < $3 OR id > $4) ORDER BY ",
            $by,
            " DESC, id"
        ))
    };
}

/// The smallest value first.
macro_rules! upward {
    ($by:literal) => {
        page!(concat!("AND ", $by, " >= $3 AND (", $by, " > $3 OR id > $4) ORDER BY ", $by, ", id"))
    };
}

const BY_WORST: &str = downward!("worst");
// By name the number of the key says nothing; the last system is asked for its own.
const BY_NAME: &str = page!(
    "AND cast($3 AS bigint) <= 0 AND name >= coalesce((SELECT l.name FROM oss_system l \
         WHERE l.id = $4), '') \
     AND (name > coalesce((SELECT l.name FROM oss_system l WHERE l.id = $4), '') OR id > $4) \
     ORDER BY name, id"
);
const BY_OPEN: &str = downward!("open_count");
/// What a standing hangs on at $7, the most first: what is excepted is taken off, asked system by
/// system of those that have any.
const BY_GRAVE: &str = "SELECT id, client_use_code, name, duty, declared_at, retired_at, \
     billed_at, components, open_count, grave_count, worst, next_due_at FROM ( \
         SELECT s.*, (CASE WHEN s.duty = 'live' AND s.grave_count > 0 THEN s.grave_count - ( \
             SELECT count(DISTINCT f.seq) FROM oss_stance t \
             JOIN oss_finding f ON f.system_id = t.system_id AND f.package_id = t.package_id AND f.advisory_id = t.advisory_id \
             AND f.versions = t.versions WHERE t.system_id = s.id AND t.standing = 'approved' \
             AND t.until_at > $7 AND f.gone_at IS NULL AND f.priority >= 4000000) \
         ELSE 0 END) AS bearing FROM oss_system s \
         WHERE s.retired_at IS NULL AND ($1 = '' OR s.client_use_code = $1) \
         AND ($2 = '' OR lower(s.name) LIKE $2) AND ($6 = '' OR s.duty = $6)) k \
     WHERE bearing <= $3 AND (bearing < $3 OR id > $4) ORDER BY bearing DESC, id LIMIT $5";
const BY_COMPONENTS: &str = downward!("components");
const BY_DUE: &str = upward!("coalesce(next_due_at, 9223372036854775807)");
const BY_BILLED: &str = upward!("coalesce(billed_at, 0)");
const FIND: &str = systems!("WHERE id = $1");
const TOTALS: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN bill_id IS NULL THEN 1 ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(components), 0) AS bigint), \
     cast(coalesce(sum(open_count), 0) AS bigint), \
     cast(coalesce(sum(grave_count), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN duty = 'live' THEN grave_count ELSE 0 END), 0) AS bigint), \
     cast(coalesce(sum(CASE WHEN duty = 'live' THEN 1 ELSE 0 END), 0) AS bigint) \
     FROM oss_system \
     WHERE retired_at IS NULL AND ($1 = '' OR client_use_code = $1)";

const BY_OWNER: &str = "SELECT client_use_code, count(*) FROM oss_system \
     WHERE retired_at IS NULL GROUP BY client_use_code ORDER BY client_use_code";

/// Grave findings of what serves users on which no standing hangs at $2: a stance about them is
/// approved, or two where one goes on after the other. Asked stance by stance, of which there are
/// few.
const EXCEPTED: &str = "SELECT s.id, count(DISTINCT f.seq) FROM oss_stance t \
     JOIN oss_system s ON s.id = t.system_id \
     JOIN oss_finding f ON f.system_id = t.system_id AND f.package_id = t.package_id \
     AND f.advisory_id = t.advisory_id AND f.versions = t.versions \
     WHERE t.until_at > $2 AND t.standing = 'approved' AND f.gone_at IS NULL \
     AND f.priority >= 4000000 AND s.duty = 'live' AND s.retired_at IS NULL \
     AND ($1 = '' OR s.client_use_code = $1) GROUP BY s.id";

/// The first deadline in one system that no stance in force puts off.
const NEXT_DUE: &str = "SELECT min(f.due_at) FROM oss_finding f WHERE f.system_id = $1 \
     AND f.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM oss_stance t \
         WHERE t.system_id = f.system_id AND t.package_id = f.package_id \
         AND t.advisory_id = f.advisory_id AND t.versions = f.versions \
         AND t.standing = 'approved' AND t.until_at > $2)";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    BY_WORST,
    BY_NAME,
    BY_OPEN,
    BY_GRAVE,
    BY_COMPONENTS,
    BY_DUE,
    BY_BILLED,
    FIND,
    TOTALS,
    BY_OWNER,
    EXCEPTED,
    NEXT_DUE,
];

fn system_row(row: &Row<'_>) -> Result<SystemRow, Fault> {
    Ok(SystemRow {
        system: System {
            id: row.get(0)?,
            institution: row.get(1)?,
            name: row.get(2)?,
            duty: word(row, 3, Duty::parse)?,
            declared_at: row.get(4)?,
            retired_at: row.get(5)?,
        },
        billed_at: row.get(6)?,
        components: row.get(7)?,
        open: row.get(8)?,
        grave: row.get(9)?,
        excepted: 0,
        worst: row.get(10)?,
        next_due_at: row.get(11)?,
    })
}

pub(super) fn list(
    tx: &mut Tx<'_>,
    which: &Systems,
    (after, now): (Option<&ListKey>, Micros),
    limit: usize,
) -> Result<Vec<SystemRow>, Fault> {
    let statement = match which.sort {
        SystemSort::Worst => BY_WORST,
        SystemSort::Name => BY_NAME,
        SystemSort::Open => BY_OPEN,
        SystemSort::Grave => BY_GRAVE,
        SystemSort::Components => BY_COMPONENTS,
        SystemSort::Due => BY_DUE,
        SystemSort::Billed => BY_BILLED,
    };
    let begin = which.sort.begin();
    let after = after.unwrap_or(&begin);
    let (owner, name) = (super::lists::owner(which.institution.as_ref()), part_of(&which.name));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let duty = which.duty.map_or("", Duty::as_str);
    if which.sort == SystemSort::Grave {
        let args = args![owner, name, after.by, after.id, limit, duty, now];
        return tx.all(statement, args, system_row);
    }
    tx.all(statement, args![owner, name, after.by, after.id, limit, duty], system_row)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<SystemRow>, Fault> {
    tx.opt(FIND, args![id.to_string()], system_row)
}

pub(super) fn next_due(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<Option<Micros>, Fault> {
    tx.one(NEXT_DUE, args![id.to_string(), now], |row| row.get(0))
}

pub(super) fn by_owner(tx: &mut Tx<'_>) -> Result<Vec<(ClientUseCode, i64)>, Fault> {
    tx.all(BY_OWNER, &[], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn totals(tx: &mut Tx<'_>, owner: &str) -> Result<Totals, Fault> {
    tx.one(TOTALS, args![owner], |row| {
        Ok(Totals {
            systems: row.get(0)?,
            unbilled: row.get(1)?,
            components: row.get(2)?,
            open: row.get(3)?,
            critical: row.get(4)?,
            grave: row.get(5)?,
            live: row.get(6)?,
        })
    })
}

pub(super) fn excepted(
    tx: &mut Tx<'_>,
    owner: &str,
    now: Micros,
) -> Result<BTreeMap<Id, i64>, Fault> {
    let all = tx.all(EXCEPTED, args![owner, now], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}
