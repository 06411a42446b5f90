//! A book at rest or in use, read and tampered with past everything that guards it.

use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// The book of a data directory on SQLite.
pub fn book(data: &Path) -> PathBuf {
    data.join("book.db")
}

/// Runs statements on a database file; what the tables themselves refuse is switched off first.
pub fn tamper(file: &Path, sql: &str) {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    let armed = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
    let triggers: Vec<String> = connection
        .prepare(armed)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for name in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
}

/// One number.
pub fn number(file: &Path, sql: &str) -> i64 {
    Connection::open(file).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A transfer as the book has it: business date, id, state, amount.
pub type Transfer = (i64, String, String, i64);

/// Every transfer that an institution ordered, in the order of their names.
pub fn transfers(data: &Path) -> Vec<Transfer> {
    let all = "SELECT business_date, bank_tran_id, state, amount FROM relay_transfer \
         WHERE kind <> 'fund' ORDER BY business_date, bank_tran_id";
    let connection = Connection::open(book(data)).unwrap();
    let mut all = connection.prepare(all).unwrap();
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    rows.unwrap().map(Result::unwrap).collect()
}
