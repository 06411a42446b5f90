//! `guide`: how to bring open source under control, as pages, answered questions and templates,
//! in Korean and English. The words are those that the console shows.

pub(crate) mod args;

use crate::cli::{self, Template};
use crate::files;
use crate::problem::Problem;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::{Around, CLEAN};
use naru_base::{Lang, texts};
use naru_practice::guide::{Guide, Page, Read, Template as Draft, guide, ranked};

texts! {
    no_page(id: &str) { ko: "안내서에 {id}이(가) 없습니다", en: "the guide has no {id}" }
    see_list { ko: "목록: naru oss guide", en: "the list: naru oss guide" }
    nothing(words: &str) { ko: "\"{words}\"에 맞는 것이 없습니다.", en: "nothing in it speaks of \"{words}\"." }
    how_to_read { ko: "읽기: naru oss guide ID, 찾기: naru oss guide --find 낱말, 초안: naru oss guide --template policy", en: "read: naru oss guide ID; find: naru oss guide --find WORDS; a draft: naru oss guide --template policy" }
    questions { ko: "묻고 답하기", en: "Questions and answers" }
}

/// Runs the command.
pub(crate) fn run(it: &cli::Guide, around: &mut Around<'_>) -> Result<u8, Problem> {
    let lang = around.lang;
    if let Some(template) = it.template {
        files::deliver(around, it.out.as_deref(), draft(template).text(lang))?;
        return Ok(CLEAN);
    }
    let guide = guide();
    let text = if let Some(id) = &it.id {
        let shown = id.clone();
        let found = guide.find(id, lang);
        let found =
            found.ok_or_else(|| Problem::new(move |lang| no_page(lang, &shown)).hint(see_list))?;
        if it.json { json::text(&found) } else { format!("{}\n\n{}\n", found.title, found.text) }
    } else if it.find.is_empty() {
        let list: Vec<Read<'_>> = guide.all(lang).collect();
        if it.json { json::text(&list) } else { contents(guide, lang) }
    } else {
        let found = ranked(guide.all(lang), &it.find);
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

fn hits(found: &[Read<'_>], words: &str, lang: Lang) -> String {
    if found.is_empty() {
        return format!("{}\n", nothing(lang, words));
    }
    let one = |it: &Read<'_>| format!("{} ({})\n{}\n", it.title, it.id, it.text);
    found.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn draft(it: Template) -> Draft {
    match it {
        Template::Policy => Draft::Policy,
        Template::Process => Draft::Process,
        Template::Request => Draft::Request,
    }
}
