//! The hub under test: the real store on a real file, and its memory; it can die and come back.

use super::sql;
use super::timeline::VirtualClock;
use super::world::{
    self, COVER_PERCENT, FEES, PAYING, PERSON_ONCE, PHRASE, SMALL, World, caps, credit,
};
use crate::admission;
use crate::seed::Dice;
use naru_base::keyring::{Keyring, RootKey};
use naru_base::{Answer, ClientUseCode, Env, Fault, FaultKind, Id, Micros, No, Won};
use naru_core::claim::{Cause, Draft};
use naru_core::hub::Hub;
use naru_core::policy::{self, Parameter};
use naru_core::relay::{Funding, Kind};
use naru_core::surety::InstrumentKind;
use naru_core::surety::decide::Wish;
use naru_core::{identity, reactions, relay, schema};
use naru_store::chain::ChainKey;
use naru_store::{Durability, Location, Options, Store, Tx, migrate};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct FixedChainKey;

impl ChainKey for FixedChainKey {
    fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let mut out = [0; 32];
        out.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
        out
    }
}

/// Rules that differ from the shipped ones, so that a run of minutes sees everything.
const RULES: [(&str, i64); 21] = [
    ("cutover_grace_s", GRACE_S),
    ("inquiry_max_ms", 20_000),
    ("bank_inflight_max", 12),
    ("breaker_failures", 6),
    ("breaker_open_ms", 3_000),
    ("withdraw_fee_won", FEES[0]),
    ("deposit_fee_won", FEES[1]),
    ("deposit_fee_reduced_won", FEES[2]),
    ("reduced_fee_amount_max_won", SMALL.0),
    ("reduced_fee_count_max", SMALL.1),
    ("person_once_limit_won", PERSON_ONCE),
    ("withdraw_once_limit_won", caps(Kind::Withdraw)[0]),
    ("withdraw_daily_limit_won", caps(Kind::Withdraw)[1]),
    ("withdraw_monthly_limit_won", caps(Kind::Withdraw)[2]),
    ("deposit_once_limit_won", caps(Kind::Deposit)[0]),
    ("deposit_daily_limit_won", caps(Kind::Deposit)[1]),
    ("deposit_monthly_limit_won", caps(Kind::Deposit)[2]),
    ("deposit_credit_limit_won", credit(1)),
    ("return_inquiry_max_ms", 20_000),
    ("surety_factor_min_percent", COVER_PERCENT),
    ("surety_factor_base_percent", COVER_PERCENT),
];
/// For how long after midnight an id of the day before counts.
pub(super) const GRACE_S: i64 = 60;

/// Who reports damage in a run.
const REPORTER: &str = "staff:simulated";

/// The store and the memory of a living hub.
pub(super) struct Alive {
    pub(super) store: Store,
    pub(super) hub: Arc<Hub>,
}

/// What of the last commit is on the disk after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disk {
    /// All of it.
    Whole,
    /// A part, `n`-th of its bytes: as good as none. Only for what nobody was told.
    Torn(u64),
}

/// A hub with its directory.
pub(super) struct Node {
    // Dropped last: the directory goes away with it.
    alive: Option<Alive>,
    options: Options,
    keys: Arc<Keyring>,
    file: PathBuf,
    marked: Option<(Vec<u8>, u64)>,
    _dir: tempfile::TempDir,
}

impl Node {
    /// A new hub with everybody registered.
    pub(super) fn new(
        seed: u64,
        clock: Arc<VirtualClock>,
        now: Micros,
        world: &World,
    ) -> Answer<Node> {
        let dir = directory()?;
        let file = dir.path().join("book.db");
        let location = Location::Sqlite(file.clone());
        let mut options = Options::new(location, schema::BOOK, clock, Arc::new(FixedChainKey));
        options.durability = Durability::None;
        options.inline = true;
        // So few that counters are written late, read back from their log and settled all the time.
        options.later_max = 6;
        migrate::migrate(&options)?;
        let entropy = Arc::new(Dice::new(seed));
        let root = RootKey::from_bytes([7; 32]);
        let keys = Arc::new(Keyring::create(&root, &*entropy, now));
        let mut node = Node { alive: None, options, keys, file, marked: None, _dir: dir };
        node.start(now)?;
        node.register(entropy, now, world)?;
        Ok(node)
    }

