//! What an institution meant to do and what it was told, line by line in a file.
//!
//! A line is handed to the operating system before the call goes out or the answer is acted on: it
//! survives the death of this process and of the relay, which is what the crash tests need. It
//! does not survive the machine's.

use super::verdict::Verdict;
use super::{Kind, Order};
use naru_base::{BusinessDate, Fault, FaultKind, Micros, Won};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Which call a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// A withdrawal.
    Withdraw,
    /// A deposit.
    Deposit,
    /// The inquiry after either.
    Result,
}

impl Call {
    /// The call that sends an order.
    pub const fn of(kind: Kind) -> Call {
        match kind {
            Kind::Withdraw => Call::Withdraw,
            Kind::Deposit => Call::Deposit,
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Line {
    /// The call is about to go out.
    Intent {
        /// When, microseconds since 1970.
        at: i64,
        /// Which call.
        call: Call,
        /// The transaction id.
        id: String,
        /// The business date, `yyyyMMdd`.
        date: String,
        /// The bank.
        bank: String,
        /// Won.
        amount: i64,
    },
    /// The answer, or that there was none.
    Answer {
        /// When, microseconds since 1970.
        at: i64,
        /// Which call.
        call: Call,
        /// The transaction id.
        id: String,
        /// The business date, `yyyyMMdd`.
        date: String,
        /// What it means.
        verdict: Verdict,
        /// The relay's code, or why there was no answer.
        rsp_code: String,
        /// The bank's code, or empty.
        bank_rsp_code: String,
    },
    /// What the institution takes for the end of it.
    End {
        /// When, microseconds since 1970.
        at: i64,
        /// The transaction id.
        id: String,
        /// The business date, `yyyyMMdd`.
        date: String,
        /// Done, failed, or unknown if it gave up asking.
        verdict: Verdict,
    },
}

/// The file that is written.
#[derive(Debug)]
pub struct Journal(Mutex<File>);

impl Journal {
    /// Opens a journal to write at its end; made if it is not there.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let opened = OpenOptions::new().append(true).create(true).open(path);
        opened.map(|file| Journal(Mutex::new(file))).map_err(|e| fault("open", path, e))
    }

    /// Writes a line.
    pub fn write(&self, line: &Line) -> Result<(), Fault> {
        let failed = |e: std::io::Error| {
            Fault::because(FaultKind::Permanent, "could not write an institution's journal", e)
        };
        let mut bytes = serde_json::to_vec(line).map_err(|e| failed(e.into()))?;
        bytes.push(b'\n');
        // One write for the whole line, so that lines of several threads do not mix.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&bytes).map_err(failed)
    }
}

impl Line {
    /// A call for `order` is about to go out.
    pub fn intent(at: Micros, call: Call, order: &Order) -> Line {
        Line::Intent {
            at: at.get(),
            call,
            id: order.bank_tran_id.clone(),
            date: order.date().to_string(),
            bank: order.customer.bank.to_string(),
            amount: order.amount.get(),
        }
    }
}

/// All that an institution was told of one transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The bank.
    pub bank: String,
    /// The amount.
    pub amount: Won,
    /// How often it was sent.
    pub sent: u32,
    /// It was told that it went through.
    pub done: bool,
    /// It was told that it did not, and took that for the end.
    pub failed: bool,
}

impl Told {
    /// Neither end was told.
    pub const fn is_open(&self) -> bool {
        !self.done && !self.failed
    }
}

/// A journal read back.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// By business date and id.
    pub transfers: BTreeMap<(BusinessDate, String), Told>,
    /// Lines that cannot be read: at most the last, if its writer was killed.
    pub unreadable: u32,
}

impl History {
    /// Reads a journal.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let text = std::fs::read(path).map_err(|e| fault("read", path, e))?;
        let mut history = History::default();
        for line in text.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(line) => history.take(line),
                Err(_) => history.unreadable += 1,
            }
        }
        Ok(history)
    }

    fn take(&mut self, line: Line) {
        let (id, date) = match &line {
            Line::Intent { id, date, .. }
            | Line::Answer { id, date, .. }
            | Line::End { id, date, .. } => (id.clone(), date),
        };
        let Some(date) = BusinessDate::parse(date) else {
            self.unreadable += 1;
            return;
        };
        let told = self.transfers.entry((date, id)).or_default();
        match line {
            Line::Intent { call: Call::Withdraw | Call::Deposit, bank, amount, .. } => {
                told.sent += 1;
                told.bank = bank;
                told.amount = Won::new(amount);
            }
            Line::Intent { .. } => {}
            Line::Answer { verdict, .. } => told.done |= verdict == Verdict::Done,
            Line::End { verdict, .. } => {
                told.done |= verdict == Verdict::Done;
                told.failed |= verdict == Verdict::Failed;
            }
        }
    }

    /// Transfers of which both ends were told: always wrong.
    pub fn contradictions(&self) -> impl Iterator<Item = &(BusinessDate, String)> {
        self.transfers.iter().filter(|(_, told)| told.done && told.failed).map(|(key, _)| key)
    }
}

fn fault(did: &str, path: &Path, source: std::io::Error) -> Fault {
    let what = format!("could not {did} an institution's journal at {}", path.display());
    Fault::because(FaultKind::Permanent, what, source)
}
