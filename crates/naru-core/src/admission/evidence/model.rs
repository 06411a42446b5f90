//! Imports, findings, and what speaks to an item.

use crate::admission::{ServiceKey, Sha256};
use naru_base::Micros;
use naru_evidence::{Severity, State};

/// The most open findings that one file may bring, and that one institution may have.
pub const OPEN_MAX: usize = 5_000;
pub(super) const OPEN_OF_ALL_MAX: i64 = 20_000;
/// What is kept of a tool's words.
pub(super) const WORDS_CHARS_MAX: usize = 300;

/// A file that was handed in, apart from what it says.
#[derive(Clone, Debug)]
pub struct Handed {
    /// What it is called.
    pub title: String,
    /// Its SHA-256.
    pub sha256: Sha256,
    /// How long it is.
    pub size_bytes: i64,
    /// Which service it is about; none: the institution as a whole.
    pub service: Option<ServiceKey>,
    /// Tells runs of one tool apart that look at different things without saying so: the name of a
    /// repository. May be empty.
    pub scope: String,
    /// When it was observed, if the file does not say.
    pub observed_at: Option<Micros>,
    /// From whom it came.
    pub by: String,
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file had been imported before: nothing changed.
    pub is_known: bool,
    /// Findings seen for the first time.
    pub new_count: usize,
    /// Findings seen before and again.
    pub again_count: usize,
    /// Findings of earlier runs that are there no more.
    pub gone_count: usize,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Which service it is about: `kind:name:version`, or empty.
    pub service: String,
    /// The file.
    pub sha256: Sha256,
    /// Its format.
    pub format: String,
    /// The tool.
    pub tool: String,
    /// Its version, or empty.
    pub tool_version: String,
    /// Tool, targets and scope.
    pub run: Sha256,
    /// How long the file is.
    pub size_bytes: i64,
    /// When the tool looked.
    pub observed_at: Micros,
    /// When the file came.
    pub received_at: Micros,
    /// From whom.
    pub received_by: String,
    /// From when on it supports nothing.
    pub expires_at: Micros,
    /// Whether the tool came to its end.
    pub is_finished: bool,
    /// What it told.
    pub findings_count: i64,
    /// What of that is open.
    pub open_count: i64,
    /// Single values of the file.
    pub values_count: i64,
    /// How many of them were not understood.
    pub kept_count: i64,
}

/// A finding over all runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which service it is about: `kind:name:version`, or empty.
    pub service: String,
    /// What tells it.
    pub fingerprint: Sha256,
    /// Who found it.
    pub tool: String,
    /// In which runs.
    pub run: Sha256,
    /// The tool's name for it.
    pub rule: String,
    /// In a few words.
    pub title: String,
    /// How grave.
    pub severity: Severity,
    /// What the tool says became of it.
    pub state: State,
    /// Where.
    pub location: String,
    /// Weaknesses.
    pub cwes: Vec<u32>,
    /// The items it concerns.
    pub items: Vec<String>,
    /// When it was seen first.
    pub first_seen_at: Micros,
    /// When it was seen last.
    pub last_seen_at: Micros,
    /// From when a later run did not find it.
    pub gone_at: Option<Micros>,
    /// The file in which it was seen last.
    pub sha256: Sha256,
}

impl Finding {
    /// Whether somebody has to do something about it.
    pub fn is_open(&self) -> bool {
        self.gone_at.is_none() && self.state.is_open()
    }
}

/// An import speaks to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The item.
    pub item: String,
    /// The file.
    pub sha256: Sha256,
    /// The tool.
    pub tool: String,
    /// When it looked.
    pub observed_at: Micros,
    /// Until when it counts.
    pub expires_at: Micros,
}

/// What tools say to an item. Nothing at all is not in the list: it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemState {
    /// Something grave is open.
    Refuted,
    /// Something is open that a person must judge.
    Review,
    /// Only what is too old by now speaks for it.
    Expired,
    /// A run that counts found nothing against it.
    Supported,
}

/// What tools say to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemEvidence {
    /// Taken together.
    pub state: ItemState,
    /// The gravest open finding.
    pub worst: Option<Severity>,
    /// Open findings.
    pub open: usize,
    /// The files that speak to it and count, the newest first.
    pub files: Vec<Sha256>,
    /// When the newest of them ends.
    pub expires_at: Option<Micros>,
}
