//! The words of `naru guard`.

use crate::cli::VerdictForm;
use clap::{Args, Subcommand, ValueEnum};
use naru_sbom::guard::Confidence;
use std::path::PathBuf;

/// What may not leave or enter a closed zone: personal numbers, credit data, secrets
#[derive(Debug, Subcommand)]
pub enum Guard {
    /// Look through files, folders and archives, and judge: 0 clean, 1 broken, 2 could not judge
    #[command(after_help = "Examples:\n  \
        naru guard scan release.zip                      before it crosses into the closed zone\n  \
        naru guard scan . --format sarif --out guard.sarif\n  \
        naru guard scan upload/ --db oss.db              vulnerable packages too\n  \
        naru guard scan export.csv --mode pseudonymised --rules guard.toml\n\n\
        Looked into: zip (jar, docx, hwpx, whl …), tar, gzip, one in another; UTF-8, CP949,\n\
        UTF-16. What cannot be looked into (7z, PDF, a password) makes the exit code 2: it is\n\
        not called clean. A report shows kind, place and a mask, never what was found.\n\n\
        A rules file accepts what is known to be harmless, and names registered datasets:\n\n  \
        [[accept]]\n  \
        file = \"tests/*\"\n  \
        kinds = [\"card\"]\n  \
        reason = \"published test numbers\"\n  \
        until = 2027-03-31\n\n  \
        [[dataset]]                # only in --mode pseudonymised\n  \
        sha256 = \"…\"               # of the file as it crosses\n  \
        registration = \"PD-2026-014\"\n  \
        kinds = [\"account\"]        # never a resident, foreigner, passport or licence number\n  \
        by = \"who approved it\"\n  \
        until = 2027-03-31")]
    Scan(Scan),
}

/// What may cross.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// No data of persons at all
    None,
    /// Pseudonymised data that is registered and approved
    Pseudonymised,
}

/// How sure a find must be to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sureness {
    /// Everything of the right shape
    Low,
    /// Something speaks for it
    Medium,
    /// Little doubt
    High,
}

impl From<Sureness> for Confidence {
    fn from(it: Sureness) -> Confidence {
        match it {
            Sureness::Low => Confidence::Low,
            Sureness::Medium => Confidence::Medium,
            Sureness::High => Confidence::High,
        }
    }
}

/// `guard scan`
#[derive(Debug, Args)]
pub struct Scan {
    /// Files, folders and archives
    #[arg(required = true, num_args = 1.., value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What may cross
    #[arg(long, value_enum, default_value = "none", value_name = "MODE")]
    pub mode: Mode,
    /// What is known to be harmless, and which datasets are registered
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// How sure a find must be to count
    #[arg(long, value_enum, default_value = "medium", value_name = "SURE")]
    pub confidence: Sureness,
    /// The database, to judge the packages that cross
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// What the packages are judged by [default: what `naru oss check --print-policy` shows]
    #[arg(long, value_name = "FILE", requires = "db")]
    pub policy: Option<PathBuf>,
    /// A file of at least 32 random bytes: the same find then has the same mark in every report
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_enum, default_value = "table", value_name = "FORM")]
    pub format: VerdictForm,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
