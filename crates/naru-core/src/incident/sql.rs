//! SQL of incidents.

use super::model::{Entry, EntryKind, Grade, Incident, NewIncident, State};
use crate::notify::Status;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select_case {
    ($rest:literal) => {
        concat!(
            "SELECT id, state, grade, status, sealed_title, opened_by, opened_at, closed_at, \
             entries FROM incident_case ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO incident_case \
     (id, state, grade, status, sealed_title, opened_by, opened_at, entries) \
     VALUES ($1, 'open', $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING";
const FIND: &str = select_case!("WHERE id = $1");
const LIST: &str = select_case!(
    "WHERE ($1 = '' OR state = $1) AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3"
);
// Of those in a state: how many, and how many of them stand before a page.
const PLACED: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN $2 <> '' AND id >= $2 THEN 1 ELSE 0 END), 0) AS BIGINT) \
     FROM incident_case WHERE ($1 = '' OR state = $1)";
const CHANGE: &str = "UPDATE incident_case SET state = $2, grade = $3, closed_at = $4, \
     entries = $5 WHERE id = $1";
const ADD_ENTRY: &str = "INSERT INTO incident_entry \
     (incident_id, number, at, by_staff, kind, grade, sealed_text) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ENTRIES: &str = "SELECT number, at, by_staff, kind, grade, sealed_text \
     FROM incident_entry WHERE incident_id = $1 ORDER BY number LIMIT $2";
const OPEN_COUNT: &str = "SELECT count(*) FROM incident_case WHERE state = 'open'";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, FIND, LIST, PLACED, CHANGE, ADD_ENTRY, ENTRIES, OPEN_COUNT];

fn word<T>(it: Option<T>, what: &str) -> Result<T, Fault> {
    it.ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("an incident has an unknown {what}")))
}

/// An incident whose title is sealed.
pub(super) type Sealed<T> = (T, Vec<u8>);

fn case(row: &Row<'_>) -> Result<Sealed<Incident>, Fault> {
    let incident = Incident {
        id: row.get(0)?,
        state: word(State::parse(&row.get::<String>(1)?), "state")?,
        grade: word(Grade::of_number(row.get(2)?), "grade")?,
        status: word(Status::parse(&row.get::<String>(3)?), "status")?,
        title: String::new(),
        opened_by: row.get(5)?,
        opened_at: row.get(6)?,
        closed_at: row.get(7)?,
        entries: row.get(8)?,
    };
    Ok((incident, row.get(4)?))
}

/// `false` if it is there already.
pub(super) fn add(
    tx: &mut Tx<'_>,
    it: &NewIncident,
    sealed_title: &[u8],
    by: Id,
    now: Micros,
) -> Result<bool, Fault> {
    let (id, by, grade) = (it.id.to_string(), by.to_string(), i64::from(it.grade.number()));
    let status = it.status.as_str();
    let args = args![id, grade, status, sealed_title, by, now];
    Ok(tx.exec(ADD, args)? == 1)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Sealed<Incident>>, Fault> {
    tx.opt(FIND, args![id.to_string()], case)
}

pub(super) fn list(
    tx: &mut Tx<'_>,
    state: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<Sealed<Incident>>, Fault> {
    tx.all(LIST, args![state, before, limit], case)
}

/// How many incidents are in a state, and how many of them stand before a page.
pub(super) fn placed(tx: &mut Tx<'_>, state: &str, before: &str) -> Result<(i64, i64), Fault> {
    tx.one(PLACED, args![state, before], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn change(tx: &mut Tx<'_>, it: &Incident) -> Result<(), Fault> {
    let (id, state, grade) = (it.id.to_string(), it.state.as_str(), i64::from(it.grade.number()));
    tx.exec(CHANGE, args![id, state, grade, it.closed_at, it.entries]).map(drop)
}

pub(super) fn add_entry(
    tx: &mut Tx<'_>,
    incident: Id,
    it: &Entry,
    sealed_text: &[u8],
) -> Result<(), Fault> {
    let (id, by, grade) = (incident.to_string(), it.by.to_string(), i64::from(it.grade.number()));
    let kind = it.kind.as_str();
    let args = args![id, it.number, it.at, by, kind, grade, sealed_text];
    tx.exec(ADD_ENTRY, args).map(drop)
}

pub(super) fn entries(
    tx: &mut Tx<'_>,
    incident: Id,
    limit: i64,
) -> Result<Vec<Sealed<Entry>>, Fault> {
    tx.all(ENTRIES, args![incident.to_string(), limit], |row| {
        let entry = Entry {
            number: row.get(0)?,
            at: row.get(1)?,
            by: row.get(2)?,
            kind: word(EntryKind::parse(&row.get::<String>(3)?), "kind of entry")?,
            grade: word(Grade::of_number(row.get(4)?), "grade")?,
            text: String::new(),
        };
        Ok((entry, row.get(5)?))
    })
}

pub(super) fn open_count(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(OPEN_COUNT, &[], |row| row.get(0))
}
