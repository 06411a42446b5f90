//! The words of `gate`.

use crate::cli::{Evidence, VerdictForm};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// A phase of a system's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Phase {
    /// What is chosen
    Design,
    /// What comes in
    Build,
    /// What is known of it
    Test,
    /// What is delivered
    Release,
    /// What becomes known later
    Operate,
    /// What is left
    Retire,
}

impl Phase {
    /// Its name in the data file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Phase::Design => "design",
            Phase::Build => "build",
            Phase::Test => "test",
            Phase::Release => "release",
            Phase::Operate => "operate",
            Phase::Retire => "retire",
        }
    }
}

/// `gate`
#[derive(Debug, Args)]
pub struct Gate {
    /// Lock file, bill of materials or folder
    #[arg(value_name = "PATH", required_unless_present = "print_phases")]
    pub path: Option<PathBuf>,
    /// The phase that is to be passed
    #[arg(long, value_enum, value_name = "PHASE", required_unless_present = "print_phases")]
    pub phase: Option<Phase>,
    /// The database
    #[arg(long, value_name = "FILE", required_unless_present = "print_phases")]
    pub db: Option<PathBuf>,
    #[command(flatten)]
    pub evidence: Evidence,
    /// What each phase asks for [default: what --print-phases shows]
    #[arg(long, value_name = "FILE")]
    pub phases: Option<PathBuf>,
    /// Print the phases to start from
    #[arg(long)]
    pub print_phases: bool,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "table", value_name = "FORM")]
    pub format: VerdictForm,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
