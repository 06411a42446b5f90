//! Settling: the findings of a package in a system are brought up to what is said of it now.

use super::decide::{self, Change, Known, Present};
use super::model::{Rules, System};
use super::{sql_find, sql_state};
use naru_base::{Fault, Micros};
use naru_store::Tx;

/// Brings one package of one system up to date; gives how many findings changed.
pub(super) fn package(
    tx: &mut Tx<'_>,
    system: &System,
    package: i64,
    rules: &Rules,
    now: Micros,
) -> Result<usize, Fault> {
    let is_retired = system.retired_at.is_some();
    let hits = if is_retired { Vec::new() } else { sql_find::hits(tx, system.id, package)? };
    let known = sql_find::known(tx, system.id, package)?;
    if hits.is_empty() && known.iter().all(|it| it.gone.is_some()) {
        return Ok(0);
    }
    let versions = sql_find::present(tx, system.id, package)?;
    let present = |it: &Known| {
        let is_there = |version: &str| versions.iter().any(|own| own == version);
        match () {
            () if is_retired => Present::Retired,
            () if versions.is_empty() => Present::No,
            () if it.versions.split(", ").all(is_there) => Present::Same,
            () => Present::Other,
        }
    };
    let changes = decide::settle(&hits, &known, present, rules, now);
    for change in &changes {
        match change {
            Change::New(it) => sql_find::add(tx, system, package, it)?,
            Change::Open(it) => sql_find::open(tx, system.id, package, it)?,
            Change::Close { advisory, why } => {
                sql_find::close(tx, system.id, package, advisory, (now, *why))?;
            }
        }
    }
    if !changes.is_empty() {
        sql_state::next_version(tx)?;
    }
    Ok(changes.len())
}
