//! Counters that many commands of one batch touch: read once and written once for each batch.
//!
//! Why: a balance or a used-up limit changes with nearly every command, and a statement for each
//! change is what a commit costs most. Within a batch the counters stand here; they reach the
//! database before its COMMIT, and before any other statement on their table. What was written
//! stays here for the next batch: nobody but this writer changes it. Counters of many scattered
//! keys reach the database as a line of a log, and their table later (see [`crate::later`]).
//!
//! It must never know what is counted.

use crate::engine::Conn;
use crate::later::{self, Line};
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
pub(crate) enum Part {
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

    pub(crate) fn val(&self) -> Val<'_> {
        match self {
            Part::Int(it) => Val::Int(*it),
            Part::Text(it) => Val::Text(it),
            Part::Bytes(it) => Val::Bytes(it),
        }
    }
}

/// Whether the table has a row for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Yes,
    No,
    /// It was read from the log, not from the table.
    Unknown,
}

#[derive(Debug)]
struct Counters {
    key: Box<[Part]>,
    now: Box<[i64]>,
    /// In this batch.
    is_changed: bool,
    /// Since the table was written: it stands in the log.
    is_waiting: bool,
    there: There,
}

/// Rows that are kept of one table. More, and all are read anew.
const ROWS_MAX: usize = 1 << 15;

/// The rows of one table, by the bytes of their keys, and which of them are not written yet.
#[derive(Debug, Default)]
struct Rows {
    by_key: HashMap<Box<[u8]>, Counters>,
    changed: Vec<Box<[u8]>>,
    /// Whether the table takes its rows later.
    is_later: bool,
    /// What the log has and the table has not.
    waiting: Vec<Box<[u8]>>,
}

impl Rows {
    fn clear(&mut self) {
        self.by_key.clear();
        self.changed.clear();
        self.waiting.clear();
    }

    /// Writes what this batch changed to the log.
    fn log(&mut self, conn: &mut Conn<'_>, tally: &Tally, id: i64) -> Result<(), Fault> {
        let mut line = Line::default();
        for key in self.changed.drain(..) {
            let row = self.by_key.get_mut(&key).expect("rows go only together with the list");
            line.put(&key, &row.now);
            row.is_changed = false;
            if !row.is_waiting {
                row.is_waiting = true;
                self.waiting.push(key);
            }
        }
        line.write(conn, tally, id)
    }

    /// Writes every row that its table does not have, in the order of the keys: neighbours stand on
    /// the same page.
    fn write(&mut self, conn: &mut Conn<'_>, tally: &Tally) -> Result<(), Fault> {
        let has_lines = !self.waiting.is_empty();
        let mut keys = std::mem::take(&mut self.changed);
        keys.append(&mut self.waiting);
        keys.sort_unstable();
        for key in keys {
            let row = self.by_key.get_mut(&key).expect("rows go only together with the lists");
            // It may stand in both lists.
            if row.is_changed || row.is_waiting {
                save(conn, tally, row)?;
                (row.is_changed, row.is_waiting, row.there) = (false, false, There::Yes);
            }
        }
        if has_lines { later::clear(conn, tally) } else { Ok(()) }
    }
}

/// The counters that a writer has at hand.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    tables: Vec<(&'static Tally, Rows)>,
    /// Whether a statement, by its place in memory, names a table that is counted here.
    concerned: HashMap<(usize, usize), bool>,
    /// Nothing is kept from one command to the next: each may be undone alone.
    is_eager: bool,
    /// The bytes of the last key, so that looking one up allocates nothing.
    bytes: Vec<u8>,
    /// Rows that may wait for their table before all of them are written.
    later_max: usize,
    /// What the log holds is not here: nothing was read yet, or what was here is undone.
    is_log_unread: bool,
    /// The number of the last line of the log.
    last_line: i64,
}

