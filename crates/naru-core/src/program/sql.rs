//! The slice's SQL, all of it.

use super::model::{Program, Secret, named};
use naru_base::seal::LookupHash;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

const ADD: &str = "INSERT INTO program_program \
     (program_id, name, account_id, scopes, made_at, made_by, until_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const ONE: &str = "SELECT program_id, name, account_id, scopes, made_at, made_by, until_at, \
     ended_at, ended_by FROM program_program WHERE program_id = $1";
const LIST: &str = "SELECT program_id, name, account_id, scopes, made_at, made_by, until_at, \
     ended_at, ended_by FROM program_program ORDER BY made_at DESC, program_id DESC LIMIT $1";
const END: &str = "UPDATE program_program SET ended_at = $2, ended_by = $3 \
     WHERE program_id = $1 AND ended_at IS NULL";
const SECRETS: &str = "SELECT hash, made_at, until_at FROM program_secret WHERE program_id = $1 \
     ORDER BY made_at, hash";
const SECRET_ADD: &str = "INSERT INTO program_secret (program_id, hash, made_at, until_at) \
     VALUES ($1, $2, $3, NULL)";
const SECRETS_END: &str = "UPDATE program_secret SET until_at = $2 \
     WHERE program_id = $1 AND (until_at IS NULL OR until_at > $2)";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, ONE, LIST, END, SECRETS, SECRET_ADD, SECRETS_END];

fn id(row: &Row<'_>, i: usize) -> Result<Id, Fault> {
    let text: String = row.get(i)?;
    Id::parse(&text).map_err(|e| Fault::because(FaultKind::Corrupt, "a program's id is none", e))
}

fn program(row: &Row<'_>) -> Result<Program, Fault> {
    let words: String = row.get(3)?;
    let strange = || Fault::new(FaultKind::Corrupt, "a program may something that there is not");
    let ended_at: Option<Micros> = row.get(7)?;
    let ended_by: Option<String> = row.get(8)?;
    Ok(Program {
        id: id(row, 0)?,
        name: row.get(1)?,
        account: id(row, 2)?,
        scopes: named(&words).ok_or_else(strange)?,
        made_at: row.get(4)?,
        made_by: row.get(5)?,
        until: row.get(6)?,
        ended: ended_at.map(|at| (at, ended_by.unwrap_or_default())),
        secrets: Vec::new(),
    })
}

fn with_secrets(tx: &mut Tx<'_>, mut it: Program) -> Result<Program, Fault> {
    it.secrets = tx.all(SECRETS, args![it.id.to_string()], |row| {
        let hash = LookupHash::from_bytes(row.get(0)?);
        Ok(Secret { hash, made_at: row.get(1)?, until: row.get(2)? })
    })?;
    Ok(it)
}

/// `false`: the id is taken.
pub(super) fn add(tx: &mut Tx<'_>, it: &Program) -> Result<bool, Fault> {
    let (id, account, scopes) = (it.id.to_string(), it.account.to_string(), it.words());
    let row = args![id, it.name, account, scopes, it.made_at, it.made_by, it.until];
    Ok(tx.exec(ADD, row)? == 1)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Program>, Fault> {
    let found = tx.opt(ONE, args![id.to_string()], program)?;
    found.map(|it| with_secrets(tx, it)).transpose()
}

/// The latest first.
pub(super) fn list(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Program>, Fault> {
    let all = tx.all(LIST, args![most], program)?;
    all.into_iter().map(|it| with_secrets(tx, it)).collect()
}

/// `false`: it was over.
pub(super) fn end(tx: &mut Tx<'_>, id: Id, at: Micros, by: &str) -> Result<bool, Fault> {
    Ok(tx.exec(END, args![id.to_string(), at, by])? == 1)
}

pub(super) fn add_secret(
    tx: &mut Tx<'_>,
    id: Id,
    hash: &LookupHash,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(SECRET_ADD, args![id.to_string(), hash.as_bytes(), now]).map(drop)
}

/// Ends what lives longer.
pub(super) fn end_secrets(tx: &mut Tx<'_>, id: Id, until: Micros) -> Result<(), Fault> {
    tx.exec(SECRETS_END, args![id.to_string(), until]).map(drop)
}
