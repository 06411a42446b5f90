//! Settling a matter: when the data say something else of it, its findings in one package are
//! brought up to that in all systems at once. What is read is read for all of them, what is decided
//! is decided system by system, as for a bill ([`super::decide`]).
//!
//! Matters that one or the other knows by its identifiers are settled together, because one may go
//! on under the other's name.

use super::decide::{self, Change, Hit, Known};
use super::model::Rules;
use super::sql_find::Counter;
use super::sql_renew::{self, Affected, Between, Todo};
use super::{settle, sql_state};
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Systems in which a matter is settled at once; and while others wait for the writer.
const SYSTEMS_AT_ONCE: usize = 5_000;
const SYSTEMS_AT_ONCE_AWAITED: usize = 2_000;
/// The same when all that is to be settled fits one commit: a system's findings are then written
/// together, and it is counted once for all of them, not once for every commit.
const SYSTEMS_TOGETHER: usize = 1_000;

/// Matters, each with its other identifiers.
type Names = Vec<(String, Vec<String>)>;

/// What one commit settles.
pub(super) struct Step<'r> {
    rules: &'r Rules,
    now: Micros,
    is_little: bool,
    counter: Counter,
    /// The matters of the package that was looked at last.
    names: Option<(i64, Names)>,
    /// Up to which system it goes, by the system after which it begins.
    ends: BTreeMap<(String, usize), Option<String>>,
    counts: BTreeMap<Id, sql_renew::Change>,
    /// Rows that were looked at.
    pub(super) rows: usize,
}

/// A matter with those that are one with it by their names.
#[derive(Default)]
struct Group {
    /// Identifiers, each with its others.
    names: BTreeMap<String, Vec<String>>,
    known: Vec<(Id, ClientUseCode, Known)>,
}

/// What is said and known of a group in one system.
struct There {
    institution: ClientUseCode,
    hits: Vec<Hit>,
    known: Vec<Known>,
}

impl There {
    fn of(institution: ClientUseCode) -> There {
        There { institution, hits: Vec::new(), known: Vec::new() }
    }
}

