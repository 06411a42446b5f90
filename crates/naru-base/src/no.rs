//! The kinds of *no*: a refusal is a decision, a fault is an operation that failed. They never mix.
//!
//! Invariant (I12): a transient fault never wears the clothes of a business refusal.

use std::error::Error;
use std::fmt;

/// The result of anything that may be refused or may fail.
pub type Answer<T> = Result<T, No>;

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum No {
    /// A decision against the request: expected, stable code, explained with data.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The operation failed; nothing was decided.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A refusal that is not recorded as an outcome: a stable code and the data to explain it.
///
/// The sentence is made at the edge, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// `slice/reason-in-kebab-case`; unique, and its meaning never changes.
    pub code: &'static str,
    /// Named facts for the sentence. No personal data.
    pub facts: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without facts.
    pub const fn new(code: &'static str) -> Self {
        Refusal { code, facts: Vec::new() }
    }
    /// The fact of this name; empty if there is none.
    pub fn fact(&self, name: &str) -> &str {
        self.facts.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str())
    }
    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused: {}", self.code)?;
        for (name, value) in &self.facts {
            write!(f, ", {name} {value}")?;
        }
        Ok(())
    }
}

impl Error for Refusal {}

/// What sort of failure it was, as far as a caller must act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Too much work is waiting: definitely not done, try again later.
    Busy,
    /// Definitely not done; the same command may be tried again.
    Retryable,
    /// The commit was sent and its outcome is not known: look it up before anything else.
    OutcomeUnknown,
    /// Stored data contradict an invariant. Stop and call a person.
    Corrupt,
    /// Definitely not done, and trying again will not help.
    Permanent,
}

/// A failed operation. The message names the operation and what to do; the source is for the log.
#[derive(Debug)]
pub struct Fault {
    /// What sort of failure.
    pub kind: FaultKind,
    /// What was attempted, on what, and what to do. No personal data, no secrets.
    pub what: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A fault without a deeper cause.
    pub fn new(kind: FaultKind, what: impl Into<String>) -> Self {
        Fault { kind, what: what.into(), source: None }
    }
    /// A fault with its cause.
    pub fn because(
        kind: FaultKind,
        what: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Fault { kind, what: what.into(), source: Some(source.into()) }
    }
    /// Whether the same command may be tried again as it is.
    pub const fn is_retryable(&self) -> bool {
        matches!(self.kind, FaultKind::Busy | FaultKind::Retryable)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|s| s.as_ref() as &(dyn Error + 'static))
    }
}
