//! The guide (안내서): pages, answered questions and drafts to start from, in Korean and English,
//! with a search. The words stand in data files in docs/oss-guide.

use naru_base::Lang;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The guide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Pages.
    pub page: Vec<Page>,
    /// Answered questions.
    pub question: Vec<Page>,
}

/// A page, or an answered question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its name.
    pub id: String,
    /// The phase of a system's life that it is about, or `govern`.
    pub phase: String,
    ko_title: String,
    en_title: String,
    ko: String,
    en: String,
}

/// A page in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Read<'a> {
    /// Its name.
    pub id: &'a str,
    /// The phase that it is about.
    pub phase: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its text: paragraphs with an empty line between them, commands between backquotes.
    pub text: &'a str,
}

/// Drafts to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// The policy.
    Policy,
    /// The process.
    Process,
    /// The request to use something.
    Request,
}

static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../docs/oss-guide/guide.toml"))
        .expect("a file of this project, read by the tests of whoever asks it")
});

/// The guide.
pub fn guide() -> &'static Guide {
    &GUIDE
}

impl Guide {
    /// Everything in it, in one language: pages, then answered questions.
    pub fn all(&self, lang: Lang) -> impl Iterator<Item = Read<'_>> {
        self.page.iter().chain(&self.question).map(move |it| it.read(lang))
    }

    /// One page or answered question.
    pub fn find(&self, id: &str, lang: Lang) -> Option<Read<'_>> {
        self.all(lang).find(|it| it.id == id)
    }
}

impl Page {
    /// It in a language.
    pub fn read(&self, lang: Lang) -> Read<'_> {
        let (title, text) = match lang {
            Lang::Ko => (&self.ko_title, &self.ko),
            Lang::En => (&self.en_title, &self.en),
        };
        Read { id: &self.id, phase: &self.phase, title, text: text.trim() }
    }
}

/// How much a text speaks of all these words, those in its title counting more; 0: it lacks one.
pub fn weight(words: &[String], title: &str, text: &str) -> usize {
    let (title, text) = (title.to_lowercase(), text.to_lowercase());
    let count = |word: &String| {
        let word = word.to_lowercase();
        title.matches(word.as_str()).count() * 10 + text.matches(word.as_str()).count()
    };
    let counts: Vec<usize> = words.iter().map(count).collect();
    if counts.contains(&0) { 0 } else { counts.iter().sum() }
}

/// Those that hold every word, the ones with them in the title first, then by how often. Where none
/// holds all, those that hold any: first the ones with the most of them.
pub fn ranked<'a>(all: impl Iterator<Item = Read<'a>>, words: &[String]) -> Vec<Read<'a>> {
    let all: Vec<Read<'a>> = all.collect();
    let of_all = by_weight(&all, |it| (0, weighed(words, it)));
    if !of_all.is_empty() {
        return of_all;
    }
    by_weight(&all, |it| {
        let each = words.iter().map(|word| weighed(std::slice::from_ref(word), it));
        let each: Vec<usize> = each.filter(|weight| *weight > 0).collect();
        (each.len(), each.iter().sum())
    })
}

fn weighed(words: &[String], it: &Read<'_>) -> usize {
    weight(words, &format!("{} {}", it.title, it.id), it.text)
}

/// Those that weigh anything, the heaviest first.
fn by_weight<'a>(all: &[Read<'a>], of: impl Fn(&Read<'a>) -> (usize, usize)) -> Vec<Read<'a>> {
    let weights = all.iter().map(|it| (of(it), *it));
    let mut found: Vec<((usize, usize), Read<'a>)> = weights.filter(|it| it.0.1 > 0).collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    found.into_iter().map(|it| it.1).collect()
}

impl Template {
    /// Every one.
    pub const ALL: [Template; 3] = [Template::Policy, Template::Process, Template::Request];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Template::Policy => "policy",
            Template::Process => "process",
            Template::Request => "request",
        }
    }

    /// Reads the form of [`Template::as_str`].
    pub fn parse(text: &str) -> Option<Template> {
        Template::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// The draft, as Markdown.
    pub const fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Template::Policy, Lang::Ko) => include_str!("../../../docs/oss-guide/policy.ko.md"),
            (Template::Policy, Lang::En) => include_str!("../../../docs/oss-guide/policy.en.md"),
            (Template::Process, Lang::Ko) => include_str!("../../../docs/oss-guide/process.ko.md"),
            (Template::Process, Lang::En) => include_str!("../../../docs/oss-guide/process.en.md"),
            (Template::Request, Lang::Ko) => include_str!("../../../docs/oss-guide/request.ko.md"),
            (Template::Request, Lang::En) => include_str!("../../../docs/oss-guide/request.en.md"),
        }
    }
}
