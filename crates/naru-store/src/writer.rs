//! The single writer: takes what waits, one commit for all; a command that fails is undone alone.

use crate::chain::Chain;
use crate::checkpoint::Checkpoints;
use crate::engine::{Role, Session, Trouble};
use crate::guard::Guard;
use crate::postgres::lease::Standing;
use crate::sqlite;
use crate::store::{Location, Options};
use crate::tx::{AtHand, Hook};
use crate::work::{Delivery, Fate, Verdict, Work, panic_text};
use naru_base::{AuditRecord, BusinessDate, Clock, Fault, FaultKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

/// How often a batch is run before its clashes are the callers' problem.
const ROUNDS_MAX: u32 = 8;
/// Tries to reach a lost server before a batch is given up: a little over three seconds.
const PATIENCE: u32 = 7;
/// After a batch that had to be run again for want of savepoints, so many take them at once:
/// commands that are undone come in swarms.
const WARY_FOR: u32 = 16;
/// Day partitions made ahead when a store is opened.
const DAYS_AHEAD: usize = 7;

/// The writer's session, its right to write and its place in the audit chain.
pub(crate) struct Writer {
    session: Session,
    at_hand: AtHand,
    guard: Guard,
    /// SQLite with threads; inline, the engine minds its log by itself.
    checkpoints: Option<Checkpoints>,
    chain: Chain,
    clock: Arc<dyn Clock>,
    halted: Option<(FaultKind, String)>,
    /// Batches to come that take savepoints from the start.
    wary_for: u32,
    /// The hooks of a commit that got no answer and could not be looked up yet.
    in_doubt: Option<Vec<Hook>>,
}

/// Why a batch stopped.
enum Stop {
    /// Before its COMMIT: nothing is done.
    Before(Trouble, Fault),
    /// The COMMIT failed, or got no answer.
    InCommit(Trouble, Fault, Vec<Hook>),
    /// A command has to be undone and there is no savepoint before it.
    NoSavepoint,
    /// Another writer has taken over.
    Replaced,
}

/// Savepoints cost a copy of each page a command touches (SQLite) or round trips (PostgreSQL), and
/// hardly any command has to be undone after it wrote: a batch runs without them first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Savepoints {
    None,
    Each,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Before(Trouble::of(&fault), fault)
    }
}

impl Writer {
    pub(crate) fn open(options: &Options) -> Result<Writer, Fault> {
        let mut session = Session::open(&options.location, Role::Writer(options.durability))?;
        crate::migrate::check(&mut session, options.migrations)?;
        let guard = Guard::take(options, &mut session)?;
        match Self::prepare(options, &mut session) {
            Ok((chain, checkpoints)) => {
                let clock = options.clock.clone();
                let mut writer = Writer {
                    session,
                    at_hand: AtHand::of(options),
                    guard,
                    checkpoints,
                    chain,
                    clock,
                    halted: None,
                    wary_for: 0,
                    in_doubt: None,
                };
                // Readers find each table as it was counted, from now on but for what waits.
                writer.settle()?;
                Ok(writer)
            }
            Err(fault) => {
                // Nobody shall wait for a writer that never was.
                guard.release(&mut session)?;
                Err(fault)
            }
        }
    }

    fn prepare(
        options: &Options,
        session: &mut Session,
    ) -> Result<(Chain, Option<Checkpoints>), Fault> {
        let chain = Chain::load(&mut session.tx(), options.chain_key.clone())?;
        let today = options.clock.now().business_date();
        let last = (0..DAYS_AHEAD).fold(today, |day, _| day.next());
        session.prepare_days(today.previous(), last)?;
        let checkpoints = match (&mut *session, &options.location) {
            (Session::Sqlite(conn), Location::Sqlite(path)) if !options.inline => {
                let length = sqlite::hand_over_log(conn, options.log_restart_from)?;
                Some(Checkpoints::start(path, options, length)?)
            }
            _ => None,
        };
        Ok((chain, checkpoints))
    }

