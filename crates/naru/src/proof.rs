//! The proof of an installation at rest: its book, the banks' books beside it, the audit chains;
//! and the sandbox of functional tests, which is a book of its own with a bank of its own.

use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::{sandbox, witness};
use naru_base::env::SystemClock;
use naru_base::keyring::Keyring;
use naru_base::{Answer, BankCode, BankTranId, Clock as _, Fault, FaultKind};
use naru_core::hub::Hub;
use naru_core::relay::Kind;
use naru_core::relay::bankwire::BankOutcome;
use naru_core::verify::{self, BankRecord, Check};
use naru_core::{admission, functional, identity};
use naru_lab::bank::books::Books;
use naru_lab::bank::books::model::{self, Listed, State};
use naru_store::chain::{self, Report as ChainReport};
use naru_store::{Store, Tx, migrate};
use std::sync::Arc;

/// What was proven, or not.
pub struct Proof {
    /// Book, memory and banks, always in the same order.
    pub checks: Vec<Check>,
    /// Banks whose books are not in the directory.
    pub not_at_hand: Vec<String>,
    /// The same of the sandbox.
    pub sandbox: Sandbox,
    /// The audit chain of each shelf.
    pub chains: Vec<(&'static str, ChainReport)>,
}

/// The sandbox of functional tests.
pub enum Sandbox {
    /// There is none.
    None,
    /// Its schema is of another version: the next start of the server brings it up to date.
    Outdated,
    /// Its book and its bank, and its audit chain.
    Proven(Vec<Check>, ChainReport),
}

impl Proof {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        let own = self.checks.iter().all(|it| it.ok);
        own && self.chains.iter().all(|(_, it)| it.is_whole()) && self.sandbox.holds()
    }
}

impl Sandbox {
    fn holds(&self) -> bool {
        match self {
            Sandbox::None | Sandbox::Outdated => true,
            Sandbox::Proven(checks, chain) => checks.iter().all(|it| it.ok) && chain.is_whole(),
        }
    }
}

/// Proves everything. Reads only; the caller holds the directory.
pub fn prove(installation: &Installation) -> Result<Proof, Problem> {
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let book = Store::open_reading(options)?;
    let mut checks = book.read_blocking(|tx| Ok(verify::book(tx)?))?.checks;
    checks.push(book.read_blocking(records(&installation.keys))?);
    let keys = installation.keys.clone();
    let hub = book.read_blocking(move |tx| Ok(Hub::load(tx, keys.clone(), SystemClock.now())?))?;
    let hub = Arc::new(hub);
    let loaded = Arc::clone(&hub);
    checks.push(book.read_blocking(move |tx| Ok(verify::memory(tx, &loaded, SystemClock.now())?))?);
    let mut not_at_hand = Vec::new();
    for code in hub.directory().banks.keys() {
        match bank(&book, &installation.dir, code)? {
            Some(found) => checks.extend(found),
            None => not_at_hand.push(code.to_string()),
        }
    }
    let sandbox = sandbox(installation)?;
    Ok(Proof { checks, not_at_hand, sandbox, chains: witness::verify(installation)? })
}

/// Whether every record of a functional test is what was signed, and on file as evidence.
fn records(keys: &Arc<Keyring>) -> impl Fn(&mut Tx<'_>) -> Answer<Check> + Send + 'static {
    let keys = keys.clone();
    move |tx| {
        let mut findings = Vec::new();
        let mut count = 0;
        for it in identity::institutions(tx)? {
            let kept = match functional::records(tx, &keys, &it.code) {
                Ok(kept) => kept,
                Err(fault) if fault.kind == FaultKind::Corrupt => {
                    findings.push(fault.to_string());
                    continue;
                }
                Err(fault) => return Err(fault.into()),
            };
            let on_file = admission::facts_of(tx, &it.code)?.evidence;
            for record in &kept {
                count += 1;
                if !on_file.iter().any(|known| known.sha256 == record.sha256) {
                    let run = &record.record.run;
                    findings.push(format!("the record of run {run} is not on file as evidence"));
                }
            }
        }
        let found = Check::of("functional-records-are-signed", findings);
        Ok(Check { count, ..found })
    }
}

/// Proves the sandbox as production is proven: every won of it, and its own bank.
fn sandbox(installation: &Installation) -> Result<Sandbox, Problem> {
    let options = sandbox::options(installation, sandbox::SHELVES[0]);
    let plan = migrate::plan(&options)?;
    if plan.done.is_empty() {
        return Ok(Sandbox::None);
    }
    if !plan.to_do.is_empty() {
        return Ok(Sandbox::Outdated);
    }
    let chain = chain::verify(&options.location, &*options.chain_key.clone(), None)?;
    let book = Store::open_reading(options)?;
    let mut checks = book.read_blocking(|tx| Ok(verify::book(tx)?))?.checks;
    let file = installation.dir.file("sandbox-bank.db");
    if file.exists() {
        let books = Books::open_existing(&file, Arc::new(SystemClock))?;
        checks.push(Check::of("sandbox-bank-books", books.verify_blocking()?));
        let bank = naru_lab::sandbox::bank();
        checks.extend(book.read_blocking(move |tx| against(tx, &bank, &books))?);
    }
    Ok(Sandbox::Proven(checks, chain))
}

/// A bank's own books, and the relay's book against them. `None`: they are not here.
fn bank(book: &Store, dir: &DataDir, code: &BankCode) -> Result<Option<Vec<Check>>, Problem> {
    let file = dir.file(&format!("bank-{code}.db"));
    if !file.exists() {
        return Ok(None);
    }
    let books = Books::open_existing(&file, Arc::new(SystemClock))?;
    let own = Check::of(format!("bank-{code}-books"), books.verify_blocking()?);
    let (bank, theirs) = (code.clone(), books.clone());
    let both = book.read_blocking(move |tx| against(tx, &bank, &theirs))?;
    Ok(Some([own].into_iter().chain(both).collect()))
}

fn against(tx: &mut Tx<'_>, bank: &BankCode, books: &Books) -> Answer<[Check; 2]> {
    let mut fault = None;
    let records = books.transactions_blocking().map_while(|listed| {
        let record = listed.and_then(record);
        record.map_err(|no| fault = Some(no)).ok()
    });
    let found = verify::against_bank(tx, bank, records)?;
    match fault {
        Some(no) => Err(no),
        None => Ok(found),
    }
}

fn record(it: Listed) -> Answer<BankRecord> {
    let id = BankTranId::parse(&it.id).map_err(|e| {
        Fault::because(FaultKind::Corrupt, "a bank's book has an id that is none", e)
    })?;
    let outcome = match it.state {
        State::Done => BankOutcome::Done,
        State::Failed => BankOutcome::Failed,
        State::Void => BankOutcome::Void,
        State::Processing => BankOutcome::Processing,
    };
    let kind = match it.kind {
        model::Kind::Withdraw => Some(Kind::Withdraw),
        model::Kind::Deposit => Some(Kind::Deposit),
        model::Kind::Return => Some(Kind::Return),
        model::Kind::None => None,
    };
    Ok(BankRecord { date: it.date, id, amount: it.amount, outcome, kind })
}
