//! Project chores: `cargo xtask test`, `ci`, `nextest`, `fuzz`, `tidy`, `gen`.
//!
//! Standard library only, so that it builds in seconds on a fresh clone. **Must never** depend on a
//! crate of Naru: it judges them.

mod fuzz;
mod r#gen;
mod lines;
mod oss;
mod outside;
mod postgres;
mod setup;
mod sha256;
mod stage;
mod suites;
mod test;
mod tidy;
mod toml;
mod tree;

use std::process::ExitCode;

const HELP: &str = "\
Chores of the Naru project.

Usage: cargo xtask <COMMAND>

Commands:
  test [--core]      Install what the tests need, then check and test everything.
                     --core: formatting, tidy and the quick crates only, SQLite only.
  ci                 The same as test; what .ci/run calls.
  nextest [ARGS...]  cargo nextest run with these arguments beside a PostgreSQL cluster of its own,
                     so that nothing about PostgreSQL is skipped: cargo xtask nextest -p naru-store
  setup              Install what the tests need, as the first stage of test does.
  outside            The API of a demonstration, driven by schemathesis from its OpenAPI document.
  fuzz [TARGET] [S]  Foreign bytes against the readers for S seconds each (fuzz/targets/).
  tidy               The rules that the compiler cannot see. Ends with 1 if one is broken.
  gen [--refreeze]   Freeze new migrations in migrations.sha256.
                     --refreeze: freeze edited ones too; refused once a release exists.

`cargo xtask test --help` says what each stage does.
";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = given.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["test" | "ci", "--help" | "-h"] => {
            print!("{}", test::HELP);
            Ok(())
        }
        ["test"] | ["ci"] => test::everything(),
        ["test", "--core"] => test::core(),
        ["nextest", arguments @ ..] => test::with_postgresql(arguments, test::TESTS_MINUTES_MAX),
        ["setup"] => setup::everything(),
        ["outside"] => outside::drive(),
        ["fuzz", words @ ..] => fuzz::command(words),
        ["tidy"] => tidy::command(),
        ["gen"] => r#gen::command(false),
        ["gen", "--refreeze"] => r#gen::command(true),
        _ => Err(format!("xtask does not know `{}`\n\n{HELP}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("error: {text}");
            ExitCode::FAILURE
        }
    }
}