    /// How much was handed to this writer and has no answer yet.
    pub(crate) fn waiting(&self) -> Arc<AtomicUsize> {
        self.at_hand.waiting.clone()
    }

    /// Runs a batch: one commit, then the answers.
    pub(crate) fn run(&mut self, mut batch: Vec<Box<dyn Work>>) {
        let fate = match self.halted.clone() {
            Some((kind, why)) => Err((kind, format!("the writer stopped: {why}"))),
            None => self.commit(&mut batch),
        };
        Delivery::hand_out(fate, batch);
        if let (Some(checkpoints), Session::Sqlite(conn)) = (&self.checkpoints, &self.session) {
            checkpoints.after_commit(conn);
        }
    }

    /// Makes the day partitions that are missing.
    pub(crate) fn prepare_days(
        &mut self,
        from: BusinessDate,
        to: BusinessDate,
    ) -> Result<(), Fault> {
        self.session.revive(PATIENCE)?;
        self.session.prepare_days(from, to)
    }

    /// How long the writer may be idle before it has to [`Writer::renew`].
    pub(crate) fn renew_after(&self) -> Option<Duration> {
        self.guard.renew_after()
    }

    /// Keeps the right to write while there is nothing to write.
    pub(crate) fn renew(&mut self) {
        if self.halted.is_some() {
            return;
        }
        let renewed = match self.in_doubt {
            Some(_) => self.look_up(1).map(drop),
            None => self.reconnect(1),
        };
        if let Err(fault) = renewed {
            tracing::warn!(why = %fault, "the lease could not be renewed");
        }
    }

    fn commit(&mut self, batch: &mut [Box<dyn Work>]) -> Fate {
        let known = |fault: Fault| (fault.kind, fault.to_string());
        if self.in_doubt.is_some() {
            self.look_up(1).map_err(known)?;
        } else if self.session.is_lost() {
            self.reconnect(1).map_err(known)?;
        }
        let mut round = 1;
        let mut savepoints = if self.wary_for > 0 { Savepoints::Each } else { Savepoints::None };
        self.wary_for = self.wary_for.saturating_sub(1);
        loop {
            let stop = match self.attempt(batch, savepoints) {
                Ok(hooks) => {
                    self.keep(hooks);
                    return Ok(());
                }
                Err(stop) => stop,
            };
            self.session.rollback();
            self.at_hand.clear();
            let fault = match stop {
                Stop::Replaced => return Err(known(self.replaced())),
                Stop::NoSavepoint => {
                    savepoints = Savepoints::Each;
                    self.wary_for = WARY_FOR;
                    self.chain.forget();
                    continue;
                }
                Stop::InCommit(Trouble::Lost, fault, hooks) => {
                    self.in_doubt = Some(hooks);
                    match self.look_up(PATIENCE) {
                        Ok(true) => return Ok(()),
                        Ok(false) => fault,
                        Err(unknown) => {
                            return Err((FaultKind::OutcomeUnknown, unknown_text(&unknown)));
                        }
                    }
                }
                Stop::InCommit(trouble, fault, _) | Stop::Before(trouble, fault) => {
                    self.chain.forget();
                    if let Err(worse) = self.mend(trouble) {
                        return Err(known(worse));
                    }
                    if trouble == Trouble::Statement {
                        return Err(known(self.halt_if_corrupt(fault)));
                    }
                    fault
                }
            };
            if round == ROUNDS_MAX {
                return Err(known(fault));
            }
            tracing::warn!(why = %fault, round, "the batch is run again");
            round += 1;
        }
    }

    /// Removes the cause of a stop, so that the batch may run again.
    fn mend(&mut self, trouble: Trouble) -> Result<(), Fault> {
        match trouble {
            Trouble::Statement | Trouble::Clash => Ok(()),
            Trouble::NoDay(day) => self.session.prepare_days(day, day),
            Trouble::Lost => self.reconnect(PATIENCE),
        }
    }

