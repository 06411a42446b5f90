//! SQL of fraud detection.

use super::model::{Action, Detection};
use naru_base::{BusinessDate, ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Tx, args};

const ADD: &str = "INSERT INTO fds_detection (business_date, id, client_use_code, at, \
     transfer_date, bank_tran_id, bank_code, amount, rule, action) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const LIST: &str = "SELECT id, client_use_code, at, transfer_date, bank_tran_id, bank_code, \
     amount, rule, action FROM fds_detection WHERE client_use_code = $1 AND business_date = $2 \
     AND at >= $3 AND at < $4 ORDER BY at, id LIMIT $5";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, LIST];

/// Records a finding, in the commit that decides the transfer.
pub fn record(tx: &mut Tx<'_>, it: &Detection) -> Result<(), Fault> {
    tx.exec(
        ADD,
        args![
            it.at.business_date(),
            it.id.to_string(),
            it.institution,
            it.at,
            it.transfer_date,
            it.transfer_id,
            it.bank,
            it.amount,
            it.rule,
            it.action.as_str()
        ],
    )
    .map(drop)
}

/// What was found in an institution's transfers on a date, from the first instant to before the
/// second; the earliest first, `most` at most.
pub fn detections(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    date: BusinessDate,
    (from, until): (Micros, Micros),
    most: i64,
) -> Result<Vec<Detection>, Fault> {
    tx.all(LIST, args![institution, date, from, until, most], |row| {
        let corrupt = |what: &str| Fault::new(FaultKind::Corrupt, format!("a detection's {what}"));
        Ok(Detection {
            id: Id::parse(&row.get::<String>(0)?).map_err(|_| corrupt("id"))?,
            institution: row.get(1)?,
            at: row.get(2)?,
            transfer_date: row.get(3)?,
            transfer_id: row.get(4)?,
            bank: row.get(5)?,
            amount: row.get(6)?,
            rule: row.get(7)?,
            action: Action::parse(&row.get::<String>(8)?).ok_or_else(|| corrupt("action"))?,
        })
    })
}
