//! The single writer: takes what waits, a savepoint for each command, one commit for all.

use crate::chain::Chain;
use crate::engine::{Role, Session, Trouble};
use crate::store::Options;
use crate::tx::Hook;
use crate::work::{Fate, Verdict, Work, panic_text};
use naru_base::{AuditRecord, BusinessDate, Clock, Fault, FaultKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// How often a batch is run before its clashes are the callers' problem.
const ROUNDS_MAX: u32 = 8;
/// Tries to reach a lost server before a batch is given up: a little over three seconds.
const PATIENCE: u32 = 7;
/// Day partitions made ahead when a store is opened.
const DAYS_AHEAD: usize = 7;

/// The writer's session and its place in the audit chain.
pub(crate) struct Writer {
    session: Session,
    chain: Chain,
    clock: Arc<dyn Clock>,
    halted: Option<String>,
}

/// Why a batch stopped.
struct Stop {
    trouble: Trouble,
    fault: Fault,
    in_commit: bool,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop { trouble: Trouble::of(&fault), fault, in_commit: false }
    }
}

impl Writer {
    pub(crate) fn open(options: &Options) -> Result<Writer, Fault> {
        let mut session = Session::open(&options.location, Role::Writer(options.durability))?;
        crate::migrate::check(&mut session, options.migrations)?;
        let chain = Chain::load(&mut session.tx(), options.chain_key.clone())?;
        let clock = options.clock.clone();
        let mut writer = Writer { session, chain, clock, halted: None };
        let today = writer.clock.now().business_date();
        let last = (0..DAYS_AHEAD).fold(today, |day, _| day.next());
        writer.session.prepare_days(today.previous(), last)?;
        Ok(writer)
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

    /// Makes the day partitions that are missing.
    pub(crate) fn prepare_days(
        &mut self,
        from: BusinessDate,
        to: BusinessDate,
    ) -> Result<(), Fault> {
        self.session.revive(PATIENCE)?;
        self.session.prepare_days(from, to)
    }

    fn commit(&mut self, batch: &mut [Box<dyn Work>]) -> Fate {
        for round in 1.. {
            let stop = match self.attempt(batch) {
                Ok(hooks) => {
                    self.run_hooks(hooks);
                    return Ok(());
                }
                Err(stop) => stop,
            };
            self.session.rollback();
            self.chain.forget();
            if round == ROUNDS_MAX || !self.mend(&stop) {
                return Err(self.give_up(stop));
            }
            tracing::warn!(why = %stop.fault, round, "the batch is run again");
        }
        unreachable!("the loop ends by its bound")
    }

    /// Removes the cause of a stop, if it can be removed; then the batch may run again.
    fn mend(&mut self, stop: &Stop) -> bool {
        match stop.trouble {
            Trouble::Statement => false,
            Trouble::Clash => true,
            Trouble::NoDay(day) => {
                let made = self.session.prepare_days(day, day);
                made.inspect_err(|e| tracing::error!(why = %e, "no partition for {day}")).is_ok()
            }
            Trouble::Lost if stop.in_commit => false,
            Trouble::Lost => self.session.revive(PATIENCE).is_ok(),
        }
    }

    fn give_up(&mut self, stop: Stop) -> (FaultKind, String) {
        let mut what = stop.fault.to_string();
        let kind = match (stop.trouble, stop.fault.kind) {
            (Trouble::Lost, _) if stop.in_commit => FaultKind::OutcomeUnknown,
            (_, kind) => kind,
        };
        if kind == FaultKind::Corrupt {
            self.halt(&what);
        }
        if kind == FaultKind::OutcomeUnknown {
            what.push_str("; look the command up before repeating it");
        }
        (kind, what)
    }

    fn halt(&mut self, why: &str) {
        tracing::error!(why, "ledger invariant broken: the writer stops");
        self.halted = Some(why.to_owned());
    }

    fn attempt(&mut self, batch: &mut [Box<dyn Work>]) -> Result<Vec<Hook>, Stop> {
        self.session.begin()?;
        let mut records: Vec<AuditRecord> = Vec::new();
        let mut hooks: Vec<Hook> = Vec::new();
        for work in batch.iter_mut() {
            self.session.savepoint()?;
            let mut tx = self.session.tx();
            let verdict = work.run(&mut tx);
            let trouble = tx.trouble.unwrap_or(Trouble::Statement);
            let (mut new_records, mut new_hooks) = (tx.audit, tx.hooks);
            if trouble != Trouble::Statement {
                let fault = Fault::new(FaultKind::Retryable, trouble_text(trouble));
                return Err(Stop { trouble, fault, in_commit: false });
            }
            match verdict {
                Verdict::Keep => {
                    records.append(&mut new_records);
                    hooks.append(&mut new_hooks);
                }
                Verdict::RollBack => self.session.undo()?,
                Verdict::Halt => {
                    let what = "stored data contradict an invariant";
                    return Err(Fault::new(FaultKind::Corrupt, what).into());
                }
            }
            self.session.release()?;
        }
        self.chain.append(&mut self.session.tx(), self.clock.now(), &records)?;
        self.session.commit().map_err(|fault| Stop { in_commit: true, ..fault.into() })?;
        self.chain.keep();
        Ok(hooks)
    }

    /// A hook that panics leaves memory behind the store: nothing may be decided on it any more.
    fn run_hooks(&mut self, hooks: Vec<Hook>) {
        for hook in hooks {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(hook)) {
                let why = format!("memory could not follow a commit: {}", panic_text(&*panic));
                self.halt(&why);
            }
        }
    }

    /// Ends cleanly: nothing is left to be done at the next opening.
    pub(crate) fn close(self) -> Result<(), Fault> {
        drop(self.session);
        Ok(())
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

const fn trouble_text(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Statement => "a statement failed",
        Trouble::Clash => "another transaction was in the way; try again",
        Trouble::Lost => "the connection to the database was lost; try again",
        Trouble::NoDay(_) => "a day partition was missing and could not be made",
    }
}
