//! SQL of the rules.

use super::Parameter;
use naru_base::{Fault, Micros};
use naru_store::{Tx, args};

const ADD: &str = "INSERT INTO policy_parameter (name, valid_from, value, source) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const LIST: &str = "SELECT name, valid_from, value, source FROM policy_parameter \
     ORDER BY name, valid_from";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, LIST];

pub(super) fn add_if_absent(
    tx: &mut Tx<'_>,
    name: &str,
    valid_from: Micros,
    value: i64,
    source: &str,
) -> Result<(), Fault> {
    tx.exec(ADD, args![name, valid_from, value, source]).map(drop)
}

pub(super) fn list(tx: &mut Tx<'_>) -> Result<Vec<Parameter>, Fault> {
    tx.all(LIST, &[], |row| {
        Ok(Parameter {
            name: row.get(0)?,
            valid_from: row.get(1)?,
            value: row.get(2)?,
            source: row.get(3)?,
        })
    })
}
