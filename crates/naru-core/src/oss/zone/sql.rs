//! SQL of crossings.

use super::model::{Crossing, Direction, Mode, Standing, Verdict, Vote, Wish};
use super::service::Which;
use crate::oss::{counted, part_of};
use naru_base::role::Role;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! crossings {
    ($rest:literal) => {
        concat!(
            "SELECT id, seq, direction, mode, file_name, size_bytes, sha256, purpose, \
             registration, method, verdict, report, asked_at, asked_by, standing, until_at, since, \
             crossed_by FROM oss_crossing ",
            $rest
        )
    };
}

const LAST: &str = "SELECT seq FROM oss_crossing ORDER BY seq DESC LIMIT 1";
const ADD: &str = "INSERT INTO oss_crossing (id, seq, direction, mode, file_name, size_bytes, \
     sha256, purpose, registration, method, verdict, report, asked_at, asked_by, standing, \
     until_at, since) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const FIND: &str = crossings!("WHERE id = $1");
/// Which crossings: $1 in which standing, $2 a part of the name, $3 for whom they wait, in role $4,
/// $5 in which direction.
macro_rules! which {
    ($rest:literal) => {
        concat!(
            "FROM oss_crossing WHERE ($1 = '' OR standing = $1) \
             AND ($2 = '' OR lower(file_name) LIKE $2) AND ($3 = '' OR (standing = 'asked' \
             AND asked_by <> $3 AND NOT EXISTS (SELECT 1 FROM oss_crossing_vote v \
                 WHERE v.crossing_id = oss_crossing.id AND (v.by_staff = $3 OR v.role = $4)))) \
             AND ($5 = '' OR direction = $5) ",
            $rest
        )
    };
}

macro_rules! listed {
    ($keys:literal) => {
        concat!(
            "SELECT id, seq, direction, mode, file_name, size_bytes, sha256, purpose, \
             registration, method, verdict, report, asked_at, asked_by, standing, until_at, since, \
             crossed_by ",
            which!($keys)
        )
    };
}

const NEWEST: &str = listed!("AND seq < $6 ORDER BY seq DESC LIMIT $7");
const OLDEST: &str = listed!("AND seq > $6 ORDER BY seq LIMIT $7");
const COUNT: &str = concat!("SELECT count(*) FROM (SELECT 1 ", which!("LIMIT $6) t"));
const OVER: &str = crossings!(
    "WHERE until_at <= $1 AND (standing = 'asked' OR standing = 'approved') \
     ORDER BY seq LIMIT 500"
);
const SET: &str = "UPDATE oss_crossing SET standing = $2, since = $3 WHERE id = $1";
const DECIDED: &str = "UPDATE oss_crossing SET standing = $2, since = $3, told = 0 WHERE id = $1";
const CROSSED: &str =
    "UPDATE oss_crossing SET standing = $2, since = $3, crossed_by = $4 WHERE id = $1";
const UNTOLD: &str = crossings!("WHERE told = 0 ORDER BY seq LIMIT $1");
const TOLD: &str = "UPDATE oss_crossing SET told = 1 WHERE id = $1";
const VOTE_ADD: &str = "INSERT INTO oss_crossing_vote (crossing_id, by_staff, role, yes, note, at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const VOTES: &str = "SELECT by_staff, role, yes, note, at FROM oss_crossing_vote \
     WHERE crossing_id = $1 ORDER BY at, by_staff";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    LAST, ADD, FIND, NEWEST, OLDEST, COUNT, OVER, SET, DECIDED, CROSSED, UNTOLD, TOLD, VOTE_ADD,
    VOTES,
];

fn corrupt(text: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("the portfolio holds an unknown word `{text}`"))
}

fn word<T>(row: &Row<'_>, i: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| corrupt(&text))
}

pub(super) fn next_seq(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    Ok(1 + tx.opt(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0))
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Crossing) -> Result<(), Fault> {
    let (id, wish) = (it.id.to_string(), &it.wish);
    let (direction, mode) = (wish.direction.as_str(), wish.mode.as_str());
    let (verdict, standing) = (it.verdict.as_str(), it.standing.as_str());
    let report = serde_json::to_string(&it.looked).expect("texts and numbers are always JSON");
    let args = args![
        id,
        it.seq,
        direction,
        mode,
        it.file_name,
        it.size_bytes,
        it.sha256,
        wish.purpose,
        wish.registration,
        wish.method,
        verdict,
        report,
        it.asked_at,
        it.asked_by,
        standing,
        it.until,
        it.since
    ];
    tx.exec(ADD, args).map(drop)
}

