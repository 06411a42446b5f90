//! SQL of the rules.

use super::{Override, Parameter};
use naru_base::{ClientUseCode, Fault, Micros};
use naru_store::{Tx, args};

const ADD: &str = "INSERT INTO policy_parameter (name, valid_from, value, source) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const LIST: &str = "SELECT name, valid_from, value, source FROM policy_parameter \
     ORDER BY name, valid_from";
const OVERRIDE_ADD: &str = "INSERT INTO policy_override \
     (client_use_code, name, valid_from, value, source) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const OVERRIDES: &str = "SELECT client_use_code, name, valid_from, value, source \
     FROM policy_override ORDER BY client_use_code, name, valid_from";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, LIST, OVERRIDE_ADD, OVERRIDES];

pub(super) fn add_override(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    name: &str,
    valid_from: Micros,
    value: i64,
    source: &str,
) -> Result<(), Fault> {
    tx.exec(OVERRIDE_ADD, args![institution, name, valid_from, value, source]).map(drop)
}

pub(super) fn overrides(tx: &mut Tx<'_>) -> Result<Vec<Override>, Fault> {
    tx.all(OVERRIDES, &[], |row| {
        Ok(Override {
            institution: row.get(0)?,
            parameter: Parameter {
                name: row.get(1)?,
                valid_from: row.get(2)?,
                value: row.get(3)?,
                source: row.get(4)?,
            },
        })
    })
}

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
