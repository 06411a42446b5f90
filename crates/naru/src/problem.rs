//! Why a command ends without having done what was asked: what happened, and what to do.

use naru_base::{Fault, Lang, No, texts};
use std::error::Error;

texts! {
    error_line(what: &str) { ko: "오류: {what}", en: "error: {what}" }
    cause_line(cause: &str) { ko: "  원인: {cause}", en: "  because: {cause}" }
    hint_line(hint: &str) { ko: "힌트: {hint}", en: "hint: {hint}" }
}

/// Why a command failed. Exit codes: 1 failure or finding, 2 wrong usage.
pub struct Problem {
    what: Sentence,
    hint: Option<Sentence>,
    causes: Vec<String>,
    /// The exit code.
    pub exit: u8,
}

type Sentence = Box<dyn Fn(Lang) -> String + Send + Sync>;

impl Problem {
    /// A failure.
    pub fn new(what: impl Fn(Lang) -> String + Send + Sync + 'static) -> Self {
        Problem { what: Box::new(what), hint: None, causes: Vec::new(), exit: 1 }
    }

    /// The command was not used as it is meant.
    pub fn usage(what: impl Fn(Lang) -> String + Send + Sync + 'static) -> Self {
        Problem { exit: 2, ..Problem::new(what) }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Fn(Lang) -> String + Send + Sync + 'static) -> Self {
        self.hint = Some(Box::new(hint));
        self
    }

    /// What lies below.
    #[must_use]
    pub fn because(mut self, cause: &dyn Error) -> Self {
        let mut next = Some(cause);
        while let Some(it) = next {
            self.causes.push(it.to_string());
            next = it.source();
        }
        self
    }

    /// All of it, as it is shown.
    pub fn text(&self, lang: Lang) -> String {
        let mut lines = vec![error_line(lang, &(self.what)(lang))];
        lines.extend(self.causes.iter().map(|it| cause_line(lang, it)));
        lines.extend(self.hint.as_ref().map(|it| hint_line(lang, &it(lang))));
        lines.join("\n")
    }

    /// From a message of the lower floors, which says what happened; then, after a semicolon, what
    /// to do about it.
    fn of_message(message: &str) -> Self {
        let (what, hint) = match message.split_once("; ") {
            Some((what, hint)) => (what.to_owned(), Some(hint.to_owned())),
            None => (message.to_owned(), None),
        };
        let problem = Problem::new(move |_| what.clone());
        match hint {
            Some(hint) => problem.hint(move |_| hint.clone()),
            None => problem,
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let problem = Problem::of_message(&fault.what);
        match fault.source() {
            Some(cause) => problem.because(cause),
            None => problem,
        }
    }
}

impl From<No> for Problem {
    fn from(no: No) -> Self {
        match no {
            No::Fault(fault) => fault.into(),
            No::Refusal(refusal) => Problem::of_message(&refusal.to_string()),
        }
    }
}
