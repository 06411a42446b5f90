//! The log of counters whose own table takes them later: one line for each batch.
//!
//! Why: counters of a great many keys lie scattered. Writing them with each batch would put a page
//! of their table into the database's log for each, a hundred times what was changed. A line holds
//! only what changed; the table takes what has come together, in the order of its keys.
//!
//! Invariant: the table, with the lines laid over it in order, is what the committed commands
//! counted. It must never know what is counted.

use crate::engine::Conn;
use crate::tally::{Part, Tally, decode};
use crate::tx::Row;
use crate::value::Val;
use naru_base::{Fault, FaultKind};
use std::collections::BTreeMap;

const LINE_ADD: &str = "INSERT INTO tally_log (id, tally, changed) VALUES ($1, $2, $3)";
const LINES: &str = "SELECT changed FROM tally_log WHERE tally = $1 ORDER BY id";
const LAST: &str = "SELECT cast(coalesce(max(id), 0) AS BIGINT) FROM tally_log";
const LINES_GONE: &str = "DELETE FROM tally_log WHERE tally = $1";

/// Every statement of the log, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[LINE_ADD, LINES, LAST, LINES_GONE];

/// What one batch changed: keys and what their counters are from then on.
#[derive(Debug, Default)]
pub(crate) struct Line(Vec<u8>);

impl Line {
    pub(crate) fn put(&mut self, key: &[u8], now: &[i64]) {
        let Line(bytes) = self;
        bytes.extend_from_slice(&(key.len() as u64).to_be_bytes()[4..]);
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(&(now.len() as u64).to_be_bytes()[7..]);
        now.iter().for_each(|it| bytes.extend_from_slice(&it.to_be_bytes()));
    }

    pub(crate) fn write(self, conn: &mut Conn<'_>, tally: &Tally, id: i64) -> Result<(), Fault> {
        let Line(bytes) = self;
        let line = [Val::Int(id), Val::Text(tally.table), Val::Bytes(&bytes)];
        conn.exec(LINE_ADD, &line).map(drop)
    }
}

/// The number of the last line, 0 if there is none.
pub(crate) fn last(conn: &mut Conn<'_>) -> Result<i64, Fault> {
    let mut last = 0;
    conn.each(LAST, &[], &mut |row: &Row<'_>| {
        last = row.get(0)?;
        Ok(())
    })?;
    Ok(last)
}

/// The lines are in their table.
pub(crate) fn clear(conn: &mut Conn<'_>, tally: &Tally) -> Result<(), Fault> {
    conn.exec(LINES_GONE, &[Val::Text(tally.table)]).map(drop)
}

/// By the bytes of a key, what its counters are.
pub(crate) type Waiting = BTreeMap<Box<[u8]>, Box<[i64]>>;

/// What waits for its table, as the last line that names a key says.
pub(crate) fn waiting(conn: &mut Conn<'_>, tally: &Tally) -> Result<Waiting, Fault> {
    let mut found = Waiting::new();
    conn.each(LINES, &[Val::Text(tally.table)], &mut |row: &Row<'_>| {
        let bytes: Vec<u8> = row.get(0)?;
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (key, now) = row_of(&mut rest).ok_or_else(|| unreadable(tally))?;
            found.insert(key.into(), now);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The key of a row of a line.
pub(crate) fn key_of(tally: &Tally, bytes: &[u8]) -> Result<Box<[Part]>, Fault> {
    decode(bytes).ok_or_else(|| unreadable(tally))
}

fn row_of<'b>(rest: &mut &'b [u8]) -> Option<(&'b [u8], Box<[i64]>)> {
    let len = u32::from_be_bytes(*rest.split_off(..4)?.first_chunk()?);
    let key = rest.split_off(..usize::try_from(len).ok()?)?;
    let count = usize::from(*rest.split_off_first()?);
    let numbers = rest.split_off(..count.checked_mul(8)?)?;
    let now = numbers.chunks_exact(8).filter_map(|it| it.first_chunk().copied());
    Some((key, now.map(i64::from_be_bytes).collect()))
}

fn unreadable(tally: &Tally) -> Fault {
    let what = format!("a line of counters for {} cannot be read", tally.table);
    Fault::new(FaultKind::Corrupt, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written_and_never_in_part() {
        let mut line = Line::default();
        line.put(b"one", &[1, i64::MIN]);
        line.put(b"", &[i64::MAX, -1]);
        let Line(bytes) = line;
        let mut rest = bytes.as_slice();
        assert_eq!(row_of(&mut rest), Some((&b"one"[..], [1, i64::MIN].into())));
        assert_eq!(row_of(&mut rest), Some((&b""[..], [i64::MAX, -1].into())));
        assert!(rest.is_empty());
        let first = 4 + 3 + 1 + 16;
        for cut in 1..first {
            assert_eq!(row_of(&mut &bytes[..cut]), None, "cut after {cut} bytes");
        }
    }
}
