//! Standard output carries data, standard error carries talk. A closed pipe is not an error.

use serde::Serialize;
use std::io::{IsTerminal as _, Write as _};

/// One line of data.
pub fn data(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever closed the pipe has read enough.
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// One value of data, as one line of JSON.
pub fn json(value: &impl Serialize) {
    let text = serde_json::to_string(value).expect("the types given here have text keys only");
    data(&text);
}

/// One line for the person at the keyboard.
pub fn talk(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// Writes over the present line of a terminal.
pub fn rewrite(line: &str) {
    let mut err = std::io::stderr().lock();
    drop(write!(err, "\r\x1b[2K{line}").and_then(|()| err.flush()));
}

/// Whether a person reads the talk.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
