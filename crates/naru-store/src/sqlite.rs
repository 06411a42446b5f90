//! SQLite: the embedded engine. Nothing outside this file knows how to speak to it.

use crate::store::Durability;
use crate::tx::Row;
use crate::value::Val;
use naru_base::{Fault, FaultKind};
use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Statements kept prepared per connection; more than all slices have.
const STATEMENTS_MAX: usize = 512;
/// Page caches, in KiB as SQLite wants them said.
const WRITER_CACHE: &str = "-32768";
const READER_CACHE: &str = "-8192";
const CHECKPOINT_CACHE: &str = "-2048";
/// Bytes of a page in the log: the page of SQLite's default size, and a header.
const LOG_FRAME: u64 = 4096 + 24;
const BUSY_TIMEOUT_MS: &str = "5000";

impl ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Val::Null => ValueRef::Null,
            Val::Int(it) => ValueRef::Integer(*it),
            Val::Text(it) => ValueRef::Text(it.as_bytes()),
            Val::Bytes(it) => ValueRef::Blob(it),
        }))
    }
}

/// Makes the database file, readable by its owner alone, if it is not there.
pub(crate) fn create(path: &Path) -> Result<(), Fault> {
    let failed = |e: std::io::Error| {
        let what = format!("could not make the database file {}", path.display());
        Fault::because(FaultKind::Permanent, what, e)
    };
    if let Some(dir) = path.parent()
        && !dir.as_os_str().is_empty()
    {
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(failed)?;
    }
    // SQLite gives the files beside it (-wal, -shm) the same mode.
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(false).mode(0o600).open(path).map_err(failed)?;
    Ok(())
}

/// Opens the writer's connection to a file that is there.
pub(crate) fn open_writer(path: &Path, durability: Durability) -> Result<Connection, Fault> {
    if !path.exists() {
        let what = format!("there is no database at {}; run `naru migrate` first", path.display());
        return Err(Fault::new(FaultKind::Permanent, what));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn =
        Connection::open_with_flags(path, flags).map_err(|e| fault("open the database file", e))?;
    prepare(&conn, WRITER_CACHE)?;
    set(&conn, "journal_mode", "WAL")?;
    set_durability(&conn, durability)?;
    set(&conn, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// Leaves the log to [`crate::checkpoint`], and gives where its length in bytes stands after each
/// commit. `keep` bytes of the file stay when it is begun anew: writing over pages that are there
/// is cheaper than growing the file again.
pub(crate) fn hand_over_log(conn: &mut Connection, keep: u64) -> Result<Arc<AtomicU64>, Fault> {
    set(conn, "wal_autocheckpoint", "0")?;
    set(conn, "journal_size_limit", &keep.to_string())?;
    let length = Arc::new(AtomicU64::new(0));
    let told = length.clone();
    let hook = move |_: &mut Wal, pages: i32| {
        told.store(u64::try_from(pages).unwrap_or(0) * LOG_FRAME, Ordering::Relaxed);
        Ok(())
    };
    conn.wal_hook(Some(hook)).map_err(|e| fault("watch the write-ahead log", e))?;
    Ok(length)
}

/// Opens the connection of the checkpoint thread.
pub(crate) fn open_checkpointer(path: &Path, durability: Durability) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)
        .map_err(|e| fault("open the database file for checkpoints", e))?;
    prepare(&conn, CHECKPOINT_CACHE)?;
    set_durability(&conn, durability)?;
    Ok(conn)
}

/// Carries over what can be carried over while others read and write.
pub(crate) fn pass_log(conn: &Connection) -> Result<(), Fault> {
    checkpoint(conn, "PRAGMA wal_checkpoint(PASSIVE)")
}

/// Carries over the rest and lets the next commit begin the log anew. If readers of the old log
/// do not end within `wait_ms`, the log goes on growing until the next try.
pub(crate) fn restart_log(conn: &Connection, wait_ms: u32) -> Result<(), Fault> {
    set(conn, "busy_timeout", &wait_ms.to_string())?;
    let restarted = checkpoint(conn, "PRAGMA wal_checkpoint(RESTART)");
    set(conn, "busy_timeout", BUSY_TIMEOUT_MS)?;
    restarted
}

/// Carries everything over and empties the log.
pub(crate) fn empty_log(conn: &Connection) -> Result<(), Fault> {
    checkpoint(conn, "PRAGMA wal_checkpoint(TRUNCATE)")
}

fn checkpoint(conn: &Connection, sql: &'static str) -> Result<(), Fault> {
    each(conn, sql, &[], &mut |_| Ok(()))
}

fn set_durability(conn: &Connection, durability: Durability) -> Result<(), Fault> {
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::None => "OFF",
    };
    set(conn, "synchronous", synchronous)
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)
        .map_err(|e| fault("open the database file for reading", e))?;
    prepare(&conn, READER_CACHE)?;
    set(&conn, "query_only", "ON")?;
    Ok(conn)
}

fn prepare(conn: &Connection, cache: &str) -> Result<(), Fault> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // Without it SQLite plans a statement anew for each value bound to it, where a partial index
    // might suit that value better: a parse for each use of a prepared statement.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(|e| fault("configure the connection", e))?;
    set(conn, "busy_timeout", BUSY_TIMEOUT_MS)?;
    set(conn, "foreign_keys", "ON")?;
    set(conn, "trusted_schema", "OFF")?;
    // No memory map: an I/O error in one is a signal that kills the process, not an answer.
    set(conn, "mmap_size", "0")?;
    set(conn, "cache_size", cache)
}

fn set(conn: &Connection, name: &str, value: &str) -> Result<(), Fault> {
    conn.pragma_update(None, name, value).map_err(|e| fault("configure the connection", e))
}

