//! SQL of who fills which office.

use super::model::{Office, SeatStanding};
use super::seats::{Seat, SeatChange};
use naru_base::role::Role;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const CONFIRMED: &str = "SELECT office, role, source, decided_at FROM oss_seat \
     WHERE standing = 'confirmed' ORDER BY decided_at DESC, id DESC";
/// A change, with more of the statement.
macro_rules! change {
    ($more:literal) => {
        concat!(
            "SELECT id, office, role, source, proposed_at, proposed_by, standing, decided_by, ",
            "decided_at, sealed_why, expires_at FROM oss_seat ",
            $more
        )
    };
}
const PROPOSED: &str =
    change!("WHERE standing = 'proposed' AND expires_at > $1 ORDER BY proposed_at, id");
const OVER: &str =
    change!("WHERE standing = 'proposed' AND expires_at <= $1 ORDER BY proposed_at, id");
const FIND: &str = change!("WHERE id = $1");
const ENDED: &str = change!(
    "WHERE standing <> 'proposed' AND proposed_by <> 'system:shipped' \
     ORDER BY decided_at DESC, id DESC LIMIT $1"
);
const UNTOLD: &str = change!("WHERE told = 0 ORDER BY proposed_at, id LIMIT $1");
const TOLD: &str = "UPDATE oss_seat SET told = 1 WHERE id = $1 AND standing = $2";
const BEFORE: &str = "SELECT role FROM oss_seat WHERE office = $1 AND standing = 'confirmed' \
     AND id <> $2 AND decided_at <= $3 ORDER BY decided_at DESC, id DESC LIMIT 1";
const ADD: &str = "INSERT INTO oss_seat (id, office, role, source, proposed_at, proposed_by, \
     expires_at, standing, told) VALUES ($1, $2, $3, $4, $5, $6, $7, 'proposed', 0)";
const END: &str = "UPDATE oss_seat SET standing = $2, decided_at = $3, decided_by = $4, \
     sealed_why = $5, told = 0 WHERE id = $1 AND standing = 'proposed'";

/// Every statement of this file.
pub const STATEMENTS: &[&str] =
    &[CONFIRMED, PROPOSED, OVER, FIND, ENDED, UNTOLD, TOLD, BEFORE, ADD, END];

fn word<T>(row: &Row<'_>, i: usize, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, format!("the portfolio holds an unknown word `{text}`"))
    })
}

/// What was confirmed, the newest first.
pub(super) fn confirmed(tx: &mut Tx<'_>) -> Result<Vec<Seat>, Fault> {
    tx.all(CONFIRMED, &[], |row| {
        Ok(Seat {
            office: word(row, 0, Office::parse)?,
            role: word(row, 1, Role::parse)?,
            source: row.get(2)?,
            since: row.get(3)?,
        })
    })
}

/// What is to be confirmed.
pub(super) fn proposed(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<SeatChange>, Fault> {
    tx.all(PROPOSED, args![now], change)
}

/// What nobody confirmed in time.
pub(super) fn over(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<SeatChange>, Fault> {
    tx.all(OVER, args![now], change)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<SeatChange>, Fault> {
    tx.opt(FIND, args![id.to_string()], change)
}

fn change(row: &Row<'_>) -> Result<SeatChange, Fault> {
    Ok(SeatChange {
        id: row.get(0)?,
        office: word(row, 1, Office::parse)?,
        role: word(row, 2, Role::parse)?,
        source: row.get(3)?,
        at: row.get(4)?,
        by: row.get(5)?,
        standing: word(row, 6, SeatStanding::parse)?,
        ended: row.get::<Option<String>>(7)?.zip(row.get::<Option<Micros>>(8)?),
        sealed_why: row.get(9)?,
        expires_at: row.get(10)?,
    })
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The newest that were decided or taken back; what was shipped was decided by nobody.
pub(super) fn ended(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<SeatChange>, Fault> {
    tx.all(ENDED, args![count(limit)], change)
}

/// Of which nobody was told.
pub(super) fn untold(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<SeatChange>, Fault> {
    tx.all(UNTOLD, args![count(limit)], change)
}

pub(super) fn told(tx: &mut Tx<'_>, it: &SeatChange) -> Result<(), Fault> {
    tx.exec(TOLD, args![it.id.to_string(), it.standing.as_str()]).map(drop)
}

/// Who filled an office until then, without a change itself.
pub(super) fn before(
    tx: &mut Tx<'_>,
    office: Office,
    (change, until): (Id, Micros),
) -> Result<Option<Role>, Fault> {
    let change = change.to_string();
    tx.opt(BEFORE, args![office.as_str(), change, until], |row| word(row, 0, Role::parse))
}

pub(super) fn add(tx: &mut Tx<'_>, it: &SeatChange) -> Result<(), Fault> {
    let (id, office, role) = (it.id.to_string(), it.office.as_str(), it.role.as_str());
    tx.exec(ADD, args![id, office, role, it.source, it.at, it.by, it.expires_at]).map(drop)
}

pub(super) fn end(
    tx: &mut Tx<'_>,
    id: Id,
    (standing, sealed): (SeatStanding, Option<&[u8]>),
    (by, now): (&str, Micros),
) -> Result<(), Fault> {
    tx.exec(END, args![id.to_string(), standing.as_str(), now, by, sealed]).map(drop)
}
