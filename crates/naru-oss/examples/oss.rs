//! `naru oss` and `naru guard` without the hub:
//! `cargo run -p naru-oss --example oss -- scan . --db oss.db`, `… -- guard scan .`

use naru_base::env::SystemClock;
use naru_base::{Clock as _, Lang};
use naru_oss::Around;
use std::io::IsTerminal as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (out, err) = (std::io::stdout(), std::io::stderr());
    let mut around = Around {
        is_terminal: out.is_terminal(),
        is_watched: err.is_terminal(),
        out: &mut out.lock(),
        err: &mut err.lock(),
        now: SystemClock.now(),
        clock: &SystemClock,
        lang: Lang::En,
    };
    let code = match words.split_first() {
        Some((&"guard", rest)) => naru_oss::run_guard(rest, &mut around),
        _ => naru_oss::run(&words, &mut around),
    };
    ExitCode::from(code)
}