    fn register(&self, entropy: Arc<Dice>, now: Micros, world: &World) -> Answer<()> {
        let Some(Alive { store, hub }) = &self.alive else { return Err(dead().into()) };
        let (hub, keys) = (Arc::clone(hub), Arc::clone(&self.keys));
        let (parties, banks, users) = (world.institutions(), world.bank_entries(), world.users());
        store.write_blocking(move |tx| {
            let env = Env::fixed(now, 1);
            // A clock that is set back finds them admitted all the same.
            let long_ago = Env::fixed(now.plus_seconds(-7 * 86_400), 1);
            for (name, value) in RULES {
                rule(tx, name, Micros::new(0), value)?;
            }
            policy::install_shipped(tx)?;
            admission::long_lives(tx)?;
            for party in &parties {
                let new = world::registration(&keys, party.clone());
                identity::add_institution(tx, &env, "system:sim", &new)?;
                let code = &party.0.code;
                admission::admit(tx, &long_ago, code)?;
                let phrase = identity::pass_phrase_hash(&keys, code, PHRASE);
                let account = ('N', PAYING);
                identity::set_pass_phrase(tx, &env, "system:sim", code, account, &phrase)?;
            }
            let first = parties[0].0.code.clone();
            let own = parameter("deposit_credit_limit_won", Micros::new(0), credit(0));
            policy::override_for(tx, &env, "system:sim", &first, &own)?;
            for bank in &banks {
                relay::bank_put(tx, &hub, &env, "system:sim", bank)?;
            }
            for user in &users {
                identity::register_user(tx, &env, &keys, &*entropy, "system:sim", user)?;
            }
            hub.directory_changed(tx).map_err(Into::into)
        })
    }

    /// The hub, if it lives.
    pub(super) const fn alive(&self) -> Option<&Alive> {
        self.alive.as_ref()
    }

    /// The keys.
    pub(super) fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// Opens the file and rebuilds the memory.
    pub(super) fn start(&mut self, now: Micros) -> Answer<()> {
        let store = Store::open(self.options.clone())?;
        let keys = Arc::clone(&self.keys);
        let hub = store.read_blocking(move |tx| Ok(Hub::load(tx, keys.clone(), now)?))?;
        self.alive = Some(Alive { store, hub: Arc::new(hub) });
        Ok(())
    }

    /// Marks the place to which a torn commit falls back.
    pub(super) fn mark(&mut self) -> Result<(), Fault> {
        // The book too: the commit may be the one that moves the log into it, which on a real disk
        // happens only after the log is safe.
        let book = fs::read(&self.file).map_err(broken)?;
        self.marked = Some((book, fs::metadata(self.log()).map_or(0, |m| m.len())));
        Ok(())
    }

    /// Dies at once. Gives whether the commit since the mark was lost.
    pub(super) fn crash(&mut self, disk: Disk) -> Result<bool, Fault> {
        let mut book = fs::read(&self.file).map_err(broken)?;
        let mut log = fs::read(self.log()).map_err(broken)?;
        // Closing would tidy the log into the book; a process that dies does not.
        self.alive = None;
        let mut lost = false;
        if let (Disk::Torn(n), Some((book_before, log_before))) = (disk, self.marked.take()) {
            let written = (log.len() as u64).saturating_sub(log_before);
            if written > 0 && log_before > 0 {
                log.truncate(usize::try_from(log_before + n % written).unwrap_or(usize::MAX));
                book = book_before;
                lost = true;
            }
        }
        fs::write(&self.file, book).map_err(broken)?;
        fs::write(self.log(), log).map_err(broken)?;
        Ok(lost)
    }

