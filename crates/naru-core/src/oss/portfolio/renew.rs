//! Judging everything anew when newer data came, in small steps between which bills come in.
//!
//! A version is looked at once, however many systems use it; only those of which the data say
//! something else than before are written, and only the packages of systems that use them are
//! settled. Of data that follow those by which everything was judged, only the packages are looked
//! at of which they say something else. Every step may run twice, and a run that was cut off goes
//! on where it was: what is still to be settled stands in the store.

use super::data::{Advisories, Judged};
use super::model::Rules;
use super::sql_state::{self, State};
use super::{settle, sql};
use naru_base::{Answer, AuditRecord, Env, Fault, Id, Micros};
use naru_store::Tx;
use std::collections::BTreeSet;

/// Versions that are looked at in one step.
pub const VERSIONS_PER_PAGE: i64 = 2_000;
/// Packages whose versions are looked at in one step.
pub const NAMES_PER_PAGE: usize = 500;
/// Versions of which one commit writes down what is said.
pub const VERSIONS_PER_COMMIT: usize = 50;
/// Pairs of system and package that one commit settles.
pub const PAIRS_PER_COMMIT: i64 = 200;

/// Versions as they were last judged.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Id, package URL, digest of what was said.
    pub versions: Vec<(i64, String, [u8; 32])>,
}

/// What a version is said to be affected by now.
pub type Renewal = (i64, Judged);

/// Takes newer data: from now on bills are judged by these. `false` if they are in use already.
pub fn begin(tx: &mut Tx<'_>, env: &Env, data: &Advisories) -> Answer<bool> {
    if sql_state::data(tx)? == data.sha256 {
        return Ok(false);
    }
    sql_state::begin(tx, data, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: "system:oss".to_owned(),
        action: "oss.data.taken",
        subject: format!("oss-data:{}", data.sha256),
        body: format!(r#"{{"advisories":{}}}"#, data.head.advisories),
    });
    Ok(true)
}

/// How it stands.
pub fn pending(tx: &mut Tx<'_>) -> Result<State, Fault> {
    sql_state::state(tx)
}

/// The count of changes that standings may hang on.
pub fn changes(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    sql_state::version(tx)
}

/// The next versions to be looked at.
pub fn judge_page(tx: &mut Tx<'_>, after: i64) -> Result<Page, Fault> {
    Ok(Page { versions: sql::versions_after(tx, after, VERSIONS_PER_PAGE)? })
}

/// All versions of some packages: ecosystem, and the name there.
pub fn judge_named(tx: &mut Tx<'_>, names: &[(String, String)]) -> Result<Page, Fault> {
    let mut page = Page::default();
    for (ecosystem, name) in names {
        page.versions.extend(sql::versions_named(tx, (ecosystem, name))?);
    }
    Ok(page)
}

impl Page {
    /// Those of which the data say something else than before.
    pub fn renewed(&self, data: &Advisories) -> Result<Vec<Renewal>, super::DataError> {
        let mut out = Vec::new();
        for (id, purl, seen) in &self.versions {
            let judged = data.judge(purl)?;
            if judged.seen != *seen {
                out.push((*id, judged));
            }
        }
        Ok(out)
    }

    /// Where the next page begins; none if this was the last.
    pub fn next(&self) -> Option<i64> {
        let is_full = i64::try_from(self.versions.len()).is_ok_and(|n| n == VERSIONS_PER_PAGE);
        self.versions.last().filter(|_| is_full).map(|it| it.0)
    }
}

/// Writes down what is said of versions now. `false` if newer data came meanwhile: begin again.
pub fn take(tx: &mut Tx<'_>, env: &Env, data: &str, renewed: &[Renewal]) -> Result<bool, Fault> {
    if sql_state::data(tx)? != data {
        return Ok(false);
    }
    for (version, judged) in renewed {
        sql::judge_anew(tx, *version, judged, env.now)?;
    }
    Ok(true)
}

/// Settles some of what is to be settled; gives how many pairs that were.
pub fn settle_some(tx: &mut Tx<'_>, env: &Env, rules: &Rules) -> Result<usize, Fault> {
    let pairs = sql::todo(tx, PAIRS_PER_COMMIT)?;
    let mut systems: BTreeSet<Id> = BTreeSet::new();
    let mut last = None;
    for (id, package) in &pairs {
        if last.as_ref().is_none_or(|it: &super::System| it.id != *id) {
            last = sql::find_system(tx, *id)?;
        }
        if let Some(system) = &last
            && settle::package(tx, system, *package, rules, env.now)? > 0
        {
            systems.insert(*id);
        }
    }
    // They were the first in their order: what comes up to the last of them is done.
    if let Some((id, package)) = pairs.last() {
        sql::todo_done(tx, *id, *package)?;
    }
    if !systems.is_empty() {
        sql_state::next_version(tx)?;
    }
    for id in systems {
        sql::count_findings(tx, id)?;
    }
    Ok(pairs.len())
}

/// Writes down that everything was judged by these data.
pub fn finish(tx: &mut Tx<'_>, data: &str, now: Micros) -> Result<(), Fault> {
    sql_state::done(tx, data, now)
}
