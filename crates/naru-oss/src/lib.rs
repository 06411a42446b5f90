//! The commands `naru oss` and `naru guard`: what open source a project uses, what is known
//! against it, what its licences ask for, and what may not cross a closed border; as a developer
//! needs it, without a server and without a network.
//!
//! Here files are found, read and written, and results are put into words. What is decided about
//! versions, advisories and formats stands in `naru-sbom`. **Must never** open a socket, read the
//! clock or the environment (the caller says what time it is and who reads), nor keep anything
//! outside the files that the command names.

mod advice;
mod answer;
mod around;
mod bench;
mod bundle;
mod check;
mod cli;
mod day;
mod db;
mod files;
mod finding;
mod gate;
mod guard;
mod guide;
mod health;
mod impact;
mod import;
pub mod lang;
mod licence;
mod licence_texts;
mod lockmaker;
mod manifest;
mod members;
mod notice;
mod part;
mod problem;
mod project;
mod question;
mod report;
mod sbom;
mod scan;
mod selfcheck;
mod sources;
mod walk;

pub use around::Around;
pub use bench::drawn;
pub use cli::Oss;
pub use guard::Guard;

use clap::{FromArgMatches, Subcommand};
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

/// Runs `naru guard` and answers the exit code.
pub fn execute_guard(it: Guard, around: &mut Around<'_>) -> u8 {
    match guard::run(it, around) {
        Ok(code) => code,
        Err(problem) => {
            // What is wrong with a file may be told by quoting it.
            around.talk(&guard::masked(&problem.text(around.lang)));
            UNJUDGED
        }
    }
}

/// Parses the words after `naru oss`, runs them and answers the exit code.
pub fn run(words: &[&str], around: &mut Around<'_>) -> u8 {
    match parse::<Oss>("naru oss", words, around) {
        Ok(oss) => execute(oss, around),
        Err(code) => code,
    }
}

/// Parses the words after `naru guard`, runs them and answers the exit code.
pub fn run_guard(words: &[&str], around: &mut Around<'_>) -> u8 {
    match parse::<Guard>("naru guard", words, around) {
        Ok(guard) => execute_guard(guard, around),
        Err(code) => code,
    }
}

fn parse<T: Subcommand + FromArgMatches>(
    name: &'static str,
    words: &[&str],
    around: &mut Around<'_>,
) -> Result<T, u8> {
    let words = std::iter::once(name).chain(words.iter().copied()).map(OsString::from);
    let command = clap::Command::new(name).max_term_width(100).subcommand_required(true);
    let parsed = T::augment_subcommands(command)
        .try_get_matches_from(words)
        .and_then(|it| T::from_arg_matches(&it));
    parsed.map_err(|e| {
        let text = e.render().to_string();
        if e.use_stderr() {
            drop(around.err.write_all(text.as_bytes()));
            return UNJUDGED;
        }
        drop(around.out.write_all(text.as_bytes()));
        CLEAN
    })
}
