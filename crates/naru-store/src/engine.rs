//! One face for both engines: a session is a connection with transactions and savepoints.
//!
//! The writer, the readers and the migrations know only this face; what differs between the
//! engines is decided here and in `sqlite` and `postgres`.

use crate::store::{Durability, Location};
use crate::tx::{AtHand, Row, Tx};
use crate::value::Val;
use crate::{postgres, sqlite};
use naru_base::{BusinessDate, Fault, FaultKind};
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// A connection behind a transaction.
pub(crate) enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgres::PgConn),
}

impl Conn<'_> {
    pub(crate) fn exec(&mut self, sql: &'static str, args: &[Val<'_>]) -> Result<u64, Fault> {
        match self {
            Conn::Sqlite(conn) => sqlite::exec(conn, sql, args),
            Conn::Postgres(conn) => postgres::exec(conn, sql, args),
        }
    }

    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        args: &[Val<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        match self {
            Conn::Sqlite(conn) => sqlite::each(conn, sql, args, take),
            Conn::Postgres(conn) => postgres::each(conn, sql, args, take),
        }
    }
}

/// What a session is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Writer(Durability),
    Reader,
}

/// Why a statement failed, as far as the writer must act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The statement's own fault: its command is rolled back, nobody else.
    Statement,
    /// Another transaction was in the way: the same batch may succeed when run again.
    Clash,
    /// The connection is gone, and with it the open transaction.
    Lost,
    /// A row for a day that has no partition yet.
    NoDay(BusinessDate),
}

impl Trouble {
    pub(crate) fn of(fault: &Fault) -> Trouble {
        let source = fault.source().and_then(|s| s.downcast_ref::<::postgres::Error>());
        source.map_or(Trouble::Statement, postgres::trouble)
    }
}

/// A connection that its owner alone uses, on a thread of the store.
pub(crate) enum Session {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::PgConn>),
}

impl Session {
    pub(crate) fn open(location: &Location, role: Role) -> Result<Session, Fault> {
        match (location, role) {
            (Location::Sqlite(path), Role::Writer(durability)) => {
                sqlite::open_writer(path, durability).map(Session::Sqlite)
            }
            (Location::Sqlite(path), Role::Reader) => {
                sqlite::open_reader(path).map(Session::Sqlite)
            }
            (Location::Postgres { url, schema }, role) => {
                let conn = postgres::PgConn::open(url, schema, role)?;
                Ok(Session::Postgres(Box::new(conn)))
            }
        }
    }

    pub(crate) fn tx(&mut self) -> Tx<'_> {
        Tx::new(self.conn(), None)
    }

    /// A transaction of a batch, with what the writer has at hand.
    pub(crate) fn tx_with<'s>(&'s mut self, at_hand: &'s mut AtHand) -> Tx<'s> {
        Tx::new(self.conn(), Some(at_hand))
    }

    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Session::Sqlite(conn) => Conn::Sqlite(conn),
            Session::Postgres(conn) => Conn::Postgres(conn),
        }
    }

    /// Begins a transaction that may write.
    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::exec(conn, "BEGIN IMMEDIATE", &[]).map(drop),
            // One snapshot for the batch: a row changed by anybody else ends in a clash, not in
            // a decision on two states of the book.
            Session::Postgres(conn) => conn.control("BEGIN ISOLATION LEVEL REPEATABLE READ"),
        }
    }

    /// Begins a consistent snapshot.
    pub(crate) fn begin_read(&mut self) -> Result<(), Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::exec(conn, "BEGIN", &[]).map(drop),
            Session::Postgres(conn) => {
                conn.control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            }
        }
    }

    pub(crate) fn savepoint(&mut self) -> Result<(), Fault> {
        self.control("SAVEPOINT command")
    }

    /// Undoes what was done since the savepoint, which stays.
    pub(crate) fn undo(&mut self) -> Result<(), Fault> {
        self.control("ROLLBACK TO SAVEPOINT command")
    }

    pub(crate) fn release(&mut self) -> Result<(), Fault> {
        self.control("RELEASE SAVEPOINT command")
    }

    pub(crate) fn commit(&mut self) -> Result<(), Fault> {
        self.control("COMMIT")
    }

    /// Ends the transaction, if there is one; a lost connection has ended it already.
    pub(crate) fn rollback(&mut self) {
        drop(self.control("ROLLBACK"));
    }

    fn control(&mut self, sql: &'static str) -> Result<(), Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::exec(conn, sql, &[]).map(drop),
            Session::Postgres(conn) => conn.control(sql),
        }
    }

    /// Runs a script of several statements: migrations only.
    pub(crate) fn script(&mut self, sql: &str) -> Result<(), Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::script(conn, sql),
            Session::Postgres(conn) => conn.script(sql),
        }
    }

    /// Prepares a statement and looks at its types; runs nothing.
    pub(crate) fn check_statement(&mut self, sql: &str) -> Result<(), Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::check_statement(conn, sql),
            Session::Postgres(conn) => postgres::check_statement(conn, sql),
        }
    }

    /// Has the server look at how its tables are filled, as it does by itself after a while.
    pub(crate) fn learn(&mut self) -> Result<(), Fault> {
        match self {
            Session::Sqlite(_) => Ok(()),
            Session::Postgres(conn) => conn.control("ANALYZE"),
        }
    }

    /// From now on counts the steps of the embedded engine's machine; of a server none.
    pub(crate) fn count_steps(&mut self) -> Result<Arc<AtomicU64>, Fault> {
        match self {
            Session::Sqlite(conn) => sqlite::count_steps(conn),
            Session::Postgres(_) => Ok(Arc::default()),
        }
    }

    /// The rows that this session had the server fetch from tables; none of the embedded engine.
    pub(crate) fn rows_fetched(&mut self) -> Result<u64, Fault> {
        match self {
            Session::Sqlite(_) => Ok(0),
            Session::Postgres(conn) => postgres::rows_fetched(conn),
        }
    }

    /// Whether there is no connection and the last attempt to make one failed.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Session::Sqlite(_) => false,
            Session::Postgres(conn) => conn.is_lost(),
        }
    }

    /// Connects anew if the connection is gone. `patience` is the number of tries.
    pub(crate) fn revive(&mut self, patience: u32) -> Result<(), Fault> {
        match self {
            Session::Sqlite(_) => Ok(()),
            Session::Postgres(conn) => conn.revive(patience),
        }
    }

    /// Makes the day partitions that are missing. SQLite has none to make.
    pub(crate) fn prepare_days(
        &mut self,
        from: BusinessDate,
        to: BusinessDate,
    ) -> Result<(), Fault> {
        match self {
            Session::Sqlite(_) => Ok(()),
            Session::Postgres(conn) => postgres::days::prepare(conn, from, to),
        }
    }
}

/// Runs `f` where it may block. The PostgreSQL driver runs a runtime of its own, which panics on
/// a thread that already runs one: a caller in async code would bring it down.
pub(crate) fn on_own_thread<T: Send>(
    location: &Location,
    f: impl FnOnce() -> Result<T, Fault> + Send,
) -> Result<T, Fault> {
    if matches!(location, Location::Sqlite(_)) {
        return f();
    }
    std::thread::scope(|scope| {
        let broken = |_| Fault::new(FaultKind::Permanent, "a store thread broke an assertion");
        scope.spawn(f).join().map_err(broken)?
    })
}
