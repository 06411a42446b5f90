//! SQL of who fills which office.

use super::model::Office;
use super::seats::{Seat, SeatChange};
use naru_base::role::Role;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const CONFIRMED: &str = "SELECT office, role, source, decided_at FROM oss_seat \
     WHERE standing = 'confirmed' ORDER BY decided_at DESC, id DESC";
const PROPOSED: &str = "SELECT id, office, role, source, proposed_at, proposed_by FROM oss_seat \
     WHERE standing = 'proposed' ORDER BY proposed_at, id";
const ADD: &str = "INSERT INTO oss_seat (id, office, role, source, proposed_at, proposed_by, \
     standing) VALUES ($1, $2, $3, $4, $5, $6, 'proposed')";
const DECIDE: &str = "UPDATE oss_seat SET standing = $2, decided_at = $3, decided_by = $4 \
     WHERE id = $1 AND standing = 'proposed'";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[CONFIRMED, PROPOSED, ADD, DECIDE];

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
pub(super) fn proposed(tx: &mut Tx<'_>) -> Result<Vec<SeatChange>, Fault> {
    tx.all(PROPOSED, &[], |row| {
        Ok(SeatChange {
            id: row.get(0)?,
            office: word(row, 1, Office::parse)?,
            role: word(row, 2, Role::parse)?,
            source: row.get(3)?,
            at: row.get(4)?,
            by: row.get(5)?,
        })
    })
}

pub(super) fn add(tx: &mut Tx<'_>, it: &SeatChange) -> Result<(), Fault> {
    let (id, office, role) = (it.id.to_string(), it.office.as_str(), it.role.as_str());
    tx.exec(ADD, args![id, office, role, it.source, it.at, it.by]).map(drop)
}

pub(super) fn decide(
    tx: &mut Tx<'_>,
    id: Id,
    is_yes: bool,
    (by, now): (&str, Micros),
) -> Result<(), Fault> {
    let standing = if is_yes { "confirmed" } else { "refused" };
    tx.exec(DECIDE, args![id.to_string(), standing, now, by]).map(drop)
}