    fn log(&self) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push("-wal");
        name.into()
    }

    /// Changes a rule from now on.
    pub(super) fn set_rule(&self, name: &'static str, now: Micros, value: i64) -> Answer<()> {
        self.change(move |tx| rule(tx, name, now, value))
    }

    /// Takes an institution out of the network, or back in.
    pub(super) fn set_active(&self, code: &ClientUseCode, active: bool) -> Answer<()> {
        let code = code.clone();
        self.change(move |tx| sql::set_active(tx, &code, active))
    }

    /// Erases a person.
    pub(super) fn erase(&self, ci: &str) -> Answer<()> {
        let person = identity::person_hash(&self.keys, ci);
        self.change(move |tx| sql::erase(tx, &person))
    }

    /// Records an instrument of so much for so long; gives its id.
    pub(super) fn insure(
        &self,
        env: Env,
        code: &ClientUseCode,
        (won, until): (i64, Micros),
    ) -> Answer<Id> {
        let wish = Wish {
            kind: InstrumentKind::Insurance,
            issuer: "한울보증".to_owned(),
            insurer: None,
            reference: format!("S-{}", env.id(1)),
            amount: Won::new(won),
            valid_from: env.now,
            valid_until: until,
        };
        let code = code.clone();
        self.deed(move |tx| admission::insure(tx, &env, &admission::of_bed(&code), &wish))
    }

    /// Gives an instrument back. Gives whether that was allowed.
    pub(super) fn give_back(&self, env: Env, code: &ClientUseCode, id: Id) -> Answer<bool> {
        let code = code.clone();
        let done =
            self.deed(move |tx| admission::give_back(tx, &env, &admission::of_bed(&code), id));
        match done {
            Ok(()) => Ok(true),
            Err(No::Refusal(_)) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// Puts a consumer's damage on record; gives the claim.
    pub(super) fn report(&self, env: Env, code: &ClientUseCode, key: &relay::Key) -> Answer<Id> {
        let draft = Draft {
            id: env.id(1),
            institution: code.clone(),
            said: Cause::Intrusion,
            words: "simulated".to_owned(),
            transfers: vec![key.clone()],
        };
        let (id, keys) = (draft.id, self.keys.clone());
        self.deed(move |tx| reactions::report_claim(tx, &env, &keys, REPORTER, &draft))?;
        Ok(id)
    }

    /// Takes a report back.
    pub(super) fn take_back(&self, env: Env, claim: Id) -> Answer<()> {
        let keys = self.keys.clone();
        self.deed(move |tx| reactions::withdraw_claim(tx, &env, &keys, REPORTER, claim))
    }

    fn deed<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let Some(Alive { store, hub }) = &self.alive else { return Err(dead().into()) };
        let hub = Arc::clone(hub);
        store.write_blocking(move |tx| {
            let done = f(tx)?;
            hub.directory_changed(tx)?;
            Ok(done)
        })
    }

    /// Books money on a paying account.
    pub(super) fn fund(&self, env: Env, funding: Funding) -> Answer<relay::Key> {
        let Some(Alive { store, hub }) = &self.alive else { return Err(dead().into()) };
        let hub = Arc::clone(hub);
        store.write_blocking(move |tx| relay::fund(tx, &hub, &env, "system:sim", &funding))
    }

    /// Reads the audit chain as it lies on the disk; gives what is wrong with it.
    pub(super) fn chain(&self) -> Result<Vec<String>, Fault> {
        let report = naru_store::chain::verify(&self.options.location, &FixedChainKey, None)?;
        Ok(report.findings.iter().map(|f| format!("{f:?}")).collect())
    }

    fn change(&self, f: impl Fn(&mut Tx<'_>) -> Result<(), Fault> + Send + 'static) -> Answer<()> {
        let Some(Alive { store, hub }) = &self.alive else { return Err(dead().into()) };
        let hub = Arc::clone(hub);
        store.write_blocking(move |tx| {
            f(tx)?;
            hub.directory_changed(tx).map_err(Into::into)
        })
    }
}

fn rule(tx: &mut Tx<'_>, name: &str, valid_from: Micros, value: i64) -> Result<(), Fault> {
    policy::add(tx, &parameter(name, valid_from, value))
}

fn parameter(name: &str, valid_from: Micros, value: i64) -> Parameter {
    Parameter { name: name.to_owned(), valid_from, value, source: "simulator".to_owned() }
}

fn broken(e: std::io::Error) -> Fault {
    Fault::because(FaultKind::Permanent, "could not simulate a crash", e)
}

fn dead() -> Fault {
    Fault::new(FaultKind::Permanent, "the simulated hub is down")
}

/// In memory if the system has such a place: nothing here is meant to last.
fn directory() -> Result<tempfile::TempDir, Fault> {
    let memory = Path::new("/dev/shm");
    let builder = || tempfile::Builder::new().prefix("naru-sim-").to_owned();
    let made = if memory.is_dir() { builder().tempdir_in(memory) } else { builder().tempdir() };
    made.or_else(|_| tempfile::tempdir())
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not make a directory", e))
}
