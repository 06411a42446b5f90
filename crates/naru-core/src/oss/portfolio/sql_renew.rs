//! SQL of judging anew: what is said of versions now, which findings are to be settled for it, and
//! what of each of them is known in all systems at once.

use super::data::Matter;
use super::decide::Known;
use super::model::{Duty, Grade};
use super::sql::word;
use super::sql_find::known_row;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};

const VERSIONS: &str = "SELECT id, package_id, purl, seen FROM oss_version WHERE id > $1 \
     ORDER BY id LIMIT $2";
const VERSIONS_NAMED: &str = "SELECT v.id, v.package_id, v.purl, v.seen FROM oss_package p \
     JOIN oss_version v ON v.package_id = p.id WHERE p.ecosystem = $1 AND p.name = $2 \
     ORDER BY v.id";
const VERSIONS_OF: &str = "SELECT v.id, v.package_id, v.purl, v.seen FROM oss_package p \
     JOIN oss_version v ON v.package_id = p.id WHERE p.ecosystem = $1 ORDER BY v.id";
const VERSION_SEEN: &str = "UPDATE oss_version SET seen = $2 WHERE id = $1";
const MATCHES: &str = "SELECT advisory_id, grade, priority, fixed FROM oss_match \
     WHERE version_id = $1 ORDER BY advisory_id";
const MATCH_PUT: &str = "INSERT INTO oss_match (version_id, advisory_id, grade, priority, fixed) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (version_id, advisory_id) DO UPDATE \
     SET grade = excluded.grade, priority = excluded.priority, fixed = excluded.fixed";
const MATCH_DROP: &str = "DELETE FROM oss_match WHERE version_id = $1 AND advisory_id = $2";

const TODO_ADD: &str = "INSERT INTO oss_todo (package_id, advisory_id, after_system) \
     VALUES ($1, $2, '') ON CONFLICT (package_id, advisory_id) DO UPDATE SET after_system = ''";
/// Those that got least far come first, so that all matters go through the systems together.
const TODO: &str = "SELECT package_id, advisory_id, after_system FROM oss_todo \
     ORDER BY after_system, package_id, advisory_id LIMIT $1";
const TODO_AFTER: &str =
    "UPDATE oss_todo SET after_system = $3 WHERE package_id = $1 AND advisory_id = $2";
const TODO_DONE: &str = "DELETE FROM oss_todo WHERE package_id = $1 AND advisory_id = $2";
const SYSTEMS_AFTER: &str = "SELECT id FROM oss_system WHERE id > $1 ORDER BY id LIMIT $2";

const ALIASES: &str = "SELECT aliases FROM oss_advisory WHERE id = $1";
// The order of these joins is said, because a planner without statistics might begin at the other
// end, with everything that somebody uses.
const NAMES: &str = "SELECT DISTINCT a.id, a.aliases FROM oss_version v CROSS JOIN oss_match m \
     CROSS JOIN oss_advisory a WHERE v.package_id = $1 AND m.version_id = v.id \
     AND a.id = m.advisory_id ORDER BY a.id";
const HITS: &str = "SELECT u.system_id, s.client_use_code, v.version, m.grade, m.priority, \
     m.fixed, s.duty FROM oss_version v CROSS JOIN oss_match m CROSS JOIN oss_use u \
     CROSS JOIN oss_system s WHERE v.package_id = $2 AND m.version_id = v.id \
     AND m.advisory_id = $1 AND u.version_id = v.id AND s.id = u.system_id \
     AND s.retired_at IS NULL AND u.system_id > $3 AND ($4 = '' OR u.system_id <= $4) \
     ORDER BY u.system_id, m.priority DESC, v.id";
const KNOWN: &str = "SELECT advisory_id, grade, priority, versions, fixed, found_at, due_at, \
     gone_at, gone_why, system_id, client_use_code FROM oss_finding \
     WHERE advisory_id = $1 AND package_id = $2 \
     AND ($3 = '' OR system_id > $3) AND ($4 = '' OR system_id <= $4)";
const USES: &str = "SELECT u.system_id, v.version, \
     cast(CASE WHEN s.retired_at IS NULL THEN 0 ELSE 1 END AS bigint) \
     FROM oss_version v CROSS JOIN oss_use u CROSS JOIN oss_system s \
     WHERE v.package_id = $1 AND u.version_id = v.id AND s.id = u.system_id \
     AND u.system_id > $2 AND ($3 = '' OR u.system_id <= $3) ORDER BY u.system_id, v.id";

const COUNT_MORE: &str = "UPDATE oss_system SET open_count = open_count + $2, \
     grave_count = grave_count + $3, worst = CASE WHEN worst < $4 THEN $4 ELSE worst END, \
     next_due_at = CASE WHEN next_due_at < $5 THEN next_due_at ELSE $5 END WHERE id = $1";