    /// Connects anew, and makes sure that the book is where this writer left it.
    fn reconnect(&mut self, patience: u32) -> Result<(), Fault> {
        self.session.revive(patience)?;
        match self.guard.standing(&mut self.session)? {
            Standing::NotCommitted if self.chain.stands(&mut self.session.tx())? => Ok(()),
            Standing::Replaced => Err(self.replaced()),
            _ => Err(self.gone_back()),
        }
    }

    /// Finds out what became of the commit in doubt: `true` if it stands.
    fn look_up(&mut self, patience: u32) -> Result<bool, Fault> {
        self.session.revive(patience)?;
        match self.guard.standing(&mut self.session)? {
            Standing::Committed => {
                let hooks = self.in_doubt.take().unwrap_or_default();
                self.keep(hooks);
            }
            Standing::NotCommitted => {
                self.in_doubt = None;
                self.chain.forget();
                return self.reconnect(1).map(|()| false);
            }
            Standing::Replaced => return Err(self.replaced()),
            Standing::GoneBack => return Err(self.gone_back()),
        }
        if self.chain.stands(&mut self.session.tx())? { Ok(true) } else { Err(self.gone_back()) }
    }

    fn keep(&mut self, hooks: Vec<Hook>) {
        self.chain.keep();
        self.guard.keep();
        self.run_hooks(hooks);
    }

    fn replaced(&mut self) -> Fault {
        let what = "another process has taken over the writing of this store; nothing more is \
                    written here: restart this process if it is to write";
        self.halt(FaultKind::Permanent, what)
    }

    fn gone_back(&mut self) -> Fault {
        let what = "the database is not where this writer left it: it lost commits that were \
                    acknowledged, or somebody else wrote; compare it with the last witnessed \
                    checkpoint before anything else";
        self.halt(FaultKind::Corrupt, what)
    }

    fn halt_if_corrupt(&mut self, fault: Fault) -> Fault {
        if fault.kind == FaultKind::Corrupt {
            return self.halt(FaultKind::Corrupt, &fault.to_string());
        }
        fault
    }

    fn halt(&mut self, kind: FaultKind, why: &str) -> Fault {
        tracing::error!(why, "the writer stops");
        self.halted = Some((kind, why.to_owned()));
        Fault::new(kind, why)
    }

    fn attempt(
        &mut self,
        batch: &mut [Box<dyn Work>],
        savepoints: Savepoints,
    ) -> Result<Vec<Hook>, Stop> {
        self.session.begin()?;
        if !self.guard.check(&mut self.session)? {
            return Err(Stop::Replaced);
        }
        let mut records: Vec<AuditRecord> = Vec::with_capacity(batch.len());
        let mut hooks: Vec<Hook> = Vec::new();
        self.at_hand.tallies.begin(&mut self.session.conn(), savepoints == Savepoints::Each)?;
        for work in batch.iter_mut() {
            self.command(&mut **work, savepoints, &mut records, &mut hooks)?;
        }
        self.at_hand.tallies.flush(&mut self.session.conn()).map_err(|fault| {
            match Trouble::of(&fault) {
                // One command's counter does not fit its table: find out whose, undo that alone.
                Trouble::Statement if savepoints == Savepoints::None => Stop::NoSavepoint,
                trouble => Stop::Before(trouble, fault),
            }
        })?;
        self.chain.append(&mut self.session.tx(), self.clock.now(), &records)?;
        match self.session.commit() {
            Ok(()) => Ok(hooks),
            Err(fault) => Err(Stop::InCommit(Trouble::of(&fault), fault, hooks)),
        }
    }

