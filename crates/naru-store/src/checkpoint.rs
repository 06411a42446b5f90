//! SQLite's write-ahead log is carried into the database file in the background.
//!
//! A thread with its own connection makes passive passes while the writer goes on, each after the
//! log has grown by a good piece: a page that was written ten times meanwhile is carried over once.
//! Under constant load such a pass never reaches the end of the log, so beyond a larger bound the
//! writer itself carries over the little that a pass left and starts the log anew, between two
//! batches.

use crate::sqlite;
use crate::store::Options;
use crate::threads::spawn;
use naru_base::Fault;
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// How long the writer waits for readers of the old log, and how long when it is far too long.
const WAIT_MS: u32 = 100;
const WAIT_LONG_MS: u32 = 2_000;
/// So many times the upper bound is far too long.
const FAR: u64 = 4;

/// The writer's hand on its log.
pub(crate) struct Checkpoints {
    /// How long the log is, as of the last commit.
    length: Arc<AtomicU64>,
    pass_from: u64,
    restart_from: u64,
    /// The length from which the next pass is worth it.
    next_pass: Cell<u64>,
    /// The length at which the last pass began; 0 after a restart.
    began_at: Cell<u64>,
    wake: Option<SyncSender<()>>,
    /// A pass is under way: whoever wants to restart the log now would wait for it.
    is_passing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(crate) fn start(
        database: &Path,
        options: &Options,
        length: Arc<AtomicU64>,
    ) -> Result<Checkpoints, Fault> {
        let (wake, woken) = sync_channel(1);
        let is_passing = Arc::new(AtomicBool::new(false));
        let conn = sqlite::open_checkpointer(database, options.durability)?;
        let tell = is_passing.clone();
        let thread = spawn("naru-checkpoint", move || passes(&conn, &woken, &tell))?;
        Ok(Checkpoints {
            length,
            pass_from: options.log_pass_from,
            next_pass: Cell::new(options.log_pass_from),
            restart_from: options.log_restart_from,
            began_at: Cell::new(0),
            wake: Some(wake),
            is_passing,
            thread: Some(thread),
        })
    }

    /// Called by the writer after each commit.
    pub(crate) fn after_commit(&self, conn: &rusqlite::Connection) {
        let length = self.length.load(Ordering::Relaxed);
        if length <= self.pass_from {
            self.next_pass.set(self.pass_from);
            return;
        }
        if length <= self.next_pass.get() || self.is_passing.load(Ordering::Acquire) {
            return;
        }
        if self.began_at.get() > self.restart_from {
            self.began_at.set(0);
            self.restart(conn, length);
            return;
        }
        // Beyond the upper bound each pass brings the new beginning nearer.
        let next = length.saturating_add(self.pass_from).min(self.restart_from);
        self.next_pass.set(next);
        self.began_at.set(length);
        self.is_passing.store(true, Ordering::Release);
        if self.wake.as_ref().is_none_or(|wake| wake.try_send(()).is_err()) {
            self.is_passing.store(false, Ordering::Release);
        }
    }

    /// Nearly everything is carried over: the writer does the rest and begins the log anew.
    fn restart(&self, conn: &rusqlite::Connection, length: u64) {
        let wait = if length > self.restart_from * FAR { WAIT_LONG_MS } else { WAIT_MS };
        if let Err(fault) = sqlite::restart_log(conn, wait) {
            tracing::warn!(why = %fault, length, "the write-ahead log was not restarted");
            return;
        }
        self.length.store(0, Ordering::Relaxed);
    }

    /// Ends the thread, then carries everything over.
    pub(crate) fn finish(mut self, conn: &rusqlite::Connection) -> Result<(), Fault> {
        self.end_thread();
        sqlite::empty_log(conn)
    }

    fn end_thread(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread broke an assertion");
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.end_thread();
    }
}

fn passes(conn: &rusqlite::Connection, woken: &Receiver<()>, is_passing: &AtomicBool) {
    while woken.recv().is_ok() {
        if let Err(fault) = sqlite::pass_log(conn) {
            tracing::warn!(why = %fault, "a checkpoint pass failed");
        }
        is_passing.store(false, Ordering::Release);
    }
}
