//! Counters that many commands of one batch touch: read once and written once for each batch.
//!
//! Why: a balance or a used-up limit changes with nearly every command, and a statement for each
//! change is what a commit costs most. Within a batch the counters stand here; they reach the
//! database before its COMMIT, and before any other statement on their table. What was written
//! stays here for the next batch: nobody but this writer changes it.
//!
//! It must never know what is counted.

use crate::engine::Conn;
use crate::tx::Row;
use crate::value::Val;
use naru_base::{Fault, FaultKind};
use std::collections::HashMap;

/// Counters in one table: how a row is read and written. A table has one of these.
#[derive(Debug)]
pub struct Tally {
    /// The table. A statement that names it sees every change made before it.
    pub table: &'static str,
    /// Reads the counters of a key, which is `$1` and on. No row means zeros.
    pub load: &'static str,
    /// Writes the first row of a key: the key, then the counters.
    pub insert: &'static str,
    /// Changes the row of a key: the key, then the counters, as they are from now on.
    pub update: &'static str,
    /// Whether a counter below zero is a fault of the command that brings it there. The table says
    /// so too, but it sees only where a batch ends.
    pub is_never_negative: bool,
}

/// Most values that a row of counters takes to be written, key included.
const VALUES_MAX: usize = 8;

/// A part of a key, kept until the row is written.
#[derive(Debug)]
enum Part {
    Int(i64),
    Text(Box<str>),
    Bytes(Box<[u8]>),
}

impl Part {
    fn of(val: &Val<'_>) -> Result<Part, Fault> {
        match val {
            Val::Int(it) => Ok(Part::Int(*it)),
            Val::Text(it) => Ok(Part::Text((*it).into())),
            Val::Bytes(it) => Ok(Part::Bytes((*it).into())),
            Val::Null => Err(Fault::new(FaultKind::Permanent, "a counter's key has a null in it")),
        }
    }

    fn val(&self) -> Val<'_> {
        match self {
            Part::Int(it) => Val::Int(*it),
            Part::Text(it) => Val::Text(it),
            Part::Bytes(it) => Val::Bytes(it),
        }
    }
}

#[derive(Debug)]
struct Counters {
    key: Box<[Part]>,
    now: Box<[i64]>,
    is_changed: bool,
    /// Whether the database has a row for the key.
    is_there: bool,
}

/// Rows that are kept of one table. More, and all are read anew.
const ROWS_MAX: usize = 1 << 15;

/// The rows of one table, by the bytes of their keys, and which of them are not written yet.
#[derive(Debug, Default)]
struct Rows {
    by_key: HashMap<Box<[u8]>, Counters>,
    changed: Vec<Box<[u8]>>,
}

impl Rows {
    fn clear(&mut self) {
        self.by_key.clear();
        self.changed.clear();
    }
}

/// The counters that a writer has at hand.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    tables: Vec<(&'static Tally, Rows)>,
    /// Whether a statement, by its place in memory, names a table that is counted here.
    concerned: HashMap<(usize, usize), bool>,
    /// Nothing is kept from one command to the next: each may be undone alone.
    pub(crate) is_eager: bool,
    /// The bytes of the last key, so that looking one up allocates nothing.
    bytes: Vec<u8>,
}

impl Tallies {
    /// Forgets everything: the transaction is over, or what it changed is undone.
    pub(crate) fn clear(&mut self) {
        for (_, rows) in &mut self.tables {
            rows.clear();
        }
    }

    fn is_empty(&self) -> bool {
        self.tables.iter().all(|(_, rows)| rows.by_key.is_empty())
    }

    /// Whether this statement reads or writes a table whose counters stand here.
    fn concerns(&mut self, sql: &'static str) -> bool {
        if self.is_empty() {
            return false;
        }
        let tables = &self.tables;
        let is = || tables.iter().any(|(tally, _)| sql.contains(tally.table));
        *self.concerned.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(is)
    }

    /// Makes a statement see what was counted. It may also write: nothing is remembered after it.
    pub(crate) fn before(&mut self, conn: &mut Conn<'_>, sql: &'static str) -> Result<(), Fault> {
        if !self.concerns(sql) {
            return Ok(());
        }
        self.flush(conn)?;
        self.clear();
        Ok(())
    }

    /// Writes every row that was changed, in the order of the keys.
    pub(crate) fn flush(&mut self, conn: &mut Conn<'_>) -> Result<(), Fault> {
        for (tally, rows) in &mut self.tables {
            // Neighbours stand on the same page of the table.
            rows.changed.sort_unstable();
            for key in rows.changed.drain(..) {
                let row = rows.by_key.get_mut(&key).expect("rows go only together with the list");
                save(conn, tally, &row.key, &row.now, row.is_there)?;
                (row.is_changed, row.is_there) = (false, true);
            }
        }
        Ok(())
    }

    /// A batch begins: what the last one left is good, unless it is too much.
    pub(crate) fn begin(&mut self) {
        for (_, rows) in &mut self.tables {
            if rows.by_key.len() > ROWS_MAX {
                rows.clear();
            }
        }
    }

