//! SQL of exposures.

use super::exposure::EndWhy;
use super::facts::Exposure;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT e.client_use_code, e.exposure_id, e.system_id, e.system_name, e.package, \
             e.advisory, e.notice_at, e.due_at, e.cut_at, e.stop_at, d.ended_at \
             FROM admission_exposure e \
             LEFT JOIN admission_exposure_end d ON d.exposure_id = e.exposure_id ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO admission_exposure (exposure_id, client_use_code, system_id, \
     system_name, package, advisory, notice_at, due_at, cut_at, stop_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const END: &str =
    "INSERT INTO admission_exposure_end (exposure_id, ended_at, why) VALUES ($1, $2, $3)";
const OPEN: &str = select!(
    "WHERE e.system_id > $1 AND ($2 = '' OR e.system_id <= $2) AND d.ended_at IS NULL \
     ORDER BY e.client_use_code, e.notice_at, e.exposure_id"
);
const OF: &str = select!("WHERE e.client_use_code = $1 ORDER BY e.notice_at, e.exposure_id");
const OPEN_COUNT: &str = "SELECT count(*) FROM admission_exposure e \
     LEFT JOIN admission_exposure_end d ON d.exposure_id = e.exposure_id \
     WHERE e.client_use_code = $1 AND d.ended_at IS NULL";
const APPLIED: &str = "SELECT client_use_code FROM admission_application ORDER BY client_use_code";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[ADD, END, OPEN, OF, OPEN_COUNT, APPLIED];

pub(super) fn add(tx: &mut Tx<'_>, code: &ClientUseCode, it: &Exposure) -> Result<(), Fault> {
    let (id, system) = (it.id.to_string(), it.system.to_string());
    let args = args![
        id,
        code,
        system,
        it.system_name,
        it.package,
        it.advisory,
        it.notice_at,
        it.due_at,
        it.cut_at,
        it.stop_at
    ];
    tx.exec(ADD, args).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, id: Id, now: Micros, why: EndWhy) -> Result<(), Fault> {
    tx.exec(END, args![id.to_string(), now, why.as_str()]).map(drop)
}

fn exposure(row: &Row<'_>) -> Result<(ClientUseCode, Exposure), Fault> {
    let it = Exposure {
        id: row.get(1)?,
        system: row.get(2)?,
        system_name: row.get(3)?,
        package: row.get(4)?,
        advisory: row.get(5)?,
        notice_at: row.get(6)?,
        due_at: row.get(7)?,
        cut_at: row.get(8)?,
        stop_at: row.get(9)?,
        ended_at: row.get(10)?,
    };
    Ok((row.get(0)?, it))
}

/// Those of some systems that are not ended.
pub(super) fn open(
    tx: &mut Tx<'_>,
    (after, until): (&str, &str),
) -> Result<Vec<(ClientUseCode, Exposure)>, Fault> {
    tx.all(OPEN, args![after, until], exposure)
}

/// All of one institution, also those that are over.
pub(super) fn of(tx: &mut Tx<'_>, code: &str) -> Result<Vec<(ClientUseCode, Exposure)>, Fault> {
    tx.all(OF, args![code], exposure)
}

/// Who has applied: nobody else has a standing that could go down.
pub(super) fn applied(tx: &mut Tx<'_>) -> Result<Vec<ClientUseCode>, Fault> {
    tx.all(APPLIED, &[], |row| row.get(0))
}

pub(super) fn open_count(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<i64, Fault> {
    tx.one(OPEN_COUNT, args![code], |row| row.get(0))
}
