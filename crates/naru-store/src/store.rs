//! The handle that everybody holds, and how work reaches the writer and the readers.

use crate::chain::ChainKey;
use crate::engine::{Role, Session, on_own_thread};
use crate::migrate::Migration;
use crate::threads::{Task, spawn_readers, spawn_writer};
use crate::tx::Tx;
use crate::work::{Work, work};
use crate::writer::Writer;
use naru_base::{Answer, BusinessDate, Clock, Fault, FaultKind, No};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of the embedded engine.
    Sqlite(PathBuf),
    /// A PostgreSQL server and the schema in it.
    Postgres {
        /// A connection string, `postgres://user@host:port/database`.
        url: String,
        /// The schema that holds this shelf's tables.
        schema: String,
    },
}

/// Whether a commit survives the loss of power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It does. The only choice for a product.
    Full,
    /// It does not: simulation, where losing power is simulated too.
    None,
}

/// How to open a store.
#[derive(Clone)]
pub struct Options {
    /// Where the data are.
    pub location: Location,
    /// The slices' migrations, in order. The store's own come first by themselves.
    pub migrations: &'static [Migration],
    /// Tells the time of a commit.
    pub clock: Arc<dyn Clock>,
    /// Seals the head of the audit chain.
    pub chain_key: Arc<dyn ChainKey>,
    /// Whether commits survive the loss of power.
    pub durability: Durability,
    /// Commands that may wait for the writer; one more is refused with `Busy`.
    pub queue_max: usize,
    /// Commands in one commit, at most.
    pub batch_max: usize,
    /// Reader threads (with a connection each).
    pub readers: usize,
    /// Who opens it: said to a second one that is refused.
    pub holder: String,
    /// How long a PostgreSQL writer that fell silent keeps others out. It renews with each commit.
    pub lease: Duration,
    /// SQLite: bytes of the write-ahead log from which it is carried over in the background.
    pub log_pass_from: u64,
    /// SQLite: bytes of the log beyond which the writer starts it anew between two batches.
    pub log_restart_from: u64,
    /// Counters that may wait for their table before all of them are written: what one batch in so
    /// many takes longer. On PostgreSQL each is a round trip.
    pub later_max: usize,
    /// Run every command on the caller's thread, one commit each: the simulator's mode.
    pub inline: bool,
}

impl Options {
    /// Sensible defaults for a server.
    pub fn new(
        location: Location,
        migrations: &'static [Migration],
        clock: Arc<dyn Clock>,
        chain_key: Arc<dyn ChainKey>,
    ) -> Self {
        let later_max = match location {
            Location::Sqlite(_) => 8192,
            Location::Postgres { .. } => 1024,
        };
        Options {
            location,
            migrations,
            clock,
            chain_key,
            durability: Durability::Full,
            queue_max: 4096,
            batch_max: 512,
            readers: 2,
            holder: format!("process {}", std::process::id()),
            lease: Duration::from_secs(10),
            log_pass_from: 16 << 20,
            log_restart_from: 64 << 20,
            later_max,
            inline: false,
        }
    }
}

/// The store. Cheap to clone; the writer ends when the last handle is dropped.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[expect(clippy::large_enum_variant, reason = "one for each store, behind an Arc")]
enum Inner {
    Threads(Threads),
    Inline(Mutex<Writer>),
}

struct Threads {
    /// None: opened for reading only.
    writer: Option<SyncSender<Task>>,
    /// Work that was handed to the writer and has no answer yet.
    waiting: Arc<AtomicUsize>,
    readers: SyncSender<Box<dyn Work>>,
    writer_thread: Option<JoinHandle<()>>,
}

impl Threads {
    fn writer(&self, task: Task) -> Result<(), Fault> {
        let what = "the store was opened for reading only; nothing was done";
        let refused = || Fault::new(FaultKind::Permanent, what);
        let writer = self.writer.as_ref().ok_or_else(refused)?;
        self.waiting.fetch_add(1, Ordering::Relaxed);
        writer.try_send(task).map_err(|error| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            not_queued(error)
        })
    }
}

impl Drop for Threads {
    /// Waits until the writer has done what it accepted and let go of the database: whoever drops
    /// the last handle may open it again at once.
    fn drop(&mut self) {
        self.writer = None;
        if let Some(thread) = self.writer_thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread broke an assertion");
        }
    }
}

const CLOSED: &str = "the store is closed; nothing was done";

impl Store {
    /// Opens a store whose schema is up to date. An older or unknown schema is refused with a
    /// hint; see [`crate::migrate::migrate`].
    pub fn open(options: Options) -> Result<Store, Fault> {
        if options.inline {
            if let Location::Postgres { .. } = options.location {
                let what = "inline mode is for SQLite: the PostgreSQL driver needs its own thread";
                return Err(Fault::new(FaultKind::Permanent, what));
            }
            let writer = Writer::open(&options)?;
            return Ok(Store { inner: Arc::new(Inner::Inline(Mutex::new(writer))) });
        }
        on_own_thread(&options.location, || {
            let writer = Writer::open(&options)?;
            let (to_writer, from_handles) = sync_channel(options.queue_max);
            let (to_readers, from_readers) = sync_channel(options.queue_max);
            if let Err(fault) = spawn_readers(&options, from_readers) {
                writer.close()?;
                return Err(fault);
            }
            let waiting = writer.waiting();
            let thread = spawn_writer(writer, from_handles, options.batch_max)?;
            let threads = Threads {
                writer: Some(to_writer),
                waiting,
                readers: to_readers,
                writer_thread: Some(thread),
            };
            Ok(Store { inner: Arc::new(Inner::Threads(threads)) })
        })
    }

