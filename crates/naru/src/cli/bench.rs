//! `naru bench`: what this build costs on this machine.

use crate::problem::Problem;
use crate::stdio;
use clap::{Subcommand, ValueEnum};
use naru_base::texts;
use naru_lab::bench::{self, BenchError, Plan, Serve, Which};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

texts! {
    no_figures { ko: "벤치를 끝내지 못했습니다", en: "the bench could not be run to its end" }
}

/// Measure what operations cost, beside a calibration of the same run
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example, with a release build:
  naru bench commit --seconds 20 --json

Its files are made in TMPDIR, or else in /var/tmp, and removed: that disk is the one measured.
docs/benchmarks.md says what each figure holds.")]
pub struct Bench {
    /// What to measure
    #[arg(value_enum, default_value = "all")]
    what: What,
    /// How long each load lasts, warm-up and drain included
    #[arg(long, value_name = "N", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Where the files are made
    #[arg(long, hide = true, value_name = "DIR", env = "TMPDIR", default_value = "/var/tmp")]
    scratch: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// An order over HTTP, reserved durably before its answer
    Commit,
    /// All of it
    All,
}

/// A server of the bench, in a process of its own
#[derive(Debug, clap::Args)]
pub struct BenchServe {
    #[command(subcommand)]
    what: ServeWhat,
}

#[derive(Debug, Subcommand)]
enum ServeWhat {
    /// Reads an order and answers
    Null,
    /// Reads an order, reserves it, answers
    Commit {
        /// The file of its book
        #[arg(long)]
        book: PathBuf,
    },
}

pub(super) fn run(it: &Bench) -> Result<ExitCode, Problem> {
    if cfg!(debug_assertions) {
        stdio::talk("a debug build: these figures say nothing about the product");
    }
    let program = std::env::current_exe()
        .map_err(|source| BenchError::Io { what: "find this program".to_owned(), source })
        .map_err(|e| problem(&e))?;
    let which = match it.what {
        What::Commit => Which::Commit,
        What::All => Which::All,
    };
    let load = Duration::from_secs(it.seconds);
    let plan = Plan { which, load, program, scratch: it.scratch.clone() };
    let report = bench::run(&plan, &stdio::talk).map_err(|e| problem(&e))?;
    if it.json {
        stdio::json(&report);
    } else {
        stdio::data(&report.table());
    }
    Ok(if report.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn serve(it: BenchServe) -> Result<ExitCode, Problem> {
    let it = match it.what {
        ServeWhat::Null => Serve::Null,
        ServeWhat::Commit { book } => Serve::Commit(book),
    };
    bench::serve(&it).map_err(|e| problem(&e))?;
    Ok(ExitCode::SUCCESS)
}

fn problem(error: &BenchError) -> Problem {
    Problem::new(no_figures).because(error)
}
