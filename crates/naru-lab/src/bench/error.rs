//! Why a bench gave no figures.

use naru_base::{Fault, No};

/// A bench that could not be run to its end.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A file, a socket or a process.
    #[error("could not {what}")]
    Io {
        /// What was attempted.
        what: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The store or a command.
    #[error("could not {what}: {why}")]
    Store {
        /// What was attempted.
        what: &'static str,
        /// Why it failed.
        why: String,
    },
    /// A process of the bench, or what it said, was not as expected.
    #[error("{0}")]
    Unexpected(String),
}

impl BenchError {
    pub(super) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> BenchError {
        let what = what.into();
        |source| BenchError::Io { what, source }
    }

    pub(super) fn fault(what: &'static str) -> impl FnOnce(Fault) -> BenchError {
        move |fault| BenchError::Store { what, why: fault.to_string() }
    }

    pub(super) fn no(what: &'static str) -> impl FnOnce(No) -> BenchError {
        move |no| BenchError::Store { what, why: no.to_string() }
    }
}
