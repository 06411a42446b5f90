//! Conformance of a hub: is this hub's API right? A table of cases, asked over real HTTP of any
//! base address, as a fintech's program would ask.
//!
//! The cases are data (`cases/*.json`, one file for each group) over templates of calls
//! (`requests.json`). Each says its rule in both languages and where the rule comes from; those
//! that move money say so. Start reading at [`run`].
//!
//! **Must never know** which hub it asks, or more of it than its answers say.

mod check;
mod client;
mod fill;
mod model;
mod report;
mod runner;
mod suite;
mod who;

pub use client::NoAnswer;
pub use model::{Case, Step};
pub use report::{Ended, Outcome, Report};
pub use runner::{CannotAsk, Options, run};
pub use suite::{Group, SuiteError, groups, shipped};
pub use who::{Who, WhoError};