impl Tallies {
    /// Of a writer, nothing read yet. `later` are the counters whose table takes them later, when
    /// so many of them wait.
    pub(crate) fn new(later: impl Iterator<Item = &'static Tally>, later_max: usize) -> Tallies {
        let rows = || Rows { is_later: true, ..Rows::default() };
        let tables: Vec<_> = later.map(|tally| (tally, rows())).collect();
        let is_log_unread = !tables.is_empty();
        Tallies { tables, later_max, is_log_unread, ..Tallies::default() }
    }

    /// Forgets everything: the transaction is over, or what it changed is undone.
    pub(crate) fn clear(&mut self) {
        for (_, rows) in &mut self.tables {
            rows.clear();
            self.is_log_unread |= rows.is_later;
        }
    }

    fn is_empty(&self) -> bool {
        !self.is_log_unread && self.tables.iter().all(|(_, rows)| rows.by_key.is_empty())
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
        self.settle(conn)?;
        self.tables.iter_mut().for_each(|(_, rows)| rows.clear());
        Ok(())
    }

    /// Writes what was changed: to the table, or to the log if the table takes it later.
    pub(crate) fn flush(&mut self, conn: &mut Conn<'_>) -> Result<(), Fault> {
        for (tally, rows) in &mut self.tables {
            if rows.is_later && !self.is_eager && !rows.changed.is_empty() {
                self.last_line += 1;
                rows.log(conn, tally, self.last_line)?;
            }
            if !rows.is_later || self.is_eager || rows.waiting.len() > self.later_max {
                rows.write(conn, tally)?;
            }
        }
        Ok(())
    }

    /// Brings every table up to date and empties the log.
    pub(crate) fn settle(&mut self, conn: &mut Conn<'_>) -> Result<(), Fault> {
        self.read_log(conn)?;
        self.tables.iter_mut().try_for_each(|(tally, rows)| rows.write(conn, tally))
    }

    /// Whether a table does not have all that was counted, or may not.
    pub(crate) fn is_unsettled(&self) -> bool {
        self.is_log_unread || self.tables.iter().any(|(_, rows)| !rows.waiting.is_empty())
    }

    /// Takes up what the log holds.
    fn read_log(&mut self, conn: &mut Conn<'_>) -> Result<(), Fault> {
        if !self.is_log_unread {
            return Ok(());
        }
        for (tally, rows) in self.tables.iter_mut().filter(|(_, rows)| rows.is_later) {
            for (bytes, now) in later::waiting(conn, tally)? {
                let key = later::key_of(tally, &bytes)?;
                let there = There::Unknown;
                let row = Counters { key, now, is_changed: false, is_waiting: true, there };
                rows.by_key.insert(bytes.clone(), row);
                rows.waiting.push(bytes);
            }
        }
        self.last_line = later::last(conn)?;
        self.is_log_unread = false;
        Ok(())
    }

    /// A batch begins: what the last one left is good, unless it is too much. In one whose commands
    /// may each be undone alone, nothing waits for its table.
    pub(crate) fn begin(&mut self, conn: &mut Conn<'_>, is_eager: bool) -> Result<(), Fault> {
        self.is_eager = is_eager;
        self.read_log(conn)?;
        for (tally, rows) in &mut self.tables {
            let is_too_much = rows.by_key.len() > ROWS_MAX;
            if is_too_much || is_eager {
                rows.write(conn, tally)?;
            }
            if is_too_much {
                rows.clear();
            }
        }
        Ok(())
    }

    /// A command ends that may be undone alone by the next one's failure: nothing of it stays.
    pub(crate) fn end_command(&mut self, conn: &mut Conn<'_>) -> Result<(), Fault> {
        if self.is_eager { self.flush(conn) } else { Ok(()) }
    }