    fn command(
        &mut self,
        work: &mut dyn Work,
        savepoints: Savepoints,
        records: &mut Vec<AuditRecord>,
        hooks: &mut Vec<Hook>,
    ) -> Result<(), Stop> {
        if savepoints == Savepoints::Each {
            self.session.savepoint()?;
        }
        let mut tx = self.session.tx_with(&mut self.at_hand);
        let verdict = work.run(&mut tx);
        if let Some(trouble) = tx.trouble.filter(|it| *it != Trouble::Statement) {
            let fault = Fault::new(FaultKind::Retryable, trouble_text(trouble));
            return Err(Stop::Before(trouble, fault));
        }
        match verdict {
            Verdict::Keep => {
                records.append(&mut tx.audit);
                hooks.append(&mut tx.hooks);
            }
            // A failed statement leaves PostgreSQL's transaction unusable, even if it only read.
            Verdict::RollBack if savepoints == Savepoints::None => {
                if tx.has_written || tx.trouble.is_some() {
                    return Err(Stop::NoSavepoint);
                }
            }
            Verdict::RollBack => {
                self.at_hand.clear();
                self.session.undo()?;
            }
            Verdict::Halt => {
                let what = "stored data contradict an invariant";
                return Err(Fault::new(FaultKind::Corrupt, what).into());
            }
        }
        if savepoints == Savepoints::Each {
            self.session.release()?;
        }
        Ok(())
    }

    /// A hook that panics leaves memory behind the store: nothing may be decided on it any more.
    fn run_hooks(&mut self, hooks: Vec<Hook>) {
        for hook in hooks {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(hook)) {
                let why = format!("memory could not follow a commit: {}", panic_text(&*panic));
                self.halt(FaultKind::Permanent, &why);
            }
        }
    }

    /// Has every table take what was counted, in a commit of its own.
    fn settle(&mut self) -> Result<(), Fault> {
        if self.halted.is_some() || self.in_doubt.is_some() || !self.at_hand.tallies.is_unsettled()
        {
            return Ok(());
        }
        self.session.begin()?;
        if !self.guard.check(&mut self.session)? {
            self.session.rollback();
            return Ok(());
        }
        let settled = self.at_hand.tallies.settle(&mut self.session.conn());
        let committed = settled.and_then(|()| self.session.commit());
        if committed.is_err() {
            self.session.rollback();
            self.at_hand.clear();
        } else {
            self.guard.keep();
        }
        committed
    }

    /// Ends cleanly: nothing is left to be done at the next opening.
    pub(crate) fn close(mut self) -> Result<(), Fault> {
        if let Err(fault) = self.settle() {
            // Nothing is lost: the log has it, and whoever opens the store next reads the log.
            tracing::warn!(why = %fault, "counters stay in their log until the next opening");
        }
        let finished = match (self.checkpoints.take(), &self.session) {
            (Some(checkpoints), Session::Sqlite(conn)) => checkpoints.finish(conn),
            _ => Ok(()),
        };
        // The session ends before the right to write does.
        let released = self.guard.release(&mut self.session);
        finished.and(released)
    }

    /// Runs a read on the writer's connection: inline mode only.
    pub(crate) fn read(&mut self, work: Box<dyn Work>) {
        read(&mut self.session, work);
    }
}

/// Runs a read in a snapshot of its own. A lost connection is made anew once.
pub(crate) fn read(session: &mut Session, mut work: Box<dyn Work>) {
    let mut fate = Err((FaultKind::Retryable, "the read was not run".to_owned()));
    for _ in 0..2 {
        let begun = session.begin_read();
        if let Err(fault) = begun {
            fate = Err((fault.kind, fault.to_string()));
        } else {
            let mut tx = session.tx();
            work.run(&mut tx);
            let trouble = tx.trouble.unwrap_or(Trouble::Statement);
            session.rollback();
            fate = Ok(());
            if !matches!(trouble, Trouble::Lost | Trouble::Clash) {
                break;
            }
        }
        if session.revive(1).is_err() {
            break;
        }
    }
    work.reply(fate);
}

fn unknown_text(why: &Fault) -> String {
    format!("the commit got no answer ({why}); look the command up before repeating it")
}

const fn trouble_text(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Statement => "a statement failed",
        Trouble::Clash => "another transaction was in the way; try again",
        Trouble::Lost => "the connection to the database was lost; try again",
        Trouble::NoDay(_) => "a day partition was missing and could not be made",
    }
}
