//! What a command is given by whoever runs it: where its words go, what time it is, who reads.

use naru_base::{Clock, Lang, Micros};
use std::io::Write;

/// The surroundings of one run.
pub struct Around<'a> {
    /// Data goes here.
    pub out: &'a mut dyn Write,
    /// Talk for the person at the keyboard goes here.
    pub err: &'a mut dyn Write,
    /// Whether a person looks at `out`: colours and widths.
    pub is_terminal: bool,
    /// Whether a person looks at `err`: progress on one line.
    pub is_watched: bool,
    /// The time.
    pub now: Micros,
    /// For what is measured.
    pub clock: &'a dyn Clock,
    /// The reader's language.
    pub lang: Lang,
}

impl Around<'_> {
    /// Writes data. A closed pipe is not an error: whoever closed it has read enough.
    pub(crate) fn data(&mut self, text: &str) {
        drop(self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()));
    }

    /// One line for the person at the keyboard.
    pub(crate) fn talk(&mut self, line: &str) {
        drop(writeln!(self.err, "{line}"));
    }

    /// Progress on one line that is written over; nothing where nobody watches.
    pub(crate) fn progress(&mut self, line: &str) {
        if self.is_watched {
            drop(write!(self.err, "\r\x1b[2K{line}").and_then(|()| self.err.flush()));
        }
    }

    /// Takes the line of progress away.
    pub(crate) fn progress_done(&mut self) {
        self.progress("");
    }
}
