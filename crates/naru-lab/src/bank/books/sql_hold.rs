//! The statements of what is kept on accounts.

use naru_base::{Fault, Micros, Won};
use naru_store::{Tx, args};

const FIND: &str = "SELECT account_num, asked, kept, code, released_at FROM bank_hold \
     WHERE request_id = $1";
const ADD: &str = "INSERT INTO bank_hold (request_id, account_num, asked, kept, code, at, \
     released_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const RELEASE: &str = "UPDATE bank_hold SET released_at = $1 \
     WHERE request_id = $2 AND released_at IS NULL";

/// Every statement of this file, for the test that prepares them on both engines.
pub const HOLD_STATEMENTS: &[&str] = &[FIND, ADD, RELEASE];

/// What was decided about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hold {
    pub(super) account_num: String,
    pub(super) asked: Won,
    pub(super) kept: Won,
    pub(super) code: String,
    pub(super) released_at: Option<Micros>,
}

pub(super) fn find(tx: &mut Tx<'_>, request: &str) -> Result<Option<Hold>, Fault> {
    tx.opt(FIND, args![request], |row| {
        Ok(Hold {
            account_num: row.get(0)?,
            asked: row.get(1)?,
            kept: row.get(2)?,
            code: row.get(3)?,
            released_at: row.get(4)?,
        })
    })
}

pub(super) fn add(tx: &mut Tx<'_>, request: &str, it: &Hold, now: Micros) -> Result<(), Fault> {
    let Hold { account_num, asked, kept, code, released_at } = it;
    tx.exec(ADD, args![request, account_num, asked, kept, code, now, released_at]).map(drop)
}

pub(super) fn release(tx: &mut Tx<'_>, request: &str, now: Micros) -> Result<(), Fault> {
    tx.exec(RELEASE, args![now, request]).map(drop)
}