pub(super) fn set(tx: &mut Tx<'_>, id: Id, standing: Standing, now: Micros) -> Result<(), Fault> {
    tx.exec(SET, args![id.to_string(), standing.as_str(), now]).map(drop)
}

/// The same of what the two decided, which is still to be told.
pub(super) fn set_decided(
    tx: &mut Tx<'_>,
    id: Id,
    standing: Standing,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(DECIDED, args![id.to_string(), standing.as_str(), now]).map(drop)
}

pub(super) fn set_crossed(
    tx: &mut Tx<'_>,
    id: Id,
    standing: Standing,
    (by, now): (&str, Micros),
) -> Result<(), Fault> {
    tx.exec(CROSSED, args![id.to_string(), standing.as_str(), now, by]).map(drop)
}

/// Those of whose decision whoever asked was not told.
pub(super) fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Crossing>, Fault> {
    let found = tx.all(UNTOLD, args![i64::try_from(count).unwrap_or(i64::MAX)], crossing)?;
    with_votes(tx, found)
}

pub(super) fn told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    tx.exec(TOLD, args![id.to_string()]).map(drop)
}

pub(super) fn add_vote(tx: &mut Tx<'_>, id: Id, it: &Vote) -> Result<(), Fault> {
    let (id, role) = (id.to_string(), it.role.as_str());
    tx.exec(VOTE_ADD, args![id, it.by, role, it.is_yes, it.note, it.at]).map(drop)
}

fn crossing(row: &Row<'_>) -> Result<Crossing, Fault> {
    let report: String = row.get(11)?;
    Ok(Crossing {
        id: row.get(0)?,
        seq: row.get(1)?,
        wish: Wish {
            direction: word(row, 2, Direction::parse)?,
            mode: word(row, 3, Mode::parse)?,
            purpose: row.get(7)?,
            registration: row.get(8)?,
            method: row.get(9)?,
        },
        file_name: row.get(4)?,
        size_bytes: row.get(5)?,
        sha256: row.get(6)?,
        verdict: word(row, 10, Verdict::parse)?,
        looked: serde_json::from_str(&report).map_err(|e| corrupt(&e.to_string()))?,
        asked_at: row.get(12)?,
        asked_by: row.get(13)?,
        standing: word(row, 14, Standing::parse)?,
        until: row.get(15)?,
        since: row.get(16)?,
        crossed_by: row.get(17)?,
        votes: Vec::new(),
    })
}

fn with_votes(tx: &mut Tx<'_>, mut all: Vec<Crossing>) -> Result<Vec<Crossing>, Fault> {
    for it in &mut all {
        it.votes = tx.all(VOTES, args![it.id.to_string()], |row| {
            Ok(Vote {
                by: row.get(0)?,
                role: word(row, 1, Role::parse)?,
                is_yes: row.get(2)?,
                note: row.get(3)?,
                at: row.get(4)?,
            })
        })?;
    }
    Ok(all)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Crossing>, Fault> {
    let found = tx.opt(FIND, args![id.to_string()], crossing)?;
    Ok(with_votes(tx, found.into_iter().collect())?.pop())
}

/// The person and the role that crossings wait for.
fn waiting(which: &Which) -> (&str, &'static str) {
    which.waits.as_ref().map_or(("", ""), |(by, role)| (by.as_str(), role.as_str()))
}

pub(super) fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Crossing>, Fault> {
    let standing = which.standing.map_or("", Standing::as_str);
    let (name, (by, role)) = (part_of(&which.name), waiting(which));
    let (statement, first) =
        if which.is_oldest_first { (OLDEST, i64::MIN) } else { (NEWEST, i64::MAX) };
    let (from, count) = (which.from.unwrap_or(first), i64::try_from(count).unwrap_or(i64::MAX));
    let way = which.direction.map_or("", Direction::as_str);
    let args = args![standing, name, by, role, way, from, count];
    let found = tx.all(statement, args, crossing)?;
    with_votes(tx, found)
}

/// How many, up to one more than are counted.
pub(super) fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    let standing = which.standing.map_or("", Standing::as_str);
    let (name, (by, role)) = (part_of(&which.name), waiting(which));
    let way = which.direction.map_or("", Direction::as_str);
    tx.one(COUNT, args![standing, name, by, role, way, counted()], |row| row.get(0))
}

/// Those that are over by time.
pub(super) fn over(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Crossing>, Fault> {
    tx.all(OVER, args![now], crossing)
}
