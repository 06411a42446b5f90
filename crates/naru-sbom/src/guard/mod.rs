//! What must not leave or enter a closed zone: numbers that identify a person, credit data, and
//! secrets, found in bytes of any kind.
//!
//! Reads UTF-8, CP949 and UTF-16, digits of full width, and numbers split by separators or by the
//! quotes and commas of JSON and CSV. Works on a stream with bounded memory.
//!
//! **Must never** keep what it found: a hit says what, where and how sure, and shows a mask.
//! Whoever wants to recognise repeats gives a function that turns the find into a keyed hash.

mod archive;
mod context;
mod embedded;
mod few;
mod financial;
mod form;
mod identifiers;
mod number;
mod office;
mod passwords;
mod registration;
mod secrets;
mod stream;
mod views;

use std::collections::BTreeMap;
use std::fmt;

pub use archive::{Limits, Unread, Visit, long_name, unpack, unpack_embedded};
pub use embedded::holds_files;
pub use form::{FORM_BYTES, Form, form_of};
pub use office::Sight;
pub use stream::{Head, PIECE_BYTES, Scanner};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Resident registration number.
    Resident,
    /// Foreigner registration number.
    Foreigner,
    /// Passport number.
    Passport,
    /// Driver licence number.
    DriverLicence,
    /// Number of a payment card.
    Card,
    /// Number of a bank account.
    Account,
    /// Connecting information (CI): the same for a person at every service.
    Ci,
    /// Business registration number; not personal, and told apart for that reason.
    Business,
    /// A private key.
    PrivateKey,
    /// An access token of a known service.
    Token,
    /// A password or key written into text.
    Password,
}

/// How sure a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Confidence {
    /// It has the shape, and many other numbers have it too.
    #[default]
    Low,
    /// It has the shape, and something speaks for it.
    Medium,
    /// Its check digit, its separators or the words around it leave little doubt.
    High,
}

/// One find. It does not hold what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub confidence: Confidence,
    /// The first byte of it.
    pub start: u64,
    /// The byte after it.
    pub end: u64,
    /// The line, counted from 1.
    pub line: u64,
    /// Its shape with every digit and letter masked.
    pub masked: String,
    /// What the caller's function made of it, to recognise repeats.
    pub fingerprint: Option<u64>,
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The finds in the order of the bytes, at most as many as asked for.
    pub hits: Vec<Hit>,
    /// How many of each kind, also beyond those kept.
    pub counts: BTreeMap<Kind, u64>,
    /// How many bytes were read.
    pub bytes: u64,
    /// How many line breaks were among them.
    pub lines: u64,
}

impl Report {
    /// Puts the report of the next part of the same file behind this one.
    pub fn append(&mut self, next: Self) {
        // A number in two lines may reach into the next part, and was found there in part again.
        let taken_to = self.hits.last().map_or(0, |hit| hit.end);
        for (kind, count) in next.counts {
            *self.counts.entry(kind).or_default() += count;
        }
        for hit in next.hits {
            if hit.start < taken_to {
                if let Some(count) = self.counts.get_mut(&hit.kind) {
                    *count = count.saturating_sub(1);
                }
                continue;
            }
            self.hits.push(Hit { line: hit.line + self.lines, ..hit });
        }
        self.counts.retain(|_, count| *count > 0);
        self.bytes += next.bytes;
        self.lines += next.lines;
    }
}

/// Turns a find (digits and letters only, of normal width) into a keyed hash.
pub type Fingerprint<'f> = &'f dyn Fn(&[u8]) -> u64;

/// What a scan looks for.
#[derive(Clone, Copy)]
pub struct Options<'f> {
    /// Finds below this are not reported.
    pub confidence_min: Confidence,
    /// At most so many finds are kept; the counts go on.
    pub hits_max: usize,
    /// To recognise repeats without keeping them.
    pub fingerprint: Option<Fingerprint<'f>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { confidence_min: Confidence::Low, hits_max: 10_000, fingerprint: None }
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("confidence_min", &self.confidence_min)
            .field("hits_max", &self.hits_max)
            .finish_non_exhaustive()
    }
}

/// Scans bytes that are in memory as a whole.
#[must_use]
pub fn scan(bytes: &[u8], options: Options<'_>) -> Report {
    let mut scanner = Scanner::new(options);
    // In pieces, so that the copy it works on stays small.
    for piece in bytes.chunks(stream::PIECE_BYTES) {
        scanner.push(piece);
    }
    scanner.finish()
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Resident,
        Self::Foreigner,
        Self::Passport,
        Self::DriverLicence,
        Self::Card,
        Self::Account,
        Self::Ci,
        Self::Business,
        Self::PrivateKey,
        Self::Token,
        Self::Password,
    ];

    /// A name that stays the same.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident-registration",
            Self::Foreigner => "foreigner-registration",
            Self::Passport => "passport",
            Self::DriverLicence => "driver-licence",
            Self::Card => "card",
            Self::Account => "account",
            Self::Ci => "connecting-information",
            Self::Business => "business-registration",
            Self::PrivateKey => "private-key",
            Self::Token => "token",
            Self::Password => "password",
        }
    }

    /// Its name in Korean.
    #[must_use]
    pub const fn ko(self) -> &'static str {
        match self {
            Self::Resident => "주민등록번호",
            Self::Foreigner => "외국인등록번호",
            Self::Passport => "여권번호",
            Self::DriverLicence => "운전면허번호",
            Self::Card => "카드번호",
            Self::Account => "계좌번호",
            Self::Ci => "연계정보(CI)",
            Self::Business => "사업자등록번호",
            Self::PrivateKey => "개인키",
            Self::Token => "접근 토큰",
            Self::Password => "비밀번호나 비밀값",
        }
    }

    /// Its name in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Resident => "resident registration number",
            Self::Foreigner => "foreigner registration number",
            Self::Passport => "passport number",
            Self::DriverLicence => "driver licence number",
            Self::Card => "card number",
            Self::Account => "account number",
            Self::Ci => "connecting information (CI)",
            Self::Business => "business registration number",
            Self::PrivateKey => "private key",
            Self::Token => "access token",
            Self::Password => "password or secret",
        }
    }

    /// Whether it is one of the identifiers that the law names (고유식별정보).
    #[must_use]
    pub const fn is_unique_identifier(self) -> bool {
        matches!(self, Self::Resident | Self::Foreigner | Self::Passport | Self::DriverLicence)
    }

    /// Whether it is data of a person at all.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        self.is_unique_identifier() || matches!(self, Self::Card | Self::Account | Self::Ci)
    }

    /// Whether it is a secret.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::PrivateKey | Self::Token | Self::Password)
    }
}

/// A find inside of the working copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Find {
    kind: Kind,
    confidence: Confidence,
    start: usize,
    end: usize,
}
