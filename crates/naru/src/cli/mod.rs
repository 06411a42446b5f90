//! The commands, one file each. `--help` teaches each with an example.

mod access;
mod audit;
mod bank;
mod banks;
pub mod bench;
mod claim;
mod conform;
mod deadline;
mod demo;
mod evidence;
mod functional;
mod gate;
mod guard;
mod incident;
pub mod init;
mod institution;
mod keys;
mod migrate;
mod openapi;
mod oss;
mod program;
mod serve;
mod settle;
mod sim;
mod staff;
mod surety;
mod verify;

use crate::logging;
use crate::problem::Problem;
use clap::{Parser, Subcommand};
use naru_base::Lang;
use naru_oss::lang;
use std::path::PathBuf;
use std::process::ExitCode;

/// The central system of an open-banking network
#[derive(Debug, Parser)]
#[command(name = "naru", version, max_term_width = 100)]
#[command(after_help = "See it at work, with nothing to install:\n  naru demo")]
pub struct Cli {
    /// Language of messages [default: as the environment says]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<lang::Choice>,
    /// Form of the log on standard error; NARU_LOG chooses what is logged [default: human]
    #[arg(long, global = true, value_enum, value_name = "FORM")]
    pub log: Option<logging::Form>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Serve(serve::Serve),
    Migrate(migrate::Migrate),
    Keys(keys::Keys),
    Verify(verify::Verify),
    Settle(settle::Settle),
    Surety(surety::SuretyCommand),
    Claim(claim::ClaimCommand),
    Audit(audit::Audit),
    Incident(incident::IncidentCommand),
    Access(access::AccessCommand),
    Gate(gate::GateCommand),
    #[command(name = "openapi")]
    OpenApi(openapi::OpenApi),
    Institution(institution::InstitutionCommand),
    Banks(banks::BanksCommand),
    Staff(staff::StaffCommand),
    Program(program::ProgramCommand),
    Bank(bank::Bank),
    Conform(conform::Conform),
    Oss(oss::Oss),
    Guard(guard::Guard),
    Sim(sim::Sim),
    Bench(bench::Bench),
    #[command(hide = true)]
    BenchServe(bench::BenchServe),
}

/// The installation that a command works on.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The data directory
    #[arg(long, value_name = "DIR", env = "NARU_DATA", hide_env_values = true)]
    pub data: PathBuf,
}

/// Runs a command.
pub fn run(command: Command, lang: Lang) -> Result<ExitCode, Problem> {
    match command {
        Command::Init(it) => init::run(&it, lang),
        Command::Bank(it) => bank::run(it, lang),
        Command::Verify(it) => verify::run(&it, lang),
        Command::Settle(it) => settle::run(it, lang),
        Command::Surety(it) => surety::run(it, lang),
        Command::Claim(it) => claim::run(it, lang),
        Command::Conform(it) => conform::run(it, lang),
        Command::Oss(it) => Ok(oss::run(it, lang)),
        Command::Guard(it) => Ok(guard::run(it, lang)),
        Command::Sim(it) => sim::run(&it, lang),
        Command::Bench(it) => bench::run(&it),
        Command::BenchServe(it) => bench::serve(it),
        Command::Access(it) => access::run(it, lang),
        Command::Gate(it) => gate::run(it, lang),
        Command::Institution(it) => institution::run(it, lang),
        Command::Banks(it) => banks::run(it, lang),
        Command::Staff(it) => staff::run(it, lang),
        Command::Program(it) => program::run(it, lang),
        Command::Audit(it) => audit::run(it, lang),
        Command::Incident(it) => incident::run(it, lang),
        Command::Demo(it) => demo::run(it, lang),
        Command::Serve(it) => serve::run(it, lang),
        Command::Keys(it) => keys::run(it, lang),
        Command::OpenApi(it) => openapi::run(&it),
        Command::Migrate(it) => migrate::run(&it, lang),
    }
}
