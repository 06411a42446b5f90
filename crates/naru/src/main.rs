//! The `naru` command: configuration and wiring.
//!
//! **Must never** decide anything about money, gates or people: what is decided stands in
//! `naru-core`, what is spoken in `naru-web` and `naru-lab`. Here files are found, keys are read,
//! and the parts are put together.

mod bench_relay;
mod cli;
mod data_dir;
mod demo;
mod installation;
mod key_file;
mod key_words;
mod logging;
mod problem;
mod proof;
mod root_key;
mod sandbox;
mod sealer;
mod server;
mod settings;
mod signals;
mod stdio;
mod watch;
mod witness;

use clap::Parser as _;
use naru_oss::lang;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let lang = lang::reader(cli.lang, variable);
    logging::start(cli.log);
    match cli::run(cli.command, lang) {
        Ok(code) => code,
        Err(problem) => {
            stdio::talk(&problem.text(lang));
            ExitCode::from(problem.exit)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the binary's reading of its environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
