//! One transaction, as the slices see it.

use crate::engine::{Conn, Trouble};
use crate::kept::{Keeps, Kept};
use crate::store::Options;
use crate::tally::{self, Tallies, Tally};
use crate::value::{FromVal, Val};
use naru_base::{AuditRecord, Fault, FaultKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs after the commit, on the writer's thread, before anybody is answered.
pub(crate) type Hook = Box<dyn FnOnce() + Send>;

/// What a writer has in memory of its own book.
#[derive(Debug)]
pub(crate) struct AtHand {
    pub(crate) tallies: Tallies,
    pub(crate) keeps: Keeps,
    /// Work that was handed to the writer and has no answer yet.
    pub(crate) waiting: Arc<AtomicUsize>,
}

impl AtHand {
    pub(crate) fn of(options: &Options) -> AtHand {
        let later = options.migrations.iter().flat_map(|it| it.later.iter().copied());
        let tallies = Tallies::new(later, options.later_max);
        AtHand { tallies, keeps: Keeps::default(), waiting: Arc::default() }
    }

    /// What was written is undone, or may be: everything is read anew.
    pub(crate) fn clear(&mut self) {
        self.tallies.clear();
        self.keeps.clear();
    }
}

/// A transaction (or a read). SQL is in the common subset of both engines, with `$1` parameters.
pub struct Tx<'c> {
    conn: Conn<'c>,
    /// What the writer has at hand; nothing where nobody writes.
    at_hand: Option<&'c mut AtHand>,
    pub(crate) audit: Vec<AuditRecord>,
    pub(crate) hooks: Vec<Hook>,
    /// The gravest thing a statement met. A command that goes on regardless is not kept.
    pub(crate) trouble: Option<Trouble>,
    /// Whether anything was run that can have written: if not, there is nothing to undo.
    pub(crate) has_written: bool,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: Conn<'c>, at_hand: Option<&'c mut AtHand>) -> Self {
        let (audit, hooks) = (Vec::new(), Vec::new());
        Tx { conn, at_hand, audit, hooks, trouble: None, has_written: false }
    }

    /// Whether others wait for the writer while this command runs. Work that has no end of its own
    /// does more in one commit while nobody does, and ends its turn when somebody does; what
    /// it decides never hangs on it.
    pub fn is_awaited(&self) -> bool {
        self.at_hand.as_ref().is_some_and(|it| it.waiting.load(Ordering::Relaxed) > 1)
    }

    /// Records a deed in the audit chain, in this commit.
    pub fn audit(&mut self, record: AuditRecord) {
        self.audit.push(record);
    }

    /// Runs `hook` after this commit is durable and before its caller is answered. For memory that
    /// mirrors the store: it is brought up to date even if the caller has gone away.
    pub fn after_commit(&mut self, hook: impl FnOnce() + Send + 'static) {
        self.hooks.push(Box::new(hook));
    }

    /// Runs a statement; gives the number of rows it changed.
    pub fn exec(&mut self, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
        if let Some(at_hand) = &mut self.at_hand {
            at_hand.keeps.before(sql);
        }
        self.write(sql, args)
    }

    /// Runs a statement that changes nothing that is [`Kept`], but for this owner's facts.
    pub fn exec_for(
        &mut self,
        (kept, owner): (&'static Kept, &[Val<'_>]),
        sql: &'static str,
        args: &[Val<'_>],
    ) -> Result<u64, Fault> {
        if let Some(at_hand) = &mut self.at_hand {
            at_hand.keeps.forget(kept, owner);
        }
        self.write(sql, args)
    }

    /// A fact of an owner: kept, or read by `load` and kept. The rest of the key tells the owner's
    /// facts of this kind apart.
    pub fn kept<T: Send + Sync + 'static>(
        &mut self,
        (kept, owner): (&'static Kept, &[Val<'_>]),
        rest: &[Val<'_>],
        load: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Arc<T>, Fault> {
        let found = self.at_hand.as_mut().and_then(|it| it.keeps.find(kept, owner, rest));
        if let Some(fact) = found {
            return Ok(fact);
        }
        let fact = Arc::new(load(self)?);
        if let Some(at_hand) = &mut self.at_hand {
            at_hand.keeps.keep(kept, owner, rest, fact.clone());
        }
        Ok(fact)
    }

    fn write(&mut self, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
        self.has_written = true;
        let seen = self.see_counted(sql);
        seen.and_then(|()| self.conn.exec(sql, args)).inspect_err(|fault| self.note(fault))
    }

    /// Adds to the counters of a key, and gives what they are then. Within a batch this is done in
    /// memory; the row is written once, before the commit.
    pub fn add<const N: usize>(
        &mut self,
        tally: &'static Tally,
        key: &[Val<'_>],
        more: [i64; N],
    ) -> Result<[i64; N], Fault> {
        self.has_written = true;
        let done = match &mut self.at_hand {
            Some(it) => it.tallies.add(&mut self.conn, tally, key, Some(more)),
            None => Err(Fault::new(FaultKind::Permanent, "counters change in commands only")),
        };
        done.inspect_err(|fault| self.note(fault))
    }

    /// The counters of a key, as this command sees them; zeros if nothing was counted yet.
    pub fn counted<const N: usize>(
        &mut self,
        tally: &'static Tally,
        key: &[Val<'_>],
    ) -> Result<[i64; N], Fault> {
        let done = match &mut self.at_hand {
            Some(it) => it.tallies.add(&mut self.conn, tally, key, None),
            None => tally::counted(&mut self.conn, tally, key),
        };
        done.inspect_err(|fault| self.note(fault))
    }

    /// What was counted and its table does not have yet: each key once, with what its counters are.
    /// With the rest of the table it is what [`Tx::counted`] says of every key. Nothing, where a
    /// table is written with each batch.
    pub fn waiting<const N: usize>(
        &mut self,
        tally: &'static Tally,
        mut take: impl FnMut(&[Val<'_>], [i64; N]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.at_hand.is_some() {
            // A command has its table brought up to date, as by any statement that names it.
            return self.see_counted(tally.load);
        }
        let waiting =
            tally::waiting(&mut self.conn, tally).inspect_err(|fault| self.note(fault))?;
        for (key, now) in &waiting {
            let key: Vec<Val<'_>> = key.iter().map(tally::Part::val).collect();
            take(&key, tally::as_counters(tally, now)?)?;
        }
        Ok(())
    }

    /// A command that may have to be undone alone leaves nothing in memory behind it.
    pub(crate) fn end_command(&mut self) -> Result<(), Fault> {
        let done = match &mut self.at_hand {
            Some(it) => it.tallies.end_command(&mut self.conn),
            None => Ok(()),
        };
        done.inspect_err(|fault| self.note(fault))
    }

    /// A statement on a table that is counted sees what was counted before it.
    fn see_counted(&mut self, sql: &'static str) -> Result<(), Fault> {
        self.at_hand.as_mut().map_or(Ok(()), |it| it.tallies.before(&mut self.conn, sql))
    }

    /// Runs a query; `take` is called for each row in order.
    pub fn each(
        &mut self,
        sql: &'static str,
        args: &[Val<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        // `INSERT … RETURNING` has rows too, and so has a CTE that writes.
        let may_write = !sql.trim_start().starts_with("SELECT");
        self.has_written |= may_write;
        if let Some(at_hand) = self.at_hand.as_mut().filter(|_| may_write) {
            at_hand.keeps.before(sql);
        }
        let mut refused_by_taker = false;
        let mut take = |row: &Row<'_>| take(row).inspect_err(|_| refused_by_taker = true);
        let seen = self.see_counted(sql);
        let done = seen.and_then(|()| self.conn.each(sql, args, &mut take));
        done.inspect_err(|fault| {
            if !refused_by_taker {
                self.note(fault);
            }
        })
    }

    fn note(&mut self, fault: &Fault) {
        // What the writer must act on stays noted, whatever fails after it.
        if matches!(self.trouble, None | Some(Trouble::Statement)) {
            self.trouble = Some(Trouble::of(fault));
        }
    }

    /// All rows of a query. The query itself bounds them.
    pub fn all<T>(
        &mut self,
        sql: &'static str,
        args: &[Val<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut rows = Vec::new();
        self.each(sql, args, |row| {
            rows.push(map(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The row, if there is one. More than one is a fault of the query.
    pub fn opt<T>(
        &mut self,
        sql: &'static str,
        args: &[Val<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let mut found = None;
        self.each(sql, args, |row| {
            if found.is_some() {
                let what = format!("more than one row where at most one may be: {sql}");
                return Err(Fault::new(FaultKind::Corrupt, what));
            }
            found = Some(map(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The one row that must be there.
    pub fn one<T>(
        &mut self,
        sql: &'static str,
        args: &[Val<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.opt(sql, args, map)?.ok_or_else(|| {
            Fault::new(FaultKind::Corrupt, format!("no row where one must be: {sql}"))
        })
    }
}

/// One row of a result.
pub enum Row<'r> {
    #[doc(hidden)]
    Sqlite(&'r rusqlite::Row<'r>),
    #[doc(hidden)]
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value of column `i`, counted from 0.
    pub fn get<T: FromVal>(&self, i: usize) -> Result<T, Fault> {
        let out = match self {
            Row::Sqlite(row) => T::from_val(crate::sqlite::column(row, i)?),
            Row::Postgres(row) => crate::postgres::column(row, i, T::from_val)?,
        };
        out.ok_or_else(|| {
            let what = format!("column {i} does not hold a {}", std::any::type_name::<T>());
            Fault::new(FaultKind::Corrupt, what)
        })
    }
}
