//! SQL of marks: how far a sweep that tells of coming ends has come.

use naru_base::{Fault, Micros};
use naru_store::{Tx, args};

const FIND: &str = "SELECT until_at, last_key FROM notify_mark WHERE sweep = $1";
const SET: &str = "INSERT INTO notify_mark (sweep, until_at, last_key) VALUES ($1, $2, $3) \
     ON CONFLICT (sweep) DO UPDATE SET until_at = excluded.until_at, last_key = excluded.last_key";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[FIND, SET];

/// Behind which place a sweep goes on; `None` if it never ran.
pub fn mark(tx: &mut Tx<'_>, sweep: &str) -> Result<Option<(Micros, String)>, Fault> {
    tx.opt(FIND, args![sweep], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Notes how far a sweep has come, in the commit of what it has told.
pub fn set_mark(tx: &mut Tx<'_>, sweep: &str, at: &(Micros, String)) -> Result<(), Fault> {
    tx.exec(SET, args![sweep, at.0, at.1]).map(drop)
}
