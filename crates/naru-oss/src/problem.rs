//! Why a command ends without an answer: what happened, on what, and what to do.

use naru_base::{Lang, texts};
use std::path::Path;

texts! {
    error_line(what: &str) { ko: "오류: {what}", en: "error: {what}" }
    cause_line(cause: &str) { ko: "  원인: {cause}", en: "  because: {cause}" }
    hint_line(hint: &str) { ko: "힌트: {hint}", en: "hint: {hint}" }
    cannot_read(path: &str) { ko: "{path} 파일을 읽을 수 없습니다", en: "cannot read {path}" }
    cannot_write(path: &str) { ko: "{path} 파일을 쓸 수 없습니다", en: "cannot write {path}" }
    not_there { ko: "그런 파일이나 폴더가 없습니다", en: "there is no such file or folder" }
    not_allowed { ko: "권한이 없습니다", en: "permission is denied" }
    there_already { ko: "같은 이름의 파일이 이미 있습니다", en: "there is a file of this name already" }
    no_folder { ko: "경로 가운데에 폴더가 아닌 것이 있습니다", en: "part of the path is no folder" }
    is_folder { ko: "파일이 아니라 폴더입니다", en: "it is a folder, not a file" }
    no_room { ko: "디스크에 자리가 없습니다", en: "the disk is full" }
    cannot_understand(path: &str) {
        ko: "{path} 파일의 내용을 이해할 수 없습니다", en: "cannot understand {path}",
    }
}

/// What the system says of a file, in the reader's language where it is one of the usual things.
fn of_system(lang: Lang, cause: &str) -> String {
    // What was being written beside the place stands after the number.
    let number = cause.rsplit_once("(os error ").and_then(|it| it.1.split(')').next());
    match number {
        Some("2") => not_there(lang),
        Some("13") => not_allowed(lang),
        Some("17") => there_already(lang),
        Some("20") => no_folder(lang),
        Some("21") => is_folder(lang),
        Some("28") => no_room(lang),
        _ => cause.to_owned(),
    }
}

/// A sentence that is made when it is known who reads it.
type Sentence = Box<dyn Fn(Lang) -> String>;

/// Why there is no answer.
pub(crate) struct Problem {
    what: Sentence,
    causes: Vec<Sentence>,
    hint: Option<Sentence>,
}

impl Problem {
    pub(crate) fn new(what: impl Fn(Lang) -> String + 'static) -> Problem {
        Problem { what: Box::new(what), causes: Vec::new(), hint: None }
    }
    /// What lies below.
    #[must_use]
    pub(crate) fn because(mut self, cause: impl ToString) -> Problem {
        let cause = cause.to_string();
        self.causes.push(Box::new(move |_| cause.clone()));
        self
    }
    /// What lies below, in the reader's language.
    #[must_use]
    pub(crate) fn because_in(mut self, cause: impl Fn(Lang) -> String + 'static) -> Problem {
        self.causes.push(Box::new(cause));
        self
    }
    /// What to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Fn(Lang) -> String + 'static) -> Problem {
        self.hint = Some(Box::new(hint));
        self
    }
    /// A file could not be opened or read.
    pub(crate) fn read(path: &Path, cause: impl ToString) -> Problem {
        let path = path.display().to_string();
        let cause = cause.to_string();
        Problem::new(move |lang| cannot_read(lang, &path))
            .because_in(move |lang| of_system(lang, &cause))
    }
    /// A file could not be written.
    pub(crate) fn write(path: &Path, cause: impl ToString) -> Problem {
        let path = path.display().to_string();
        let cause = cause.to_string();
        Problem::new(move |lang| cannot_write(lang, &path))
            .because_in(move |lang| of_system(lang, &cause))
    }
    /// A file does not hold what it should; the cause follows.
    pub(crate) fn file(path: &str) -> Problem {
        let path = path.to_owned();
        Problem::new(move |lang| cannot_understand(lang, &path))
    }
    /// A file does not hold what it should.
    pub(crate) fn content(path: &str, cause: impl ToString) -> Problem {
        Problem::file(path).because(cause)
    }
    /// All of it, as it is shown.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let mut lines = vec![error_line(lang, &(self.what)(lang))];
        lines.extend(self.causes.iter().map(|it| cause_line(lang, &it(lang))));
        lines.extend(self.hint.as_ref().map(|it| hint_line(lang, &it(lang))));
        lines.join("\n")
    }
    /// All of it on one line, for lists.
    pub(crate) fn line(&self, lang: Lang) -> String {
        let causes = self.causes.iter().map(|it| format!(": {}", it(lang)));
        std::iter::once((self.what)(lang)).chain(causes).collect()
    }
}
