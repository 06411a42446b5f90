//! Judging everything anew when newer data came, in small steps between which bills come in.
//!
//! A version is looked at once, however many systems use it; only those of which the data say
//! something else than before are written, and only the matters are settled that affect one of them
//! otherwise, each in all systems at once ([`super::matter`]). Of data that follow those by which
//! everything was judged, only the packages are looked at of which they say something else. Every
//! step may run twice, and a run that was cut off goes on where it was: what is still to be settled
//! stands in the store.

use super::data::{Advisories, Judged, Matter};
use super::matter::Step;
use super::model::Rules;
use super::sql;
use super::sql_renew::{self, Match, Version};
use super::sql_state::{self, State};
use naru_base::{Answer, AuditRecord, Env, Fault, Micros};
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

/// Versions that are looked at in one step.
pub const VERSIONS_PER_PAGE: i64 = 2_000;
/// Packages whose versions are looked at in one step.
pub const NAMES_PER_PAGE: usize = 500;
/// Matters that one commit settles, at most.
const MATTERS_PER_COMMIT: usize = 2_000;
/// While somebody waits for the writer, a commit ends after this part of the rows, but not before
/// so many: each page that it touches is written once for all of them.
const SHARE_AWAITED: usize = 5;
const ROWS_AWAITED: usize = 1_000;
/// Systems that are counted anew in one commit; and while somebody waits for the writer.
const SYSTEMS_PER_COMMIT: i64 = 500;
const SYSTEMS_AWAITED: usize = 25;

/// What one commit of settling did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// How much of what is to be done; 0: everything is settled.
    pub done: usize,
    /// Rows that were looked at for it.
    pub rows: usize,
    /// Whether others waited for the writer: how long it took says nothing of how much fits.
    pub was_awaited: bool,
}

/// Versions as they were last judged.
#[derive(Clone, Debug, Default)]
pub struct Page {
    versions: Vec<Version>,
}

/// What a version is said to be affected by now.
#[derive(Clone, Debug)]
pub struct Renewal {
    version: i64,
    package: i64,
    judged: Judged,
}

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
    Ok(Page { versions: sql_renew::versions_after(tx, after, VERSIONS_PER_PAGE)? })
}

/// All versions of some packages: ecosystem, and the name there; without a name all of it.
pub fn judge_named(tx: &mut Tx<'_>, names: &[(String, String)]) -> Result<Page, Fault> {
    let mut page = Page::default();
    for (ecosystem, name) in names {
        page.versions.extend(sql_renew::versions_named(tx, (ecosystem, name))?);
    }
    Ok(page)
}

impl Page {
    /// How many versions are on it.
    pub const fn len(&self) -> usize {
        self.versions.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// Those of which the data say something else than before.
    pub fn renewed(&self, data: &Advisories) -> Result<Vec<Renewal>, super::DataError> {
        let mut out = Vec::new();
        for it in &self.versions {
            let judged = data.judge(&it.purl)?;
            if judged.seen != it.seen {
                out.push(Renewal { version: it.id, package: it.package, judged });
            }
        }
        Ok(out)
    }

    /// Where the next page begins; none if this was the last.
    pub fn next(&self) -> Option<i64> {
        let is_full = i64::try_from(self.versions.len()).is_ok_and(|n| n == VERSIONS_PER_PAGE);
        self.versions.last().filter(|_| is_full).map(|it| it.id)
    }
}

/// Writes down what is said of versions now. `false` if newer data came meanwhile: begin again.
pub fn take(tx: &mut Tx<'_>, env: &Env, data: &str, renewed: &[Renewal]) -> Result<bool, Fault> {
    if sql_state::data(tx)? != data {
        return Ok(false);
    }
    let mut said = BTreeMap::new();
    let mut todo = BTreeSet::new();
    for it in renewed {
        let changed = take_one(tx, it, &mut said, env.now)?;
        todo.extend(changed.into_iter().map(|advisory| (it.package, advisory)));
    }
    for (package, advisory) in &todo {
        sql_renew::add_todo(tx, *package, advisory)?;
    }
    Ok(true)
}

/// Gives the matters that affect the version otherwise than before.
fn take_one<'r>(
    tx: &mut Tx<'_>,
    it: &'r Renewal,
    said: &mut BTreeMap<&'r str, &'r Matter>,
    now: Micros,
) -> Result<Vec<String>, Fault> {
    let mut before: BTreeMap<String, Match> = sql_renew::matches(tx, it.version)?
        .into_iter()
        .map(|it| (it.advisory.clone(), it))
        .collect();
    let mut changed = Vec::new();
    for matter in &it.judged.matters {
        // What one commit says of many versions it writes once.
        let last = said.insert(&matter.id, matter);
        if last.is_none_or(|it| !it.says_the_same(matter)) {
            sql::put_advisory(tx, matter, now)?;
        }
        let own = Match::of(matter);
        if before.remove(&matter.id).as_ref() != Some(&own) {
            sql_renew::put_match(tx, it.version, &own)?;
            changed.push(own.advisory);
        }
    }
    for advisory in before.into_keys() {
        sql_renew::drop_match(tx, it.version, &advisory)?;
        changed.push(advisory);
    }
    sql_renew::set_seen(tx, it.version, it.judged.seen)?;
    Ok(changed)
}

/// Settles some of what is to be settled, until about so many rows were looked at, or fewer when
/// somebody waits for the writer: large commits write each page once, small ones let others in.
pub fn settle_some(tx: &mut Tx<'_>, env: &Env, rules: &Rules, rows: usize) -> Result<Turn, Fault> {
    let todo = sql_renew::todo(tx, MATTERS_PER_COMMIT + 1)?;
    if todo.is_empty() {
        return recount_some(tx);
    }
    let awaited = rows.min((rows / SHARE_AWAITED).max(ROWS_AWAITED));
    let mut step = Step::new(rules, env.now, todo.len() <= MATTERS_PER_COMMIT);
    let (mut done, mut was_awaited) = (0, false);
    for it in todo.iter().take(MATTERS_PER_COMMIT) {
        step.settle(tx, it)?;
        done += 1;
        was_awaited |= tx.is_awaited();
        if step.rows >= if was_awaited { awaited } else { rows } {
            break;
        }
    }
    let rows = step.rows;
    step.finish(tx)?;
    Ok(Turn { done, rows, was_awaited })
}

/// Looks up the gravest and the next finding of systems in which some are gone or milder.
fn recount_some(tx: &mut Tx<'_>) -> Result<Turn, Fault> {
    let mut turn = Turn::default();
    let mut last = None;
    for id in sql_renew::to_recount(tx, SYSTEMS_PER_COMMIT)? {
        sql::count_findings(tx, id)?;
        let was_awaited = turn.was_awaited || tx.is_awaited();
        turn = Turn { done: turn.done + 1, rows: turn.rows + 1, was_awaited };
        last = Some(id);
        if turn.done >= SYSTEMS_AWAITED && was_awaited {
            break;
        }
    }
    if let Some(last) = last {
        sql_renew::recounted(tx, last)?;
    }
    Ok(turn)
}

/// Writes down that everything was judged by these data.
pub fn finish(tx: &mut Tx<'_>, data: &str, now: Micros) -> Result<(), Fault> {
    sql_state::done(tx, data, now)
}
