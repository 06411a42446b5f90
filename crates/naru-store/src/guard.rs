//! Who may write: on SQLite a locked file beside the database, on PostgreSQL a lease with an epoch.

use crate::engine::Session;
use crate::postgres::lease::{Lease, Standing};
use crate::store::{Location, Options};
use naru_base::{Fault, FaultKind};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

/// The right to write, held until dropped (a file) or released (a lease).
pub(crate) enum Guard {
    /// The operating system unlocks it when the process ends, however it ends.
    File(#[expect(dead_code, reason = "holding it is its use")] File),
    Lease(Lease),
}

impl Guard {
    /// Takes the right to write, or says who has it.
    pub(crate) fn take(options: &Options, session: &mut Session) -> Result<Guard, Fault> {
        match (&options.location, session) {
            (Location::Sqlite(path), _) => lock(path, &options.holder).map(Guard::File),
            (Location::Postgres { .. }, Session::Postgres(conn)) => {
                Lease::take(conn, &options.holder, options.lease).map(Guard::Lease)
            }
            (Location::Postgres { .. }, Session::Sqlite(_)) => {
                Err(Fault::new(FaultKind::Permanent, "a session of the wrong engine"))
            }
        }
    }

    /// First thing in each write transaction. `false`: another writer has taken over.
    pub(crate) fn check(&self, session: &mut Session) -> Result<bool, Fault> {
        match (self, session) {
            (Guard::Lease(lease), Session::Postgres(conn)) => lease.check(conn),
            _ => Ok(true),
        }
    }

    /// The transaction that was checked is committed.
    pub(crate) fn keep(&mut self) {
        if let Guard::Lease(lease) = self {
            lease.keep();
        }
    }

    /// After a lost connection: what became of the transaction that was checked last.
    pub(crate) fn standing(&self, session: &mut Session) -> Result<Standing, Fault> {
        match (self, session) {
            (Guard::Lease(lease), Session::Postgres(conn)) => lease.standing(conn),
            _ => Ok(Standing::NotCommitted),
        }
    }

    /// How long the writer may be idle before it renews, if it has to.
    pub(crate) fn renew_after(&self) -> Option<Duration> {
        match self {
            Guard::File(_) => None,
            Guard::Lease(lease) => Some(lease.term() / 3),
        }
    }

    /// Gives the right back. A file is let go by dropping it, after the session.
    pub(crate) fn release(&self, session: &mut Session) -> Result<(), Fault> {
        match (self, session) {
            (Guard::Lease(lease), Session::Postgres(conn)) => lease.release(conn),
            _ => Ok(()),
        }
    }
}

fn lock(database: &Path, holder: &str) -> Result<File, Fault> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = Path::new(&path);
    let failed = |e: std::io::Error| {
        let what = format!("could not lock {}", path.display());
        Fault::because(FaultKind::Permanent, what, e)
    };
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    let mut file = options.open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::Error(e)) => return Err(failed(e)),
        Err(TryLockError::WouldBlock) => {
            let mut other = String::new();
            // Who it is is a courtesy: a name that cannot be read changes nothing.
            drop(file.read_to_string(&mut other));
            let what = format!(
                "the database {} is in use by {}; stop that process first",
                database.display(),
                if other.is_empty() { "another process" } else { other.trim() }
            );
            return Err(Fault::new(FaultKind::Permanent, what));
        }
    }
    file.set_len(0).and_then(|()| writeln!(file, "{holder}")).map_err(failed)?;
    Ok(file)
}
