//! The lease and its epoch: the fence between the writer and one that was replaced.
//!
//! The lease's end decides only when another may step in. What keeps the book safe is the epoch:
//! each write transaction updates the lease row of its own epoch first, so a writer that was
//! replaced cannot commit, and two writers meet at this row's lock. The time is the server's.

use super::{PgConn, fault};
use naru_base::{Fault, FaultKind, Micros};
use std::time::Duration;

const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// The right to write, as of an epoch. `turn` counts the committed transactions of the epoch.
pub(crate) struct Lease {
    epoch: i64,
    turn: i64,
    term: Duration,
}

/// What became of the transaction whose COMMIT got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Committed,
    NotCommitted,
    /// Another writer has taken over.
    Replaced,
    /// The server knows less than was acknowledged: it went back in time.
    GoneBack,
}

impl Lease {
    pub(crate) fn take(conn: &mut PgConn, holder: &str, term: Duration) -> Result<Lease, Fault> {
        let refused = |e| fault("take the lease", e);
        let read = format!(
            "SELECT holder, epoch, expires_at, {NOW} FROM store_lease WHERE id = 1 FOR UPDATE"
        );
        let take = format!(
            "UPDATE store_lease SET holder = $1, epoch = epoch + 1, turn = 0, \
             expires_at = {NOW} + $2 WHERE id = 1"
        );
        let mut tx = conn.client()?.transaction().map_err(refused)?;
        let row = tx.query_one(&read, &[]).map_err(refused)?;
        let get = |i| row.try_get::<_, i64>(i).map_err(refused);
        let (epoch, expires_at, now) = (get(1)?, get(2)?, get(3)?);
        if expires_at > now {
            let other: String = row.try_get(0).map_err(refused)?;
            let what = format!(
                "the store is written by {other}, whose lease runs until {} (Korean time); \
                 stop that process, or try again when the lease has run out",
                Micros::new(expires_at).kst_clock()
            );
            return Err(Fault::new(FaultKind::Permanent, what));
        }
        tx.execute(&take, &[&holder, &micros(term)]).map_err(refused)?;
        tx.commit().map_err(refused)?;
        Ok(Lease { epoch: epoch + 1, turn: 0, term })
    }

    pub(crate) fn term(&self) -> Duration {
        self.term
    }

    /// Renews the lease inside the open transaction. `false`: the epoch is over.
    pub(crate) fn check(&self, conn: &mut PgConn) -> Result<bool, Fault> {
        const CHECK: &str = "UPDATE store_lease SET turn = $1, \
             expires_at = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + $2 \
             WHERE id = 1 AND epoch = $3 AND turn <= $1";
        let (turn, term) = (self.turn + 1, micros(self.term));
        Ok(super::exec(conn, CHECK, crate::args![turn, term, self.epoch])? == 1)
    }

    pub(crate) fn keep(&mut self) {
        self.turn += 1;
    }

    /// Waits for the old connection's transaction to end (it holds the row), then reads its fate.
    pub(crate) fn standing(&self, conn: &mut PgConn) -> Result<Standing, Fault> {
        let refused = |e| fault("read the lease", e);
        let read = format!(
            "UPDATE store_lease SET expires_at = {NOW} + $1 WHERE id = 1 AND epoch = $2 \
             RETURNING turn"
        );
        let row = conn.client()?.query_opt(&read, &[&micros(self.term), &self.epoch]);
        let Some(row) = row.map_err(refused)? else { return Ok(Standing::Replaced) };
        let turn: i64 = row.try_get(0).map_err(refused)?;
        Ok(match turn - self.turn {
            0 => Standing::NotCommitted,
            1 => Standing::Committed,
            _ => Standing::GoneBack,
        })
    }

    pub(crate) fn release(&self, conn: &mut PgConn) -> Result<(), Fault> {
        const RELEASE: &str = "UPDATE store_lease SET expires_at = 0 WHERE id = 1 AND epoch = $1";
        super::exec(conn, RELEASE, crate::args![self.epoch]).map(drop)
    }
}

fn micros(term: Duration) -> i64 {
    i64::try_from(term.as_micros()).unwrap_or(i64::MAX)
}
