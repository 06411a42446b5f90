//! SQL of stances: what is said of findings instead of putting them right.

use super::model::Grade;
use super::sql::word;
use super::stance::{About, Alive, Claim, Office, RENEWED_S, Stance, Stances, Standing, Vote};
use crate::oss::{counted, part_of};
use naru_base::{Fault, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! stances {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.system_id, s.name, s.client_use_code, t.package_id, p.name, \
             t.versions, t.advisory_id, t.grade, t.claim, t.reason, t.control, t.until_at, \
             t.quorum, t.asked_at, t.asked_by, t.standing, t.since, t.taken_back \
             FROM oss_stance t \
             JOIN oss_system s ON s.id = t.system_id JOIN oss_package p ON p.id = t.package_id ",
            $rest
        )
    };
}

const ABOUT: &str = "SELECT f.versions, f.grade, \
     cast(CASE WHEN f.gone_at IS NULL THEN 1 ELSE 0 END AS bigint), \
     (SELECT max(t.id) FROM oss_stance t WHERE t.system_id = f.system_id \
      AND t.package_id = f.package_id AND t.advisory_id = f.advisory_id \
      AND (t.standing = 'asked' OR (t.standing = 'approved' AND t.until_at > $4 \
          AND t.versions = f.versions))) \
     FROM oss_finding f WHERE f.system_id = $1 AND f.package_id = $2 AND f.advisory_id = $3";
/// What is in force comes before what is asked for after it.
const ALIVE: &str = "SELECT id, standing, until_at, since FROM oss_stance WHERE system_id = $1 \
     AND package_id = $2 AND advisory_id = $3 AND (standing = 'asked' \
     OR (standing = 'approved' AND until_at > $4 AND versions = $5)) \
     ORDER BY standing, until_at DESC, id DESC LIMIT 1";
const LAST_CLOSED: &str = "SELECT id, standing FROM oss_stance WHERE system_id = $1 \
     AND package_id = $2 AND advisory_id = $3 AND versions = $4 \
     AND (standing = 'refused' OR standing = 'withdrawn') ORDER BY since DESC, id DESC LIMIT 1";
const ADD: &str = "INSERT INTO oss_stance (id, system_id, package_id, advisory_id, versions, \
     grade, claim, reason, control, until_at, quorum, asked_at, asked_by, standing, since) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
const SET: &str = "UPDATE oss_stance SET standing = $2, since = $3 WHERE id = $1";
const DECIDED: &str =
    "UPDATE oss_stance SET standing = $2, since = $3, back_told = 0 WHERE id = $1";