    /// Adds to the counters of a key and gives what they are then.
    pub(crate) fn add<const N: usize>(
        &mut self,
        conn: &mut Conn<'_>,
        tally: &'static Tally,
        key: &[Val<'_>],
        more: Option<[i64; N]>,
    ) -> Result<[i64; N], Fault> {
        let rows = at(&mut self.tables, &mut self.concerned, tally);
        encode(key, &mut self.bytes);
        if !rows.by_key.contains_key(&*self.bytes) {
            let found: Option<[i64; N]> = load(conn, tally, key)?;
            let key = key.iter().map(Part::of).collect::<Result<_, _>>()?;
            let now = Box::new(found.unwrap_or([0; N]));
            let row = Counters { key, now, is_changed: false, is_there: found.is_some() };
            rows.by_key.insert(self.bytes.as_slice().into(), row);
        }
        let row = rows.by_key.get_mut(&*self.bytes).expect("it is there or was put there just now");
        let mut now = [0; N];
        if row.now.len() != N {
            let what = format!("counters of {} are read in two widths", tally.table);
            return Err(Fault::new(FaultKind::Permanent, what));
        }
        now.copy_from_slice(&row.now);
        if let Some(more) = more {
            now = sum(tally, now, more)?;
            row.now.copy_from_slice(&now);
            if !row.is_changed {
                row.is_changed = true;
                rows.changed.push(self.bytes.as_slice().into());
            }
        }
        Ok(now)
    }
}

fn at<'t>(
    tables: &'t mut Vec<(&'static Tally, Rows)>,
    concerned: &mut HashMap<(usize, usize), bool>,
    tally: &'static Tally,
) -> &'t mut Rows {
    let found = tables.iter().position(|(it, _)| std::ptr::eq(*it, tally));
    let place = found.unwrap_or_else(|| {
        concerned.clear();
        tables.push((tally, Rows::default()));
        tables.len() - 1
    });
    &mut tables[place].1
}

/// The bytes of a key: no two keys of one table have the same.
pub(crate) fn encode(key: &[Val<'_>], out: &mut Vec<u8>) {
    out.clear();
    let mut put = |tag: u8, bytes: &[u8]| {
        out.push(tag);
        out.extend_from_slice(&(bytes.len() as u64).to_be_bytes()[4..]);
        out.extend_from_slice(bytes);
    };
    for val in key {
        match val {
            Val::Null => put(0, &[]),
            Val::Int(it) => put(1, &it.to_be_bytes()),
            Val::Text(it) => put(2, it.as_bytes()),
            Val::Bytes(it) => put(3, it),
        }
    }
}

/// The counters as the database has them, if it has a row for the key.
pub(crate) fn load<const N: usize>(
    conn: &mut Conn<'_>,
    tally: &'static Tally,
    key: &[Val<'_>],
) -> Result<Option<[i64; N]>, Fault> {
    let mut found = None;
    conn.each(tally.load, key, &mut |row: &Row<'_>| {
        let values = found.insert([0; N]);
        for (i, value) in values.iter_mut().enumerate() {
            *value = row.get(i)?;
        }
        Ok(())
    })?;
    Ok(found)
}

/// [`load`], add, write: where nothing is kept for a batch.
pub(crate) fn add_at_once<const N: usize>(
    conn: &mut Conn<'_>,
    tally: &'static Tally,
    key: &[Val<'_>],
    more: [i64; N],
) -> Result<[i64; N], Fault> {
    let found = load(conn, tally, key)?;
    let now = sum(tally, found.unwrap_or([0; N]), more)?;
    let parts = key.iter().map(Part::of).collect::<Result<Vec<_>, _>>()?;
    save(conn, tally, &parts, &now, found.is_some())?;
    Ok(now)
}

/// One statement for each of the two, and none that decides by itself: SQLite keeps a journal of a
/// statement that may have to be undone halfway, and copies each page it touches into it.
fn save(
    conn: &mut Conn<'_>,
    tally: &Tally,
    key: &[Part],
    now: &[i64],
    is_there: bool,
) -> Result<(), Fault> {
    let count = key.len() + now.len();
    let mut values = [Val::Null; VALUES_MAX];
    let Some(used) = values.get_mut(..count) else {
        let what = format!("a row of {} has more than {VALUES_MAX} values", tally.table);
        return Err(Fault::new(FaultKind::Permanent, what));
    };
    let all = key.iter().map(Part::val).chain(now.iter().map(|it| Val::Int(*it)));
    used.iter_mut().zip(all).for_each(|(place, value)| *place = value);
    let sql = if is_there { tally.update } else { tally.insert };
    match conn.exec(sql, used)? {
        1 => Ok(()),
        rows => {
            let what = format!("{rows} rows of {} were written where one must be", tally.table);
            Err(Fault::new(FaultKind::Corrupt, what))
        }
    }
}

fn sum<const N: usize>(tally: &Tally, now: [i64; N], more: [i64; N]) -> Result<[i64; N], Fault> {
    let mut after = now;
    for (value, more) in after.iter_mut().zip(more) {
        *value = value.checked_add(more).ok_or_else(|| {
            let what = format!("a counter of {} does not fit any more", tally.table);
            Fault::new(FaultKind::Corrupt, what)
        })?;
        if tally.is_never_negative && *value < 0 {
            let what = format!("a counter of {} would be below zero", tally.table);
            return Err(Fault::new(FaultKind::Permanent, what));
        }
    }
    Ok(after)
}
