//! SQL of how the portfolio stands.

use naru_base::{Fault, Micros};
use naru_store::{Tx, args};

/// What is to be done is counted up to a bound: nobody waits for the counting of a million.
const FIND: &str = "SELECT version, data, made, newest, advisories, taken_at, done_at, \
     (SELECT count(*) FROM (SELECT 1 FROM oss_todo LIMIT 100000) t) \
     + (SELECT count(*) FROM (SELECT 1 FROM oss_recount LIMIT 100000) t) \
     FROM oss_state WHERE id = 1";
const DATA: &str = "SELECT data FROM oss_state WHERE id = 1";
const VERSION: &str = "SELECT version FROM oss_state WHERE id = 1";
const NEXT: &str = "UPDATE oss_state SET version = version + 1 WHERE id = 1";
const BEGIN: &str = "UPDATE oss_state SET data = $1, made = $2, newest = $3, advisories = $4, \
     taken_at = $5, done_at = NULL WHERE id = 1";
const DONE: &str = "UPDATE oss_state SET done_at = $2 WHERE id = 1 AND data = $1";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[FIND, DATA, VERSION, NEXT, BEGIN, DONE];

/// How the portfolio stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Counts every change of what standings may hang on.
    pub version: i64,
    /// SHA-256 of the data by which it is judged, hexadecimal; empty before there were any.
    pub data: String,
    /// When they were made.
    pub made: String,
    /// The newest change of any advisory in them.
    pub newest: String,
    /// Advisories in them.
    pub advisories: i64,
    /// When they were taken.
    pub taken_at: Micros,
    /// When everything had been judged by them.
    pub done_at: Option<Micros>,
    /// Matters that are still to be settled and systems that are to be counted, each up to a
    /// hundred thousand.
    pub todo: i64,
}

pub(super) fn state(tx: &mut Tx<'_>) -> Result<State, Fault> {
    tx.one(FIND, &[], |row| {
        Ok(State {
            version: row.get(0)?,
            data: row.get(1)?,
            made: row.get(2)?,
            newest: row.get(3)?,
            advisories: row.get(4)?,
            taken_at: row.get(5)?,
            done_at: row.get(6)?,
            todo: row.get(7)?,
        })
    })
}

/// By which data it is judged.
pub(super) fn data(tx: &mut Tx<'_>) -> Result<String, Fault> {
    tx.one(DATA, &[], |row| row.get(0))
}

pub(super) fn version(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    tx.one(VERSION, &[], |row| row.get(0))
}

pub(super) fn next_version(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.exec(NEXT, &[]).map(drop)
}

pub(super) fn begin(tx: &mut Tx<'_>, it: &super::Advisories, now: Micros) -> Result<(), Fault> {
    let newest = it.head.newest.clone().unwrap_or_default();
    let advisories = i64::try_from(it.head.advisories).unwrap_or(i64::MAX);
    tx.exec(BEGIN, args![it.sha256, it.head.made, newest, advisories, now]).map(drop)
}

pub(super) fn done(tx: &mut Tx<'_>, data: &str, now: Micros) -> Result<(), Fault> {
    tx.exec(DONE, args![data, now]).map(drop)
}
