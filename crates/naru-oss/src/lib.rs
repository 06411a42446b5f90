//! The command `naru oss`: what open source a project uses, what is known against it, what its
//! licences ask for; as a developer needs it, without a server and without a network.
//!
//! Here files are found, read and written, and results are put into words. What is decided about
//! versions, advisories and formats stands in `naru-sbom`. **Must never** open a socket, read the
//! clock or the environment (the caller says what time it is and who reads), nor keep anything
//! outside the files that the command names.

mod advice;
mod answer;
mod around;
mod bundle;
mod check;
mod cli;
mod day;
mod db;
mod files;
mod finding;
mod health;
mod impact;
mod import;
mod licence;
mod notice;
mod problem;
mod project;
mod report;
mod sbom;
mod scan;
mod selfcheck;
mod sources;
mod walk;

pub use around::Around;
pub use cli::Oss;

use clap::{FromArgMatches as _, Subcommand as _};
use std::ffi::OsString;

/// Nothing stands against it.
pub const CLEAN: u8 = 0;
/// The policy is broken, or something was found that the command was asked to find.
pub const BROKEN: u8 = 1;
/// It could not be judged: wrong usage, a file that cannot be read, data that is too old.
pub const UNJUDGED: u8 = 2;

/// Runs what was parsed and answers the exit code.
pub fn execute(oss: Oss, around: &mut Around<'_>) -> u8 {
    match answer::answer(oss, around) {
        Ok(code) => code,
        Err(problem) => {
            around.talk(&problem.text(around.lang));
            UNJUDGED
        }
    }
}

/// Parses the words after `naru oss`, runs them and answers the exit code.
pub fn run(words: &[&str], around: &mut Around<'_>) -> u8 {
    let words = std::iter::once("naru oss").chain(words.iter().copied()).map(OsString::from);
    let command = clap::Command::new("naru oss").max_term_width(100).subcommand_required(true);
    let parsed = Oss::augment_subcommands(command)
        .try_get_matches_from(words)
        .and_then(|it| Oss::from_arg_matches(&it));
    match parsed {
        Ok(oss) => execute(oss, around),
        Err(e) => {
            let text = e.render().to_string();
            if e.use_stderr() {
                drop(around.err.write_all(text.as_bytes()));
                return UNJUDGED;
            }
            drop(around.out.write_all(text.as_bytes()));
            CLEAN
        }
    }
}