impl<'r> Step<'r> {
    /// `is_little`: what is to be settled are few enough matters to take them through the systems
    /// together.
    pub(super) fn new(rules: &'r Rules, now: Micros, is_little: bool) -> Step<'r> {
        Step {
            rules,
            now,
            is_little,
            counter: Counter::default(),
            names: None,
            ends: BTreeMap::new(),
            counts: BTreeMap::new(),
            rows: 0,
        }
    }

    /// Settles a matter of a package.
    pub(super) fn settle(&mut self, tx: &mut Tx<'_>, it: &Todo) -> Result<(), Fault> {
        // A matter that nobody has costs about as much as a row.
        self.rows += 1;
        let until = self.until(tx, &it.after)?;
        let which = Between { after: &it.after, until: until.as_deref().unwrap_or_default() };
        let group = self.group(tx, it, which)?;
        let mut all: BTreeMap<Id, There> = BTreeMap::new();
        for (advisory, aliases) in &group.names {
            let affected = sql_renew::hits(tx, (it.package, advisory), which)?;
            self.rows += affected.len();
            for one in affected {
                let there =
                    all.entry(one.system).or_insert_with(|| There::of(one.institution.clone()));
                add_hit(&mut there.hits, (advisory, aliases), one);
            }
        }
        for (system, institution, known) in group.known {
            let there = all.entry(system).or_insert_with(|| There::of(institution));
            there.known.push(known);
        }
        self.decide(tx, it.package, which, all)?;
        sql_renew::todo_done(tx, it, until.as_deref())
    }

    /// Writes down how counts changed.
    pub(super) fn finish(self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        for (system, change) in &self.counts {
            sql_renew::change_counts(tx, *system, change)?;
        }
        if self.counts.is_empty() { Ok(()) } else { sql_state::next_version(tx) }
    }

    fn until(&mut self, tx: &mut Tx<'_>, after: &str) -> Result<Option<String>, Fault> {
        let systems = match tx.is_awaited() {
            _ if self.is_little => SYSTEMS_TOGETHER,
            true => SYSTEMS_AT_ONCE_AWAITED,
            false => SYSTEMS_AT_ONCE,
        };
        let span = (after.to_owned(), systems);
        if let Some(known) = self.ends.get(&span) {
            return Ok(known.clone());
        }
        let until = sql_renew::system_after(tx, after, systems)?;
        self.ends.insert(span, until.clone());
        Ok(until)
    }

    fn group(&mut self, tx: &mut Tx<'_>, it: &Todo, which: Between<'_>) -> Result<Group, Fault> {
        let mut group = Group::default();
        self.add(tx, &mut group, it.package, vec![it.advisory.clone()], which)?;
        // Only what is open can go on under another name.
        while group.known.iter().any(|(_, _, known)| known.gone.is_none()) {
            let is_of_it = |(id, aliases): &&(String, Vec<String>)| {
                !group.names.contains_key(id)
                    && aliases.iter().any(|it| group.names.contains_key(it))
            };
            let names = self.names(tx, it.package)?;
            let more: Vec<String> =
                names.iter().filter(is_of_it).map(|(id, _)| id.clone()).collect();
            if more.is_empty() {
                break;
            }
            self.add(tx, &mut group, it.package, more, which)?;
        }
        Ok(group)
    }

    /// Adds matters, with what they are called otherwise.
    fn add(
        &mut self,
        tx: &mut Tx<'_>,
        group: &mut Group,
        package: i64,
        mut more: Vec<String>,
        which: Between<'_>,
    ) -> Result<(), Fault> {
        while let Some(id) = more.pop() {
            if group.names.contains_key(&id) {
                continue;
            }
            let aliases = sql_renew::aliases(tx, &id)?;
            let known = sql_renew::known(tx, (package, &id), which)?;
            self.rows += known.len();
            group.known.extend(known);
            more.extend(aliases.iter().cloned());
            group.names.insert(id, aliases);
        }
        Ok(())
    }

    /// The matters of a package.
    fn names(&mut self, tx: &mut Tx<'_>, package: i64) -> Result<&[(String, Vec<String>)], Fault> {
        if self.names.as_ref().is_none_or(|it| it.0 != package) {
            let names = sql_renew::names(tx, package)?;
            self.rows += names.len();
            self.names = Some((package, names));
        }
        Ok(self.names.as_ref().map_or(&[], |it| &it.1))
    }

    fn decide(
        &mut self,
        tx: &mut Tx<'_>,
        package: i64,
        which: Between<'_>,
        mut all: BTreeMap<Id, There>,
    ) -> Result<(), Fault> {
        let is_any_without_hit = all
            .values()
            .any(|it| it.known.iter().any(|known| settle::is_open_without_hit(known, &it.hits)));
        let mut versions: BTreeMap<Id, Vec<String>> = BTreeMap::new();
        let mut retired: BTreeSet<Id> = BTreeSet::new();
        if is_any_without_hit {
            for (system, version, is_retired) in sql_renew::uses(tx, package, which)? {
                self.rows += 1;
                versions.entry(system).or_default().push(version);
                if is_retired {
                    retired.insert(system);
                }
            }
        }
        for (system, there) in &mut all {
            there.hits.sort_by(|one, other| order(one).cmp(&order(other)));
            there.known.sort_by(|one, other| one.advisory.cmp(&other.advisory));
            let has = versions.get(system).map(Vec::as_slice).unwrap_or_default();
            let present = |it: &Known| settle::presence(it, has, retired.contains(system));
            let changes = decide::settle(&there.hits, &there.known, present, self.rules, self.now);
            if changes.is_empty() {
                continue;
            }
            let whose = (*system, &there.institution, package);
            settle::write(tx, &mut self.counter, whose, &changes, self.now)?;
            let counts = self.counts.entry(*system).or_default();
            for change in &changes {
                count(counts, change, &there.known);
            }
        }
        Ok(())
    }
}

/// The order in which hits are decided on.
fn order(it: &Hit) -> (Reverse<i64>, &str) {
    (Reverse(it.priority), &it.advisory)
}

/// Rows of one matter come by priority: the first says how grave it is.
fn add_hit(hits: &mut Vec<Hit>, (advisory, aliases): (&str, &[String]), it: Affected) {
    match hits.last_mut().filter(|last| last.advisory == advisory) {
        Some(hit) => hit.versions = format!("{}, {}", hit.versions, it.version),
        None => hits.push(Hit {
            advisory: advisory.to_owned(),
            aliases: aliases.to_vec(),
            grade: it.grade,
            priority: it.priority,
            versions: it.version,
            fixed: it.fixed,
        }),
    }
}

/// What a change makes of the counts of its system.
fn count(counts: &mut sql_renew::Change, change: &Change, known: &[Known]) {
    let before =
        |advisory: &str| known.iter().find(|it| it.advisory == advisory && it.gone.is_none());
    let grave = |it: &Known| i64::from(it.grade.is_grave());
    match change {
        Change::New(next) | Change::Open(next) => {
            let before = before(&next.advisory);
            counts.open += i64::from(before.is_none());
            counts.grave += grave(next) - before.map_or(0, grave);
            counts.is_less |=
                before.is_some_and(|it| next.priority < it.priority || next.due_at > it.due_at);
            counts.is_other |= known.iter().any(|it| it.advisory == next.advisory);
            let (worst, due) = counts.opened.unwrap_or((next.priority, next.due_at));
            counts.opened = Some((worst.max(next.priority), due.min(next.due_at)));
        }
        Change::Close { advisory, .. } => {
            counts.open -= 1;
            counts.grave -= before(advisory).map_or(0, grave);
            counts.is_less = true;
        }
    }
}
