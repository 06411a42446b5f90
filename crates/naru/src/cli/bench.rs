//! `naru bench`: what this build costs on this machine.

use crate::bench_relay;
use crate::problem::Problem;
use crate::stdio;
use clap::{Subcommand, ValueEnum};
use naru_base::{BankCode, texts};
use naru_core::hub::Gates;
use naru_lab::bench::{self, BenchError, Plan, Serve, Which};
use std::net::SocketAddr;
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
    /// Connections that the load is put on
    #[arg(long, value_name = "N", default_value_t = 256)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=2048))]
    connections: u16,
    /// Requests a second of the loads at a fixed rate
    #[arg(long, value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: u32,
    /// How often `gates` puts its load on with the gates and without them, each for an eighth of
    /// `--seconds`
    #[arg(long, value_name = "N", default_value_t = 24)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1000))]
    pairs: u16,
    /// Systems of the portfolio, each with a bill of five hundred components
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(10..=30_000))]
    systems: u32,
    /// Findings of the portfolio's list
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    #[arg(value_parser = clap::value_parser!(u32).range(10_000..=100_000_000))]
    findings: u32,
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
    /// A whole withdrawal through the API, with banks that commit in processes of their own
    Transfer,
    /// A balance inquiry through the API, with its durable call log
    Balance,
    /// How much later an answer comes over the relay than straight from the bank
    AddedLatency,
    /// What asking the gates and the cover costs: withdrawals with and without, by turns
    Gates,
    /// Open source on a server with a large portfolio; takes many minutes and ten gigabytes
    Portfolio,
    /// All of it but the portfolio
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
    /// A bank
    Bank {
        /// Its code
        #[arg(long, value_parser = bank_code)]
        code: BankCode,
        /// The file of its books
        #[arg(long)]
        books: PathBuf,
    },
    /// The relay
    Relay {
        /// The file of its book
        #[arg(long)]
        book: PathBuf,
        /// The file of its call log
        #[arg(long)]
        calls: PathBuf,
        /// A bank's code and where it listens
        #[arg(long = "bank", value_parser = bank_at, value_name = "CODE=ADDR")]
        banks: Vec<(String, SocketAddr)>,
        /// Let everybody do everything, to see what asking costs
        #[arg(long)]
        leave_gates_out: bool,
    },
}

fn bank_code(text: &str) -> Result<BankCode, String> {
    BankCode::parse(text).map_err(|e| e.to_string())
}

fn bank_at(text: &str) -> Result<(String, SocketAddr), String> {
    let (code, addr) = text.split_once('=').ok_or("write it as CODE=ADDR")?;
    let addr = addr.parse().map_err(|e: std::net::AddrParseError| e.to_string())?;
    Ok((code.to_owned(), addr))
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
        What::Transfer => Which::Transfer,
        What::Balance => Which::Balance,
        What::AddedLatency => Which::AddedLatency,
        What::Gates => Which::Gates,
        What::Portfolio => Which::Portfolio,
        What::All => Which::All,
    };
    let load = Duration::from_secs(it.seconds);
    let plan = Plan {
        which,
        load,
        connections: it.connections.into(),
        rate_per_s: it.rate,
        pairs: it.pairs,
        portfolio: bench::Portfolio { systems: it.systems, findings: it.findings },
        program,
        scratch: it.scratch.clone(),
    };
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
        ServeWhat::Bank { code, books } => {
            Serve::Bank { code, books, relay_keys: bench_relay::keys() }
        }
        ServeWhat::Relay { book, calls, banks, leave_gates_out } => {
            let gates = if leave_gates_out { Gates::LeftOut } else { Gates::Asked };
            bench_relay::serve(&book, &calls, banks, gates)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    bench::serve(&it).map_err(|e| problem(&e))?;
    Ok(ExitCode::SUCCESS)
}

pub fn problem(error: &BenchError) -> Problem {
    Problem::new(no_figures).because(error)
}
