//! `naru guard`: the command of `naru-oss`, with the clock, the terminal and the language of here.

use naru_base::env::SystemClock;
use naru_base::{Clock as _, Lang};
use naru_oss::Around;
use std::io::IsTerminal as _;
use std::process::ExitCode;

/// What may not cross a closed border: personal numbers, credit data, secrets
#[derive(Debug, clap::Args)]
pub struct Guard {
    #[command(subcommand)]
    command: naru_oss::Guard,
}

/// Runs the command.
pub fn run(it: Guard, lang: Lang) -> ExitCode {
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let mut around = Around {
        is_terminal: out.is_terminal(),
        is_watched: err.is_terminal(),
        out: &mut out.lock(),
        err: &mut err.lock(),
        now: SystemClock.now(),
        clock: &SystemClock,
        lang,
    };
    ExitCode::from(naru_oss::execute_guard(it.command, &mut around))
}
