//! The single writer: takes what waits, a savepoint for each command, one commit for all.

use crate::chain::Chain;
use crate::sqlite;
use crate::store::{Location, Options};
use crate::tx::{Conn, Hook, Tx};
use naru_base::{Answer, AuditRecord, Clock, Fault, FaultKind, No};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use tokio::sync::oneshot;

/// A command with its reply channel, its type erased.
pub(crate) trait Work: Send {
    /// Runs the command; `false` means that its savepoint is to be rolled back.
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict;
    /// Answers. `fate` says what became of the commit.
    fn reply(self: Box<Self>, fate: Result<(), (FaultKind, String)>);
}

/// What a command wants to happen to its writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Keep,
    RollBack,
    /// Stored data contradict an invariant: stop the writer.
    Halt,
}

struct Typed<T, F> {
    f: F,
    out: Option<Answer<T>>,
    reply: oneshot::Sender<Answer<T>>,
}

pub(crate) fn work<T, F>(f: F, reply: oneshot::Sender<Answer<T>>) -> Box<dyn Work>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
{
    Box::new(Typed { f, out: None, reply })
}

impl<T, F> Work for Typed<T, F>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Verdict {
        let out = catch_unwind(AssertUnwindSafe(|| (self.f)(tx))).unwrap_or_else(|panic| {
            let text = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            Err(Fault::new(FaultKind::Permanent, format!("a command broke an assertion: {text}"))
                .into())
        });
        let verdict = match &out {
            Ok(_) => Verdict::Keep,
            Err(No::Fault(fault)) if fault.kind == FaultKind::Corrupt => Verdict::Halt,
            Err(_) => Verdict::RollBack,
        };
        self.out = Some(out);
        verdict
    }

    fn reply(mut self: Box<Self>, fate: Result<(), (FaultKind, String)>) {
        let out = match (fate, self.out.take()) {
            (Ok(()), Some(out)) => out,
            // A refusal wrote nothing, so it stands whatever became of the commit.
            (Err(_), Some(Err(no))) => Err(no),
            (Err((kind, what)), _) => Err(Fault::new(kind, what).into()),
            (Ok(()), None) => {
                Err(Fault::new(FaultKind::Permanent, "the command was not run").into())
            }
        };
        // The caller may have gone away; the commit stands all the same.
        drop(self.reply.send(out));
    }
}

/// The writer's connection and its place in the audit chain.
pub(crate) struct Writer {
    conn: rusqlite::Connection,
    chain: Chain,
    clock: Arc<dyn Clock>,
    halted: Option<String>,
}

impl Writer {
    pub(crate) fn open(options: &Options) -> Result<Writer, Fault> {
        let Location::Sqlite(path) = &options.location else {
            return Err(Fault::new(FaultKind::Permanent, "PostgreSQL"));
        };
        let conn = sqlite::open_writer(path, options.durability)?;
        crate::migrate::check_sqlite(&conn, options.migrations)?;
        let chain = Chain::load(&mut Tx::new(Conn::Sqlite(&conn)), options.chain_key.clone())?;
        Ok(Writer { conn, chain, clock: options.clock.clone(), halted: None })
    }

    /// Runs a batch: one commit, then the answers.
    pub(crate) fn run(&mut self, mut batch: Vec<Box<dyn Work>>) {
        let fate = match &self.halted {
            Some(why) => Err((FaultKind::Corrupt, format!("the writer stopped: {why}"))),
            None => self.commit(&mut batch),
        };
        for work in batch {
            work.reply(fate.clone());
        }
    }

    fn commit(&mut self, batch: &mut [Box<dyn Work>]) -> Result<(), (FaultKind, String)> {
        let attempt = self.attempt(batch);
        if attempt.is_err() {
            drop(sqlite::exec(&self.conn, "ROLLBACK", &[]));
            self.chain.forget();
        }
        attempt.map_err(|fault| {
            if fault.kind == FaultKind::Corrupt {
                tracing::error!(why = %fault, "ledger invariant broken: the writer stops");
                self.halted = Some(fault.to_string());
            }
            (fault.kind, fault.to_string())
        })
    }

    fn attempt(&mut self, batch: &mut [Box<dyn Work>]) -> Result<(), Fault> {
        sqlite::exec(&self.conn, "BEGIN IMMEDIATE", &[])?;
        let mut records: Vec<AuditRecord> = Vec::new();
        let mut hooks: Vec<Hook> = Vec::new();
        for work in batch.iter_mut() {
            sqlite::exec(&self.conn, "SAVEPOINT command", &[])?;
            let mut tx = Tx::new(Conn::Sqlite(&self.conn));
            match work.run(&mut tx) {
                Verdict::Keep => {
                    records.append(&mut tx.audit);
                    hooks.append(&mut tx.hooks);
                }
                Verdict::RollBack => {
                    sqlite::exec(&self.conn, "ROLLBACK TO command", &[])?;
                }
                Verdict::Halt => {
                    return Err(Fault::new(
                        FaultKind::Corrupt,
                        "stored data contradict an invariant",
                    ));
                }
            }
            sqlite::exec(&self.conn, "RELEASE command", &[])?;
        }
        let mut tx = Tx::new(Conn::Sqlite(&self.conn));
        self.chain.append(&mut tx, self.clock.now(), &records)?;
        sqlite::exec(&self.conn, "COMMIT", &[])?;
        self.chain.keep();
        for hook in hooks {
            hook();
        }
        Ok(())
    }

    /// Runs a read on the writer's connection: inline mode only.
    pub(crate) fn read(&mut self, mut work: Box<dyn Work>) {
        work.run(&mut Tx::new(Conn::Sqlite(&self.conn)));
        work.reply(Ok(()));
    }
}

pub(crate) fn spawn_writer(
    mut writer: Writer,
    queue: Receiver<Box<dyn Work>>,
    batch_max: usize,
) -> Result<(), Fault> {
    let run = move || {
        while let Ok(first) = queue.recv() {
            let mut batch = vec![first];
            batch.extend(queue.try_iter().take(batch_max.saturating_sub(1)));
            writer.run(batch);
        }
    };
    spawn("naru-writer", run)
}

pub(crate) fn spawn_readers(
    options: &Options,
    queue: Receiver<Box<dyn Work>>,
) -> Result<(), Fault> {
    let Location::Sqlite(path) = &options.location else {
        return Err(Fault::new(FaultKind::Permanent, "PostgreSQL"));
    };
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..options.readers.max(1) {
        let conn = sqlite::open_reader(path)?;
        let queue = queue.clone();
        let run = move || {
            loop {
                let next = queue.lock().map(|q| q.recv());
                let Ok(Ok(mut work)) = next else { return };
                let begun = sqlite::exec(&conn, "BEGIN", &[]);
                work.run(&mut Tx::new(Conn::Sqlite(&conn)));
                drop(sqlite::exec(&conn, "ROLLBACK", &[]));
                work.reply(begun.map(drop).map_err(|f| (f.kind, f.to_string())));
            }
        };
        spawn("naru-reader", run)?;
    }
    Ok(())
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), Fault> {
    std::thread::Builder::new()
        .name(name.into())
        .spawn(run)
        .map(drop)
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not start a store thread", e))
}
