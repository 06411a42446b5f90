//! SQL that looks into the call log.

use super::Key;
use naru_base::Fault;
use naru_store::{Tx, args};

const FIND: &str = "SELECT count(*) FROM relay_call \
     WHERE business_date = $1 AND bank_tran_id = $2";

/// Every statement of this file, for the test that prepares them on both engines.
pub const CALL_FIND_STATEMENTS: &[&str] = &[FIND];

/// Whether the call log has an inquiry of this id.
pub fn is_logged(tx: &mut Tx<'_>, key: &Key) -> Result<bool, Fault> {
    tx.one(FIND, args![key.date, key.id], |row| row.get::<i64>(0)).map(|count| count > 0)
}
