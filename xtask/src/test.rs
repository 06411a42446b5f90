//! `cargo xtask test`: everything a change must pass, in one command.

use crate::postgres::Cluster;
use crate::stage::{self, Line, Stage, Work, run_all};
use crate::{oss, setup, suites, tidy};
use std::time::Duration;

/// Longest time for the tests themselves, built before.
pub(crate) const TESTS_MINUTES_MAX: u64 = 22;

/// The simulator's auditor must catch the bugs that its tests plant. All stages ask for the same
/// features: with others the crates of the money path would be built once more.
const PLANTED: &str = "--features naru-lab/planted-bugs";

/// What repeats the tests.
const TESTS: &str = "cargo xtask nextest --workspace --profile ci --features naru-lab/planted-bugs";

/// `cargo xtask test --help`.
pub(crate) const HELP: &str = "\
Checks and tests everything. `cargo xtask ci` is the same; .ci/run calls it.

Usage: cargo xtask test [--core]

Stages, each within its own time box, stopping at the first failure:
  needs      whether what the tests need is there or can be installed. Without root it prints the
             line to run and stops.
  fmt        cargo fmt --check
  tidy       the rules that the compiler cannot see (floors.toml, docs/style.md)
  setup      installs what the tests need: PostgreSQL, Chromium with its driver, Korean fonts,
             Python, curl, jq, cargo-nextest; beside it:
  clippy     the whole workspace, warnings refused
  docs       documentation of our crates, warnings refused
  build      every crate and test, once, for the stages below; with the deliberate bugs that tests
             can plant, so that nothing is built twice
  outside    schemathesis drives the API from its OpenAPI document; what it finds, and where it cannot
             be installed, is said loudly, and fails only with NARU_SCHEMATHESIS_REQUIRED=1
  suites     the public suites, with their counts (CONTRIBUTING.md says where they are found)
  own-gate   `naru oss check` of our own Cargo.lock with the shared advisory snapshot
  tests      every test, 20 seeds of the simulator and its planted bugs among them; PostgreSQL and
             the browser are required, not skipped

Options:
  --core     setup of nextest only, fmt, tidy, and the tests of naru-base, naru-store, naru-core
             and xtask on SQLite: under three minutes once built

A stage that fails prints the command that repeats it alone.
";

/// The whole run.
pub(crate) fn everything() -> Result<(), String> {
    let xtask =
        std::env::current_exe().map_err(|e| format!("cannot tell where xtask was built: {e}"))?;
    let outside = Line { program: xtask.display().to_string(), ..Line::new("xtask outside") };
    let setup = Line { program: xtask.display().to_string(), ..Line::new("xtask setup") };
    // Together the boxes stay under CI's 90 minutes; a cold run takes a fraction of them.
    let stages = [
        call("needs", 1, setup::told, "cargo xtask test"),
        run("fmt", 2, Line::new("cargo fmt --all -- --check")),
        call("tidy", 2, tidy::command, "cargo xtask tidy"),
        run("setup", 10, setup).beside(),
        run("clippy", 14, cargo("clippy --locked --workspace --all-targets -- -D warnings"))
            .beside(),
        run(
            "docs",
            6,
            // Our readers have the source: a link to a private item helps them.
            cargo("doc --locked --workspace --no-deps")
                .with("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links"),
        ),
        run("build", 16, cargo(&format!("build --locked --workspace --all-targets {PLANTED}"))),
        run("outside", 12, outside),
        call("suites", suites::MINUTES_MAX, public_suites, "cargo nextest run -p naru-sbom"),
        call("own-gate", 2, oss::gate, "naru oss check Cargo.lock --db oss.db (docs/oss.md)"),
        // Last, so that its summary stands at the end of the output.
        call("tests", TESTS_MINUTES_MAX, tests, TESTS),
    ];
    run_all(&stages)
}

fn public_suites() -> Result<(), String> {
    suites::stage(cargo(&format!("{} {PLANTED}", suites::COMMAND)))
}

fn tests() -> Result<(), String> {
    // One more than there are cores: some tests mostly wait for processes that they have killed.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = (cores + 1).to_string();
    let arguments = ["--workspace", "--profile", "ci", "--test-threads", &threads];
    let arguments: Vec<&str> = arguments.into_iter().chain(PLANTED.split(' ')).collect();
    with_postgresql(&arguments, TESTS_MINUTES_MAX)
}

/// `cargo nextest run` beside a PostgreSQL cluster that lives as long as the run.
pub(crate) fn with_postgresql(arguments: &[&str], minutes_max: u64) -> Result<(), String> {
    let cluster = Cluster::start()?;
    let line = arguments
        .iter()
        .fold(cargo("nextest run --locked"), |line, argument| line.arg(argument))
        .with("NARU_TEST_PG", "1")
        .with("NARU_TEST_PG_URL", &cluster.url())
        .with("NARU_TEST_BROWSER", "1");
    let line = suites::variables().iter().fold(line, |line, (name, value)| line.with(name, value));
    stage::run(&line, Duration::from_secs(minutes_max * 60))
}

/// The quick run.
pub(crate) fn core() -> Result<(), String> {
    let quick = "nextest run --locked -p naru-base -p naru-store -p naru-core -p xtask";
    run_all(&[
        call("setup", 20, setup::nextest, "cargo xtask test --core"),
        run("fmt", 2, Line::new("cargo fmt --all -- --check")),
        call("tidy", 2, tidy::command, "cargo xtask tidy"),
        run("tests", 10, cargo(quick)),
    ])
}

/// A cargo command. In CI nothing is built twice, so incremental data and debug information would
/// only cost time and disk.
fn cargo(words: &str) -> Line {
    let line = Line::new(&format!("cargo {words}"));
    if !setup::is_ci() {
        return line;
    }
    line.with("CARGO_INCREMENTAL", "0").with("CARGO_PROFILE_DEV_DEBUG", "0")
}

fn run(name: &'static str, minutes_max: u64, line: Line) -> Stage {
    Stage { name, minutes_max, work: Work::Run(line), is_beside: false }
}

fn call(
    name: &'static str,
    minutes_max: u64,
    function: fn() -> Result<(), String>,
    repeat: &'static str,
) -> Stage {
    Stage { name, minutes_max, work: Work::Call(function, repeat), is_beside: false }
}
