//! The command `naru-oss`: what `naru oss` and `naru guard` do, as a small program of its own, for
//! whoever wants no server. It is built in a fraction of the time and starts sooner.

use clap::{Parser, Subcommand};
use naru_base::Clock as _;
use naru_base::env::SystemClock;
use naru_oss::{Around, lang};
use std::io::IsTerminal as _;
use std::process::ExitCode;

/// Open source under control, without a server or a network
#[derive(Debug, Parser)]
#[command(name = "naru-oss", version, max_term_width = 100)]
#[command(after_help = "What the examples call `naru oss` is `naru-oss` here.")]
struct Cli {
    /// Language of messages [default: as the environment says]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<lang::Choice>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Oss(naru_oss::Oss),
    /// What may not cross a closed border: personal numbers, credit data, secrets
    Guard {
        #[command(subcommand)]
        command: naru_oss::Guard,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let mut around = Around {
        is_terminal: out.is_terminal(),
        is_watched: err.is_terminal(),
        out: &mut out.lock(),
        err: &mut err.lock(),
        now: SystemClock.now(),
        clock: &SystemClock,
        lang: lang::reader(cli.lang, variable),
    };
    let code = match cli.command {
        Command::Oss(it) => naru_oss::execute(it, &mut around),
        Command::Guard { command } => naru_oss::execute_guard(command, &mut around),
    };
    ExitCode::from(code)
}

#[expect(clippy::disallowed_methods, reason = "this is the binary's reading of its environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