pub(crate) fn exec(conn: &Connection, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| fault_in(sql, e))?;
    bind(&mut statement, sql, args)?;
    let changed = statement.raw_execute().map_err(|e| fault_in(sql, e))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

pub(crate) fn each(
    conn: &Connection,
    sql: &'static str,
    args: &[Val<'_>],
    take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| fault_in(sql, e))?;
    bind(&mut statement, sql, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|e| fault_in(sql, e))? {
        take(&Row::Sqlite(row))?;
    }
    Ok(())
}

/// Where a statement's text stands, and how long it is.
type Place = (usize, usize);
/// The numbers of a statement's parameters, in SQLite's order.
type Numbers = Box<[usize]>;

thread_local! {
    /// The numbers of the parameters of each statement that this thread has bound, in SQLite's
    /// order. Statements are constants, so the place in memory names one. Asking SQLite for the
    /// names each time costs as much as binding the values.
    static NUMBERS: RefCell<HashMap<Place, Numbers>> = RefCell::default();
}

/// Binds each parameter by its number. To SQLite `$2` is a name, and names are numbered in the
/// order in which they appear: binding in order would exchange the values of `… = $2 … = $1`.
fn bind(statement: &mut Statement<'_>, sql: &'static str, args: &[Val<'_>]) -> Result<(), Fault> {
    NUMBERS.with_borrow_mut(|known| {
        let numbers =
            known.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(|| numbers(statement));
        if numbers.iter().max().copied().unwrap_or(0) != args.len() {
            return Err(mismatch(sql, args.len()));
        }
        for (i, number) in numbers.iter().enumerate() {
            let value = number.checked_sub(1).and_then(|at| args.get(at));
            let value = value.ok_or_else(|| mismatch(sql, args.len()))?;
            statement.raw_bind_parameter(i + 1, value).map_err(|e| fault_in(sql, e))?;
        }
        Ok(())
    })
}

/// The number of each parameter; 0 for one that is not written `$` and a number.
fn numbers(statement: &Statement<'_>) -> Numbers {
    let number = |at| {
        let name = statement.parameter_name(at).and_then(|it| it.strip_prefix('$'));
        name.and_then(|it| it.parse().ok()).unwrap_or(0)
    };
    (1..=statement.parameter_count()).map(number).collect()
}

fn mismatch(sql: &str, given: usize) -> Fault {
    let what = format!("{given} values do not fit the parameters of `{sql}`, which are $1, $2, …");
    Fault::new(FaultKind::Permanent, what)
}

pub(crate) fn column<'r>(row: &'r rusqlite::Row<'_>, i: usize) -> Result<Val<'r>, Fault> {
    let value = row.get_ref(i).map_err(|e| fault("read a column", e))?;
    match value {
        ValueRef::Null => Ok(Val::Null),
        ValueRef::Integer(it) => Ok(Val::Int(it)),
        ValueRef::Text(it) => std::str::from_utf8(it)
            .map(Val::Text)
            .map_err(|e| Fault::because(FaultKind::Corrupt, "stored text is not UTF-8", e)),
        ValueRef::Blob(it) => Ok(Val::Bytes(it)),
        ValueRef::Real(_) => Err(Fault::new(FaultKind::Corrupt, "a stored number is a float")),
    }
}

pub(crate) fn check_statement(conn: &Connection, sql: &str) -> Result<(), Fault> {
    conn.prepare(sql).map(drop).map_err(|e| fault_in(sql, e))
}

/// Runs a script of several statements: migrations only.
/// Counts every step that the connection's statements take from now on.
pub(crate) fn count_steps(conn: &mut Connection) -> Result<Arc<AtomicU64>, Fault> {
    let steps = Arc::new(AtomicU64::new(0));
    let told = steps.clone();
    let handler = move || {
        told.fetch_add(1, Ordering::Relaxed);
        false
    };
    conn.progress_handler(1, Some(handler)).map_err(|e| fault("watch the connection", e))?;
    Ok(steps)
}

pub(crate) fn script(conn: &Connection, sql: &str) -> Result<(), Fault> {
    conn.execute_batch(sql).map_err(|e| fault("run a migration script", e))
}

fn fault_in(sql: &str, source: rusqlite::Error) -> Fault {
    let head: String = sql.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
    fault(&format!("run `{head} …`"), source)
}

/// Translates an engine error. Disk full and I/O errors are permanent until a person acts.
pub(crate) fn fault(what: &str, source: rusqlite::Error) -> Fault {
    let kind = match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => FaultKind::Retryable,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => FaultKind::Corrupt,
        _ => FaultKind::Permanent,
    };
    Fault::because(kind, format!("could not {what} (SQLite)"), source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn parameters_are_bound_by_their_number() {
        let conn = Connection::open_in_memory().unwrap();
        let none = args![];
        exec(&conn, "CREATE TABLE t (id TEXT, a BIGINT, b BIGINT)", none).unwrap();
        exec(&conn, "INSERT INTO t VALUES ($1, $2, $3)", args!["x", 1_i64, 2_i64]).unwrap();
        let set = "UPDATE t SET b = $3, a = $2 WHERE id = $1 AND a < $2";
        assert_eq!(exec(&conn, set, args!["x", 7_i64, 8_i64]).unwrap(), 1);
        let mut seen = Vec::new();
        each(&conn, "SELECT a, b FROM t WHERE b = $1", args![8_i64], &mut |row| {
            seen.push((row.get::<i64>(0)?, row.get::<i64>(1)?));
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, [(7, 8)]);
        assert!(exec(&conn, set, args!["x", 7_i64]).is_err(), "one argument too few");
    }
}
