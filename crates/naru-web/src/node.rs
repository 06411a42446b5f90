//! A node: what the tasks of one process share. Handed in, opened once, dropped as a whole.
//!
//! Invariants: at most `inflight_max` calls under way, at most so many for one institution as the
//! rules say; what entered a bank's line leaves it, whatever happens to the task.

use crate::bank::BankClient;
use crate::meter::Meter;
use crate::oauth::Buckets;
use crate::relay::claim::Claims;
use crate::seen::Seen;
use naru_base::fault_point::{FaultPoint, FaultPoints, Stone};
use naru_base::keyring::Keyring;
use naru_base::{Answer, AuditRecord, BankCode, ClientUseCode, Clock, Entropy, Env, Micros};
use naru_core::hub::{Directory, Gates, Hub};
use naru_core::policy::Policy;
use naru_core::relay::LineClosed;
use naru_core::relay::line::{BankLine, Heard, Turn};
use naru_store::Store;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::Notify;

/// The limits of one node. What protects participants from each other is a rule in the book; what
/// protects this process is here.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Calls under way; one more is told to come back.
    pub inflight_max: usize,
    /// Connections; one more waits in the kernel's queue.
    pub connections_max: usize,
    /// Pause between sweeps.
    pub sweep_every_ms: u64,
    /// Transfers that one sweep asks one bank about.
    pub sweep_batch_max: i64,
    /// Inquiries of the sweep under way at one bank.
    pub sweep_inflight_max: usize,
    /// How long what is under way may take when the node stops.
    pub drain_ms_max: u64,
    /// How long a request's head and body may take to arrive.
    pub request_ms_max: u64,
    /// How long a connection to a bank may take.
    pub connect_ms_max: u64,
    /// Token requests of one client at once; refilled by one a second.
    pub token_burst: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            inflight_max: 2048,
            connections_max: 8192,
            sweep_every_ms: 250,
            sweep_batch_max: 256,
            sweep_inflight_max: 32,
            drain_ms_max: 15_000,
            request_ms_max: 15_000,
            connect_ms_max: 1_000,
            token_burst: 30,
        }
    }
}

/// What a node is made of.
pub struct NodeParts {
    /// The book.
    pub book: Store,
    /// The shelf of the call log.
    pub calls: Store,
    /// The keys.
    pub keys: Arc<Keyring>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and nonces.
    pub entropy: Arc<dyn Entropy>,
    /// Where faults are thrown in.
    pub faults: Arc<dyn FaultPoints>,
    /// Takes the figures.
    pub meter: Arc<dyn Meter>,
    /// Its limits.
    pub limits: Limits,
    /// Whether it asks the gates.
    pub gates: Gates,
}

/// A node.
pub struct Node {
    /// The book.
    pub book: Store,
    /// The shelf of the call log.
    pub calls: Store,
    /// Keys, participants, rules and tokens in memory.
    pub hub: Arc<Hub>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and nonces.
    pub entropy: Arc<dyn Entropy>,
    /// Takes the figures.
    pub meter: Arc<dyn Meter>,
    /// Its limits.
    pub limits: Limits,
    pub(crate) bank: BankClient,
    pub(crate) buckets: Buckets,
    pub(crate) claims: Arc<Claims>,
    pub(crate) seen: Seen,
    /// Whether its book is a sandbox: a book is one from its birth, or never.
    pub(crate) is_sandbox: bool,
    faults: Arc<dyn FaultPoints>,
    lines: RwLock<BTreeMap<BankCode, Arc<Mutex<BankLine>>>>,
    rules: Mutex<Option<Rules>>,
    under_way: Mutex<UnderWay>,
    quiet: Notify,
}

/// The rules as last looked up: of which directory, and until when.
struct Rules {
    directory: Arc<Directory>,
    from: Micros,
    until: Micros,
    policy: Arc<Policy>,
}

#[derive(Default)]
struct UnderWay {
    total: usize,
    by_institution: BTreeMap<ClientUseCode, i64>,
}

/// Why a call is not taken on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// The node has enough to do.
    Node,
    /// The institution has enough under way.
    Institution,
}