const COUNT_LESS: &str = "UPDATE oss_system SET open_count = open_count + $2, \
     grave_count = grave_count + $3 WHERE id = $1";
const RECOUNT_ADD: &str = "INSERT INTO oss_recount (system_id) VALUES ($1) ON CONFLICT DO NOTHING";
/// What an approved stance puts off is not next, and may have come to be so by what changed.
const RECOUNT_ADD_PUT_OFF: &str = "INSERT INTO oss_recount (system_id) SELECT s.id \
     FROM oss_system s WHERE s.id = $1 AND EXISTS (SELECT 1 FROM oss_stance t \
         WHERE t.system_id = s.id AND t.standing = 'approved') ON CONFLICT DO NOTHING";
const RECOUNT: &str = "SELECT system_id FROM oss_recount ORDER BY system_id LIMIT $1";
const RECOUNT_DONE: &str = "DELETE FROM oss_recount WHERE system_id <= $1";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    VERSIONS,
    VERSIONS_NAMED,
    VERSIONS_OF,
    VERSION_SEEN,
    MATCHES,
    MATCH_PUT,
    MATCH_DROP,
    TODO_ADD,
    TODO,
    TODO_AFTER,
    TODO_DONE,
    SYSTEMS_AFTER,
    ALIASES,
    NAMES,
    HITS,
    KNOWN,
    USES,
    COUNT_MORE,
    COUNT_LESS,
    RECOUNT_ADD,
    RECOUNT_ADD_PUT_OFF,
    RECOUNT,
    RECOUNT_DONE,
];

/// A version as it was last judged.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) id: i64,
    pub(super) package: i64,
    pub(super) purl: String,
    /// Digest of what was said.
    pub(super) seen: [u8; 32],
}

fn version(row: &Row<'_>) -> Result<Version, Fault> {
    Ok(Version { id: row.get(0)?, package: row.get(1)?, purl: row.get(2)?, seen: row.get(3)? })
}

pub(super) fn versions_after(
    tx: &mut Tx<'_>,
    after: i64,
    limit: i64,
) -> Result<Vec<Version>, Fault> {
    tx.all(VERSIONS, args![after, limit], version)
}

/// All versions of a package, by its ecosystem and its name there; without a name of all packages.
pub(super) fn versions_named(
    tx: &mut Tx<'_>,
    (ecosystem, name): (&str, &str),
) -> Result<Vec<Version>, Fault> {
    if name.is_empty() {
        return tx.all(VERSIONS_OF, args![ecosystem], version);
    }
    tx.all(VERSIONS_NAMED, args![ecosystem, name], version)
}

pub(super) fn set_seen(tx: &mut Tx<'_>, version: i64, seen: [u8; 32]) -> Result<(), Fault> {
    tx.exec(VERSION_SEEN, args![version, seen]).map(drop)
}

/// What a matter says of a version, as far as findings hang on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) advisory: String,
    grade: Grade,
    priority: i64,
    fixed: String,
}

impl Match {
    pub(super) fn of(it: &Matter) -> Match {
        let fixed = it.fixed.join(", ");
        Match { advisory: it.id.clone(), grade: it.grade, priority: it.priority, fixed }
    }
}

pub(super) fn matches(tx: &mut Tx<'_>, version: i64) -> Result<Vec<Match>, Fault> {
    tx.all(MATCHES, args![version], |row| {
        Ok(Match {
            advisory: row.get(0)?,
            grade: word(row, 1, Grade::parse)?,
            priority: row.get(2)?,
            fixed: row.get(3)?,
        })
    })
}

pub(super) fn put_match(tx: &mut Tx<'_>, version: i64, it: &Match) -> Result<(), Fault> {
    let grade = it.grade.as_str();
    tx.exec(MATCH_PUT, args![version, it.advisory, grade, it.priority, it.fixed]).map(drop)
}

pub(super) fn drop_match(tx: &mut Tx<'_>, version: i64, advisory: &str) -> Result<(), Fault> {
    tx.exec(MATCH_DROP, args![version, advisory]).map(drop)
}

/// A matter of a package whose findings are to be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Todo {
    pub(super) package: i64,
    pub(super) advisory: String,
    /// Up to this system it is done; empty: nowhere yet.
    pub(super) after: String,
}

pub(super) fn add_todo(tx: &mut Tx<'_>, package: i64, advisory: &str) -> Result<(), Fault> {
    tx.exec(TODO_ADD, args![package, advisory]).map(drop)
}

pub(super) fn todo(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Todo>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(TODO, args![limit], |row| {
        Ok(Todo { package: row.get(0)?, advisory: row.get(1)?, after: row.get(2)? })
    })
}

