//! `guide`: how to bring open source under control, as pages, answered questions and templates,
//! in Korean and English. The words stand in data files that the console may show too.

pub(crate) mod args;

use crate::cli::{self, Template};
use crate::files;
use crate::problem::Problem;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::{Around, CLEAN};
use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};

texts! {
    no_page(id: &str) { ko: "안내서에 {id}이(가) 없습니다", en: "the guide has no {id}" }
    see_list { ko: "목록: naru oss guide", en: "the list: naru oss guide" }
    nothing(words: &str) { ko: "\"{words}\"에 맞는 것이 없습니다.", en: "nothing in it speaks of \"{words}\"." }
    how_to_read { ko: "읽기: naru oss guide ID, 찾기: naru oss guide --find 낱말, 초안: naru oss guide --template policy", en: "read: naru oss guide ID; find: naru oss guide --find WORDS; a draft: naru oss guide --template policy" }
    questions { ko: "묻고 답하기", en: "Questions and answers" }
}

const DATA: &str = include_str!("../../../../docs/oss-guide/guide.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guide {
    page: Vec<Page>,
    question: Vec<Page>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    id: String,
    phase: String,
    ko_title: String,
    en_title: String,
    ko: String,
    en: String,
}

/// A page in one language.
#[derive(Serialize)]
struct Read<'a> {
    id: &'a str,
    phase: &'a str,
    title: &'a str,
    text: &'a str,
}

impl Page {
    fn read(&self, lang: Lang) -> Read<'_> {
        let (title, text) = match lang {
            Lang::Ko => (&self.ko_title, &self.ko),
            Lang::En => (&self.en_title, &self.en),
        };
        Read { id: &self.id, phase: &self.phase, title, text: text.trim() }
    }
}

/// Runs the command.
pub(crate) fn run(it: &cli::Guide, around: &mut Around<'_>) -> Result<u8, Problem> {
    let lang = around.lang;
    if let Some(template) = it.template {
        files::deliver(around, it.out.as_deref(), self::template(template, lang))?;
        return Ok(CLEAN);
    }
    let guide: Guide = toml::from_str(DATA).expect("a file of this project, read by its tests");
    let all = || guide.page.iter().chain(&guide.question).map(|it| it.read(lang));
    let text = if let Some(id) = &it.id {
        let shown = id.clone();
        let found = all().find(|it| it.id == *id);
        let found =
            found.ok_or_else(|| Problem::new(move |lang| no_page(lang, &shown)).hint(see_list))?;
        if it.json { json::text(&found) } else { format!("{}\n\n{}\n", found.title, found.text) }
    } else if it.find.is_empty() {
        let list: Vec<Read<'_>> = all().collect();
        if it.json { json::text(&list) } else { contents(&guide, lang) }
    } else {
        let found = ranked(all().collect(), &it.find);
        if it.json { json::text(&found) } else { hits(&found, &it.find.join(" "), lang) }
    };
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(CLEAN)
}

fn contents(guide: &Guide, lang: Lang) -> String {
    let width = guide.page.iter().chain(&guide.question).map(|it| of(&it.id)).max();
    let width = width.unwrap_or_default();
    let line = |it: &Page| format!("{}  {}\n", padded(&it.id, width), it.read(lang).title);
    let pages: String = guide.page.iter().map(line).collect();
    let answers: String = guide.question.iter().map(line).collect();
    format!("{pages}\n{}\n{answers}\n{}\n", questions(lang), how_to_read(lang))
}

/// Those that hold every word, the ones with them in the title first, then by how often.
fn ranked<'a>(all: Vec<Read<'a>>, words: &[String]) -> Vec<Read<'a>> {
    let words: Vec<String> = words.iter().map(|it| it.to_lowercase()).collect();
    let weight = |it: &Read<'_>| {
        let (title, text) = (it.title.to_lowercase(), it.text.to_lowercase());
        let count = |word: &String| {
            let in_title =
                title.matches(word.as_str()).count() + it.id.matches(word.as_str()).count();
            in_title * 10 + text.matches(word.as_str()).count()
        };
        let counts: Vec<usize> = words.iter().map(count).collect();
        if counts.contains(&0) { 0 } else { counts.iter().sum() }
    };
    let mut found: Vec<(usize, Read<'a>)> =
        all.into_iter().map(|it| (weight(&it), it)).filter(|it| it.0 > 0).collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    found.into_iter().map(|it| it.1).collect()
}

fn hits(found: &[Read<'_>], words: &str, lang: Lang) -> String {
    if found.is_empty() {
        return format!("{}\n", nothing(lang, words));
    }
    let one = |it: &Read<'_>| format!("{} ({})\n{}\n", it.title, it.id, it.text);
    found.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn template(it: Template, lang: Lang) -> &'static str {
    match (it, lang) {
        (Template::Policy, Lang::Ko) => include_str!("../../../../docs/oss-guide/policy.ko.md"),
        (Template::Policy, Lang::En) => include_str!("../../../../docs/oss-guide/policy.en.md"),
        (Template::Process, Lang::Ko) => include_str!("../../../../docs/oss-guide/process.ko.md"),
        (Template::Process, Lang::En) => include_str!("../../../../docs/oss-guide/process.en.md"),
        (Template::Request, Lang::Ko) => include_str!("../../../../docs/oss-guide/request.ko.md"),
        (Template::Request, Lang::En) => include_str!("../../../../docs/oss-guide/request.en.md"),
    }
}