impl Node {
    /// Opens a node: its memory is rebuilt from the book.
    pub async fn open(parts: NodeParts) -> Answer<Arc<Node>> {
        let NodeParts { book, calls, keys, clock, entropy, faults, meter, limits, gates } = parts;
        let now = clock.now();
        let hub =
            book.read(move |tx| Ok(Hub::load(tx, keys.clone(), now)?.with_gates(gates))).await?;
        let is_sandbox = hub.directory().sandbox.is_some();
        Ok(Arc::new(Node {
            book,
            calls,
            hub: Arc::new(hub),
            clock,
            entropy,
            meter,
            bank: BankClient::new(Duration::from_millis(limits.connect_ms_max)),
            buckets: Buckets::new(limits.token_burst),
            claims: Arc::default(),
            seen: Seen::default(),
            is_sandbox,
            limits,
            faults,
            lines: RwLock::default(),
            rules: Mutex::new(None),
            under_way: Mutex::default(),
            quiet: Notify::new(),
        }))
    }

    /// Whether its book is a sandbox, so that nothing here is real.
    pub const fn is_sandbox(&self) -> bool {
        self.is_sandbox
    }

    /// The environment of a new command.
    pub fn env(&self) -> Env {
        Env::new(&*self.clock, &*self.entropy)
    }

    /// The rules in force. Looked up once for each change of the directory, not once for each call.
    pub fn policy(&self, now: Micros) -> Answer<Arc<Policy>> {
        let directory = self.hub.directory();
        let mut rules = lock(&self.rules);
        if let Some(it) = rules.as_ref()
            && Arc::ptr_eq(&it.directory, &directory)
            && (it.from..it.until).contains(&now)
        {
            return Ok(it.policy.clone());
        }
        let policy = Arc::new(directory.policy(now)?);
        let next = directory.parameters.iter().map(|p| p.valid_from).filter(|at| *at > now).min();
        let until = next.unwrap_or(Micros::new(i64::MAX));
        *rules = Some(Rules { directory, from: now, until, policy: policy.clone() });
        Ok(policy)
    }

    /// Takes a call on, within the limits.
    pub fn admit(
        self: &Arc<Self>,
        institution: &ClientUseCode,
        policy: &Policy,
    ) -> Result<Permit, Busy> {
        let mut under_way = lock(&self.under_way);
        if under_way.total >= self.limits.inflight_max {
            return Err(Busy::Node);
        }
        let own = under_way.by_institution.get(institution).copied().unwrap_or(0);
        if own >= policy.institution_inflight_max {
            return Err(Busy::Institution);
        }
        under_way.total += 1;
        under_way.by_institution.insert(institution.clone(), own + 1);
        Ok(Permit { node: Arc::clone(self), institution: institution.clone() })
    }

    /// Calls under way.
    pub fn under_way(&self) -> usize {
        lock(&self.under_way).total
    }

    /// Until no call is under way.
    pub async fn is_quiet(&self) {
        loop {
            let told = self.quiet.notified();
            if self.under_way() == 0 {
                return;
            }
            told.await;
        }
    }

    /// A bank's line as it stands, for screens.
    pub fn line(&self, bank: &BankCode) -> BankLine {
        self.line_of(bank).map_or_else(BankLine::default, |line| lock(&line).clone())
    }

    /// Asks for a place on a bank's line. A bank that is not on the network has none to refuse.
    pub(crate) fn enter(
        &self,
        bank: &BankCode,
        policy: &Arc<Policy>,
        now: Micros,
    ) -> Result<Option<Place>, LineClosed> {
        self.enter_by(bank, policy, now, BankLine::enter)
    }

    /// [`Node::enter`] for what moves no money.
    pub(crate) fn enter_to_read(
        &self,
        bank: &BankCode,
        policy: &Arc<Policy>,
        now: Micros,
    ) -> Result<Option<Place>, LineClosed> {
        self.enter_by(bank, policy, now, BankLine::enter_to_read)
    }

    /// Brings to the lines how many transfers are in doubt at each bank; none at those not named.
    pub(crate) fn note_doubts(&self, by_bank: &[(BankCode, i64)]) {
        for (bank, count) in by_bank {
            if let Some(line) = self.line_of(bank) {
                lock(&line).note_doubts(*count);
            }
        }
        let lines = self.lines.read().unwrap_or_else(PoisonError::into_inner);
        let others = lines.iter().filter(|(bank, _)| by_bank.iter().all(|(it, _)| it != *bank));
        others.for_each(|(_, line)| lock(line).note_doubts(0));
    }