const FIND: &str = stances!("WHERE t.id = $1");
/// Which stances: $1 whose, $2 of which system, $3 in which standing, $4 a part of a name, $5 for
/// whom they wait, who speaks for the offices in $6 to $8.
macro_rules! which {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM oss_stance t \
             JOIN oss_system s ON s.id = t.system_id JOIN oss_package p ON p.id = t.package_id \
             WHERE ($1 = '' OR s.client_use_code = $1) AND ($2 = '' OR t.system_id = $2) \
             AND ($3 = '' OR t.standing = $3) AND ($4 = '' OR lower(s.name) LIKE $4 \
                 OR lower(p.name) LIKE $4 OR lower(t.advisory_id) LIKE $4) \
             AND ($5 = '' OR (t.standing = 'asked' AND t.asked_by <> $5 AND NOT EXISTS (SELECT 1 \
                 FROM oss_vote v WHERE v.stance_id = t.id AND v.by_staff = $5) AND (",
            free!("$6"),
            " OR ",
            free!("$7"),
            " OR ",
            free!("$8"),
            "))) ",
            $after
        )
    };
}

/// Whether an office has not spoken.
macro_rules! free {
    ($office:literal) => {
        concat!(
            "(",
            $office,
            " <> '' AND NOT EXISTS (SELECT 1 FROM oss_vote v \
             WHERE v.stance_id = t.id AND v.office = ",
            $office,
            "))"
        )
    };
}

macro_rules! listed {
    ($keys:literal) => {
        which!(
            "SELECT t.id, t.system_id, s.name, s.client_use_code, t.package_id, p.name, \
             t.versions, t.advisory_id, t.grade, t.claim, t.reason, t.control, t.until_at, \
             t.quorum, t.asked_at, t.asked_by, t.standing, t.since, t.taken_back",
            $keys
        )
    };
}

const BY_END: &str = listed!(
    "AND t.until_at >= $9 AND (t.until_at > $9 OR t.id > $10) ORDER BY t.until_at, t.id LIMIT $11"
);
/// What a standing hangs on by the deadline of its finding, then the rest by its age: after every
/// deadline that there will be.
const BY_NEED: &str = concat!(
    "SELECT k.* FROM (",
    which!(
        "SELECT t.id, t.system_id, s.name, s.client_use_code, t.package_id, p.name AS package_name, \
         t.versions, t.advisory_id, t.grade, t.claim, t.reason, t.control, t.until_at, \
         t.quorum, t.asked_at, t.asked_by, t.standing, t.since, t.taken_back, \
         coalesce((SELECT f.due_at FROM oss_finding f WHERE f.system_id = t.system_id \
             AND f.package_id = t.package_id AND f.advisory_id = t.advisory_id \
             AND f.gone_at IS NULL AND f.priority >= 4000000 AND s.duty = 'live'), \
             t.asked_at + 4000000000000000) AS need",
        ""
    ),
    ") k WHERE k.need >= $9 AND (k.need > $9 OR k.id > $10) ORDER BY k.need, k.id LIMIT $11"
);
const COUNT: &str = which!("SELECT count(*) FROM (SELECT 1", "LIMIT $9) t");
const TAKEN_BACK: &str = "UPDATE oss_stance SET taken_back = $2, back_told = 0 WHERE id = $1";
const BACK_UNTOLD: &str = stances!("WHERE t.back_told = 0 ORDER BY t.id LIMIT $1");
const BACK_TOLD: &str = "UPDATE oss_stance SET back_told = 1 WHERE id = $1";
const OVER: &str = stances!(
    "WHERE (t.standing = 'asked' OR t.standing = 'approved') AND (t.until_at <= $1 \
     OR NOT EXISTS (SELECT 1 FROM oss_finding f WHERE f.system_id = t.system_id \
         AND f.package_id = t.package_id AND f.advisory_id = t.advisory_id \
         AND f.gone_at IS NULL AND f.versions = t.versions)) ORDER BY t.id LIMIT 500"
);
const VOTES: &str = "SELECT office, by_staff, yes, note, at FROM oss_vote \
     WHERE stance_id = $1 ORDER BY at, office";
const VOTE_ADD: &str = "INSERT INTO oss_vote (stance_id, office, by_staff, yes, note, at) \
     VALUES ($1, $2, $3, $4, $5, $6)";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[
    ABOUT,
    ALIVE,
    ADD,
    SET,
    DECIDED,
    FIND,
    BY_END,
    BY_NEED,
    LAST_CLOSED,
    COUNT,
    OVER,
    VOTES,
    VOTE_ADD,
    TAKEN_BACK,
    BACK_UNTOLD,
    BACK_TOLD,
];

/// The finding that a stance is to be about; `None`: there is none.
pub(super) fn about(
    tx: &mut Tx<'_>,
    (system, package, advisory): (Id, i64, &str),
    now: Micros,
) -> Result<Option<About>, Fault> {
    // What ends soon is asked for anew before it ends.
    let ends = now.plus_seconds(RENEWED_S);
    tx.opt(ABOUT, args![system.to_string(), package, advisory, ends], |row| {
        Ok(About {
            versions: row.get(0)?,
            grade: word(row, 1, Grade::parse)?,
            is_open: row.get(2)?,
            taken: row.get(3)?,
        })
    })
}

/// What is asked about a finding of these versions, or was approved and is in force.
pub(super) fn alive(
    tx: &mut Tx<'_>,
    (system, package, advisory): (Id, i64, &str),
    (versions, now): (&str, Micros),
) -> Result<Option<Alive>, Fault> {
    tx.opt(ALIVE, args![system.to_string(), package, advisory, now, versions], |row| {
        let is_approved = word(row, 1, Standing::parse)? == Standing::Approved;
        Ok(Alive { id: row.get(0)?, is_approved, until: row.get(2)?, since: row.get(3)? })
    })
}

pub(super) fn last_closed(
    tx: &mut Tx<'_>,
    (system, package, advisory): (Id, i64, &str),
    versions: &str,
) -> Result<Option<(Id, Standing)>, Fault> {
    tx.opt(LAST_CLOSED, args![system.to_string(), package, advisory, versions], |row| {
        Ok((row.get(0)?, word(row, 1, Standing::parse)?))
    })
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Stance) -> Result<(), Fault> {
    let (id, system, grade) = (it.id.to_string(), it.system.to_string(), it.grade.as_str());
    let (claim, standing) = (it.claim.as_str(), it.standing.as_str());
    let args = args![
        id,
        system,
        it.package,
        it.advisory,
        it.versions,
        grade,
        claim,
        it.reason,
        it.control,
        it.until,
        it.quorum,
        it.asked_at,
        it.asked_by,
        standing,
        it.since
    ];
    tx.exec(ADD, args).map(drop)
}

pub(super) fn set(tx: &mut Tx<'_>, id: Id, standing: Standing, now: Micros) -> Result<(), Fault> {
    tx.exec(SET, args![id.to_string(), standing.as_str(), now]).map(drop)
}

/// The same of what the offices decided, which is still to be told.
pub(super) fn set_decided(
    tx: &mut Tx<'_>,
    id: Id,
    standing: Standing,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(DECIDED, args![id.to_string(), standing.as_str(), now]).map(drop)
}

fn stance(row: &Row<'_>) -> Result<Stance, Fault> {
    Ok(Stance {
        id: row.get(0)?,
        system: row.get(1)?,
        system_name: row.get(2)?,
        institution: row.get(3)?,
        package: row.get(4)?,
        package_name: row.get(5)?,
        versions: row.get(6)?,
        advisory: row.get(7)?,
        grade: word(row, 8, Grade::parse)?,
        claim: word(row, 9, Claim::parse)?,
        reason: row.get(10)?,
        control: row.get(11)?,
        until: row.get(12)?,
        quorum: row.get(13)?,
        asked_at: row.get(14)?,
        asked_by: row.get(15)?,
        standing: word(row, 16, Standing::parse)?,
        since: row.get(17)?,
        taken_back: row.get(18)?,
        need: 0,
        votes: Vec::new(),
    })
}

/// With its place among what waits.
fn by_need(row: &Row<'_>) -> Result<Stance, Fault> {
    Ok(Stance { need: row.get(19)?, ..stance(row)? })
}

fn with_votes(tx: &mut Tx<'_>, mut all: Vec<Stance>) -> Result<Vec<Stance>, Fault> {
    for it in &mut all {
        it.votes = tx.all(VOTES, args![it.id.to_string()], |row| {
            Ok(Vote {
                office: word(row, 0, Office::parse)?,
                by: row.get(1)?,
                is_yes: row.get(2)?,
                note: row.get(3)?,
                at: row.get(4)?,
            })
        })?;
    }
    Ok(all)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Stance>, Fault> {
    let found = tx.opt(FIND, args![id.to_string()], stance)?;
    Ok(with_votes(tx, found.into_iter().collect())?.pop())
}

/// The values of `which!`.
struct Sought<'w> {
    owner: &'w str,
    system: String,
    standing: &'static str,
    name: String,
    waits: &'w str,
    offices: [&'static str; 3],
}

fn sought(which: &Stances) -> Sought<'_> {
    let mut offices = [""; 3];
    let mut waits = "";
    if let Some((by, own)) = &which.waits {
        waits = by;
        for (place, office) in offices.iter_mut().zip(own) {
            *place = office.as_str();
        }
    }
    Sought {
        owner: which.institution.as_ref().map_or("", |it| it.as_str()),
        system: which.system.map(|it| it.to_string()).unwrap_or_default(),
        standing: which.standing.map_or("", Standing::as_str),
        name: part_of(&which.name),
        waits,
        offices,
    }
}

pub(super) fn list(tx: &mut Tx<'_>, which: &Stances, limit: usize) -> Result<Vec<Stance>, Fault> {
    let it = sought(which);
    let [a, b, c] = it.offices;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let (by, id) = which.after.as_ref().map_or((i64::MIN, ""), |it| (it.by, it.id.as_str()));
    let args = args![it.owner, it.system, it.standing, it.name, it.waits, a, b, c, by, id, limit];
    let found = match which.is_by_need {
        true => tx.all(BY_NEED, args, by_need)?,
        false => tx.all(BY_END, args, stance)?,
    };
    with_votes(tx, found)
}

/// How many, up to one more than are counted.
pub(super) fn count(tx: &mut Tx<'_>, which: &Stances) -> Result<i64, Fault> {
    let it = sought(which);
    let ([a, b, c], most) = (it.offices, counted());
    let args = args![it.owner, it.system, it.standing, it.name, it.waits, a, b, c, most];
    tx.one(COUNT, args, |row| row.get(0))
}

/// Somebody else took it back, for this reason, which is still to be told.
pub(super) fn set_taken_back(tx: &mut Tx<'_>, id: Id, why: &str) -> Result<(), Fault> {
    tx.exec(TAKEN_BACK, args![id.to_string(), why]).map(drop)
}

pub(super) fn back_untold(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<Stance>, Fault> {
    let found = tx.all(BACK_UNTOLD, args![i64::try_from(limit).unwrap_or(i64::MAX)], stance)?;
    with_votes(tx, found)
}

pub(super) fn back_told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    tx.exec(BACK_TOLD, args![id.to_string()]).map(drop)
}

/// Those that are over by time, or about versions that are not in use any more.
pub(super) fn over(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Stance>, Fault> {
    tx.all(OVER, args![now], stance)
}

pub(super) fn add_vote(tx: &mut Tx<'_>, id: Id, it: &Vote) -> Result<(), Fault> {
    let (id, office) = (id.to_string(), it.office.as_str());
    tx.exec(VOTE_ADD, args![id, office, it.by, it.is_yes, it.note, it.at]).map(drop)
}