    /// Adds to the counters of a key and gives what they are then.
    pub(crate) fn add<const N: usize>(
        &mut self,
        conn: &mut Conn<'_>,
        tally: &'static Tally,
        key: &[Val<'_>],
        more: Option<[i64; N]>,
    ) -> Result<[i64; N], Fault> {
        self.read_log(conn)?;
        let rows = at(&mut self.tables, &mut self.concerned, tally);
        encode(key, &mut self.bytes);
        if !rows.by_key.contains_key(&*self.bytes) {
            let found: Option<[i64; N]> = load(conn, tally, key)?;
            let key = key.iter().map(Part::of).collect::<Result<_, _>>()?;
            let now = Box::new(found.unwrap_or([0; N]));
            let there = if found.is_some() { There::Yes } else { There::No };
            let row = Counters { key, now, is_changed: false, is_waiting: false, there };
            rows.by_key.insert(self.bytes.as_slice().into(), row);
        }
        let row = rows.by_key.get_mut(&*self.bytes).expect("it is there or was put there just now");
        let mut now = as_counters(tally, &row.now)?;
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

/// The key that [`encode`] gave these bytes for.
pub(crate) fn decode(mut bytes: &[u8]) -> Option<Box<[Part]>> {
    let mut parts = Vec::new();
    while let Some(tag) = bytes.split_off_first() {
        let len = u32::from_be_bytes(*bytes.split_off(..4)?.first_chunk()?);
        let value = bytes.split_off(..usize::try_from(len).ok()?)?;
        parts.push(match tag {
            1 => Part::Int(i64::from_be_bytes(value.try_into().ok()?)),
            2 => Part::Text(std::str::from_utf8(value).ok()?.into()),
            3 => Part::Bytes(value.into()),
            _ => return None,
        });
    }
    Some(parts.into())
}

/// The counters as they are outside a writer: the table, or the log where it knows better.
pub(crate) fn counted<const N: usize>(
    conn: &mut Conn<'_>,
    tally: &'static Tally,
    key: &[Val<'_>],
) -> Result<[i64; N], Fault> {
    let mut bytes = Vec::new();
    encode(key, &mut bytes);
    match later::waiting(conn, tally)?.get(bytes.as_slice()) {
        Some(now) => as_counters(tally, now),
        None => load(conn, tally, key).map(|found| found.unwrap_or([0; N])),
    }
}

/// A key and its counters.
type Counted = (Box<[Part]>, Box<[i64]>);

/// What waits for its table, by keys. Outside a writer.
pub(crate) fn waiting(conn: &mut Conn<'_>, tally: &Tally) -> Result<Vec<Counted>, Fault> {
    let rows = later::waiting(conn, tally)?;
    rows.into_iter().map(|(key, now)| Ok((later::key_of(tally, &key)?, now))).collect()
}

pub(crate) fn as_counters<const N: usize>(tally: &Tally, now: &[i64]) -> Result<[i64; N], Fault> {
    now.try_into().map_err(|_| {
        let what = format!("counters of {} are read in two widths", tally.table);
        Fault::new(FaultKind::Permanent, what)
    })
}

/// The counters as the table has them, if it has a row for the key.
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

/// One statement for each of the two, and none that decides by itself: SQLite keeps a journal of a
/// statement that may have to be undone halfway, and copies each page it touches into it.
fn save(conn: &mut Conn<'_>, tally: &Tally, row: &Counters) -> Result<(), Fault> {
    let count = row.key.len() + row.now.len();
    let mut values = [Val::Null; VALUES_MAX];
    let Some(used) = values.get_mut(..count) else {
        let what = format!("a row of {} has more than {VALUES_MAX} values", tally.table);
        return Err(Fault::new(FaultKind::Permanent, what));
    };
    let all = row.key.iter().map(Part::val).chain(row.now.iter().map(|it| Val::Int(*it)));
    used.iter_mut().zip(all).for_each(|(place, value)| *place = value);
    let written = match row.there {
        There::Yes => conn.exec(tally.update, used)?,
        There::No => conn.exec(tally.insert, used)?,
        There::Unknown => match conn.exec(tally.update, used)? {
            0 => conn.exec(tally.insert, used)?,
            updated => updated,
        },
    };
    if written == 1 {
        return Ok(());
    }
    let what = format!("{written} rows of {} were written where one must be", tally.table);
    Err(Fault::new(FaultKind::Corrupt, what))
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