    /// [`Node::enter`] for an inquiry about a transfer in doubt.
    pub(crate) fn enter_to_inquire(
        &self,
        bank: &BankCode,
        policy: &Arc<Policy>,
        now: Micros,
    ) -> Result<Option<Place>, LineClosed> {
        self.enter_by(bank, policy, now, BankLine::enter_to_inquire)
    }

    fn enter_by(
        &self,
        bank: &BankCode,
        policy: &Arc<Policy>,
        now: Micros,
        enter: fn(&mut BankLine, &Policy, Micros) -> Result<(), LineClosed>,
    ) -> Result<Option<Place>, LineClosed> {
        let Some(line) = self.line_of(bank) else { return Ok(None) };
        enter(&mut lock(&line), policy, now)?;
        Ok(Some(Place { line, policy: policy.clone(), now, left: false }))
    }

    fn line_of(&self, bank: &BankCode) -> Option<Arc<Mutex<BankLine>>> {
        let lines = self.lines.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(bank) {
            return Some(line.clone());
        }
        drop(lines);
        self.hub.directory().banks.get(bank)?;
        let mut lines = self.lines.write().unwrap_or_else(PoisonError::into_inner);
        Some(lines.entry(bank.clone()).or_default().clone())
    }

    /// Leaves a bank's line with what was heard. A breaker that turns is recorded: from now on
    /// money moves, or does not.
    pub(crate) fn leave(self: &Arc<Self>, place: Option<Place>, bank: &BankCode, heard: Heard) {
        let now = self.clock.now();
        let Some(turn) = place.and_then(|it| it.heard(now, heard)) else { return };
        let action = match turn {
            Turn::Opened => "relay.line.opened",
            Turn::Closed => "relay.line.closed",
        };
        tracing::warn!(%bank, action, "a bank's breaker turned");
        let record = AuditRecord {
            at: now,
            actor: "system:line".to_owned(),
            action,
            subject: format!("bank:{bank}"),
            body: "{}".to_owned(),
        };
        let written = self.book.write(move |tx| {
            tx.audit(record.clone());
            Ok(())
        });
        let bank = bank.clone();
        tokio::spawn(async move {
            if let Err(no) = written.await {
                tracing::error!(%bank, action, why = %no, "the turn of a breaker is not on record");
            }
        });
    }

    /// Passes a fault point. `Err` means that the work is dropped here, as if the process had died.
    pub(crate) async fn pass(&self, point: FaultPoint, subject: &str) -> Result<(), Dropped> {
        match self.faults.at(point, subject) {
            Stone::Pass => Ok(()),
            Stone::DelayMs(ms) => {
                tokio::time::sleep(Duration::from_millis(u64::from(ms))).await;
                Ok(())
            }
            Stone::Drop => Err(Dropped),
        }
    }
}

/// The work was dropped at a fault point: whoever waits hears nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped;

/// A call under way. Counts until it is dropped.
pub struct Permit {
    node: Arc<Node>,
    institution: ClientUseCode,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut under_way = lock(&self.node.under_way);
        under_way.total = under_way.total.saturating_sub(1);
        if let Some(own) = under_way.by_institution.get_mut(&self.institution) {
            *own -= 1;
            if *own <= 0 {
                under_way.by_institution.remove(&self.institution);
            }
        }
        if under_way.total == 0 {
            self.node.quiet.notify_waiters();
        }
    }
}

/// A place on a bank's line. Dropped without a word, it says that nothing was heard.
pub(crate) struct Place {
    line: Arc<Mutex<BankLine>>,
    policy: Arc<Policy>,
    now: Micros,
    left: bool,
}

impl Place {
    fn heard(mut self, now: Micros, heard: Heard) -> Option<Turn> {
        self.left = true;
        lock(&self.line).heard(&self.policy, now, heard)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.left {
            // Nothing heard turns no breaker, so there is nothing to record.
            let _ = lock(&self.line).heard(&self.policy, self.now, Heard::Nothing);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
