//! Logs go to standard error: for people on a terminal, as JSON for machines. No personal data:
//! what holds personal data does not print.

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// The form of the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Form {
    // Lines for people.
    Human,
    // One JSON object a line.
    Json,
}

/// Starts logging. `NARU_LOG` chooses what is logged (`info`, `naru_web=debug`); warnings by
/// default, so that a status line stays readable.
pub fn start(form: Option<Form>) {
    let filter = || EnvFilter::try_from_env("NARU_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let log = fmt().with_writer(std::io::stderr).with_env_filter(filter());
    // A second start (there is none) would be refused; the first one stays.
    drop(match form {
        Some(Form::Json) => log.json().try_init(),
        Some(Form::Human) | None => log.with_ansi(crate::stdio::is_watched()).try_init(),
    });
}
