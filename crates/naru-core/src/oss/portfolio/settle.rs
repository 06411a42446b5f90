//! Settling: the findings of a package in a system are brought up to what is said of it now.

use super::decide::{self, Change, Known, Present};
use super::model::{Rules, System};
use super::sql_find::{self, Counter};
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;

/// Brings one package of one system up to date; gives how many findings changed. Whoever calls
/// counts the change (`sql_state::next_version`), once for all packages of its commit.
pub(super) fn package(
    tx: &mut Tx<'_>,
    (system, counter): (&System, &mut Counter),
    package: i64,
    rules: &Rules,
    now: Micros,
) -> Result<usize, Fault> {
    let is_retired = system.retired_at.is_some();
    let hits = if is_retired { Vec::new() } else { sql_find::hits(tx, system, package)? };
    let known = sql_find::known(tx, system.id, package)?;
    if hits.is_empty() && known.iter().all(|it| it.gone.is_some()) {
        return Ok(0);
    }
    // Which versions are there matters only for what no hit speaks of any more.
    let versions = match known.iter().any(|it| is_open_without_hit(it, &hits)) {
        true => sql_find::present(tx, system.id, package)?,
        false => Vec::new(),
    };
    let present = |it: &Known| presence(it, &versions, is_retired);
    let changes = decide::settle(&hits, &known, present, rules, now);
    write(tx, counter, (system.id, &system.institution, package), &changes, now)?;
    Ok(changes.len())
}

pub(super) fn is_open_without_hit(it: &Known, hits: &[decide::Hit]) -> bool {
    it.gone.is_none() && !hits.iter().any(|hit| hit.advisory == it.advisory)
}

/// What a system has of a package that a finding is about: these versions.
pub(super) fn presence(it: &Known, versions: &[String], is_retired: bool) -> Present {
    let is_there = |version: &str| versions.iter().any(|own| own == version);
    match () {
        () if is_retired => Present::Retired,
        () if versions.is_empty() => Present::No,
        () if it.versions.split(", ").all(is_there) => Present::Same,
        () => Present::Other,
    }
}

/// Writes down what was decided of a package in a system.
pub(super) fn write(
    tx: &mut Tx<'_>,
    counter: &mut Counter,
    (system, institution, package): (Id, &ClientUseCode, i64),
    changes: &[Change],
    now: Micros,
) -> Result<(), Fault> {
    for change in changes {
        match change {
            Change::New(it) => {
                sql_find::add(tx, counter, (system, institution), package, it)?;
            }
            Change::Open(it) => sql_find::open(tx, system, package, it)?,
            Change::Close { advisory, why } => {
                sql_find::close(tx, system, package, advisory, (now, *why))?;
            }
        }
    }
    Ok(())
}