/// It is done up to a system; `None`: in all.
pub(super) fn todo_done(tx: &mut Tx<'_>, it: &Todo, until: Option<&str>) -> Result<(), Fault> {
    let done = match until {
        Some(until) => tx.exec(TODO_AFTER, args![it.package, it.advisory, until]),
        None => tx.exec(TODO_DONE, args![it.package, it.advisory]),
    };
    done.map(drop)
}

/// The last of the next so many systems; `None`: there are fewer.
pub(super) fn system_after(
    tx: &mut Tx<'_>,
    after: &str,
    count: usize,
) -> Result<Option<String>, Fault> {
    let limit = i64::try_from(count).unwrap_or(i64::MAX);
    let mut all: Vec<String> = tx.all(SYSTEMS_AFTER, args![after, limit], |row| row.get(0))?;
    Ok(if all.len() == count { all.pop() } else { None })
}

fn names_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The other identifiers of a matter; none: nothing was ever said of it.
pub(super) fn aliases(tx: &mut Tx<'_>, advisory: &str) -> Result<Vec<String>, Fault> {
    let found = tx.opt(ALIASES, args![advisory], |row| row.get::<String>(0))?;
    Ok(found.as_deref().map(names_of).unwrap_or_default())
}

/// The matters that affect any version of a package, each with its other identifiers.
pub(super) fn names(tx: &mut Tx<'_>, package: i64) -> Result<Vec<(String, Vec<String>)>, Fault> {
    tx.all(NAMES, args![package], |row| Ok((row.get(0)?, names_of(&row.get::<String>(1)?))))
}

/// The systems after one, up to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between<'s> {
    pub(super) after: &'s str,
    /// Empty: all of them.
    pub(super) until: &'s str,
}

/// A version that a system has and a matter affects.
pub(super) struct Affected {
    pub(super) system: Id,
    pub(super) institution: ClientUseCode,
    pub(super) version: String,
    pub(super) grade: Grade,
    pub(super) priority: i64,
    pub(super) fixed: String,
}

/// Where a matter affects a package, system by system, the gravest version first.
pub(super) fn hits(
    tx: &mut Tx<'_>,
    (package, advisory): (i64, &str),
    which: Between<'_>,
) -> Result<Vec<Affected>, Fault> {
    tx.all(HITS, args![advisory, package, which.after, which.until], |row| {
        Ok(Affected {
            system: row.get(0)?,
            institution: row.get(1)?,
            version: row.get(2)?,
            grade: word(row, 3, Grade::parse)?,
            priority: word(row, 6, Duty::parse)?.priority_of(row.get(4)?),
            fixed: row.get(5)?,
        })
    })
}

/// The findings of a matter in a package that are on record, with system and institution.
pub(super) fn known(
    tx: &mut Tx<'_>,
    (package, advisory): (i64, &str),
    which: Between<'_>,
) -> Result<Vec<(Id, ClientUseCode, Known)>, Fault> {
    tx.all(KNOWN, args![advisory, package, which.after, which.until], |row| {
        Ok((row.get(9)?, row.get(10)?, known_row(row)?))
    })
}

/// The versions of a package by system, and whether that is out of use.
pub(super) fn uses(
    tx: &mut Tx<'_>,
    package: i64,
    which: Between<'_>,
) -> Result<Vec<(Id, String, bool)>, Fault> {
    tx.all(USES, args![package, which.after, which.until], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// How the counts of a system change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) open: i64,
    pub(super) grave: i64,
    /// Of what is open now: the highest priority, and the first to be put right.
    pub(super) opened: Option<(i64, Micros)>,
    /// Something is gone, or milder, or due later: what is gravest and next is to be looked up.
    pub(super) is_less: bool,
    /// Something that was known before is otherwise now.
    pub(super) is_other: bool,
}

pub(super) fn change_counts(tx: &mut Tx<'_>, system: Id, it: &Change) -> Result<(), Fault> {
    let id = system.to_string();
    if let Some((worst, due)) = it.opened {
        tx.exec(COUNT_MORE, args![id, it.open, it.grave, worst, due])?;
    } else if it.open != 0 || it.grave != 0 {
        tx.exec(COUNT_LESS, args![id, it.open, it.grave])?;
    }
    if it.is_less {
        tx.exec(RECOUNT_ADD, args![id])?;
    } else if it.is_other {
        tx.exec(RECOUNT_ADD_PUT_OFF, args![id])?;
    }
    Ok(())
}

/// Systems of which the gravest and the next are to be looked up.
pub(super) fn to_recount(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Id>, Fault> {
    tx.all(RECOUNT, args![limit], |row| row.get(0))
}

/// Everything up to a system was looked up.
pub(super) fn recounted(tx: &mut Tx<'_>, last: Id) -> Result<(), Fault> {
    tx.exec(RECOUNT_DONE, args![last.to_string()]).map(drop)
}
