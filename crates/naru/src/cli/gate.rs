//! `naru gate`: the admission path and what speaks for it.

use super::evidence;
use crate::problem::Problem;
use clap::Subcommand;
use naru_base::Lang;
use std::process::ExitCode;

/// The admission path and what speaks for it
#[derive(Debug, clap::Args)]
pub struct GateCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What scanners found: read a file, import it, list what is open by item
    #[command(after_help = evidence::EXAMPLES)]
    Evidence {
        #[command(subcommand)]
        command: evidence::Command,
    },
}

pub(super) fn run(it: GateCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::Evidence { command } => evidence::run(command, lang),
    }
}