    /// Opens a store for reading only, beside the process that writes it: for verification and
    /// reports. Writes are refused. The schema must be up to date, as for [`Store::open`].
    pub fn open_reading(options: Options) -> Result<Store, Fault> {
        on_own_thread(&options.location, || {
            let mut session = Session::open(&options.location, Role::Reader)?;
            crate::migrate::check(&mut session, options.migrations)?;
            let (readers, from_readers) = sync_channel(options.queue_max);
            spawn_readers(&options, from_readers)?;
            let threads =
                Threads { writer: None, waiting: Arc::default(), readers, writer_thread: None };
            Ok(Store { inner: Arc::new(Inner::Threads(threads)) })
        })
    }

    /// Applies `f` in a durable commit and answers when it is durable.
    ///
    /// `f` may run more than once (after a clash, or because a neighbour in its batch had to be
    /// undone), so it has no side effects:
    /// ids come from [`naru_base::Env`], memory is updated by [`Tx::after_commit`].
    pub fn write<T, F>(&self, f: F) -> impl Future<Output = Answer<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        let sent = self.send(f, true);
        async move { receive(sent?.await) }
    }

    /// Reads a consistent snapshot.
    pub fn read<T, F>(&self, f: F) -> impl Future<Output = Answer<T>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        let sent = self.send(f, false);
        async move { receive(sent?.await) }
    }

    /// [`Store::write`] for callers without a runtime. Never call it from async code.
    pub fn write_blocking<T, F>(&self, f: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        receive(self.send(f, true)?.blocking_recv())
    }

    /// [`Store::read`] for callers without a runtime. Never call it from async code.
    pub fn read_blocking<T, F>(&self, f: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        receive(self.send(f, false)?.blocking_recv())
    }

    /// Makes the day partitions from `from` to `to` that are missing. Nothing to do on SQLite.
    /// A row for a day without one makes it by itself; this only does it before the rush.
    pub fn prepare_days(
        &self,
        from: BusinessDate,
        to: BusinessDate,
    ) -> impl Future<Output = Result<(), Fault>> + Send + use<> {
        let sent = self.order(|reply| Task::Days { from, to, reply });
        async move { done(sent?.await) }
    }

    /// [`Store::prepare_days`] for callers without a runtime.
    pub fn prepare_days_blocking(&self, from: BusinessDate, to: BusinessDate) -> Result<(), Fault> {
        done(self.order(|reply| Task::Days { from, to, reply })?.blocking_recv())
    }

    /// Closes the store: what was accepted before is committed, later work is refused, and when
    /// this answers the files are at rest and another process may open them.
    pub fn close(self) -> impl Future<Output = Result<(), Fault>> + Send {
        let sent = self.order(Task::Close);
        async move { done(sent?.await) }
    }

    /// [`Store::close`] for callers without a runtime.
    pub fn close_blocking(self) -> Result<(), Fault> {
        done(self.order(Task::Close)?.blocking_recv())
    }

    /// Queues an order to the writer, behind the commands that wait. In inline mode nothing waits
    /// and nothing is partitioned: done at once.
    fn order(
        &self,
        task: impl FnOnce(oneshot::Sender<Result<(), Fault>>) -> Task,
    ) -> Result<oneshot::Receiver<Result<(), Fault>>, Fault> {
        let (reply, answer) = oneshot::channel();
        match &*self.inner {
            Inner::Threads(threads) => threads.writer(task(reply))?,
            Inner::Inline(_) => drop(reply.send(Ok(()))),
        }
        Ok(answer)
    }

    fn send<T, F>(&self, f: F, write: bool) -> Result<oneshot::Receiver<Answer<T>>, No>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = work(f, reply);
        match &*self.inner {
            Inner::Threads(threads) if write => threads.writer(Task::Command(work))?,
            Inner::Threads(threads) => threads.readers.try_send(work).map_err(not_queued)?,
            Inner::Inline(writer) => {
                let mut writer = writer.lock().map_err(|_| stopped())?;
                if write { writer.run(vec![work]) } else { writer.read(work) }
            }
        }
        Ok(answer)
    }
}

fn not_queued<T>(error: TrySendError<T>) -> Fault {
    match error {
        TrySendError::Full(_) => {
            Fault::new(FaultKind::Busy, "too much work waits for the store; try again")
        }
        // It was never handed over, so nothing can have come of it.
        TrySendError::Disconnected(_) => Fault::new(FaultKind::Permanent, CLOSED),
    }
}

fn receive<T>(answer: Result<Answer<T>, oneshot::error::RecvError>) -> Answer<T> {
    answer.unwrap_or_else(|_| Err(stopped().into()))
}

fn done(answer: Result<Result<(), Fault>, oneshot::error::RecvError>) -> Result<(), Fault> {
    answer.unwrap_or_else(|_| Err(stopped()))
}

/// The writer is gone: whether the command was committed is not known.
fn stopped() -> Fault {
    Fault::new(
        FaultKind::OutcomeUnknown,
        "the store has stopped; look the command up before repeating it",
    )
}
