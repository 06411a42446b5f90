//! `naru oss`: the command of `naru-oss`, with the clock, the terminal and the language of here.

use naru_base::env::SystemClock;
use naru_base::{Clock as _, Lang};
use naru_oss::Around;
use std::io::IsTerminal as _;
use std::process::ExitCode;

/// Open source under control, offline: bills of materials, advisories, a verdict for builds
#[derive(Debug, clap::Args)]
pub struct Oss {
    #[command(subcommand)]
    command: naru_oss::Oss,
}

/// Runs the command.
pub fn run(it: Oss, lang: Lang) -> ExitCode {
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
    ExitCode::from(naru_oss::execute(it.command, &mut around))
}
