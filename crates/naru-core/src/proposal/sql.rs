//! The slice's SQL, all of it.

use super::model::{Case, Draft, Moment, State};
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select_case {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, subject, body, sealed_reason, state, proposed_by, proposed_at, \
             expires_at, decided_by, decided_at, code_hash, sealed_code, sealed_link, sealed_refusal \
             FROM proposal_case ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO proposal_case (id, kind, subject, body, sealed_reason, state, \
     proposed_by, proposed_at, expires_at, code_hash, sealed_code) \
     VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
const FIND: &str = select_case!("WHERE id = $1");
const OPEN_FOR: &str = select_case!("WHERE kind = $1 AND subject = $2 AND state = 'open'");
const ABOUT: &str = select_case!("WHERE subject = $1 ORDER BY proposed_at DESC, id DESC LIMIT $2");
// What lapsed is over before anybody writes so.
const OVER: &str = select_case!(
    "WHERE (state <> 'open' OR expires_at <= $1) \
     AND (COALESCE(decided_at, expires_at), id) < ($2, $3) \
     ORDER BY COALESCE(decided_at, expires_at) DESC, id DESC LIMIT $4"
);
const OPEN: &str =
    select_case!("WHERE state = 'open' AND expires_at > $1 ORDER BY proposed_at, id LIMIT $2");
const DECIDE: &str = "UPDATE proposal_case SET state = $2, decided_by = $3, decided_at = $4, \
     sealed_link = $5, sealed_refusal = $6 WHERE id = $1 AND state = 'open'";
const OVERDUE: &str = "SELECT id FROM proposal_case WHERE state = 'open' AND expires_at <= $1 \
     ORDER BY expires_at, id LIMIT 100";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, FIND, OPEN_FOR, ABOUT, OVER, OPEN, DECIDE, OVERDUE];

fn case(row: &Row<'_>) -> Result<Case, Fault> {
    let state: String = row.get(5)?;
    let state = State::parse(&state)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal has an unknown state"))?;
    Ok(Case {
        id: row.get(0)?,
        kind: row.get(1)?,
        subject: row.get(2)?,
        body: row.get(3)?,
        sealed_reason: row.get(4)?,
        state,
        proposed_by: row.get(6)?,
        proposed_at: row.get(7)?,
        expires_at: row.get(8)?,
        decided_by: row.get(9)?,
        decided_at: row.get(10)?,
        code_hash: row.get(11)?,
        sealed_code: row.get(12)?,
        sealed_link: row.get(13)?,
        sealed_refusal: row.get(14)?,
    })
}

/// `false` if the id, or an open proposal of this deed on this thing, is there already.
pub(super) fn add(
    tx: &mut Tx<'_>,
    it: &Draft,
    by: Id,
    (at, until): (Micros, Micros),
) -> Result<bool, Fault> {
    let (hash, code) = it.code.as_ref().map_or((None, None), |(h, c)| (Some(h), Some(&c[..])));
    let (id, by, reason) = (it.id.to_string(), by.to_string(), &it.sealed_reason[..]);
    let args = args![id, it.kind, it.subject, it.body, reason, by, at, until, hash, code];
    Ok(tx.exec(ADD, args)? == 1)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Case>, Fault> {
    tx.opt(FIND, args![id.to_string()], case)
}

pub(super) fn open_for(tx: &mut Tx<'_>, kind: &str, subject: &str) -> Result<Option<Case>, Fault> {
    tx.opt(OPEN_FOR, args![kind, subject], case)
}

pub(super) fn about(tx: &mut Tx<'_>, subject: &str, limit: i64) -> Result<Vec<Case>, Fault> {
    tx.all(ABOUT, args![subject, limit], case)
}

/// What was over before a moment, the latest first.
pub(super) fn over(
    tx: &mut Tx<'_>,
    now: Micros,
    (at, id): Moment,
    limit: i64,
) -> Result<Vec<Case>, Fault> {
    tx.all(OVER, args![now, at, id.to_string(), limit], case)
}

pub(super) fn open(tx: &mut Tx<'_>, now: Micros, limit: i64) -> Result<Vec<Case>, Fault> {
    tx.all(OPEN, args![now, limit], case)
}

/// `false` if somebody decided it in the meantime.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    id: Id,
    state: State,
    by: Option<Id>,
    at: Micros,
    (link, refusal): (Option<&[u8]>, Option<&[u8]>),
) -> Result<bool, Fault> {
    let by = by.map(|it| it.to_string());
    Ok(tx.exec(DECIDE, args![id.to_string(), state.as_str(), by, at, link, refusal])? == 1)
}

pub(super) fn overdue(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Id>, Fault> {
    tx.all(OVERDUE, args![now], |row| row.get(0))
}
