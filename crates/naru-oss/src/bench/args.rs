//! The words of `bench`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BenchWhat {
    /// Comparing versions
    Versions,
    /// `scan` of a lock file; needs --lock and --db
    Scan,
    /// The guard
    Guard,
    /// Many bills of materials against many advisories
    Portfolio,
    /// All of it
    All,
}

/// `bench`
#[derive(Debug, Args)]
pub struct Bench {
    /// What to measure
    #[arg(value_enum, default_value = "all")]
    pub what: BenchWhat,
    /// A lock file to scan
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// A database: to scan with, and for the real ones among the advisories
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// Bills of materials
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub boms: u32,
    /// Packages in each
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub components: usize,
    /// Advisories, real and drawn
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub advisories: usize,
    /// Megabytes that the guard looks through
    #[arg(long, value_name = "N", default_value_t = 256)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub megabytes: u64,
    /// cargo-audit, to be measured by turns with `scan`
    #[arg(long, value_name = "FILE", requires = "rustsec")]
    pub cargo_audit: Option<PathBuf>,
    /// RustSec's repository as cargo-audit wants it
    #[arg(long, value_name = "DIR")]
    pub rustsec: Option<PathBuf>,
    /// For machines
    #[arg(long)]
    pub json: bool,
}
