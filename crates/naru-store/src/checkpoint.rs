//! SQLite's write-ahead log is carried into the database file in the background.
//!
//! A thread with its own connection makes passive passes while the writer goes on. Under constant
//! load such a pass never reaches the end of the log, so beyond a larger bound the writer itself
//! carries over the little that a pass left and starts the log anew, between two batches.

use crate::sqlite;
use crate::store::Options;
use crate::threads::spawn;
use naru_base::Fault;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// How long the writer waits for readers of the old log, and how long when it is far too long.
const WAIT_MS: u32 = 100;
const WAIT_LONG_MS: u32 = 2_000;
/// So many times the upper bound is far too long.
const FAR: u64 = 4;

/// The writer's hand on its log.
pub(crate) struct Checkpoints {
    log: PathBuf,
    pass_from: u64,
    restart_from: u64,
    wake: Option<SyncSender<()>>,
    /// A pass has ended since the writer looked last.
    passed: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(crate) fn start(database: &Path, options: &Options) -> Result<Checkpoints, Fault> {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        let (wake, woken) = sync_channel(1);
        let passed = Arc::new(AtomicBool::new(false));
        let conn = sqlite::open_checkpointer(database, options.durability)?;
        let tell = passed.clone();
        let thread = spawn("naru-checkpoint", move || passes(&conn, &woken, &tell))?;
        Ok(Checkpoints {
            log: PathBuf::from(log),
            pass_from: options.log_pass_from,
            restart_from: options.log_restart_from,
            wake: Some(wake),
            passed,
            thread: Some(thread),
        })
    }

    /// Called by the writer after each commit.
    pub(crate) fn after_commit(&self, conn: &rusqlite::Connection) {
        // A restarted log is cut to `pass_from`, so beyond it length means work to be done.
        let length = std::fs::metadata(&self.log).map_or(0, |it| it.len());
        if length <= self.pass_from {
            return;
        }
        if let Some(wake) = &self.wake {
            // Full: the thread is awake already.
            let _awake = wake.try_send(());
        }
        if length > self.restart_from && self.passed.swap(false, Ordering::AcqRel) {
            let wait = if length > self.restart_from * FAR { WAIT_LONG_MS } else { WAIT_MS };
            if let Err(fault) = sqlite::restart_log(conn, wait) {
                tracing::warn!(why = %fault, length, "the write-ahead log was not restarted");
            }
        }
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

fn passes(conn: &rusqlite::Connection, woken: &Receiver<()>, passed: &AtomicBool) {
    while woken.recv().is_ok() {
        match sqlite::pass_log(conn) {
            Ok(()) => passed.store(true, Ordering::Release),
            Err(fault) => tracing::warn!(why = %fault, "a checkpoint pass failed"),
        }
    }
}
